# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading a land layer through QGIS: any provider, filters, selections, open edits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from qgis.core import QgsFeature, QgsFeatureRequest, QgsProcessingFeatureSource

from ..core.land_columns import LandChunk, LandColumns
from ..core.polygon_area import ToGeographic
from ..core.progress import Progress
from .compat import plain
from .geometry_measure import MAX_VALIDATED, measure
from .land_fields import LandFields

CHUNK = 4096
#: Processing would drop or refuse invalid geometries; here every polygon keeps its row.
_AS_THEY_ARE = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks


def read_columns(
    source: QgsProcessingFeatureSource,
    fields: LandFields,
    to_geographic: ToGeographic | None,
    measured: bool,
    progress: Progress,
) -> LandColumns:
    """Read the bound columns of every feature of a source.

    Args:
        source: where to read.
        fields: bound fields.
        to_geographic: from the layer's coordinates to CGCS2000 degrees.
        measured: whether geometry is measured (False only where the CRS is missing and an area field is bound).
        progress: told from 0 to 100.

    Raises:
        Cancelled: the user cancelled.
    """
    expected = max(source.featureCount(), 0)
    columns = LandColumns(expected)
    request = QgsFeatureRequest()
    request.setSubsetOfAttributes(fields.all(), source.fields())
    for features in chunks(source, request):
        progress.raise_if_cancelled()
        columns.add(_chunk(features, fields, to_geographic, measured, expected <= MAX_VALIDATED))
        progress.report(100.0 * len(columns) / max(expected, len(columns)))
    return columns


def chunks(source: QgsProcessingFeatureSource, request: QgsFeatureRequest) -> Iterator[list[QgsFeature]]:
    """Features of a source in lists of ``CHUNK``, invalid geometries included."""
    waiting: list[QgsFeature] = []
    for feature in source.getFeatures(request, _AS_THEY_ARE):
        waiting.append(feature)
        if len(waiting) == CHUNK:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _chunk(
    features: list[QgsFeature],
    fields: LandFields,
    to_geographic: ToGeographic | None,
    measured: bool,
    validated: bool,
) -> LandChunk:
    chunk = LandChunk(np.fromiter((feature.id() for feature in features), dtype="i8", count=len(features)))
    index = {name: features[0].fieldNameIndex(name) for name in fields.all()}
    for column, name in fields.texts().items():
        setattr(chunk, column, _values(features, index[name]))
    for column, name in fields.numeric().items():
        setattr(chunk, column, numbers(_values(features, index[name])))
    if measured:
        blobs = [feature.geometry().asWkb().data() if feature.hasGeometry() else None for feature in features]
        chunk.geometry_m2, chunk.geometry_bits, chunk.anchor = measure(
            blobs, to_geographic, validated=validated
        )
    return chunk


def _values(features: list[QgsFeature], index: int) -> list[object]:
    return [plain(feature.attribute(index)) for feature in features]


def numbers(values: Sequence[object]) -> np.ndarray:
    """Attribute values as float64, NaN for NULL and for what is not a number."""
    to_float: Callable[[object], float] = _float
    return np.fromiter(map(to_float, values), dtype="f8", count=len(values))


def _float(value: object) -> float:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return float("nan")
