# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether an energy balance adds up: totals against their parts, missing rows, slips of the unit, signs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from .energy_balance import EnergyBalance
from .energy_tables import load_fuels, load_rows
from .problems import Problem, problem

#: Two totals that differ by more disagree.
TOLERANCE = 0.005
#: Printed tables round to 0.01 of their unit; a sum of some twenty rows may be off by this many units.
ROUNDING_UNITS = 0.1
_FACTOR = 1.0e4
#: More than the whole country uses in a year, in base units.
_IMPLAUSIBLE = {"mass": 8.0e9, "volume": 4.0e8, "heat": 3.0e10, "power": 2.0e10, "tce": 8.0e9}
#: A total row and the rows that add up to it.
_SUMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("1", ("1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "1.11")),
    ("2", ("2.1", "2.2", "2.3", "2.4", "2.5", "2.5.1", "2.6", "2.6.1", "2.7", "2.8", "2.9")),
    ("4", ("4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7.1", "4.7.2")),
    ("4.A", ("4.1",)),
    ("4.B", ("4.2", "4.3")),
    ("4.C", ("4.4", "4.5", "4.6")),
    ("4.7", ("4.7.1", "4.7.2")),
)
_ESSENTIAL = ("2.1", "2.2", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7")


def signed_rows(balance: EnergyBalance, row_ids: Sequence[str]) -> np.ndarray:
    """float[rows, fuels] of the rows with the sign with which they enter the total above them; NaN where none.

    A row printed as ``出口量(-)`` counts against the total whether its figures carry the sign or not.
    """
    out = np.empty((len(row_ids), len(balance.fuel_ids)))
    for i, row_id in enumerate(row_ids):
        values = balance.values[balance.row_ids.index(row_id)]
        out[i] = -np.abs(values) if load_rows()[row_id].sign == "-" else values
    return out


def lone_groups(balance: EnergyBalance) -> list[str]:
    """Group rows of final consumption that the table does not split, so that they stand for their parts."""
    return [
        total
        for total, parts in _SUMS
        if load_rows()[total].role == "group"
        and balance.has_row(total)
        and not any(balance.has_row(p) for p in parts)
    ]


def check_balance(balance: EnergyBalance) -> None:
    """Add to ``balance.problems`` what does not add up, is missing or has a wrong sign."""
    _missing_rows(balance)
    _signs(balance)
    _implausible(balance)
    for total, parts in _SUMS:
        _row_sums(balance, total, parts)
    for subtotal in ("coal_total", "oil_total", "all_total"):
        _column_sums(balance, subtotal)


def _missing_rows(balance: EnergyBalance) -> None:
    final = [r.id for r in balance.rows() if r.role == "final" and balance.has_row(r.id)]
    lone = lone_groups(balance)
    if not final and not lone:
        balance.problems.append(problem("balance_no_final_rows", field=balance.sheet))
        return
    for row_id in _ESSENTIAL:
        parts = [r.id for r in balance.rows() if r.parent == row_id and r.role == "final"]
        if load_rows()[row_id].parent in lone:
            continue
        if not balance.has_row(row_id) and not any(balance.has_row(p) for p in parts):
            name = load_rows()[row_id].name_zh
            balance.problems.append(problem("balance_row_missing", field=balance.sheet, value=name))
    for group in lone:
        name = load_rows()[group].name_zh
        balance.problems.append(problem("balance_group_not_split", field=balance.sheet, value=name))
    if not balance.has_row("4.2.1"):
        balance.problems.append(problem("balance_feedstock_missing", field=balance.sheet))


def _signs(balance: EnergyBalance) -> None:
    for row in balance.rows():
        for fuel in balance.fuels():
            value = balance.value(row.id, fuel.id)
            if math.isnan(value) or value == 0.0:
                continue
            if row.sign == "input" and value > 0.0 and fuel.kind in ("fuel", "furnace_gas"):
                balance.problems.append(
                    _at("balance_input_positive", balance, row.id, fuel.id, line=row.name_zh)
                )
            elif row.role in ("final", "feedstock") and value < 0.0:
                balance.problems.append(
                    _at("balance_value_negative", balance, row.id, fuel.id, line=row.name_zh)
                )


def _implausible(balance: EnergyBalance) -> None:
    for row_id, fuel_id in balance.cells:
        j = balance.fuel_ids.index(fuel_id)
        fuel = load_fuels()[fuel_id]
        limit = _IMPLAUSIBLE["tce" if balance.in_tce[j] else fuel.dimension]
        if abs(balance.amount(row_id, fuel_id)) > limit:
            line = load_rows()[row_id].name_zh
            balance.problems.append(
                _at("balance_factor_10000", balance, row_id, fuel_id, line=line, total="–", parts="–")
            )


def _row_sums(balance: EnergyBalance, total: str, parts: Sequence[str]) -> None:
    present = [p for p in parts if balance.has_row(p)]
    if total == "4":
        present += lone_groups(balance)
    if not balance.has_row(total) or not present:
        return
    table = signed_rows(balance, present)
    for j, fuel_id in enumerate(balance.fuel_ids):
        values = [(p, float(v)) for p, v in zip(present, table[:, j]) if not math.isnan(v)]
        whole = balance.value(total, fuel_id)
        if values and not math.isnan(whole):
            cells = [(p, fuel_id, v) for p, v in values]
            _compare(balance, (total, fuel_id), whole, cells, j)


def _column_sums(balance: EnergyBalance, subtotal: str) -> None:
    if not balance.has_fuel(subtotal):
        return
    parts = [f.id for f in balance.fuels() if _is_part(balance, f.id, subtotal)]
    j = balance.fuel_ids.index(subtotal)
    for row in balance.rows():
        whole = balance.value(row.id, subtotal)
        cells = [(row.id, p, balance.value(row.id, p)) for p in parts]
        cells = [cell for cell in cells if not math.isnan(cell[2])]
        # Lines of several products offset each other in transformation; statistics print no sum there.
        if cells and not math.isnan(whole):
            _compare(balance, (row.id, subtotal), whole, cells, j)


def _is_part(balance: EnergyBalance, fuel_id: str, subtotal: str) -> bool:
    fuel = load_fuels()[fuel_id]
    if not balance.has_fuel(fuel_id):
        return False
    if subtotal != "all_total":
        return fuel.subtotal == subtotal
    in_tce = bool(balance.in_tce[balance.fuel_ids.index(fuel_id)]) or fuel.dimension == "tce"
    return fuel.kind != "subtotal" and in_tce


def _compare(
    balance: EnergyBalance,
    where: tuple[str, str],
    whole: float,
    cells: list[tuple[str, str, float]],
    column: int,
) -> None:
    unit = 1e4 if balance.in_tce[column] else balance.fuels()[column].base_per_unit
    floor = ROUNDING_UNITS * unit
    total = math.fsum(v for _, _, v in cells)
    if _agree(whole, total, floor):
        return
    slip = next(_slips(where, whole, cells, total, floor), None)
    row_id, fuel_id = slip or where
    line = load_rows()[row_id].name_zh
    balance.problems.append(
        _at(
            "balance_totals_disagree" if slip is None else "balance_factor_10000",
            balance,
            row_id,
            fuel_id,
            line=line,
            total=f"{whole / unit:g}",
            parts=f"{total / unit:g}",
        )
    )


def _agree(a: float, b: float, floor: float) -> bool:
    return abs(a - b) <= max(TOLERANCE * max(abs(a), abs(b)), floor)


def _slips(
    where: tuple[str, str],
    whole: float,
    cells: list[tuple[str, str, float]],
    total: float,
    floor: float,
) -> Iterator[tuple[str, str]]:
    """Cells that, were they 10⁴ times smaller or larger, would make the two totals agree."""
    for factor in (1.0 / _FACTOR, _FACTOR):
        for row_id, fuel_id, value in cells:
            other = total - value + value * factor
            # Only a figure that matters can be told: what vanishes in rounding fits any factor.
            if abs(value - value * factor) > 10.0 * floor and _agree(whole, other, floor):
                yield row_id, fuel_id
        if abs(whole) > 0.0 and _agree(whole * factor, total, floor):
            yield where


def _at(
    code: str,
    balance: EnergyBalance,
    row_id: str,
    fuel_id: str,
    *,
    line: str,
    total: str = "",
    parts: str = "",
) -> Problem:
    row, column = balance.cells.get((row_id, fuel_id), (0, ""))
    return problem(
        code,
        field=balance.sheet,
        value=load_fuels()[fuel_id].name_zh,
        row=row,
        column=column,
        line=line,
        total=total,
        parts=parts,
    )
