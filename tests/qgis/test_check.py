# SPDX-License-Identifier: GPL-2.0-or-later
"""tanheng:check: what a layer consists of, what is proposed for it, and that nothing is refused.

Squares are one hectare each unless a test says otherwise; every run holds its source against itself.
"""

from __future__ import annotations

import math

import pytest
import small_land
from bad_layers import EAST, NORTH, coded, execute, layer, open_result, start_provider, stored, table_rows
from osgeo import gdal, ogr
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
)
from run_algorithm import Listener

CO2 = 44.0 / 12.0


@pytest.fixture(scope="module", autouse=True)
def provider(qgis_app):
    started = start_provider()
    yield
    QgsApplication.processingRegistry().removeProvider(started)


class Check:
    """What a check gave: outputs, profile rows and issue rows."""

    def __init__(self, source, **parameters):
        values = {"OUTPUT": "TEMPORARY_OUTPUT", "ISSUES": "TEMPORARY_OUTPUT", **parameters}
        self.results = execute("tanheng:check", source, values)
        self.profile = table_rows(open_result(self.results["OUTPUT"]))
        self.issues = table_rows(open_result(self.results["ISSUES"]))

    def __getitem__(self, name):
        return self.results[name]

    def row(self, code):
        (found,) = [row for row in self.profile if (row["code"] or "") == code]
        return found

    def issue(self, code):
        (found,) = [row for row in self.issues if row["code"] == code]
        return found

    def codes(self):
        return {row["code"] for row in self.issues}


def box(x, y, width, height):
    """WKT of a rectangle, metres from the origin of ``bad_layers``."""
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    return "Polygon((" + ",".join(f"{EAST + a} {NORTH + b}" for a, b in corners) + "))"


# ---- proposals


@pytest.mark.parametrize("spelled", [str.upper, str.lower, str.title])
@pytest.mark.parametrize("store", ["memory", "gpkg"])
def test_fields_are_proposed_by_name_in_any_case(spelled, store, tmp_path):
    names = [spelled(name) for name in ("DLBM", "DLMC", "TBDLMJ", "KCMJ", "ZLDWDM")]
    kinds = dict(zip(names, ("text", "text", "real", "real", "text")))
    source = layer({"note": "text", **kinds}, [("", "0201", "果园", 1e4, 0.0, "371002001001")])
    found = Check(stored(source, store, tmp_path))
    assert [found[f"{role}_FIELD"] for role in ("CODE", "NAME", "AREA", "DEDUCT", "GROUP")] == names
    assert found["POLYGONS"] == 1


def test_fields_are_proposed_by_alias():
    kinds = {"f1": "text", "f2": "text", "f3": "real", "f4": "real", "f5": "text"}
    source = layer(kinds, [("0201", "果园", 1e4, 0.0, "371002001001")])
    for index, alias in enumerate(("地类编码", "地类名称", "图斑地类面积", "扣除地类面积", "坐落单位代码")):
        source.setFieldAlias(index, alias)
    found = Check(source)
    assert [found[f"{role}_FIELD"] for role in ("CODE", "NAME", "AREA", "DEDUCT", "GROUP")] == list(kinds)
    assert found.row("0201")["name"] == "果园"


def test_a_chosen_field_is_not_replaced():
    source = layer(
        {"DLBM": "text", "OLD": "text", "TBMJ": "real", "MJ": "real"}, [("0201", "0301", 1e4, 2e4)]
    )
    found = Check(source, CODE_FIELD="OLD", AREA_FIELD="MJ")
    assert (found["CODE_FIELD"], found["AREA_FIELD"]) == ("OLD", "MJ")
    assert [(row["code"], row["area_ha"]) for row in found.profile] == [("0301", 2.0)]


def test_a_plan_layer_has_its_own_field_names():
    source = layer({"YDYHFLDM": "text", "YDYHFLMC": "text", "YDYHMJ": "real"}, [("0303", "灌木林地", 1e4)])
    found = Check(source)
    assert [found[f"{role}_FIELD"] for role in ("CODE", "NAME", "AREA")] == ["YDYHFLDM", "YDYHFLMC", "YDYHMJ"]
    assert found["SCHEME"].startswith("ydyh")


@pytest.mark.parametrize(
    ("code", "name", "scheme", "reason"),
    [
        ("0305", "灌木林地", "sandiao", "names"),
        ("0303", "红树林地", "sandiao", "names"),
        ("070102", "", "ydyh2023", "codes"),
    ],
)
def test_the_scheme_is_proposed_with_its_reason(code, name, scheme, reason):
    found = Check(layer({"DLBM": "text", "DLMC": "text"}, [(code, name)]))
    assert (found["SCHEME"], found["SCHEME_CERTAIN"]) == (scheme, True)
    issue = found.issue("scheme_proposed")
    assert issue["value"] == scheme
    assert reason in issue["advice"]


def test_an_open_scheme_is_uncertain_until_it_is_chosen():
    source = coded("0303")
    found = Check(source)
    assert found["SCHEME_CERTAIN"] is False
    assert "sandiao" in found.issue("scheme_uncertain")["advice"]
    chosen = Check(source, SCHEME="ydyh2023")
    assert (chosen["SCHEME"], chosen["SCHEME_CERTAIN"]) == ("ydyh2023", True)
    assert not {"scheme_uncertain", "scheme_contradicted"} & chosen.codes()


def test_gbk_shapefile_without_mark_is_read(tmp_path):
    path = small_land.shapefile(tmp_path / "目录", "GBK", cpg=False)
    found = Check(str(path))
    assert found["ENCODING"] == "GBK"
    assert found.issue("encoding_guessed")["value"] == "GBK"
    assert found.row("0201")["name"] == "果园"
    assert Check(str(path), ENCODING="UTF-8")["ENCODING"] == "UTF-8"


def test_chinese_field_names_of_a_gbk_shapefile_are_proposed(tmp_path):
    path = tmp_path / "land.shp"
    before = gdal.GetConfigOption("SHAPE_ENCODING")
    gdal.SetConfigOption("SHAPE_ENCODING", None)
    source = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(path))
    made = source.CreateLayer("land", small_land.reference(4529), ogr.wkbPolygon, ["ENCODING=GBK"])
    for name in ("地类编码", "地类名称"):
        made.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    feature = ogr.Feature(made.GetLayerDefn())
    feature.SetField(0, "0201")
    feature.SetField(1, "果园")
    feature.SetGeometry(small_land.geometries()[0])
    made.CreateFeature(feature)
    del feature, made, source
    gdal.SetConfigOption("SHAPE_ENCODING", before)
    path.with_suffix(".cpg").unlink()
    found = Check(str(path))
    assert (found["CODE_FIELD"], found["NAME_FIELD"]) == ("地类编码", "地类名称")
    assert found.row("0201")["name"] == "果园"


# ---- profile


def profile_layer():
    rows = [
        ("0201", "果园", 30000.0, 0.0),
        ("0201", "果 园", 10000.0, 0.0),
        ("0201", "果园", 10000.0, 0.0),
        ("0101", None, 18000.0, 2000.0),
        ("0101", None, 10000.0, 0.0),
        ("0101", "水田", 10000.0, 0.0),
        (" 0201 ", "果园", 10000.0, 0.0),
        ("9X9", "机场", 5000.0, 500.0),
        (None, None, 5000.0, 0.0),
    ]
    shapes = [box(0, 300.0 * number, 100.0, (row[2] + row[3]) / 100.0) for number, row in enumerate(rows)]
    return layer({"DLBM": "text", "DLMC": "text", "TBDLMJ": "real", "KCMJ": "real"}, rows, shapes=shapes)


@pytest.mark.parametrize("store", ["memory", "gpkg"])
def test_profile(store, tmp_path):
    found = Check(stored(profile_layer(), store, tmp_path))
    listed = [
        (row["code"] or "", row["name"] or "", row["polygons"], row["cls"] or "", row["status"] or "")
        for row in found.profile
    ]
    assert listed == [
        ("9X9", "机场", 1, "", "code_unknown"),
        ("", "", 1, "", "code_blank"),
        ("0201", "果园", 4, "0201", ""),
        # A name that few polygons carry says more than the blank of most.
        ("0101", "水田", 3, "0101", ""),
    ]
    assert [row["area_ha"] for row in found.profile] == pytest.approx([0.55, 0.5, 6.0, 4.0])
    assert [row["share_pct"] for row in found.profile] == pytest.approx(
        [v / 0.1105 for v in (0.55, 0.5, 6.0, 4.0)]
    )
    assert sum(row["share_pct"] for row in found.profile) == pytest.approx(100.0, rel=1e-12)
    assert found.row("0201")["sink_rate"] == pytest.approx(2.10 * CO2)
    assert found.row("0201")["cls_name"] == "Orchard"
    assert found.row("9X9")["sink_rate"] is None
    assert (found["POLYGONS"], found["UNMAPPED_COUNT"]) == (9, 2)
    assert found["AREA_TOTAL_HA"] == pytest.approx(11.05)
    assert found["UNMAPPED_AREA_HA"] == pytest.approx(1.05)
    for code, value, area in (
        ("code_unknown", "9X9", 0.55),
        ("code_blank", "", 0.5),
        ("code_cleaned", " 0201 ", 1.0),
    ):
        issue = found.issue(code)
        assert (issue["field"], issue["value"] or "", issue["polygons"]) == ("DLBM", value, 1)
        assert issue["area_ha"] == pytest.approx(area)


def test_a_class_map_and_own_coefficients_show_in_the_profile(tmp_path):
    codes = tmp_path / "map.csv"
    codes.write_text("source_code,class_code\nA1,0301\n", encoding="utf-8")
    sinks = tmp_path / "sinks.csv"
    sinks.write_text("class_code,value,unit\n0301,2,tCO2/ha/a\n", encoding="utf-8")
    found = Check(coded("A1", "B2"), SCHEME="custom", CLASS_MAP=str(codes), SINK_TABLE=str(sinks))
    assert (found.row("A1")["cls"], found.row("A1")["sink_rate"]) == ("0301", pytest.approx(2.0))
    assert (found["SCHEME"], found["UNMAPPED_COUNT"]) == ("custom", 1)


def test_only_the_selection_is_profiled():
    source = coded("0201", "0301", "0301")
    source.selectByIds([feature.id() for feature in source.getFeatures() if feature["DLBM"] == "0301"])
    QgsProject.instance().addMapLayer(source, False)
    try:
        whole = QgsProcessingFeatureSourceDefinition(source.id(), selectedFeaturesOnly=True)
        found = Check(source, INPUT=whole, SCHEME="sandiao")
        assert [(row["code"], row["polygons"]) for row in found.profile] == [("0301", 2)]
    finally:
        QgsProject.instance().takeMapLayer(source)


# ---- nothing is refused


def test_a_wrong_scheme_is_an_issue():
    rows = [("0303", "灌木林地"), ("0303", "灌木林地"), ("0201", "果园")]
    found = Check(layer({"DLBM": "text", "DLMC": "text"}, rows), SCHEME="sandiao")
    issue = found.issue("scheme_contradicted")
    assert (issue["value"], issue["polygons"]) == ("0303", 2)
    assert "灌木林地" in issue["advice"]
    assert found["SCHEME_CERTAIN"] is False
    assert len(found.profile) == 2


def test_a_wrong_unit_is_an_issue():
    rows = [("0201", 1.0), ("0301", 1.0), ("0701", 1.0)]
    found = Check(layer({"DLBM": "text", "TBMJ": "real"}, rows))
    issue = found.issue("area_unit_wrong")
    assert (issue["field"], issue["value"], issue["polygons"]) == ("TBMJ", "m2", 3)
    assert "ha" in issue["advice"]
    assert len(found.profile) == 3
    assert Check(layer({"DLBM": "text", "TBMJ": "real"}, rows), AREA_UNIT="ha")["AREA_TOTAL_HA"] == 3.0


def test_a_missing_crs_is_an_issue():
    found = Check(coded("0201", "0301", crs=""))
    assert found.issue("crs_missing")["field"]
    assert [(row["code"], row["polygons"], row["area_ha"]) for row in found.profile] == [
        ("0201", 1, 0.0),
        ("0301", 1, 0.0),
    ]
    with_field = Check(layer({"DLBM": "text", "TBMJ": "real"}, [("0201", 1e4)], crs=""))
    assert "crs_not_used" in with_field.codes()
    assert with_field["AREA_TOTAL_HA"] == 1.0


def test_an_own_scheme_without_map_is_one_issue():
    found = Check(coded("A1"), SCHEME="custom")
    assert found.issue("map_needed")["advice"]
    assert (found["UNMAPPED_COUNT"], found["SCHEME_CERTAIN"]) == (1, False)


def test_faults_of_tables_are_issues(tmp_path):
    sinks = tmp_path / "sinks.csv"
    sinks.write_text("class_code,value,unit\n0301,x,tC/ha/a\n0302,1,kg\n", encoding="utf-8")
    found = Check(coded("0301"), SINK_TABLE=str(sinks), SCHEME="sandiao")
    assert {"table_not_a_number", "table_unit_unknown"} <= found.codes()
    assert len(found.profile) == 1


def test_area_fields_of_text_are_issues_and_not_bound():
    """CSV exports carry TBDLMJ as text; the next best numeric field is proposed instead."""
    source = layer({"DLBM": "text", "TBDLMJ": "text", "TBMJ": "real"}, [("0201", "10000", 2e4)])
    found = Check(source)
    assert found.issue("field_not_numeric")["field"] == "TBDLMJ"
    assert (found["AREA_FIELD"], found["AREA_TOTAL_HA"]) == ("TBMJ", 2.0)
    alone = Check(layer({"DLBM": "text", "TBDLMJ": "text"}, [("0201", "10000")]))
    assert alone.issue("field_not_numeric")["field"] == "TBDLMJ"
    assert alone["AREA_FIELD"] == ""
    assert alone["AREA_TOTAL_HA"] == pytest.approx(1.0, rel=1e-5)


def test_chosen_fields_that_are_not_there_are_issues():
    found = Check(coded("0201"), AREA_FIELD="MJ", GROUP_FIELD="XZQ", SCHEME="sandiao")
    missing = [row["field"] for row in found.issues if row["code"] == "field_missing"]
    assert sorted(missing) == ["MJ", "XZQ"]
    assert found["AREA_TOTAL_HA"] == pytest.approx(1.0, rel=1e-5)


def test_odd_geometries_are_issues():
    shapes = [box(0, 0, 100, 100), None, "Polygon EMPTY", box(0, 0, 100, 100)]
    found = Check(coded("0201", "0301", "0301", "0201", shapes=shapes), SCHEME="sandiao")
    for code in ("geometry_missing", "geometry_empty", "geometry_duplicate"):
        assert found.issue(code)["polygons"] == 1
    assert found.row("0301")["polygons"] == 2


def test_a_layer_without_anything_like_a_code_is_told_so():
    listener = Listener()
    with pytest.raises(QgsProcessingException) as error:
        execute("tanheng:check", layer({"name": "text", "x<y": "text"}, [("a", "b")]), {}, listener)
    said = "\n".join([str(error.value), *listener.messages])
    assert "looks like a class code (name, x<y)" in said
    assert "Choose the class code field" in said


# ---- topology


def test_a_bow_tie_is_invalid_and_said_once():
    points = [(0, 0), (100, 100), (100, 0), (0, 100), (0, 0)]
    tie = "Polygon((" + ",".join(f"{EAST + x} {NORTH + y}" for x, y in points) + "))"
    rows = [("0201", 3e4), ("0201", 1e4)]
    source = layer({"DLBM": "text", "TBMJ": "real"}, rows, shapes=[tie, box(500, 0, 100, 100)])
    found = Check(source, CHECK_TOPOLOGY=True, SCHEME="sandiao")
    assert found.issue("geometry_invalid")["polygons"] == 1
    assert "overlap" not in found.codes()


def test_overlaps_are_looked_for_on_request_only():
    source = coded("0201", "0201", shapes=[box(0, 0, 100, 100), box(50, 0, 100, 100)])
    assert "overlap" in Check(source, CHECK_TOPOLOGY=True, SCHEME="sandiao").codes()
    assert "overlap" not in Check(source, SCHEME="sandiao").codes()


@pytest.mark.parametrize("store", ["memory", "gpkg"])
def test_an_overlap_of_known_hectares(store, tmp_path):
    # The first two share 50 m × 100 m, the third and the fourth 20 m × 20 m, the fifth touches nothing.
    shapes = [
        box(0, 0, 100, 100),
        box(50, 0, 100, 100),
        box(500, 0, 100, 100),
        box(580, 80, 100, 100),
        box(900, 0, 9, 9),
    ]
    source = stored(coded(*["0201"] * 5, shapes=shapes), store, tmp_path)
    found = Check(source, CHECK_TOPOLOGY=True, SCHEME="sandiao")
    issue = found.issue("overlap")
    assert issue["polygons"] == 4
    assert issue["area_ha"] == pytest.approx(0.5 + 0.04, rel=1e-5)
    assert found.issue("overlap")["advice"]


def test_neighbours_do_not_overlap():
    shapes = [box(100 * column, 100 * row, 100, 100) for column in range(4) for row in range(4)]
    found = Check(coded(*["0201"] * 16, shapes=shapes), CHECK_TOPOLOGY=True, SCHEME="sandiao")
    assert not {"overlap", "geometry_invalid", "overlap_not_checked"} & found.codes()


def test_an_overlap_beside_a_shared_edge_is_found():
    """The common part of such a pair is an area and a line."""
    points = [(90, 0), (200, 0), (200, 100), (100, 100), (100, 40), (90, 40), (90, 0)]
    other = "Polygon((" + ",".join(f"{EAST + x} {NORTH + y}" for x, y in points) + "))"
    source = coded("0201", "0201", shapes=[box(0, 0, 100, 100), other])
    issue = Check(source, CHECK_TOPOLOGY=True, SCHEME="sandiao").issue("overlap")
    assert issue["polygons"] == 2
    assert issue["area_ha"] == pytest.approx(0.04, rel=1e-5)


def test_an_overlap_is_found_without_a_crs():
    shapes = [box(0, 0, 100, 100), box(50, 0, 100, 100), box(150, 0, 100, 100)]
    issue = Check(coded(*["0201"] * 3, shapes=shapes, crs=""), CHECK_TOPOLOGY=True, SCHEME="sandiao").issue(
        "overlap"
    )
    assert (issue["polygons"], issue["area_ha"]) == (2, None)


def test_sea_over_tidal_flats():
    shapes = [box(0, 0, 100, 100), box(90, 0, 100, 100), box(400, 0, 100, 100), box(480, 0, 100, 100)]
    names = ["沿海滩涂", "增养殖用海", "灌木林地", "城镇住宅用地"]
    rows = list(zip(("0505", "1802", "0303", "0701"), names))
    source = layer({"YDYHFLDM": "text", "YDYHFLMC": "text"}, rows, shapes=shapes)
    found = Check(source, CHECK_TOPOLOGY=True, SCHEME="ydyh2023")
    sea = found.issue("sea_overlaps_tidal_flat")
    assert sea["polygons"] == 1
    assert sea["area_ha"] == pytest.approx(0.1, rel=1e-5)
    other = found.issue("overlap")
    assert (other["polygons"], other["area_ha"]) == (2, pytest.approx(0.2, rel=1e-5))
    # Sea has a class and no sink, and is no unmapped land.
    assert (found["UNMAPPED_COUNT"], found.issue("code_sea")["polygons"]) == (0, 1)


def test_in_degrees_the_hectares_are_the_same():
    source = coded("0201", "0201", shapes=[box(0, 0, 100, 100), box(50, 0, 100, 100)], crs="EPSG:4547")
    metres = Check(source, CHECK_TOPOLOGY=True, SCHEME="sandiao").issue("overlap")["area_ha"]
    turn = QgsCoordinateTransform(
        source.crs(), QgsCoordinateReferenceSystem("EPSG:4490"), QgsProject.instance()
    )
    shapes = []
    for feature in source.getFeatures():
        geometry = QgsGeometry(feature.geometry())
        geometry.transform(turn)
        shapes.append(geometry.asWkt(14))
    degrees = coded("0201", "0201", shapes=shapes, crs="EPSG:4490")
    issue = Check(degrees, CHECK_TOPOLOGY=True, SCHEME="sandiao").issue("overlap")
    assert issue["area_ha"] == pytest.approx(metres, rel=1e-6)
    assert math.isclose(metres, 0.5, rel_tol=1e-5)
