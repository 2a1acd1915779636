# SPDX-License-Identifier: GPL-2.0-or-later
"""When a layer is one plain table of a GeoPackage, and reading it with SQLite itself.

Reading and writing a GeoPackage feature by feature through QGIS takes a multiple of a copy. Where the layer is a
table just as it lies in the file, SQLite hands out the bound columns and copies the rows by itself. Anything that
QGIS adds to the table (an edit, a filter, a join, a selection ...) takes the general way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from qgis.core import QgsProviderRegistry, QgsVectorLayer

from ..core.land_columns import LandChunk, LandColumns
from ..core.polygon_area import ToGeographic
from ..core.progress import Progress
from .feature_reader import numbers
from .geometry_measure import MAX_VALIDATED, measure
from .land_fields import LandFields

#: Rows at a time: with 23 vertices a polygon the buffers of a chunk fit a processor's cache.
CHUNK = 4096


@dataclass(frozen=True)
class GeoPackageTable:
    """A feature table of a GeoPackage.

    Attributes:
        path: the file.
        table: table name.
        fid: integer primary key.
        geometry: geometry column.
        columns: attribute columns in order, without key and geometry.
        rtree: name of the spatial index, '' where the table has none.
    """

    path: Path
    table: str
    fid: str
    geometry: str
    columns: tuple[str, ...]
    rtree: str


def quoted(name: str) -> str:
    """An SQL identifier, quoted."""
    return '"' + name.replace('"', '""') + '"'


def plain_table(layer: QgsVectorLayer) -> GeoPackageTable | None:
    """The table behind a layer, or None where the layer shows anything else than the table as it lies there."""
    provider = layer.dataProvider()
    if provider is None or layer.providerType() != "ogr" or provider.storageType() != "GPKG":
        return None
    fields = layer.fields()
    untouched = (
        not layer.isEditable()
        and not layer.subsetString()
        and not layer.vectorJoins()
        and all(fields.fieldOrigin(i) == fields.FieldOrigin.OriginProvider for i in range(fields.count()))
        and layer.crs() == provider.crs()
    )
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path = Path(parts.get("path") or "")
    if not untouched or parts.get("openOptions") or not path.is_file():
        return None
    try:
        with opened(path) as connection:
            return _described(connection, path, parts.get("layerName") or "")
    except sqlite3.Error:
        return None


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write to the file."""
    connection = sqlite3.connect(read_only_uri(path), uri=True, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def read_only_uri(path: Path) -> str:
    """SQLite URI of a file that must not be changed."""
    return f"{path.resolve().as_uri()}?mode=ro"


def _described(connection: sqlite3.Connection, path: Path, table: str) -> GeoPackageTable | None:
    found = connection.execute(
        "SELECT g.table_name, g.column_name FROM gpkg_geometry_columns g"
        " JOIN gpkg_contents c ON c.table_name = g.table_name AND c.data_type = 'features'"
        " JOIN sqlite_master m ON m.name = g.table_name AND m.type = 'table'"
        " WHERE g.table_name = ? OR ? = ''",
        (table, table),
    ).fetchall()
    if len(found) != 1:
        return None
    name, geometry = found[0]
    info = connection.execute("SELECT name, type, pk, hidden FROM pragma_table_xinfo(?)", (name,)).fetchall()
    keys = [column for column, kind, pk, _ in info if pk]
    integer_key = any(pk and kind.upper() == "INTEGER" for _, kind, pk, _ in info)
    if len(keys) != 1 or not integer_key or any(hidden for *_, hidden in info):
        return None
    rtree = f"rtree_{name}_{geometry}"
    indexed = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (rtree,)).fetchone()
    columns = tuple(column for column, *_ in info if column not in (keys[0], geometry))
    return GeoPackageTable(path, name, keys[0], geometry, columns, rtree if indexed else "")


def _row_count(connection: sqlite3.Connection, schema: str, table: GeoPackageTable) -> int:
    """Number of rows, from GDAL's note where there is one: counting reads the whole file. Only a hint."""
    try:
        note = connection.execute(
            f"SELECT feature_count FROM {quoted(schema)}.gpkg_ogr_contents WHERE table_name = ?",  # nosec B608
            (table.table,),
        ).fetchone()
    except sqlite3.OperationalError:
        note = None
    if note and note[0]:
        return int(note[0])
    source = f"{quoted(schema)}.{quoted(table.table)}"
    return int(connection.execute(f"SELECT count(*) FROM {source}").fetchone()[0])  # nosec B608 - quoted


def read_table_columns(
    connection: sqlite3.Connection,
    schema: str,
    table: GeoPackageTable,
    fields: LandFields,
    to_geographic: ToGeographic | None,
    measured: bool,
    progress: Progress,
) -> LandColumns:
    """Read the bound columns of every row; the counterpart of ``feature_reader.read_columns``.

    Args:
        connection: holds the table.
        schema: name under which the file is attached (``main`` or other).
        table: the table.
        fields: bound fields.
        to_geographic: from the layer's coordinates to CGCS2000 degrees.
        measured: whether geometry is measured.
        progress: told from 0 to 100.

    Raises:
        Cancelled: the user cancelled.
        sqlite3.Error: the table cannot be read this way (a text that is not UTF-8, a damaged file).
    """
    source = f"{quoted(schema)}.{quoted(table.table)}"
    expected = _row_count(connection, schema, table)
    names = fields.all()
    wanted = [table.fid, *names] + ([table.geometry] if measured else [])
    cursor = connection.execute(
        f"SELECT {', '.join(map(quoted, wanted))} FROM {source} ORDER BY {quoted(table.fid)}"  # nosec B608
    )
    columns = LandColumns(expected)
    while rows := cursor.fetchmany(CHUNK):
        progress.raise_if_cancelled()
        values = list(zip(*rows))
        chunk = LandChunk(np.array(values[0], dtype="i8"))
        by_name = dict(zip(names, values[1:]))
        for column, name in fields.texts().items():
            setattr(chunk, column, by_name[name])
        for column, name in fields.numeric().items():
            setattr(chunk, column, numbers(by_name[name]))
        if measured:
            chunk.geometry_m2, chunk.geometry_bits, chunk.anchor = measure(
                values[-1], to_geographic, geopackage=True, validated=expected <= MAX_VALIDATED
            )
        columns.add(chunk)
        progress.report(100.0 * len(columns) / max(expected, len(columns)))
    return columns
