# SPDX-License-Identifier: GPL-2.0-or-later
"""The rows of an emission inventory, whatever they come from, and their totals."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from .sectors import load_sectors


@dataclass(frozen=True)
class InventoryRow:
    """One line of an inventory.

    Attributes:
        sector: sector id.
        fuel: fuel or activity id, or ''.
        gas: gas that is released.
        t_co2e: t CO2e/a, positive where released.
        amount: activity, in ``unit``; NaN where only the emission is known.
        unit: unit of the activity.
        factor: emission per unit of activity, in ``factor_unit``; NaN where only the emission is known.
        factor_unit: its unit.
        source: where the factor comes from.
        confidence: how well the factor is known.
        line: row of the balance or activity it was computed from.
        scope: ``direct`` or ``indirect`` (imported electricity and heat).
    """

    sector: str
    fuel: str
    gas: str
    t_co2e: float
    amount: float = math.nan
    unit: str = ""
    factor: float = math.nan
    factor_unit: str = ""
    source: str = ""
    confidence: str = ""
    line: str = ""
    scope: str = "direct"


@dataclass(frozen=True)
class MemoRow:
    """A figure that is shown and not part of the total.

    Attributes:
        item: what it is (``electricity_import``, ``feedstock_stored``, ``lucf`` …).
        fuel: fuel or activity id, or ''.
        amount: in ``unit``; NaN where it has none.
        unit: its unit.
        factor: t CO2e per unit; NaN where it has none.
        t_co2e: t CO2e/a; NaN where not computed.
        source: where the factor comes from.
        confidence: how well it is known.
    """

    item: str
    fuel: str
    amount: float
    unit: str
    factor: float
    t_co2e: float
    source: str = ""
    confidence: str = ""


def total_t(rows: Iterable[InventoryRow], *, scope: str = "direct") -> float:
    """Sum of all allocated sectors of one scope, t CO2e/a."""
    sectors = load_sectors()
    return math.fsum(r.t_co2e for r in rows if r.scope == scope and sectors[r.sector].allocated)


def energy_co2_t(rows: Iterable[InventoryRow]) -> float:
    """Direct CO2 of the energy sector, t/a."""
    return total_t(r for r in rows if r.gas == "CO2" and is_energy(r.sector))


def is_energy(sector_id: str) -> bool:
    """Whether a sector belongs to energy."""
    return sector_id == "energy" or sector_id.startswith("energy_")


def by_sector(rows: Iterable[InventoryRow]) -> dict[str, float]:
    """t CO2e/a by sector id, in the order of the sector table."""
    sums: dict[str, list[float]] = {}
    for row in rows:
        sums.setdefault(row.sector, []).append(row.t_co2e)
    return {sector: math.fsum(sums[sector]) for sector in load_sectors() if sector in sums}
