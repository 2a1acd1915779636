# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading energy balances as they are printed, and what is said of those that are wrong."""

from __future__ import annotations

import math
import time

import pytest
from balances import SMALL, changed, sheet

from tanheng.core.cells import column_letter
from tanheng.core.energy_balance import choose_balance
from tanheng.core.energy_sheet import read_energy_balances
from tanheng.core.energy_tables import find_fuel, find_row, find_unit, load_fuels, load_rows
from tanheng.core.problems import RefusedInput, Severity


def read(text: str = SMALL, name: str = "2017"):
    balances, _ = read_energy_balances([sheet(text, name)])
    assert len(balances) == 1
    return balances[0]


def found(text: str, code: str):
    """(row, column, value) of every problem of a code."""
    return [
        (dict(p.params).get("row"), dict(p.params).get("column"), p.value)
        for p in read(text).problems
        if p.code == code
    ]


def test_the_small_balance_is_read_without_a_problem():
    balance = read()
    assert balance.problems == []
    assert (balance.sheet, balance.year) == ("2017", 2017)
    assert balance.value("2.1", "raw_coal") == -1e6  # t
    assert balance.value("4.2", "blast_furnace_gas") == 8e4  # 10⁴ m³
    assert balance.value("1.7", "electricity") == -1e5  # MWh
    assert balance.value("2.2", "heat") == 1e6  # GJ
    assert balance.value("4.2.1", "raw_coal") == 5e4
    assert math.isnan(balance.value("1.2", "raw_coal")) and math.isnan(balance.value("4.3", "coke"))
    assert not balance.in_tce.any()


def test_everything_is_listed():
    kinds = {(r.kind, r.row, r.text, r.id) for r in read().recognised}
    assert ("footnote", 29, "注:本表数据为初步核实数。", "") in kinds
    assert ("row", 19, "# 用作原料、材料", "4.2.1") in kinds
    assert ("year", 1, "某市能源平衡表(实物量)2017年", "2017") in kinds
    assert sum(kind == "fuel" for kind, *_ in kinds) == 8


@pytest.mark.parametrize("row", load_rows().values(), ids=lambda r: r.id)
def test_every_row_is_found_by_its_own_names(row):
    assert find_row(row.name_zh, row.section).id == row.id
    assert find_row(row.name_en, row.section).id == row.id


@pytest.mark.parametrize("fuel", load_fuels().values(), ids=lambda f: f.id)
def test_every_fuel_is_found_by_its_own_names(fuel):
    for text in (fuel.name_zh, fuel.name_en, fuel.name_zh + "\n" + fuel.name_en, f" {fuel.name_zh}(万吨) "):
        assert find_fuel(text).id == fuel.id
    assert find_unit(fuel.physical_unit) == (fuel.dimension, fuel.base_per_unit)


@pytest.mark.parametrize(
    "text, row",
    [("（二）第二产业 1.工业", "4.2"), ("其中：用作原料、材料", "4.2.1"), ("本省(区、市)调出量（－）", "1.7"),
     ("库存增(-)、减(+)量", "1.11"), ("２．乡　村", "4.7.2"), ("4.Final consumption", "4")],
)  # fmt: skip
def test_names_as_printed(text, row):
    assert find_row(text).id == row


def test_recovered_energy_is_told_apart_by_its_section():
    assert (find_row("回收能", "1").id, find_row("回收能", "2").id) == ("1.3", "2.9")


def test_column_letters():
    assert [column_letter(c) for c in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_total_below_a_merged_heading_is_the_groups_total():
    text = SMALL.replace("项  目,煤合计,,焦炭", "项  目,煤炭,,焦炭").replace(
        "\n,,原煤,,,,,,\n", "\n,合计,原煤,,,,,,\n"
    )
    balance = read(text)
    assert balance.value("4", "coal_total") == 55e4 and balance.value("4", "raw_coal") == 55e4


def test_a_heading_that_is_named_like_a_row_stays_a_heading():
    text = SMALL.replace("\n,,原煤,,,,,,\n", "\n,,原煤,,,,,,\n,,,,,其他,,,\n")
    balance = read(text)
    assert balance.value("4.2", "raw_coal") == 50e4 and balance.value("4.2", "gasoline") == 1e4


# ---- bad tables


def test_text_in_a_cell_is_named_with_its_place():
    text = changed("1.火力发电,-100,-100,", "1.火力发电,-100,约100,")
    assert found(text, "balance_not_a_number") == [("13", "C", "约100")]


def test_missing_rows_are_named():
    text = changed("2.供热,-50,-50,,,,,100,\n", "")
    assert found(text, "balance_row_missing") == [(None, None, "供热")]
    text = changed("# 用作原料、材料,5,5,,,,,,\n", "")
    assert len(found(text, "balance_feedstock_missing")) == 1


def test_a_table_without_final_consumption_is_refused():
    head, _, _ = SMALL.partition("四、")
    problems = read(head).problems
    assert [p.code for p in problems if p.severity is Severity.ERROR] == ["balance_no_final_rows"]


def test_totals_that_disagree_are_named_and_small_differences_are_not():
    text = changed("四、终端消费量,55,55,36", "四、终端消费量,55,57,36")
    assert ("15", "C", "原煤") in found(text, "balance_totals_disagree")
    text = changed("四、终端消费量,55,55,36", "四、终端消费量,55,55.05,36")
    assert found(text, "balance_totals_disagree") == []


def test_a_factor_of_ten_thousand_is_told_from_a_wrong_figure():
    text = changed("1.工 业,50,50,36", "1.工 业,50,500000,36")
    assert ("18", "C", "原煤") in found(text, "balance_factor_10000")
    assert all(place[:2] != ("15", "C") for place in found(text, "balance_totals_disagree"))
    text = changed("四、终端消费量,55,55,36", "四、终端消费量,55,0.0055,36")
    assert ("15", "C", "原煤") in found(text, "balance_factor_10000")
    # ten thousand times what the whole country uses, with nothing to compare it with
    text = changed("六、消费量合计,205,205", "六、消费量合计,,2050000")
    assert ("28", "C", "原煤") in found(text, "balance_factor_10000")


def test_a_unit_that_cannot_be_of_its_column_is_refused():
    text = changed(",万吨,,万吨,亿立方米", ",亿千瓦时,,万吨,亿立方米")
    assert found(text, "balance_unit_unfit") == [("5", "B", "煤合计")]


def test_duplicate_rows_and_columns():
    line = "2.供热,-50,-50,,,,,100,\n"
    text = changed(line, line + "2.供热,-40,-40,,,,,100,\n")
    assert found(text, "balance_row_duplicate") == [("15", None, "2.供热")]
    same = [p for p in read(changed(line, line + line)).problems if p.code == "balance_row_duplicate"]
    assert same[0].severity is Severity.INFO
    text = changed("煤合计,,焦炭,高炉煤气", "煤合计,,焦炭,焦 炭")
    assert found(text, "balance_fuel_duplicate") == [("5", "E", "焦炭")]


def test_what_is_not_recognised_is_listed_with_its_figures():
    text = changed("2.建筑业,,,,,,,,\n", "2.建筑业,,,,,,,,\n数据中心,7,7,,,,,,\n#轻工业,1,,,,,,,\n")
    assert found(text, "balance_row_unknown") == [("21", "B", "数据中心")]
    assert found(text, "balance_part_not_summed") == [("22", "B", "#轻工业")]
    text = changed("煤合计,,焦炭,高炉煤气", "煤合计,,焦炭,秘密煤气")
    assert [p[1:] for p in found(text, "balance_column_unknown")] == [("E", "秘密煤气 亿立方米")]


def test_a_table_without_units_says_what_it_took():
    text = changed(",万吨,,万吨,亿立方米,万吨,亿立方米,万百万千焦,亿千瓦小时\n", "")
    problems = [p for p in read(text).problems if p.code == "balance_unit_assumed"]
    assert len(problems) == 1 and "高炉煤气 亿立方米" in problems[0].value
    assert read(text).value("4.2", "coke") == 36e4


def test_fuel_put_in_with_a_positive_sign_is_said():
    text = changed("1.火力发电,-100,-100,", "1.火力发电,100,100,")
    assert ("13", "C", "原煤") in found(text, "balance_input_positive")


# ---- years, sheets, standard coal


def test_years_in_sheets_and_below_each_other():
    second = SMALL.replace("2017年", "2018年")
    balances, _ = read_energy_balances([sheet(SMALL, "甲"), sheet(second, "乙")])
    assert [b.year for b in balances] == [2017, 2018]
    balances, _ = read_energy_balances([sheet(SMALL + second, "all")])
    assert [(b.year, b.value("4.2", "coke")) for b in balances] == [(2017, 36e4), (2018, 36e4)]


def test_a_continued_table_adds_columns():
    more = "续表,,\n项目,柴油,燃料油\n,万吨,万吨\n四、终端消费量,3,\n1.工业,3,\n"
    balance = read(SMALL + more)
    assert balance.value("4.2", "diesel") == 3e4 and balance.value("4.2", "coke") == 36e4


def test_choosing_by_sheet_and_year():
    balances, _ = read_energy_balances(
        [sheet(SMALL, "甲"), sheet(SMALL, "乙"), sheet(SMALL.replace("2017年", "2018年"), "丙")]
    )
    assert choose_balance(balances, "乙")[0].sheet == "乙"
    latest, problems = choose_balance(balances)
    assert latest.year == 2018 and [p.code for p in problems] == ["balance_year_chosen"]
    for kwargs, code in (
        ({"year": 2017}, "balance_year_duplicate"),
        ({"year": 1999}, "balance_year_missing"),
        ({"sheet": "丁"}, "balance_sheet_missing"),
    ):
        with pytest.raises(RefusedInput) as refused:
            choose_balance(balances, **kwargs)
        assert [p.code for p in refused.value.problems] == [code]
    with pytest.raises(RefusedInput) as refused:
        choose_balance([], sheets=["封面"])
    assert refused.value.problems[0].code == "balance_not_found"


def test_standard_coal_is_seen_from_the_unit_or_the_title():
    lines = SMALL.split("\n")
    del lines[4]
    lines[1] = ",,,,,,,单位：万吨标准煤,"
    balance = read("\n".join(lines))
    assert balance.in_tce[balance.fuel_ids.index("coke")]
    assert balance.value("4.2", "coke") == 36e4  # t of standard coal
    lines[0], lines[1] = lines[0].replace("实物量", "标准量"), ",,,,,,,,"
    assert read("\n".join(lines)).in_tce[balance.fuel_ids.index("electricity")]


def test_a_sheet_without_a_balance_is_listed():
    balances, other = read_energy_balances([sheet("说明,\n本表,\n", "封面"), sheet()])
    assert len(balances) == 1 and [(o.kind, o.sheet) for o in other] == [("sheet", "封面")]


def test_a_large_sheet_of_figures_is_read_in_seconds():
    rows = ",".join(["123.45"] * 100) + "\n"
    start = time.perf_counter()
    balances, _ = read_energy_balances([sheet(rows * 2000, "big"), sheet()])
    assert len(balances) == 1 and time.perf_counter() - start < 10.0
