# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import shutil
import sqlite3

import pytest
from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from tanheng.styling.gpkg_styles import project_uri, store_styles, write_project_into_gpkg
from tanheng.styling.symbology import add_all_styles

NAMES = ["Net emission", "Carbon sink", "Carbon emission", "Land use"]


@pytest.fixture
def gpkg(tmp_path):
    """A GeoPackage with three polygons of a result and a table without geometry."""
    path = tmp_path / "碳 结果.gpkg"
    fields = "field=cls:string&field=sink_rate:double&field=emit_rate:double&field=net_rate:double"
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:4529&{fields}", "land_carbon", "memory")
    rows = [("0301", 3.19, 0.0, -3.19), ("0601", 0.0, 900.0, 900.0), ("0101", None, None, None)]
    for k, row in enumerate(rows):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(k, 0, k + 1, 1)))
        feature.setAttributes(list(row))
        layer.dataProvider().addFeature(feature)
    table = QgsVectorLayer("NoGeometry?field=cls:string&field=area_ha:double", "class_summary", "memory")
    for source in (layer, table):
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.layerName = source.name()
        if path.exists():
            options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
        context = QgsCoordinateTransformContext()
        result = QgsVectorFileWriter.writeAsVectorFormatV3(source, str(path), context, options)
        assert result[0] == QgsVectorFileWriter.WriterError.NoError
    return path


def stored(path):
    with sqlite3.connect(path) as connection:
        query = "SELECT styleName, useAsDefault FROM layer_styles WHERE f_table_name = 'land_carbon'"
        rows = connection.execute(query).fetchall()
    connection.close()
    return rows


def test_fresh_layer_opens_styled(gpkg):
    layer = QgsVectorLayer(f"{gpkg}|layername=land_carbon", "land_carbon", "ogr")
    add_all_styles(layer)
    store_styles(layer)
    assert layer.styleManager().currentStyle() == "Net emission"
    # Twice over: a dialog would hang here, doubled rows would fail below.
    store_styles(layer)
    rows = stored(gpkg)
    assert sorted(name for name, _ in rows) == sorted(NAMES)
    assert [name for name, default in rows if default] == ["Net emission"]

    fresh = QgsVectorLayer(f"{gpkg}|layername=land_carbon", "elsewhere", "ogr")
    labels = [item.label() for item in fresh.renderer().legendSymbolItems()]
    assert labels == ["Net emission, t CO₂e/(ha·a)", "< 0", "> 0", "Not computed"]
    assert fresh.attributeDisplayName(fresh.fields().lookupField("sink_rate")) == "Carbon sink, t CO₂e/(ha·a)"

    count, ids, names, _, _ = fresh.listStylesInDatabase()
    qml, _ = fresh.getStyleFromDatabase(ids[names.index("Carbon sink")])
    assert count == 4 and "Carbon sink, t CO₂e/(ha·a)" in qml


def test_styles_of_another_layer_stay(gpkg):
    other = QgsVectorLayer(f"{gpkg}|layername=class_summary", "class_summary", "ogr")
    assert not other.saveStyleToDatabase("Carbon sink", "", False, "")
    layer = QgsVectorLayer(f"{gpkg}|layername=land_carbon", "land_carbon", "ogr")
    add_all_styles(layer)
    store_styles(layer)
    store_styles(layer)
    assert other.listStylesInDatabase()[0] == 1


def test_moved_project_opens_with_its_layers(gpkg, tmp_path):
    write_project_into_gpkg(gpkg, ["land_carbon", "class_summary"], title="威海市")
    assert [p.name for p in gpkg.parent.glob("*.gpkg*")] == [gpkg.name]
    folder = tmp_path / "另一处"
    folder.mkdir()
    moved = folder / gpkg.name
    shutil.move(gpkg, moved)

    project = QgsProject()
    assert project.read(project_uri(moved))
    assert project.title() == "威海市"
    tree = [node.layer() for node in project.layerTreeRoot().findLayers()]
    assert [layer.name() for layer in tree] == ["land_carbon", "class_summary"]
    assert all(layer.isValid() for layer in tree)
    assert tree[0].source().startswith(moved.as_posix())
    assert tree[0].featureCount() == 3
    assert sorted(tree[0].styleManager().styles()) == sorted(NAMES)
    assert tree[0].styleManager().currentStyle() == "Net emission"
    assert project.crs().authid() == "EPSG:4529"
    assert len(stored(moved)) == 4


def test_file_that_gets_its_name_later(gpkg, tmp_path):
    final = tmp_path / "carbon.gpkg"
    write_project_into_gpkg(gpkg, ["land_carbon"], final_path=final)
    gpkg.rename(final)
    project = QgsProject()
    assert project.read(project_uri(final))
    (layer,) = project.mapLayers().values()
    assert layer.isValid() and layer.featureCount() == 3


def test_caller_project_is_left_alone(gpkg):
    QgsProject.instance().clear()
    write_project_into_gpkg(gpkg, ["land_carbon"])
    assert not QgsProject.instance().mapLayers()
    assert QgsProject.instance().fileName() == ""


def test_missing_layer_is_named(gpkg):
    with pytest.raises(OSError, match="no_such_layer"):
        write_project_into_gpkg(gpkg, ["no_such_layer"])
