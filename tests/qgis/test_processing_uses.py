# SPDX-License-Identifier: GPL-2.0-or-later
"""The ways in which Processing calls an algorithm: `processing.run`, temporary outputs, databases, models."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import small_land
from qgis.core import (
    QgsApplication,
    QgsFeatureRequest,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)
from run_algorithm import land_carbon, query, rows

from tanheng.algorithms.provider import TanhengProvider


@pytest.fixture(scope="module")
def processing(qgis_app):
    """`processing.run` with the native algorithms and ours, all of which go again at the end."""
    sys.path.append(str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins"))
    import processing
    from processing.core.Processing import Processing

    Processing.initialize()
    provider = TanhengProvider()
    registry = QgsApplication.processingRegistry()
    assert registry.addProvider(provider)
    yield processing
    registry.removeProvider(provider)
    sys.path.pop()


@pytest.fixture
def source(tmp_path):
    return small_land.write(tmp_path / "land.gpkg")


def parameters(value, **more):
    return {"INPUT": value, "CODE_FIELD": "DLBM", "AREA_FIELD": "TBMJ", "DEDUCT_FIELD": "KCMJ", **more}


def classes(layer):
    return [feature["cls"] or None for feature in layer.getFeatures()]


def test_run_with_layer_and_with_path(processing, source, tmp_path):
    layer = QgsVectorLayer(f"{source}|layername=DLTB", "land", "ogr")
    for number, value in enumerate((layer, f"{source}|layername=DLTB", str(source))):
        output = tmp_path / f"{number}.gpkg"
        results = processing.run(
            "tanheng:landcarbon", parameters(value, CITY_TOTAL=1200, SUMMARY="memory:", OUTPUT=str(output))
        )
        assert results["SINK_TOTAL"] == pytest.approx(small_land.SINK_TOTAL)
        assert results["OUTPUT"] == str(output)
        assert {f["cls"]: f["polygons"] for f in results["SUMMARY"].getFeatures()}["1203"] == 0
        assert [row["cls"] for row in rows(output)] == small_land.CLASSES


def test_temporary_output_is_a_geopackage(processing, source):
    kind = QgsProcessing.TEMPORARY_OUTPUT
    values = parameters(
        str(source), OUTPUT=kind, SUMMARY=kind, GROUPS=kind, ISSUES=kind, GROUP_FIELD="ZLDWDM"
    )
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    results = processing.run("tanheng:landcarbon", values, context=context)
    for name in ("OUTPUT", "SUMMARY", "GROUPS", "ISSUES"):
        value = results[name]
        path = value.source().split("|")[0] if isinstance(value, QgsVectorLayer) else value
        assert path.endswith(".gpkg"), name
        assert path.startswith(QgsProcessingUtils.tempFolder()), name
        assert query(path, "PRAGMA integrity_check") == [("ok",)]
    assert (
        classes(QgsProcessingUtils.mapLayerFromString(_path(results["OUTPUT"]), context))
        == small_land.CLASSES
    )
    groups = {row["group"]: row for row in rows(_path(results["GROUPS"]))}
    assert set(groups) == {"371002", "371003"}
    assert groups["371002"]["polygons"] == 3


def _path(value):
    return value.source().split("|")[0] if isinstance(value, QgsVectorLayer) else value


def test_memory_layers(processing, source):
    results = processing.run(
        "tanheng:landcarbon",
        parameters(str(source), CITY_TOTAL=1200, OUTPUT="memory:", ISSUES="memory:issues"),
    )
    layer = results["OUTPUT"]
    assert layer.providerType() == "memory" and layer.crs().authid() == "EPSG:4529"
    assert classes(layer) == small_land.CLASSES
    assert sum(f["emit_tco2e"] or 0.0 for f in layer.getFeatures()) == pytest.approx(1200.0, rel=1e-12)
    assert {"code_blank", "code_unknown"} <= {f["code"] for f in results["ISSUES"].getFeatures()}


def test_source_in_memory(processing, source):
    layer = QgsVectorLayer(str(source), "land", "ogr").materialize(QgsFeatureRequest())
    results = processing.run("tanheng:landcarbon", parameters(layer, OUTPUT="memory:"))
    assert results["SINK_TOTAL"] == pytest.approx(small_land.SINK_TOTAL)
    assert classes(results["OUTPUT"]) == small_land.CLASSES


def test_table_of_an_existing_database(source, tmp_path, qgis_app):
    """`ogr:` puts the layer into a GeoPackage beside what is there."""
    target = small_land.write(tmp_path / "project.gpkg", layer_name="before")
    land_carbon(INPUT=str(source), OUTPUT=f'ogr:dbname="{target}" table="carbon" (geom)')
    assert [row["cls"] for row in rows(target, "carbon")] == small_land.CLASSES
    assert len(rows(target, "before")) == 12


def test_result_is_loaded_with_its_name(processing, source, tmp_path):
    """As the toolbox asks for it: load the result when the run is done."""
    context = QgsProcessingContext()
    project = QgsProject()
    context.setProject(project)
    definition = QgsProcessingOutputLayerDefinition(str(tmp_path / "carbon.gpkg"), project)
    results = processing.run(
        "tanheng:landcarbon", parameters(str(source), OUTPUT=definition), context=context
    )
    assert context.willLoadLayerOnCompletion(results["OUTPUT"])
    details = context.layersToLoadOnCompletion()[results["OUTPUT"]]
    assert details.postProcessor() is not None


def child_output(child, name):
    return [QgsProcessingModelChildParameterSource.fromChildOutput(child, name)]


def static(value):
    return [QgsProcessingModelChildParameterSource.fromStaticValue(value)]


def test_in_a_model(processing, source, tmp_path):
    """The result layer goes into a native algorithm, and a total into another's expression."""
    model = QgsProcessingModelAlgorithm("sinks", "Sinks", "tests")
    model.addModelParameter(
        QgsProcessingParameterFeatureSource("LAND", "Land", [QgsProcessing.SourceType.TypeVectorPolygon]),
        QgsProcessingModelParameter("LAND"),
    )
    land = QgsProcessingModelChildAlgorithm("tanheng:landcarbon")
    land.setChildId("land")
    land.addParameterSources("INPUT", [QgsProcessingModelChildParameterSource.fromModelParameter("LAND")])
    for name, value in (("CODE_FIELD", "DLBM"), ("AREA_FIELD", "TBMJ"), ("DEDUCT_FIELD", "KCMJ")):
        land.addParameterSources(name, static(value))
    for name, value in (
        ("SCHEME", "sandiao"),
        ("AREA_IS_NET", "false"),
        ("GROUP_CHARS", "6"),
        ("CITY_TOTAL", 1200.0),
    ):
        land.addParameterSources(name, static(value))
    model.addChildAlgorithm(land)

    share = QgsProcessingModelChildAlgorithm("native:fieldcalculator")
    share.setChildId("share")
    share.addParameterSources("INPUT", child_output("land", "OUTPUT"))
    share.addParameterSources("FIELD_NAME", static("share"))
    for name in ("FIELD_TYPE", "FIELD_LENGTH", "FIELD_PRECISION"):
        share.addParameterSources(name, static(0))
    share.addParameterSources(
        "FORMULA",
        [QgsProcessingModelChildParameterSource.fromExpression("'\"sink_tco2e\" / ' || @land_SINK_TOTAL")],
    )
    output = QgsProcessingModelOutput("shares")
    output.setChildId("share")
    output.setChildOutputName("OUTPUT")
    share.setModelOutputs({"shares": output})
    model.addChildAlgorithm(share)
    assert model.validate()[0], model.validate()

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    name = next(p.name() for p in model.parameterDefinitions() if p.isDestination())
    target = tmp_path / "shares.gpkg"
    feedback = QgsProcessingFeedback(False)
    results, fine = model.run({"LAND": str(source), name: str(target)}, context, feedback)
    assert fine, feedback.textLog()
    total = results["CHILD_RESULTS"]["land"]["SINK_TOTAL"]
    assert total == pytest.approx(small_land.SINK_TOTAL)
    found = rows(target)
    assert [row["cls"] for row in found] == small_land.CLASSES
    for row, sink in zip(found, small_land.SINKS):
        assert row["share"] == (None if sink is None else pytest.approx(sink / total, abs=1e-9))
