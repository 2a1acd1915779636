# SPDX-License-Identifier: GPL-2.0-or-later
"""Uncertainty of sums of products: error propagation (IPCC approach 1) and Monte Carlo (approach 2).

IPCC 2006 Guidelines, Vol. 1, Ch. 3. Uncertainties are half of the 95 % interval, in percent. An uncertain input has
an id, and one id is one random variable wherever it is used: classes that share a published coefficient, years,
sectors, base and plan rise and fall together. Approach 1 first adds what one input does to all terms and then adds
the inputs in squares; the sum and product rules of the guideline are the two special cases of that.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

#: Half of a 95 % interval in standard deviations of the normal distribution.
Z95 = 1.959963984540054
DISTRIBUTIONS = ("normal", "lognormal", "triangular", "uniform")
#: Percent above which approach 1 is not to be relied on (large uncertainties are not normal).
APPROACH_1_LIMIT = 30.0
SAMPLES = 10000

Samples = Mapping[str, np.ndarray]
Model = Callable[[Samples], Mapping[str, np.ndarray]]


@dataclass(frozen=True)
class UncertainInput:
    """One random variable.

    Attributes:
        id: key.
        central: value that the reported figures use.
        distribution: ``normal`` and ``lognormal`` take low and high as the ends of the 95 % interval (a normal one
            lies around ``central`` with the width of the interval, a lognormal one has just these quantiles);
            ``triangular`` (mode ``central``) and ``uniform`` as the ends of what is possible.
        low: lower end.
        high: upper end.
        minimum: least value that is physically possible; a normal distribution is cut off there.

    Raises:
        ValueError: the distribution is unknown, or its ends do not fit it.
    """

    id: str
    central: float
    distribution: str
    low: float
    high: float
    minimum: float = -math.inf

    def __post_init__(self) -> None:
        fits = self.low <= self.high and all(map(math.isfinite, (self.central, self.low, self.high)))
        if self.distribution == "triangular":
            fits = fits and self.low <= self.central <= self.high
        elif self.distribution == "lognormal":
            fits = fits and self.low > 0.0
        elif self.distribution == "normal":
            fits = fits and self.central >= self.minimum
        if not fits or self.distribution not in DISTRIBUTIONS:
            raise ValueError(f"{self.id}: {self.distribution} {self.low} {self.central} {self.high}")

    @property
    def sd(self) -> float:
        """Standard deviation, without truncation."""
        low, mode, high = self.low, self.central, self.high
        if self.distribution == "uniform":
            return (high - low) / math.sqrt(12.0)
        if self.distribution == "triangular":
            squares = low * low + mode * mode + high * high - low * mode - low * high - mode * high
            return math.sqrt(max(squares, 0.0) / 18.0)
        if self.distribution == "lognormal":
            mu, sigma = self._log_moments()
            return math.sqrt(math.expm1(sigma * sigma)) * math.exp(mu + sigma * sigma / 2.0)
        return (high - low) / (2.0 * Z95)

    @property
    def half_width_pct(self) -> float:
        """1.96 standard deviations in percent of the central value; 0 for a central value of 0."""
        return 100.0 * Z95 * self.sd / abs(self.central) if self.central else 0.0

    def _log_moments(self) -> tuple[float, float]:
        low, high = math.log(self.low), math.log(self.high)
        return (low + high) / 2.0, (high - low) / (2.0 * Z95)

    def sample(self, seed: int, size: int) -> np.ndarray:
        """Draw values.

        The draws depend on the seed and the id alone: another input more or less does not change them.

        Returns:
            float64[size].
        """
        words = np.frombuffer(hashlib.sha256(self.id.encode()).digest(), dtype="<u4")
        rng = np.random.default_rng([seed, *(int(word) for word in words)])
        if self.low == self.high:
            return np.full(size, self.central)
        if self.distribution == "uniform":
            return rng.uniform(self.low, self.high, size)
        if self.distribution == "triangular":
            return rng.triangular(self.low, self.central, self.high, size)
        if self.distribution == "lognormal":
            return rng.lognormal(*self._log_moments(), size)
        drawn = rng.normal(self.central, self.sd, size)
        outside = drawn < self.minimum
        while outside.any():  # at least half of the draws lie above the central value, so this ends
            drawn[outside] = rng.normal(self.central, self.sd, int(outside.sum()))
            outside = drawn < self.minimum
        return drawn


def percent_input(
    key: str, central: float, half_width_pct: float, distribution: str = "normal", minimum: float = 0.0
) -> UncertainInput:
    """An input with a half-width in percent.

    A lognormal one has the 95 % interval from central / (1 + U) to central × (1 + U), so that its median is the
    central value and no draw is negative.
    """
    part = half_width_pct / 100.0
    if distribution == "lognormal" and central > 0.0:
        return UncertainInput(key, central, distribution, central / (1.0 + part), central * (1.0 + part))
    low, high = sorted((central * (1.0 - part), central * (1.0 + part)))
    return UncertainInput(key, central, distribution, low, high, min(minimum, central))


@dataclass(frozen=True)
class Term:
    """A product in a sum.

    Attributes:
        value: at the central values of its inputs; signed.
        inputs: ids of its uncertain factors.
    """

    value: float
    inputs: tuple[str, ...]


@dataclass(frozen=True)
class Contribution:
    """How much of the variance of an output comes from one input.

    Attributes:
        input: id.
        share: part of the variance that the inputs explain, 0 to 1; all inputs of an output add up to 1.
    """

    input: str
    share: float


@dataclass(frozen=True)
class Propagated:
    """Result of approach 1.

    Attributes:
        value: sum of the terms.
        half_width: half of the 95 % interval, in the unit of the value.
        contributions: by falling share; the share is the input's part of the variance.
        large: an input or the sum is more uncertain than approach 1 is made for.
    """

    value: float
    half_width: float
    contributions: tuple[Contribution, ...]
    large: bool

    @property
    def half_width_pct(self) -> float:
        """Half-width in percent of the value; infinite for a value of 0."""
        return 100.0 * self.half_width / abs(self.value) if self.value else math.inf

    @property
    def low(self) -> float:
        """Lower end of the 95 % interval."""
        return self.value - self.half_width

    @property
    def high(self) -> float:
        """Upper end of the 95 % interval."""
        return self.value + self.half_width


def combined_product_pct(half_widths_pct: Iterable[float]) -> float:
    """Half-width of a product of independent factors, percent: √ΣUᵢ²."""
    return math.sqrt(math.fsum(u * u for u in half_widths_pct))


def combined_sum_pct(values: Sequence[float], half_widths_pct: Sequence[float]) -> float:
    """Half-width of a sum of independent terms, percent: √Σ(Uᵢxᵢ)² / |Σxᵢ|; infinite for a sum of 0."""
    total = abs(math.fsum(values))
    spread = math.sqrt(math.fsum((x * u) ** 2 for x, u in zip(values, half_widths_pct)))
    return spread / total if total else math.inf


def approach_1(terms: Sequence[Term], inputs: Mapping[str, UncertainInput]) -> Propagated:
    """Propagate the uncertainty of the inputs to a sum of products, to first order.

    Raises:
        KeyError: a term names an input that is not given.
    """
    effect: dict[str, float] = {}
    for term in terms:
        for key in term.inputs:
            effect[key] = effect.get(key, 0.0) + term.value * inputs[key].half_width_pct / 100.0
    squares = {key: e * e for key, e in effect.items()}
    whole = math.fsum(squares.values())
    value = math.fsum(term.value for term in terms)
    half_width = math.sqrt(whole)
    used = [inputs[key].half_width_pct for key in effect]
    large = max(used, default=0.0) > APPROACH_1_LIMIT or half_width > APPROACH_1_LIMIT / 100.0 * abs(value)
    return Propagated(value, half_width, _ranked(squares), large)


@dataclass(frozen=True)
class Interval:
    """An output of Monte Carlo.

    Attributes:
        central: at the central values of all inputs: the reported figure.
        mean: mean of the samples.
        median: median of the samples.
        low: 2.5 % quantile.
        high: 97.5 % quantile.
        sd: standard deviation of the samples.
        contributions: by falling share. The share is the squared correlation of the input's samples with the
            output's over the sum of these squares: for a sum of independent inputs the part of the variance, with
            a sampling error of about 1/√samples.
    """

    central: float
    mean: float
    median: float
    low: float
    high: float
    sd: float
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True)
class MonteCarlo:
    """Intervals of all outputs of a model.

    Attributes:
        outputs: by name.
        samples: number of draws.
        seed: the seed; with it the figures come out the same.
    """

    outputs: dict[str, Interval]
    samples: int
    seed: int


def monte_carlo(
    inputs: Mapping[str, UncertainInput], model: Model, samples: int = SAMPLES, seed: int = 1
) -> MonteCarlo:
    """Draw all inputs and evaluate a model on them.

    Args:
        inputs: by id.
        model: takes float64[n] by input id and gives float64[n] by output name; it is also called with n = 1 at the
            central values.
        samples: number of draws, at least 100.
        seed: 0 or more.

    Raises:
        ValueError: too few samples for a 95 % interval, or a negative seed.
    """
    if samples < 100 or seed < 0:
        raise ValueError(f"{samples} samples, seed {seed}")
    drawn = {key: one.sample(seed, samples) for key, one in inputs.items()}
    central = model({key: np.array([one.central]) for key, one in inputs.items()})
    results = model(drawn)
    return MonteCarlo(
        {name: _interval(float(central[name][0]), values, drawn) for name, values in results.items()},
        samples,
        seed,
    )


def _interval(central: float, values: np.ndarray, drawn: Samples) -> Interval:
    low, median, high = np.quantile(values, (0.025, 0.5, 0.975))
    squares = {key: _squared_correlation(sample, values) for key, sample in drawn.items()}
    return Interval(
        central,
        float(values.mean()),
        float(median),
        float(low),
        float(high),
        float(values.std(ddof=1)),
        _ranked(squares),
    )


def _squared_correlation(x: np.ndarray, y: np.ndarray) -> float:
    dx, dy = x - x.mean(), y - y.mean()
    scale = float(dx @ dx) * float(dy @ dy)
    return float(dx @ dy) ** 2 / scale if scale > 0.0 else 0.0


def _ranked(squares: Mapping[str, float]) -> tuple[Contribution, ...]:
    whole = math.fsum(squares.values())
    ranked = sorted(squares, key=lambda key: (-squares[key], key))
    return tuple(Contribution(key, squares[key] / whole if whole else 0.0) for key in ranked)


def sum_model(outputs: Mapping[str, Sequence[Term]], inputs: Mapping[str, UncertainInput]) -> Model:
    """A model whose outputs are sums of products: value × Π input / central."""

    def evaluate(samples: Samples) -> dict[str, np.ndarray]:
        return {name: evaluate_terms(terms, inputs, samples) for name, terms in outputs.items()}

    return evaluate


def evaluate_terms(
    terms: Sequence[Term], inputs: Mapping[str, UncertainInput], samples: Samples
) -> np.ndarray:
    """Sum of the terms at sampled inputs, float64[n]."""
    total = np.zeros(sample_count(samples))
    for term in terms:
        factor = np.full(len(total), term.value)
        for key in term.inputs:
            if inputs[key].central:
                factor *= samples[key] / inputs[key].central
        total += factor
    return total


def sample_count(samples: Samples) -> int:
    """Number of draws; 1 where nothing is uncertain."""
    return len(next(iter(samples.values()), (0.0,)))
