# SPDX-License-Identifier: GPL-2.0-or-later
"""Series and scenarios of a target, read together so that every fault in every table is found at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from .problems import Problem, problem
from .projection import Scenario
from .scenario_tables import parse_paths, parse_scenarios, with_paths
from .series import Series, parse_series
from .table_parsing import RawTable

#: Id of the scenario that the parameters themselves describe.
BASELINE = "baseline"


@dataclass
class TargetTables:
    """What a target is projected from.

    Attributes:
        series: statistics by year.
        scenarios: the baseline first.
        problems: everything wrong with the tables.
    """

    series: Series
    scenarios: list[Scenario]
    problems: list[Problem] = field(default_factory=list)


def read_target_tables(
    series: RawTable,
    baseline: Scenario,
    scenarios: RawTable | None = None,
    paths: RawTable | None = None,
    price_base: str = "",
) -> TargetTables:
    """Read the tables of a target.

    Args:
        series: ``year,emission_wan_t,gdp_yi,population_wan``.
        baseline: the scenario that others start from.
        scenarios: further scenarios, or None.
        paths: own paths of emission per GDP, or None.
        price_base: price base of the GDP; '' if not stated.
    """
    read, problems = parse_series(series, price_base)
    if not read.price_base:
        problems.append(problem("price_base_missing"))
    by_id = {baseline.id: baseline}
    if scenarios is not None:
        found, more = parse_scenarios(scenarios, baseline)
        problems += more
        by_id.update({one.id: one for one in found})
    made = list(by_id.values())
    if paths is not None:
        own, more = parse_paths(paths)
        problems += more
        made = [with_paths(one, own) for one in made]
    return TargetTables(read, made, problems)
