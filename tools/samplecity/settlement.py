# SPDX-License-Identifier: GPL-2.0-or-later
"""Counties, townships, villages and the lines between them: rivers, roads, railway, ditches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import Delaunay, cKDTree

from .terrain import Array, CostMap, Terrain, noise, smooth_line, spaced_points

#: Code, name and place of the seat as a share of the map (plainly fictitious codes and names).
COUNTIES = (
    ("379901", "甲区", 0.76, 0.72),
    ("379902", "乙市", 0.30, 0.72),
    ("379903", "丙市", 0.36, 0.26),
    ("379904", "丁区", 0.76, 0.30),
)
NUMERALS = "一二三四五六七八九十"
VILLAGE_CHARS = "东西南北上下前后大小"
VILLAGE_ENDS = ("湾", "河", "山", "泊", "庄", "岭", "疃", "崖", "港", "沟", "台", "林")


@dataclass
class Places:
    """Administrative units; village k has a centre, a county, a township, a code and a name."""

    centre_m: Array
    county: Array
    town: Array
    is_town_seat: Array
    is_county_seat: Array
    code: list[str]
    name: list[str]
    territory: Array


def make_places(rng: np.random.Generator, terrain: Terrain, count: int) -> Places:
    """Spread villages over the lowland, gather them into townships and four counties."""
    grid, size = terrain.grid, terrain.grid.size_m
    rows, cols = np.nonzero(terrain.land & ~terrain.island)
    some = rng.choice(len(rows), min(40000, len(rows)), replace=False)
    axis = grid.centres_m
    spots = np.column_stack([axis[cols[some]], axis[rows[some]]])
    height = terrain.elevation_m[rows[some], cols[some]]
    coast = terrain.coast_m[rows[some], cols[some]]
    fit = (coast > 0.03 * size) & (height < 160)
    spots, height = spots[fit], height[fit]
    area = terrain.land.sum() * grid.cell_m**2
    spacing = 0.72 * np.sqrt(area / count) * (0.85 + height / 140)
    seats = np.array([[u, v] for _, _, u, v in COUNTIES]) * size
    first = np.argmin(
        np.hypot(*(spots[:, None] - seats[None]).transpose(2, 0, 1)) + height[:, None] * 30, axis=0
    )
    chosen = list(first)
    apart = np.hypot(*(spots[:, None] - spots[first][None]).transpose(2, 0, 1)).min(1)
    rest = np.nonzero(apart > 1.2 * spacing)[0]
    chosen += list(rest[spaced_points(rng, spots[rest], spacing[rest], count - len(first))])
    centre = spots[chosen]
    county = np.argmin(np.hypot(*(centre[:, None] - centre[:4][None]).transpose(2, 0, 1)), axis=1)

    town, seat = _townships(centre, county)
    code, name = _codes_and_names(rng, county, town)
    warp_x = noise(rng, grid.n, 24, 3) * 260
    warp_y = noise(rng, grid.n, 24, 3) * 260
    territory = np.full(terrain.land.shape, -1, dtype=np.int32)
    rows, cols = np.nonzero(terrain.land)
    at = np.column_stack([axis[cols] + warp_x[rows, cols], axis[rows] + warp_y[rows, cols]])
    territory[rows, cols] = cKDTree(centre).query(at)[1]
    return Places(centre, county, town, seat, np.arange(len(centre)) < 4, code, name, territory)


def _distances(a: Array, b: Array) -> Array:
    return np.hypot(*(a[:, None] - b[None]).transpose(2, 0, 1))


def _townships(centre: Array, county: Array) -> tuple[Array, Array]:
    """Township number within the county (0 = around its seat) and whether a village is a township's seat."""
    town = np.zeros(len(centre), dtype=int)
    seat = np.zeros(len(centre), dtype=bool)
    for c in range(len(COUNTIES)):
        members = np.nonzero(county == c)[0]
        seeds = [c]
        while len(seeds) < max(1, min(len(NUMERALS), round(len(members) / 8))):
            seeds.append(int(members[_distances(centre[members], centre[seeds]).min(1).argmax()]))
        for _ in range(3):  # a few rounds of k-means move the outer seats inwards
            own = _distances(centre[members], centre[seeds]).argmin(1)
            for k in range(1, len(seeds)):
                group = members[own == k]
                if len(group):
                    seeds[k] = int(
                        group[_distances(centre[group], centre[group].mean(0)[None])[:, 0].argmin()]
                    )
        town[members] = _distances(centre[members], centre[seeds]).argmin(1)
        seat[seeds] = True
    return town, seat


def _codes_and_names(rng: np.random.Generator, county: Array, town: Array) -> tuple[list[str], list[str]]:
    """ZLDWDM (19 digits) and ZLDWMC; sub-districts count from 001, towns from 100, villages from 200."""
    codes: list[str] = []
    names: list[str] = []
    serial: dict[tuple[int, int], int] = {}
    for k, (c, t) in enumerate(zip(county.tolist(), town.tolist())):
        serial[c, t] = serial.get((c, t), 0) + 1
        urban = t == 0
        first = f"{COUNTIES[c][0]}{(1 if urban else 99) + t:03d}"
        codes.append(f"{first}{(0 if urban else 200) + serial[c, t]:03d}0000000")
        town_name = COUNTIES[c][1][0] + NUMERALS[t] + ("街道" if urban else "镇")
        name = ""
        while not name or name in names:
            end = "社区" if urban and k < len(COUNTIES) else "村"
            name = f"{town_name}{rng.choice(list(VILLAGE_CHARS))}{rng.choice(list(VILLAGE_ENDS))}{end}"
        names.append(name)
    return codes, names


@dataclass
class Lines:
    """Centre lines (lists of (k, 2) arrays, metres) and river widths (m) per point."""

    rivers: list[Array]
    river_width_m: list[Array]
    ditches: list[Array]
    railway: list[Array]
    highways: list[Array]
    lanes: list[Array]


def make_lines(rng: np.random.Generator, terrain: Terrain, places: Places) -> Lines:
    """Rivers run from the hills to the sea, roads join the settlements at least cost."""
    lines = Lines([], [], [], [], [], [])
    wiggle = np.exp(1.5 * noise(rng, terrain.grid.n, 22, 4, 0.7)).astype(np.float32)
    reached = _make_rivers(rng, terrain, lines, wiggle)
    _make_roads(terrain, places, lines, wiggle)
    _make_ditches(rng, terrain, places, lines, wiggle, reached)
    _bend(rng, terrain, lines)
    return lines


def _cost_map(terrain: Terrain, cost: Array, passable: Array) -> CostMap:
    return CostMap(terrain.grid, cost, passable, max(2, round(100 / terrain.grid.cell_m)))


def _make_rivers(rng: np.random.Generator, terrain: Terrain, lines: Lines, wiggle: Array) -> list[int]:
    """Trace rivers from springs in the hills; returns the coarse cells that water reaches."""
    grid, size = terrain.grid, terrain.grid.size_m
    land = terrain.land & ~terrain.island
    flow = _cost_map(terrain, (1 + terrain.elevation_m / 25) ** 1.6 * wiggle**1.4, land)
    unit = grid.cell_m * flow.step
    rows, cols = np.nonzero(land & (terrain.elevation_m > 60) & (terrain.coast_m > 0.1 * size))
    if len(rows) < 50:
        rows, cols = np.nonzero(land & (terrain.coast_m > 0.1 * size))
    axis = grid.centres_m
    some = rng.choice(len(rows), min(4000, len(rows)), replace=False)
    springs = np.column_stack([axis[cols[some]], axis[rows[some]]])
    springs = springs[spaced_points(rng, springs, np.full(len(springs), 0.12 * size), 13)]
    mouth_r, mouth_c = np.nonzero(land & (terrain.coast_m < 2.5 * unit))
    mouths = sorted({flow.node(np.array([axis[c], axis[r]])) for r, c in zip(mouth_r[::401], mouth_c[::401])})
    reached = list(mouths)
    for spring in springs:
        path = flow.paths(reached, [flow.node(spring)])[0][::-1]
        if len(path) * unit < 0.04 * size:
            continue
        joins = not np.isclose(path[-1][None], _nodes_xy(flow, mouths)).all(1).any()
        line = smooth_line(path, 6, 260)
        if not joins:  # run on through the tidal flat into the sea
            away = line[-1] - line[-min(20, len(line))]
            line = np.vstack([line, line[-1] + np.linspace(8, 500, 60)[:, None] * away / np.hypot(*away)])
        t = np.linspace(0, 1, len(line))
        lines.rivers.append(line)
        lines.river_width_m.append((22 + 20 * t) if joins else (24 + 85 * t**1.6))
        cells = np.clip((path / unit).astype(int), 0, flow.shape[0] - 1)
        reached += [int(r * flow.shape[1] + c) for c, r in cells]
    return reached


def _join(cost: CostMap, a: int, b: int, into: list[Array], factor: float, soft_m: float) -> None:
    """Add the cheapest line from a to b and make it cheap for those that follow."""
    path = cost.paths([a], [b])[0]
    if len(path) > 2:
        cost.cheapen(path, factor)
        into.append(smooth_line(path, 6, soft_m))


def _make_roads(terrain: Terrain, places: Places, lines: Lines, wiggle: Array) -> None:
    """Railway to the main city, highways between the towns and to the border, lanes between villages."""
    size, centre = terrain.grid.size_m, places.centre_m
    dry = terrain.land & ~terrain.island & (terrain.coast_m > 0.02 * size)
    slope_cost = (1 + (terrain.slope_deg / 4) ** 2 + terrain.elevation_m / 120) * wiggle**0.4
    roads = _cost_map(terrain, slope_cost, dry)
    node = [roads.node(p) for p in centre]
    for a, b in ((0, 1), (1, 2), (2, 3), (3, 0)):
        _join(roads, node[a], node[b], lines.highways, 0.45, 330)
    for place, edge in ((1, (0.0, 0.68)), (2, (0.30, 0.0)), (3, (0.78, 0.0)), (2, (0.0, 0.25))):
        _join(roads, node[place], roads.node(np.array(edge) * size), lines.highways, 0.45, 330)
    done = [0, 1, 2, 3]
    for k in np.nonzero(places.is_town_seat & ~places.is_county_seat)[0].tolist():
        near = done[int(np.argmin(np.hypot(*(centre[done] - centre[k]).T)))]
        _join(roads, node[k], node[near], lines.highways, 0.45, 330)
        done.append(k)

    rail = _cost_map(terrain, slope_cost**1.4, dry)
    station = rail.node(centre[0] + np.array([-0.030, -0.034]) * size)
    _join(rail, rail.node(np.array([0.0, 0.60]) * size), station, lines.railway, 1.0, 900)

    triangles = Delaunay(centre).simplices
    pairs = np.unique(np.sort(triangles[:, [[0, 1], [1, 2], [0, 2]]].reshape(-1, 2), axis=1), axis=0)
    length = np.hypot(*(centre[pairs[:, 0]] - centre[pairs[:, 1]]).T)
    for k in np.argsort(length, kind="stable"):
        if length[k] < 1.75 * _spacing_m(terrain, places):
            a, b = pairs[k]
            _join(roads, node[a], node[b], lines.lanes, 0.60, 170)


def _spacing_m(terrain: Terrain, places: Places) -> float:
    return float(np.sqrt(terrain.land.sum() * terrain.grid.cell_m**2 / len(places.centre_m)))


def _make_ditches(
    rng: np.random.Generator,
    terrain: Terrain,
    places: Places,
    lines: Lines,
    wiggle: Array,
    reached: list[int],
) -> None:
    """Ditches drain villages of the plain into the nearest river."""
    wet = _cost_map(terrain, wiggle, terrain.land & ~terrain.island)
    rows, cols = terrain.grid.cells_of(places.centre_m)
    plain = np.nonzero(terrain.elevation_m[rows, cols] < 30)[0]
    for k in plain[:: max(1, len(plain) // 16)]:
        start = places.centre_m[k] + rng.uniform(-0.4, 0.4, 2) * _spacing_m(terrain, places)
        path = wet.paths(reached, [wet.node(start)])[0]
        if len(path) > 6:
            lines.ditches.append(smooth_line(path, 6, 60))


def _bend(rng: np.random.Generator, terrain: Terrain, lines: Lines) -> None:
    """One warp for all lines bends away the grid's directions and keeps the junctions together."""
    grid, n = terrain.grid, terrain.grid.n
    warp = np.stack([noise(rng, n, 9, 4, 0.6), noise(rng, n, 9, 4, 0.6)], axis=-1) * 0.022 * grid.size_m
    for group in (lines.rivers, lines.ditches, lines.railway, lines.highways, lines.lanes):
        group[:] = [line + warp[grid.cells_of(line)] for line in group]
    for k, width in enumerate(lines.river_width_m):
        line = lines.rivers[k] = smooth_line(lines.rivers[k], 6, 40)
        at = np.linspace(0, 1, len(line))
        lines.river_width_m[k] = np.interp(at, np.linspace(0, 1, len(width)), width)


def _nodes_xy(cost: CostMap, nodes: list[int]) -> Array:
    row, col = np.divmod(np.array(nodes), cost.shape[1])
    unit = cost.grid.cell_m * cost.step
    return np.column_stack([(col + 0.5) * unit, (row + 0.5) * unit])
