# SPDX-License-Identifier: GPL-2.0-or-later
"""95 % intervals of the results, and the inputs that their width comes from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..layers.i18n import tr
from .chart_data import ResultInterval, UncertaintyData, ranked
from .chart_figure import (
    BLUE,
    GREY,
    SKY,
    SMALL_PT,
    ChartError,
    chart_file,
    heading,
    number_ticks,
    wan_label,
)
from .chart_text import wrapped
from .number_format import decimal_text

_MOST_DRIVERS = 10
_NAME_COLUMNS = 30
_LINE_MM = 3.6
#: An interval wider than this part of its value is drawn in tonnes: percent of nearly nothing says nothing.
_WIDEST = 3.0


def uncertainty_chart(
    data: UncertaintyData, path: str | Path, title: str = "", notes: Sequence[str] = ()
) -> None:
    """Draw the intervals as deviations from the results, with the values beside, and the leading inputs below.

    Args:
        data: results and inputs; inputs may be missing.
        path: `.svg` or `.png`.
        title: heading.
        notes: lines at the foot.

    Raises:
        ChartError: no result has an interval, or see `chart_file`.
        OSError: the file could not be written.
    """
    intervals = [i for i in data.intervals if all(map(math.isfinite, (i.central_t, i.low_t, i.high_t)))]
    if not intervals:
        raise ChartError(tr("No result has an interval; there is nothing to draw."))
    drivers = ranked(data.drivers)[:_MOST_DRIVERS]
    names = [wrapped(i.name, _NAME_COLUMNS) for i in intervals]
    inputs = [wrapped(name, _NAME_COLUMNS) for name, _share in drivers]
    heights = [_LINE_MM * _lines(names, 1.8)] + ([_LINE_MM * _lines(inputs, 1.4)] if drivers else [])
    with chart_file(path, title, notes, sum(heights) + 24.0 * len(heights)) as figure:
        panels = figure.subplots(len(heights), 1, squeeze=False, gridspec_kw={"height_ratios": heights})[:, 0]
        _draw_intervals(panels[0], intervals, names)
        if drivers:
            _draw_drivers(panels[1], [share for _name, share in drivers], inputs, data.drivers_of)


def _lines(names: Sequence[str], least: float) -> float:
    return sum(max(least, name.count("\n") + 1.5) for name in names)


def _rows(axes: Any, names: Sequence[str], least: float) -> list[float]:
    """Give every name a row as high as its lines; returns the centres from the top."""
    centres, top = [], 0.0
    for name in names:
        height = max(least, name.count("\n") + 1.5)
        centres.append(top + height / 2)
        top += height
    axes.set_ylim(top, 0.0)
    axes.set_yticks(centres)
    axes.set_yticklabels(names, linespacing=1.0)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    return centres


def _draw_intervals(axes: Any, intervals: Sequence[ResultInterval], names: Sequence[str]) -> None:
    relative = all(
        i.central_t
        and max(abs(i.low_t - i.central_t), abs(i.high_t - i.central_t)) <= _WIDEST * abs(i.central_t)
        for i in intervals
    )
    centres = _rows(axes, names, 1.8)
    ends = []
    for interval, y in zip(intervals, centres):
        low, middle, high = (
            _percent(v, interval.central_t) if relative else v / 1e4
            for v in (interval.low_t, interval.central_t, interval.high_t)
        )
        axes.plot([low, high], [y, y], color=BLUE, linewidth=2.2, solid_capstyle="butt")
        axes.plot(
            [low, high], [y, y], linestyle="none", marker="|", markersize=9, color=BLUE, markeredgewidth=1.4
        )
        axes.plot([middle], [y], "o", color=BLUE, markersize=5.5, markeredgecolor="white")
        ends += [low, middle, high]
        axes.annotate(
            tr("{value} ({low} … {high})").format(
                value=wan_label(interval.central_t / 1e4),
                low=wan_label(interval.low_t / 1e4),
                high=wan_label(interval.high_t / 1e4),
            ),
            (1.0, y),
            xycoords=axes.get_yaxis_transform(),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            annotation_clip=False,
        )
    span = max(ends) - min(ends) or 1.0
    axes.set_xlim(min(ends) - span * 0.05, max(ends) + span * 0.05)
    axes.axvline(0, color=GREY, linewidth=0.6, zorder=1)
    axes.grid(axis="x")
    if relative:
        number_ticks(axes.xaxis, suffix=" %", signed=True)
        heading(axes, tr("95 % interval, deviation from the value"))
    else:
        number_ticks(axes.xaxis)
        heading(axes, tr("95 % interval, 10⁴ t CO₂e/a"))
    axes.annotate(
        tr("10⁴ t CO₂e/a"),
        (1.0, 1.0),
        xycoords="axes fraction",
        xytext=(4, 5),
        textcoords="offset points",
        va="baseline",
        annotation_clip=False,
    )


def _draw_drivers(axes: Any, shares: Sequence[float], names: Sequence[str], of: str) -> None:
    centres = _rows(axes, names, 1.4)
    percents = [100.0 * share for share in shares]
    axes.barh(centres, percents, height=0.9, color=SKY, edgecolor=GREY, linewidth=0.4)
    axes.set_xlim(0.0, max(*percents, 1.0) * 1.12)
    for percent, y in zip(percents, centres):
        axes.annotate(
            decimal_text(percent, 1) + " %",
            (max(percent, 0.0), y),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
            fontsize=SMALL_PT,
        )
    number_ticks(axes.xaxis, suffix=" %")
    axes.grid(axis="x")
    if of:
        heading(axes, tr("Inputs that matter most for: {result} (share of the variance)").format(result=of))
    else:
        heading(axes, tr("Inputs that matter most (share of the variance)"))


def _percent(value: float, central: float) -> float:
    return 100.0 * (value - central) / abs(central)
