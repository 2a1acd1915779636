# SPDX-License-Identifier: GPL-2.0-or-later
"""Finding energy balances in sheets of cells: header rows, units, fuels, rows, footnotes, years.

A sheet may hold several tables one below the other (续表 with further columns, or further years). Columns and rows are
recognised by name; what is not recognised is listed, never dropped silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from .cells import CellSheet, cell_number, column_letter, holds_number, is_blank
from .energy_balance import EnergyBalance, Recognised
from .energy_checks import check_balance
from .energy_tables import BalanceFuel, find_fuel, find_row, find_unit, is_of_which
from .problems import Severity, problem

#: Fuels in one row that make it a header row.
MIN_FUELS = 2
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_TOTALS = frozenset({"合计", "小计", "总计", "total", "subtotal"})
_STANDARD_COAL = re.compile(r"标准量|标准煤|标煤|tce|standard coal|coal equivalent", re.IGNORECASE)


@dataclass
class _Block:
    """One table in a sheet: rows ``top`` to ``data`` are its header, ``data`` to ``end`` its body."""

    sheet: CellSheet
    title: int
    top: int
    data: int
    end: int
    fuels: dict[int, BalanceFuel] = field(default_factory=dict)
    units: dict[int, tuple[str, float]] = field(default_factory=dict)
    year: int = 0


def read_energy_balances(sheets: Iterable[CellSheet]) -> tuple[list[EnergyBalance], list[Recognised]]:
    """Read every energy balance of a workbook.

    Returns:
        The balances, one per sheet and year, with their own lists of what was recognised and of problems; and the
        sheets in which none was found.
    """
    balances: list[EnergyBalance] = []
    other: list[Recognised] = []
    for sheet in sheets:
        blocks = _blocks(sheet)
        if not blocks:
            other.append(Recognised("sheet", sheet.name, 0, "", sheet.name, "", "no energy balance"))
        by_year: dict[int, EnergyBalance] = {}
        for block in blocks:
            balance = by_year.setdefault(block.year, EnergyBalance.empty(sheet.name, block.year))
            _read_block(block, balance)
        for balance in by_year.values():
            check_balance(balance)
            balances.append(balance)
    return balances, other


def _blocks(sheet: CellSheet) -> list[_Block]:
    headers = _header_rows(sheet)
    blocks: list[_Block] = []
    end_of_last = 0
    for position, (first, last) in enumerate(headers):
        following = headers[position + 1][0] if position + 1 < len(headers) else len(sheet.rows)
        block = _Block(sheet, end_of_last, first, last + 1, following)
        _read_header(block)
        end_of_last = max(
            (r + 1 for r in range(block.data, block.end) if _label(block, r)[1] is not None),
            default=block.data,
        )
        block.end = end_of_last if position + 1 < len(headers) else following
        block.year = _block_year(block, blocks[-1].year if blocks else 0)
        blocks.append(block)
    return blocks


def _header_rows(sheet: CellSheet) -> list[tuple[int, int]]:
    """First and last row of every header; neighbouring rows belong to one header."""
    found: list[tuple[int, int]] = []
    for r in range(len(sheet.rows)):
        ids = {fuel.id for fuel in map(find_fuel, sheet.rows[r]) if fuel is not None}
        if len(ids) < MIN_FUELS or sum(map(holds_number, sheet.rows[r])) > len(ids):
            continue
        if found and r - found[-1][1] <= 2 and not any(holds_number(t) for t in sheet.rows[r - 1]):
            found[-1] = (found[-1][0], r)
        else:
            found.append((r, r))
    return found


def _read_header(block: _Block) -> None:
    sheet = block.sheet
    first = next(c for c in range(sheet.width) if find_fuel(sheet.rows[block.top][c]) is not None)
    while block.data < block.end and not _starts_data(sheet, block.data, first):
        block.data += 1
    rows = [[sheet.text(r, c) for c in range(sheet.width)] for r in range(block.top, block.data)]
    filled = [_filled(row) for row in rows]
    for c in range(sheet.width):
        for own in range(len(rows) - 1, -1, -1):
            fuel = _fuel_at(rows, filled, own, c)
            if fuel is not None:
                block.fuels[c] = fuel
                break
    table_unit = _table_unit(block)
    unit_row: dict[int, tuple[str, float]] = {}
    for row in rows:
        for c, text in enumerate(row):
            inside = re.search(r"[(\[]([^()\[\]]+)[)\]]\s*$", text)
            unit = find_unit(text) or (find_unit(inside.group(1)) if inside else None)
            if unit is not None:
                unit_row[c] = unit
    last: tuple[str, float] | None = None
    for c, fuel in sorted(block.fuels.items()):
        own_unit = unit_row.get(c)
        # A unit merged over several columns stands at the first of them.
        last = own_unit or (last if last and last[0] in (fuel.dimension, "tce") else None)
        chosen = last or table_unit
        if chosen is not None:
            block.units[c] = chosen


def _starts_data(sheet: CellSheet, row: int, first_fuel: int) -> bool:
    """Whether a row belongs to the body: it is labelled as one, or holds figures (a heading 其他 does not count)."""
    texts = sheet.rows[row]
    labelled = any(find_row(text) is not None for text in texts[:first_fuel])
    return labelled or any(holds_number(t) and not _YEAR.fullmatch(t.strip()) for t in texts[first_fuel:])


def _filled(row: Sequence[str]) -> list[str]:
    """Texts carried to the right, as over merged cells."""
    carried, out = "", []
    for text in row:
        carried = text or carried
        out.append(carried)
    return out


def _fuel_at(rows: list[list[str]], filled: list[list[str]], own: int, c: int) -> BalanceFuel | None:
    text = rows[own][c]
    if not text or find_unit(text) is not None:
        return None
    if text.casefold().replace(" ", "") in _TOTALS:
        for above in range(own - 1, -1, -1):
            if filled[above][c]:
                group = find_fuel(filled[above][c] + text) or find_fuel(filled[above][c])
                if group is not None:
                    return group
    return find_fuel(text)


def _table_unit(block: _Block) -> tuple[str, float] | None:
    """A unit for the whole table, printed above it (单位：万吨标准煤) or meant by its title (标准量)."""
    standard = False
    for r in range(block.title, block.data):
        for text in block.sheet.rows[r]:
            if find_fuel(text) is not None:
                continue
            for part in re.split(r"[\s()（）]+", text):
                unit = find_unit(part)
                if unit is not None and ("单位" in text or unit[0] == "tce"):
                    return unit
            standard = standard or bool(_STANDARD_COAL.search(text))
    return ("tce", 1e4) if standard else None


def _block_year(block: _Block, previous: int) -> int:
    for r in range(block.data - 1, block.title - 1, -1):
        for text in block.sheet.rows[r]:
            found = _YEAR.findall(text)
            if found:
                return int(found[-1])
    if previous:
        return previous
    found = _YEAR.findall(block.sheet.name)
    return int(found[-1]) if found else 0


def _label(block: _Block, r: int, section: str = "") -> tuple[str, str | None]:
    """Label of a body row as printed, and the id of the row it names (None: not recognised)."""
    first = min(block.fuels, default=0)
    texts = [t for t in (block.sheet.text(r, c) for c in range(first)) if t and not holds_number(t)]
    for text in [*reversed(texts), " ".join(texts)]:
        row = find_row(text, section)
        if row is not None:
            return " ".join(texts), row.id
    return " ".join(texts), None


def _read_block(block: _Block, balance: EnergyBalance) -> None:
    sheet = block.sheet
    scales = _take_columns(block, balance)
    seen: dict[str, int] = {}
    section = ""
    for r in range(block.title, block.end):
        if r < block.data:
            _list_header_row(block, r, balance)
            continue
        label, row_id = _label(block, r, section)
        numbers = [c for c in block.fuels if not is_blank(sheet.rows[r][c])]
        if row_id is None:
            _list_unknown_row(block, r, label, numbers, balance)
            continue
        section = row_id.partition(".")[0]
        balance.recognised.append(Recognised("row", sheet.name, r + 1, "", label, row_id))
        if row_id in seen:
            _duplicate_row(block, r, seen[row_id], label, balance)
            continue
        seen[row_id] = r
        _take_row(block, r, row_id, scales, balance)


def _take_columns(block: _Block, balance: EnergyBalance) -> dict[int, float]:
    """Note the columns and give the factor from printed to base units by column."""
    sheet, scales = block.sheet, {}
    taken: dict[str, int] = {}
    assumed = []
    for c, fuel in sorted(block.fuels.items()):
        at = column_letter(c)
        if fuel.id in taken or balance.has_fuel(fuel.id):
            balance.problems.append(
                problem(
                    "balance_fuel_duplicate", field=sheet.name, value=fuel.name_zh, row=block.data, column=at
                )
            )
            continue
        taken[fuel.id] = c
        unit = block.units.get(c)
        if unit is None:
            unit = (fuel.dimension, fuel.base_per_unit)
            assumed.append(f"{fuel.name_zh} {fuel.physical_unit}")
        elif unit[0] not in (fuel.dimension, "tce"):
            balance.problems.append(
                problem(
                    "balance_unit_unfit",
                    field=sheet.name,
                    value=fuel.name_zh,
                    row=block.data,
                    column=at,
                    unit=unit[0],
                )
            )
            continue
        scales[c] = unit[1]
        index = balance.fuel_ids.index(fuel.id)
        balance.in_tce[index] = unit[0] == "tce" and fuel.dimension != "tce"
        base = "tce" if unit[0] == "tce" else fuel.base_unit
        balance.recognised.append(
            Recognised("fuel", sheet.name, block.top + 1, at, fuel.name_zh, fuel.id, f"× {unit[1]:g} {base}")
        )
    if assumed:
        balance.problems.append(
            problem("balance_unit_assumed", field=sheet.name, value=", ".join(assumed), row=block.data)
        )
    _list_unknown_columns(block, balance)
    return scales


def _list_unknown_columns(block: _Block, balance: EnergyBalance) -> None:
    sheet = block.sheet
    for c in range(min(block.fuels, default=0), sheet.width):
        filled = [r for r in range(block.data, block.end) if holds_number(sheet.rows[r][c])]
        if c in block.fuels or not filled:
            continue
        texts = [sheet.text(r, c) for r in range(block.top, block.data) if sheet.text(r, c)]
        text = " ".join(texts)
        at = column_letter(c)
        balance.recognised.append(Recognised("fuel", sheet.name, block.top + 1, at, text))
        balance.problems.append(
            problem(
                "balance_column_unknown",
                field=sheet.name,
                value=text,
                row=block.data,
                column=at,
                cells=len(filled),
            )
        )


def _list_header_row(block: _Block, r: int, balance: EnergyBalance) -> None:
    sheet = block.sheet
    for c, text in enumerate(sheet.rows[r]):
        if is_blank(text) or (r >= block.top and (c in block.fuels or find_unit(text) is not None)):
            continue
        unit = find_unit(text)
        years = _YEAR.findall(text)
        kind, id_, note = "text", "", "heading"
        if unit is not None:
            kind, id_, note = "unit", unit[0], f"{unit[1]:g}"
        elif years and int(years[-1]) == balance.year:
            kind, id_ = "year", years[-1]
        balance.recognised.append(
            Recognised(kind, sheet.name, r + 1, column_letter(c), sheet.text(r, c), id_, note)
        )


def _list_unknown_row(block: _Block, r: int, label: str, numbers: list[int], balance: EnergyBalance) -> None:
    sheet = block.sheet
    if not numbers:
        text = " ".join(sheet.text(r, c) for c in range(sheet.width) if sheet.text(r, c))
        if text:
            balance.recognised.append(Recognised("footnote", sheet.name, r + 1, "", text, "", "not used"))
        return
    part = is_of_which(label)
    balance.recognised.append(
        Recognised("part" if part else "row", sheet.name, r + 1, "", label, "", "not summed" if part else "")
    )
    balance.problems.append(
        problem(
            "balance_part_not_summed" if part else "balance_row_unknown",
            field=sheet.name,
            value=label,
            row=r + 1,
            column=column_letter(numbers[0]),
            cells=len(numbers),
        )
    )


def _duplicate_row(block: _Block, r: int, first: int, label: str, balance: EnergyBalance) -> None:
    same = all(block.sheet.rows[r][c] == block.sheet.rows[first][c] for c in block.fuels)
    balance.problems.append(
        problem(
            "balance_row_duplicate",
            field=block.sheet.name,
            value=label,
            row=r + 1,
            first=first + 1,
            severity=Severity.INFO if same else None,
        )
    )


def _take_row(block: _Block, r: int, row_id: str, scales: dict[int, float], balance: EnergyBalance) -> None:
    sheet, at = block.sheet, balance.row_ids.index(row_id)
    for c, scale in scales.items():
        fuel = block.fuels[c]
        try:
            value = cell_number(sheet.rows[r][c])
        except ValueError:
            balance.problems.append(
                problem(
                    "balance_not_a_number",
                    field=sheet.name,
                    value=sheet.text(r, c),
                    row=r + 1,
                    column=column_letter(c),
                    fuel=fuel.name_zh,
                )
            )
            continue
        balance.cells[(row_id, fuel.id)] = (r + 1, column_letter(c))
        if not np.isnan(value):
            balance.values[at, balance.fuel_ids.index(fuel.id)] = value * scale
