# SPDX-License-Identifier: GPL-2.0-or-later
"""Spreading emissions over classes: small cases by hand, and sums that hold whatever is given."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from land_samples import codes_of, second_level_classes, table

from tanheng.core.allocation import allocate
from tanheng.core.carbon_tables import read_carbon_tables
from tanheng.core.sectors import (
    SectorEmission,
    SectorLinks,
    find_sector,
    load_sector_links,
    load_sectors,
    load_uniform_weights,
)

TOTAL = 34_810_000.0


def spread(areas, *, inventory=None, total=None, intensities=None, links=None):
    """Allocate over classes given as code → hectares."""
    emissions = None
    if inventory is not None:
        emissions = [SectorEmission(name, find_sector(name), t) for name, t in inventory.items()]
    return allocate(
        list(areas),
        np.array(list(areas.values()), dtype=float),
        links or load_sector_links(),
        intensities or {},
        emissions,
        total,
    )


def rates(allocation):
    return pytest.approx(allocation.rates.tolist(), rel=1e-12)


def test_each_sector_goes_to_its_own_classes():
    found = spread({"0601": 10, "0701": 30}, inventory={"energy_industry": 100, "energy_household": 60})
    assert found.mode == "sectors" and found.calibrated and math.isnan(found.factor)
    assert rates(found) == [10.0, 2.0]
    assert found.by_sector["energy_industry"].tolist() == [100.0, 0.0]
    assert found.by_sector["energy_household"].tolist() == [0.0, 60.0]
    assert (found.allocated_t, found.unallocated_t, found.memo_t, found.total_t) == (160.0, 0.0, 0.0, 160.0)
    assert found.problems == []


def test_a_parent_is_spread_over_the_classes_of_its_children():
    found = spread({"1001": 10, "1003": 20, "1006": 5, "0301": 9}, inventory={"energy_transport": 120})
    assert rates(found) == [4.0, 4.0, 0.0, 0.0]


def test_a_link_weight_counts_as_that_much_more_land():
    # 10 ha of 08H1 with weight 1 and 50 ha of 0810A with weight 0.2
    found = spread({"08H1": 10, "0810A": 50}, inventory={"energy_services": 200})
    assert rates(found) == [10.0, 2.0]


def test_a_sector_without_land_stays_in_the_balance():
    found = spread({"0601": 10}, inventory={"energy_industry": 100, "energy_air": 25, "energy_water": 0})
    assert (found.allocated_t, found.unallocated_t, found.total_t) == (100.0, 25.0, 125.0)
    assert found.unallocated == {"energy_air": 25.0}
    (problem,) = found.problems
    assert (problem.code, problem.value, dict(problem.params)) == (
        "sector_unallocated",
        "energy_air",
        {"tonnes": "25.00"},
    )


def test_an_unknown_sector_is_unallocated_and_in_the_total():
    found = spread({"0601": 10}, inventory={"energy_industry": 100, "外星": 7})
    assert (found.allocated_t, found.unallocated, found.total_t) == (100.0, {"外星": 7.0}, 107.0)


def test_the_memo_is_in_no_total():
    found = spread(
        {"0301": 1000, "0601": 10}, inventory={"lucf": -900, "lucf_forest_conversion": 40, "energy": 100}
    )
    assert rates(found) == [0.0, 10.0]
    assert (found.memo_t, found.total_t, found.unallocated_t) == (-860.0, 100.0, 0.0)
    assert set(found.by_sector) == {"energy"}


def test_a_class_without_area_takes_nothing():
    found = spread({"1003": 0, "1004": 10}, inventory={"energy_road": 50})
    assert found.by_sector["energy_road"].tolist() == [0.0, 50.0]


def test_intensities_take_the_place_of_relative_weights():
    # raw 2 × 10 + 6 × 5 = 50, the inventory is twice that
    intensities = {("", "0101"): 2.0, ("", "0201"): 6.0}
    found = spread({"0101": 10, "0201": 5}, inventory={"energy_agriculture": 100}, intensities=intensities)
    assert rates(found) == [4.0, 12.0]


def test_an_intensity_of_the_sector_wins_over_one_of_the_class():
    intensities = {("", "0101"): 2.0, ("", "0201"): 6.0, ("energy_agriculture", "0101"): 8.0}
    found = spread({"0101": 10, "0201": 5}, inventory={"energy_agriculture": 110}, intensities=intensities)
    assert rates(found) == [8.0, 6.0]


def test_an_intensity_of_a_class_does_not_reach_sectors_it_is_not_linked_to():
    found = spread({"0601": 10, "0701": 10}, inventory={"energy_road": 100}, intensities={("", "0601"): 5.0})
    assert found.unallocated == {"energy_road": 100.0}


def test_an_intensity_of_a_sector_links_a_class_that_the_table_does_not():
    found = spread(
        {"0601": 10, "0701": 10}, inventory={"energy_road": 100}, intensities={("energy_road", "0601"): 5.0}
    )
    assert rates(found) == [10.0, 0.0]


def test_where_some_classes_have_intensities_weights_are_scaled_to_their_mean():
    # mean of the known (10 × 2 + 5 × 6) / 15 = 10/3; raw 20 + 30 + 5 × 10/3 = 66.67, the inventory three times that
    intensities = {("", "0101"): 2.0, ("", "0201"): 6.0}
    found = spread(
        {"0101": 10, "0201": 5, "0202": 5, "0203": 0},
        inventory={"energy_agriculture": 200},
        intensities=intensities,
    )
    assert found.rates[:3].tolist() == pytest.approx([6.0, 18.0, 10.0], rel=1e-12)
    (problem,) = found.problems
    assert (problem.code, problem.value) == ("intensity_partial", "energy_agriculture")
    assert dict(problem.params) == {"classes": "0202", "mean": "3.333"}


def test_a_parent_adds_up_the_intensities_of_its_children():
    intensities = {
        ("agriculture_rice", "0101"): 5.0,
        ("agriculture_soil", "0101"): 2.0,
        ("agriculture_soil", "0103"): 1.0,
    }
    found = spread({"0101": 1, "0103": 1}, inventory={"agriculture": 80}, intensities=intensities)
    assert rates(found) == [70.0, 10.0]


def test_intensities_of_a_codes_and_first_level_classes():
    intensities = {("", "0701"): 30.0, ("", "0702"): 10.0, ("", "08H2"): 8.0, ("", "0601"): 9.0}
    found = spread({"07": 10, "08H2A": 10, "06": 10, "0301": 10}, intensities=intensities)
    # 07 is half 0701, half 0702; of the two classes of 06 only one has an intensity
    assert rates(found) == [20.0, 8.0, 4.5, 0.0]


def test_intensities_are_scaled_by_one_factor_to_a_city_total():
    # raw 100 × 10 + 20 × 30 = 1600
    intensities = {("", "0601"): 100.0, ("energy_household", "0701"): 15.0, ("energy_services", "0701"): 5.0}
    found = spread({"0601": 10, "0701": 30, "0301": 50}, total=3200, intensities=intensities)
    assert (found.mode, found.factor, found.total_t) == ("total", 2.0, 3200.0)
    assert rates(found) == [200.0, 40.0, 0.0]
    assert found.problems == []


def test_intensities_alone_are_not_calibrated():
    found = spread({"0601": 10, "0701": 30}, intensities={("", "0601"): 100.0, ("", "0701"): 20.0})
    assert (found.mode, found.factor, found.total_t, found.calibrated) == ("uncalibrated", 1.0, 1600.0, False)
    assert rates(found) == [100.0, 20.0]
    assert codes_of(found.problems) == ["not_calibrated"]


def test_a_city_total_alone_is_spread_evenly():
    areas = {"0601": 100, "0701": 200, "1003": 100, "05H1": 100, "0301": 5000}
    areas.update({"1006": 50, "0603": 50, "0810": 50, "1109": 50, "1201": 50})
    found = spread(areas, total=TOTAL)
    assert (found.mode, found.calibrated) == ("uniform", True)
    assert found.factor == pytest.approx(TOTAL / 500)
    assert rates(found) == [TOTAL / 500] * 4 + [0.0] * 6
    assert codes_of(found.problems)[0] == "spread_evenly"


def test_spreading_evenly_a_first_level_class_takes_part_by_its_classes():
    # of the nine classes of 10 only 1006 stands aside: 2 + 8 + 11 hectares take part
    found = spread({"06": 2, "10": 9, "09": 11}, total=2100)
    assert rates(found) == [100.0, 100.0 * 8 / 9, 100.0]


def test_nowhere_to_go_for_the_city_total():
    for found in (
        spread({"0301": 10}, total=100),
        spread({"0301": 10}, total=100, intensities={("", "0601"): 1.0}),
    ):
        assert (found.allocated_t, found.unallocated_t, found.total_t) == (0.0, 100.0, 100.0)
        assert found.rates.tolist() == [0.0] and math.isnan(found.factor)
        assert "total_unallocated" in codes_of(found.problems)


def test_nothing_given_is_not_zero():
    found = spread({"0601": 10})
    assert found.mode == "none" and not found.calibrated
    assert np.isnan(found.rates).all() and math.isnan(found.total_t) and math.isnan(found.factor)
    assert codes_of(found.problems) == ["emission_not_computed"]


def test_zero_given_is_zero():
    found = spread({"0601": 10}, total=0)
    assert found.rates.tolist() == [0.0] and found.total_t == 0.0


@pytest.mark.parametrize(
    "inventory, code",
    [(1000.0, "total_ignored"), (1049.0, "total_ignored"), (951.0, "total_ignored")]
    + [(1051.0, "inventory_differs_from_total"), (949.0, "inventory_differs_from_total")],
)
def test_the_inventory_wins_over_the_city_total(inventory, code):
    found = spread({"0601": 1}, inventory={"energy": inventory}, total=1000)
    assert found.total_t == inventory and found.rates.tolist() == [inventory]
    assert codes_of(found.problems) == [code]


def test_a_factor_of_ten_thousand_is_named():
    found = spread({"0601": 1000}, inventory={"energy": 3481.0}, total=TOTAL)
    (problem,) = found.problems
    assert problem.code == "inventory_differs_from_total"
    assert dict(problem.params) == {"total": "34,810,000.00", "percent": "-100.0", "times": "0.0001"}


@pytest.mark.parametrize("t, said", [(3481.0, True), (34_810_000.0, False), (348_100_000_000.0, True)])
def test_a_total_that_the_land_cannot_carry_is_doubted(t, said):
    # 80 860 ha of towns and industry: 0.04, 430 and 4 300 000 t per hectare
    found = spread({"0601": 80860}, inventory={"energy": t})
    assert codes_of(found.problems) == (["total_implausible"] if said else [])


CLASSES = second_level_classes()
SECTORS = [s.id for s in load_sectors().values()] + ["外星", "黑洞"]
# From a square centimetre to a province, and nothing at all.
hectares = st.just(0.0) | st.floats(1e-8, 1e7)
areas_of_classes = st.dictionaries(st.sampled_from(CLASSES), hectares, min_size=1, max_size=12)
inventories = st.dictionaries(
    st.sampled_from(SECTORS), st.just(0.0) | st.floats(1e-3, 1e9), min_size=1, max_size=8
)
some_intensities = st.dictionaries(
    st.tuples(st.sampled_from(["", *SECTORS[:-2]]), st.sampled_from(CLASSES)),
    st.floats(0.01, 1e5),
    max_size=6,
)


@settings(max_examples=80, deadline=None)
@given(areas_of_classes, inventories, some_intensities)
def test_whatever_is_given_the_sums_hold(areas, inventory, intensities):
    found = spread(areas, inventory=inventory, intensities=intensities)
    area = np.array(list(areas.values()))
    counted = {
        name: t for name, t in inventory.items() if find_sector(name) is None or find_sector(name).allocated
    }
    assert math.fsum(found.rates * area) == pytest.approx(found.allocated_t, rel=1e-9)
    assert found.total_t == pytest.approx(math.fsum(counted.values()), rel=1e-12)
    assert found.memo_t == pytest.approx(math.fsum(inventory.values()) - found.total_t, rel=1e-9, abs=1e-6)
    for name, by_class in found.by_sector.items():
        assert math.fsum(by_class) == pytest.approx(inventory[name], rel=1e-9)
    assert {name: inventory[name] for name in found.unallocated} == found.unallocated
    assert set(found.by_sector) | set(found.unallocated) == {name for name, t in counted.items() if t}
    assert (found.rates >= 0.0).all()


@settings(max_examples=40, deadline=None)
@given(areas_of_classes, st.floats(1e-3, 1e9), some_intensities)
def test_one_factor_gives_the_total(areas, total, intensities):
    found = spread(areas, total=total, intensities=intensities)
    placed = math.fsum(found.rates * np.array(list(areas.values())))
    assert placed + found.unallocated_t == pytest.approx(total, rel=1e-9)
    assert found.total_t == pytest.approx(total, rel=1e-12)
    if not intensities:
        assert {c for c, r in zip(areas, found.rates) if r > 0} <= {
            c for c, w in load_uniform_weights().items() if w
        }


@settings(max_examples=40, deadline=None)
@given(areas_of_classes, inventories, st.integers(2, 9))
def test_the_order_of_classes_and_sectors_does_not_matter(areas, inventory, turn):
    def turned(values):
        items = list(values.items())
        return dict(items[turn % len(items) :] + items[: turn % len(items)])

    one, other = spread(areas, inventory=inventory), spread(turned(areas), inventory=turned(inventory))
    by_class = dict(zip(turned(areas), other.rates))
    assert [by_class[c] for c in areas] == pytest.approx(one.rates.tolist(), rel=1e-12)


def test_the_tables_of_a_run_are_read_together():
    found = read_carbon_tables(
        {
            "sink_table": table("class_code,value,unit\n9999,1,tC/ha/a"),
            "intensity_table": table("class_code,value\n0601,x"),
            "link_table": table("sector,class_code\nenergy,0601"),
            "inventory": table("sector,t_co2e\nenergy,-5"),
            "official_areas": table("class,area_ha\n园地,1\n园地,2"),
            "group_names": table("group,name\n371002,环翠区\n371002,文登区"),
        },
        -1.0,
    )
    assert codes_of(found.problems) == [
        "total_negative",
        "table_class_unknown",
        "table_missing_column",
        "table_not_a_number",
        "sector_negative",
        "table_duplicate_key",
        "table_duplicate_key",
    ]
    assert found.sinks.tco2e_per_ha("0201") == pytest.approx(7.7)
    assert found.official_areas == {"园地": 1.0} and found.group_names == {"371002": "环翠区"}


@pytest.mark.parametrize("total", [-0.01, math.nan, math.inf])
def test_a_total_that_is_none_is_refused(total):
    assert codes_of(read_carbon_tables({}, total).problems) == ["total_negative"]


def test_shares_need_a_total_and_give_way_to_an_inventory():
    shares, inventory = table("sector,share\nenergy,1"), table("sector,t_co2e\nwaste,5")
    assert codes_of(read_carbon_tables({"sector_shares": shares}).problems) == ["shares_need_total"]
    found = read_carbon_tables({"sector_shares": shares}, 1000.0)
    assert [(e.label, e.t_co2e) for e in found.inventory] == [("energy", 1000.0)]
    found = read_carbon_tables({"sector_shares": shares, "inventory": inventory}, 1000.0)
    assert [(e.label, e.t_co2e) for e in found.inventory] == [("waste", 5.0)]


def test_own_links_reach_the_run():
    found = read_carbon_tables({"link_table": table("sector,class_code,weight\nenergy_road,1004,1")})
    assert isinstance(found.links, SectorLinks)
    assert (found.links.weight("energy_road", "1003"), found.links.weight("energy_road", "1004")) == (
        0.0,
        1.0,
    )


def test_a_refined_sector_lands_on_the_refined_polygons():
    # Two parts of 0601: 30 ha plain, 10 ha thermal power (HDGY); power takes only the latter, cement (SNGY) finds
    # none and takes both by area.
    result = allocate(
        ["0601", "0601"],
        np.array([30.0, 10.0]),
        load_sector_links(),
        {},
        [
            SectorEmission(name, find_sector(name), t)
            for name, t in (("energy_power", 1000.0), ("industrial_process_cement", 400.0))
        ],
        None,
        [{"TBXHDM": ""}, {"TBXHDM": "HDGY"}],
    )
    assert (result.rates * [30.0, 10.0]).tolist() == pytest.approx([300.0, 1100.0], rel=1e-12)
