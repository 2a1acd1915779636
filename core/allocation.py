# SPDX-License-Identifier: GPL-2.0-or-later
"""Spreading emissions over land classes so that the polygons sum to the inventory.

Method (design of the adjusted KAYA step): raw(i,s) = area(i) × intensity(class, sector) × weight(i), where a
relative weight stands for an unknown intensity, and E(i) = Σ_s E_s · raw(i,s) / Σ_j raw(j,s). Since intensity
depends on the class alone, the sums over polygons j reduce to sums of area × weight per class, and a polygon's
emission is area × weight × the rate of its class.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from .land_classes import coarse_children
from .problems import Problem, problem
from .sectors import SectorEmission, SectorLinks, descendants, load_uniform_weights

#: Difference between inventory and city total above which the two are said to disagree.
TOTAL_TOLERANCE = 0.05
#: Mean emission of the classes that carry it, t CO2e/(ha·a), outside which a factor of 10^4 is suspected.
PLAUSIBLE_MEAN_RATE = (0.05, 20000.0)


@dataclass
class Allocation:
    """Emission rates of classes and what could not be placed.

    Attributes:
        mode: ``sectors``, ``total``, ``uniform``, ``uncalibrated`` or ``none``.
        rates: float64[classes], t CO2e per hectare and unit of polygon weight; NaN throughout for ``none``.
        factor: calibration factor; NaN by sectors and for ``none``, 1 for ``uncalibrated``. For ``uniform`` it is
            t CO2e/(ha·a), since the raw value of a hectare is 1.
        allocated_t: t CO2e/a placed on polygons.
        unallocated_t: t CO2e/a that no polygon could take; part of the emission total.
        memo_t: t CO2e/a of memo sectors; not part of any total.
        by_sector: per sector label, float64[classes] t CO2e/a placed.
        unallocated: t CO2e/a by sector label.
        problems: what the reader must know.
    """

    mode: str
    rates: np.ndarray
    factor: float = math.nan
    allocated_t: float = math.nan
    unallocated_t: float = 0.0
    memo_t: float = 0.0
    by_sector: dict[str, np.ndarray] = field(default_factory=dict)
    unallocated: dict[str, float] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def total_t(self) -> float:
        """Allocated plus unallocated, t CO2e/a; NaN when emissions were not computed."""
        return self.allocated_t + self.unallocated_t

    @property
    def calibrated(self) -> bool:
        """True where the polygons sum to a given inventory or total."""
        return self.mode in ("sectors", "total", "uniform")


def allocate(
    class_codes: Sequence[str],
    weighted_area_ha: np.ndarray,
    links: SectorLinks,
    intensities: Mapping[tuple[str, str], float],
    inventory: Sequence[SectorEmission] | None,
    city_total_t: float | None,
    details: Sequence[Mapping[str, str]] | None = None,
) -> Allocation:
    """Choose the way of spreading from what is given, and compute the rate of every class.

    Args:
        class_codes: 三调 code of each class; a class may come in several parts that differ in ``details``.
        weighted_area_ha: float64[classes], Σ area × polygon weight over the polygons of the class, ha.
        links: relative weights of classes in sectors.
        intensities: t CO2e/(ha·a) by (sector id or '', class code); may be empty.
        inventory: emission by sector, t CO2e/a; wins over ``city_total_t``.
        city_total_t: emission of the whole city, t CO2e/a.
        details: per class, what the survey says of its polygons by field (see ``Refinement``); None for nothing.
    """
    area = np.asarray(weighted_area_ha, dtype=float)
    if inventory is not None:
        allocation = _by_sectors(class_codes, area, links, intensities, inventory, details)
        if city_total_t is not None:
            allocation.problems += _compare_totals(allocation.total_t, city_total_t)
    elif city_total_t is not None and intensities:
        raw = _class_intensities(class_codes, intensities)
        allocation = _to_total(area, raw, city_total_t, "total")
        allocation.problems += _missing_intensities(class_codes, area, raw)
    elif city_total_t is not None:
        weights = np.array([_uniform_weight(code) for code in class_codes], dtype=float)
        allocation = _to_total(area, weights, city_total_t, "uniform")
        allocation.problems.append(problem("spread_evenly", value=f"{city_total_t:,.2f}"))
    elif intensities:
        raw = _class_intensities(class_codes, intensities)
        allocation = Allocation("uncalibrated", raw, 1.0, math.fsum(raw * area))
        allocation.problems.append(problem("not_calibrated"))
    else:
        allocation = Allocation("none", np.full(len(class_codes), math.nan))
        allocation.problems.append(problem("emission_not_computed"))
    allocation.problems += _implausible_mean(allocation, area)
    return allocation


def _missing_intensities(class_codes: Sequence[str], area: np.ndarray, raw: np.ndarray) -> list[Problem]:
    """Construction and transport land that the intensity table leaves out."""
    emits = np.array([_uniform_weight(code) > 0.0 for code in class_codes], dtype=bool)
    missing = emits & (raw == 0.0) & (area > 0.0)
    if not missing.any():
        return []
    named = sorted({code for code, lacks in zip(class_codes, missing) if lacks})
    return [problem("intensity_missing", value=", ".join(named), area_ha=math.fsum(area[missing]))]


def _uniform_weight(code: str) -> float:
    """Share of a hectare that takes part; a first-level class takes the mean of its second-level classes."""
    weights = load_uniform_weights()
    children = coarse_children(code)
    if code in weights or not children:
        return weights.get(code, 0.0)
    return sum(weights.get(child, 0.0) for child in children) / len(children)


def _by_sectors(
    class_codes: Sequence[str],
    area: np.ndarray,
    links: SectorLinks,
    intensities: Mapping[tuple[str, str], float],
    inventory: Sequence[SectorEmission],
    details: Sequence[Mapping[str, str]] | None,
) -> Allocation:
    allocation = Allocation("sectors", np.zeros(len(class_codes)), allocated_t=0.0)
    placed = []
    for emission in inventory:
        if emission.sector is not None and not emission.sector.allocated:
            allocation.memo_t += emission.t_co2e
            continue
        raw = np.zeros(len(class_codes))
        if emission.sector is not None:
            raw, problems = _sector_raw(emission, class_codes, area, links, intensities, details)
            allocation.problems += problems
        denominator = math.fsum(raw * area)
        if emission.t_co2e == 0.0:
            continue
        if denominator > 0.0:
            rate = emission.t_co2e * (raw / denominator)
            allocation.rates += rate
            allocation.by_sector[emission.label] = rate * area
            placed.append(emission.t_co2e)
        else:
            allocation.unallocated[emission.label] = emission.t_co2e
            allocation.problems.append(
                problem("sector_unallocated", value=emission.label, tonnes=f"{emission.t_co2e:,.2f}")
            )
    allocation.allocated_t = math.fsum(placed)
    allocation.unallocated_t = math.fsum(allocation.unallocated.values())
    return allocation


def _sector_raw(
    emission: SectorEmission,
    class_codes: Sequence[str],
    area: np.ndarray,
    links: SectorLinks,
    intensities: Mapping[tuple[str, str], float],
    details: Sequence[Mapping[str, str]] | None,
) -> tuple[np.ndarray, list[Problem]]:
    """Raw value of one hectare of each class in one sector.

    A weight of the link table has no unit, an intensity is t CO2e/(ha·a). Where a sector's classes have both,
    a weight counts as that many times the area-weighted mean intensity of the others.
    """
    assert emission.sector is not None  # nosec B101 - for the type checker; callers look first
    sector_id = emission.sector.id
    weights = np.array([links.weight(sector_id, code) for code in class_codes], dtype=float)
    if details is not None:
        _refine(weights, sector_id, class_codes, area, links, details)
    known = np.array(
        [_sector_intensity(intensities, sector_id, code, w) for code, w in zip(class_codes, weights)]
    )
    has = ~np.isnan(known)
    lacks = ~has & (weights > 0.0) & (area > 0.0)
    if not (has & (area > 0.0)).any():
        return weights, []
    raw = np.where(has, known, 0.0)
    if not lacks.any():
        return raw, []
    mean = math.fsum(raw[has] * area[has]) / math.fsum(area[has])
    named = ", ".join(code for code, lack in zip(class_codes, lacks) if lack)
    return np.where(has, raw, weights * mean), [
        problem("intensity_partial", value=emission.label, classes=named, mean=f"{mean:.4g}")
    ]


def _refine(
    weights: np.ndarray,
    sector_id: str,
    class_codes: Sequence[str],
    area: np.ndarray,
    links: SectorLinks,
    details: Sequence[Mapping[str, str]],
) -> None:
    """Put the weights of refined links in place, class by class."""
    for code in dict.fromkeys(class_codes):
        refinement = links.refinement(sector_id, code)
        if refinement is None:
            continue
        of_class = np.array([other == code for other in class_codes])
        match = of_class & np.array([d.get(refinement.field, "") in refinement.values for d in details])
        if (area[match] > 0.0).any():
            weights[of_class] = refinement.rest_weight
            weights[match] = refinement.refine_weight


def _sector_intensity(
    intensities: Mapping[tuple[str, str], float], sector_id: str, code: str, weight: float
) -> float:
    own = _intensity(intensities, [sector_id], code)
    if math.isnan(own):
        own = _intensity(intensities, descendants(sector_id), code)
    if math.isnan(own) and weight > 0.0:
        # An intensity without a sector speaks for the class wherever the class is linked.
        own = _intensity(intensities, [""], code)
    return own


def _intensity(intensities: Mapping[tuple[str, str], float], sector_ids: Sequence[str], code: str) -> float:
    """Intensity of a class, summed over sectors, t CO2e/(ha·a); NaN where none is given.

    A code without a value of its own takes its base code's (A codes) or the mean of its second-level classes
    (first-level codes; a class without a value counts as 0).
    """
    given = [intensities[s, code] for s in sector_ids if (s, code) in intensities]
    if given:
        return math.fsum(given)
    if code.endswith("A"):
        return _intensity(intensities, sector_ids, code[:-1])
    children = [_intensity(intensities, sector_ids, child) for child in coarse_children(code)]
    known = [value for value in children if not math.isnan(value)]
    return math.fsum(known) / len(children) if known else math.nan


def _class_intensities(
    class_codes: Sequence[str], intensities: Mapping[tuple[str, str], float]
) -> np.ndarray:
    """Intensity of each class over all sectors, t CO2e/(ha·a); 0 where none is given."""
    sectors = sorted({sector for sector, _ in intensities})
    return np.nan_to_num(
        np.array([_intensity(intensities, sectors, code) for code in class_codes], dtype=float)
    )


def _to_total(area: np.ndarray, raw: np.ndarray, total_t: float, mode: str) -> Allocation:
    denominator = math.fsum(raw * area)
    if denominator <= 0.0:
        allocation = Allocation(mode, np.zeros(len(raw)), math.nan, 0.0, total_t)
        allocation.problems.append(problem("total_unallocated", value=f"{total_t:,.2f}"))
        return allocation
    factor = total_t / denominator
    return Allocation(mode, raw * factor, factor, total_t)


def _compare_totals(inventory_t: float, city_total_t: float) -> list[Problem]:
    if city_total_t <= 0.0:
        return []
    ratio = inventory_t / city_total_t
    if abs(ratio - 1.0) > TOTAL_TOLERANCE:
        return [
            problem(
                "inventory_differs_from_total",
                value=f"{inventory_t:,.2f}",
                total=f"{city_total_t:,.2f}",
                percent=f"{(ratio - 1.0) * 100:+.1f}",
                times=f"{ratio:.4g}",
            )
        ]
    return [problem("total_ignored", value=f"{city_total_t:,.2f}", inventory=f"{inventory_t:,.2f}")]


def _implausible_mean(allocation: Allocation, area: np.ndarray) -> list[Problem]:
    carrying = math.fsum(area[allocation.rates > 0.0])
    if carrying <= 0.0 or not allocation.allocated_t > 0.0:
        return []
    mean = allocation.allocated_t / carrying
    low, high = PLAUSIBLE_MEAN_RATE
    if low <= mean <= high:
        return []
    return [
        problem(
            "total_implausible", value=f"{allocation.allocated_t:,.2f}", mean=f"{mean:.4g}", area_ha=carrying
        )
    ]
