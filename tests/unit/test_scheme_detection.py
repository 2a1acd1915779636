# SPDX-License-Identifier: GPL-2.0-or-later
"""Telling the scheme from a whole layer, and refusing one that the class names deny."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanheng.core.land_classes import SCHEME_IDS, load_scheme
from tanheng.core.scheme_detection import comparable_name, contradictions, propose_scheme


def codes(*values):
    return {(value, ""): 100 for value in values}


def decided(counts):
    found = propose_scheme(counts)
    return found.scheme, found.certain, found.reason


@pytest.mark.parametrize("code", ["05H1", "08H2", "0301K", "1104A", "0305", "0307", "0404", "1105", "1110"])
def test_a_code_that_only_sandiao_has_settles_it(code):
    assert decided(codes("0101", "0303", code)) == ("sandiao", True, "codes")


@pytest.mark.parametrize("code", ["2301", "1701", "1401", "1501", "100101", "1802", "16"])
def test_a_code_that_only_yongdi_yonghai_has_settles_it(code):
    assert decided(codes("0101", "0303", code)) == ("ydyh2023", True, "codes")


@pytest.mark.parametrize(
    "code, version",
    [
        ("0205", "ydyh2023"), ("060201", "ydyh2023"), ("2206", "ydyh2023"), ("1804", "ydyh2023"),
        ("1313", "ydyh2020"), ("0604", "ydyh2020"), ("090302", "ydyh2020"),
    ],
)  # fmt: skip
def test_the_version_by_its_codes(code, version):
    # 2302 is 田坎 or 后备耕地, so that the version matters
    assert decided(codes("1701", "2302", code)) == (version, True, "codes")


@pytest.mark.parametrize(
    "code, name, version",
    [("2302", "田坎", "ydyh2020"), ("2302", "后备耕地", "ydyh2023"), ("1311", "干渠", "ydyh2020")],
)
def test_the_version_by_its_names(code, name, version):
    counts = {("1701", "河流水面"): 50, ("1001", "工业用地"): 30, ("2303", ""): 3, (code, name): 3}
    assert decided(counts) == (version, True, "names")


def test_the_version_is_asked_where_it_matters():
    found = propose_scheme(codes("1701", "2302"))
    assert (found.scheme, found.certain, found.reason) == ("ydyh2023", False, "version_ambiguous")
    assert found.candidates == ("ydyh2023", "ydyh2020")


def test_the_version_is_not_asked_where_nothing_depends_on_it():
    assert decided(codes("1701", "0303", "1001")) == ("ydyh2023", True, "codes")


def test_colliding_codes_alone_are_not_certain():
    found = propose_scheme(codes("0101", "0303"))
    assert not found.certain and found.reason == "ambiguous"
    assert set(found.candidates) == set(SCHEME_IDS)


def test_codes_with_one_meaning_need_no_question():
    assert decided(codes("0101", "0102", "0201", "0301")) == ("sandiao", True, "same_result")


@pytest.mark.parametrize(
    "code, name, scheme",
    [
        ("0303", "红树林地", "sandiao"), ("0303", "灌木林地", "ydyh2023"), ("0601", "工业用地", "sandiao"),
        ("1202", "公路用地", "ydyh2023"), ("1207", "裸岩、石砾地", "sandiao"),
        ("0303", " 灌木林 ", "ydyh2023"),
    ],
)  # fmt: skip
def test_names_settle_colliding_codes(code, name, scheme):
    counts = {("0101", "水田"): 500, (code, name): 7}
    assert decided(counts) == (scheme, True, "names")


def test_garbled_names_leave_it_to_the_codes():
    garbled = "鐏屾湪鏋楀湴"  # 灌木林地 in UTF-8 read as GBK
    assert decided({("0303", garbled): 10, ("05H1", garbled): 10}) == ("sandiao", True, "codes")
    assert not propose_scheme({("0101", garbled): 10, ("0303", garbled): 10}).certain


def test_a_few_slips_do_not_matter_but_a_mixture_does():
    assert decided({("05H1", ""): 10_000, ("0101", ""): 5000, ("2301", ""): 40}) == ("sandiao", True, "codes")
    mixed = propose_scheme({("05H1", ""): 100, ("2301", ""): 40})
    assert (mixed.certain, mixed.reason) == (False, "evidence_mixed")
    by_names = propose_scheme({("0303", "红树林地"): 50, ("0304", "其他林地"): 50})
    assert (by_names.certain, by_names.reason) == (False, "evidence_mixed")


def test_names_that_deny_the_codes_are_not_certain():
    counts = {("05H1", ""): 100, ("0303", "灌木林地"): 100, ("1001", "工业用地"): 100}
    assert not propose_scheme(counts).certain


def test_own_codes_belong_to_no_scheme():
    for counts in (codes("residential", "forest"), codes("112", "121", "211", "211o", "2311")):
        found = propose_scheme(counts)
        assert (found.scheme, found.certain, found.reason) == ("custom", False, "codes_unknown")
        assert found.candidates[0] == "custom"


def test_too_many_unknown_codes_are_not_certain():
    found = propose_scheme({("05H1", ""): 60, ("xyz", ""): 40})
    assert (found.scheme, found.certain, found.reason) == ("sandiao", False, "few_codes_known")


def test_blank_codes_say_nothing():
    assert decided({("", "灌木林地"): 5, (None, ""): 3}) == ("sandiao", True, "no_codes")
    assert decided({("  ", ""): 10_000, ("05H1", ""): 1}) == ("sandiao", True, "codes")


def test_lost_zeros_and_dirt_do_not_hinder():
    assert decided({(" 5h1 ", ""): 10, ("303", " 红树林地"): 10, ("０１０１", "水田"): 5})[:2] == (
        "sandiao",
        True,
    )


def test_scores_tell_what_was_counted():
    counts = {("0303", "灌木林地"): 3, ("0101", "水田"): 4, ("05H1", "商业服务业设施用地"): 5, ("zz", ""): 1}
    scores = {score.scheme: score for score in propose_scheme(counts).scores}
    sandiao, new = scores["sandiao"], scores["ydyh2023"]
    assert (sandiao.codes, sandiao.polygons, sandiao.agreeing, sandiao.contradicting) == (3, 12, 9, 3)
    assert (new.codes, new.polygons, new.agreeing, new.contradicting) == (2, 7, 7, 0)


@pytest.mark.parametrize("scheme_id", SCHEME_IDS)
def test_a_whole_scheme_with_its_own_names_is_recognised_and_not_contradicted(scheme_id):
    counts = {(c.code, c.name_zh): 10 for c in load_scheme(scheme_id).classes.values() if c.kind != "alias"}
    found = propose_scheme(counts)
    assert (found.scheme, found.certain) == (scheme_id, True)
    assert contradictions(scheme_id, counts) == []


@pytest.mark.parametrize("scheme_id", SCHEME_IDS)
def test_a_whole_scheme_by_its_codes_alone_is_recognised(scheme_id):
    found = propose_scheme(
        {(c.code, ""): 10 for c in load_scheme(scheme_id).classes.values() if c.kind in ("land", "sea")}
    )
    # all codes of one 用地用海 version are told from the other by those that only it has
    assert (found.scheme, found.certain) == (scheme_id, True)


def test_shrub_under_sandiao_is_contradicted():
    (found,) = contradictions("sandiao", {("0303", "灌木林地"): 12, ("0101", "水田"): 500})
    assert (found.code, found.name, found.expected_name) == ("0303", "灌木林地", "红树林地")
    assert found.polygons == 12
    assert found.other_scheme in ("ydyh2020", "ydyh2023")


@pytest.mark.parametrize("scheme_id", ["ydyh2020", "ydyh2023"])
def test_mangrove_under_yongdi_yonghai_is_contradicted(scheme_id):
    (found,) = contradictions(scheme_id, {("0303", "红树林"): 12})
    assert (found.code, found.expected_name, found.other_scheme) == ("0303", "灌木林地", "sandiao")


@pytest.mark.parametrize("scheme_id", SCHEME_IDS[1:])
def test_every_collision_is_contradicted_by_the_other_name(scheme_id):
    other = load_scheme(scheme_id)
    for c in load_scheme("sandiao").classes.values():
        twin = other.get(c.code)
        if twin is None or c.kind == "alias" or twin.sandiao == c.sandiao or c.name_zh == twin.name_zh:
            continue
        assert contradictions("sandiao", {(c.code, twin.name_zh): 1}), c.code
        assert contradictions(scheme_id, {(c.code, c.name_zh): 1}), c.code


@pytest.mark.parametrize(
    "scheme_id, code, name",
    [
        ("sandiao", "0203", "橡胶园地"),  # near-synonyms
        ("sandiao", "02", "园地"),
        ("sandiao", "07", "居住用地"),
        ("sandiao", "1207", "裸岩、石砾地"),
        ("sandiao", "0301K", "可调整乔木林地"),
        ("sandiao", "0301K", "乔木林地（可调整）"),
        ("sandiao", "0303", "0303 红树林地"),
        ("sandiao", "0303", "鐏屾湪鏋楀湴"),  # garbled
        ("sandiao", "0303", "????"),
        ("sandiao", "0303", ""),
        ("sandiao", "0303", "林地"),  # a name of a wider class
        ("sandiao", "0303", "耕地"),  # a wrong name, but no scheme's meaning of 0303
        ("ydyh2023", "0204", "其他园地"),  # the older version's name, the same 三调 class
        ("sandiao", "1701", "河流水面"),  # unknown in 三调: reported as such
    ],
)
def test_what_is_no_contradiction(scheme_id, code, name):
    assert contradictions(scheme_id, {(code, name): 10}) == []


def test_names_vote_by_polygons():
    mostly_right = {("0303", "红树林地"): 10, ("0303", "灌木林地"): 3}
    assert contradictions("sandiao", mostly_right) == []
    mostly_wrong = {
        ("0303", "红树林地"): 3,
        ("0303", "灌木林地"): 10,
        ("303", "灌木林"): 2,
        ("0303", "x"): 99,
    }
    found = contradictions("sandiao", mostly_wrong)
    assert [(c.code, c.name, c.polygons) for c in found] == [("0303", "灌木林地", 10), ("303", "灌木林", 2)]


def test_a_version_is_contradicted_where_it_matters():
    (found,) = contradictions("ydyh2023", {("2302", "田坎"): 5})
    assert (found.expected_name, found.other_scheme) == ("后备耕地", "ydyh2020")


@given(st.text(max_size=12))
def test_comparing_names_twice_is_comparing_them_once(name):
    assert comparable_name(comparable_name(name)) == comparable_name(name)


@given(
    st.dictionaries(
        st.tuples(
            st.text(max_size=6) | st.sampled_from(["0303", "05H1", "2301", "0101"]), st.text(max_size=6)
        ),
        st.integers(1, 1000),
        max_size=8,
    )
)
def test_any_layer_gets_a_proposal_that_can_be_used(counts):
    found = propose_scheme(counts)
    assert found.scheme in (*SCHEME_IDS, "custom")
    assert found.certain != bool(found.candidates)
    assert found.certain or found.scheme == found.candidates[0]
