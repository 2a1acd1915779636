# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes a large DLTB-like GeoPackage for the benchmarks (development only).

    bench_data.py N OUT.gpkg [--srs 4490|4523] [--seed 42]

A seeded tessellation of N wiggly cells: neighbours share their vertices, a polygon has 23 of them on average,
1 % have a hole, and each hole is filled by the second part of another feature. All polygons are valid by
construction (see ``Tessellation``). The container comes from GDAL, the rows go in through sqlite3.
"""

from __future__ import annotations

import argparse
import csv
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr, osr
from package_root import ROOT, register
from samplecity.dltb_fields import FIELDS

register()

from tanheng.core.polygon_area import polygon_areas  # noqa: E402

Array = np.ndarray

#: DLBM and relative frequency; small parcels of a hilly county with some coast.
CODES = (
    ("0301", 24.0), ("0101", 19.0), ("0103", 17.0), ("0702", 12.0), ("1006", 6.0), ("1104", 4.0),
    ("0201", 3.0), ("0305", 2.5), ("0307", 2.5), ("1107", 2.0), ("1202", 1.5), ("1003", 1.2),
    ("0404", 1.2), ("0601", 0.8),
    ("0302", 0.6), ("0701", 0.5), ("1101", 0.5), ("0102", 0.4), ("0508", 0.4), ("08H2", 0.4), ("05H1", 0.3),
    ("08H1", 0.3), ("0204", 0.3), ("0301K", 0.3), ("0809", 0.3), ("1105", 0.5), ("1106", 0.3), ("0603", 0.2),
    ("1104A", 0.3), ("0201K", 0.2), ("0810A", 0.2), ("1206", 0.2),
)  # fmt: skip
RIDGE_SHARE = 0.0823
#: Vertices between the ends of an edge and their chances; the mean polygon then has 23 vertices.
INNER, INNER_CHANCE = (1, 2, 3, 4, 5, 6, 8, 10, 13), (0.12, 0.14, 0.15, 0.14, 0.12, 0.11, 0.09, 0.08, 0.05)
CENTRE_LON, CENTRE_LAT = 105.0, 30.5
HOLE_EVERY = 97
HOLE_HALF = 0.08  # half size of a hole, as a share of the cell
CHUNK = 20_000


@dataclass
class Edges:
    """Inner points (metres) of all edges of one direction; edge e has count[e] of them from start[e] on."""

    count: Array
    start: Array
    xy: Array


class Tessellation:
    """Grid of unequal cells with jittered corners and wiggly edges.

    With s the smallest side of the cells around, a corner moves by at most 0.15 s along each axis and an edge
    leaves its chord by at most 0.09 s · sin(πt). A chord then turns by less than 24° and its edge, seen from
    an end, by less than 21° more: edges at a corner never meet again, and opposite edges keep their distance.
    """

    def __init__(self, rng: np.random.Generator, count: int) -> None:
        self.count = count
        self.nx = max(4, int(np.sqrt(count)))
        self.ny = -(-count // self.nx)
        w = 95 * np.exp(rng.normal(0, 0.55, self.nx))
        h = 95 * np.exp(rng.normal(0, 0.55, self.ny))
        gx, gy = np.concatenate([[0], np.cumsum(w)]), np.concatenate([[0], np.cumsum(h)])
        gx, gy = gx - gx[-1] / 2, gy - gy[-1] / 2
        around_x = np.minimum(np.r_[w[:1], w], np.r_[w, w[-1:]])
        around_y = np.minimum(np.r_[h[:1], h], np.r_[h, h[-1:]])
        small = np.minimum(around_x[None, :], around_y[:, None])
        self.nodes = np.stack(np.meshgrid(gx, gy), axis=-1)
        self.nodes += rng.uniform(-0.15, 0.15, self.nodes.shape) * small[..., None]
        self.middle_x, self.middle_y, self.w, self.h = (gx[1:] + gx[:-1]) / 2, (gy[1:] + gy[:-1]) / 2, w, h
        self.across = self._edges(rng, self.nodes[:, :-1], self.nodes[:, 1:], np.minimum(small[:, :-1], w))
        self.up = self._edges(rng, self.nodes[:-1], self.nodes[1:], np.minimum(small[:-1], h[:, None]))

    @staticmethod
    def _edges(rng: np.random.Generator, a: Array, b: Array, small: Array) -> Edges:
        a, b, small = a.reshape(-1, 2), b.reshape(-1, 2), small.ravel()
        count = rng.choice(INNER, size=len(a), p=INNER_CHANCE)
        start = np.concatenate([[0], np.cumsum(count)[:-1]])
        edge = np.repeat(np.arange(len(a)), count)
        t = (np.arange(len(edge)) - start[edge] + 1) / (count[edge] + 1)
        chord = b[edge] - a[edge]
        normal = np.column_stack([-chord[:, 1], chord[:, 0]]) / np.hypot(*chord.T)[:, None]
        bow = rng.uniform(-0.7, 0.7, len(a))[edge] + rng.uniform(-0.3, 0.3, len(edge))
        off = 0.09 * small[edge] * np.sin(np.pi * t) * bow
        return Edges(count, start, a[edge] + chord * t[:, None] + normal * off[:, None])

    def shells(self, first: int, last: int) -> tuple[Array, Array]:
        """Closed shells of cells first..last, one after another, and the number of points of each."""
        row, col = np.divmod(np.arange(first, last), self.nx)
        low, high = row * self.nx + col, (row + 1) * self.nx + col
        left = row * (self.nx + 1) + col
        sides = (
            (self.nodes[row, col], self.across, low, False),
            (self.nodes[row, col + 1], self.up, left + 1, False),
            (self.nodes[row + 1, col + 1], self.across, high, True),
            (self.nodes[row + 1, col], self.up, left, True),
        )
        points = 5 + sum(edges.count[e] for _, edges, e, _ in sides)
        at = np.concatenate([[0], np.cumsum(points)])
        out = np.empty((at[-1], 2))
        at = at[:-1].copy()
        for corner, edges, e, backwards in sides:
            out[at] = corner
            at += 1
            count = edges.count[e]
            cell = np.repeat(np.arange(len(e)), count)
            step = np.arange(len(cell)) - np.repeat(np.cumsum(count) - count, count)
            source = edges.start[e][cell] + (count[cell] - 1 - step if backwards else step)
            out[at[cell] + step] = edges.xy[source]
            at += count
        out[at] = sides[0][0]
        return out, points

    def hole(self, cell: int) -> Array:
        """Counter-clockwise closed rectangle in the middle of a cell."""
        row, col = divmod(cell, self.nx)
        x, y = self.middle_x[col], self.middle_y[row]
        dx, dy = HOLE_HALF * self.w[col], HOLE_HALF * self.h[row]
        return np.array(
            [[x - dx, y - dy], [x + dx, y - dy], [x + dx, y + dy], [x - dx, y + dy], [x - dx, y - dy]]
        )

    def filler(self, cell: int) -> int:
        """The feature whose second part fills the hole of a cell: no neighbour of it."""
        return cell + 3 if cell % self.nx + 3 < self.nx and cell + 3 < self.count else cell - 3


class Projection:
    """Metres round the centre to coordinates of the layer."""

    def __init__(self, epsg: int) -> None:
        self.epsg = epsg
        self.transformer = None
        if epsg != 4490:
            from pyproj import Transformer

            self.transformer = Transformer.from_crs(4490, epsg, always_xy=True)

    def degrees(self, xy_m: Array) -> Array:
        lon = CENTRE_LON + xy_m[:, 0] / (111320 * np.cos(np.radians(CENTRE_LAT)))
        return np.column_stack([lon, CENTRE_LAT + xy_m[:, 1] / 110900])

    def coordinates(self, xy_m: Array) -> Array:
        degrees = self.degrees(xy_m)
        if self.transformer is None:
            return np.round(degrees, 10)
        return np.round(np.column_stack(self.transformer.transform(degrees[:, 0], degrees[:, 1])), 4)


HEAD = np.dtype(
    [("magic", "S2"), ("version", "u1"), ("flags", "u1"), ("srs", "<i4"), ("box", "<f8", 4),
     ("order", "u1"), ("type", "<u4"), ("parts", "<u4"),
     ("order1", "u1"), ("type1", "<u4"), ("rings", "<u4"), ("points", "<u4")]
)  # fmt: skip
BLOB_HEADER = 40  # bytes before the WKB


def blobs(mesh: Tessellation, projection: Projection, first: int, last: int) -> list[bytes]:
    """GeoPackage blobs of features first..last."""
    shells, points = mesh.shells(first, last)
    xy = projection.coordinates(shells)
    start = np.concatenate([[0], np.cumsum(points)])
    head = np.zeros(last - first, dtype=HEAD)
    head["magic"], head["flags"], head["srs"] = b"GP", 3, projection.epsg
    for k, (reduce, axis) in enumerate(((np.minimum, 0), (np.maximum, 0), (np.minimum, 1), (np.maximum, 1))):
        head["box"][:, k] = reduce.reduceat(xy[:, axis], start[:-1])
    head["order"] = head["order1"] = 1
    head["type"], head["type1"], head["parts"], head["rings"], head["points"] = 6, 3, 1, 1, points

    inner: dict[int, bytes] = {}
    second: dict[int, bytes] = {}
    for cell in range(first, last):
        if cell % HOLE_EVERY == HOLE_EVERY // 2:
            ring = projection.coordinates(mesh.hole(cell)[::-1])
            inner[cell - first] = np.uint32(len(ring)).tobytes() + ring.tobytes()
            head["rings"][cell - first] = 2
    for cell in range(max(0, first - 3), min(mesh.count, last + 3)):
        feature = mesh.filler(cell) - first
        if cell % HOLE_EVERY == HOLE_EVERY // 2 and 0 <= feature < last - first:
            ring = projection.coordinates(mesh.hole(cell))
            second[feature] = (
                np.array([1], dtype="u1").tobytes() + np.array([3, 1, len(ring)], dtype="<u4").tobytes()
            )
            second[feature] += ring.tobytes()
            head["parts"][feature] = 2
            box = head["box"][feature]
            box[[0, 2]] = np.minimum(box[[0, 2]], ring.min(0))
            box[[1, 3]] = np.maximum(box[[1, 3]], ring.max(0))
    heads, body = head.tobytes(), xy.tobytes()
    size = HEAD.itemsize
    return [
        heads[k * size : (k + 1) * size] + body[16 * a : 16 * b] + inner.get(k, b"") + second.get(k, b"")
        for k, (a, b) in enumerate(zip(start[:-1].tolist(), start[1:].tolist()))
    ]


def geographic_areas(mesh: Tessellation, first: int, last: int) -> Array:
    """Official area of features first..last, m², from their unrounded degrees."""
    shapes = [blob[BLOB_HEADER:] for blob in blobs(mesh, Projection(4490), first, last)]
    ends = np.cumsum([len(shape) for shape in shapes])
    data = np.frombuffer(b"".join(shapes), dtype=np.uint8)
    return polygon_areas(data, np.concatenate([[0], ends[:-1]]), ends).area_m2


def rows(
    rng: np.random.Generator,
    mesh: Tessellation,
    projection: Projection,
    names: dict[str, str],
    boxes: list[Array],
) -> Iterator[tuple[object, ...]]:
    """All rows in the order of the table: fid, geom, then ``FIELDS``."""
    codes = [code for code, _ in CODES]
    chance = np.array([share for _, share in CODES])
    for first in range(0, mesh.count, CHUNK):
        last = min(first + CHUNK, mesh.count)
        shapes = blobs(mesh, projection, first, last)
        box = np.frombuffer(b"".join(shape[8:BLOB_HEADER] for shape in shapes), dtype="<f8").reshape(-1, 4)
        boxes.append(np.concatenate([box.min(0)[[0, 2]], box.max(0)[[1, 3]]]))
        if projection.epsg == 4490:
            ends = np.cumsum([len(shape) - BLOB_HEADER for shape in shapes])
            data = np.frombuffer(b"".join(shape[BLOB_HEADER:] for shape in shapes), dtype=np.uint8)
            area = polygon_areas(data, np.concatenate([[0], ends[:-1]]), ends).area_m2
        else:
            area = geographic_areas(mesh, first, last)
        dlbm = rng.choice(len(codes), last - first, p=chance / chance.sum()).tolist()
        row, col = np.divmod(np.arange(first, last), mesh.nx)
        village = ((row // 60) * 1000 + col // 60).tolist()
        for k, (shape, m2, code, place) in enumerate(zip(shapes, area.round(2).tolist(), dlbm, village)):
            yield _row(first + k + 1, shape, m2, codes[code], names, place)


def _row(
    fid: int, shape: bytes, area_m2: float, code: str, names: dict[str, str], place: int
) -> tuple[object, ...]:
    arable = code.startswith("01")
    ridge = RIDGE_SHARE if code == "0103" else 0.0
    ridge_m2 = round(area_m2 * ridge, 2)
    unit, name = f"379{place:06d}0000000000", f"试验镇第{place}号村"
    town = "203" if code.startswith(("05", "06", "07", "08", "09")) else None
    return (
        fid, shape, f"379900{fid:012d}", "2001010100", None, f"{fid % 100000:08d}", code, names[code],
        "20" if code.startswith(("06", "10", "1101")) else "30", unit, name + "村民委员会", unit, name,
        area_m2, "1203" if ridge else None, ridge, ridge_m2, round(area_m2 - ridge_m2, 2),
        "PD" if ridge else None, ("2" if ridge else "1") if arable else None,
        6.0 if code in ("1003", "1006", "1101", "1107") else None, None, None,
        "GZ" if arable else None, "耕种" if arable else None, 8 if arable else None,
        "0", town, 2019, "00", None, None,
    )  # fmt: skip


def make_container(path: Path, epsg: int) -> None:
    """Empty GeoPackage with the DLTB fields."""
    gdal.UseExceptions()
    path.unlink(missing_ok=True)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    options = ["GEOMETRY_NAME=geom", "FID=fid", "SPATIAL_INDEX=NO"]
    layer = source.CreateLayer("DLTB", reference, ogr.wkbMultiPolygon, options=options)
    kinds = {"text": ogr.OFTString, "real": ogr.OFTReal, "int": ogr.OFTInteger}
    for name, kind, width in FIELDS:
        field = ogr.FieldDefn(name, kinds[kind])
        if width:
            field.SetWidth(width)
        layer.CreateField(field)
    layer = source = None


def make_bench_data(count: int, path: Path, epsg: int = 4490, seed: int = 42) -> None:
    """Write ``count`` features to a GeoPackage; the same seed gives the same features."""
    rng = np.random.default_rng(seed)
    mesh = Tessellation(rng, count)
    with open(ROOT / "resources" / "tables" / "land_classes.csv", encoding="utf-8-sig", newline="") as file:
        names = {row["code"]: row["name_zh"] for row in csv.DictReader(file) if row["scheme"] == "sandiao"}
    make_container(path, epsg)
    boxes: list[Array] = []
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    # The feature counters' triggers would run once per row.
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'DLTB'"
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    marks = ", ".join("?" * (len(FIELDS) + 2))
    insert = f"INSERT INTO DLTB VALUES ({marks})"
    connection.executemany(insert, rows(rng, mesh, Projection(epsg), names, boxes))
    box = np.array(boxes)
    extent = (*box[:, :2].min(0).tolist(), *box[:, 2:].max(0).tolist())
    connection.execute("UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ?", extent)
    connection.execute("UPDATE gpkg_ogr_contents SET feature_count = ?", (count,))
    for _, sql in triggers:
        connection.execute(sql)
    connection.commit()
    connection.close()
    source = ogr.Open(str(path), 1)
    source.ExecuteSQL("SELECT CreateSpatialIndex('DLTB', 'geom')")
    source = None


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("out", type=Path)
    parser.add_argument("--srs", type=int, choices=(4490, 4523), default=4490)
    parser.add_argument("--seed", type=int, default=42)
    options = parser.parse_args()
    make_bench_data(options.count, options.out, options.srs, options.seed)
    size = options.out.stat().st_size
    print(f"{options.count} features, {size / 1e6:.0f} MB, {size / options.count:.0f} bytes per feature")


if __name__ == "__main__":
    main()
