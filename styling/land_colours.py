# SPDX-License-Identifier: GPL-2.0-or-later
"""Statutory land colours: the colour and the label of a class code."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from ..core.land_classes import load_scheme
from ..layers.i18n import locale_code

_TABLE = Path(__file__).resolve().parent.parent / "resources" / "tables" / "landuse_colours.csv"
# The drawing rules for 用地用海 are published with the 2023 codes; the 2020 edition borrows them.
_BORROWS_FROM = {"ydyh2020": "ydyh2023", "custom": "sandiao", "auto": "sandiao"}


@lru_cache(maxsize=1)
def _all_colours() -> dict[tuple[str, str], str]:
    """`(scheme, code)` to hex colour, as in the table."""
    with _TABLE.open(encoding="utf-8-sig", newline="") as handle:
        return {(row["scheme"], row["code"]): row["hex"].lower() for row in csv.DictReader(handle)}


def class_colour(scheme: str, code: str) -> str | None:
    """Colour of a class: its own row, else that of its base code or parent.

    Args:
        scheme: `sandiao`, `ydyh2020` or `ydyh2023`; own schemes are bound to 三调 codes.
        code: cleaned class code, for example `0301`, `0201K`.

    Returns:
        Hex colour such as `#31ad69`; None where no level of the code has a colour.
    """
    colours = _all_colours()
    for candidate in _levels(code):
        own = colours.get((scheme, candidate))
        if own:
            return own
        lender = _BORROWS_FROM.get(scheme)
        if lender and (lender, candidate) in colours and _same_class(scheme, lender, candidate):
            return colours[(lender, candidate)]
    return None


def class_label(scheme: str, code: str) -> str:
    """`code name` in the language of QGIS; the code alone where the scheme does not know it."""
    name = _name(scheme, code)
    return f"{code} {name}" if name else code


def _levels(code: str) -> list[str]:
    """The code, its base code without K or A, and its parents."""
    levels = [code]
    base = code[:-1] if code[-1:] in ("K", "A") else code
    levels += [base[:length] for length in range(len(base), 1, -2)]
    return list(dict.fromkeys(levels))


def _same_class(scheme: str, lender: str, code: str) -> bool:
    """True where the code means the same in both schemes; own schemes use the lender's codes as they are."""
    if scheme in ("custom", "auto"):
        return True
    ours, theirs = load_scheme(scheme).get(code), load_scheme(lender).get(code)
    return ours is not None and theirs is not None and ours.name_zh == theirs.name_zh


def _name(scheme: str, code: str) -> str:
    known = load_scheme(scheme if scheme not in ("custom", "auto") else "sandiao")
    entry = known.get(code)
    if entry is None:
        return ""
    chinese = locale_code().lower().startswith("zh")
    return str(entry.name_zh if chinese or not entry.name_en else entry.name_en)
