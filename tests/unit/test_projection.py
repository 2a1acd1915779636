# SPDX-License-Identifier: GPL-2.0-or-later
"""The paper's identities at full precision, each method by hand, and what is refused."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from tanheng.core.problems import RefusedInput, Severity
from tanheng.core.projection import (
    Scenario,
    kaya_inputs,
    kaya_paths,
    project,
    project_all,
)
from tanheng.core.projection_band import emission_band, input_half_widths
from tanheng.core.reduction_goals import GoalShares, split_task
from tanheng.core.scenario_tables import parse_goal_shares, parse_paths, parse_scenarios, with_paths
from tanheng.core.series import INTENSITY, make_series, parse_series
from tanheng.core.table_parsing import RawTable

WAN = 1e4


def table(columns, *rows, name="t.csv"):
    return RawTable(name, tuple(columns), tuple(dict(zip(columns, row)) for row in rows))


def weihai():
    """The paper: 2006 by its two ratios (8.93 t per head, 2.44), 2017 by 3481, 282.24 and 9.90."""
    columns = ("year", "emission_wan_t", "population_wan", "gdp_pc_wan", "per_head_t", "intensity_t_per_wan")
    series, problems = parse_series(
        table(
            columns, ("2006", "", "", "", "8.93", "2.44"), ("2017", "3481", "282.24", "9.90", "12.33", "1.25")
        )
    )
    assert [p.code for p in problems] == ["series_gap_year"]
    return series


PLAN = Scenario("plan", 2035, 320.0, 22.0)


def codes(problems):
    return [p.code for p in problems]


def refused(series, scenario):
    with pytest.raises(RefusedInput) as caught:
        project(series, scenario)
    return {p.code: dict(p.params) | {"value": p.value} for p in caught.value.problems}


# The paper's identities


def test_paper_identities_of_the_series():
    series = weihai()
    assert series.gdp_pc_wan[0] == pytest.approx(8.93 / 2.44, rel=1e-15)  # 3.6598, implied
    assert series.gdp_pc_wan[0] == pytest.approx(3.6598, abs=1e-3)
    assert series.per_head_t[1] == pytest.approx(12.3335, abs=5e-5)
    assert series.intensity_t_per_wan[1] == pytest.approx(1.245806, abs=5e-7)
    assert series.gdp_yi[1] == pytest.approx(2794.176, abs=1e-9)
    assert (series.intensity_t_per_wan[1] / 2.44) ** (1 / 11) - 1 == pytest.approx(-0.0592807, abs=1e-6)
    emission = series.emission_t[1]
    assert 12 + 52 + 82 + 8 == 154
    assert emission - 154 * WAN == 3327 * WAN
    assert 154 * WAN / emission == pytest.approx(0.044240, abs=1e-6)


def test_paper_2035():
    """I₂₀₃₅ = 1.245806 × (1.245806 / 2.44)^(18/11) = 0.414697; × 320 × 22 = 2919.47."""
    made = project(weihai(), PLAN)
    assert made.target_intensity_t_per_wan == pytest.approx(0.414697, abs=5e-7)
    assert made.target_emission_t == pytest.approx(2919.4675 * WAN, abs=1.0)
    assert 2909.7 * WAN <= made.target_emission_t <= 2929.3 * WAN
    exact = (3481 / 2794.176) * ((3481 / 2794.176) / 2.44) ** (18 / 11) * 7040 * WAN
    assert made.target_emission_t == pytest.approx(exact, rel=1e-13)
    # The printed 2917 lies within its tolerance; the traps of multiplying printed figures do not come out.
    assert abs(made.target_emission_t / WAN - 2917) <= 12.5
    assert abs(made.target_emission_t / WAN - 2886.4) > 30
    assert abs(made.target_emission_t / WAN - 2945.45) > 25


def test_paper_2035_from_the_value_that_gives_2917():
    series = weihai().changed({(2006, INTENSITY): 2.44126})
    assert project(series, PLAN).target_emission_t == pytest.approx(2917 * WAN, abs=0.02 * WAN)


def test_paper_2035_with_its_own_emission():
    """The paper's 2917 as given: gap 2726, 9.1156 t per head, sink share 6.5478 %, cut by 16.2 %."""
    own = replace(PLAN, method="path", path={2035: 2917 / 7040})
    made = project(weihai(), own)
    assert made.target_emission_t == pytest.approx(2917 * WAN, rel=1e-14)
    assert made.target_intensity_t_per_wan == pytest.approx(0.414347, abs=5e-7)
    assert made.reduction_task_t(191 * WAN) == pytest.approx(2726 * WAN, rel=1e-13)
    at = made.years == 2035
    assert made.per_head_t[at][0] == pytest.approx(9.115625, abs=1e-9)
    assert (made.population_wan * made.gdp_pc_wan)[at][0] == 7040.0
    assert 191 * WAN / made.target_emission_t == pytest.approx(0.065478, abs=1e-6)
    assert 1 - made.target_emission_t / made.emission_t[0] == pytest.approx(0.162022, abs=1e-6)
    assert 191 / 154 - 1 == pytest.approx(0.240260, abs=1e-6)


def test_band_from_the_rounding_of_the_first_intensity():
    low, high = emission_band(weihai(), PLAN, {(2006, INTENSITY): 0.005})
    at = 2035 - 2017
    assert low[at] == pytest.approx(2909.70 * WAN, abs=0.01 * WAN)
    assert high[at] == pytest.approx(2929.28 * WAN, abs=0.01 * WAN)
    # The base year does not depend on 2006.
    assert low[0] == high[0] == pytest.approx(3481 * WAN)


def test_paper_linear_trend_is_refused():
    """1.245806 + 18 (1.245806 − 2.44)/11 = −0.7083; the line is zero after 11.47 years, so first in 2029."""
    found = refused(weihai(), replace(PLAN, method="linear"))
    assert list(found) == ["projection_linear_negative"]
    assert found["projection_linear_negative"] == {
        "value": "-0.7083", "year": "2035", "zero": "2029", "scenario": "plan"
    }  # fmt: skip


# Methods by hand: intensity 2 in 2010 and 1 in 2020, population 100, GDP 1000

YEARS = [2010, 2020]


def simple(intensity=(2.0, 1.0), years=YEARS):
    last = [math.nan] * (len(years) - 1)
    return make_series(
        years,
        name="s",
        intensity_t_per_wan=list(intensity),
        gdp_yi=[*last, 1000.0],
        population_wan=[*last, 100.0],
    )


FLAT = Scenario("a", 2030, 100.0, 10.0)


def intensity(made, year):
    return float(made.intensity_t_per_wan[year - made.base_year])


def test_exponential():
    made = project(simple(), FLAT)
    assert (intensity(made, 2020), intensity(made, 2030), intensity(made, 2040)) == pytest.approx(
        (1.0, 0.5, 0.25)
    )
    assert made.emission_t[10] == pytest.approx(500.0 * WAN)
    assert made.years[[0, -1]].tolist() == [2020, 2060]


def test_exponential_fit():
    # ln I = 2, 1, 3 (×ln 2 of 4, 2, 8) over −10, 0, 10: mean 2, slope (−20 + 30)/200 = 0.05 per year, times ln 2
    made = project(simple((4.0, 2.0, 8.0), [2000, 2010, 2020]), replace(FLAT, method="exponential_fit"))
    assert intensity(made, 2030) == pytest.approx(2 ** (2 + 0.05 * 20))
    assert intensity(made, 2021) == pytest.approx(2 ** (2 + 0.05 * 11))
    assert intensity(made, 2020) == 8.0  # observed, not fitted
    assert project(simple(), replace(FLAT, method="exponential_fit")).emission_t == pytest.approx(
        project(simple(), FLAT).emission_t, rel=1e-12
    )


def test_linear():
    made = project(simple((2.0, 1.6)), replace(FLAT, method="linear"))
    assert (intensity(made, 2030), intensity(made, 2050)) == pytest.approx((1.2, 0.4))
    # zero in 2060: the path ends in 2059 and says so
    assert made.years[-1] == 2059
    assert [(p.code, p.value) for p in made.problems] == [("projection_linear_ends", "2060")]
    assert project(simple((1.0, 2.0)), replace(FLAT, method="linear")).years[-1] == 2060


def test_linear_that_is_just_zero_is_refused():
    assert (
        refused(simple((2.0, 1.0)), replace(FLAT, method="linear"))["projection_linear_negative"]["zero"]
        == "2030"
    )


def test_logistic():
    # floor 0, ceiling 3: odds I/(3 − I) are 2 in 2010 and 1/2 in 2020, a quarter every ten years: 1/8, I = 3/9
    made = project(simple(), replace(FLAT, method="logistic", ceiling_t_per_wan=3.0))
    assert (intensity(made, 2020), intensity(made, 2030)) == pytest.approx((1.0, 1 / 3))
    # floor 0.5, ceiling by default 2 × 2 − 0.5 = 3.5: odds 1 and 0.5/2.5 = 1/5, then 1/25: I = 0.5 + 3/26
    made = project(simple(), replace(FLAT, method="logistic", floor_t_per_wan=0.5))
    assert intensity(made, 2030) == pytest.approx(0.5 + 3 / 26)
    assert (made.intensity_t_per_wan > 0.5).all() and (np.diff(made.intensity_t_per_wan) < 0).all()


@pytest.mark.parametrize("values, change", [
    ((1.0, 2.0), {}), ((2.0, 1.0), {"floor_t_per_wan": 1.0}), ((2.0, 1.0), {"ceiling_t_per_wan": 1.9})
])  # fmt: skip
def test_logistic_that_cannot_fall_is_refused(values, change):
    assert list(refused(simple(values), replace(FLAT, method="logistic", **change))) == [
        "projection_not_declining"
    ]


def test_own_path():
    made = project(simple(), replace(FLAT, method="path", path={2019: 9.0, 2030: 0.6, 2050: 0.0}))
    assert [intensity(made, y) for y in (2020, 2025, 2030, 2040, 2050, 2060)] == pytest.approx(
        [1, 0.8, 0.6, 0.3, 0, 0]
    )
    assert [(p.code, p.value) for p in made.problems] == [
        ("projection_path_ignored", "2019"),
        ("projection_path_held", "2050"),
    ]
    assert list(refused(simple(), replace(FLAT, method="path", path={2025: 0.6}))) == [
        "projection_path_short"
    ]
    assert list(refused(simple(), replace(FLAT, method="path"))) == ["projection_path_missing"]
    single = make_series([2020], emission_wan_t=[1000], gdp_yi=[1000], population_wan=[100])
    assert project(single, replace(FLAT, method="path", path={2060: 0.5})).target_emission_t == pytest.approx(
        875.0 * WAN
    )


def test_population_and_income_are_geometric_and_keep_their_rate():
    made = project(simple(), replace(FLAT, population_wan=400.0, gdp_pc_wan=40.0))
    assert made.population_wan[[0, 5, 10, 20]] == pytest.approx([100, 200, 400, 1600])
    assert made.gdp_pc_wan[[0, 5, 10, 20]] == pytest.approx([10, 20, 40, 160])
    held = replace(FLAT, population_wan=400.0, population_growth_after_pct=0.0, gdp_pc_growth_after_pct=1.0)
    made = project(simple(), held)
    assert (made.population_wan[10:] == 400.0).all()
    assert made.gdp_pc_wan[[10, 12]] == pytest.approx([10, 10 * 1.01**2])
    assert made.gdp_pc_wan[10] == 10.0  # targets are met exactly


def test_factor_and_extra_decline():
    made = project(simple(), replace(FLAT, intensity_factor=0.81))
    assert [intensity(made, y) / 2 ** (-(y - 2020) / 10) for y in (2020, 2025, 2030, 2060)] == pytest.approx(
        [1, 0.9, 0.81, 0.81]
    )
    made = project(simple(), replace(FLAT, extra_decline_pct=1.0))
    assert [intensity(made, y) / 2 ** (-(y - 2020) / 10) for y in (2020, 2021, 2060)] == pytest.approx(
        [1, 0.99, 0.99**40]
    )


def test_rising_intensity_is_said():
    made = project(simple((1.0, 2.0)), FLAT)
    assert [(p.code, p.value) for p in made.problems] == [("projection_intensity_rises", "4")]


def test_year_meeting_the_sink():
    # 1000 × 10⁴ t halving every ten years: 250 × 10⁴ t in 2040
    made = project(simple(), FLAT)
    assert made.year_meeting_sink(made.emission_t[20]) == 2040
    assert made.year_meeting_sink(made.emission_t[20] * 0.999) == 2041
    assert made.year_meeting_sink(made.emission_t[-1] * 0.999) is None
    assert made.year_meeting_sink(2000 * WAN) == 2020
    # A sink growing from 0 to 750 × 10⁴ t in 2030: 600 in 2028, when the emission is 574; 525 in 2027 against 616.
    assert made.year_meeting_sink(750 * WAN, 0.0) == 2028
    assert made.sink_path_t(750 * WAN, 0.0)[[0, 5, 10, 40]] == pytest.approx(
        [0, 375 * WAN, 750 * WAN, 750 * WAN]
    )


@pytest.mark.parametrize(
    "change, code, field",
    [
        ({"target_year": 2020}, "projection_target_year", ""),
        ({"target_year": 2101}, "projection_target_year", ""),
        ({"population_wan": 0.0}, "projection_value_invalid", "population_wan"),
        ({"gdp_pc_wan": -1.0}, "projection_value_invalid", "gdp_pc_wan"),
        ({"gdp_pc_wan": math.nan}, "projection_value_invalid", "gdp_pc_wan"),
        ({"intensity_factor": 0.0}, "projection_value_invalid", "intensity_factor"),
        ({"extra_decline_pct": 100.0}, "projection_value_invalid", "extra_decline_pct"),
        ({"floor_t_per_wan": -0.1}, "projection_value_invalid", "floor_t_per_wan"),
        ({"population_growth_after_pct": -100.0}, "projection_value_invalid", "population_growth_after_pct"),
        ({"method": "magic"}, "projection_value_invalid", "method"),
    ],
)
def test_values_that_are_refused(change, code, field):
    with pytest.raises(RefusedInput) as caught:
        project(simple(), replace(FLAT, **change))
    assert [(p.code, p.field, p.severity) for p in caught.value.problems] == [(code, field, Severity.ERROR)]


def test_all_faults_of_a_scenario_are_found():
    assert set(refused(simple(), replace(FLAT, population_wan=0.0, target_year=2000))) == {
        "projection_value_invalid", "projection_target_year",
    }  # fmt: skip


def test_series_that_cannot_be_projected():
    assert list(refused(make_series([2020], gdp_yi=[1.0]), FLAT)) == ["series_base_missing"]
    assert list(refused(simple((1.0,), [2020]), FLAT)) == ["series_too_short"]


def test_years_after_the_last_complete_one_are_named():
    series = make_series(
        [2010, 2020, 2021, 2022],
        emission_wan_t=[2000, 1000, 900, math.nan],
        gdp_yi=[1000, 1000, 1100, math.nan],
        population_wan=[100, 100, math.nan, 101],
    )
    made = project(series, FLAT)
    assert made.base_year == 2020 and made.target_intensity_t_per_wan == pytest.approx(0.5)
    assert [(p.code, p.value) for p in made.problems] == [("series_tail_incomplete", "2021, 2022")]


def test_scenarios_side_by_side():
    made, problems = project_all(
        weihai(),
        [PLAN, replace(PLAN, id="strong", intensity_factor=0.8), replace(PLAN, id="line", method="linear")],
    )
    assert [one.scenario.id for one in made] == ["plan", "strong"]
    assert made[1].target_emission_t == pytest.approx(0.8 * made[0].target_emission_t)
    assert codes(problems) == ["projection_linear_negative"]


def test_samples_give_what_one_run_gives():
    series = weihai()
    single = kaya_inputs(series, PLAN)
    many = replace(
        single,
        intensity=np.array([[2.44, 1.2], [2.0, 1.3], single.intensity]),
        population_wan=np.array([282.0, 300.0, 282.24]),
        gdp_pc_wan=np.full(3, 9.9),
        target_population_wan=np.array([320.0, 310.0, 320.0]),
        target_gdp_pc_wan=np.full(3, 22.0),
    )
    years = np.arange(2017, 2061)
    for method in ("exponential", "exponential_fit", "linear", "logistic", "path"):
        scenario = replace(PLAN, method=method, path={2040: 0.3}, floor_t_per_wan=0.1)
        for one, batch in zip(kaya_paths(single, scenario, years), kaya_paths(many, scenario, years)):
            assert batch.shape == (3, 44)
            assert batch[2] == pytest.approx(one, rel=1e-12)


# Bands


def test_half_widths_are_of_given_figures():
    assert input_half_widths(weihai()) == {
        (2017, "emission_wan_t"): 0.5, (2017, "population_wan"): 0.005, (2017, "gdp_pc_wan"): 0.005,
        (2006, "per_head_t"): 0.005, (2017, "per_head_t"): 0.005,
        (2006, INTENSITY): 0.005, (2017, INTENSITY): 0.005,
    }  # fmt: skip
    assert input_half_widths(simple(), {"gdp_yi": 5.0}) == {(2020, "gdp_yi"): 50.0}


def test_band_holds_every_corner():
    series = make_series(
        [2010, 2015, 2020],
        emission_wan_t=[900, 950, 1000],
        gdp_yi=[400, 700, 1000],
        population_wan=[90, 95, 100],
    )
    widths = input_half_widths(series, {"emission_wan_t": 5.0, "gdp_yi": 2.0})
    for method in ("exponential", "exponential_fit"):
        scenario = replace(FLAT, method=method)
        low, high = emission_band(series, scenario, widths, population_wan=1.0)
        rng = np.random.default_rng(7)
        for _ in range(200):
            turn = rng.choice([-1.0, 1.0], len(widths))
            changes = {
                cell: float(series.given[cell[1]][series.index(cell[0])]) + t * half
                for t, (cell, half) in zip(turn, widths.items())
            }
            other = replace(scenario, population_wan=100.0 + rng.choice([-1.0, 1.0]))
            emission = project(series.changed(changes), other).emission_t
            assert (emission >= low * (1 - 1e-12)).all() and (emission <= high * (1 + 1e-12)).all()
    # without any half-width the band is the path
    low, high = emission_band(series, FLAT, {})
    assert (low == high).all() and (low == project(series, FLAT).emission_t).all()


# Tables


def test_scenarios_table():
    columns = (
        "scenario",
        "name",
        "name_en",
        "gdp_per_capita_wan",
        "method",
        "extra_decline_pct",
        "target_year",
    )
    found, problems = parse_scenarios(
        table(
            columns,
            ("base", "基准", "Base", "", "", "", ""),
            ("plan", "规划", "", "24", "Logistic", "1.5", "2040"),
        ),
        FLAT,
    )
    assert problems == []
    assert found[0] == replace(FLAT, id="base", name_zh="基准", name_en="Base")
    assert found[1] == replace(
        FLAT, id="plan", name_zh="规划", name_en="规划", gdp_pc_wan=24.0, method="logistic", extra_decline_pct=1.5,
        target_year=2040,
    )  # fmt: skip
    assert (found[0].name("zh"), found[0].name("en"), FLAT.name("en")) == ("基准", "Base", "a")


def test_faults_of_the_scenarios_table():
    columns = ("scenario", "population_wan", "method", "target_year")
    rows = [("a", "x", "magic", "2035.5"), ("a", "1", "", ""), ("", "1", "", "")]
    _, problems = parse_scenarios(table(columns, *rows), FLAT)
    assert [(p.code, dict(p.params)["row"], dict(p.params)["column"]) for p in problems] == [
        ("table_not_a_number", "2", "population_wan"),
        ("table_value_not_allowed", "2", "target_year"),
        ("table_value_not_allowed", "2", "method"),
        ("table_duplicate_key", "3", "scenario"),
        ("table_blank_key", "4", "scenario"),
    ]


def test_path_table():
    columns = ("year", "intensity", "scenario")
    paths, problems = parse_paths(
        table(columns, ("2030", "0.6", ""), ("2060", "0", ""), ("2030", "0.5", "plan"))
    )
    assert problems == [] and paths == {"": {2030: 0.6, 2060: 0.0}, "plan": {2030: 0.5}}
    assert with_paths(FLAT, paths).path == {2030: 0.6, 2060: 0.0}
    assert with_paths(replace(FLAT, id="plan"), paths).path == {2030: 0.5}
    _, problems = parse_paths(
        table(columns, ("2030", "-1", ""), ("2030", "0.6", ""), ("2030", "0.6", ""), ("x", "1", ""))
    )
    assert codes(problems) == ["table_value_negative", "table_duplicate_key", "table_not_a_number"]


# Goals


SECTORS = {"energy": 3000.0, "industrial_process": 900.0, "waste": 100.0, "lucf": -50.0}


def test_task_is_split_by_base_emission():
    goals, problems = split_task(2726e4, SECTORS, {"371002": 3.0, "371003": 1.0})
    assert problems == []
    by_key = {(g.kind, g.dimension, g.key): (g.share, g.goal_t) for g in goals}
    assert by_key == {
        ("reduction", "total", ""): (1.0, 2726e4),
        ("reduction", "sector", "energy"): (0.75, pytest.approx(2726e4 * 0.75)),
        ("reduction", "sector", "industrial_process"): (0.225, pytest.approx(2726e4 * 0.225)),
        ("reduction", "sector", "waste"): (0.025, pytest.approx(2726e4 * 0.025)),
        ("reduction", "county", "371002"): (0.75, pytest.approx(2726e4 * 0.75)),
        ("reduction", "county", "371003"): (0.25, pytest.approx(2726e4 * 0.25)),
    }


def test_goals_add_up_exactly():
    sectors = {
        str(i): 1.0 / (i + 3) for i in range(17)
    }  # shares whose products miss the task by one unit of rounding
    goals, _ = split_task(2726.123e4, sectors)
    assert math.fsum(g.goal_t for g in goals if g.dimension == "sector") == 2726.123e4


def test_own_shares_and_further_sinks():
    shares, problems = parse_goal_shares(
        table(
            ("kind", "dimension", "key", "share"),
            ("sink", "total", "", "10"),
            ("reduction", "total", "", "90"),
            ("reduction", "sector", "能源活动", "0.9"),
            ("reduction", "sector", "waste", "0.1"),
        )
    )
    assert problems == []
    assert shares == GoalShares(0.1, {("reduction", "sector"): {"energy": 0.9, "waste": 0.1}})
    goals, problems = split_task(1000.0, SECTORS, None, {"371002": 1.0, "371003": 3.0}, shares)
    assert problems == []
    assert {(g.kind, g.dimension, g.key): g.goal_t for g in goals} == pytest.approx(
        {
            ("reduction", "total", ""): 900.0,
            ("reduction", "sector", "energy"): 810.0,
            ("reduction", "sector", "waste"): 90.0,
            ("sink", "total", ""): 100.0,
            ("sink", "county", "371002"): 25.0,
            ("sink", "county", "371003"): 75.0,
        }
    )


def test_one_part_of_the_task_implies_the_other():
    one = parse_goal_shares(table(("kind", "dimension", "key", "share"), ("sink", "total", "", "0.2")))
    assert one == (GoalShares(0.2, {}), [])


@pytest.mark.parametrize(
    "row, code",
    [
        (("stock", "sector", "energy", "1"), "table_value_not_allowed"),
        (("sink", "street", "x", "1"), "table_value_not_allowed"),
        (("reduction", "sector", "钢铁厂", "1"), "table_sector_unknown"),
        (("reduction", "sector", "energy", "0.7"), "shares_sum"),
        (("reduction", "county", "", "1"), "table_blank_key"),
        (("reduction", "county", "371002", "x"), "table_not_a_number"),
        (("sink", "total", "", "150"), "shares_sum"),
    ],
)
def test_faults_of_shares(row, code):
    _, problems = parse_goal_shares(table(("kind", "dimension", "key", "share"), row))
    assert code in codes(problems)


def test_no_task_and_no_base():
    goals, problems = split_task(-5.0, SECTORS)
    assert goals == [] and [(p.code, p.value) for p in problems] == [("reduction_not_needed", "5")]
    goals, problems = split_task(5.0, {"energy": 0.0})
    assert [g.dimension for g in goals] == ["total"]
    assert codes(problems) == ["goals_no_base"]
