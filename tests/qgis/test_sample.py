# SPDX-License-Identifier: GPL-2.0-or-later
"""The synthetic sample city that ships, and the generators behind it and behind the benchmark data."""

from __future__ import annotations

import csv
import json
import math
from collections import defaultdict

import numpy as np
import pytest
from osgeo import ogr
from package_root import ROOT

from tanheng.core.gauss_kruger import TransverseMercator
from tanheng.core.polygon_area import polygon_areas

SAMPLE = ROOT / "resources" / "sample"
TABLES = ROOT / "resources" / "tables"
LARGEST_FILE = 2_500_000
#: Share of a published class against Weihai's, relative.
SHARE_TOLERANCE = 0.02
TOTAL_T = 3_481_000


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read(path):
    """Rows (field → value) and WKB geometries of the only layer; the file is not touched."""
    source = ogr.Open(str(path), 0)
    layer = source.GetLayer(0)
    rows, shapes = [], []
    for feature in layer:
        rows.append(feature.items())
        shapes.append(bytes(feature.GetGeometryRef().ExportToWkb(ogr.wkbNDR)))
    return rows, shapes


@pytest.fixture(scope="module")
def sample():
    return read(SAMPLE / "sample_city.gpkg")


def union_and_sum(shapes):
    every, total = ogr.Geometry(ogr.wkbMultiPolygon), 0.0
    for shape in shapes:
        geometry = ogr.CreateGeometryFromWkb(shape)
        assert geometry.IsValid()
        assert geometry.GetGeometryType() == ogr.wkbMultiPolygon
        total += geometry.GetArea()
        for part in geometry:
            every.AddGeometry(part)
    return every.UnionCascaded(), total


def published_members():
    """Code or leading digits → published class, from the shipped tables."""
    members = {}
    groups = {row["name_zh"]: row["class_codes"] for row in table(TABLES / "published_class_groups.csv")}
    for row in table(TABLES / "weihai_areas.csv"):
        for code in groups.get(row["class"], row["code"]).split("|"):
            members[code] = row["class"]
    return members


def areas_by_published_class(rows):
    members = published_members()
    areas = defaultdict(float)
    for row in rows:
        code = row["DLBM"]
        areas[next((members[code[:n]] for n in (5, 4, 2) if code[:n] in members), "")] += row["TBDLMJ"] / 1e4
    return areas


def test_file_is_small_and_clean():
    assert (SAMPLE / "sample_city.gpkg").stat().st_size < LARGEST_FILE
    assert (
        not list(SAMPLE.glob("*-wal"))
        and not list(SAMPLE.glob("*-journal"))
        and not list(SAMPLE.glob("*-shm"))
    )


def test_layer_is_what_a_survey_hands_over():
    source = ogr.Open(str(SAMPLE / "sample_city.gpkg"), 0)
    layer = source.GetLayerByName("DLTB")
    assert layer.GetSpatialRef().GetAuthorityCode(None) == "4529"
    assert layer.GetGeomType() == ogr.wkbMultiPolygon
    assert layer.TestCapability(ogr.OLCFastSpatialFilter)
    assert 3000 <= layer.GetFeatureCount() <= 4500
    # Zone 41 with its prefix, near 122.1°E 37.2°N.
    x0, x1, y0, y1 = layer.GetExtent()
    assert 41_400_000 < x0 < x1 < 41_450_000 and 4_100_000 < y0 < y1 < 4_140_000


def test_polygons_are_valid_without_gaps_or_overlaps(sample):
    union, total = union_and_sum(sample[1])
    assert union.GetArea() == pytest.approx(total, rel=1e-9)
    # Mainland and one island, no gap anywhere.
    assert [part.GetGeometryCount() for part in union] == [1, 1]


def test_areas_are_official_and_add_up(sample):
    rows, shapes = sample
    ends = np.cumsum([len(shape) for shape in shapes])
    data = np.frombuffer(b"".join(shapes), dtype=np.uint8)
    zone = TransverseMercator(central_meridian_deg=123.0, false_easting_m=41_500_000.0)
    area = polygon_areas(data, np.concatenate([[0], ends[:-1]]), ends, zone.to_geographic).area_m2
    np.testing.assert_allclose([row["TBMJ"] for row in rows], area, rtol=0, atol=0.006)
    for row in rows:
        assert math.isclose(row["TBMJ"], row["TBDLMJ"] + row["KCMJ"], abs_tol=1e-6)
        assert math.isclose(row["KCMJ"], row["TBMJ"] * row["KCXS"], abs_tol=0.0051)
        assert (row["KCDLBM"] == "1203") == (row["KCXS"] > 0)
        assert row["KCXS"] == 0 or row["DLBM"].startswith("01")


def test_class_shares_follow_the_published_ones(sample):
    found = areas_by_published_class(sample[0])
    wanted = {row["class"]: float(row["area_ha"]) for row in table(TABLES / "weihai_areas.csv")}
    assert len(wanted) == 8
    total = sum(found[name] for name in wanted)
    assert total == pytest.approx(sum(wanted.values()) / 10, rel=0.005)
    for name, ha in wanted.items():
        assert found[name] / total == pytest.approx(ha / sum(wanted.values()), rel=SHARE_TOLERANCE), name
    assert 0.01 < found[""] / total < 0.03


def test_codes_and_attributes(sample):
    rows = sample[0]
    names = {
        row["code"]: row["name_zh"]
        for row in table(TABLES / "land_classes.csv")
        if row["scheme"] == "sandiao"
    }
    assert all(names.get(row["DLBM"]) == row["DLMC"] for row in rows)
    codes = {row["DLBM"] for row in rows}
    assert codes >= set(
        "0101 0102 0103 0201 0201K 0204 0301 0301K 0302 0305 0307 0404 0508 05H1 0601 0602 0603 0701 0702 "
        "08H1 08H2 08H2A 0809 0810 0810A 1003 1004 1006 1008 1101 1103 1104 1104A 1105 1107 1109 1201 1202 "
        "1206 1207".split()
    )
    assert len({row["BSM"] for row in rows}) == len(rows)
    assert {len(row["BSM"]) for row in rows} == {18}
    assert {len(row["ZLDWDM"]) for row in rows} == {19}
    assert {row["SJNF"] for row in rows} == {2019}
    assert {row["BZ"] for row in rows} == {"合成数据"}
    town_codes = {"201", "202", "203", "204", "205", "201A", "202A", "203A"}
    for row in rows:
        built = row["DLBM"][:2] in ("05", "06", "07", "08", "09") or row["DLBM"] in ("1004", "1005", "1201")
        assert (row["CZCSXM"] in town_codes) if built else row["CZCSXM"] is None
    # No empty sector: the refined plants that the inventory asks for exist.
    assert {row["TBXHDM"] for row in rows} >= {"HDGY", "SNGY", "GTGY", "BLGY"}


def test_four_named_counties(sample):
    named = {row["group"]: row["name"] for row in table(SAMPLE / "group_names.csv")}
    assert len(named) == 4
    assert {row["ZLDWDM"][:6] for row in sample[0]} == set(named)


def test_inventory_and_published_areas_belong_to_the_layer(sample):
    rows = table(SAMPLE / "inventory.csv")
    assert math.fsum(float(row["t_co2e"]) for row in rows) == TOTAL_T
    assert all("synthetic" in row["note"] for row in rows)
    sectors = {row["id"]: row["allocated"] for row in table(TABLES / "sectors.csv")}
    assert all(sectors[row["sector"]] == "yes" for row in rows)
    codes = {row["DLBM"] for row in sample[0]}
    links = defaultdict(set)
    for row in table(TABLES / "sector_links.csv"):
        if float(row["weight"]) > 0:
            links[row["sector"]].add(row["class_code"])
    assert all(links[row["sector"]] & codes for row in rows)
    found = areas_by_published_class(sample[0])
    for row in table(SAMPLE / "official_areas.csv"):
        assert found[row["class"]] == pytest.approx(float(row["area_ha"]), abs=0.51), row["class"]


def test_study_names_files_that_exist():
    study = json.loads((SAMPLE / "study.json").read_text(encoding="utf-8"))
    for key in ("group_names", "inventory", "official_areas"):
        assert (SAMPLE / study[key]).is_file()
    assert (SAMPLE / study["layers"][0]["source"].split("|")[0]).is_file()


def test_sample_generator_repeats_itself(tmp_path):
    pytest.importorskip("scipy", reason="the generator needs scipy, the plugin does not")
    import make_sample

    first, second = (make_sample.make_city(seed=7, cells=260) for _ in range(2))
    assert len(first.rows) > 80
    assert first.rows == second.rows
    assert first.geometries == second.geometries
    assert make_sample.make_city(seed=8, cells=260).geometries != first.geometries
    make_sample.write_layer(first, tmp_path / "a.gpkg")
    make_sample.write_layer(second, tmp_path / "b.gpkg")
    assert read(tmp_path / "a.gpkg") == read(tmp_path / "b.gpkg")
    union, total = union_and_sum(first.geometries)
    assert union.GetArea() == pytest.approx(total, rel=1e-9)


@pytest.mark.parametrize("epsg", [4490, 4523])
def test_bench_data_is_valid_and_repeats_itself(tmp_path, epsg):
    if epsg != 4490:
        pytest.importorskip("pyproj")
    import bench_data

    for name in ("a.gpkg", "b.gpkg"):
        bench_data.make_bench_data(2000, tmp_path / name, epsg)
    rows, shapes = read(tmp_path / "a.gpkg")
    assert (rows, shapes) == read(tmp_path / "b.gpkg")
    union, total = union_and_sum(shapes)
    assert union.GetArea() == pytest.approx(total, rel=1e-9)
    assert union.GetGeometryType() == ogr.wkbPolygon
    assert union.GetGeometryCount() == 1
    parts = [ogr.CreateGeometryFromWkb(shape).GetGeometryCount() for shape in shapes]
    assert parts.count(2) == len(range(bench_data.HOLE_EVERY // 2, 2000, bench_data.HOLE_EVERY))
    vertices = sum(
        ring.GetPointCount() - 1 for s in shapes for part in ogr.CreateGeometryFromWkb(s) for ring in part
    )
    assert 22 < vertices / len(shapes) < 25
    ends = np.cumsum([len(shape) for shape in shapes])
    data = np.frombuffer(b"".join(shapes), dtype=np.uint8)
    grid = TransverseMercator(105.0, 35_500_000.0).to_geographic if epsg == 4523 else None
    area = polygon_areas(data, np.concatenate([[0], ends[:-1]]), ends, grid).area_m2
    np.testing.assert_allclose([row["TBMJ"] for row in rows], area, rtol=3e-6, atol=0.02)
    source = ogr.Open(str(tmp_path / "a.gpkg"), 0)
    layer = source.GetLayer(0)
    assert layer.TestCapability(ogr.OLCFastSpatialFilter)
    assert layer.GetFeatureCount() == 2000
    x0, x1, y0, y1 = layer.GetExtent()
    layer.SetSpatialFilterRect(x0, y0, (x0 + x1) / 2, (y0 + y1) / 2)
    assert 400 < layer.GetFeatureCount() < 700
