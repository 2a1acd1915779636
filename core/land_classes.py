# SPDX-License-Identifier: GPL-2.0-or-later
"""The land classification schemes: 三调 working classification and 用地用海 2020 and 2023.

Every class says which 三调 class it takes its coefficients and sector links from. Codes and sources are in
``resources/tables/land_classes.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from .resource_tables import read_table

SANDIAO = "sandiao"
SCHEME_IDS = (SANDIAO, "ydyh2020", "ydyh2023")

_SUB_CODE = re.compile(r"([0-9]{2}(?:[0-9]|H)[0-9])[KA]")


@dataclass(frozen=True)
class LandClass:
    """One class of a scheme.

    Attributes:
        code: class code, text.
        name_zh: Chinese name.
        name_en: English name.
        level: 1 to 3.
        parent: code of the class above, '' on the first level.
        kind: ``land``; ``regroup`` (三调 00, not found on polygons); ``sea`` (outside the land balance);
            ``working`` (survey working code without class); ``alias`` (older code folded into another);
            ``reserve`` (用地用海 16, use not decided).
        sandiao: 三调 class whose coefficients and links it takes; '' for sea, working and reserve.
        relation: how ``sandiao`` was found: ``self``, ``base`` (K code), ``alias``, ``crosswalk``,
            ``parent``, ``first_level``, ``decision``, ``unmapped`` or ``sea``.
        note: remark of the table.
    """

    code: str
    name_zh: str
    name_en: str
    level: int
    parent: str
    kind: str
    sandiao: str
    relation: str
    note: str


class Scheme:
    """A classification scheme.

    Args:
        scheme_id: one of ``SCHEME_IDS``.
        classes: its classes.

    Attributes:
        id: ``scheme_id``.
        classes: classes by code, in table order.
    """

    def __init__(self, scheme_id: str, classes: Iterable[LandClass]) -> None:
        self.id = scheme_id
        self.classes: dict[str, LandClass] = {c.code: c for c in classes}

    def get(self, code: str) -> LandClass | None:
        """The class of a cleaned code, or None."""
        return self.classes.get(code)

    def children(self, code: str) -> list[LandClass]:
        """Classes right below a class, without older codes that are folded into it."""
        return [c for c in self.classes.values() if c.parent == code and c.kind != "alias"]

    def name(self, code: str, lang: str) -> str:
        """Name of a class in ``zh`` or ``en``; '' where the code is not known."""
        found = self.classes.get(code)
        if found is None:
            return ""
        return found.name_zh if lang.startswith("zh") else found.name_en


@cache
def load_scheme(scheme_id: str) -> Scheme:
    """Load a scheme from the shipped table.

    Raises:
        ValueError: not one of ``SCHEME_IDS``.
    """
    if scheme_id not in SCHEME_IDS:
        raise ValueError(scheme_id)
    return Scheme(
        scheme_id,
        (
            LandClass(
                code=row["code"],
                name_zh=row["name_zh"],
                name_en=row["name_en"],
                level=int(row["level"]),
                parent=row["parent"],
                kind=row["kind"],
                sandiao=row["sandiao"],
                relation=row["relation"],
                note=row["note"],
            )
            for row in read_table("land_classes")
            if row["scheme"] == scheme_id
        ),
    )


def base_code(code: str) -> str:
    """Code without its K (可调整) or A (sub-class) suffix; other codes come back as they are."""
    match = _SUB_CODE.fullmatch(code)
    return match[1] if match else code


@cache
def coarse_children(code: str) -> tuple[str, ...]:
    """The second-level 三调 classes that a first-level code stands for.

    K and A codes are left out: they are parts of their base class. Empty for a class that is not divided
    (09 and all second-level classes) and for an unknown code.
    """
    scheme = load_scheme(SANDIAO)
    found = scheme.get(code)
    if found is None or found.level > 1:
        return ()
    return tuple(c.code for c in scheme.children(code) if base_code(c.code) == c.code)
