# SPDX-License-Identifier: GPL-2.0-or-later
"""Bounds of a projection from the uncertainty of its inputs: rounding, and half-widths that are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from .projection import Scenario, kaya_inputs, kaya_paths, project
from .series import COLUMNS, T_PER_WAN_T, Series


def input_half_widths(
    series: Series, percent: Mapping[str, float] | None = None
) -> dict[tuple[int, str], float]:
    """Half-widths of the given figures: half a unit of the last decimal written, plus a percentage.

    Args:
        series: as it was read.
        percent: further half-width by column, percent of the value.

    Returns:
        By (year, column), in the unit of the column.
    """
    found = {}
    for column in COLUMNS:
        for year, value in zip(series.years, series.given[column]):
            half = series.rounding.get(column, 0.0) + (percent or {}).get(column, 0.0) / 100.0 * value
            if half > 0.0:  # not for NaN
                found[int(year), column] = float(half)
    return found


def emission_band(
    series: Series,
    scenario: Scenario,
    half_widths: Mapping[tuple[int, str], float],
    population_wan: float = 0.0,
    gdp_pc_wan: float = 0.0,
) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest emission when every input may lie anywhere within its half-width.

    The emission is monotone in each input, so the ends lie where every input stands at that end of its range
    which lowers or raises the year's emission. These are bounds, wider than a 95 % interval of independent errors.

    Args:
        series: the series.
        scenario: a scenario that ``project`` accepts for it.
        half_widths: by (year, column), in the unit of the column.
        population_wan: half-width of the target population, 10⁴ persons.
        gdp_pc_wan: half-width of the target GDP per head, 10⁴ yuan.

    Returns:
        Two float64[m] in t CO2e/a over the years of the projection.
    """
    path = project(series, scenario)
    years = path.years
    base = int(years[0])
    cells = [(cell, half) for cell, half in half_widths.items() if cell[0] <= base]
    targets = [(n, h) for n, h in (("population", population_wan), ("gdp_pc", gdp_pc_wan)) if h > 0.0]
    size = len(cells) + len(targets)
    if not size:
        return path.emission_t, path.emission_t

    def emission(turn: np.ndarray) -> np.ndarray:
        """Emission with input k off by turn[k] half-widths."""
        changes = {
            cell: float(series.given[cell[1]][series.index(cell[0])]) + turn[k] * half
            for k, (cell, half) in enumerate(cells)
        }
        off = {name: turn[len(cells) + k] * half for k, (name, half) in enumerate(targets)}
        inputs = kaya_inputs(series.changed(changes), scenario)
        moved = replace(
            inputs,
            target_population_wan=inputs.target_population_wan + off.get("population", 0.0),
            target_gdp_pc_wan=inputs.target_gdp_pc_wan + off.get("gdp_pc", 0.0),
        )
        population, income, intensity = kaya_paths(moved, scenario, years)
        return population * income * intensity * T_PER_WAN_T

    with np.errstate(invalid="ignore", divide="ignore"):
        each = np.eye(size)
        raising = np.array([np.sign(emission(row) - emission(-row)) for row in each]).reshape(size, -1)
        low, high = np.empty(len(years)), np.empty(len(years))
        patterns, of_year = np.unique(raising.T, axis=0, return_inverse=True)
        for k, pattern in enumerate(patterns):
            here = of_year.ravel() == k
            low[here], high[here] = emission(-pattern)[here], emission(pattern)[here]
    return low, high
