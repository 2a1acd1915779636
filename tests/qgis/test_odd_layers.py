# SPDX-License-Identifier: GPL-2.0-or-later
"""Hand-made files with the oddities of real land-use layers: own codes, mixed geometry types, duplicates, overlaps.

All polygons are made of squares of 0.001° that stand on the equator, so that every area is a multiple of one figure.
"""

from __future__ import annotations

import json

import pytest
import small_land
from osgeo import ogr
from qgis.core import QgsProcessingContext, QgsProject
from run_algorithm import Listener, land_carbon, raised_text, rows

from tanheng.algorithms.check import CheckAlgorithm

STEP = 0.001
#: a²/2 · Δλ · q(φ) with q(φ) = (1 − e²)(sin φ/(1 − e² sin² φ) + artanh(e sin φ)/e) on CGCS2000, Δλ = φ = 0.001°.
SQUARE_HA = 1.230907207828
#: t C/(ha·a) of Table 1 times 44/12.
ORCHARD, ARBOR, OTHER_GRASS, MARSH = (value * 44.0 / 12.0 for value in (2.10, 0.87, 0.02, 0.67))


def square(column: float, width: float = 1.0) -> list[list[list[float]]]:
    """Rings of a square, or of a rectangle so many squares wide."""
    west, east = column * STEP, (column + width) * STEP
    return [[[west, 0.0], [east, 0.0], [east, STEP], [west, STEP], [west, 0.0]]]


def polygon(column: float, width: float = 1.0) -> dict:
    return {"type": "Polygon", "coordinates": square(column, width)}


def multipolygon(*columns: float) -> dict:
    return {"type": "MultiPolygon", "coordinates": [square(column) for column in columns]}


def write_geojson(path, features):
    """A GeoJSON without CRS, that is in WGS 84; features are (properties, geometry)."""
    content = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": properties, "geometry": geometry}
            for properties, geometry in features
        ],
    }
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def write_map(path, lines):
    path.write_text("source_code,class_code,note\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def issues(path):
    """(code, value, polygons, hectares in squares) of an issues table; squares None where no area is given."""
    return [
        (
            row["code"],
            row["value"],
            row["polygons"],
            None if row["area_ha"] is None else round(row["area_ha"] / SQUARE_HA, 6),
        )
        for row in rows(path)
    ]


def check(**values):
    """Run `tanheng:check` as Processing does."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    listener = Listener()
    results, fine = CheckAlgorithm().create().run(values, context, listener, {}, False)
    assert fine, listener.messages
    return results


CODED = (
    ({"COD_USO": "211", "CLASS": "Arable land"}, polygon(0)),
    ({"COD_USO": "211o", "CLASS": "Arable land"}, polygon(1)),
    ({"COD_USO": "221", "CLASS": "Citrus groves"}, multipolygon(2, 4)),
    ({"COD_USO": "222", "CLASS": "Citrus groves"}, polygon(5)),
    ({"COD_USO": "131", "CLASS": "Construction sites"}, polygon(6)),
    ({"COD_USO": "322", "CLASS": "Grassland"}, multipolygon(7)),
)
CODED_MAP = ("211,0103,", "221,0201,", "222,0201,", "322,0404,", "131,,no class until something stands there")


@pytest.fixture
def coded(tmp_path, qgis_app):
    """Parameters for six polygons with text codes: one is not in the map, one is in it without a class."""
    return {
        "INPUT": str(write_geojson(tmp_path / "coded.geojson", CODED)),
        "CODE_FIELD": "COD_USO",
        "NAME_FIELD": "CLASS",
        "SCHEME": "custom",
        "CLASS_MAP": str(write_map(tmp_path / "map.csv", CODED_MAP)),
        "OUTPUT": str(tmp_path / "carbon.gpkg"),
        "ISSUES": str(tmp_path / "issues.gpkg"),
        "SUMMARY": str(tmp_path / "classes.gpkg"),
    }


def test_own_codes_with_an_odd_one_and_mixed_geometry_types(coded, tmp_path):
    before = small_land.digest(tmp_path / "coded.geojson")
    results = land_carbon(**coded)
    assert small_land.digest(tmp_path / "coded.geojson") == before

    found = rows(tmp_path / "carbon.gpkg")
    assert [(row["COD_USO"], row["CLASS"]) for row in found] == [tuple(own.values()) for own, _ in CODED]
    assert [row["cls"] for row in found] == ["0103", None, "0201", "0201", None, "0404"]
    assert [row["qa"] or "" for row in found] == ["", "code_unknown", "", "", "code_unmapped", ""]
    areas = [1.0, None, 2.0, 1.0, None, 1.0]
    sinks = [0.0, None, 2.0 * ORCHARD, ORCHARD, None, OTHER_GRASS]
    for row, area, sink in zip(found, areas, sinks):
        assert row["area_ha"] == (None if area is None else pytest.approx(area * SQUARE_HA, rel=1e-9))
        assert row["sink_tco2e"] == (None if sink is None else pytest.approx(sink * SQUARE_HA, rel=1e-9))
        assert row["emit_tco2e"] is None and row["net_tco2e"] is None

    assert results["AREA_TOTAL_HA"] == pytest.approx(7.0 * SQUARE_HA, rel=1e-9)
    assert results["UNMAPPED_COUNT"] == 2
    assert results["UNMAPPED_AREA_HA"] == pytest.approx(2.0 * SQUARE_HA, rel=1e-9)
    assert results["SINK_TOTAL"] == pytest.approx((3.0 * ORCHARD + OTHER_GRASS) * SQUARE_HA, rel=1e-9)
    reported = issues(tmp_path / "issues.gpkg")
    assert ("code_unknown", "211o", 1, 1.0) in reported
    assert ("code_unmapped", "131", 1, 1.0) in reported
    assert not any(code.startswith(("geometry", "scheme", "map")) for code, *_ in reported)


def test_both_kinds_of_geometry_arrive_whole(coded, tmp_path):
    land_carbon(**coded)
    for row, (_, geometry) in zip(rows(tmp_path / "carbon.gpkg"), CODED):
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        shape = ogr.ForceToMultiPolygon(ogr.CreateGeometryFromWkb(row["geometry"]))
        assert json.loads(shape.ExportToJson(["COORDINATE_PRECISION=15"]))["coordinates"] == parts


def test_one_class_of_several_codes_is_one_line_of_the_summary(coded, tmp_path):
    land_carbon(**coded)
    lines = {
        row["cls"]: (row["polygons"], row["area_ha"] / SQUARE_HA) for row in rows(tmp_path / "classes.gpkg")
    }
    assert lines == {
        "0103": (1, pytest.approx(1.0, rel=1e-9)),
        "0201": (2, pytest.approx(3.0, rel=1e-9)),
        "0404": (1, pytest.approx(1.0, rel=1e-9)),
    }


def test_own_codes_are_no_scheme_that_could_be_recognised(coded, tmp_path):
    before = small_land.digest(tmp_path / "coded.geojson")
    text = raised_text(lambda: land_carbon(**{**coded, "SCHEME": "auto", "CLASS_MAP": ""}))
    assert "scheme" in text.lower()
    assert not (tmp_path / "carbon.gpkg").exists()
    assert small_land.digest(tmp_path / "coded.geojson") == before


def test_own_scheme_without_a_map_is_refused(coded, tmp_path):
    text = raised_text(lambda: land_carbon(**{**coded, "CLASS_MAP": ""}))
    assert "needs a class map" in text
    assert not (tmp_path / "carbon.gpkg").exists()


NAMED = (
    ({"id": 1, "landuse": "residential"}, polygon(0)),
    ({"id": 2, "landuse": "forest"}, polygon(2)),
    ({"id": 3, "landuse": "natural_wood"}, polygon(2)),
    ({"id": 4, "landuse": "grass"}, polygon(0.5)),
    ({"id": 5, "landuse": "natural_wetland"}, polygon(5)),
    ({"id": 6, "landuse": None}, polygon(7)),
    ({"id": 7, "landuse": "Residential"}, polygon(9)),
)
NAMED_MAP = (
    "residential,0701,",
    "forest,0301,",
    "natural_wood,0301,",
    "grass,0810,",
    "natural_wetland,1108,",
)


@pytest.fixture
def named(tmp_path, qgis_app):
    """Parameters for seven polygons with words for codes: the second is repeated by the third, the fourth lies half
    on the first, the sixth has no class, the seventh is written differently."""
    return {
        "INPUT": str(write_geojson(tmp_path / "named.geojson", NAMED)),
        "CODE_FIELD": "landuse",
        "SCHEME": "custom",
        "CLASS_MAP": str(write_map(tmp_path / "map.csv", NAMED_MAP)),
        "ISSUES": str(tmp_path / "issues.gpkg"),
    }


def test_words_for_codes_and_a_repeated_geometry(named, tmp_path):
    inventory = tmp_path / "inventory.csv"
    inventory.write_text("sector,t_co2e\nenergy_urban_household,1000\n", encoding="utf-8")
    results = land_carbon(**named, INVENTORY=str(inventory), OUTPUT=str(tmp_path / "carbon.gpkg"))

    found = rows(tmp_path / "carbon.gpkg")
    assert [row["id"] for row in found] == [1, 2, 3, 4, 5, 6, 7]
    assert [row["cls"] for row in found] == ["0701", "0301", "0301", "0810", "1108", None, "0701"]
    # The second occurrence is marked; nothing is dropped, so the area counts twice, as the issue says.
    assert [row["qa"] or "" for row in found] == ["", "", "geometry_duplicate", "", "", "code_blank", ""]
    assert [row["emit_tco2e"] for row in found] == [
        pytest.approx(500.0, rel=1e-9), 0.0, 0.0, 0.0, 0.0, None, pytest.approx(500.0, rel=1e-9)
    ]  # fmt: skip
    assert results["AREA_TOTAL_HA"] == pytest.approx(7.0 * SQUARE_HA, rel=1e-9)
    assert results["SINK_TOTAL"] == pytest.approx((2.0 * ARBOR + MARSH) * SQUARE_HA, rel=1e-9)
    assert results["EMISSION_TOTAL"] == pytest.approx(1000.0, rel=1e-9)
    reported = issues(tmp_path / "issues.gpkg")
    assert ("geometry_duplicate", "", 1, 1.0) in reported
    assert ("code_blank", "", 1, 1.0) in reported


def test_overlaps_are_reported_with_their_area(named, tmp_path):
    results = check(**named, CHECK_TOPOLOGY=True)
    assert (results["POLYGONS"], results["UNMAPPED_COUNT"]) == (7, 1)
    reported = issues(tmp_path / "issues.gpkg")
    # Half a square between the first and the fourth, a whole one between the second and the third.
    assert [row for row in reported if row[0] == "overlap"] == [("overlap", "", 4, 1.5)]
    assert ("geometry_duplicate", "", 1, 1.0) in reported
