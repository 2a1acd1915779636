# SPDX-License-Identifier: GPL-2.0-or-later
"""Emission of the years to come by KAYA: population × GDP per head × emission per GDP.

10⁴ persons × 10⁴ yuan × t per 10⁴ yuan = 10⁴ t. Everything is computed at full precision: printed intermediate
figures, multiplied again, miss the paper's 2035 emission by up to 30 × 10⁴ t.

From the base year (the last with population, income and intensity) to the target year, population and GDP per head
go geometrically to their target values. After it each keeps the yearly rate that led there, unless the scenario gives
another (0 holds it).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from .problems import Problem, RefusedInput, Severity, distinct, problem
from .series import COLUMNS, INCOME, INTENSITY, POPULATION, T_PER_WAN_T, YEARS, Series

#: Ways of projecting the emission per GDP; see ``trend_intensity``.
METHODS = ("exponential", "exponential_fit", "linear", "logistic", "path")
#: Paths reach this year, or the target year where that is later.
LAST_YEAR = 2060
#: Part of the last emission per GDP below which a line has reached zero, but for rounding.
_NOTHING = 1e-9


@dataclass(frozen=True)
class Scenario:
    """One assumption about the future.

    Attributes:
        id: key, as text.
        target_year: year of the target values.
        population_wan: population then, 10⁴ persons.
        gdp_pc_wan: GDP per head then, 10⁴ yuan at the price base of the series.
        name_zh: Chinese name.
        name_en: English name.
        method: one of ``METHODS``.
        intensity_factor: the trend's emission per GDP is multiplied by this in the target year. It comes in
            geometrically from 1 in the base year and stays after the target year.
        extra_decline_pct: further decline of emission per GDP in percent of itself, every year after the base year.
        floor_t_per_wan: emission per GDP that the logistic path falls towards, t per 10⁴ yuan.
        ceiling_t_per_wan: upper asymptote of the logistic path; None puts its point of inflection in the first year
            of the series (twice the first value minus the floor).
        path: emission per GDP by year, t per 10⁴ yuan, for the method ``path``.
        population_growth_after_pct: yearly growth after the target year, percent; None keeps the rate before it.
        gdp_pc_growth_after_pct: the same for GDP per head.
    """

    id: str
    target_year: int
    population_wan: float
    gdp_pc_wan: float
    name_zh: str = ""
    name_en: str = ""
    method: str = "exponential"
    intensity_factor: float = 1.0
    extra_decline_pct: float = 0.0
    floor_t_per_wan: float = 0.0
    ceiling_t_per_wan: float | None = None
    path: Mapping[int, float] = field(default_factory=dict)
    population_growth_after_pct: float | None = None
    gdp_pc_growth_after_pct: float | None = None

    def name(self, language: str) -> str:
        """Name in ``zh`` or ``en``; the id where none is given."""
        return (self.name_zh if language == "zh" else self.name_en) or self.id

    def validate(self) -> list[Problem]:
        """Everything wrong with the values themselves."""
        found = []
        if self.method not in METHODS:
            found.append(self._invalid("method", self.method, ", ".join(METHODS)))
        for name in ("population_wan", "gdp_pc_wan", "intensity_factor"):
            value = getattr(self, name)
            if not 0.0 < value < math.inf:
                found.append(self._invalid(name, f"{value:g}", "> 0"))
        if not -100.0 < self.extra_decline_pct < 100.0:
            found.append(self._invalid("extra_decline_pct", f"{self.extra_decline_pct:g}", "-100 … 100"))
        if not 0.0 <= self.floor_t_per_wan < math.inf:
            found.append(self._invalid("floor_t_per_wan", f"{self.floor_t_per_wan:g}", "≥ 0"))
        for name in ("population_growth_after_pct", "gdp_pc_growth_after_pct"):
            growth = getattr(self, name)
            if growth is not None and not -100.0 < growth <= 100.0:
                found.append(self._invalid(name, f"{growth:g}", "-100 … 100"))
        if self.method == "path" and not self.path:
            found.append(problem("projection_path_missing", scenario=self.id))
        if not all(0.0 <= value < math.inf for value in self.path.values()):
            found.append(self._invalid("path", min(self.path.values()), "≥ 0"))
        return found

    def _invalid(self, name: str, value: object, allowed: str) -> Problem:
        return problem("projection_value_invalid", field=name, value=value, allowed=allowed, scenario=self.id)


@dataclass(frozen=True)
class KayaInputs:
    """What a projection computes with. Leading axes, where there are any, are samples.

    Attributes:
        years: int64[k] years with a known emission per GDP, ascending; the last is the base year.
        intensity: float64[..., k], t per 10⁴ yuan.
        population_wan: float64[...] of the base year, 10⁴ persons.
        gdp_pc_wan: float64[...] of the base year, 10⁴ yuan.
        target_population_wan: float64[...] of the target year.
        target_gdp_pc_wan: float64[...] of the target year.
    """

    years: np.ndarray
    intensity: np.ndarray
    population_wan: np.ndarray
    gdp_pc_wan: np.ndarray
    target_population_wan: np.ndarray
    target_gdp_pc_wan: np.ndarray

    @property
    def base_year(self) -> int:
        """Year from which the path starts."""
        return int(self.years[-1])


@dataclass(frozen=True)
class Projection:
    """The path of one scenario, from the base year on.

    Attributes:
        scenario: what was assumed.
        base_year: last complete year of the series.
        years: int64[m].
        population_wan: float64[m], 10⁴ persons.
        gdp_pc_wan: float64[m], 10⁴ yuan per head.
        intensity_t_per_wan: float64[m], t per 10⁴ yuan; in the base year the observed one.
        emission_t: float64[m], t CO2e/a.
        price_base: price base of the GDP; '' if not stated.
        problems: what the reader must know.
    """

    scenario: Scenario
    base_year: int
    years: np.ndarray
    population_wan: np.ndarray
    gdp_pc_wan: np.ndarray
    intensity_t_per_wan: np.ndarray
    emission_t: np.ndarray
    price_base: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def per_head_t(self) -> np.ndarray:
        """Emission per head, t CO2e per person and year."""
        return self.gdp_pc_wan * self.intensity_t_per_wan

    @property
    def target_emission_t(self) -> float:
        """Emission of the target year, t CO2e/a."""
        return float(self.emission_t[self._target])

    @property
    def target_intensity_t_per_wan(self) -> float:
        """Emission per GDP of the target year, t per 10⁴ yuan."""
        return float(self.intensity_t_per_wan[self._target])

    @property
    def _target(self) -> int:
        return self.scenario.target_year - self.base_year

    def reduction_task_t(self, target_sink_t: float) -> float:
        """Emission of the target year minus the planned sink, t CO2e/a; negative where the sink exceeds it."""
        return self.target_emission_t - target_sink_t

    def sink_path_t(self, target_sink_t: float, base_sink_t: float | None = None) -> np.ndarray:
        """Sink by year, float64[m] t CO2e/a: linear from the base to the target year, then held.

        Without ``base_sink_t`` the planned sink stands in every year.
        """
        start = target_sink_t if base_sink_t is None else base_sink_t
        return np.interp(self.years, [self.base_year, self.scenario.target_year], [start, target_sink_t])

    def year_meeting_sink(self, target_sink_t: float, base_sink_t: float | None = None) -> int | None:
        """First year in which the emission is no more than the sink; None: not within the path (2060)."""
        met = self.emission_t <= self.sink_path_t(target_sink_t, base_sink_t)
        return int(self.years[np.argmax(met)]) if met.any() else None


def project(series: Series, scenario: Scenario) -> Projection:
    """Project a city's emission.

    Raises:
        RefusedInput: with every reason why the scenario cannot be projected.
    """
    found = scenario.validate()
    base = _base_position(series)
    if base is None:
        raise RefusedInput([*found, problem("series_base_missing", field=series.name)])
    base_year = int(series.years[base])
    if not base_year < scenario.target_year <= YEARS[1]:
        found.append(
            problem(
                "projection_target_year",
                value=scenario.target_year,
                base=base_year,
                last=YEARS[1],
                scenario=scenario.id,
            )
        )
    _raise_errors(found)
    inputs = kaya_inputs(series, scenario)
    years = path_years(inputs, scenario)
    found += _method_problems(series, inputs, scenario)
    _raise_errors(found)
    years = _until_zero(inputs, scenario, years, found)
    population, income, intensity = kaya_paths(inputs, scenario, years)
    if scenario.method != "path" and trend_intensity(inputs, scenario, years[[0, -1]])[-1] > intensity[0]:
        at_target = scenario.target_year - base_year
        found.append(
            problem(
                "projection_intensity_rises",
                value=f"{intensity[at_target]:.4g}",
                year=scenario.target_year,
                scenario=scenario.id,
            )
        )
    found += _tail_problems(series, base)
    emission = population * income * intensity * T_PER_WAN_T
    return Projection(
        scenario, base_year, years, population, income, intensity, emission, series.price_base, found
    )


def project_all(series: Series, scenarios: Iterable[Scenario]) -> tuple[list[Projection], list[Problem]]:
    """Project scenarios side by side.

    Returns:
        The projections that could be made, and the problems of all, also of those that could not.
    """
    made, problems = [], []
    for scenario in scenarios:
        try:
            projection = project(series, scenario)
        except RefusedInput as refused:
            problems += refused.problems
        else:
            made.append(projection)
            problems += projection.problems
    return made, distinct(problems)


def _raise_errors(found: list[Problem]) -> None:
    if any(p.severity is Severity.ERROR for p in found):
        raise RefusedInput(found)


def _base_position(series: Series) -> int | None:
    complete = np.all([np.isfinite(series.values[c]) for c in (POPULATION, INCOME, INTENSITY)], axis=0)
    return int(np.flatnonzero(complete)[-1]) if complete.any() else None


def kaya_inputs(series: Series, scenario: Scenario) -> KayaInputs:
    """The figures of a series and a scenario; rows after the base year are left out.

    Raises:
        RefusedInput: ``series_base_missing``.
    """
    base = _base_position(series)
    if base is None:
        raise RefusedInput([problem("series_base_missing", field=series.name)])
    years, intensity = series.known(INTENSITY)
    used = years <= series.years[base]
    return KayaInputs(
        years[used],
        intensity[used],
        np.asarray(series.population_wan[base]),
        np.asarray(series.gdp_pc_wan[base]),
        np.asarray(scenario.population_wan),
        np.asarray(scenario.gdp_pc_wan),
    )


def path_years(inputs: KayaInputs, scenario: Scenario) -> np.ndarray:
    """Every year from the base year to 2060, or to a later target year."""
    return np.arange(inputs.base_year, max(LAST_YEAR, scenario.target_year) + 1)


def kaya_paths(
    inputs: KayaInputs, scenario: Scenario, years: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Population (10⁴), GDP per head (10⁴ yuan) and emission per GDP (t per 10⁴ yuan), float64[..., m]."""
    base, target = inputs.base_year, scenario.target_year
    population = _geometric(
        inputs.population_wan, inputs.target_population_wan, base, target, years,
        scenario.population_growth_after_pct,
    )  # fmt: skip
    income = _geometric(
        inputs.gdp_pc_wan, inputs.target_gdp_pc_wan, base, target, years, scenario.gdp_pc_growth_after_pct
    )
    change = scenario.intensity_factor ** np.minimum((years - base) / (target - base), 1.0)
    change = change * (1.0 - scenario.extra_decline_pct / 100.0) ** (years - base)
    intensity = trend_intensity(inputs, scenario, years) * change
    # A fitted line does not pass through the last observation; the base year shows what was observed.
    intensity = np.where(years == base, inputs.intensity[..., -1:], intensity)
    return population, income, intensity


def _geometric(
    start: np.ndarray, end: np.ndarray, base: int, target: int, years: np.ndarray, after_pct: float | None
) -> np.ndarray:
    start, end = np.asarray(start)[..., None], np.asarray(end)[..., None]
    rate = (end / start) ** (1.0 / (target - base))
    later = rate if after_pct is None else 1.0 + after_pct / 100.0
    # The powers of the two ends themselves, so that base and target year hold just the given values.
    share = np.minimum((years - base) / (target - base), 1.0)
    return start ** (1.0 - share) * end**share * later ** np.maximum(years - target, 0)


def trend_intensity(inputs: KayaInputs, scenario: Scenario, years: np.ndarray) -> np.ndarray:
    """Emission per GDP by the scenario's method alone, before its factor and extra decline.

    - ``exponential``: I(t) = Iₙ (Iₙ/I₁)^((t − tₙ)/(tₙ − t₁)) through the first and last year.
    - ``exponential_fit``: the least-squares line of ln I over the years of the series.
    - ``linear``: the line through the first and last year.
    - ``logistic``: I(t) = F + (C − F)/(1 + e^(k (t − t₀))) with the floor F and ceiling C through both years.
    - ``path``: straight lines from the base year through the given years; the last value is kept.

    Args:
        inputs: leading axes are samples.
        scenario: method and its values.
        years: int64[m].

    Returns:
        float64[..., m], t per 10⁴ yuan.
    """
    known, base = inputs.intensity, inputs.base_year
    first, last = known[..., :1], known[..., -1:]
    if scenario.method == "path":
        return _own_path(last, base, scenario.path, years)
    # Years past the last observation in units of the span from the first to the last.
    ahead = (years - base) / float(base - inputs.years[0])
    if scenario.method == "exponential":
        return last * (last / first) ** ahead
    if scenario.method == "linear":
        return last + (last - first) * ahead
    if scenario.method == "logistic":
        floor = scenario.floor_t_per_wan
        ceiling = _ceiling(scenario, first)
        start, end = (np.log((value - floor) / (ceiling - value)) for value in (first, last))
        return floor + (ceiling - floor) / (1.0 + np.exp(-(end + (end - start) * ahead)))
    when = inputs.years - inputs.years.mean()
    logs = np.log(known)
    slope = (when * logs).sum(-1, keepdims=True) / (when * when).sum()
    return np.exp(logs.mean(-1, keepdims=True) + slope * (years - inputs.years.mean()))


def _ceiling(scenario: Scenario, first: np.ndarray) -> np.ndarray:
    if scenario.ceiling_t_per_wan is not None:
        return np.full_like(first, scenario.ceiling_t_per_wan)
    return 2.0 * first - scenario.floor_t_per_wan


def _own_path(start: np.ndarray, base: int, path: Mapping[int, float], years: np.ndarray) -> np.ndarray:
    points = sorted((year, value) for year, value in path.items() if year > base)
    given = np.interp(years, [base, *(y for y, _ in points)], [0.0, *(v for _, v in points)])
    return given + start * np.maximum(0.0, 1.0 - (years - base) / (points[0][0] - base))


def _method_problems(series: Series, inputs: KayaInputs, scenario: Scenario) -> list[Problem]:
    """What stands against the scenario's method on this series."""
    if scenario.method == "path":
        return _path_problems(inputs, scenario)
    if len(inputs.years) < 2:
        return [problem("series_too_short", field=series.name, value=len(inputs.years))]
    if scenario.method == "linear":
        return _linear_problems(inputs, scenario)
    if scenario.method == "logistic":
        first, last = float(inputs.intensity[0]), float(inputs.intensity[-1])
        ceiling = float(_ceiling(scenario, inputs.intensity[:1])[0])
        if not scenario.floor_t_per_wan < last < first < ceiling:
            return [
                problem(
                    "projection_not_declining",
                    value=f"{last:.4g}",
                    first=f"{first:.4g}",
                    floor=f"{scenario.floor_t_per_wan:g}",
                    ceiling=f"{ceiling:.4g}",
                    scenario=scenario.id,
                )
            ]
    return []


def _path_problems(inputs: KayaInputs, scenario: Scenario) -> list[Problem]:
    found = []
    base, last = inputs.base_year, max(scenario.path)
    early = [str(year) for year in sorted(scenario.path) if year <= base]
    if early:
        found.append(
            problem("projection_path_ignored", value=", ".join(early), base=base, scenario=scenario.id)
        )
    if last < scenario.target_year:
        found.append(
            problem("projection_path_short", value=last, year=scenario.target_year, scenario=scenario.id)
        )
    elif last < LAST_YEAR:
        found.append(problem("projection_path_held", value=last, scenario=scenario.id))
    return found


def _linear_problems(inputs: KayaInputs, scenario: Scenario) -> list[Problem]:
    at_target = float(trend_intensity(inputs, scenario, np.array([scenario.target_year]))[0])
    if at_target > _NOTHING * float(inputs.intensity[-1]):
        return []
    return [
        problem(
            "projection_linear_negative",
            value=f"{at_target:.4f}",
            year=scenario.target_year,
            zero=_zero_year(inputs),
            scenario=scenario.id,
        )
    ]


def _zero_year(inputs: KayaInputs) -> int:
    """First whole year in which the line is zero or below; the line must fall."""
    first, last = float(inputs.intensity[0]), float(inputs.intensity[-1])
    return inputs.base_year + math.ceil(last / (first - last) * (inputs.base_year - int(inputs.years[0])))


def _until_zero(
    inputs: KayaInputs, scenario: Scenario, years: np.ndarray, found: list[Problem]
) -> np.ndarray:
    """Years before a linear trend reaches zero; the rest has no meaning."""
    if scenario.method != "linear":
        return years
    positive = trend_intensity(inputs, scenario, years) > _NOTHING * inputs.intensity[-1]
    if positive.all():
        return years
    end = int(years[np.argmin(positive)])
    found.append(problem("projection_linear_ends", value=end, scenario=scenario.id))
    return years[years < end]


def _tail_problems(series: Series, base: int) -> list[Problem]:
    tail = [
        str(year)
        for position, year in enumerate(series.years)
        if position > base and any(np.isfinite(series.given[c][position]) for c in COLUMNS)
    ]
    if not tail:
        return []
    return [
        problem(
            "series_tail_incomplete",
            field=series.name,
            value=", ".join(tail),
            base=int(series.years[base]),
        )
    ]
