# SPDX-License-Identifier: GPL-2.0-or-later
"""What charts are drawn from, and the same numbers as rows. Masses in t CO2e per year."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..core.lmdi import Decomposition
from ..core.series import Series

#: A sequence of numbers: a list, a tuple or an array; NaN where a value is not known.
Numbers = Sequence[float]


@dataclass(frozen=True)
class ScenarioPath:
    """Emission of one scenario by year.

    Attributes:
        name: as shown; text from the user.
        years: m ascending years.
        emission_t: m values, t CO2e/a.
        low_t: lower edge of the band, m values or empty.
        high_t: upper edge of the band, m values or empty.
    """

    name: str
    years: Sequence[int]
    emission_t: Numbers
    low_t: Numbers = ()
    high_t: Numbers = ()

    def at(self, year: int) -> float:
        """Emission of a year, t CO2e/a; NaN where the path does not have it."""
        return _at(self.years, self.emission_t, year)


@dataclass(frozen=True)
class ProjectionData:
    """Scenarios side by side with the planned sink.

    Attributes:
        paths: the first one is the main scenario, whose reduction task is drawn.
        base_year: year in which the paths start.
        target_year: year of the target.
        sink_years: years of the planned sink.
        sink_t: sink in these years, t CO2e/a.
        observed_years: years of the history.
        observed_t: emission in these years, t CO2e/a.
    """

    paths: Sequence[ScenarioPath]
    base_year: int
    target_year: int
    sink_years: Sequence[int] = ()
    sink_t: Numbers = ()
    observed_years: Sequence[int] = ()
    observed_t: Numbers = ()

    @property
    def target_sink_t(self) -> float:
        """Sink of the target year, t CO2e/a; NaN where it is not known."""
        return _at(self.sink_years, self.sink_t, self.target_year)

    @property
    def reduction_task_t(self) -> float:
        """Emission of the main scenario minus sink in the target year, t CO2e/a; NaN where not known."""
        emission = self.paths[0].at(self.target_year) if self.paths else math.nan
        return emission - self.target_sink_t


@dataclass(frozen=True)
class SectorEmissions:
    """One sector of an inventory.

    Attributes:
        name: as shown.
        parts: t CO2e/a by name of gas or fuel, or one part alone.
        memo: shown, but in no total (land-use change and forestry).
    """

    name: str
    parts: Mapping[str, float]
    memo: bool = False

    @property
    def total_t(self) -> float:
        """Sum of the parts that are known, t CO2e/a."""
        return math.fsum(value for value in self.parts.values() if math.isfinite(value))


@dataclass(frozen=True)
class ResultInterval:
    """A result with its 95 % interval, t CO2e/a."""

    name: str
    central_t: float
    low_t: float
    high_t: float


@dataclass(frozen=True)
class UncertaintyData:
    """Intervals of the results, and what they come from.

    Attributes:
        intervals: sink, emission, gap, target ... in the order shown.
        drivers: share of each input in the variance, 0–1, by name of the input.
        drivers_of: name of the result whose variance is shared out.
    """

    intervals: Sequence[ResultInterval]
    drivers: Mapping[str, float] = field(default_factory=dict)
    drivers_of: str = ""


@dataclass(frozen=True)
class ChartRows:
    """The numbers of a chart as a table; an unknown value is None.

    Attributes:
        columns: names with units, the same in every language.
        rows: one tuple per row, in the order drawn.
    """

    columns: tuple[str, ...]
    rows: Sequence[tuple[object, ...]]


def series_rows(series: Series) -> ChartRows:
    """Rows of `series_chart`: one per year."""
    columns = ("year", "emission_tco2e", "per_head_t", "intensity_t_per_wan")
    values = zip(series.years, series.emission_t, series.per_head_t, series.intensity_t_per_wan)
    return ChartRows(columns, [(int(year), *map(_known, rest)) for year, *rest in values])


def projection_rows(data: ProjectionData) -> ChartRows:
    """Rows of `projection_chart`: the history and each scenario by year, with the sink of the year."""
    columns = ("scenario", "year", "emission_tco2e", "low_tco2e", "high_tco2e", "sink_tco2e")
    rows: list[tuple[object, ...]] = []

    def add(name: str, years: Sequence[int], *series: Numbers) -> None:
        for k, year in enumerate(years):
            values = [_known(column[k]) if len(column) else None for column in series]
            rows.append((name, int(year), *values, _known(_at(data.sink_years, data.sink_t, int(year)))))

    add("", data.observed_years, data.observed_t, (), ())
    for path in data.paths:
        add(path.name, path.years, path.emission_t, path.low_t, path.high_t)
    return ChartRows(columns, rows)


def contribution_rows(steps: Sequence[Decomposition]) -> ChartRows:
    """Rows of `contribution_chart`: one per period."""
    names = ("change", "population", "income", "intensity")
    columns = ("first_year", "last_year", *(f"{name}_tco2e" for name in names))
    rows = [
        (step.first_year, step.last_year, *(_known(getattr(step, f"{n}_t")) for n in names)) for step in steps
    ]
    return ChartRows(columns, rows)


def inventory_rows(sectors: Sequence[SectorEmissions]) -> ChartRows:
    """Rows of `inventory_chart`: one per sector and part, the largest sector first, all of them."""
    rows = [
        (sector.name, part, _known(value), sector.memo)
        for sector in sorted(sectors, key=lambda s: (s.memo, -s.total_t))
        for part, value in sector.parts.items()
    ]
    return ChartRows(("sector", "part", "t_co2e", "memo"), rows)


def uncertainty_rows(data: UncertaintyData) -> ChartRows:
    """Rows of `uncertainty_chart`: the results, then every input with its share in the variance."""
    columns = ("kind", "name", "central_tco2e", "low_tco2e", "high_tco2e", "variance_share")
    rows: list[tuple[object, ...]] = [
        ("result", each.name, _known(each.central_t), _known(each.low_t), _known(each.high_t), None)
        for each in data.intervals
    ]
    for name, share in ranked(data.drivers):
        rows.append(("input", name, None, None, None, share))
    return ChartRows(columns, rows)


def ranked(drivers: Mapping[str, float]) -> list[tuple[str, float]]:
    """Inputs with a known share, the largest first."""
    known = [(name, float(share)) for name, share in drivers.items() if math.isfinite(share)]
    return sorted(known, key=lambda item: -item[1])


def _at(years: Sequence[int], values: Numbers, year: int) -> float:
    for each, value in zip(years, values):
        if int(each) == year:
            return float(value)
    return math.nan


def _known(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
