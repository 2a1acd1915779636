# SPDX-License-Identifier: GPL-2.0-or-later
"""From a balance in standard coal (标准量) back to amounts of fuel."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .emission_factors import FuelFactor
from .energy_balance import EnergyBalance
from .energy_tables import load_fuels
from .problems import Problem, problem


@dataclass(frozen=True)
class TceDifference:
    """What the choice of coefficient does to one fuel.

    Attributes:
        fuel: fuel id.
        published: published coefficient, t of standard coal per base unit.
        by_ncv: calorific value / 29.3076, in the same unit.
        percent: amount by the published coefficient against amount by calorific value, percent.
    """

    fuel: str
    published: float
    by_ncv: float
    percent: float


def fuel_amounts(
    balance: EnergyBalance, factors: Mapping[str, FuelFactor], conversion: str
) -> tuple[np.ndarray, list[Problem]]:
    """Amounts in the fuels' base units.

    Args:
        balance: as read; columns in standard coal are divided by their coefficient.
        factors: by fuel id.
        conversion: ``published`` coefficient or ``ncv`` (calorific value / 29.3076); where the chosen one is not
            known, the other.

    Returns:
        float[rows, fuels], NaN where none or where no coefficient is known; and problems.

    Raises:
        ValueError: the conversion is not known.
    """
    if conversion not in ("published", "ncv"):
        raise ValueError(conversion)
    amounts = balance.values.copy()
    problems = []
    for j, fuel in enumerate(balance.fuels()):
        if not balance.in_tce[j] or fuel.kind == "subtotal":
            continue
        factor = factors[fuel.id]
        chosen = factor.tce if conversion == "published" else factor.tce_by_ncv
        other = factor.tce_by_ncv if conversion == "published" else factor.tce
        if math.isnan(chosen) and not math.isnan(other):
            chosen = other
            problems.append(problem("tce_other_coefficient", field=balance.sheet, value=fuel.name_zh))
        if math.isnan(chosen) and np.any(np.nan_to_num(amounts[:, j])):
            problems.append(problem("tce_coefficient_missing", field=balance.sheet, value=fuel.name_zh))
        amounts[:, j] /= chosen
    return amounts, problems


def tce_differences(factors: Mapping[str, FuelFactor]) -> list[TceDifference]:
    """For each fuel that has both coefficients, how far the two conversions lie apart."""
    found = []
    for fuel_id, factor in factors.items():
        by_ncv = factor.tce_by_ncv
        if fuel_id in load_fuels() and not math.isnan(factor.tce) and not math.isnan(by_ncv):
            found.append(TceDifference(fuel_id, factor.tce, by_ncv, 100.0 * (by_ncv / factor.tce - 1.0)))
    return found
