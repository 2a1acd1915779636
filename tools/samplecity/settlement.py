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

    town = np.zeros(len(centre), dtype=int)
    seat = np.zeros(len(centre), dtype=bool)
    for c in range(len(COUNTIES)):
        members = np.nonzero(county == c)[0]
        seeds = [c]
        wanted = max(1, min(len(NUMERALS), round(len(members) / 8)))
        while len(seeds) < wanted:
            gap = np.hypot(*(centre[members][:, None] - centre[seeds][None]).transpose(2, 0, 1)).min(1)
            seeds.append(int(members[gap.argmax()]))
        for _ in range(3):  # a few rounds of k-means move the outer seats inwards
            own = np.argmin(
                np.hypot(*(centre[members][:, None] - centre[seeds][None]).transpose(2, 0, 1)), axis=1
            )
            for k in range(1, len(seeds)):
                group = members[own == k]
                if len(group):
                    middle = centre[group].mean(0)
                    seeds[k] = int(group[np.argmin(np.hypot(*(centre[group] - middle).T))])
        own = np.argmin(
            np.hypot(*(centre[members][:, None] - centre[seeds][None]).transpose(2, 0, 1)), axis=1
        )
        town[members] = own
        seat[seeds] = True

    code, name = [], []
    serial: dict[tuple[int, int], int] = {}
    used: set[str] = set()
    for k in range(len(centre)):
        c, t = int(county[k]), int(town[k])
        serial[c, t] = serial.get((c, t), 0) + 1
        urban = t == 0
        # Township codes: sub-districts from 001, towns from 100; villages from 200, communities from 001.
        code.append(
            f"{COUNTIES[c][0]}{(1 if urban else 99) + t:03d}{(0 if urban else 200) + serial[c, t]:03d}0000000"
        )
        town_name = COUNTIES[c][1][0] + NUMERALS[t] + ("街道" if urban else "镇")
        while True:
            village = str(rng.choice(list(VILLAGE_CHARS))) + str(rng.choice(list(VILLAGE_ENDS)))
            if town_name + village not in used:
                break
        used.add(town_name + village)
        name.append(f"{town_name}{village}{'社区' if urban and k < 4 else '村'}")

    warp_x = noise(rng, grid.n, 24, 3) * 260
    warp_y = noise(rng, grid.n, 24, 3) * 260
    territory = np.full(terrain.land.shape, -1, dtype=np.int32)
    rows, cols = np.nonzero(terrain.land)
    at = np.column_stack([axis[cols] + warp_x[rows, cols], axis[rows] + warp_y[rows, cols]])
    territory[rows, cols] = cKDTree(centre).query(at)[1]
    return Places(centre, county, town, seat, np.arange(len(centre)) < 4, code, name, territory)


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
    grid, n, size = terrain.grid, terrain.grid.n, terrain.grid.size_m
    step = max(2, round(100 / grid.cell_m))
    land = terrain.land & ~terrain.island
    wiggle = np.exp(1.5 * noise(rng, n, 22, 4, 0.7)).astype(np.float32)

    flow = CostMap(grid, (1 + terrain.elevation_m / 25) ** 1.6 * wiggle**1.4, land, step)
    rows, cols = np.nonzero(land & (terrain.elevation_m > 60) & (terrain.coast_m > 0.1 * size))
    if len(rows) < 50:
        rows, cols = np.nonzero(land & (terrain.coast_m > 0.1 * size))
    axis = grid.centres_m
    some = rng.choice(len(rows), min(4000, len(rows)), replace=False)
    springs = np.column_stack([axis[cols[some]], axis[rows[some]]])
    springs = springs[spaced_points(rng, springs, np.full(len(springs), 0.12 * size), 13)]
    mouth_r, mouth_c = np.nonzero(land & (terrain.coast_m < 2.5 * grid.cell_m * step))
    mouths = sorted({flow.node(np.array([axis[c], axis[r]])) for r, c in zip(mouth_r[::401], mouth_c[::401])})
    reached = list(mouths)
    rivers, widths = [], []
    for spring in springs:
        path = flow.paths(reached, [flow.node(spring)])[0][::-1]
        if len(path) * step * grid.cell_m < 0.04 * size:
            continue
        joins = bool(rivers) and not np.isclose(path[-1][None], _nodes_xy(flow, mouths)).all(1).any()
        line = smooth_line(path, 6, 260)
        if not joins:  # run on through the tidal flat into the sea
            away = line[-1] - line[-20]
            line = np.vstack(
                [line, line[-1] + np.linspace(0.02, 1, 60)[:, None] * away / np.hypot(*away) * 500]
            )
        t = np.linspace(0, 1, len(line))
        rivers.append(line)
        widths.append((22 + 20 * t) if joins else (24 + 85 * t**1.6))
        unit = grid.cell_m * step
        cells = np.clip((path / unit).astype(int), 0, flow.shape[0] - 1)
        reached += [int(r * flow.shape[1] + c) for c, r in cells]

    slope_cost = (1 + (terrain.slope_deg / 4) ** 2 + terrain.elevation_m / 120) * wiggle**0.4
    roads = CostMap(grid, slope_cost, land & (terrain.coast_m > 0.02 * size), step)
    node = [roads.node(p) for p in places.centre_m]
    seats = np.nonzero(places.is_town_seat)[0]
    order = sorted(seats, key=lambda k: (not places.is_county_seat[k], int(k)))
    highways: list[Array] = []

    def join(cost: CostMap, a: int, b: int, into: list[Array], factor: float, soft: float) -> None:
        path = cost.paths([a], [b])[0]
        if len(path) > 2:
            cost.cheapen(path, factor)
            into.append(smooth_line(path, 6, soft))

    for a, b in ((0, 1), (1, 2), (2, 3), (3, 0)):
        join(roads, node[a], node[b], highways, 0.45, 330)
    for place, edge in ((1, (0.0, 0.68)), (2, (0.30, 0.0)), (3, (0.78, 0.0)), (2, (0.0, 0.25))):
        join(roads, node[place], roads.node(np.array(edge) * size), highways, 0.45, 330)
    done = list(order[:4])
    for k in order[4:]:
        near = min(done, key=lambda d: float(np.hypot(*(places.centre_m[d] - places.centre_m[k]))))
        join(roads, node[k], node[near], highways, 0.45, 330)
        done.append(k)
    rail_cost = CostMap(grid, slope_cost**1.4, land & (terrain.coast_m > 0.02 * size), step)
    railway: list[Array] = []
    offset = np.array([-0.030, -0.034]) * size
    join(
        rail_cost,
        rail_cost.node(np.array([0.0, 0.60]) * size),
        rail_cost.node(places.centre_m[0] + offset),
        railway,
        1.0,
        900,
    )

    edges = Delaunay(places.centre_m).simplices
    pairs = {tuple(sorted((int(t[i]), int(t[j])))) for t in edges for i, j in ((0, 1), (1, 2), (0, 2))}
    mean = np.sqrt(terrain.land.sum() * grid.cell_m**2 / len(places.centre_m))
    lanes: list[Array] = []
    for a, b in sorted(
        pairs, key=lambda p: float(np.hypot(*(places.centre_m[p[0]] - places.centre_m[p[1]])))
    ):
        if np.hypot(*(places.centre_m[a] - places.centre_m[b])) < 1.75 * mean:
            join(roads, node[a], node[b], lanes, 0.60, 170)

    ditches: list[Array] = []
    plain = np.nonzero([terrain.elevation_m[grid.cells_of(p[None])][0] < 30 for p in places.centre_m])[0]
    wet = CostMap(grid, wiggle, land, step)
    for k in plain[:: max(1, len(plain) // 16)]:
        start = places.centre_m[k] + rng.uniform(-0.4, 0.4, 2) * mean
        path = wet.paths(reached, [wet.node(start)])[0]
        if len(path) > 6:
            ditches.append(smooth_line(path, 6, 60))
    # One warp for all lines bends away the grid directions and keeps the junctions together.
    bend = np.stack([noise(rng, n, 9, 4, 0.6), noise(rng, n, 9, 4, 0.6)], axis=-1) * 0.022 * size
    for group in (rivers, ditches, railway, highways, lanes):
        for k, line in enumerate(group):
            group[k] = line + bend[grid.cells_of(line)]
            if group is rivers:
                group[k] = smooth_line(group[k], 6, 40)
                widths[k] = np.interp(
                    np.linspace(0, 1, len(group[k])), np.linspace(0, 1, len(widths[k])), widths[k]
                )
    return Lines(rivers, widths, ditches, railway, highways, lanes)


def _nodes_xy(cost: CostMap, nodes: list[int]) -> Array:
    row, col = np.divmod(np.array(nodes), cost.shape[1])
    unit = cost.grid.cell_m * cost.step
    return np.column_stack([(col + 0.5) * unit, (row + 0.5) * unit])
