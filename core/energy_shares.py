# SPDX-License-Identifier: GPL-2.0-or-later
"""Shares by which one row of the balance goes to several sectors: private cars, the means of transport."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from .energy_tables import find_fuel, find_row, load_rows
from .problems import Problem, problem
from .resource_tables import read_table
from .sectors import find_sector
from .table_parsing import RawTable, TableReader

#: (row id, fuel id or ``*``) → sector id → share.
Shares = dict[tuple[str, str], dict[str, float]]


@lru_cache(maxsize=1)
def _shipped() -> Shares:
    shares: Shares = {}
    for r in read_table("energy_shares"):
        shares.setdefault((r["row_id"], r["fuel"]), {})[r["sector"]] = float(r["share"])
    return shares


def load_shares() -> Shares:
    """The shipped shares (our own defaults; see the ``confidence`` column of the table)."""
    return {key: dict(split) for key, split in _shipped().items()}


def split(
    shares: Mapping[tuple[str, str], Mapping[str, float]], row_id: str, fuel_id: str
) -> Mapping[str, float]:
    """Shares by sector of one cell of the balance; they sum to 1."""
    found = shares.get((row_id, fuel_id)) or shares.get((row_id, "*"))
    return found or {load_rows()[row_id].sector: 1.0}


def parse_shares_of_rows(table: RawTable) -> tuple[Shares, list[Problem]]:
    """Read own SHARES: ``row,sector,share`` and optional ``fuel`` (empty or ``*``: all fuels without their own).

    ``row`` is the id or name of a final row of the balance; the shares of a row and fuel must sum to 1 within 0.1 %.
    What the table names replaces the shipped shares of that row and fuel.
    """
    reader = TableReader(table)
    shares = load_shares()
    own: Shares = {}
    if not reader.require_columns(("row", "sector", "share")):
        return shares, reader.problems
    for i in range(len(table.rows)):
        label = reader.key(i, "row")
        row = load_rows().get(label) or find_row(label, "4")
        sector = find_sector(reader.key(i, "sector"))
        share = reader.number(i, "share", minimum=0.0)
        name = reader.text(i, "fuel")
        fuel = find_fuel(name) if name not in ("", "*") else None
        if row is None or row.section != "4":
            reader.note("table_value_not_allowed", i, "row", allowed="4.1 … 4.7.2")
        elif sector is None:
            reader.note("table_sector_unknown", i, "sector")
        elif name not in ("", "*") and fuel is None:
            reader.note("table_fuel_unknown", i, "fuel")
        elif not math.isnan(share):
            part = own.setdefault((row.id, fuel.id if fuel else "*"), {})
            part[sector.id] = part.get(sector.id, 0.0) + share
    for (row_id, fuel_id), part in own.items():
        total = math.fsum(part.values())
        if abs(total - 1.0) > 1e-3:
            reader.problems.append(
                problem(
                    "shares_of_row_sum", field=table.name, value=f"{row_id} {fuel_id}", total=f"{total:g}"
                )
            )
        else:
            shares[(row_id, fuel_id)] = {s: v / total for s, v in part.items()}
    return shares, reader.problems
