# SPDX-License-Identifier: GPL-2.0-or-later
"""The reduction task split into goals: so much less emission, so much more sink, by sector and county.

The task is met by reducing emission and, where the planner says so, by further sinks beyond the planned ones. The
reduction is split by sector and by county in proportion to their base-year emission, the sinks by county in
proportion to their base-year sink, unless shares are given.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from .problems import Problem, problem

REDUCTION, SINK = "reduction", "sink"
KINDS = (REDUCTION, SINK)
TOTAL, SECTOR, COUNTY = "total", "sector", "county"
DIMENSIONS = (TOTAL, SECTOR, COUNTY)


@dataclass(frozen=True)
class GoalShares:
    """A planner's own shares.

    Attributes:
        sink: part of the task met by further sinks, 0 to 1.
        of: share by key, adding up to 1, by (kind, dimension); these stand for the proportional ones.
    """

    sink: float = 0.0
    of: Mapping[tuple[str, str], Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class SubGoal:
    """One part of the task.

    Attributes:
        kind: ``reduction`` or ``sink``.
        dimension: ``total``, ``sector`` or ``county``.
        key: sector id, administrative code, or '' for the total.
        base_t: base-year emission or sink, t CO2e/a; NaN where not known.
        share: part of the kind's total.
        goal_t: t CO2e/a to reduce or to take up more by the target year.
    """

    kind: str
    dimension: str
    key: str
    base_t: float
    share: float
    goal_t: float


def split_task(
    task_t: float,
    sector_emissions_t: Mapping[str, float],
    county_emissions_t: Mapping[str, float] | None = None,
    county_sinks_t: Mapping[str, float] | None = None,
    shares: GoalShares | None = None,
    scenario: str = "",
) -> tuple[list[SubGoal], list[Problem]]:
    """Split a reduction task.

    Args:
        task_t: projected emission minus planned sink, t CO2e/a.
        sector_emissions_t: base-year emission by sector, t CO2e/a, without memo sectors.
        county_emissions_t: base-year emission by administrative code.
        county_sinks_t: base-year sink by administrative code.
        shares: the planner's own.
        scenario: id for messages.

    Returns:
        The goals; those of one kind and dimension add up to the kind's total. None where the task is zero or less.
    """
    if not task_t > 0.0:
        return [], [problem("reduction_not_needed", value=f"{-task_t:.0f}", scenario=scenario)]
    shares = shares or GoalShares()
    totals = {REDUCTION: task_t * (1.0 - shares.sink), SINK: task_t * shares.sink}
    goals: list[SubGoal] = []
    problems: list[Problem] = []
    for kind, dimension, base in (
        (REDUCTION, TOTAL, None),
        (REDUCTION, SECTOR, sector_emissions_t),
        (REDUCTION, COUNTY, county_emissions_t),
        (SINK, TOTAL, None),
        (SINK, COUNTY, county_sinks_t),
    ):
        part_t = totals[kind]
        if part_t <= 0.0:
            continue
        if dimension == TOTAL:
            goals.append(SubGoal(kind, TOTAL, "", math.nan, 1.0, part_t))
            continue
        own = shares.of.get((kind, dimension))
        if base is None and own is None:
            continue
        split = _split(kind, dimension, part_t, base or {}, own)
        if not split:
            problems.append(problem("goals_no_base", value=dimension, kind=kind, tonnes=f"{part_t:.0f}"))
        goals += split
    return goals, problems


def _split(
    kind: str, dimension: str, part_t: float, base: Mapping[str, float], own: Mapping[str, float] | None
) -> list[SubGoal]:
    """Split by own shares, else by positive base-year figures; what is zero or less takes no goal."""
    if own is None:
        positive = {key: value for key, value in base.items() if value > 0.0}
        whole = math.fsum(positive.values())
        own = {key: value / whole for key, value in positive.items()}
    parts = {key: share * part_t for key, share in own.items()}
    if parts:
        # Rounding of the shares goes to the largest, so that the goals add up to the task.
        largest = max(parts, key=lambda key: parts[key])
        parts[largest] += math.fsum([part_t, *(-value for value in parts.values())])
    return [
        SubGoal(kind, dimension, key, base.get(key, math.nan), own[key], goal) for key, goal in parts.items()
    ]
