# SPDX-License-Identifier: GPL-2.0-or-later
"""Series read from tables as planners have them; trend tests against enumeration and by hand."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tanheng.core.problems import Severity
from tanheng.core.series import COLUMNS, intensity_t_per_wan, make_series, parse_series, per_head_t
from tanheng.core.table_parsing import RawTable
from tanheng.core.trend_test import mann_kendall, recent_trend

BASE = ("year", "emission_wan_t", "gdp_yi", "population_wan")


def table(*rows, columns=BASE):
    return RawTable("s.csv", columns, tuple(dict(zip(columns, row)) for row in rows))


def found(problems):
    return [(p.code, dict(p.params).get("row"), dict(p.params).get("column"), p.value) for p in problems]


def errors(problems):
    return [p.code for p in problems if p.severity is Severity.ERROR]


def test_paper_figures_of_2017():
    series, problems = parse_series(
        table(
            ("2017", "3481", "282.24", "9.90"),
            columns=("year", "emission_wan_t", "population_wan", "gdp_pc_wan"),
        )
    )
    assert problems == []
    assert series.gdp_yi[0] == pytest.approx(2794.176, rel=1e-12)
    assert series.per_head_t[0] == pytest.approx(12.33347506, abs=5e-9)
    assert round(series.per_head_t[0], 2) == 12.33
    assert series.intensity_t_per_wan[0] == pytest.approx(1.245805561, abs=5e-10)
    assert series.emission_t[0] == 34810000.0
    assert per_head_t(3481, 282.24) == series.per_head_t[0]
    assert intensity_t_per_wan(3481, 282.24 * 9.90) == pytest.approx(1.2458, abs=5e-5)


@pytest.mark.parametrize("kept", list(itertools.combinations(COLUMNS, 3)), ids="-".join)
def test_any_three_independent_columns_give_the_rest(kept):
    # 200 × 10⁴ t, 500 × 10⁸ yuan, 25 × 10⁴ persons: 8 t per head, 0.4 t per 10⁴ yuan, 20 × 10⁴ yuan per head
    whole = dict(zip(COLUMNS, (200.0, 500.0, 25.0, 8.0, 0.4, 20.0)))
    series = make_series([2020], **{c: [whole[c]] for c in kept})
    # Three columns that are tied by one ratio leave the scale open.
    tied = [
        {"emission_wan_t", "population_wan", "per_head_t"},
        {"emission_wan_t", "gdp_yi", "intensity_t_per_wan"},
        {"gdp_yi", "population_wan", "gdp_pc_wan"},
        {"per_head_t", "intensity_t_per_wan", "gdp_pc_wan"},
    ]
    values = {c: float(series.values[c][0]) for c in COLUMNS}
    if set(kept) in tied:
        assert {c for c in COLUMNS if not math.isnan(values[c])} == set(kept)
    else:
        assert values == pytest.approx(whole, rel=1e-12)


def test_printed_ratios_do_not_replace_the_statistics():
    columns = ("year", "emission_wan_t", "gdp_yi", "population_wan", "intensity_t_per_wan", "per_head")
    series, problems = parse_series(
        table(("2017", "3481", "2794.176", "282.24", "1.25", "12.33"), columns=columns)
    )
    assert problems == []
    assert series.intensity_t_per_wan[0] == pytest.approx(3481 / 2794.176, rel=1e-15)
    series, problems = parse_series(
        table(("2017", "3481", "2794.176", "282.24", "1.52", "12.33"), columns=columns)
    )
    assert found(problems) == [("series_values_disagree", "2", "intensity_t_per_wan", "1.52")]
    assert series.intensity_t_per_wan[0] == pytest.approx(1.2458, abs=5e-5)


def test_rows_are_sorted_and_unknown_stays_unknown():
    series, problems = parse_series(table(("2019", "3,600", "-", ""), ("2018", "３５００", "3000", "283")))
    assert problems == []
    assert series.years.tolist() == [2018, 2019]
    assert series.emission_t.tolist() == [35000000.0, 36000000.0]
    assert np.isnan(series.values["per_head_t"][1]) and np.isnan(series.gdp_yi[1])
    years, values = series.known("gdp_yi")
    assert (years.tolist(), values.tolist()) == ([2018], [3000.0])


def test_rounding_is_that_of_the_column():
    rows = (("2018", "3500.5", "3000", "283"), ("2019", "3600", "3100.25", "284"))
    assert parse_series(table(*rows))[0].rounding == {
        **dict.fromkeys(COLUMNS, 0.0), "emission_wan_t": 0.05, "gdp_yi": 0.005, "population_wan": 0.5
    }  # fmt: skip


@pytest.mark.parametrize(
    "rows, expected",
    [
        ([("2017", "3481", "2794", "282"), ("2017", "1", "1", "1")], ("table_duplicate_key", "3", "year", "2017")),
        ([("2017", "约3481", "2794", "282")], ("table_not_a_number", "2", "emission_wan_t", "约3481")),
        ([("2017", "3481", "0", "282")], ("table_value_not_positive", "2", "gdp_yi", "0")),
        ([("2017", "3481", "2794", "0")], ("table_value_not_positive", "2", "population_wan", "0")),
        ([("2017", "-3481", "2794", "282")], ("table_value_not_positive", "2", "emission_wan_t", "-3481")),
        ([("2017.5", "3481", "2794", "282")], ("table_value_not_allowed", "2", "year", "2017.5")),
        ([("17", "3481", "2794", "282")], ("table_value_not_allowed", "2", "year", "17")),
        ([("", "3481", "2794", "282")], ("table_blank_key", "2", "year", "")),
        # one slip of 10⁴ each: t for 10⁴ t, 10⁴ yuan for 10⁸ yuan, persons for 10⁴ persons
        ([("2017", "34810000", "2794", "282")], ("series_value_suspect", "2", "emission_wan_t", "34810000")),
        ([("2017", "3481", "27941760", "282")], ("series_value_suspect", "2", "gdp_yi", "27941760")),
        ([("2017", "3481", "2794", "2822400")], ("series_value_suspect", "2", "population_wan", "2822400")),
        ([("2016", "3400", "", ""), ("2017", "34810000", "", "")],
         ("series_jump", "3", "emission_wan_t", "34810000")),
        ([("2015", "3400", "", ""), ("2016", "0.3440", "", ""), ("2017", "3481", "", "")],
         ("series_jump", "3", "emission_wan_t", "0.3440")),
    ],
)  # fmt: skip
def test_faults_are_named_by_row_and_column(rows, expected):
    _, problems = parse_series(table(*rows))
    assert found(problems) == [expected]
    assert errors(problems) == [expected[0]]


def test_all_faults_are_found_and_the_good_rows_kept():
    rows = [("2015", "x", "2794", "282"), ("2015", "1", "1", "1"), ("2017", "3481", "0", "282"),
            ("2018", "3500", "2900", "283")]  # fmt: skip
    series, problems = parse_series(table(*rows))
    assert sorted(errors(problems)) == [
        "table_duplicate_key",
        "table_not_a_number",
        "table_value_not_positive",
    ]
    assert series.years.tolist() == [2015, 2017, 2018]
    assert series.intensity_t_per_wan[2] == pytest.approx(3500 / 2900)


def test_gap_years_are_named():
    rows = [("2006", "2000", "900", "250"), ("2010", "2500", "1500", "270"), ("2012", "2600", "1700", "272")]
    series, problems = parse_series(table(*rows))
    assert [(p.code, p.severity, dict(p.params)["missing"], dict(p.params)["row"]) for p in problems] == [
        ("series_gap_year", Severity.WARNING, "2007–2009", "3"),
        ("series_gap_year", Severity.WARNING, "2011", "4"),
    ]
    assert len(series) == 3


def test_missing_columns():
    assert found(parse_series(table(("3481",), columns=("emission_wan_t",)))[1])[0][::3] == (
        "table_missing_column", "year",
    )  # fmt: skip
    series, problems = parse_series(table(("2017",), columns=("year",)))
    assert [p.value for p in problems] == ["emission_wan_t", "gdp_yi", "population_wan"]
    assert len(series) == 0
    assert [p.code for p in parse_series(table())[1]] == ["table_empty"]


def test_price_base():
    columns = (*BASE, "price_base")
    one = table(
        ("2017", "3481", "2794", "282", "2015年不变价"), ("2018", "3500", "2900", "283", ""), columns=columns
    )
    series, problems = parse_series(one)
    assert (series.price_base, problems) == ("2015年不变价", [])
    assert parse_series(table(("2017", "3481", "2794", "282")), "2020 prices")[0].price_base == "2020 prices"
    two = table(
        ("2017", "3481", "2794", "282", "2015"), ("2018", "3500", "2900", "283", "2020"), columns=columns
    )
    assert found(parse_series(two)[1]) == [("price_base_mixed", "3", "price_base", "2020")]


def test_changed_values_are_derived_again():
    series = make_series(
        [2016, 2017], emission_wan_t=[10.0, 20.0], gdp_yi=[10.0, 10.0], population_wan=[1.0, 1.0]
    )
    other = series.changed({(2017, "emission_wan_t"): 30.0})
    assert other.intensity_t_per_wan.tolist() == [1.0, 3.0]
    assert series.intensity_t_per_wan.tolist() == [1.0, 2.0]
    with pytest.raises(KeyError):
        series.changed({(2018, "emission_wan_t"): 1.0})


# Mann–Kendall


def test_mann_kendall_by_hand():
    # Five rising values: S = 10 pairs, Var = 5·4·15/18 = 16.667, z = 9/4.0825; 2 of 5! orders are as strict.
    test = mann_kendall([1, 2, 3, 4, 5])
    assert (test.s, test.trend) == (10, "rising")
    assert test.z == pytest.approx(9 / math.sqrt(50 / 3))
    assert test.p == pytest.approx(2 / 120)
    # Four values with one falling pair: falling pairs of 24 orders are 1, 3, 5, 6, 5, 3, 1; |S| ≥ 4 in 8 of them.
    test = mann_kendall([1, 3, 2, 4])
    assert (test.s, test.trend) == (4, "too_short")
    assert test.p == pytest.approx(8 / 24)
    # 112, 121, 211: |S| ≥ 2 in two of three.
    assert mann_kendall([1, 1, 2])[::2] == (2, pytest.approx(2 / 3))
    assert mann_kendall([9, 7, 5, 3, 1]).trend == "falling"
    assert mann_kendall([2.0] * 6) == (0, 0.0, 1.0, "none")


def test_mann_kendall_normal_with_ties():
    # 12 values, one tie: S = 66 − 1; Var = (12·11·29 − 2·1·9)/18 = 211.667; z = 64/14.5488 = 4.39900
    test = mann_kendall([1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    assert test.s == 65
    assert test.z == pytest.approx(4.39900, abs=1e-5)
    assert test.p == pytest.approx(1.0876e-5, rel=1e-3)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=2, max_size=7))
def test_exact_p_is_that_of_enumeration(values):
    def s_of(order):
        return sum((b > a) - (b < a) for a, b in itertools.combinations(order, 2))

    scores = [abs(s_of(order)) for order in itertools.permutations(values)]
    expected = sum(score >= abs(s_of(values)) for score in scores) / len(scores)
    assert mann_kendall(values).p == pytest.approx(expected, rel=1e-12)


def test_exact_and_normal_meet_at_ten():
    values = [3, 1, 4, 6, 5, 9, 2, 7, 10, 8]
    test = mann_kendall(values)
    assert test.p == pytest.approx(math.erfc(abs(test.z) / math.sqrt(2)), abs=0.01)


def test_unknown_values_are_refused():
    with pytest.raises(ValueError):
        mann_kendall([1.0, math.nan])


@pytest.mark.parametrize(
    "code, values",
    [
        ("too_short", [1, 2, 3, 4]),
        ("rising", [10, 11, 12, 12.5, 13, 14]),
        ("falling", [14, 13, 12.5, 12, 11, 10]),
        ("peaked", [10, 12, 14, 13.5, 13, 12, 11]),
        ("plateau", [100, 101, 99, 100.5, 99.5, 100]),
        ("unclear", [10, 20, 12, 25, 14, 19]),
    ],
)
def test_recent_trend(code, values):
    years = range(2010, 2010 + len(values))
    test = recent_trend(years, values)
    assert test.code == code
    assert (test.first_year, test.last_year) == (2010, 2009 + len(values))
    assert test.peak_year == 2010 + max(i for i, v in enumerate(values) if v == max(values))


def test_recent_trend_looks_at_the_last_years_only():
    values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 9, 8, 7, 6, 5]
    years = range(2001, 2016)
    assert recent_trend(years, values, last=15).code == "peaked"
    test = recent_trend(years, values, last=6)
    assert (test.code, test.first_year, test.slope) == ("falling", 2010, -1.0)


def test_slope_uses_the_years():
    assert recent_trend([2000, 2005, 2010], [0.0, 10.0, 20.0]).slope == 2.0
