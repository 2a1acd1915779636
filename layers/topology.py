# SPDX-License-Identifier: GPL-2.0-or-later
"""Invalid and overlapping polygons, found with GEOS and a spatial index."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsSpatialIndex,
    QgsWkbTypes,
)

from ..core.polygon_area import ToGeographic
from ..core.problems import Problem, problem
from ..core.progress import Progress, ProgressPart
from ..core.units import m2_to_ha
from .feature_reader import chunks
from .geometry_measure import measure

#: Layers above this many polygons are not searched for overlaps: it would take minutes.
MAX_POLYGONS = 200_000
#: Overlaps below this are digitising noise along shared edges, m².
MIN_OVERLAP_M2 = 0.5
#: DE-9IM pattern: the interiors have an area in common.
_INTERIORS_MEET = "2********"


def topology_problems(
    source: QgsProcessingFeatureSource,
    to_geographic: ToGeographic | None,
    sea: Iterable[int],
    tidal_flats: Iterable[int],
    progress: Progress,
) -> list[Problem]:
    """Look for invalid and for overlapping polygons.

    Args:
        source: the layer's features.
        to_geographic: from the layer's coordinates to CGCS2000 degrees.
        sea: feature ids of sea polygons.
        tidal_flats: feature ids of coastal tidal flats; where sea overlaps them it is said.
        progress: told from 0 to 100.

    Returns:
        ``geometry_invalid``, ``overlap``, ``sea_overlaps_tidal_flat`` with polygons and hectares, or
        ``overlap_not_checked``.
    """
    search = source.featureCount() <= MAX_POLYGONS
    invalid, geometries = _invalid(source, ProgressPart(progress, 0.0, 40.0), keep=search)
    problems = []
    if invalid:
        area, _, _ = measure([geometry.asWkb().data() for geometry in invalid], to_geographic)
        problems.append(
            problem("geometry_invalid", polygons=len(invalid), area_ha=m2_to_ha(float(np.nansum(area))))
        )
    if not search:
        return [*problems, problem("overlap_not_checked", value=MAX_POLYGONS)]
    pairs = _overlaps(geometries, to_geographic, ProgressPart(progress, 40.0, 100.0))
    wet, flats = set(sea), set(tidal_flats)
    by_code: dict[str, list[tuple[int, int, float]]] = {"overlap": [], "sea_overlaps_tidal_flat": []}
    for one, other, m2 in pairs:
        at_coast = (one in wet and other in flats) or (other in wet and one in flats)
        by_code["sea_overlaps_tidal_flat" if at_coast else "overlap"].append((one, other, m2))
    for code, found in by_code.items():
        if found:
            polygons = {fid for one, other, _ in found for fid in (one, other)}
            if code == "sea_overlaps_tidal_flat":
                polygons &= wet
            area_ha = m2_to_ha(sum(area for *_, area in found))
            problems.append(problem(code, polygons=len(polygons), area_ha=area_ha))
    return problems


def _invalid(
    source: QgsProcessingFeatureSource, progress: Progress, keep: bool
) -> tuple[list[QgsGeometry], dict[int, QgsGeometry]]:
    """Geometries that GEOS calls invalid, and (if kept) all others by feature id."""
    request = QgsFeatureRequest().setNoAttributes()
    invalid: list[QgsGeometry] = []
    valid: dict[int, QgsGeometry] = {}
    total, done = max(source.featureCount(), 1), 0
    for features in chunks(source, request):
        for feature in features:
            geometry = feature.geometry()
            if geometry.isNull() or geometry.isEmpty():
                continue
            if not geometry.isGeosValid():
                invalid.append(geometry)
            elif keep:
                valid[feature.id()] = geometry
        progress.raise_if_cancelled()
        done += len(features)
        progress.report(100.0 * done / max(total, done))
    return invalid, valid


def _overlaps(
    geometries: dict[int, QgsGeometry], to_geographic: ToGeographic | None, progress: Progress
) -> list[tuple[int, int, float]]:
    """Pairs of overlapping features with the area in common, m²."""
    index = QgsSpatialIndex()
    for fid, geometry in geometries.items():
        feature = QgsFeature(fid)
        feature.setGeometry(geometry)
        index.addFeature(feature)
    found: list[tuple[int, int, QgsGeometry]] = []
    for done, (fid, geometry) in enumerate(geometries.items()):
        if done % 256 == 0:
            progress.raise_if_cancelled()
            progress.report(100.0 * done / len(geometries))
        engine = None
        for other in index.intersects(geometry.boundingBox()):
            if other <= fid:
                continue
            if engine is None:
                engine = QgsGeometry.createGeometryEngine(geometry.constGet())
                engine.prepareGeometry()
            if engine.intersects(geometries[other].constGet()) and engine.relatePattern(
                geometries[other].constGet(), _INTERIORS_MEET
            ):
                common = geometry.intersection(geometries[other])
                # Where the two also touch elsewhere, edges and points come along.
                common.convertGeometryCollectionToSubclass(QgsWkbTypes.GeometryType.PolygonGeometry)
                found.append((fid, other, common))
    if not found:
        return []
    area, _, _ = measure([common.asWkb().data() for *_, common in found], to_geographic)
    # Without a usable CRS no area is known; the overlap is there all the same.
    plane = np.array([common.area() for *_, common in found])
    large = np.where(np.isnan(area), plane, area) > MIN_OVERLAP_M2
    return [(one, other, float(m2)) for (one, other, _), m2, kept in zip(found, area, large) if kept]
