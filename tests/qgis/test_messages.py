# SPDX-License-Identifier: GPL-2.0-or-later
"""Every problem has a sentence, and every caller gives what the sentence names."""

from __future__ import annotations

import ast
import string

import pytest
from package_root import ROOT, package_modules

from tanheng.core.problems import POLYGON_PROBLEMS, RUN_PROBLEMS, Severity, problem
from tanheng.layers.messages import refusal, sentence, sentences

CODES = [*RUN_PROBLEMS, *POLYGON_PROBLEMS]
#: What every problem has.
COMMON = {"field", "value", "polygons", "area_ha"}
NASTY = "{0} {x} %s %1 <b>\"'</b> \\ 表"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def calls() -> list[tuple[str, str, set[str]]]:
    """(place, code, parameters given) of every problem that is put together with a literal code."""
    found = []
    for path in package_modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = (
                getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            )
            if name not in ("problem", "note", "_at") or not node.args:
                continue
            given = {keyword.arg for keyword in node.keywords if keyword.arg}
            if name != "problem":  # of a table: the reader adds the place
                given |= {"row", "column"}
            for constant in ast.walk(node.args[0]):
                if isinstance(constant, ast.Constant) and constant.value in CODES:
                    found.append(
                        (f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", constant.value, given)
                    )
    return found


def test_every_code_has_a_sentence_and_no_sentence_is_left_over(qgis_app):
    assert sorted(sentences()) == sorted(CODES)


@pytest.mark.parametrize(
    "place, code, given", calls(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_caller_gives_what_the_sentence_names(qgis_app, place, code, given):
    assert placeholders(sentences()[code]) <= COMMON | given


@pytest.mark.parametrize("code", POLYGON_PROBLEMS)
def test_problems_of_polygons_name_only_what_is_counted(qgis_app, code):
    # polygon_problems gives all of them the same; those of codes say what a code was read as.
    assert placeholders(sentences()[code]) <= COMMON | (
        {"cls"} if code.startswith(("code_", "class_")) else set()
    )


#: Codes that reach ``problem`` through a variable, with what is given there beside ``COMMON``.
INDIRECT = {
    "area_sisters_differ": set(),
    "deduct_not_bound": set(),
    "crs_not_used": set(),
    "overlap": set(),
    "sea_overlaps_tidal_flat": set(),
    "code_cleaned": {"cls"},
    "study_not_json": set(),
    "study_not_a_study": set(),
    "study_newer_schema": set(),
    "study_wrong_type": set(),
}


def test_every_code_is_seen_here(qgis_app):
    seen = {code for _, code, _ in calls()} | set(POLYGON_PROBLEMS)
    assert set(CODES) - seen == set(INDIRECT)
    assert [c for c, given in INDIRECT.items() if not placeholders(sentences()[c]) <= COMMON | given] == []


@pytest.mark.parametrize("code", CODES)
def test_text_of_layers_is_text(qgis_app, code):
    """Braces, percent signs and quotes of a layer come through as they are."""
    params = dict.fromkeys(placeholders(sentences()[code]) - COMMON, NASTY)
    text = sentence(problem(code, field=NASTY, value=NASTY, polygons=7, area_ha=1234.5, **params))
    named = placeholders(sentences()[code])
    assert text.count(NASTY) == sentences()[code].count("{field}") + sentences()[code].count("{value}") + sum(
        sentences()[code].count("{" + name + "}") for name in params
    )
    assert "area_ha" not in named or "1,234.50" in text
    assert "polygons" not in named or "7" in text


def test_a_refused_run_says_every_error_once(qgis_app):
    found = [
        problem("layer_empty", field="甲"),
        problem("code_unknown", value="9X9"),
        problem("layer_empty", field="甲"),
        problem("map_needed"),
        problem("area_differs", severity=Severity.ERROR, polygons=2, area_ha=1.0, field="TBMJ"),
    ]
    lines = refusal(found).splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("Layer 甲 holds no polygons") and "9X9" not in refusal(found)
    assert lines[2].startswith("On 2 polygons (1.00 ha) TBMJ differs")


def test_what_does_not_apply_stays_out(qgis_app):
    text = sentence(problem("geometry_missing", polygons=3))
    assert "nan" not in text
