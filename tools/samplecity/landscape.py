# SPDX-License-Identifier: GPL-2.0-or-later
"""Paints land-use zones on the grid, cuts them into parcels and gives every parcel its class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage, sparse
from scipy.sparse import csgraph
from scipy.spatial import cKDTree

from .settlement import Lines, Places
from .terrain import Array, Terrain, line_distance, noise, spaced_points

#: Published first-level areas of Weihai (ha): the proportions which the synthetic city keeps.
PUBLISHED_HA = {
    "耕地": 164293.33,
    "园地": 67240.0,
    "林地": 146646.67,
    "草地": 11026.67,
    "湿地": 14333.33,
    "城镇村及工矿用地": 80860.0,
    "交通运输用地": 16426.67,
    "水域及水利设施用地": 53593.33,
}
#: Land outside the published classes (12 其他土地 with field ridges), as a share of them.
OTHER_SHARE = 0.021
#: Pieces below this area (ha) are dissolved whatever they are.
SLIVER_HA = 0.5
#: Share of gross arable land that field ridges (1203) take: a first guess, the assignment settles it.
RIDGE_GUESS = 0.04

BUILT_LEADING = ("05", "06", "07", "08", "09")
WETLAND = {"0303", "0304", "0306", "0402", "1105", "1106", "1108"}
#: Field-ridge coefficient by slope grade 1-5 (made up, of a realistic size).
RIDGE_SHARE = {1: 0.0, 2: 0.0612, 3: 0.0897, 4: 0.1235, 5: 0.1508}
SLOPE_LIMITS = (2.0, 6.0, 15.0, 25.0)


def published_class(code: str) -> str:
    """First-level class of the published figures that a DLBM counts in ('' for 12 其他土地)."""
    if code in WETLAND:
        return "湿地"
    if code.startswith(BUILT_LEADING) or code in ("1004", "1005", "1201"):
        return "城镇村及工矿用地"
    return {
        "01": "耕地",
        "02": "园地",
        "03": "林地",
        "04": "草地",
        "10": "交通运输用地",
        "11": "水域及水利设施用地",
    }.get(code[:2], "")


@dataclass
class Parcels:
    """One row per parcel of the label raster (labels 1..k, 0 = outside)."""

    labels: Array
    cells: Array
    zone: list[str]  # painted code, or '' where the class is still open
    place: Array  # index of the village
    code: list[str]
    grade: Array  # slope grade 1-5
    industry: list[str]  # refinement (TBXHDM) of single plants
    width_m: Array
    in_town: Array  # 0 rural, 1 urban area, 2 designated town
    island: Array


class Canvas:
    """Raster of zone numbers with the list of zone codes they stand for."""

    def __init__(self, terrain: Terrain) -> None:
        self.terrain = terrain
        self.codes: list[str] = ["", "open"]
        self.zone = np.where(terrain.land, 1, 0).astype(np.int16)
        self.block = np.zeros(terrain.land.shape, dtype=np.int64)

    def paint(self, mask: Array, code: str, block: Array | int = 0) -> None:
        if code not in self.codes:
            self.codes.append(code)
        mask = mask & self.terrain.land
        self.zone[mask] = self.codes.index(code)
        self.block[mask] = block[mask] if isinstance(block, np.ndarray) else block

    def is_zone(self, *codes: str) -> Array:
        return np.isin(self.zone, [self.codes.index(c) for c in codes if c in self.codes])

    def area_ha(self, mask: Array) -> float:
        return float(mask.sum()) * self.terrain.grid.cell_m**2 / 1e4


def _tune(low: float, high: float, target: float, area_at) -> float:
    """Bisect a width-like number until the painted area meets the target."""
    for _ in range(14):
        middle = (low + high) / 2
        if area_at(middle) < target:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _field_blocks(
    rng: np.random.Generator, x: Array, y: Array, owner: Array, count: int, height_m: float, length_m: float
) -> Array:
    """Rows of rectangular fields, turned differently in every village; returns a block id per cell."""
    angle = rng.uniform(0, np.pi, count)[owner]
    deep = (height_m * rng.uniform(0.8, 1.25, count))[owner]
    long = (length_m * rng.uniform(0.8, 1.3, count))[owner]
    u = x * np.cos(angle) + y * np.sin(angle) + 60000
    v = y * np.cos(angle) - x * np.sin(angle) + 60000
    row = (v / deep).astype(np.int64)
    shift = rng.uniform(0, 1, 997)
    stretch = rng.uniform(0.7, 1.4, 991)
    col = (u / (long * stretch[(row * 7 + owner * 13) % 991]) + shift[(row * 31 + owner * 17) % 997]).astype(
        np.int64
    )
    return (owner.astype(np.int64) << 24) | ((row & 0xFFF) << 12) | (col & 0xFFF)


def _blob(distance_m: Array, rough: Array, radius_m: float) -> Array:
    return distance_m < radius_m * (1 + 0.8 * rough)


def paint(
    rng: np.random.Generator, terrain: Terrain, places: Places, lines: Lines
) -> tuple[Canvas, dict[str, Array]]:
    """Everything that has a place of its own: water, roads, settlements, ports; the rest stays open."""
    grid, n = terrain.grid, terrain.grid.n
    canvas = Canvas(terrain)
    land_ha = canvas.area_ha(terrain.land)
    unit = land_ha / (1 + OTHER_SHARE) / sum(PUBLISHED_HA.values())
    target = {name: ha * unit for name, ha in PUBLISHED_HA.items()}
    scale = np.sqrt(land_ha / 56600)  # < 1 for small trial cities
    axis = grid.centres_m
    x, y = np.meshgrid(axis, axis)
    rough = noise(rng, n, 34, 4, 0.55)
    fine = noise(rng, n, 110, 2, 0.5)
    wx = x + noise(rng, n, 16, 4, 0.5) * 260 + fine * 45
    wy = y + noise(rng, n, 16, 4, 0.5) * 260 + noise(rng, n, 110, 2, 0.5) * 45
    owner = np.maximum(places.territory, 0)
    coast = terrain.coast_m

    # Open land: field rows in the plain, irregular patches on the hills, small basins behind the shore.
    fields = _field_blocks(rng, wx, wy, owner, len(places.code), 420, 570)
    basins = _field_blocks(rng, wx, wy, owner, len(places.code), 300, 430) | (1 << 40)
    spots = rng.uniform(0, grid.size_m, (int(grid.size_m**2 / 1.0e5), 2))
    spots = spots[spaced_points(rng, spots, np.full(len(spots), 640.0), 10**6)]
    patches = cKDTree(spots).query(
        np.column_stack([(x + (wx - x) * 1.3)[terrain.land], (y + (wy - y) * 1.3)[terrain.land]])
    )[1]
    hill = terrain.elevation_m > 62 + 45 * rough
    block = np.where((coast < 1100) & ~hill, basins, fields)
    flat = block[terrain.land]
    flat[hill[terrain.land]] = patches[hill[terrain.land]] + (1 << 41)
    block[terrain.land] = flat
    canvas.block = block

    # Settlements.
    d_place = np.hypot(x - places.centre_m[owner, 0], y - places.centre_m[owner, 1])
    radius = np.zeros(len(places.code))
    radius[places.is_town_seat] = 560
    radius[:4] = (2150, 1500, 1350, 1650)
    radius *= scale**0.5
    town = np.full((n, n), -1, dtype=np.int16)
    for k in np.nonzero(radius > 0)[0]:
        cx, cy = places.centre_m[k]
        inside = _blob(np.hypot(wx - cx, wy - cy), rough, radius[k]) & terrain.land & (coast > 60)
        inside = ndimage.binary_fill_holes(_main_part(inside))
        town[inside] = k
    urban = town >= 0
    street = np.zeros((n, n), dtype=bool)
    lots = np.zeros((n, n), dtype=np.int64)
    for k in np.nonzero(radius > 0)[0]:
        inside = town == k
        angle = rng.uniform(-0.5, 0.5)
        sx = x[inside] * 0.75 + wx[inside] * 0.25
        sy = y[inside] * 0.75 + wy[inside] * 0.25
        u = sx * np.cos(angle) + sy * np.sin(angle) + 60000
        v = sy * np.cos(angle) - sx * np.sin(angle) + 60000
        lu, lv = (460, 370) if k < 4 else (400, 330)
        wide = 30.0 if k < 4 else 24.0
        street[inside] = (u % lu < wide) | (v % lv < wide)
        lots[inside] = ((u // lu).astype(np.int64) & 0xFFF) << 12 | ((v // lv).astype(np.int64) & 0xFFF)
    canvas.paint(urban, "lot", lots)

    # Port and airport by the main city; a smaller port by the fourth.
    port = np.zeros((n, n), dtype=bool)
    for k, reach in ((0, 1000), (3, 620)):
        rows, cols = np.nonzero(terrain.land & ~terrain.island & (coast < 2 * grid.cell_m))
        near = np.argmin(np.hypot(axis[cols] - places.centre_m[k, 0], axis[rows] - places.centre_m[k, 1]))
        d = np.hypot(wx - axis[cols[near]], wy - axis[rows[near]])
        port |= (d < reach * scale**0.5) & (coast < 520 * scale**0.5) & ~terrain.island
    port &= ~urban
    canvas.paint(port, "1008", owner)
    ax, ay = places.centre_m[0] + np.array([-0.075, 0.055]) * grid.size_m
    angle = 0.5
    ru, rv = (
        (x - ax) * np.cos(angle) + (y - ay) * np.sin(angle),
        (y - ay) * np.cos(angle) - (x - ax) * np.sin(angle),
    )
    airport = (np.abs(ru) < 1350 * scale) & (np.abs(rv) < 260 * scale) & ~urban & (coast > 300)
    canvas.paint(airport, "1007")

    # Tidal flats along the shore, wider in bays; a sea dike behind some of them.
    share = np.exp(1.5 * noise(rng, n, 11, 3, 0.5))
    shore = terrain.land & ~port & ~urban & ~terrain.island
    bank = 0.04 * target["湿地"]
    width = _tune(10, 900, target["湿地"] - bank, lambda w: canvas.area_ha(shore & (coast < w * share)))
    flats = shore & (coast < width * share)
    flats_block = (owner.astype(np.int64) << 12) | (((wx + 3 * wy) / 1900).astype(np.int64) & 0xFFF)
    canvas.paint(flats, "1105", flats_block)
    dike = shore & ~flats & (coast < width * share + 30) & (share > 1.25)
    canvas.paint(dike, "1109", owner)

    # Rivers, their banks, reservoirs with dams, ditches.
    river_points = np.concatenate(lines.river_width_m)
    d_river, at = line_distance(grid, lines.rivers, 220)
    half = np.where(at >= 0, river_points[np.maximum(at, 0)] / 2, 0)
    is_river = (d_river < half) & ~port
    lower = is_river | ((d_river < half + 40 + 140 * fine) & (half > 26) & ~urban & ~flats)
    rim = np.where(lower & ~is_river, d_river, np.inf)[terrain.land]
    order = np.sort(rim[np.isfinite(rim)])
    allowed = int(bank * 1e4 / grid.cell_m**2)
    if len(order):
        edge = order[min(allowed, len(order) - 1)]
        canvas.paint(lower & ~is_river & (d_river < edge), "1106", owner)
    reservoir = np.zeros((n, n), dtype=bool)
    dam = np.zeros((n, n), dtype=bool)
    middle = [line[: int(len(line) * 0.8)] for line in lines.rivers]
    candidates = np.concatenate([line[len(line) // 5 :: 20] for line in middle if len(line) > 100])
    height = terrain.elevation_m[grid.cells_of(candidates)]
    apart = np.min(np.hypot(*(candidates[:, None] - places.centre_m[None]).transpose(2, 0, 1)), axis=1)
    good = candidates[(height > 22) & (apart > 350)]
    if len(good):
        good = good[spaced_points(rng, good, np.full(len(good), 0.10 * grid.size_m), 9)]
    for k, point in enumerate(good):
        r = (900, 700, 560, 520, 480, 440, 420, 400, 380)[k] * scale**0.5
        low = terrain.elevation_m[grid.cells_of(point[None])][0] + 26
        body = (
            (np.hypot(wx - point[0] + 420 * fine, wy - point[1]) < r * (1.05 + 2.0 * rough + 0.5 * fine))
            & (terrain.elevation_m < low)
            & ~urban
        )
        body = _main_part(body)
        d = np.hypot(x - point[0], y - point[1])
        reservoir |= body
        rows, cols = np.nonzero(body)
        if len(rows):
            foot = np.argmin(terrain.elevation_m[rows, cols])
            d = np.hypot(x - axis[cols[foot]], y - axis[rows[foot]])
            dam |= (
                ndimage.binary_dilation(body, iterations=3)
                & ~ndimage.binary_dilation(body, iterations=1)
                & (d < 0.45 * r)
            )
    canvas.paint(is_river, "1101", owner)
    if lines.ditches:
        d_ditch, _ = line_distance(grid, lines.ditches, 30)
        canvas.paint((d_ditch < 11) & ~is_river & ~urban, "1107", owner)
    canvas.paint(dam, "1109", owner)
    canvas.paint(reservoir, "1103")

    # Roads: both kinds share one width factor so that transport land meets its share.
    water = reservoir | flats
    d_high, _ = line_distance(grid, lines.highways, 60)
    d_lane, _ = line_distance(grid, lines.lanes, 50)
    d_rail, _ = line_distance(grid, lines.railway, 40) if lines.railway else (np.full((n, n), np.inf), None)
    rail = (d_rail < 14) & ~water & terrain.land & ~port & ~airport
    canvas.paint(rail, "1001", owner)
    free = terrain.land & ~water & ~urban & ~rail & ~port & ~airport
    fixed = (
        canvas.area_ha(rail & ~urban)
        + canvas.area_ha(port & terrain.land)
        + canvas.area_ha(airport & terrain.land)
    )

    def roads(f: float) -> Array:
        return free & ((d_high < 21 * f) | (d_lane < max(10.0, 11 * f)))

    # Slivers that join the roads add about one percent later.
    factor = _tune(0.8, 1.9, 0.988 * target["交通运输用地"] - fixed, lambda f: canvas.area_ha(roads(f)))
    high = (d_high < 21 * factor) & free
    lane = (d_lane < max(10.0, 11 * factor)) & free & ~high
    canvas.paint(street & ~rail & ~is_river & ~reservoir, "1004", owner)
    canvas.paint((d_high < 21 * factor) & urban & ~rail, "1004", owner)
    canvas.paint(lane, "1006", owner)
    canvas.paint(high, "1003", owner)
    widths = {"1001": 28.0, "1003": 42 * factor, "1006": max(20.0, 22 * factor), "1107": 22.0}

    # Villages grow until built-up land meets its share (works and salt pans come from the open parcels).
    reserve = 0.085 * target["城镇村及工矿用地"]
    built = canvas.area_ha(canvas.is_zone("lot", "1004"))
    spread = rng.uniform(0.75, 1.3, len(places.code))
    spread[places.is_town_seat] = 0
    open_land = canvas.is_zone("open") & (coast > 120)
    warp_d = np.hypot(wx - places.centre_m[owner, 0], wy - places.centre_m[owner, 1])
    relative = warp_d / np.maximum(spread[owner], 1e-9) / (1 + 1.1 * rough + 0.8 * fine)
    # A second hamlet in most villages keeps the settlements small.
    second = places.centre_m + np.column_stack(
        [np.cos(a := rng.uniform(0, 7, len(spread))), np.sin(a)]
    ) * rng.uniform(700, 950, (len(spread), 1))
    other = (
        np.hypot(wx - second[owner, 0], wy - second[owner, 1])
        / (0.72 * np.maximum(spread[owner], 1e-9))
        / (1 + 1.1 * rough + 0.8 * fine)
    )
    relative = np.minimum(relative, other)
    reach = _tune(
        60,
        900,
        target["城镇村及工矿用地"] - built - reserve,
        lambda r: canvas.area_ha(open_land & (relative < r)),
    )
    canvas.paint(
        open_land & (relative < reach),
        "0702",
        owner * 2 + (other < warp_d / np.maximum(spread[owner], 1e-9) / (1 + 1.1 * rough + 0.8 * fine)),
    )

    _stamp_small(rng, canvas, terrain, places, wx, wy, owner)
    fields_of = {
        "town": town,
        "d_place": d_place,
        "rough": rough,
        "d_river": np.minimum(d_river, 400),
        "x": x,
        "y": y,
        "widths": np.array([widths[k] for k in ("1001", "1003", "1006", "1107")]),
    }
    return canvas, fields_of


def _stamp_small(
    rng: np.random.Generator,
    canvas: Canvas,
    terrain: Terrain,
    places: Places,
    wx: Array,
    wy: Array,
    owner: Array,
) -> None:
    """Ponds, farm buildings, mines, cemeteries: small shapes of their own in open land."""
    grid = terrain.grid
    area = canvas.area_ha(terrain.land) / 56600
    blocked = ndimage.binary_dilation(~canvas.is_zone("open"), iterations=2)
    for code, count, low, high, max_height, min_coast in (
        ("1104", 150, 70, 125, 70, 700),
        ("1202", 125, 70, 110, 60, 400),
        ("0602", 9, 110, 190, 200, 800),
        ("09", 15, 90, 170, 260, 500),
        ("0601", 26, 120, 190, 50, 900),
    ):
        rows, cols = np.nonzero(
            ~blocked
            & (terrain.elevation_m < max_height)
            & (terrain.coast_m > min_coast)
            & (terrain.elevation_m > (45 if code in ("0602",) else -1))
        )
        if not len(rows):
            continue
        wanted = max(2, round(count * area))
        picks = rng.permutation(len(rows))
        done = 0
        for pick in picks[: wanted * 6]:
            r, c = int(rows[pick]), int(cols[pick])
            size = rng.uniform(low, high)
            reach = int(size * 2.2 / grid.cell_m) + 2
            window = (slice(max(r - reach, 0), r + reach), slice(max(c - reach, 0), c + reach))
            angle = rng.uniform(0, np.pi)
            dx, dy = wx[window] - wx[r, c], wy[window] - wy[r, c]
            du, dv = dx * np.cos(angle) + dy * np.sin(angle), dy * np.cos(angle) - dx * np.sin(angle)
            aspect = rng.uniform(1.0, 1.7)
            power = 2.2 if code == "1104" else 6  # ponds round, farm yards squarish
            shape = (np.abs(du / (size * aspect)) ** power + np.abs(dv / size) ** power) < 1
            shape &= ~blocked[window]
            if shape.sum() * grid.cell_m**2 < 1.6 * size**2:
                continue
            mask = np.zeros_like(blocked)
            mask[window] = shape
            zone = canvas.zone[window]
            if code not in canvas.codes:
                canvas.codes.append(code)
            zone[shape] = canvas.codes.index(code)
            canvas.block[window][shape] = (1 << 42) + done
            blocked[window] |= ndimage.binary_dilation(shape, iterations=2)
            done += 1
            if done == wanted:
                break


def _main_part(mask: Array) -> Array:
    parts, count = ndimage.label(mask)
    if count < 2:
        return mask
    sizes = np.bincount(parts.ravel())
    sizes[0] = 0
    return parts == sizes.argmax()


def _neighbours(labels: Array) -> tuple[Array, Array, Array]:
    """Pairs of touching labels (both directions) and the number of shared cell edges."""
    a = np.concatenate([labels[:, :-1].ravel(), labels[:-1].ravel()])
    b = np.concatenate([labels[:, 1:].ravel(), labels[1:].ravel()])
    edge = (a != b) & (a > 0) & (b > 0)
    a, b = a[edge].astype(np.int64), b[edge].astype(np.int64)
    key, count = np.unique(np.concatenate([(a << 32) | b, (b << 32) | a]), return_counts=True)
    return key >> 32, key & 0xFFFFFFFF, count


def cut_parcels(canvas: Canvas, places: Places) -> tuple[Array, Array, Array]:
    """Connected pieces of equal zone and block; slivers join a neighbour, of the same kind first.

    Returns the label raster, the zone number and the number of cells per label (index 0 unused).
    """
    n = canvas.zone.shape[0]
    _, key = np.unique((canvas.zone.astype(np.int64) << 48) | canvas.block, return_inverse=True)
    key = key.reshape(n, n)
    ids = np.arange(n * n).reshape(n, n)
    across, down = key[:, 1:] == key[:, :-1], key[1:] == key[:-1]
    a = np.concatenate([ids[:, :-1][across], ids[:-1][down]])
    b = np.concatenate([ids[:, 1:][across], ids[1:][down]])
    graph = sparse.coo_matrix((np.ones(len(a), dtype=np.int8), (a, b)), shape=(n * n, n * n))
    labels = csgraph.connected_components(graph, directed=False)[1].reshape(n, n) + 1
    labels[canvas.zone == 0] = 0
    cell_ha = canvas.terrain.grid.cell_m**2 / 1e4
    smallest = {"open": 4.0, "lot": 1.2, "1105": 1.5, "0702": 1.2}
    limit = np.array([smallest.get(code, SLIVER_HA) for code in canvas.codes])
    zone = np.zeros(int(labels.max()) + 1, dtype=int)
    zone[labels.ravel()] = canvas.zone.ravel()
    while True:
        used, labels = np.unique(labels, return_inverse=True)
        labels = labels.reshape(n, n)
        zone = zone[used]  # a merged piece keeps the zone of the larger part
        count = len(used)
        cells = np.bincount(labels.ravel(), minlength=count)
        small = cells * cell_ha < limit[zone]
        small[0] = False
        a, b, shared = _neighbours(labels)
        same = zone[a] == zone[b]
        score = shared + np.where(same, 10**6, 0) + np.where((zone[b] == 1), 10**3, 0)
        # A small field or block joins its own kind only; a real sliver joins whatever it touches.
        allowed = same | (cells[a] * cell_ha < SLIVER_HA)
        # Only into a larger piece, so that no two swap places.
        ok = small[a] & allowed & ((cells[b] > cells[a]) | ((cells[b] == cells[a]) & (b > a)))
        if not ok.any():
            return labels, zone, cells
        a, b, score = a[ok], b[ok], score[ok]
        last = np.lexsort((b, score, a))
        heads = np.append(a[last][1:] != a[last][:-1], True)
        into = np.arange(count)
        into[a[last][heads]] = b[last][heads]
        while (into[into] != into).any():
            into = into[into]
        labels = into[labels]


def assign(
    rng: np.random.Generator, terrain: Terrain, places: Places, canvas: Canvas, extra: dict[str, Array]
) -> Parcels:
    """Give each open parcel and town block its class so that the published proportions hold."""
    labels, zone_id, cells = cut_parcels(canvas, places)
    count = len(cells)
    cell_ha = terrain.grid.cell_m**2 / 1e4
    area = cells * cell_ha
    area[0] = 0
    flat = labels.ravel()

    def mean(field: Array) -> Array:
        return np.bincount(flat, weights=field.ravel(), minlength=count) / np.maximum(cells, 1)

    owner = np.maximum(places.territory, 0)
    pair, hits = np.unique(flat.astype(np.int64) * 4096 + owner.ravel(), return_counts=True)
    order = np.lexsort((hits, pair // 4096))
    place = np.zeros(count, dtype=int)
    place[(pair // 4096)[order]] = (pair % 4096)[order]
    height, slope, coast = (
        mean(terrain.elevation_m),
        mean(terrain.slope_deg),
        mean(np.minimum(terrain.coast_m, 1e6)),
    )
    cx, cy = mean(extra["x"]), mean(extra["y"])
    d_place, d_river = mean(extra["d_place"]), mean(extra["d_river"])
    town = np.full(count, -1)
    town_hits, town_of = np.unique(flat[extra["town"].ravel() >= 0], return_index=True)
    town[town_hits] = extra["town"].ravel()[extra["town"].ravel() >= 0][town_of]
    zone = [canvas.codes[z] for z in zone_id]
    code = [z if z not in ("", "open", "lot") else "" for z in zone]
    industry = [""] * count
    grade = 1 + np.searchsorted(SLOPE_LIMITS, slope * 0.9 + 0.25 * rng.uniform(-1, 1, count))
    island = np.zeros(count, dtype=bool)
    island[np.unique(flat[terrain.island.ravel()])] = True
    island[0] = False

    _town_blocks(rng, places, zone, code, industry, area, town, cx, cy)

    published = sum(PUBLISHED_HA.values())
    open_parcels = [k for k in range(1, count) if zone[k] == "open"]
    done: dict[str, float] = {}
    for k in range(1, count):
        if code[k]:
            name = published_class(code[k])
            done[name] = done.get(name, 0.0) + area[k]
    land_ha = float(area.sum())
    unit = land_ha / (1 + OTHER_SHARE) / published
    left = set(open_parcels)

    def take(wanted_ha: float, ranking: list[int], give) -> float:
        """Hand out parcels in order while they fit best; returns the area given."""
        got = 0.0
        for k in ranking:
            if wanted_ha - got <= 0:
                break
            if k in left and area[k] < 1.3 * (wanted_ha - got) + 0.2:
                left.discard(k)
                code[k] = give(k)
                got += area[k]
        return got

    def at_parcel(k: int) -> float:
        return float(extra["rough"][terrain.grid.cells_of(np.array([[cx[k], cy[k]]]))][0])

    shoreline = sorted(
        (k for k in open_parcels if height[k] < 30 and coast[k] < 3500 and not island[k]),
        key=lambda k: coast[k],
    )
    # Salt pans form one group round a bay; aquaculture ponds line the rest of the shore.
    built_left = PUBLISHED_HA["城镇村及工矿用地"] * unit - done.get("城镇村及工矿用地", 0.0)
    if shoreline:
        bay = min(
            shoreline,
            key=lambda k: (
                abs(cx[k] / terrain.grid.size_m - 0.22)
                + abs(cy[k] / terrain.grid.size_m - 0.85)
                + coast[k] / 2000
            ),
        )
        pans = sorted(
            (k for k in shoreline if coast[k] < 2200),
            key=lambda k: np.hypot(cx[k] - cx[bay], cy[k] - cy[bay]),
        )
        built_left -= take(
            min(0.045 * PUBLISHED_HA["城镇村及工矿用地"] * unit, max(built_left, 0)), pans, lambda k: "0603"
        )
    water_left = PUBLISHED_HA["水域及水利设施用地"] * unit - done.get("水域及水利设施用地", 0.0)
    wet = sorted(shoreline, key=lambda k: coast[k] + 2600 * at_parcel(k) + rng.uniform(0, 500))
    water_left -= take(water_left * 0.93, wet, lambda k: "1104K" if rng.random() < 0.04 else "1104A")
    inland = sorted((k for k in left if area[k] < 9 and height[k] < 60), key=lambda k: height[k])
    take(water_left, inland, lambda k: "1104")
    near = sorted(
        (k for k in left if height[k] < 55 and area[k] < 16 and not island[k]),
        key=lambda k: d_place[k] + rng.uniform(0, 400),
    )
    take(built_left, near, lambda k: "0601")

    marsh_left = PUBLISHED_HA["湿地"] * unit - done.get("湿地", 0.0)
    riverside = sorted(
        (k for k in left if area[k] < 14 and height[k] < 40), key=lambda k: d_river[k] + 4 * height[k]
    )
    take(marsh_left, riverside, lambda k: "1108" if d_river[k] > 150 else "1106")
    other_left = OTHER_SHARE * published * unit - done.get("", 0.0)
    ridge_left = RIDGE_GUESS * 0.55 * PUBLISHED_HA["耕地"] * unit
    bare = max(other_left - ridge_left, 0.12 * other_left)
    bare = min(bare, 0.16 * OTHER_SHARE * published * unit)
    peaks = sorted((k for k in left if area[k] < 25), key=lambda k: -height[k])
    take(bare * 0.6, peaks, lambda k: "1207" if rng.random() < 0.6 else "1206")
    sandy = sorted((k for k in left if area[k] < 12 and coast[k] < 1500), key=lambda k: coast[k])
    take(bare * 0.4, sandy, lambda k: "1206" if rng.random() < 0.6 else "1204")

    state = (set(left), list(code))
    ridge_ha = RIDGE_GUESS * 0.5 * PUBLISHED_HA["耕地"] * unit
    wood = {
        k: height[k] + 9 * slope[k] + rng.normal(0, 22) + 110 * at_parcel(k) - (60 if coast[k] < 400 else 0)
        for k in left
    }
    fruit = {
        k: -abs(height[k] - 55) / 30 - slope[k] / 9 + 2.3 * at_parcel(k) + rng.normal(0, 0.35) for k in left
    }
    for _ in range(4):  # the ridges depend on which parcels stay arable, and they on the ridges
        left.clear()
        left.update(state[0])
        code[:] = state[1]
        rest = {name: PUBLISHED_HA[name] * unit for name in ("耕地", "园地", "林地", "草地")}
        # What is left is shared in the published proportions, less the ridges.
        pool = sum(area[k] for k in left) - ridge_ha
        factor = pool / sum(rest.values())
        local = np.random.default_rng(97)
        take(
            rest["林地"] * factor,
            sorted(left, key=lambda k: -wood[k]),
            lambda k: str(
                local.choice(
                    ["0301", "0305", "0307", "0302", "0301K", "0307K"],
                    p=[0.72, 0.07, 0.14, 0.015, 0.035, 0.02],
                )
            ),
        )
        take(
            rest["草地"] * factor,
            sorted(
                left, key=lambda k: -(wood[k] / 40 + local.normal(0, 1.0) + (1.5 if coast[k] < 800 else 0))
            ),
            lambda k: "0404" if local.random() < 0.92 else "0403",
        )
        take(
            rest["园地"] * factor,
            sorted(left, key=lambda k: -fruit[k]),
            lambda k: str(local.choice(["0201", "0201K", "0204", "0202"], p=[0.74, 0.10, 0.13, 0.03])),
        )
        ridge_new = 0.0
        for k in list(left):
            paddy = height[k] < 16 and local.random() < 0.14
            code[k] = "0101" if paddy else ("0102" if height[k] < 30 and local.random() < 0.62 else "0103")
            ridge_new += area[k] * RIDGE_SHARE[int(grade[k])]
        ridge_ha = ridge_new

    widths = dict(zip(("1001", "1003", "1006", "1107"), extra["widths"]))
    width = np.array([widths.get(c, 0.0) if c != "1101" else 45.0 for c in code])
    in_town = np.where(town < 0, 0, np.where(town < 4, 1, 2))
    return Parcels(labels, cells, zone, place, code, grade, industry, width, in_town, island)


def _town_blocks(
    rng: np.random.Generator,
    places: Places,
    zone: list[str],
    code: list[str],
    industry: list[str],
    area: Array,
    town: Array,
    cx: Array,
    cy: Array,
) -> None:
    """Classes of town blocks by distance and direction from the centre."""
    rings = (
        (
            0.35,
            {
                "0701": 0.30,
                "05H1": 0.30,
                "08H1": 0.11,
                "08H2": 0.12,
                "0810": 0.07,
                "0810A": 0.05,
                "0809": 0.02,
                "1005": 0.03,
            },
        ),
        (
            0.72,
            {
                "0701": 0.52,
                "05H1": 0.11,
                "08H2": 0.10,
                "08H1": 0.03,
                "0810": 0.08,
                "0601": 0.08,
                "0809": 0.03,
                "08H2A": 0.03,
                "1005": 0.02,
            },
        ),
        (
            9.00,
            {
                "0701": 0.42,
                "0601": 0.26,
                "0508": 0.08,
                "0810": 0.08,
                "0809": 0.04,
                "08H2A": 0.04,
                "1201": 0.05,
                "05H1": 0.03,
            },
        ),
    )
    works = {"0601": 0.72, "0508": 0.13, "0809": 0.05, "0701": 0.06, "1201": 0.04}
    for seat in np.unique(town[town >= 0]):
        blocks = [k for k in range(1, len(code)) if zone[k] == "lot" and town[k] == seat]
        if not blocks:
            continue
        d = np.hypot(cx[blocks] - places.centre_m[seat, 0], cy[blocks] - places.centre_m[seat, 1])
        far = max(float(d.max()), 1.0)
        heading = rng.uniform(0, 2 * np.pi)
        for k, r in sorted(zip(blocks, d / far), key=lambda item: item[0]):
            turn = np.cos(
                np.arctan2(cy[k] - places.centre_m[seat, 1], cx[k] - places.centre_m[seat, 0]) - heading
            )
            mix = works if r > 0.42 and turn > 0.55 else next(m for limit, m in rings if r <= limit)
            shares = np.array(list(mix.values()))
            code[k] = str(rng.choice(list(mix), p=shares / shares.sum()))
        # Every seat has an administration, a square and a utility site whatever the dice say.
        inner = [k for _, k in sorted(zip(d, blocks))]
        for wanted, k in zip(("08H1", "0810A", "08H2", "05H1", "0809"), inner):
            if wanted not in [code[b] for b in blocks]:
                code[k] = wanted
        plants = sorted((k for k in blocks if code[k] == "0601"), key=lambda k: -area[k])
        if seat < 4:
            for k, tag in zip(
                plants,
                ("HDGY", "SNGY" if seat == 2 else "GTGY" if seat == 1 else "BLGY" if seat == 3 else ""),
            ):
                industry[k] = tag
