# SPDX-License-Identifier: GPL-2.0-or-later
"""Inventory sectors, their links to land classes, and the tables a planner may give for them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .land_classes import coarse_children
from .problems import Problem, problem
from .resource_tables import read_table
from .table_codes import read_class
from .table_parsing import RawTable, TableReader, normalised_text
from .units import COEFFICIENT_UNITS, coefficient_to_tco2e

#: An intensity above this is a slip of the unit, not a land use (t CO2e/(ha·a)): a coal plant on one
#: hectare of its own ground stays below it.
MAX_PLAUSIBLE_INTENSITY = 1.0e6


@dataclass(frozen=True)
class Sector:
    """One sector of the inventory.

    Attributes:
        id: stable key.
        parent: id of the sector it is part of, or ''.
        name_zh: Chinese name.
        name_en: English name.
        allocated: False for a memo sector (land-use change and forestry), which is never spread over
            polygons because its removals are already the Table 1 sink.
    """

    id: str
    parent: str
    name_zh: str
    name_en: str
    allocated: bool

    def name(self, language: str) -> str:
        """Name in ``zh`` or ``en``."""
        return self.name_zh if language == "zh" else self.name_en


@dataclass(frozen=True)
class SectorEmission:
    """Yearly emission of one sector, t CO2e/a; ``sector`` is None when the name is not known."""

    label: str
    sector: Sector | None
    t_co2e: float


@lru_cache(maxsize=1)
def load_sectors() -> dict[str, Sector]:
    """All sectors by id, in table order."""
    return {
        row["id"]: Sector(row["id"], row["parent"], row["name_zh"], row["name_en"], row["allocated"] != "no")
        for row in read_table("sectors")
    }


def find_sector(text: str) -> Sector | None:
    """Find a sector by id or by its Chinese or English name, whatever the case and spacing."""
    return _sector_index().get(_key(text))


@lru_cache(maxsize=1)
def _sector_index() -> dict[str, Sector]:
    index: dict[str, Sector] = {}
    for sector in load_sectors().values():
        for text in (sector.id, sector.name_zh, sector.name_en):
            index.setdefault(_key(text), sector)
    return index


def _key(text: str) -> str:
    return "".join(normalised_text(text).casefold().split())


def descendants(sector_id: str) -> list[str]:
    """Ids of a sector's children, their children and so on, without itself."""
    found: list[str] = []
    for sector in load_sectors().values():
        if sector.parent == sector_id:
            found += [sector.id, *descendants(sector.id)]
    return found


#: Fields of the survey that tell polygons of one class apart, as links may name them.
REFINE_FIELDS = ("CZCSXM", "TBXHDM")


@dataclass(frozen=True)
class Refinement:
    """Weights within one class where the survey says more than the class code.

    Applies only where some polygon of the class has one of the values; else the plain weight holds.

    Attributes:
        field: one of ``REFINE_FIELDS``.
        values: values of the field that match.
        refine_weight: relative weight of matching polygons.
        rest_weight: relative weight of the class's other polygons.
    """

    field: str
    values: frozenset[str]
    refine_weight: float
    rest_weight: float


class SectorLinks:
    """Relative weights of land classes within sectors.

    Args:
        weights: weight by (sector id, 三调 class code).
        refinements: refinement by the same key, for some of them.
    """

    def __init__(
        self,
        weights: Mapping[tuple[str, str], float],
        refinements: Mapping[tuple[str, str], Refinement] | None = None,
    ) -> None:
        self._refinements = dict(refinements or {})
        self._weights: dict[str, dict[str, float]] = {}
        for (sector_id, code), weight in weights.items():
            self._weights.setdefault(sector_id, {})[code] = weight

    def replaced(
        self,
        weights: Mapping[tuple[str, str], float],
        refinements: Mapping[tuple[str, str], Refinement] | None = None,
    ) -> SectorLinks:
        """Links in which every sector named in ``weights`` has just those rows."""
        merged = {(s, c): w for s, row in self._weights.items() for c, w in row.items()}
        named = {sector_id for sector_id, _ in weights}
        merged = {key: w for key, w in merged.items() if key[0] not in named}
        kept = {key: r for key, r in self._refinements.items() if key[0] not in named}
        return SectorLinks({**merged, **weights}, {**kept, **(refinements or {})})

    def refinement(self, sector_id: str, code: str) -> Refinement | None:
        """The refinement of a class in a sector, if there is one."""
        return self._refinements.get((sector_id, code))

    def refining_values(self) -> dict[str, frozenset[str]]:
        """All values that some refinement looks for, by field."""
        found: dict[str, frozenset[str]] = {}
        for refinement in self._refinements.values():
            found[refinement.field] = found.get(refinement.field, frozenset()) | refinement.values
        return found

    def weight(self, sector_id: str, code: str) -> float:
        """Relative weight of a 三调 class in a sector; 0 where it is not linked.

        An A code without a row of its own takes its base code's; a first-level code takes the mean of its
        second-level classes; a parent sector takes each class once, with the largest weight that the class
        has in the parent's own rows or in those of its children.
        """
        return max(
            (self._own_weight(s, code) for s in [sector_id, *descendants(sector_id)] if s in self._weights),
            default=0.0,
        )

    def _own_weight(self, sector_id: str, code: str) -> float:
        row = self._weights[sector_id]
        if code in row:
            return row[code]
        if code.endswith("A"):
            return row.get(code[:-1], 0.0)
        children = coarse_children(code)
        if children:
            return sum(self._own_weight(sector_id, child) for child in children) / len(children)
        return 0.0


@lru_cache(maxsize=1)
def load_sector_links() -> SectorLinks:
    """The shipped links (our reconstruction; see the ``source`` column of the table)."""
    rows = read_table("sector_links")
    return SectorLinks(
        {(row["sector"], row["class_code"]): float(row["weight"]) for row in rows},
        {
            (row["sector"], row["class_code"]): Refinement(
                row["refine_field"],
                frozenset(row["refine_values"].split("|")),
                float(row["refine_weight"]),
                float(row["rest_weight"]),
            )
            for row in rows
            if row["refine_field"]
        },
    )


@lru_cache(maxsize=1)
def load_uniform_weights() -> dict[str, float]:
    """Weights by 三调 class for spreading a city total by area alone."""
    return {row["class_code"]: float(row["weight"]) for row in read_table("uniform_classes")}


def parse_links(
    table: RawTable,
) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], Refinement], list[Problem]]:
    """Read a LINK_TABLE: ``sector,class_code,weight`` (weight ≥ 0, dimensionless).

    Optional columns ``refine_field``, ``refine_values`` (parted by ``|``), ``refine_weight``, ``rest_weight``.

    Returns:
        Weights and refinements by (sector id, 三调 class code), and problems.
    """
    reader = TableReader(table)
    weights: dict[tuple[str, str], float] = {}
    refinements: dict[tuple[str, str], Refinement] = {}
    if not reader.require_columns(("sector", "class_code", "weight")):
        return weights, refinements, reader.problems
    for i in range(len(table.rows)):
        sector = find_sector(reader.key(i, "sector"))
        code = read_class(reader, i)
        weight = reader.number(i, "weight", minimum=0.0)
        refinement = _read_refinement(reader, i)
        if sector is None:
            reader.note("table_sector_unknown", i, "sector")
        elif (sector.id, code) in weights:
            reader.note("table_duplicate_key", i, "class_code")
        elif code and not math.isnan(weight):
            weights[(sector.id, code)] = weight
            if refinement is not None:
                refinements[(sector.id, code)] = refinement
    return weights, refinements, reader.problems


def _read_refinement(reader: TableReader, i: int) -> Refinement | None:
    field = reader.text(i, "refine_field").upper()
    if not field:
        return None
    if field not in REFINE_FIELDS:
        reader.note("table_refine_field_unknown", i, "refine_field", allowed=", ".join(REFINE_FIELDS))
        return None
    values = frozenset(v.strip().upper() for v in reader.key(i, "refine_values").split("|") if v.strip())
    match = reader.number(i, "refine_weight", minimum=0.0)
    rest = reader.number(i, "rest_weight", minimum=0.0)
    if not values or math.isnan(match) or math.isnan(rest):
        return None
    return Refinement(field, values, match, rest)


def parse_intensities(table: RawTable) -> tuple[dict[tuple[str, str], float], list[Problem]]:
    """Read an INTENSITY_TABLE: ``class_code,value`` and optional ``unit``, ``sector``.

    Returns:
        Intensities in t CO2e/(ha·a) by (sector id or '', 三调 class code), and problems. Without a ``unit``
        the value is t CO2/(ha·a).
    """
    reader = TableReader(table)
    found: dict[tuple[str, str], float] = {}
    if not reader.require_columns(("class_code", "value")):
        return found, reader.problems
    for i in range(len(table.rows)):
        code = read_class(reader, i)
        value = reader.number(i, "value", minimum=0.0)
        unit = reader.text(i, "unit") or "tCO2/ha/a"
        name = reader.text(i, "sector")
        sector = find_sector(name) if name else None
        if name and sector is None:
            reader.note("table_sector_unknown", i, "sector")
        elif unit not in COEFFICIENT_UNITS:
            reader.note("table_unit_unknown", i, "unit", allowed=", ".join(COEFFICIENT_UNITS))
        elif (sector.id if sector else "", code) in found:
            reader.note("table_duplicate_key", i, "class_code")
        elif value > MAX_PLAUSIBLE_INTENSITY:
            reader.note("table_value_implausible", i, "value", limit=f"{MAX_PLAUSIBLE_INTENSITY:g} {unit}")
        elif code and not math.isnan(value):
            found[(sector.id if sector else "", code)] = coefficient_to_tco2e(value, unit)
    return found, reader.problems


def parse_inventory(table: RawTable) -> tuple[list[SectorEmission], list[Problem]]:
    """Read an INVENTORY: ``sector,t_co2e``; other columns are ignored, rows of one sector add up."""
    emissions, problems = _parse_sector_values(table, "t_co2e")
    return emissions, problems + _sector_problems(emissions, table.name) + _counted_twice(
        emissions, table.name
    )


def parse_shares(table: RawTable, total_t: float) -> tuple[list[SectorEmission], list[Problem]]:
    """Read SECTOR_SHARES (``sector,share``, as fractions or percent) and apply them to a city total.

    Args:
        table: the shares; they must add up to 1 or to 100 within 0.1 %.
        total_t: city total, t CO2e/a.
    """
    shares, problems = _parse_sector_values(table, "share")
    total_share = math.fsum(s.t_co2e for s in shares)
    scale = 100.0 if total_share > 2.0 else 1.0
    if shares and abs(total_share / scale - 1.0) > 1e-3:
        return [], [*problems, problem("shares_sum", field=table.name, value=f"{total_share:g}")]
    # Divide by the sum itself, so that shares rounded to a percent still give the whole total.
    emissions = [SectorEmission(s.label, s.sector, total_t * s.t_co2e / total_share) for s in shares]
    return emissions, problems + _sector_problems(emissions, table.name)


def _parse_sector_values(table: RawTable, column: str) -> tuple[list[SectorEmission], list[Problem]]:
    reader = TableReader(table)
    if not reader.require_columns(("sector", column)):
        return [], reader.problems
    values: dict[str, list[float]] = {}
    labels: dict[str, tuple[str, Sector | None]] = {}
    for i in range(len(table.rows)):
        label = reader.key(i, "sector")
        value = reader.number(i, column)
        if not label or math.isnan(value):
            continue
        sector = find_sector(label)
        key = sector.id if sector else _key(label)
        labels.setdefault(key, (label, sector))
        values.setdefault(key, []).append(value)
    return [SectorEmission(*labels[key], math.fsum(found)) for key, found in values.items()], reader.problems


def _counted_twice(emissions: Iterable[SectorEmission], name: str) -> list[Problem]:
    """A sector and one of its parts, both with tonnes of their own."""
    given = {e.sector.id: e.label for e in emissions if e.sector is not None and e.t_co2e}
    return [
        problem("sector_counted_twice", field=name, value=given[whole], part=given[part])
        for whole in given
        for part in descendants(whole)
        if part in given
    ]


def _sector_problems(emissions: Iterable[SectorEmission], name: str) -> list[Problem]:
    problems = []
    for emission in emissions:
        tonnes = f"{emission.t_co2e:,.2f}"
        if emission.sector is not None and not emission.sector.allocated:
            problems.append(problem("sector_memo", field=name, value=emission.label, tonnes=tonnes))
        elif emission.t_co2e < 0.0:
            problems.append(problem("sector_negative", field=name, value=emission.label, tonnes=tonnes))
        elif emission.sector is None:
            problems.append(problem("sector_unknown", field=name, value=emission.label, tonnes=tonnes))
    return problems
