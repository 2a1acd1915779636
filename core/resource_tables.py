# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading the CSV tables that ship with the plugin; the only files that ``core`` reads."""

from __future__ import annotations

import csv
import hashlib
import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "tables"


def table_path(name: str) -> Path:
    """Path of a shipped table.

    Args:
        name: file name without ``.csv``, for example ``land_classes``.

    Raises:
        ValueError: the name is not a plain table name (so that no text can walk out of the folder).
    """
    if not re.fullmatch(r"[a-z0-9_]+", name):
        raise ValueError(name)
    return _FOLDER / f"{name}.csv"


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with table_path(name).open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle))


def read_table(name: str) -> list[dict[str, str]]:
    """Rows of a shipped table as column → text; read once, and the caller may change what it gets.

    Raises:
        FileNotFoundError: there is no such table.
        ValueError: the name is not a plain table name.
    """
    return [dict(row) for row in _rows(name)]


def table_sha256(name: str) -> str:
    """SHA-256 of a shipped table's text as hex, so that a result can name the tables it was made with.

    Line ends are read as LF: a checkout that rewrote them still has the same table.
    """
    return hashlib.sha256(table_path(name).read_bytes().replace(b"\r\n", b"\n")).hexdigest()
