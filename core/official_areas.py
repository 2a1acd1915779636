# SPDX-License-Identifier: GPL-2.0-or-later
"""Comparing the layer's class areas with published ones (公报)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache

from .land_classes import Scheme
from .problems import Problem, problem
from .resource_tables import read_table
from .table_parsing import RawTable, TableReader, normalised_text

#: Relative difference above which a class area is said to differ from the published one.
TOLERANCE = 0.01


def parse_official_areas(table: RawTable) -> tuple[dict[str, float], list[Problem]]:
    """Read OFFICIAL_AREAS: ``class,area_ha``; the class is a code or a Chinese or English name."""
    reader = TableReader(table)
    areas: dict[str, float] = {}
    if not reader.require_columns(("class", "area_ha")):
        return areas, reader.problems
    for i in range(len(table.rows)):
        key = reader.key(i, "class")
        value = reader.number(i, "area_ha", minimum=0.0)
        if key in areas:
            reader.note("table_duplicate_key", i, "class")
        elif key and not math.isnan(value):
            areas[key] = value
    return areas, reader.problems


def compare_areas(
    official: Mapping[str, float], class_areas_ha: Iterable[tuple[str, float]], scheme: Scheme
) -> list[Problem]:
    """Compare class by class; every published class gives a line, so that agreement is seen too.

    Args:
        official: hectares by class code or name; a first-level class covers all its classes, 00 the wetland.
        class_areas_ha: (class code, hectares) of the layer.
        scheme: the layer's scheme.
    """
    areas = dict(class_areas_ha)
    problems = []
    for key, published in official.items():
        members = _members(scheme, key)
        if not members:
            problems.append(problem("official_class_unknown", value=key, area_ha=published))
            continue
        found = math.fsum(area for code, area in areas.items() if code in members)
        differs = abs(found - published) > TOLERANCE * max(published, found)
        problems.append(
            problem(
                "official_area_differs" if differs else "official_area_agrees",
                value=key,
                area_ha=found,
                published=f"{published:,.2f}",
                percent=_percent(found, published),
            )
        )
    return problems


def _percent(found: float, published: float) -> str:
    """Signed difference; '' where nothing was published. A difference that rounds to zero has no minus."""
    return f"{round((found / published - 1.0) * 100, 2) + 0.0:+.2f}" if published else ""


@lru_cache(maxsize=1)
def _published_groups() -> dict[str, frozenset[str]]:
    """三调 classes by the group names under which the 公报 publishes areas."""
    return {
        row["name_zh"]: frozenset(row["class_codes"].split("|"))
        for row in read_table("published_class_groups")
    }


def _members(scheme: Scheme, key: str) -> set[str]:
    """Codes of all classes that a published class covers."""
    text = normalised_text(key)
    roots = set(_published_groups().get(text, ())) if scheme.id == "sandiao" else set()
    if not roots:
        roots = {
            c.code
            for c in scheme.classes.values()
            if c.kind != "alias" and text in (c.code, c.name_zh, c.name_en)
        }
    members = set(roots)
    grown = True
    while grown:
        grown = False
        for c in scheme.classes.values():
            if c.parent in members and c.code not in members:
                members.add(c.code)
                grown = True
    return members
