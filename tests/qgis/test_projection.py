# SPDX-License-Identifier: GPL-2.0-or-later
"""tanheng:projection as Processing runs it: the paper's target, tables in several encodings, and refusals."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProject, QgsVectorLayer
from run_algorithm import Listener, raised_text, rows

from tanheng.algorithms.projection import ProjectionAlgorithm

SERIES = """year,emission_wan_t,population_wan,gdp_pc_wan,per_head_t,intensity_t_per_wan
2006,,,,8.93,2.44
2017,3481,282.24,9.90,12.33,1.25
"""
FIELDS = [
    "year", "population_wan", "gdp_pc_wan", "intensity", "emission_t", "per_head", "scenario", "name", "low_t",
    "high_t",
]  # fmt: skip


@pytest.fixture
def write(tmp_path):
    def write_text(name, text, encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return str(path)

    return write_text


def project(feedback=None, **parameters):
    """Run the algorithm for Weihai's plan unless told otherwise."""
    values = {
        "TARGET_YEAR": 2035,
        "POPULATION_WAN": 320,
        "GDP_PER_CAPITA_WAN": 22,
        "PRICE_BASE": "2017",
        "OUTPUT": "memory:",
        **parameters,
    }
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    listener = feedback or Listener()
    context.setFeedback(listener)
    algorithm = ProjectionAlgorithm().create()
    fine, message = algorithm.checkParameterValues(values, context)
    if not fine:
        raise QgsProcessingException(message)
    results, fine = algorithm.run(values, context, listener, {}, False)
    assert fine, listener.messages
    return dict(results)


def test_the_paper(qgis_app, write, tmp_path):
    listener = Listener()
    results = project(
        listener, SERIES=write("s.csv", SERIES), TARGET_SINK=1910000.0, OUTPUT=str(tmp_path / "path.gpkg")
    )
    assert results["INTENSITY"] == pytest.approx(0.414697, abs=5e-7)
    assert results["EMISSION"] == pytest.approx(29194675, abs=1)
    assert results["REDUCTION_TASK"] == pytest.approx(29194675 - 1910000, abs=1)
    assert results["YEAR_MEETING_SINK"] is None
    assert 29.0e6 < results["EMISSION_LOW"] < results["EMISSION"] < results["EMISSION_HIGH"] < 29.4e6
    path = rows(results["OUTPUT"])
    assert [key for key in path[0] if key not in ("fid", "geometry")] == FIELDS
    assert [row["year"] for row in path] == list(range(2017, 2061))
    assert {row["scenario"] for row in path} == {"baseline"}
    assert path[0]["emission_t"] == pytest.approx(34810000)
    assert path[18]["emission_t"] == pytest.approx(results["EMISSION"])
    assert (path[18]["population_wan"], path[18]["gdp_pc_wan"]) == (320, 22)
    text = "\n".join(listener.messages)
    assert "29,194,675 t" in text and "does not meet the sink before 2060" in text and "2007–2016" in text
    assert "Price base of GDP: 2017." in text


def test_without_sink_and_price_base(qgis_app, write):
    listener = Listener()
    results = project(listener, SERIES=write("s.csv", SERIES), PRICE_BASE=None)
    assert results["REDUCTION_TASK"] is None
    assert any(message.startswith("The price base of GDP is not stated") for message in listener.messages)


def test_scenarios_and_issues(qgis_app, write, tmp_path):
    scenarios = "scenario,name,intensity_factor,method\n强化,强化情景,0.8,\n直线,,,linear\n".encode("gb18030")
    (tmp_path / "情景.csv").write_bytes(scenarios)
    results = project(
        SERIES=write("s.csv", SERIES),
        SCENARIOS=str(tmp_path / "情景.csv"),
        OUTPUT=str(tmp_path / "path.gpkg"),
        ISSUES=str(tmp_path / "issues.csv"),
    )
    path = rows(results["OUTPUT"])
    of_2035 = {row["scenario"]: row["emission_t"] for row in path if row["year"] == 2035}
    assert of_2035 == {
        "baseline": pytest.approx(29194675, abs=1), "强化": pytest.approx(0.8 * 29194675, abs=1)
    }  # fmt: skip
    assert {row["name"] for row in path if row["scenario"] == "强化"} == {"强化情景"}
    issues = {row["code"]: row["advice"] for row in rows(results["ISSUES"])}
    assert set(issues) == {"series_gap_year", "projection_linear_negative"}
    assert (
        "-0.7083" in issues["projection_linear_negative"] and "直线" in issues["projection_linear_negative"]
    )


def test_linear_is_refused_in_words(qgis_app, write, tmp_path):
    output = tmp_path / "path.gpkg"
    text = raised_text(lambda: project(SERIES=write("s.csv", SERIES), METHOD="linear", OUTPUT=str(output)))
    assert "falls to -0.7083 t per 10⁴ yuan by 2035 (zero in 2029)" in text and "exponential" in text
    assert not output.exists()


def test_own_path_and_growth_after(qgis_app, write, tmp_path):
    results = project(
        SERIES=write("s.csv", SERIES),
        METHOD="path",
        PATH=write("p.csv", "year,intensity\n2035,0.4\n2060,0\n"),
        POPULATION_GROWTH_AFTER_PCT=0,
        GDP_PC_GROWTH_AFTER_PCT=0,
        TARGET_SINK=1910000,
        OUTPUT=str(tmp_path / "path.gpkg"),
    )
    assert results["EMISSION"] == pytest.approx(7040 * 0.4 * 1e4)
    # 28.16 Mt falling by 1/25 a year: below 1.91 Mt after 23.3 years
    assert results["YEAR_MEETING_SINK"] == 2059
    path = {row["year"]: row for row in rows(results["OUTPUT"])}
    assert (path[2060]["population_wan"], path[2060]["emission_t"]) == (320, 0)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["s.csv", "序列.txt"])
def test_encodings(qgis_app, write, encoding, name):
    text = (
        SERIES.replace("\n", ",备注\n", 1).replace("8.93,2.44", "8.93,2.44,估算").replace("1.25\n", "1.25,\n")
    )
    assert project(SERIES=write(name, text, encoding))["EMISSION"] == pytest.approx(29194675, abs=1)


def test_series_as_layer(qgis_app, write):
    layer = QgsVectorLayer(write("s.csv", SERIES), "统计", "ogr")
    assert project(SERIES=layer)["EMISSION"] == pytest.approx(29194675, abs=1)


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("3481", "34810000", "Table s.csv, row 3: emission_wan_t is 34810000, which makes per_head_t 123335"),
        ("3481", "三千", "Table s.csv, row 3: emission_wan_t is '三千', not a number."),
        ("282.24", "0", "Table s.csv, row 3: population_wan is 0; it must be above zero."),
        ("2017,", "2006,", "Table s.csv, row 3: year 2006 occurs more than once."),
        ("2.44", "", "gives the emission per GDP of 1 years"),
        ("year,", "jahr,", "Table s.csv lacks the column year."),
    ],
)
def test_bad_series(qgis_app, write, old, new, said):
    text = SERIES.replace(old, new).replace("8.93", "" if new == "" else "8.93")
    assert said in raised_text(lambda: project(SERIES=write("s.csv", text)))


def test_bad_parameters(qgis_app, write):
    series = write("s.csv", SERIES)
    assert "must come after the last year of the series, 2017" in raised_text(
        lambda: project(SERIES=series, TARGET_YEAR=2017)
    )
    assert "population_wan is '0'" in raised_text(lambda: project(SERIES=series, POPULATION_WAN=0))
    assert "own path of emission per GDP is not given" in raised_text(
        lambda: project(SERIES=series, METHOD="path")
    )
    missing = series.replace("s.csv", "none.csv")
    assert "none.csv cannot be read" in raised_text(lambda: project(SERIES=missing))
    assert "SERIES" in raised_text(lambda: project())


def test_every_parameter_has_help_and_an_icon(qgis_app):
    algorithm = ProjectionAlgorithm().create()
    assert [d.name() for d in algorithm.parameterDefinitions() if not (d.help() and d.description())] == []
    assert not algorithm.icon().pixmap(24, 24).isNull()
