# SPDX-License-Identifier: GPL-2.0-or-later
"""Inventories that exist already: long tables, and sectors × fuels of the shape that CEADs publish."""

from __future__ import annotations

import pytest
from balances import CEADS, sheet

from tanheng.core.given_inventory import read_given_inventories
from tanheng.core.inventory import by_sector, total_t
from tanheng.core.resource_tables import read_table
from tanheng.core.sectors import load_sectors


def read(text, name="City2017"):
    return read_given_inventories([sheet(text, name)])[0]


def test_sectors_by_fuels():
    given = read(CEADS)
    assert given.problems == [] and given.year == 2017
    assert by_sector(given.rows) == {
        "energy_power": 5e6,
        "energy_industry": 2e6,
        "energy_mining": 1e6,
        "energy_transport": 1e6,
        "industrial_process_cement": 0.5e6,
    }
    assert {r.fuel for r in given.rows} == {"raw_coal", "coke", "diesel", "process"}
    assert total_t(given.rows) == given.printed_total_t == 9.5e6


def test_a_printed_total_that_does_not_add_up_is_named():
    given = read(CEADS.replace("Coal Mining and Dressing    ,1,", "Coal Mining and Dressing    ,3,"))
    places = [(dict(p.params)["row"], dict(p.params)["column"]) for p in given.problems]
    assert places == [("5", "G"), ("4", "B")]


@pytest.mark.parametrize(
    "old, new, code",
    [
        ("Coal Mining and Dressing", "Moon Mining", "inventory_row_unknown"),
        ("Dressing    ,1,", "Dressing    ,one,", "balance_not_a_number"),
        ("Scope 2 Heat", "Diesel  oils", "inventory_fuel_unknown"),
    ],
)
def test_what_is_not_understood_is_named(old, new, code):
    assert code in [p.code for p in read(CEADS.replace(old, new)).problems]


def test_indirect_columns_stay_outside():
    given = read(CEADS.replace(",0,0,1,0,0,1\n", ",0,0,1,7,0,1\n"))
    assert "inventory_indirect" in [p.code for p in given.problems] and total_t(given.rows) == 9.5e6


def test_a_long_table():
    given = read("sector,fuel,gas,t_co2e\nenergy_power,raw_coal,CO2,100\n道路交通,,,20.5\n其他,,,1\n", "inv")
    assert by_sector(given.rows) == {"energy_power": 100.0, "energy_road": 20.5}
    assert [(p.code, p.value) for p in given.problems] == [("inventory_row_unknown", "其他")]


def test_every_row_of_the_published_tables_has_a_sector():
    rows = read_table("ceads_sectors")
    assert len(rows) == 47
    assert {r["sector"] for r in rows} | {r["process_sector"] for r in rows} <= set(load_sectors())
