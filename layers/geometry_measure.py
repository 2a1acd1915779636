# SPDX-License-Identifier: GPL-2.0-or-later
"""Area and problems of a chunk of geometries given as bytes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from osgeo import gdal, ogr

from ..core.polygon_area import ToGeographic, polygon_areas
from ..core.problems import POLYGON_BITS
from ..core.wkb_rings import GeometryStatus, gpkg_blob_wkb_starts

_PROBLEM_OF_STATUS = {
    GeometryStatus.MISSING: "geometry_missing",
    GeometryStatus.EMPTY: "geometry_empty",
    GeometryStatus.NOT_POLYGON: "geometry_not_polygon",
    GeometryStatus.UNSUPPORTED: "geometry_not_polygon",
    GeometryStatus.CORRUPT: "geometry_corrupt",
    GeometryStatus.NONFINITE: "geometry_not_finite",
    GeometryStatus.DEGENERATE: "geometry_ring_invalid",
    GeometryStatus.NOT_GEOGRAPHIC: "geometry_out_of_range",
    GeometryStatus.INVALID_RING: "geometry_ring_invalid",
}
_BITS_OF_STATUS = np.zeros(256, dtype="u4")
for _status, _code in _PROBLEM_OF_STATUS.items():
    _BITS_OF_STATUS[int(_status)] = POLYGON_BITS[_code]


#: Layers of up to this many polygons are asked for their validity as they are read; it would take longer than all
#: the rest on large ones, which ``tanheng:check`` looks through on request.
MAX_VALIDATED = 50_000


def measure(
    blobs: Sequence[bytes | None],
    to_geographic: ToGeographic | None,
    *,
    geopackage: bool = False,
    validated: bool = False,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Measure geometries.

    Args:
        blobs: WKB, or GeoPackage blobs; None or empty where a feature has no geometry.
        to_geographic: from the data's coordinates to CGCS2000 degrees.
        geopackage: whether the blobs carry the GeoPackage header.
        validated: also ask GEOS whether each polygon is valid (some 20 µs a polygon).

    Returns:
        ``(area_m2, bits, anchor)``: float64[n] official ellipsoidal area, NaN where there is none; uint32[n]
        bits of geometry problems; uint64[n] signature for finding duplicates, 0 where there is no area.
    """
    area, status, anchor = _areas(blobs, to_geographic, geopackage)
    bits = _BITS_OF_STATUS[status]
    unsupported = np.flatnonzero(status == GeometryStatus.UNSUPPORTED)
    if unsupported.size:
        linear = [_linear_wkb(blobs[i], geopackage) for i in unsupported]
        area[unsupported], again, anchor[unsupported] = _areas(linear, to_geographic, False)
        bits[unsupported] = _BITS_OF_STATUS[again]
        turned = again == GeometryStatus.OK
        bits[unsupported[turned]] = POLYGON_BITS["geometry_curved"]
    if validated:
        sound = np.flatnonzero(status == GeometryStatus.OK)
        bits[sound] |= _invalid([blobs[i] for i in sound], geopackage) * np.uint32(
            POLYGON_BITS["geometry_invalid"]
        )
    return area, bits, anchor


def _invalid(blobs: Sequence[bytes | None], geopackage: bool) -> np.ndarray:
    """uint32[n], 1 where a readable polygon crosses itself or is otherwise invalid."""
    found = np.zeros(len(blobs), dtype="u4")
    # GEOS says where, once for every polygon; here the count is what matters.
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        for i, blob in enumerate(blobs):
            geometry = ogr.CreateGeometryFromWkb(_plain_wkb(blob or b"", geopackage))
            found[i] = geometry is not None and not geometry.IsValid()
    finally:
        gdal.PopErrorHandler()
    return found


def _plain_wkb(blob: bytes, geopackage: bool) -> bytes:
    """WKB without the GeoPackage header."""
    if not geopackage:
        return blob
    start, _ = gpkg_blob_wkb_starts(np.frombuffer(blob, dtype="u1"), np.array([0]), np.array([len(blob)]))
    return blob[int(start[0]) :]


def _areas(
    blobs: Sequence[bytes | None], to_geographic: ToGeographic | None, geopackage: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    parts = [blob or b"" for blob in blobs]
    ends = np.cumsum(np.fromiter(map(len, parts), dtype="i8", count=len(parts)))
    starts = ends - np.fromiter(map(len, parts), dtype="i8", count=len(parts))
    data = np.frombuffer(b"".join(parts), dtype="u1")
    initial = None
    if geopackage:
        starts, initial = gpkg_blob_wkb_starts(data, starts, ends)
    areas = polygon_areas(data, starts, ends, to_geographic, initial_status=initial)
    return areas.area_m2, areas.status, areas.anchor


def _linear_wkb(blob: bytes | None, geopackage: bool) -> bytes | None:
    """Turn a curved or composed geometry into polygons; None where GDAL cannot."""
    blob = _plain_wkb(blob, geopackage) if blob else None
    try:
        geometry = ogr.CreateGeometryFromWkb(blob) if blob else None
    except RuntimeError:  # raised instead of returning None where GDAL's exceptions are switched on
        geometry = None
    if geometry is None:
        return None
    linear = ogr.ForceToMultiPolygon(geometry.GetLinearGeometry())
    if linear is None or ogr.GT_Flatten(linear.GetGeometryType()) != ogr.wkbMultiPolygon:
        return blob
    return bytes(linear.ExportToWkb(ogr.wkbNDR))
