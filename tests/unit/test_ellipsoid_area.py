# SPDX-License-Identifier: GPL-2.0-or-later
"""The ellipsoidal ring area against the published vectors, the published series and forty digits."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tanheng.core import ellipsoid_area
from tanheng.core.ellipsoid_area import official_series_area_m2, ring_areas_m2

# Expected areas worked out from the official formula in double precision with a far reference meridian. The
# closed form gives 987766.6932963 and 9813951873.468164, since the published series ends at e to the eighth.
CELL_001 = ([122, 122.01, 122.01, 122, 122], [37, 37, 37.01, 37.01, 37], 987766.693296)
CELL_1 = ([122, 123, 123, 122, 122], [37, 37, 38, 38, 37], 9813951873.4626)
TRIANGLE = ([122, 122.01, 122.004, 122], [37, 37.002, 37.01, 37], 454370.635598)


def one_ring(lon, lat) -> float:
    lon, lat = np.array(lon, dtype=np.float64), np.array(lat, dtype=np.float64)
    return float(ring_areas_m2(lon, lat, np.array([0]), np.array([lon.size]))[0])


def exact_area_m2(lon, lat) -> mpmath.mpf:
    """The shoelace on (L, Q(B)) with Q in closed form, to 40 digits."""
    with mpmath.workdps(40):
        f = 1 / mpmath.mpf("298.257222101")
        b, e2 = mpmath.mpf(6378137) * (1 - f), f * (2 - f)
        e = mpmath.sqrt(e2)
        sines = [mpmath.sin(mpmath.mpf(float(v)) * mpmath.pi / 180) for v in lat]
        q = [b * b / 2 * (s / (1 - e2 * s * s) + mpmath.atanh(e * s) / e) for s in sines]
        x = [mpmath.mpf(float(v)) * mpmath.pi / 180 for v in lon]
        return sum((x[i] + x[i - 1]) / 2 * (q[i] - q[i - 1]) for i in range(len(x)))


def star(rng: np.random.Generator, size_m: float, lon0: float, lat0: float) -> tuple[np.ndarray, np.ndarray]:
    corners = int(rng.integers(5, 40))
    angle = (np.arange(corners) + 0.8 * rng.random(corners)) * (2 * math.pi / corners)
    radius = size_m / 2 * (0.6 + 0.4 * rng.random(corners)) / 111000.0
    lon = lon0 + radius * np.cos(angle) / math.cos(math.radians(lat0))
    lat = lat0 + radius * np.sin(angle)
    return np.append(lon, lon[0]), np.append(lat, lat[0])


def test_constants():
    assert ellipsoid_area.SEMI_MAJOR_M == 6378137.0
    assert pytest.approx(6356752.3141403561, abs=1e-9) == ellipsoid_area.SEMI_MINOR_M
    assert pytest.approx(0.006694380022901, abs=1e-15) == ellipsoid_area.ECCENTRICITY_SQUARED


@pytest.mark.parametrize(
    ("lon", "lat", "expected", "kernel_tolerance"),
    [
        (*CELL_001, 1e-4),
        (*TRIANGLE, 1e-4),
        (*CELL_1, 0.01),
    ],
)
def test_published_vectors(lon, lat, expected, kernel_tolerance):
    # The kernel is the closed form: on the cell of one degree the series' own end makes 0.0056 m2.
    assert one_ring(lon, lat) == pytest.approx(expected, abs=kernel_tolerance)
    for meridian in (0.0, 60.0, 120.0, 122.005):
        tolerance = 1e-4 if expected < 1e9 else 2e-3
        assert official_series_area_m2(lon, lat, meridian) == pytest.approx(expected, abs=tolerance)


def test_closed_form_of_the_vectors():
    # Forty digits say 987766.69329625780, 9813951873.4681641657 and 454370.63559890958709.
    assert one_ring(*CELL_001[:2]) == pytest.approx(987766.69329625780, rel=1e-14)
    assert one_ring(*CELL_1[:2]) == pytest.approx(9813951873.4681641657, rel=1e-14)
    # The same from the northern end.
    assert one_ring(CELL_1[0][2:] + [123, 123], CELL_1[1][2:] + [37, 38]) == pytest.approx(
        9813951873.4681641657, rel=1e-14
    )
    assert one_ring(*TRIANGLE[:2]) == pytest.approx(454370.63559890958709, rel=1e-14)


def test_direction_gives_the_sign():
    lon, lat, expected = TRIANGLE
    assert one_ring(lon[::-1], lat[::-1]) == pytest.approx(-expected, abs=1e-4)
    assert official_series_area_m2(lon[::-1], lat[::-1]) == pytest.approx(-expected, abs=1e-4)


@pytest.mark.parametrize(("size_m", "largest"), [(50, 1e-15), (1000, 1e-15), (5000, 1e-15), (60000, 1e-15)])
def test_against_forty_digits(size_m, largest):
    """Largest relative difference seen in 150 polygons of each size, 3 to 54 degrees north: 4.4e-16."""
    rng = np.random.default_rng(size_m)
    rings = [star(rng, size_m, rng.uniform(73, 135), rng.uniform(3, 54)) for _ in range(40)]
    counts = np.array([lon.size for lon, _ in rings])
    areas = ring_areas_m2(
        np.concatenate([lon for lon, _ in rings]),
        np.concatenate([lat for _, lat in rings]),
        np.cumsum(counts) - counts,
        counts,
    )
    with mpmath.workdps(40):
        worst = max(float(abs(mpmath.mpf(a) / exact_area_m2(*r) - 1)) for a, r in zip(areas.tolist(), rings))
    assert worst < largest


@pytest.mark.parametrize(("lat0", "missing_terms"), [(4, 1e-15), (20, 3e-15), (37, 6e-13), (53, 1e-11)])
def test_the_published_series_and_the_closed_form_are_one_definition(lat0, missing_terms):
    """They differ by what the series leaves out behind e to the eighth, and by rounding."""
    wide = [120, 124, 123, 120], [lat0 - 2, lat0 - 1, lat0 + 2, lat0 - 2]
    assert official_series_area_m2(*wide, 122.0) == pytest.approx(one_ring(*wide), rel=missing_terms + 1e-15)
    # On a parcel the series subtracts large numbers, even from a meridian at hand.
    lon, lat = star(np.random.default_rng(lat0), 500, 121.0, lat0)
    assert official_series_area_m2(lon, lat, lon[0]) == pytest.approx(one_ring(lon, lat), rel=1e-10)


def test_the_polynomial_meets_the_closed_form_where_one_gives_way_to_the_other():
    reach = ellipsoid_area._TAYLOR_REACH_DEG
    for lat in (3.0, 37.0, 54.0):
        # A little more and a little less than the reach: nothing but the strip between may lie between the
        # areas.
        areas = []
        for height in (reach * (1 - 1e-9), reach * (1 + 1e-9)):
            lon_, lat_ = [100, 101, 101, 100, 100], [lat, lat, lat + height, lat + height, lat]
            areas.append(one_ring(lon_, lat_))
            assert areas[-1] == pytest.approx(float(exact_area_m2(lon_, lat_)), rel=1e-15)
        assert areas[1] > areas[0]


def test_the_whole_ellipsoid():
    # Eight triangles of the series' full latitude range: the surface of the ellipsoid from its closed form.
    e2 = ellipsoid_area.ECCENTRICITY_SQUARED
    e = math.sqrt(e2)
    a, b = ellipsoid_area.SEMI_MAJOR_M, ellipsoid_area.SEMI_MINOR_M
    surface = 2 * math.pi * (a * a + b * b * math.atanh(e) / e)
    belt = one_ring([-180, 180, 180, -180, -180], [-90, -90, 90, 90, -90])
    assert belt == pytest.approx(surface, rel=1e-14)


def test_open_rings_are_closed():
    for lon, lat, expected in (CELL_001, TRIANGLE):
        assert one_ring(lon[:-1], lat[:-1]) == one_ring(lon, lat)
        assert official_series_area_m2(lon[:-1], lat[:-1]) == pytest.approx(expected, abs=1e-4)


def test_a_ring_does_not_feel_its_neighbours():
    rng = np.random.default_rng(3)
    rings = [star(rng, size, 121, 37) for size in (3, 50, 1000, 60000, 200, 8)]
    counts = np.array([lon.size for lon, _ in rings])
    together = ring_areas_m2(
        np.concatenate([lon for lon, _ in rings]),
        np.concatenate([lat for _, lat in rings]),
        np.cumsum(counts) - counts,
        counts,
    )
    assert together.tolist() == [one_ring(*ring) for ring in rings]


def test_degenerate_rings_have_no_area():
    assert one_ring([122], [37]) == 0.0
    assert one_ring([122, 123, 122], [37, 38, 37]) == 0.0
    assert one_ring([122, 123, 124, 122], [37, 37, 37, 37]) == 0.0
    assert ring_areas_m2(np.zeros(0), np.zeros(0), np.zeros(0, int), np.zeros(0, int)).size == 0


@pytest.mark.parametrize(
    ("starts", "counts"), [([0], [3]), ([1], [3]), ([0, 2], [3, 1]), ([0, 4], [4, 0]), ([0], [5])]
)
def test_rings_must_fill_the_arrays(starts, counts):
    with pytest.raises(ValueError):
        ring_areas_m2(np.zeros(4), np.zeros(4), np.array(starts), np.array(counts))


# Degrees on a binary grid, so that a shift by whole degrees is exact and must not change a bit.
GRID = 2.0**-22
OFFSETS = st.lists(st.tuples(st.integers(0, 1 << 18), st.integers(0, 1 << 18)), min_size=3, max_size=30)


@settings(max_examples=150, deadline=None)
@given(OFFSETS, st.integers(3, 53), st.integers(1, 29), st.integers(-30, 30))
def test_invariance(offsets, lat0, turn, east):
    lon = np.array([96 + GRID * x for x, _ in offsets])
    lat = np.array([lat0 + GRID * y for _, y in offsets])
    area = one_ring(lon, lat)
    # Rounding is relative to what the ring spans, which a bow-tie may almost cancel.
    span = np.ptp(lon) * np.ptp(lat) * 111e3**2
    tolerance = 1e-14 * len(offsets) * span + 1e-9
    assert one_ring(lon + east, lat) == area
    assert one_ring(lon[::-1], lat[::-1]) == pytest.approx(-area, abs=tolerance, rel=0)
    turn %= len(offsets)
    assert one_ring(np.roll(lon, turn), np.roll(lat, turn)) == pytest.approx(area, abs=tolerance, rel=0)
    # The southern hemisphere mirrors the northern.
    assert one_ring(lon, -lat) == -area
