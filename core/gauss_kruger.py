# SPDX-License-Identifier: GPL-2.0-or-later
"""Inverse Gauss–Krüger (transverse Mercator) for whole coordinate arrays.

The national 3° and 6° zones, by Krüger's series in the third flattening n to order n⁶ (C. F. F. Karney,
Transverse Mercator with an accuracy of a few nanometers, J. Geodesy 85, 2011, eq. 36 for β; J. P. Snyder,
USGS PP 1395, for the way, and the series of the latitude in the conformal latitude). Within 3900 km of the
central meridian the series is exact to 5e-9 m; near it what is seen is the rounding of degrees held as
float64.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .ellipsoid_area import INVERSE_FLATTENING, SEMI_MAJOR_M

# The grid's domain on the rectifying sphere, radians: the poles, and the reach of the series.
_LARGEST_XI = 0.5 * np.pi
_LARGEST_ETA = 0.6

# Points worked on at once: the twenty arrays of one block then stay in the processor's cache.
_BLOCK = 16384


@dataclass(frozen=True)
class TransverseMercator:
    """One transverse Mercator grid whose latitude of origin is the equator.

    Attributes:
        central_meridian_deg: longitude of the central meridian, degrees.
        false_easting_m: easting of the central meridian, with zone prefix where the grid has one (40500000).
        false_northing_m: northing of the equator.
        scale: scale on the central meridian (1 for Gauss–Krüger, 0.9996 for UTM).
        semi_major_m: equatorial radius of the ellipsoid.
        inverse_flattening: 1/f of the ellipsoid.
    """

    central_meridian_deg: float
    false_easting_m: float
    false_northing_m: float = 0.0
    scale: float = 1.0
    semi_major_m: float = SEMI_MAJOR_M
    inverse_flattening: float = INVERSE_FLATTENING
    _radius_m: float = field(init=False, repr=False, compare=False)
    _beta: tuple[float, ...] = field(init=False, repr=False, compare=False)
    _delta: tuple[float, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        n = 1.0 / (2.0 * self.inverse_flattening - 1.0)
        rectifying = self.semi_major_m / (1.0 + n) * (1.0 + n**2 / 4 + n**4 / 64 + n**6 / 256)
        object.__setattr__(self, "_radius_m", rectifying * self.scale)
        object.__setattr__(self, "_beta", _beta(n))
        object.__setattr__(self, "_delta", _delta(n))

    def to_geographic(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Turns grid coordinates into longitude and latitude on the grid's own datum.

        Args:
            x: float64[v], eastings in metres, in the order of axes QGIS uses (x east).
            y: float64[v], northings in metres.

        Returns:
            ``(lon_deg, lat_deg)``, float64[v] each; NaN for points that are no place of this grid (beyond a
            pole or some 3800 km from the central meridian: a missing zone prefix, another grid, NaN), never
            an exception.
        """
        x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        lon, lat = np.empty_like(x), np.empty_like(y)
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            for begin in range(0, x.size, _BLOCK):
                block = slice(begin, begin + _BLOCK)
                lon[block], lat[block] = self._block_to_geographic(x[block], y[block])
        return lon, lat

    def _block_to_geographic(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        xi = (y - self.false_northing_m) * (1.0 / self._radius_m)
        eta = (x - self.false_easting_m) * (1.0 / self._radius_m)
        _blank_outside(xi, eta)
        sin_xi, cos_xi, sinh_eta = _on_sphere(xi, eta, self._beta)
        lon = np.arctan(sinh_eta / cos_xi)
        tan_chi = sin_xi / np.sqrt(cos_xi * cos_xi + sinh_eta * sinh_eta)
        lat = _latitude(tan_chi, self._delta)
        lon *= 180.0 / np.pi
        lon += self.central_meridian_deg
        lat *= 180.0 / np.pi
        return lon, lat


def _blank_outside(xi: np.ndarray, eta: np.ndarray) -> None:
    """Writes NaN where a point is none of the grid's: a wrong grid must not pass for a place on earth."""
    if xi.size and not (np.abs(xi).max() <= _LARGEST_XI and np.abs(eta).max() <= _LARGEST_ETA):
        eta[~((np.abs(xi) <= _LARGEST_XI) & (np.abs(eta) <= _LARGEST_ETA))] = np.nan


def _on_sphere(
    xi: np.ndarray, eta: np.ndarray, beta: tuple[float, ...]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """sin ξ', cos ξ' and sinh η' of ζ' = ζ − Σ βj sin 2jζ, where ζ = ξ + iη lies on the rectifying sphere.

    Clenshaw's recurrence is written out in real numbers, which is quicker than complex ones. The correction
    is below 2e-3, so that its own sine and cosine are short polynomials: with the addition theorems that
    leaves three slow functions where seven would be called.
    """
    sin, cos = np.sin(xi), np.cos(xi)
    growth = np.exp(eta)
    decay = 1.0 / growth
    sinh, cosh = 0.5 * (growth - decay), 0.5 * (growth + decay)
    sin_2, cos_2 = 2.0 * sin * cos, 1.0 - 2.0 * sin * sin
    sinh_2, cosh_2 = 2.0 * sinh * cosh, 1.0 + 2.0 * sinh * sinh
    # 2 cos 2ζ.
    twice_re, twice_im = 2.0 * cos_2 * cosh_2, -2.0 * sin_2 * sinh_2
    re, im = twice_re * beta[-1] + beta[-2], twice_im * beta[-1]
    before_re: np.ndarray | float = beta[-1]
    before_im: np.ndarray | float = 0.0
    for coefficient in beta[-3::-1]:
        next_re = twice_re * re
        next_re -= twice_im * im
        next_re -= before_re
        next_re += coefficient
        next_im = twice_re * im
        next_im += twice_im * re
        next_im -= before_im
        before_re, before_im, re, im = re, im, next_re, next_im
    # sin 2ζ.
    sine_re, sine_im = sin_2 * cosh_2, cos_2 * sinh_2
    shift_xi, shift_eta = sine_re * re - sine_im * im, sine_re * im + sine_im * re
    square = shift_xi * shift_xi
    sin_shift = shift_xi * (1.0 - square * (1.0 / 6.0))
    cos_shift = 1.0 - square * (0.5 - square * (1.0 / 24.0))
    square = shift_eta * shift_eta
    sinh_shift = shift_eta * (1.0 + square * (1.0 / 6.0))
    cosh_shift = 1.0 + square * (0.5 + square * (1.0 / 24.0))
    return (
        sin * cos_shift - cos * sin_shift,
        cos * cos_shift + sin * sin_shift,
        sinh * cosh_shift - cosh * sinh_shift,
    )


def _latitude(tan_chi: np.ndarray, delta: tuple[float, ...]) -> np.ndarray:
    """B = χ + Σ δj sin 2jχ from the tangent of the conformal latitude χ, radians."""
    square = tan_chi * tan_chi
    share = 1.0 / (1.0 + square)
    sin, twice_cos = 2.0 * tan_chi * share, 2.0 * (1.0 - square) * share
    total, before = np.full_like(tan_chi, delta[-1]), np.zeros_like(tan_chi)
    for coefficient in delta[-2::-1]:
        total, before = twice_cos * total - before + coefficient, total
    total *= sin
    total += np.arctan(tan_chi)
    return total


def _beta(n: float) -> tuple[float, ...]:
    """Coefficients from the rectifying to the conformal sphere."""
    return (
        n / 2 - 2 / 3 * n**2 + 37 / 96 * n**3 - n**4 / 360 - 81 / 512 * n**5 + 96199 / 604800 * n**6,
        n**2 / 48 + n**3 / 15 - 437 / 1440 * n**4 + 46 / 105 * n**5 - 1118711 / 3870720 * n**6,
        17 / 480 * n**3 - 37 / 840 * n**4 - 209 / 4480 * n**5 + 5569 / 90720 * n**6,
        4397 / 161280 * n**4 - 11 / 504 * n**5 - 830251 / 7257600 * n**6,
        4583 / 161280 * n**5 - 108847 / 3991680 * n**6,
        20648693 / 638668800 * n**6,
    )


def _delta(n: float) -> tuple[float, ...]:
    """Coefficients from the conformal to the geographic latitude."""
    return (
        2 * n - 2 / 3 * n**2 - 2 * n**3 + 116 / 45 * n**4 + 26 / 45 * n**5 - 2854 / 675 * n**6,
        7 / 3 * n**2 - 8 / 5 * n**3 - 227 / 45 * n**4 + 2704 / 315 * n**5 + 2323 / 945 * n**6,
        56 / 15 * n**3 - 136 / 35 * n**4 - 1262 / 105 * n**5 + 73814 / 2835 * n**6,
        4279 / 630 * n**4 - 332 / 35 * n**5 - 399572 / 14175 * n**6,
        4174 / 315 * n**5 - 144838 / 6237 * n**6,
        601676 / 22275 * n**6,
    )
