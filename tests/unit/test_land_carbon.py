# SPDX-License-Identifier: GPL-2.0-or-later
"""The account of whole layers: figures by hand, what cannot be computed, and sums over any slices."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from land_samples import HA, account, bound, codes_of, columns, derived, second_level_classes, table

from tanheng.core.class_binding import bind_classes
from tanheng.core.land_carbon import RESULT_FIELDS, BoundLayer
from tanheng.core.sectors import parse_inventory
from tanheng.core.sinks import parse_sink_table
from tanheng.core.survey_area import AreaBinding, survey_area

CO2 = 44.0 / 12.0
TOTAL = 34_810_000.0


def test_the_published_sinks_of_weihai():
    carbon = account(bound(["0201", "1105"], [67240 * HA, 14333.33 * HA]))
    sinks = derived(carbon)["sink_tco2e"]
    assert sinks == pytest.approx([517_748.0, 124_031.08], abs=0.01)
    assert carbon.totals().sink_tco2e == pytest.approx(641_779.08, abs=0.01)


def test_every_result_field_by_hand():
    # 2 ha of orchard and 3 ha of industry that takes 600 t
    carbon = account(bound(["0201", "0601"], [2 * HA, 3 * HA]), inventory="energy_industry,600")
    sink = 2 * 2.10 * CO2
    found = derived(carbon)
    assert list(found) == list(RESULT_FIELDS)
    assert found["cls"] == ["0201", "0601"] and found["qa"] == ["", ""]
    for name, values in {
        "area_ha": [2, 3],
        "sink_tco2e": [sink, 0],
        "emit_tco2e": [0, 600],
        "net_tco2e": [-sink, 600],
        "sink_rate": [sink / 2, 0],
        "emit_rate": [0, 200],
        "net_rate": [-sink / 2, 200],
    }.items():
        assert found[name] == pytest.approx(values, rel=1e-12), name
    totals = carbon.totals()
    assert (totals.area_ha, totals.emission_tco2e, totals.unallocated_tco2e) == (5.0, 600.0, 0.0)
    assert totals.net_tco2e == pytest.approx(600 - sink)
    assert math.isnan(totals.factor) and (totals.unmapped, totals.unmapped_ha) == (0, 0.0)


@pytest.mark.parametrize(
    "unit, value", [("m2", 143_333_300.0), ("ha", 14_333.33), ("mu", 214_999.95), ("km2", 143.3333)]
)
def test_the_same_area_in_any_unit_gives_the_same_tonnes(unit, value):
    read = columns(["1105"], area=[value])
    layer = BoundLayer(read, bind_classes(read, "sandiao"), survey_area(read, AreaBinding("MJ", unit)))
    assert derived(account(layer))["sink_tco2e"] == pytest.approx([124_031.08], abs=0.01)


def test_neither_total_nor_intensities_is_not_zero():
    layer = bound(["0201", "0601", "1802"], [HA, HA, HA], scheme="ydyh2023")
    carbon = account(layer)
    found = derived(carbon)
    for name in ("emit_tco2e", "net_tco2e", "emit_rate", "net_rate"):
        assert found[name] == [None, None, None]
    assert found["sink_tco2e"] == pytest.approx([2.10 * CO2, 0.0, 0.0])
    totals = carbon.totals()
    assert (
        math.isnan(totals.emission_tco2e) and math.isnan(totals.net_tco2e) and totals.unallocated_tco2e == 0.0
    )
    assert all(math.isnan(row.emit_tco2e) for row in carbon.by_class("en") + carbon.by_group({}))
    assert codes_of(carbon.problems) == ["emission_not_computed"]


def test_what_cannot_be_computed_has_no_result_and_says_why():
    codes = [None, "9X9", "0201", "0201", "0201", "0601"]
    carbon = account(
        bound(
            codes,
            [HA, HA, None, -1.0, 0.0, HA],
            binding=AreaBinding("MJ"),
            area=[HA, HA, None, -1.0, 0.0, HA],
        ),
        city_total_t=500.0,
    )
    found = derived(carbon)
    assert found["qa"] == ["code_blank", "code_unknown", "area_null", "area_negative", "area_zero", ""]
    for name in RESULT_FIELDS[:-1]:
        assert found[name][:4] == [None] * 4, name
    # An area of zero is an area; it has no rate.
    assert (found["cls"][4], found["area_ha"][4], found["sink_tco2e"][4]) == ("0201", 0.0, 0.0)
    assert (found["sink_rate"][4], found["net_rate"][4]) == (None, None)
    totals = carbon.totals()
    assert (totals.unmapped, totals.unmapped_ha, totals.area_ha) == (2, 2.0, 3.0)
    assert [(r.key, r.polygons) for r in carbon.by_class("en")] == [("0201", 1), ("0601", 1)]


def test_a_class_without_coefficient_has_no_sink_and_no_sector_no_emission():
    found = derived(account(bound(["1109", "0601"], [HA, HA]), inventory="energy_industry,10"))
    assert found["sink_tco2e"] == [0.0, 0.0]
    assert found["emit_tco2e"] == [0.0, 10.0]
    assert found["net_tco2e"] == [0.0, 10.0]


def test_the_sea_stands_outside_the_land_balance():
    layer = bound(["0201", "1802", "24", "0601"], [HA, 5 * HA, 7 * HA, HA], scheme="ydyh2023")
    carbon = account(layer, city_total_t=100.0)
    found = derived(carbon)
    assert found["cls"] == ["0201", "1802", "24", "0601"]
    assert found["area_ha"] == [1.0, 5.0, 7.0, 1.0]
    assert found["sink_tco2e"][1:3] == [0.0, 0.0] and found["emit_tco2e"][1:3] == [0.0, 0.0]
    assert found["qa"][1:3] == ["code_sea", "code_sea"]
    assert carbon.totals().area_ha == 2.0 and carbon.totals().unmapped == 0


def test_one_code_is_mangrove_or_shrub():
    sinks = {
        scheme: derived(account(bound(["0303"], [10 * HA], scheme=scheme)))["sink_tco2e"]
        for scheme in ("sandiao", "ydyh2020", "ydyh2023")
    }
    assert sinks["sandiao"] == pytest.approx([10 * 4.44 * CO2])
    assert sinks["ydyh2020"] == sinks["ydyh2023"] == pytest.approx([10 * 0.23 * CO2])


def test_a_first_level_class():
    # all of 02 has one coefficient, the classes of 03 differ
    carbon = account(bound(["02", "03", "0301"], [HA, HA, HA]))
    found = derived(carbon)
    assert found["sink_tco2e"] == [pytest.approx(2.10 * CO2), None, pytest.approx(0.87 * CO2)]
    assert found["net_tco2e"] == [None, None, None] and found["area_ha"] == [1.0, 1.0, 1.0]
    assert found["cls"] == ["02", "03", "0301"] and found["qa"] == ["class_coarse", "class_coarse", ""]
    rows = {row.key: row.sink_tco2e for row in carbon.by_class("en")}
    assert math.isnan(rows["03"]) and rows["02"] == pytest.approx(2.10 * CO2)
    assert carbon.totals().sink_tco2e == pytest.approx((2.10 + 0.87) * CO2)


def test_own_coefficients_reach_the_ridges():
    sinks, _ = parse_sink_table(table("class_code,value,unit\n1203,1.5,tCO2/ha/a\n0101,1,tCO2/ha/a"))
    layer = bound(
        ["0101"], [10 * HA], binding=AreaBinding("", "m2", "KCMJ"), deduct=[2 * HA], group=["371002001"]
    )
    carbon = account(layer, sinks=sinks, city_total_t=0.0)
    found = derived(carbon)
    # 8 ha of paddy and 2 ha of ridges
    assert (found["area_ha"], found["sink_tco2e"], found["sink_rate"]) == ([8.0], [11.0], [11.0 / 8.0])
    rows = [(r.key, r.name, r.polygons, r.area_ha, r.sink_tco2e) for r in carbon.by_class("zh")]
    assert rows == [("0101", "水田", 1, 8.0, 8.0), ("1203", "田坎", 0, 2.0, 3.0)]
    (group,) = carbon.by_group({"371002": "环翠区"})
    assert (group.key, group.name, group.polygons, group.area_ha, group.sink_tco2e) == (
        "371002",
        "环翠区",
        1,
        10.0,
        11.0,
    )
    assert (carbon.totals().area_ha, carbon.totals().sink_tco2e) == (10.0, 11.0)


GROSS = [20000.0, 10000.0, 5000.0, 8000.0]
RIDGES = [2000.0, 500.0, 0.0, None]
NET = [18000.0, 9500.0, 5000.0, 8000.0]


@pytest.mark.parametrize(
    "area, binding",
    [(NET, AreaBinding("TBDLMJ", "m2", "KCMJ")), (GROSS, AreaBinding("TBMJ", "m2", "KCMJ"))]
    + [(None, AreaBinding("", "m2", "KCMJ")), (NET, AreaBinding("MJ", "m2", "KCMJ", True))],
)
def test_net_gross_and_geometry_give_the_same_class_areas(area, binding):
    more = {} if area is None else {"area": area}
    carbon = account(bound(["0101", "0103", "0103", "0201"], GROSS, binding=binding, deduct=RIDGES, **more))
    rows = {row.key: row.area_ha for row in carbon.by_class("en")}
    assert rows == pytest.approx({"0101": 1.8, "0103": 1.45, "0201": 0.8, "1203": 0.25})
    assert carbon.totals().area_ha == pytest.approx(4.3)


def test_ridges_in_a_plan_layer_go_to_its_own_class_of_ridges():
    carbon = account(
        bound(["0101"], [HA], scheme="ydyh2023", binding=AreaBinding("", "m2", "KCMJ"), deduct=[1000.0])
    )
    assert [(r.key, r.name) for r in carbon.by_class("en")] == [
        ("0101", "Paddy field"),
        ("2303", "Field ridge"),
    ]


def test_weights_share_out_a_sector_within_its_class():
    layer = bound(["0601", "0601", "0601", "0601"], [HA, HA, 2 * HA, HA], weight=[1.0, 3.0, 0.5, None])
    found = derived(account(layer, inventory="energy_industry,500"))
    assert found["emit_tco2e"] == pytest.approx([100.0, 300.0, 100.0, 0.0])
    assert found["emit_rate"] == pytest.approx([100.0, 300.0, 50.0, 0.0])
    assert found["qa"] == ["", "", "", "weight_invalid"]


@pytest.mark.parametrize("weight", [-1.0, math.inf, math.nan])
def test_a_weight_that_is_none_takes_nothing(weight):
    layer = bound(["0601", "0601"], [HA, HA], weight=[weight, 1.0])
    found = derived(account(layer, city_total_t=100.0))
    assert found["emit_tco2e"] == [0.0, 100.0] and found["qa"] == ["weight_invalid", ""]


def test_a_sector_without_polygons_is_in_the_total():
    carbon = account(bound(["0601"], [HA]), inventory="energy_industry,100\nenergy_air,25\n外星,5\nlucf,-70")
    totals = carbon.totals()
    assert (totals.emission_tco2e, totals.unallocated_tco2e) == (130.0, 30.0)
    assert derived(carbon)["emit_tco2e"] == [100.0]
    assert codes_of(carbon.problems) == ["sector_unallocated", "sector_unallocated"]
    assert [dict(p.params)["tonnes"] for p in carbon.problems] == ["25.00", "5.00"]


def test_units_of_administration():
    groups = ["371002001001", "371002002", 371003001001.0, " ３７１００３ ", None, ""]
    layer = bound(["0601"] * 6, [HA] * 6, group=groups)
    carbon = account(layer, city_total_t=600.0)
    rows = [
        (r.key, r.name, r.polygons, r.area_ha, r.emit_tco2e) for r in carbon.by_group({"371002": "环翠区"})
    ]
    assert rows == [
        ("", "", 2, 2.0, 200.0),
        ("371002", "环翠区", 2, 2.0, 200.0),
        ("371003", "", 2, 2.0, 200.0),
    ]
    assert derived(carbon)["qa"] == [""] * 4 + ["group_blank"] * 2


@pytest.mark.parametrize(
    "chars, keys", [(0, ["3710020010010000000"]), (9, ["371002001"]), (12, ["371002001001"])]
)
def test_leading_characters_of_units(chars, keys):
    layer = bound(["0601"], [HA], group=["3710020010010000000"], group_chars=chars)
    assert [row.key for row in account(layer).by_group({})] == keys


def test_several_layers_share_one_total():
    one = bound(["0601", "0201"], [HA, HA])
    other = bound(["0701", "1001"], [2 * HA, HA], scheme="ydyh2023")  # 1001 is industry there, a railway here
    carbon = account(one, other, city_total_t=400.0)
    assert derived(carbon, one)["emit_tco2e"] == [100.0, 0.0]
    assert derived(carbon, other)["emit_tco2e"] == [200.0, 100.0]
    assert carbon.totals().emission_tco2e == 400.0


def test_an_own_scheme_is_computed_by_its_map():
    layer = bound(["甲", " 乙 ", "丙"], [HA] * 3, scheme="custom", class_map={"甲": "0201", "乙": "1105"})
    found = derived(account(layer))
    assert found["cls"] == ["0201", "1105", None] and found["qa"] == ["", "", "code_unknown"]
    assert found["sink_tco2e"] == [pytest.approx(2.10 * CO2), pytest.approx(2.36 * CO2), None]


# Bare polygons of any class, with and without a class and an area.
CODES = [*second_level_classes(), "03", "10", "0301K", None, "9X9"]
polygon = st.tuples(
    st.sampled_from(CODES),
    st.one_of(st.none(), st.just(0.0), st.floats(0.01, 1e9)),
    st.one_of(st.none(), st.just(0.0), st.floats(1e-3, 100.0)),
    st.one_of(st.none(), st.just(0.0), st.floats(0.01, 1e4)),
)
INVENTORY = (
    "energy,2e7\nenergy_road,1e6\nindustrial_process_cement,5e6\nagriculture,2.1e6\nwaste,1e6\n"
    "lucf,-9e5\n外星,1"
)


def drawn_layer(polygons):
    codes, area, weight, ridges = zip(*polygons)
    return bound(codes, area, weight=weight, deduct=ridges, binding=AreaBinding("", "m2", "KCMJ"))


def summed(carbon, layer, cuts):
    """Sums and per-polygon emission over slices with these cuts, the slices in any order."""
    edges = [0, *sorted(cuts), len(layer.columns)]
    slices = list(zip(edges, edges[1:]))
    random.Random(1).shuffle(slices)
    emission = np.full(len(layer.columns), np.nan)
    sinks = []
    for start, stop in slices:
        part = carbon.derive(layer, start, stop)
        emission[start:stop] = [np.nan if value is None else value for value in part["emit_tco2e"]]
        sinks += [value for value in part["sink_tco2e"] if value is not None]
    return math.fsum(emission[~np.isnan(emission)]), math.fsum(sinks), emission


@settings(max_examples=60, deadline=None)
@given(st.lists(polygon, min_size=1, max_size=40), st.data())
def test_polygons_sum_to_the_inventory_in_any_slices_and_order(polygons, data):
    cuts = data.draw(st.lists(st.integers(0, len(polygons)), max_size=5))
    layer = drawn_layer(polygons)
    carbon = account(layer, inventory=INVENTORY)
    totals = carbon.totals()
    emission, sink, each = summed(carbon, layer, cuts)
    assert emission == pytest.approx(carbon.allocation.allocated_t, rel=1e-9)
    assert emission + totals.unallocated_tco2e == pytest.approx(totals.emission_tco2e, rel=1e-9)
    assert totals.emission_tco2e == pytest.approx(29_100_001.0, rel=1e-12)
    assert sink == pytest.approx(totals.sink_tco2e, rel=1e-9)
    assert math.fsum(r.emit_tco2e for r in carbon.by_class("en")) == pytest.approx(emission, rel=1e-9)
    assert math.fsum(r.emit_tco2e for r in carbon.by_group({})) == pytest.approx(emission, rel=1e-9)
    area = math.fsum(r.area_ha for r in carbon.by_class("en"))
    assert area + totals.unmapped_ha == pytest.approx(totals.area_ha, rel=1e-9)

    order = data.draw(st.permutations(range(len(polygons))))
    turned = drawn_layer([polygons[i] for i in order])
    _, _, again = summed(account(turned, inventory=INVENTORY), turned, [])
    assert again == pytest.approx(each[list(order)], rel=1e-9, nan_ok=True)


def test_sectors_are_conserved_over_many_polygons():
    rng = np.random.default_rng(3)
    codes = rng.choice(second_level_classes(), 20000).tolist()
    layer = bound(codes, rng.lognormal(8.0, 2.0, 20000).tolist())
    emissions, _ = parse_inventory(table("sector,t_co2e\n" + INVENTORY))
    carbon = account(layer, inventory=INVENTORY)
    for label, by_class in carbon.allocation.by_sector.items():
        (given,) = [e.t_co2e for e in emissions if e.label == label]
        assert math.fsum(by_class) == pytest.approx(given, rel=1e-9)
    found = account(layer, city_total_t=TOTAL)
    parts = [found.derive(layer, start, start + 777)["emit_tco2e"] for start in range(0, 20000, 777)]
    assert math.fsum(value for part in parts for value in part) == pytest.approx(TOTAL, rel=1e-9)


def test_values_are_plain_for_databases():
    for values in derived(account(bound(["0201", None], [HA, HA]))).values():
        assert {type(value) for value in values} <= {float, str, type(None)}
