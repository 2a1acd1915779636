# SPDX-License-Identifier: GPL-2.0-or-later
"""Binding a whole layer's codes to land classes: choice of scheme, resolution, and what did not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from .class_codes import Resolution, clean_code, resolve_codes
from .garbled_text import looks_garbled
from .land_classes import Scheme, coarse_children, load_scheme
from .land_columns import LandColumns
from .problems import POLYGON_BITS, Problem, problem
from .scheme_detection import SchemeProposal, contradictions, propose_scheme
from .survey_area import RIDGE_CLASS

AUTO = "auto"
CUSTOM = "custom"
#: Values of SCHEME.
SCHEME_CHOICES = (AUTO, "sandiao", "ydyh2020", "ydyh2023", CUSTOM)


@dataclass
class ClassBinding:
    """Classes of a layer's strata.

    Attributes:
        scheme: scheme in which ``classes`` are written (三调 for own schemes).
        scheme_id: the choice in force, never ``auto``.
        classes: distinct class codes after binding, sorted; the ridge class of the scheme is among them.
        carbon_codes: per class the 三调 code whose coefficients and links it takes, '' for sea.
        of_stratum: int32[strata] index into ``classes``; -1 where there is none.
        bits: uint32[strata] problem bits.
        resolutions: per stratum.
        proposal: what the layer's codes and names suggest; None for own schemes.
        problems: about scheme and map.
    """

    scheme: Scheme
    scheme_id: str
    classes: list[str]
    carbon_codes: list[str]
    of_stratum: np.ndarray
    bits: np.ndarray
    resolutions: list[Resolution]
    proposal: SchemeProposal | None
    problems: list[Problem] = field(default_factory=list)

    @property
    def ridge_class(self) -> int:
        """Index into ``classes`` of the class of deducted field ridges."""
        return self.carbon_codes.index(RIDGE_CLASS)

    def class_name(self, index: int, language: str) -> str:
        """Name of a class in ``zh`` or ``en``."""
        return self.scheme.name(self.classes[index], language)


def counted_names(columns: LandColumns) -> dict[tuple[str, str], int]:
    """Polygons by (cleaned code, class name as read) over the whole layer."""
    counts: dict[tuple[str, str], int] = {}
    polygons = np.bincount(columns.stratum, minlength=len(columns.strata))
    for stratum, n in zip(columns.strata, polygons):
        key = (clean_code(stratum.code), "" if stratum.name is None else str(stratum.name))
        counts[key] = counts.get(key, 0) + int(n)
    return counts


def garbled_names(columns: LandColumns, field: str) -> list[Problem]:
    """``names_garbled`` where most of a layer's class names were read in the wrong encoding: they guard nothing.

    Args:
        columns: the whole layer.
        field: the name field, for the message.
    """
    names: dict[str, int] = {}
    for (_, name), polygons in counted_names(columns).items():
        if name.strip():
            names[name] = names.get(name, 0) + polygons
    garbled = [name for name in names if looks_garbled(name)]
    if len(garbled) * 2 <= len(names):
        return []
    polygons = sum(names[name] for name in garbled)
    return [problem("names_garbled", field=field, value=garbled[0], polygons=polygons)]


def bind_classes(
    columns: LandColumns, scheme: str, class_map: Mapping[str, str] | None = None
) -> ClassBinding:
    """Resolve every stratum of a layer to a class.

    Args:
        columns: the whole layer; the scheme is a property of all its codes and names, never of one polygon.
        scheme: one of ``SCHEME_CHOICES``.
        class_map: source code → class code; to 三调 codes for an own scheme, else to codes of the scheme.

    Returns:
        The binding; its problems contain errors where the scheme is uncertain or contradicted by the names.
        In those cases the most likely scheme is bound all the same, so that a profile can be shown.
    """
    counts = counted_names(columns)
    if class_map:
        counts = {key: n for key, n in counts.items() if key[0] not in {clean_code(k) for k in class_map}}
    problems: list[Problem] = []
    proposal = None if scheme == CUSTOM else propose_scheme(counts)
    scheme_id = scheme
    if scheme == AUTO:
        assert proposal is not None  # nosec B101 - set for every scheme but an own one
        scheme_id = proposal.scheme
        problems.append(
            problem(
                "scheme_proposed" if proposal.certain else "scheme_uncertain",
                value=scheme_id,
                reason=proposal.reason,
                candidates=", ".join(proposal.candidates),
            )
        )
    if scheme_id == CUSTOM and not class_map:
        problems.append(problem("map_needed"))
    problems += _contradictions(scheme_id, counts)
    bound = load_scheme("sandiao" if scheme_id == CUSTOM else scheme_id)
    resolutions, map_problems = resolve_codes(
        bound, [stratum.code for stratum in columns.strata], class_map, custom=scheme_id == CUSTOM
    )
    return _binding(bound, scheme_id, resolutions, proposal, problems + map_problems)


def _contradictions(scheme_id: str, counts: Mapping[tuple[str, str], int]) -> list[Problem]:
    if scheme_id == CUSTOM:
        return []
    return [
        problem(
            "scheme_contradicted",
            value=found.code,
            polygons=found.polygons,
            name=found.name,
            expected=found.expected_name,
            scheme=scheme_id,
            other=found.other_scheme,
        )
        for found in contradictions(scheme_id, counts)
    ]


def _binding(
    scheme: Scheme,
    scheme_id: str,
    resolutions: list[Resolution],
    proposal: SchemeProposal | None,
    problems: list[Problem],
) -> ClassBinding:
    ridge = next(c.code for c in scheme.classes.values() if c.sandiao == RIDGE_CLASS and c.kind == "land")
    classes = sorted({r.cls for r in resolutions if r.cls} | {ridge})
    index = {code: i for i, code in enumerate(classes)}
    of_stratum = np.array([index.get(r.cls, -1) for r in resolutions], dtype="i4")
    carbon = {ridge: RIDGE_CLASS, **{r.cls: r.sandiao for r in resolutions if r.cls}}
    bits = np.array([_bits(r) for r in resolutions], dtype="u4")
    coarse = np.array([bool(r.cls) and bool(coarse_children(r.sandiao)) for r in resolutions], dtype=bool)
    bits[coarse] |= np.uint32(POLYGON_BITS["class_coarse"])
    return ClassBinding(
        scheme,
        scheme_id,
        classes,
        [carbon[code] for code in classes],
        of_stratum,
        bits,
        resolutions,
        proposal,
        problems,
    )


def _bits(resolution: Resolution) -> int:
    return sum(POLYGON_BITS[code] for code in {resolution.problem, resolution.also} if code)
