# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a result layer goes: files complete or absent, anything else through QGIS."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, nullcontext
from pathlib import Path
from types import TracebackType

from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDataSourceUri,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProviderConnectionException,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsWkbTypes,
)
from qgis.PyQt import sip

from .atomic_file import complete_or_absent, replace
from .i18n import tr

#: ``memory:``, ``postgis:``, ``ogr:`` …; a drive letter is no provider.
_PROVIDER = re.compile(r"^[A-Za-z]{2,}:")
#: Formats in which what was written is counted before it counts as complete: GDAL notices a full disk late, and for
#: some (GeoJSON) not at all. Left out are formats whose count is not that of the features (DXF, sheets).
_COUNTED = (
    "GPKG",
    "ESRI Shapefile",
    "GeoJSON",
    "FlatGeobuf",
    "CSV",
    "GML",
    "SQLite",
    "MapInfo File",
    "OpenFileGDB",
)


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


def refuse_own_source(destination: str, layers: Iterable[QgsMapLayer]) -> None:
    """Refuse to write over a layer that is read.

    Args:
        destination: path of the result.
        layers: what is read.

    Raises:
        WriteError: the destination is the file of one of the layers.
    """
    final = Path(destination).resolve()
    for layer in layers:
        parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
        if parts.get("path") and Path(parts["path"]).resolve() == final:
            raise WriteError(destination, tr("it is the layer that is read, which is never changed"))


def drop_table(destination: str, identifier: str) -> None:
    """Remove the table of a run that did not finish from a database.

    Args:
        destination: what Processing was given (``postgis:…``, ``ogr:dbname=…``, ``memory:`` …).
        identifier: the layer that came of it. One in memory goes by itself.

    Raises:
        WriteError: the database refused.
    """
    name, _, given = destination.partition(":")
    # Processing may hand back what it was given instead of the layer's own source.
    uri = QgsDataSourceUri(given if identifier == destination else identifier)
    name, table = name.lower(), uri.table()
    if name == "ogr":
        parts = QgsProviderRegistry.instance().decodeUri("ogr", identifier)
        database, schema, table = parts.get("path") or "", "", parts.get("layerName") or table
        metadata = QgsProviderRegistry.instance().providerMetadata("ogr")
    else:
        schema = uri.schema()
        uri.setDataSource("", "", "")
        database = uri.connectionInfo(False)
        metadata = QgsProviderRegistry.instance().providerMetadata("postgres" if name == "postgis" else name)
    if metadata is None or not table or name == "memory":
        return
    try:
        metadata.createConnection(database, {}).dropVectorTable(schema, table)
    except QgsProviderConnectionException as error:
        raise WriteError(identifier, str(error)) from error


class SinkWriter:
    """Adds features to an open sink and says when it cannot.

    Args:
        sink: an open sink.
        destination: its name for messages.

    Attributes:
        written: features so far.
    """

    def __init__(self, sink: QgsFeatureSink, destination: str) -> None:
        self._sink = sink
        self._destination = destination
        self.written = 0

    def add(self, features: Sequence[QgsFeature]) -> None:
        """Write features.

        Raises:
            WriteError: the driver refused one, or could not write.
        """
        if not self._sink.addFeatures(list(features), QgsFeatureSink.Flag.FastInsert):
            raise WriteError(self._destination, self._sink.lastError())
        self.written += len(features)


class LayerFile:
    """A file of one layer, used as a context: complete after the block, absent when the block raised.

    It is written in a temporary folder and moved. A GeoPackage that holds other layers keeps them: the finished layer
    is added to it in one transaction.

    Args:
        destination: path; the suffix chooses the format.
        context: of the run.
        layer_name: name of the layer within a GeoPackage; the file's name unless given.
        add: write straight into a GeoPackage that its owner throws away when the block raises.
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
        self._sink: QgsVectorFileWriter | None = None
        self._writer: SinkWriter | None = None
        self._fault = ""

    def __enter__(self) -> LayerFile:
        try:
            self._target = str(self._stack.enter_context(self._place()))
        except OSError as error:
            raise WriteError(str(self._path), error.strerror or str(error)) from error
        return self

    def _place(self) -> AbstractContextManager[Path]:
        return nullcontext(self._path) if self._add else complete_or_absent(self._path, self._publish)

    def _publish(self, folder: Path, final: Path) -> None:
        self._check()
        if final.suffix.lower() == ".gpkg" and not is_replaceable_geopackage(str(final)):
            _add_layer(folder / final.name, final, self._layer_name)
        else:
            replace(folder, final)

    def create(
        self,
        fields: QgsFields,
        wkb_type: QgsWkbTypes.Type,
        crs: QgsCoordinateReferenceSystem,
        key: str = "",
    ) -> SinkWriter:
        """Create the layer.

        Args:
            fields: its fields.
            wkb_type: its geometry type.
            crs: its CRS.
            key: field that becomes the key of a GeoPackage; '' for a key of its own.

        Raises:
            WriteError: the driver cannot create it.
        """
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = QgsVectorFileWriter.driverForExtension(self._path.suffix)
        options.fileEncoding = "UTF-8"
        if self._add:
            options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
        if options.driverName == "GPKG":
            options.layerName = self._layer_name
            options.layerOptions = [f"FID={key}"] if key else []
        writer = QgsVectorFileWriter.create(
            self._target, fields, wkb_type, crs, self._context.transformContext(), options
        )
        if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
            reason = writer.errorMessage()
            sip.delete(writer)
            raise WriteError(str(self._path), reason)
        self._sink = writer
        self._writer = SinkWriter(writer, str(self._path))
        return self._writer

    def _close(self) -> None:
        """Have the driver write its last buffers, which it does when the sink goes."""
        if self._sink is not None:
            gdal.ErrorReset()
            sip.delete(self._sink)
            self._sink = None
            self._fault = gdal.GetLastErrorMsg() if gdal.GetLastErrorType() >= gdal.CE_Failure else ""

    def _check(self) -> None:
        """Whether all that was handed over has arrived.

        Raises:
            WriteError: an error on closing, or features that are not there.
        """
        if self._fault:
            raise WriteError(str(self._path), self._fault)
        driver = QgsVectorFileWriter.driverForExtension(self._path.suffix)
        if self._writer is None or driver not in _COUNTED:
            return
        if _feature_count(self._target, self._layer_name if driver == "GPKG" else "") != self._writer.written:
            raise WriteError(str(self._path), tr("not everything that was written can be read again"))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()
        try:
            if self._add and error is None:
                self._check()
            self._stack.__exit__(kind, error, trace)
        except OSError as failure:
            raise WriteError(str(self._path), failure.strerror or str(failure)) from failure


def _add_layer(finished: Path, final: Path, layer_name: str) -> None:
    """Add the layer of one GeoPackage to another, in one transaction: another program may have that open.

    Raises:
        WriteError: it is locked, or the disk is full; it is as it was then.
    """
    options = gdal.VectorTranslateOptions(
        options=["-ds_transaction", "-overwrite", "-preserve_fid", "-nln", layer_name]
    )
    try:
        target = gdal.OpenEx(str(final), gdal.OF_VECTOR | gdal.OF_UPDATE)
        gdal.ErrorReset()
        done = gdal.VectorTranslate(target, str(finished), options=options) if target is not None else None
    except RuntimeError as error:  # where GDAL's exceptions are switched on
        raise WriteError(str(final), str(error)) from error
    failed = done is None or gdal.GetLastErrorType() >= gdal.CE_Failure
    message = gdal.GetLastErrorMsg()
    del done, target
    if failed:
        raise WriteError(str(final), message)


def _feature_count(path: str, layer_name: str) -> int:
    """Features in a file; -1 where it cannot be read."""
    try:
        source = gdal.OpenEx(path, gdal.OF_VECTOR)
        layer = (
            None
            if source is None
            else source.GetLayerByName(layer_name)
            if layer_name
            else source.GetLayer(0)
        )
        return -1 if layer is None else int(layer.GetFeatureCount())
    except RuntimeError:  # where GDAL's exceptions are switched on
        return -1
