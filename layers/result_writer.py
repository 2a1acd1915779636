# SPDX-License-Identifier: GPL-2.0-or-later
"""Writing the result layer through QGIS: any source, any destination."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsFields,
    QgsProcessingFeatureSource,
    QgsProject,
    QgsVectorLayer,
)

from ..core.derived_columns import DerivedColumns
from ..core.problems import Problem, RefusedInput, problem
from ..core.progress import Progress
from .compat import double_field, plain, text_field
from .destination import SinkWriter
from .feature_reader import chunks
from .land_fields import output_names


def result_fields(
    sources: Sequence[QgsFields],
    added: Sequence[str],
    texts: Sequence[str],
    destination: str = "",
    key: str = "",
) -> tuple[QgsFields, list[Problem]]:
    """Fields of the result: the sources' own, then the computed ones.

    Args:
        sources: fields of each source layer; a name in several layers, in any case, becomes one field.
        added: names of the computed fields.
        texts: those of them that hold text.
        destination: path of the result. In a GeoPackage without ``key`` a field ``fid`` would be taken for the key,
            and is renamed.
        key: field that is the key of the result, see ``key_field``.
    """
    own: dict[str, QgsField] = {}
    for fields in sources:
        for field in fields:
            own.setdefault(field.name().casefold(), field)
    names, problems = output_names((field.name() for field in own.values()), added)
    result = QgsFields()
    for field, name in zip(own.values(), names):
        copy = QgsField(field)
        copy.setName(name)
        if name.casefold() == "fid" and destination.lower().endswith(".gpkg") and not key:
            copy.setName(f"{name}_1")
            problems.append(problem("field_renamed", field=name, value=copy.name()))
        result.append(copy)
    for name in added:
        result.append(text_field(name) if name in texts else double_field(name))
    return result, problems


def key_field(layers: Sequence[QgsVectorLayer]) -> str:
    """Field that holds the key of a single GeoPackage layer, which the result keeps; '' elsewhere."""
    if len(layers) != 1 or layers[0].providerType() != "ogr":
        return ""
    provider = layers[0].dataProvider()
    keys = provider.pkAttributeIndexes()
    return (
        str(provider.fields().at(keys[0]).name())
        if provider.storageType() == "GPKG" and len(keys) == 1
        else ""
    )


def write_result(
    source: QgsProcessingFeatureSource,
    derived: DerivedColumns,
    fields: QgsFields,
    crs: QgsCoordinateReferenceSystem,
    writer: SinkWriter,
    progress: Progress,
    key: str = "",
) -> None:
    """Write every feature of a source with its computed columns.

    Args:
        source: where to read attributes and geometry.
        derived: columns computed for the same source.
        fields: fields of the result, by ``result_fields``.
        crs: CRS of the result.
        writer: an open sink.
        progress: told from 0 to 100.
        key: field that is the key of the result, see ``key_field``.

    Raises:
        Cancelled: the user cancelled.
        RefusedInput: ``layer_changed``, when the source no longer holds the polygons that were computed.
        WriteError: the sink refused.
    """
    order = _RowsByFid(derived.fid)
    picked = _attribute_indexes(source.fields(), fields, derived.names)
    turn = None
    if crs.isValid() and source.sourceCrs() != crs:
        turn = QgsCoordinateTransform(source.sourceCrs(), crs, QgsProject.instance().transformContext())
    new_keys = _NewKeys(key, max(int(derived.fid.max()), 0) + 1)
    written = 0
    for features in chunks(source, QgsFeatureRequest()):
        progress.raise_if_cancelled()
        rows = order.rows([feature.id() for feature in features])
        if rows is None:
            break
        columns = _derived(derived, rows)
        results = [
            _with_result(feature, fields, picked, row, new_keys)
            for feature, row in zip(features, zip(*columns))
        ]
        if turn is not None:
            for result in results:
                _transform(result, turn)
        writer.add(results)
        written += len(features)
        progress.report(100.0 * written / len(derived.fid))
    if written != len(derived.fid):
        raise RefusedInput([problem("layer_changed", field=source.sourceName())])


class _NewKeys:
    """Keys for features that are not saved yet; QGIS shows NULL or a text such as Autogenerate there."""

    def __init__(self, key: str, first: int) -> None:
        self._key = key
        self._next = count(first)

    def given(self, own: list, fields: QgsFields) -> list:
        """Attributes of a new feature with its key in them."""
        number = next(self._next)
        return [
            number if field.name() == self._key or _is_text_as_number(plain(value), field) else value
            for value, field in zip(own, fields)
        ]


def _is_text_as_number(value: object, field: QgsField) -> bool:
    return bool(field.isNumeric()) and not isinstance(value, (int, float, type(None)))


class _RowsByFid:
    """Finds polygons by feature id; fast where they come in the same order again."""

    def __init__(self, fid: np.ndarray) -> None:
        self._fid = fid
        self._next = 0
        self._order: np.ndarray | None = None

    def rows(self, fids: list[int]) -> np.ndarray | None:
        """Row of each id; None when one is unknown."""
        wanted = np.array(fids, dtype="i8")
        here = slice(self._next, self._next + len(wanted))
        if self._fid[here].shape == wanted.shape and (self._fid[here] == wanted).all():
            self._next = here.stop
            return np.arange(here.start, here.stop)
        if self._order is None:
            self._order = np.argsort(self._fid, kind="stable")
        position = np.searchsorted(self._fid, wanted, sorter=self._order)
        if (position >= len(self._fid)).any():
            return None
        rows = self._order[position]
        return rows if (self._fid[rows] == wanted).all() else None


def _derived(derived: DerivedColumns, rows: np.ndarray) -> list[Sequence]:
    if int(rows[-1]) - int(rows[0]) == len(rows) - 1 and (np.diff(rows) == 1).all():
        columns = derived.derive(int(rows[0]), int(rows[-1]) + 1)
        return [columns[name] for name in derived.names]
    parts = [derived.derive(int(row), int(row) + 1) for row in rows]
    return [[part[name][0] for part in parts] for name in derived.names]


def _attribute_indexes(source: QgsFields, result: QgsFields, added: Sequence[str]) -> list[int]:
    """For every own field of the result, its index in the source; -1 where this source lacks it."""
    renamed, _ = output_names((field.name() for field in source), added)
    index = {name.casefold(): i for i, name in enumerate(renamed)}
    if "fid" in index:
        index.setdefault("fid_1", index["fid"])
    return [index.get(field.name().casefold(), -1) for field in list(result)[: -len(added)]]


def _with_result(
    feature: QgsFeature, fields: QgsFields, picked: list[int], values: tuple, new_keys: _NewKeys
) -> QgsFeature:
    result = QgsFeature(fields, feature.id())
    result.setGeometry(feature.geometry())
    own = feature.attributes()
    if feature.id() < 0:
        own = new_keys.given(own, feature.fields())
    result.setAttributes([*(own[i] if i >= 0 else None for i in picked), *values])
    return result


def _transform(feature: QgsFeature, turn: QgsCoordinateTransform) -> None:
    geometry = feature.geometry()
    geometry.transform(turn)
    feature.setGeometry(geometry)
