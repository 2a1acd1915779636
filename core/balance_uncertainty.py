# SPDX-License-Identifier: GPL-2.0-or-later
"""The uncertain inputs of a city's balance and target, and what they do to both.

Sinks are area × coefficient by class; one published coefficient is one variable for all classes that take it, in the
base year and in the plan. Emissions are activity × factor by sector and fuel; one factor is one variable in every
sector and year. The projected emission follows the same factors: they move all years of the series together, while
each year's activity has an error of its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .projection import KayaInputs, Scenario, kaya_inputs, kaya_paths
from .resource_tables import read_table
from .series import T_PER_WAN_T, Series
from .sinks import SinkRow, SinkTable
from .uncertainty import (
    SAMPLES,
    MonteCarlo,
    Propagated,
    Samples,
    Term,
    UncertainInput,
    approach_1,
    evaluate_terms,
    monte_carlo,
    percent_input,
    sample_count,
)
from .units import coefficient_to_tco2e

SINK, EMISSION, GAP = "sink", "emission", "gap"
TARGET_SINK, TARGET_EMISSION, TASK = "target_sink", "target_emission", "reduction_task"


@dataclass(frozen=True)
class UncertaintyDefault:
    """One row of ``resources/tables/uncertainty_defaults.csv``.

    Attributes:
        id: key.
        kind: ``sink`` (range of the classes' coefficient), ``sink_default``, ``activity``, ``factor``, ``area`` or
            ``reference`` (never applied).
        class_codes: 三调 classes that it holds for.
        low: lower end in ``unit``; NaN where a percentage is given.
        high: upper end.
        half_width_pct: half of the 95 % interval, percent; NaN where a range is given.
        unit: unit of low and high.
        distribution: one of ``uncertainty.DISTRIBUTIONS``.
        what_zh: what it is, Chinese.
        what_en: English.
        note: remark.
        source: where it comes from.
        confidence: how far that was checked.
    """

    id: str
    kind: str
    class_codes: tuple[str, ...]
    low: float
    high: float
    half_width_pct: float
    unit: str
    distribution: str
    what_zh: str
    what_en: str
    note: str
    source: str
    confidence: str


@lru_cache(maxsize=1)
def load_uncertainty_defaults() -> dict[str, UncertaintyDefault]:
    """The shipped defaults by id."""
    return {
        row["id"]: UncertaintyDefault(
            id=row["id"],
            kind=row["kind"],
            class_codes=tuple(row["class_codes"].split("|")) if row["class_codes"] else (),
            low=float(row["low"] or "nan"),
            high=float(row["high"] or "nan"),
            half_width_pct=float(row["half_width_pct"] or "nan"),
            unit=row["unit"],
            distribution=row["distribution"],
            what_zh=row["what_zh"],
            what_en=row["what_en"],
            note=row["note"],
            source=row["source"],
            confidence=row["confidence"],
        )
        for row in read_table("uncertainty_defaults")
    }


@dataclass(frozen=True)
class EmissionItem:
    """One uncertain part of the inventory.

    Attributes:
        sector: sector id.
        t_co2e: t CO2e/a.
        fuel: fuel id; '' where the part has none.
        gas: ``CO2`` or another gas.
        activity_pct: half of the 95 % interval of the activity, percent.
        factor_pct: the same of the factor; None takes 5 % for CO2 and 75 % lognormal for other gases.
    """

    sector: str
    t_co2e: float
    fuel: str = ""
    gas: str = "CO2"
    activity_pct: float | None = None
    factor_pct: float | None = None

    @property
    def activity_id(self) -> str:
        """Variable of the activity: one per sector and fuel."""
        return f"activity:{self.sector}:{self.fuel}".rstrip(":")

    @property
    def factor_id(self) -> str:
        """Variable of the factor: one per fuel and gas in all sectors, or one per sector without a fuel."""
        return f"factor:{self.fuel or self.sector}:{self.gas}"


@dataclass(frozen=True)
class TargetInputs:
    """What the uncertainty of the target needs.

    Attributes:
        series: the series.
        scenario: a scenario that ``project`` accepts for it.
        inventory_year: year of the inventory: the activity error of this year of the series is the inventory's.
        plan_area_ha: planned area by 三调 class, or None.
        plan_sink_t: planned sink, t CO2e/a, where there are no areas; taken as decided, without uncertainty.
        population_pct: half-width of the target population, percent; 0 takes it as decided.
        gdp_pc_pct: half-width of the target GDP per head, percent.
    """

    series: Series
    scenario: Scenario
    inventory_year: int = 0
    plan_area_ha: Mapping[str, float] | None = None
    plan_sink_t: float | None = None
    population_pct: float = 0.0
    gdp_pc_pct: float = 0.0


class BalanceUncertainty:
    """Uncertain inputs and terms of a balance and, where given, its target.

    Args:
        area_ha: base-year area by 三调 class, ha.
        sinks: coefficients.
        emissions: parts of the inventory.
        target: series, scenario and plan, or None.

    Attributes:
        inputs: random variables by id: ``sink:<first class of the coefficient>``, ``area:base:<class>``,
            ``area:plan:<class>``, ``activity:…``, ``factor:…``, ``series:<year>``, ``population``, ``gdp_pc``.
        terms: sums of products by output: ``sink``, ``emission``, ``gap`` and, with planned areas, ``target_sink``;
            t CO2e/a.

    Raises:
        ValueError: a class has no coefficient of its own (first-level classes whose classes differ).
    """

    def __init__(
        self,
        area_ha: Mapping[str, float],
        sinks: SinkTable,
        emissions: Sequence[EmissionItem],
        target: TargetInputs | None = None,
    ) -> None:
        self.inputs: dict[str, UncertainInput] = {}
        self._sinks = sinks
        self._target = target
        sink = self._sink_terms(area_ha, "base")
        emission = self._emission_terms(emissions)
        self.terms: dict[str, list[Term]] = {
            SINK: sink,
            EMISSION: emission,
            GAP: [*emission, *(Term(-term.value, term.inputs) for term in sink)],
        }
        if target is not None:
            if target.plan_area_ha is not None:
                self.terms[TARGET_SINK] = self._sink_terms(target.plan_area_ha, "plan")
            self._add_target_inputs(target)

    def approach_1(self) -> dict[str, Propagated]:
        """Error propagation of every sum of products, by output."""
        return {name: approach_1(terms, self.inputs) for name, terms in self.terms.items()}

    def monte_carlo(self, samples: int = SAMPLES, seed: int = 1) -> MonteCarlo:
        """95 % intervals of all outputs, also of ``target_emission`` and ``reduction_task``."""
        return monte_carlo(self.inputs, self._evaluate, samples, seed)

    def _evaluate(self, samples: Samples) -> dict[str, np.ndarray]:
        out = {name: evaluate_terms(terms, self.inputs, samples) for name, terms in self.terms.items()}
        if self._target is not None:
            out[TARGET_EMISSION] = self._target_emission(samples, self._target)
            if TARGET_SINK in out:
                out[TASK] = out[TARGET_EMISSION] - out[TARGET_SINK]
            elif self._target.plan_sink_t is not None:
                out[TASK] = out[TARGET_EMISSION] - self._target.plan_sink_t
        return out

    def _add(self, one: UncertainInput) -> str:
        return self.inputs.setdefault(one.id, one).id

    def _sink_terms(self, area_ha: Mapping[str, float], which: str) -> list[Term]:
        terms = []
        area_pct = load_uncertainty_defaults()["area"].half_width_pct
        for code, area in area_ha.items():
            rate = self._sinks.tco2e_per_ha(code)
            if math.isnan(rate):
                raise ValueError(code)
            if rate == 0.0 or area == 0.0:
                continue
            coefficient = self._add(self._coefficient(code, rate))
            measured = self._add(percent_input(f"area:{which}:{code}", area, area_pct))
            terms.append(Term(area * rate, (coefficient, measured)))
        return terms

    def _coefficient(self, code: str, rate: float) -> UncertainInput:
        """The variable of the published coefficient that a class takes, t CO2e/(ha·a)."""
        row = self._sinks.row_for(code)
        if row is None:  # a first-level class: the common coefficient of its classes
            return percent_input(f"sink:{code}", rate, _default_pct())
        sharing = [c for c, other in self._sinks.rows.items() if _published(other) == _published(row)]
        return _ranged(f"sink:{min(sharing)}", sharing, row, rate)

    def _emission_terms(self, emissions: Sequence[EmissionItem]) -> list[Term]:
        defaults = load_uncertainty_defaults()
        terms = []
        for item in emissions:
            if item.t_co2e == 0.0:
                continue
            activity_pct = item.activity_pct
            if activity_pct is None:
                activity_pct = defaults["activity_energy"].half_width_pct
            default = defaults["factor_co2_fuel" if item.gas == "CO2" else "factor_non_co2"]
            factor_pct = default.half_width_pct if item.factor_pct is None else item.factor_pct
            activity = self._add(percent_input(item.activity_id, 1.0, activity_pct))
            factor = self._add(percent_input(item.factor_id, 1.0, factor_pct, default.distribution))
            terms.append(Term(item.t_co2e, (activity, factor)))
        return terms

    def _add_target_inputs(self, target: TargetInputs) -> None:
        # The total's activity in another year is as uncertain as the inventory's, but with errors of its own.
        activity_pct = approach_1(self._part("activity:"), self.inputs).half_width_pct
        if not math.isfinite(activity_pct):
            activity_pct = load_uncertainty_defaults()["activity_energy"].half_width_pct
        for year in kaya_inputs(target.series, target.scenario).years:
            if int(year) != target.inventory_year:
                self._add(percent_input(f"series:{year}", 1.0, activity_pct))
        for key, pct in (("population", target.population_pct), ("gdp_pc", target.gdp_pc_pct)):
            if pct > 0.0:
                self._add(percent_input(key, 1.0, pct))

    def _part(self, prefix: str) -> list[Term]:
        """The emission terms with only the inputs of one kind."""
        return [
            Term(term.value, tuple(key for key in term.inputs if key.startswith(prefix)))
            for term in self.terms[EMISSION]
        ]

    def _target_emission(self, samples: Samples, target: TargetInputs) -> np.ndarray:
        one = np.ones(sample_count(samples))
        factors, activity = self._relative("factor:", samples), self._relative("activity:", samples)
        kaya = kaya_inputs(target.series, target.scenario)
        off = [
            activity if int(year) == target.inventory_year else samples[f"series:{year}"]
            for year in kaya.years
        ]
        drawn = KayaInputs(
            kaya.years,
            kaya.intensity * np.stack([factors * o for o in off], axis=-1),
            kaya.population_wan * one,
            kaya.gdp_pc_wan * one,
            kaya.target_population_wan * samples.get("population", one),
            kaya.target_gdp_pc_wan * samples.get("gdp_pc", one),
        )
        years = np.array([target.scenario.target_year])
        population, income, intensity = kaya_paths(drawn, target.scenario, years)
        emission: np.ndarray = (population * income * intensity)[:, 0] * T_PER_WAN_T
        return emission

    def _relative(self, prefix: str, samples: Samples) -> np.ndarray:
        """Total emission with only one kind of input off, over the central total, float64[n]."""
        terms = self._part(prefix)
        total = math.fsum(term.value for term in terms)
        if total == 0.0:
            return np.ones(sample_count(samples))
        return evaluate_terms(terms, self.inputs, samples) / total


def _default_pct() -> float:
    return load_uncertainty_defaults()["sink_default"].half_width_pct


def _published(row: SinkRow) -> tuple[object, ...]:
    """What tells one published coefficient from another: rows that agree in it share one random variable."""
    return (row.value, row.unit, str(row.low), str(row.high), row.source, row.own)


def _ranged(key: str, codes: Sequence[str], row: SinkRow, rate: float) -> UncertainInput:
    """The coefficient with the row's own range, else a published one for its classes, else the default."""
    if not math.isnan(row.low) and not math.isnan(row.high):
        ends = tuple(coefficient_to_tco2e(value, row.unit) for value in (row.low, row.high))
        middle = abs(2.0 * rate - ends[0] - ends[1]) <= 1e-9 * rate
        return _between(key, rate, ends, "uniform" if middle else "triangular")
    for default in load_uncertainty_defaults().values():
        if default.kind == "sink" and set(default.class_codes) & set(codes):
            ends = tuple(coefficient_to_tco2e(value, default.unit) for value in (default.low, default.high))
            if ends[0] <= rate <= ends[1]:
                return _between(key, rate, ends, default.distribution)
    return percent_input(key, rate, _default_pct())


def _between(key: str, rate: float, ends: tuple[float, ...], distribution: str) -> UncertainInput:
    """A range around a coefficient; a coefficient outside of its range is taken into it."""
    return UncertainInput(key, rate, distribution, min(ends[0], rate), max(ends[1], rate), 0.0)
