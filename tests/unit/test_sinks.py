# SPDX-License-Identifier: GPL-2.0-or-later
"""Table 1 row by row, and a planner's own coefficients over it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanheng.core.land_classes import load_scheme
from tanheng.core.resource_tables import read_table
from tanheng.core.sinks import load_sink_table, parse_sink_table
from tanheng.core.table_parsing import RawTable

# Table 1 in tC/(ha·a), written out by hand from the paper; cropland is empty there.
TABLE_1 = {
    "0303": 4.44, "0304": 1.19, "0306": 0.88, "0402": 0.34, "0603": 0.67, "1105": 2.36, "1106": 0.67,
    "1108": 0.67,
    "0101": 0, "0102": 0, "0103": 0, "0201": 2.10, "0202": 2.10, "0203": 2.10, "0204": 2.10,
    "0301": 0.87, "0302": 0.87, "0305": 0.23, "0307": 0.405, "0401": 0.02, "0403": 0.02, "0404": 0.02,
    "1101": 0.67, "1102": 0.30, "1103": 0.30, "1104": 0.30, "1104A": 0.30,
    "1204": 0.0005, "1205": 0.0005, "1206": 0.0005, "1207": 0.0005,
}  # fmt: skip

SHIPPED = load_sink_table()


def own_table(*rows, columns=("class_code", "value", "unit")):
    return RawTable("own.csv", columns, tuple(dict(zip(columns, row)) for row in rows))


def found_codes(problems):
    return [(p.code, dict(p.params).get("row"), dict(p.params).get("column")) for p in problems]


@pytest.mark.parametrize("code, tc", TABLE_1.items())
def test_every_row_of_table_1(code, tc):
    assert SHIPPED.tco2e_per_ha(code) == pytest.approx(tc * 44 / 12, rel=1e-15)


def test_table_1_is_complete_and_keeps_its_unit():
    rows = {row["class_code"]: row for row in read_table("sink_coefficients")}
    assert set(rows) == {*TABLE_1, "sea"}
    assert {row["unit"] for row in rows.values()} == {"tC/ha/a"}
    ranges = {c: (r["low"], r["high"]) for c, r in rows.items() if r["low"] or r["high"]}
    assert ranges == {"0307": ("0.23", "0.58")}
    assert rows["0307"]["note"] and rows["1104A"]["note"] and rows["1204"]["note"] and rows["0101"]["note"]


def test_sinks_by_hand():
    # 67 240 ha of 园地: 67240 × 2.10 × 44/12 = 517 748
    assert 67240 * SHIPPED.tco2e_per_ha("0201") == pytest.approx(517748.0, abs=1e-6)
    # 14 333.33 ha of 沿海滩涂: 14333.33 × 2.36 × 44/12 = 124 031.08
    assert round(14333.33 * SHIPPED.tco2e_per_ha("1105")) == 124031


def test_the_sea_is_kept_but_never_used():
    row = SHIPPED.rows["sea"]
    assert row.value == 704000 and not row.enabled and "never used" in row.note
    assert SHIPPED.tco2e_per_ha("sea") == 0


def test_classes_without_a_row():
    for code in (
        "1107",
        "1107A",
        "1109",
        "1110",
        "1201",
        "1202",
        "1203",
        "0810",
        "0810A",
        "0601",
        "1003",
        "09",
        "05H1",
    ):
        assert SHIPPED.tco2e_per_ha(code) == 0
    assert SHIPPED.tco2e_per_ha("0301K") == SHIPPED.tco2e_per_ha("0301")
    for code in ("", "9999", "1301", "SEA"):
        assert math.isnan(SHIPPED.tco2e_per_ha(code))


def test_first_level_classes_take_a_value_only_where_their_classes_agree():
    assert SHIPPED.tco2e_per_ha("02") == pytest.approx(7.7)
    assert SHIPPED.tco2e_per_ha("04") == pytest.approx(0.02 * 44 / 12)
    for code in ("01", "05", "06", "07", "08", "10"):
        assert SHIPPED.tco2e_per_ha(code) == 0
    for code in ("00", "03", "11", "12"):
        assert math.isnan(SHIPPED.tco2e_per_ha(code))


def test_many_codes_at_once():
    found = SHIPPED.coefficients(["0303", "0101", "03", "0303", "1001"])
    np.testing.assert_allclose(found, [16.28, 0, math.nan, 16.28, 0], rtol=1e-12)
    assert SHIPPED.coefficients([]).shape == (0,)


def test_every_class_of_every_scheme_has_a_sink_or_is_coarse():
    coarse = {"00", "03", "11", "12"}
    for scheme_id in ("sandiao", "ydyh2020", "ydyh2023"):
        for c in load_scheme(scheme_id).classes.values():
            if c.sandiao:
                assert math.isnan(SHIPPED.tco2e_per_ha(c.sandiao)) == (c.sandiao in coarse)


def test_own_coefficients_lie_over_table_1():
    table, problems = parse_sink_table(
        own_table(("0301", "1.5", "tC/ha/a"), ("０３０２", "４", "tco2/HA/a"), ("1003", "0.1", "tC/ha/a"))
    )
    assert problems == []
    assert table.tco2e_per_ha("0301") == pytest.approx(5.5)
    assert table.tco2e_per_ha("0301K") == pytest.approx(5.5)
    assert table.tco2e_per_ha("0302") == 4
    assert table.tco2e_per_ha("1003") == pytest.approx(0.1 * 44 / 12)
    assert table.tco2e_per_ha("0305") == SHIPPED.tco2e_per_ha("0305")
    assert table.rows["0301"].own and not table.rows["0305"].own
    assert math.isnan(table.rows["0301"].low)
    assert SHIPPED.tco2e_per_ha("0301") == pytest.approx(3.19)  # the shipped table is untouched


def test_ponds_for_farming_follow_ponds_unless_they_are_named():
    alone, _ = parse_sink_table(own_table(("1104", "0.9", "tC/ha/a")))
    assert alone.tco2e_per_ha("1104A") == pytest.approx(3.3)
    both, _ = parse_sink_table(own_table(("1104", "0.9", "tC/ha/a"), ("1104A", "0.6", "tC/ha/a")))
    assert both.tco2e_per_ha("1104A") == pytest.approx(2.2)


def test_a_first_level_row_serves_first_level_polygons():
    table, problems = parse_sink_table(own_table(("03", "0.6", "tC/ha/a")))
    assert problems == []
    assert table.tco2e_per_ha("03") == pytest.approx(2.2)
    assert table.tco2e_per_ha("0301") == pytest.approx(3.19)


def test_the_shipped_table_is_a_valid_own_table():
    rows = read_table("sink_coefficients")
    table, problems = parse_sink_table(RawTable("copy.csv", tuple(rows[0]), tuple(rows)))
    assert problems == []
    for code in SHIPPED.rows:
        assert table.tco2e_per_ha(code) == SHIPPED.tco2e_per_ha(code)
    assert (table.rows["0307"].low, table.rows["0307"].high) == (0.23, 0.58)


def test_a_row_can_be_switched_off():
    columns = ("class_code", "value", "unit", "enabled")
    table, problems = parse_sink_table(own_table(("0301", "0.87", "tC/ha/a", "否"), columns=columns))
    assert problems == [] and table.tco2e_per_ha("0301") == 0


def test_missing_columns_and_empty_tables():
    table, problems = parse_sink_table(own_table(("0301", "1"), columns=("class_code", "value")))
    assert table is None and [(p.code, p.value) for p in problems] == [("table_missing_column", "unit")]
    table, problems = parse_sink_table(own_table())
    assert table is None and [p.code for p in problems] == ["table_empty"]


def test_all_faults_are_found_in_one_go():
    table, problems = parse_sink_table(
        own_table(
            ("0301", "0.9", "tC/ha/a"),
            ("0301", "0.8", "tC/ha/a"),
            ("0302", "much", "tC/ha/a"),
            ("0305", "", "tC/ha/a"),
            ("0307", "-1", "tC/ha/a"),
            ("0401", "1", "kg/m2"),
            ("9999", "1", "tC/ha/a"),
            ("", "1", "tC/ha/a"),
            ("0403", "inf", "tC/ha/a"),
        )
    )
    assert table is None
    assert found_codes(problems) == [
        ("table_duplicate_key", "3", "class_code"),
        ("table_not_a_number", "4", "value"),
        ("table_not_a_number", "5", "value"),
        ("table_value_negative", "6", "value"),
        ("table_unit_unknown", "7", "unit"),
        ("table_class_unknown", "8", "class_code"),
        ("table_blank_key", "9", "class_code"),
        ("table_not_a_number", "10", "value"),
    ]


@pytest.mark.parametrize(
    "code, value, unit, suspect, power",
    [
        ("0301", "8700", "tC/ha/a", "ten_thousand", "4"),
        ("0301", "31900", "tCO2/ha/a", "ten_thousand", "4"),
        ("0303", "444", "tC/ha/a", "unit", "2"),  # g C/m²
        ("0201", "2100", "tC/ha/a", "unit", "3"),  # kg
        ("1003", "10000", "tC/ha/a", "ten_thousand", "4"),  # no shipped value: against 1 tC
    ],
)
def test_an_implausible_value_is_named(code, value, unit, suspect, power):
    table, (found,) = parse_sink_table(own_table((code, value, unit)))
    params = dict(found.params)
    assert table is None and found.code == "table_value_implausible" and found.value == value
    assert (params["suspect"], params["power"]) == (suspect, power)


def test_the_limit_of_what_is_plausible():
    assert parse_sink_table(own_table(("0301", "50", "tC/ha/a")))[1] == []
    assert parse_sink_table(own_table(("0301", "183", "tCO2/ha/a")))[1] == []  # 49.9 tC
    assert parse_sink_table(own_table(("0301", "184", "tCO2/ha/a")))[0] is None  # 50.2 tC


def test_switching_the_sea_on_is_refused():
    columns = ("class_code", "value", "unit", "enabled")
    for row in (("sea", "704000", "tC/ha/a", "yes"), ("SEA", "0.02", "tC/ha/a", "")):
        table, problems = parse_sink_table(own_table(row, columns=columns))
        assert table is None and [p.code for p in problems] == ["sea_sink_refused"]
    assert parse_sink_table(own_table(("sea", "704000", "tC/ha/a", "no"), columns=columns))[1] == []


def test_codes_that_take_another_classs_coefficient_are_not_folded_silently():
    for code, base in (("0301K", "0301"), ("0501", "05H1"), ("1301", "")):
        table, (found,) = parse_sink_table(own_table((code, "1", "tC/ha/a")))
        assert table is None and found.code == "table_class_unknown"
        assert dict(found.params)["suggestion"] == base


def test_a_lost_zero_is_put_back_and_reported():
    table, (found,) = parse_sink_table(own_table(("301", "1.5", "tC/ha/a")))
    assert found.code == "table_code_unpadded" and dict(found.params)["cls"] == "0301"
    assert table.tco2e_per_ha("0301") == pytest.approx(5.5)


def test_faults_of_optional_columns():
    columns = ("class_code", "value", "unit", "low", "high", "enabled")
    table, problems = parse_sink_table(
        own_table(
            ("0301", "1", "tC/ha/a", "2", "1", "yes"),
            ("0302", "1", "tC/ha/a", "x", "", "yes"),
            ("0305", "1", "tC/ha/a", "", "", "maybe"),
            columns=columns,
        )
    )
    assert table is None
    assert found_codes(problems) == [
        ("table_value_not_allowed", "2", "low"),
        ("table_not_a_number", "3", "low"),
        ("table_value_not_allowed", "4", "enabled"),
    ]


@given(st.sampled_from(sorted(TABLE_1)), st.floats(0, 50))
def test_both_units_give_the_same_sink(code, value):
    in_carbon, _ = parse_sink_table(own_table((code, repr(value), "tC/ha/a")))
    in_co2, _ = parse_sink_table(own_table((code, repr(value * 44 / 12 * (1 - 1e-12)), "tCO2/ha/a")))
    assert in_carbon.tco2e_per_ha(code) == pytest.approx(in_co2.tco2e_per_ha(code), rel=1e-9, abs=1e-300)
