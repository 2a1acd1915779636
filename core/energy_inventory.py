# SPDX-License-Identifier: GPL-2.0-or-later
"""CO2 of energy from a regional balance by the sectoral and by the reference method.

Sectoral: fuel put into thermal power and heat, and final consumption, each × factor; of feedstock
only the part not stored. Reference: production + imports − exports ± stock − bunkers, less stored carbon.
Columns of electricity and heat never count as direct emission. Sources: 省级温室气体清单编制指南 (2011); IPCC 2006.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from .emission_factors import FuelFactor, GridFactor, factor_problems, is_unverified
from .energy_amounts import TceDifference, fuel_amounts, tce_differences
from .energy_balance import EnergyBalance
from .energy_checks import lone_groups
from .energy_shares import Shares, load_shares, split
from .energy_tables import load_fuels, load_rows
from .inventory import InventoryRow, MemoRow, by_sector
from .problems import Problem, problem

METHODS = ("sectoral", "reference")
ELECTRICITY = ("exclude", "memo", "include")
POWER_VIEWS = ("production", "consumption")
FEEDSTOCK = ("by_rate", "stored", "emitted")
FURNACE_GAS = ("coke", "gas")
#: The two methods should not lie further apart, percent.
MAX_GAP_PERCENT = 5.0
_BURNT = ("fuel", "furnace_gas", "other")
#: Apparent consumption: row and sign.
_APPARENT = {"1.1": 1, "1.2": 1, "1.4": 1, "1.5": 1, "1.7": -1, "1.8": -1, "1.9": -1, "1.10": -1, "1.11": 1}
#: Row whose sector and shares stand for a group that is not split.
_HOME = {"4.A": "4.1", "4.B": "4.2", "4.C": "4.6"}
_IMPORT = {"1.4": 1, "1.5": 1, "1.7": -1, "1.8": -1}


@dataclass(frozen=True)
class EnergyOptions:
    """Accounting choices.

    Attributes:
        method: ``sectoral`` or ``reference``: which one gives the rows; both are computed.
        electricity: net import of electricity and heat: ``exclude``, ``memo``, or ``include`` (split by final use).
        power_view: ``production`` (emission at the plant) or ``consumption`` (at the users), same sum.
        feedstock: ``by_rate`` (1 − storage rate is emitted), all ``stored``, or all ``emitted``.
        storage_default: storage rate of fuels without one.
        furnace_gas: where the carbon of blast-furnace and converter gas counts: with the ``coke`` of industry, or with
            the ``gas`` where it is burnt; same sum.
        tce_conversion: one of ``emission_factors.TCE_CONVERSIONS``.
        grid: factor of imported electricity, or None.
        shares: split of rows over sectors.
    """

    method: str = "sectoral"
    electricity: str = "memo"
    power_view: str = "production"
    feedstock: str = "by_rate"
    storage_default: float = 1.0
    furnace_gas: str = "coke"
    tce_conversion: str = "published"
    grid: GridFactor | None = None
    shares: Shares = field(default_factory=load_shares)


@dataclass
class EnergyInventory:
    """CO2 of energy.

    Attributes:
        rows: by the chosen method; imported electricity and heat have scope ``indirect``.
        memo: figures outside the total.
        sectoral_t: direct CO2 by the sectoral method, t/a.
        reference_t: by the reference method; NaN without the rows it needs.
        gap_percent: (reference − sectoral) / sectoral; NaN where one is missing.
        differences: coefficients of standard coal, where the balance is in it.
        problems: what the reader should know.
    """

    rows: list[InventoryRow]
    memo: list[MemoRow]
    sectoral_t: float
    reference_t: float
    gap_percent: float
    differences: list[TceDifference]
    problems: list[Problem]


class _Account:
    """Amounts of one balance with the factors and options of a run."""

    def __init__(
        self, balance: EnergyBalance, factors: Mapping[str, FuelFactor], options: EnergyOptions
    ) -> None:
        self.balance, self.factors, self.options = balance, factors, options
        amounts, self.problems = fuel_amounts(balance, factors, options.tce_conversion)
        self._amounts = np.nan_to_num(amounts, nan=0.0)
        self.memo: list[MemoRow] = []

    def amount(self, row_id: str, fuel_id: str) -> float:
        """Base units in one cell; 0 where none."""
        return float(self._amounts[self.balance.row_ids.index(row_id), self.balance.fuel_ids.index(fuel_id)])

    def factor_t(self, fuel_id: str) -> float:
        """t CO2 per base unit; 0 where not known (which is a problem of its own)."""
        value = self.factors[fuel_id].co2_t
        return 0.0 if math.isnan(value) else value

    def storage_rate(self, fuel_id: str) -> float:
        """Share of feedstock carbon that is stored."""
        if self.options.feedstock != "by_rate":
            return 1.0 if self.options.feedstock == "stored" else 0.0
        rate = self.factors[fuel_id].storage_rate
        return self.options.storage_default if math.isnan(rate) else rate

    def burnt_fuels(self) -> list[str]:
        """Columns that can emit."""
        return [f.id for f in self.balance.fuels() if f.kind in _BURNT]

    def final_rows(self, fuel_id: str) -> list[str]:
        """Final rows that hold the fuel; a group stands for its parts where none of them is in the table."""
        rows = [r.id for r in self.balance.rows() if r.role == "final" and self.amount(r.id, fuel_id)]
        rows += [g for g in lone_groups(self.balance) if self.amount(g, fuel_id)]
        return rows

    def feedstock(self, fuel_id: str) -> float:
        """Base units used as feedstock; never more than industry uses."""
        return min(self.amount("4.2.1", fuel_id), max(self.amount("4.2", fuel_id), 0.0))

    def net_import(self, fuel_id: str) -> float:
        """Base units brought in from outside, less those sent out."""
        return math.fsum(
            sign * (abs(v) if sign < 0 else v)
            for row_id, sign in _IMPORT.items()
            for v in (self.amount(row_id, fuel_id),)
        )

    def line(
        self, sector: str, fuel_id: str, amount: float, row_id: str, emitted_share: float = 1.0
    ) -> InventoryRow:
        """A row for an amount burnt."""
        factor = self.factors[fuel_id]
        value = self.factor_t(fuel_id) * emitted_share
        return InventoryRow(
            sector,
            fuel_id,
            "CO2",
            amount * value,
            amount,
            factor.base_unit,
            value,
            f"tCO2/{factor.base_unit}",
            factor.source,
            factor.confidence,
            f"{row_id} {load_rows()[row_id].name_zh}" if row_id in load_rows() else row_id,
        )


def energy_inventory(
    balance: EnergyBalance, factors: Mapping[str, FuelFactor], options: EnergyOptions
) -> EnergyInventory:
    """CO2 of energy from one balance.

    Args:
        balance: as read.
        factors: by fuel id.
        options: accounting choices.
    """
    account = _Account(balance, factors, options)
    sectoral = _furnace_gas_once(account, _sectoral(account))
    reference = _reference(account)
    sectoral_t = math.fsum(r.t_co2e for r in sectoral)
    reference_t = math.fsum(r.t_co2e for r in reference) if reference else math.nan
    gap = 100.0 * (reference_t - sectoral_t) / sectoral_t if sectoral_t > 0.0 else math.nan
    if math.isnan(gap):
        account.problems.append(problem("gap_not_computed", field=balance.sheet))
    elif abs(gap) > MAX_GAP_PERCENT:
        account.problems.append(
            problem(
                "gap_large",
                field=balance.sheet,
                value=f"{gap:.1f}",
                sectoral=f"{sectoral_t:,.0f}",
                reference=f"{reference_t:,.0f}",
            )
        )
    _feedstock_memo(account)
    _other_memo(account)
    rows = reference if options.method == "reference" else sectoral
    if options.method == "reference" and not reference:
        account.problems.append(problem("reference_impossible", field=balance.sheet))
    rows = _powered(account, rows)
    used: dict[str, float] = {}
    for row in [*sectoral, *reference]:
        used[row.fuel] = used.get(row.fuel, 0.0) + abs(row.amount)
    account.problems += factor_problems(factors, {f: a for f, a in used.items() if a})
    differences = _differences(account)
    kept = [r for r in rows if r.t_co2e]
    for sector, tonnes in by_sector(kept).items():
        if tonnes < 0.0:
            account.problems.append(
                problem("sector_negative", field=balance.sheet, value=sector, tonnes=f"{tonnes:.2f}")
            )
    return EnergyInventory(kept, account.memo, sectoral_t, reference_t, gap, differences, account.problems)


def _differences(account: _Account) -> list[TceDifference]:
    balance = account.balance
    in_tce = {f for f, flag in zip(balance.fuel_ids, balance.in_tce) if flag and balance.has_fuel(f)}
    return [d for d in tce_differences(account.factors) if d.fuel in in_tce]


def _sectoral(account: _Account) -> list[InventoryRow]:
    rows: list[InventoryRow] = []
    for fuel_id in account.burnt_fuels():
        for row_id in ("2.1", "2.2"):
            burnt = abs(account.amount(row_id, fuel_id))
            if burnt:
                rows.append(account.line(load_rows()[row_id].sector, fuel_id, burnt, row_id))
        for row_id in account.final_rows(fuel_id):
            amount = account.amount(row_id, fuel_id)
            if row_id == "4.2":
                amount -= account.feedstock(fuel_id)
            home = _HOME.get(row_id, row_id)
            for sector, share in split(account.options.shares, home, fuel_id).items():
                if amount * share:
                    rows.append(account.line(sector, fuel_id, amount * share, row_id))
        feedstock = account.feedstock(fuel_id)
        emitted = 1.0 - account.storage_rate(fuel_id)
        if feedstock and emitted:
            rows.append(account.line("energy_industry", fuel_id, feedstock, "4.2.1", emitted))
        if account.amount("4.2.1", fuel_id) > feedstock:
            account.problems.append(
                problem("feedstock_exceeds", field=account.balance.sheet, value=load_fuels()[fuel_id].name_zh)
            )
    return rows


def _furnace_gas_once(account: _Account, rows: list[InventoryRow]) -> list[InventoryRow]:
    """Count the carbon of blast-furnace and converter gas once: it is in the coke of industry already."""
    gases = {f.id for f in account.balance.fuels() if f.kind == "furnace_gas"}
    is_coke = {i for i, r in enumerate(rows) if r.fuel == "coke" and r.line.startswith("4.2 ")}
    gas_t = math.fsum(r.t_co2e for r in rows if r.fuel in gases)
    coke_t = math.fsum(rows[i].t_co2e for i in is_coke)
    twice_t = max(min(gas_t, coke_t), 0.0)
    if gas_t <= 0.0:
        return rows
    account.memo.append(MemoRow("furnace_gas_in_coke", "", math.nan, "", math.nan, twice_t))
    name = load_fuels()["coke"].name_zh
    if gas_t > coke_t:
        account.problems.append(
            problem(
                "furnace_gas_exceeds_coke",
                field=account.balance.sheet,
                value=f"{gas_t - coke_t:,.0f}",
                fuel=name,
            )
        )
    account.problems.append(
        problem("furnace_gas_counted_once", field=account.balance.sheet, value=f"{twice_t:,.0f}", fuel=name)
    )
    out = []
    for i, row in enumerate(rows):
        if account.options.furnace_gas == "coke" and row.fuel in gases:
            out.append(_scaled(row, 1.0 - twice_t / gas_t))
        elif account.options.furnace_gas == "gas" and i in is_coke and coke_t:
            out.append(_scaled(row, 1.0 - twice_t / coke_t))
        else:
            out.append(row)
    return out


def _scaled(row: InventoryRow, share: float) -> InventoryRow:
    return replace(row, t_co2e=row.t_co2e * share, factor=row.factor * share)


def _reference(account: _Account) -> list[InventoryRow]:
    """Apparent consumption × factor less stored carbon; empty when the supply part of the table is missing."""
    balance = account.balance
    if not any(balance.has_row(r) for r in ("1.2", "1.4", "1.5")):
        return []
    rows: list[InventoryRow] = []
    for fuel_id in account.burnt_fuels():
        if load_fuels()[fuel_id].kind == "furnace_gas":
            continue
        apparent = math.fsum(
            sign * (abs(v) if sign < 0 else v)
            for row_id, sign in _APPARENT.items()
            for v in (account.amount(row_id, fuel_id),)
        )
        if apparent:
            rows.append(account.line("energy", fuel_id, apparent, "1"))
        stored = account.feedstock(fuel_id) * account.storage_rate(fuel_id)
        if stored:
            rows.append(account.line("energy", fuel_id, -stored, "4.2.1"))
    return rows


def _feedstock_memo(account: _Account) -> None:
    assumed = []
    for fuel_id in account.burnt_fuels():
        feedstock, rate = account.feedstock(fuel_id), account.storage_rate(fuel_id)
        if not feedstock:
            continue
        factor = account.factors[fuel_id]
        stored_t = feedstock * account.factor_t(fuel_id) * rate
        account.memo.append(
            MemoRow("feedstock_stored", fuel_id, feedstock, factor.base_unit, rate, stored_t, factor.source)
        )
        if account.options.feedstock == "by_rate" and math.isnan(factor.storage_rate):
            assumed.append((load_fuels()[fuel_id].name_zh, stored_t))
    if assumed:
        account.problems.append(
            problem(
                "storage_rate_assumed",
                field=account.balance.sheet,
                value=", ".join(name for name, _ in assumed),
                rate=f"{account.options.storage_default:g}",
                tonnes=f"{math.fsum(t for _, t in assumed):,.0f}",
            )
        )


def _other_memo(account: _Account) -> None:
    """Bunkers, and energy that is counted without emission (biomass, waste, recovered)."""
    for fuel in account.balance.fuels():
        if fuel.kind not in _BURNT:
            continue
        value = account.factor_t(fuel.id)
        for row_id in ("1.6", "1.9"):
            amount = abs(account.amount(row_id, fuel.id))
            if amount:
                account.memo.append(
                    MemoRow("bunkers", fuel.id, amount, fuel.base_unit, value, amount * value)
                )
        used = math.fsum(account.amount(r, fuel.id) for r in account.final_rows(fuel.id))
        if fuel.kind == "other" and used:
            account.memo.append(
                MemoRow("energy_without_emission", fuel.id, used, fuel.base_unit, value, used * value)
            )


def _powered(account: _Account, rows: list[InventoryRow]) -> list[InventoryRow]:
    """Apply the view on power plants, and add or note the net import of electricity and heat."""
    options, balance = account.options, account.balance
    power_use, heat_use = _use_shares(account, "electricity"), _use_shares(account, "heat")
    if options.method == "sectoral" and options.power_view == "consumption":
        if not power_use and any(r.sector == "energy_power" for r in rows):
            account.problems.append(problem("electricity_use_unknown", field=balance.sheet))
        rows = _at_users(_at_users(rows, "energy_power", power_use), "energy_heat", heat_use)
    if options.electricity == "exclude":
        return rows
    if balance.in_tce[balance.fuel_ids.index("electricity")]:
        account.problems.append(problem("electricity_tce_basis", field=balance.sheet))
    return rows + _imported(account, "electricity", power_use) + _imported(account, "heat", heat_use)


def _use_shares(account: _Account, fuel_id: str) -> dict[str, float]:
    """Share of each sector in the final use of electricity or heat; empty when none is known."""
    use: dict[str, float] = {}
    for row_id in account.final_rows(fuel_id):
        home = _HOME.get(row_id, row_id)
        for sector, share in split(account.options.shares, home, fuel_id).items():
            use[sector] = use.get(sector, 0.0) + max(account.amount(row_id, fuel_id), 0.0) * share
    total = math.fsum(use.values())
    return {sector: amount / total for sector, amount in use.items() if amount} if total else {}


def _at_users(rows: list[InventoryRow], sector: str, use: Mapping[str, float]) -> list[InventoryRow]:
    if not use:
        return rows
    out = []
    for row in rows:
        if row.sector != sector:
            out.append(row)
            continue
        out += [
            replace(row, sector=user, t_co2e=row.t_co2e * share, amount=row.amount * share)
            for user, share in use.items()
        ]
    return out


def _imported(account: _Account, fuel_id: str, use: Mapping[str, float]) -> list[InventoryRow]:
    """Net import as memo, and as rows of its users where it is to be included."""
    options, balance = account.options, account.balance
    net = account.net_import(fuel_id)
    if not net:
        return []
    if fuel_id == "electricity":
        grid = options.grid
        value = grid.t_mwh if grid else math.nan
        source = f"{grid.area_zh} {grid.year}: {grid.source}" if grid else ""
        confidence = grid.confidence if grid else ""
    else:
        heat = account.factors["heat"]
        value, source, confidence = heat.co2_t, heat.source, heat.confidence
    unit = load_fuels()[fuel_id].base_unit
    account.memo.append(
        MemoRow(f"{fuel_id}_import", fuel_id, net, unit, value, net * value, source, confidence)
    )
    if options.electricity != "include":
        return []
    if math.isnan(value):
        account.problems.append(problem("grid_factor_missing", field=balance.sheet))
        return []
    if is_unverified(confidence):
        account.problems.append(problem("factor_unverified", value=load_fuels()[fuel_id].name_zh))
    plant = {"electricity": "energy_power", "heat": "energy_heat"}[fuel_id]
    unknown = {"electricity": "energy_imported_power", "heat": "energy_heat"}[fuel_id]
    shares = dict(use) or {unknown: 1.0}
    if net < 0.0 and options.power_view == "production":
        shares = {plant: 1.0}  # what leaves was emitted by the plants, not by the users who stay
    return [
        InventoryRow(
            sector,
            fuel_id,
            "CO2",
            net * value * share,
            net * share,
            unit,
            value,
            f"tCO2/{unit}",
            source,
            confidence,
            "1.4 + 1.5 − 1.7 − 1.8",
            "indirect",
        )
        for sector, share in shares.items()
    ]
