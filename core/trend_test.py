# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether a series rises, falls, has peaked or stands on a plateau.

Mann 1945, Kendall 1975: S counts the pairs that rise minus those that fall. Up to ten values its distribution is
exact: among the orders of n values with ties t₁, t₂ … the falling pairs are counted by the Gaussian multinomial
coefficient. Above that, the normal approximation with the variance for ties and continuity correction.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

#: Longest series whose p is exact.
EXACT_UP_TO = 10
ALPHA = 0.05
#: Fewest values whose strictest order is significant at 5 %: 2/5! = 0.017, while 2/4! = 0.083.
FEWEST = 5
#: Values of a plateau stay within this part of their median.
PLATEAU_WIDTH = 0.10

RISING, FALLING, NONE, TOO_SHORT = "rising", "falling", "none", "too_short"
PLATEAU, PEAKED, UNCLEAR = "plateau", "peaked", "unclear"


class MannKendall(NamedTuple):
    """Result of the test.

    Attributes:
        s: rising minus falling pairs.
        z: normal score with continuity correction; 0 for S = 0.
        p: two-sided probability of |S| or more without a trend.
        trend: ``rising``, ``falling``, ``none`` at 5 %, or ``too_short``.
    """

    s: int
    z: float
    p: float
    trend: str


def mann_kendall(values: Sequence[float] | np.ndarray, alpha: float = ALPHA) -> MannKendall:
    """Test values in order of time for a monotone trend.

    Args:
        values: n finite numbers; years need not be evenly spaced.
        alpha: two-sided level of significance.

    Raises:
        ValueError: a value is not finite.
    """
    x = np.asarray(values, dtype=float)
    if not np.isfinite(x).all():
        raise ValueError("not finite")
    n = len(x)
    s = int(sum(np.sign(x[i + 1 :] - x[i]).sum() for i in range(n)))
    ties = list(Counter(x.tolist()).values())
    variance = (_pairs_term(n) - sum(_pairs_term(t) for t in ties)) / 18.0
    z = (s - math.copysign(1.0, s)) / math.sqrt(variance) if s and variance else 0.0
    p = _exact_p(s, ties) if n <= EXACT_UP_TO else math.erfc(abs(z) / math.sqrt(2.0))
    if n < FEWEST:
        return MannKendall(s, z, p, TOO_SHORT)
    trend = NONE if p >= alpha else RISING if s > 0 else FALLING
    return MannKendall(s, z, p, trend)


def _pairs_term(n: int) -> float:
    return n * (n - 1) * (2 * n + 5)


def _exact_p(s: int, ties: Sequence[int]) -> float:
    """P(|S'| ≥ |s|) over all orders of values with these ties; S' = pairs − 2 × falling pairs."""
    counts = _falling_pair_counts(ties)
    pairs = len(counts) - 1
    hits = sum(count for falling, count in enumerate(counts) if abs(pairs - 2 * falling) >= abs(s))
    return hits / sum(counts)


def _falling_pair_counts(ties: Sequence[int]) -> list[int]:
    """Number of distinct orders by their number of falling pairs: [n]!/([t₁]! [t₂]! …) in powers of q."""
    counts = [1]
    placed = 0
    for size in ties:
        for k in range(1, size + 1):
            # times (1 − q^(placed+k)) / (1 − q^k)
            counts = _divided(_multiplied(counts, placed + k), k)
        placed += size
    return counts


def _multiplied(counts: list[int], power: int) -> list[int]:
    """Times 1 − q^power."""
    out = [*counts, *([0] * power)]
    for i, count in enumerate(counts):
        out[i + power] -= count
    return out


def _divided(counts: list[int], power: int) -> list[int]:
    """By 1 − q^power, which divides without rest."""
    out = counts[: len(counts) - power]
    for i in range(power, len(out)):
        out[i] += out[i - power]
    return out


@dataclass(frozen=True)
class TrendTest:
    """What the last years say.

    Attributes:
        code: ``rising``, ``plateau``, ``peaked``, ``falling``, ``unclear`` or ``too_short``.
        first_year: first year looked at.
        last_year: last year looked at.
        peak_year: year of the largest value among them, the last where several are equal.
        kendall: test over all of them.
        slope: median of the slopes of all pairs (Theil–Sen), units of the values per year; NaN below two values.
    """

    code: str
    first_year: int
    last_year: int
    peak_year: int
    kendall: MannKendall
    slope: float


def recent_trend(
    years: Sequence[int] | np.ndarray, values: Sequence[float] | np.ndarray, last: int = 10
) -> TrendTest:
    """Judge the last years of a series.

    Args:
        years: n ascending years.
        values: n finite values.
        last: how many of the last values to look at.

    Returns:
        ``peaked`` where the values from the largest on are at least five and fall significantly, and ``falling``
        where that is so from the first value looked at; ``rising`` and ``falling`` also by the test over all of them;
        without a significant trend ``plateau`` where every value lies within 10 % of the median, else ``unclear``,
        since a trend that is not proved is no plateau.

    Raises:
        ValueError: there is no value, or the lengths differ.
    """
    year = np.asarray(years, dtype="i8")[-last:]
    x = np.asarray(values, dtype=float)[-last:]
    if not len(x) or len(year) != len(x):
        raise ValueError("lengths")
    kendall = mann_kendall(x)
    peak = len(x) - 1 - int(np.argmax(x[::-1]))
    test = TrendTest(
        _code(x, peak, kendall), int(year[0]), int(year[-1]), int(year[peak]), kendall, _slope(year, x)
    )
    return test


def _code(x: np.ndarray, peak: int, kendall: MannKendall) -> str:
    if kendall.trend == TOO_SHORT:
        return TOO_SHORT
    if mann_kendall(x[peak:]).trend == FALLING:
        return FALLING if peak == 0 else PEAKED
    if kendall.trend != NONE:
        return kendall.trend
    median = float(np.median(x))
    return PLATEAU if (np.abs(x - median) <= PLATEAU_WIDTH * abs(median)).all() else UNCLEAR


def _slope(years: np.ndarray, values: np.ndarray) -> float:
    first, second = np.triu_indices(len(years), 1)
    if not len(first):
        return math.nan
    return float(np.median((values[second] - values[first]) / (years[second] - years[first])))
