# SPDX-License-Identifier: GPL-2.0-or-later
"""Factors as versioned data: fuels by set, power grids by area and year, warming potentials by report.

CO2 factor = net calorific value × carbon content × oxidation × 44/12
(省级温室气体清单编制指南, 发改办气候[2011]1041号).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from .energy_tables import find_fuel, load_fuels
from .problems import Problem, problem
from .resource_tables import read_table
from .table_parsing import RawTable, TableReader
from .units import c_to_co2

DEFAULT_SET = "mixed_2024"
#: Net calorific value of one tonne of standard coal, GJ (7000 kcal of 4.1868 kJ per gram).
GJ_PER_TCE = 29.3076
#: How a figure in standard coal becomes an amount of fuel.
TCE_CONVERSIONS = ("published", "ncv")
GWP_SETS = ("SAR", "AR4", "AR5", "AR6")
#: GJ in one base unit of what has no calorific value in the tables.
_ENERGY_GJ = {"GJ": 1.0, "MWh": 3.6, "tce": GJ_PER_TCE}
#: A carbon content or a calorific value above these is a slip of the unit.
_LIMITS = {"ncv": 1000.0, "carbon_content": 120.0, "oxidation": 1.0, "storage_rate": 1.0, "co2_factor": 100.0}


@dataclass(frozen=True)
class FuelFactor:
    """Factor of one fuel; NaN where a value is not known.

    Attributes:
        fuel: fuel id.
        base_unit: unit of amounts (t, 10^4 m3, GJ, MWh, tce).
        ncv_gj: net calorific value, GJ per base unit.
        carbon_tc_tj: carbon content, t C/TJ.
        oxidation: share of the carbon that is oxidised.
        co2_t: t CO2 per base unit.
        tce: published coefficient, t of standard coal per base unit.
        storage_rate: share of the carbon stored when used as feedstock.
        source: where the figures come from.
        confidence: how well they are known.
    """

    fuel: str
    base_unit: str
    ncv_gj: float
    carbon_tc_tj: float
    oxidation: float
    co2_t: float
    tce: float
    storage_rate: float
    source: str
    confidence: str

    @property
    def tce_by_ncv(self) -> float:
        """Standard coal per base unit by calorific value, t/base unit."""
        gj = _ENERGY_GJ.get(self.base_unit, self.ncv_gj)
        return gj / GJ_PER_TCE


def is_unverified(confidence: str) -> bool:
    """Whether a figure must be marked as not verified."""
    # A doubtful coal equivalent does not touch the CO2 factor.
    text = re.sub(r"coal eq[^;)]*", "", confidence.casefold())
    return any(
        word in text for word in ("unverified", "memory", "inferred", "not found", "proposal", "secondary")
    )


def co2_factor(ncv_gj: float, carbon_tc_tj: float, oxidation: float) -> float:
    """t CO2 per base unit from GJ per base unit, t C/TJ and the oxidised share."""
    return float(c_to_co2(ncv_gj * carbon_tc_tj / 1000.0 * oxidation))


@lru_cache(maxsize=1)
def factor_sets() -> tuple[str, ...]:
    """Names of the shipped sets."""
    return tuple(dict.fromkeys(row["set"] for row in read_table("emission_factors")))


@lru_cache(maxsize=4)
def _factors(name: str) -> dict[str, FuelFactor]:
    found = {}
    for r in read_table("emission_factors"):
        if r["set"] != name:
            continue
        ncv, carbon, oxidation = (_number(r[c]) for c in ("ncv_gj", "carbon_tc_tj", "oxidation"))
        derived = co2_factor(ncv, carbon, oxidation)
        found[r["fuel"]] = FuelFactor(
            r["fuel"],
            r["base_unit"],
            ncv,
            carbon,
            oxidation,
            _number(r["co2_factor"]) if math.isnan(derived) else derived,
            _number(r["standard_coal"]),
            _number(r["storage_rate"]),
            r["source"],
            r["confidence"],
        )
    return found


def load_factors(name: str = DEFAULT_SET) -> dict[str, FuelFactor]:
    """Factors of a shipped set by fuel id.

    Raises:
        KeyError: there is no such set.
    """
    if name not in factor_sets():
        raise KeyError(name)
    return dict(_factors(name))


def _number(text: str) -> float:
    return float(text) if text else math.nan


def parse_factors(
    table: RawTable, factors: Mapping[str, FuelFactor]
) -> tuple[dict[str, FuelFactor], list[Problem]]:
    """A user's FACTORS over a shipped set.

    Columns: ``fuel`` (id or name) and any of ``ncv`` (GJ per t or per 10⁴ m³), ``carbon_content`` (t C/TJ),
    ``oxidation`` (share), ``co2_factor`` (t CO2 per t or per 10⁴ m³), ``standard_coal`` (tce per t or per 10⁴ m³),
    ``storage_rate`` (share), ``source``. An empty cell keeps the shipped value; ``co2_factor`` wins over its parts.

    Returns:
        All factors, and problems.
    """
    reader = TableReader(table)
    merged = dict(factors)
    if not reader.require_columns(("fuel",)):
        return merged, reader.problems
    seen: set[str] = set()
    for i in range(len(table.rows)):
        fuel = find_fuel(reader.key(i, "fuel"))
        if fuel is None or fuel.id not in merged:
            reader.note("table_fuel_unknown", i, "fuel")
            continue
        if fuel.id in seen:
            reader.note("table_duplicate_key", i, "fuel")
            continue
        seen.add(fuel.id)
        merged[fuel.id] = _changed(reader, i, merged[fuel.id])
    return merged, reader.problems


def _changed(reader: TableReader, i: int, factor: FuelFactor) -> FuelFactor:
    given = {}
    for column in ("ncv", "carbon_content", "oxidation", "co2_factor", "standard_coal", "storage_rate"):
        if not reader.text(i, column):
            continue
        value = reader.number(i, column, minimum=0.0)
        if column in _LIMITS and value > _LIMITS[column]:
            reader.note("table_value_implausible", i, column, limit=f"{_LIMITS[column]:g}")
        elif not math.isnan(value):
            given[column] = value
    if given.get("standard_coal") == 0.0:
        reader.note("table_value_not_positive", i, "standard_coal")
        del given["standard_coal"]
    new = replace(
        factor,
        ncv_gj=given.get("ncv", factor.ncv_gj),
        carbon_tc_tj=given.get("carbon_content", factor.carbon_tc_tj),
        oxidation=given.get("oxidation", factor.oxidation),
        tce=given.get("standard_coal", factor.tce),
        storage_rate=given.get("storage_rate", factor.storage_rate),
        source=reader.text(i, "source") or reader.table.name,
        confidence="user's own",
    )
    derived = co2_factor(new.ncv_gj, new.carbon_tc_tj, new.oxidation)
    if "co2_factor" in given:
        return replace(new, co2_t=given["co2_factor"])
    return replace(new, co2_t=new.co2_t if math.isnan(derived) else derived)


@dataclass(frozen=True)
class GridFactor:
    """Mean CO2 factor of a power grid.

    Attributes:
        area: id of the area.
        area_zh: its Chinese name.
        year: year of the data.
        t_mwh: t CO2/MWh.
        source: official notice.
        confidence: how well it is known.
    """

    area: str
    area_zh: str
    year: int
    t_mwh: float
    source: str
    confidence: str


@lru_cache(maxsize=1)
def load_grid_factors() -> tuple[GridFactor, ...]:
    """All grid factors that have a value."""
    return tuple(
        GridFactor(r["area"], r["area_zh"], int(r["year"]), float(r["factor"]), r["source"], r["confidence"])
        for r in read_table("grid_factors")
        if r["factor"]
    )


def find_grid_factor(area: str, year: int) -> GridFactor | None:
    """The factor of an area (id or Chinese name) for a year: that year's, else the nearest one's.

    Historic factors of another accounting are only found by their own id.
    """
    key = area.strip().casefold().replace(" ", "_")
    key = key[:-1] if key.endswith(("省", "市")) else key
    found = [g for g in load_grid_factors() if key in (g.area, g.area_zh, g.area_zh.replace("平均", ""))]
    return min(found, key=lambda g: (abs(g.year - year) if year else -g.year, g.year), default=None)


@lru_cache(maxsize=8)
def load_gwp(name: str) -> dict[str, float]:
    """Warming potentials over 100 years by gas, t CO2e/t.

    Raises:
        KeyError: no such set.
    """
    return {row["gas"]: float(row[name]) for row in read_table("gwp_sets")}


def factor_problems(factors: Mapping[str, FuelFactor], used: Mapping[str, float]) -> list[Problem]:
    """Fuels in use whose factor is missing or not verified.

    Args:
        factors: by fuel id.
        used: amount burnt by fuel id, in base units.
    """
    problems, doubtful = [], []
    for fuel_id, amount in used.items():
        factor, name = factors[fuel_id], load_fuels()[fuel_id].name_zh
        if math.isnan(factor.co2_t):
            problems.append(
                problem("factor_missing", value=name, amount=f"{amount:g}", unit=factor.base_unit)
            )
        elif is_unverified(factor.confidence):
            doubtful.append(name)
    if doubtful:
        problems.append(problem("factor_unverified", value=", ".join(doubtful)))
    return problems
