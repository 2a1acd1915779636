# SPDX-License-Identifier: GPL-2.0-or-later
"""Sectors, their links to classes, and the tables that a planner gives for them."""

from __future__ import annotations

import pytest
from land_samples import codes_of, second_level_classes, table

from tanheng.core.problems import RefusedInput, refuse_if_error
from tanheng.core.resource_tables import read_table
from tanheng.core.sectors import (
    Refinement,
    SectorLinks,
    descendants,
    find_sector,
    load_sector_links,
    load_sectors,
    load_uniform_weights,
    parse_intensities,
    parse_inventory,
    parse_links,
    parse_shares,
)

LINKS = load_sector_links()


def test_the_five_sectors_of_the_guideline():
    assert [s.id for s in load_sectors().values() if not s.parent] == [
        "energy",
        "industrial_process",
        "agriculture",
        "lucf",
        "waste",
    ]
    assert {s.id for s in load_sectors().values() if not s.allocated} == {
        "lucf",
        "lucf_biomass",
        "lucf_forest_conversion",
    }
    assert all(s.parent in ("", *load_sectors()) for s in load_sectors().values())


@pytest.mark.parametrize("text", ["energy_road", " ENERGY_ROAD ", "道路交通", "道路　交通", "road TRANSPORT"])
def test_a_sector_is_found_by_id_or_name(text):
    assert find_sector(text).id == "energy_road"


def test_an_unknown_name_is_no_sector():
    assert find_sector("外星") is None and find_sector("") is None


def test_names_in_both_languages():
    assert (find_sector("lucf").name("zh"), find_sector("lucf").name("en")) == (
        "土地利用变化和林业",
        "Land-use change and forestry",
    )


def test_descendants():
    assert descendants("energy_transport") == [
        "energy_road",
        "energy_rail",
        "energy_air",
        "energy_water",
        "energy_pipeline",
    ]
    assert {"energy_transport", "energy_road", "energy_urban_household"} < set(descendants("energy"))
    assert descendants("energy_road") == []


def test_links_name_sectors_and_classes_that_exist():
    for row in read_table("sector_links"):
        assert row["sector"] in load_sectors()
        assert row["class_code"] in second_level_classes()
        assert float(row["weight"]) >= 0.0


@pytest.mark.parametrize(
    "sector, code, weight",
    [
        ("energy_road", "1003", 1.0),
        ("energy_road", "1006", 0.0),
        ("energy_road", "0601", 0.0),
        ("energy_services", "0810", 0.0),  # parks carry nothing
        ("energy_services", "0810A", 0.2),  # squares a little
        ("energy_mining", "0603", 0.0),  # salt pans
        ("agriculture_enteric", "1202", 1.0),  # livestock on facility land only
        ("agriculture_enteric", "0401", 0.0),
        ("agriculture_enteric", "0403", 0.0),
        # a parent takes the classes of its children, each once
        ("energy_transport", "1007", 1.0),
        ("energy_transport", "1006", 0.0),
        ("energy_household", "0702", 1.0),
        ("energy", "0601", 1.0),
        ("energy", "0301", 0.0),
        # a first-level class takes the mean of its classes: 1003, 1004, 1005 of nine
        ("energy_road", "10", 3.0 / 9.0),
        ("energy_household", "07", 0.5),
        ("energy", "09", 1.0),
        # an A code without a row takes its base code's
        ("energy_agriculture", "1104A", 1.0),
        ("energy_agriculture", "1104", 0.0),
    ],
)
def test_weights(sector, code, weight):
    assert LINKS.weight(sector, code) == pytest.approx(weight, rel=1e-15)


def test_an_a_code_takes_its_base_codes_weight():
    links = SectorLinks({("energy_services", "08H2"): 3.0})
    assert links.weight("energy_services", "08H2A") == 3.0
    assert links.weight("energy_services", "08H1") == 0.0


def test_a_parent_takes_the_larger_weight_of_a_class():
    links = SectorLinks(
        {("energy_road", "1003"): 2.0, ("energy_rail", "1003"): 5.0, ("energy_transport", "1001"): 1.0}
    )
    assert links.weight("energy_transport", "1003") == 5.0
    assert links.weight("energy_transport", "1001") == 1.0


def test_own_links_replace_a_whole_sector_and_leave_the_rest():
    own, refinements, problems = parse_links(
        table("sector,class_code,weight\n道路交通,1004,2\nenergy_road,1005,0.5")
    )
    links = LINKS.replaced(own, refinements)
    assert (problems, refinements) == ([], {})
    assert [links.weight("energy_road", c) for c in ("1003", "1004", "1005")] == [0.0, 2.0, 0.5]
    assert links.weight("energy_rail", "1001") == 1.0
    assert LINKS.weight("energy_road", "1003") == 1.0


def test_uniform_weights_leave_out_what_carries_no_emission():
    uniform = load_uniform_weights()
    assert {
        code: uniform.get(code, 0.0) for code in ("1006", "0603", "0810", "0810A", "1109", "1201")
    } == dict.fromkeys(("1006", "0603", "0810", "0810A", "1109", "1201"), 0.0)
    expected = {
        code
        for code in second_level_classes()
        if code[:2] in ("05", "06", "07", "08", "09") or code in ("1001", "1002", "1003", "1004", "1005")
    } | {"1007", "1008", "1009"}
    assert {c for c, w in uniform.items() if w == 1.0} == expected - {"0603", "0810", "0810A"}


def test_faults_of_a_link_table():
    own, refinements, problems = parse_links(
        table(
            """sector,class_code,weight
            energy_road,1003,1
            energy_road,1003,2
            外星,1003,1
            energy_road,9999,1
            energy_road,0301K,1
            energy_road,1004,-1
            energy_road,1005,viel
            energy_rail,701,1"""
        )
    )
    assert own == {("energy_road", "1003"): 1.0, ("energy_rail", "0701"): 1.0}
    assert [(p.code, dict(p.params)["row"]) for p in problems] == [
        ("table_duplicate_key", "3"),
        ("table_sector_unknown", "4"),
        ("table_class_unknown", "5"),
        ("table_class_unknown", "6"),
        ("table_value_negative", "7"),
        ("table_not_a_number", "8"),
        ("table_code_unpadded", "9"),
    ]


def test_intensities_in_both_units():
    found, problems = parse_intensities(
        table(
            """class_code,value,unit,sector
            0601,120,,energy_industry
            0601,30,tCO2/ha/a,
            0701,3,tC/ha/a,
            701,9,,"""
        )
    )
    assert found == {
        ("energy_industry", "0601"): 120.0,
        ("", "0601"): 30.0,
        ("", "0701"): pytest.approx(11.0),
    }
    assert codes_of(problems) == ["table_code_unpadded", "table_duplicate_key"]


def test_faults_of_intensities():
    found, problems = parse_intensities(
        table(
            """class_code,value,unit,sector
            0601,-1,,
            0602,x,,
            0701,1,kg/m2,
            0702,2000000,,
            ,1,,
            08H1,1,,nobody
            1203,0,,"""
        )
    )
    assert found == {("", "1203"): 0.0}
    assert codes_of(problems) == [
        "table_value_negative",
        "table_not_a_number",
        "table_unit_unknown",
        "table_value_implausible",
        "table_blank_key",
        "table_sector_unknown",
    ]


def test_rows_of_one_sector_add_up_whatever_it_is_called():
    found, problems = parse_inventory(
        table("sector,fuel,gas,t_co2e\nenergy_road,汽油,CO2,100\n道路交通,柴油,CO2,-20\nwaste,,CH4,5")
    )
    assert [(e.sector.id, e.t_co2e) for e in found] == [("energy_road", 80.0), ("waste", 5.0)]
    assert problems == []


def test_memo_unknown_and_negative_sectors():
    found, problems = parse_inventory(table("sector,t_co2e\nlucf,-900\n外星,7\nenergy_road,-1\n黑洞,-2"))
    assert [(p.code, p.value, dict(p.params)["tonnes"]) for p in problems] == [
        ("sector_memo", "lucf", "-900.00"),
        ("sector_unknown", "外星", "7.00"),
        ("sector_negative", "energy_road", "-1.00"),
        ("sector_negative", "黑洞", "-2.00"),
    ]
    assert [e.t_co2e for e in found] == [-900.0, 7.0, -1.0, -2.0]
    with pytest.raises(RefusedInput) as refused:
        refuse_if_error(problems)
    assert len(refused.value.problems) == 4


def test_faults_of_an_inventory_are_all_found():
    found, problems = parse_inventory(table("sector,t_co2e\n,5\nenergy,x\nwaste,1"))
    assert [e.label for e in found] == ["waste"]
    assert [(p.code, dict(p.params)["row"]) for p in problems] == [
        ("table_blank_key", "2"),
        ("table_not_a_number", "3"),
    ]


@pytest.mark.parametrize("shares", ["0.75\nwaste,0.25", "75\nwaste,25", "74.96\nwaste,24.99"])
def test_shares_as_fractions_or_percent_give_the_whole_total(shares):
    found, problems = parse_shares(table(f"sector,share\nenergy,{shares}"), 34_810_000.0)
    assert problems == []
    assert sum(e.t_co2e for e in found) == pytest.approx(34_810_000.0, rel=1e-12)
    assert found[0].t_co2e == pytest.approx(0.75 * 34_810_000.0, rel=1e-3)


@pytest.mark.parametrize("shares", ["0.5", "0", "1.2", "90", "101"])
def test_shares_that_do_not_add_up_are_refused(shares):
    found, problems = parse_shares(table(f"sector,share\nenergy,{shares}"), 1000.0)
    assert found == [] and codes_of(problems) == ["shares_sum"]


def test_problems_of_shares_are_in_tonnes():
    _, problems = parse_shares(table("sector,share\nenergy,90\n外星,10"), 1000.0)
    assert [(p.code, dict(p.params)["tonnes"]) for p in problems] == [("sector_unknown", "100.00")]
    _, problems = parse_shares(table("sector,share\nenergy,110\nwaste,-10"), 1000.0)
    assert [(p.code, dict(p.params)["tonnes"]) for p in problems] == [("sector_negative", "-100.00")]


def test_a_refined_link_is_read_and_kept():
    own, refinements, problems = parse_links(
        table(
            "sector,class_code,weight,refine_field,refine_values,refine_weight,rest_weight\n"
            "energy_power,0601,1,tbxhdm,hdgy|mtgy,1,0"
        )
    )
    assert (problems, own) == ([], {("energy_power", "0601"): 1.0})
    found = LINKS.replaced(own, refinements).refinement("energy_power", "0601")
    assert found == Refinement("TBXHDM", frozenset({"HDGY", "MTGY"}), 1.0, 0.0)


def test_a_link_refined_by_another_field_is_refused():
    _, refinements, problems = parse_links(
        table(
            "sector,class_code,weight,refine_field,refine_values,refine_weight,rest_weight\n"
            "energy_power,0601,1,QSXZ,10,1,0"
        )
    )
    assert refinements == {}
    assert [p.code for p in problems] == ["table_refine_field_unknown"]
