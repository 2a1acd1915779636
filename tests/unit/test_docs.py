# SPDX-License-Identifier: GPL-2.0-or-later
"""The guides name everything that exists, nothing that does not, and their figures are the program's."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import fields

import numpy as np
import pytest
from package_root import ROOT

from tanheng.core.allocation import allocate
from tanheng.core.ellipsoid_area import ring_areas_m2
from tanheng.core.land_carbon import RESULT_FIELDS
from tanheng.core.problems import POLYGON_PROBLEMS, RUN_PROBLEMS, SEVERITIES
from tanheng.core.sectors import SectorEmission, find_sector, load_sector_links, load_sectors
from tanheng.core.sinks import SEA_ROW, load_sink_table
from tanheng.core.study import LandLayerChoice, Study, read_study
from tanheng.core.units import COEFFICIENT_UNITS

DOCS = ROOT / "docs"
GUIDES = ("user-guide.md", "user-guide.zh.md")
METHODS = ("method.md", "method.zh.md")
PAGES = sorted([*ROOT.glob("README*.md"), ROOT / "CHANGELOG.md", *DOCS.glob("*.md")])
WEIGHTS = {
    "user-guide.md": {"error": "error", "warning": "warning", "info": "note"},
    "user-guide.zh.md": {"error": "错误", "warning": "警告", "info": "提示"},
}
#: Parameters that scripts and models rely on; they never change.
CONTRACT = {
    "INPUT",
    "CODE_FIELD",
    "NAME_FIELD",
    "SCHEME",
    "CLASS_MAP",
    "AREA_FIELD",
    "AREA_UNIT",
    "DEDUCT_FIELD",
    "AREA_IS_NET",
    "GROUP_FIELD",
    "GROUP_CHARS",
    "GROUP_NAMES",
    "WEIGHT_FIELD",
    "ENCODING",
    "SINK_TABLE",
    "INTENSITY_TABLE",
    "LINK_TABLE",
    "INVENTORY",
    "CITY_TOTAL",
    "OFFICIAL_AREAS",
    "OUTPUT",
    "SUMMARY",
    "GROUPS",
    "ISSUES",
    "SINK_TOTAL",
    "EMISSION_TOTAL",
    "EMISSION_UNALLOCATED",
    "NET_TOTAL",
    "CALIBRATION_FACTOR",
    "UNMAPPED_COUNT",
    "UNMAPPED_AREA_HA",
    "AREA_TOTAL_HA",
    "STUDY",
    "OUTPUT_FOLDER",
}
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_MACHINE_PATH = re.compile(
    r"(?<![\w.~-])/(?:work|home|root|tmp|mnt|Users)/|[A-Za-z]:\\Users|\.\./shared|file://"
)


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def marked(text: str) -> set[str]:
    """Everything that stands between backticks in running text and tables."""
    return set(re.findall(r"`([^`\n]+)`", without_blocks(text)))


def without_blocks(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.S | re.M)


def table_rows(text: str) -> list[list[str]]:
    """Cells of all table rows."""
    lines = [line for line in without_blocks(text).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def problem_rows(name: str) -> list[tuple[str, str, str, str]]:
    """Code, weight, meaning, advice of every row of the tables of problem codes."""
    words = set(WEIGHTS[name].values())
    found = [row for row in table_rows(read(name)) if len(row) == 4 and row[1] in words]
    return [(row[0].strip("`"), row[1], row[2], row[3]) for row in found]


def algorithm_names() -> set[str]:
    """Names of parameters and outputs, read from the sources: literals all in capitals."""
    found = set()
    for path in (ROOT / "algorithms").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if re.fullmatch(r"[A-Z]{2}[A-Z_]+", node.value):
                    found.add(node.value)
    return found


@pytest.mark.parametrize("name", GUIDES)
def test_every_problem_code_has_one_row_with_its_weight(name):
    listed = {code: weight for code, weight, _, _ in problem_rows(name)}
    assert len(listed) == len(problem_rows(name))
    assert listed == {code: WEIGHTS[name][severity.value] for code, severity in SEVERITIES.items()}


@pytest.mark.parametrize("name", GUIDES)
def test_problem_codes_stand_in_the_order_of_the_program_with_meaning_and_advice(name):
    rows = problem_rows(name)
    assert [row[0] for row in rows] == [*RUN_PROBLEMS, *POLYGON_PROBLEMS]
    assert [row[0] for row in rows if not (row[2] and row[3])] == []


@pytest.mark.parametrize("name", GUIDES)
def test_every_parameter_and_output_is_named(name):
    assert {"SECTOR_SHARES", "CHECK_TOPOLOGY"} < algorithm_names(), (
        "parameters are no longer found in the sources"
    )
    assert sorted((CONTRACT | algorithm_names()) - marked(read(name))) == []


@pytest.mark.parametrize("name", GUIDES)
def test_every_key_of_a_study_is_named(name):
    keys = {"tanheng_study"} | {f.name for f in (*fields(Study), *fields(LandLayerChoice))} - {"unknown"}
    assert sorted(keys - marked(read(name))) == []


@pytest.mark.parametrize("name", GUIDES)
def test_the_study_in_the_guide_is_valid(name):
    (text,) = re.findall(r"^```json\n(.*?)^```$", read(name), flags=re.S | re.M)
    study = read_study(text)
    assert study.validate() == [] and study.unknown == {}
    known = {f.name for f in fields(LandLayerChoice)}
    assert [key for layer in json.loads(text)["layers"] for key in layer if key not in known] == []


@pytest.mark.parametrize("name", GUIDES)
def test_result_fields_units_and_sectors_are_named(name):
    words = marked(read(name))
    assert sorted({*RESULT_FIELDS, *COEFFICIENT_UNITS, *load_sectors()} - words) == []


@pytest.mark.parametrize("name", METHODS)
def test_coefficients_in_the_method_are_those_of_the_table(name):
    listed = {}
    for row in table_rows(read(name)):
        if len(row) == 3 and re.match(r"[0-9]{4}", row[0]) and re.fullmatch(r"[0-9.]+", row[1]):
            for code in re.split(r"[,、]\s*", row[0]):
                listed[code] = float(row[1])
    shipped = {code: row.value for code, row in load_sink_table().rows.items() if code != SEA_ROW}
    assert listed == shipped


@pytest.mark.parametrize("name", METHODS)
def test_worked_sinks(name):
    text = read(name)
    for hectares, code, written in (("67 240", "0201", "517 748 t"), ("14 333.33", "1105", "124 031 t")):
        sink = float(hectares.replace(" ", "")) * load_sink_table().tco2e_per_ha(code)
        assert f"{sink:,.0f} t".replace(",", " ") == written
        assert hectares in text and written in text


def examples() -> list[list[float]]:
    """Emissions of 10 ha 1003, 20 ha 1004, 40 ha 08H2 in the four cases of the method."""
    area = [10.0, 20.0, 40.0]
    codes = ["1003", "1004", "08H2"]
    inventory = [
        SectorEmission(sector, find_sector(sector), tonnes)
        for sector, tonnes in (("energy_road", 3000.0), ("energy_services", 2000.0))
    ]
    road = {("energy_road", "1003"): 300.0, ("energy_road", "1004"): 150.0}
    all_classes = {("", "1003"): 300.0, ("", "1004"): 150.0, ("", "08H2"): 50.0}
    cases = (({}, inventory, None), (road, inventory, None), (all_classes, None, 5000.0), ({}, None, 5000.0))
    runs = [allocate(codes, area, load_sector_links(), known, given, total) for known, given, total in cases]
    assert runs[2].factor == pytest.approx(0.625) and runs[3].factor == pytest.approx(5000 / 70)
    return [[rate * ha for rate, ha in zip(run.rates.tolist(), area)] for run in runs]


@pytest.mark.parametrize("name", METHODS)
def test_worked_emissions(name):
    number = re.compile(r"[0-9]{4}|[0-9]+\.[0-9]{2}")
    rows = [row[1:] for row in table_rows(read(name)) if len(row) == 4]
    written = [[float(cell) for cell in row] for row in rows if all(map(number.fullmatch, row))]
    computed = examples()
    assert len(written) == len(computed)
    for own, printed in zip(computed, written):
        assert own == pytest.approx(printed, abs=0.005)


@pytest.mark.parametrize("name", METHODS)
def test_worked_area(name):
    lon, lat = np.array([120.0, 120.01, 120.01, 120.0]), np.array([37.0, 37.0, 37.01, 37.01])
    area = ring_areas_m2(lon, lat, np.array([0]), np.array([4]))[0]
    assert f"{area:,.3f}".replace(",", " ") in read(name)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_local_links_lead_somewhere(page):
    targets = [t for t in _LINK.findall(without_blocks(page.read_text(encoding="utf-8"))) if "://" not in t]
    missing = [t for t in targets if not (page.parent / t.partition("#")[0]).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_no_path_of_a_machine(page):
    assert _MACHINE_PATH.findall(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("english, chinese", [GUIDES, METHODS])
def test_both_languages_have_the_same_shape(english, chinese):
    def shape(name: str) -> list[str]:
        text = without_blocks(read(name))
        return re.findall(r"^#+ (?:[0-9.]+)?", text, flags=re.M)

    assert shape(english) == shape(chinese)
    assert len(re.findall(r"^```", read(english), flags=re.M)) == len(
        re.findall(r"^```", read(chinese), flags=re.M)
    )
