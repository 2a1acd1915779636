# SPDX-License-Identifier: GPL-2.0-or-later
"""Small tables from text files and table layers, all cells as text."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from qgis.core import QgsVectorLayer

from ..core.problems import RefusedInput, problem
from ..core.table_parsing import RawTable, normalised_text
from .compat import plain

TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
#: A table of coefficients or sectors is small; a larger file was chosen by mistake.
MAX_BYTES = 20_000_000


def is_text_table(path: str) -> bool:
    """Whether a parameter value names a text file for ``read_text_table``."""
    return Path(path).suffix.lower() in TEXT_SUFFIXES


def decoded(raw: bytes) -> str:
    """Decode a text file: UTF-16 and UTF-8 by their marks, else UTF-8 if it fits, else GB 18030 (GBK).

    Raises:
        UnicodeDecodeError: the bytes are none of these.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def read_text_table(path: Path) -> RawTable:
    """Read a CSV or TSV file (comma, semicolon or tab; UTF-8 with or without mark, UTF-16, GBK).

    Raises:
        RefusedInput: ``table_unreadable`` with the reason.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RefusedInput([problem("table_unreadable", field=path.name, value=f"> {MAX_BYTES} B")])
        text = decoded(path.read_bytes())
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedInput([problem("table_unreadable", field=path.name, value=error)]) from error
    if "\0" in text:
        raise RefusedInput([problem("table_unreadable", field=path.name, value="NUL")])
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows, numbers = [], []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [normalised_text(cell) for cell in next(reader, [])]
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(dict(zip(header, cells)))
                numbers.append(reader.line_num)
    except csv.Error as error:  # a quote that is never closed
        raise RefusedInput([problem("table_unreadable", field=path.name, value=error)]) from error
    return RawTable(path.name, tuple(header), tuple(rows), tuple(numbers))


def read_layer_table(layer: QgsVectorLayer) -> RawTable:
    """Read a table layer (a sheet of a workbook, a database table, a layer without geometry)."""
    columns = tuple(normalised_text(field.name()) for field in layer.fields())
    rows = tuple(
        dict(zip(columns, (_cell(plain(value)) for value in feature.attributes())))
        for feature in layer.getFeatures()
    )
    return RawTable(layer.name(), columns, rows)


def _cell(value: object) -> str:
    """A cell as its author sees it: no trailing .0 on whole numbers."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
