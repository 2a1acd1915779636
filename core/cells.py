# SPDX-License-Identifier: GPL-2.0-or-later
"""Sheets of cells as a planner sees them, and how a place in them is named."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .table_parsing import normalised_text, parse_number

#: What statisticians write for "none".
BLANKS = frozenset(
    {"", "-", "--", "—", "——", "–", "−", "─", "…", "……", "...", "/", "\\", "N/A", "n/a", "无", "·"}
)


@dataclass(frozen=True)
class CellSheet:
    """One sheet; every cell is text, a merged cell stands at its upper left corner only.

    Attributes:
        name: sheet name, or the file's for a text file.
        rows: rows of cells, all of one length.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def text(self, row: int, column: int) -> str:
        """Cleaned text of a cell."""
        return normalised_text(self.rows[row][column])


def column_letter(column: int) -> str:
    """Spreadsheet letters of a column counted from 0."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def is_blank(text: str) -> bool:
    """Whether a cell stands for "none": empty, a dash, an ellipsis."""
    return normalised_text(text) in BLANKS


def cell_number(text: str) -> float:
    """A cell's number; NaN for a blank or a dash.

    Raises:
        ValueError: the cell holds a text that is no number.
    """
    if is_blank(text):
        return math.nan
    value = parse_number(text)
    if math.isnan(value):
        raise ValueError(text)
    return value


def holds_number(text: str) -> bool:
    """Whether a cell holds a number."""
    return not is_blank(text) and not math.isnan(parse_number(text))
