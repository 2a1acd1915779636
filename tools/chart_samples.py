# SPDX-License-Identifier: GPL-2.0-or-later
"""Draw every chart in English and Chinese for the guides and for looking at (development only).

    chart_samples.py [--out docs/images] [--kind png] [--qm i18n/tanheng_zh_CN.qm]

Figures of 陈可欣等 2022 where they are printed: 2006 (8.93 t per head, 2.44 t per 10⁴ yuan), 2017 (3481 × 10⁴ t,
282.24 × 10⁴ persons, 9.90 × 10⁴ yuan per head), 2035 (320, 22), sinks 154 and 191. Everything else is invented,
and the charts say so.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import numpy as np
from package_root import ROOT, register

register()
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import QgsApplication  # noqa: E402
from qgis.PyQt.QtCore import QTranslator  # noqa: E402

from tanheng.core.lmdi import lmdi, lmdi_by_year  # noqa: E402
from tanheng.core.projection import Scenario, project  # noqa: E402
from tanheng.core.sectors import load_sectors  # noqa: E402
from tanheng.core.series import Series, make_series  # noqa: E402
from tanheng.styling import charts  # noqa: E402

NAN = float("nan")
#: Invented between the two printed years; 2009 is left out and 2013 has no population, to show gaps.
YEARS = [2006, 2007, 2008, 2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017]
POPULATION_WAN = [249.0, 250.9, 252.1, 280.5, 280.1, 279.8, NAN, 280.9, 280.5, 281.9, 282.24]
PER_HEAD_T = [8.93, 9.8, 10.4, 11.2, 12.1, 12.7, NAN, 13.2, 12.9, 12.5, NAN]
INTENSITY = [2.44, 2.33, 2.18, 1.98, 1.9, 1.8, 1.69, 1.6, 1.48, 1.36, NAN]
EMISSION_2017_WAN_T, INCOME_2017_WAN = 3481.0, 9.90
TARGET = {"target_year": 2035, "population_wan": 320.0, "gdp_pc_wan": 22.0}
SINK_2017_T, SINK_2035_T = 1_540_000.0, 1_910_000.0
#: Invented: shares of the sectors in percent and of the fuels within them.
SECTORS = {
    "energy_power": (34.0, {"coal": 0.93, "gas": 0.07}),
    "energy_industry": (20.6, {"coal": 0.55, "oil": 0.14, "gas": 0.31}),
    "energy_road": (9.4, {"oil": 0.94, "gas": 0.06}),
    "energy_heat": (9.2, {"coal": 0.86, "gas": 0.14}),
    "energy_urban_household": (6.7, {"coal": 0.2, "oil": 0.32, "gas": 0.48}),
    "energy_services": (5.3, {"coal": 0.3, "oil": 0.4, "gas": 0.3}),
    "industrial_process_cement": (4.8, {"process": 1.0}),
    "energy_water": (3.2, {"oil": 1.0}),
    "energy_agriculture": (2.9, {"coal": 0.35, "oil": 0.65}),
    "agriculture_soil": (2.1, {"process": 1.0}),
    "waste_landfill": (1.8, {"process": 1.0}),
}
WORDS = {
    "coal": ("Coal", "煤"),
    "oil": ("Oil products", "油品"),
    "gas": ("Gas", "燃气"),
    "process": ("Not from fuel", "非燃料"),
    "city": ("Weihai", "威海市"),
    "invented": (
        "Printed: per head and per GDP of 2006, all of 2017. The rest, also the population of 2006, is invented.",
        "2006 年人均、单位GDP碳排放及 2017 年各值为论文发表值，其余（含 2006 年人口）为示意值。",
    ),
    "invented_shares": (
        "Total as printed; its sectors and fuels are invented.",
        "总量为论文发表值，分部门、分燃料构成为示意值。",
    ),
    "invented_widths": (
        "Values as printed; the widths and inputs are invented.",
        "数值为论文发表值，区间与输入贡献为示意值。",
    ),
    "band": (
        "Band: rounding of the printed 2006 intensity (2.435–2.445), widened tenfold to be seen. "
        "The scenarios other than the baseline are invented.",
        "带状区：2006 年强度取整误差（2.435–2.445）的十倍，便于辨认。基准情景以外的情景为示意值。",
    ),
    "price_base": ("not stated in the paper", "论文未注明"),
    "baseline": ("Baseline", "基准情景"),
    "plan": ("Plan", "规划情景"),
    "strong": ("Strengthened", "强化情景"),
    "series": ("emission, per head and per GDP", "碳排放总量、人均与单位GDP碳排放"),
    "projection": ("projected emission and planned sink", "碳排放预测与规划碳汇"),
    "waterfall": ("what changed the emission, 2006–2017", "2006–2017年碳排放变化因素"),
    "periods": ("what changed the emission, year by year", "碳排放逐年变化因素"),
    "inventory": ("emission by sector and fuel, 2017", "2017年分部门、分燃料碳排放"),
    "uncertainty": ("uncertainty of the results", "结果的不确定性"),
    "sink": ("Sink 2017", "2017年碳汇"),
    "emission": ("Emission 2017", "2017年碳排放"),
    "gap": ("Gap 2017", "2017年碳收支差额"),
    "task": ("Reduction task 2035", "2035年减排任务"),
    "in_trend": ("Trend of intensity until 2035", "2017–2035年强度趋势"),
    "in_coal": ("Coal use of industry", "工业煤炭消费量"),
    "in_ncv": ("Net calorific value of coal", "煤炭平均低位发热量"),
    "in_forest": ("Sink coefficient of arbor forest", "乔木林地碳汇系数"),
    "in_gdp": ("GDP per head 2035", "2035年人均GDP"),
    "in_area": ("Forest area", "林地面积"),
}


def sample_series(price_base: str) -> Series:
    """The history, with the printed figures in the first and last year."""
    emission, income = [NAN] * len(YEARS), [NAN] * len(YEARS)
    emission[-1], income[-1] = EMISSION_2017_WAN_T, INCOME_2017_WAN
    return make_series(
        YEARS,
        price_base=price_base,
        population_wan=POPULATION_WAN,
        per_head_t=PER_HEAD_T,
        intensity_t_per_wan=INTENSITY,
        emission_wan_t=emission,
        gdp_pc_wan=income,
    )


def sample_projection(series: Series, word) -> charts.ProjectionData:
    """Three scenarios until 2060."""
    paths, years = [], np.arange(2017, 2061)
    for key, decline in (("baseline", 0.0), ("plan", 1.2), ("strong", 3.0)):
        growth = {"gdp_pc_growth_after_pct": 2.5, "population_growth_after_pct": 0.0}
        scenario = Scenario(key, **TARGET, extra_decline_pct=decline, **growth)
        made = project(series, scenario)
        # The trend runs through 2006 and 2017: a lower start falls less steeply.
        band = [
            project(series.changed({(2006, "intensity_t_per_wan"): start}), scenario).emission_t
            for start in (2.49, 2.39)
            if key == "baseline"
        ] or ((), ())
        paths.append(charts.ScenarioPath(word(key), made.years, made.emission_t, *band))
    sink = np.interp(years, [2017, 2035], [SINK_2017_T, SINK_2035_T])
    return charts.ProjectionData(paths, 2017, 2035, years, sink, series.years, series.emission_t)


def draw(language: str, folder: Path, kind: str) -> list[Path]:
    """Write every chart in one language."""

    def word(key: str) -> str:
        return WORDS[key][language == "zh"]

    def title(key: str) -> str:
        return f"{word('city')}{' – ' if language == 'en' else ''}{word(key)}"

    def file(key: str) -> Path:
        return folder / f"chart_{key}_{language}.{kind}"

    written = [file(k) for k in ("series", "projection", "waterfall", "periods", "inventory", "uncertainty")]
    series = sample_series(word("price_base"))
    charts.series_chart(series, written[0], title("series"), [word("invented")])
    charts.projection_chart(
        sample_projection(series, word), written[1], title("projection"), [word("invented"), word("band")]
    )
    first_t = float(series.emission_t[0])
    charts.contribution_chart(
        [lmdi(series, 2006, 2017)],
        written[2],
        title("waterfall"),
        [word("invented")],
        first_emission_t=first_t,
    )
    charts.contribution_chart(lmdi_by_year(series), written[3], title("periods"), [word("invented")])
    sectors = [
        charts.SectorEmissions(
            load_sectors()[key].name(language),
            {word(fuel): EMISSION_2017_WAN_T * 100 * share * part for fuel, part in fuels.items()},
        )
        for key, (share, fuels) in SECTORS.items()
    ]
    lucf = charts.SectorEmissions(
        load_sectors()["lucf"].name(language), {word("process"): -820_000.0}, memo=True
    )
    charts.inventory_chart([*sectors, lucf], written[4], title("inventory"), [word("invented_shares")])
    intervals = [
        charts.ResultInterval(word(name), value * 1e4, value * 1e4 * (1 - low), value * 1e4 * (1 + high))
        for name, value, low, high in (
            ("sink", 154.0, 0.31, 0.38),
            ("emission", 3481.0, 0.07, 0.074),
            ("gap", 3327.0, 0.074, 0.079),
            ("task", 2726.0, 0.17, 0.19),
        )
    ]
    drivers = {
        word("in_coal"): 0.21,
        word("in_trend"): 0.48,
        word("in_ncv"): 0.13,
        word("in_gdp"): 0.09,
        word("in_forest"): 0.06,
        word("in_area"): 0.004,
    }
    data = charts.UncertaintyData(intervals, drivers, word("task"))
    charts.uncertainty_chart(data, written[5], title("uncertainty"), [word("invented_widths")])
    return written


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--kind", choices=("png", "svg"), default="png")
    parser.add_argument("--qm", type=Path, default=ROOT / "i18n" / "tanheng_zh_CN.qm")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    application = QgsApplication([], False)
    written = draw("en", arguments.out, arguments.kind)
    translator = QTranslator()
    if not translator.load(str(arguments.qm)):
        raise SystemExit(f"{arguments.qm} cannot be read: run `make strings`")
    application.installTranslator(translator)
    written += draw("zh", arguments.out, arguments.kind)
    application.removeTranslator(translator)
    print("\n".join(path.name for path in written))
    return 0


if __name__ == "__main__":
    sys.exit(main())
