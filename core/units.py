# SPDX-License-Identifier: GPL-2.0-or-later
"""Units of area and of carbon. The factor 44/12 is applied here and nowhere else.

Sources: 1 mu (亩) = 10000/15 m2 (statutory measure); molar masses C 12, CO2 44 as used by the
provincial guideline (省级温室气体清单编制指南).
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np

Number = TypeVar("Number", float, np.ndarray)

M2_PER_HA = 10000.0
CO2_PER_C = 44.0 / 12.0

#: Square metres in one unit of area; the keys are the values of AREA_UNIT.
AREA_UNITS_M2: dict[str, float] = {"m2": 1.0, "ha": M2_PER_HA, "mu": 10000.0 / 15.0, "km2": 1.0e6}

#: Units a coefficient of a class may be given in, per hectare and year.
COEFFICIENT_UNITS: tuple[str, ...] = ("tC/ha/a", "tCO2/ha/a")


def area_to_m2(value: Number, unit: str) -> Number:
    """Convert an area in one of the keys of ``AREA_UNITS_M2`` to square metres.

    Raises:
        KeyError: the unit is not known.
    """
    return value * AREA_UNITS_M2[unit]


def m2_to_ha(value: Number) -> Number:
    """Convert square metres to hectares (hm²)."""
    return value / M2_PER_HA


def c_to_co2(value: Number) -> Number:
    """Convert tonnes of carbon to tonnes of CO2."""
    return value * CO2_PER_C


def coefficient_to_tco2e(value: Number, unit: str) -> Number:
    """Convert a yearly coefficient per hectare to t CO2e/(ha·a).

    Raises:
        ValueError: the unit is not one of ``COEFFICIENT_UNITS``.
    """
    if unit == "tC/ha/a":
        return c_to_co2(value)
    if unit == "tCO2/ha/a":
        return value
    raise ValueError(unit)
