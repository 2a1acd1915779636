# SPDX-License-Identifier: GPL-2.0-or-later
"""Emission of processes, agriculture and waste from a simple table of activities; LUCF as memo.

Methods and factors: 省级温室气体清单编制指南 (2011), chapters 2, 3 and 5, as carried in ``process_factors`` and
``agriculture_waste_factors`` with source and confidence per row.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from .emission_factors import is_unverified
from .inventory import InventoryRow, MemoRow
from .problems import Problem, problem
from .resource_tables import read_table
from .sectors import find_sector, load_sectors
from .table_parsing import RawTable, TableReader, normalised_text
from .units import c_to_co2

#: N2O per N (44/28, as in the guideline).
N2O_PER_N = 44.0 / 28.0
#: Amounts of the base units t, ha and head in units as planners give them.
_UNITS: dict[str, tuple[str, float]] = {
    "kg": ("t", 1e-3),
    "t": ("t", 1.0),
    "吨": ("t", 1.0),
    "kt": ("t", 1e3),
    "千吨": ("t", 1e3),
    "万吨": ("t", 1e4),
    "万t": ("t", 1e4),
    "10^4t": ("t", 1e4),
    "ha": ("ha", 1.0),
    "hm2": ("ha", 1.0),
    "公顷": ("ha", 1.0),
    "千公顷": ("ha", 1e3),
    "khm2": ("ha", 1e3),
    "万公顷": ("ha", 1e4),
    "亩": ("ha", 1.0 / 15.0),
    "万亩": ("ha", 1e4 / 15.0),
    "km2": ("ha", 100.0),
    "head": ("head", 1.0),
    "头": ("head", 1.0),
    "只": ("head", 1.0),
    "匹": ("head", 1.0),
    "千头": ("head", 1e3),
    "千只": ("head", 1e3),
    "万头": ("head", 1e4),
    "万只": ("head", 1e4),
    "万匹": ("head", 1e4),
}
_GAS_UNITS = {"tco2e": "CO2e", "tco2": "CO2", "tch4": "CH4", "tn2o": "N2O"}


@dataclass(frozen=True)
class ActivityFactor:
    """Factor of one activity, type and gas.

    Attributes:
        activity: activity id.
        type: region, animal or process, or ''.
        names: further names of the activity and of the type.
        gas: gas released.
        t_per_unit: t of the gas per base unit of activity.
        unit: base unit (t, ha, head).
        printed: factor as published, with its unit.
        sector: sector id.
        source: where it comes from.
        confidence: how well it is known.
    """

    activity: str
    type: str
    names: tuple[str, str]
    gas: str
    t_per_unit: float
    unit: str
    printed: str
    sector: str
    source: str
    confidence: str


def _tonnes_of_gas(value: float, unit: str) -> float:
    """t of gas per t, ha or head, from a factor as published."""
    if unit == "t C/t":
        return float(c_to_co2(value))
    if unit == "kg N2O-N/kg N":
        return value * N2O_PER_N
    if unit in ("t/t", "kg/kg") or unit.startswith("t/t "):
        return value
    if unit in ("kg/t", "kg/ha", "kg/head"):
        return value / 1000.0
    raise ValueError(unit)


@lru_cache(maxsize=1)
def load_activity_factors() -> tuple[ActivityFactor, ...]:
    """All shipped factors of processes, agriculture and waste."""
    return tuple(
        ActivityFactor(
            r["activity"],
            r["type"],
            (f"{r['activity_zh']}|{r['activity_en']}", r["type_zh"]),
            r["gas"],
            _tonnes_of_gas(float(r["factor"]), r["factor_unit"]),
            r["activity_unit"].split(" ")[0],
            f"{r['factor']} {r['factor_unit']}",
            r["sector"],
            r["source"],
            r["confidence"],
        )
        for name in ("process_factors", "agriculture_waste_factors")
        for r in read_table(name)
    )


def _key(text: str) -> str:
    return "".join(normalised_text(text).casefold().replace("_", "").split())


def _matching(activity: str, type_: str) -> tuple[list[ActivityFactor], list[str]]:
    """Factors of an activity and type, one per gas; and the types there are."""
    wanted = _key(activity)
    known = [f for f in load_activity_factors() if wanted in map(_key, (f.activity, *f.names[0].split("|")))]
    types = list(dict.fromkeys(f.type for f in known))
    if not type_ and len(types) == 1:
        return known, types
    return [f for f in known if _key(type_) in (_key(f.type), _key(f.names[1]))], types


def activity_inventory(
    table: RawTable, gwp: Mapping[str, float]
) -> tuple[list[InventoryRow], list[MemoRow], list[Problem]]:
    """Emission from ``activity,region_or_type,value,unit``.

    ``activity`` is an id or name of a factor table (``cement_clinker``, ``单季稻`` …), or a sector with a unit of
    ``tCO2e``, ``tCO2``, ``tCH4`` or ``tN2O`` whose emission is then taken as given. LUCF sectors go to the memo.

    Args:
        table: the activities.
        gwp: warming potentials by gas.

    Returns:
        Rows, memo rows, and problems.
    """
    reader = TableReader(table)
    rows: list[InventoryRow] = []
    memo: list[MemoRow] = []
    doubtful: list[str] = []
    if not reader.require_columns(("activity", "value", "unit")):
        return rows, memo, reader.problems
    seen: set[tuple[str, str]] = set()
    for i in range(len(table.rows)):
        activity, type_ = reader.key(i, "activity"), reader.text(i, "region_or_type")
        value, unit = reader.number(i, "value"), reader.key(i, "unit")
        if not activity or not unit or math.isnan(value):
            continue
        key = (_key(activity), _key(type_))
        if key in seen:
            reader.note("table_duplicate_key", i, "activity")
            continue
        seen.add(key)
        gas = _GAS_UNITS.get(_key(unit).replace(" ", ""))
        sector = find_sector(activity)
        if gas is not None and sector is not None:
            _take_given(sector.id, gas, value, gwp, table.name, rows, memo)
            continue
        factors, types = _matching(activity, type_)
        if not factors:
            reader.note(
                "activity_type_unknown" if types else "activity_unknown",
                i,
                "region_or_type" if types else "activity",
                activity=activity,
                allowed=", ".join(types),
            )
            continue
        found = _UNITS.get(_key(unit)) or _UNITS.get(normalised_text(unit).split(" ")[0])
        if found is None or found[0] != factors[0].unit:
            reader.note("table_unit_unknown", i, "unit", allowed=_units_of(factors[0].unit))
            continue
        if value < 0.0:
            reader.note("table_value_negative", i, "value")
            continue
        for factor in factors:
            rows.append(_computed(factor, value * found[1], gwp))
            if is_unverified(factor.confidence):
                doubtful.append(activity)
    if doubtful:
        names = ", ".join(dict.fromkeys(doubtful))
        reader.problems.append(problem("factor_unverified", field=table.name, value=names))
    return rows, memo, reader.problems


def _units_of(base: str) -> str:
    return ", ".join(name for name, (unit, _) in _UNITS.items() if unit == base)


def _computed(factor: ActivityFactor, amount: float, gwp: Mapping[str, float]) -> InventoryRow:
    potential = gwp[factor.gas]
    return InventoryRow(
        factor.sector,
        factor.activity,
        factor.gas,
        amount * factor.t_per_unit * potential,
        amount,
        factor.unit,
        factor.t_per_unit * potential,
        f"tCO2e/{factor.unit}",
        f"{factor.source}; {factor.printed}; GWP {potential:g}",
        factor.confidence,
        " ".join(t for t in (factor.activity, factor.type) if t),
    )


def _take_given(
    sector_id: str,
    gas: str,
    value: float,
    gwp: Mapping[str, float],
    source: str,
    rows: list[InventoryRow],
    memo: list[MemoRow],
) -> None:
    tonnes = value * (1.0 if gas == "CO2e" else gwp[gas])
    if load_sectors()[sector_id].allocated:
        rows.append(
            InventoryRow(sector_id, "", gas, tonnes, value, f"t{gas}", source=source, confidence="user's own")
        )
    else:
        memo.append(MemoRow(sector_id, "", value, f"t{gas}", math.nan, tonnes, source, "user's own"))
