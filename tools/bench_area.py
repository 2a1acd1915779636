# SPDX-License-Identifier: GPL-2.0-or-later
"""How much faster the area kernel is than one QgsDistanceArea.measureArea call per feature.

Both start from what they are handed in practice (WKB bytes; a QgsGeometry each), in one process, and reading
the features is counted for neither. The ratio of one run is the figure; the times depend on the machine.
"""

from __future__ import annotations

import argparse
import importlib
import os
import struct
import time
from collections.abc import Callable, Sequence

import numpy as np
import package_root

GOALS = {"EPSG:4490": 15.0, "EPSG:4523": 4.0}
SEED = 20080101


def make_rings(polygons: int) -> list[np.ndarray]:
    """Closed rings in EPSG:4523, 8 to 40 vertices (24 on average with the closing one), 0.1 to 6 ha."""
    rng = np.random.default_rng(SEED)
    rings = []
    for _ in range(polygons):
        corners = int(rng.integers(7, 40))
        angle = (np.arange(corners) + 0.8 * rng.random(corners)) * (2 * np.pi / corners)
        radius = 60.0 * np.exp(0.35 * rng.standard_normal()) * (0.7 + 0.3 * rng.random(corners))
        east = 35500000.0 + rng.uniform(-1e5, 1e5) + radius * np.cos(angle)
        north = 3375000.0 + rng.uniform(-1e5, 1e5) + radius * np.sin(angle)
        ring = np.column_stack((east, north))
        rings.append(np.vstack((ring, ring[:1])))
    return rings


def to_blobs(rings: list[np.ndarray]) -> list[bytes]:
    """MultiPolygon WKB of one part and one ring each, as a survey layer in a GeoPackage holds it."""
    header = struct.pack("<BIIBII", 1, 6, 1, 1, 3, 1)
    return [header + struct.pack("<I", len(ring)) + ring.astype("<f8").tobytes() for ring in rings]


def shortest_seconds(
    quick: Callable[[], object], slow: Callable[[], object], runs: int
) -> tuple[float, float]:
    """The shortest run of each, taken in turns: what is longer was somebody else's work."""
    quick_s, slow_s = [], []
    for _ in range(runs):
        for work, times in ((quick, quick_s), (quick, quick_s), (quick, quick_s), (slow, slow_s)):
            begin = time.perf_counter()
            work()
            times.append(time.perf_counter() - begin)
    return min(quick_s), min(slow_s)


def compare(authid: str, blobs: list[bytes], to_geographic: Callable | None, runs: int) -> float:
    """Prints one line and returns the ratio.

    Raises:
        RuntimeError: the two disagree by more than the definitions do (geodesic edges against straight ones).
    """
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsCoordinateTransformContext,
        QgsDistanceArea,
        QgsGeometry,
    )

    polygon_area = importlib.import_module(f"{package_root.PACKAGE}.core.polygon_area")
    lengths = np.array([len(blob) for blob in blobs], dtype=np.int64)
    ends = np.cumsum(lengths)
    data = np.frombuffer(b"".join(blobs), dtype=np.uint8)
    geometries = []
    for blob in blobs:
        geometry = QgsGeometry()
        geometry.fromWkb(blob)
        geometries.append(geometry)
    measure = QgsDistanceArea()
    measure.setSourceCrs(QgsCoordinateReferenceSystem(authid), QgsCoordinateTransformContext())
    measure.setEllipsoid("EPSG:1024")

    def kernel() -> np.ndarray:
        return polygon_area.polygon_areas(data, ends - lengths, ends, to_geographic).area_m2

    def one_call_each() -> np.ndarray:
        return np.array([measure.measureArea(geometry) for geometry in geometries])

    difference = np.abs(kernel() / one_call_each() - 1.0)
    if not difference.max() < 1e-5:
        raise RuntimeError(f"{authid}: areas differ by {difference.max():.1e}")
    kernel_s, qgis_s = shortest_seconds(kernel, one_call_each, runs)
    vertices = sum(struct.unpack_from("<I", blob, 18)[0] for blob in blobs) / len(blobs)
    kernel_us, qgis_us = kernel_s / len(blobs) * 1e6, qgis_s / len(blobs) * 1e6
    print(
        f"{authid}: kernel {kernel_us:.2f} us, measureArea {qgis_us:.1f} us per polygon of {vertices:.1f}"
        f" vertices: {qgis_us / kernel_us:.1f} x (goal {GOALS[authid]:g} x);"
        f" areas agree to {np.median(difference):.0e} (median), {difference.max():.0e} (largest)"
    )
    return qgis_s / kernel_s


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the comparison in both coordinate systems."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--polygons", type=int, default=20000)
    parser.add_argument(
        "--runs", type=int, default=3, help="runs of measureArea; the kernel gets three times as many"
    )
    arguments = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qgis.core import QgsApplication

    package_root.register()
    gauss_kruger = importlib.import_module(f"{package_root.PACKAGE}.core.gauss_kruger")
    grid = gauss_kruger.TransverseMercator(105.0, 35500000.0)
    application = QgsApplication([], False)
    application.initQgis()
    try:
        rings = make_rings(arguments.polygons)
        degrees = [np.column_stack(grid.to_geographic(ring[:, 0], ring[:, 1])) for ring in rings]
        compare("EPSG:4490", to_blobs(degrees), None, arguments.runs)
        compare("EPSG:4523", to_blobs(rings), grid.to_geographic, arguments.runs)
    finally:
        application.exitQgis()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
