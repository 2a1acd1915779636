# SPDX-License-Identifier: GPL-2.0-or-later
"""XLSX, ODS and text files as sheets of cells, all as text, with their places.

Workbooks are read by GDAL's own drivers, with headers switched off, after a look into the container: a file that is no
workbook, one that unpacks to far more than it should, or one with too many cells is refused before it is opened.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from osgeo import gdal

from ..core.cells import CellSheet
from ..core.problems import RefusedInput, problem
from .text_table import MAX_BYTES, TEXT_SUFFIXES, decoded

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".ods")
#: A yearbook chapter stays far below; a larger workbook was chosen by mistake or made to exhaust memory.
MAX_UNPACKED_BYTES = 200_000_000
MAX_RATIO = 200
#: Small parts of a workbook may compress well beyond the ratio.
RATIO_FREE_BYTES = 5_000_000
MAX_CELLS = 2_000_000
MAX_COLUMNS = 2_000
#: What a workbook of its kind cannot be without.
_PARTS = {".xlsx": "xl/workbook.xml", ".xlsm": "xl/workbook.xml", ".ods": "content.xml"}
_DRIVERS = {".xlsx": "XLSX", ".xlsm": "XLSX", ".ods": "ODS"}
_OPTIONS = {
    "OGR_XLSX_HEADERS": "DISABLE",
    "OGR_ODS_HEADERS": "DISABLE",
    "OGR_XLSX_FIELD_TYPES": "STRING",
    "OGR_ODS_FIELD_TYPES": "STRING",
}


def is_cell_file(path: str) -> bool:
    """Whether ``read_cell_grids`` reads files of this suffix."""
    return Path(path).suffix.lower() in (*WORKBOOK_SUFFIXES, *TEXT_SUFFIXES)


def read_cell_grids(path: Path) -> list[CellSheet]:
    """Read all sheets of a workbook, or the one sheet of a text file (UTF-8, UTF-16, GBK).

    Raises:
        RefusedInput: ``table_unreadable`` with the reason, ``workbook_invalid``, ``workbook_too_large``.
    """
    suffix = path.suffix.lower()
    if suffix in TEXT_SUFFIXES:
        return [_text_sheet(path)]
    if suffix not in WORKBOOK_SUFFIXES:
        raise RefusedInput([problem("workbook_kind_unknown", field=path.name, value=suffix)])
    _inspect(path, suffix)
    return _workbook_sheets(path, _DRIVERS[suffix])


def _inspect(path: Path, suffix: str) -> None:
    """Look at the container's directory without unpacking it."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (OSError, zipfile.BadZipFile, ValueError) as error:
        raise RefusedInput([problem("workbook_invalid", field=path.name, value=error)]) from error
    names = {entry.filename for entry in entries}
    if _PARTS[suffix] not in names:
        raise RefusedInput([problem("workbook_invalid", field=path.name, value=_PARTS[suffix])])
    unpacked = sum(entry.file_size for entry in entries)
    for entry in entries:
        ratio = entry.file_size / max(entry.compress_size, 1)
        if unpacked > MAX_UNPACKED_BYTES or (entry.file_size > RATIO_FREE_BYTES and ratio > MAX_RATIO):
            raise RefusedInput(
                [
                    problem(
                        "workbook_too_large",
                        field=path.name,
                        value=entry.filename,
                        size=f"{unpacked / 1e6:,.0f}",
                        ratio=f"{ratio:,.0f}",
                    )
                ]
            )
        if (
            entry.filename.startswith(("xl/worksheets/", "xl/sharedStrings"))
            or entry.filename == "content.xml"
        ):
            _inspect_part(path, entry.filename, entry.file_size)


def _inspect_part(path: Path, name: str, declared: int) -> None:
    """Refuse a damaged part, and a sheet whose last row or column lies so far out that a grid of it is huge.

    Read in pieces, never beyond the declared size: a container may declare less than it unpacks to.
    """
    rows, columns, read = 0, 0, 0
    tail = b""
    with zipfile.ZipFile(path) as archive:
        try:
            with archive.open(name) as part:
                while piece := part.read(1 << 20):
                    read += len(piece)
                    if read > declared + 1:
                        raise RefusedInput([problem("workbook_invalid", field=path.name, value=name)])
                    text = tail + piece
                    rows = max([rows, *(int(n) for n in re.findall(rb'<row[^>]*? r="(\d{1,9})"', text))])
                    for letters in re.findall(rb'<c[^>]*? r="([A-Z]{1,3})\d', text):
                        columns = max(columns, _column_number(letters))
                    tail = text[-200:]
        except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, ValueError) as error:
            raise RefusedInput([problem("workbook_invalid", field=path.name, value=error)]) from error
    if columns > MAX_COLUMNS or rows * max(columns, 1) > 20 * MAX_CELLS:
        raise RefusedInput([problem("workbook_too_many_cells", field=path.name, value=name, limit=MAX_CELLS)])


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


@contextmanager
def _headers_off() -> Iterator[None]:
    """GDAL settings of this thread while workbooks are read."""
    before = {key: gdal.GetThreadLocalConfigOption(key) for key in _OPTIONS}
    for key, value in _OPTIONS.items():
        gdal.SetThreadLocalConfigOption(key, value)
    try:
        yield
    finally:
        for key, old in before.items():
            gdal.SetThreadLocalConfigOption(key, old)


def _workbook_sheets(path: Path, driver: str) -> list[CellSheet]:
    sheets = []
    cells = 0
    with _headers_off():
        gdal.ErrorReset()
        gdal.PushErrorHandler("CPLQuietErrorHandler")
        try:
            source = gdal.OpenEx(str(path), gdal.OF_VECTOR, allowed_drivers=[driver])
            if source is None:
                reason = gdal.GetLastErrorMsg() or driver
                raise RefusedInput([problem("workbook_invalid", field=path.name, value=reason)])
            for index in range(source.GetLayerCount()):
                layer = source.GetLayer(index)
                width = layer.GetLayerDefn().GetFieldCount()
                cells += width * max(layer.GetFeatureCount(), 0)
                if cells > MAX_CELLS:
                    raise RefusedInput(
                        [
                            problem(
                                "workbook_too_many_cells",
                                field=path.name,
                                value=layer.GetName(),
                                limit=MAX_CELLS,
                            )
                        ]
                    )
                rows: list[tuple[str, ...]] = []
                for feature in layer:
                    # Rows keep their place: a driver may leave empty ones out, but not their numbers.
                    while len(rows) < feature.GetFID() - 1:
                        rows.append(("",) * width)
                    rows.append(tuple(feature.GetFieldAsString(i) for i in range(width)))
                sheets.append(CellSheet(layer.GetName(), tuple(rows)))
        except RuntimeError as error:  # where GDAL's exceptions are switched on
            raise RefusedInput([problem("workbook_invalid", field=path.name, value=error)]) from error
        finally:
            gdal.PopErrorHandler()
    return sheets


def _text_sheet(path: Path) -> CellSheet:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RefusedInput([problem("table_unreadable", field=path.name, value=f"> {MAX_BYTES} B")])
        text = decoded(path.read_bytes())
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedInput([problem("table_unreadable", field=path.name, value=error)]) from error
    if "\0" in text:
        raise RefusedInput([problem("table_unreadable", field=path.name, value="NUL")])
    # The first line may be a title without any separator.
    delimiter = max(",;\t", key=lambda mark: sum(mark in line for line in text.splitlines()[:50]))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:  # a quote that is never closed
        raise RefusedInput([problem("table_unreadable", field=path.name, value=error)]) from error
    width = max(map(len, rows), default=0)
    if width * len(rows) > MAX_CELLS:
        raise RefusedInput(
            [problem("workbook_too_many_cells", field=path.name, value=path.stem, limit=MAX_CELLS)]
        )
    return CellSheet(path.stem, tuple((*row, *[""] * (width - len(row))) for row in rows))
