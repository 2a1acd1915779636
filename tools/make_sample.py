# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes the synthetic sample city 示例市 that ships in resources/sample (development only).

    make_sample.py [--seed 11] [--cells 2300] [--out resources/sample]

Everything is invented; only the proportions of the first-level classes follow published figures.
Needs numpy, scipy and osgeo. The same seed gives the same rows and coordinates.
"""

from __future__ import annotations

import argparse
import csv
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr, osr
from package_root import ROOT, register
from samplecity.dltb_fields import FIELDS
from samplecity.mesh import polygons
from samplecity.parcels import make_parcels
from samplecity.records import Row, polygon_wkb, survey_rows
from samplecity.settlement import COUNTIES, make_lines, make_places
from samplecity.shares import PUBLISHED_HA, published_class
from samplecity.terrain import make_terrain
from samplecity.zones import Landscape

register()

from tanheng.core.gauss_kruger import TransverseMercator  # noqa: E402
from tanheng.core.polygon_area import polygon_areas  # noqa: E402

SEED = 11
CELLS = 2300
EPSG = 4529
DESCRIPTION = "示例市地类图斑(合成数据,非真实城市) - synthetic data, no real city"
#: Lower left corner of the map in EPSG:4529 (zone 41, central meridian 123°E): about 121.96°E, 37.07°N.
ORIGIN_M = (41407500.0, 4104500.0)
#: Land of the full city, ha: its published classes then come to one tenth of Weihai's.
LAND_HA = 56_468.0
AREA_SCALE = 0.1
#: Points nearer to the line than this are dropped, m; the cells of the grid are 13 m wide.
TOLERANCE_M = 10.0
VILLAGES = 125

#: Synthetic inventory: share of each sector in the city's total, percent. Invented, of a plausible size.
CITY_TOTAL_T = 34_810_000 * AREA_SCALE
SECTOR_SHARES = (
    ("energy_power", 34.0), ("energy_heat", 9.2), ("energy_industry", 20.6), ("energy_mining", 0.4),
    ("energy_construction", 1.3), ("energy_road", 9.4), ("energy_rail", 0.3), ("energy_air", 0.8),
    ("energy_water", 2.4), ("energy_trade", 2.6), ("energy_storage", 0.6), ("energy_services", 2.7),
    ("energy_urban_household", 4.3), ("energy_rural_household", 2.4), ("energy_agriculture", 2.1),
    ("industrial_process_cement", 2.3), ("industrial_process_steel", 0.3), ("industrial_process_other", 0.5),
    ("agriculture_rice", 0.1), ("agriculture_soil", 1.1), ("agriculture_enteric", 0.5),
    ("agriculture_manure", 0.6), ("waste_landfill", 0.6), ("waste_incineration", 0.3),
    ("waste_domestic_wastewater", 0.3), ("waste_industrial_wastewater", 0.2), ("waste_wastewater_n2o", 0.1),
)  # fmt: skip


@dataclass
class City:
    """The finished layer: one row and one WKB geometry per polygon, in the same order."""

    rows: list[Row]
    geometries: list[bytes]


def make_city(seed: int = SEED, cells: int = CELLS) -> City:
    """Generate the city; ``cells`` below 2300 gives a smaller one at the same level of detail."""
    rng = np.random.default_rng(seed)
    share = (cells / CELLS) ** 2
    terrain = make_terrain(rng, cells, LAND_HA * share)
    places = make_places(rng, terrain, max(12, round(VILLAGES * share)))
    land = Landscape(rng, terrain, places, make_lines(rng, terrain, places))
    parcels = make_parcels(rng, land)
    rings = polygons(parcels.labels, terrain.grid.cell_m, TOLERANCE_M, ORIGIN_M)
    shapes = {label: polygon_wkb(rings[label]) for label in sorted(rings)}
    rows = survey_rows(rng, parcels, places, _official_areas(shapes), _class_names())
    return City([row for _, row in rows], [shapes[label] for label, _ in rows])


def _official_areas(shapes: dict[int, bytes]) -> dict[int, float]:
    ends = np.cumsum([len(shape) for shape in shapes.values()])
    starts = np.concatenate([[0], ends[:-1]])
    data = np.frombuffer(b"".join(shapes.values()), dtype=np.uint8)
    zone = TransverseMercator(central_meridian_deg=123.0, false_easting_m=41_500_000.0)
    return dict(zip(shapes, polygon_areas(data, starts, ends, zone.to_geographic).area_m2.tolist()))


def _class_names() -> dict[str, str]:
    with open(ROOT / "resources" / "tables" / "land_classes.csv", encoding="utf-8-sig", newline="") as file:
        return {row["code"]: row["name_zh"] for row in csv.DictReader(file) if row["scheme"] == "sandiao"}


def write_layer(city: City, path: Path) -> None:
    """Write a GeoPackage with an R-tree and a fixed time stamp, compacted."""
    gdal.UseExceptions()
    gdal.SetConfigOption("OGR_CURRENT_DATE", "2026-01-01T00:00:00.000Z")
    driver = ogr.GetDriverByName("GPKG")
    if path.exists():
        driver.DeleteDataSource(str(path))
    source = driver.CreateDataSource(str(path))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(EPSG)
    layer = source.CreateLayer(
        "DLTB", reference, ogr.wkbMultiPolygon,
        options=["GEOMETRY_NAME=geom", "FID=fid", "IDENTIFIER=DLTB", f"DESCRIPTION={DESCRIPTION}"],
    )  # fmt: skip
    kinds = {"text": ogr.OFTString, "real": ogr.OFTReal, "int": ogr.OFTInteger}
    for name, kind, width in FIELDS:
        field = ogr.FieldDefn(name, kinds[kind])
        if width:
            field.SetWidth(width)
        layer.CreateField(field)
    layer.StartTransaction()
    for row, shape in zip(city.rows, city.geometries):
        feature = ogr.Feature(layer.GetLayerDefn())
        for name, value in row.items():
            if value is not None:
                feature.SetField(name, value)
        feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(shape))
        layer.CreateFeature(feature)
    layer.CommitTransaction()
    layer = source = None
    gdal.SetConfigOption("OGR_CURRENT_DATE", None)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("VACUUM")
    connection.close()


def class_areas_ha(city: City) -> dict[str, float]:
    """Hectares (TBDLMJ) by published class."""
    areas = dict.fromkeys(PUBLISHED_HA, 0.0)
    for row in city.rows:
        name = published_class(str(row["DLBM"]))
        if name:
            areas[name] += float(str(row["TBDLMJ"])) / 1e4
    return areas


def write_tables(city: City, folder: Path) -> None:
    """Write the tables that go with the layer."""
    _write_csv(folder / "group_names.csv", ("group", "name"), [c[:2] for c in COUNTIES])
    inventory = [(s, f"{CITY_TOTAL_T * share / 100:.0f}", "合成数据 synthetic") for s, share in SECTOR_SHARES]
    _write_csv(folder / "inventory.csv", ("sector", "t_co2e", "note"), inventory)
    official = [(name, f"{ha:.0f}") for name, ha in class_areas_ha(city).items()]
    _write_csv(folder / "official_areas.csv", ("class", "area_ha"), official)


def _write_csv(path: Path, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--cells", type=int, default=CELLS, help="cells along one side; fewer give a smaller city"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "sample")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    city = make_city(options.seed, options.cells)
    write_layer(city, options.out / "sample_city.gpkg")
    write_tables(city, options.out)
    published = sum(PUBLISHED_HA.values())
    areas = class_areas_ha(city)
    total = sum(areas.values())
    print(
        f"{len(city.rows)} polygons, {total:.0f} ha in published classes ({total / published:.4f} of Weihai)"
    )
    for name, ha in areas.items():
        print(f"  {name}\t{ha:9.1f} ha\t{(ha / total) / (PUBLISHED_HA[name] / published) - 1:+.2%}")


if __name__ == "__main__":
    main()
