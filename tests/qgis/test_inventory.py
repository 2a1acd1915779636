# SPDX-License-Identifier: GPL-2.0-or-later
"""tanheng:inventory on files as planners have them, on bad ones, and in one model with landcarbon."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import small_land
from balances import CEADS, SMALL, changed, sheet
from qgis.core import (
    QgsApplication,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProject,
)
from run_algorithm import Listener, raised_text, rows
from workbooks import write_ods, write_xlsx

from tanheng.algorithms.inventory import InventoryAlgorithm
from tanheng.algorithms.provider import TanhengProvider

GRID = [list(row) for row in sheet().rows]
CEADS_GRID = [list(row) for row in sheet(CEADS).rows]
#: What the title, the fuels and the units span in the small balance.
MERGED = ["A1:I1", "B3:C3", "B5:C5", "A3:A4"]
COAL, COKE, PETROL, GAS = 1.900299, 2.860419, 2.925056, 21.621888
DIRECT = 200e4 * COAL + 36e4 * COKE + 5e4 * PETROL + 2e4 * GAS


def inventory(tmp_path, source, **parameters):
    """Run the algorithm; results with ``OUTPUT``, ``RECOGNITION``, ``ISSUES`` and ``MEMO`` as rows."""
    outputs = {n: str(tmp_path / f"{n.lower()}.gpkg") for n in ("OUTPUT", "RECOGNITION", "ISSUES", "MEMO")}
    values = {"INPUT": str(source), **outputs, **parameters}
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    listener = Listener()
    context.setFeedback(listener)
    algorithm = InventoryAlgorithm().create()
    fine, message = algorithm.checkParameterValues(values, context)
    if not fine:
        raise QgsProcessingException(message)
    results, fine = algorithm.run(values, context, listener, {}, False)
    assert fine, listener.messages
    return {**results, **{name: rows(path) for name, path in outputs.items()}}


def refusal(tmp_path, source, **parameters) -> str:
    return raised_text(lambda: inventory(tmp_path, source, **parameters))


def csv_file(tmp_path, text=SMALL, encoding="utf-8") -> Path:
    path = tmp_path / "平衡表.csv"
    path.write_bytes(text.encode(encoding))
    return path


def codes(result) -> set[str]:
    return {row["code"] for row in result["ISSUES"]}


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv", "gbk"])
def test_the_same_balance_from_every_format(qgis_app, tmp_path, kind):
    if kind == "xlsx":
        source = write_xlsx(tmp_path / "能源.xlsx", {"封面": [["说明"]], "2017": GRID}, MERGED)
    elif kind == "ods":
        source = write_ods(tmp_path / "能源.ods", {"2017": GRID})
    else:
        source = csv_file(tmp_path, encoding="gb18030" if kind == "gbk" else "utf-8")
    result = inventory(tmp_path, source)
    assert result["TOTAL"] == pytest.approx(DIRECT, rel=1e-6)
    assert result["TOTAL_ENERGY_CO2"] == result["TOTAL"] and result["TOTAL_INDIRECT"] == 0.0
    assert result["GAP_PERCENT"] == pytest.approx(0.0, abs=1e-6)
    assert result["INVENTORY_YEAR"] == 2017 and result["PRINTED_TOTAL"] is None
    assert math.fsum(row["t_co2e"] for row in result["OUTPUT"]) == pytest.approx(DIRECT, rel=1e-6)
    listed = {(r["kind"], r["row"], r["taken_for"]) for r in result["RECOGNITION"]}
    assert ("row", 13, "2.1") in listed and ("footnote", 29, "") in listed
    assert {r["item"] for r in result["MEMO"]} >= {"electricity_import", "feedstock_stored"}
    assert all(row["source"] and row["confidence"] for row in result["OUTPUT"])


def test_tables_of_the_user(qgis_app, tmp_path):
    (tmp_path / "f.csv").write_text("fuel,co2_factor\n原煤,2\n", "utf-8")
    (tmp_path / "a.csv").write_bytes("activity,region_or_type,value,unit\n水泥熟料,,1,万吨\n".encode("gbk"))
    (tmp_path / "s.csv").write_text("row,fuel,sector,share\n其他,汽油,energy_services,1\n", "utf-8")
    result = inventory(
        tmp_path, csv_file(tmp_path), FACTORS=str(tmp_path / "f.csv"), ACTIVITY=str(tmp_path / "a.csv"),
        SHARES=str(tmp_path / "s.csv"), ELECTRICITY="include", GRID_FACTOR=0.5,
    )  # fmt: skip
    assert result["TOTAL"] == pytest.approx(DIRECT + 200e4 * (2 - COAL) + 5380, rel=1e-6)
    assert result["TOTAL"] - result["TOTAL_ENERGY_CO2"] == pytest.approx(5380)
    assert result["TOTAL_INDIRECT"] == pytest.approx(5e5 * 0.5)
    marked = [row for row in result["OUTPUT"] if row["fuel"] == "cement_clinker"]
    assert marked[0]["confidence"].endswith("unverified: well known") and "factor_unverified" in codes(result)


def test_years_in_sheets(qgis_app, tmp_path):
    other = [list(row) for row in sheet(SMALL.replace("2017年", "2018年").replace("36,8,1", "30,8,1")).rows]
    source = write_xlsx(tmp_path / "t.xlsx", {"甲": GRID, "乙": other})
    assert inventory(tmp_path, source, YEAR=2017)["INVENTORY_YEAR"] == 2017
    latest = inventory(tmp_path, source)
    assert latest["INVENTORY_YEAR"] == 2018 and "balance_year_chosen" in codes(latest)
    assert inventory(tmp_path, source, SHEET="甲")["INVENTORY_YEAR"] == 2017
    twice = write_xlsx(tmp_path / "u.xlsx", {"甲": GRID, "乙": GRID})
    assert "2017" in refusal(tmp_path, twice) and "甲, 乙" in refusal(tmp_path, twice)
    assert "丁" in refusal(tmp_path, twice, SHEET="丁")


def test_a_sheet_of_the_shape_of_ceads(qgis_app, tmp_path):
    result = inventory(
        tmp_path, write_xlsx(tmp_path / "c.xlsx", {"NOTE": [["Unit"]], "City2017": CEADS_GRID})
    )
    assert result["TOTAL"] == result["PRINTED_TOTAL"] == 9.5e6
    assert result["TOTAL_ENERGY_CO2"] == 9.0e6 and "inventory_options_unused" in codes(result)


@pytest.mark.parametrize(
    "old, new, words",
    [
        ("1.火力发电,-100,-100,", "1.火力发电,-100,约100,", ("2017", "13", "C", "约100")),
        ("1.工 业,50,50,36", "1.工 业,50,500000,36", ("2017", "18", "C", "10,000")),
        ("2.供热,-50,-50,,,,,100,", "1.火力发电,-50,-50,,,,,100,", ("2017", "14", "13")),
        (",万吨,,万吨,亿立方米", ",亿千瓦时,,万吨,亿立方米", ("2017", "B", "煤合计")),
    ],
)
def test_bad_tables_name_sheet_row_and_column(qgis_app, tmp_path, old, new, words):
    grid = [list(row) for row in sheet(changed(old, new)).rows]
    text = refusal(tmp_path, write_xlsx(tmp_path / "t.xlsx", {"2017": grid}))
    for word in words:
        assert word in text
    assert not list(tmp_path.glob("*.gpkg"))


def test_totals_that_disagree_and_missing_rows_are_warnings(qgis_app, tmp_path):
    text = changed("四、终端消费量,55,55,36", "四、终端消费量,55,58,36").replace(
        "2.供热,-50,-50,,,,,100,\n", ""
    )
    result = inventory(tmp_path, csv_file(tmp_path, text))
    assert {"balance_totals_disagree", "balance_row_missing"} <= codes(result)


def test_all_faults_are_said_at_once(qgis_app, tmp_path):
    (tmp_path / "f.csv").write_text("fuel,co2_factor\n反物质,2\n", "utf-8")
    (tmp_path / "a.csv").write_text("activity,region_or_type,value,unit\nalchemy,,1,t\n", "utf-8")
    text = refusal(
        tmp_path,
        csv_file(tmp_path),
        YEAR=1999,
        FACTORS=str(tmp_path / "f.csv"),
        ACTIVITY=str(tmp_path / "a.csv"),
    )
    for word in ("1999", "反物质", "alchemy"):
        assert word in text


def test_files_that_are_no_tables(qgis_app, tmp_path):
    (tmp_path / "t.xlsx").write_bytes("不是表".encode())
    assert "t.xlsx" in refusal(tmp_path, tmp_path / "t.xlsx")
    (tmp_path / "t.csv").write_text("a,b\n1,2\n", "utf-8")
    assert "t" in refusal(tmp_path, tmp_path / "t.csv")
    assert not list(tmp_path.glob("*.gpkg"))


def test_the_table_that_is_read_is_never_written_over(qgis_app, tmp_path):
    source = csv_file(tmp_path)
    before = source.read_bytes()
    assert source.name in refusal(tmp_path, source, OUTPUT=str(source))
    assert source.read_bytes() == before


class _Provider(TanhengProvider):
    """The provider, with the inventory where it is not in it."""

    def loadAlgorithms(self) -> None:
        super().loadAlgorithms()
        if self.algorithm("inventory") is None:
            self.addAlgorithm(InventoryAlgorithm())


@pytest.fixture()
def provider(qgis_app):
    registry = QgsApplication.processingRegistry()
    old = registry.providerById("tanheng")
    if old is not None and old.algorithm("inventory") is not None:
        yield old
        return
    if old is not None:
        registry.removeProvider(old)
    made = _Provider()
    assert registry.addProvider(made)
    yield made
    registry.removeProvider(made)


def test_inventory_feeds_landcarbon_in_one_model(provider, tmp_path):
    model = QgsProcessingModelAlgorithm("city", "City", "tests")
    model.addModelParameter(
        QgsProcessingParameterFile("BALANCE", "Balance"), QgsProcessingModelParameter("BALANCE")
    )
    model.addModelParameter(
        QgsProcessingParameterFeatureSource("LAND", "Land", [QgsProcessing.SourceType.TypeVectorPolygon]),
        QgsProcessingModelParameter("LAND"),
    )

    def given(name):
        return [QgsProcessingModelChildParameterSource.fromModelParameter(name)]

    def static(value):
        return [QgsProcessingModelChildParameterSource.fromStaticValue(value)]

    first = QgsProcessingModelChildAlgorithm("tanheng:inventory")
    first.setChildId("inventory")
    first.addParameterSources("INPUT", given("BALANCE"))
    model.addChildAlgorithm(first)
    second = QgsProcessingModelChildAlgorithm("tanheng:landcarbon")
    second.setChildId("land")
    second.addParameterSources("INPUT", given("LAND"))
    for name, value in (("CODE_FIELD", "DLBM"), ("SCHEME", "sandiao"), ("AREA_FIELD", "TBMJ")):
        second.addParameterSources(name, static(value))
    second.addParameterSources(
        "INVENTORY", [QgsProcessingModelChildParameterSource.fromChildOutput("inventory", "OUTPUT")]
    )
    output = QgsProcessingModelOutput("result")
    output.setChildId("land")
    output.setChildOutputName("OUTPUT")
    second.setModelOutputs({"result": output})
    model.addChildAlgorithm(second)

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    land = small_land.write(tmp_path / "land.gpkg")
    listener = Listener()
    values = {
        "BALANCE": str(csv_file(tmp_path)),
        "LAND": str(land),
        "land:result": str(tmp_path / "carbon.gpkg"),
    }
    results, fine = model.run(values, context, listener)
    assert fine, listener.messages
    children = results["CHILD_RESULTS"]
    assert children["inventory"]["TOTAL"] == pytest.approx(DIRECT, rel=1e-6)
    total = children["land"]["EMISSION_TOTAL"]
    assert total == pytest.approx(children["inventory"]["TOTAL"], rel=1e-12)
    emitted = sum(row["emit_tco2e"] or 0.0 for row in rows(tmp_path / "carbon.gpkg"))
    assert emitted == pytest.approx(total - children["land"]["EMISSION_UNALLOCATED"], rel=1e-9)
    assert emitted > 0.0
