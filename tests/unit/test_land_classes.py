# SPDX-License-Identifier: GPL-2.0-or-later
"""The class tables: complete, consistent with each other, and every class led to a place."""

from __future__ import annotations

from collections import Counter

import pytest

from tanheng.core.class_codes import resolve_code
from tanheng.core.land_classes import SCHEME_IDS, base_code, coarse_children, load_scheme
from tanheng.core.resource_tables import read_table, table_path, table_sha256

TABLES = sorted(path.stem for path in table_path("land_classes").parent.glob("*.csv"))
SANDIAO = load_scheme("sandiao")
# Codes that came after or stand beside the 2019 三调 list.
BESIDE_THE_2019_LIST = {"1208", "SEA"}


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_plain_utf8_with_a_source_in_every_row(name):
    raw = table_path(name).read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw and raw.endswith(b"\n")
    rows = read_table(name)
    assert rows
    for row in rows:
        assert None not in row and None not in row.values()  # ragged rows
        assert row["source"] and row["confidence"]


def test_a_table_cannot_be_changed_through_what_is_read():
    read_table("sectors")[0]["id"] = "spoilt"
    assert read_table("sectors")[0]["id"] == "energy"


@pytest.mark.parametrize("name", ["../land_classes", "Land", "a/b", ""])
def test_table_names_cannot_leave_the_folder(name):
    with pytest.raises(ValueError):
        table_path(name)


def test_the_hash_is_that_of_the_file():
    assert len(table_sha256("sectors")) == 64
    assert table_sha256("sectors") != table_sha256("sector_links")


@pytest.mark.parametrize("scheme_id, expected", [("ydyh2020", (24, 106, 39)), ("ydyh2023", (24, 111, 40))])
def test_yongdi_yonghai_has_the_official_number_of_classes(scheme_id, expected):
    levels = Counter(c.level for c in load_scheme(scheme_id).classes.values())
    assert (levels[1], levels[2], levels[3]) == expected


def test_sandiao_has_its_k_and_a_codes():
    codes = set(SANDIAO.classes)
    assert {c for c in codes if c.endswith("K")} == {
        "0201K", "0202K", "0203K", "0204K", "0301K", "0302K", "0307K", "0403K", "1104K",
    }  # fmt: skip
    assert {c for c in codes if c.endswith("A")} - {"SEA"} == {"08H2A", "0810A", "1104A", "1107A"}


def test_a_scheme_lists_a_code_once():
    keys = Counter((row["scheme"], row["code"]) for row in read_table("land_classes"))
    assert max(keys.values()) == 1


@pytest.mark.parametrize("scheme_id", SCHEME_IDS)
def test_every_class_maps_or_is_sea_or_is_said_to_be_unmapped(scheme_id):
    for c in load_scheme(scheme_id).classes.values():
        found = resolve_code(load_scheme(scheme_id), c.code)
        if c.kind == "sea":
            assert (found.sandiao, found.problem, found.cls) == ("", "code_sea", c.code)
        elif c.kind in ("working", "reserve"):
            expected = "code_working" if c.kind == "working" else "code_unmapped"
            assert (found.cls, found.sandiao, found.problem) == ("", "", expected)
            assert c.relation == "unmapped"
        elif c.kind == "alias":
            assert (found.cls, found.problem) == (c.parent, "code_alias")
        else:
            assert found.problem == "" and found.cls == c.code
            target = SANDIAO.classes[found.sandiao]
            assert target.sandiao == target.code, "a target takes its own coefficient"
        assert c.relation != "decision" or c.note


@pytest.mark.parametrize("scheme_id", SCHEME_IDS)
def test_parents_exist_and_are_one_level_up_or_the_base(scheme_id):
    scheme = load_scheme(scheme_id)
    for c in scheme.classes.values():
        if c.parent:
            assert c in scheme.children(c.parent) or c.kind == "alias"
            assert scheme.classes[c.parent].level < c.level
            if scheme_id != "sandiao":
                assert c.code.startswith(c.parent)


def test_only_land_is_land():
    # 23 其他土地 stands between the sea classes but is land.
    for scheme_id in SCHEME_IDS[1:]:
        scheme = load_scheme(scheme_id)
        sea = {c.code[:2] for c in scheme.classes.values() if c.kind == "sea"}
        assert sea == {"18", "19", "20", "21", "22", "24"}
        assert {c.code for c in scheme.classes.values() if c.kind == "reserve"} == {"16"}
    assert {c.code for c in SANDIAO.classes.values() if c.kind == "working"} == {
        "1301",
        "1302",
        "1303",
        "1304",
    }


@pytest.mark.parametrize(
    "scheme_id, code, sandiao",
    [
        ("sandiao", "0303", "0303"),  # mangrove
        ("ydyh2020", "0303", "0305"),  # shrub
        ("ydyh2023", "0303", "0305"),
        ("ydyh2020", "0507", "0303"),
        ("ydyh2023", "1001", "0601"),
        ("ydyh2023", "1704", "1104"),
        ("ydyh2023", "080401", "08H2A"),
        ("ydyh2023", "080403", "08H2"),
        ("ydyh2020", "060102", "1004"),
        ("ydyh2023", "060102", "1006"),
        ("ydyh2020", "2302", "1203"),
        ("ydyh2023", "2302", "1208"),
        ("ydyh2020", "1311", "1107A"),
        ("ydyh2023", "1311", "1109"),
        ("ydyh2023", "1209", "1005"),
        ("ydyh2023", "05", "00"),
        ("ydyh2023", "06", "1202"),
        ("ydyh2023", "09", "05H1"),
        ("ydyh2023", "10", "06"),
        ("ydyh2023", "15", "09"),
        ("sandiao", "0301K", "0301"),
        ("sandiao", "1104A", "1104A"),
        ("sandiao", "1104K", "1104"),
    ],
)
def test_where_a_class_takes_its_coefficient_from(scheme_id, code, sandiao):
    assert load_scheme(scheme_id).classes[code].sandiao == sandiao


@pytest.mark.parametrize("scheme_id", SCHEME_IDS[1:])
def test_the_crosswalk_and_the_classes_say_the_same(scheme_id):
    classes = load_scheme(scheme_id).classes
    for row in read_table("crosswalk"):
        for code in filter(None, row[scheme_id].split("|")):
            base = base_code(row["sandiao"])
            accepted = {row["sandiao"], base, base_code(classes[code].sandiao)}
            assert classes[code].sandiao in accepted or (scheme_id, code) == ("ydyh2023", "1311")
        default = row[f"default_{scheme_id}"]
        assert not row[scheme_id] or default in classes


def test_every_land_class_of_sandiao_is_in_the_crosswalk():
    listed = {row["sandiao"] for row in read_table("crosswalk")}
    second_level = {
        c.code for c in SANDIAO.classes.values() if c.kind == "land" and (c.level == 2 or c.code == "09")
    }
    assert second_level == listed


def test_both_versions_are_joined_completely():
    rows = read_table("crosswalk_ydyh_2020_2023")
    assert {r["ydyh2020"] for r in rows} == set(load_scheme("ydyh2020").classes)
    for row in rows:
        old = load_scheme("ydyh2020").classes[row["ydyh2020"]]
        new = load_scheme("ydyh2023").classes[row["ydyh2023"]]
        assert (old.name_zh, new.name_zh) == (row["ydyh2020_name"], row["ydyh2023_name"])
        if row["ydyh2020"] != "1311":  # 干渠 became part of 水工设施用地
            assert (old.sandiao, old.kind) == (new.sandiao, new.kind), row


@pytest.mark.parametrize("scheme_id", SCHEME_IDS[1:])
def test_the_27_collisions_are_the_computed_ones(scheme_id):
    other = load_scheme(scheme_id)
    computed = {
        (c.code, c.name_zh, other.classes[c.code].name_zh)
        for c in SANDIAO.classes.values()
        if c.kind in ("land", "regroup")
        and c.code not in BESIDE_THE_2019_LIST
        and c.code in other.classes
        and c.name_zh != other.classes[c.code].name_zh
    }
    rows = [row for row in read_table("code_collisions") if row["scheme"] == scheme_id]
    assert {(r["code"], r["sandiao_name"], r["ydyh_name"]) for r in rows} == computed
    assert sum(r["near_synonym"] == "no" for r in rows) == 27


def test_children_of_first_level_classes():
    assert set(coarse_children("00")) == {"0303", "0304", "0306", "0402", "0603", "1105", "1106", "1108"}
    assert coarse_children("06") == ("0601", "0602")
    assert coarse_children("02") == ("0201", "0202", "0203", "0204")
    assert coarse_children("08") == ("08H1", "08H2", "0809", "0810")
    for not_divided in ("09", "0301", "05H1", "", "nonsense"):
        assert coarse_children(not_divided) == ()


def test_names_in_both_languages():
    assert SANDIAO.name("0303", "zh") == "红树林地"
    assert SANDIAO.name("0303", "en") == "Mangrove forest"
    assert SANDIAO.name("9999", "zh") == ""
    for scheme_id in SCHEME_IDS:
        for c in load_scheme(scheme_id).classes.values():
            assert c.name_zh and c.name_en


def test_an_unknown_scheme_is_refused():
    with pytest.raises(ValueError):
        load_scheme("custom")


def test_sectors_hang_together():
    rows = {row["id"]: row for row in read_table("sectors")}
    assert {i for i, r in rows.items() if not r["parent"]} == {
        "energy", "industrial_process", "agriculture", "lucf", "waste",
    }  # fmt: skip
    assert all(r["parent"] in rows for r in rows.values() if r["parent"])
    assert {i for i, r in rows.items() if r["allocated"] == "no"} == {
        "lucf", "lucf_biomass", "lucf_forest_conversion",
    }  # fmt: skip
    parents = {r["parent"] for r in rows.values()}
    linked = {row["sector"] for row in read_table("sector_links")}
    assert linked == {i for i, r in rows.items() if r["allocated"] == "yes" and i not in parents}


def test_links_name_classes_that_take_their_own_coefficient():
    weights = {(r["sector"], r["class_code"]): float(r["weight"]) for r in read_table("sector_links")}
    assert len(weights) == len(read_table("sector_links"))
    assert all(SANDIAO.classes[code].sandiao == code for _, code in weights)
    assert all(w >= 0 for w in weights.values())
    assert {sector for sector, _ in weights} == {s for (s, _), w in weights.items() if w > 0}
    assert [w for (_, code), w in weights.items() if code in ("0810", "0603")] == [0, 0]
    livestock = {
        c for (s, c), w in weights.items() if s in ("agriculture_enteric", "agriculture_manure") and w
    }
    assert livestock == {"1202"}


def test_uniform_classes_are_built_up_and_transport_land():
    codes = {row["class_code"] for row in read_table("uniform_classes")}
    assert codes == set(
        "05H1 0508 0601 0602 0701 0702 08H1 08H2 08H2A 0809 09 "
        "1001 1002 1003 1004 1005 1007 1008 1009".split()
    )
    assert all(float(row["weight"]) == 1 for row in read_table("uniform_classes"))


def test_every_class_on_a_polygon_has_a_statutory_colour():
    colours = {(r["scheme"], r["code"]): r["hex"] for r in read_table("landuse_colours")}
    for c in SANDIAO.classes.values():
        if c.kind == "land" and (c.level == 2 or c.code == "09") and c.code not in BESIDE_THE_2019_LIST:
            assert len(colours["sandiao", c.code]) == 7
    assert {code for scheme, code in colours if scheme == "ydyh2023"} == set(load_scheme("ydyh2023").classes)


def test_published_areas_of_weihai_add_up():
    rows = read_table("weihai_areas")
    assert sum(float(r["area_wan_mu"]) for r in rows) == pytest.approx(831.63)
    for r in rows:  # 1 万亩 = 10^4 × 10000/15 m² = 666.667 ha
        assert float(r["area_ha"]) == pytest.approx(float(r["area_wan_mu"]) * 10000 / 15, abs=0.01)
        assert all(SANDIAO.get(code) for code in r["code"].split("|"))
