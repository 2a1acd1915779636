# SPDX-License-Identifier: GPL-2.0-or-later
"""The history of a city: emission, GDP and population by year, and what each year leaves to be derived.

Units are chosen so that the ratios need no factor: 10⁴ t / 10⁴ persons = t per head, 10⁴ t / 10⁸ yuan = t per
10⁴ yuan, 10⁸ yuan / 10⁴ persons = 10⁴ yuan per head.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

import numpy as np

from .problems import Problem
from .table_parsing import RawTable, TableReader, normalised_text

#: Tonnes in one 万吨.
T_PER_WAN_T = 1.0e4

EMISSION = "emission_wan_t"
GDP = "gdp_yi"
POPULATION = "population_wan"
PER_HEAD = "per_head_t"
INTENSITY = "intensity_t_per_wan"
INCOME = "gdp_pc_wan"
#: Column that names the price base of the GDP.
PRICE_BASE = "price_base"
#: Statistics as published.
BASE_COLUMNS = (EMISSION, GDP, POPULATION)
#: Ratio of two of them.
RATIOS = {PER_HEAD: (EMISSION, POPULATION), INTENSITY: (EMISSION, GDP), INCOME: (GDP, POPULATION)}
COLUMNS = (*BASE_COLUMNS, *RATIOS)
#: Other spellings that a table may use.
_ALIASES = {"per_head": PER_HEAD, "intensity": INTENSITY, "gdp_per_capita_wan": INCOME}

YEARS = (1900, 2100)
#: What a city can have, wide enough for every year since 1950; a slip of 10⁴ falls outside.
PLAUSIBLE = {PER_HEAD: (0.05, 1000.0), INTENSITY: (0.002, 200.0), INCOME: (0.01, 200.0)}
#: Ratio of a statistic to that of the year before from which a slip of 10⁴ is suspected.
MAX_JUMP = 100.0
#: Relative difference between a given and a derived value above which they are said to disagree: wider than the
#: rounding of a printed ratio.
AGREEMENT = 0.01
#: How statisticians write "not available".
_BLANK = frozenset({"", "-", "–", "—", "…", "..."})


@dataclass(frozen=True)
class Series:
    """Statistics of a city by year, ascending; unknown values are NaN.

    Attributes:
        name: table it came from.
        years: int64[n].
        given: per column of ``COLUMNS``, float64[n] as it was given.
        rounding: per column, half a unit of the last decimal that the column was written with; 0 if not given.
        price_base: price base of the GDP as text, '' if not stated.
        values: per column, float64[n] given or derived. Where all three statistics are known, the ratios are theirs
            at full precision, whatever rounded ratio was given.
    """

    name: str
    years: np.ndarray
    given: dict[str, np.ndarray]
    rounding: dict[str, float] = field(default_factory=dict)
    price_base: str = ""
    values: dict[str, np.ndarray] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", derived(self.given))

    def __len__(self) -> int:
        return len(self.years)

    @property
    def emission_t(self) -> np.ndarray:
        """Emission, t CO2e/a."""
        return self.values[EMISSION] * T_PER_WAN_T

    @property
    def population_wan(self) -> np.ndarray:
        """Population, 10⁴ persons."""
        return self.values[POPULATION]

    @property
    def gdp_yi(self) -> np.ndarray:
        """GDP, 10⁸ yuan."""
        return self.values[GDP]

    @property
    def per_head_t(self) -> np.ndarray:
        """Emission per head, t CO2e per person and year."""
        return self.values[PER_HEAD]

    @property
    def intensity_t_per_wan(self) -> np.ndarray:
        """Emission per GDP, t CO2e per 10⁴ yuan."""
        return self.values[INTENSITY]

    @property
    def gdp_pc_wan(self) -> np.ndarray:
        """GDP per head, 10⁴ yuan."""
        return self.values[INCOME]

    def known(self, column: str) -> tuple[np.ndarray, np.ndarray]:
        """Years and values in which a column is known."""
        has = np.isfinite(self.values[column])
        return self.years[has], self.values[column][has]

    def index(self, year: int) -> int | None:
        """Position of a year; None where the series lacks it."""
        found = np.flatnonzero(self.years == year)
        return int(found[0]) if len(found) else None

    def changed(self, changes: Mapping[tuple[int, str], float]) -> Series:
        """The series with other given values, by (year, column).

        Raises:
            KeyError: a year or column is not in the series.
        """
        given = {column: values.copy() for column, values in self.given.items()}
        for (year, column), value in changes.items():
            position = self.index(year)
            if position is None:
                raise KeyError(year)
            given[column][position] = value
        return Series(self.name, self.years, given, self.rounding, self.price_base)


def make_series(years: object, *, name: str = "", price_base: str = "", **columns: object) -> Series:
    """A series from arrays.

    Args:
        years: n ascending years.
        name: for messages.
        price_base: price base of the GDP.
        columns: any of ``COLUMNS``, n values each, NaN where unknown.

    Raises:
        ValueError: years do not ascend, a column has another length, or its name is not known.
    """
    year = np.asarray(years, dtype="i8")
    if (np.diff(year) <= 0).any() or not set(columns) <= set(COLUMNS):
        raise ValueError(sorted(columns))
    given = {column: np.full(len(year), math.nan) for column in COLUMNS}
    for column, values in columns.items():
        given[column][:] = np.asarray(values, dtype=float)
    return Series(name, year, given, dict.fromkeys(COLUMNS, 0.0), price_base)


def per_head_t(emission_wan_t: np.ndarray, population_wan: np.ndarray) -> np.ndarray:
    """Emission per head in t per person from 10⁴ t and 10⁴ persons."""
    return np.asarray(emission_wan_t, dtype=float) / np.asarray(population_wan, dtype=float)


def intensity_t_per_wan(emission_wan_t: np.ndarray, gdp_yi: np.ndarray) -> np.ndarray:
    """Emission per GDP in t per 10⁴ yuan from 10⁴ t and 10⁸ yuan."""
    return np.asarray(emission_wan_t, dtype=float) / np.asarray(gdp_yi, dtype=float)


def _deductions() -> Iterator[tuple[str, str, str, bool]]:
    """(unknown, known, known, whether the two are multiplied), in the order in which they are tried.

    Statistics come first, from a statistic and a ratio; per head = intensity × income ties the ratios.
    """
    yield GDP, POPULATION, INCOME, True
    yield EMISSION, POPULATION, PER_HEAD, True
    yield EMISSION, GDP, INTENSITY, True
    yield GDP, EMISSION, INTENSITY, False
    yield POPULATION, GDP, INCOME, False
    yield POPULATION, EMISSION, PER_HEAD, False
    for ratio, (over, under) in RATIOS.items():
        yield ratio, over, under, False
    yield PER_HEAD, INCOME, INTENSITY, True
    yield INTENSITY, PER_HEAD, INCOME, False
    yield INCOME, PER_HEAD, INTENSITY, False


def derived(given: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Fill every column from the others where that is possible.

    Args:
        given: per column of ``COLUMNS`` float64[n], NaN where unknown.
    """
    values = {column: given[column].astype(float) for column in COLUMNS}
    for _ in COLUMNS:  # each round fills at least one more column of a row, or nothing is left to do
        for unknown, first, second, times in _deductions():
            gap = np.isnan(values[unknown])
            if gap.any():
                found = values[first] * values[second] if times else _divided(values[first], values[second])
                values[unknown][gap] = found[gap]
    for ratio, (over, under) in RATIOS.items():
        exact = _divided(values[over], values[under])
        values[ratio] = np.where(np.isnan(exact), values[ratio], exact)
    return values


def _divided(over: np.ndarray, under: np.ndarray) -> np.ndarray:
    return np.divide(over, under, out=np.full(len(over), math.nan), where=np.isfinite(under) & (under != 0.0))


def parse_series(table: RawTable, price_base: str = "") -> tuple[Series, list[Problem]]:
    """Read a SERIES: ``year`` and any of ``COLUMNS``.

    Args:
        table: a blank cell or a dash is unknown. A column ``price_base`` may name the price base of each year.
        price_base: price base of the GDP where the table does not name it.

    Returns:
        The usable rows by ascending year, and every problem with its row and column. Where a problem is an error,
        the series is for showing only.
    """
    reader = TableReader(table)
    columns = {_ALIASES.get(name, name): name for name in table.columns}
    present = [column for column in COLUMNS if column in columns]
    if not reader.require_columns(("year",)) or not present:
        if "year" in table.columns and not present:
            reader.require_columns(BASE_COLUMNS)
        return _empty(table.name, price_base), reader.problems
    rows: dict[int, int] = {}
    for i in range(len(table.rows)):
        year = read_year(reader, i, "year")
        if year in rows:
            reader.note("table_duplicate_key", i, "year")
        elif year is not None:
            rows[year] = i
    order = sorted(rows)
    given = {column: np.full(len(order), math.nan) for column in COLUMNS}
    decimals: dict[str, int] = {}
    for column in present:
        for position, year in enumerate(order):
            value, places = _read_value(reader, rows[year], columns[column])
            given[column][position] = value
            decimals[column] = max(decimals.get(column, 0), places)
    rounding = {column: 0.5 * 10.0 ** -decimals[column] if column in decimals else 0.0 for column in COLUMNS}
    base = _read_price_base(reader, price_base)
    series = Series(table.name, np.array(order, dtype="i8"), given, rounding, base)
    _Checks(reader, series, [rows[year] for year in order], columns).run()
    return series, reader.problems


def _empty(name: str, price_base: str) -> Series:
    nothing = {column: np.zeros(0) for column in COLUMNS}
    return Series(name, np.zeros(0, dtype="i8"), nothing, dict.fromkeys(COLUMNS, 0.0), price_base)


def read_year(reader: TableReader, i: int, column: str) -> int | None:
    """A whole year within ``YEARS``; None (with a problem) where the cell holds none."""
    if not reader.key(i, column):
        return None
    year = reader.number(i, column)
    if math.isnan(year):
        return None
    if not year.is_integer() or not YEARS[0] <= year <= YEARS[1]:
        reader.note("table_value_not_allowed", i, column, allowed=f"{YEARS[0]} … {YEARS[1]}")
        return None
    return int(year)


def _read_value(reader: TableReader, i: int, column: str) -> tuple[float, int]:
    """A positive number and its decimals; NaN where blank or (with a problem) not usable."""
    text = reader.text(i, column)
    if text in _BLANK:
        return math.nan, 0
    value = reader.number(i, column)
    if value <= 0.0:
        reader.note("table_value_not_positive", i, column)
        return math.nan, 0
    return value, _decimals(text)


def _decimals(text: str) -> int:
    try:
        exponent = Decimal(text.replace(",", "").replace(" ", "")).as_tuple().exponent
    except InvalidOperation:
        return 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _read_price_base(reader: TableReader, price_base: str) -> str:
    """The one price base of a table; a second one is an error, since GDP would not be at constant prices."""
    found = price_base
    for i in range(len(reader.table.rows)):
        text = reader.text(i, PRICE_BASE)
        if text and found and normalised_text(found) != text:
            reader.note("price_base_mixed", i, PRICE_BASE, other=found)
            break
        found = found or text
    return found


class _Checks:
    """What only shows when the rows of a series stand side by side.

    Args:
        reader: takes the problems.
        series: what was read.
        rows: row of the table of each year.
        columns: name in the table by column.
    """

    def __init__(
        self, reader: TableReader, series: Series, rows: list[int], columns: Mapping[str, str]
    ) -> None:
        self._reader = reader
        self._series = series
        self._rows = rows
        self._columns = columns

    def run(self) -> None:
        """Note every problem."""
        self._gaps()
        suspect = {found for p in range(len(self._series)) for found in self._implausible(p)}
        for column in BASE_COLUMNS:
            self._jumps(column, suspect)
        for column in COLUMNS:
            self._disagreements(column)

    def _gaps(self) -> None:
        years = [int(year) for year in self._series.years]
        for before, after, row in zip(years, years[1:], self._rows[1:]):
            if after - before > 1:
                first, last = before + 1, after - 1
                missing = str(first) if first == last else f"{first}–{last}"
                self._reader.note("series_gap_year", row, "year", missing=missing)

    def _implausible(self, position: int) -> set[tuple[int, str]]:
        """Note a ratio that no city has, blaming the statistic that explains every ratio that is off."""
        off: dict[str, int] = {}
        for ratio, (low, high) in PLAUSIBLE.items():
            value = self._series.values[ratio][position]
            if value < low or value > high:
                off[ratio] = 1 if value > high else -1
        if not off:
            return set()
        ratio = next(iter(off))
        column = self._blamed(off, position)
        low, high = PLAUSIBLE[ratio]
        self._reader.note(
            "series_value_suspect",
            self._rows[position],
            self._columns[column],
            ratio=ratio,
            found=f"{self._series.values[ratio][position]:.6g}",
            limits=f"{low:g} … {high:g}",
        )
        return {(position, column)}

    def _blamed(self, off: Mapping[str, int], position: int) -> str:
        """The given column whose slip would put just these ratios off."""
        signs = {
            EMISSION: {PER_HEAD: 1, INTENSITY: 1},
            GDP: {INCOME: 1, INTENSITY: -1},
            POPULATION: {PER_HEAD: -1, INCOME: -1},
        }
        given = [c for c in COLUMNS if np.isfinite(self._series.given[c][position])]

        def explained(column: str) -> int:
            if column in RATIOS:
                return 1 if column in off else 0
            effect = signs[column]
            known = [r for r in effect if np.isfinite(self._series.values[r][position])]
            for turn in (1, -1):
                if all(off.get(r) == turn * effect[r] for r in known):
                    return 2 * len(known)
            return sum(abs(off.get(r, 0)) for r in known) - 1

        return max(given, key=explained)

    def _jumps(self, column: str, suspect: set[tuple[int, str]]) -> None:
        given = self._series.given[column]
        known = np.flatnonzero(np.isfinite(given))
        if len(known) < 2:
            return
        logs = np.log(given[known])
        distance = np.abs(logs - np.median(logs))
        blamed = {p for p, c in suspect if c == column}
        for k in range(1, len(known)):
            pair = (int(known[k - 1]), int(known[k]))
            if abs(logs[k] - logs[k - 1]) <= math.log(MAX_JUMP) or blamed & set(pair):
                continue
            here = k if distance[k] >= distance[k - 1] else k - 1
            other = k - 1 if here == k else k
            position = int(known[here])
            blamed.add(position)
            self._reader.note(
                "series_jump",
                self._rows[position],
                self._columns[column],
                times=f"{math.exp(logs[here] - logs[other]):.3g}",
                year=int(self._series.years[known[other]]),
            )

    def _disagreements(self, column: str) -> None:
        given, values = self._series.given[column], self._series.values[column]
        for position in np.flatnonzero(np.isfinite(given)):
            exact = _exact(self._series, column, int(position))
            if math.isfinite(exact) and abs(given[position] / exact - 1.0) > AGREEMENT:
                self._reader.note(
                    "series_values_disagree",
                    self._rows[position],
                    self._columns[column],
                    other=f"{exact:.6g}",
                    used=f"{values[position]:.6g}",
                )


def _exact(series: Series, column: str, position: int) -> float:
    """A ratio as the statistics give it; NaN for a statistic or where they are not known."""
    if column not in RATIOS:
        return math.nan
    over, under = (float(series.values[c][position]) for c in RATIOS[column])
    return over / under if under else math.nan
