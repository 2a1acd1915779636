# SPDX-License-Identifier: GPL-2.0-or-later
"""Cleaning class codes and resolving them to classes; every repair on the way has a problem code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .land_classes import LandClass, Scheme, base_code
from .problems import Problem, problem

#: Texts that stand for "no value" in exports of databases and scripts.
_NULL_TEXTS = frozenset({"NULL", "<NULL>", "(NULL)", "NAN", "NONE"})
#: Invisible characters that ``str.strip`` leaves standing: NUL padding of DBF, zero-width marks, BOM.
_INVISIBLE = "\x00\u200b\u200c\u200d\u2060\ufeff"
_WHOLE_FLOAT = re.compile(r"([0-9]+)\.0+")
_CODE_SHAPE = re.compile(r"[0-9]{2}H?[0-9]+")


@dataclass(frozen=True)
class Resolution:
    """What a code of a layer stands for.

    Attributes:
        cls: class code in the layer's scheme after repair; '' where the polygon has no class.
        sandiao: 三调 class whose coefficients and links are taken; '' for sea and where there is no class.
        problem: '' or one of ``code_blank``, ``code_unknown``, ``code_fallback``, ``code_alias``,
            ``code_unpadded``, ``code_working``, ``code_unmapped``, ``code_sea``.
        kind: kind of the class found (see ``LandClass``), '' where none was found.
        also: a repair (``code_fallback``, ``code_unpadded``) on the way to a class whose kind is itself the
            ``problem``; mostly ''.
    """

    cls: str
    sandiao: str
    problem: str
    kind: str
    also: str = ""


def clean_code(value: object) -> str:
    """Bring a code to the form of the tables; ``clean_code(clean_code(x)) == clean_code(x)``.

    None, NaN, database NULL and their usual spellings give ''. Full width becomes half width, white space
    and invisible characters go off both ends, letters become capitals, and a whole number loses its ``.0``.
    A lost leading zero is not put back here (see ``padded_candidate``).
    """
    is_null = getattr(value, "isNull", None)
    if value is None or (callable(is_null) and is_null()):
        return ""
    if value != value:  # NaN, Python's or numpy's
        return ""
    return _cleaned_text(str(value))


def _cleaned_text(text: str) -> str:
    for _ in range(4):  # capitals can make new compatibility forms: repeat until nothing moves
        before = text
        text = unicodedata.normalize("NFKC", text).upper()
        while text != (bare := text.strip().strip(_INVISIBLE)):
            text = bare
        if text == before:
            break
    whole = _WHOLE_FLOAT.fullmatch(text)
    text = whole[1] if whole else text
    return "" if text in _NULL_TEXTS else text


def padded_candidate(scheme: Scheme, code: str) -> str:
    """The class code that a cleaned code becomes with its leading zero put back, or ''.

    Spreadsheets and number fields turn 0301 into 301. A code that is known as it stands is never padded, and
    a lone 0 is no class.
    """
    padded = "0" + code
    found = scheme.get(padded)
    if scheme.get(code) is not None or found is None or found.kind == "regroup":
        return ""
    return padded


def resolve_code(scheme: Scheme, code: object) -> Resolution:
    """Find the class of a code.

    In this order: the code as listed; with a lost leading zero put back; without an unlisted K or A suffix;
    the nearest listed class above (a third level that the tables lack, digits below the third level).

    Args:
        scheme: the layer's scheme.
        code: as read; it is cleaned here.
    """
    text = clean_code(code)
    if not text:
        return Resolution("", "", "code_blank", "")
    found = scheme.get(text)
    if found is not None:
        return _resolution(found, "")
    padded = padded_candidate(scheme, text)
    if padded:
        return _resolution(scheme.classes[padded], "code_unpadded")
    above = _class_above(scheme, text)
    if above is not None:
        return _resolution(above, "code_fallback")
    return Resolution("", "", "code_unknown", "")


def _class_above(scheme: Scheme, code: str) -> LandClass | None:
    base = code[:-1] if code[-1] in "KA" else code
    if len(base) < 4 or not _CODE_SHAPE.fullmatch(base):
        return None
    for length in (len(base), 6, 4, 2):
        found = scheme.get(base[:length])
        if found is not None and found.kind != "regroup":
            return found
    return None


def _resolution(found: LandClass, repair: str) -> Resolution:
    if found.kind == "working":
        return Resolution("", "", "code_working", found.kind, repair)
    if found.kind == "sea":
        return Resolution(found.code, "", "code_sea", found.kind, repair)
    if not found.sandiao:
        return Resolution("", "", "code_unmapped", found.kind, repair)
    if found.kind == "alias":
        return Resolution(found.sandiao, found.sandiao, repair or "code_alias", "land")
    return Resolution(found.code, found.sandiao, repair, found.kind)


def resolve_codes(
    scheme: Scheme,
    codes: Sequence[object],
    class_map: Mapping[str, str] | None = None,
    *,
    custom: bool = False,
) -> tuple[list[Resolution], list[Problem]]:
    """Resolve codes, with a map of own codes in front of the scheme.

    Args:
        scheme: scheme of the map's targets, and of the codes that the map does not hold.
        codes: distinct codes as read.
        class_map: own code → code of ``scheme``. Own codes are any text; they are compared whatever
            their case, width and surrounding space. A blank target says that the code has no class.
        custom: the layer has an own scheme: a code that is not in the map is unknown, even if ``scheme``
            happens to list it.

    Returns:
        One resolution per code, in order; and problems of the map: ``map_target_unknown`` for a target that
        the scheme does not list, ``map_duplicate_code`` for own codes that differ only in case, width or
        space. Codes with such a target come back as ``code_unknown``.
    """
    targets: dict[str, str] = {}
    problems: list[Problem] = []
    for own, target in (class_map or {}).items():
        key = clean_code(own)
        if targets.setdefault(key, target) != target:
            problems.append(problem("map_duplicate_code", field="CLASS_MAP", value=own))
    mapped = {own: _map_target(scheme, target) for own, target in targets.items()}
    for own, resolution in mapped.items():
        if resolution.problem == "code_unknown":
            target = clean_code(targets[own])
            problems.append(problem("map_target_unknown", field="CLASS_MAP", value=target, source_code=own))
    resolutions = []
    for code in codes:
        key = clean_code(code)
        if key in mapped and key:
            resolutions.append(mapped[key])
        elif custom:
            resolutions.append(Resolution("", "", "code_unknown" if key else "code_blank", ""))
        else:
            resolutions.append(resolve_code(scheme, key))
    return resolutions, problems


def _map_target(scheme: Scheme, target: str) -> Resolution:
    """Class of a map's target. It must be listed: guessing a parent would hide a slip of the pen."""
    code = clean_code(target)
    if not code:
        return Resolution("", "", "code_unmapped", "")
    found = resolve_code(scheme, code)
    is_guess = "code_fallback" in (found.problem, found.also) and scheme.get(base_code(code)) is None
    return Resolution("", "", "code_unknown", "") if is_guess else found
