# SPDX-License-Identifier: GPL-2.0-or-later
"""Codes as they come out of layers: cleaned, repaired with a report, or said to be unknown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanheng.core.class_codes import Resolution, clean_code, padded_candidate, resolve_code, resolve_codes
from tanheng.core.land_classes import SCHEME_IDS, load_scheme
from tanheng.core.problems import POLYGON_PROBLEMS

SANDIAO = load_scheme("sandiao")
NEW = load_scheme("ydyh2023")


class _DatabaseNull:
    def isNull(self):  # noqa: N802 - Qt's spelling
        return True


@pytest.mark.parametrize(
    "raw, cleaned",
    [
        ("0301", "0301"),
        (" 0301\t", "0301"),
        ("\u30000301\u00a0", "0301"),
        ("\ufeff0301\x00\x00 ", "0301"),
        ("０３０１", "0301"),
        ("０３０１Ｋ", "0301K"),
        ("08h2a", "08H2A"),
        ("03 01", "03 01"),
        (301, "301"),
        (301.0, "301"),
        (np.float64(301.0), "301"),
        (np.int32(1101), "1101"),
        ("301", "301"),
        ("301.0", "301"),
        ("0301.5", "0301.5"),
        ("", ""),
        ("  \u3000", ""),
        (None, ""),
        (float("nan"), ""),
        (np.float32("nan"), ""),
        (_DatabaseNull(), ""),
        ("NULL", ""),
        ("<Null>", ""),
        ("nan", ""),
        ("211o", "211O"),
    ],
)
def test_cleaning(raw, cleaned):
    assert clean_code(raw) == cleaned


@given(st.text(max_size=12))
def test_cleaning_twice_is_cleaning_once(text):
    once = clean_code(text)
    assert clean_code(once) == once


@given(
    st.sampled_from(sorted(SANDIAO.classes)),
    st.text(alphabet=" \t\u3000\u00a0\r\n", max_size=4),
    st.text(alphabet=" \t\u3000\u00a0\r\n", max_size=4),
    st.booleans(),
    st.booleans(),
)
def test_a_listed_code_is_found_however_it_is_written(code, before, after, lower, wide):
    text = code.lower() if lower else code
    if wide:
        text = "".join(chr(ord(c) + 0xFEE0) for c in text)
    assert resolve_code(SANDIAO, before + text + after) == resolve_code(SANDIAO, code)


@given(st.sampled_from(SCHEME_IDS), st.text(max_size=8) | st.integers() | st.floats())
def test_whatever_the_code_the_answer_is_consistent(scheme_id, raw):
    found = resolve_code(load_scheme(scheme_id), raw)
    assert found.problem == "" or found.problem in POLYGON_PROBLEMS
    assert found.cls == "" or found.cls in load_scheme(scheme_id).classes
    assert found.sandiao == "" or found.cls
    assert bool(found.cls) == bool(found.sandiao) or found.problem == "code_sea"


@pytest.mark.parametrize(
    "scheme, raw, expected",
    [
        (SANDIAO, "0301", Resolution("0301", "0301", "", "land")),
        (SANDIAO, "0301K", Resolution("0301K", "0301", "", "land")),
        (SANDIAO, "1104A", Resolution("1104A", "1104A", "", "land")),
        (SANDIAO, "09", Resolution("09", "09", "", "land")),
        (SANDIAO, None, Resolution("", "", "code_blank", "")),
        (SANDIAO, "abc", Resolution("", "", "code_unknown", "")),
        (SANDIAO, "03XX", Resolution("", "", "code_unknown", "")),
        (SANDIAO, "9999", Resolution("", "", "code_unknown", "")),
        (SANDIAO, "0301 乔木林地", Resolution("", "", "code_unknown", "")),
        # suffixes that the lists do not have, and digits below or beside them
        (SANDIAO, "0305K", Resolution("0305", "0305", "code_fallback", "land")),
        (SANDIAO, "05H1A", Resolution("05H1", "05H1", "code_fallback", "land")),
        (SANDIAO, "030101", Resolution("0301", "0301", "code_fallback", "land")),
        (SANDIAO, "0399", Resolution("03", "03", "code_fallback", "land")),
        (SANDIAO, "0501K", Resolution("05H1", "05H1", "code_fallback", "land")),
        (NEW, "070199", Resolution("0701", "0701", "code_fallback", "land")),
        (NEW, "07010203", Resolution("070102", "0701", "code_fallback", "land")),
        (NEW, "0301K", Resolution("0301", "0301", "code_fallback", "land")),
        # a lost leading zero
        (SANDIAO, 301, Resolution("0301", "0301", "code_unpadded", "land")),
        (SANDIAO, "301.0", Resolution("0301", "0301", "code_unpadded", "land")),
        (SANDIAO, "8H2", Resolution("08H2", "08H2", "code_unpadded", "land")),
        (SANDIAO, "501", Resolution("05H1", "05H1", "code_unpadded", "land")),
        (NEW, 70101, Resolution("070101", "0701", "code_unpadded", "land")),
        (SANDIAO, 1101, Resolution("1101", "1101", "", "land")),
        (SANDIAO, 0, Resolution("", "", "code_unknown", "")),
        (SANDIAO, "0000", Resolution("", "", "code_unknown", "")),
        # older codes, working codes, no class, sea
        (SANDIAO, "0501", Resolution("05H1", "05H1", "code_alias", "land")),
        (SANDIAO, "0801", Resolution("08H1", "08H1", "code_alias", "land")),
        (SANDIAO, "1302", Resolution("", "", "code_working", "working")),
        (NEW, "16", Resolution("", "", "code_unmapped", "reserve")),
        (NEW, "1802", Resolution("1802", "", "code_sea", "sea")),
        (NEW, "180201", Resolution("1802", "", "code_sea", "sea", "code_fallback")),
        # the same digits, another scheme
        (NEW, "0303", Resolution("0303", "0305", "", "land")),
        (NEW, "0501", Resolution("0501", "0304", "", "land")),
        (NEW, "1301", Resolution("1301", "0809", "", "land")),
    ],
)
def test_resolving(scheme, raw, expected):
    assert resolve_code(scheme, raw) == expected


def test_a_known_code_is_never_padded():
    assert padded_candidate(SANDIAO, "301") == "0301"
    assert padded_candidate(SANDIAO, "1") == "01"
    assert padded_candidate(SANDIAO, "10") == ""
    assert padded_candidate(SANDIAO, "999") == ""
    assert padded_candidate(SANDIAO, "0") == ""


def test_own_codes_go_through_the_map_only():
    own = {"residential": "0701", " Ｆorest ": "0301", "211o": "0101", "water": "sea", "blank": ""}
    codes = ["Residential", "forest", "211O", "WATER", "blank", "0301", "", None]
    found, problems = resolve_codes(SANDIAO, codes, own, custom=True)
    assert problems == []
    assert [(r.cls, r.sandiao, r.problem) for r in found] == [
        ("0701", "0701", ""),
        ("0301", "0301", ""),
        ("0101", "0101", ""),
        ("SEA", "", "code_sea"),
        ("", "", "code_unmapped"),
        ("", "", "code_unknown"),  # a 三调 code that the map does not hold
        ("", "", "code_blank"),
        ("", "", "code_blank"),
    ]


def test_a_map_over_a_scheme_leaves_other_codes_to_the_scheme():
    found, problems = resolve_codes(NEW, ["1701", "R2", "16"], {"r2": "070102", "16": "0601"})
    assert problems == []
    assert [(r.cls, r.sandiao) for r in found] == [("1701", "1101"), ("070102", "0701"), ("0601", "1006")]


def test_a_map_is_checked():
    own = {"a": "0399", "b": "forest", "c": "0301K", "d": "301", "E": "0101", "e": "0102"}
    found, problems = resolve_codes(SANDIAO, ["a", "b", "c", "d"], own, custom=True)
    assert [(p.code, p.value) for p in problems] == [
        ("map_duplicate_code", "e"),
        ("map_target_unknown", "0399"),
        ("map_target_unknown", "FOREST"),
    ]
    assert [r.problem for r in found] == ["code_unknown", "code_unknown", "", "code_unpadded"]
    assert [r.sandiao for r in found[2:]] == ["0301", "0301"]


def test_a_map_that_says_the_same_twice_is_no_fault():
    assert resolve_codes(SANDIAO, [], {"A": "0101", "a": "0101"}, custom=True) == ([], [])
