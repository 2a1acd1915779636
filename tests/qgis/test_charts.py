# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts are written whole, show every number and name as text, and refuse what cannot be drawn."""

from __future__ import annotations

import html
import importlib.util
import math
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from package_root import ROOT
from qgis.PyQt.QtGui import QImage

from tanheng.core.lmdi import Decomposition
from tanheng.core.series import make_series
from tanheng.styling import charts
from tanheng.styling.chart_figure import number_ticks, wan_label
from tanheng.styling.chart_series import _telling
from tanheng.styling.chart_text import clean, columns_of, spread, wrapped

pytest.importorskip("matplotlib")

NAN = math.nan
LONG = "Production of very long names $1$ and _underscores_ <b>&amp;"
LONG_ZH = "一二三四五六七八九十" * 6


def series(**changes):
    columns = {
        "emission_wan_t": [2224.0, NAN, 3000.0, 3481.0],
        "population_wan": [249.0, 250.0, 260.0, 282.24],
        "gdp_yi": [911.0, 1000.0, 1500.0, 2794.176],
    }
    return make_series([2006, 2007, 2009, 2017], price_base="2005 年价", **{**columns, **changes})


def projection(names=("Baseline", "Plan"), **changes):
    years = np.arange(2017, 2061)
    down = 3.4e7 * 0.98 ** (years - 2017)
    paths = [
        charts.ScenarioPath(names[0], years, down, down * 0.9, down * 1.1),
        *(charts.ScenarioPath(name, years, down * 0.9) for name in names[1:]),
    ]
    sink = np.full(len(years), 1.91e6)
    known = {
        "sink_years": years,
        "sink_t": sink,
        "observed_years": [2006, 2017],
        "observed_t": [2.2e7, 3.4e7],
    }
    return charts.ProjectionData(paths, 2017, 2035, **{**known, **changes})


def sectors(names=("Power", "Industry"), parts=("Coal", "Gas")):
    return [
        charts.SectorEmissions(name, {part: 1e6 * (k + 1) / (p + 1) for p, part in enumerate(parts)})
        for k, name in enumerate(names)
    ]


def uncertainty(name="Sink", driver="Forest area"):
    intervals = [
        charts.ResultInterval(name, 1.54e6, 1.1e6, 2.1e6),
        charts.ResultInterval("Gap", 3e7, 2.8e7, 3.1e7),
    ]
    return charts.UncertaintyData(intervals, {"Small": 0.01, driver: 0.6, "Unknown": NAN}, name)


STEP = Decomposition(2006, 2017, 1.257e7, 0.35e7, 2.79e7, -1.883e7)
STEPS = [STEP, Decomposition(2017, 2020, -1e5, 2e5, 3e5, -6e5)]
DRAW = {
    "series": lambda path, title: charts.series_chart(series(), path, title, ["note"]),
    "projection": lambda path, title: charts.projection_chart(projection(), path, title, ["note"]),
    "waterfall": lambda path, title: charts.contribution_chart(
        [STEP], path, title, ["note"], first_emission_t=2.224e7
    ),
    "change": lambda path, title: charts.contribution_chart([STEP], path, title, ["note"]),
    "periods": lambda path, title: charts.contribution_chart(STEPS, path, title, ["note"]),
    "inventory": lambda path, title: charts.inventory_chart(sectors(), path, title, ["note"]),
    "uncertainty": lambda path, title: charts.uncertainty_chart(uncertainty(), path, title, ["note"]),
}


def texts(path: Path) -> list[str]:
    """The texts of an SVG whose letters are outlines: matplotlib repeats each line as a comment."""
    ElementTree.parse(path)
    found = re.findall(r"<!--(.*?)-->", path.read_text(encoding="utf-8"), re.DOTALL)
    return [html.unescape(text.strip().replace("\u00a0", " ")) for text in found]


def plain(value_wan: float) -> str:
    return wan_label(value_wan).replace("\u00a0", " ")


def joined(path: Path) -> str:
    """All texts without breaks: long names stand on several lines."""
    return "".join("".join(texts(path)).split())


@pytest.mark.parametrize("name", DRAW)
def test_a_picture_is_drawn(name, tmp_path):
    path = tmp_path / "图 1.png"
    DRAW[name](path, "威海市 – title")
    image = QImage(str(path))
    assert image.width() == 1165  # 148 mm at 200 dots per inch
    step = 3
    colours = {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), step)
        for y in range(0, image.height(), step)
    }
    assert len(colours) > 10
    edge = {image.pixelColor(x, y).name() for x in (0, image.width() - 1) for y in range(image.height())}
    assert edge == {"#ffffff"}, "something is cut off"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("name", DRAW)
def test_title_and_note_are_in_the_svg(name, tmp_path):
    path = tmp_path / "c.svg"
    DRAW[name](path, "威海市 – costs $5 and $6")
    assert {"威海市 – costs $5 and $6", "note"} <= set(texts(path))
    assert "<title>威海市 – costs $5 and $6</title>" in path.read_text(encoding="utf-8")
    again = tmp_path / "again.svg"
    DRAW[name](again, "威海市 – costs $5 and $6")
    assert path.read_bytes() == again.read_bytes()


def test_history_shows_gaps_and_values(tmp_path):
    path = tmp_path / "c.svg"
    charts.series_chart(series(), path)
    found = texts(path)
    # 2224 / 249 = 8.93; 3481 / 282.24 = 12.33; 2224 / 911 = 2.44; 3481 / 2794.176 = 1.246
    assert {"2 224", "3 000", "3 481", "8.93", "12.33", "2.44", "1.25"} <= set(found)
    assert {"2006", "2008", "2016", "GDP at prices of: 2005 年价"} <= set(found)
    assert charts.series_rows(series()).rows[1] == (2007, None, None, None)
    year, emission_t, per_head, intensity = charts.series_rows(series()).rows[3]
    assert (year, emission_t) == (2017, 34_810_000.0)
    assert per_head == pytest.approx(12.3335, abs=5e-5)
    assert intensity == pytest.approx(1.245806, abs=5e-7)


def test_lines_break_where_a_year_is_missing(tmp_path, monkeypatch):
    from matplotlib.axes import Axes

    drawn = []
    plot = Axes.plot

    def spy(self, *arguments, **options):
        drawn.append(arguments)
        return plot(self, *arguments, **options)

    monkeypatch.setattr(Axes, "plot", spy)
    charts.series_chart(series(), tmp_path / "c.png")
    years, per_head = drawn[0]
    assert years.tolist() == list(range(2006, 2018))
    assert np.flatnonzero(np.isfinite(per_head)).tolist() == [0, 3, 11]


@pytest.mark.parametrize(
    "columns",
    [
        {"emission_wan_t": [3481.0], "population_wan": [282.24], "gdp_yi": [2794.0]},
        {"emission_wan_t": [3481.0]},
        {"intensity_t_per_wan": [2.44]},
    ],
)
def test_one_year_only(columns, tmp_path):
    path = tmp_path / "c.svg"
    charts.series_chart(make_series([2017], **columns), path)
    assert "2017" in texts(path)


def test_long_history_labels_do_not_crowd():
    known = np.arange(60)
    values = np.sin(known / 9.0)
    chosen = sorted(_telling(values, known))
    assert {0, 59} <= set(chosen)
    assert min(np.diff(chosen)) >= 3


def test_projection_shows_task_and_scenarios(tmp_path):
    path = tmp_path / "c.svg"
    data = projection(("Baseline $a$ $b$", LONG_ZH))
    charts.projection_chart(data, path)
    emission_wan = 3400 * 0.98**18
    found = texts(path)
    assert {"Reduction task", f"{plain(emission_wan - 191)} × 10⁴ t"} <= set(found)
    assert {"Base year 2017", "Target year 2035", "Planned sink", "2035: 191.0", "Observed"} <= set(found)
    assert "Baseline $a$ $b$" in found
    assert LONG_ZH in joined(path)
    rows = charts.projection_rows(data).rows
    assert rows[0] == ("", 2006, 2.2e7, None, None, None)
    assert rows[1] == ("", 2017, 3.4e7, None, None, 1.91e6)
    assert rows[2] == ("Baseline $a$ $b$", 2017, 3.4e7, 3.4e7 * 0.9, 3.4e7 * 1.1, 1.91e6)
    assert rows[-1][3:] == (None, None, 1.91e6)
    assert len(rows) == 2 + 44 + 44


def test_projection_without_sink_has_no_task(tmp_path):
    path = tmp_path / "c.svg"
    data = projection(sink_years=(), sink_t=(), observed_years=(), observed_t=())
    assert math.isnan(data.reduction_task_t)
    charts.projection_chart(data, path)
    assert not {"Reduction task", "Planned sink", "Observed"} & set(texts(path))


def test_a_sink_above_the_emission_is_said(tmp_path):
    path = tmp_path / "c.svg"
    years = np.arange(2017, 2061)
    charts.projection_chart(projection(sink_t=np.full(len(years), 4e7)), path)
    assert "Sink exceeds emission by" in texts(path)


@pytest.mark.parametrize("count", [1, 12])
def test_scenario_names_do_not_overlap(count, tmp_path, monkeypatch):
    from matplotlib.figure import Figure

    kept = []
    save = Figure.savefig

    def spy(self, *arguments, **options):
        save(self, *arguments, **options)
        kept.append(self)

    monkeypatch.setattr(Figure, "savefig", spy)
    charts.projection_chart(projection([f"S{k}" for k in range(count)]), tmp_path / "c.png")
    axes = kept[0].axes[0]
    names = [text for text in axes.texts if re.match(r"S\d|Planned", text.get_text())]
    boxes = sorted((text.get_window_extent() for text in names), key=lambda box: box.y0)
    assert len(boxes) == count + 1
    assert all(a.y1 <= b.y0 + 1 for a, b in zip(boxes, boxes[1:]))


def test_waterfall_goes_from_the_first_to_the_last_year(tmp_path):
    path = tmp_path / "c.svg"
    charts.contribution_chart([STEP], path, first_emission_t=2.224e7)
    assert {"2006", "2 224", "+350.0", "+2 790", "−1 883", "2017", "3 481"} <= set(texts(path))
    assert {"Population", "GDP per head", "Emission per GDP"} <= set(texts(path))
    charts.contribution_chart([STEP], path)
    assert {"Change 2006–2017", "+1 257"} <= set(texts(path))
    rows = charts.contribution_rows(STEPS)
    assert rows.columns[2:] == ("change_tco2e", "population_tco2e", "income_tco2e", "intensity_tco2e")
    assert rows.rows[0] == (2006, 2017, 1.257e7, 0.35e7, 2.79e7, -1.883e7)


def test_periods_show_their_sum(tmp_path):
    path = tmp_path / "c.svg"
    charts.contribution_chart(STEPS, path)
    assert {"+1 257", "−10.00", "Sum", "Population"} <= set(texts(path))


def test_sectors_are_sorted_with_shares(tmp_path):
    path = tmp_path / "c.svg"
    memo = charts.SectorEmissions("Forest", {"Coal": -8e5}, memo=True)
    charts.inventory_chart([memo, *sectors(("Small", "Large"), ("Coal",))], path)
    found = texts(path)
    assert found.index("Large") < found.index("Small") < found.index("Forest")
    # 1 and 2 million t: a third and two thirds; the memo is in neither total nor shares.
    assert {"200.0 (66.7 %)", "100.0 (33.3 %)", "−80.00 (memo, in no total)"} <= set(found)
    assert "Emission, 10⁴ t CO₂e/a; total 300.0" in found
    assert charts.inventory_rows([memo, *sectors(("Small", "Large"), ("Coal",))]).rows == [
        ("Large", "Coal", 2e6, False),
        ("Small", "Coal", 1e6, False),
        ("Forest", "Coal", -8e5, True),
    ]


def test_many_sectors_and_fuels_lose_nothing_from_the_total(tmp_path):
    path = tmp_path / "c.svg"
    many = sectors([f"Sector {k}" for k in range(40)], [f"Fuel {k}" for k in range(12)])
    charts.inventory_chart(many, path)
    total_wan = math.fsum(s.total_t for s in many) / 1e4
    found = texts(path)
    assert f"Emission, 10⁴ t CO₂e/a; total {plain(total_wan)}" in found
    assert {"11 smaller sectors", "6 others", "Sector 39", "Sector 11", "Fuel 5"} <= set(found)
    assert not {"Sector 10", "Fuel 6"} & set(found)
    assert len(charts.inventory_rows(many).rows) == 40 * 12


def test_names_from_data_stay_text(tmp_path):
    path = tmp_path / "c.svg"
    names, parts = (LONG, LONG_ZH), ("_coal", "x\x00y\n$2^3$ \ud800")
    charts.inventory_chart(sectors((LONG_ZH,), ("",)), path)
    assert LONG_ZH in joined(path)
    charts.inventory_chart(sectors(names, parts), path, "a\x08\ufffe -- $x$ --> b")
    found = joined(path)
    for name in (*names, "_coal"):
        assert "".join(name.split()) in found
    assert "xy$2^3$\ufffd" in found
    charts.uncertainty_chart(uncertainty(LONG, LONG_ZH), path)
    assert "".join(LONG.split()) in joined(path)
    assert LONG_ZH in joined(path)


def test_intervals_are_relative_where_that_says_something(tmp_path):
    path = tmp_path / "c.svg"
    charts.uncertainty_chart(uncertainty(), path)
    found = texts(path)
    assert {"154.0 (110.0 … 210.0)", "95 % interval, deviation from the value", "60.0 %"} <= set(found)
    assert "Inputs that matter most for: Sink (share of the variance)" in found
    assert found.index("Forest area") < found.index("Small")
    assert "Unknown" not in found
    near_zero = charts.UncertaintyData([charts.ResultInterval("Gap", 0.0, -2e5, 3e5)])
    charts.uncertainty_chart(near_zero, path)
    assert {"95 % interval, 10⁴ t CO₂e/a", "0.0000 (−20.00 … 30.00)"} & set(texts(path))
    rows = charts.uncertainty_rows(uncertainty()).rows
    assert rows[0] == ("result", "Sink", 1.54e6, 1.1e6, 2.1e6, None)
    assert rows[2:] == [
        ("input", "Forest area", None, None, None, 0.6),
        ("input", "Small", None, None, None, 0.01),
    ]


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda p: charts.series_chart(make_series([]), p), "time series"),
        (lambda p: charts.series_chart(make_series([2006, 2017], gdp_yi=[1.0, 2.0]), p), "time series"),
        (lambda p: charts.projection_chart(charts.ProjectionData([], 2017, 2035), p), "scenario"),
        (
            lambda p: charts.projection_chart(
                charts.ProjectionData([charts.ScenarioPath("a", [2017], [NAN])], 2017, 2035), p
            ),
            "scenario",
        ),
        (lambda p: charts.contribution_chart([], p), "two years"),
        (lambda p: charts.contribution_chart([Decomposition(1, 2, 0.0, NAN, 0.0, 0.0)], p), "two years"),
        (lambda p: charts.inventory_chart([], p), "inventory"),
        (lambda p: charts.inventory_chart([charts.SectorEmissions("a", {"b": NAN})], p), "inventory"),
        (lambda p: charts.uncertainty_chart(charts.UncertaintyData([]), p), "interval"),
        (lambda p: charts.series_chart(series(), p.with_suffix(".gif")), ".svg or .png"),
    ],
)
def test_what_cannot_be_drawn_is_said_and_writes_nothing(draw, words, tmp_path):
    with pytest.raises(charts.ChartError, match=words):
        draw(tmp_path / "c.svg")
    assert list(tmp_path.iterdir()) == []


def test_zeros_are_drawn(tmp_path):
    path = tmp_path / "c.svg"
    charts.series_chart(make_series([2017], emission_wan_t=[0.0]), path)
    charts.inventory_chart([charts.SectorEmissions("a", {"b": 0.0})], path)
    charts.contribution_chart([Decomposition(2016, 2017, 0.0, 0.0, 0.0, 0.0)], path, first_emission_t=0.0)
    zero = charts.UncertaintyData([charts.ResultInterval("a", 0.0, 0.0, 0.0)], {"b": 0.0})
    charts.uncertainty_chart(zero, path)
    charts.projection_chart(
        charts.ProjectionData([charts.ScenarioPath("a", [2017], [0.0])], 2017, 2018), path
    )
    assert "2017: 0" not in texts(path)


def test_without_matplotlib_the_message_says_what_to_install(tmp_path, monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "matplotlib" else find(name, *rest)
    )
    available, reason = charts.charts_available()
    assert not available
    assert "python3-matplotlib" in reason
    with pytest.raises(charts.ChartError, match="matplotlib"):
        charts.series_chart(series(), tmp_path / "c.svg")
    assert charts.series_rows(series()).rows


def test_no_pyplot_and_no_trace_in_rcparams(tmp_path):
    code = """
import sys
sys.path.insert(0, sys.argv[1])
import package_root; package_root.register()
from tanheng.styling import charts
assert not [m for m in sys.modules if m.split(".")[0] == "matplotlib"], "imported before a chart is drawn"
import matplotlib
matplotlib.rcParams["text.usetex"] = True
matplotlib.rcParams["svg.fonttype"] = "none"
before = matplotlib.rcParams.copy()  # dict() would choose a backend and import pyplot
from tanheng.core.series import make_series
s = make_series([2006, 2017], emission_wan_t=[2224.0, 3481.0], population_wan=[249.0, 282.24])
for kind in ("svg", "png"):
    charts.series_chart(s, sys.argv[2] + "/c." + kind, "威海市")
assert matplotlib.rcParams.copy() == before
assert "matplotlib.pyplot" not in sys.modules
print("Glyph" if not charts.has_chinese_font() else "fine")
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-W", "error::UserWarning", "-c", code, str(ROOT / "tools"), str(tmp_path)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["fine"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["c.png", "c.svg"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("one two three", ["one two", "three"]),
        ("abcdefghijkl", ["abcdefgh", "ijkl"]),
        ("碳排放碳汇差额", ["碳排放碳", "汇差额"]),
        ("a\tb\r\nc", ["a b c"]),
        ("GDP碳排放总量", ["GDP碳排", "放总量"]),
        ("$a$", [r"\$a\$"]),
    ],
)
def test_wrapping(text, lines):
    assert wrapped(text, 8).split("\n") == lines


def test_what_does_not_fit_ends_in_an_ellipsis():
    assert wrapped("one two three four", 5, 2).split("\n") == ["one", "two…"]
    assert columns_of("碳a") == 3
    assert clean("a\u200b\x1b b") == "a b"
    assert clean("3\u00a0481") == "3\u00a0481"


def test_labels_are_spread():
    assert spread([10.0, 50.0], [4.0, 4.0], 0.0, 100.0) == [10.0, 50.0]
    assert spread([50.0, 50.0], [10.0, 10.0], 0.0, 100.0) == [40.0, 50.0]
    assert spread([1.0, 0.0], [10.0, 10.0], 0.0, 100.0) == [15.0, 5.0]
    assert spread([99.0, 98.0, 97.0], [10.0] * 3, 0.0, 100.0) == [95.0, 85.0, 75.0]


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ((0.0, 4000.0), ["0", "1\u00a0000", "2\u00a0000", "3\u00a0000", "4\u00a0000"]),
        ((0.0, 2.0), ["0.0", "0.5", "1.0", "1.5", "2.0"]),
        ((-500.0, 500.0), ["−500", "−250", "0", "250", "500"]),
        ((0.0, 1e-4), ["0.000000", "0.000025", "0.000050", "0.000075", "0.000100"]),
    ],
)
def test_ticks_have_equal_decimals(limits, expected):
    from matplotlib.figure import Figure

    axes = Figure().subplots()
    axes.set_ylim(*limits)
    number_ticks(axes.yaxis, 4)
    ticks = [t for t in axes.yaxis.get_majorticklocs() if limits[0] - 1e-9 <= t <= limits[1] * (1 + 1e-9)]
    assert [axes.yaxis.get_major_formatter()(t) for t in ticks] == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3481.04, "3\u00a0481"),
        (154.0, "154.0"),
        (62.6581, "62.66"),
        (0.05, "0.0500"),
        (-1883.0, "−1\u00a0883"),
    ],
)
def test_labels_keep_four_digits(value, text):
    assert wan_label(value) == text
