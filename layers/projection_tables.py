# SPDX-License-Identifier: GPL-2.0-or-later
"""Series, projections and uncertainty as result tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from ..core.projection import Projection
from ..core.series import COLUMNS, Series
from ..core.uncertainty import MonteCarlo
from .compat import double_field, integer_field, text_field
from .summary_tables import ResultTable, make_fields, nullable


def series_table(series: Series) -> ResultTable:
    """The series, given and derived, one row per year; it can be read again as SERIES."""
    fields = make_fields([integer_field("year"), *map(double_field, COLUMNS), text_field("price_base")])
    columns = [[nullable(float(value)) for value in series.values[column]] for column in COLUMNS]
    rows = [(int(year), *values, series.price_base) for year, *values in zip(series.years, *columns)]
    return ResultTable(fields, rows)


def projection_table(
    projections: Iterable[tuple[Projection, tuple[np.ndarray, np.ndarray]]], language: str
) -> ResultTable:
    """The paths of scenarios below each other.

    Args:
        projections: each with the lowest and highest emission of every year, float64[m] t CO2e/a.
        language: ``zh`` or ``en``, of the names.
    """
    fields = make_fields(
        [
            integer_field("year"),
            double_field("population_wan"),
            double_field("gdp_pc_wan"),
            double_field("intensity"),
            double_field("emission_t"),
            double_field("per_head"),
            text_field("scenario"),
            text_field("name"),
            double_field("low_t"),
            double_field("high_t"),
        ]
    )
    rows: list[Sequence[object]] = []
    for found, (low, high) in projections:
        columns = (
            found.population_wan,
            found.gdp_pc_wan,
            found.intensity_t_per_wan,
            found.emission_t,
            found.per_head_t,
        )
        scenario = found.scenario
        for year, *values, lowest, highest in zip(found.years, *columns, low, high):
            rows.append(
                (
                    int(year),
                    *map(float, values),
                    scenario.id,
                    scenario.name(language),
                    nullable(float(lowest)),
                    nullable(float(highest)),
                )
            )
    return ResultTable(fields, rows)


def uncertainty_table(result: MonteCarlo, inputs_shown: int = 5) -> ResultTable:
    """95 % intervals by output in t CO2e per year, and the inputs that matter most."""
    fields = make_fields(
        [
            text_field("output"),
            double_field("central_t"),
            double_field("mean_t"),
            double_field("low_t"),
            double_field("high_t"),
            text_field("input"),
            double_field("share_pct"),
        ]
    )
    rows: list[Sequence[object]] = []
    for name, interval in result.outputs.items():
        numbers = (interval.central, interval.mean, interval.low, interval.high)
        for one in interval.contributions[:inputs_shown]:
            rows.append((name, *numbers, one.input, 100.0 * one.share))
        if not interval.contributions:
            rows.append((name, *numbers, None, None))
    return ResultTable(fields, rows)
