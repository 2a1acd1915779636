# SPDX-License-Identifier: GPL-2.0-or-later
"""Turns a label raster into polygons whose neighbours share every vertex of their common edge.

The border between two labels is cut into arcs. An arc is smoothed and thinned once, and both neighbours use
it, so that gaps and overlaps cannot arise; arcs that would cross each other are thinned less.
"""

from __future__ import annotations

import numpy as np

Array = np.ndarray


class Arc:
    """Polyline between two labels; ``left`` and ``right`` are seen along its direction."""

    __slots__ = ("points", "left", "right", "closed", "start", "end")

    def __init__(self, points: Array, left: int, right: int, closed: bool, start: int, end: int) -> None:
        self.points, self.left, self.right = points, left, right
        self.closed, self.start, self.end = closed, start, end


def trace_arcs(labels: Array) -> list[Arc]:
    """Arcs of a label raster (0 = outside, and along its rim); coordinates in cells, row 0 in the south."""
    cracks = _Cracks(labels)
    arcs: list[Arc] = []
    for crack in cracks.ids:  # first the arcs between nodes, from either end
        if crack not in cracks.seen:
            for vertex in cracks.ends(crack):
                if (crack, vertex) not in cracks.follow:
                    arcs.append(cracks.walk(crack, vertex, False))
                    break
    for crack in cracks.ids:  # what is left runs in circles
        if crack not in cracks.seen:
            arcs.append(cracks.walk(crack, cracks.ends(crack)[0], True))
    _settle_nodes(arcs)
    return arcs


class _Cracks:
    """The edges between unlike cells, and which one follows which where no three of them meet.

    A crack's id is 2 × vertex + kind, a vertex row × width + col; kind 0 runs east from its vertex, 1 north.
    """

    def __init__(self, labels: Array) -> None:
        self.labels = labels
        rows, cols = labels.shape
        self.wide = cols + 1
        self.east = np.zeros((rows + 1, cols + 1), dtype=bool)
        self.north = np.zeros((rows + 1, cols + 1), dtype=bool)
        self.east[1:-1, :-1] = labels[1:] != labels[:-1]
        self.north[:-1, 1:-1] = labels[:, 1:] != labels[:, :-1]
        ids = [np.flatnonzero(self.east) * 2, np.flatnonzero(self.north) * 2 + 1]
        self.ids: list[int] = np.concatenate(ids).tolist()
        self.seen: set[int] = set()
        self.follow: dict[tuple[int, int], int] = {}
        self._link()

    def _link(self) -> None:
        degree = self.east.astype(np.int8) + self.north
        degree[:, 1:] += self.east[:, :-1]
        degree[1:] += self.north[:-1]
        for r, c in np.argwhere(degree == 2).tolist():
            vertex = r * self.wide + c
            here = vertex * 2
            around = (
                (self.east[r, c], here),
                (self.north[r, c], here + 1),
                (c > 0 and self.east[r, c - 1], here - 2),
                (r > 0 and self.north[r - 1, c], here - 2 * self.wide + 1),
            )
            a, b = (crack for there, crack in around if there)
            self._pair(a, b, vertex)
        for r, c in np.argwhere(degree == 4).tolist():
            vertex = r * self.wide + c
            e, n = vertex * 2, vertex * 2 + 1
            w, s = e - 2, n - 2 * self.wide
            # Two like cells that meet at the corner stay joined; the corners of the others are cut off.
            if self.labels[r, c] == self.labels[r - 1, c - 1]:
                self._pair(n, w, vertex)
                self._pair(s, e, vertex)
            elif self.labels[r, c - 1] == self.labels[r - 1, c]:
                self._pair(n, e, vertex)
                self._pair(s, w, vertex)

    def _pair(self, a: int, b: int, vertex: int) -> None:
        self.follow[a, vertex] = b
        self.follow[b, vertex] = a

    def ends(self, crack: int) -> tuple[int, int]:
        vertex, north = divmod(crack, 2)
        return vertex, vertex + (self.wide if north else 1)

    def _sides(self, crack: int, start: int) -> tuple[int, int]:
        """Labels left and right of a crack that is walked from vertex ``start``."""
        r, c = divmod(crack // 2, self.wide)
        if crack % 2:
            left, right = self.labels[r, c - 1], self.labels[r, c]
        else:
            left, right = self.labels[r, c], self.labels[r - 1, c]
        return (int(left), int(right)) if start == crack // 2 else (int(right), int(left))

    def walk(self, crack: int, start: int, closed: bool) -> Arc:
        chain, vertex = [crack], start
        while True:
            self.seen.add(chain[-1])
            a, b = self.ends(chain[-1])
            vertex = b if vertex == a else a
            following = self.follow.get((chain[-1], vertex))
            if following is None or (closed and following == crack):
                break
            chain.append(following)
        ids = np.array(chain)
        at, north = ids // 2, ids % 2 == 1
        x, y = at % self.wide + np.where(north, 0, 0.5), at // self.wide + np.where(north, 0.5, 0)
        points = np.column_stack([x, y])
        if closed:
            points = np.vstack([points, points[:1]])
        else:
            first, last = divmod(start, self.wide)[::-1], divmod(vertex, self.wide)[::-1]
            points = np.vstack([first, points, last])
        nodes = (-1, -1) if closed else (start, vertex)
        return Arc(points, *self._sides(crack, start), closed, *nodes)


def _settle_nodes(arcs: list[Arc]) -> None:
    """Move each node to the mean of its first mid-points: it stays inside them, and corners look natural."""
    total: dict[int, Array] = {}
    count: dict[int, int] = {}
    for arc in arcs:
        if not arc.closed:
            for node, point in ((arc.start, arc.points[1]), (arc.end, arc.points[-2])):
                total[node] = total.get(node, 0) + point
                count[node] = count.get(node, 0) + 1
    for arc in arcs:
        if not arc.closed:
            arc.points[0] = total[arc.start] / count[arc.start]
            arc.points[-1] = total[arc.end] / count[arc.end]


def thin(points: Array, tolerance: float) -> Array:
    """Douglas–Peucker; a closed line is first split at its point furthest from the start."""
    if len(points) <= 3 or tolerance <= 0:
        return points
    keep = np.zeros(len(points), dtype=bool)
    keep[[0, -1]] = True
    stack = [(0, len(points) - 1)]
    if np.array_equal(points[0], points[-1]):
        far = int(np.argmax(np.hypot(*(points - points[0]).T)))
        (dx, dy), rest = points[far] - points[0], points - points[0]
        other = int(np.argmax(np.abs(dx * rest[:, 1] - dy * rest[:, 0])))
        for k in (far, other):
            keep[k] = True
        marks = sorted({0, far, other, len(points) - 1})
        stack = list(zip(marks, marks[1:]))
    while stack:
        a, b = stack.pop()
        if b - a < 2:
            continue
        span = points[b] - points[a]
        rest = points[a + 1 : b] - points[a]
        length = np.hypot(*span)
        off = np.abs(span[0] * rest[:, 1] - span[1] * rest[:, 0]) / length if length else np.hypot(*rest.T)
        worst = int(off.argmax())
        if off[worst] > tolerance:
            k = a + 1 + worst
            keep[k] = True
            stack += [(a, k), (k, b)]
    return points[keep]


def crossing_lines(lines: list[Array], bin_size: float) -> set[int]:
    """Indices of lines that meet another line, or themselves, other than at shared vertices."""
    owner = np.repeat(np.arange(len(lines)), [len(line) - 1 for line in lines])
    a = np.concatenate([line[:-1] for line in lines])
    b = np.concatenate([line[1:] for line in lines])
    low = np.floor(np.minimum(a, b) / bin_size).astype(np.int64)
    high = np.floor(np.maximum(a, b) / bin_size).astype(np.int64)
    nx, ny = (high - low + 1).T
    times = nx * ny
    segment = np.repeat(np.arange(len(a)), times)
    step = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    key = (low[segment, 0] + step % nx[segment]) * (1 << 32) + low[segment, 1] + step // nx[segment]
    order = np.argsort(key, kind="stable")
    key, segment = key[order], segment[order]
    found: set[int] = set()
    shift = 1
    while shift < len(key):
        same = key[shift:] == key[:-shift]
        if not same.any():
            break
        i, j = segment[:-shift][same], segment[shift:][same]
        hit = _touch(a[i], b[i], a[j], b[j])
        found.update(owner[i[hit]].tolist())
        found.update(owner[j[hit]].tolist())
        shift += 1
    return found


def _touch(a: Array, b: Array, c: Array, d: Array) -> Array:
    """True where segments ab and cd meet anywhere but at one shared end point."""

    def side(p: Array, q: Array, r: Array) -> Array:
        return np.sign((q[:, 0] - p[:, 0]) * (r[:, 1] - p[:, 1]) - (q[:, 1] - p[:, 1]) * (r[:, 0] - p[:, 0]))

    def within(p: Array, q: Array, r: Array) -> Array:
        return ((np.minimum(p, q) <= r) & (r <= np.maximum(p, q))).all(1)

    abc, abd, cda, cdb = side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)
    proper = (abc * abd < 0) & (cda * cdb < 0)
    ends = [(abc, a, b, c), (abd, a, b, d), (cda, c, d, a), (cdb, c, d, b)]
    equal = [(a == c).all(1), (a == d).all(1), (b == c).all(1), (b == d).all(1)]
    shared = equal[0] | equal[1] | equal[2] | equal[3]
    rests = np.zeros(len(a), dtype=bool)
    for turn, p, q, r in ends:
        at_end = (r == p).all(1) | (r == q).all(1)
        rests |= (turn == 0) & within(p, q, r) & ~at_end
    both = (equal[0] & equal[3]) | (equal[1] & equal[2])
    return (proper & ~shared) | rests | both


def faces(arcs: list[Arc]) -> dict[int, list[Array]]:
    """Closed rings of every label: the outer ring first, counter-clockwise, then the holes, clockwise."""
    sides: dict[int, list[tuple[Array, int, int]]] = {}
    rings: dict[int, list[Array]] = {}
    for arc in arcs:
        for label, points, start, end in (
            (arc.left, arc.points, arc.start, arc.end),
            (arc.right, arc.points[::-1], arc.end, arc.start),
        ):
            if not label:
                continue
            if arc.closed:
                rings.setdefault(label, []).append(points)
            else:
                sides.setdefault(label, []).append((points, start, end))
    for label, pieces in sides.items():
        by_start = {start: (points, end) for points, start, end in pieces}
        if len(by_start) != len(pieces):
            raise ValueError(f"label {label} leaves a node twice")
        while by_start:
            first = next(iter(by_start))
            node, parts = first, []
            while node in by_start:
                points, node = by_start.pop(node)
                parts.append(points[:-1])
            ring = np.concatenate(parts)
            rings.setdefault(label, []).append(np.vstack([ring, ring[:1]]))
    for label, own in rings.items():
        own.sort(key=lambda ring: -ring_area(ring))
        if ring_area(own[0]) <= 0 or any(ring_area(ring) >= 0 for ring in own[1:]):
            raise ValueError(f"label {label} has no single outer ring")
    return rings


def ring_area(ring: Array) -> float:
    """Signed planar area, positive counter-clockwise."""
    x, y = (ring - ring[0]).T
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


def polygons(
    labels: Array, cell_m: float, tolerance_m: float, origin_m: tuple[float, float]
) -> dict[int, list[Array]]:
    """Rings per label in map metres, rounded to centimetres."""
    raw = trace_arcs(labels)
    origin = np.array(origin_m)
    base = [arc.points for arc in raw]
    tolerance = np.full(len(raw), tolerance_m / cell_m)
    lines = [np.round(thin(p, t) * cell_m + origin, 2) for p, t in zip(base, tolerance)]
    for attempt in range(8):
        crossing = crossing_lines(lines, 6 * cell_m)
        # A closed arc with fewer than four points, or one thinned to nothing, is no ring.
        crossing |= {k for k, arc in enumerate(raw) if arc.closed and len(lines[k]) < 4}
        if not crossing:
            break
        for k in crossing:
            tolerance[k] = tolerance[k] / 2 if attempt < 5 else 0.0
            lines[k] = np.round(thin(base[k], tolerance[k]) * cell_m + origin, 2)
    else:
        raise ValueError(f"{len(crossing)} arcs still cross")
    for arc, line in zip(raw, lines):
        arc.points = line
    return faces(raw)
