# SPDX-License-Identifier: GPL-2.0-or-later
"""Readable class breaks: natural breaks or quantiles, moved to round numbers between the values that occur.

QGIS's own Jenks is not used: it samples at random above a few thousand values, so that a map would change
from run to run, and on a handful of values it returns the first class twice.
"""

from __future__ import annotations

import math

import numpy as np

# Rates of one land class differ in their last bits only; they are one value to a reader.
_VALUE_DIGITS = 6
# Natural breaks cost the square of the number of values; above this many, quantiles do as well.
_NATURAL_MOST_VALUES = 500
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
    return _without_empty_classes(distinct, _nice_breaks(distinct, _bounds(distinct, max_classes)))


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
    """Upper bounds of all classes but the last."""
    if distinct.size <= max_classes:
        return [float(value) for value in distinct[:-1]]
    if distinct.size > _NATURAL_MOST_VALUES:
        shares = np.arange(1, max_classes) / max_classes
        return [float(value) for value in np.quantile(distinct, shares)]
    # Emissions span powers of ten: natural breaks of the plain values would leave one class to most of them.
    skewed = distinct[-1] > _SKEWED * float(np.median(distinct))
    last = _natural_breaks(np.log10(distinct) if skewed else distinct, max_classes)
    return [float(distinct[index]) for index in last]


def _natural_breaks(values: np.ndarray, classes: int) -> list[int]:
    """Index of the last value of each class but the last, with the least sum of squares within classes.

    Fisher's exact optimum by dynamic programming; `values` ascending, more of them than classes.
    """
    count = values.size
    sums = np.concatenate(([0.0], np.cumsum(values - values.mean())))
    squares = np.concatenate(([0.0], np.cumsum((values - values.mean()) ** 2)))
    # least[j]: smallest sum of squares of the first j values in the classes so far.
    least = np.concatenate(([0.0], squares[1:] - sums[1:] ** 2 / np.arange(1, count + 1)))
    starts: list[np.ndarray] = []
    for done in range(1, classes):
        following, start = np.full(count + 1, np.inf), np.zeros(count + 1, dtype=int)
        for end in range(done + 1, count + 1):
            first = np.arange(done, end)
            inside = squares[end] - squares[first] - (sums[end] - sums[first]) ** 2 / (end - first)
            best = int(np.argmin(least[first] + inside))
            following[end], start[end] = least[done + best] + inside[best], done + best
        least = following
        starts.append(start)
    ends, end = [], count
    for start in reversed(starts):
        end = int(start[end])
        ends.append(end - 1)
    return ends[::-1]


def _nice_breaks(distinct: np.ndarray, bounds: list[float]) -> list[float]:
    """Strictly ascending round numbers that part the values about where the bounds do."""
    edges = [float(distinct[0]), *bounds, float(distinct[-1])] if bounds else []
    breaks: list[float] = []
    for before, bound, after in zip(edges, edges[1:], edges[2:]):
        low, high = _gap(distinct, bound)
        # Where values lie close together the exact gap gives ugly numbers and matters to nobody.
        if distinct.size > _NATURAL_MOST_VALUES:
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
