# SPDX-License-Identifier: GPL-2.0-or-later
"""Statutory land colours: the colour and the label of a class code."""

from __future__ import annotations

from functools import lru_cache

from ..core.land_classes import SANDIAO, SCHEME_IDS, base_code, load_scheme
from ..core.resource_tables import read_table
from ..layers.i18n import locale_code

# The drawing rules for 用地用海 are published with the 2023 codes; the 2020 edition borrows them.
_LENDER = {"ydyh2020": "ydyh2023"}
NO_RULE_COLOUR = "#bfbfbf"


@lru_cache(maxsize=1)
def _all_colours() -> dict[tuple[str, str], str]:
    """`(scheme, code)` to hex colour, as in the table."""
    return {(row["scheme"], row["code"]): row["hex"].lower() for row in read_table("landuse_colours")}


def class_colour(scheme: str, code: str) -> str | None:
    """Colour of a class: its own, else that of its base code or parent, else that of its first child.

    Args:
        scheme: `sandiao`, `ydyh2020` or `ydyh2023`; own schemes (`custom`) are bound to 三调 codes.
        code: cleaned class code, for example `0301`, `0201K`.

    Returns:
        Hex colour such as `#31ad69`; a plain grey for a class to which no rule gives a colour; None for a
        code that the scheme does not know at any level.
    """
    scheme = _known(scheme)
    known = load_scheme(scheme)
    levels = _levels(scheme, code)
    for candidate in levels:
        found = _own_colour(scheme, candidate)
        if found is not None:
            return found
    # First-level codes have no colour of their own in the 三调 style.
    for candidate in levels:
        for child in known.children(candidate):
            found = _own_colour(scheme, child.code)
            if found is not None:
                return found
    return NO_RULE_COLOUR if any(known.get(candidate) for candidate in levels) else None


def class_label(scheme: str, code: str) -> str:
    """`code name` in the language of QGIS; the code alone where the scheme does not know it."""
    name = load_scheme(_known(scheme)).name(code, locale_code().lower())
    return f"{code} {name}" if name else code


def _known(scheme: str) -> str:
    return scheme if scheme in SCHEME_IDS else SANDIAO


def _levels(scheme: str, code: str) -> list[str]:
    """The code, its base code without K or A, and its parents by the scheme and by its digits."""
    known = load_scheme(scheme)
    base = base_code(code)
    levels = [code, base]
    above = known.get(base)
    while above is not None and above.parent and above.parent not in levels:
        levels.append(above.parent)
        above = known.get(above.parent)
    levels += [base[:length] for length in range(len(base) - 2, 1, -2)]
    return list(dict.fromkeys(levels))


def _own_colour(scheme: str, code: str) -> str | None:
    """Colour in the scheme's own rows, or in those it borrows where both schemes name the code alike."""
    colours = _all_colours()
    if (scheme, code) in colours or scheme not in _LENDER:
        return colours.get((scheme, code))
    lender = _LENDER[scheme]
    ours, theirs = load_scheme(scheme).get(code), load_scheme(lender).get(code)
    if ours is None or theirs is None or ours.name_zh != theirs.name_zh:
        return None
    return colours.get((lender, code))
