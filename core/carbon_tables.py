# SPDX-License-Identifier: GPL-2.0-or-later
"""All tables of a run, read together so that every fault in every table is found at once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from .official_areas import parse_official_areas
from .problems import Problem, problem
from .sectors import (
    SectorEmission,
    SectorLinks,
    load_sector_links,
    parse_intensities,
    parse_inventory,
    parse_links,
    parse_shares,
)
from .sinks import SinkTable, load_sink_table, parse_sink_table
from .table_parsing import RawTable, TableReader


@dataclass
class CarbonTables:
    """Everything a run computes with, apart from the layers.

    Attributes:
        sinks: coefficients, with the user's own on top.
        links: sector links, with the user's own on top.
        intensities: t CO2e/(ha·a) by (sector id or '', class code).
        inventory: emission by sector, t CO2e/a, or None.
        city_total_t: t CO2e/a, or None.
        official_areas: hectares by class code or name.
        group_names: name by administrative code.
        problems: everything wrong with the tables.
    """

    sinks: SinkTable = field(default_factory=load_sink_table)
    links: SectorLinks = field(default_factory=load_sector_links)
    intensities: dict[tuple[str, str], float] = field(default_factory=dict)
    inventory: list[SectorEmission] | None = None
    city_total_t: float | None = None
    official_areas: dict[str, float] = field(default_factory=dict)
    group_names: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_carbon_tables(raw: Mapping[str, RawTable], city_total_t: float | None = None) -> CarbonTables:
    """Read the tables that are given.

    Args:
        raw: tables by role: ``sink_table``, ``intensity_table``, ``link_table``, ``inventory``,
            ``sector_shares``, ``official_areas``, ``group_names``; any may be missing.
        city_total_t: t CO2e/a, or None.
    """
    tables = CarbonTables(city_total_t=city_total_t)
    if city_total_t is not None and not 0.0 <= city_total_t < math.inf:
        tables.problems.append(problem("total_negative", field="CITY_TOTAL", value=city_total_t))
    if "sink_table" in raw:
        sinks, problems = parse_sink_table(raw["sink_table"])
        tables.sinks = sinks or tables.sinks
        tables.problems += problems
    if "link_table" in raw:
        weights, refinements, problems = parse_links(raw["link_table"])
        tables.links = tables.links.replaced(weights, refinements)
        tables.problems += problems
    if "intensity_table" in raw:
        tables.intensities, problems = parse_intensities(raw["intensity_table"])
        tables.problems += problems
    if "inventory" in raw:
        tables.inventory, problems = parse_inventory(raw["inventory"])
        tables.problems += problems
        if "sector_shares" in raw:
            tables.problems.append(problem("shares_ignored"))
    elif "sector_shares" in raw and city_total_t is None:
        tables.problems.append(problem("shares_need_total"))
    elif "sector_shares" in raw and city_total_t is not None:
        tables.inventory, problems = parse_shares(raw["sector_shares"], city_total_t)
        tables.problems += problems
        # The total is in the inventory now and needs no comparison with it.
        tables.city_total_t = None
    if "official_areas" in raw:
        tables.official_areas, problems = parse_official_areas(raw["official_areas"])
        tables.problems += problems
    if "group_names" in raw:
        tables.group_names, problems = parse_lookup(raw["group_names"], "group", "name")
        tables.problems += problems
    return tables


def parse_lookup(table: RawTable, key: str, value: str) -> tuple[dict[str, str], list[Problem]]:
    """Read a two-column lookup; each key once."""
    reader = TableReader(table)
    found: dict[str, str] = {}
    if not reader.require_columns((key, value)):
        return found, reader.problems
    for i in range(len(table.rows)):
        name = reader.key(i, key)
        if name in found:
            reader.note("table_duplicate_key", i, key)
        elif name:
            found[name] = reader.text(i, value)
    return found, reader.problems
