# SPDX-License-Identifier: GPL-2.0-or-later
"""Scenarios, own paths and shares of goals as a planner hands them in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from .problems import Problem, problem
from .projection import METHODS, Scenario
from .reduction_goals import DIMENSIONS, KINDS, TOTAL, GoalShares
from .sectors import find_sector
from .series import read_year
from .table_parsing import RawTable, TableReader

#: Columns of a scenarios table that hold numbers, by attribute of ``Scenario``.
_NUMBERS = {
    "population_wan": "population_wan",
    "gdp_per_capita_wan": "gdp_pc_wan",
    "intensity_factor": "intensity_factor",
    "extra_decline_pct": "extra_decline_pct",
    "floor": "floor_t_per_wan",
    "ceiling": "ceiling_t_per_wan",
    "population_growth_after_pct": "population_growth_after_pct",
    "gdp_pc_growth_after_pct": "gdp_pc_growth_after_pct",
}


def parse_scenarios(table: RawTable, default: Scenario) -> tuple[list[Scenario], list[Problem]]:
    """Read a SCENARIOS table: ``scenario`` and any of the columns below; a blank cell takes the default.

    ``name`` (or ``name_zh``, ``name_en``), ``target_year``, ``population_wan``, ``gdp_per_capita_wan``, ``method``,
    ``intensity_factor``, ``extra_decline_pct``, ``floor`` and ``ceiling`` (t per 10⁴ yuan),
    ``population_growth_after_pct``, ``gdp_pc_growth_after_pct``.
    """
    reader = TableReader(table)
    found: dict[str, Scenario] = {}
    if not reader.require_columns(("scenario",)):
        return [], reader.problems
    for i in range(len(table.rows)):
        key = reader.key(i, "scenario")
        if key in found:
            reader.note("table_duplicate_key", i, "scenario")
        elif key:
            found[key] = _read_scenario(reader, i, key, default)
    return list(found.values()), reader.problems


def _read_scenario(reader: TableReader, i: int, key: str, default: Scenario) -> Scenario:
    name = reader.text(i, "name")
    changes: dict[str, object] = {
        "id": key,
        "name_zh": reader.text(i, "name_zh") or name,
        "name_en": reader.text(i, "name_en") or name,
    }
    for column, attribute in _NUMBERS.items():
        if reader.text(i, column):
            value = reader.number(i, column)
            if not math.isnan(value):
                changes[attribute] = value
    if reader.text(i, "target_year"):
        year = read_year(reader, i, "target_year")
        changes["target_year"] = default.target_year if year is None else year
    method = reader.text(i, "method").casefold()
    if method and method not in METHODS:
        reader.note("table_value_not_allowed", i, "method", allowed=", ".join(METHODS))
    elif method:
        changes["method"] = method
    return replace(default, **changes)  # type: ignore[arg-type]


def parse_paths(table: RawTable) -> tuple[dict[str, dict[int, float]], list[Problem]]:
    """Read a PATH table: ``year,intensity`` (t per 10⁴ yuan) and optional ``scenario``.

    Returns:
        Emission per GDP by year, by scenario id; rows without a scenario are under ''.
    """
    reader = TableReader(table)
    paths: dict[str, dict[int, float]] = {}
    if not reader.require_columns(("year", "intensity")):
        return paths, reader.problems
    for i in range(len(table.rows)):
        path = paths.setdefault(reader.text(i, "scenario"), {})
        year = read_year(reader, i, "year")
        value = reader.number(i, "intensity", minimum=0.0)
        if year in path:
            reader.note("table_duplicate_key", i, "year")
        elif year is not None and not math.isnan(value):
            path[year] = value
    return paths, reader.problems


def with_paths(scenario: Scenario, paths: Mapping[str, Mapping[int, float]]) -> Scenario:
    """The scenario with its own path, else with the one that belongs to none."""
    return replace(scenario, path=dict(paths.get(scenario.id) or paths.get("") or scenario.path))


def parse_goal_shares(table: RawTable) -> tuple[GoalShares, list[Problem]]:
    """Read the shares of goals: ``kind,dimension,key,share``.

    ``kind`` is reduction or sink; ``dimension`` is total (the part of the task that each kind takes; no key), sector
    or county. The shares of one kind and dimension are fractions or percent and add up to the whole. A sector is
    given by id or name.
    """
    reader = TableReader(table)
    shares: dict[tuple[str, str], dict[str, float]] = {}
    if not reader.require_columns(("kind", "dimension", "key", "share")):
        return GoalShares(), reader.problems
    for i in range(len(table.rows)):
        kind, dimension = reader.text(i, "kind").casefold(), reader.text(i, "dimension").casefold()
        value = reader.number(i, "share", minimum=0.0)
        if kind not in KINDS:
            reader.note("table_value_not_allowed", i, "kind", allowed=", ".join(KINDS))
        elif dimension not in DIMENSIONS:
            reader.note("table_value_not_allowed", i, "dimension", allowed=", ".join(DIMENSIONS))
        else:
            key = kind if dimension == TOTAL else _goal_key(reader, i, dimension)
            group = shares.setdefault((TOTAL, TOTAL) if dimension == TOTAL else (kind, dimension), {})
            if key in group:
                reader.note("table_duplicate_key", i, "key")
            elif key and not math.isnan(value):
                group[key] = value
    return _checked_shares(table.name, shares, reader.problems)


def _goal_key(reader: TableReader, i: int, dimension: str) -> str:
    key = reader.key(i, "key")
    if dimension != "sector" or not key:
        return key
    sector = find_sector(key)
    if sector is None:
        reader.note("table_sector_unknown", i, "key")
        return ""
    return sector.id


def _checked_shares(
    name: str, shares: dict[tuple[str, str], dict[str, float]], problems: list[Problem]
) -> tuple[GoalShares, list[Problem]]:
    """Shares as fractions that add up to 1."""
    fractions: dict[tuple[str, str], dict[str, float]] = {}
    for group, given in shares.items():
        total = math.fsum(given.values())
        whole = 100.0 if total > 2.0 else 1.0
        if group == (TOTAL, TOTAL) and len(given) == 1:
            given = {**dict.fromkeys(KINDS, whole - total), **given}
            total = whole if total <= whole else math.nan
        if not abs(total / whole - 1.0) <= 1e-3:
            problems.append(problem("shares_sum", field=f"{name} {' '.join(group)}", value=f"{total:g}"))
        else:
            fractions[group] = {key: value / total for key, value in given.items()}
    parts = fractions.pop((TOTAL, TOTAL), {})
    return GoalShares(parts.get("sink", 0.0), fractions), problems
