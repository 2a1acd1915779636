# SPDX-License-Identifier: GPL-2.0-or-later
"""Measuring a polygon layer and writing it with its official ellipsoidal area."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
from qgis.core import (
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsVectorLayer,
    QgsVectorLayerSelectedFeatureSource,
)

from ..core.derived_columns import DerivedColumns
from ..core.land_columns import LandColumns
from ..core.problems import POLYGON_BITS, Problem, RefusedInput, problem
from ..core.progress import Progress, ProgressPart
from ..core.study import ENCODING_AUTO
from ..core.units import m2_to_ha
from .destination import LayerFile, SinkWriter, is_file, is_replaceable_geopackage, refuse_own_source
from .feature_reader import chunks, read_columns
from .geographic import to_cgcs2000
from .geopackage_copy import SOURCE, copy_with_columns
from .geopackage_table import plain_table, read_table_columns
from .land_fields import LandFields
from .result_writer import key_field, result_fields, write_result
from .text_encoding import in_encoding

AREA_FIELD = "area_m2"
_NO_FIELDS = LandFields(code="")
_MEASURING = 50.0
_IDS = QgsFeatureRequest().setNoAttributes().setFlags(QgsFeatureRequest.Flag.NoGeometry)


def _same_features(reread: QgsVectorLayer, source: QgsProcessingFeatureSource) -> QgsFeatureSource:
    """The features of a source out of its layer read in another encoding."""
    reread.selectByIds([feature.id() for some in chunks(source, _IDS) for feature in some])
    return QgsVectorLayerSelectedFeatureSource(reread)


class AreaRun:
    """One layer to be measured.

    Args:
        source: its features.
        layer: the layer behind it, if there is one.
        context: of the run.
        part: whether only a part of the layer's features counts; else the fast way may be taken.

    Attributes:
        problems: what was found.
        total_m2: sum of all areas, m², after the run.

    Raises:
        RefusedInput: the layer has no usable CRS.
    """

    def __init__(
        self,
        source: QgsProcessingFeatureSource,
        layer: QgsVectorLayer | None,
        context: QgsProcessingContext,
        part: bool = False,
    ) -> None:
        self.problems: list[Problem] = []
        if layer is not None:
            reread, self.problems = in_encoding(layer, ENCODING_AUTO)
            if reread is not layer:
                # QGIS does not keep alive what a source reads from.
                self._origin = _same_features(reread, source) if part else reread
                layer, source = reread, QgsProcessingFeatureSource(self._origin, context)
        self.source = source
        self._layers = [] if layer is None else [layer]
        self.total_m2 = 0.0
        self._table = None if layer is None or part else plain_table(layer)
        self._columns: LandColumns | None = None
        try:
            if not source.sourceCrs().isValid():
                raise ValueError
            self._to_geographic = to_cgcs2000(source.sourceCrs())
        except ValueError as error:
            raise RefusedInput(
                [problem("crs_missing", field=source.sourceName(), value=str(error) or "–")]
            ) from error

    def run_to_file(self, destination: str, context: QgsProcessingContext, progress: Progress) -> None:
        """Measure and write to a file; see ``CarbonRun.run_to_file`` for what is raised."""
        refuse_own_source(destination, self._layers)
        writing = ProgressPart(progress, _MEASURING, 100.0)
        if self._table is not None and is_file(destination) and is_replaceable_geopackage(destination):
            table = self._table
            reading = ProgressPart(progress, 0.0, _MEASURING)

            def compute(connection: sqlite3.Connection) -> DerivedColumns:
                return self._measured(
                    read_table_columns(
                        connection, SOURCE, table, _NO_FIELDS, self._to_geographic, True, reading
                    )
                )

            self.fields(destination)
            copy_with_columns(table, Path(destination), (AREA_FIELD,), (), compute, writing)
        else:
            self.measure(progress)
            with LayerFile(destination, context) as file:
                fields = self.fields(destination)
                writer = file.create(
                    fields, self.source.wkbType(), self.source.sourceCrs(), key_field(self._layers)
                )
                self.write(writer, fields, progress)

    def measure(self, progress: Progress) -> None:
        """Read and measure all features."""
        reading = ProgressPart(progress, 0.0, _MEASURING)
        self._measured(read_columns(self.source, _NO_FIELDS, self._to_geographic, True, reading))

    def fields(self, destination: str) -> QgsFields:
        """Fields of the result; renamed ones are noted as problems."""
        fields, renamed = result_fields(
            [self.source.fields()], (AREA_FIELD,), (), destination, key_field(self._layers)
        )
        self.problems += renamed
        return fields

    def write(self, writer: SinkWriter, fields: QgsFields, progress: Progress) -> None:
        """Write what was measured to an open sink."""
        assert self._columns is not None  # nosec B101 - measured before
        part = ProgressPart(progress, _MEASURING, 100.0)
        write_result(
            self.source,
            self._derived(self._columns),
            fields,
            self.source.sourceCrs(),
            writer,
            part,
            key_field(self._layers),
        )

    def _measured(self, columns: LandColumns) -> DerivedColumns:
        self._columns = columns
        columns.mark_duplicates()
        areas, bits = columns.column("geometry_m2"), columns.column("geometry_bits")
        if areas is not None and bits is not None:
            self.total_m2 = float(np.nansum(areas))
            self.problems += [
                problem(code, polygons=int(found.sum()), area_ha=m2_to_ha(float(np.nansum(areas[found]))))
                for code, found in ((c, (bits & np.uint32(bit)) != 0) for c, bit in POLYGON_BITS.items())
                if found.any()
            ]
        return self._derived(columns)

    @staticmethod
    def _derived(columns: LandColumns) -> DerivedColumns:
        areas = columns.column("geometry_m2")

        def derive(start: int, stop: int) -> dict[str, list]:
            values = [] if areas is None else areas[start:stop].tolist()
            return {AREA_FIELD: [None if value != value else value for value in values]}

        return DerivedColumns((AREA_FIELD,), (), columns.fid, derive)
