# SPDX-License-Identifier: GPL-2.0-or-later
"""The issues table: every code with its polygons and hectares; and a registry that holds all codes in use."""

from __future__ import annotations

import ast

import numpy as np
import pytest
from land_samples import HA, bound, codes_of
from package_root import ROOT, package_modules

from tanheng.core import polygon_problems as module
from tanheng.core.polygon_problems import polygon_problems
from tanheng.core.problems import (
    POLYGON_BITS,
    POLYGON_PROBLEMS,
    RUN_PROBLEMS,
    RefusedInput,
    Severity,
    problem,
    qa_text,
    qa_texts,
    refuse_if_error,
)
from tanheng.core.survey_area import AreaBinding

FIELDS = {"code": "DLBM", "area": "TBMJ", "deduct": "KCMJ", "weight": "RJL", "group": "ZLDWDM"}


def rows(layer):
    return [
        (p.code, p.field, p.value, p.polygons, pytest.approx(p.area_ha))
        for p in polygon_problems(layer, FIELDS)
    ]


def test_codes_are_listed_by_value_the_largest_area_first():
    codes = ["0201", None, "", "9X9", "9X9", "8Z8", 301, "０３０５", " 0305", "0305K", "1302", "0501"]
    areas = [HA, HA, 2 * HA, HA, 3 * HA, 9 * HA, HA, HA, HA / 2, HA / 4, HA / 8, HA / 16]
    found = rows(bound(codes, areas))
    assert found == [
        ("code_unknown", "DLBM", "8Z8", 1, 9.0),
        ("code_unknown", "DLBM", "9X9", 2, 4.0),
        ("code_blank", "DLBM", "", 2, 3.0),
        ("code_unpadded", "DLBM", "301", 1, 1.0),
        ("code_cleaned", "DLBM", "０３０５", 1, 1.0),
        ("code_cleaned", "DLBM", " 0305", 1, 0.5),
        ("code_fallback", "DLBM", "0305K", 1, 0.25),
        ("code_working", "DLBM", "1302", 1, 0.125),
        ("code_alias", "DLBM", "0501", 1, 0.0625),
    ]


def test_what_a_code_was_read_as():
    found = polygon_problems(bound([301, "0305K", "0501"], [HA] * 3), FIELDS)
    assert {p.value: dict(p.params)["cls"] for p in found} == {"301": "0301", "0305K": "0305", "0501": "05H1"}


def test_sea_reserve_and_first_level():
    found = rows(bound(["1802", "16", "03"], [HA, 2 * HA, 3 * HA], scheme="ydyh2023"))
    assert found == [
        ("class_coarse", "DLBM", "03", 1, 3.0),
        ("code_unmapped", "DLBM", "16", 1, 2.0),
        ("code_sea", "DLBM", "1802", 1, 1.0),
    ]


def test_other_problems_are_summed_up_by_kind():
    layer = bound(
        ["0101"] * 5,
        [HA] * 5,
        binding=AreaBinding("TBMJ", "m2", "KCMJ"),
        area=[None, -1.0, HA, HA, 2 * HA],
        deduct=[0.0, 0.0, 2 * HA, 0.0, 0.0],
        weight=[1.0, 1.0, 1.0, None, 1.0],
        group=["371002"] * 4 + [None],
    )
    assert rows(layer) == [
        ("area_null", "TBMJ", "", 1, 0.0),
        ("area_negative", "TBMJ", "", 1, 0.0),
        ("area_differs", "TBMJ", "", 1, 2.0),
        ("deduct_invalid", "KCMJ", "", 1, 1.0),
        ("weight_invalid", "RJL", "", 1, 1.0),
        ("group_blank", "ZLDWDM", "", 1, 2.0),
    ]


def test_hectares_are_gross():
    layer = bound(["0301"], [HA], binding=AreaBinding("", "m2", "KCMJ"), deduct=[1000.0])
    layer.bits |= POLYGON_BITS["geometry_duplicate"]
    assert rows(layer) == [("geometry_duplicate", "", "", 1, 1.0)]


def test_many_values_end_in_one_row(monkeypatch):
    monkeypatch.setattr(module, "MAX_VALUES", 2)
    found = polygon_problems(
        bound([f"03{i}" for i in range(10, 15)], [HA * (9 - i) for i in range(5)]), FIELDS
    )
    assert [(p.code, p.value, p.polygons, p.area_ha) for p in found] == [
        ("code_fallback", "0310", 1, 9.0),
        ("class_coarse", "0310", 1, 9.0),
        ("code_fallback", "0311", 1, 8.0),
        ("class_coarse", "0311", 1, 8.0),
        ("code_fallback", "… +3", 3, 18.0),
        ("class_coarse", "… +3", 3, 18.0),
    ]
    assert {dict(p.params)["cls"] for p in found if p.value.startswith("…")} == {"…"}


def test_a_clean_layer_has_no_rows():
    assert polygon_problems(bound(["0201", "0601"], [HA, HA]), FIELDS) == []


def test_qa_keeps_the_order_of_the_registry():
    bits = POLYGON_BITS["geometry_duplicate"] | POLYGON_BITS["code_blank"] | POLYGON_BITS["area_null"]
    assert qa_text(bits) == "code_blank;area_null;geometry_duplicate"
    assert qa_text(0) == ""


def test_qa_of_many_polygons():
    bits = np.array([0, POLYGON_BITS["area_zero"], 0, POLYGON_BITS["code_sea"]], dtype="u4")
    texts, of = qa_texts(bits)
    assert [texts[i] for i in of] == ["", "area_zero", "", "code_sea"]


def test_every_polygon_problem_has_a_bit_of_32():
    assert len(POLYGON_PROBLEMS) <= 32
    assert len(set(POLYGON_BITS.values())) == len(POLYGON_PROBLEMS)
    assert not set(POLYGON_PROBLEMS) & set(RUN_PROBLEMS)


def test_a_run_is_refused_with_everything_found():
    info, warning, error = problem("total_ignored"), problem("code_unknown"), problem("layer_empty")
    refuse_if_error([info, warning])
    with pytest.raises(RefusedInput) as refused:
        refuse_if_error([info, warning, error])
    assert codes_of(refused.value.problems) == ["total_ignored", "code_unknown", "layer_empty"]
    assert str(refused.value) == "layer_empty"


def test_a_code_that_is_not_registered_is_no_problem():
    with pytest.raises(KeyError):
        problem("code_missspelt")
    assert problem("code_blank", severity=Severity.ERROR).severity is Severity.ERROR


def literal_codes():
    """(module, line, code) of every literal that the package hands to `problem` or `note`, and table look-ups."""
    for path in package_modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in ("problem", "note", "_at", "_mark"):
                for argument in node.args:
                    for constant in ast.walk(argument):
                        text = getattr(constant, "value", None)
                        if isinstance(constant, ast.Constant) and isinstance(text, str) and "_" in text:
                            yield path.relative_to(ROOT).as_posix(), node.lineno, text


def test_every_code_in_the_package_is_registered():
    columns = {
        "class_code",
        "area_ha",
        "t_co2e",
        "source_code",
        "refine_field",
        "region_or_type",
        "standard_coal",
    }
    # The reason of a StudyError is put behind "study_".
    columns.add("study_")
    found = [item for item in literal_codes() if item[2] not in columns]
    assert len(found) > 50
    assert [item for item in found if item[2] not in RUN_PROBLEMS and item[2] not in POLYGON_PROBLEMS] == []


def test_every_registered_code_is_used():
    text = {
        node.value
        for path in package_modules()
        if path.name not in ("problems.py", "messages.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    composed = {f"study_{reason}" for reason in ("not_json", "not_a_study", "newer_schema", "wrong_type")}
    assert [code for code in [*RUN_PROBLEMS, *POLYGON_PROBLEMS] if code not in text | composed] == []
