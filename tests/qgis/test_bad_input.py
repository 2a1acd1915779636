# SPDX-License-Identifier: GPL-2.0-or-later
"""Every kind of bad layer and bad table: said what, how many and how large; the rows kept, the source untouched.

Every square is one hectare. Each run goes through Processing and holds the source against itself before and after.
"""

from __future__ import annotations

import gc
import math

import pytest
import small_land
from bad_layers import (
    CRS,
    EAST,
    NORTH,
    RESULTS,
    coded,
    computed,
    execute,
    layer,
    open_result,
    refused,
    run,
    square,
    start_provider,
    stored,
    table_rows,
)
from osgeo import ogr
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
)

CO2 = 44.0 / 12.0
ORCHARD, SHRUB, MANGROVE, TIDAL = 2.10 * CO2, 0.23 * CO2, 4.44 * CO2, 2.36 * CO2
ALL_STORES = ("memory", "gpkg", "shp")
HA = pytest.approx(1.0, rel=1e-5)


@pytest.fixture(scope="module", autouse=True)
def provider(qgis_app):
    started = start_provider()
    yield
    QgsApplication.processingRegistry().removeProvider(started)
    # Layers that an exception's frames still hold must not outlive QGIS.
    gc.collect()


def near(*values):
    return pytest.approx(list(values), rel=1e-5)


# ---- class codes


@pytest.mark.parametrize("store", ALL_STORES)
def test_odd_codes(store, tmp_path):
    codes = [
        "0201",
        "9X9",
        "",
        None,
        " ",
        "０２０１",
        "08h1",
        "\u30000305 ",
        "0201K",
        "0305K",
        "1302",
        "0501",
        "03",
    ]
    found = run(stored(coded(*codes), store, tmp_path), CITY_TOTAL=200.0)
    assert found.column("cls") == [
        "0201", None, None, None, None, "0201", "08H1", "0305", "0201K", "0305", None, "05H1", "03",
    ]  # fmt: skip
    assert found.column("qa") == [
        "", "code_unknown", "code_blank", "code_blank", "code_blank", "", "", "", "", "code_fallback", "code_working",
        "code_alias", "class_coarse",
    ]  # fmt: skip
    for row in found.rows:
        if row["cls"] is None:
            assert [row[name] for name in RESULTS] == [None] * len(RESULTS)
    assert found.column("sink_tco2e")[0] == pytest.approx(ORCHARD, rel=1e-5)
    assert found.column("sink_tco2e")[5:9] == near(ORCHARD, 0.0, SHRUB, ORCHARD)
    assert found.column("sink_tco2e")[12] is None  # the classes of 03 differ
    assert found.count("code_unknown") == (1, 1.0) and found.count("code_blank") == (3, 3.0)
    assert found.count("code_cleaned") == (3, 3.0) and found.count("code_working") == (1, 1.0)
    assert "9X9" in found.issue("code_unknown")["advice"] and found.issue("code_unknown")["field"] == "DLBM"
    assert found.issue("code_fallback", "0305K")["advice"].count("0305") == 2
    assert found.issue("code_alias", "0501")["polygons"] == 1
    assert (found.numbers["UNMAPPED_COUNT"], found.numbers["UNMAPPED_AREA_HA"]) == (
        5,
        pytest.approx(5.0, rel=1e-5),
    )
    assert found.numbers["AREA_TOTAL_HA"] == pytest.approx(13.0, rel=1e-5)
    # 08H1 and 05H1 share the total; what has no class has no emission
    assert found.column("emit_tco2e")[6] == pytest.approx(100.0) and found.column("emit_tco2e")[1] is None


@pytest.mark.parametrize("store", ALL_STORES)
@pytest.mark.parametrize("kind", ["int", "real"])
def test_numbers_for_codes(kind, store, tmp_path):
    found = run(stored(coded(301, 1105, None, kind=kind), store, tmp_path))
    assert found.column("cls") == ["0301", "1105", None]
    assert found.column("qa") == ["code_unpadded", "", "code_blank"]
    assert found.count("code_unpadded") == (1, 1.0)
    assert (
        "leading zero" in found.issue("code_unpadded")["advice"]
        and "0301" in found.issue("code_unpadded")["advice"]
    )


def named(code, name):
    return layer({"DLBM": "text", "DLMC": "text"}, [(code, name)])


@pytest.mark.parametrize("scheme", ["ydyh2020", "ydyh2023"])
def test_a_scheme_that_the_names_contradict_is_refused(scheme, tmp_path):
    shrub = named("0303", "灌木林地")
    text = refused(shrub, tmp_path)
    assert "0303" in text and "灌木林地" in text and "红树林地" in text and "sandiao" in text
    assert "1 polygons" in text
    found = run(shrub, SCHEME=scheme)
    assert found.column("sink_tco2e") == near(SHRUB) and found.column("cls") == ["0303"]
    mangrove = named("0303", "红树林地")
    assert run(mangrove).column("sink_tco2e") == near(MANGROVE)
    assert "0303" in refused(mangrove, tmp_path, SCHEME=scheme)


def test_a_layer_of_two_classifications_is_held_against_the_names_of_the_chosen_one(tmp_path):
    names = {"DLBM": "text", "DLMC": "text", "YDYHFLDM": "text", "YDYHFLMC": "text"}
    source = layer(
        names, [("0305", "灌木林地", "0303", "灌木林地"), ("0303", "红树林地", "0507", "红树林地")]
    )
    for field, scheme in (("DLBM", "sandiao"), ("YDYHFLDM", "ydyh2023")):
        assert run(source, CODE_FIELD=field, SCHEME=scheme).column("sink_tco2e") == near(SHRUB, MANGROVE)
    assert "0303" in refused(source, tmp_path, CODE_FIELD="YDYHFLDM")


def test_of_fields_that_differ_in_case_the_chosen_one_is_read():
    source = layer({"DLBM": "text", "dlbm": "text"}, [("0201", "0305")])
    assert run(source, CODE_FIELD="DLBM").column("cls") == ["0201"]
    assert run(source, CODE_FIELD="dlbm").column("cls") == ["0305"]
    assert run(layer({"Dlbm": "text"}, [("0201",)]), CODE_FIELD="DLBM").column("cls") == ["0201"]


def test_unknown_names_contradict_nothing():
    assert run(named("0303", "好地")).column("sink_tco2e") == near(MANGROVE)


def test_a_scheme_that_the_layer_leaves_open_is_asked_for(tmp_path):
    text = refused(coded("0303", "0201"), tmp_path, SCHEME="auto")
    assert "more than one classification" in text and "sandiao" in text and "ydyh2023" in text
    found = run(named("0303", "红树林地"), SCHEME="auto")
    assert found.issue("scheme_proposed")["value"] == "sandiao" and found.column("sink_tco2e") == near(
        MANGROVE
    )


def test_sea_reserve_and_what_stands_outside():
    found = run(coded("1802", "16", "0201"), SCHEME="ydyh2023", CITY_TOTAL=0.0)
    assert found.column("qa") == ["code_sea", "code_unmapped", ""]
    assert [computed(row) for row in found.rows] == [True, False, True]
    assert found.column("sink_tco2e")[0] == 0.0 and found.column("area_ha")[0] == HA
    assert found.count("code_sea") == (1, 1.0) and found.count("code_unmapped") == (1, 1.0)
    assert found.numbers["AREA_TOTAL_HA"] == pytest.approx(2.0, rel=1e-5)


def test_own_codes_need_a_map_with_known_targets(tmp_path):
    source = coded("甲", "乙", "丙")
    assert "source_code" in refused(source, tmp_path, SCHEME="custom")
    path = tmp_path / "map.csv"
    path.write_text("source_code,class_code\n甲,0201\n乙,8888\n", "utf-8")
    text = refused(source, tmp_path, SCHEME="custom", CLASS_MAP=str(path))
    assert "乙" in text and "8888" in text
    path.write_text("source_code,class_code\n甲,0201\n 甲\u3000,0201\n乙,0201\n", "utf-8")
    text = refused(source, tmp_path, SCHEME="custom", CLASS_MAP=str(path))
    assert "甲" in text and "more than once" in text
    path.write_text("source_code,class_code\n甲,0201\n乙,\n", "utf-8")
    found = run(source, SCHEME="custom", CLASS_MAP=str(path))
    assert found.column("qa") == ["", "code_unmapped", "code_unknown"]
    assert found.column("sink_tco2e") == [pytest.approx(ORCHARD, rel=1e-5), None, None]


# ---- areas


def surveyed(rows, **more):
    names = {"DLBM": "text", "TBMJ": "real", "KCMJ": "real", "TBDLMJ": "real"}
    return layer(names, rows, **more)


@pytest.mark.parametrize("store", ["memory", "gpkg"])
def test_areas_that_are_none(store, tmp_path):
    areas = [10000.0, None, -5.0, math.nan, math.inf, -math.inf, 0.0]
    source = stored(layer({"DLBM": "text", "TBMJ": "real"}, [("0201", a) for a in areas]), store, tmp_path)
    found = run(source, AREA_FIELD="TBMJ", CITY_TOTAL=0.0)
    assert found.column("qa") == [
        "", "area_null", "area_negative", "area_null", "area_not_finite", "area_not_finite", "area_zero",
    ]  # fmt: skip
    assert [computed(row) for row in found.rows] == [True] + [False] * 5 + [True]
    assert found.column("area_ha") == [1.0, None, None, None, None, None, 0.0]
    assert found.rows[-1]["sink_tco2e"] == 0.0 and found.rows[-1]["sink_rate"] is None
    for code, polygons in (("area_null", 2), ("area_negative", 1), ("area_not_finite", 2), ("area_zero", 1)):
        issue = found.issue(code)
        assert issue["polygons"] == polygons and str(polygons) in issue["advice"]
        assert issue["field"] == "TBMJ"
    assert found.numbers["SINK_TOTAL"] == pytest.approx(ORCHARD, rel=1e-12)


@pytest.mark.parametrize(
    "given, meant", [("m2", "ha"), ("m2", "mu"), ("m2", "km2"), ("ha", "m2"), ("mu", "ha")]
)
def test_the_wrong_unit_is_named(given, meant, tmp_path):
    size = {"m2": 1.0, "ha": 1e4, "mu": 1e4 / 15, "km2": 1e6}
    source = layer({"DLBM": "text", "MJ": "real"}, [("0201", 1e4 / size[meant])] * 3)
    text = refused(source, tmp_path, AREA_FIELD="MJ", AREA_UNIT=given)
    assert f"Set the unit to {meant}" in text and "MJ" in text and "3 polygons" in text
    found = run(source, AREA_FIELD="MJ", AREA_UNIT=meant)
    assert found.column("sink_tco2e") == near(*[ORCHARD] * 3)


def test_an_area_that_fits_no_unit_marks_its_polygons():
    source = layer({"DLBM": "text", "MJ": "real"}, [("0201", 1e4), ("0201", 1.2e4), ("0201", 1e4)])
    found = run(source, AREA_FIELD="MJ")
    assert found.column("qa") == ["", "area_differs", ""] and found.count("area_differs") == (1, 1.2)
    assert found.column("area_ha") == [1.0, 1.2, 1.0]


RIDGED = [("0103", 1e4, 1000.0, 9000.0), ("0103", 1e4, 500.0, 9500.0), ("0201", 1e4, None, 1e4)]


@pytest.mark.parametrize("area", ["TBDLMJ", "TBMJ", ""])
def test_net_gross_and_geometry_agree(area):
    found = run(surveyed(RIDGED), AREA_FIELD=area or None, DEDUCT_FIELD="KCMJ")
    assert found.column("area_ha") == pytest.approx([0.9, 0.95, 1.0], rel=1e-5)
    assert found.numbers["AREA_TOTAL_HA"] == pytest.approx(3.0, rel=1e-5)
    assert (
        not {"area_gross_as_net", "area_net_as_gross", "area_differs", "area_sisters_differ"} & found.codes()
    )


def test_gross_for_net_and_net_for_gross():
    found = run(surveyed(RIDGED), AREA_FIELD="TBMJ", DEDUCT_FIELD="KCMJ", AREA_IS_NET="true")
    issue = found.issue("area_gross_as_net")
    assert (issue["polygons"], issue["area_ha"]) == (2, pytest.approx(0.15)) and "0.15 ha" in issue["advice"]
    found = run(surveyed(RIDGED), AREA_FIELD="TBDLMJ", DEDUCT_FIELD="KCMJ", AREA_IS_NET="false")
    issue = found.issue("area_net_as_gross")
    assert (issue["polygons"], issue["area_ha"]) == (2, pytest.approx(0.15)) and "TBDLMJ" in issue["advice"]


def test_sister_fields():
    found = run(surveyed(RIDGED), AREA_FIELD="TBDLMJ")
    issue = found.issue("deduct_not_bound")
    assert (issue["polygons"], issue["area_ha"]) == (2, pytest.approx(0.15)) and "KCMJ" in issue["advice"]
    wrong = [("0103", 1e4, 1000.0, 9700.0), *RIDGED[1:]]
    found = run(surveyed(wrong), AREA_FIELD="TBDLMJ", DEDUCT_FIELD="KCMJ")
    assert found.issue("area_sisters_differ")["polygons"] == 1
    found = run(surveyed(RIDGED), AREA_IS_NET="true")
    assert "area_is_net_ignored" in found.codes()


def test_ridges_that_cannot_be():
    rows = [
        ("0103", 1e4, -1.0, 1e4),
        ("0103", 1e4, 2e4, 1e4),
        ("0301", 1e4, 1000.0, 9000.0),
        ("0103", 1e4, 500.0, 9500.0),
    ]
    found = run(surveyed(rows), AREA_FIELD="TBMJ", DEDUCT_FIELD="KCMJ")
    assert found.column("qa") == ["deduct_invalid", "deduct_invalid", "deduct_not_cropland", ""]
    assert found.column("area_ha") == [1.0, 1.0, 0.9, 0.95]
    assert found.count("deduct_invalid") == (2, 2.0) and found.count("deduct_not_cropland") == (1, 1.0)


def test_weights_and_units_that_are_none():
    rows = [("0601", 1.0, "371002001"), ("0601", None, " "), ("0601", -2.0, None), ("0601", 3.0, "371003")]
    source = layer({"DLBM": "text", "RJL": "real", "ZLDWDM": "text"}, rows)
    found = run(source, WEIGHT_FIELD="RJL", GROUP_FIELD="ZLDWDM", CITY_TOTAL=400.0)
    assert found.column("qa") == ["", "weight_invalid;group_blank", "weight_invalid;group_blank", ""]
    assert found.column("emit_tco2e") == near(100.0, 0.0, 0.0, 300.0)
    assert found.count("weight_invalid") == found.count("group_blank") == (2, 2.0)


def test_fields_that_are_not_there_or_not_numbers(tmp_path):
    source = layer({"DLBM": "text", "BZ": "text"}, [("0201", "x")])
    text = refused(source, tmp_path, CODE_FIELD="DLDM", AREA_FIELD="TBMJ")
    assert "DLDM" in text and "TBMJ" in text and "DLBM, BZ" in text
    text = refused(source, tmp_path, AREA_FIELD="BZ", WEIGHT_FIELD="BZ")
    assert "BZ" in text and "not numbers" in text


# ---- geometry

BOW_TIE = (
    f"Polygon(({EAST} {NORTH},{EAST + 300} {NORTH + 100},{EAST + 300} {NORTH},{EAST} {NORTH + 100},"
    f"{EAST} {NORTH}))"
)
EMPTY = "Polygon EMPTY"


def without_geometry(source, fid):
    """The GeoPackage with one geometry NULL, which QGIS writes as an empty one."""
    path = source.source().split("|")[0]
    file = ogr.Open(path, 1)
    table = file.GetLayer(0)
    feature = table.GetFeature(fid)
    feature.SetGeometry(None)
    assert table.SetFeature(feature) == 0
    del feature, table, file
    return QgsVectorLayer(path, "land", "ogr")


@pytest.mark.parametrize("store", ["memory", "gpkg"])
def test_no_geometry_and_empty_geometry(store, tmp_path):
    rows = [("0201", 1e4), ("0201", 1e4), ("0201", 1e4)]
    source = stored(
        layer({"DLBM": "text", "TBMJ": "real"}, rows, shapes=[square(0), None, EMPTY]), store, tmp_path
    )
    if store == "gpkg":
        source = without_geometry(source, 2)
    found = run(source)
    assert found.column("qa") == ["", "geometry_missing", "geometry_empty"]
    assert [computed(row) for row in found.rows] == [True, False, False]
    assert found.issue("geometry_missing")["polygons"] == found.issue("geometry_empty")["polygons"] == 1
    # The survey field knows their area, and the account takes it.
    found = run(source, AREA_FIELD="TBMJ")
    assert found.column("qa") == ["", "geometry_missing", "geometry_empty"]
    assert found.column("area_ha") == [1.0, 1.0, 1.0]
    assert found.count("geometry_missing") == (1, 1.0)


@pytest.mark.parametrize("store", ALL_STORES)
def test_a_polygon_that_crosses_itself(store, tmp_path):
    rows = [("0201", 1e4), ("0201", 1.5e4)]
    source = stored(
        layer({"DLBM": "text", "TBMJ": "real"}, rows, shapes=[square(9), BOW_TIE]), store, tmp_path
    )
    # Its two halves cancel out: the ring encloses nothing.
    found = run(source)
    assert len(found.rows) == 2 and found.rows[1]["area_ha"] == pytest.approx(0.0, abs=1e-6)
    found = run(source, AREA_FIELD="TBMJ")
    assert found.column("area_ha") == [1.0, 1.5]
    results = execute(
        "tanheng:check",
        source,
        {"CODE_FIELD": "DLBM", "SCHEME": "sandiao", "CHECK_TOPOLOGY": True, "ISSUES": "TEMPORARY_OUTPUT"},
    )
    (issue,) = [i for i in table_rows(open_result(results["ISSUES"])) if i["code"] == "geometry_invalid"]
    assert issue["polygons"] == 1 and "Repair" in issue["advice"]


@pytest.mark.parametrize("store", ["memory", "gpkg"])
def test_curves_are_measured_along_chords(store, tmp_path):
    circle = (
        f"CurvePolygon(CircularString({EAST} {NORTH},{EAST + 100} {NORTH + 100},{EAST + 200} {NORTH},"
        f"{EAST + 100} {NORTH - 100},{EAST} {NORTH}))"
    )
    source = stored(
        layer({"DLBM": "text"}, [("0201",), ("0201",)], geometry="CurvePolygon", shapes=[circle, square(9)]),
        store,
        tmp_path,
    )
    found = run(source)
    assert found.column("qa")[0] == "geometry_curved"
    assert found.column("area_ha")[0] == pytest.approx(math.pi, rel=1e-3) and found.column("area_ha")[1] == HA
    assert found.issue("geometry_curved")["polygons"] == 1


@pytest.mark.parametrize("store", ALL_STORES)
@pytest.mark.parametrize("dims", ["Z", "M", "ZM"])
def test_z_and_m_are_no_coordinates(dims, store, tmp_path):
    corners = [(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)]
    rest = {"Z": "7", "M": "9", "ZM": "7 9"}[dims]
    points = ",".join(f"{EAST + x} {NORTH + y} {rest}" for x, y in corners)
    shape = f"Polygon{dims}(({points}))"
    source = stored(
        layer({"DLBM": "text"}, [("0201",)], geometry=f"Polygon{dims}", shapes=[shape]), store, tmp_path
    )
    found = run(source)
    assert found.column("area_ha") == [HA] and found.column("qa") == [""]


def test_a_ring_that_encloses_nothing():
    flat = f"Polygon(({EAST} {NORTH},{EAST + 100} {NORTH},{EAST} {NORTH}))"
    found = run(coded("0201", "0201", shapes=[flat, square(3)]))
    assert found.column("qa") == ["geometry_ring_invalid", ""] and not computed(found.rows[0])
    assert found.issue("geometry_ring_invalid")["polygons"] == 1


@pytest.mark.parametrize("store", ALL_STORES)
def test_polygons_that_lie_upon_each_other(store, tmp_path):
    source = stored(coded("0201", "0601", "0201", shapes=[square(0), square(1), square(0)]), store, tmp_path)
    found = run(source)
    assert found.column("qa") == ["", "", "geometry_duplicate"] and found.count("geometry_duplicate") == (
        1,
        1.0,
    )
    assert found.numbers["AREA_TOTAL_HA"] == pytest.approx(3.0, rel=1e-5)


# ---- coordinate reference systems


def turned(crs):
    """The square of a hectare in another CRS."""
    turn = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem(CRS), QgsCoordinateReferenceSystem(crs), QgsProject.instance()
    )
    geometry = QgsGeometry.fromWkt(square())
    assert geometry.transform(turn) == 0
    return geometry.asWkt(12)


@pytest.mark.parametrize(
    "crs",
    [
        "EPSG:4490",
        "EPSG:4547",
        "EPSG:4526",
        "EPSG:4508",
        "EPSG:3857",
        "EPSG:2414",
        "EPSG:4214",
        "EPSG:4326",
        "EPSG:32650",
    ],
)
def test_any_crs_gives_the_same_hectare(crs):
    found = run(coded("0201", crs=crs, shapes=[turned(crs)]))
    assert found.column("area_ha") == [pytest.approx(1.0, rel=2e-6)] and found.column("qa") == [""]


def test_no_crs(tmp_path):
    source = layer({"DLBM": "text", "TBMJ": "real"}, [("0201", 1e4)], crs="")
    text = refused(source, tmp_path)
    assert "no usable coordinate reference system" in text and "图斑" in text
    found = run(source, AREA_FIELD="TBMJ")
    assert found.column("area_ha") == [1.0] and found.column("sink_tco2e") == near(ORCHARD)
    assert "could not be compared" in found.issue("crs_not_used")["advice"]


def test_degrees_that_are_none():
    """Metres in a layer that says it is in degrees."""
    found = run(coded("0201", crs="EPSG:4490", shapes=[square()]))
    assert found.column("qa") == ["geometry_out_of_range"] and not computed(found.rows[0])
    assert found.issue("geometry_out_of_range")["polygons"] == 1


# ---- layers as a whole


def test_no_polygons(tmp_path):
    assert "图斑" in refused(coded(), tmp_path)
    points = layer({"DLBM": "text"}, [("0201",)], geometry="Point", shapes=["Point(1 1)"])
    assert refused(points, tmp_path)
    source = stored(coded("0201"), "gpkg", tmp_path)
    source.setSubsetString("\"DLBM\" = 'x'")
    assert "filtered away" in refused(source, tmp_path)


@pytest.mark.parametrize("store", ALL_STORES)
def test_fields_named_like_results_are_kept(store, tmp_path):
    names = {"DLBM": "text", "cls": "text", "SINK_RATE": "real", "qa_1": "text", "QA": "text"}
    source = stored(layer(names, [("0201", "own", 7.5, "one", "two")]), store, tmp_path)
    found = run(source)
    (row,) = found.rows
    kept = {name: row[name] for name in ("cls_1", "SINK_RATE_1", "qa_1", "QA_2")}
    assert kept == {"cls_1": "own", "SINK_RATE_1": 7.5, "qa_1": "one", "QA_2": "two"}
    assert (row["cls"], row["sink_rate"], row["qa"]) == ("0201", pytest.approx(ORCHARD), "")
    renamed = {i["field"]: i["value"] for i in found.issues if i["code"] == "field_renamed"}
    assert renamed == {"cls": "cls_1", "SINK_RATE": "SINK_RATE_1", "QA": "QA_2"}


@pytest.mark.parametrize("store", ["gpkg", "shp", "geojson"])
def test_chinese_paths_and_field_names(store, tmp_path):
    folder = tmp_path / "成果 数据（2023）"
    folder.mkdir()
    names = {"地类码": "text", "面积": "real", "备注": "text"}
    source = stored(layer(names, [("0201", 1.0, "甲'\"乙")]), store, folder, "地类图斑 50%")
    output = folder / "结果 100%.gpkg"
    found = run(source, CODE_FIELD="地类码", AREA_FIELD="面积", AREA_UNIT="ha", OUTPUT=str(output))
    assert output.exists() and found.column("sink_tco2e") == near(ORCHARD)
    assert found.rows[0]["备注"] == "甲'\"乙"


def test_gbk_without_a_mark(tmp_path):
    path = str(small_land.shapefile(tmp_path, "GBK", cpg=False, name="图斑"))
    found = run(path, SCHEME="auto")
    assert found.rows[0]["DLMC"] == "水田" and "names_garbled" not in found.codes()
    found = run(path, ENCODING="UTF-8")
    issue = found.issue("names_garbled")
    assert issue["field"] == "DLMC" and "encoding" in issue["advice"]


NASTY = "{x} %s %1 <b>'\"\\"


def test_text_of_a_layer_stays_text(tmp_path):
    source = layer({"DLBM": "text", "DLMC": "text"}, [(NASTY, "={1}"), ("0201", "=1+1")])
    found = run(source)
    assert found.issue("code_unknown")["value"] == NASTY and NASTY in found.issue("code_unknown")["advice"]
    assert found.column("DLMC") == ["={1}", "=1+1"]
    assert any(NASTY in message for message in found.messages)
    odd = layer({"DLBM": "text", "{0} %s": "text"}, [("0201", "x")])
    text = refused(odd, tmp_path, AREA_FIELD="{0} %s")
    assert "{0} %s" in text
    text = refused(layer({"DLBM": "text", "DLMC": "text"}, [("0303", "灌木林地"), ("{}", "{}")]), tmp_path)
    assert "0303" in text


# ---- tables


def table(folder, text, name="t.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return str(path)


INDUSTRY = "sector,t_co2e\n工业终端燃烧,100\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize(
    "separator, name", [(",", "清单.csv"), (";", "清单.csv"), ("\t", "清单.tsv"), ("\t", "清单.txt")]
)
def test_text_tables_in_any_encoding(encoding, separator, name, tmp_path):
    path = table(tmp_path, INDUSTRY.replace(",", separator), name, encoding)
    assert run(coded("0601"), INVENTORY=path).column("emit_tco2e") == near(100.0)


def workbook(path, rows):
    source = ogr.GetDriverByName("XLSX").CreateDataSource(str(path))
    sheet = source.CreateLayer("Sheet1")
    for name, kind in (("sector", ogr.OFTString), ("t_co2e", ogr.OFTReal)):
        sheet.CreateField(ogr.FieldDefn(name, kind))
    for sector, tonnes in rows:
        feature = ogr.Feature(sheet.GetLayerDefn())
        feature.SetField(0, sector)
        feature.SetField(1, tonnes)
        sheet.CreateFeature(feature)
    del feature, sheet, source
    return str(path)


def test_a_workbook_and_a_table_layer(tmp_path):
    path = workbook(tmp_path / "清单.xlsx", [("energy_industry", 60.5), ("energy_industry", 39.5)])
    assert run(coded("0601"), INVENTORY=path).column("emit_tco2e") == near(100.0)
    rows = layer(
        {"sector": "text", "t_co2e": "real"}, [("energy", 50.0)], geometry="NoGeometry", crs="", shapes=[None]
    )
    assert run(coded("0601"), INVENTORY=rows).column("emit_tco2e") == near(50.0)


@pytest.mark.parametrize(
    "parameter, text, said",
    [
        ("INVENTORY", "sector,tonnes\nenergy,1\n", ["t.csv", "t_co2e", "sector, tonnes"]),
        ("INVENTORY", "sector,t_co2e\n", ["t.csv", "no rows"]),
        ("INVENTORY", "", ["t.csv", "sector", "t_co2e"]),
        ("INVENTORY", "sector,t_co2e\nenergy,viel\n\nwaste,1.234,5\n", ["row 2", "t_co2e", "viel"]),
        ("INVENTORY", 'sector,t_co2e\nwaste,"1.234,5"\n', ["row 2", "1.234,5"]),
        ("INVENTORY", "sector,t_co2e\nenergy,=1+1\n", ["row 2", "=1+1", "not a number"]),
        ("INVENTORY", "sector,t_co2e\nenergy,\n,5\n", ["row 2", "row 3"]),
        ("INVENTORY", "sector,t_co2e\nenergy,-5\n", ["energy", "-5.00", "negative"]),
        ("SINK_TABLE", "class_code,value,unit\n0201,1,tC/ha/a\n0201,2,tC/ha/a\n", ["row 3", "0201", "more than once"]),
        ("SINK_TABLE", "class_code,value,unit\n0301,8700,tC/ha/a\n", ["row 2", "8700", "10⁴"]),
        ("SINK_TABLE", "class_code,value,unit\n0301,1,kg\n9999,1,tC/ha/a\n", ["row 2", "kg", "row 3", "9999"]),
        ("SINK_TABLE", "class_code,value,unit,enabled\nsea,704000,tC/ha/a,yes\n", ["impossible"]),
        ("INTENSITY_TABLE", "class_code,value\n0601,1\n0601,2\n", ["row 3", "0601"]),
        ("INTENSITY_TABLE", "class_code,value\n0601,5000000\n", ["row 2", "5000000", "10⁴"]),
        ("LINK_TABLE", "sector,class_code,weight\nenergy,0601,1\n外星,0601,1\n", ["row 3", "外星"]),
        ("OFFICIAL_AREAS", "class,area_ha\n园地,1\n园地,1\n", ["row 3", "园地"]),
        ("GROUP_NAMES", "group,name\n371002,a\n371002,b\n", ["row 3", "371002"]),
        ("CLASS_MAP", "source_code,class_code\n01,0101\n01,0102\n", ["row 3", "01"]),
        ("SECTOR_SHARES", "sector,share\nenergy,1\n", ["CITY_TOTAL"]),
    ],
)  # fmt: skip
def test_faults_of_tables_are_said_with_row_and_column(parameter, text, said, tmp_path):
    message = refused(coded("0601", "0201"), tmp_path, **{parameter: table(tmp_path, text)})
    for part in said:
        assert part in message


@pytest.mark.parametrize("shares", ["energy,0.5", "energy,0"])
def test_shares_that_do_not_add_up(shares, tmp_path):
    path = table(tmp_path, f"sector,share\n{shares}\n")
    assert "add up to" in refused(coded("0601"), tmp_path, SECTOR_SHARES=path, CITY_TOTAL=10.0)


def test_all_tables_and_the_layer_are_complained_of_at_once(tmp_path):
    text = refused(
        named("0303", "灌木林地"),
        tmp_path,
        INVENTORY=table(tmp_path, "sector,x\na,1\n", "i.csv"),
        SINK_TABLE=table(tmp_path, "class_code,value,unit\n0201,x,tC/ha/a\n", "s.csv"),
        OFFICIAL_AREAS=table(tmp_path, "class\n园地\n", "o.csv"),
        CLASS_MAP=table(tmp_path, "source_code\n1\n", "m.csv"),
    )
    for part in ("i.csv", "s.csv", "o.csv", "m.csv", "0303"):
        assert part in text
    text = refused(
        coded("0201", crs=""),
        tmp_path,
        CODE_FIELD="DLDM",
        INVENTORY=str(tmp_path / "fehlt.csv"),
        GROUP_NAMES=str(tmp_path / "auch nicht.csv"),
        SINK_TABLE=str(tmp_path / "s.csv"),
    )
    for part in ("DLDM", "coordinate reference system", "fehlt.csv", "auch nicht.csv", "s.csv, row 2"):
        assert part in text


@pytest.mark.parametrize("name", ["fehlt.csv", "fehlt.xlsx"])
def test_a_table_that_is_not_there(name, tmp_path):
    text = refused(coded("0601"), tmp_path, INVENTORY=str(tmp_path / name))
    assert ("Table fehlt.csv cannot be read" if name.endswith("csv") else "INVENTORY") in text


def test_a_table_that_is_no_text(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"PK\x03\x04\x00\x00" * 50)
    assert "t.csv" in refused(coded("0601"), tmp_path, INVENTORY=str(path))
    path.write_bytes(b"sector,t_co2e\n\xff\xff\xff,1\n")
    assert "t.csv" in refused(coded("0601"), tmp_path, INVENTORY=str(path))
    path.write_bytes(b'sector,t_co2e\n"' + b"x" * 200_000)
    assert "t.csv" in refused(coded("0601"), tmp_path, INVENTORY=str(path))


def test_a_factor_of_ten_thousand(tmp_path):
    # 3481 万 t taken for t
    source = coded("0601")
    found = run(source, INVENTORY=table(tmp_path, "sector,t_co2e\nenergy,0.5\n"), CITY_TOTAL=5000.0)
    issue = found.issue("inventory_differs_from_total")
    assert "0.0001" in issue["advice"] and "10⁴" in issue["advice"]
    assert found.numbers["EMISSION_TOTAL"] == 0.5
    found = run(source, INVENTORY=table(tmp_path, "sector,t_co2e\nenergy,0.0005\n"))
    assert "10⁴" in found.issue("total_implausible")["advice"]


def test_what_finds_no_land_stays_in_the_balance(tmp_path):
    path = table(tmp_path, "sector,t_co2e\nenergy_industry,100\nenergy_air,25\n外星,5\nlucf,-70\n")
    found = run(coded("0601"), INVENTORY=path)
    assert (found.numbers["EMISSION_TOTAL"], found.numbers["EMISSION_UNALLOCATED"]) == (130.0, 30.0)
    assert found.column("emit_tco2e") == near(100.0)
    assert "25.00 t" in found.issue("sector_unallocated", "energy_air")["advice"]
    assert "5.00 t" in found.issue("sector_unknown", "外星")["advice"]
    assert "-70.00 t" in found.issue("sector_memo", "lucf")["advice"]


def test_neither_total_nor_intensities_is_null():
    found = run(coded("0601", "0201"))
    for name in ("emit_tco2e", "net_tco2e", "emit_rate", "net_rate"):
        assert found.column(name) == [None, None]
    assert found.numbers["EMISSION_TOTAL"] is None and found.numbers["NET_TOTAL"] is None
    assert "emission_not_computed" in found.codes()


def test_formulas_in_tables_are_names(tmp_path):
    source = layer({"DLBM": "text", "ZLDWDM": "text"}, [("0201", "371002")])
    groups = tmp_path / "groups.gpkg"
    path = table(tmp_path, 'group,name\n371002,"=HYPERLINK(""x"")"\n')
    run(source, GROUP_FIELD="ZLDWDM", GROUP_NAMES=path, GROUPS=str(groups))
    assert table_rows(QgsVectorLayer(str(groups), "g", "ogr"))[0]["name"] == '=HYPERLINK("x")'


def test_published_areas(tmp_path):
    path = table(tmp_path, "class,area_ha\n园地,2\n林地,10000\n月球,5\n")
    found = run(coded("0201", "0202", "0301"), OFFICIAL_AREAS=path)
    assert found.issue("official_area_agrees")["value"] == "园地"
    assert "10,000.00" in found.issue("official_area_differs", "林地")["advice"]
    assert found.issue("official_class_unknown")["area_ha"] == 5.0
