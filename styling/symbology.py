# SPDX-License-Identifier: GPL-2.0-or-later
"""Renderers of a result layer: classes of rates, the statutory land colours, and hatching for "no value"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureRenderer,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsRendererCategory,
    QgsRuleBasedRenderer,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from ..layers.i18n import tr
from .class_breaks import class_breaks
from .land_colours import class_colour, class_label
from .number_format import MINUS, short_text
from .themes import CATEGORICAL, DIVERGING, Theme, heading, rate_unit, theme_for

ZERO_COLOUR = "#ebebeb"
STYLE_ORDER = ("net", "sink", "emission", "landuse")

_MOST_SEQUENTIAL_CLASSES = 6
_MOST_CLASSES_PER_SIDE = 5
_NEARLY_WHITE = 240


@dataclass(frozen=True)
class ValueClass:
    """One class of a numeric theme.

    Attributes:
        low: lower bound, -inf when open.
        high: upper bound, inf when open.
        low_included: whether `low` itself belongs to the class.
        high_included: whether `high` itself belongs to the class.
        colour: hex fill.
        label: text of the legend.
    """

    low: float
    high: float
    low_included: bool
    high_included: bool
    colour: str
    label: str

    def contains(self, value: float) -> bool:
        """Whether a number falls into the class."""
        above = value >= self.low if self.low_included else value > self.low
        below = value <= self.high if self.high_included else value < self.high
        return above and below

    def filter(self, field: str) -> str:
        """QGIS expression that selects the class; `field` is one of our own result fields."""
        if self.low == self.high:
            return f'"{field}" = {_number(self.low)}'
        parts = []
        if math.isfinite(self.low):
            parts.append(f'"{field}" {">=" if self.low_included else ">"} {_number(self.low)}')
        if math.isfinite(self.high):
            parts.append(f'"{field}" {"<=" if self.high_included else "<"} {_number(self.high)}')
        return " AND ".join(parts) or f'"{field}" IS NOT NULL'


def apply_theme(
    layer: QgsVectorLayer,
    theme_id: str,
    scheme: str = "sandiao",
    title_note: str = "",
    for_sheet: bool = False,
) -> None:
    """Give a result layer the renderer of a theme.

    Args:
        layer: polygon layer with the result fields.
        theme_id: `net`, `sink`, `emission` or `landuse`.
        scheme: scheme of the codes in `cls`.
        title_note: translated remark behind the heading, such as "not calibrated".
        for_sheet: a printed sheet has title and unit of its own, so the legend goes without; and neighbours
            are drawn without the fine white seams that a screen, which has to be quick, leaves between them.

    Raises:
        ValueError: unknown theme, or the layer lacks the theme's field.
    """
    theme = theme_for(theme_id)
    if layer.fields().lookupField(theme.field) < 0:
        raise ValueError(f"the layer has no field {theme.field}")
    if theme.kind == CATEGORICAL:
        renderer = _land_renderer(layer, theme, scheme, for_sheet)
    else:
        renderer = _rate_renderer(layer, theme, "" if for_sheet else heading(theme, title_note), for_sheet)
    layer.setRenderer(renderer)
    layer.triggerRepaint()


def add_all_styles(layer: QgsVectorLayer, scheme: str = "sandiao", emission_note: str = "") -> list[str]:
    """Put the named styles into the layer's style manager, aliases included, and show the first.

    The first shown is the net emission, or the sink where no polygon has an emission.

    Args:
        layer: result layer.
        scheme: scheme of the codes in `cls`.
        emission_note: translated remark for the emission and net styles.

    Returns:
        Names of the styles, the current one first.
    """
    set_aliases(layer)
    manager = layer.styleManager()
    names: dict[str, str] = {}
    for theme_id in STYLE_ORDER:
        theme = theme_for(theme_id)
        if layer.fields().lookupField(theme.field) < 0:
            continue
        name = theme.title()
        if name not in manager.styles():
            if names:
                manager.addStyleFromLayer(name)
            else:
                manager.renameStyle(manager.currentStyle(), name)
        manager.setCurrentStyle(name)
        apply_theme(layer, theme_id, scheme, emission_note if theme_id in ("net", "emission") else "")
        names[theme_id] = name
    if not names:
        return []
    first = _first_shown(layer, names)
    manager.setCurrentStyle(names[first])
    return [names[first], *(name for theme_id, name in names.items() if theme_id != first)]


def set_aliases(layer: QgsVectorLayer) -> None:
    """Give the result fields their long names with units."""
    fields = layer.fields()
    for name, alias in result_aliases().items():
        index = fields.lookupField(name)
        if index >= 0:
            layer.setFieldAlias(index, alias)


def result_aliases() -> dict[str, str]:
    """Result field to its translated long name with the unit."""
    per_year, rate = tr("t CO₂e/a"), rate_unit()
    long_name = tr("{title}, {unit}")
    return {
        "cls": tr("Land class code"),
        "area_ha": long_name.format(title=tr("Area"), unit=tr("ha")),
        "sink_tco2e": long_name.format(title=tr("Carbon sink"), unit=per_year),
        "emit_tco2e": long_name.format(title=tr("Carbon emission"), unit=per_year),
        "net_tco2e": long_name.format(title=tr("Net emission"), unit=per_year),
        "sink_rate": long_name.format(title=tr("Carbon sink"), unit=rate),
        "emit_rate": long_name.format(title=tr("Carbon emission"), unit=rate),
        "net_rate": long_name.format(title=tr("Net emission"), unit=rate),
        "qa": tr("Problems"),
    }


def value_classes(values: Sequence[float] | np.ndarray, theme: Theme) -> list[ValueClass]:
    """Classes of a numeric theme, in ascending order, without gaps and without empty ones.

    Zero is a class of its own where it occurs; the outer classes are open.

    Args:
        values: shape (n,), finite.
        theme: a sequential or diverging theme.
    """
    numbers = np.asarray(values, dtype=float)
    positive, negative = numbers[numbers > 0], -numbers[numbers < 0]
    has_zero = bool((numbers == 0).any())
    both = theme.kind == DIVERGING
    most = _MOST_CLASSES_PER_SIDE if both else _MOST_SEQUENTIAL_CLASSES
    below = _side(negative, most if both else 1, theme.negative_colours, mirrored=True)
    above = _side(positive, most, theme.colours, mirrored=False)
    if has_zero:
        zero = [ValueClass(0.0, 0.0, True, True, ZERO_COLOUR, "0")]
    else:
        zero = []
        # Without a class of its own, zero still has to be somewhere.
        if above:
            first = above[0]
            above[0] = ValueClass(0.0, first.high, True, first.high_included, first.colour, first.label)
        elif below:
            last = below[-1]
            below[-1] = ValueClass(last.low, 0.0, last.low_included, True, last.colour, last.label)
    return [*below, *zero, *above]


def ramp(stops: Sequence[str], count: int) -> list[str]:
    """`count` hex colours spread evenly over the stops; one colour is the middle of the ramp."""
    if not stops or count < 1:
        return []
    channels = np.array([[int(stop[i : i + 2], 16) for i in (1, 3, 5)] for stop in stops], dtype=float)
    places = np.linspace(0, len(stops) - 1, count) if count > 1 else np.array([(len(stops) - 1) / 2])
    mixed = [np.interp(places, np.arange(len(stops)), channels[:, k]) for k in range(3)]
    return ["#{:02x}{:02x}{:02x}".format(*(int(round(c)) for c in colour)) for colour in zip(*mixed)]


def not_computed_symbol(colour: str = "#8c8c8c", background: str = "#ffffff") -> QgsFillSymbol:
    """Hatching for polygons without a value: no fill of any ramp looks like it."""
    symbol = QgsFillSymbol.createSimple(
        {"color": background, "outline_color": colour, "outline_width": "0.1", "outline_style": "solid"}
    )
    hatch = QgsLinePatternFillSymbolLayer()
    hatch.setSubSymbol(QgsLineSymbol.createSimple({"color": colour, "width": "0.2"}))
    hatch.setLineAngle(45)
    hatch.setDistance(1.2)
    hatch.setDistanceUnit(QgsUnitTypes.RenderUnit.RenderMillimeters)
    symbol.appendSymbolLayer(hatch)
    return symbol


def _rate_renderer(layer: QgsVectorLayer, theme: Theme, title: str, seamless: bool) -> QgsRuleBasedRenderer:
    # Rules and not a graduated renderer: that one leaves NULL out of map and legend.
    root = QgsRuleBasedRenderer.Rule(None)
    if title:
        # A row of text. As parent of the classes it would start folded up in the layer tree and hide them.
        root.appendChild(QgsRuleBasedRenderer.Rule(None, 0, 0, "", title))
    values, has_null = _values(layer, theme.field)
    for item in value_classes(values, theme):
        root.appendChild(
            QgsRuleBasedRenderer.Rule(
                _fill(item.colour, seamless), 0, 0, item.filter(theme.field), item.label
            )
        )
    if has_null or values.size == 0:
        root.appendChild(
            QgsRuleBasedRenderer.Rule(
                not_computed_symbol(), 0, 0, f'"{theme.field}" IS NULL', tr("Not computed")
            )
        )
    return QgsRuleBasedRenderer(root)


def _land_renderer(layer: QgsVectorLayer, theme: Theme, scheme: str, seamless: bool) -> QgsFeatureRenderer:
    categories = []
    has_others = False
    found = layer.uniqueValues(layer.fields().lookupField(theme.field))
    for code in sorted(value for value in found if isinstance(value, str)):
        colour = class_colour(scheme, code) if code else None
        if colour is None:
            has_others = True
        else:
            categories.append(QgsRendererCategory(code, _fill(colour, seamless), class_label(scheme, code)))
    if has_others or any(not isinstance(value, str) for value in found):
        # The empty value stands for everything else, NULL included.
        symbol = not_computed_symbol("#6e6e6e", "#d9d9d9")
        categories.append(QgsRendererCategory("", symbol, tr("Not mapped")))
    return QgsCategorizedSymbolRenderer(theme.field, categories)


def _side(values: np.ndarray, most: int, stops: Sequence[str], mirrored: bool) -> list[ValueClass]:
    """Classes of one sign, ascending. `values` are magnitudes > 0; `mirrored` makes them negative."""
    if values.size == 0:
        return []
    breaks = class_breaks(values, most)
    edges = [0.0, *breaks, math.inf]
    classes = []
    for low, high, colour in zip(edges, edges[1:], ramp(stops, len(edges) - 1)):
        label = _range_label(low, high, mirrored)
        if mirrored:
            classes.append(ValueClass(-high, -low, math.isfinite(high), False, colour, label))
        else:
            classes.append(ValueClass(low, high, False, math.isfinite(high), colour, label))
    return classes[::-1] if mirrored else classes


def _range_label(low: float, high: float, mirrored: bool) -> str:
    """`0 – 1.1`, `> 7.7`; below zero `−5 to −1`, `< −5`, because a dash beside a minus is hard to read."""
    low_text, high_text = short_text(low, 6), short_text(high, 6)
    if mirrored:
        low_text = MINUS + low_text if low else low_text
        if math.isinf(high):
            return tr("< {value}").format(value=low_text)
        return tr("{low} to {high}").format(low=MINUS + high_text, high=low_text)
    if math.isinf(high):
        return tr("> {value}").format(value=low_text)
    return tr("{low} – {high}").format(low=low_text, high=high_text)


def _values(layer: QgsVectorLayer, field: str) -> tuple[np.ndarray, bool]:
    """Distinct finite values of a field, and whether any polygon has none."""
    found = layer.uniqueValues(layer.fields().lookupField(field))
    numbers = np.array([value for value in found if isinstance(value, (int, float))], dtype=float)
    return numbers[np.isfinite(numbers)], _any(layer, f'"{field}" IS NULL')


def _any(layer: QgsVectorLayer, condition: str) -> bool:
    """Whether any polygon fulfils a condition on our own fields."""
    request = QgsFeatureRequest().setFilterExpression(condition).setLimit(1)
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry).setNoAttributes()
    return any(True for _ in layer.getFeatures(request))


def _first_shown(layer: QgsVectorLayer, names: dict[str, str]) -> str:
    if "net" in names and _any(layer, '"net_rate" IS NOT NULL'):
        return "net"
    return "sink" if "sink" in names else next(iter(names))


def _fill(colour: str, seamless: bool) -> QgsFillSymbol:
    """Plain fill. No visible outline: it would cover the small polygons of a city of a million."""
    outline = "no"
    outline_colour = colour
    if min(QColor(colour).getRgb()[:3]) >= _NEARLY_WHITE:
        # Salt pans are white by statute, and are not holes in the map.
        outline, outline_colour = "solid", "#b0b0b0"
    elif seamless:
        outline = "solid"
    return QgsFillSymbol.createSimple(
        {"color": colour, "outline_style": outline, "outline_color": outline_colour, "outline_width": "0.15"}
    )


def _number(value: float) -> str:
    return f"{value:.15g}"
