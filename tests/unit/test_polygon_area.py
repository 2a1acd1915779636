# SPDX-License-Identifier: GPL-2.0-or-later
"""WKB in, square metres out: shells and holes, statuses, signatures, chunks."""

from __future__ import annotations

import numpy as np
import pytest
import wkb_samples as wkb
from hypothesis import given, settings
from hypothesis import strategies as st

from tanheng.core import polygon_area
from tanheng.core.gauss_kruger import TransverseMercator
from tanheng.core.polygon_area import polygon_areas
from tanheng.core.wkb_rings import GeometryStatus, gpkg_blob_wkb_starts

SQUARE_M2 = 987766.693298
TRIANGLE_M2 = 454370.635598


def areas(*blobs: bytes | None, **options) -> polygon_area.PolygonAreas:
    return polygon_areas(*wkb.buffer(blobs), **options)


def area(blob: bytes) -> float:
    return float(areas(blob).area_m2[0])


def random_blobs(seed: int, size: int) -> list[bytes | None]:
    rng = np.random.default_rng(seed)
    blobs: list[bytes | None] = []
    for _ in range(size):
        corners = int(rng.integers(3, 12))
        angle = np.sort(rng.random(corners)) * 2 * np.pi
        lon, lat = rng.uniform(121, 122), rng.uniform(36, 38)
        ring = [(lon + 1e-3 * np.cos(t), lat + 1e-3 * np.sin(t)) for t in angle]
        ring.append(ring[0])
        kind = rng.integers(0, 8)
        if kind == 0:
            blobs.append(wkb.multipolygon([[ring], [wkb.moved(ring, 0.01), wkb.HOLE]], "ZM"))
        elif kind == 1:
            blobs.append(wkb.polygon([wkb.SQUARE, wkb.HOLE], order=">"))
        elif kind == 2:
            blobs.append(None if corners % 2 else wkb.polygon([ring])[:-3])
        else:
            blobs.append(wkb.polygon([ring]))
    return blobs


def test_published_parcels():
    result = areas(wkb.polygon([wkb.SQUARE]), wkb.polygon([wkb.TRIANGLE]), wkb.polygon([wkb.TRIANGLE[::-1]]))
    assert result.status.tolist() == [GeometryStatus.OK] * 3
    assert result.area_m2 == pytest.approx([SQUARE_M2, TRIANGLE_M2, TRIANGLE_M2], abs=1e-4)


def test_holes_are_taken_off_and_parts_added():
    square, hole, triangle = (area(wkb.polygon([ring])) for ring in (wkb.SQUARE, wkb.HOLE, wkb.TRIANGLE))
    # 0.002 x 0.002 degrees near 37 degrees north, against 0.01 x 0.01: a 25th, wherever the small step in
    # latitude.
    assert hole == pytest.approx(square / 25, rel=1e-4)
    for turned in (wkb.HOLE, wkb.HOLE[::-1]):
        for shell in (wkb.SQUARE, wkb.SQUARE[::-1]):
            assert area(wkb.polygon([shell, turned])) == pytest.approx(square - hole, rel=1e-14)
    far = wkb.moved(wkb.TRIANGLE, 0.5)
    three = wkb.multipolygon([[wkb.SQUARE, wkb.HOLE], [far], [wkb.TRIANGLE]])
    assert area(three) == pytest.approx(square - hole + 2 * triangle, rel=1e-12)
    assert area(wkb.multipolygon([[wkb.SQUARE]])) == square


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("ewkb", [False, True])
@pytest.mark.parametrize("dims", ["Z", "M", "ZM"])
def test_height_and_measure_do_not_matter(dims, ewkb, order):
    plain = areas(wkb.multipolygon([[wkb.SQUARE, wkb.HOLE], [wkb.TRIANGLE]]))
    other = areas(wkb.multipolygon([[wkb.SQUARE, wkb.HOLE], [wkb.TRIANGLE]], dims, ewkb, None, order))
    assert other.area_m2[0] == plain.area_m2[0]
    assert other.anchor[0] == plain.anchor[0]


def test_what_has_no_area_is_nan_and_says_why():
    result = areas(
        None,
        wkb.polygon([]),
        wkb.polygon([wkb.SQUARE])[:-1],
        wkb.polygon([wkb.SQUARE[:3]]),
        wkb.polygon([[(float("nan"), 37.0), *wkb.SQUARE[1:]]]),
        wkb.polygon([wkb.SQUARE]),
    )
    assert result.status.tolist() == [
        GeometryStatus.MISSING,
        GeometryStatus.EMPTY,
        GeometryStatus.CORRUPT,
        GeometryStatus.DEGENERATE,
        GeometryStatus.NONFINITE,
        GeometryStatus.OK,
    ]
    assert np.isnan(result.area_m2[:-1]).all() and result.area_m2[-1] == pytest.approx(SQUARE_M2)
    assert (result.anchor[:-1] == 0).all() and result.anchor[-1] != 0


def test_holes_larger_than_their_shell():
    result = areas(
        wkb.polygon([wkb.HOLE, wkb.SQUARE]),
        # The good part must not cover the bad one.
        wkb.multipolygon([[wkb.SQUARE], [wkb.HOLE, wkb.TRIANGLE], [wkb.SQUARE]]),
        wkb.multipolygon([[wkb.SQUARE, wkb.HOLE], [wkb.SQUARE]]),
        wkb.polygon([wkb.SQUARE, wkb.SQUARE]),
    )
    assert result.status.tolist() == [GeometryStatus.INVALID_RING, GeometryStatus.INVALID_RING, 0, 0]
    assert np.isnan(result.area_m2[:2]).all()
    assert result.area_m2[3] == 0.0


def test_coordinates_that_are_no_degrees():
    metres = [(40500000.0, 4e6), (40500100.0, 4e6), (40500000.0, 4000100.0), (40500000.0, 4e6)]
    tall = [(122.0, 37.0), (122.1, 37.0), (122.0, 90.5), (122.0, 37.0)]
    result = areas(wkb.polygon([metres]), wkb.polygon([wkb.SQUARE]), wkb.polygon([wkb.SQUARE, tall]))
    assert result.status.tolist() == [
        GeometryStatus.NOT_GEOGRAPHIC,
        GeometryStatus.OK,
        GeometryStatus.NOT_GEOGRAPHIC,
    ]
    assert result.area_m2[1] == pytest.approx(SQUARE_M2, abs=1e-4)
    assert np.isnan(result.area_m2[[0, 2]]).all()


@pytest.mark.parametrize("far", [(400.5, 37.0), (-400.5, 37.0), (122.0, 90.5), (122.0, -90.5)])
def test_degrees_just_out_of_range(far):
    ring = [(122.0, 37.0), far, (122.1, 37.0), (122.0, 37.0)]
    near = [(122.0, 37.0), (np.clip(far[0], -400, 400), np.clip(far[1], -90, 90)), *ring[2:]]
    # Alone and beside a good one: the quick look at extremes, and the search behind it.
    assert areas(wkb.polygon([ring])).status.tolist() == [GeometryStatus.NOT_GEOGRAPHIC]
    result = areas(wkb.polygon([near]), wkb.polygon([ring]))
    assert result.status.tolist() == [GeometryStatus.OK, GeometryStatus.NOT_GEOGRAPHIC]


def test_a_transform_may_work_in_place():
    def in_place(x, y):
        x -= 1.0
        return x, y

    moved = wkb.polygon([wkb.moved(wkb.TRIANGLE, 1.0)])
    one, other = areas(moved, to_geographic=in_place), areas(moved, to_geographic=lambda x, y: (x - 1.0, y))
    assert one.area_m2[0] == other.area_m2[0]
    # The signature speaks of the source's coordinates.
    assert one.anchor[0] == other.anchor[0]


@pytest.mark.parametrize("nothing", [np.nan, np.inf, -np.inf])
def test_points_the_transform_cannot_turn(nothing):
    def half_of_the_world(x, y):
        x[x > 122.5] = nothing
        return x, y

    away = wkb.moved(wkb.SQUARE, 1.0)
    result = areas(
        *[wkb.polygon([r]) for r in (wkb.SQUARE, away, wkb.SQUARE)], to_geographic=half_of_the_world
    )
    assert result.status.tolist() == [GeometryStatus.OK, GeometryStatus.NOT_GEOGRAPHIC, GeometryStatus.OK]
    assert result.area_m2[0] == result.area_m2[2] == pytest.approx(SQUARE_M2, abs=1e-4)


def test_a_transform_that_loses_points_is_refused():
    with pytest.raises(ValueError):
        areas(wkb.polygon([wkb.SQUARE]), to_geographic=lambda x, y: (x[:-1], y[:-1]))


def test_a_hectare_on_the_central_meridian():
    # Scale 1 at the meridian: 100 m x 100 m of the grid are a hectare but for (50 m / R) squared.
    e, n = 40500000.0, 4100000.0
    hectare = [(e - 50, n), (e + 50, n), (e + 50, n + 100), (e - 50, n + 100), (e - 50, n)]
    grid = TransverseMercator(123.0, 40500000.0)
    # The grid's square is bowed on (L, B) by some 1e-10 of its area; an easting's rounding is as much.
    assert areas(wkb.polygon([hectare]), to_geographic=grid.to_geographic).area_m2[0] == pytest.approx(
        1e4, rel=2e-9
    )
    # 100 km off the meridian lengths are 1 + x^2 / 2R^2 too long, areas 1 + x^2 / R^2: 246 ppm at R = 6.37e6
    # m.
    result = areas(wkb.polygon([wkb.moved(hectare, 100000)]), to_geographic=grid.to_geographic)
    assert result.area_m2[0] == pytest.approx(1e4 * (1 - (1e5 / 6.371e6) ** 2), rel=2e-6)


def test_geopackage_statuses_are_kept():
    blobs = [
        wkb.gpkg(wkb.polygon([wkb.SQUARE])),
        wkb.gpkg(b"", 0, empty=True),
        b"no header",
        None,
        wkb.gpkg(wkb.polygon([wkb.TRIANGLE]), extended=True),
        wkb.gpkg(wkb.polygon([wkb.TRIANGLE]), 4),
    ]
    data, starts, ends = wkb.buffer(blobs)
    wkb_starts, status = gpkg_blob_wkb_starts(data, starts, ends)
    result = polygon_areas(data, wkb_starts, ends, initial_status=status)
    assert result.status.tolist() == [
        GeometryStatus.OK,
        GeometryStatus.EMPTY,
        GeometryStatus.CORRUPT,
        GeometryStatus.MISSING,
        GeometryStatus.UNSUPPORTED,
        GeometryStatus.OK,
    ]
    assert result.area_m2[[0, 5]] == pytest.approx([SQUARE_M2, TRIANGLE_M2], abs=1e-4)
    assert np.isnan(result.area_m2[1:5]).all()


def same(one: polygon_area.PolygonAreas, other: polygon_area.PolygonAreas, order: np.ndarray) -> None:
    """Equal to the bit after putting ``one`` into ``order``."""
    assert (one.area_m2[order].view(np.uint64) == other.area_m2.view(np.uint64)).all()
    assert (one.status[order] == other.status).all()
    assert (one.anchor[order] == other.anchor).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 80), st.integers(1, 90), st.randoms(use_true_random=False))
def test_order_and_chunks_do_not_matter(seed, size, chunk, shuffler):
    blobs = random_blobs(seed, size)
    order = np.arange(size)
    shuffler.shuffle(order)
    same(areas(*blobs), areas(*[blobs[i] for i in order], chunk=chunk), order)


def test_a_chunk_is_bounded_in_bytes_too(monkeypatch):
    blobs = random_blobs(5, 100)
    whole = areas(*blobs)
    sizes = []
    walk = polygon_area.walk_rings
    monkeypatch.setattr(polygon_area, "_CHUNK_BYTES", 500)
    monkeypatch.setattr(
        polygon_area,
        "walk_rings",
        lambda d, s, e: sizes.append((s.size, int((e - s).sum()))) or walk(d, s, e),
    )
    same(whole, areas(*blobs), np.arange(100))
    assert sum(count for count, _ in sizes) == 100
    assert all(total <= 500 or count == 1 for count, total in sizes)
    sizes.clear()
    monkeypatch.setattr(polygon_area, "_CHUNK_BYTES", 10**9)
    same(whole, areas(*blobs, chunk=30), np.arange(100))
    assert [count for count, _ in sizes] == [30, 30, 30, 10]


def test_no_features():
    result = areas()
    assert result.area_m2.size == result.status.size == result.anchor.size == 0


def test_anchor_is_shared_by_equal_geometries_only():
    # Two cells of one row that begin at their common corner: area, first vertex and vertex count are the
    # same.
    right = [(122.0, 37.0), (122.0, 37.25), (122.25, 37.25), (122.25, 37.0), (122.0, 37.0)]
    left = [(244.0 - x, y) for x, y in right]
    # And two that share their middle vertex instead.
    beyond = [(244.5 - x, y) for x, y in right]
    result = areas(
        wkb.polygon([right]),
        wkb.polygon([left]),
        wkb.multipolygon([[right]]),
        wkb.polygon([wkb.moved(right, 0.5)]),
        wkb.polygon([[*right[:2], *right[1:]]]),
        wkb.polygon([wkb.SQUARE, wkb.HOLE]),
        wkb.polygon([wkb.SQUARE, wkb.moved(wkb.HOLE, 0, 0.001)]),
        wkb.polygon([right], "Z"),
        wkb.polygon([beyond]),
    )
    assert result.area_m2[0] == result.area_m2[1] == result.area_m2[8]
    # The same rings are the same area twice over, whether or not they are called a multipolygon.
    assert result.anchor[0] == result.anchor[2] == result.anchor[7]
    assert np.unique(result.anchor).size == 7


def test_anchors_of_many_different_polygons_differ():
    blobs = [wkb.polygon([wkb.moved(wkb.SQUARE, 1e-9 * i, 1e-9 * (i % 7))]) for i in range(5000)]
    assert np.unique(areas(*blobs).anchor).size == 5000


def test_zeros_of_both_signs_are_one_place():
    plus = [(0.0, 0.0), (0.5, 0.0), (0.5, 0.5), (0.0, 0.0)]
    minus = [(-0.0, -0.0), (0.5, -0.0), (0.5, 0.5), (-0.0, -0.0)]
    result = areas(wkb.polygon([plus]), wkb.polygon([minus]))
    assert result.anchor[0] == result.anchor[1]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.binary(max_size=20), max_size=5),
    st.integers(0, 400),
    st.integers(0, 255),
    st.integers(0, 400),
)
def test_damage_never_raises_and_never_gives_a_negative_area(noise, at, value, cut):
    blob = bytearray(wkb.multipolygon([[wkb.SQUARE, wkb.HOLE], [wkb.TRIANGLE]], "Z"))
    blob[at % len(blob)] = value
    grid = TransverseMercator(123.0, 500000.0)
    for to_geographic in (None, grid.to_geographic):
        result = areas(*noise, bytes(blob[: len(blob) - cut % 50]), bytes(blob), to_geographic=to_geographic)
        ok = result.status == GeometryStatus.OK
        assert (result.area_m2[ok] >= 0).all() and np.isnan(result.area_m2[~ok]).all()
        assert ((result.anchor == 0) == ~ok).all()
