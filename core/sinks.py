# SPDX-License-Identifier: GPL-2.0-or-later
"""Carbon sink coefficients of land classes: Table 1 as shipped, and a planner's own table over it.

Source: 陈可欣等 2022, 规划师 (5): 134-141, Table 1; per row in ``resources/tables/sink_coefficients.csv``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .land_classes import SANDIAO, base_code, coarse_children, load_scheme
from .problems import Problem, Severity
from .resource_tables import read_table
from .table_codes import read_class
from .table_parsing import RawTable, TableReader
from .units import COEFFICIENT_UNITS, c_to_co2, coefficient_to_tco2e

#: Key of the sea row; it is kept for the record and never used.
SEA_ROW = "sea"

#: tC/(ha·a). The most productive ecosystems fix about a tenth of this net: more is a slip of unit or of 10^4.
MAX_PLAUSIBLE_TC = 50.0

_REQUIRED = ("class_code", "value", "unit")
_YES = frozenset({"", "yes", "y", "true", "1", "是"})
_NO = frozenset({"no", "n", "false", "0", "否"})


@dataclass(frozen=True)
class SinkRow:
    """Coefficient of one 三调 class.

    Attributes:
        class_code: 三调 code, or ``sea``.
        value: coefficient in ``unit``; positive is uptake.
        unit: ``tC/ha/a`` or ``tCO2/ha/a``, as published.
        low: lower end of a published range, NaN where none is given.
        high: upper end.
        enabled: False for a row that is shown but never used.
        note: remark.
        source: where the value comes from.
        confidence: how far it was checked.
        own: the row is the planner's, not the shipped one.
    """

    class_code: str
    value: float
    unit: str
    low: float = math.nan
    high: float = math.nan
    enabled: bool = True
    note: str = ""
    source: str = ""
    confidence: str = ""
    own: bool = False


class SinkTable:
    """Sink coefficients by 三调 class.

    Args:
        rows: one per class.

    Attributes:
        rows: rows by class code, in table order.
    """

    def __init__(self, rows: Iterable[SinkRow]) -> None:
        self.rows: dict[str, SinkRow] = {row.class_code: row for row in rows}

    def row_for(self, code: str) -> SinkRow | None:
        """The row that a 三调 class takes: its own, else that of its base code (K and A codes)."""
        return self.rows.get(code) or self.rows.get(base_code(code))

    def tco2e_per_ha(self, code: str) -> float:
        """Sink of one hectare, t CO2e/(ha·a).

        Args:
            code: 三调 class code, or ``sea``.

        Returns:
            0 for a class without a coefficient and for a row that is not enabled; for a first-level class
            without a row of its own the common value of its second-level classes. NaN where these differ, or
            for a code that 三调 does not list.
        """
        row = self.row_for(code)
        if row is not None:
            return coefficient_to_tco2e(row.value, row.unit) if row.enabled else 0.0
        found = load_scheme(SANDIAO).get(code)
        if found is None or not found.sandiao:
            return math.nan
        values = {self.tco2e_per_ha(child) for child in coarse_children(code)} or {0.0}
        return values.pop() if len(values) == 1 else math.nan

    def coefficients(self, codes: Sequence[str]) -> np.ndarray:
        """Sink of one hectare by class.

        Args:
            codes: 三调 class codes.

        Returns:
            float64[len(codes)], t CO2e/(ha·a); see ``tco2e_per_ha`` for 0 and NaN.
        """
        distinct = {code: self.tco2e_per_ha(code) for code in set(codes)}
        return np.array([distinct[code] for code in codes], dtype=float)

    def overridden(self, own: Mapping[str, SinkRow]) -> SinkTable:
        """A table with the planner's rows over these.

        The shipped row of an A code is the value of its base code, so it gives way where the planner gives
        the base code alone.
        """
        kept = {c: r for c, r in self.rows.items() if not (base_code(c) != c and base_code(c) in own)}
        return SinkTable({**kept, **own}.values())


@lru_cache(maxsize=1)
def load_sink_table() -> SinkTable:
    """Table 1 as shipped."""
    return SinkTable(
        SinkRow(
            class_code=row["class_code"],
            value=float(row["value"]),
            unit=row["unit"],
            low=float(row["low"] or "nan"),
            high=float(row["high"] or "nan"),
            enabled=row["enabled"] == "yes",
            note=row["note"],
            source=row["source"],
            confidence=row["confidence"],
        )
        for row in read_table("sink_coefficients")
    )


def parse_sink_table(table: RawTable) -> tuple[SinkTable | None, list[Problem]]:
    """Read a SINK_TABLE over Table 1.

    Args:
        table: columns ``class_code,value,unit`` and, where given, ``low,high,enabled,note,source,
            confidence``; other columns are ignored. Classes that it does not name keep the shipped row.

    Returns:
        The merged table, None where an error was found; and all problems, each with row and column.
    """
    reader = TableReader(table)
    own: dict[str, SinkRow] = {}
    if not reader.require_columns(_REQUIRED):
        return None, reader.problems
    for i in range(len(table.rows)):
        row = _read_row(reader, i)
        if row is None:
            continue
        if row.class_code in own:
            reader.note("table_duplicate_key", i, "class_code")
        else:
            own[row.class_code] = row
    if any(p.severity is Severity.ERROR for p in reader.problems):
        return None, reader.problems
    return load_sink_table().overridden(own), reader.problems


def _read_row(reader: TableReader, i: int) -> SinkRow | None:
    """One row of the planner's table; None (with problems noted) where its class is not usable."""
    code = _read_class(reader, i)
    enabled = _read_enabled(reader, i)
    value = reader.number(i, "value", minimum=0.0)
    unit = _read_unit(reader, i)
    low, high = (
        reader.number(i, column, minimum=0.0) if reader.text(i, column) else math.nan
        for column in ("low", "high")
    )
    if not code:
        return None
    if code == SEA_ROW:
        if enabled:
            reader.note("sea_sink_refused", i, "value")
        return None
    if enabled and unit:
        _check_size(reader, i, code, value, unit)
    if not (math.isnan(low) or math.isnan(high)) and low > high:
        reader.note("table_value_not_allowed", i, "low", allowed=f"≤ {high:g}")
    note, source, confidence = (reader.text(i, column) for column in ("note", "source", "confidence"))
    return SinkRow(code, value, unit, low, high, enabled, note, source, confidence, own=True)


def _read_class(reader: TableReader, i: int) -> str:
    """三调 code of a row, ``sea``, or ''."""
    return SEA_ROW if reader.text(i, "class_code").casefold() == SEA_ROW else read_class(reader, i)


def _read_enabled(reader: TableReader, i: int) -> bool:
    text = reader.text(i, "enabled").casefold()
    if text not in _YES and text not in _NO:
        reader.note("table_value_not_allowed", i, "enabled", allowed="yes, no")
    return text not in _NO


def _read_unit(reader: TableReader, i: int) -> str:
    text = reader.text(i, "unit")
    for unit in COEFFICIENT_UNITS:
        if text.casefold() == unit.casefold():
            return unit
    reader.note("table_unit_unknown", i, "unit", allowed=", ".join(COEFFICIENT_UNITS))
    return ""


def _check_size(reader: TableReader, i: int, code: str, value: float, unit: str) -> None:
    """Note a value that no land can take up, with the likely slip.

    The power of ten between the value and the shipped one (1 tC where there is none) names it: ``suspect`` is
    ``ten_thousand`` for 10^4 (square metres for hectares, 万 for one), else ``unit`` (g/m² is 10^2, kg 10^3).
    """
    given = coefficient_to_tco2e(value, unit)
    if not given > c_to_co2(MAX_PLAUSIBLE_TC):
        return
    shipped = load_sink_table().tco2e_per_ha(code)
    power = round(math.log10(given / (shipped if shipped > 0.0 else c_to_co2(1.0))))
    reader.note(
        "table_value_implausible",
        i,
        "value",
        limit=f"{MAX_PLAUSIBLE_TC:g} tC/ha/a",
        suspect="ten_thousand" if power == 4 else "unit",
        power=power,
    )
