# SPDX-License-Identifier: GPL-2.0-or-later
"""Readable class breaks: QGIS's own classification, moved to round numbers between the values that occur."""

from __future__ import annotations

import math

import numpy as np
from qgis.core import QgsClassificationJenks, QgsClassificationQuantile

# Rates of one land class differ in their last bits only; they are one value to a reader.
_VALUE_DIGITS = 6
# QGIS draws a random sample for Jenks above a few thousand values, and a map must not change from run to run.
_JENKS_MOST_VALUES = 1000
_SKEWED = 20.0


def class_breaks(values: np.ndarray, max_classes: int) -> list[float]:
    """Inner breaks that part positive values into classes none of which is empty.

    Args:
        values: shape (n,), finite and > 0, any order, repetitions allowed.
        max_classes: most classes wanted, 1 or more.

    Returns:
        Ascending breaks b1 < b2 < ...; the classes are (0, b1], (b1, b2], ..., (bk, ∞). Empty for one class.
    """
    distinct = _distinct(values)
    best: list[float] = []
    # QGIS's Jenks sometimes gives the first class twice; asking for more classes makes up for it.
    for wanted in range(max_classes, max_classes + 3):
        bounds = _bounds(distinct, wanted)
        breaks = _without_empty_classes(distinct, _nice_breaks(distinct, bounds))
        if len(best) < len(breaks) < max_classes:
            best = breaks
        if len(best) + 1 >= min(max_classes, distinct.size):
            break
    return best


def round_number(low: float, high: float) -> float:
    """The roundest number in [low, high], 0 < low <= high; of equals the one nearest the geometric middle."""
    middle = math.sqrt(low) * math.sqrt(high)
    exponents = range(math.floor(math.log10(low)), math.floor(math.log10(high)) + 1)
    for mantissas in ((1, 2, 5), (1.5, 2.5, 3, 4, 6, 8)):
        candidates = (_scaled(mantissa, exponent) for exponent in exponents for mantissa in mantissas)
        found = [value for value in candidates if low <= value <= high]
        if found:
            return min(found, key=lambda value: abs(math.log(value / middle)))
    for digits in range(1, 16):
        value = _significant(middle, digits)
        if low <= value <= high:
            return value
    return middle


def _distinct(values: np.ndarray) -> np.ndarray:
    """Sorted values that differ in their first digits."""
    values = np.asarray(values, dtype=float)
    if values.size == 0:
        return values
    scale = 10.0 ** (_VALUE_DIGITS - 1 - np.floor(np.log10(values)))
    return np.unique(np.round(values * scale) / scale)


def _bounds(distinct: np.ndarray, max_classes: int) -> list[float]:
    """Upper bounds of all classes but the last, as QGIS's classification proposes them."""
    if distinct.size <= max_classes:
        return [float(value) for value in distinct[:-1]]
    if distinct.size > _JENKS_MOST_VALUES:
        ranges = QgsClassificationQuantile().classes(distinct.tolist(), max_classes)
        return [item.upperBound() for item in ranges[:-1]]
    # Emissions span powers of ten: natural breaks of the plain values would leave one class to most of them.
    if distinct[-1] > _SKEWED * float(np.median(distinct)):
        ranges = QgsClassificationJenks().classes(np.log10(distinct).tolist(), max_classes)
        return [10.0 ** item.upperBound() for item in ranges[:-1]]
    ranges = QgsClassificationJenks().classes(distinct.tolist(), max_classes)
    return [item.upperBound() for item in ranges[:-1]]


def _nice_breaks(distinct: np.ndarray, bounds: list[float]) -> list[float]:
    """Strictly ascending round numbers that part the values about where the bounds do."""
    edges = [float(distinct[0]), *bounds, float(distinct[-1])] if bounds else []
    breaks: list[float] = []
    for before, bound, after in zip(edges, edges[1:], edges[2:]):
        low, high = _gap(distinct, bound)
        # Where values lie close together the exact gap gives ugly numbers and matters to nobody.
        if distinct.size > _JENKS_MOST_VALUES:
            room = 0.25 * min(bound - before, after - bound)
            low, high = min(low, bound - room), max(high, bound + room)
        nice = round_number(low, high) if low < high else low
        if not breaks or nice > breaks[-1]:
            breaks.append(nice)
    return breaks


def _gap(distinct: np.ndarray, bound: float) -> tuple[float, float]:
    """The open space between the last value that is not above `bound` and the next one."""
    tolerance = 10.0**-_VALUE_DIGITS
    count_below = int(np.searchsorted(distinct, bound * (1 + tolerance), side="right"))
    count_below = min(max(count_below, 1), distinct.size - 1)
    below, above = float(distinct[count_below - 1]), float(distinct[count_below])
    return below * (1 + 10 * tolerance), above * (1 - 10 * tolerance)


def _without_empty_classes(distinct: np.ndarray, breaks: list[float]) -> list[float]:
    kept: list[float] = []
    for value in breaks:
        low = kept[-1] if kept else 0.0
        inside = np.count_nonzero((distinct > low) & (distinct <= value))
        if inside and distinct[-1] > value:
            kept.append(value)
    return kept


def _scaled(mantissa: float, exponent: int) -> float:
    return float(f"{mantissa}e{exponent}")


def _significant(value: float, digits: int) -> float:
    return float(f"{value:.{digits - 1}e}")
