# SPDX-License-Identifier: GPL-2.0-or-later
"""Which scheme a layer is coded in, told from all its codes and class names together.

27 codes mean different things in 三调 and in 用地用海 (0303 is mangrove or shrub), so a single polygon says
nothing. A proposal is called certain only where codes or names leave no doubt, or where nothing depends
on it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .class_codes import clean_code, padded_candidate
from .land_classes import SANDIAO, SCHEME_IDS, LandClass, base_code, load_scheme
from .resource_tables import read_table

CUSTOM = "custom"
YDYH_IDS = ("ydyh2020", "ydyh2023")

#: Evidence for the other side up to this share of the evidence for one side is taken for slips.
_SLIP_SHARE = 0.01
#: Below this share of polygons with a known code, the layer has a scheme of its own.
_KNOWN_SHARE = 0.5
#: Below this share a proposal is never certain.
_CERTAIN_SHARE = 0.8

_NAME_NOISE = re.compile(r"[\s、,()]+")
_NAME_PREFIX = re.compile(r"^[0-9A-Za-z_-]+")
_ADJUSTABLE = "可调整"


@dataclass(frozen=True)
class SchemeScore:
    """How well a scheme fits a layer.

    Attributes:
        scheme: scheme id.
        codes: number of distinct codes that the scheme lists.
        polygons: polygons with such a code.
        agreeing: polygons whose class name is the scheme's name of their code.
        contradicting: polygons whose class name is another scheme's name of the same code, with another
            meaning.
    """

    scheme: str
    codes: int
    polygons: int
    agreeing: int
    contradicting: int


@dataclass(frozen=True)
class SchemeProposal:
    """The scheme that a layer's codes and names suggest.

    Attributes:
        scheme: scheme id, or ``custom`` where the codes belong to none.
        certain: whether it may be used without asking.
        reason: ``names``, ``codes``, ``same_result`` (every code leads to the same 三调 class in all
            schemes) and ``no_codes`` (all blank) are certain; ``ambiguous``, ``evidence_mixed``,
            ``version_ambiguous`` (用地用海 2020 or 2023), ``few_codes_known`` and ``codes_unknown`` are not.
        candidates: schemes to choose from where it is not certain, the likeliest first.
        scores: one per scheme.
    """

    scheme: str
    certain: bool
    reason: str
    candidates: tuple[str, ...]
    scores: tuple[SchemeScore, ...]


@dataclass(frozen=True)
class Contradiction:
    """A code whose names in the layer tell another meaning than the chosen scheme.

    Attributes:
        code: cleaned code as in the layer.
        name: the layer's (most frequent) name that contradicts.
        expected_name: Chinese name of the code in the chosen scheme.
        other_scheme: scheme whose meaning the name is.
        polygons: number of polygons with that code and such a name.
    """

    code: str
    name: str
    expected_name: str
    other_scheme: str
    polygons: int


def comparable_name(name: str) -> str:
    """A class name reduced to what can be compared.

    Full width, spaces, ``、`` and brackets, a code in front and 可调整 make no difference; names that are
    used for the same class become one (``name_aliases.csv``).
    """
    short = _shortened(name)
    return _name_aliases().get(short, short)


def _shortened(name: str) -> str:
    for _ in range(4):  # what is taken out can bring letters together: repeat until nothing moves
        before = name
        name = _NAME_NOISE.sub("", unicodedata.normalize("NFKC", name))
        name = _NAME_PREFIX.sub("", name).replace(_ADJUSTABLE, "")
        if name == before:
            break
    return name


@lru_cache(maxsize=1)
def _name_aliases() -> dict[str, str]:
    return {_shortened(row["alias"]): _shortened(row["name_zh"]) for row in read_table("name_aliases")}


@lru_cache(maxsize=65536)
def _listed(scheme_id: str, code: str) -> LandClass | None:
    """The class that a scheme lists for a code; a lost leading zero is no hindrance.

    K and A suffixes are a habit of 三调 alone, so there an unlisted one counts as its base code.
    """
    scheme = load_scheme(scheme_id)
    found = scheme.get(code) or scheme.get(padded_candidate(scheme, code))
    return found or (scheme.get(base_code(code)) if scheme_id == SANDIAO else None)


def _outcome(found: LandClass | None) -> tuple[str, str]:
    """What a class leads to; two classes with the same outcome need not be told apart."""
    if found is None:
        return "", "unknown"
    return found.sandiao, "" if found.sandiao else found.kind


def _agrees(found: LandClass | None, name: str) -> bool:
    return found is not None and bool(name) and comparable_name(found.name_zh) == name


def _tally(counts: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Polygons by (cleaned code, comparable name), without blank codes."""
    tally: dict[tuple[str, str], int] = {}
    for (raw, name), polygons in counts.items():
        code = clean_code(raw)
        if code:
            key = (code, comparable_name(name or ""))
            tally[key] = tally.get(key, 0) + int(polygons)
    return tally


def _score(scheme_id: str, tally: Mapping[tuple[str, str], int]) -> SchemeScore:
    codes = {code for code, _ in tally if _listed(scheme_id, code)}
    polygons = agreeing = contradicting = 0
    for (code, name), n in tally.items():
        polygons += n if code in codes else 0
        if _agrees(_listed(scheme_id, code), name):
            agreeing += n
        elif _other_meaning(scheme_id, code, name):
            contradicting += n
    return SchemeScore(scheme_id, len(codes), polygons, agreeing, contradicting)


def _other_meaning(scheme_id: str, code: str, name: str) -> str:
    """The scheme in which ``code`` has this name and another outcome than in ``scheme_id``, or ''."""
    own = _listed(scheme_id, code)
    if own is None or _agrees(own, name):
        return ""
    for other_id in SCHEME_IDS:
        other = _listed(other_id, code)
        if other_id != scheme_id and _agrees(other, name) and _outcome(other) != _outcome(own):
            return other_id
    return ""


def _evidence(
    tally: Mapping[tuple[str, str], int], side: Iterable[str], against: Iterable[str]
) -> tuple[int, int]:
    """Polygons that speak for one side of schemes alone, by name and by code.

    Older codes and survey working codes are no evidence for 三调 but do explain a code.
    """
    side, against = tuple(side), tuple(against)
    by_name = by_code = 0
    for (code, name), n in tally.items():
        ours = [_listed(s, code) for s in side]
        theirs = [_listed(s, code) for s in against]
        if any(_agrees(c, name) for c in ours) and not any(_agrees(c, name) for c in theirs):
            by_name += n
        if any(c and c.kind not in ("alias", "working") for c in ours) and not any(theirs):
            by_code += n
    return by_name, by_code


def _leaning(one: int, other: int) -> str:
    if not one and not other:
        return "none"
    if other <= _SLIP_SHARE * one:
        return "one"
    return "other" if one <= _SLIP_SHARE * other else "mixed"


def _choose(
    tally: Mapping[tuple[str, str], int], one: Iterable[str], other: Iterable[str]
) -> tuple[str, str]:
    """Weigh two sides: ('one' | 'other' | '', reason). Names go first; names and codes must not disagree."""
    one, other = tuple(one), tuple(other)
    names_one, codes_one = _evidence(tally, one, other)
    names_other, codes_other = _evidence(tally, other, one)
    names, codes = _leaning(names_one, names_other), _leaning(codes_one, codes_other)
    if {names, codes} == {"none"}:
        return "", "ambiguous"
    if names == "mixed" or {names, codes} == {"one", "other"} or (names == "none" and codes == "mixed"):
        return "", "evidence_mixed"
    return (codes, "codes") if names == "none" else (names, "names")


def _same_outcome(tally: Mapping[tuple[str, str], int], scheme_ids: Iterable[str]) -> bool:
    scheme_ids = tuple(scheme_ids)
    return all(len({_outcome(_listed(s, code)) for s in scheme_ids}) == 1 for code, _ in tally)


def propose_scheme(counts: Mapping[tuple[str, str], int]) -> SchemeProposal:
    """Propose the scheme of a layer.

    Args:
        counts: polygons by (code, class name) over the whole layer; names may be ''.

    Returns:
        The proposal; ``certain`` is False wherever the user has to choose.
    """
    tally = _tally(counts)
    scores = tuple(_score(scheme_id, tally) for scheme_id in SCHEME_IDS)
    if not tally:
        return SchemeProposal(SANDIAO, True, "no_codes", (), scores)
    ranked = sorted(scores, key=lambda s: (s.agreeing - s.contradicting, s.polygons), reverse=True)
    candidates = tuple(score.scheme for score in ranked if score.polygons)
    known_share = max(score.polygons for score in scores) / sum(tally.values())
    if known_share < _KNOWN_SHARE:
        return SchemeProposal(CUSTOM, False, "codes_unknown", (CUSTOM, *candidates), scores)

    side, reason = _choose(tally, (SANDIAO,), YDYH_IDS)
    if side == "one":
        scheme = SANDIAO
    elif side == "other":
        scheme, version_reason = _choose_version(tally)
        if version_reason != "certain":
            return SchemeProposal(scheme, False, version_reason, tuple(reversed(YDYH_IDS)), scores)
    elif reason == "ambiguous" and _same_outcome(tally, SCHEME_IDS):
        scheme, reason = SANDIAO, "same_result"
    else:
        return SchemeProposal(candidates[0], False, reason, candidates, scores)
    if known_share < _CERTAIN_SHARE:
        return SchemeProposal(scheme, False, "few_codes_known", (scheme, CUSTOM), scores)
    return SchemeProposal(scheme, True, reason, (), scores)


def _choose_version(tally: Mapping[tuple[str, str], int]) -> tuple[str, str]:
    """用地用海 2020 or 2023, and ``certain`` or the reason why not; 2023 where nothing depends on it."""
    old, new = YDYH_IDS
    side, reason = _choose(tally, (old,), (new,))
    if side:
        return (old if side == "one" else new), "certain"
    if _same_outcome(tally, YDYH_IDS):
        return new, "certain"
    return new, "version_ambiguous" if reason == "ambiguous" else reason


def contradictions(scheme_id: str, counts: Mapping[tuple[str, str], int]) -> list[Contradiction]:
    """Codes whose class names in the layer are another scheme's meaning of the same code.

    The names of a code vote by polygons: it is a contradiction where more of them tell another scheme's
    meaning, one that leads to another 三调 class, than the chosen scheme's. Unknown and garbled names do
    not vote.

    Args:
        scheme_id: the chosen scheme, one of ``SCHEME_IDS``.
        counts: polygons by (code, class name) over the whole layer.
    """
    own_votes: dict[str, int] = {}
    other_votes: dict[str, dict[tuple[str, str], int]] = {}
    for (raw, name), polygons in counts.items():
        code, short = clean_code(raw), comparable_name(name or "")
        if _agrees(_listed(scheme_id, code), short):
            own_votes[code] = own_votes.get(code, 0) + int(polygons)
        elif other := _other_meaning(scheme_id, code, short):
            votes = other_votes.setdefault(code, {})
            votes[other, name] = votes.get((other, name), 0) + int(polygons)
    found = []
    for code, votes in other_votes.items():
        total = sum(votes.values())
        own = _listed(scheme_id, code)
        if own is not None and total > own_votes.get(code, 0):
            other, name = max(votes, key=lambda key: votes[key])
            found.append(Contradiction(code, name.strip(), own.name_zh, other, total))
    return sorted(found, key=lambda c: -c.polygons)
