# SPDX-License-Identifier: GPL-2.0-or-later
"""The area kernel against QgsDistanceArea on the ellipsoid CGCS2000, and its grid against PROJ.

QGIS draws geodesics between vertices, the official formula straight lines in (L, B). On an edge of length s
at latitude B the strip between the two is of the order s³ tan B / 12 R: 5e-6 m² for 8 m and 2e-3 m² for 60 m.
"""

from __future__ import annotations

import numpy as np
import pytest
import wkb_samples as wkb
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsDistanceArea,
    QgsGeometry,
)

from tanheng.core.gauss_kruger import TransverseMercator
from tanheng.core.polygon_area import polygon_areas
from tanheng.core.wkb_rings import GeometryStatus

GRID = TransverseMercator(105.0, 35500000.0)


def parcels() -> list[list[list[tuple[float, float]]]]:
    """300 parcels of 0.1 to 2 ha in EPSG:4523, every tenth with a hole, 24 vertices on average."""
    rng = np.random.default_rng(11)
    out = []
    for number in range(300):
        corners = int(rng.integers(8, 40))
        angle = (np.arange(corners) + 0.8 * rng.random(corners)) * (2 * np.pi / corners)
        radius = rng.uniform(25, 80) * (0.7 + 0.3 * rng.random(corners))
        east, north = 35500000 + rng.uniform(-1.2e5, 1.2e5), rng.uniform(2.2e6, 5.2e6)
        ring = list(zip((east + radius * np.cos(angle)).tolist(), (north + radius * np.sin(angle)).tolist()))
        rings = [[*ring, ring[0]]]
        if number % 10 == 0:
            rings.append([(east + (x - east) / 4, north + (y - north) / 4) for x, y in rings[0]])
        out.append(rings)
    return out


def in_degrees(rings: list[list[tuple[float, float]]]) -> list[list[tuple[float, float]]]:
    out = []
    for ring in rings:
        lon, lat = GRID.to_geographic(*np.array(ring).T)
        lon[-1], lat[-1] = lon[0], lat[0]
        out.append(list(zip(lon.tolist(), lat.tolist())))
    return out


def relative_differences(authid: str, blobs: list[bytes], to_geographic) -> np.ndarray:
    measure = QgsDistanceArea()
    measure.setSourceCrs(QgsCoordinateReferenceSystem(authid), QgsCoordinateTransformContext())
    assert measure.setEllipsoid("EPSG:1024")
    qgis_m2 = []
    for blob in blobs:
        geometry = QgsGeometry()
        geometry.fromWkb(blob)
        qgis_m2.append(measure.measureArea(geometry))
    result = polygon_areas(*wkb.buffer(blobs), to_geographic)
    assert (result.status == GeometryStatus.OK).all()
    return np.abs(result.area_m2 / np.array(qgis_m2) - 1)


@pytest.mark.parametrize("multi", [False, True])
@pytest.mark.parametrize("authid", ["EPSG:4490", "EPSG:4523"])
def test_parcels_agree_with_qgis(qgis_app, authid, multi):
    """Seen: median 1e-8, largest 3e-7."""
    shapes = parcels()
    if authid == "EPSG:4490":
        shapes = [in_degrees(rings) for rings in shapes]
    blobs = [wkb.multipolygon([rings]) if multi else wkb.polygon(rings) for rings in shapes]
    difference = relative_differences(authid, blobs, None if authid == "EPSG:4490" else GRID.to_geographic)
    assert np.median(difference) < 5e-8
    assert difference.max() < 2e-6


def test_the_difference_is_the_strips_between_the_two_kinds_of_edge(qgis_app):
    """To first order Σ tan B / 12 N · ΔE (ΔE² + 3 ΔN²); cutting each edge into 40 divides it by 40²."""
    corners_m = np.array([(0.0, 0.0), (200.0, 0.0), (60.0, 180.0), (0.0, 0.0)])
    east, north = np.diff(corners_m, axis=0).T
    # 36.13 degrees north, where N is 6385.6 km; the triangle has 18 000 m2. That makes 7.6e-6.
    strips = abs(np.sum(east * (east**2 + 3 * north**2))) * np.tan(np.radians(36.13)) / (12 * 6385600.0)
    corners = np.array(in_degrees([[(35500000 + x, 4e6 + y) for x, y in corners_m.tolist()]])[0])
    steps = np.arange(40)[:, None] / 40
    pieces = [corners[i] + steps * (corners[i + 1] - corners[i]) for i in range(3)]
    dense = np.vstack([*pieces, corners[:1]])
    coarse, fine = (
        relative_differences("EPSG:4490", [wkb.polygon([ring.tolist()])], None)[0]
        for ring in (corners, dense)
    )
    assert coarse == pytest.approx(strips / 18000, rel=0.01)
    assert fine < 1.1 * coarse / 40**2 + 1e-9


@pytest.mark.parametrize(
    ("authid", "meridian", "easting"),
    [("EPSG:4523", 105, 35500000), ("EPSG:4529", 123, 41500000), ("EPSG:4550", 123, 500000)],
)
def test_the_grid_agrees_with_proj(qgis_app, authid, meridian, easting):
    """Seen: 3e-9 m with PROJ's own rounding, 3 degrees to both sides."""
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem(authid),
        QgsCoordinateReferenceSystem("EPSG:4490"),
        QgsCoordinateTransformContext(),
    )
    rng = np.random.default_rng(5)
    x, y = easting + rng.uniform(-2.5e5, 2.5e5, 500), rng.uniform(2e6, 5.9e6, 500)
    lon, lat = TransverseMercator(meridian, easting).to_geographic(x, y)
    proj = np.array([transform.transform(*point) for point in zip(x.tolist(), y.tolist())])
    east_m = np.abs(lon - proj[:, 0]) * np.cos(np.radians(lat)) * 111320
    assert max(east_m.max(), (np.abs(lat - proj[:, 1]) * 111320).max()) < 9e-9
