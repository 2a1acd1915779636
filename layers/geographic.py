# SPDX-License-Identifier: GPL-2.0-or-later
"""From a layer's coordinate reference system to CGCS2000 longitude and latitude."""

from __future__ import annotations

import re

import numpy as np
from osgeo import osr
from qgis.core import QgsCoordinateReferenceSystem

from ..core.ellipsoid_area import SEMI_MAJOR_M
from ..core.gauss_kruger import TransverseMercator
from ..core.polygon_area import ToGeographic

#: Datums whose coordinates are taken as CGCS2000 as they stand. Their ellipsoids differ by 0.1 mm in the polar
#: axis, and no transformation between them is published for survey accuracy: PROJ leaves them as they are, too.
_SAME_DATUM = re.compile(
    r"CGCS ?2000|China[ _]?2000|China[ _]Geodetic[ _]Coordinate[ _]System[ _]2000"
    r"|WGS[ _]?(19)?84|World[ _]Geodetic[ _]System[ _]1984"
)

_WKT = QgsCoordinateReferenceSystem.WktVariant.WKT2_2019
_CGCS2000 = 4490


def to_cgcs2000(crs: QgsCoordinateReferenceSystem) -> ToGeographic | None:
    """How coordinates of a CRS become CGCS2000 degrees.

    Args:
        crs: a valid CRS.

    Returns:
        None where the coordinates already are such degrees; else a function of x and y. Gauss–Krüger on
        CGCS2000 or WGS 84 goes through our own inverse (nine times as fast); anything else, through PROJ.

    Raises:
        ValueError: PROJ knows no way to CGCS2000 (a drawing without a place on earth).
    """
    source = osr.SpatialReference()
    if source.ImportFromWkt(crs.toWkt(_WKT)) != 0:
        raise ValueError(crs.userFriendlyIdentifier())
    source.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    if _same_datum(source):
        if source.IsGeographic() and abs(source.GetAngularUnits() - np.pi / 180.0) < 1e-12:
            return None
        grid = _transverse_mercator(source)
        if grid is not None:
            return grid.to_geographic
    return _through_proj(source, crs)


def _same_datum(source: osr.SpatialReference) -> bool:
    name = source.GetAttrValue("DATUM") or ""
    return (
        bool(_SAME_DATUM.search(name))
        and abs(source.GetSemiMajor() - SEMI_MAJOR_M) < 1e-3
        and (source.GetAttrValue("PRIMEM", 1) or "0") in ("0", "0.0")
    )


def _transverse_mercator(source: osr.SpatialReference) -> TransverseMercator | None:
    if source.GetAttrValue("PROJECTION") != osr.SRS_PT_TRANSVERSE_MERCATOR or source.GetLinearUnits() != 1.0:
        return None
    if source.GetNormProjParm(osr.SRS_PP_LATITUDE_OF_ORIGIN, 0.0) != 0.0 or source.IsCompound():
        return None
    return TransverseMercator(
        source.GetNormProjParm(osr.SRS_PP_CENTRAL_MERIDIAN, 0.0),
        source.GetNormProjParm(osr.SRS_PP_FALSE_EASTING, 0.0),
        source.GetNormProjParm(osr.SRS_PP_FALSE_NORTHING, 0.0),
        source.GetNormProjParm(osr.SRS_PP_SCALE_FACTOR, 1.0),
        source.GetSemiMajor(),
        source.GetInvFlattening(),
    )


def _through_proj(source: osr.SpatialReference, crs: QgsCoordinateReferenceSystem) -> ToGeographic:
    target = osr.SpatialReference()
    target.ImportFromEPSG(_CGCS2000)
    target.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    try:
        transformation = osr.CoordinateTransformation(source, target)
    except RuntimeError as error:
        raise ValueError(crs.userFriendlyIdentifier()) from error
    if transformation is None or not getattr(transformation, "this", None):
        raise ValueError(crs.userFriendlyIdentifier())

    def transform(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        if not len(x):
            return x, y
        points = np.asarray(transformation.TransformPoints(np.column_stack((x, y)).tolist()), dtype=float)
        return points[:, 0], points[:, 1]

    return transform
