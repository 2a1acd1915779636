# SPDX-License-Identifier: GPL-2.0-or-later
"""Writing a result by copying a GeoPackage table inside SQLite and adding the computed columns.

The container (metadata, key, triggers) is made by GDAL; rows are copied by ``INSERT … SELECT`` in blocks, joined by
key with the computed values; the spatial index is copied page by page, because building it anew takes as long as
all the rest. All of it, and the reading before it, is one transaction over one snapshot of the source.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from osgeo import gdal, ogr

from ..core.derived_columns import DerivedColumns
from ..core.problems import RefusedInput, problem
from ..core.progress import Progress
from .atomic_file import complete_or_absent
from .destination import WriteError
from .geopackage_table import GeoPackageTable, quoted, read_only_uri
from .land_fields import output_names

#: Rows per block: bounds memory, and is how often progress is shown and a cancel is seen.
BLOCK = 32768
SOURCE = "source"
#: Larger pages than SQLite's 4096: rows of some 800 bytes are copied in a quarter less time.
_PAGE_BYTES = 16384


def copy_with_columns(
    table: GeoPackageTable,
    destination: Path,
    added: Sequence[str],
    texts: Sequence[str],
    compute: Callable[[sqlite3.Connection], DerivedColumns],
    progress: Progress,
    layer_name: str = "",
) -> None:
    """Copy a table to a new GeoPackage of one layer and add computed columns.

    Args:
        table: the source, not changed.
        destination: the new file; it appears when it is complete.
        added: names of the columns that are added.
        texts: those of them that hold text; the others hold doubles.
        compute: reads the source through the connection (attached as ``SOURCE``) and computes ``added``.
        progress: told from 0 to 100 during the copying, which starts when ``compute`` has returned.
        layer_name: name of the layer; the file's name unless given.

    Raises:
        Cancelled: the user cancelled.
        RefusedInput: what ``compute`` raises, or ``layer_changed``.
        WriteError: the file cannot be written.
    """
    try:
        with complete_or_absent(destination) as part:
            layer_name = layer_name or destination.stem
            _create_container(table, part, layer_name, added, texts)
            # Opened by URI, or the source's URI would be taken for a file name where SQLite is built so.
            with closing(
                sqlite3.connect(part.resolve().as_uri(), uri=True, isolation_level=None)
            ) as connection:
                # The file is thrown away unless it is completed, so it needs no journal; it is flushed at the end.
                for pragma in (
                    "journal_mode=off",
                    "synchronous=off",
                    "cache_size=-16384",
                    "temp_store=memory",
                ):
                    connection.execute(f"PRAGMA {pragma}")
                connection.execute(f"ATTACH ? AS {SOURCE}", (read_only_uri(table.path),))
                connection.execute("BEGIN")
                _fill(connection, table, layer_name, compute(connection), progress)
                connection.execute("COMMIT")
            if not table.rtree:
                _build_spatial_index(part, layer_name, table.geometry)
    except (OSError, sqlite3.Error, RuntimeError) as error:
        raise WriteError(str(destination), getattr(error, "strerror", None) or str(error)) from error


def _create_container(
    table: GeoPackageTable, part: Path, layer_name: str, added: Sequence[str], texts: Sequence[str]
) -> None:
    source = gdal.OpenEx(str(table.path), gdal.OF_VECTOR | gdal.OF_READONLY)
    layer = source.GetLayerByName(table.table) if source else None
    gdal.ErrorReset()
    created = None if layer is None else ogr.GetDriverByName("GPKG").CreateDataSource(str(part))
    if layer is None or created is None:
        raise RuntimeError(gdal.GetLastErrorMsg())
    target = created.CreateLayer(
        layer_name,
        layer.GetSpatialRef(),
        layer.GetGeomType(),
        [
            # An index that can be copied is made empty here, with its triggers; another is built at the end.
            f"SPATIAL_INDEX={'YES' if table.rtree else 'NO'}",
            f"FID={table.fid}",
            f"GEOMETRY_NAME={table.geometry}",
        ],
    )
    names, _ = output_names(table.columns, added)
    definition = layer.GetLayerDefn()
    for column, name in zip(table.columns, names):
        field = ogr.FieldDefn(name, ogr.OFTString)
        original = definition.GetFieldDefn(definition.GetFieldIndex(column))
        field.SetType(original.GetType())
        field.SetSubType(original.GetSubType())
        field.SetWidth(original.GetWidth())
        field.SetPrecision(original.GetPrecision())
        target.CreateField(field)
    for name in added:
        target.CreateField(ogr.FieldDefn(name, ogr.OFTString if name in texts else ogr.OFTReal))
    # GDAL writes when the objects go.
    target.SyncToDisk()
    del target, created, layer, source
    _raise_fault()


def _fill(
    connection: sqlite3.Connection,
    table: GeoPackageTable,
    layer_name: str,
    derived: DerivedColumns,
    progress: Progress,
) -> None:
    triggers = connection.execute(
        "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (layer_name,)
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER main.{quoted(name)}")
    _copy_rows(connection, table, layer_name, derived, progress)
    if table.rtree:
        _copy_spatial_index(connection, table, layer_name)
    for _, sql in triggers:
        connection.execute(sql)
    connection.execute(
        "UPDATE main.gpkg_contents SET (min_x, min_y, max_x, max_y) ="
        f" (SELECT min_x, min_y, max_x, max_y FROM {SOURCE}.gpkg_contents WHERE table_name = ?)"  # nosec B608
        " WHERE table_name = ?",
        (table.table, layer_name),
    )
    connection.execute(
        "UPDATE main.gpkg_ogr_contents SET feature_count = ? WHERE table_name = ?",
        (len(derived.fid), layer_name),
    )


def _copy_rows(
    connection: sqlite3.Connection,
    table: GeoPackageTable,
    layer_name: str,
    derived: DerivedColumns,
    progress: Progress,
) -> None:
    names, _ = output_names(table.columns, derived.names)
    into = [table.fid, table.geometry, *names, *derived.names]
    copied = [f"s.{quoted(name)}" for name in (table.fid, table.geometry, *table.columns)]
    computed = [f"r.{quoted(name)}" for name in derived.names]
    insert = (
        f"INSERT INTO main.{quoted(layer_name)} ({', '.join(map(quoted, into))})"  # nosec B608
        f" SELECT {', '.join(copied + computed)} FROM {SOURCE}.{quoted(table.table)} s"
        f" JOIN temp.result r ON r.fid = s.{quoted(table.fid)}"
        f" WHERE s.{quoted(table.fid)} BETWEEN ? AND ?"
    )
    connection.execute(
        f"CREATE TEMP TABLE result (fid INTEGER PRIMARY KEY, {', '.join(map(quoted, derived.names))})"
    )
    values = f"INSERT INTO temp.result VALUES ({', '.join('?' * (len(derived.names) + 1))})"  # nosec B608
    fid = derived.fid
    copied_rows = 0
    for start in range(0, len(fid), BLOCK):
        progress.raise_if_cancelled()
        block = fid[start : start + BLOCK]
        columns = derived.derive(start, start + len(block))
        connection.execute("DELETE FROM temp.result")
        connection.executemany(values, zip(block.tolist(), *(columns[name] for name in derived.names)))
        copied_rows += connection.execute(insert, (int(block[0]), int(block[-1]))).rowcount
        progress.report(100.0 * (start + len(block)) / len(fid))
    # In the triggers' SQL its name would hide a layer that is called the same.
    connection.execute("DROP TABLE temp.result")
    if copied_rows != len(fid):
        raise RefusedInput([problem("layer_changed", field=table.table)])


def _copy_spatial_index(connection: sqlite3.Connection, table: GeoPackageTable, layer_name: str) -> None:
    """Copy the pages of the source's R-tree, which fits because the keys stay the same."""
    rtree = f"rtree_{layer_name}_{table.geometry}"
    for suffix in ("node", "rowid", "parent"):
        into, origin = quoted(f"{rtree}_{suffix}"), quoted(f"{table.rtree}_{suffix}")
        connection.execute(f"DELETE FROM main.{into}")  # nosec B608 - quoted
        connection.execute(f"INSERT INTO main.{into} SELECT * FROM {SOURCE}.{origin}")  # nosec B608 - quoted


def _build_spatial_index(part: Path, layer_name: str, geometry: str) -> None:
    gdal.ErrorReset()
    written = gdal.OpenEx(str(part), gdal.OF_VECTOR | gdal.OF_UPDATE)
    if written is None:
        raise RuntimeError(gdal.GetLastErrorMsg())
    table, column = (name.replace("'", "''") for name in (layer_name, geometry))
    result = written.ExecuteSQL(f"SELECT CreateSpatialIndex('{table}', '{column}')")  # nosec B608 - doubled
    if result is not None:
        written.ReleaseResultSet(result)
    del result, written
    _raise_fault()


def _raise_fault() -> None:
    """Raise what GDAL only notes down, such as a full disk.

    Raises:
        RuntimeError: an error since the last reset.
    """
    if gdal.GetLastErrorType() >= gdal.CE_Failure:
        raise RuntimeError(gdal.GetLastErrorMsg())
