# SPDX-License-Identifier: GPL-2.0-or-later
"""Class codes in the tables that a planner hands in."""

from __future__ import annotations

from .class_codes import clean_code, padded_candidate
from .land_classes import SANDIAO, load_scheme
from .table_parsing import TableReader


def read_class(reader: TableReader, index: int, column: str = "class_code") -> str:
    """三调 code of a row, or '' with a problem noted.

    A lost leading zero is put back and reported. A code that takes another class's coefficients and links (a K
    code, an older code) is refused, since a row of its own would have no effect.
    """
    scheme = load_scheme(SANDIAO)
    text = reader.key(index, column)
    code = clean_code(text)
    padded = padded_candidate(scheme, code)
    if padded:
        reader.note("table_code_unpadded", index, column, cls=padded)
        code = padded
    found = scheme.get(code)
    if found is not None and found.sandiao == code:
        return code
    if text:
        reader.note("table_class_unknown", index, column, suggestion=found.sandiao if found else "")
    return ""
