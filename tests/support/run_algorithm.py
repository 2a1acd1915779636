# SPDX-License-Identifier: GPL-2.0-or-later
"""Running the plugin's algorithms inside this process, and reading layers back by OGR and SQLite."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from osgeo import gdal, ogr
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback, QgsProject

from tanheng.algorithms.landcarbon import LandCarbonAlgorithm


class Listener(QgsProcessingFeedback):
    """Keeps messages; cancels after so many reports of progress.

    Args:
        cancel_after: reports of progress before it cancels; None never does.
    """

    def __init__(self, cancel_after: int | None = None) -> None:
        super().__init__(False)
        self.cancel_after = cancel_after
        self.reports: list[float] = []
        self.messages: list[str] = []

    def setProgress(self, percent: float) -> None:
        self.reports.append(percent)
        if self.cancel_after is not None and len(self.reports) >= self.cancel_after:
            self.cancel()

    def pushInfo(self, info: str) -> None:
        self.messages.append(info)

    def pushWarning(self, warning: str) -> None:
        self.messages.append(warning)

    def reportError(self, error: str, fatalError: bool = False) -> None:
        self.messages.append(error)


def land_carbon(
    feedback: Listener | None = None, context: QgsProcessingContext | None = None, **parameters: Any
) -> dict[str, Any]:
    """Run `tanheng:landcarbon` as Processing does; the code field is DLBM unless given.

    Args:
        feedback: listener.
        context: where layers in memory are kept; one of its own unless given.
        parameters: of the algorithm.

    Raises:
        QgsProcessingException: what a user would read.
    """
    values = {"CODE_FIELD": "DLBM", **parameters}
    context = context or QgsProcessingContext()
    context.setProject(QgsProject.instance())
    listener = feedback or Listener()
    context.setFeedback(listener)
    algorithm = LandCarbonAlgorithm().create()
    fine, message = algorithm.checkParameterValues(values, context)
    if not fine:
        raise QgsProcessingException(message)
    results, fine = algorithm.run(values, context, listener, {}, False)
    assert fine, listener.messages
    return dict(results)


def query(path: Path | str, statement: str, *values: object) -> list[tuple]:
    """Rows of a statement on a SQLite file; functions of GeoPackage triggers are not there."""
    with closing(sqlite3.connect(f"{Path(path).as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(statement, values).fetchall()


def rows(path: Path | str, layer_name: str = "") -> list[dict[str, Any]]:
    """All features of a layer as OGR reads them, with ``fid`` and ``geometry`` (WKB or None)."""
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    layer = source.GetLayerByName(layer_name) if layer_name else source.GetLayer(0)
    definition = layer.GetLayerDefn()
    names = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
    out = []
    for feature in layer:
        geometry = feature.GetGeometryRef()
        row = {name: feature.GetField(i) for i, name in enumerate(names)}
        row["fid"] = feature.GetFID()
        row["geometry"] = bytes(geometry.ExportToIsoWkb(ogr.wkbNDR)) if geometry is not None else None
        out.append(row)
    return out


def raised_text(action: Any) -> str:
    """The message with which an action fails."""
    try:
        action()
    except QgsProcessingException as error:
        return str(error)
    raise AssertionError("it did not fail")
