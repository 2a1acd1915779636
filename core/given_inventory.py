# SPDX-License-Identifier: GPL-2.0-or-later
"""An inventory that exists already: ``sector,t_co2e``, or sectors × fuels as in the provincial tables of CEADs."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from .cells import CellSheet, cell_number, column_letter, holds_number, is_blank
from .energy_balance import Recognised
from .energy_checks import ROUNDING_UNITS, TOLERANCE
from .energy_tables import clean_name, find_fuel
from .inventory import InventoryRow
from .problems import Problem, problem
from .resource_tables import read_table
from .sectors import Sector, find_sector

#: t CO2 in one unit, as printed in a units row.
_UNITS = {
    "mtco2": 1e6,
    "mtco2e": 1e6,
    "milliontonnes": 1e6,
    "百万吨": 1e6,
    "万吨": 1e4,
    "万吨co2": 1e4,
    "万吨co2当量": 1e4,
    "万吨二氧化碳": 1e4,
    "万吨二氧化碳当量": 1e4,
    "tco2": 1.0,
    "tco2e": 1.0,
    "吨co2": 1.0,
    "吨二氧化碳": 1.0,
}
_PROCESS = frozenset({"process", "processes", "工业过程", "工业生产过程", "过程排放"})
_TOTAL_COLUMN = frozenset({"scope1total", "total", "合计", "总计"})
_TOTAL_ROW = frozenset({"totalconsumption", "totalemissions", "total", "合计", "总计"})
_INDIRECT = re.compile(r"^scope[ _]?2", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass
class GivenInventory:
    """An inventory read from a sheet.

    Attributes:
        sheet: where it was read.
        year: its year, 0 when none is printed.
        rows: its lines.
        printed_total_t: total printed in it, t; NaN where there is none.
        recognised: everything found, recognised or not.
        problems: what is wrong with it.
    """

    sheet: str
    year: int
    rows: list[InventoryRow] = field(default_factory=list)
    printed_total_t: float = math.nan
    recognised: list[Recognised] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@lru_cache(maxsize=1)
def _ceads_rows() -> dict[str, tuple[str, str]]:
    return {clean_name(r["name"]): (r["sector"], r["process_sector"]) for r in read_table("ceads_sectors")}


def read_given_inventories(sheets: Iterable[CellSheet]) -> list[GivenInventory]:
    """Read every sheet that holds an inventory; others are left out."""
    found = []
    for sheet in sheets:
        given = _read_long(sheet) or _read_matrix(sheet)
        if given is not None:
            found.append(given)
    return found


def _year_of(sheet: CellSheet) -> int:
    found = _YEAR.findall(sheet.name)
    return int(found[-1]) if found else 0


def _sector_of(text: str) -> tuple[Sector | None, Sector | None]:
    """Sector of a row label, and the sector of its process emission."""
    known = _ceads_rows().get(clean_name(text))
    if known is not None:
        return find_sector(known[0]), find_sector(known[1])
    sector = find_sector(text)
    return sector, sector if sector and sector.id.startswith("industrial") else find_sector(
        "industrial_process"
    )


# ---- sector, t_co2e


def _read_long(sheet: CellSheet) -> GivenInventory | None:
    if not sheet.rows:
        return None
    header = [t.casefold() for t in (sheet.text(0, c) for c in range(sheet.width))]
    if "sector" not in header or "t_co2e" not in header:
        return None
    given = GivenInventory(sheet.name, _year_of(sheet))
    at = {name: header.index(name) for name in ("sector", "t_co2e", "fuel", "gas") if name in header}
    for r in range(1, len(sheet.rows)):
        label = sheet.text(r, at["sector"])
        tonnes = _number(sheet, r, at["t_co2e"], given)
        if not label and math.isnan(tonnes):
            continue
        sector = find_sector(label)
        given.recognised.append(
            Recognised(
                "row", sheet.name, r + 1, column_letter(at["sector"]), label, sector.id if sector else ""
            )
        )
        if sector is None:
            _unknown_row(given, r, label)
        elif not math.isnan(tonnes):
            fuel = sheet.text(r, at["fuel"]) if "fuel" in at else ""
            gas = (sheet.text(r, at["gas"]) if "gas" in at else "") or "CO2e"
            given.rows.append(_row(sector.id, fuel, gas, tonnes, sheet.name, label))
    return given


def _row(sector: str, fuel: str, gas: str, tonnes: float, source: str, line: str) -> InventoryRow:
    return InventoryRow(sector, fuel, gas, tonnes, source=source, confidence="given", line=line)


def _number(sheet: CellSheet, r: int, c: int, given: GivenInventory) -> float:
    try:
        return cell_number(sheet.rows[r][c])
    except ValueError:
        given.problems.append(
            problem(
                "balance_not_a_number",
                field=sheet.name,
                value=sheet.text(r, c),
                row=r + 1,
                column=column_letter(c),
                fuel="",
            )
        )
        return math.nan


def _unknown_row(given: GivenInventory, r: int, label: str) -> None:
    given.problems.append(
        problem("inventory_row_unknown", field=given.sheet, value=label, row=r + 1, column="A")
    )


# ---- sectors × fuels


def _unit_key(text: str) -> str:
    return re.sub(r"[\s₂2()（）:：]", lambda m: "2" if m.group() in "₂2" else "", text.casefold())


def _units_row(sheet: CellSheet) -> tuple[int, dict[int, float]] | None:
    """The row that says in which unit of CO2 each column is."""
    for r in range(min(len(sheet.rows), 20)):
        units = {
            c: _UNITS[k] for c in range(sheet.width) for k in (_unit_key(sheet.text(r, c)),) if k in _UNITS
        }
        if len(units) >= 2 and not any(holds_number(t) for t in sheet.rows[r]):
            return r, units
    return None


def _read_matrix(sheet: CellSheet) -> GivenInventory | None:
    found = _units_row(sheet)
    if found is None:
        return None
    units_row, units = found
    given = GivenInventory(sheet.name, _year_of(sheet))
    names = {c: _header(sheet, units_row, c) for c in units}
    known = [c for c, name in names.items() if find_fuel(name) is not None]
    body = range(units_row + 1, len(sheet.rows))
    if len(known) < 2 or not any(_sector_of(sheet.text(r, 0))[0] for r in body):
        return None
    columns = _columns(sheet, units_row, names, given)
    for r in body:
        _matrix_row(sheet, r, columns, units, given)
    _compare_totals(sheet, body, columns, units, given)
    return given


def _header(sheet: CellSheet, units_row: int, c: int) -> str:
    return next((sheet.text(r, c) for r in range(units_row - 1, -1, -1) if sheet.text(r, c)), "")


def _columns(sheet: CellSheet, header: int, names: dict[int, str], given: GivenInventory) -> dict[int, str]:
    """Meaning by column: a fuel id, ``process``, ``total``, ``indirect`` or the printed name of an unknown fuel."""
    columns = {}
    for c, name in names.items():
        key = clean_name(name)
        fuel = find_fuel(name)
        if key in _TOTAL_COLUMN:
            columns[c] = "total"
        elif key in _PROCESS:
            columns[c] = "process"
        elif _INDIRECT.match(name):
            columns[c] = "indirect"
        else:
            columns[c] = fuel.id if fuel else name
            if fuel is None:
                given.problems.append(
                    problem("inventory_fuel_unknown", field=sheet.name, value=name, column=column_letter(c))
                )
        given.recognised.append(
            Recognised(
                "fuel", sheet.name, header, column_letter(c), name, columns[c] if columns[c] != name else ""
            )
        )
    return columns


def _matrix_row(
    sheet: CellSheet, r: int, columns: dict[int, str], units: dict[int, float], given: GivenInventory
) -> None:
    label = sheet.text(r, 0)
    filled = [c for c in columns if not is_blank(sheet.rows[r][c])]
    if not label and not filled:
        return
    if clean_name(label) in _TOTAL_ROW:
        given.recognised.append(Recognised("row", sheet.name, r + 1, "A", label, "total"))
        return
    sector, process = _sector_of(label)
    given.recognised.append(Recognised("row", sheet.name, r + 1, "A", label, sector.id if sector else ""))
    if sector is None or process is None:
        if filled:
            _unknown_row(given, r, label)
        return
    for c in filled:
        value = _number(sheet, r, c, given)
        if math.isnan(value) or not value or columns[c] == "total":
            continue
        if columns[c] == "indirect":
            given.problems.append(
                problem(
                    "inventory_indirect", field=sheet.name, value=label, row=r + 1, column=column_letter(c)
                )
            )
            continue
        target = process.id if columns[c] == "process" else sector.id
        given.rows.append(_row(target, columns[c], "CO2", value * units[c], sheet.name, label))


def _compare_totals(
    sheet: CellSheet, body: range, columns: dict[int, str], units: dict[int, float], given: GivenInventory
) -> None:
    """Printed totals against the sums of what was read, by column and by row."""
    total_rows = [r for r in body if clean_name(sheet.text(r, 0)) in _TOTAL_ROW]
    total_column = next((c for c, name in columns.items() if name == "total"), None)
    parts = [c for c, name in columns.items() if name not in ("total", "indirect")]
    for r in body:
        if total_column is not None and sheet.text(r, 0):
            whole = _number_or_nan(sheet, r, total_column)
            _compare(given, sheet, r, total_column, whole, [_number_or_nan(sheet, r, c) for c in parts])
    for total in total_rows[:1]:
        for c in parts:
            values = [_number_or_nan(sheet, r, c) for r in body if r not in total_rows]
            _compare(given, sheet, total, c, _number_or_nan(sheet, total, c), values)
        if total_column is not None:
            given.printed_total_t = _number_or_nan(sheet, total, total_column) * units[total_column]


def _number_or_nan(sheet: CellSheet, r: int, c: int) -> float:
    try:
        return cell_number(sheet.rows[r][c])
    except ValueError:
        return math.nan


def _compare(
    given: GivenInventory, sheet: CellSheet, r: int, c: int, whole: float, parts: list[float]
) -> None:
    total = math.fsum(v for v in parts if not math.isnan(v))
    floor = ROUNDING_UNITS / 10.0
    if math.isnan(whole) or abs(whole - total) <= max(TOLERANCE * max(abs(whole), abs(total)), floor):
        return
    given.problems.append(
        problem(
            "balance_totals_disagree",
            field=sheet.name,
            value=sheet.text(r, 0),
            row=r + 1,
            column=column_letter(c),
            line=sheet.text(r, 0),
            total=f"{whole:g}",
            parts=f"{total:g}",
        )
    )
