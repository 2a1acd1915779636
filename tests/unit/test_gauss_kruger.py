# SPDX-License-Identifier: GPL-2.0-or-later
"""Inverse Gauss–Krüger against the projection's definition, worked out to thirty digits."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from tanheng.core.ellipsoid_area import INVERSE_FLATTENING, SEMI_MAJOR_M
from tanheng.core.gauss_kruger import TransverseMercator

DEGREE_M = 111320.0


def exact_grid(
    lon_deg: float, lat_deg: float, a: float = SEMI_MAJOR_M, rf: float = INVERSE_FLATTENING
) -> tuple[mpmath.mpf, mpmath.mpf]:
    """Easting and northing from the definition, by no series.

    The projection is conformal and true along its meridian: the complex latitude whose isometric latitude is
    psi(B) + i L, put into the meridian's arc length.
    """
    with mpmath.workdps(30):
        f = 1 / mpmath.mpf(rf)
        e2 = f * (2 - f)
        e = mpmath.sqrt(e2)

        def isometric(b):
            return mpmath.atanh(mpmath.sin(b)) - e * mpmath.atanh(e * mpmath.sin(b))

        b, lam = mpmath.radians(mpmath.mpf(lat_deg)), mpmath.radians(mpmath.mpf(lon_deg))
        goal = isometric(b) + mpmath.mpc(0, 1) * lam
        complex_b = mpmath.findroot(lambda z: isometric(z) - goal, mpmath.asin(mpmath.tanh(goal)))
        s, c = mpmath.sin(complex_b), mpmath.cos(complex_b)
        arc = a * (mpmath.ellipe(complex_b, e2) - e2 * s * c / mpmath.sqrt(1 - e2 * s * s))
        return arc.imag, arc.real


def differences_m(grid: TransverseMercator, lon: list[float], lat: list[float]) -> np.ndarray:
    """Distance in metres between to_geographic(definition(lon, lat)) and (lon, lat)."""
    exact = [exact_grid(l_, b, grid.semi_major_m, grid.inverse_flattening) for l_, b in zip(lon, lat)]
    x = np.array([float(e * grid.scale + grid.false_easting_m) for e, _ in exact])
    y = np.array([float(n * grid.scale + grid.false_northing_m) for _, n in exact])
    found_lon, found_lat = grid.to_geographic(x, y)
    east = (found_lon - grid.central_meridian_deg - lon) * np.cos(np.radians(lat))
    return np.hypot(east, found_lat - lat) * DEGREE_M


@pytest.mark.parametrize(("reach_deg", "largest_m"), [(3.0, 4e-9), (6.0, 4e-9), (20.0, 4e-9)])
def test_against_the_definition(reach_deg, largest_m):
    """Largest distance seen: 1.9e-9 m, which is the rounding of degrees held as float64."""
    rng = np.random.default_rng(int(reach_deg))
    lon = rng.uniform(-reach_deg, reach_deg, 60).tolist()
    lat = rng.uniform(-60, 60, 60).tolist()
    assert differences_m(TransverseMercator(105.0, 500000.0), lon, lat).max() < largest_m


def test_zone_prefix_scale_northing_and_ellipsoid():
    lon, lat = [-1.4, 0.0, 0.3, 1.5], [20.0, 37.1, 45.0, 53.0]
    # An easting of eight digits is itself rounded to 7e-9 m.
    assert differences_m(TransverseMercator(105.0, 35500000.0), lon, lat).max() < 1e-8
    # UTM, and Xian 1980 with an invented northing.
    assert (
        differences_m(
            TransverseMercator(123.0, 500000.0, 0.0, 0.9996, 6378137.0, 298.257223563), lon, lat
        ).max()
        < 4e-9
    )
    assert (
        differences_m(TransverseMercator(120.0, 500000.0, -3e6, 1.0, 6378140.0, 298.257), lon, lat).max()
        < 4e-9
    )


def test_known_points():
    # Worked out by the definition above, in CGCS2000 zone 35; agrees with PROJ's EPSG:4523 to the last digit.
    points = [
        (35500000.0, 0.0),
        (35500000.0, 4096510.974734482),
        (35633521.752345413, 4097562.962304476),
        (35397100.030669779, 2489510.973868518),
    ]
    expected = [(105.0, 0.0), (105.0, 37.0), (106.5, 37.0), (104.0, 22.5)]
    x, y = zip(*points)
    lon, lat = TransverseMercator(105.0, 35500000.0).to_geographic(np.array(x), np.array(y))
    assert lon == pytest.approx([e[0] for e in expected], abs=1e-12)
    assert lat == pytest.approx([e[1] for e in expected], abs=1e-12)


def test_what_is_no_place_of_the_grid_is_nan():
    grid = TransverseMercator(105.0, 35500000.0)
    x = np.array([500000.0, 35500000.0, 35500000.0, np.nan, np.inf, 1e300, 105.2, 35600000.0])
    y = np.array([4e6, 1.1e7, -1.1e7, 4e6, 4e6, 4e6, 37.0, 4e6])
    lon, lat = grid.to_geographic(x, y)
    assert (np.isnan(lon) | np.isnan(lat)).tolist() == [True] * 7 + [False]


def test_every_size_of_array():
    grid = TransverseMercator(123.0, 40500000.0)
    x = 40500000.0 + np.linspace(-1e5, 1e5, 40000)
    y = np.linspace(2e6, 5e6, 40000)
    before = x.copy(), y.copy()
    lon, lat = grid.to_geographic(x, y)
    assert (x == before[0]).all() and (y == before[1]).all()
    for at in (0, 16383, 16384, 39999):
        one_lon, one_lat = grid.to_geographic(x[at : at + 1], y[at : at + 1])
        assert (one_lon[0], one_lat[0]) == (lon[at], lat[at])
    assert grid.to_geographic(x[:0], y[:0])[0].size == 0
