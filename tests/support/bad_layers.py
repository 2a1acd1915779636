# SPDX-License-Identifier: GPL-2.0-or-later
"""Layers made row by row, run through Processing, and looked at before and after: the source never changes."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import processing
import pytest
from qgis.core import (
    NULL,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant
from run_algorithm import Listener

from tanheng.algorithms.provider import TanhengProvider

#: On the central meridian of 114° E in CGCS2000 / 3-degree Gauss-Kruger CM 114E: 100 m × 100 m is 1 ha.
CRS = "EPSG:4547"
EAST, NORTH = 500_000.0, 4_000_000.0
KINDS = {"text": QVariant.String, "int": QVariant.Int, "real": QVariant.Double}
DRIVERS = {"gpkg": "GPKG", "shp": "ESRI Shapefile", "geojson": "GeoJSON"}
RESULTS = ("cls", "area_ha", "sink_tco2e", "emit_tco2e", "net_tco2e", "sink_rate", "emit_rate", "net_rate")


def square(number: int = 0, side: float = 100.0) -> str:
    """WKT of the square in place ``number`` of a row, none touching another."""
    x, y = EAST + 200.0 * number, NORTH
    return f"Polygon(({x} {y},{x + side} {y},{x + side} {y + side},{x} {y + side},{x} {y}))"


def layer(
    fields: dict[str, str],
    rows: Iterable[Sequence[Any]],
    *,
    geometry: str = "Polygon",
    crs: str = CRS,
    shapes: Sequence[str | None] | None = None,
) -> QgsVectorLayer:
    """A layer in memory: one square of a hectare per row unless ``shapes`` gives WKT (None for no geometry)."""
    made = QgsVectorLayer(f"{geometry}?crs={crs}" if crs else geometry, "图斑", "memory")
    if not crs:
        made.setCrs(QgsCoordinateReferenceSystem())
    made.dataProvider().addAttributes([QgsField(name, KINDS[kind]) for name, kind in fields.items()])
    made.updateFields()
    features = []
    for number, row in enumerate(rows):
        feature = QgsFeature(made.fields())
        feature.setAttributes(list(row))
        wkt = square(number) if shapes is None else shapes[number]
        if wkt is not None:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    assert made.dataProvider().addFeatures(features)[0]
    made.updateExtents()
    return made


def coded(*codes: Any, kind: str = "text", **more: Any) -> QgsVectorLayer:
    """A layer with the field DLBM alone."""
    return layer({"DLBM": kind}, [(code,) for code in codes], **more)


def stored(source: QgsVectorLayer, kind: str, folder: Path, name: str = "land") -> QgsVectorLayer:
    """The layer in a file (``memory`` leaves it where it is)."""
    if kind == "memory":
        return source
    path = folder / f"{name}.{kind}"
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.fileEncoding = DRIVERS[kind], "UTF-8"
    result = QgsVectorFileWriter.writeAsVectorFormatV3(
        source, str(path), QgsProject.instance().transformContext(), options
    )
    assert result[0] == QgsVectorFileWriter.WriterError.NoError, result
    opened = QgsVectorLayer(str(path), name, "ogr")
    assert opened.isValid()
    return opened


def plain(value: Any) -> Any:
    """None for every kind of NULL."""
    return None if value is None or value == NULL else value


def content(source: QgsVectorLayer) -> list[str]:
    """Everything a layer holds, as text, so that NaN equals NaN."""
    return [
        repr(
            (feature.id(), [plain(v) for v in feature.attributes()], bytes(feature.geometry().asWkb().data()))
        )
        for feature in source.getFeatures()
    ]


def fingerprint(source: QgsVectorLayer | str) -> list[str]:
    """What must not change: content of a layer, and the bytes of its files."""
    path = Path((source if isinstance(source, str) else source.source()).split("|")[0])
    files = sorted(path.parent.glob(f"{path.stem}.*")) if path.is_file() else []
    found = [f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files]
    return found if isinstance(source, str) else found + content(source)


@dataclass
class Run:
    """What a run gave.

    Attributes:
        rows: the result's features in order, by field name, NULL as None.
        issues: the issues table, likewise.
        numbers: typed outputs.
        messages: what the log said.
    """

    rows: list[dict[str, Any]]
    issues: list[dict[str, Any]]
    numbers: dict[str, Any]
    messages: list[str]

    def column(self, name: str) -> list[Any]:
        return [row[name] for row in self.rows]

    def issue(self, code: str, value: str | None = None) -> dict[str, Any]:
        """The one row of the issues table with this code (and value)."""
        (found,) = [i for i in self.issues if i["code"] == code and value in (None, i["value"] or "")]
        return found

    def count(self, code: str) -> tuple[int, float]:
        """Polygons and hectares of all rows of a code."""
        found = [i for i in self.issues if i["code"] == code]
        return sum(i["polygons"] for i in found), round(math.fsum(i["area_ha"] or 0.0 for i in found), 4)

    def codes(self) -> set[str]:
        return {issue["code"] for issue in self.issues}


def table_rows(source: QgsVectorLayer) -> list[dict[str, Any]]:
    names = [field.name() for field in source.fields()]
    return [dict(zip(names, map(plain, feature.attributes()))) for feature in source.getFeatures()]


def execute(
    algorithm: str, source: QgsVectorLayer | str, parameters: dict[str, Any], listener: Listener | None = None
) -> dict[str, Any]:
    """Run an algorithm through Processing; the source must be the same before and after, whatever happens."""
    before = fingerprint(source)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    values = {"INPUT": source, **parameters}
    try:
        # Layers are taken out of the context, which goes with this function.
        return dict(processing.run(algorithm, values, context=context, feedback=listener or Listener()))
    finally:
        assert fingerprint(source) == before, "the source was changed"


def run(source: QgsVectorLayer | str, listener: Listener | None = None, **parameters: Any) -> Run:
    """Run `tanheng:landcarbon`; code field DLBM and scheme sandiao unless given."""
    listener = listener or Listener()
    values = {
        "CODE_FIELD": "DLBM",
        "SCHEME": "sandiao",
        "OUTPUT": "TEMPORARY_OUTPUT",
        "ISSUES": "TEMPORARY_OUTPUT",
    }
    results = execute("tanheng:landcarbon", source, {**values, **parameters}, listener)
    opened = {name: open_result(results.pop(name)) for name in ("OUTPUT", "ISSUES")}
    return Run(table_rows(opened["OUTPUT"]), table_rows(opened["ISSUES"]), results, listener.messages)


def open_result(result: QgsVectorLayer | str) -> QgsVectorLayer:
    opened = result if isinstance(result, QgsVectorLayer) else QgsVectorLayer(result, "result", "ogr")
    assert opened.isValid()
    return opened


def refused(source: QgsVectorLayer | str, folder: Path, **parameters: Any) -> str:
    """What a user reads when a run is refused; nothing is written.

    Processing shows what stops a run before it starts in the log alone, and the rest as the exception's text too.
    """
    output, listener = folder / "refused.gpkg", Listener()
    with pytest.raises(QgsProcessingException) as error:
        run(source, listener, OUTPUT=str(output), ISSUES=str(folder / "refused_issues.gpkg"), **parameters)
    assert not list(folder.glob("*refused*"))
    return "\n".join([str(error.value), *listener.messages])


def computed(row: dict[str, Any]) -> bool:
    """Whether a row has a result; a row without one has none in any field."""
    values = [row[name] for name in RESULTS[:3]]
    assert all(value is None for value in values) or all(value is not None for value in values), row
    return values[0] is not None


def start_provider() -> TanhengProvider:
    """Register Processing and our provider; the caller removes it."""
    from processing.core.Processing import Processing

    Processing.initialize()
    provider = TanhengProvider()
    assert QgsApplication.processingRegistry().addProvider(provider)
    return provider
