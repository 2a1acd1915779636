# SPDX-License-Identifier: GPL-2.0-or-later
"""Emission by year as bars, emission per head and per GDP as lines (陈可欣等 2022, Figure 3)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..core.series import Series
from ..layers.i18n import tr
from .chart_figure import (
    BLUE,
    INK,
    PALE,
    SMALL_PT,
    VERMILION,
    ChartError,
    chart_file,
    heading,
    number_ticks,
    value_label,
    wan,
    wan_label,
    year_ticks,
)

#: Up to so many years every bar carries its value.
_ALL_LABELS = 14


def series_chart(series: Series, path: str | Path, title: str = "", notes: Sequence[str] = ()) -> None:
    """Draw the history of a city. Years that are missing or not known stay empty, and lines break there.

    Args:
        series: emission, per head and per GDP; any of them may be unknown.
        path: `.svg` or `.png`.
        title: heading.
        notes: lines at the foot; the price base of the series is added.

    Raises:
        ChartError: nothing is known, or see `chart_file`.
        OSError: the file could not be written.
    """
    first, last = (int(series.years[0]), int(series.years[-1])) if len(series) else (0, -1)
    years = np.arange(first, last + 1)
    emission, per_head, per_gdp = (
        _by_year(series, values, years)
        for values in (wan(series.emission_t), series.per_head_t, series.intensity_t_per_wan)
    )
    looks: list[tuple[np.ndarray, str, str, str, str]] = [
        (per_head, tr("Per head, t CO₂e"), BLUE, "o", "-"),
        (per_gdp, tr("Per GDP, t CO₂e per 10⁴ yuan"), VERMILION, "s", "--"),
    ]
    lines = [look for look in looks if np.isfinite(look[0]).any()]
    bars = bool(np.isfinite(emission).any())
    if not bars and not lines:
        raise ChartError(tr("The time series has no emission in any year; there is nothing to draw."))
    if series.price_base:
        notes = [*notes, tr("GDP at prices of: {base}").format(base=series.price_base)]
    heights = ([2.0] if lines else []) + ([3.0] if bars else [])
    with chart_file(path, title, notes, 100.0 if len(heights) == 2 else 70.0) as figure:
        panels = figure.subplots(
            len(heights), 1, sharex=True, squeeze=False, gridspec_kw={"height_ratios": heights}
        )[:, 0]
        panels[0].set_xlim(first - 0.8, last + 0.8)
        for side, line in zip(("left", "right"), lines):
            values, name, colour, marker, dashes = line
            axes = panels[0] if side == "left" else panels[0].twinx()
            others = [_height(each[0]) for each in lines if each is not line]
            below = [bool(_height(values)[k] < other[k]) for other in others for k in range(len(years))]
            _draw_line(axes, years, side, values, name, colour, marker, dashes, below or [False] * len(years))
        if bars:
            _draw_bars(panels[-1], years, emission)
        panels[-1].set_xlabel(tr("Year"))
        year_ticks(panels[-1], first, last)


def _by_year(series: Series, values: np.ndarray, years: np.ndarray) -> np.ndarray:
    """Values on every year from the first to the last, NaN where there is none."""
    spaced = np.full(len(years), np.nan)
    if len(years):
        spaced[np.asarray(series.years) - years[0]] = np.where(np.isfinite(values), values, np.nan)
    return spaced


def _height(values: np.ndarray) -> np.ndarray:
    """How high each point stands in its panel, as a share; NaN where there is none."""
    top = float(np.nanmax(values))
    return values / top if top > 0.0 else values


def _draw_bars(axes: Any, years: np.ndarray, emission_wan: np.ndarray) -> None:
    known = np.flatnonzero(np.isfinite(emission_wan))
    axes.bar(years[known], emission_wan[known], width=0.66, color=PALE, edgecolor=INK, linewidth=0.4)
    low, high = min(0.0, float(emission_wan[known].min())), max(0.0, float(emission_wan[known].max()))
    room = (high - low or 1.0) * 0.12
    axes.set_ylim(low - (room if low < 0 else 0.0), high + room)
    number_ticks(axes.yaxis)
    axes.grid(axis="y")
    heading(axes, tr("Emission, 10⁴ t CO₂e/a"))
    labelled = known if len(known) <= _ALL_LABELS else _telling(emission_wan, known)
    for k in labelled:
        below = emission_wan[k] < 0
        axes.annotate(
            wan_label(float(emission_wan[k])),
            (years[k], emission_wan[k]),
            xytext=(0, -2 if below else 2),
            textcoords="offset points",
            ha="center",
            va="top" if below else "bottom",
            fontsize=SMALL_PT,
        )


def _draw_line(
    axes: Any,
    years: np.ndarray,
    side: str,
    values: np.ndarray,
    name: str,
    colour: str,
    marker: str,
    dashes: str,
    below: list[bool],
) -> None:
    """One quantity on an axis of its own, with the axis in the colour of the line.

    ``below`` says by year whether the other line passes above, so that the label goes below.
    """
    axes.plot(
        years,
        values,
        color=colour,
        marker=marker,
        linestyle=dashes,
        markersize=4 if len(years) <= 20 else 2.5,
        clip_on=False,
    )
    known = np.flatnonzero(np.isfinite(values))
    low, high = min(0.0, float(values[known].min())), float(values[known].max())
    axes.set_ylim(low, low + (high - low or 1.0) * 1.25)
    number_ticks(axes.yaxis, 4)
    axes.tick_params(axis="y", colors=colour, labelcolor=colour)
    for name_of_side in ("left", "right"):
        axes.spines[name_of_side].set_visible(name_of_side == side)
        axes.spines[name_of_side].set_color(colour)
    if side == "left":
        axes.grid(axis="y")
    axes.tick_params(axis="x", length=0)
    heading(axes, name, side, colour)
    for k in {int(known[0]), int(known[-1])}:
        axes.annotate(
            value_label(float(values[k]), 3 if abs(values[k]) < 10 else 4),
            (years[k], values[k]),
            xytext=(0, -6 if below[k] else 5),
            textcoords="offset points",
            ha="center",
            va="top" if below[k] else "bottom",
            fontsize=SMALL_PT,
            color=colour,
        )


def _telling(values: np.ndarray, known: np.ndarray) -> list[int]:
    """First, last, highest and lowest position, without neighbours that would print over each other."""
    chosen: list[int] = []
    for k in (known[-1], known[0], known[np.argmax(values[known])], known[np.argmin(values[known])]):
        if all(abs(int(k) - other) * 24 >= len(values) for other in chosen):
            chosen.append(int(k))
    return chosen
