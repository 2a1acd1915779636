# SPDX-License-Identifier: GPL-2.0-or-later
"""Grid, smooth noise, coast, relief and least-cost lines of the synthetic city."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage, sparse
from scipy.sparse import csgraph
from scipy.spatial import cKDTree

Array = np.ndarray


@dataclass
class Grid:
    """Square raster of ``n`` × ``n`` cells of ``cell_m`` metres; row 0 is the southern row."""

    n: int
    cell_m: float

    @property
    def size_m(self) -> float:
        return self.n * self.cell_m

    @property
    def centres_m(self) -> Array:
        return (np.arange(self.n) + 0.5) * self.cell_m

    def cells_of(self, points_m: Array) -> tuple[Array, Array]:
        """Row and column of points (k, 2), clipped to the grid."""
        index = np.clip((np.asarray(points_m) / self.cell_m).astype(int), 0, self.n - 1)
        return index[:, 1], index[:, 0]


def _spline_weights(n: int, knots: int) -> Array:
    """Dense (n, knots) matrix of uniform cubic B-spline weights."""
    t = np.linspace(1.0, knots - 2.0001, n)
    base = np.floor(t).astype(int)
    f = t - base
    weights = np.zeros((n, knots))
    parts = ((1 - f) ** 3, 3 * f**3 - 6 * f**2 + 4, -3 * f**3 + 3 * f**2 + 3 * f + 1, f**3)
    for shift, part in enumerate(parts):
        weights[np.arange(n), np.minimum(base - 1 + shift, knots - 1)] += part / 6
    return weights


def noise(rng: np.random.Generator, n: int, waves: float, octaves: int = 4, gain: float = 0.5) -> Array:
    """Smooth fractal noise (n, n), about -1..1; ``waves`` is the number of coarsest waves across the grid."""
    out = np.zeros((n, n))
    amplitude, norm = 1.0, 0.0
    for _ in range(octaves):
        knots = int(np.ceil(waves)) + 4
        weights = _spline_weights(n, knots)
        out += amplitude * (weights @ rng.uniform(-1.6, 1.6, (knots, knots)) @ weights.T)
        norm += amplitude
        amplitude *= gain
        waves *= 2
    return (out / norm).astype(np.float32)


@dataclass
class Terrain:
    """Land mask, distance to the sea (m), elevation (m) and slope (degrees) on the grid."""

    grid: Grid
    land: Array
    island: Array
    coast_m: Array
    elevation_m: Array
    slope_deg: Array


def make_terrain(rng: np.random.Generator, n: int, land_ha: float) -> Terrain:
    """Peninsula with the sea to the north and east, hills inland and two islands.

    Args:
        rng: the seeded generator.
        n: cells along one side.
        land_ha: land area; the cell size follows from it.
    """
    u, v = np.meshgrid((np.arange(n) + 0.5) / n, (np.arange(n) + 0.5) / n)
    rough = noise(rng, n, 4, 7, 0.62)
    border = noise(rng, n, 3, 6, 0.55)
    shore = np.minimum(0.87 - v, 0.88 - u) + 0.19 * rough

    def bump(cu: float, cv: float, ru: float, rv: float) -> Array:
        return np.exp(-(((u - cu) / ru) ** 2 + ((v - cv) / rv) ** 2))

    shore += 0.10 * bump(0.90, 0.80, 0.07, 0.05) + 0.07 * bump(0.42, 0.89, 0.06, 0.06)  # capes
    shore -= 0.16 * bump(0.66, 0.90, 0.07, 0.11) + 0.15 * bump(0.91, 0.46, 0.12, 0.06)  # bays
    shore -= 0.09 * bump(0.20, 0.90, 0.06, 0.07)
    inland = np.minimum(u - 0.075, v - 0.085) + 0.12 * border
    for cu, cv, r in ((0.60, 0.955, 0.020), (0.965, 0.62, 0.016)):
        shore = np.maximum(shore, 0.02 * (1 - np.hypot(u - cu, v - cv) / r) + 0.05 * rough)
    land = (shore > 0) & (inland > 0)
    land[:3] = land[-3:] = False
    land[:, :3] = land[:, -3:] = False
    parts, count = ndimage.label(land)
    sizes = np.bincount(parts.ravel())
    sizes[0] = 0
    main = int(sizes.argmax())
    keep = [k for k in range(1, count + 1) if k == main or sizes[k] > sizes[main] * 4e-4]
    land = np.isin(parts, keep)
    island = land & (parts != main)
    sea_side = ~land & (shore <= np.maximum(inland, 0) + 0.002)  # the inland border is no coast
    grid = Grid(n, float(np.sqrt(land_ha * 1e4 / land.sum())))
    coast_m = (ndimage.distance_transform_edt(~sea_side) * grid.cell_m).astype(np.float32)

    ridge = 1 - np.abs(noise(rng, n, 4, 5, 0.5)) * 2.2
    relief = 0.60 * noise(rng, n, 5, 4, 0.5) + 0.45 * ridge + 0.35 * bump(0.34, 0.42, 0.22, 0.30)
    relief += 0.30 * bump(0.62, 0.28, 0.14, 0.12) + 0.22 * bump(0.74, 0.66, 0.10, 0.10)
    rise = np.clip(coast_m / (0.13 * grid.size_m), 0, 1) ** 0.8
    elevation = 420 * np.clip(relief - 0.22, 0, None) ** 1.35 * rise + 6 * rise + 0.001 * coast_m
    elevation = ndimage.gaussian_filter(elevation, 60 / grid.cell_m)
    dy, dx = np.gradient(elevation, grid.cell_m)
    slope = np.degrees(np.arctan(np.hypot(dx, dy)))
    return Terrain(grid, land, island, coast_m, elevation.astype(np.float32), slope.astype(np.float32))


def spaced_points(rng: np.random.Generator, candidates_m: Array, spacing_m: Array, limit: int) -> Array:
    """Pick candidates in random order that keep their own spacing to all chosen ones; returns indices."""
    chosen: list[int] = []
    for k in rng.permutation(len(candidates_m)):
        if len(chosen) == limit:
            break
        gap = candidates_m[chosen] - candidates_m[k]
        if not len(gap) or (np.hypot(gap[:, 0], gap[:, 1]) > spacing_m[k]).all():
            chosen.append(int(k))
    return np.array(chosen, dtype=int)


class CostMap:
    """Least-cost paths on a coarse copy of the grid."""

    def __init__(self, grid: Grid, cost: Array, passable: Array, step: int = 8) -> None:
        self.grid, self.step = grid, step
        half = step // 2
        self.cost = cost[half::step, half::step].astype(float).copy()
        self.open = passable[half::step, half::step]
        self.shape = self.cost.shape

    def node(self, point_m: Array) -> int:
        """Index of the nearest passable coarse cell."""
        rows, cols = np.nonzero(self.open)
        unit = self.grid.cell_m * self.step
        near = np.argmin(np.hypot((cols + 0.5) * unit - point_m[0], (rows + 0.5) * unit - point_m[1]))
        return int(rows[near] * self.shape[1] + cols[near])

    def paths(self, sources: list[int], targets: list[int]) -> list[Array]:
        """For each target the cheapest path (k, 2) in metres from any of the sources."""
        ids = np.arange(self.cost.size).reshape(self.shape)
        rows, cols, values = [], [], []
        for dr, dc in ((0, 1), (1, 0), (1, 1), (1, -1), (1, 2), (2, 1), (2, -1), (1, -2)):
            a = ids[: self.shape[0] - dr, max(0, -dc) : self.shape[1] - max(0, dc)]
            b = ids[dr:, max(0, dc) : self.shape[1] + min(0, dc)]
            ok = self.open.flat[a] & self.open.flat[b]
            a, b = a[ok], b[ok]
            rows.append(a)
            cols.append(b)
            values.append((self.cost.flat[a] + self.cost.flat[b]) / 2 * np.hypot(dr, dc))
        graph = sparse.coo_matrix(
            (np.concatenate(values), (np.concatenate(rows), np.concatenate(cols))), shape=(ids.size, ids.size)
        ).tocsr()
        _, before, _ = csgraph.dijkstra(
            graph, directed=False, indices=sources, min_only=True, return_predecessors=True
        )
        unit = self.grid.cell_m * self.step
        out = []
        for target in targets:
            chain = [target]
            while before[chain[-1]] >= 0:
                chain.append(int(before[chain[-1]]))
            row, col = np.divmod(np.array(chain[::-1]), self.shape[1])
            out.append(np.column_stack([(col + 0.5) * unit, (row + 0.5) * unit]))
        return out

    def cheapen(self, path_m: Array, factor: float) -> None:
        """Make following an existing line cheaper, so that lines join."""
        unit = self.grid.cell_m * self.step
        col, row = np.clip((path_m / unit).astype(int), 0, self.shape[0] - 1).T
        self.cost[row, col] *= factor


def smooth_line(path_m: Array, step_m: float, passes_m: float) -> Array:
    """Gaussian-smoothed copy of a path with points every ``step_m``; ends stay."""
    if len(path_m) < 3:
        return path_m
    length = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(path_m, axis=0).T))])
    at = np.linspace(0, length[-1], max(3, int(length[-1] / step_m)))
    dense = np.column_stack([np.interp(at, length, path_m[:, k]) for k in (0, 1)])
    sigma = passes_m / step_m
    soft = np.column_stack([ndimage.gaussian_filter1d(dense[:, k], sigma, mode="nearest") for k in (0, 1)])
    fade = np.clip(np.minimum(at, at[-1] - at) / (2 * passes_m + 1e-9), 0, 1)[:, None]
    return dense * (1 - fade) + soft * fade


def line_distance(grid: Grid, lines: list[Array], reach_m: float) -> tuple[Array, Array]:
    """Distance (m) of every cell to the nearest point of densely sampled lines, and that point's index.

    Cells further away than ``reach_m`` hold infinity and -1.
    """
    points = np.concatenate(lines)
    distance = np.full((grid.n, grid.n), np.inf, dtype=np.float32)
    nearest = np.full((grid.n, grid.n), -1, dtype=np.int32)
    near = np.zeros((grid.n, grid.n), dtype=bool)
    near[grid.cells_of(points)] = True
    near = ndimage.binary_dilation(near, iterations=int(np.ceil(reach_m * 1.5 / grid.cell_m)) + 1)
    rows, cols = np.nonzero(near)
    axis = grid.centres_m
    d, k = cKDTree(points).query(np.column_stack([axis[cols], axis[rows]]), distance_upper_bound=reach_m)
    hit = np.isfinite(d)
    distance[rows[hit], cols[hit]] = d[hit]
    nearest[rows[hit], cols[hit]] = k[hit]
    return distance, nearest
