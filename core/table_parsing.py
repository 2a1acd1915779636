# SPDX-License-Identifier: GPL-2.0-or-later
"""Strict reading of small tables that a planner hands in: every fault named with its row and column."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .problems import Problem, problem


@dataclass(frozen=True)
class RawTable:
    """A table as it was read, all cells text.

    Attributes:
        name: file or layer name for messages.
        columns: header names, stripped.
        rows: one dict per row, keys = ``columns``.
        row_numbers: number of each row in the file (the header is row 1).
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    row_numbers: tuple[int, ...] = ()

    def row_number(self, index: int) -> int:
        """Row number in the file of ``rows[index]``."""
        return self.row_numbers[index] if self.row_numbers else index + 2


@dataclass
class TableReader:
    """Reads typed cells of one table and collects what is wrong with them.

    Attributes:
        table: the table being read.
        problems: everything found so far.
    """

    table: RawTable
    problems: list[Problem] = field(default_factory=list)

    def require_columns(self, names: Sequence[str]) -> bool:
        """Note each missing column; True when none is missing and there is at least one row."""
        missing = [name for name in names if name not in self.table.columns]
        for name in missing:
            self.problems.append(
                problem(
                    "table_missing_column",
                    field=self.table.name,
                    value=name,
                    found=", ".join(self.table.columns),
                )
            )
        if not missing and not self.table.rows:
            self.problems.append(problem("table_empty", field=self.table.name))
        return not missing and bool(self.table.rows)

    def text(self, index: int, column: str) -> str:
        """Cell as text without surrounding white space; empty when the column is missing."""
        return normalised_text(self.table.rows[index].get(column, ""))

    def key(self, index: int, column: str) -> str:
        """Cell that must not be blank."""
        text = self.text(index, column)
        if not text:
            self.problems.append(self._at("table_blank_key", index, column, ""))
        return text

    def number(self, index: int, column: str, *, minimum: float | None = None) -> float:
        """Cell as a finite number; NaN (and a problem) when it is not one or is below ``minimum``."""
        text = self.text(index, column)
        value = parse_number(text)
        if math.isnan(value):
            self.problems.append(self._at("table_not_a_number", index, column, text))
        elif minimum is not None and value < minimum:
            self.problems.append(self._at("table_value_negative", index, column, text))
            return math.nan
        return value

    def note(self, code: str, index: int, column: str, **params: Any) -> None:
        """Note a problem of one cell."""
        self.problems.append(self._at(code, index, column, self.text(index, column), **params))

    def _at(self, code: str, index: int, column: str, text: str, **params: Any) -> Problem:
        return problem(
            code,
            field=self.table.name,
            value=text,
            row=self.table.row_number(index),
            column=column,
            **params,
        )


def normalised_text(value: object) -> str:
    """Full width to half width, white space (also U+3000, NBSP) off both ends; None gives ''."""
    return "" if value is None else unicodedata.normalize("NFKC", str(value)).strip()


def parse_number(text: str) -> float:
    """Read a number as planners write it: thousands separators allowed; NaN when it is not finite.

    ``1,234.5``, ``１２３`` and ``1 234`` are numbers; ``12,5``, ``0,123`` and ``1.234,5`` are not (a
    decimal comma cannot be told from a separator, so it is refused rather than guessed).
    """
    text = normalised_text(text)
    if "," in text:
        whole, _, fraction = text.partition(".")
        head, *groups = whole.lstrip("+-").split(",")
        if not 1 <= len(head) <= 3 or head[0] == "0" or any(len(group) != 3 for group in groups):
            return math.nan
        if "," in fraction:
            return math.nan
    if "_" in text:  # Python would read 1_000 as a number
        return math.nan
    try:
        value = float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan
