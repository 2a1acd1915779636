# SPDX-License-Identifier: GPL-2.0-or-later
"""What changed the emission: population, income and intensity, as a waterfall or stacked by period."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..core.lmdi import Decomposition
from ..layers.i18n import tr
from .chart_figure import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    PALE,
    SKY,
    SMALL_PT,
    TEXT_PT,
    VERMILION,
    ChartError,
    chart_file,
    heading,
    number_ticks,
    wan_label,
)
from .chart_text import wrapped

_UP, _DOWN = VERMILION, BLUE


def contribution_chart(
    steps: Sequence[Decomposition],
    path: str | Path,
    title: str = "",
    notes: Sequence[str] = (),
    *,
    first_emission_t: float = math.nan,
) -> None:
    """Draw a decomposition: one period as a waterfall, several as stacks with their sum.

    Args:
        steps: periods in order of time.
        path: `.svg` or `.png`.
        title: heading.
        notes: lines at the foot.
        first_emission_t: emission of the first year, t CO2e/a; without it a waterfall shows the change alone.

    Raises:
        ChartError: there is no period, a term is not a number, or see `chart_file`.
        OSError: the file could not be written.
    """
    terms = np.array([_terms(step) for step in steps], dtype=float).reshape(-1, 3) / 1e4
    if not len(terms) or not np.isfinite(terms).all():
        raise ChartError(
            tr("A decomposition needs two years with emission, population and GDP; there is nothing to draw.")
        )
    with chart_file(path, title, notes, 88.0) as figure:
        axes = figure.subplots()
        if len(steps) == 1:
            _draw_waterfall(axes, steps[0], terms[0], first_emission_t / 1e4)
        else:
            _draw_stacks(axes, steps, terms)


def _terms(step: Decomposition) -> tuple[float, float, float]:
    return step.population_t, step.income_t, step.intensity_t


def _names() -> tuple[str, str, str]:
    return tr("Population"), tr("GDP per head"), tr("Emission per GDP")


def _draw_waterfall(axes: Any, step: Decomposition, terms: np.ndarray, start: float) -> None:
    whole = math.isfinite(start)
    base = start if whole else 0.0
    levels = [base, *(base + np.cumsum(terms))]
    end = base + step.change_t / 1e4
    last_name = (
        str(step.last_year)
        if whole
        else tr("Change {first}–{last}").format(first=step.first_year, last=step.last_year)
    )
    bars = [
        (name, levels[k], float(terms[k]), _UP if terms[k] > 0 else _DOWN) for k, name in enumerate(_names())
    ]
    if whole:
        bars.insert(0, (str(step.first_year), 0.0, start, PALE))
    bars.append((last_name, 0.0, end, PALE))
    for x, (_name, bottom, height, colour) in enumerate(bars):
        axes.bar(x, height, bottom=bottom, width=0.62, color=colour, edgecolor=INK, linewidth=0.4)
        total = colour == PALE and whole
        label = wan_label(height) if total else _signed(height)
        top = max(bottom, bottom + height)
        axes.annotate(
            label,
            (x, top),
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontweight="bold" if colour == PALE else "normal",
        )
        if x + 1 < len(bars):
            level = bottom + height
            axes.plot([x + 0.31, x + 0.69], [level, level], color=GREY, linewidth=0.7)
    edges = [0.0, *levels, end]
    low, high = min(edges), max(edges)
    room = (high - low or 1.0) * 0.1
    axes.set_ylim(low - (room / 2 if low < 0 else 0.0), high + room)
    axes.axhline(0, color=GREY, linewidth=0.6)
    axes.set_xticks(range(len(bars)))
    axes.set_xticklabels([wrapped(name, 18) for name, *_rest in bars])
    axes.tick_params(axis="x", length=0)
    number_ticks(axes.yaxis)
    axes.grid(axis="y")
    heading(axes, tr("Emission, 10⁴ t CO₂e/a"))


def _draw_stacks(axes: Any, steps: Sequence[Decomposition], terms: np.ndarray) -> None:
    x = np.arange(len(steps))
    above, below = np.zeros(len(steps)), np.zeros(len(steps))
    for k, colour in enumerate((SKY, ORANGE, BLUE)):
        bottom = np.where(terms[:, k] >= 0, above, below)
        axes.bar(
            x, terms[:, k], bottom=bottom, width=0.66, color=colour, edgecolor="white", label=_names()[k]
        )
        above += np.maximum(terms[:, k], 0.0)
        below += np.minimum(terms[:, k], 0.0)
    change = np.array([step.change_t for step in steps]) / 1e4
    axes.plot(
        x,
        change,
        linestyle="none",
        marker="D",
        markersize=5,
        markerfacecolor="white",
        color=INK,
        label=tr("Sum"),
    )
    room = float(above.max() - below.min() or 1.0) * 0.1
    axes.set_ylim(float(below.min()) - room, float(above.max()) + room)
    axes.axhline(0, color=INK, linewidth=0.8)
    if len(steps) <= 10:
        for at, value in zip(x, change):
            axes.annotate(
                _signed(float(value)),
                (at, value),
                xytext=(0, 6),
                textcoords="offset points",
                ha="center",
                va="bottom",
                fontsize=SMALL_PT,
                bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1},
            )
    every = max(1, math.ceil(len(steps) / 10))
    axes.set_xticks(x[::every])
    axes.set_xticklabels([f"{s.first_year}–\n{s.last_year}" for s in steps[::every]])
    number_ticks(axes.yaxis, signed=True)
    axes.grid(axis="y")
    heading(axes, tr("Change of emission, 10⁴ t CO₂e/a"))
    axes.legend(
        loc="upper center",
        bbox_to_anchor=(0.5, -0.13),
        ncol=4,
        frameon=False,
        fontsize=TEXT_PT,
        handlelength=1.2,
    )


def _signed(value_wan: float) -> str:
    text = wan_label(value_wan)
    return "+" + text if value_wan > 0 and text.strip("0.") else text
