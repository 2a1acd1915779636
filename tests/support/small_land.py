# SPDX-License-Identifier: GPL-2.0-or-later
"""Twelve hand-made survey polygons with the oddities of real layers, written by GDAL in any format.

Each parcel is 100 m × 200 m beside the central meridian of EPSG:4529, 2 ha on the grid. Answers by hand, with TBMJ
as area and KCMJ deducted: Table 1 in t C/(ha·a) × 44/12 on the hectares of the class.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from osgeo import gdal, ogr, osr

WIDTH, HEIGHT, GAP = 100.0, 200.0, 20.0
EAST, NORTH = 41_500_000.0, 4_120_000.0

#: DLBM, DLMC, TBMJ (m²), KCMJ (m²), ZLDWDM, BZ
ROWS = (
    ("0101", "水田", 20000.0, 1000.0, "3710020010010000000", "威海市"),
    ("0102", "水浇地", 20000.0, None, "3710020010010000000", ""),
    ("0201", "果园", 20000.0, None, "3710020010020000000", "=1+1"),
    ("0301", "乔木林地", 20000.0, None, "3710030010010000000", "<b>粗</b> & \"引号\" 'q'"),
    ("0305", "灌木林地", 18400.0, None, "3710030010010000000", "有洞"),
    ("0401", "天然牧草地", 20000.0, None, "3710030010010000000", None),
    ("0602", "采矿用地", 10000.0, None, "3710030010010000000", "两块"),
    ("0701", "城镇住宅用地", 20000.0, None, "3710030010010000000", None),
    ("1101", "河流水面", 20000.0, None, "3710030010010000000", None),
    ("1105", "沿海滩涂", 20000.0, None, "3710030010010000000", None),
    (None, None, 20000.0, None, "3710030010010000000", None),
    ("9X9", "未知,地类", 20000.0, None, "3710030010010000000", None),
)
FIELDS = ("DLBM", "DLMC", "TBMJ", "KCMJ", "TBDLMJ", "ZLDWDM", "BZ")
CLASSES = ["0101", "0102", "0201", "0301", "0305", "0401", "0602", "0701", "1101", "1105", None, None]
#: Net hectares × t C/(ha·a) of each polygon; ridges (1203) and cropland take up nothing.
SINKS = [
    factor * 44.0 / 12.0 if factor is not None else None
    for factor in (
        0.0,
        0.0,
        2.0 * 2.10,
        2.0 * 0.87,
        1.84 * 0.23,
        2.0 * 0.02,
        0.0,
        0.0,
        2.0 * 0.67,
        2.0 * 2.36,
        None,
        None,
    )
]
SINK_TOTAL = sum(sink for sink in SINKS if sink is not None)
AREA_TOTAL_HA = sum(row[2] for row in ROWS) / 1e4
#: A city total of 1200 t goes evenly over 1 ha of 0602 and 2 ha of 0701.
CITY_TOTAL = 1200.0
EMISSIONS = {"0602": 400.0, "0701": 800.0}

Ring = Sequence[tuple[float, float]]


def rectangle(x: float, y: float, width: float, height: float) -> Ring:
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]


def shapes() -> list[list[list[Ring]]]:
    """Parts of rings in EPSG:4529: the fifth has a hole of 40 m × 40 m, the seventh two parts of 25 m × 200 m."""
    out: list[list[list[Ring]]] = []
    for number in range(len(ROWS)):
        x, y = EAST + (number % 4) * (WIDTH + GAP), NORTH + (number // 4) * (HEIGHT + GAP)
        parts = [[rectangle(x, y, WIDTH, HEIGHT)]]
        if number == 4:
            parts[0].append(list(reversed(rectangle(x + 30.0, y + 30.0, 40.0, 40.0))))
        if number == 6:
            parts = [[rectangle(x, y, 25.0, HEIGHT)], [rectangle(x + 60.0, y, 25.0, HEIGHT)]]
        out.append(parts)
    return out


def geometries() -> list[ogr.Geometry]:
    """The shapes as multipolygons."""
    out = []
    for parts in shapes():
        multi = ogr.Geometry(ogr.wkbMultiPolygon)
        for rings in parts:
            polygon = ogr.Geometry(ogr.wkbPolygon)
            for points in rings:
                ring = ogr.Geometry(ogr.wkbLinearRing)
                for x, y in points:
                    ring.AddPoint_2D(x, y)
                polygon.AddGeometry(ring)
            multi.AddGeometry(polygon)
        out.append(multi)
    return out


def reference(epsg: int) -> osr.SpatialReference:
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(epsg)
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return srs


def write(
    path: Path | str,
    driver: str = "GPKG",
    epsg: int = 4529,
    layer_name: str = "DLTB",
    layer_options: Iterable[str] = (),
) -> Path | str:
    """Write the layer.

    Args:
        path: new data source, or the connection string of an existing database (driver ``PostgreSQL``).
        driver: GDAL's name of the format.
        epsg: 4529, or a CRS to transform to.
        layer_name: name where the format has layers.
        layer_options: GDAL's creation options of the layer.
    """
    if driver == "PostgreSQL":
        source = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    else:
        source = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    layer = source.CreateLayer(layer_name, reference(epsg), ogr.wkbMultiPolygon, list(layer_options))
    for name in FIELDS:
        number = name in ("TBMJ", "KCMJ", "TBDLMJ")
        field = ogr.FieldDefn(name, ogr.OFTReal if number else ogr.OFTString)
        field.SetWidth(15 if number else 80)
        field.SetPrecision(2 if number else 0)
        layer.CreateField(field)
    turn = osr.CoordinateTransformation(reference(4529), reference(epsg)) if epsg != 4529 else None
    for (code, name, gross, ridges, unit, note), geometry in zip(ROWS, geometries()):
        feature = ogr.Feature(layer.GetLayerDefn())
        values = (code, name, gross, ridges, gross - (ridges or 0.0), unit, note)
        for index, value in enumerate(values):
            if value is None:
                feature.SetFieldNull(index)
            else:
                feature.SetField(index, value)
        if turn is not None:
            geometry.Transform(turn)
        feature.SetGeometry(geometry)
        layer.CreateFeature(feature)
    del feature, layer, source
    return path


def shapefile(folder: Path, encoding: str, cpg: bool, name: str = "地类图斑") -> Path:
    """A Shapefile in an encoding, with or without the .cpg file that says so."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.shp"
    # QGIS switches GDAL's recoding off for the whole process; then GDAL would write UTF-8 whatever is asked.
    switched = gdal.GetConfigOption("SHAPE_ENCODING")
    gdal.SetConfigOption("SHAPE_ENCODING", None)
    write(path, "ESRI Shapefile", layer_options=[f"ENCODING={encoding}"])
    gdal.SetConfigOption("SHAPE_ENCODING", switched)
    assert ROWS[0][1].encode(encoding) in path.with_suffix(".dbf").read_bytes()
    mark = path.with_suffix(".cpg")
    if cpg:
        mark.write_text(encoding, "ascii")
    elif mark.exists():
        mark.unlink()
    if not cpg:
        # Without the language byte in the header, as survey software leaves it.
        data = bytearray(path.with_suffix(".dbf").read_bytes())
        data[29] = 0
        path.with_suffix(".dbf").write_bytes(bytes(data))
    return path


def digest(path: Path) -> dict[str, str]:
    """SHA-256 of a file and everything that belongs to it (same stem), or of all files of a folder."""
    files = sorted(path.rglob("*")) if path.is_dir() else sorted(path.parent.glob(f"{path.stem}*"))
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in files if f.is_file()}
