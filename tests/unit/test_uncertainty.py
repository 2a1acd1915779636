# SPDX-License-Identifier: GPL-2.0-or-later
"""Error propagation by hand, Monte Carlo against it, and one random variable per coefficient."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tanheng.core.balance_uncertainty import (
    BalanceUncertainty,
    EmissionItem,
    TargetInputs,
    load_uncertainty_defaults,
)
from tanheng.core.projection import Scenario, project
from tanheng.core.resource_tables import read_table
from tanheng.core.series import make_series
from tanheng.core.sinks import SinkRow, load_sink_table
from tanheng.core.uncertainty import (
    DISTRIBUTIONS,
    Z95,
    Term,
    UncertainInput,
    approach_1,
    combined_product_pct,
    combined_sum_pct,
    monte_carlo,
    percent_input,
    sum_model,
)

SINKS = load_sink_table()
N = 40000


def inputs(**percent):
    return {key: percent_input(key, 1.0, pct, minimum=-math.inf) for key, pct in percent.items()}


def shares(contributions):
    return {c.input: c.share for c in contributions}


# Rules by hand


def test_product_and_sum_rules():
    assert combined_product_pct([3.0, 4.0]) == 5.0
    # √((100·10)² + (200·20)² ) / 300 = √(1e6 + 16e6)/300 = 13.744
    assert combined_sum_pct([100, 200], [10, 20]) == pytest.approx(13.7437, abs=1e-4)
    assert combined_sum_pct([5, -5], [1, 1]) == math.inf


def test_approach_1_has_both_rules_as_special_cases():
    found = approach_1([Term(100.0, ("a", "b"))], inputs(a=3, b=4))
    assert found.half_width_pct == pytest.approx(5.0)
    found = approach_1([Term(100.0, ("a",)), Term(200.0, ("b",))], inputs(a=10, b=20))
    assert found.half_width_pct == pytest.approx(combined_sum_pct([100, 200], [10, 20]))
    assert (found.low, found.high) == pytest.approx((300 - 41.2311, 300 + 41.2311), abs=1e-4)
    assert shares(found.contributions) == pytest.approx({"b": 16 / 17, "a": 1 / 17})
    assert found.contributions[0].input == "b"
    assert not found.large


def test_one_variable_in_two_terms_is_fully_correlated():
    together = approach_1([Term(100.0, ("c",)), Term(100.0, ("c",))], inputs(c=50))
    apart = approach_1([Term(100.0, ("c",)), Term(100.0, ("d",))], inputs(c=50, d=50))
    assert together.half_width_pct == pytest.approx(50.0)
    assert apart.half_width_pct == pytest.approx(50.0 / math.sqrt(2))
    assert together.large and apart.large
    # and it cancels in a difference
    assert approach_1([Term(100.0, ("c",)), Term(-100.0, ("c",))], inputs(c=50)).half_width == 0.0


# Distributions


@pytest.mark.parametrize(
    "one, mean, sd",
    [
        (UncertainInput("n", 10.0, "normal", 8.0, 12.0), 10.0, 2 / Z95),
        (UncertainInput("u", 10.0, "uniform", 4.0, 16.0), 10.0, 12 / math.sqrt(12)),
        # triangular 0, 2, 7: mean 3, variance (0 + 4 + 49 − 0 − 0 − 14)/18 = 39/18
        (UncertainInput("t", 2.0, "triangular", 0.0, 7.0), 3.0, math.sqrt(39 / 18)),
    ],
)
def test_moments_of_samples(one, mean, sd):
    drawn = one.sample(1, N)
    assert one.sd == pytest.approx(sd)
    assert drawn.mean() == pytest.approx(mean, abs=4 * sd / math.sqrt(N))
    assert drawn.std() == pytest.approx(sd, rel=4 / math.sqrt(2 * N) * 1.2)


def test_lognormal_keeps_its_quantiles():
    one = UncertainInput("l", 2.0, "lognormal", 1.0, 4.0)
    low, median, high = np.quantile(one.sample(3, N), (0.025, 0.5, 0.975))
    assert (low, median, high) == pytest.approx((1.0, 2.0, 4.0), rel=0.03)
    assert one.sample(3, N).std() == pytest.approx(one.sd, rel=0.05)
    assert percent_input("x", 10.0, 100.0, "lognormal") == UncertainInput("x", 10.0, "lognormal", 5.0, 20.0)


def test_physical_limit():
    drawn = percent_input("k", 1.0, 150.0).sample(1, N)
    assert drawn.min() >= 0.0 and (drawn < 0.05).any()
    assert (UncertainInput("c", 3.0, "normal", 3.0, 3.0).sample(1, 5) == 3.0).all()


@pytest.mark.parametrize(
    "args",
    [
        (1.0, "normal", 2.0, 1.0),
        (5.0, "triangular", 1.0, 4.0),
        (1.0, "lognormal", 0.0, 4.0),
        (1.0, "cauchy", 0.0, 4.0),
        (math.nan, "normal", 0.0, 1.0),
    ],
)
def test_ends_that_do_not_fit(args):
    with pytest.raises(ValueError):
        UncertainInput("x", *args)


# Monte Carlo


def linear_case():
    given = inputs(a=10, b=20, shared=5, idle=30)
    terms = [Term(100.0, ("a",)), Term(200.0, ("b",)), Term(400.0, ("shared",)), Term(-150.0, ("shared",))]
    return given, terms


def test_monte_carlo_agrees_with_approach_1():
    """Linear and normal: both are exact but for sampling.

    The 2.5 and 97.5 % quantiles have a standard error of √(0.025·0.975/n) / (f(1.96)/σ) = 2.67 σ/√n each, half of
    their distance 2.67/√2 σ/√n = 1.89 σ/√n. Four of them are allowed, and four standard errors of the mean.
    """
    given, terms = linear_case()
    exact = approach_1(terms, given)
    result = monte_carlo(given, sum_model({"x": terms}, given), N, seed=5)
    found = result.outputs["x"]
    sigma = exact.half_width / Z95
    assert exact.value == found.central == 550.0
    assert (found.high - found.low) / 2 == pytest.approx(
        exact.half_width, abs=4 * 1.89 * sigma / math.sqrt(N)
    )
    assert found.mean == pytest.approx(550.0, abs=4 * sigma / math.sqrt(N))
    assert found.sd == pytest.approx(sigma, rel=4 / math.sqrt(2 * N))
    expected = shares(exact.contributions)
    for key, share in shares(found.contributions).items():
        assert share == pytest.approx(expected.get(key, 0.0), abs=4 / math.sqrt(N))


def test_same_seed_same_figures():
    given, terms = linear_case()
    model = sum_model({"x": terms}, given)
    first, again, other = (monte_carlo(given, model, 1000, seed) for seed in (1, 1, 2))
    assert first == again
    assert first.outputs["x"].low != other.outputs["x"].low


def test_another_input_does_not_change_the_draws():
    assert (percent_input("a", 1.0, 10.0).sample(1, 50) == percent_input("a", 1.0, 10.0).sample(1, 50)).all()
    a, b = (percent_input(key, 1.0, 10.0).sample(1, N) for key in "ab")
    assert abs(np.corrcoef(a, b)[0, 1]) < 4 / math.sqrt(N)


def test_too_few_samples_are_refused():
    with pytest.raises(ValueError):
        monte_carlo({}, lambda samples: {}, samples=50)


# The table


def test_defaults_are_typed_and_complete():
    found = load_uncertainty_defaults()
    assert len(found) == len(read_table("uncertainty_defaults")) == 10
    for row in found.values():
        assert row.distribution in DISTRIBUTIONS
        assert math.isnan(row.half_width_pct) != math.isnan(row.low)
        assert math.isnan(row.low) == math.isnan(row.high) == (not row.unit)
        assert row.source and row.confidence and row.what_zh and row.what_en and row.note
    assert (found["sink_other_forest"].low, found["sink_other_forest"].high) == (0.23, 0.58)
    # 2.1 and 5.1 t CO2 are 0.57 and 1.39 t C
    assert found["sink_forest"].low * 44 / 12 == pytest.approx(2.1, abs=0.02)
    assert found["sink_forest"].high * 44 / 12 == pytest.approx(5.1, abs=0.02)
    assert found["area"].half_width_pct == 1.0


# The balance


def test_classes_that_share_a_coefficient_share_a_variable():
    balance = BalanceUncertainty(
        {"0201": 100.0, "0202": 200.0, "0201K": 50.0, "0301": 10.0, "0101": 99.0}, SINKS, []
    )
    assert [key for key in balance.inputs if key.startswith("sink:")] == ["sink:0201", "sink:0301"]
    assert [term.inputs for term in balance.terms["sink"]] == [
        ("sink:0201", "area:base:0201"), ("sink:0201", "area:base:0202"), ("sink:0201", "area:base:0201K"),
        ("sink:0301", "area:base:0301"),
    ]  # fmt: skip
    # 350 ha × 2.10 × 44/12 = 2695 and 10 ha × 0.87 × 44/12 = 31.9
    assert sum(term.value for term in balance.terms["sink"]) == pytest.approx(2726.9)


def test_ranges_of_coefficients():
    balance = BalanceUncertainty({"1105": 1.0, "0307": 1.0, "0301": 1.0, "0201": 1.0}, SINKS, [])
    c = 44 / 12
    expected = {
        "sink:1105": ("triangular", 0.07 * c, 2.36 * c, 9.55 * c),
        "sink:0307": ("uniform", 0.23 * c, 0.405 * c, 0.58 * c),
        "sink:0301": ("triangular", 0.57 * c, 0.87 * c, 1.39 * c),
        "sink:0201": ("normal", 1.05 * c, 2.10 * c, 3.15 * c),
    }
    for key, (distribution, low, central, high) in expected.items():
        one = balance.inputs[key]
        assert one.distribution == distribution
        assert (one.low, one.central, one.high) == pytest.approx((low, central, high))


def test_own_range_wins():
    own = SINKS.overridden({"0301": SinkRow("0301", 2.0, "tCO2/ha/a", 1.0, 4.0, own=True)})
    one = BalanceUncertainty({"0301": 1.0}, own, []).inputs["sink:0301"]
    assert (one.distribution, one.low, one.central, one.high) == ("triangular", 1.0, 2.0, 4.0)


def test_first_level_class_without_a_common_coefficient_is_refused():
    with pytest.raises(ValueError, match="03"):
        BalanceUncertainty({"03": 1.0}, SINKS, [])


def test_balance_by_hand():
    """Orchards: 50 % coefficient shared by two classes, areas 1 % each; coal in two sectors, one factor."""
    balance = BalanceUncertainty(
        {"0201": 1000.0, "0202": 3000.0},
        SINKS,
        [
            EmissionItem("energy_power", 600e3, "coal", factor_pct=10.0),
            EmissionItem("energy_industry", 400e3, "coal", factor_pct=10.0),
        ],
    )
    found = balance.approach_1()
    sink = 4000 * 2.1 * 44 / 12
    assert found["sink"].value == pytest.approx(sink)
    # areas: √(1000² + 3000²)/4000 = 0.79057 %
    assert found["sink"].half_width_pct == pytest.approx(math.hypot(50.0, 0.790569), abs=1e-4)
    # activity: 5 % of 600 and 400 apart = 3.60555 %; factor 10 % of all
    assert found["emission"].half_width_pct == pytest.approx(math.hypot(10.0, 3.605551), abs=1e-4)
    assert found["gap"].value == pytest.approx(1e6 - sink)
    assert found["gap"].half_width == pytest.approx(
        math.hypot(found["sink"].half_width, found["emission"].half_width)
    )
    assert found["emission"].contributions[0].input == "factor:coal:CO2"
    result = balance.monte_carlo(N, seed=2).outputs
    for name in ("sink", "emission", "gap"):
        # Products of normals and the cut at zero differ from approach 1 by less than 1 % here.
        assert (result[name].high - result[name].low) / 2 == pytest.approx(found[name].half_width, rel=0.03)
        assert result[name].central == pytest.approx(found[name].value)


def test_other_gases_take_their_own_factor():
    item = EmissionItem("agriculture_rice", 10.0, gas="CH4")
    one = BalanceUncertainty({}, SINKS, [item]).inputs["factor:agriculture_rice:CH4"]
    assert (one.distribution, one.low, one.high) == ("lognormal", pytest.approx(1 / 1.75), 1.75)


# The target


SERIES = make_series(
    [2006, 2017], emission_wan_t=[1800, 3481], gdp_yi=[900, 2794.176], population_wan=[251, 282.24]
)
PLAN = Scenario("plan", 2035, 320.0, 22.0)


def outputs(items, areas=None, **target):
    target = TargetInputs(SERIES, PLAN, **target)
    return BalanceUncertainty(areas or {}, SINKS, items, target).monte_carlo(N, seed=3).outputs


def test_factor_moves_all_years_together():
    """Only the factor is uncertain: the trend's ratio of years keeps, and the target has just the factor's 10 %."""
    found = outputs(
        [EmissionItem("energy", 3481e4, "coal", activity_pct=0.0, factor_pct=10.0)], inventory_year=2017
    )
    target = found["target_emission"]
    exact = project(SERIES, PLAN).target_emission_t
    assert target.central == pytest.approx(exact, rel=1e-12)
    half = 0.10 * exact
    assert (target.high - target.low) / 2 == pytest.approx(half, abs=4 * 1.89 * half / Z95 / math.sqrt(N))
    assert shares(target.contributions)["factor:coal:CO2"] == pytest.approx(1.0, abs=1e-3)
    # Base year and target are off by the same part, so they are fully correlated.
    assert found["emission"].high / found["emission"].central == pytest.approx(
        target.high / target.central, rel=1e-9
    )


def test_activity_errors_of_years_are_apart():
    """I = Iₙ (Iₙ/I₁)^(18/11): 5 % of Iₙ counts 1 + 18/11 times, 5 % of I₁ 18/11 times."""
    found = outputs(
        [EmissionItem("energy", 3481e4, "coal", activity_pct=5.0, factor_pct=0.0)], inventory_year=2017
    )
    target = found["target_emission"]
    half_pct = 5.0 * math.hypot(1 + 18 / 11, 18 / 11)  # 15.5 %, to first order
    assert 100 * (target.high - target.low) / 2 / target.central == pytest.approx(half_pct, rel=0.03)
    part = shares(target.contributions)
    assert part["activity:energy:coal"] == pytest.approx(
        (29 / 11) ** 2 / ((29 / 11) ** 2 + (18 / 11) ** 2), abs=0.02
    )
    assert part["series:2006"] == pytest.approx(1 - part["activity:energy:coal"], abs=0.001)


def test_plan_and_base_share_the_coefficients():
    found = outputs([], {"0201": 1000.0}, plan_area_ha={"0201": 1000.0, "0202": 100.0}, inventory_year=2017)
    sink, plan = found["sink"], found["target_sink"]
    assert plan.central == pytest.approx(1100 * 2.1 * 44 / 12)
    assert plan.high / plan.central == pytest.approx(sink.high / sink.central, rel=2e-3)
    assert found["reduction_task"].central == pytest.approx(found["target_emission"].central - plan.central)


def test_decided_sink_and_uncertain_assumptions():
    found = outputs([], plan_sink_t=191e4, population_pct=10.0, inventory_year=2017)
    assert found["reduction_task"].low == pytest.approx(found["target_emission"].low - 191e4)
    assert "population" in shares(found["target_emission"].contributions)
