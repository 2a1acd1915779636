# SPDX-License-Identifier: GPL-2.0-or-later
"""The terms of the decomposition add up to the change, and stand where a hand computation puts them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanheng.core.lmdi import chained, lmdi, lmdi_by_year, log_mean
from tanheng.core.problems import RefusedInput
from tanheng.core.series import make_series

POSITIVE = st.floats(0.01, 1e5, allow_nan=False)


def made(years, emission, gdp, population):
    return make_series(years, name="s", emission_wan_t=emission, gdp_yi=gdp, population_wan=population)


def terms(result):
    return result.population_t, result.income_t, result.intensity_t


def test_by_hand():
    # P 100 → 110, g 2 → 3, I 1 → 0.8: E 200 → 264; L = 64 / ln 1.32 = 230.5212;
    # × ln 1.1 = 21.9710, × ln 1.5 = 93.4683, × ln 0.8 = -51.4393 (10⁴ t)
    result = lmdi(made([2010, 2020], [200, 264], [200, 330], [100, 110]), 2010, 2020)
    assert terms(result) == pytest.approx((219710, 934683, -514393), abs=1.0)
    assert result.change_t == 640000.0
    assert math.fsum(terms(result)) == pytest.approx(640000.0, rel=1e-12)


def test_equal_values_take_the_limit():
    # Emission the same: L = E; population and intensity as they are, income the same: no term.
    result = lmdi(made([2010, 2020], [200, 200], [100, 200], [50, 100]), 2010, 2020)
    assert result.change_t == 0.0
    assert terms(result) == pytest.approx((2e6 * math.log(2), 0.0, -2e6 * math.log(2)), rel=1e-14)
    assert math.fsum(terms(result)) == 0.0
    nothing = lmdi(made([2010, 2020], [200, 200], [100, 100], [50, 50]), 2010, 2020)
    assert terms(nothing) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("step", [1e-3, 1e-6, 1e-9, 1e-12])
def test_log_mean_near_equal_values(step):
    # L(a(1+h), a) = a (1 + h/2 − h²/12 + …)
    h = (3.0 * (1.0 + step) - 3.0) / 3.0
    assert log_mean(3.0 * (1.0 + step), 3.0) == pytest.approx(3.0 * (1 + h / 2 - h * h / 12), rel=1e-10)
    assert log_mean(3.0, 3.0) == 3.0
    assert log_mean(1.0, math.e) == pytest.approx(math.e - 1.0, rel=1e-15)


@given(*[st.tuples(POSITIVE, POSITIVE) for _ in range(3)])
def test_terms_add_up_to_the_change(emission, gdp, population):
    result = lmdi(made([2010, 2020], emission, gdp, population), 2010, 2020)
    change = (emission[1] - emission[0]) * 1e4
    # 1e-12 of the change; a change next to nothing cannot be finer than the rounding of the emission itself.
    limit = max(1e-12 * abs(change), 4e-15 * max(emission) * 1e4, 4e-15 * max(map(abs, terms(result))))
    assert abs(math.fsum(terms(result)) - result.change_t) <= limit


def test_chain_adds_up_to_the_whole_change():
    series = made(
        [2010, 2011, 2012, 2013, 2014],
        [200, 230, math.nan, 250, 264],
        [200, 240, 260, 300, 330],
        [100, 103, 105, 108, 110],
    )
    steps = lmdi_by_year(series)
    assert [(s.first_year, s.last_year) for s in steps] == [(2010, 2011), (2011, 2013), (2013, 2014)]
    whole = chained(steps)
    assert (whole.first_year, whole.last_year) == (2010, 2014)
    assert math.fsum(terms(whole)) == pytest.approx(640000.0, rel=1e-12)
    # The path matters for the terms, not for their sum.
    direct = lmdi(series, 2010, 2014)
    assert whole.population_t != pytest.approx(direct.population_t, rel=1e-6)


def test_a_year_that_lacks_figures_is_refused_by_name():
    series = made([2010, 2020], [200, 264], [math.nan, 330], [100, 110])
    with pytest.raises(RefusedInput) as refused:
        lmdi(series, 2010, 2021)
    assert [(p.code, p.value, dict(p.params)["missing"]) for p in refused.value.problems] == [
        ("series_year_incomplete", "2010", "gdp_yi"),
        ("series_year_incomplete", "2021", "emission_wan_t, gdp_yi, population_wan"),
    ]
    assert lmdi_by_year(series) == []
    with pytest.raises(ValueError):
        chained([])
