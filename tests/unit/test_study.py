# SPDX-License-Identifier: GPL-2.0-or-later
"""The study: every choice kept, read back, and validated in one place."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from land_samples import codes_of

from tanheng.core.class_binding import SCHEME_CHOICES
from tanheng.core.study import SCHEMA_VERSION, LandLayerChoice, Study, StudyError, TargetChoice, read_study
from tanheng.core.survey_area import AreaBinding

LAYER = LandLayerChoice(
    source="数据/地类图斑.gpkg",
    code_field="DLBM",
    name_field="DLMC",
    scheme="sandiao",
    area_field="TBDLMJ",
    deduct_field="KCMJ",
    area_is_net=True,
    group_field="ZLDWDM",
    group_chars=9,
)
STUDY = Study(
    title="威海",
    land_year=2020,
    inventory_year=2020,
    layers=[LAYER, LandLayerChoice(source="b.gpkg", code_field="dm")],
    inventory="inventory.csv",
    city_total_tco2e=34_810_000.0,
    sheet={"paper": "A3"},
)


def test_what_is_written_is_read_back():
    text = STUDY.to_json()
    assert read_study(text) == STUDY
    assert read_study(text).to_json() == text
    assert "威海" in text and text.endswith("\n") and json.loads(text)["tanheng_study"] == SCHEMA_VERSION


layer_choices = st.builds(
    LandLayerChoice,
    source=st.text(max_size=20),
    code_field=st.text(max_size=10),
    scheme=st.sampled_from(SCHEME_CHOICES),
    area_is_net=st.sampled_from([None, True, False]),
    group_chars=st.integers(0, 20),
)
studies = st.builds(
    Study,
    title=st.text(max_size=20),
    land_year=st.integers(0, 3000),
    layers=st.lists(layer_choices, max_size=3),
    city_total_tco2e=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    sheet=st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
)


@settings(max_examples=40)
@given(studies)
def test_any_study_is_read_back(study):
    assert read_study(study.to_json()) == study


def test_a_study_of_few_words_has_defaults():
    study = read_study('{"tanheng_study": 1, "layers": [{"source": "a.gpkg"}]}')
    assert study == Study(layers=[LandLayerChoice(source="a.gpkg")])
    assert study.layers[0].area == AreaBinding()


def test_keys_of_a_later_revision_are_kept():
    text = '{"tanheng_study": 1, "strategies": {"a": [1]}, "title": "t"}'
    study = read_study(text)
    assert study.unknown == {"strategies": {"a": [1]}}
    assert json.loads(study.to_json())["strategies"] == {"a": [1]}


@pytest.mark.parametrize(
    "text, reason, detail",
    [
        ("", "not_json", None),
        ("{", "not_json", None),
        ("[1]", "not_a_study", ""),
        ("{}", "not_a_study", ""),
        ('{"tanheng_study": "1"}', "not_a_study", ""),
        ('{"tanheng_study": 99}', "newer_schema", "99"),
        ('{"tanheng_study": 1, "title": 5}', "wrong_type", "title"),
        ('{"tanheng_study": 1, "land_year": "2020"}', "wrong_type", "land_year"),
        ('{"tanheng_study": 1, "land_year": true}', "wrong_type", "land_year"),
        ('{"tanheng_study": 1, "city_total_tco2e": "34810000"}', "wrong_type", "city_total_tco2e"),
        ('{"tanheng_study": 1, "city_total_tco2e": false}', "wrong_type", "city_total_tco2e"),
        ('{"tanheng_study": 1, "sheet": []}', "wrong_type", "sheet"),
        ('{"tanheng_study": 1, "layers": {}}', "wrong_type", "layers"),
        ('{"tanheng_study": 1, "layers": ["a.gpkg"]}', "wrong_type", "layers"),
        ('{"tanheng_study": 1, "layers": [{"group_chars": "6"}]}', "wrong_type", "group_chars"),
        ('{"tanheng_study": 1, "layers": [{"area_is_net": "yes"}]}', "wrong_type", "area_is_net"),
    ],
)
def test_what_is_no_study_is_refused(text, reason, detail):
    with pytest.raises(StudyError) as error:
        read_study(text)
    assert error.value.reason == reason
    assert detail is None or error.value.detail == detail


def test_a_good_study_has_no_problems():
    assert STUDY.validate() == []


@pytest.mark.parametrize(
    "change, code, field",
    [
        ({"layers": []}, "study_value_invalid", "layers"),
        ({"layers": [LandLayerChoice(scheme="gb")]}, "study_value_invalid", "scheme"),
        ({"layers": [LandLayerChoice(scheme="custom")]}, "map_needed", ""),
        ({"layers": [LandLayerChoice(area_unit="acre")]}, "study_value_invalid", "area_unit"),
        ({"layers": [LandLayerChoice(group_chars=7)]}, "study_value_invalid", "group_chars"),
        ({"city_total_tco2e": -1.0}, "total_negative", "CITY_TOTAL"),
        ({"city_total_tco2e": math.nan}, "total_negative", "CITY_TOTAL"),
        ({"city_total_tco2e": math.inf}, "total_negative", "CITY_TOTAL"),
        ({"city_total_tco2e": None, "sector_shares": "s.csv"}, "shares_need_total", ""),
        ({"inventory_year": 2018}, "year_mismatch", ""),
    ],
)
def test_each_fault_is_named(change, code, field):
    (found,) = Study(**{**STUDY.__dict__, **change}).validate()
    assert (found.code, found.field) == (code, field)


def test_all_faults_are_found_at_once():
    study = Study(
        layers=[LandLayerChoice(scheme="custom", area_unit="acre", group_chars=1)], city_total_tco2e=-1.0
    )
    assert codes_of(study.validate()) == [
        "map_needed",
        "study_value_invalid",
        "study_value_invalid",
        "total_negative",
    ]


def test_paths_are_changed_where_they_are_paths():
    study = Study(
        layers=[
            LandLayerChoice(source="a.gpkg", class_map="m.csv"),
            LandLayerChoice(source="host=x", provider="postgres"),
        ],
        inventory="i.csv",
    )
    moved = study.with_paths(lambda path: f"/d/{path}")
    assert [layer.source for layer in moved.layers] == ["/d/a.gpkg", "host=x"]
    assert (moved.layers[0].class_map, moved.layers[1].class_map) == ("/d/m.csv", "")
    assert (moved.inventory, moved.sink_table) == ("/d/i.csv", "")
    assert study.inventory == "i.csv"


def test_too_few_samples_and_a_negative_seed_are_said():
    study = Study(layers=[LandLayerChoice()], target=TargetChoice(samples=50, seed=-1))
    found = [(p.field, p.value) for p in study.validate() if p.code == "study_value_invalid"]
    assert found == [("target.samples", "50"), ("target.seed", "-1")]
    assert Study(layers=[LandLayerChoice()], target=TargetChoice(samples=0)).validate() == []
