# SPDX-License-Identifier: GPL-2.0-or-later
"""The target of an assessment: projections, reduction task, decomposition, trend and uncertainty in one run."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from .balance_uncertainty import BalanceUncertainty, EmissionItem, TargetInputs
from .lmdi import Decomposition, lmdi
from .problems import Problem, RefusedInput, Severity, problem
from .projection import Projection, project_all
from .projection_band import emission_band, input_half_widths
from .sectors import SectorEmission
from .series import Series
from .sinks import SinkTable
from .target_inputs import TargetTables
from .trend_test import TrendTest, recent_trend
from .uncertainty import MonteCarlo


@dataclass
class TargetRun:
    """What came out.

    Attributes:
        series: statistics by year.
        projections: each with the lowest and highest emission of every year, float64[m] t CO2e/a; baseline first.
        sink_t: sink that the task is measured against, t CO2e/a.
        decomposition: change from the first to the last complete year; None where there are no two.
        trend: test of the last years; None where there are too few.
        uncertainty: intervals; None where not asked for.
        problems: what the reader must know.
    """

    series: Series
    projections: list[tuple[Projection, tuple[np.ndarray, np.ndarray]]]
    sink_t: float
    decomposition: Decomposition | None = None
    trend: TrendTest | None = None
    uncertainty: MonteCarlo | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def main(self) -> Projection:
        """The baseline."""
        return self.projections[0][0]

    @property
    def task_t(self) -> float:
        """Reduction task of the baseline, t CO2e/a."""
        return self.main.reduction_task_t(self.sink_t)


def run_target(
    tables: TargetTables,
    sink_t: float,
    area_ha: Mapping[str, float],
    sinks: SinkTable,
    inventory: Sequence[SectorEmission],
    inventory_year: int,
    samples: int,
    seed: int,
) -> TargetRun:
    """Project all scenarios and weigh what is uncertain.

    Args:
        tables: series and scenarios, without errors.
        sink_t: planned sink, t CO2e/a.
        area_ha: present area by 三调 class, ha.
        sinks: coefficients.
        inventory: emission by sector, t CO2e/a; may be empty.
        inventory_year: year of the inventory; 0 if not stated.
        samples: Monte Carlo samples; 0 for none.
        seed: of the samples.

    Raises:
        RefusedInput: the baseline cannot be projected; with everything found.
    """
    series = tables.series
    made, problems = project_all(series, tables.scenarios)
    if not made or made[0].scenario.id != tables.scenarios[0].id:
        raise RefusedInput(problems)
    half_widths = input_half_widths(series)
    run = TargetRun(series, [(one, emission_band(series, one.scenario, half_widths)) for one in made], sink_t)
    # A scenario beside the baseline that cannot be projected does not stop the assessment.
    run.problems = [_softened(p) for p in problems]
    if run.task_t <= 0.0:
        run.problems.append(
            problem("reduction_not_needed", value=f"{-run.task_t:.0f}", scenario=run.main.scenario.id)
        )
    years = series.years[np.isfinite(series.emission_t * series.population_wan * series.gdp_yi)]
    if len(years) > 1:
        run.decomposition = lmdi(series, int(years[0]), int(years[-1]))
    run.trend = recent_trend(series.years, series.emission_t)
    if samples:
        run.uncertainty = _uncertainty(run, area_ha, sinks, inventory, inventory_year, samples, seed)
    return run


def _softened(found: Problem) -> Problem:
    if found.severity is not Severity.ERROR:
        return found
    return Problem(
        found.code, Severity.WARNING, found.field, found.value, found.polygons, found.area_ha, found.params
    )


def _uncertainty(
    run: TargetRun,
    area_ha: Mapping[str, float],
    sinks: SinkTable,
    inventory: Sequence[SectorEmission],
    inventory_year: int,
    samples: int,
    seed: int,
) -> MonteCarlo:
    known = {code: area for code, area in area_ha.items() if not math.isnan(sinks.tco2e_per_ha(code))}
    items = [
        EmissionItem(one.sector.id if one.sector else one.label, one.t_co2e)
        for one in inventory
        if one.sector is None or one.sector.allocated
    ]
    target = TargetInputs(run.series, run.main.scenario, inventory_year, plan_sink_t=run.sink_t)
    return BalanceUncertainty(known, sinks, items, target).monte_carlo(samples, seed)
