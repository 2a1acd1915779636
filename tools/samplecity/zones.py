# SPDX-License-Identifier: GPL-2.0-or-later
"""Paints on the grid whatever has a place of its own: water, roads, settlements, ports, ponds.

The rest stays ``open``: parcels whose class is chosen later so that the published proportions hold.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy import ndimage
from scipy.spatial import cKDTree

from .settlement import Lines, Places
from .shares import targets_ha
from .terrain import Array, Terrain, line_distance, noise, spaced_points

#: Land of the full-sized city (ha) to which sizes in metres below belong.
FULL_LAND_HA = 56_400.0
OPEN, LOT = "open", "lot"


class Canvas:
    """Zone and block of every cell; a parcel will be a connected piece of equal zone and block."""

    def __init__(self, terrain: Terrain) -> None:
        self.terrain = terrain
        self.codes: list[str] = ["", OPEN]
        self.zone = np.where(terrain.land, 1, 0).astype(np.int16)
        self.block = np.zeros(terrain.land.shape, dtype=np.int64)

    def number(self, code: str) -> int:
        if code not in self.codes:
            self.codes.append(code)
        return self.codes.index(code)

    def paint(self, mask: Array, code: str, block: Array | None = None) -> None:
        mask = mask & self.terrain.land
        self.zone[mask] = self.number(code)
        self.block[mask] = 0 if block is None else block[mask]

    def is_zone(self, *codes: str) -> Array:
        return np.isin(self.zone, [self.number(code) for code in codes])

    def area_ha(self, mask: Array) -> float:
        return float((mask & self.terrain.land).sum()) * self.terrain.grid.cell_m**2 / 1e4


def tune(low: float, high: float, target: float, area_at: Callable[[float], float]) -> float:
    """Bisect a width until the area that belongs to it meets the target."""
    for _ in range(14):
        middle = (low + high) / 2
        if area_at(middle) < target:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def main_part(mask: Array) -> Array:
    """The largest connected piece of a mask."""
    parts, count = ndimage.label(mask)
    if count < 2:
        return mask
    sizes = np.bincount(parts.ravel())
    sizes[0] = 0
    return parts == sizes.argmax()


class Landscape:
    """The canvas while it is being painted, and what the parcels need to know of it afterwards."""

    def __init__(self, rng: np.random.Generator, terrain: Terrain, places: Places, lines: Lines) -> None:
        self.rng, self.terrain, self.places, self.lines = rng, terrain, places, lines
        self.canvas = Canvas(terrain)
        grid, n = terrain.grid, terrain.grid.n
        land_ha = self.canvas.area_ha(terrain.land)
        self.target = targets_ha(land_ha)
        self.scale = float(np.sqrt(land_ha / FULL_LAND_HA))  # below 1 for a small trial city
        self.axis = grid.centres_m
        self.x, self.y = np.meshgrid(self.axis, self.axis)
        # Warped coordinates: shapes drawn in them get irregular outlines.
        self.rough = noise(rng, n, 34, 4, 0.55)
        self.fine = noise(rng, n, 110, 2, 0.5)
        self.wx = self.x + noise(rng, n, 16, 4, 0.5) * 260 + self.fine * 45
        self.wy = self.y + noise(rng, n, 16, 4, 0.5) * 260 + noise(rng, n, 110, 2, 0.5) * 45
        self.owner = np.maximum(places.territory, 0)
        centre = places.centre_m[self.owner]
        self.d_place = np.hypot(self.x - centre[..., 0], self.y - centre[..., 1])
        self.town = np.full((n, n), -1, dtype=np.int16)
        self.d_river = np.full((n, n), np.inf, dtype=np.float32)
        self.width_m: dict[str, float] = {"1001": 28.0, "1107": 22.0, "1101": 45.0}
        self._open_land()
        self._towns()
        self._port_and_airport()
        self._shore_and_rivers()
        self._reservoirs()
        self._roads()
        self._villages()
        for stamp in STAMPS:
            self._stamp(*stamp)

    def _blocks(self, height_m: float, length_m: float) -> Array:
        """Rows of rectangular fields, turned differently in every village; a block id per cell."""
        rng, owner, count = self.rng, self.owner, len(self.places.code)
        angle = rng.uniform(0, np.pi, count)[owner]
        deep = (height_m * rng.uniform(0.8, 1.25, count))[owner]
        long = (length_m * rng.uniform(0.8, 1.3, count))[owner]
        u = self.wx * np.cos(angle) + self.wy * np.sin(angle) + 60000
        v = self.wy * np.cos(angle) - self.wx * np.sin(angle) + 60000
        row = (v / deep).astype(np.int64)
        shift, stretch = rng.uniform(0, 1, 997), rng.uniform(0.7, 1.4, 991)
        col = u / (long * stretch[(row * 7 + owner * 13) % 991]) + shift[(row * 31 + owner * 17) % 997]
        return (owner.astype(np.int64) << 24) | ((row & 0xFFF) << 12) | (col.astype(np.int64) & 0xFFF)

    def _open_land(self) -> None:
        """Field rows in the plain, irregular patches on the hills, small basins behind the shore."""
        terrain, rng, land = self.terrain, self.rng, self.terrain.land
        fields = self._blocks(420, 570)
        basins = self._blocks(300, 430) | (1 << 40)
        size = terrain.grid.size_m
        spots = rng.uniform(0, size, (int(size**2 / 1.0e5), 2))
        spots = spots[spaced_points(rng, spots, np.full(len(spots), 640.0), len(spots))]
        bent = [axis + (warped - axis) * 1.3 for axis, warped in ((self.x, self.wx), (self.y, self.wy))]
        patch = np.zeros(land.shape, dtype=np.int64)
        patch[land] = cKDTree(spots).query(np.column_stack([b[land] for b in bent]))[1] + (1 << 41)
        hill = terrain.elevation_m > 62 + 45 * self.rough
        self.canvas.block = np.where(hill, patch, np.where(terrain.coast_m < 1100, basins, fields))

    def _towns(self) -> None:
        """Outlines of the four cities and the townships' seats, cut into blocks by a grid of streets."""
        places, canvas = self.places, self.canvas
        radius = np.where(places.is_town_seat, 560.0, 0.0)
        radius[:4] = (2150, 1500, 1350, 1650)
        radius *= self.scale**0.5
        self.street = np.zeros(self.town.shape, dtype=bool)
        lots = np.zeros(self.town.shape, dtype=np.int64)
        for k in np.nonzero(radius)[0]:
            d = np.hypot(self.wx - places.centre_m[k, 0], self.wy - places.centre_m[k, 1])
            inside = (
                (d < radius[k] * (1 + 0.8 * self.rough)) & self.terrain.land & (self.terrain.coast_m > 60)
            )
            self.town[ndimage.binary_fill_holes(main_part(inside))] = k
        for k in np.nonzero(radius)[0]:
            inside = self.town == k
            angle = self.rng.uniform(-0.5, 0.5)
            sx = self.x[inside] * 0.75 + self.wx[inside] * 0.25
            sy = self.y[inside] * 0.75 + self.wy[inside] * 0.25
            u = sx * np.cos(angle) + sy * np.sin(angle) + 60000
            v = sy * np.cos(angle) - sx * np.sin(angle) + 60000
            long, deep, wide = (460, 370, 30.0) if k < 4 else (400, 330, 24.0)
            self.street[inside] = (u % long < wide) | (v % deep < wide)
            lots[inside] = ((u // long).astype(np.int64) & 0xFFF) << 12 | (
                (v // deep).astype(np.int64) & 0xFFF
            )
        self.urban = self.town >= 0
        canvas.paint(self.urban, LOT, lots)

    def _port_and_airport(self) -> None:
        terrain, centre = self.terrain, self.places.centre_m
        self.port = np.zeros(self.town.shape, dtype=bool)
        rows, cols = np.nonzero(terrain.land & ~terrain.island & (terrain.coast_m < 2 * terrain.grid.cell_m))
        quay = np.column_stack([self.axis[cols], self.axis[rows]])
        for k, reach_m in ((0, 1000), (3, 620)):
            near = quay[np.argmin(np.hypot(*(quay - centre[k]).T))]
            d = np.hypot(self.wx - near[0], self.wy - near[1])
            self.port |= (d < reach_m * self.scale**0.5) & (terrain.coast_m < 520 * self.scale**0.5)
        self.port &= ~self.urban & ~terrain.island
        self.canvas.paint(self.port, "1008", self.owner)
        ax, ay = centre[0] + np.array([-0.075, 0.055]) * terrain.grid.size_m
        u = (self.x - ax) * np.cos(0.5) + (self.y - ay) * np.sin(0.5)
        v = (self.y - ay) * np.cos(0.5) - (self.x - ax) * np.sin(0.5)
        self.airport = (np.abs(u) < 1350 * self.scale) & (np.abs(v) < 260 * self.scale)
        self.airport &= ~self.urban & (terrain.coast_m > 300)
        self.canvas.paint(self.airport, "1007")

    def _shore_and_rivers(self) -> None:
        """Tidal flats, wider in bays, a sea dike behind the widest; rivers with muddy banks; ditches."""
        terrain, canvas, coast = self.terrain, self.canvas, self.terrain.coast_m
        share = np.exp(1.5 * noise(self.rng, terrain.grid.n, 11, 3, 0.5))
        shore = terrain.land & ~self.port & ~self.urban & ~terrain.island
        bank_ha = 0.04 * self.target["湿地"]
        flat_ha = self.target["湿地"] - bank_ha
        width = tune(10, 900, flat_ha, lambda w: canvas.area_ha(shore & (coast < w * share)))
        self.flats = shore & (coast < width * share)
        strip = ((self.wx + 3 * self.wy) / 1900).astype(np.int64) & 0xFFF
        canvas.paint(self.flats, "1105", (self.owner.astype(np.int64) << 12) | strip)
        dike = shore & ~self.flats & (coast < width * share + 30) & (share > 1.25)
        canvas.paint(dike, "1109", self.owner)

        self.d_river, at = line_distance(terrain.grid, self.lines.rivers, 220)
        half = np.where(at >= 0, np.concatenate(self.lines.river_width_m)[np.maximum(at, 0)] / 2, 0)
        self.river = (self.d_river < half) & ~self.port
        bank = (
            (self.d_river < half + 40 + 140 * self.fine)
            & (half > 26)
            & ~self.urban
            & ~self.flats
            & ~self.river
        )
        near = np.sort(self.d_river[bank & terrain.land])
        if len(near):
            edge = near[min(int(bank_ha * 1e4 / terrain.grid.cell_m**2), len(near) - 1)]
            canvas.paint(bank & (self.d_river < edge), "1106", self.owner)
        canvas.paint(self.river, "1101", self.owner)
        if self.lines.ditches:
            d_ditch, _ = line_distance(terrain.grid, self.lines.ditches, 30)
            canvas.paint((d_ditch < self.width_m["1107"] / 2) & ~self.river & ~self.urban, "1107", self.owner)

    def _reservoirs(self) -> None:
        """Reservoirs on the upper rivers, each with a dam at its lowest point."""
        terrain, grid, rng = self.terrain, self.terrain.grid, self.rng
        self.reservoir = np.zeros(self.town.shape, dtype=bool)
        dams = np.zeros(self.town.shape, dtype=bool)
        sites = np.concatenate([r[len(r) // 5 : int(len(r) * 0.8) : 20] for r in self.lines.rivers])
        height = terrain.elevation_m[grid.cells_of(sites)]
        apart = cKDTree(self.places.centre_m).query(sites)[0]
        sites = sites[(height > 22) & (apart > 350)]
        if len(sites):
            sites = sites[
                spaced_points(rng, sites, np.full(len(sites), 0.10 * grid.size_m), len(RESERVOIRS_M))
            ]
        for site, radius in zip(sites, RESERVOIRS_M):
            r = radius * self.scale**0.5
            brim = terrain.elevation_m[grid.cells_of(site[None])][0] + 26
            d = np.hypot(self.wx - site[0] + 420 * self.fine, self.wy - site[1])
            body = (d < r * (1.05 + 2.0 * self.rough + 0.5 * self.fine)) & (terrain.elevation_m < brim)
            body = main_part(body & ~self.urban)
            rows, cols = np.nonzero(body)
            if not len(rows):
                continue
            self.reservoir |= body
            foot = np.argmin(terrain.elevation_m[rows, cols])
            d = np.hypot(self.x - self.axis[cols[foot]], self.y - self.axis[rows[foot]])
            rim = ndimage.binary_dilation(body, iterations=3) & ~ndimage.binary_dilation(body)
            dams |= rim & (d < 0.45 * r)
        self.canvas.paint(dams, "1109", self.owner)
        self.canvas.paint(self.reservoir, "1103")

    def _roads(self) -> None:
        """Railway, highways and lanes; one factor widens the roads until transport land meets its share."""
        grid, canvas, lines = self.terrain.grid, self.canvas, self.lines
        free = self.terrain.land & ~self.reservoir & ~self.flats & ~self.port & ~self.airport
        d_high, _ = line_distance(grid, lines.highways, 60)
        d_lane, _ = line_distance(grid, lines.lanes, 50)
        d_rail, _ = line_distance(grid, lines.railway, 40)
        rail = (d_rail < self.width_m["1001"] / 2) & free
        canvas.paint(rail, "1001", self.owner)
        country = free & ~self.urban & ~rail

        def roads(factor: float) -> Array:
            return country & ((d_high < 21 * factor) | (d_lane < max(10.0, 11 * factor)))

        fixed = canvas.area_ha(rail & ~self.urban) + canvas.area_ha(self.port) + canvas.area_ha(self.airport)
        # Slivers that join the roads add a little later.
        wanted = 0.987 * self.target["交通运输用地"] - fixed
        factor = tune(0.8, 1.9, wanted, lambda f: canvas.area_ha(roads(f)))
        self.width_m["1003"], self.width_m["1006"] = 42 * factor, max(20.0, 22 * factor)
        canvas.paint(self.street & ~rail & ~self.river & ~self.reservoir, "1004", self.owner)
        canvas.paint((d_high < 21 * factor) & self.urban & ~rail, "1004", self.owner)
        high = (d_high < 21 * factor) & country
        canvas.paint(roads(factor) & ~high, "1006", self.owner)
        canvas.paint(high, "1003", self.owner)

    def _villages(self) -> None:
        """Two hamlets per village grow until built-up land meets its share.

        A part is kept back for works and salt pans, which come from the open parcels.
        """
        rng, canvas, centre, owner = self.rng, self.canvas, self.places.centre_m, self.owner
        wanted = 0.915 * self.target["城镇村及工矿用地"] - canvas.area_ha(canvas.is_zone(LOT, "1004"))
        growth = rng.uniform(0.75, 1.3, len(centre))
        growth[self.places.is_town_seat] = 1e-9
        angle = rng.uniform(0, 2 * np.pi, len(centre))
        second = centre + np.column_stack([np.cos(angle), np.sin(angle)]) * rng.uniform(
            700, 950, (len(centre), 1)
        )
        outline = growth[owner] * (1 + 1.1 * self.rough + 0.8 * self.fine)
        near, far = (
            np.hypot(self.wx - spot[owner, 0], self.wy - spot[owner, 1]) / (outline * size)
            for spot, size in ((centre, 1.0), (second, 0.72))
        )
        near, far = (np.where(outline > 0, d, np.inf) for d in (near, far))
        relative = np.minimum(near, far)
        free = canvas.is_zone(OPEN) & (self.terrain.coast_m > 120)
        reach = tune(60, 900, wanted, lambda r: canvas.area_ha(free & (relative < r)))
        canvas.paint(free & (relative < reach), "0702", owner * 2 + (far < near))

    def _stamp(
        self,
        code: str,
        count: int,
        size_m: tuple[float, float],
        height_m: tuple[float, float],
        coast_m: float,
    ) -> None:
        """Scatter small shapes in open land: ponds rounded, yards squarish."""
        rng, terrain, canvas = self.rng, self.terrain, self.canvas
        blocked = ndimage.binary_dilation(~canvas.is_zone(OPEN), iterations=2)
        fit = (terrain.elevation_m > height_m[0]) & (terrain.elevation_m < height_m[1])
        rows, cols = np.nonzero(~blocked & fit & (terrain.coast_m > coast_m))
        wanted = max(2, round(count * self.scale**2))
        number, done = canvas.number(code), 0
        for pick in rng.permutation(len(rows))[: wanted * 6]:
            if done == wanted:
                break
            r, c = int(rows[pick]), int(cols[pick])
            size, angle, aspect = rng.uniform(*size_m), rng.uniform(0, np.pi), rng.uniform(1.0, 1.7)
            reach = int(size * 2.2 / terrain.grid.cell_m) + 2
            window = (slice(max(r - reach, 0), r + reach), slice(max(c - reach, 0), c + reach))
            dx, dy = self.wx[window] - self.wx[r, c], self.wy[window] - self.wy[r, c]
            u, v = dx * np.cos(angle) + dy * np.sin(angle), dy * np.cos(angle) - dx * np.sin(angle)
            power = 2.2 if code == "1104" else 6
            shape = (np.abs(u / (size * aspect)) ** power + np.abs(v / size) ** power < 1) & ~blocked[window]
            if shape.sum() * terrain.grid.cell_m**2 < 1.6 * size**2:
                continue
            canvas.zone[window][shape] = number
            canvas.block[window][shape] = (1 << 42) + done
            blocked[window] |= ndimage.binary_dilation(shape, iterations=2)
            done += 1


RESERVOIRS_M = (900, 700, 560, 520, 480, 440, 420, 400, 380)
#: Class, number in the full city, half size (m), elevations (m), distance kept from the sea (m).
STAMPS = (
    ("1104", 150, (70, 125), (-1, 70), 700),
    ("1202", 125, (70, 110), (-1, 60), 400),
    ("0602", 9, (110, 190), (45, 200), 800),
    ("09", 15, (90, 170), (-1, 260), 500),
    ("0601", 26, (120, 190), (-1, 50), 900),
)
