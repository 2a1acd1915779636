# SPDX-License-Identifier: GPL-2.0-or-later
"""The walk over WKB: every dialect, every kind of damage."""

from __future__ import annotations

import struct

import numpy as np
import pytest
import wkb_samples as wkb
from hypothesis import given, settings
from hypothesis import strategies as st

from tanheng.core import wkb_rings
from tanheng.core.wkb_rings import GeometryStatus, gpkg_blob_wkb_starts, walk_rings

DIALECTS = [
    (dims, ewkb, srid, order)
    for dims in ("", "Z", "M", "ZM")
    for ewkb, srid, order in (
        (False, None, "<"),
        (False, None, ">"),
        (True, None, "<"),
        (True, 4490, "<"),
        (True, 4490, ">"),
    )
]


def listed(rings: wkb_rings.Rings) -> list[tuple[int, bool, list[tuple[float, float]]]]:
    """Feature, hole and vertices of every ring, features in order, rings in the order of the walk."""
    out = []
    for r in np.argsort(rings.feature, kind="stable"):
        at = slice(rings.start[r], rings.start[r] + rings.count[r])
        vertices = list(zip(rings.x[at].tolist(), rings.y[at].tolist()))
        out.append((int(rings.feature[r]), bool(rings.is_hole[r]), vertices))
    return out


def walk(*blobs: bytes | None) -> wkb_rings.Rings:
    return walk_rings(*wkb.buffer(blobs))


@pytest.fixture(params=[0, 10**9], ids=["together", "one by one"])
def both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs the test once with array steps only, once with plain Python only."""
    monkeypatch.setattr(wkb_rings, "_FEW", request.param)


@pytest.mark.parametrize(("dims", "ewkb", "srid", "order"), DIALECTS)
def test_every_dialect_gives_the_same_rings(dims, ewkb, srid, order, both_ways):
    rings = walk(
        wkb.polygon([wkb.SQUARE, wkb.HOLE], dims, ewkb, srid, order),
        wkb.multipolygon([[wkb.TRIANGLE], [wkb.SQUARE, wkb.HOLE, wkb.HOLE]], dims, ewkb, srid, order),
    )
    assert rings.status.tolist() == [GeometryStatus.OK] * 2
    assert listed(rings) == [
        (0, False, wkb.SQUARE),
        (0, True, wkb.HOLE),
        (1, False, wkb.TRIANGLE),
        (1, False, wkb.SQUARE),
        (1, True, wkb.HOLE),
        (1, True, wkb.HOLE),
    ]
    # A part has one shell, and its holes stand with it.
    assert len(set(rings.part.tolist())) == 3 == rings.part_count
    by_feature = rings.part[np.argsort(rings.feature, kind="stable")]
    assert by_feature[0] == by_feature[1] and by_feature[3] == by_feature[4] == by_feature[5] != by_feature[2]


def test_dialects_mixed_in_one_buffer():
    blobs = [wkb.polygon([wkb.SQUARE, wkb.HOLE], *dialect) for dialect in DIALECTS * 3]
    rings = walk(*blobs)
    assert not rings.status.any()
    assert listed(rings) == [
        row for i in range(len(blobs)) for row in ((i, False, wkb.SQUARE), (i, True, wkb.HOLE))
    ]
    assert (rings.start == np.cumsum(rings.count) - rings.count).all()
    assert np.unique(rings.part).size == len(blobs)


def test_many_holes_and_parts():
    holes = [wkb.moved(wkb.HOLE, 0, 1e-6 * k) for k in range(500)]
    parts = [[wkb.moved(wkb.SQUARE, 0.1 * k), *holes[: k % 3]] for k in range(300)]
    rings = walk(wkb.polygon([wkb.SQUARE, *holes]), wkb.multipolygon(parts), wkb.polygon([wkb.TRIANGLE]))
    expected = [(0, False, wkb.SQUARE)] + [(0, True, hole) for hole in holes]
    expected += [(1, i > 0, ring) for part in parts for i, ring in enumerate(part)]
    assert listed(rings) == [*expected, (2, False, wkb.TRIANGLE)]


def test_nothing_that_is_no_area_has_rings(both_ways):
    point = struct.pack("<BI2d", 1, 1, 122.0, 37.0)
    cases = [
        (None, GeometryStatus.MISSING),
        (wkb.polygon([]), GeometryStatus.EMPTY),
        (wkb.polygon([[]]), GeometryStatus.EMPTY),
        (wkb.polygon([], "ZM", True, 4490), GeometryStatus.EMPTY),
        (wkb.multipolygon([]), GeometryStatus.EMPTY),
        (wkb.multipolygon([[], []]), GeometryStatus.EMPTY),
        (point, GeometryStatus.NOT_POLYGON),
        (struct.pack("<BII4d", 1, 2, 2, 0, 0, 1, 1), GeometryStatus.NOT_POLYGON),
        (struct.pack("<BII", 1, 8, 0), GeometryStatus.NOT_POLYGON),
        (struct.pack("<BII", 1, 7, 0), GeometryStatus.UNSUPPORTED),
        (struct.pack("<BII", 1, 10, 0), GeometryStatus.UNSUPPORTED),
        (struct.pack("<BII", 1, 3012, 0), GeometryStatus.UNSUPPORTED),
        (struct.pack("<BII", 1, 16, 0), GeometryStatus.UNSUPPORTED),
        (struct.pack("<BII", 1, 0, 0), GeometryStatus.CORRUPT),
        (struct.pack("<BII", 1, 99, 0), GeometryStatus.CORRUPT),
        (struct.pack("<BII", 1, 4003, 0), GeometryStatus.CORRUPT),
        (struct.pack("<BII", 2, 3, 0), GeometryStatus.CORRUPT),
        (b"\x01", GeometryStatus.CORRUPT),
        (b"\x01\x03\x00\x00\x00\x01\x00\x00", GeometryStatus.CORRUPT),
    ]
    rings = walk(*(blob for blob, _ in cases), wkb.polygon([wkb.SQUARE]))
    assert [GeometryStatus(s).name for s in rings.status[:-1]] == [status.name for _, status in cases]
    assert listed(rings) == [(len(cases), False, wkb.SQUARE)]


def test_an_empty_part_beside_a_real_one_does_not_matter(both_ways):
    rings = walk(wkb.multipolygon([[], [wkb.SQUARE], [[]]]))
    assert rings.status.tolist() == [GeometryStatus.OK]
    assert listed(rings) == [(0, False, wkb.SQUARE)]


def test_rings_that_enclose_nothing(both_ways):
    there_and_back = [wkb.SQUARE[0], wkb.SQUARE[1], wkb.SQUARE[0]]
    rings = walk(
        wkb.polygon([there_and_back]),
        wkb.polygon([wkb.SQUARE, there_and_back]),
        wkb.polygon([wkb.SQUARE, []]),
        wkb.multipolygon([[wkb.SQUARE], [wkb.SQUARE[:1]]]),
        wkb.polygon([[], wkb.HOLE]),
        wkb.polygon([wkb.SQUARE[:4]]),
    )
    assert rings.status.tolist() == [GeometryStatus.DEGENERATE] * 5 + [GeometryStatus.OK]
    # An open ring is a ring; it is handed on as it is.
    assert listed(rings) == [(5, False, wkb.SQUARE[:4])]


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_coordinates_that_are_no_numbers(bad):
    blobs = [wkb.polygon([wkb.SQUARE, wkb.HOLE])] * 3
    spoilt = [wkb.SQUARE[0], (bad, 37.0), *wkb.SQUARE[2:]]
    blobs[1] = wkb.polygon([wkb.SQUARE, [(x, bad) for x, _ in wkb.HOLE]])
    rings = walk(wkb.polygon([spoilt, wkb.HOLE]), *blobs)
    assert rings.status.tolist() == [GeometryStatus.NONFINITE, 0, GeometryStatus.NONFINITE, 0]
    assert listed(rings) == [
        (1, False, wkb.SQUARE),
        (1, True, wkb.HOLE),
        (3, False, wkb.SQUARE),
        (3, True, wkb.HOLE),
    ]
    assert (rings.start == np.cumsum(rings.count) - rings.count).all()


def test_huge_finite_coordinates_are_numbers():
    huge = [(1e308, 1e308), (1.5e308, 1e308), (1e308, 1.5e308), (1e308, 1e308)]
    rings = walk(wkb.polygon([huge]))
    assert rings.status.tolist() == [GeometryStatus.OK]
    assert listed(rings) == [(0, False, huge)]


@pytest.mark.parametrize("count", [5, 6, 1000, 0x7FFFFFFF, 0xFFFFFFFF])
@pytest.mark.parametrize("where", ["parts", "rings", "vertices"])
def test_counts_that_run_past_the_end(where, count, both_ways):
    blob = bytearray(wkb.multipolygon([[wkb.SQUARE]]))
    offset, true_count = {"parts": (5, 1), "rings": (14, 1), "vertices": (18, 5)}[where]
    if count == true_count:
        count += 1
    blob[offset : offset + 4] = struct.pack("<I", count)
    rings = walk(bytes(blob), wkb.polygon([wkb.TRIANGLE]))
    assert rings.status.tolist() == [GeometryStatus.CORRUPT, GeometryStatus.OK]
    assert listed(rings) == [(1, False, wkb.TRIANGLE)]


def test_a_part_of_another_kind_or_byte_order_is_corrupt(both_ways):
    head = struct.pack("<BII", 1, 6, 1)
    part = wkb.polygon([wkb.SQUARE])
    rings = walk(
        head + wkb.polygon([wkb.SQUARE], order=">"),
        # The byte alone says big-endian.
        head + b"\x00" + part[1:],
        head + struct.pack("<BI4d", 1, 1, 1, 2, 3, 4),
        head + part,
    )
    assert rings.status.tolist() == [GeometryStatus.CORRUPT] * 3 + [GeometryStatus.OK]


@pytest.mark.parametrize("dialect", [("", False, None, "<"), ("ZM", True, 4490, ">")])
@pytest.mark.parametrize("multi", [False, True])
def test_every_truncation_is_noticed(multi, dialect, both_ways):
    if multi:
        blob = wkb.multipolygon([[wkb.SQUARE, wkb.HOLE], [wkb.TRIANGLE]], *dialect)
    else:
        blob = wkb.polygon([wkb.SQUARE, wkb.HOLE], *dialect)
    cut = [blob[:length] for length in range(1, len(blob))]
    rings = walk(*cut)
    assert set(rings.status.tolist()) == {int(GeometryStatus.CORRUPT)}
    assert rings.x.size == 0
    # Without a byte behind the blob, reading one would be an error.
    for short in cut:
        data = np.frombuffer(short, dtype=np.uint8)
        assert walk_rings(data, np.array([0]), np.array([data.size])).status[0] == GeometryStatus.CORRUPT


def test_offsets_outside_the_buffer():
    data = np.frombuffer(wkb.polygon([wkb.SQUARE]), dtype=np.uint8)
    size = data.size
    rings = walk_rings(
        data, np.array([0, -1, 0, 5, size + 8, size]), np.array([size, 9, size + 1, 2, size + 9, size])
    )
    assert rings.status.tolist() == [GeometryStatus.OK, *[GeometryStatus.CORRUPT] * 4, GeometryStatus.MISSING]


def test_no_features_and_no_bytes():
    nothing = np.zeros(0, dtype=np.int64)
    rings = walk_rings(np.zeros(0, dtype=np.uint8), nothing, nothing)
    assert rings.status.size == rings.x.size == rings.part_count == 0
    null = walk_rings(np.zeros(0, dtype=np.uint8), np.zeros(2, int), np.zeros(2, int))
    assert null.status.tolist() == [GeometryStatus.MISSING] * 2


def test_wrong_arrays_are_refused():
    zeros = np.zeros(8, dtype=np.uint8)
    with pytest.raises(ValueError):
        walk_rings(zeros.astype(np.int8), np.array([0]), np.array([8]))
    with pytest.raises(ValueError):
        walk_rings(zeros[::2], np.array([0]), np.array([4]))
    with pytest.raises(ValueError):
        gpkg_blob_wkb_starts(zeros, np.array([0, 1]), np.array([8]))


VALID = [
    wkb.multipolygon([[wkb.SQUARE, wkb.HOLE], [wkb.TRIANGLE]]),
    wkb.polygon([wkb.SQUARE, wkb.HOLE], "Z", True, 4490),
    wkb.polygon([wkb.TRIANGLE], "M", order=">"),
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    blob = bytearray(draw(st.sampled_from(VALID)))
    for _ in range(draw(st.integers(0, 4))):
        blob[draw(st.integers(0, len(blob) - 1))] = draw(st.integers(0, 255))
    return bytes(blob[: draw(st.integers(0, len(blob)))])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(damaged(), st.binary(max_size=60)), max_size=30))
def test_damage_never_raises_nor_reaches_outside(blobs):
    seen = []
    # If a byte outside a blob were read, other surroundings would give other rings.
    for filler in (b"\x00", b"\x01\x03\x00\x00\x00", b"\xff"):
        rings = walk_rings(*wkb.buffer(blobs, filler))
        seen.append((rings.status.tolist(), listed(rings)))
        assert rings.x.size * 16 <= sum(len(blob) for blob in blobs)
        assert np.isfinite(rings.x).all() and np.isfinite(rings.y).all()
        assert (rings.status[rings.feature] == GeometryStatus.OK).all()
        assert set(np.flatnonzero(rings.status == GeometryStatus.OK)) == set(rings.feature.tolist())
    assert seen[0] == seen[1] == seen[2]
    alone = [walk(blob) for blob in blobs]
    assert [int(one.status[0]) for one in alone] == seen[0][0]
    assert [(i, *row[1:]) for i, one in enumerate(alone) for row in listed(one)] == seen[0][1]


@settings(max_examples=100, deadline=None)
@given(st.lists(damaged(), min_size=30, max_size=60))
def test_together_and_one_by_one_agree(blobs):
    seen = []
    before = wkb_rings._FEW
    for few in (0, 10**9):
        wkb_rings._FEW = few
        try:
            rings = walk(*blobs)
        finally:
            wkb_rings._FEW = before
        seen.append((rings.status.tolist(), listed(rings)))
    assert seen[0] == seen[1]


def test_gpkg_headers():
    inner = wkb.polygon([wkb.SQUARE])
    cases = [
        (wkb.gpkg(inner, 0), GeometryStatus.OK),
        (wkb.gpkg(inner, 1), GeometryStatus.OK),
        (wkb.gpkg(inner, 2), GeometryStatus.OK),
        (wkb.gpkg(inner, 3), GeometryStatus.OK),
        (wkb.gpkg(inner, 4), GeometryStatus.OK),
        # A wrong empty flag does not lose a polygon, and a right one leaves the finding to the walk.
        (wkb.gpkg(inner, 1, empty=True), GeometryStatus.OK),
        (wkb.gpkg(b"", 0, empty=True), GeometryStatus.EMPTY),
        (wkb.gpkg(b"", 0), GeometryStatus.CORRUPT),
        (wkb.gpkg(inner, 5), GeometryStatus.CORRUPT),
        (wkb.gpkg(inner, 1, extended=True), GeometryStatus.UNSUPPORTED),
        (None, GeometryStatus.MISSING),
        (b"GP", GeometryStatus.CORRUPT),
        (b"GQ" + wkb.gpkg(inner)[2:], GeometryStatus.CORRUPT),
        (wkb.gpkg(b"", 4)[:40], GeometryStatus.CORRUPT),
        (inner, GeometryStatus.CORRUPT),
    ]
    data, starts, ends = wkb.buffer([blob for blob, _ in cases])
    wkb_starts, status = gpkg_blob_wkb_starts(data, starts, ends)
    assert [GeometryStatus(s).name for s in status] == [expected.name for _, expected in cases]
    ok = status == GeometryStatus.OK
    assert (wkb_starts[~ok] == ends[~ok]).all()
    assert (wkb_starts - starts)[:6].tolist() == [8, 40, 56, 56, 72, 40]
    assert listed(walk_rings(data, wkb_starts, ends)) == [(i, False, wkb.SQUARE) for i in range(6)]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.binary(max_size=80), damaged().map(wkb.gpkg)), max_size=10), st.integers(0, 90))
def test_gpkg_damage_never_raises_nor_reaches_outside(blobs, cut):
    blobs = [blob[: len(blob) - cut] for blob in blobs]
    seen = []
    for filler in (b"\x00", b"G", b"\xff"):
        data, starts, ends = wkb.buffer(blobs, filler)
        wkb_starts, status = gpkg_blob_wkb_starts(data, starts, ends)
        assert ((wkb_starts >= starts) & (wkb_starts <= ends)).all()
        seen.append((status.tolist(), (wkb_starts - starts).tolist()))
    assert seen[0] == seen[1] == seen[2]
