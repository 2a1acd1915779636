# SPDX-License-Identifier: GPL-2.0-or-later
"""A run over one or several land layers: read, bind, compute, write."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from qgis.core import QgsFields, QgsProcessingContext, QgsWkbTypes

from ..core.carbon_tables import CarbonTables
from ..core.derived_columns import DerivedColumns
from ..core.land_carbon import RESULT_FIELDS, TEXT_FIELDS, BoundLayer, LandCarbon
from ..core.land_columns import LandColumns
from ..core.official_areas import compare_areas
from ..core.problems import Problem, Severity, refuse_if_error
from ..core.progress import Progress, ProgressPart
from .destination import LayerFile, SinkWriter, is_file, is_replaceable_geopackage, refuse_own_source
from .geopackage_copy import SOURCE, copy_with_columns
from .land_layer import LandLayer, bind_land_layer, read_land_layer
from .result_writer import key_field, result_fields, write_result

#: Share of the progress that reading takes; writing takes the rest.
READING = 45.0


class CarbonRun:
    """The account of some opened land layers.

    Args:
        lands: opened layers.
        class_maps: per layer, source code → class code, or None.
        tables: all tables of the run.
        problems: found before, e.g. in the class maps.

    Attributes:
        carbon: the account, after ``compute``.
        bound: the layers as computed.
        problems: everything found.
    """

    def __init__(
        self,
        lands: Sequence[LandLayer],
        class_maps: Sequence[Mapping[str, str] | None],
        tables: CarbonTables,
        problems: Sequence[Problem] = (),
    ) -> None:
        self.lands = list(lands)
        self.class_maps = list(class_maps)
        self.tables = tables
        self.problems: list[Problem] = [*problems, *tables.problems]
        self.bound: list[BoundLayer] = []
        self._carbon: LandCarbon | None = None

    @property
    def carbon(self) -> LandCarbon:
        """The account.

        Raises:
            RuntimeError: nothing was computed yet.
        """
        if self._carbon is None:
            raise RuntimeError("not computed")
        return self._carbon

    def read_and_compute(self, progress: Progress) -> None:
        """Read all layers and compute.

        Raises:
            RefusedInput: with everything found in all layers and tables.
            Cancelled: the user cancelled.
        """
        share = READING / len(self.lands)
        self.compute(
            [
                read_land_layer(land, ProgressPart(progress, i * share, (i + 1) * share))
                for i, land in enumerate(self.lands)
            ]
        )

    def compute(self, columns: Sequence[LandColumns]) -> None:
        """Bind and compute what was read; see ``read_and_compute``."""
        for land, read, class_map in zip(self.lands, columns, self.class_maps):
            bound, problems = bind_land_layer(land, read, class_map)
            self.bound.append(bound)
            self.problems += problems
        refuse_if_error(self.problems)
        tables = self.tables
        self._carbon = LandCarbon(
            self.bound, tables.sinks, tables.links, tables.intensities, tables.inventory, tables.city_total_t
        )
        self.problems += self._carbon.problems
        if tables.official_areas:
            rows = [(row.key, row.area_ha) for row in self._carbon.by_class("en")]
            self.problems += compare_areas(tables.official_areas, rows, self.bound[0].classes.scheme)
        refuse_if_error(self.problems)
        self.problems.sort(key=lambda p: _ORDER[p.severity])

    def run_to_file(
        self, destination: str, context: QgsProcessingContext, progress: Progress, layer_name: str = ""
    ) -> None:
        """Read, compute and write the result layer to a file, by the fastest safe way.

        Args:
            destination: path; absent unless the run completes.
            context: of the run.
            progress: told from 0 to 100.
            layer_name: name of the layer within a GeoPackage.

        Raises:
            RefusedInput: the input is refused.
            Cancelled: the user cancelled.
            WriteError: the file cannot be written.
        """
        refuse_own_source(destination, [land.layer for land in self.lands])
        table = self.lands[0].table if len(self.lands) == 1 else None
        writing = ProgressPart(progress, READING, 100.0)
        if table is not None and is_file(destination) and is_replaceable_geopackage(destination):
            reading = ProgressPart(progress, 0.0, READING)

            def compute(connection: sqlite3.Connection) -> DerivedColumns:
                self.compute([read_land_layer(self.lands[0], reading, connection, SOURCE)])
                return self.carbon.derived(self.bound[0])

            self.fields(destination)
            copy_with_columns(
                table, Path(destination), RESULT_FIELDS, TEXT_FIELDS, compute, writing, layer_name
            )
        else:
            self.read_and_compute(progress)
            with LayerFile(destination, context, layer_name) as file:
                self._write_file(file, destination, writing)

    def _write_file(self, file: LayerFile, destination: str, progress: Progress) -> None:
        source = self.lands[0].source
        fields = self.fields(destination)
        writer = file.create(fields, _common_type(self.lands), source.sourceCrs(), self._key())
        self.write(writer, fields, progress)

    def fields(self, destination: str) -> QgsFields:
        """Fields of the result layer; renamed ones are noted as problems."""
        sources = [land.source.fields() for land in self.lands]
        fields, renamed = result_fields(sources, RESULT_FIELDS, TEXT_FIELDS, destination, self._key())
        self.problems += renamed
        return fields

    def _key(self) -> str:
        return key_field([land.layer for land in self.lands])

    def write(self, writer: SinkWriter, fields: QgsFields, progress: Progress) -> None:
        """Write all layers to an open sink in the CRS of the first layer."""
        share = 100.0 / len(self.lands)
        crs = self.lands[0].source.sourceCrs()
        for i, (land, bound) in enumerate(zip(self.lands, self.bound)):
            part = ProgressPart(progress, i * share, (i + 1) * share)
            write_result(land.source, self.carbon.derived(bound), fields, crs, writer, part, self._key())


def _common_type(lands: Sequence[LandLayer]) -> QgsWkbTypes.Type:
    """Geometry type that takes all layers: that of the first, made multi when they differ."""
    types = {land.source.wkbType() for land in lands}
    first = lands[0].source.wkbType()
    return first if len(types) == 1 else QgsWkbTypes.multiType(first)


_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
