# SPDX-License-Identifier: GPL-2.0-or-later
"""A whole inventory from the sheets of a file and a few tables: what the algorithm and the assessment run."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from .activity_inventory import activity_inventory
from .cells import CellSheet
from .emission_factors import (
    DEFAULT_SET,
    GridFactor,
    factor_sets,
    find_grid_factor,
    load_factors,
    load_gwp,
    parse_factors,
)
from .energy_amounts import TceDifference
from .energy_balance import EnergyBalance, Recognised, choose_balance
from .energy_inventory import EnergyOptions, energy_inventory
from .energy_shares import parse_shares_of_rows
from .energy_sheet import read_energy_balances
from .energy_tables import load_fuels
from .given_inventory import GivenInventory, read_given_inventories
from .inventory import InventoryRow, MemoRow, energy_co2_t, total_t
from .problems import Problem, RefusedInput, gathered, problem, refuse_if_error
from .table_parsing import RawTable

#: Coefficients of standard coal further apart than this are worth a line, percent.
_TCE_WORTH_SAYING = 1.0


@dataclass(frozen=True)
class InventoryChoices:
    """What a user chooses for an inventory.

    Attributes:
        sheet: sheet name, or '' for any.
        year: year, or 0 for the latest.
        factor_set: name of a shipped factor set.
        gwp: one of ``emission_factors.GWP_SETS``.
        grid_area: area of the grid of imported electricity, id or Chinese name.
        grid_factor_t_mwh: own factor, t CO2/MWh; NaN for the area's.
        energy: accounting choices; its grid and shares are filled in here.
    """

    sheet: str = ""
    year: int = 0
    factor_set: str = DEFAULT_SET
    gwp: str = "AR5"
    grid_area: str = "national"
    grid_factor_t_mwh: float = math.nan
    energy: EnergyOptions = field(default_factory=EnergyOptions)


@dataclass(frozen=True)
class InventoryTables:
    """Tables that a user may give.

    Attributes:
        factors: own emission factors.
        shares: own shares of balance rows.
        activity: activities of processes, agriculture, waste and LUCF.
    """

    factors: RawTable | None = None
    shares: RawTable | None = None
    activity: RawTable | None = None


@dataclass
class InventoryResult:
    """An inventory.

    Attributes:
        rows: its lines; those of imported electricity have scope ``indirect``.
        memo: figures outside the total.
        recognised: what was found in the file.
        differences: coefficients of standard coal, where the balance is in it.
        problems: what the reader should know.
        sheet: sheet it was made from.
        year: its year, 0 when none is printed.
        reference_t: energy CO2 by the reference method, t/a; NaN where not computed.
        gap_percent: reference against sectoral method, percent; NaN where not computed.
        printed_total_t: total printed in a given inventory, t; NaN else.
    """

    rows: list[InventoryRow]
    memo: list[MemoRow]
    recognised: list[Recognised]
    differences: list[TceDifference]
    problems: list[Problem]
    sheet: str
    year: int
    reference_t: float = math.nan
    gap_percent: float = math.nan
    printed_total_t: float = math.nan

    @property
    def direct_t(self) -> float:
        """Direct emission of all gases, t CO2e/a."""
        return total_t(self.rows)

    @property
    def indirect_t(self) -> float:
        """Emission of imported electricity and heat that is included, t CO2/a."""
        return total_t(self.rows, scope="indirect")

    @property
    def energy_co2_t(self) -> float:
        """Direct CO2 of energy, t/a."""
        return energy_co2_t(self.rows)


def run_inventory(
    sheets: Sequence[CellSheet], choices: InventoryChoices, tables: InventoryTables
) -> InventoryResult:
    """Compute an inventory from an energy balance, or take one that exists, and add the other sectors.

    Args:
        sheets: of the file.
        choices: what the user chose.
        tables: what the user gave.

    Raises:
        RefusedInput: with all problems, when one of them is an error.
    """
    problems: list[Problem] = []
    result: InventoryResult | None = None
    given = read_given_inventories(sheets)
    with gathered(problems):
        result = _given(given, sheets, choices) if given else _computed(sheets, choices, tables, problems)
    if tables.activity is not None:
        rows, memo, found = activity_inventory(tables.activity, load_gwp(choices.gwp))
        problems += found
        if result is not None:
            result.rows += rows
            result.memo += memo
    refuse_if_error(problems)
    if result is None:  # a refusal always holds an error
        raise RefusedInput(problems)
    result.problems = [*problems, *result.problems]
    refuse_if_error(result.problems)
    return result


def _given(
    given: list[GivenInventory], sheets: Iterable[CellSheet], choices: InventoryChoices
) -> InventoryResult:
    found, problems = choose_balance(given, choices.sheet, choices.year, [s.name for s in sheets])
    listed = [
        Recognised(
            "sheet", g.sheet, 0, "", g.sheet, str(g.year or ""), "taken" if g is found else "not taken"
        )
        for g in given
    ]
    return InventoryResult(
        list(found.rows),
        [],
        [*listed, *found.recognised],
        [],
        [*problems, problem("inventory_options_unused", field=found.sheet), *found.problems],
        found.sheet,
        found.year,
        printed_total_t=found.printed_total_t,
    )


def _computed(
    sheets: Sequence[CellSheet], choices: InventoryChoices, tables: InventoryTables, problems: list[Problem]
) -> InventoryResult:
    balances, other = read_energy_balances(sheets)
    balance: EnergyBalance | None = None
    with gathered(problems):
        balance, found = choose_balance(balances, choices.sheet, choices.year, [s.name for s in sheets])
        problems += found
    if choices.factor_set not in factor_sets():
        found = [problem("factor_set_unknown", value=choices.factor_set, found=", ".join(factor_sets()))]
        raise RefusedInput([*problems, *found])
    factors = load_factors(choices.factor_set)
    options = choices.energy
    if tables.factors is not None:
        factors, found = parse_factors(tables.factors, factors)
        problems += found
    if tables.shares is not None:
        shares, found = parse_shares_of_rows(tables.shares)
        problems += found
        options = replace(options, shares=shares)
    if balance is None:
        raise RefusedInput([])
    grid, found = _grid(choices, balance.year or choices.year)
    problems += found
    energy = energy_inventory(balance, factors, replace(options, grid=grid))
    listed = [
        Recognised(
            "sheet", b.sheet, 0, "", b.sheet, str(b.year or ""), "taken" if b is balance else "not taken"
        )
        for b in balances
    ]
    return InventoryResult(
        energy.rows,
        energy.memo,
        [*listed, *other, *balance.recognised],
        energy.differences,
        [*balance.problems, *energy.problems, *_difference_problems(energy.differences)],
        balance.sheet,
        balance.year or choices.year,
        energy.reference_t,
        energy.gap_percent,
    )


def _difference_problems(differences: Iterable[TceDifference]) -> list[Problem]:
    return [
        problem(
            "tce_coefficients_differ",
            value=load_fuels()[d.fuel].name_zh,
            percent=f"{d.percent:+.1f}",
        )
        for d in differences
        if abs(d.percent) > _TCE_WORTH_SAYING
    ]


def _grid(choices: InventoryChoices, year: int) -> tuple[GridFactor | None, list[Problem]]:
    if not math.isnan(choices.grid_factor_t_mwh):
        own = GridFactor("own", "", year, choices.grid_factor_t_mwh, "user's own", "user's own")
        return own, []
    grid = find_grid_factor(choices.grid_area, year)
    if grid is not None and year and grid.year != year and choices.energy.electricity == "include":
        other = problem("grid_factor_other_year", value=grid.area_zh, found=grid.year, year=year)
        return grid, [other]
    return grid, []
