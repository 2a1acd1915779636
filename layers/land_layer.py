# SPDX-License-Identifier: GPL-2.0-or-later
"""One land layer of a run: opened, read by the fastest safe way, bound to classes and areas."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from qgis.core import (
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsVectorLayer,
    QgsVectorLayerSelectedFeatureSource,
    QgsWkbTypes,
)

from ..core.class_binding import ClassBinding, bind_classes, garbled_names
from ..core.land_carbon import BoundLayer
from ..core.land_classes import load_scheme
from ..core.land_columns import LandColumns
from ..core.polygon_area import ToGeographic
from ..core.polygon_problems import polygon_problems
from ..core.problems import Problem, RefusedInput, Severity, problem
from ..core.progress import Progress
from ..core.study import LandLayerChoice
from ..core.survey_area import survey_area
from .feature_reader import chunks, read_columns
from .geographic import to_cgcs2000
from .geometry_measure import MAX_VALIDATED
from .geopackage_table import GeoPackageTable, opened, plain_table, read_table_columns
from .land_fields import LandFields, land_fields
from .text_encoding import in_encoding

_IDS = QgsFeatureRequest().setNoAttributes().setFlags(QgsFeatureRequest.Flag.NoGeometry)


@dataclass
class LandLayer:
    """A land layer as a run sees it.

    Attributes:
        layer: the layer, in the right encoding.
        choice: what was chosen for it.
        fields: the bound fields.
        source: what to read; filters, selections and edits are in it.
        table: the GeoPackage table behind the layer where the fast way is safe, else None.
        problems: found so far.
    """

    layer: QgsVectorLayer
    choice: LandLayerChoice
    fields: LandFields
    source: QgsProcessingFeatureSource
    table: GeoPackageTable | None
    problems: list[Problem] = field(default_factory=list)
    to_geographic: ToGeographic | None = None
    measured: bool = True
    #: What ``source`` reads from; QGIS does not keep it alive.
    origin: QgsFeatureSource | None = None

    @property
    def field_roles(self) -> dict[str, str]:
        """Field names for messages, by the first word of a problem code."""
        f = self.fields
        return {"code": f.code, "area": f.area, "deduct": f.deduct, "weight": f.weight, "group": f.group}


def open_land_layer(
    layer: QgsVectorLayer,
    choice: LandLayerChoice,
    context: QgsProcessingContext,
    source: QgsProcessingFeatureSource | None = None,
    selected_only: bool = False,
    *,
    strict: bool = True,
    refined: bool = False,
) -> LandLayer:
    """Open a layer for a run; on the thread that owns it.

    Args:
        layer: the land layer.
        choice: the binding.
        context: of the run.
        source: what Processing made of the parameter; None reads the whole layer.
        selected_only: whether only a part of the features counts: those of ``source``, else the selected ones.
        strict: False opens the layer whatever is wrong with it, as long as its class codes can be read.
        refined: read the fields that refine sector links, where the layer has them.

    Raises:
        RefusedInput: no polygons, missing fields, no usable CRS; with everything found.
    """
    reread, problems = in_encoding(layer, choice.encoding)
    problems += choice.validate()
    fields, field_problems = land_fields(reread.fields(), choice, refined)
    problems += field_problems
    if reread.geometryType() not in (
        QgsWkbTypes.GeometryType.PolygonGeometry,
        QgsWkbTypes.GeometryType.UnknownGeometry,
    ):
        problems.append(problem("layer_empty", field=layer.name(), value="0"))
    origin: QgsFeatureSource = reread
    if source is None or reread is not layer:
        if selected_only:
            if source is not None:
                # Limit and filter were made for the layer as QGIS reads it; the features are the same.
                reread.selectByIds([feature.id() for part in chunks(source, _IDS) for feature in part])
            origin = QgsVectorLayerSelectedFeatureSource(reread)
        source = QgsProcessingFeatureSource(origin, context)
    if source.featureCount() == 0:
        problems.append(problem("layer_empty", field=layer.name(), value="0"))
    to_geographic, measured = None, True
    crs = reread.crs()
    try:
        if not crs.isValid():
            raise ValueError("")
        to_geographic = to_cgcs2000(crs)
    except ValueError as error:
        measured = False
        code = "crs_not_used" if choice.area_field else "crs_missing"
        problems.append(problem(code, field=layer.name(), value=str(error) or "–"))
    if fields is None or (strict and any(p.severity is Severity.ERROR for p in problems)):
        raise RefusedInput(problems)
    plain = not selected_only and reread is layer
    opened_layer = LandLayer(reread, choice, fields, source, plain_table(layer) if plain else None, problems)
    opened_layer.to_geographic, opened_layer.measured, opened_layer.origin = to_geographic, measured, origin
    return opened_layer


def read_land_layer(
    land: LandLayer,
    progress: Progress,
    connection: sqlite3.Connection | None = None,
    schema: str = "main",
) -> LandColumns:
    """Read the bound columns.

    Args:
        land: an opened layer.
        progress: told from 0 to 100.
        connection: SQLite connection that holds ``land.table``; None opens one.
        schema: name of the source file within the connection.

    Raises:
        Cancelled: the user cancelled.
        RefusedInput: there is no polygon.
    """
    columns: LandColumns | None = None
    if land.table is not None:
        try:
            if connection is not None:
                columns = _read_table(land, connection, schema, progress)
            else:
                with opened(land.table.path) as own:
                    columns = _read_table(land, own, schema, progress)
        except sqlite3.Error:
            # A text that is not UTF-8, a locked or damaged file: QGIS knows what to make of it.
            land.table = None
    if columns is None:
        columns = read_columns(land.source, land.fields, land.to_geographic, land.measured, progress)
    if not len(columns):
        raise RefusedInput([*land.problems, problem("layer_empty", field=land.layer.name(), value="0")])
    if land.measured and len(columns) > MAX_VALIDATED:
        land.problems.append(problem("validity_not_checked", field=land.layer.name(), value=MAX_VALIDATED))
    columns.mark_duplicates()
    return columns


def _read_table(
    land: LandLayer, connection: sqlite3.Connection, schema: str, progress: Progress
) -> LandColumns:
    assert land.table is not None  # nosec B101 - callers look first
    return read_table_columns(
        connection, schema, land.table, land.fields, land.to_geographic, land.measured, progress
    )


def bind_land_layer(
    land: LandLayer, columns: LandColumns, class_map: Mapping[str, str] | None
) -> tuple[BoundLayer, list[Problem]]:
    """Bind what was read to classes and areas, and count every problem of every polygon.

    Args:
        land: the opened layer.
        columns: what was read of it.
        class_map: source code → class code, or None.
    """
    classes = bind_classes(columns, land.choice.scheme, class_map)
    cropland = _is_cropland(classes)[classes.of_stratum][columns.stratum]
    area = survey_area(columns, land.choice.area, cropland)
    bound = BoundLayer(columns, classes, area, land.choice.group_chars)
    names = garbled_names(columns, land.fields.name)
    problems = [*land.problems, *names, *classes.problems, *area.problems]
    return bound, problems + polygon_problems(bound, land.field_roles)


def _is_cropland(classes: ClassBinding) -> np.ndarray:
    """bool[classes + 1]: 三调 class below 01; the last entry stands for "no class", where nothing is known."""
    parents = load_scheme("sandiao").classes
    crop = [
        code == "01" or (code in parents and parents[code].parent == "01") for code in classes.carbon_codes
    ]
    return np.array([*crop, True])
