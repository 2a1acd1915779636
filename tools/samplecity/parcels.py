# SPDX-License-Identifier: GPL-2.0-or-later
"""Cuts the painted landscape into parcels and gives every parcel its class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import ndimage, sparse
from scipy.sparse import csgraph

from .shares import OTHER_SHARE, PUBLISHED_HA, RIDGE_SHARE, SLOPE_LIMITS, published_class, targets_ha
from .terrain import Array
from .zones import LOT, OPEN, Canvas, Landscape

#: Pieces below this area (ha) are dissolved whatever they are; larger limits hold for some zones.
SLIVER_HA = 0.5
SMALLEST_HA = {OPEN: 4.0, LOT: 1.2, "1105": 1.5, "0702": 1.2}


@dataclass
class Parcels:
    """One row per parcel of the label raster (labels 1..k, 0 = outside)."""

    labels: Array
    code: list[str]
    place: Array  # index of the village
    grade: Array  # slope grade 1-5
    industry: list[str]  # TBXHDM of single plants
    width_m: Array  # of line-like parcels, else 0
    in_town: Array  # 0 rural, 1 city, 2 designated town
    island: Array


def _neighbours(labels: Array) -> tuple[Array, Array, Array]:
    """Pairs of touching labels (both directions) and the number of cell edges they share."""
    a = np.concatenate([labels[:, :-1].ravel(), labels[:-1].ravel()])
    b = np.concatenate([labels[:, 1:].ravel(), labels[1:].ravel()])
    edge = (a != b) & (a > 0) & (b > 0)
    a, b = a[edge].astype(np.int64), b[edge].astype(np.int64)
    key, count = np.unique(np.concatenate([(a << 32) | b, (b << 32) | a]), return_counts=True)
    return key >> 32, key & 0xFFFFFFFF, count


def _pieces(canvas: Canvas) -> Array:
    """Label raster of the connected pieces of equal zone and block; 0 outside."""
    n = canvas.zone.shape[0]
    key = np.unique((canvas.zone.astype(np.int64) << 48) | canvas.block, return_inverse=True)[1].reshape(n, n)
    ids = np.arange(n * n).reshape(n, n)
    across, down = key[:, 1:] == key[:, :-1], key[1:] == key[:-1]
    a = np.concatenate([ids[:, :-1][across], ids[:-1][down]])
    b = np.concatenate([ids[:, 1:][across], ids[1:][down]])
    graph = sparse.coo_matrix((np.ones(len(a), dtype=np.int8), (a, b)), shape=(n * n, n * n))
    labels = csgraph.connected_components(graph, directed=False)[1].reshape(n, n) + 1
    labels[canvas.zone == 0] = 0
    return labels


def cut_parcels(canvas: Canvas) -> tuple[Array, Array, Array]:
    """Cut the canvas into pieces and let slivers join a neighbour, of the same kind first.

    Returns the label raster, the zone number and the number of cells per label (index 0 is the outside).
    """
    labels = _pieces(canvas)
    cell_ha = canvas.terrain.grid.cell_m**2 / 1e4
    limit = np.array([SMALLEST_HA.get(code, SLIVER_HA) for code in canvas.codes])
    zone = np.zeros(int(labels.max()) + 1, dtype=int)
    zone[labels.ravel()] = canvas.zone.ravel()
    while True:
        used, flat = np.unique(labels, return_inverse=True)
        labels = flat.reshape(labels.shape)
        zone = zone[used]  # a merged piece keeps the zone of the larger part
        cells = np.bincount(labels.ravel(), minlength=len(used))
        small = cells * cell_ha < limit[zone]
        a, b, shared = _neighbours(labels)
        same = zone[a] == zone[b]
        score = shared + np.where(same, 10**6, 0) + np.where(zone[b] == canvas.number(OPEN), 10**3, 0)
        # A small field or block joins its own kind only; a real sliver joins whatever it touches. Always into
        # a larger piece, so that no two swap places.
        may = small[a] & (same | (cells[a] * cell_ha < SLIVER_HA))
        may &= (cells[b] > cells[a]) | ((cells[b] == cells[a]) & (b > a))
        if not may.any():
            return labels, zone, cells
        a, b, score = a[may], b[may], score[may]
        order = np.lexsort((b, score, a))
        best = np.append(a[order][1:] != a[order][:-1], True)
        into = np.arange(len(used))
        into[a[order][best]] = b[order][best]
        while (into[into] != into).any():
            into = into[into]
        labels = into[labels]


class _Assignment:
    """Per-parcel figures, and the classes as they are handed out."""

    def __init__(self, rng: np.random.Generator, land: Landscape) -> None:
        self.rng, self.land = rng, land
        terrain, canvas = land.terrain, land.canvas
        self.labels, zone, cells = cut_parcels(canvas)
        self.flat, self.count, self.cells = self.labels.ravel(), len(cells), cells
        self.area = cells * terrain.grid.cell_m**2 / 1e4
        self.area[0] = 0
        self.zone = [canvas.codes[z] for z in zone]
        self.code = ["" if z in (OPEN, LOT) else z for z in self.zone]
        self.industry = [""] * self.count
        self.height, self.slope = self.mean(terrain.elevation_m), self.mean(terrain.slope_deg)
        self.coast = self.mean(np.minimum(terrain.coast_m, 1e6))
        self.rough, self.d_river = self.mean(land.rough), self.mean(np.minimum(land.d_river, 400))
        self.cx, self.cy, self.d_place = self.mean(land.x), self.mean(land.y), self.mean(land.d_place)
        self.place, self.town = self.most(land.owner), self.most(land.town + 1) - 1
        # A block at the edge of town may have taken in more slivers from outside than it is large itself.
        lots = [k for k in range(1, self.count) if self.zone[k] == LOT]
        self.town[lots] = ndimage.maximum(land.town, self.labels, lots)
        self.island = self.mean(terrain.island) > 0.5
        self.island[0] = False
        steep = self.slope * 0.9 + rng.uniform(-0.25, 0.25, self.count)
        self.grade = 1 + np.searchsorted(SLOPE_LIMITS, steep)
        self.target = targets_ha(float(self.area.sum()))
        self.left: list[int] = [k for k in range(1, self.count) if self.zone[k] == OPEN]

    def mean(self, field: Array) -> Array:
        total = np.bincount(self.flat, weights=field.ravel(), minlength=self.count)
        return total / np.maximum(self.cells, 1)

    def most(self, field: Array) -> Array:
        """The most frequent value (0..4095) of a whole-number field in every parcel."""
        pair, hits = np.unique(self.flat.astype(np.int64) * 4096 + field.ravel(), return_counts=True)
        order = np.lexsort((hits, pair // 4096))
        out = np.zeros(self.count, dtype=int)
        out[(pair // 4096)[order]] = (pair % 4096)[order]
        return out

    def missing(self, name: str) -> float:
        """Hectares that a published class ('' for other land) still lacks."""
        wanted = self.target[name] if name else OTHER_SHARE * sum(self.target.values())
        return wanted - sum(self.area[k] for k in range(1, self.count) if self._counts_in(k, name))

    def _counts_in(self, k: int, name: str) -> bool:
        return bool(self.code[k]) and published_class(self.code[k]) == name

    def take(self, wanted_ha: float, ranking: Iterable[int], codes: dict[str, float]) -> None:
        """Hand out open parcels in order, skipping those too large for what is still wanted."""
        free = set(self.left)
        names, chance = list(codes), np.array(list(codes.values()))
        for k in ranking:
            if wanted_ha <= 0:
                break
            if k in free and self.area[k] < 1.3 * wanted_ha + 0.2:
                free.discard(k)
                self.code[k] = str(self.rng.choice(names, p=chance / chance.sum()))
                wanted_ha -= self.area[k]
        self.left = [k for k in self.left if k in free]

    def ranked(self, score: Array, *conditions: Array) -> list[int]:
        """Open parcels that meet all conditions, lowest score first."""
        fit = np.logical_and.reduce(conditions) if conditions else np.ones(self.count, dtype=bool)
        return sorted((k for k in self.left if fit[k]), key=lambda k: float(score[k]))

    def shore_and_works(self) -> None:
        """Salt pans round one bay, aquaculture along the shore, marshes, works and bare land."""
        rng, low = self.rng, (self.height < 30) & ~self.island
        built = self.missing("城镇村及工矿用地")
        size = self.land.terrain.grid.size_m
        spot = np.abs(self.cx / size - 0.22) + np.abs(self.cy / size - 0.85) + self.coast / 2000
        shore = self.ranked(spot, low, self.coast < 2200)
        if shore:
            round_bay = np.hypot(self.cx - self.cx[shore[0]], self.cy - self.cy[shore[0]])
            salt = min(0.045 * self.target["城镇村及工矿用地"], max(built, 0))
            self.take(salt, self.ranked(round_bay, low, self.coast < 2200), {"0603": 1})
        near_sea = self.coast + 2600 * self.rough + rng.uniform(0, 500, self.count)
        basins = self.ranked(near_sea, low, self.coast < 3500)
        self.take(0.93 * self.missing("水域及水利设施用地"), basins, {"1104A": 0.96, "1104K": 0.04})
        inland = self.ranked(self.height, self.area < 9, self.height < 60)
        self.take(self.missing("水域及水利设施用地"), inland, {"1104": 1})
        close = self.d_place + rng.uniform(0, 400, self.count)
        works = self.ranked(close, self.height < 55, self.area < 16, ~self.island)
        self.take(self.missing("城镇村及工矿用地"), works, {"0601": 1})
        wet = self.ranked(self.d_river + 4 * self.height, self.area < 14, self.height < 40)
        self.take(self.missing("湿地"), wet, {"1106": 0.6, "1108": 0.4})
        bare = 0.16 * OTHER_SHARE * sum(self.target.values())
        self.take(0.6 * bare, self.ranked(-self.height, self.area < 25), {"1207": 0.6, "1206": 0.4})
        self.take(
            0.4 * bare, self.ranked(self.coast, self.area < 12, self.coast < 1500), {"1206": 0.6, "1204": 0.4}
        )

    def farm_and_forest(self) -> None:
        """Forest on the heights, grass and orchards at their foot, arable land for the rest.

        The four classes share what is left in the published proportions. Field ridges are no arable land; how
        much they take depends on which parcels stay arable, so this is done a few times over.
        """
        rng = self.rng
        wood = self.height + 9 * self.slope + rng.normal(0, 22, self.count) + 110 * self.rough
        wood -= np.where(self.coast < 400, 60, 0)
        grass = wood / 40 + rng.normal(0, 1, self.count) + np.where(self.coast < 800, 1.5, 0)
        fruit = (
            2.3 * self.rough
            - np.abs(self.height - 55) / 30
            - self.slope / 9
            + rng.normal(0, 0.35, self.count)
        )
        paddy, watered = rng.random(self.count) < 0.14, rng.random(self.count) < 0.62
        ridge = np.array([RIDGE_SHARE[int(g)] for g in self.grade]) * self.area
        field = np.where(self.height < 30, np.where(watered, "0102", "0103"), "0103")
        field = np.where((self.height < 16) & paddy, "0101", field)
        start = list(self.left)
        pool = sum(self.area[k] for k in start)
        ridge_ha = 0.02 * self.target["耕地"]
        shares = {name: PUBLISHED_HA[name] for name in ("耕地", "园地", "林地", "草地")}
        for _ in range(4):
            self.left = list(start)
            unit = (pool - ridge_ha) / sum(shares.values())
            self.take(unit * shares["林地"], self.ranked(-wood), FOREST)
            self.take(unit * shares["草地"], self.ranked(-grass), {"0404": 0.92, "0403": 0.08})
            self.take(unit * shares["园地"], self.ranked(-fruit), ORCHARD)
            ridge_ha = float(ridge[self.left].sum())
        for k in self.left:
            self.code[k] = str(field[k])

    def towns(self) -> None:
        """Classes of town blocks by distance and direction from the centre."""
        for seat in np.unique(self.town[self.town >= 0]).tolist():
            blocks = [k for k in range(1, self.count) if self.zone[k] == LOT and self.town[k] == seat]
            if not blocks:
                continue
            centre = self.land.places.centre_m[seat]
            d = np.hypot(self.cx[blocks] - centre[0], self.cy[blocks] - centre[1])
            turn = np.arctan2(self.cy[blocks] - centre[1], self.cx[blocks] - centre[0])
            works = np.cos(turn - self.rng.uniform(0, 2 * np.pi)) > 0.55
            for k, r, is_works in zip(blocks, d / max(float(d.max()), 1.0), works):
                mix = WORKS if r > 0.42 and is_works else next(mix for limit, mix in RINGS if r <= limit)
                chance = np.array(list(mix.values()))
                self.code[k] = str(self.rng.choice(list(mix), p=chance / chance.sum()))
            # Every seat has an administration, a square and so on, whatever the dice say.
            inner = [blocks[i] for i in np.argsort(d, kind="stable")]
            for wanted, k in zip(("08H1", "0810A", "08H2", "05H1", "0809"), inner):
                if wanted not in [self.code[b] for b in blocks]:
                    self.code[k] = wanted
            plants = sorted((k for k in blocks if self.code[k] == "0601"), key=lambda k: -self.area[k])
            for k, tag in zip(plants, PLANTS.get(seat, ())):
                self.industry[k] = tag


#: Classes of town blocks up to a share of the town's radius, and in its works quarter.
RINGS = (
    (0.35, {"0701": 0.30, "05H1": 0.30, "08H1": 0.11, "08H2": 0.12, "0810": 0.07, "0810A": 0.05, "0809": 0.02,
            "1005": 0.03}),
    (0.72, {"0701": 0.52, "05H1": 0.11, "08H2": 0.10, "08H1": 0.03, "0810": 0.08, "0601": 0.08, "0809": 0.03,
            "08H2A": 0.03, "1005": 0.02}),
    (1.00, {"0701": 0.42, "0601": 0.26, "0508": 0.08, "0810": 0.08, "0809": 0.04, "08H2A": 0.04, "1201": 0.05,
            "05H1": 0.03}),
)  # fmt: skip
WORKS = {"0601": 0.72, "0508": 0.13, "0809": 0.05, "0701": 0.06, "1201": 0.04}
#: Refinements of the largest works of each city: thermal power in all, then steel, cement or glass.
PLANTS = {0: ("HDGY",), 1: ("HDGY", "GTGY"), 2: ("HDGY", "SNGY"), 3: ("HDGY", "BLGY")}
FOREST = {"0301": 0.72, "0305": 0.07, "0307": 0.14, "0302": 0.015, "0301K": 0.035, "0307K": 0.02}
ORCHARD = {"0201": 0.74, "0201K": 0.10, "0204": 0.13, "0202": 0.03}


def make_parcels(rng: np.random.Generator, land: Landscape) -> Parcels:
    """Cut the landscape and give every parcel a class so that the published proportions hold."""
    work = _Assignment(rng, land)
    work.towns()
    work.shore_and_works()
    work.farm_and_forest()
    width = np.array([land.width_m.get(code, 0.0) for code in work.code])
    in_town = np.where(work.town < 0, 0, np.where(work.town < 4, 1, 2))
    return Parcels(work.labels, work.code, work.place, work.grade, work.industry, width, in_town, work.island)
