# SPDX-License-Identifier: GPL-2.0-or-later
"""tanheng:assess: a study in; one GeoPackage with styles and project, maps and a record of the run out."""

from __future__ import annotations

import csv
import hashlib
import json
import math
import shutil
from pathlib import Path

import balances
import pytest
import small_land
from osgeo import gdal, ogr, osr
from package_root import ROOT
from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QImage
from run_algorithm import Listener, query, raised_text, rows

from tanheng.algorithms import assess as assess_module
from tanheng.algorithms.assess import AssessAlgorithm
from tanheng.core.resource_tables import table_path
from tanheng.core.study import LandLayerChoice, Study
from tanheng.layers.run_record import run_record
from tanheng.layers.study_files import by_sector, open_study, study_inventory
from tanheng.styling.gpkg_styles import project_uri

SAMPLE = ROOT / "resources" / "sample"
TOTALS = (
    "SINK_TOTAL",
    "EMISSION_TOTAL",
    "NET_TOTAL",
    "EMISSION_UNALLOCATED",
    "AREA_TOTAL_HA",
    "UNMAPPED_AREA_HA",
)
LAYERS = [
    "land_carbon",
    "class_summary",
    "group_summary",
    "inventory",
    "series",
    "projection",
    "uncertainty",
    "issues",
    "run_info",
]
MAPS = ["map_emission.png", "map_landuse.png", "map_net.png", "map_sink.png"]
CHARTS = [
    f"chart_{name}.png" for name in ("contributions", "inventory", "projection", "series", "uncertainty")
]


def assess(study, folder, listener=None):
    """Run as Processing does.

    Raises:
        QgsProcessingException: what a user would read.
    """
    values = {"STUDY": str(study), "OUTPUT_FOLDER": str(folder)}
    context, listener = QgsProcessingContext(), listener or Listener()
    context.setProject(QgsProject.instance())
    context.setFeedback(listener)
    algorithm = AssessAlgorithm().create()
    fine, message = algorithm.checkParameterValues(values, context)
    if not fine:
        raise QgsProcessingException(message)
    results, fine = algorithm.run(values, context, listener, {}, False)
    assert fine
    return dict(results)


def refused(study, folder):
    return raised_text(lambda: assess(study, folder))


def total(values):
    return math.fsum(value for value in values if value is not None)


def digests(folder):
    return {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir()) if p.is_file()
    }


def close(first, second):
    """Totals of two runs agree."""
    for name in TOTALS:
        assert first[name] == pytest.approx(second[name], rel=1e-9, abs=1e-9), name


@pytest.fixture
def no_maps(monkeypatch):
    """For runs whose pictures are not looked at: drawing takes most of the time."""
    monkeypatch.setattr(assess_module, "export_maps", lambda *_: [])
    monkeypatch.setattr(assess_module, "export_charts", lambda *_: [])


@pytest.fixture(scope="module")
def city(tmp_path_factory, qgis_app):
    """The sample study, copied and run once: folder, results, and what the sources were before."""
    folder = tmp_path_factory.mktemp("城市")
    for path in SAMPLE.iterdir():
        shutil.copy(path, folder)
    before = digests(folder)
    results = assess(folder / "study.json", folder / "结果")
    return folder, results, before


def small_study(folder, **choices):
    """A study of the twelve hand-made polygons with a city total of 1200 t."""
    if not (folder / "land.gpkg").exists():
        small_land.write(folder / "land.gpkg")
    land = {
        "source": "land.gpkg",
        "code_field": "DLBM",
        "scheme": "sandiao",
        "area_field": "TBMJ",
        "deduct_field": "KCMJ",
    }
    body = {"tanheng_study": 1, "city": "小城", "city_total_tco2e": 1200.0, "layers": [land], **choices}
    path = folder / "study.json"
    path.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
    return path


# ---- the sample


def test_everything_is_there_and_nothing_else(city):
    folder, results, before = city
    out = folder / "结果"
    assert sorted(p.name for p in out.iterdir()) == sorted(["carbon.gpkg", "run.json", *MAPS, *CHARTS])
    assert (results["CARBON"], results["RUN"]) == (str(out / "carbon.gpkg"), str(out / "run.json"))
    assert digests(folder) == before, "a source was changed"
    contents = query(out / "carbon.gpkg", "SELECT table_name, data_type FROM gpkg_contents ORDER BY rowid")
    found = [name for name, kind in contents if name in LAYERS]
    assert found == LAYERS
    assert dict(contents)["land_carbon"] == "features"


def test_totals_are_the_sums(city):
    folder, results, _ = city
    carbon = folder / "结果" / "carbon.gpkg"
    land = rows(carbon, "land_carbon")
    assert len(land) == len(rows(folder / "sample_city.gpkg"))
    with open(SAMPLE / "inventory.csv", encoding="utf-8-sig", newline="") as file:
        inventory = math.fsum(float(row["t_co2e"]) for row in csv.DictReader(file))
    assert results["EMISSION_TOTAL"] == pytest.approx(inventory, rel=1e-12)
    allocated = inventory - results["EMISSION_UNALLOCATED"]
    for table in ("land_carbon", "class_summary", "group_summary"):
        listed = land if table == "land_carbon" else rows(carbon, table)
        assert total(r["sink_tco2e"] for r in listed) == pytest.approx(results["SINK_TOTAL"], rel=1e-9), table
        assert total(r["emit_tco2e"] for r in listed) == pytest.approx(allocated, rel=1e-9), table
        assert total(r["net_tco2e"] for r in listed) == pytest.approx(
            allocated - results["SINK_TOTAL"], rel=1e-9
        )
    classes, groups = rows(carbon, "class_summary"), rows(carbon, "group_summary")
    assert total(r["area_ha"] for r in classes) == pytest.approx(results["AREA_TOTAL_HA"], rel=1e-9)
    assert total(r["area_ha"] for r in groups) == pytest.approx(results["AREA_TOTAL_HA"], rel=1e-9)
    assert sum(r["polygons"] for r in classes) == sum(r["polygons"] for r in groups) == len(land)
    assert results["NET_TOTAL"] == pytest.approx(inventory - results["SINK_TOTAL"], rel=1e-12)
    assert all(r["name"] for r in classes) and len(groups) == 4 and all(r["name"] for r in groups)
    assert rows(carbon, "issues")[0]["advice"]


def test_the_maps_show_something(city):
    pictures = {}
    for name in MAPS:
        image = QImage(str(city[0] / "结果" / name))
        assert image.width() > 1000
        step = image.width() // 200
        colours = [
            image.pixel(x, y) for x in range(0, image.width(), step) for y in range(0, image.height(), step)
        ]
        # The map is the left three quarters: more than paper and frame is there.
        assert len(set(colours)) >= 5
        assert sum(colour & 0xFFFFFF != 0xFFFFFF for colour in colours) > 0.2 * len(colours)
        pictures[name] = (city[0] / "结果" / name).read_bytes()
    assert len(set(pictures.values())) == 4


def test_the_record(city):
    folder, results, _ = city
    record = json.loads((folder / "结果" / "run.json").read_text(encoding="utf-8"))
    assert set(record["versions"]) == {"tanheng", "qgis", "qt", "gdal", "numpy"}
    assert record["versions"]["qgis"] == Qgis.QGIS_VERSION
    assert f"version={record['versions']['tanheng']}" in (ROOT / "metadata.txt").read_text(encoding="utf-8")
    hashes = record["tables_sha256"]
    for name, path in (
        ("inventory", SAMPLE / "inventory.csv"),
        ("group_names", SAMPLE / "group_names.csv"),
        ("official_areas", SAMPLE / "official_areas.csv"),
        ("sink_coefficients.csv", table_path("sink_coefficients")),
        ("sector_links.csv", table_path("sector_links")),
        ("land_classes.csv", table_path("land_classes")),
    ):
        assert hashes[name] == hashlib.sha256(Path(path).read_bytes()).hexdigest(), name
    for name in TOTALS:
        assert record["totals"][name] == results[name], name
    assert record["sources"][0]["bytes"] == (SAMPLE / "sample_city.gpkg").stat().st_size
    assert record["study"]["layers"][0]["source"] == "../sample_city.gpkg|layername=DLTB"
    assert record["study"]["inventory"] == "../inventory.csv"
    assert str(folder) not in json.dumps(record, ensure_ascii=False)
    listed = {row["key"]: row["value"] for row in rows(folder / "结果" / "carbon.gpkg", "run_info")}
    assert listed["versions.tanheng"] == record["versions"]["tanheng"]
    assert float(listed["totals.SINK_TOTAL"]) == results["SINK_TOTAL"]
    assert listed["tables_sha256.inventory"] == hashes["inventory"]


def test_the_record_repeats_the_run_elsewhere(city, tmp_path, no_maps):
    folder, results, _ = city
    shutil.copytree(folder, tmp_path / "moved")
    again = assess(tmp_path / "moved" / "结果" / "run.json", tmp_path / "other" / "deep")
    assert again == {**again, **{name: results[name] for name in TOTALS}}
    first = json.loads((tmp_path / "moved" / "结果" / "run.json").read_text(encoding="utf-8"))
    second = json.loads((tmp_path / "other" / "deep" / "run.json").read_text(encoding="utf-8"))
    assert second["tables_sha256"] == first["tables_sha256"]
    assert second["study"]["inventory"] == "../../moved/inventory.csv"


def test_a_moved_result_opens_styled(city, tmp_path):
    shutil.copy(city[0] / "结果" / "carbon.gpkg", tmp_path / "给同事.gpkg")
    path = tmp_path / "给同事.gpkg"
    stored = query(
        path, "SELECT styleName, useAsDefault FROM layer_styles WHERE f_table_name = 'land_carbon'"
    )
    assert len(stored) == 4 and sum(default for _, default in stored) == 1
    layer = QgsVectorLayer(f"{path}|layername=land_carbon", "x", "ogr")
    assert layer.renderer().type() in ("graduatedSymbol", "RuleRenderer", "categorizedSymbol")
    alias = layer.fields().field("sink_tco2e").alias()
    assert "CO2" in alias or "CO₂" in alias


def test_the_project_inside_a_moved_result_opens(city, tmp_path):
    shutil.copy(city[0] / "结果" / "carbon.gpkg", tmp_path / "carbon.gpkg")
    project = QgsProject()
    assert project.read(project_uri(tmp_path / "carbon.gpkg"))
    found = {layer.name(): layer for layer in project.mapLayers().values()}
    assert set(found) == set(LAYERS)
    for layer in found.values():
        assert layer.isValid()
        assert layer.source().startswith(str(tmp_path / "carbon.gpkg"))
    assert found["land_carbon"].styleManager().styles()
    assert found["land_carbon"].featureCount() > 3000
    assert project.title() == "示例市国土空间碳收支（合成数据）"
    project.clear()


# ---- several layers


def split(folder, epsg):
    """The sample in two files: even features as they are, odd ones in another CRS, with a field more and one less."""
    source = ogr.Open(str(SAMPLE / "sample_city.gpkg"), 0)
    land = source.GetLayer(0)
    srs = land.GetSpatialRef().Clone()
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    turn = osr.CoordinateTransformation(srs, small_land.reference(epsg))
    definition = land.GetLayerDefn()
    names = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
    for part, reference in ((0, srs), (1, small_land.reference(epsg))):
        target = ogr.GetDriverByName("GPKG").CreateDataSource(str(folder / f"part{part}.gpkg"))
        made = target.CreateLayer("DLTB", reference, ogr.wkbMultiPolygon)
        for i, name in enumerate(names):
            if part == 0 or name != "BZ":
                made.CreateField(definition.GetFieldDefn(i))
        if part == 1:
            made.CreateField(ogr.FieldDefn("JJ", ogr.OFTString))
        made.StartTransaction()
        land.ResetReading()
        for feature in land:
            if feature.GetFID() % 2 != part:
                continue
            copy = ogr.Feature(made.GetLayerDefn())
            copy.SetFrom(feature)
            if part == 1:
                copy.GetGeometryRef().Transform(turn)
                copy.SetField("JJ", "多")
            made.CreateFeature(copy)
        made.CommitTransaction()
        del made, target


@pytest.mark.parametrize("epsg", [4490, 4528])
def test_two_layers_are_calibrated_together(city, tmp_path, no_maps, epsg):
    folder, results, _ = city
    split(tmp_path, epsg)
    study = json.loads((SAMPLE / "study.json").read_text(encoding="utf-8"))
    choice = study["layers"][0]
    study["layers"] = [{**choice, "source": f"part{part}.gpkg"} for part in (0, 1)]
    for table in ("inventory", "group_names", "official_areas"):
        study[table] = str(SAMPLE / study[table])
    study["target"]["series"] = str(SAMPLE / study["target"]["series"])
    (tmp_path / "study.json").write_text(json.dumps(study), encoding="utf-8")
    found = assess(tmp_path / "study.json", tmp_path / "out")
    close(found, results)
    carbon = tmp_path / "out" / "carbon.gpkg"
    together, alone = rows(carbon, "land_carbon"), rows(folder / "结果" / "carbon.gpkg", "land_carbon")
    assert total(row["emit_tco2e"] for row in together) == pytest.approx(
        results["EMISSION_TOTAL"] - results["EMISSION_UNALLOCATED"], rel=1e-9
    )
    for table, key in (("class_summary", "cls"), ("group_summary", "group")):
        one = {row[key]: row for row in rows(folder / "结果" / "carbon.gpkg", table)}
        two = {row[key]: row for row in rows(carbon, table)}
        assert set(two) == set(one)
        for code, row in two.items():
            for name in ("polygons", "area_ha", "sink_tco2e", "emit_tco2e", "net_tco2e"):
                assert row[name] == pytest.approx(one[code][name], rel=1e-9, abs=1e-9), (code, name)
    # Polygon by polygon, by the survey's own identifier.
    expected = {row["BSM"]: row for row in alone}
    assert len(together) == len(alone) == len({row["BSM"] for row in together})
    for row in together:
        other = expected[row["BSM"]]
        assert (row["cls"], row["DLMC"], row["TBMJ"]) == (other["cls"], other["DLMC"], other["TBMJ"])
        assert row["sink_tco2e"] == pytest.approx(other["sink_tco2e"], rel=1e-9, abs=1e-9)
        assert row["emit_tco2e"] == pytest.approx(other["emit_tco2e"], rel=1e-9, abs=1e-9)
    # Fields are merged; what a layer lacks is NULL.
    assert {(row["BZ"], row["JJ"]) for row in together} == {("合成数据", None), (None, "多")}
    # Geometry stands in the first layer's CRS, where it was.
    layer = QgsVectorLayer(f"{carbon}|layername=land_carbon", "x", "ogr")
    assert layer.crs().authid() == "EPSG:4529"
    by_bsm = {row["BSM"]: row["geometry"] for row in together}
    for row in alone[:: len(alone) // 50]:
        here, there = (ogr.CreateGeometryFromWkb(g) for g in (by_bsm[row["BSM"]], row["geometry"]))
        assert here.Centroid().Distance(there.Centroid()) < 1e-3
        assert here.GetArea() == pytest.approx(there.GetArea(), rel=1e-6)


# ---- without emissions, and results of an earlier run


def test_without_emissions_only_sink_and_land_use_are_drawn(tmp_path, qgis_app):
    study = small_study(tmp_path, city_total_tco2e=None, city="")
    out = tmp_path / "out"
    out.mkdir()
    for name in ("map_emission.png", "map_net.png", "mine.png", "carbon.gpkg"):
        (out / name).write_text("earlier", encoding="utf-8")
    results = assess(study, out)
    # Maps of an earlier run that would contradict the new figures are gone; what is not ours stays.
    assert sorted(p.name for p in out.iterdir()) == [
        "carbon.gpkg", "map_landuse.png", "map_sink.png", "mine.png", "run.json"
    ]  # fmt: skip
    assert results["SINK_TOTAL"] == pytest.approx(small_land.SINK_TOTAL, rel=1e-9)
    assert results["EMISSION_TOTAL"] is None and results["NET_TOTAL"] is None
    land = rows(out / "carbon.gpkg", "land_carbon")
    assert {row["emit_tco2e"] for row in land} == {None}
    assert [row["sink_tco2e"] is None for row in land] == [sink is None for sink in small_land.SINKS]
    expected = [sink for sink in small_land.SINKS if sink is not None]
    assert [r["sink_tco2e"] for r in land if r["cls"]] == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["totals"]["EMISSION_TOTAL"] is None


def test_a_city_total_is_spread_and_said_so(tmp_path, no_maps, qgis_app):
    listener = Listener()
    results = assess(small_study(tmp_path), tmp_path / "out", listener)
    assert results["EMISSION_TOTAL"] == pytest.approx(1200.0, rel=1e-12)
    emissions = {
        row["cls"]: row["emit_tco2e"] for row in rows(tmp_path / "out" / "carbon.gpkg", "land_carbon")
    }
    assert {code: emissions[code] for code in small_land.EMISSIONS} == pytest.approx(small_land.EMISSIONS)
    codes = [row["code"] for row in rows(tmp_path / "out" / "carbon.gpkg", "issues")]
    assert "spread_evenly" in codes
    assert any("spread evenly" in message for message in listener.messages)


def test_tables_out_of_files_with_several_layers_are_hashed(tmp_path, no_maps, qgis_app):
    book = ogr.GetDriverByName("XLSX").CreateDataSource(str(tmp_path / "book.xlsx"))
    sheet = book.CreateLayer("清单")
    for name, kind in (("sector", ogr.OFTString), ("t_co2e", ogr.OFTReal)):
        sheet.CreateField(ogr.FieldDefn(name, kind))
    feature = ogr.Feature(sheet.GetLayerDefn())
    feature.SetField(0, "energy_urban_household")
    feature.SetField(1, 500.0)
    sheet.CreateFeature(feature)
    del feature, sheet, book
    study = small_study(tmp_path, inventory="book.xlsx|layername=清单", city_total_tco2e=None)
    results = assess(study, tmp_path / "out")
    assert results["EMISSION_TOTAL"] == pytest.approx(500.0)
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert (
        record["tables_sha256"]["inventory"]
        == hashlib.sha256((tmp_path / "book.xlsx").read_bytes()).hexdigest()
    )
    assert record["study"]["inventory"] == "../book.xlsx|layername=清单"


def failing_maps(*_):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("fault", ["refused", "cancelled at once", "cancelled late", "disk full"])
def test_an_earlier_result_stays_as_it_was(tmp_path, monkeypatch, qgis_app, fault):
    out, study = tmp_path / "out", small_study(tmp_path)
    monkeypatch.setattr(assess_module, "export_maps", lambda *_: [])
    assess(study, out)
    (out / "map_sink.png").write_bytes(b"earlier")
    before, source = digests(out), digests(tmp_path)
    listener = Listener(cancel_after=1) if fault == "cancelled at once" else Listener()
    if fault == "refused":
        small_study(tmp_path, city_total_tco2e=-5.0)
        source = digests(tmp_path)
    elif fault == "cancelled late":

        def draw_and_cancel(layer, folder, *_):
            (folder / "map_sink.png").write_bytes(b"later")
            listener.cancel()
            return [folder / "map_sink.png"]

        monkeypatch.setattr(assess_module, "export_maps", draw_and_cancel)
    elif fault == "disk full":
        monkeypatch.setattr(assess_module, "export_maps", failing_maps)
    said = raised_text(lambda: assess(study, out, listener))
    assert {"refused": "-5", "disk full": "No space left"}.get(fault, "Cancelled") in said
    assert ".tanheng-" not in said
    assert digests(out) == before
    assert sorted(p.name for p in out.iterdir()) == sorted(before)
    assert digests(tmp_path) == source


@pytest.mark.parametrize("cancel_after", [1, 2])
def test_a_cancelled_first_run_leaves_no_folder(tmp_path, no_maps, qgis_app, cancel_after):
    study = small_study(tmp_path)
    said = raised_text(lambda: assess(study, tmp_path / "out", Listener(cancel_after)))
    assert said == "Cancelled. Nothing was written."
    assert sorted(p.name for p in tmp_path.iterdir()) == ["land.gpkg", "study.json"]


def test_a_result_is_not_written_over_the_layer_it_comes_from(tmp_path, no_maps, qgis_app):
    out = tmp_path / "out"
    assess(small_study(tmp_path), out)
    before = digests(out)
    study = json.loads((tmp_path / "study.json").read_text(encoding="utf-8"))
    study["layers"][0]["source"] = "out/carbon.gpkg|layername=land_carbon"
    (tmp_path / "again.json").write_text(json.dumps(study), encoding="utf-8")
    assert "never changed" in refused(tmp_path / "again.json", out)
    assert digests(out) == before
    # Elsewhere it may go; the fields of the earlier result are kept.
    assess(tmp_path / "again.json", tmp_path / "other")
    assert "sink_tco2e_1" in rows(tmp_path / "other" / "carbon.gpkg", "land_carbon")[0]


# ---- studies that cannot be run


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not JSON"),
        ("[1, 2]", "not a Tanheng study"),
        ('{"city": "x"}', "no tanheng_study version"),
        ('{"tanheng_study": 99, "layers": []}', "made by a newer Tanheng (schema 99)"),
        ('{"tanheng_study": 1, "layers": "land.gpkg"}', "the value of layers has the wrong type"),
        (
            '{"tanheng_study": 1, "land_year": "2019", "layers": [{}]}',
            "the value of land_year has the wrong type",
        ),
        ('{"tanheng_study": 1, "layers": [{"code_field": 5}]}', "the value of code_field has the wrong type"),
        ('{"tanheng_study": 1, "layers": []}', "layers is ''"),
    ],
)
def test_bad_studies(tmp_path, qgis_app, text, said):
    (tmp_path / "研究.json").write_text(text, encoding="utf-8")
    message = refused(tmp_path / "研究.json", tmp_path / "out")
    assert said in message
    assert "Traceback" not in message
    assert not (tmp_path / "out").exists()


def test_a_study_that_is_not_there(tmp_path, qgis_app):
    assert "none.json" in refused(tmp_path / "none.json", tmp_path / "out")


@pytest.mark.parametrize(
    ("layer", "said"),
    [
        ({"source": "gone.gpkg"}, ["gone.gpkg cannot be opened"]),
        ({"scheme": "sandiao9"}, ["scheme is 'sandiao9'", "ydyh2023"]),
        ({"area_unit": "acre"}, ["area_unit is 'acre'"]),
        ({"group_chars": 7}, ["group_chars is '7'"]),
        ({"code_field": "NO"}, ["Field NO is not in the layer", "DLBM"]),
        ({"scheme": "custom"}, ["needs a class map"]),
        ({"class_map": "gone.csv"}, ["gone.csv cannot be read"]),
    ],
)
def test_bad_land_layers(tmp_path, qgis_app, layer, said):
    study = json.loads(small_study(tmp_path).read_text(encoding="utf-8"))
    study["layers"][0].update(layer)
    message = refused(small_study(tmp_path, layers=study["layers"]), tmp_path / "out")
    for part in said:
        assert part in message
    assert not (tmp_path / "out").exists()


def test_everything_wrong_is_said_at_once(tmp_path, qgis_app):
    study = json.loads(small_study(tmp_path).read_text(encoding="utf-8"))
    good = study["layers"][0]
    layers = [
        {**good, "source": "gone.gpkg"},
        {**good, "scheme": "sandiao9"},
        {**good, "class_map": "lost.csv"},
    ]
    (tmp_path / "links.csv").write_text("sector,class_code,weight\nno_such,0301,1\n", encoding="utf-8")
    path = small_study(
        tmp_path, layers=layers, inventory="none.csv", sink_table="also_none.csv", link_table="links.csv"
    )
    message = refused(path, tmp_path / "out")
    for part in ("gone.gpkg", "sandiao9", "lost.csv", "none.csv", "also_none.csv", "no_such"):
        assert part in message, part
    assert len(message.splitlines()) == len(set(message.splitlines())) == 6


def test_an_output_folder_that_cannot_be_made(tmp_path, no_maps, qgis_app):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    study = small_study(tmp_path)
    before = digests(tmp_path)
    for folder in (tmp_path / "file", tmp_path / "file" / "out"):
        message = refused(study, folder)
        assert str(folder) in message and "cannot be written" in message
    assert digests(tmp_path) == before


def test_a_refusal_by_what_the_layer_holds(tmp_path, no_maps, qgis_app):
    """Names that fit another scheme are seen only when everything is read; then no folder is left either."""
    path = small_land.write(tmp_path / "land.gpkg")
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    source.ExecuteSQL("UPDATE DLTB SET DLBM = '0303' WHERE DLMC = '灌木林地'")
    del source
    message = refused(small_study(tmp_path), tmp_path / "out")
    assert "Code 0303 is named 灌木林地" in message
    assert sorted(p.name for p in tmp_path.iterdir()) == ["land.gpkg", "study.json"]


# ---- the target


def test_the_target_is_stored_and_adds_up(city):
    folder, results, _ = city
    out = folder / "结果" / "carbon.gpkg"
    ((emission,),) = query(
        out, "SELECT emission_t FROM projection WHERE year = 2035 AND scenario = 'baseline'"
    )
    assert results["TARGET_EMISSION"] == emission
    # The study plans no sink of its own: the task is measured against the present one.
    assert results["REDUCTION_TASK"] == pytest.approx(emission - results["SINK_TOTAL"], rel=1e-12)
    ((years,),) = query(out, "SELECT count(*) FROM series")
    assert years == 10
    # KAYA of the last year by hand: 348.1 × 10⁴ t over 304.7 × 10⁸ yuan.
    ((intensity,),) = query(out, "SELECT intensity FROM projection WHERE year = 2019")
    assert intensity == pytest.approx(348.1 / 304.7, rel=1e-12)
    intervals = query(out, "SELECT DISTINCT output, low_t, central_t, high_t FROM uncertainty")
    assert {name for name, *_ in intervals} == {
        "sink",
        "emission",
        "gap",
        "target_emission",
        "reduction_task",
    }
    assert all(low < central < high for _, low, central, high in intervals)
    central = {name: value for name, _, value, _ in intervals}
    assert central["sink"] == pytest.approx(results["SINK_TOTAL"], rel=1e-9)
    assert central["emission"] == pytest.approx(results["EMISSION_TOTAL"], rel=1e-9)


def test_the_inventory_is_stored_with_what_polygons_carry(city):
    folder, results, _ = city
    out = folder / "结果" / "carbon.gpkg"
    ((total, placed),) = query(out, "SELECT sum(t_co2e), sum(allocated_t) FROM inventory")
    assert total == pytest.approx(results["EMISSION_TOTAL"], rel=1e-12)
    assert placed == pytest.approx(results["EMISSION_TOTAL"] - results["EMISSION_UNALLOCATED"], rel=1e-9)


def test_a_series_that_cannot_be_read_stops_the_run(tmp_path):
    (tmp_path / "series.csv").write_text("year,emission_wan_t\n2010,viel\n", encoding="utf-8")
    study = small_study(
        tmp_path, target={"series": "series.csv", "year": 2035, "population_wan": 1, "gdp_pc_wan": 1}
    )
    message = raised_text(lambda: assess(study, tmp_path / "out"))
    assert "series.csv" in message and "viel" in message
    assert not (tmp_path / "out").exists()


def test_the_inventory_is_made_from_the_energy_balance(tmp_path, no_maps, qgis_app):
    (tmp_path / "balance.csv").write_text(balances.SMALL, encoding="utf-8")
    choice = {"source": "balance.csv"}
    study = small_study(tmp_path, energy_balance=choice, city_total_tco2e=None)
    results = assess(study, tmp_path / "out")
    made = study_inventory(open_study(study))
    assert results["EMISSION_TOTAL"] == pytest.approx(made.direct_t, rel=1e-12) and made.direct_t > 0.0
    out = tmp_path / "out" / "carbon.gpkg"
    stored = dict(query(out, "SELECT sector, t_co2e FROM inventory"))
    assert stored == pytest.approx({one.label: one.t_co2e for one in by_sector(made)}, rel=1e-12)
    # The record repeats the run, so it keeps the way to the balance.
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert record["study"]["energy_balance"]["source"] == "../balance.csv"


@pytest.mark.parametrize("value", ["'hidden \\' word'", "hidden"])
def test_the_record_keeps_no_password(tmp_path, qgis_app, value):
    source = f"dbname='land' host=127.0.0.1 user='planner' PassWord={value} table=\"public\".\"dltb\" (geom)"
    layer = LandLayerChoice(source=source, provider="postgres", code_field="DLBM")
    text = json.dumps(run_record(Study(layers=[layer]), tmp_path, {}))
    assert "hidden" not in text and "word" not in text.replace("password", "")
    assert "user='planner'" in text and "dltb" in text
