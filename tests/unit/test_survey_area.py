# SPDX-License-Identifier: GPL-2.0-or-later
"""Survey areas and field ridges by hand: never taken off twice, and wrong bindings named."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from land_samples import HA, codes_of, columns, qa

from tanheng.core.survey_area import AreaBinding, survey_area

# Three cropland parcels and an orchard: gross, ridges, net in m².
GROSS = [20000.0, 10000.0, 5000.0, 8000.0]
RIDGES = [2000.0, 500.0, 0.0, None]
NET = [18000.0, 9500.0, 5000.0, 8000.0]
CODES = ["0101", "0103", "0102", "0201"]

NET_FIELD = AreaBinding("TBDLMJ", "m2", "KCMJ")
GROSS_FIELD = AreaBinding("TBMJ", "m2", "KCMJ")
GEOMETRY = AreaBinding("", "m2", "KCMJ")


def layer(area=None, ridges=RIDGES, geometry=GROSS, **more):
    given = {"area": area, "deduct": ridges, "geometry_m2": geometry, **more}
    return columns(CODES, **{name: values for name, values in given.items() if values is not None})


def areas(found):
    return found.net_m2.tolist(), None if found.ridge_m2 is None else found.ridge_m2.tolist()


@pytest.mark.parametrize("area, binding", [(NET, NET_FIELD), (GROSS, GROSS_FIELD), (None, GEOMETRY)])
def test_net_gross_and_geometry_give_the_same_areas(area, binding):
    found = survey_area(layer(area), binding)
    assert areas(found) == (NET, [2000.0, 500.0, 0.0, 0.0])
    assert found.problems == [] and qa(found) == [""] * 4


@pytest.mark.parametrize(
    "unit, size", [("m2", 1.0), ("ha", 1e4), ("mu", 10000 / 15), ("km2", 1e6)], ids=["m2", "ha", "mu", "km2"]
)
def test_the_unit_holds_for_area_and_ridges(unit, size):
    def in_unit(values):
        return [None if value is None else value / size for value in values]

    found = survey_area(layer(in_unit(NET), in_unit(RIDGES)), AreaBinding("TBDLMJ", unit, "KCMJ"))
    assert found.net_m2 == pytest.approx(NET, rel=1e-15) and found.ridge_m2[:2] == pytest.approx(
        [2000.0, 500.0]
    )
    found = survey_area(layer(None, in_unit(RIDGES)), AreaBinding("", unit, "KCMJ"))
    assert found.net_m2 == pytest.approx(NET, rel=1e-15)


def test_without_a_deducted_field_nothing_is_deducted():
    found = survey_area(layer(GROSS, None), AreaBinding("TBMJ"))
    assert areas(found) == (GROSS, None) and found.problems == []


@pytest.mark.parametrize(
    "field, is_net, net",
    [("TBDLMJ", None, True), ("tbdlmj", None, True), ("TBMJ", None, False), ("MJ", None, False)]
    + [
        ("TBDLMJ", False, False),
        ("TBMJ", True, True),
        ("MJ", True, True),
        ("", None, False),
        ("", True, False),
    ],
)
def test_which_areas_are_net(field, is_net, net):
    assert AreaBinding(field, is_net=is_net).net is net


def test_is_net_overrides_the_rule_of_the_field():
    found = survey_area(layer(NET), AreaBinding("MJ", "m2", "KCMJ", True))
    assert areas(found)[0] == NET and found.problems == []
    found = survey_area(layer(GROSS), AreaBinding("TBDLMJ", "m2", "KCMJ", False))
    assert areas(found)[0] == NET and found.problems == []


def test_is_net_does_not_reach_the_geometry():
    found = survey_area(layer(), AreaBinding("", "m2", "KCMJ", True))
    assert areas(found)[0] == NET and codes_of(found.problems) == ["area_is_net_ignored"]


def test_gross_taken_for_net_is_seen():
    found = survey_area(layer(GROSS), AreaBinding("TBDLMJ", "m2", "KCMJ"))
    (problem,) = found.problems
    # Two parcels show ridges of more than 2 %: 2000 + 500 m² would count twice.
    assert (problem.code, problem.field, problem.polygons) == ("area_gross_as_net", "TBDLMJ", 2)
    assert problem.area_ha == pytest.approx(0.25)


def test_net_taken_for_gross_is_seen():
    found = survey_area(layer(NET), AreaBinding("TBMJ", "m2", "KCMJ"))
    (problem,) = found.problems
    assert (problem.code, problem.field, problem.polygons) == ("area_net_as_gross", "TBMJ", 2)
    assert problem.area_ha == pytest.approx(0.25)


def test_a_single_odd_parcel_does_not_make_a_layer_net():
    codes = 5
    found = survey_area(
        columns(
            ["0101"] * codes, area=[1e4, 1e4, 1e4, 1e4, 9e3], deduct=[1e3] * codes, geometry_m2=[1e4] * codes
        ),
        GROSS_FIELD,
    )
    assert found.problems == [] and qa(found) == [""] * 4 + ["area_differs"]


@pytest.mark.parametrize("unit", ["m2", "ha", "mu", "km2"])
@pytest.mark.parametrize("meant", ["m2", "ha", "mu", "km2"])
def test_a_wrong_unit_is_named(unit, meant):
    size = {"m2": 1.0, "ha": HA, "mu": HA / 15, "km2": 1e6}
    found = survey_area(layer([a / size[meant] for a in GROSS], None), AreaBinding("MJ", unit))
    if unit == meant:
        assert found.problems == []
        return
    (problem,) = found.problems
    assert (problem.code, problem.field, problem.value, problem.polygons) == (
        "area_unit_wrong",
        "MJ",
        unit,
        4,
    )
    params = dict(problem.params)
    assert params["meant"] == meant
    assert float(params["ratio"]) == pytest.approx(size[unit] / size[meant], rel=1e-5)


def test_a_wrong_unit_is_named_for_a_net_field_too():
    found = survey_area(layer([a / HA for a in NET], [0.2, 0.05, 0.0, None]), NET_FIELD)
    assert [(p.code, dict(p.params)["meant"]) for p in found.problems] == [("area_unit_wrong", "ha")]


def test_a_ratio_that_is_no_unit_marks_the_polygons():
    found = survey_area(layer([a * 1.5 for a in GROSS], None), AreaBinding("MJ"))
    assert found.problems == [] and qa(found) == ["area_differs"] * 4


@pytest.mark.parametrize(
    "ratio, said", [(1.04, ""), (0.96, ""), (1.06, "area_differs"), (0.94, "area_differs")]
)
def test_a_polygon_differs_above_five_percent(ratio, said):
    found = survey_area(layer([20000.0 * ratio, *GROSS[1:]], None), AreaBinding("MJ"))
    assert qa(found) == [said, "", "", ""]


def test_small_parcels_are_not_compared():
    found = survey_area(columns(["0101"], area=[200.0], geometry_m2=[99.0]), AreaBinding("MJ"))
    assert qa(found) == [""] and found.problems == []


def test_values_that_are_no_area():
    read = columns(
        ["0101"] * 6,
        area=[None, -1.0, math.inf, -math.inf, 0.0, 5.0],
        deduct=[1.0, 1.0, 1.0, 1.0, 0.0, 0.0],
    )
    found = survey_area(read, NET_FIELD)
    assert qa(found) == ["area_null", "area_negative", "area_not_finite", "area_not_finite", "area_zero", ""]
    assert np.isnan(found.net_m2).tolist() == [True] * 4 + [False] * 2
    assert np.isnan(found.ridge_m2).tolist() == [True] * 4 + [False] * 2
    assert found.net_m2[4:].tolist() == [0.0, 5.0]


def test_ridges_that_cannot_be_deducted_stay_with_the_polygon():
    read = columns(
        ["0101"] * 5, area=[100.0] * 5, deduct=[-1.0, 101.0, math.inf, 100.0, None], geometry_m2=[100.0] * 5
    )
    found = survey_area(read, GROSS_FIELD)
    assert qa(found) == ["deduct_invalid"] * 3 + ["", ""]
    assert areas(found) == ([100.0, 100.0, 100.0, 0.0, 100.0], [0.0, 0.0, 0.0, 100.0, 0.0])


def test_ridges_outside_cropland_are_marked():
    crop = np.array([True, False, False, False])
    found = survey_area(layer(GROSS), GROSS_FIELD, crop)
    assert qa(found) == ["", "deduct_not_cropland", "", ""]
    assert areas(found)[0] == NET


def test_without_field_and_geometry_no_area_is_known():
    found = survey_area(columns(["0101", "0201"]), AreaBinding())
    assert np.isnan(found.net_m2).all()


@pytest.mark.parametrize("area, sister", [(NET, {"sister_gross": GROSS}), (GROSS, {"sister_net": NET})])
def test_sisters_that_agree_are_not_mentioned(area, sister):
    binding = NET_FIELD if "sister_gross" in sister else GROSS_FIELD
    assert survey_area(layer(area, **sister), binding).problems == []


@pytest.mark.parametrize(
    "area, sister, value", [(NET, {"sister_gross": GROSS}, "TBMJ"), (GROSS, {"sister_net": NET}, "TBDLMJ")]
)
def test_ridges_that_nobody_bound_are_seen_by_the_sister(area, sister, value):
    field = "TBDLMJ" if value == "TBMJ" else "TBMJ"
    (problem,) = survey_area(layer(area, None, **sister), AreaBinding(field)).problems
    assert (problem.code, problem.field, problem.value, problem.polygons) == (
        "deduct_not_bound",
        field,
        value,
        2,
    )
    assert problem.area_ha == pytest.approx(0.25)


def test_sisters_that_do_not_add_up():
    wrong = [GROSS[0] + 300.0, *GROSS[1:]]
    (problem,) = survey_area(layer(NET, sister_gross=wrong), NET_FIELD).problems
    assert (problem.code, problem.polygons) == ("area_sisters_differ", 1)


parcels = st.lists(
    st.tuples(st.floats(200.0, 1e7), st.floats(0.0, 0.5), st.floats(0.999, 1.001)), min_size=1, max_size=20
)


@settings(max_examples=60, deadline=None)
@given(parcels, st.sampled_from(["m2", "ha", "mu", "km2"]))
def test_no_square_metre_is_lost_or_counted_twice(values, unit):
    size = {"m2": 1.0, "ha": HA, "mu": HA / 15, "km2": 1e6}[unit]
    gross = [area / size for area, _, _ in values]
    ridges = [area * share / size for area, share, _ in values]
    net = [g - r for g, r in zip(gross, ridges)]
    geometry = [area * noise for area, _, noise in values]
    codes = ["0103"] * len(values)
    for area, name in ((net, "TBDLMJ"), (gross, "TBMJ")):
        read = columns(codes, area=area, deduct=ridges, geometry_m2=geometry)
        found = survey_area(read, AreaBinding(name, unit, "KCMJ"))
        assert found.net_m2 + found.ridge_m2 == pytest.approx([a for a, _, _ in values], rel=1e-12)
        assert "area_gross_as_net" not in codes_of(found.problems)
        assert "area_net_as_gross" not in codes_of(found.problems)
    found = survey_area(columns(codes, deduct=ridges, geometry_m2=geometry), AreaBinding("", unit, "KCMJ"))
    assert found.net_m2 + found.ridge_m2 == pytest.approx(geometry, rel=1e-12)
