# SPDX-License-Identifier: GPL-2.0-or-later
"""The map themes, declared: which field, which colours, which words.

The maps show rates per hectare, because a total grows with the size of a polygon.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..layers.i18n import tr

SEQUENTIAL = "sequential"
DIVERGING = "diverging"
CATEGORICAL = "categorical"


@dataclass(frozen=True)
class Theme:
    """One way to show a result layer.

    Attributes:
        id: `net`, `sink`, `emission` or `landuse`.
        field: result field that is drawn.
        kind: `sequential`, `diverging` or `categorical`.
        colours: hex stops from the smallest to the largest positive value.
        negative_colours: hex stops from the value nearest zero to the most negative one.
        title: gives the translated title when called.
        unit: gives the translated unit when called; '' for categories.
    """

    id: str
    field: str
    kind: str
    colours: tuple[str, ...]
    negative_colours: tuple[str, ...]
    title: Callable[[], str]
    unit: Callable[[], str]


def rate_unit() -> str:
    """Unit of all rates."""
    return tr("t CO₂e/(ha·a)")


# Stops from ColorBrewer (YlGn, YlOrRd, BrBG). Their palest ends are left out: they would look like zero.
_GREENS = ("#d9f0a3", "#addd8e", "#78c679", "#41ab5d", "#238443", "#006837", "#004529")
_REDS = ("#fed976", "#feb24c", "#fd8d3c", "#fc4e2a", "#e31a1c", "#bd0026", "#800026")
_BROWNS = ("#f0d9a6", "#dfc27d", "#bf812d", "#8c510a", "#543005")
_TEALS = ("#a3d9d1", "#6dc0b4", "#35978f", "#01665e", "#003c30")
_PURPLE = ("#c2a5cf",)

THEMES: dict[str, Theme] = {
    theme.id: theme
    for theme in (
        Theme("net", "net_rate", DIVERGING, _BROWNS, _TEALS, lambda: tr("Net emission"), rate_unit),
        # A sink below zero is a source: rare, and never to be taken for a small sink.
        Theme("sink", "sink_rate", SEQUENTIAL, _GREENS, _PURPLE, lambda: tr("Carbon sink"), rate_unit),
        Theme("emission", "emit_rate", SEQUENTIAL, _REDS, _PURPLE, lambda: tr("Carbon emission"), rate_unit),
        Theme("landuse", "cls", CATEGORICAL, (), (), lambda: tr("Land use"), lambda: ""),
    )
}


def theme_for(theme_id: str) -> Theme:
    """The theme of an id.

    Raises:
        ValueError: the id is not one of `THEMES`.
    """
    try:
        return THEMES[theme_id]
    except KeyError:
        raise ValueError(f"unknown theme: {theme_id}") from None


def heading(theme: Theme, note: str = "") -> str:
    """Title, unit and note in one line, for a legend: `Carbon sink, t CO₂e/(ha·a)`."""
    unit = theme.unit()
    text = tr("{title}, {unit}").format(title=theme.title(), unit=unit) if unit else theme.title()
    return tr("{heading} ({note})").format(heading=text, note=note) if note else text
