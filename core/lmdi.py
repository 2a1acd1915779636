# SPDX-License-Identifier: GPL-2.0-or-later
"""What the change of emission is due to: population, income and intensity (additive LMDI-I).

Ang 2005 (Energy Policy 33): with E = P × g × I the term of a factor x is L(E₁, E₀) ln(x₁/x₀), where
L(a, b) = (a − b) / ln(a/b) and L(a, a) = a. The terms add up to E₁ − E₀; what is left is the
rounding of the largest number in the sum.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from .problems import RefusedInput, problem
from .series import BASE_COLUMNS, EMISSION, GDP, POPULATION, T_PER_WAN_T, Series


@dataclass(frozen=True)
class Decomposition:
    """Change of emission between two years and its terms, t CO2e/a.

    Attributes:
        first_year: start.
        last_year: end.
        change_t: emission of the last year minus that of the first.
        population_t: due to population.
        income_t: due to GDP per head.
        intensity_t: due to emission per GDP.
    """

    first_year: int
    last_year: int
    change_t: float
    population_t: float
    income_t: float
    intensity_t: float


def log_mean(a: float, b: float) -> float:
    """Logarithmic mean of two positive numbers; a for equal ones."""
    if a == b:
        return a
    # log1p keeps its digits where the two are nearly equal.
    return (a - b) / (math.log1p((a - b) / b) if 0.5 < a / b < 2.0 else math.log(a / b))


def lmdi(series: Series, first: int, last: int) -> Decomposition:
    """Decompose the change of emission from one year to another.

    Raises:
        RefusedInput: ``series_year_incomplete`` for each year that lacks emission, GDP or population.
    """
    missing = [
        problem("series_year_incomplete", field=series.name, value=year, missing=", ".join(lacking))
        for year in (first, last)
        for lacking in [_lacking(series, year)]
        if lacking
    ]
    if missing:
        raise RefusedInput(missing)
    start, end = (_statistics(series, year) for year in (first, last))
    change = end[0] - start[0]
    mean = log_mean(end[0], start[0])
    terms = [mean * _log_ratio(x, y) for x, y in zip(_factors(end), _factors(start))]
    return Decomposition(first, last, change, *terms)


def lmdi_by_year(series: Series) -> list[Decomposition]:
    """Decompose each step between neighbouring years in which all three statistics are known."""
    years = [int(year) for year in series.years if not _lacking(series, int(year))]
    return [lmdi(series, first, last) for first, last in zip(years, years[1:])]


def chained(steps: Iterable[Decomposition]) -> Decomposition:
    """Add up the terms of successive steps.

    Raises:
        ValueError: there is no step.
    """
    listed = list(steps)
    if not listed:
        raise ValueError("no steps")
    return Decomposition(
        listed[0].first_year,
        listed[-1].last_year,
        math.fsum(step.change_t for step in listed),
        math.fsum(step.population_t for step in listed),
        math.fsum(step.income_t for step in listed),
        math.fsum(step.intensity_t for step in listed),
    )


def _lacking(series: Series, year: int) -> list[str]:
    position = series.index(year)
    if position is None:
        return list(BASE_COLUMNS)
    return [column for column in BASE_COLUMNS if not np.isfinite(series.values[column][position])]


def _statistics(series: Series, year: int) -> tuple[float, float, float]:
    """Emission in t, GDP in 10⁸ yuan, population in 10⁴ persons."""
    position = series.index(year)
    emission, gdp, population = (float(series.values[c][position]) for c in (EMISSION, GDP, POPULATION))
    return emission * T_PER_WAN_T, gdp, population


def _factors(statistics: tuple[float, float, float]) -> tuple[float, float, float]:
    emission, gdp, population = statistics
    return population, gdp / population, emission / gdp


def _log_ratio(x: float, y: float) -> float:
    ratio = x / y
    return math.log1p((x - y) / y) if 0.5 < ratio < 2.0 else math.log(ratio)
