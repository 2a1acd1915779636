# SPDX-License-Identifier: GPL-2.0-or-later
"""Emission of the scenarios until the target year and after, the planned sink, and the reduction task."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..layers.i18n import tr
from .chart_data import ProjectionData, ScenarioPath
from .chart_figure import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PINK,
    SKY,
    SMALL_PT,
    TEXT_PT,
    VERMILION,
    ChartError,
    chart_file,
    heading,
    number_ticks,
    points_per_unit,
    text_colour,
    wan,
    wan_label,
    year_ticks,
)
from .chart_text import spread, wrapped

# Green is the sink's.
_PATH_STYLES = (
    (BLUE, "-"),
    (VERMILION, "--"),
    (ORANGE, "-."),
    (PINK, ":"),
    (SKY, (0, (6, 1, 1, 1, 1, 1))),
    (GREY, (0, (1, 1))),
)
#: Columns and lines of a scenario's name.
_NAME_SIZE = (24, 5)
_LINE_EM = 1.25
_LABEL_GAP_PT = 4.0
_LINE_MM, _LABEL_GAP_MM = (points * 25.4 / 72 for points in (TEXT_PT * _LINE_EM, _LABEL_GAP_PT))


@dataclass
class _EndLabel:
    """A name at the end of its line."""

    text: str
    colour: str
    x: float
    y: float


def projection_chart(
    data: ProjectionData, path: str | Path, title: str = "", notes: Sequence[str] = ()
) -> None:
    """Draw the paths of all scenarios with bands, the planned sink and the task of the first scenario.

    Args:
        data: a band is drawn where a path has one; say in `notes` what it means.
        path: `.svg` or `.png`.
        title: heading.
        notes: lines at the foot.

    Raises:
        ChartError: no scenario has a value, or see `chart_file`.
        ValueError: columns of different length.
        OSError: the file could not be written.
    """
    if not any(np.isfinite(wan(each.emission_t)).any() for each in data.paths if len(each.years)):
        raise ChartError(tr("No scenario has been projected; there is nothing to draw."))
    # Names and values of all scenarios and of the sink stand beside the axes.
    lines = sum(wrapped(each.name, *_NAME_SIZE).count("\n") + 2 for each in data.paths) + 2
    room_mm = lines * _LINE_MM + (len(data.paths) + 1) * _LABEL_GAP_MM
    with chart_file(path, title, notes, max(100.0, 32.0 + room_mm)) as figure:
        axes = figure.subplots()
        labels = [_draw_path(axes, k, each, data.target_year) for k, each in enumerate(data.paths)]
        labels.append(_draw_sink(axes, data))
        _draw_history(axes, data)
        _limits(axes, data)
        _mark_years(axes, data)
        _mark_task(axes, data)
        # Above the names of the marked years.
        heading(axes, tr("Emission and sink, 10⁴ t CO₂e/a"), above_pt=15.0)
        axes.set_xlabel(tr("Year"))
        _place_labels(figure, axes, [label for label in labels if label is not None])


def _draw_path(axes: Any, index: int, path: ScenarioPath, target_year: int) -> _EndLabel | None:
    colour, dashes = _PATH_STYLES[index % len(_PATH_STYLES)]
    years, emission = np.asarray(path.years, dtype=float), wan(path.emission_t)
    if len(path.low_t) and len(path.high_t):
        axes.fill_between(years, wan(path.low_t), wan(path.high_t), color=colour, alpha=0.18, linewidth=0)
    axes.plot(years, emission, color=colour, linestyle=dashes, linewidth=1.8 if index == 0 else 1.3, zorder=3)
    known = np.flatnonzero(np.isfinite(emission))
    if not len(known):
        return None
    lines = [wrapped(path.name, *_NAME_SIZE)]
    at_target = path.at(target_year) / 1e4
    if math.isfinite(at_target):
        axes.plot([target_year], [at_target], "o", color=colour, markersize=4, zorder=5)
        lines.append(f"{target_year}: {wan_label(at_target)}")
    return _EndLabel("\n".join(lines), colour, float(years[known[-1]]), float(emission[known[-1]]))


def _draw_sink(axes: Any, data: ProjectionData) -> _EndLabel | None:
    sink = wan(data.sink_t) if len(data.sink_t) else np.zeros(0)
    known = np.flatnonzero(np.isfinite(sink))
    if not len(known):
        return None
    years = np.asarray(data.sink_years, dtype=float)
    axes.plot(years, sink, color=GREEN, linewidth=1.8, zorder=4)
    lines = [wrapped(tr("Planned sink"), 24)]
    if math.isfinite(data.target_sink_t):
        lines.append(f"{data.target_year}: {wan_label(data.target_sink_t / 1e4)}")
        axes.plot([data.target_year], [data.target_sink_t / 1e4], "o", color=GREEN, markersize=4, zorder=5)
    return _EndLabel("\n".join(lines), GREEN, float(years[known[-1]]), float(sink[known[-1]]))


def _draw_history(axes: Any, data: ProjectionData) -> None:
    if not len(data.observed_years):
        return
    years, emission = _with_gaps(data.observed_years, wan(data.observed_t))
    axes.plot(years, emission, color=INK, marker="o", markersize=3, linewidth=1.2, zorder=4)
    known = np.flatnonzero(np.isfinite(emission))
    if len(known):
        start = emission[known[0]]
        # Where the line does not go: below one that rises, above one that falls.
        rises = emission[known[-1]] > start
        axes.annotate(
            tr("Observed"),
            (years[known[0]], start),
            xytext=(0, -5 if rises else 5),
            textcoords="offset points",
            ha="left",
            va="top" if rises else "bottom",
        )


def _with_gaps(years: Sequence[int], values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Every year from the first to the last, NaN in those that are missing."""
    given = np.asarray(years, dtype=int)
    every = np.arange(given.min(), given.max() + 1)
    spaced = np.full(len(every), math.nan)
    spaced[given - every[0]] = values
    return every, spaced


def _limits(axes: Any, data: ProjectionData) -> None:
    years = [y for each in data.paths for y in each.years] + [*data.sink_years, *data.observed_years]
    first, last = int(min(years)), int(max(years))
    margin = max(0.6, (last - first) * 0.02)
    axes.set_xlim(first - margin, last + margin)
    values = np.concatenate(
        [wan(v) for p in data.paths for v in (p.emission_t, p.low_t, p.high_t) if len(v)]
        + [wan(v) for v in (data.sink_t, data.observed_t) if len(v)]
    )
    low, high = min(0.0, float(np.nanmin(values))), max(0.0, float(np.nanmax(values)))
    axes.set_ylim(low * 1.08, high + (high - low or 1.0) * 0.1)
    number_ticks(axes.yaxis, 6)
    axes.grid(axis="y")
    year_ticks(axes, first, last, 10)


def _mark_years(axes: Any, data: ProjectionData) -> None:
    first, last = axes.get_xlim()
    close = data.target_year - data.base_year < 0.25 * (last - first)
    for year, text, side in (
        (data.base_year, tr("Base year {year}"), "right"),
        (data.target_year, tr("Target year {year}"), "left"),
    ):
        axes.axvline(year, color=GREY, linewidth=0.7, linestyle=(0, (3, 2)), zorder=1)
        axes.annotate(
            text.format(year=year),
            (year, 1.0),
            xycoords=axes.get_xaxis_transform(),
            xytext=(0, 2),
            textcoords="offset points",
            ha=side if close else "center",
            va="bottom",
            fontsize=SMALL_PT,
            color=GREY,
        )


def _mark_task(axes: Any, data: ProjectionData) -> None:
    """The reduction task as a bracket in the target year, between sink and emission."""
    task = data.reduction_task_t / 1e4
    if not math.isfinite(task):
        return
    sink, emission = data.target_sink_t / 1e4, data.paths[0].at(data.target_year) / 1e4
    first, last = axes.get_xlim()
    left = data.target_year - first > 0.3 * (last - first)
    # Beside the target year, where the other scenarios have their marks.
    x = data.target_year + (-0.015 if left else 0.015) * (last - first)
    arrow = {
        "arrowstyle": "|-|,widthA=0.35,widthB=0.35",
        "color": INK,
        "linewidth": 1.0,
        "shrinkA": 0,
        "shrinkB": 0,
    }
    axes.annotate("", (x, emission), xytext=(x, sink), arrowprops=arrow, zorder=4)
    name = (
        tr("Reduction task\n{value} × 10⁴ t")
        if task >= 0
        else tr("Sink exceeds emission by\n{value} × 10⁴ t")
    )
    axes.annotate(
        name.format(value=wan_label(abs(task))),
        (x, (sink + emission) / 2),
        xytext=(-6 if left else 6, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        va="center",
        fontweight="bold",
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.5},
        zorder=6,
    )


def _place_labels(figure: Any, axes: Any, labels: Sequence[_EndLabel]) -> None:
    """Put names right of the axes at the height of their lines, moved apart where they would overlap."""
    edge = axes.get_xlim()[1]
    texts = [
        axes.annotate(
            label.text,
            (edge, label.y),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            color=text_colour(label.colour),
            fontsize=TEXT_PT,
            linespacing=_LINE_EM,
            annotation_clip=False,
        )
        for label in labels
    ]
    figure.canvas.draw()  # the layout decides how high the axes are
    unit = points_per_unit(axes)[1]
    sizes = [((label.text.count("\n") + 1) * TEXT_PT * _LINE_EM + _LABEL_GAP_PT) / unit for label in labels]
    low, high = axes.get_ylim()
    for text, label, y in zip(texts, labels, spread([label.y for label in labels], sizes, low, high)):
        text.xyann = (5, (y - label.y) * unit)
