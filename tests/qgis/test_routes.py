# SPDX-License-Identifier: GPL-2.0-or-later
"""The fast GeoPackage route gives what the general route gives, and is taken only where that is certain."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import small_land
from osgeo import gdal, ogr
from package_root import ROOT
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsProperty,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
    QgsVectorLayerUtils,
)
from qgis.PyQt.QtCore import QVariant
from run_algorithm import land_carbon, query, rows

from tanheng.core.land_carbon import RESULT_FIELDS
from tanheng.layers import carbon_run, land_layer

SAMPLE = ROOT / "resources" / "sample" / "sample_city.gpkg"


@pytest.fixture
def fast_runs(qgis_app, monkeypatch):
    """A list that grows by one with every run of the fast route."""
    taken = []
    copy = carbon_run.copy_with_columns

    def counted(*arguments, **named):
        taken.append(arguments[0].table)
        return copy(*arguments, **named)

    monkeypatch.setattr(carbon_run, "copy_with_columns", counted)
    return taken


def both_routes(source, tmp_path, monkeypatch, fast_runs, **parameters):
    """Run fast, then with the fast route switched off; gives both files."""
    before = small_land.digest(Path(str(source).split("|")[0]))
    outputs = tmp_path / "fast" / "result.gpkg", tmp_path / "general" / "result.gpkg"
    for output in outputs:
        output.parent.mkdir()
    values = {"INPUT": str(source), "CITY_TOTAL": 1200.0, **parameters}
    fast = land_carbon(**values, OUTPUT=str(outputs[0]))
    assert len(fast_runs) == 1
    with monkeypatch.context() as patch:
        patch.setattr(land_layer, "plain_table", lambda layer: None)
        general = land_carbon(**values, OUTPUT=str(outputs[1]))
    assert len(fast_runs) == 1
    assert {k: v for k, v in fast.items() if k != "OUTPUT"} == {
        k: v for k, v in general.items() if k != "OUTPUT"
    }
    assert small_land.digest(Path(str(source).split("|")[0])) == before
    return outputs


def described(path):
    layer = QgsVectorLayer(str(path), "result", "ogr")
    assert layer.isValid()
    fields = [(f.name(), f.type(), f.subType(), f.length(), f.precision()) for f in layer.fields()]
    extent = layer.extent()
    return (
        fields,
        layer.wkbType(),
        layer.crs().authid(),
        layer.featureCount(),
        # Newer GDAL answers from the index, which holds single precision.
        [round(v, 3) for v in (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())],
        layer.dataProvider().pkAttributeIndexes(),
    )


def assert_same(one, other):
    """Schema, and every value of every row: type, NULL, geometry blob."""
    assert described(one) == described(other)
    for path in (one, other):
        assert query(path, "PRAGMA integrity_check") == [("ok",)]
    table = "SELECT table_name, identifier, data_type FROM gpkg_contents"
    assert query(one, table) == query(other, table) == [("result", "result", "features")]
    kinds = "SELECT name, type, pk FROM pragma_table_info('result') ORDER BY cid"
    assert query(one, kinds) == query(other, kinds)
    geometry = "SELECT column_name, geometry_type_name, srs_id, z, m FROM gpkg_geometry_columns"
    assert query(one, geometry) == query(other, geometry)
    everything = "SELECT * FROM result ORDER BY 1"
    names = [name for name, *_ in query(one, kinds)]
    for first, second in zip(query(one, everything), query(other, everything), strict=True):
        for name, a, b in zip(names, first, second):
            if name == "zeit" and a is not None:
                # Writers differ in zone and milliseconds of a time; SQLite copies what is there.
                a, b = (text.rstrip("Z").replace(".000", "") for text in (a, b))
            if name == "geom" and a is None:
                # QGIS writes a missing geometry as an empty one; SQLite copies the NULL.
                a, b = True, b is None or ogr.CreateGeometryFromWkb(b[8:]).IsEmpty()
            assert (type(a), a) == (type(b), b), (first[0], name)


def assert_index_is_right(path, column="geom"):
    """The R-tree is sound, finds what a scan finds, and its triggers work when a feature is added later."""
    tree = f"rtree_result_{column}"
    assert query(path, "SELECT rtreecheck(?)", tree) == [("ok",)]
    assert query(path, "SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'") == [
        (1,)
    ]
    indexed = {fid for (fid,) in query(path, f'SELECT id FROM "{tree}"')}
    layer = QgsVectorLayer(str(path), "result", "ogr")
    boxes = {f.id(): f.geometry().boundingBox() for f in layer.getFeatures() if not f.geometry().isEmpty()}
    assert indexed == set(boxes)
    extent = layer.extent()
    for part in (0.1, 0.35, 0.8):
        window = QgsRectangle(
            extent.xMinimum(), extent.yMinimum(),
            extent.xMinimum() + part * extent.width(), extent.yMinimum() + part * extent.height(),
        )  # fmt: skip
        assert {f.id() for f in layer.getFeatures(window)} == {
            fid for fid, box in boxes.items() if box.intersects(window)
        }
    before = layer.featureCount()
    triggers = [name for (name,) in query(path, "SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    assert sum(name.startswith(tree) for name in triggers) >= 6
    assert sum(name.endswith("_feature_count_result") for name in triggers) == 2
    del layer
    changed = path.with_name("changed.gpkg")
    shutil.copy(path, changed)
    source = gdal.OpenEx(str(changed), gdal.OF_VECTOR | gdal.OF_UPDATE)
    written = source.GetLayer(0)
    feature = ogr.Feature(written.GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromWkt("MULTIPOLYGON (((0 0,1 0,1 1,0 0)))"))
    written.CreateFeature(feature)
    added = feature.GetFID()
    del feature, written, source
    source = gdal.OpenEx(str(changed), gdal.OF_VECTOR)
    written = source.GetLayer(0)
    assert written.GetFeatureCount() == before + 1
    written.SetSpatialFilterRect(-1, -1, 2, 2)
    assert [f.GetFID() for f in written] == [added]
    assert added not in indexed


def changed_copy(tmp_path, statements, name="land.gpkg", **options):
    """The small layer with SQL carried out on it; functions for the triggers are GDAL's."""
    path = small_land.write(tmp_path / name, **options)
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    for statement in statements:
        gdal.ErrorReset()
        result = source.ExecuteSQL(statement)
        assert gdal.GetLastErrorType() < gdal.CE_Failure, gdal.GetLastErrorMsg()
        if result is not None:
            source.ReleaseResultSet(result)
    del source
    return path


def test_sample(tmp_path, monkeypatch, fast_runs):
    one, other = both_routes(
        SAMPLE,
        tmp_path,
        monkeypatch,
        fast_runs,
        DEDUCT_FIELD="KCMJ",
        GROUP_FIELD="ZLDWDM",
        CITY_TOTAL=34_810_000.0,
    )
    assert_same(one, other)
    assert_index_is_right(one)
    assert_index_is_right(other)


def test_rectangles_and_extent_of_the_small_layer(tmp_path, monkeypatch, fast_runs):
    one, other = both_routes(small_land.write(tmp_path / "land.gpkg"), tmp_path, monkeypatch, fast_runs)
    assert_same(one, other)
    assert_index_is_right(one)
    found = query(one, "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents")
    assert found == [(41_500_000.0, 4_120_000.0, 41_500_460.0, 4_120_640.0)]
    assert query(one, "SELECT feature_count FROM gpkg_ogr_contents") == [(12,)]


def test_field_types(tmp_path, monkeypatch, fast_runs):
    columns = {
        "tag": ("DATE", "'2023-12-31'"),
        "zeit": ("DATETIME", "'2023-12-31T23:59:58.000Z'"),
        "ganz": ("INTEGER", "9007199254740993"),
        "mittel": ("MEDIUMINT", "-2147483647"),
        "wahr": ("BOOLEAN", "1"),
        "kurz": ("TEXT(3)", "'三调x'"),
        "bild": ("BLOB", "x'00ff10'"),
        "bruch": ("REAL", "0.1"),
    }
    statements = [f'ALTER TABLE DLTB ADD COLUMN "{n}" {kind}' for n, (kind, _) in columns.items()]
    statements += [f'UPDATE DLTB SET "{n}" = {value} WHERE fid % 3 = 1' for n, (_, value) in columns.items()]
    source = changed_copy(tmp_path, statements)
    one, other = both_routes(source, tmp_path, monkeypatch, fast_runs)
    assert_same(one, other)
    first = query(one, f"SELECT {', '.join(columns)} FROM result WHERE fid = 1")[0]
    assert first == (
        "2023-12-31", "2023-12-31T23:59:58.000Z", 9007199254740993, -2147483647, 1, "三调x", b"\x00\xff\x10", 0.1,
    )  # fmt: skip
    assert query(one, f"SELECT {', '.join(columns)} FROM result WHERE fid = 2")[0] == (None,) * 8


def test_fields_named_like_results(tmp_path, monkeypatch, fast_runs):
    names = ("SINK_RATE", "Cls", "qa_1", "QA")
    statements = [f'ALTER TABLE DLTB ADD COLUMN "{name}" TEXT' for name in names]
    statements += [f"UPDATE DLTB SET \"{name}\" = 'own {name} ' || fid" for name in names]
    one, other = both_routes(changed_copy(tmp_path, statements), tmp_path, monkeypatch, fast_runs)
    assert_same(one, other)
    own = query(one, 'SELECT "SINK_RATE_1", "Cls_1", "qa_1", "QA_2", cls FROM result WHERE fid = 3')
    assert own == [("own SINK_RATE 3", "own Cls 3", "own qa_1 3", "own QA 3", "0201")]


def test_keys_with_gaps(tmp_path, monkeypatch, fast_runs):
    statements = ["DELETE FROM DLTB WHERE fid IN (2, 9)", "UPDATE DLTB SET fid = fid * 1000003 WHERE fid > 4"]
    one, other = both_routes(changed_copy(tmp_path, statements), tmp_path, monkeypatch, fast_runs)
    assert_same(one, other)
    assert_index_is_right(one)
    assert [row[0] for row in query(one, "SELECT fid FROM result")][:4] == [1, 3, 4, 5 * 1000003]


@pytest.mark.parametrize("key", ["OBJECTID", "id"])
def test_key_of_another_name(tmp_path, monkeypatch, fast_runs, key):
    source = small_land.write(tmp_path / "land.gpkg", layer_options=[f"FID={key}", "GEOMETRY_NAME=shape"])
    one, other = both_routes(source, tmp_path, monkeypatch, fast_runs)
    assert_index_is_right(one, "shape")
    assert described(one) == described(other)
    assert QgsVectorLayer(str(one), "result", "ogr").fields().names()[0] == key
    assert rows(one) == rows(other)


def test_without_spatial_index(tmp_path, monkeypatch, fast_runs):
    source = small_land.write(tmp_path / "land.gpkg", layer_options=["SPATIAL_INDEX=NO"])
    one, other = both_routes(source, tmp_path, monkeypatch, fast_runs)
    assert_same(one, other)
    assert_index_is_right(one)


def test_other_page_size(tmp_path, monkeypatch, fast_runs):
    """Nodes of an R-tree are as large as a page allows; those of other software are copied as they are."""
    source = shutil.copy(SAMPLE, tmp_path / "land.gpkg")
    with closing(sqlite3.connect(source, isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 1024")
        connection.execute("VACUUM")
    one, other = both_routes(source, tmp_path, monkeypatch, fast_runs)
    assert query(source, "PRAGMA page_size") == [(1024,)]
    assert_same(one, other)
    assert_index_is_right(one)


def test_own_field_fid_that_is_no_key(tmp_path, qgis_app):
    """A Shapefile's field fid with one number throughout must not become the key."""
    source = tmp_path / "land.shp"
    small_land.write(source, "ESRI Shapefile", layer_options=["ENCODING=UTF-8"])
    made = gdal.OpenEx(str(source), gdal.OF_VECTOR | gdal.OF_UPDATE)
    layer = made.GetLayer(0)
    number = ogr.FieldDefn("FID", ogr.OFTInteger64)
    number.SetWidth(18)
    layer.CreateField(number)
    for feature in layer:
        feature.SetField("FID", 7)
        layer.SetFeature(feature)
    del feature, layer, made
    output = tmp_path / "result.gpkg"
    land_carbon(INPUT=str(source), SCHEME="sandiao", OUTPUT=str(output))
    assert [(row["fid"], row["FID_1"], row["cls"]) for row in rows(output)] == [
        (number, 7, cls) for number, cls in enumerate(small_land.CLASSES, 1)
    ]


def test_missing_and_empty_geometry_and_height(tmp_path, monkeypatch, fast_runs):
    source = tmp_path / "land.gpkg"
    made = ogr.GetDriverByName("GPKG").CreateDataSource(str(source))
    layer = made.CreateLayer("DLTB", small_land.reference(4490), ogr.wkbPolygon25D)
    layer.CreateField(ogr.FieldDefn("DLBM", ogr.OFTString))
    shapes = (
        "POLYGON Z ((122 37 5,122.01 37 6,122.01 37.01 7,122 37.01 8,122 37 5))",
        None,
        "POLYGON Z EMPTY",
        "POLYGON Z ((123 37 5,123.01 37 6,123.01 37.01 7,123 37.01 8,123 37 5))",
    )
    for shape in shapes:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField(0, "0301")
        if shape:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(shape))
        layer.CreateFeature(feature)
    del feature, layer, made
    one, other = both_routes(source, tmp_path, monkeypatch, fast_runs, SCHEME="sandiao", CITY_TOTAL=None)
    assert_same(one, other)
    found = rows(one)
    assert [row["qa"] for row in found] == ["", "geometry_missing", "geometry_empty", ""]
    assert [row["sink_tco2e"] is None for row in found] == [False, True, True, False]
    assert found[0]["geometry"][1:5] == (1003).to_bytes(4, "little")


@pytest.mark.parametrize("name", ["地类 图斑", 'it\'s "one" table', "select", "a.b-c%20d"])
def test_odd_table_names_and_paths(tmp_path, monkeypatch, fast_runs, name):
    folder = tmp_path / "三 调#50%?目录"
    folder.mkdir()
    source = small_land.write(folder / "地类 图斑.gpkg", layer_name=name)
    one, other = both_routes(f"{source}|layername={name}", tmp_path, monkeypatch, fast_runs)
    assert fast_runs == [name]
    assert_same(one, other)
    assert_index_is_right(one)


def test_odd_name_of_the_result(tmp_path, fast_runs):
    """The layer takes the file's name, quotes and all, with an index copied and with one built."""
    for options in ([], ["SPATIAL_INDEX=NO"]):
        source = small_land.write(tmp_path / f"land{len(options)}.gpkg", layer_options=options)
        output = tmp_path / f'it\'s "结 果" {len(options)}.gpkg'
        land_carbon(INPUT=str(source), OUTPUT=str(output))
        assert query(output, "SELECT table_name FROM gpkg_contents") == [(output.stem,)]
        assert query(output, "SELECT rtreecheck(?)", f"rtree_{output.stem}_geom") == [("ok",)]
        assert [row["cls"] for row in rows(output)] == small_land.CLASSES
    assert len(fast_runs) == 2


def test_text_that_is_not_utf8(tmp_path, monkeypatch, fast_runs):
    """Names in GBK within a GeoPackage: SQLite refuses them, QGIS shows something; both give the same figures."""
    source = small_land.write(tmp_path / "land.gpkg")
    with closing(sqlite3.connect(source)) as connection:
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{trigger}"')
        for fid, row in enumerate(small_land.ROWS, 1):
            if row[1]:
                connection.execute(
                    "UPDATE DLTB SET DLMC = CAST(? AS TEXT) WHERE fid = ?", (row[1].encode("gbk"), fid)
                )
        connection.commit()
    one, other = both_routes(source, tmp_path, monkeypatch, fast_runs)
    results = f"SELECT fid, geom, DLBM, TBMJ, {', '.join(RESULT_FIELDS)} FROM result"
    assert query(one, results) == query(other, results)
    assert query(one, "SELECT CAST(DLMC AS BLOB) FROM result WHERE fid = 1") == [("水田".encode("gbk"),)]


def test_layer_objects_and_paths_give_the_same(tmp_path, fast_runs):
    source = small_land.write(tmp_path / "land.gpkg")
    layer = QgsVectorLayer(f"{source}|layername=DLTB", "any name", "ogr")
    QgsProject.instance().addMapLayer(layer)
    try:
        inputs = [layer, layer.id(), f"{source}|layername=DLTB", f"{source}|layerid=0", str(source)]
        for number, value in enumerate(inputs):
            land_carbon(INPUT=value, CITY_TOTAL=1200.0, OUTPUT=str(tmp_path / f"{number}.gpkg"))
        assert fast_runs == ["DLTB"] * len(inputs)
        first = rows(tmp_path / "0.gpkg")
        for number in range(1, len(inputs)):
            assert rows(tmp_path / f"{number}.gpkg") == first
    finally:
        QgsProject.instance().removeMapLayer(layer)
    assert not [p.name for p in tmp_path.iterdir() if p.name.endswith(("-wal", "-shm", "-journal"))]


# Where the fast route would give something else, the general one is taken.


@pytest.fixture
def layer(tmp_path, qgis_app):
    path = small_land.write(tmp_path / "land.gpkg")
    opened = QgsVectorLayer(f"{path}|layername=DLTB", "land", "ogr")
    QgsProject.instance().addMapLayer(opened)
    yield opened
    if opened.isEditable():
        opened.rollBack()
    QgsProject.instance().removeMapLayer(opened)


def general(layer, tmp_path, fast_runs, **parameters):
    """Rows of a run that must have taken the general route."""
    output = tmp_path / "out" / "result.gpkg"
    output.parent.mkdir(exist_ok=True)
    land_carbon(INPUT=layer, SCHEME="sandiao", OUTPUT=str(output), **parameters)
    assert fast_runs == []
    assert [p.name for p in output.parent.iterdir()] == ["result.gpkg"]
    return {row["fid"]: row for row in rows(output)}


def test_open_edits(layer, tmp_path, fast_runs):
    layer.startEditing()
    # QGIS notes the journal mode in the file; from here on nothing changes it.
    before = small_land.digest(tmp_path / "land.gpkg")["land.gpkg"]
    layer.changeAttributeValue(3, layer.fields().indexOf("DLBM"), "0701")
    layer.changeAttributeValue(3, layer.fields().indexOf("DLMC"), "城镇住宅用地")
    layer.deleteFeature(2)
    half = QgsGeometry.fromWkt(
        "MULTIPOLYGON (((41500000 4130000,41500100 4130000,41500100 4130100,41500000 4130000)))"
    )
    code = layer.fields().indexOf("DLBM")
    # By a script, without a key; and as the desktop digitises, with "Autogenerate" for one.
    by_script = QgsFeature(layer.fields())
    by_script.setGeometry(half)
    by_script[code] = "1105"
    assert layer.addFeature(by_script)
    assert layer.addFeature(QgsVectorLayerUtils.createFeature(layer, half, {code: "1105"}))
    found = general(layer, tmp_path, fast_runs)
    assert sorted(found) == [1, *range(3, 15)]
    assert found[3]["cls"] == "0701" and found[3]["sink_tco2e"] == 0.0
    for fid in (13, 14):
        assert found[fid]["cls"] == "1105"
        assert found[fid]["sink_tco2e"] == pytest.approx(0.5 * 2.36 * 44 / 12, rel=1e-3)
    assert "geometry_duplicate" in {found[13]["qa"], found[14]["qa"]}
    assert {found[fid]["DLBM"] for fid in (1, 4)} == {"0101", "0301"}
    assert layer.isEditable()
    assert small_land.digest(tmp_path / "land.gpkg")["land.gpkg"] == before


def test_filter(layer, tmp_path, fast_runs):
    layer.setSubsetString("\"DLBM\" LIKE '03%'")
    found = general(layer, tmp_path, fast_runs)
    assert {fid: row["cls"] for fid, row in found.items()} == {4: "0301", 5: "0305"}


def test_filter_in_the_path(tmp_path, qgis_app, fast_runs):
    source = small_land.write(tmp_path / "land.gpkg")
    found = general(f"{source}|layername=DLTB|subset=\"DLBM\" = '1105'", tmp_path, fast_runs)
    assert [row["cls"] for row in found.values()] == ["1105"]


def test_join(layer, tmp_path, fast_runs):
    table = QgsVectorLayer("None?field=code:string&field=owner:string", "owners", "memory")
    feature = QgsFeature(table.fields())
    feature.setAttributes(["0301", "林业局"])
    table.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(table)
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(table)
    join.setJoinFieldName("code")
    join.setTargetFieldName("DLBM")
    join.setUsingMemoryCache(True)
    layer.addJoin(join)
    found = general(layer, tmp_path, fast_runs)
    QgsProject.instance().removeMapLayer(table)
    assert len(found) == 12
    assert {fid: row["owners_owner"] for fid, row in found.items() if row["owners_owner"]} == {4: "林业局"}


def test_virtual_field(layer, tmp_path, fast_runs):
    layer.addExpressionField("coalesce(\"DLBM\", '1105')", QgsField("code2", QVariant.String))
    found = general(layer, tmp_path, fast_runs, CODE_FIELD="code2", NAME_FIELD="")
    assert found[11]["cls"] == "1105" and found[11]["code2"] == "1105"


def test_selection(layer, tmp_path, fast_runs):
    layer.selectByIds([3, 10])
    only = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    found = general(only, tmp_path, fast_runs)
    assert {fid: row["cls"] for fid, row in found.items()} == {3: "0201", 10: "1105"}
    assert layer.selectedFeatureIds() and len(layer.selectedFeatureIds()) == 2


def test_feature_limit(layer, tmp_path, fast_runs):
    first = QgsProcessingFeatureSourceDefinition(QgsProperty.fromValue(layer.id()), False, 3)
    found = general(first, tmp_path, fast_runs)
    assert sorted(found) == [1, 2, 3]


@pytest.mark.parametrize("part", ["selection", "limit"])
def test_part_of_a_shapefile_in_another_encoding(tmp_path, qgis_app, fast_runs, part):
    """The layer is read again in GBK; what was selected or limited stays so."""
    path = small_land.shapefile(tmp_path / "gbk", "GBK", cpg=False)
    layer = QgsVectorLayer(str(path), "shape", "ogr")
    QgsProject.instance().addMapLayer(layer)
    try:
        layer.selectByIds([2, 3])
        value = QgsProperty.fromValue(layer.id())
        definition = QgsProcessingFeatureSourceDefinition(
            value, part == "selection", -1 if part == "selection" else 2
        )
        found = general(definition, tmp_path, fast_runs)
        names = [row["DLMC"] for row in found.values()]
        assert names == (["果园", "乔木林地"] if part == "selection" else ["水田", "水浇地"])
    finally:
        QgsProject.instance().removeMapLayer(layer)


def test_view(tmp_path, qgis_app, fast_runs):
    source = changed_copy(
        tmp_path,
        [
            "CREATE VIEW forest AS SELECT fid AS OGC_FID, geom, DLBM, DLMC FROM DLTB WHERE DLBM LIKE '03%'",
            "INSERT INTO gpkg_contents (table_name, identifier, data_type, srs_id)"
            " SELECT 'forest', 'forest', data_type, srs_id FROM gpkg_contents",
            "INSERT INTO gpkg_geometry_columns SELECT 'forest', column_name, geometry_type_name, srs_id, z, m FROM"
            " gpkg_geometry_columns",
        ],
    )
    found = general(f"{source}|layername=forest", tmp_path, fast_runs)
    assert [row["cls"] for row in found.values()] == ["0301", "0305"]


def test_other_crs_than_the_file_says(layer, tmp_path, fast_runs):
    """The user corrected the CRS in QGIS; the result says so, too."""
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4528"))
    land_carbon(INPUT=layer, AREA_FIELD="TBMJ", OUTPUT=str(tmp_path / "result.gpkg"))
    assert fast_runs == []
    assert QgsVectorLayer(str(tmp_path / "result.gpkg"), "r", "ogr").crs().authid() == "EPSG:4528"


def test_geopackage_with_other_layers_keeps_them(tmp_path, qgis_app, fast_runs):
    source = small_land.write(tmp_path / "land.gpkg")
    target = tmp_path / "project.gpkg"
    made = ogr.GetDriverByName("GPKG").CreateDataSource(str(target))
    for name in ("roads", "project"):
        made.CreateLayer(name, small_land.reference(4529), ogr.wkbPoint).CreateField(
            ogr.FieldDefn(name, ogr.OFTString)
        )
    del made
    kept = query(target, "SELECT sql FROM sqlite_master WHERE name = 'roads'")
    for _ in range(2):
        # The second run replaces the layer of the first.
        land_carbon(INPUT=str(source), OUTPUT=str(target))
        assert fast_runs == []
        names = {name for (name,) in query(target, "SELECT table_name FROM gpkg_contents")}
        assert names == {"roads", "project"}
        assert [row["cls"] for row in rows(target, "project")] == small_land.CLASSES
        assert query(target, "SELECT rtreecheck('rtree_project_geom')") == [("ok",)]
    assert query(target, "SELECT sql FROM sqlite_master WHERE name = 'roads'") == kept


def test_geopackage_with_one_layer_is_replaced(tmp_path, qgis_app, fast_runs):
    source = small_land.write(tmp_path / "land.gpkg")
    target = small_land.write(tmp_path / "old.gpkg", layer_name="something else")
    land_carbon(INPUT=str(source), OUTPUT=str(target))
    assert fast_runs == ["DLTB"]
    assert query(target, "SELECT table_name FROM gpkg_contents") == [("old",)]
