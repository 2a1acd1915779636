# SPDX-License-Identifier: GPL-2.0-or-later
"""Factors: the published check values, the parts they are made of, and a user's own."""

from __future__ import annotations

import math

import pytest

from tanheng.core.emission_factors import (
    GJ_PER_TCE,
    find_grid_factor,
    is_unverified,
    load_factors,
    load_grid_factors,
    load_gwp,
    parse_factors,
)
from tanheng.core.energy_amounts import tce_differences
from tanheng.core.energy_tables import load_fuels
from tanheng.core.resource_tables import read_table
from tanheng.core.sectors import load_sectors
from tanheng.core.table_parsing import RawTable

FACTORS = load_factors()
#: kg CO2 per kg (natural gas: per m³), as published with the coefficients.
PUBLISHED = {
    "raw_coal": 1.9003, "coke": 2.8604, "crude_oil": 3.0202, "gasoline": 2.9251, "kerosene": 3.0179,
    "diesel": 3.0959, "fuel_oil": 3.1705, "lpg": 3.1013, "refinery_gas": 3.0119, "natural_gas": 21.622,
}  # fmt: skip


def table(text: str) -> RawTable:
    header, *lines = text.split("\n")
    columns = tuple(header.split(","))
    return RawTable("own.csv", columns, tuple(dict(zip(columns, line.split(","))) for line in lines if line))


@pytest.mark.parametrize("fuel, expected", PUBLISHED.items())
def test_published_factors(fuel, expected):
    assert FACTORS[fuel].co2_t == pytest.approx(expected, abs=6e-4 if fuel == "natural_gas" else 6e-5)


def test_every_printed_factor_is_the_product_of_its_parts():
    checked = 0
    for row in read_table("emission_factors"):
        if row["ncv_gj"]:
            assert FACTORS[row["fuel"]].co2_t == pytest.approx(float(row["co2_factor"]), rel=2e-6), row[
                "fuel"
            ]
            checked += 1
    assert checked == 26


def test_every_fuel_has_a_row_in_its_unit_and_every_row_a_source():
    columns = {f.id: f for f in load_fuels().values() if f.kind != "subtotal"}
    assert set(FACTORS) == set(columns)
    for fuel, factor in FACTORS.items():
        assert factor.base_unit == columns[fuel].base_unit
        assert factor.source or fuel == "other_energy"


def test_coefficients_of_standard_coal_against_calorific_values():
    percent = {d.fuel: d.percent for d in tce_differences(FACTORS)}
    # 33.0 / 29.3076 / 1.286 = 0.8756; 179.81 / 29.3076 / 5.714 = 1.0737
    assert percent["blast_furnace_gas"] == pytest.approx(-12.44, abs=0.01)
    assert percent["coke_oven_gas"] == pytest.approx(7.37, abs=0.01)
    assert abs(percent["raw_coal"]) < 0.2
    assert FACTORS["electricity"].tce_by_ncv == pytest.approx(3.6 / GJ_PER_TCE)


def test_grid_factors_by_area_and_year():
    assert find_grid_factor("全国", 2023).t_mwh == 0.5306
    assert find_grid_factor("山东", 2021).t_mwh == 0.6838
    assert find_grid_factor("shandong", 2022).t_mwh == 0.6410
    # 2023 was not found for Shandong: the nearest year stands in and says which it is
    assert find_grid_factor("山东省", 2023).year == 2022
    assert find_grid_factor("national", 0).year == max(
        g.year for g in load_grid_factors() if g.area == "national"
    )
    assert find_grid_factor("Atlantis", 2022) is None


def test_warming_potentials():
    assert [load_gwp(name)["CH4"] for name in ("SAR", "AR4", "AR5", "AR6")] == [21, 25, 28, 27.9]
    assert load_gwp("SAR")["N2O"] == 310 and load_gwp("AR5")["CO2"] == 1
    with pytest.raises(KeyError):
        load_gwp("AR7")


def test_own_factors_replace_parts_or_the_whole():
    own = "fuel,ncv,carbon_content,oxidation,co2_factor,storage_rate,source\n原煤,20,25,0.9,,0.1,lab\ncoke,,,,2.5,,\n"
    found, problems = parse_factors(table(own), FACTORS)
    assert not problems
    assert found["raw_coal"].co2_t == pytest.approx(20 * 25 / 1000 * 0.9 * 44 / 12)
    assert (found["raw_coal"].storage_rate, found["raw_coal"].source) == (0.1, "lab")
    assert found["coke"].co2_t == 2.5 and found["coke"].ncv_gj == FACTORS["coke"].ncv_gj
    assert found["diesel"] == FACTORS["diesel"]


@pytest.mark.parametrize(
    "text, codes",
    [
        ("name\ncoke\n", ["table_missing_column"]),
        ("fuel,ncv\nunobtainium,3\n", ["table_fuel_unknown"]),
        ("fuel,ncv\ncoke,3\n焦炭,4\n", ["table_duplicate_key"]),
        ("fuel,ncv\ncoke,many\n", ["table_not_a_number"]),
        ("fuel,ncv\ncoke,28435\n", ["table_value_implausible"]),
        ("fuel,oxidation\ncoke,93\n", ["table_value_implausible"]),
        ("fuel,standard_coal\ncoke,0\n", ["table_value_not_positive"]),
    ],
)
def test_faults_of_own_factors_are_named(text, codes):
    assert [p.code for p in parse_factors(table(text), FACTORS)[1]] == codes


def test_what_is_not_verified_is_told_from_what_was_seen():
    assert not is_unverified("seen in source (coal eq memory)")
    assert is_unverified("unverified: well known") and is_unverified("seen in source (zero factor inferred)")


@pytest.mark.parametrize("name", ["process_factors", "agriculture_waste_factors", "energy_shares"])
def test_tables_name_sectors_that_exist(name):
    assert {row["sector"] for row in read_table(name)} <= set(load_sectors())


def test_gangue_has_no_factor_rather_than_a_guess():
    assert math.isnan(FACTORS["coal_gangue"].co2_t)
