# SPDX-License-Identifier: GPL-2.0-or-later
"""The area a polygon's class has: survey field or geometry, with the deducted field ridges (KCMJ).

Rules of the survey database: TBMJ = TBDLMJ + KCMJ; KCMJ belongs to class 1203 and occurs on cropland only. A net
field has KCMJ added as 1203; a gross field or the geometry has it subtracted first; it is never taken off twice.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .land_columns import LandColumns
from .problems import POLYGON_BITS, Problem, problem
from .units import AREA_UNITS_M2, m2_to_ha

#: The field whose values are net of KCMJ by the survey standard.
NET_AREA_FIELD = "TBDLMJ"
#: The field whose values are gross by the survey standard.
GROSS_AREA_FIELD = "TBMJ"
#: Class of the deducted field ridges.
RIDGE_CLASS = "1203"

#: A polygon's field and geometry disagree above this relative difference; parcels below 100 m² are left out,
#: since two decimals of a square metre and a vertex at 1 cm already differ by more.
POLYGON_TOLERANCE = 0.05
SMALL_PARCEL_M2 = 100.0
#: The layer's median ratio must be this close to a ratio of units for a unit error to be named.
UNIT_TOLERANCE = 0.05


@dataclass(frozen=True)
class AreaBinding:
    """How a layer's area is to be read.

    Attributes:
        field: name of the area field; '' for the geometry.
        unit: key of ``AREA_UNITS_M2`` for the area field and the deducted field.
        deduct_field: name of the deducted-area field, or ''.
        is_net: whether the area field is net of the deducted area; None for the rule of the survey standard.
    """

    field: str = ""
    unit: str = "m2"
    deduct_field: str = ""
    is_net: bool | None = None

    @property
    def net(self) -> bool:
        """Whether the area is net; geometry never is."""
        if not self.field:
            return False
        return self.field.upper() == NET_AREA_FIELD if self.is_net is None else self.is_net


@dataclass
class SurveyArea:
    """Areas of polygons, row aligned with the columns they came from.

    Attributes:
        net_m2: float64[n] area of the polygon's own class; NaN where it cannot be known.
        ridge_m2: float64[n] deducted area, counted as class 1203; None when no field is bound.
        bits: uint32[n] problem bits.
        problems: about the field as a whole.
    """

    net_m2: np.ndarray
    ridge_m2: np.ndarray | None
    bits: np.ndarray
    problems: list[Problem]


def survey_area(columns: LandColumns, binding: AreaBinding, cropland: np.ndarray | None = None) -> SurveyArea:
    """Net and deducted area of every polygon, with every doubtful value marked.

    Args:
        columns: the layer's columns. With neither an area field nor measured geometry no area is known.
        binding: how to read them.
        cropland: bool[n], where a deducted area may occur; None when the classes are not known.
    """
    geometry = columns.column("geometry_m2")
    geometry_bits = columns.column("geometry_bits")
    bits = np.zeros(len(columns), dtype="u4") if geometry_bits is None else geometry_bits.copy()
    factor = AREA_UNITS_M2[binding.unit]
    problems: list[Problem] = []
    field = columns.column("area") if binding.field else None
    if field is not None:
        base = _checked_field(field * factor, bits)
    elif geometry is not None:
        base = geometry.copy()
        _mark(bits, base == 0.0, "area_zero")
    else:
        base = np.full(len(columns), math.nan)
    ridge = _checked_ridge(columns, factor, base, binding.net, bits, cropland)
    if field is not None and geometry is not None:
        problems += _compare(binding, base, ridge, geometry, bits)
    if field is not None:
        problems += _compare_sisters(columns, binding, base, ridge, factor)
    if binding.is_net and not binding.field:
        problems.append(problem("area_is_net_ignored"))
    net = base if ridge is None or binding.net else base - ridge
    return SurveyArea(net, ridge, bits, problems)


def _mark(bits: np.ndarray, where: np.ndarray, code: str) -> None:
    bits[where] |= np.uint32(POLYGON_BITS[code])


def _checked_field(base: np.ndarray, bits: np.ndarray) -> np.ndarray:
    _mark(bits, np.isnan(base), "area_null")
    _mark(bits, np.isinf(base), "area_not_finite")
    _mark(bits, np.isfinite(base) & (base < 0.0), "area_negative")
    _mark(bits, base == 0.0, "area_zero")
    base[~np.isfinite(base) | (base < 0.0)] = math.nan
    return base


def _checked_ridge(
    columns: LandColumns,
    factor: float,
    base: np.ndarray,
    net: bool,
    bits: np.ndarray,
    cropland: np.ndarray | None,
) -> np.ndarray | None:
    values = columns.column("deduct")
    if values is None:
        return None
    ridge = np.where(np.isnan(values), 0.0, values) * factor
    wrong = ~np.isfinite(ridge) | (ridge < 0.0)
    if not net:
        wrong |= ridge > base
    _mark(bits, wrong, "deduct_invalid")
    # What cannot be deducted stays with the polygon's own class, so that no hectare is lost.
    ridge[wrong] = 0.0
    if cropland is not None:
        _mark(bits, (ridge > 0.0) & ~cropland, "deduct_not_cropland")
    ridge[np.isnan(base)] = math.nan
    return ridge


def _compare(
    binding: AreaBinding, base: np.ndarray, ridge: np.ndarray | None, geometry: np.ndarray, bits: np.ndarray
) -> list[Problem]:
    expected = geometry if ridge is None or not binding.net else geometry - ridge
    usable = (base > 0.0) & (geometry > SMALL_PARCEL_M2) & (expected > 0.0)
    if not usable.any():
        return []
    ratio = base[usable] / expected[usable]
    median = float(np.median(ratio))
    problems = []
    meant = _meant_unit(binding.unit, median)
    if meant:
        return [
            problem(
                "area_unit_wrong",
                field=binding.field,
                value=binding.unit,
                polygons=int(usable.sum()),
                ratio=f"{median:.6g}",
                meant=meant,
            )
        ]
    differs = np.zeros(len(bits), dtype=bool)
    differs[usable] = np.abs(ratio - 1.0) > POLYGON_TOLERANCE
    _mark(bits, differs, "area_differs")
    if ridge is not None:
        problems += _net_or_gross(binding, base, ridge, geometry, usable)
    return problems


def _meant_unit(unit: str, ratio: float) -> str:
    """The unit in which the field would agree with the geometry, or '' when the declared one does."""
    for other, size in AREA_UNITS_M2.items():
        agreed = ratio * size / AREA_UNITS_M2[unit]
        if abs(agreed - 1.0) < UNIT_TOLERANCE:
            return "" if other == unit else other
    return ""


def _net_or_gross(
    binding: AreaBinding, base: np.ndarray, ridge: np.ndarray, geometry: np.ndarray, usable: np.ndarray
) -> list[Problem]:
    """Tell net from gross on the polygons whose deducted area is large enough to see."""
    clear = usable & (ridge > 0.02 * geometry)
    if not clear.any():
        return []
    as_gross = np.abs(base[clear] - geometry[clear])
    as_net = np.abs(base[clear] - (geometry[clear] - ridge[clear]))
    gross = int((as_gross < as_net).sum())
    wrong = gross if binding.net else int(clear.sum()) - gross
    if wrong * 2 <= int(clear.sum()):
        return []
    return [
        problem(
            "area_gross_as_net" if binding.net else "area_net_as_gross",
            field=binding.field,
            polygons=wrong,
            area_ha=float(m2_to_ha(ridge[clear].sum())),
        )
    ]


def _compare_sisters(
    columns: LandColumns, binding: AreaBinding, base: np.ndarray, ridge: np.ndarray | None, factor: float
) -> list[Problem]:
    """TBMJ = TBDLMJ + KCMJ must hold where the layer has the sister field."""
    sister, sign, name = columns.column("sister_gross"), 1.0, GROSS_AREA_FIELD
    if sister is None:
        sister, sign, name = columns.column("sister_net"), -1.0, NET_AREA_FIELD
    if sister is None:
        return []
    sister = sister * factor
    deducted = np.zeros(len(base)) if ridge is None else ridge
    usable = np.isfinite(sister) & np.isfinite(base) & (base > 0.0)
    differs = usable & (np.abs(base + sign * deducted - sister) > np.maximum(0.02, 1e-4 * np.abs(sister)))
    if not differs.any():
        return []
    if ridge is None and binding.deduct_field == "":
        code = "deduct_not_bound"
    else:
        code = "area_sisters_differ"
    return [
        problem(
            code,
            field=binding.field,
            value=name,
            polygons=int(differs.sum()),
            area_ha=float(m2_to_ha(np.abs(sister[differs] - base[differs]).sum())),
        )
    ]
