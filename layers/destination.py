# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a result layer goes: files complete or absent, anything else through QGIS."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from types import TracebackType

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsProcessingContext,
    QgsVectorFileWriter,
    QgsWkbTypes,
)
from qgis.PyQt import sip

from .atomic_file import complete_or_absent

#: ``memory:``, ``postgis:``, ``ogr:`` …; a drive letter is no provider.
_PROVIDER = re.compile(r"^[A-Za-z]{2,}:")


class WriteError(Exception):
    """The result cannot be written.

    Attributes:
        destination: where it should have gone.
        reason: what the driver or the system says.
    """

    def __init__(self, destination: str, reason: str) -> None:
        super().__init__(f"{destination}: {reason}")
        self.destination = destination
        self.reason = reason


def is_file(destination: str) -> bool:
    """Whether a destination is a path and not a provider's own string."""
    return not _PROVIDER.match(destination)


def is_replaceable_geopackage(destination: str) -> bool:
    """Whether a destination is a GeoPackage that may be replaced as a whole: a new one, or one of one layer."""
    path = Path(destination)
    return is_file(destination) and path.suffix.lower() == ".gpkg" and _layer_count(path) <= 1


def _layer_count(path: Path) -> int:
    if not path.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM gpkg_contents").fetchone()[0])
    except sqlite3.Error:
        return 0


class SinkWriter:
    """Adds features to an open sink and says when it cannot.

    Args:
        sink: an open sink.
        destination: its name for messages.
    """

    def __init__(self, sink: QgsFeatureSink, destination: str) -> None:
        self._sink = sink
        self._destination = destination

    def add(self, features: Sequence[QgsFeature]) -> None:
        """Write features.

        Raises:
            WriteError: the driver refused one, or could not write.
        """
        if not self._sink.addFeatures(list(features), QgsFeatureSink.Flag.FastInsert):
            raise WriteError(self._destination, self._sink.lastError())


class LayerFile:
    """A file of one layer, used as a context: complete after the block, absent when the block raised.

    Single files are written under a temporary name and renamed. A Shapefile is several files: it is written in
    place and removed when the block raises. A GeoPackage that holds other layers keeps them.

    Args:
        destination: path; the suffix chooses the format.
        context: of the run.
        layer_name: name of the layer within a GeoPackage; the file's name unless given.
        add: add the layer to an existing GeoPackage, whatever it holds.
    """

    def __init__(
        self, destination: str, context: QgsProcessingContext, layer_name: str = "", *, add: bool = False
    ) -> None:
        self._path = Path(destination)
        self._layer_name = layer_name or self._path.stem
        self._add = add
        self._context = context
        self._stack = ExitStack()
        self._target = ""
        self._keeps_others = False
        self._sink: QgsFeatureSink | None = None

    def __enter__(self) -> LayerFile:
        suffix = self._path.suffix.lower()
        if suffix == ".gpkg" and (self._add or not is_replaceable_geopackage(str(self._path))):
            self._keeps_others = True
        if suffix == ".shp" or self._keeps_others:
            self._target = str(self._path)
        else:
            try:
                self._target = str(self._stack.enter_context(complete_or_absent(self._path)))
            except OSError as error:
                raise WriteError(str(self._path), error.strerror or str(error)) from error
        return self

    def create(
        self, fields: QgsFields, wkb_type: QgsWkbTypes.Type, crs: QgsCoordinateReferenceSystem
    ) -> SinkWriter:
        """Create the layer.

        Raises:
            WriteError: the driver cannot create it.
        """
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = QgsVectorFileWriter.driverForExtension(self._path.suffix)
        options.fileEncoding = "UTF-8"
        if self._keeps_others:
            options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
        if options.driverName == "GPKG":
            options.layerName = self._layer_name
        writer = QgsVectorFileWriter.create(
            self._target, fields, wkb_type, crs, self._context.transformContext(), options
        )
        if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
            reason = writer.errorMessage()
            sip.delete(writer)
            raise WriteError(str(self._path), reason)
        self._sink = writer
        return SinkWriter(writer, str(self._path))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._sink is not None:
            # The driver writes its last buffers when the sink goes.
            sip.delete(self._sink)
            self._sink = None
        if kind is not None and self._path.suffix.lower() == ".shp":
            QgsVectorFileWriter.deleteShapeFile(str(self._path))
        try:
            self._stack.__exit__(kind, error, trace)
        except OSError as failure:
            raise WriteError(str(self._path), failure.strerror or str(failure)) from failure
