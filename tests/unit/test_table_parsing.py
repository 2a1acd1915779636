# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers and cells as planners write them; what cannot be read is named, never guessed."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from land_samples import table

from tanheng.core.table_parsing import RawTable, TableReader, normalised_text, parse_number


@pytest.mark.parametrize(
    "text, value",
    [
        ("12", 12.0),
        (" 12.50 ", 12.5),
        ("-3", -3.0),
        ("+3", 3.0),
        ("1,234.5", 1234.5),
        ("-1,234,567", -1234567.0),
        ("34 810 000", 34810000.0),
        ("１２３．４", 123.4),
        ("\u30007\u00a0", 7.0),
        ("3.481e7", 34810000.0),
        (".5", 0.5),
    ],
)
def test_numbers(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12,5",
        "1,23,456",
        "1234,567",
        ",5",
        "0,123",
        "1.234,5",
        "1,234.5,6",
        "1.234.567",
        "12%",
        "1_000",
        "nan",
    ]
    + ["inf", "-Infinity", "1e999", "3481万", "12 t", "=1+1", "一", "0x10", "--1", "1,234e3"],
)
def test_no_numbers(text):
    assert math.isnan(parse_number(text))


@settings(max_examples=50)
@given(st.floats(-1e12, 1e12))
def test_written_with_separators_it_is_read_back(value):
    assert parse_number(f"{value:,.3f}") == float(f"{value:.3f}")


@settings(max_examples=50)
@given(st.text(max_size=10))
def test_any_text_is_a_finite_number_or_none(text):
    assert not math.isinf(parse_number(text))


def test_text_of_cells():
    assert normalised_text(None) == ""
    assert normalised_text("\u3000（甲）\u00a0\n") == "(甲)"
    assert normalised_text(12) == "12"


def test_missing_columns_are_all_named_with_what_is_there():
    reader = TableReader(table("sector,tonnes\na,1"))
    assert not reader.require_columns(("class_code", "sector", "t_co2e"))
    assert [(p.code, p.field, p.value) for p in reader.problems] == [
        ("table_missing_column", "t.csv", "class_code"),
        ("table_missing_column", "t.csv", "t_co2e"),
    ]
    assert dict(reader.problems[0].params) == {"found": "sector, tonnes"}


def test_a_header_alone_is_empty():
    reader = TableReader(table("sector,t_co2e"))
    assert not reader.require_columns(("sector", "t_co2e"))
    assert [p.code for p in reader.problems] == ["table_empty"]


def test_faults_carry_the_row_of_the_file():
    reader = TableReader(RawTable("t.csv", ("k", "v"), ({"k": " ", "v": "x"}, {"k": "a", "v": "-1"}), (2, 5)))
    assert reader.key(0, "k") == ""
    assert math.isnan(reader.number(0, "v"))
    assert math.isnan(reader.number(1, "v", minimum=0.0))
    assert reader.number(1, "v") == -1.0
    assert [(p.code, p.value, dict(p.params)) for p in reader.problems] == [
        ("table_blank_key", "", {"row": "2", "column": "k"}),
        ("table_not_a_number", "x", {"row": "2", "column": "v"}),
        ("table_value_negative", "-1", {"row": "5", "column": "v"}),
    ]


def test_a_short_row_has_blank_cells():
    reader = TableReader(table("k,v\na"))
    assert reader.text(0, "v") == "" and math.isnan(reader.number(0, "v"))
    assert reader.problems[0].code == "table_not_a_number"
    assert dict(reader.problems[0].params)["row"] == "2"
