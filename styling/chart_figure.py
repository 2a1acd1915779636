# SPDX-License-Identifier: GPL-2.0-or-later
"""What all charts share: an empty figure, its style and fonts, axes with readable numbers, the file.

Only matplotlib's object interface: no pyplot, no figure left behind, rcParams as they were. matplotlib is imported
when a chart is drawn, since not every QGIS has it. rcParams are shared by all threads: draw on the main thread.
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from ..layers.atomic_file import complete_or_absent
from ..layers.i18n import tr
from .chart_text import clean, wrapped
from .fonts import CJK_FAMILIES
from .number_format import NO_VALUE, decimal_text

#: Width of an A5 page; text keeps its size in points, so the charts are for this width.
WIDTH_MM = 148.0
DPI = 200
SUFFIXES = (".svg", ".png")

INK = "#1a1a1a"
GREY = "#5f5f5f"
PALE = "#c9ced3"
GRID = "#e3e3e3"
# Okabe and Ito 2008: told apart with every kind of colour blindness.
BLUE, ORANGE, GREEN, PINK, SKY, VERMILION, YELLOW = (
    "#0072b2",
    "#e69f00",
    "#009e73",
    "#cc79a7",
    "#56b4e9",
    "#d55e00",
    "#f0e442",
)
SMALL_PT, TEXT_PT, TITLE_PT = 6.5, 7.5, 10.0

# matplotlib reads only the first face of a font collection: Noto's is the Japanese one, which has all
# Chinese characters.
_FAMILIES = (
    *CJK_FAMILIES,
    "Noto Sans CJK JP",
    "Noto Sans CJK TC",
    "Source Han Sans",
    "PingFang HK",
    "Heiti TC",
    "Arial Unicode MS",
    "Droid Sans Fallback",
)
_PAD_INCH = 0.06
_MM_PER_INCH = 25.4
_MM_PER_POINT = _MM_PER_INCH / 72


class ChartError(ValueError):
    """A chart that cannot be drawn; the text is for the user."""


def charts_available() -> tuple[bool, str]:
    """Whether charts can be drawn here, and if not, what to do about it (as `canExecute`)."""
    if importlib.util.find_spec("matplotlib") is not None:
        return True, ""
    return False, tr(
        "Charts need the Python package matplotlib, which this QGIS lacks. Install it (Debian, Ubuntu: "
        "python3-matplotlib; conda: matplotlib) and restart QGIS. All figures are in the tables."
    )


@lru_cache(maxsize=1)
def chart_families() -> tuple[str, ...]:
    """Font families for charts, best first; the last one is matplotlib's own and has no Chinese characters."""
    from matplotlib import font_manager

    known = {entry.name for entry in font_manager.fontManager.ttflist}
    return (*(family for family in _FAMILIES if family in known), "DejaVu Sans")


def has_chinese_font() -> bool:
    """Whether Chinese text in charts comes out as characters, not as boxes."""
    return len(chart_families()) > 1


@contextmanager
def chart_file(
    path: str | Path, title: str, notes: Sequence[str] = (), height_mm: float = 92.0
) -> Iterator[Any]:
    """Give an empty figure with title and notes; what was drawn on it is written at the end.

    Args:
        path: `.svg` or `.png`, written whole or not at all.
        title: heading, may be ''.
        notes: lines at the foot: source, price base, what is assumed.
        height_mm: height of the figure.

    Yields:
        A `matplotlib.figure.Figure`.

    Raises:
        ChartError: another suffix, or matplotlib is missing.
        OSError: the file could not be written.
    """
    path = Path(path)
    if path.suffix.lower() not in SUFFIXES:
        raise ChartError(tr("A chart is written as .svg or .png, not as {file}.").format(file=path.name))
    available, reason = charts_available()
    if not available:
        raise ChartError(reason)
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    heading = wrapped(title, 74, 3)
    foot = "\n".join(wrapped(note, 128, 4) for note in dict.fromkeys(notes) if clean(note))
    height_mm += heading.count("\n") * TITLE_PT * 1.3 * _MM_PER_POINT
    height_mm += (foot.count("\n") + 1) * SMALL_PT * 1.3 * _MM_PER_POINT if foot else 0.0
    with matplotlib.rc_context(_style()):
        figure = Figure(
            figsize=(WIDTH_MM / _MM_PER_INCH, height_mm / _MM_PER_INCH), dpi=DPI, constrained_layout=True
        )
        FigureCanvasAgg(figure)
        if hasattr(figure, "get_layout_engine"):
            figure.get_layout_engine().set(w_pad=_PAD_INCH, h_pad=_PAD_INCH)
        else:  # matplotlib before 3.6
            figure.set_constrained_layout_pads(w_pad=_PAD_INCH, h_pad=_PAD_INCH)
        if heading:
            figure.suptitle(heading, x=0.012, ha="left", fontsize=TITLE_PT, fontweight="bold")
        if foot:
            figure.supxlabel(foot, x=0.012, ha="left", fontsize=SMALL_PT, color=GREY)
        yield figure
        with complete_or_absent(path) as part:
            _save(figure, part, clean(title))


def _save(figure: Any, path: Path, title: str) -> None:
    kind = path.suffix.lower()[1:]
    if kind == "svg":
        # No date and no version: the same figures give the same file.
        metadata = {"Title": title, "Creator": "Tanheng", "Date": None}
    else:
        metadata = {"Title": title, "Software": "Tanheng"}
    figure.savefig(path, format=kind, dpi=DPI, metadata=metadata)


def _style() -> dict[str, Any]:
    """Everything that a user's own matplotlibrc could change and a chart depends on."""
    return {
        "axes.axisbelow": True,
        "axes.edgecolor": GREY,
        "axes.facecolor": "white",
        "axes.grid": False,
        "axes.labelcolor": INK,
        "axes.labelsize": TEXT_PT,
        "axes.linewidth": 0.6,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.titlecolor": INK,
        "axes.titlesize": TEXT_PT,
        "axes.titleweight": "normal",
        "axes.xmargin": 0.05,
        "figure.autolayout": False,
        "figure.edgecolor": "white",
        "figure.facecolor": "white",
        "font.family": list(chart_families()),
        "font.size": TEXT_PT,
        "font.style": "normal",
        "font.weight": "normal",
        "grid.color": GRID,
        "grid.linestyle": "-",
        "grid.linewidth": 0.5,
        "hatch.linewidth": 0.5,
        "legend.fontsize": TEXT_PT,
        "lines.linewidth": 1.5,
        "patch.linewidth": 0.6,
        "savefig.bbox": None,
        "savefig.edgecolor": "auto",
        "savefig.facecolor": "auto",
        "savefig.transparent": False,
        "svg.fonttype": "path",  # looks the same without the font
        "svg.hashsalt": "tanheng",
        "text.color": INK,
        "text.usetex": False,
        "xtick.color": GREY,
        "xtick.labelcolor": INK,
        "xtick.labelsize": TEXT_PT,
        "xtick.major.size": 2.5,
        "xtick.major.width": 0.6,
        "ytick.color": GREY,
        "ytick.labelcolor": INK,
        "ytick.labelsize": TEXT_PT,
        "ytick.major.size": 2.5,
        "ytick.major.width": 0.6,
    }


def wan(values_t: object) -> np.ndarray:
    """Tonnes as 10⁴ t, float64[n]; what is not a finite number becomes NaN."""
    values = np.atleast_1d(np.asarray(values_t, dtype=float)) / 1.0e4
    return np.where(np.isfinite(values), values, math.nan)


def wan_label(value_wan: float) -> str:
    """A value in 10⁴ t beside a mark: four significant digits, none before the point lost."""
    return value_label(value_wan, 4)


def value_label(value: float, digits: int) -> str:
    """A value with `digits` significant digits and one decimal at most where it is above 100."""
    if not math.isfinite(value):
        return NO_VALUE
    size = math.floor(math.log10(abs(value))) if value else 0
    return decimal_text(value, max(0, min(digits - 1 - size, digits)))


def number_ticks(axis: Any, count: int = 5, suffix: str = "", signed: bool = False) -> None:
    """Few, even ticks with equal decimals on an axis whose limits are set.

    Args:
        axis: `axes.xaxis` or `axes.yaxis`.
        count: most intervals.
        suffix: follows each number, for example ` %`.
        signed: a plus sign before what is above zero.
    """
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    locator = MaxNLocator(nbins=count, steps=[1, 2, 2.5, 5, 10])
    axis.set_major_locator(locator)
    ticks = locator.tick_values(*sorted(axis.get_view_interval()))
    step = float(ticks[1] - ticks[0]) if len(ticks) > 1 else 1.0
    decimals = next((d for d in range(9) if abs(step * 10**d - round(step * 10**d)) < 1e-6 * step * 10**d), 9)

    def text(value: float, _position: object) -> str:
        plus = "+" if signed and value > step / 1e6 else ""
        return plus + decimal_text(value, decimals) + suffix

    axis.set_major_formatter(FuncFormatter(text))


def year_ticks(axes: Any, first: int, last: int, most: int = 14) -> None:
    """Whole years along the x axis, every one where there is room."""
    span = last - first
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000) if span / s <= most)
    start = first if step == 1 else math.ceil(first / step) * step
    ticks = list(range(start, last + 1, step))
    axes.set_xticks(ticks)
    axes.set_xticklabels([str(year) for year in ticks])


def heading(axes: Any, text: str, side: str = "left", colour: str = INK, above_pt: float = 5.0) -> None:
    """Quantity and unit above an axis: horizontal, so that Chinese reads as Chinese."""
    axes.set_title(wrapped(text, 76, 3), loc=side, fontsize=TEXT_PT, color=colour, pad=above_pt)


def text_colour(colour: str) -> str:
    """The colour of a line, dark enough for small text on white."""
    return "#" + "".join(f"{int(colour[k : k + 2], 16) * 7 // 10:02x}" for k in (1, 3, 5))


def points_per_unit(axes: Any) -> tuple[float, float]:
    """Size of one data unit in points along x and y; the figure must have been laid out."""
    box = axes.get_window_extent()
    (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()
    points = 72.0 / axes.figure.dpi
    return abs(box.width * points / (x1 - x0)), abs(box.height * points / (y1 - y0))
