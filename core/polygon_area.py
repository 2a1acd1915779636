# SPDX-License-Identifier: GPL-2.0-or-later
"""Official ellipsoidal area of many polygons: WKB in, square metres out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from .ellipsoid_area import ring_areas_m2
from .wkb_rings import GeometryStatus, Rings, walk_rings

ToGeographic = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]

# Arrays of one chunk should stay in the processor's cache; larger chunks are slower, not faster.
_CHUNK_BYTES = 4 << 20

_OK = int(GeometryStatus.OK)


@dataclass(frozen=True)
class PolygonAreas:
    """One row per feature.

    Attributes:
        area_m2: float64[n], area on the ellipsoid, m²; NaN wherever ``status`` is not ``OK``. Never negative.
        status: uint8[n], a GeometryStatus.
        anchor: uint64[n], 0 wherever ``status`` is not ``OK``, else a signature that equal geometries share:
            area, vertex and ring counts, and the first ring's first and middle vertex in the source's
            coordinates. Different geometries practically never share it, but compare their bytes before
            calling two equal.
    """

    area_m2: np.ndarray
    status: np.ndarray
    anchor: np.ndarray


def polygon_areas(
    data: np.ndarray,
    starts: np.ndarray,
    ends: np.ndarray,
    to_geographic: ToGeographic | None = None,
    *,
    initial_status: np.ndarray | None = None,
    chunk: int = 2048,
) -> PolygonAreas:
    """Computes the area of every polygon and multipolygon in a buffer of WKB blobs.

    A part is |shell| − Σ|holes|, whatever the direction of the rings; a multipolygon is the sum of its parts.
    Overlapping parts count twice. The result of a feature does not depend on its neighbours nor on ``chunk``.

    Args:
        data: uint8[b], contiguous.
        starts: int64[n], first byte of each blob.
        ends: int64[n], one past its last byte; equal to ``starts`` for NULL.
        to_geographic: turns x, y of the data into CGCS2000 longitude and latitude in degrees (new arrays, or
            the ones given); None if the data is in such degrees. It is called for many features at once and
            should give NaN or infinity for a point it cannot turn; what it raises is passed on.
        initial_status: uint8[n]; features that are not ``OK`` there keep that status and are not looked at.
            The place for the second result of ``gpkg_blob_wkb_starts``.
        chunk: largest number of features worked on at once.

    Returns:
        Area, status and signature per feature; beyond what ``walk_rings`` gives, the status may be
        ``NOT_GEOGRAPHIC`` (NaN, |latitude| > 90 or |longitude| > 400 after ``to_geographic``) or
        ``INVALID_RING`` (the holes of a part are larger than its shell).

    Raises:
        ValueError: as for ``walk_rings``; or ``to_geographic`` changed the number of points.
    """
    starts, ends = np.asarray(starts, dtype=np.int64), np.asarray(ends, dtype=np.int64)
    if initial_status is not None:
        # A blob without bytes is not looked at.
        starts = np.where(initial_status == _OK, starts, ends)
    result = PolygonAreas(
        area_m2=np.full(starts.size, np.nan),
        status=np.zeros(starts.size, dtype=np.uint8),
        anchor=np.zeros(starts.size, dtype=np.uint64),
    )
    for piece in _chunks(starts, ends, max(chunk, 1)):
        rings = walk_rings(data, starts[piece], ends[piece])
        area_m2, anchor = _areas_of_rings(rings, to_geographic)
        result.area_m2[piece] = area_m2
        result.status[piece] = rings.status
        result.anchor[piece] = anchor
    if initial_status is not None:
        result.status[:] = np.where(initial_status == _OK, result.status, initial_status)
    return result


def _chunks(starts: np.ndarray, ends: np.ndarray, chunk: int) -> Iterator[slice]:
    """Runs of at most ``chunk`` features and, beyond the first feature, at most ``_CHUNK_BYTES`` bytes."""
    behind = np.cumsum(np.maximum(ends - starts, 0))
    begin = 0
    while begin < starts.size:
        before = int(behind[begin - 1]) if begin else 0
        fits = int(np.searchsorted(behind, before + _CHUNK_BYTES, side="right"))
        stop = min(max(fits, begin + 1), begin + chunk)
        yield slice(begin, stop)
        begin = stop


def _areas_of_rings(rings: Rings, to_geographic: ToGeographic | None) -> tuple[np.ndarray, np.ndarray]:
    """Area and signature per feature; writes the two statuses that need degrees into ``rings.status``."""
    size = rings.status.size
    area_m2 = np.full(size, np.nan)
    anchor = np.zeros(size, dtype=np.uint64)
    if rings.feature.size == 0:
        return area_m2, anchor
    lon, lat = _degrees(rings, to_geographic)
    ring_m2 = np.abs(ring_areas_m2(lon, lat, rings.start, rings.count))
    ring_m2[rings.is_hole] *= -1.0
    part_m2 = np.bincount(rings.part, weights=ring_m2, minlength=rings.part_count)
    inside_out = part_m2[rings.part] < 0.0
    if inside_out.any():
        owners = rings.feature[inside_out]
        rings.status[owners[rings.status[owners] == _OK]] = GeometryStatus.INVALID_RING
    ok = rings.status == _OK
    area_m2[ok] = np.bincount(rings.feature, weights=ring_m2, minlength=size)[ok]
    anchor[ok] = _signatures(rings, area_m2)[ok]
    return area_m2, anchor


def _degrees(rings: Rings, to_geographic: ToGeographic | None) -> tuple[np.ndarray, np.ndarray]:
    """Longitudes and latitudes; features that have none get their status, and zeros for coordinates."""
    lon, lat = rings.x, rings.y
    if to_geographic is not None:
        lon, lat = to_geographic(rings.x.copy(), rings.y.copy())
        if lon.shape != rings.x.shape or lat.shape != rings.y.shape:
            raise ValueError("to_geographic changed the number of points")
    # Comparisons that NaN fails.
    if lon.min() >= -400.0 and lon.max() <= 400.0 and lat.min() >= -90.0 and lat.max() <= 90.0:
        return lon, lat
    implausible = ~((np.abs(lon) <= 400.0) & (np.abs(lat) <= 90.0))
    bad = np.zeros(rings.status.size, dtype=bool)
    ring = np.repeat(np.arange(rings.count.size), rings.count)
    bad[rings.feature[ring[implausible]]] = True
    rings.status[bad] = GeometryStatus.NOT_GEOGRAPHIC
    excluded = bad[rings.feature][ring]
    return np.where(excluded, 0.0, lon), np.where(excluded, 0.0, lat)


def _signatures(rings: Rings, area_m2: np.ndarray) -> np.ndarray:
    """uint64[n], never 0 for a feature with rings."""
    size = rings.status.size
    first_ring = np.zeros(size, dtype=np.int64)
    # Written backwards, the first ring of each feature is the one that stays.
    first_ring[rings.feature[::-1]] = np.arange(rings.feature.size - 1, -1, -1)
    vertices = np.bincount(rings.feature, weights=rings.count, minlength=size)
    ring_count = np.bincount(rings.feature, minlength=size).astype(np.float64)
    first = rings.start[first_ring]
    middle = first + rings.count[first_ring] // 2
    columns = (
        area_m2,
        vertices,
        ring_count,
        rings.x[first],
        rings.y[first],
        rings.x[middle],
        rings.y[middle],
    )
    mixed = np.zeros(size, dtype=np.uint64)
    for column in columns:
        # 0.0 is added so that −0.0 and 0.0 have the same bits. A large odd factor, and the high bits folded
        # into the low ones, carry every bit of every column through the whole word.
        mixed ^= (column + 0.0).view(np.uint64)
        mixed *= np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(32)
    return np.where(mixed == 0, np.uint64(1), mixed)
