# SPDX-License-Identifier: GPL-2.0-or-later
"""A regional energy balance: what was read of it, and which one of a workbook is meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import numpy as np

from .energy_tables import BalanceFuel, BalanceRow, load_fuels, load_rows
from .problems import Problem, RefusedInput, problem


@dataclass(frozen=True)
class Recognised:
    """One thing found in a sheet, to be shown for confirmation.

    Attributes:
        kind: ``sheet``, ``year``, ``unit``, ``fuel``, ``row``, ``part`` (of which, not summed), ``footnote``, ``text``.
        sheet: sheet name.
        row: row from 1; 0 for the whole sheet.
        column: spreadsheet letters, or ''.
        text: as printed.
        id: what it was taken for; '' when it was not recognised.
        note: unit of a column, or what becomes of it.
    """

    kind: str
    sheet: str
    row: int
    column: str
    text: str
    id: str = ""
    note: str = ""


@dataclass
class EnergyBalance:
    """One year of an energy balance.

    Attributes:
        sheet: where it was read.
        year: its year, 0 when none is printed.
        row_ids: ids of all balance rows, in table order.
        fuel_ids: ids of all fuels, in table order.
        values: float[rows, fuels] in the fuels' base units, or t of standard coal where ``in_tce``; NaN where none.
        in_tce: bool[fuels], whether a column is in t of standard coal.
        cells: (row id, fuel id) → (row from 1, column letters) in the sheet.
        recognised: everything found, recognised or not.
        problems: what is wrong with it; refuses nothing by itself.
    """

    sheet: str
    year: int
    values: np.ndarray
    in_tce: np.ndarray
    row_ids: tuple[str, ...] = field(default_factory=lambda: tuple(load_rows()))
    fuel_ids: tuple[str, ...] = field(default_factory=lambda: tuple(load_fuels()))
    cells: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    recognised: list[Recognised] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @staticmethod
    def empty(sheet: str, year: int) -> EnergyBalance:
        """A balance in which every cell is none."""
        shape = (len(load_rows()), len(load_fuels()))
        return EnergyBalance(sheet, year, np.full(shape, np.nan), np.zeros(shape[1], bool))

    def value(self, row_id: str, fuel_id: str) -> float:
        """One cell; NaN where none."""
        return float(self.values[self.row_ids.index(row_id), self.fuel_ids.index(fuel_id)])

    def amount(self, row_id: str, fuel_id: str) -> float:
        """One cell; 0 where none."""
        value = self.value(row_id, fuel_id)
        return 0.0 if np.isnan(value) else value

    def row(self, row_id: str) -> np.ndarray:
        """float[fuels] of one row, 0 where none."""
        return np.nan_to_num(self.values[self.row_ids.index(row_id)], nan=0.0)

    def has_row(self, row_id: str) -> bool:
        """Whether the row was found."""
        return any(found.kind == "row" and found.id == row_id for found in self.recognised)

    def has_fuel(self, fuel_id: str) -> bool:
        """Whether the column was found."""
        return any(found.kind == "fuel" and found.id == fuel_id for found in self.recognised)

    def fuels(self) -> list[BalanceFuel]:
        """The columns of the matrix."""
        return [load_fuels()[i] for i in self.fuel_ids]

    def rows(self) -> list[BalanceRow]:
        """The rows of the matrix."""
        return [load_rows()[i] for i in self.row_ids]


class _Dated(Protocol):
    """A table with its sheet and year."""

    sheet: str
    year: int


Dated = TypeVar("Dated", bound=_Dated)


def choose_balance(
    balances: Sequence[Dated], sheet: str = "", year: int = 0, sheets: Iterable[str] = ()
) -> tuple[Dated, list[Problem]]:
    """The balance (or inventory) that is meant by a sheet name and a year.

    Args:
        balances: all that were read.
        sheet: sheet name, or '' for any.
        year: year, or 0 for the latest.
        sheets: names of all sheets, for the message.

    Raises:
        RefusedInput: ``balance_not_found``, ``balance_sheet_missing``, ``balance_year_missing``,
            ``balance_year_duplicate`` or ``balance_sheet_ambiguous``.
    """
    names = list(sheets) or [b.sheet for b in balances]
    if sheet and sheet not in names:
        raise RefusedInput([problem("balance_sheet_missing", value=sheet, found=", ".join(names))])
    found = [b for b in balances if not sheet or b.sheet == sheet]
    if not found:
        raise RefusedInput([problem("balance_not_found", field=sheet or ", ".join(names))])
    years = sorted({b.year for b in found})
    listed = ", ".join(str(y) for y in years if y)
    problems: list[Problem] = []
    if year:
        # A table that prints no year is taken at the user's word when it is the only one.
        dated = [b for b in found if b.year == year]
        if not dated and len(found) == 1 and not found[0].year:
            dated = found
        if not dated:
            raise RefusedInput([problem("balance_year_missing", value=year, found=listed)])
        found = dated
    elif len(years) > 1:
        found = [b for b in found if b.year == years[-1]]
        problems.append(problem("balance_year_chosen", field=found[0].sheet, value=years[-1], found=listed))
    if len(found) > 1:
        where = ", ".join(b.sheet for b in found)
        if found[0].year:
            raise RefusedInput([problem("balance_year_duplicate", value=found[0].year, field=where)])
        raise RefusedInput([problem("balance_sheet_ambiguous", value=where)])
    return found[0], problems
