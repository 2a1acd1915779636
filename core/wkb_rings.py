# SPDX-License-Identifier: GPL-2.0-or-later
"""The rings of many WKB polygons lying in one buffer, found for all of them at once.

A layer hands over its geometries as one run of bytes and two offset arrays. WKB is a linked list (where a
ring begins depends on the length of the one before), so the walk goes ring by ring, but each step is taken
for all features together. Nothing outside a feature's own ``[start, end)`` is ever read, and nothing is
allocated from a count in the data before that count is known to fit into the feature's bytes.

Sources: OGC 06-103r4 (WKB and its ISO codes), PostGIS (EWKB flags), OGC 12-128r18 (GeoPackage blob).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, fields
from enum import IntEnum
from typing import TypeVar

import numpy as np

_Whole = TypeVar("_Whole", int, np.ndarray)


class GeometryStatus(IntEnum):
    """What came out of one feature's geometry. Only ``OK`` has rings and an area."""

    OK = 0
    MISSING = 1
    """No bytes at all: a NULL geometry."""
    EMPTY = 2
    """A polygon without rings, or a multipolygon whose parts have none."""
    NOT_POLYGON = 3
    """Points or lines."""
    UNSUPPORTED = 4
    """Curve polygons, surfaces, TIN, collections, extended GeoPackage blobs: convert them first."""
    CORRUPT = 5
    """Truncated, a count that runs past the end, an unknown type or byte order."""
    NONFINITE = 6
    """NaN or infinity among the coordinates."""
    DEGENERATE = 7
    """A ring of fewer than four points (A, B, A at best), which encloses nothing."""
    NOT_GEOGRAPHIC = 8
    """Not plausible as degrees after the transform: given by the area functions, never by the walk."""
    INVALID_RING = 9
    """The holes of a part are larger than its shell: given by the area functions, never by the walk."""


@dataclass(frozen=True)
class Rings:
    """All rings of the features that are ``OK``, and the status of every feature.

    The rings of one feature stand in the order of the file, each shell before its holes; rings of different
    features may alternate. The vertices of ring ``r`` are ``x[start[r]:start[r] + count[r]]``, and the rings
    lie in ``x`` and ``y`` one after another without gaps.

    Attributes:
        feature: int64[r], index of the feature the ring belongs to.
        part: int64[r], number of the polygon the ring belongs to, unique over all features, in no special
            order.
        is_hole: bool[r], true for every ring of a part but its first.
        count: int64[r], number of vertices, at least 4.
        start: int64[r], position of the ring's first vertex in ``x`` and ``y``.
        x: float64[v], first coordinate in the units of the data.
        y: float64[v], second coordinate.
        status: uint8[n], a GeometryStatus per feature.
        part_count: one more than the largest part number.
    """

    feature: np.ndarray
    part: np.ndarray
    is_hole: np.ndarray
    count: np.ndarray
    start: np.ndarray
    x: np.ndarray
    y: np.ndarray
    status: np.ndarray
    part_count: int


_OK = int(GeometryStatus.OK)
_POLYGON, _MULTIPOLYGON = 3, 6
_EWKB_Z_BIT, _EWKB_M_BIT, _EWKB_SRID_BIT = 31, 30, 29
_LARGEST_TYPE = 17


def _status_by_type() -> np.ndarray:
    """uint8[18]: what a base type code (dimension taken off) means for an area."""
    table = np.full(_LARGEST_TYPE + 1, GeometryStatus.CORRUPT, dtype=np.uint8)
    table[[_POLYGON, _MULTIPOLYGON]] = GeometryStatus.OK
    # Point, line and their collections; circular string, compound curve, multicurve, curve.
    table[[1, 2, 4, 5, 8, 9, 11, 13]] = GeometryStatus.NOT_POLYGON
    # Collection, curve polygon, multisurface, surface, polyhedral surface, TIN, triangle.
    table[[7, 10, 12, 14, 15, 16, 17]] = GeometryStatus.UNSUPPORTED
    return table


_STATUS_BY_TYPE = _status_by_type()

# The last so many features are followed one at a time: then a step over arrays costs more than plain Python.
# A lone polygon with thousands of holes (a forest with clearings, the sea with islands) would else dominate a
# run.
_FEW = 24


def walk_rings(data: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> Rings:
    """Finds the rings of every polygon and multipolygon in a buffer of WKB blobs.

    Polygon and MultiPolygon are read in 2D, Z, M and ZM, by ISO codes and by EWKB flags with or without SRID,
    in both byte orders; Z and M are skipped. An unclosed ring of four or more points is kept as it is (the
    area functions close every ring). Bytes after the geometry are ignored.

    Args:
        data: uint8[b], contiguous; the blobs may lie anywhere in it.
        starts: int64[n], first byte of each blob.
        ends: int64[n], one past its last byte; equal to ``starts`` for a NULL geometry.

    Returns:
        The rings of the features with status ``OK``; no feature's content ever raises.

    Raises:
        ValueError: ``data`` is no contiguous one-dimensional uint8 array, or the offset arrays differ in
            length.
    """
    starts, ends = _check_buffer(data, starts, ends)
    status = _status_of_offsets(data, starts, ends)
    order = data.take(starts, mode="clip") if data.size else np.zeros(starts.size, dtype=np.uint8)
    status[(status == _OK) & (order > 1)] = GeometryStatus.CORRUPT
    usable = status == _OK
    little = np.flatnonzero(usable & (order == 1))
    rings = _walk_one_order(data, starts, ends, little, status, "<", 0)
    if little.size < np.count_nonzero(usable):
        big = np.flatnonzero(usable & (order == 0))
        rings = _joined(rings, _walk_one_order(data, starts, ends, big, status, ">", rings.part_count))
    return _without_nonfinite(rings)


def gpkg_blob_wkb_starts(
    data: np.ndarray, starts: np.ndarray, ends: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Finds where the WKB begins inside GeoPackage geometry blobs.

    The header is magic ``GP``, version, flags, SRID and an envelope of 0, 32, 48, 48 or 64 bytes. The empty
    flag decides only where nothing follows the header; elsewhere the WKB speaks for itself, as it does in
    OGR. The header's byte order does not matter here, since neither SRID nor envelope is read.

    Args:
        data: uint8[b], contiguous.
        starts: int64[n], first byte of each blob.
        ends: int64[n], one past its last byte; equal to ``starts`` for NULL.

    Returns:
        ``(wkb_starts, status)``: int64[n] for :func:`walk_rings` together with the same ``ends`` (equal to
        ``ends`` where the status is not ``OK``), and uint8[n] GeometryStatus: ``OK``, ``MISSING``, ``EMPTY``,
        ``UNSUPPORTED`` (extended blob) or ``CORRUPT``.

    Raises:
        ValueError: As for :func:`walk_rings`.
    """
    starts, ends = _check_buffer(data, starts, ends)
    status = _status_of_offsets(data, starts, ends)
    status[(status == _OK) & (ends - starts < 8)] = GeometryStatus.CORRUPT
    wkb_starts = ends.copy()
    at = np.flatnonzero(status == _OK)
    if at.size == 0:
        return wkb_starts, status
    first = starts[at]
    flags = data[first + 3]
    envelope = (flags >> 1) & 7
    begin = first + 8 + np.array([0, 32, 48, 48, 64, 0, 0, 0], dtype=np.int64)[envelope]
    found = np.zeros(at.size, dtype=np.uint8)
    found[(flags & 0x20) != 0] = GeometryStatus.UNSUPPORTED
    bare = (begin == ends[at]) & ((flags & 0x10) != 0)
    found[bare] = GeometryStatus.EMPTY
    wrong = (data[first] != ord("G")) | (data[first + 1] != ord("P")) | (envelope > 4) | (begin >= ends[at])
    found[wrong & ~bare] = GeometryStatus.CORRUPT
    status[at] = found
    wkb_starts[at] = np.where(found == _OK, begin, ends[at])
    return wkb_starts, status


def _check_buffer(data: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if data.dtype != np.uint8 or data.ndim != 1 or not data.flags.c_contiguous:
        raise ValueError("data must be a contiguous one-dimensional uint8 array")
    starts = np.asarray(starts, dtype=np.int64)
    ends = np.asarray(ends, dtype=np.int64)
    if starts.ndim != 1 or starts.shape != ends.shape:
        raise ValueError("starts and ends must be one-dimensional and of one length")
    return starts, ends


def _status_of_offsets(data: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    status = np.zeros(starts.size, dtype=np.uint8)
    status[starts == ends] = GeometryStatus.MISSING
    status[(starts < 0) | (ends < starts) | (ends > data.size)] = GeometryStatus.CORRUPT
    return status


def _unaligned(data: np.ndarray, dtype: str) -> np.ndarray:
    """A view that holds, at index i, the value whose bytes begin at byte i."""
    width = np.dtype(dtype).itemsize
    length = max(data.size - width + 1, 0)
    return np.ndarray((length,), dtype=dtype, buffer=data if length else b"", strides=(1,))


@dataclass
class _Cursors:
    """Where the walk stands in each unfinished feature; all int64 of one length but ``is_hole``."""

    feature: np.ndarray
    position: np.ndarray
    end: np.ndarray
    parts_left: np.ndarray
    rings_left: np.ndarray
    part: np.ndarray
    vertex_bytes: np.ndarray
    is_hole: np.ndarray

    def keep(self, mask: np.ndarray) -> None:
        """Drops the features that are not in ``mask``."""
        if not mask.all():
            for field in fields(self):
                setattr(self, field.name, getattr(self, field.name)[mask])


class _RingList:
    """Rings in the order in which they were found, in pieces."""

    def __init__(self, first_part: int) -> None:
        self.pieces: list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]] = []
        self.part_count = first_part

    def columns(self) -> list[np.ndarray]:
        """feature, part, is_hole, count, position of the first vertex, bytes per vertex."""
        if not self.pieces:
            none = np.zeros(0, dtype=np.int64)
            return [none, none, none.astype(bool), none, none, none]
        return [np.concatenate(column) for column in zip(*self.pieces)]


def _type_and_size(code: _Whole) -> tuple[_Whole, _Whole, _Whole]:
    """Splits a type code, or an array of them, as read.

    Returns:
        base type (0 where unknown), bytes per vertex, bytes of SRID.
    """
    thousands, base = divmod(code & 0x1FFFFFFF, 1000)
    has_z = (code >> _EWKB_Z_BIT | thousands) & 1
    has_m = (code >> _EWKB_M_BIT | thousands >> 1) & 1
    known = (thousands <= 3) & (base <= _LARGEST_TYPE)
    return base * known, 16 + 8 * (has_z + has_m), 4 * (code >> _EWKB_SRID_BIT & 1)


def _types_and_sizes(code: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same for many codes, which in most layers are all one; division is slow."""
    if code.size and (code == code[0]).all():
        base, vertex_bytes, srid_bytes = (np.full(code.size, value) for value in _type_and_size(int(code[0])))
        return base, vertex_bytes, srid_bytes
    return _type_and_size(code)


def _walk_one_order(
    data: np.ndarray,
    starts: np.ndarray,
    ends: np.ndarray,
    which: np.ndarray,
    status: np.ndarray,
    byte_order: str,
    first_part: int,
) -> Rings:
    """Walks the features ``which``, all of one byte order, and writes their ``status``."""
    words = _unaligned(data, byte_order + "u4")
    found = _RingList(first_part)
    cursors = _open_geometries(words, starts[which], ends[which], which, status)
    while cursors.feature.size > _FEW:
        _open_parts(data, words, cursors, status, found, 1 if byte_order == "<" else 0)
        _take_rings(words, cursors, status, found)
        cursors.keep((cursors.rings_left > 0) | (cursors.parts_left > 0))
    if cursors.feature.size:
        _follow_one_by_one(data, cursors, status, found, byte_order)
    return _with_vertices(data, found, which, status, byte_order)


def _fail(cursors: _Cursors, bad: np.ndarray, status: np.ndarray, code: GeometryStatus) -> None:
    """Gives the features in ``bad`` a status and takes them out of the walk."""
    if bad.any():
        status[cursors.feature[bad]] = code
        cursors.keep(~bad)


def _open_geometries(
    words: np.ndarray, position: np.ndarray, end: np.ndarray, feature: np.ndarray, status: np.ndarray
) -> _Cursors:
    """Reads the outermost type and leaves the cursor before the first part, or a polygon before itself."""
    size = feature.size
    parts_left = np.ones(size, dtype=np.int64)
    rings_left, part, vertex_bytes = (np.zeros(size, dtype=np.int64) for _ in range(3))
    is_hole = np.zeros(size, dtype=bool)
    cursors = _Cursors(feature, position, end, parts_left, rings_left, part, vertex_bytes, is_hole)
    _fail(cursors, position + 9 > end, status, GeometryStatus.CORRUPT)
    base, _, srid_bytes = _types_and_sizes(words[cursors.position + 1].astype(np.int64))
    kind = _STATUS_BY_TYPE[base]
    status[cursors.feature] = kind
    multi = base == _MULTIPOLYGON
    usable = kind == _OK
    # A multipolygon's count may lie behind the SRID.
    truncated = multi & (cursors.position + 9 + srid_bytes > cursors.end)
    status[cursors.feature[truncated]] = GeometryStatus.CORRUPT
    usable &= ~truncated
    at = np.flatnonzero(multi & usable)
    if at.size:
        behind = cursors.position[at] + 5 + srid_bytes[at]
        cursors.parts_left[at] = words[behind]
        cursors.position[at] = behind + 4
    cursors.keep(usable)
    # Each part takes nine bytes at least.
    too_many = cursors.parts_left * 9 > cursors.end - cursors.position
    _fail(cursors, too_many, status, GeometryStatus.CORRUPT)
    _fail(cursors, cursors.parts_left == 0, status, GeometryStatus.EMPTY)
    return cursors


def _open_parts(
    data: np.ndarray,
    words: np.ndarray,
    cursors: _Cursors,
    status: np.ndarray,
    found: _RingList,
    order_byte: int,
) -> None:
    """Reads a part's header wherever the part before is finished."""
    opening = cursors.rings_left == 0
    _fail(cursors, opening & (cursors.position + 9 > cursors.end), status, GeometryStatus.CORRUPT)
    at = np.flatnonzero(cursors.rings_left == 0)
    if at.size == 0:
        return
    position, end = cursors.position[at], cursors.end[at]
    base, vertex_bytes, srid_bytes = _types_and_sizes(words[position + 1].astype(np.int64))
    bad = (data[position] != order_byte) | (base != _POLYGON) | (position + 9 + srid_bytes > end)
    begin = np.where(bad, position + 9, position + 9 + srid_bytes)
    ring_count = words[begin - 4].astype(np.int64)
    # Each ring takes four bytes at least.
    bad |= ring_count * 4 > end - begin
    cursors.position[at] = begin
    cursors.rings_left[at] = ring_count
    cursors.parts_left[at] -= 1
    cursors.vertex_bytes[at] = vertex_bytes
    cursors.is_hole[at] = False
    cursors.part[at] = found.part_count + np.arange(at.size)
    found.part_count += at.size
    if bad.any():
        failed = np.zeros(cursors.feature.size, dtype=bool)
        failed[at[bad]] = True
        _fail(cursors, failed, status, GeometryStatus.CORRUPT)


def _take_rings(words: np.ndarray, cursors: _Cursors, status: np.ndarray, found: _RingList) -> None:
    """Takes one ring of every feature that has one at hand."""
    reading = cursors.rings_left > 0
    _fail(cursors, reading & (cursors.position + 4 > cursors.end), status, GeometryStatus.CORRUPT)
    waiting = cursors.rings_left == 0
    if waiting.any():
        at = np.flatnonzero(~waiting)
    else:
        at = np.arange(cursors.feature.size)
    if at.size == 0:
        return
    begin = cursors.position[at] + 4
    count = words[begin - 4].astype(np.int64)
    vertex_bytes = cursors.vertex_bytes[at]
    following = begin + count * vertex_bytes
    is_hole = cursors.is_hole[at].copy()
    cursors.position[at] = following
    cursors.rings_left[at] -= 1
    cursors.is_hole[at] = True
    good = (count >= 4) & (following <= cursors.end[at])
    if good.all():
        found.pieces.append((cursors.feature[at], cursors.part[at], is_hole, count, begin, vertex_bytes))
        return
    found.pieces.append(
        (
            cursors.feature[at][good],
            cursors.part[at][good],
            is_hole[good],
            count[good],
            begin[good],
            vertex_bytes[good],
        )
    )
    # An only ring without points is how some writers spell an empty polygon.
    empty_part = (count == 0) & ~is_hole & (cursors.rings_left[at] == 0)
    past_end = following > cursors.end[at]
    kind = np.where(past_end, GeometryStatus.CORRUPT, GeometryStatus.DEGENERATE).astype(np.uint8)
    failed = ~good & ~empty_part
    status[cursors.feature[at[failed]]] = kind[failed]
    alive = np.ones(cursors.feature.size, dtype=bool)
    alive[at[failed]] = False
    cursors.keep(alive)


def _follow_one_by_one(
    data: np.ndarray, cursors: _Cursors, status: np.ndarray, found: _RingList, byte_order: str
) -> None:
    """Finishes the last few features: the same steps as above, on plain numbers."""
    columns = [getattr(cursors, field.name).tolist() for field in fields(cursors)]
    for feature, *state in zip(*columns):
        rings: list[tuple[int, bool, int, int, int]] = []
        status[feature], found.part_count = _follow(data.data, state, rings, found.part_count, byte_order)
        if rings:
            owner = np.full(len(rings), feature, dtype=np.int64)
            part, is_hole, count, begin, vertex_bytes = (np.array(column) for column in zip(*rings))
            found.pieces.append((owner, part, is_hole, count, begin, vertex_bytes))


def _follow(
    raw: memoryview,
    state: list,
    rings: list[tuple[int, bool, int, int, int]],
    part_count: int,
    byte_order: str,
) -> tuple[GeometryStatus, int]:
    """Walks one feature to its end from where its cursor stands; returns its status and the part count."""
    header = struct.Struct(byte_order + "BII").unpack_from
    word = struct.Struct(byte_order + "I").unpack_from
    position, end, parts_left, rings_left, part, vertex_bytes, is_hole = state
    while parts_left or rings_left:
        if not rings_left:
            if position + 9 > end:
                return GeometryStatus.CORRUPT, part_count
            order_byte, code, rings_left = header(raw, position)
            base, vertex_bytes, srid_bytes = _type_and_size(code)
            position += 9 + srid_bytes
            if order_byte != (byte_order == "<") or base != _POLYGON or position > end:
                return GeometryStatus.CORRUPT, part_count
            if srid_bytes:
                (rings_left,) = word(raw, position - 4)
            if rings_left * 4 > end - position:
                return GeometryStatus.CORRUPT, part_count
            parts_left, part, part_count, is_hole = parts_left - 1, part_count, part_count + 1, False
            continue
        if position + 4 > end:
            return GeometryStatus.CORRUPT, part_count
        (count,) = word(raw, position)
        position, begin, rings_left = position + 4 + count * vertex_bytes, position + 4, rings_left - 1
        if position > end:
            return GeometryStatus.CORRUPT, part_count
        if count >= 4:
            rings.append((part, is_hole, count, begin, vertex_bytes))
        elif count or is_hole or rings_left:
            return GeometryStatus.DEGENERATE, part_count
        is_hole = True
    return GeometryStatus.OK, part_count


def _with_vertices(
    data: np.ndarray, found: _RingList, which: np.ndarray, status: np.ndarray, byte_order: str
) -> Rings:
    """Copies the vertices of the rings of all features that are still ``OK``."""
    feature, part, is_hole, count, begin, vertex_bytes = found.columns()
    has_ring = np.zeros(status.size, dtype=bool)
    has_ring[feature] = True
    without = which[~has_ring[which]]
    status[without[status[without] == _OK]] = GeometryStatus.EMPTY
    good = status[feature] == _OK
    if not good.all():
        feature, part, is_hole, count, begin, vertex_bytes = (
            column[good] for column in (feature, part, is_hole, count, begin, vertex_bytes)
        )
    start = np.cumsum(count) - count
    ring = ring_of_vertex(start, int(count.sum()))
    if (vertex_bytes == 16).all():
        at = (begin - 16 * start).take(ring)
        at += np.arange(0, 16 * ring.size, 16)
    else:
        at = begin.take(ring) + vertex_bytes.take(ring) * (np.arange(ring.size) - start.take(ring))
    # x and y stand side by side: one gather of 16 bytes is several times quicker than two of 8.
    xy = _unaligned(data, byte_order + "c16")[at]
    x, y = (np.ascontiguousarray(axis, dtype=np.float64) for axis in (xy.real, xy.imag))
    return Rings(feature, part, is_hole, count, start, x, y, status, found.part_count)


def ring_of_vertex(start: np.ndarray, vertex_count: int) -> np.ndarray:
    """int64[vertex_count]: for every vertex the index of its ring, from the rings' first positions."""
    ring = np.zeros(vertex_count, dtype=np.int64)
    ring[start[1:]] = 1
    return np.cumsum(ring, out=ring)


def _joined(first: Rings, second: Rings) -> Rings:
    """Two disjoint walks of the same features; they share one status array."""
    return Rings(
        feature=np.concatenate((first.feature, second.feature)),
        part=np.concatenate((first.part, second.part)),
        is_hole=np.concatenate((first.is_hole, second.is_hole)),
        count=np.concatenate((first.count, second.count)),
        start=np.concatenate((first.start, second.start + first.x.size)),
        x=np.concatenate((first.x, second.x)),
        y=np.concatenate((first.y, second.y)),
        status=first.status,
        part_count=second.part_count,
    )


def _without_nonfinite(rings: Rings) -> Rings:
    """Takes out the features that have NaN or infinity among their x and y."""
    with np.errstate(over="ignore", invalid="ignore"):
        if np.isfinite(rings.x.sum() + rings.y.sum()):
            return rings
    finite = np.isfinite(rings.x) & np.isfinite(rings.y)
    if finite.all():
        return rings
    ring = ring_of_vertex(rings.start, rings.x.size)
    bad = np.zeros(rings.status.size, dtype=bool)
    bad[rings.feature[ring[~finite]]] = True
    rings.status[bad] = GeometryStatus.NONFINITE
    keep = ~bad[rings.feature]
    vertices = keep[ring]
    count = rings.count[keep]
    return Rings(
        feature=rings.feature[keep],
        part=rings.part[keep],
        is_hole=rings.is_hole[keep],
        count=count,
        start=np.cumsum(count) - count,
        x=rings.x[vertices],
        y=rings.y[vertices],
        status=rings.status,
        part_count=rings.part_count,
    )
