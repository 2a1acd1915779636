# SPDX-License-Identifier: GPL-2.0-or-later
"""CO2 of a small balance worked out by hand, sector by sector, and each rule of accounting on its own."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from balances import SMALL, changed, sheet

from tanheng.core.emission_factors import find_grid_factor, load_factors
from tanheng.core.energy_amounts import fuel_amounts
from tanheng.core.energy_inventory import EnergyOptions, energy_inventory
from tanheng.core.energy_shares import parse_shares_of_rows, split
from tanheng.core.energy_sheet import read_energy_balances
from tanheng.core.inventory import by_sector, total_t
from tanheng.core.sectors import load_sectors
from tanheng.core.table_parsing import RawTable

FACTORS = load_factors()
COAL = 20.908 * 26.37e-3 * 0.94 * 44 / 12  # 1.9003 t CO2/t
COKE = 28.435 * 29.5e-3 * 0.93 * 44 / 12
PETROL = 43.07 * 18.9e-3 * 0.98 * 44 / 12
GAS = 389.31 * 15.3e-3 * 0.99 * 44 / 12  # per 10⁴ m³
BLAST = 33.0 * 70.8e-3 * 0.99 * 44 / 12


def balance(text: str = SMALL):
    return read_energy_balances([sheet(text)])[0][0]


def computed(text: str = SMALL, **options):
    return energy_inventory(balance(text), FACTORS, EnergyOptions(**options))


def codes(result) -> list[str]:
    return [p.code for p in result.problems]


def test_the_small_balance_sector_by_sector():
    result = computed()
    expected = {
        "energy_power": 100e4 * COAL,
        "energy_heat": 50e4 * COAL,
        # 50 − 5 of feedstock; coke in full, blast-furnace gas is within it
        "energy_industry": 45e4 * COAL + 36e4 * COKE + 1e4 * PETROL + 1e4 * GAS,
        "energy_agriculture": 1e4 * COAL,
        # all of transport's petrol, 95 % of services', all of households'; 70 % of transport's gas
        "energy_road": (2 + 0.95 + 1) * 1e4 * PETROL + 0.7 * 0.5e4 * GAS,
        "energy_pipeline": 0.3 * 0.5e4 * GAS,
        "energy_trade": 1e4 * COAL,
        "energy_services": 1e4 * COAL + 0.05 * 1e4 * PETROL,
        "energy_urban_household": 1e4 * COAL + 0.5e4 * GAS,
        "energy_rural_household": 1e4 * COAL,
    }
    found = by_sector(result.rows)
    assert set(found) == set(expected)
    for sector, tonnes in expected.items():
        assert found[sector] == pytest.approx(tonnes, rel=1e-12), sector
    assert total_t(result.rows) == pytest.approx(200e4 * COAL + 36e4 * COKE + 5e4 * PETROL + 2e4 * GAS)
    assert all(r.gas == "CO2" and r.source and r.confidence for r in result.rows)


def test_the_reference_method_agrees_on_a_consistent_balance():
    result = computed(method="reference")
    # 10 + 200 − 5 of coal less 5 stored; 36 of coke, 5 of petrol, 2 of gas brought in
    expected = 200e4 * COAL + 36e4 * COKE + 5e4 * PETROL + 2e4 * GAS
    assert result.reference_t == pytest.approx(expected)
    assert result.gap_percent == pytest.approx(0.0, abs=1e-9)
    assert by_sector(result.rows) == {"energy": pytest.approx(expected)}
    assert "gap_large" not in codes(result)


@pytest.mark.parametrize("brought, gap", [(210, 10), (190, -10)])
def test_the_gap_of_the_methods_is_a_warning_above_five_percent(brought, gap):
    text = changed("调入量,200,200", f"调入量,{brought},{brought}")
    result = computed(text)
    extra = gap * 1e4 * COAL
    assert result.gap_percent == pytest.approx(100 * extra / result.sectoral_t)
    assert ("gap_large" in codes(result)) == (abs(result.gap_percent) > 5.0)
    assert "gap_large" in codes(computed(changed("调入量,200,200", "调入量,240,240")))


def test_exports_count_the_same_with_and_without_their_sign():
    plain = computed(changed("5.年末库存量（－）,-5,-5", "5.年末库存量（－）,5,5"))
    assert plain.reference_t == pytest.approx(computed().reference_t, rel=1e-12)


def test_bunkers_are_taken_off_supply_and_shown():
    line = "6.外轮、机在我国加油量（－）,,,,,-1,,,\n"
    text = changed("二、加工转换投入", line + "二、加工转换投入")
    result = computed(text)
    assert result.reference_t == pytest.approx(computed().reference_t - 1e4 * PETROL)
    assert [(m.fuel, m.t_co2e) for m in result.memo if m.item == "bunkers"] == [
        ("gasoline", pytest.approx(1e4 * PETROL))
    ]


def test_without_supply_there_is_no_gap_and_no_reference_method():
    head, tail = SMALL.split("一、")[0], SMALL[SMALL.index("二、") :]
    assert math.isnan(computed(head + tail).gap_percent)
    result = computed(head + tail, method="reference")
    assert "reference_impossible" in codes(result) and result.rows == []


def test_electricity_and_heat_never_count_as_direct():
    without = changed("（二）第二产业,50,50,36,8,1,1,60,30", "（二）第二产业,50,50,36,8,1,1,600,300")
    without = without.replace("1.工 业,50,50,36,8,1,1,60,30", "1.工 业,50,50,36,8,1,1,600,300")
    assert total_t(computed(without).rows) == pytest.approx(total_t(computed().rows))
    assert {"electricity", "heat"}.isdisjoint(r.fuel for r in computed().rows)


def test_imported_electricity_is_a_memo_unless_included():
    grid = find_grid_factor("山东", 2021)
    memo = computed(grid=grid)
    # 6 brought in less 1 sent out: 5 亿 kWh
    line = next(m for m in memo.memo if m.item == "electricity_import")
    assert (line.amount, line.unit) == (5e5, "MWh")
    assert line.t_co2e == pytest.approx(5e5 * 0.6838)
    assert total_t(memo.rows, scope="indirect") == 0.0
    # Compared as text: unknown figures are NaN, which newer Pythons find unequal to itself in dataclasses.
    assert list(map(repr, computed(grid=grid, electricity="exclude").memo)) == [
        repr(m) for m in memo.memo if m.item != "electricity_import"
    ]
    included = computed(grid=grid, electricity="include")
    assert total_t(included.rows) == pytest.approx(total_t(memo.rows))
    assert total_t(included.rows, scope="indirect") == pytest.approx(5e5 * 0.6838)
    by_user = by_sector(r for r in included.rows if r.scope == "indirect")
    assert by_user["energy_industry"] == pytest.approx(5e5 * 0.6838 * 30 / 45)
    assert by_user["energy_rail"] == pytest.approx(5e5 * 0.6838 * 2 * 0.6 / 45)
    assert by_user["energy_rural_household"] == pytest.approx(5e5 * 0.6838 * 2 / 45)


def test_electricity_sent_out_comes_off_the_plants_and_never_below_zero():
    out = changed("调出量（－）,,,,,,,,-1", "调出量（－）,,,,,,,,-8")
    grid = find_grid_factor("山东", 2021)
    result = computed(out, grid=grid, electricity="include")
    assert by_sector(result.rows)["energy_power"] == pytest.approx(100e4 * COAL - 2e5 * 0.6838)
    far = changed("调出量（－）,,,,,,,,-1", "调出量（－）,,,,,,,,-80")
    assert "sector_negative" in codes(computed(far, grid=grid, electricity="include"))


def test_power_plants_by_production_or_by_use_have_the_same_sum():
    plants, users = by_sector(computed().rows), by_sector(computed(power_view="consumption").rows)
    assert "energy_power" not in users and "energy_heat" not in users
    assert math.fsum(users.values()) == pytest.approx(math.fsum(plants.values()), rel=1e-12)
    # industry: 30 of 45 of the electricity, 60 of 100 of the heat
    expected = plants["energy_industry"] + 100e4 * COAL * 30 / 45 + 50e4 * COAL * 60 / 100
    assert users["energy_industry"] == pytest.approx(expected)


def test_feedstock_emits_what_is_not_stored_in_both_methods():
    own = dict(FACTORS, raw_coal=replace(FACTORS["raw_coal"], storage_rate=0.75))
    by_rate = energy_inventory(balance(), own, EnergyOptions())
    stored, emitted = computed(feedstock="stored"), computed(feedstock="emitted")
    for one, other, share in ((by_rate, stored, 0.25), (emitted, stored, 1.0)):
        assert one.sectoral_t - other.sectoral_t == pytest.approx(share * 5e4 * COAL)
        assert one.reference_t - other.reference_t == pytest.approx(share * 5e4 * COAL)
    assert "storage_rate_assumed" in codes(computed()) and "storage_rate_assumed" not in codes(by_rate)
    half = computed(storage_default=0.5)
    assert half.sectoral_t - stored.sectoral_t == pytest.approx(0.5 * 5e4 * COAL)
    memo = next(m for m in by_rate.memo if m.item == "feedstock_stored")
    assert memo.t_co2e == pytest.approx(0.75 * 5e4 * COAL)


def test_the_carbon_of_furnace_gas_counts_once():
    gas_t = 10e4 * BLAST
    with_coke, with_gas = computed(), computed(furnace_gas="gas")
    assert with_gas.sectoral_t == pytest.approx(with_coke.sectoral_t, rel=1e-12)
    assert all(r.fuel != "blast_furnace_gas" for r in with_coke.rows)
    burnt = math.fsum(r.t_co2e for r in with_gas.rows if r.fuel == "blast_furnace_gas")
    assert burnt == pytest.approx(gas_t)
    assert by_sector(with_gas.rows)["energy_power"] == pytest.approx(100e4 * COAL + 2e4 * BLAST)
    coke = math.fsum(r.t_co2e for r in with_gas.rows if r.fuel == "coke")
    assert coke == pytest.approx(36e4 * COKE - gas_t)


@pytest.mark.parametrize("place", ["coke", "gas"])
def test_furnace_gas_beyond_the_coke_is_not_lost(place):
    text = SMALL.replace("36,8,", "1,8,").replace(",36,10,5", ",1,10,5")
    result = computed(text, furnace_gas=place)
    kept = math.fsum(r.t_co2e for r in result.rows if r.fuel in ("coke", "blast_furnace_gas"))
    assert kept == pytest.approx(10e4 * BLAST)
    assert "furnace_gas_exceeds_coke" in codes(result)


def test_shares_sum_to_one_and_can_be_replaced():
    for row_id, fuel in EnergyOptions().shares:
        parts = split(EnergyOptions().shares, row_id, fuel)
        assert math.fsum(parts.values()) == pytest.approx(1.0)
        assert set(parts) <= set(load_sectors())
    columns = ("row", "fuel", "sector", "share")
    lines = [("其他", "汽油", "energy_services", "1"), ("4.7.1", "gasoline", "城镇生活", "0.4"),
             ("4.7.1", "gasoline", "energy_road", "0.6")]  # fmt: skip
    own, problems = parse_shares_of_rows(RawTable("s", columns, tuple(dict(zip(columns, t)) for t in lines)))
    assert problems == []
    found = by_sector(computed(shares=own).rows)
    assert found["energy_services"] == pytest.approx(1e4 * COAL + 1e4 * PETROL)
    assert found["energy_urban_household"] == pytest.approx(1e4 * COAL + 0.5e4 * GAS + 0.4e4 * PETROL)
    bad = (("4.6", "gasoline", "energy_road", "0.9"),)
    _, problems = parse_shares_of_rows(RawTable("s", columns, tuple(dict(zip(columns, t)) for t in bad)))
    assert [p.code for p in problems] == ["shares_of_row_sum"]


def test_a_fuel_without_a_factor_is_said_with_its_amount():
    text = SMALL.replace("汽油", "煤矸石")
    found = [p for p in computed(text).problems if p.code == "factor_missing"]
    assert [(p.value, dict(p.params)["unit"]) for p in found] == [("煤矸石", "t")]


def test_households_without_town_and_country_are_not_lost():
    lines = [line for line in SMALL.split("\n") if not line.startswith(("1.城镇", "2.乡村"))]
    result = computed("\n".join(lines))
    assert result.sectoral_t == pytest.approx(computed().sectoral_t)
    assert by_sector(result.rows)["energy_household"] == pytest.approx(2e4 * COAL + 0.5e4 * GAS)


def test_standard_coal_and_physical_tables_agree_by_calorific_value():
    physical = balance()
    for conversion in ("ncv", "published"):
        coal = balance()
        for j, fuel in enumerate(coal.fuels()):
            if fuel.kind == "subtotal":
                continue
            factor = FACTORS[fuel.id]
            coal.values[:, j] *= factor.tce_by_ncv if conversion == "ncv" else factor.tce
            coal.in_tce[j] = True
        back, problems = fuel_amounts(coal, FACTORS, conversion)
        fuels = [j for j, f in enumerate(coal.fuels()) if f.kind != "subtotal"]
        assert np.allclose(back[:, fuels], physical.values[:, fuels], rtol=1e-12, equal_nan=True)
        result = energy_inventory(coal, FACTORS, EnergyOptions(tce_conversion=conversion))
        assert result.sectoral_t == pytest.approx(computed().sectoral_t, rel=1e-12)
    # a table made by calorific value but read with the published coefficients: the difference is shown per fuel
    for j, fuel in enumerate(coal.fuels()):
        if fuel.kind != "subtotal":
            coal.values[:, j] = physical.values[:, j] * FACTORS[fuel.id].tce_by_ncv
    off, _ = fuel_amounts(coal, FACTORS, "published")
    result = energy_inventory(coal, FACTORS, EnergyOptions())
    percent = {d.fuel: d.percent for d in result.differences}
    j, i = coal.fuel_ids.index("blast_furnace_gas"), coal.row_ids.index("4.2")
    assert 100 * (off[i, j] / physical.values[i, j] - 1) == pytest.approx(percent["blast_furnace_gas"])
    assert percent["blast_furnace_gas"] == pytest.approx(-12.4, abs=0.05)
    assert "converter_gas" not in percent  # not in the table


def test_groups_that_are_not_split_stand_for_their_parts():
    parts = ("1.交通", "2.批发", "3.其他", "2.乡村", "1.城镇", "2.建筑业")
    lines = [line for line in SMALL.split("\n") if not line.startswith(parts)]
    result = computed("\n".join(lines))
    assert result.sectoral_t == pytest.approx(computed().sectoral_t, rel=1e-12)
    found = by_sector(result.rows)
    assert found["energy_services"] == pytest.approx(2e4 * COAL + 0.05 * 3e4 * PETROL + 0.5e4 * GAS)
    missing = [p.value for p in balance("\n".join(lines)).problems if p.code == "balance_group_not_split"]
    assert missing == ["(三)第三产业", "(四)生活消费"]
    assert "balance_totals_disagree" not in [p.code for p in balance("\n".join(lines)).problems]
