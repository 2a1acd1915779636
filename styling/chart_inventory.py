# SPDX-License-Identifier: GPL-2.0-or-later
"""Emission by sector as horizontal bars, the largest on top, split by gas or fuel where that is known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..layers.i18n import tr
from .chart_data import SectorEmissions
from .chart_figure import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE,
    PINK,
    SKY,
    SMALL_PT,
    TEXT_PT,
    VERMILION,
    YELLOW,
    ChartError,
    chart_file,
    heading,
    number_ticks,
    wan_label,
)
from .chart_text import wrapped
from .number_format import decimal_text

_COLOURS = (BLUE, ORANGE, GREEN, PINK, SKY, VERMILION, YELLOW)
#: More parts than colours: the smallest together are grey. More sectors than fit on a page: likewise.
_MOST_PARTS = len(_COLOURS)
_MOST_SECTORS = 30
_NAME_COLUMNS = 30
_KEY_COLUMNS = 24
_LINE_MM = 3.4


def inventory_chart(
    sectors: Sequence[SectorEmissions], path: str | Path, title: str = "", notes: Sequence[str] = ()
) -> None:
    """Draw the sectors of an inventory, memo sectors last and hatched.

    Args:
        sectors: with their parts; one part each gives plain bars.
        path: `.svg` or `.png`.
        title: heading.
        notes: lines at the foot.

    Raises:
        ChartError: no sector has a value, or see `chart_file`.
        OSError: the file could not be written.
    """
    known = [s for s in sectors if any(math.isfinite(v) for v in s.parts.values())]
    if not known:
        raise ChartError(tr("The inventory has no sector with an emission; there is nothing to draw."))
    shown = _shown(known)
    total_wan = math.fsum(s.total_t for s in known if not s.memo) / 1e4
    names = [wrapped(s.name, _NAME_COLUMNS, 4) for s in shown]
    lines = [max(1.4, name.count("\n") + 1 + 0.4) for name in names]
    parts = _parts(known)
    centres = _centres(lines)
    keys = [wrapped(name, _KEY_COLUMNS, 5) for name, _members, _colour in parts] if len(parts) > 1 else []
    key_lines = sum(key.count("\n") + 1.3 for key in keys)
    with chart_file(path, title, notes, 26.0 + _LINE_MM * max(sum(lines), key_lines)) as figure:
        axes = figure.subplots()
        for sector, centre in zip(shown, centres):
            _draw_sector(axes, sector, centre, parts)
        inside = _has_room(shown, centres, sum(lines) - key_lines - 1.0)
        # Beside the names outside the axes are narrower, and the values need a larger part of them.
        _limits(axes, shown, total_wan, centres, 0.2 if inside else 0.4)
        axes.set_ylim(sum(lines), 0.0)
        axes.set_yticks(centres)
        axes.set_yticklabels(names, linespacing=1.0)
        axes.tick_params(axis="y", length=0)
        number_ticks(axes.xaxis)
        axes.grid(axis="x")
        axes.axvline(0, color=GREY, linewidth=0.6)
        heading(axes, tr("Emission, 10⁴ t CO₂e/a; total {total}").format(total=wan_label(total_wan)))
        if keys:
            _legend(axes, keys, [colour for _name, _members, colour in parts], inside)


def _shown(sectors: Sequence[SectorEmissions]) -> list[SectorEmissions]:
    """The largest sectors, the rest as one, then the memo sectors."""
    counted = sorted((s for s in sectors if not s.memo), key=lambda s: -s.total_t)
    memo = [s for s in sectors if s.memo]
    if len(counted) > _MOST_SECTORS:
        rest: dict[str, float] = {}
        small = counted[_MOST_SECTORS - 1 :]
        for sector in small:
            for part, value in sector.parts.items():
                if math.isfinite(value):
                    rest[part] = rest.get(part, 0.0) + value
        name = tr("{count} smaller sectors").format(count=len(small))
        counted = [*counted[: _MOST_SECTORS - 1], SectorEmissions(name, rest)]
    return [*counted, *memo]


def _parts(sectors: Sequence[SectorEmissions]) -> list[tuple[str, set[str], str]]:
    """Name, parts and colour of what the bars are split into, the largest first."""
    sizes: dict[str, float] = {}
    for sector in sectors:
        for part, value in sector.parts.items():
            if math.isfinite(value):
                sizes[part] = sizes.get(part, 0.0) + abs(value)
    order = sorted(sizes, key=lambda part: -sizes[part])
    if len(order) <= 1:
        return [("", set(order), BLUE)]
    if len(order) <= _MOST_PARTS:
        return [(part, {part}, colour) for part, colour in zip(order, _COLOURS)]
    found = [(part, {part}, colour) for part, colour in zip(order[: _MOST_PARTS - 1], _COLOURS)]
    rest = set(order[_MOST_PARTS - 1 :])
    return [*found, (tr("{count} others").format(count=len(rest)), rest, PALE)]


def _centres(lines: Sequence[float]) -> list[float]:
    centres, top = [], 0.0
    for height in lines:
        centres.append(top + height / 2)
        top += height
    return centres


def _draw_sector(
    axes: Any, sector: SectorEmissions, centre: float, parts: Sequence[tuple[str, set[str], str]]
) -> None:
    ends = {True: 0.0, False: 0.0}
    for _name, members, colour in parts:
        # Takings from the air and emissions of one part go to their own sides.
        for positive in (True, False):
            value = (
                math.fsum(
                    v
                    for p, v in sector.parts.items()
                    if p in members and math.isfinite(v) and (v >= 0) is positive
                )
                / 1e4
            )
            if value:
                axes.barh(
                    centre,
                    value,
                    left=ends[positive],
                    height=0.95,
                    color="white" if sector.memo else colour,
                    edgecolor=colour if sector.memo else "white",
                    hatch="////" if sector.memo else None,
                    linewidth=0.4,
                )
                ends[positive] += value


def _limits(
    axes: Any, shown: Sequence[SectorEmissions], total_wan: float, centres: Sequence[float], room: float
) -> None:
    highs = [_high(s) for s in shown]
    lows = [math.fsum(v for v in s.parts.values() if v < 0) / 1e4 for s in shown]
    low, high = min(0.0, *lows), max(0.0, *highs)
    span = high - low or 1.0
    axes.set_xlim(low - (span * 0.03 if low < 0 else 0.0), high + span * room)
    for sector, centre, end in zip(shown, centres, highs):
        label = wan_label(sector.total_t / 1e4)
        if sector.memo:
            label = tr("{value} (memo, in no total)").format(value=label)
        elif total_wan > 0:
            label = tr("{value} ({share} %)").format(
                value=label, share=decimal_text(sector.total_t / 1e2 / total_wan, 1)
            )
        axes.annotate(
            label,
            (end, centre),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
            fontsize=SMALL_PT,
            color=INK,
        )


def _has_room(shown: Sequence[SectorEmissions], centres: Sequence[float], top: float) -> bool:
    """Whether the bars below `top` are short enough for a legend beside them."""
    highs = [_high(sector) for sector in shown]
    below = [high for high, centre in zip(highs, centres) if centre > top]
    return top > 0.0 and max(below, default=0.0) < 0.3 * max(highs)


def _high(sector: SectorEmissions) -> float:
    """Where the bar of a sector ends, 10⁴ t."""
    return math.fsum(value for value in sector.parts.values() if value > 0) / 1e4


def _legend(axes: Any, names: Sequence[str], colours: Sequence[str], inside: bool) -> None:
    """Names of the parts: below short bars where these leave room, else right of the axes."""
    from matplotlib.patches import Patch

    place = {"loc": "lower right"} if inside else {"loc": "upper left", "bbox_to_anchor": (1.0, 1.0)}
    # matplotlib leaves out a label that starts with an underscore: names are set afterwards.
    legend = axes.legend(
        [Patch(facecolor=colour, edgecolor="none") for colour in colours],
        [str(k) for k in range(len(names))],
        frameon=True,
        framealpha=0.9,
        edgecolor="none",
        fontsize=TEXT_PT,
        handlelength=1.0,
        handleheight=0.9,
        **place,
    )
    for text, name in zip(legend.get_texts(), names):
        text.set_text(name)
