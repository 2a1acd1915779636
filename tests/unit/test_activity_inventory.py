# SPDX-License-Identifier: GPL-2.0-or-later
"""Processes, agriculture, waste and LUCF from activities, by hand."""

from __future__ import annotations

import pytest

from tanheng.core.activity_inventory import activity_inventory, load_activity_factors
from tanheng.core.emission_factors import load_gwp
from tanheng.core.table_parsing import RawTable

COLUMNS = ("activity", "region_or_type", "value", "unit")
SAR, AR5 = load_gwp("SAR"), load_gwp("AR5")


def run(*lines: tuple[str, ...], gwp=AR5):
    return activity_inventory(RawTable("a.csv", COLUMNS, tuple(dict(zip(COLUMNS, t)) for t in lines)), gwp)


@pytest.mark.parametrize(
    "line, sector, gas, tonnes",
    [
        (("cement_clinker", "", "100", "万吨"), "industrial_process_cement", "CO2", 0.538e6),
        (("水泥熟料", "", "100", "万吨"), "industrial_process_cement", "CO2", 0.538e6),
        (("单季稻", "华东(含山东)", "10", "万亩"), "agriculture_rice", "CH4", 1e5 / 15 * 0.2155 * 28),
        (("soil_n_direct", "zone_3", "1000", "t"), "agriculture_soil", "N2O", 1000 * 0.0057 * 44 / 28 * 265),
        (("肠道发酵", "pig", "20", "万头"), "agriculture_enteric", "CH4", 2e5 * 0.001 * 28),
        (("landfill", "managed_kitchen", "1000", "t"), "waste_landfill", "CH4",
         1000 * 0.15 * 0.5 * 0.5 * 16 / 12 * 0.9 * 28),
        (("incineration", "municipal_2011", "1000", "t"), "waste_incineration", "CO2",
         1000 * 0.2 * 0.39 * 0.95 * 44 / 12),
        (("domestic_wastewater", "", "1000", "t"), "waste_domestic_wastewater", "CH4", 1000 * 0.6 * 0.165 * 28),
        (("硝酸", "双加压", "1000", "t"), "industrial_process_other", "N2O", 8.0 * 265),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)  # fmt: skip
def test_one_activity(line, sector, gas, tonnes):
    rows, memo, problems = run(line)
    assert [(r.sector, r.gas) for r in rows] == [(sector, gas)] and not memo
    assert rows[0].t_co2e == pytest.approx(tonnes, rel=1e-4)
    assert {p.code for p in problems} <= {"factor_unverified"}


def test_manure_releases_two_gases():
    rows, _, problems = run(("manure", "east_pig", "1000", "head"))
    assert {r.gas: round(r.t_co2e, 6) for r in rows} == {
        "CH4": pytest.approx(5.08 * 28),
        "N2O": pytest.approx(0.175 * 265),
    }
    assert problems == []  # these were seen in a source


def test_the_report_of_the_warming_potentials_matters():
    line = ("enteric", "pig", "1000", "head")
    assert run(line, gwp=SAR)[0][0].t_co2e == pytest.approx(21.0)
    assert run(line)[0][0].t_co2e == pytest.approx(28.0)


def test_steel_takes_carbon_out_of_iron():
    rows, _, _ = run(("steelmaking_pig_iron", "", "100", "t"), ("steelmaking_steel", "", "100", "t"))
    assert sum(r.t_co2e for r in rows) == pytest.approx((100 * 0.041 - 100 * 0.00248) * 44 / 12)


def test_given_emission_and_lucf_as_memo():
    rows, memo, problems = run(
        ("energy_coal_fugitive", "", "10", "tCH4"),
        ("lucf_biomass", "", "-5000", "tCO2e"),
        ("森林转化", "", "100", "tCO2"),
    )
    assert [(r.sector, r.gas, r.t_co2e) for r in rows] == [("energy_coal_fugitive", "CH4", 280.0)]
    assert [(m.item, m.t_co2e) for m in memo] == [
        ("lucf_biomass", -5000.0),
        ("lucf_forest_conversion", 100.0),
    ]
    assert problems == []


def test_unverified_factors_are_said_once():
    _, _, problems = run(("lime", "", "1", "t"), ("calcium_carbide", "", "1", "t"))
    assert [(p.code, p.value) for p in problems] == [("factor_unverified", "lime, calcium_carbide")]


@pytest.mark.parametrize(
    "line, code",
    [
        (("alchemy", "", "1", "t"), "activity_unknown"),
        (("单季稻", "月球", "1", "ha"), "activity_type_unknown"),
        (("单季稻", "", "1", "ha"), "activity_type_unknown"),
        (("lime", "", "1", "ha"), "table_unit_unknown"),
        (("lime", "", "-1", "t"), "table_value_negative"),
        (("lime", "", "viel", "t"), "table_not_a_number"),
    ],
)
def test_faults_are_named(line, code):
    rows, _, problems = run(line)
    assert rows == [] and [p.code for p in problems] == [code]
    assert dict(problems[0].params)["row"] == "2"


def test_a_repeated_activity_is_refused():
    assert [p.code for p in run(("lime", "", "1", "t"), ("石灰", "", "1", "t"), ("lime", "", "2", "t"))[2]][
        0
    ] == ("table_duplicate_key")


def test_every_factor_can_be_computed_with():
    factors = load_activity_factors()
    assert len(factors) == 160
    assert len({(f.activity, f.type, f.gas) for f in factors}) == len(factors)
    assert all(f.gas in AR5 and f.source and f.confidence for f in factors)
