# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import itertools

import numpy as np
import pytest
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

from tanheng.core.resource_tables import read_table
from tanheng.styling.class_breaks import _natural_breaks, class_breaks, round_number
from tanheng.styling.land_colours import class_colour, class_label
from tanheng.styling.number_format import hectares, short_text, wan_t
from tanheng.styling.postprocessor import ResultStyler
from tanheng.styling.symbology import (
    ZERO_COLOUR,
    add_all_styles,
    apply_theme,
    ramp,
    set_aliases,
    value_classes,
)
from tanheng.styling.themes import THEMES, theme_for

FIELDS = (
    "field=cls:string&field=area_ha:double&field=sink_tco2e:double&field=emit_tco2e:double&field=net_tco2e:double"
    "&field=sink_rate:double&field=emit_rate:double&field=net_rate:double&field=qa:string"
)
# Table 1 of the method, t CO2e/(ha·a): few distinct values, as every real sink map has.
SINK_RATES = [
    0.001833,
    0.073333,
    0.843333,
    1.1,
    1.246667,
    1.485,
    2.456667,
    3.19,
    3.226667,
    4.363333,
    7.7,
    8.653333,
]


def result_layer(rows: list[tuple[str | None, float | None, float | None]]) -> QgsVectorLayer:
    """Unit squares in a row; each row is (class, sink rate, emission rate), area 1 ha."""
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:4529&{FIELDS}", "land_carbon", "memory")
    features = []
    for x, (code, sink, emission) in enumerate(rows):
        net = None if sink is None or emission is None else emission - sink
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(x, 0, x + 1, 1)))
        feature.setAttributes([code, 1.0, sink, emission, net, sink, emission, net, ""])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def labels(layer: QgsVectorLayer) -> list[str]:
    return [item.label() for item in layer.renderer().legendSymbolItems()]


def painted(layer: QgsVectorLayer) -> list[set[str]]:
    """Colours seen inside each square of a layer drawn without smoothing."""
    count = layer.featureCount()
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(QgsRectangle(0, 0, count, 1))
    settings.setOutputSize(QSize(60 * count, 60))
    settings.setBackgroundColor(QColor("#0000ff"))
    settings.setFlag(QgsMapSettings.Flag.Antialiasing, False)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    return [
        {image.pixelColor(60 * k + x, y).name() for x in range(5, 55) for y in range(5, 55)}
        for k in range(count)
    ]


@pytest.mark.parametrize("theme_id", ["sink", "emission", "net"])
@pytest.mark.parametrize(
    "values",
    [
        [0.0, *SINK_RATES],
        SINK_RATES,
        [-v for v in SINK_RATES],
        [*(-v for v in SINK_RATES), 0.0, *np.geomspace(0.1, 5000, 40)],
        [0.0],
        [7.7],
        list(np.exp(np.random.default_rng(3).normal(2, 2, 5000))),
        list(np.random.default_rng(4).uniform(95, 105, 5000)),
    ],
)
def test_each_value_is_in_exactly_one_class_and_no_class_is_empty(theme_id, values):
    classes = value_classes(values, theme_for(theme_id))
    hits = np.array([[item.contains(v) for item in classes] for v in values])
    assert (hits.sum(axis=1) == 1).all()
    assert hits.any(axis=0).all()
    assert len({item.label for item in classes}) == len(classes)
    assert all(low.high == high.low for low, high in zip(classes, classes[1:]))


def test_zero_is_a_class_of_its_own():
    classes = value_classes([0.0, 1.1, 7.7], theme_for("sink"))
    assert [item.label for item in classes][0] == "0"
    assert classes[0].colour == ZERO_COLOUR
    assert not classes[1].contains(0.0)
    assert [item.contains(0.0) for item in value_classes([1.1, 7.7], theme_for("sink"))] == [True, False]


def test_sink_breaks_fall_between_the_coefficients():
    breaks = class_breaks(np.array(SINK_RATES), 6)
    assert len(breaks) == 5
    for value in breaks:
        assert min(abs(value - rate) / rate for rate in SINK_RATES) > 1e-3
    # The last bits of a quotient do not make a new class.
    noisy = np.repeat(SINK_RATES, 5) * (1 + 1e-13 * np.tile(np.arange(5), len(SINK_RATES)))
    assert class_breaks(noisy, 6) == breaks


def test_skewed_emissions_are_not_thrown_into_one_class():
    values = np.array([0.6, 3.2, 14.2, 41.0, 88.0, 96.3, 120.7, 130.0, 210.0, 310.5, 2210.4])
    counts = np.histogram(values, [0, *class_breaks(values, 6), np.inf])[0]
    assert len(counts) == 6
    assert counts.max() <= 4


def test_natural_breaks_are_the_optimum():
    generator = np.random.default_rng(7)
    for _ in range(30):
        values = np.sort(generator.exponential(5, 9))
        tried = itertools.combinations(range(8), 3)
        best = min(
            tried, key=lambda c: sum(part.size * part.var() for part in np.split(values, [i + 1 for i in c]))
        )
        assert tuple(_natural_breaks(values, 4)) == best


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(1.1001, 7.6999, 2), (3.21, 4.3, 4), (0.074, 0.84, 0.2), (95.8, 97.2, 96.5), (310.6, 2210, 1000)],
)
def test_round_number(low, high, expected):
    value = round_number(low, high)
    assert low <= value <= high
    assert len(f"{value:g}".replace(".", "").strip("0")) <= len(f"{expected:g}".replace(".", "").strip("0"))


def test_no_value_zero_and_high_look_different():
    layer = result_layer([("0301", None, None), ("0101", 0.0, 0.0), ("0201", 7.7, 900.0), ("0404", 0.5, 3.0)])
    for theme_id in ("sink", "emission", "net"):
        apply_theme(layer, theme_id)
        missing, zero, high, low = painted(layer)
        assert zero == {ZERO_COLOUR}
        assert len(high) == 1 and len(low) == 1
        # Hatched: the pattern and the ground, neither of them a colour of the ramp.
        assert len(missing) >= 2
        assert not missing & (zero | high | low | {"#0000ff"})
        assert len(zero | high | low) == 3
        assert labels(layer)[-1] == "Not computed"


def test_layer_without_any_value_is_hatched_only():
    layer = result_layer([("0301", 3.19, None), ("0101", 0.0, None)])
    apply_theme(layer, "emission")
    assert labels(layer) == ["Carbon emission, t CO₂e/(ha·a)", "Not computed"]
    assert all(len(colours) >= 2 for colours in painted(layer))


def test_legend_names_the_unit_once_and_the_note():
    layer = result_layer([("0101", 0.0, 1.0), ("0201", 7.7, 900.0)])
    apply_theme(layer, "emission", title_note="not calibrated")
    texts = labels(layer)
    assert texts[0] == "Carbon emission, t CO₂e/(ha·a) (not calibrated)"
    assert sum("t CO₂e/(ha·a)" in text for text in texts) == 1
    assert "Not computed" not in texts
    apply_theme(layer, "sink")
    assert labels(layer) == ["Carbon sink, t CO₂e/(ha·a)", "0", "> 0"]


def test_net_puts_zero_between_the_two_colours():
    layer = result_layer([("0301", 3.19, 0.0), ("0101", 0.0, 0.0), ("0601", 0.0, 900.0)])
    apply_theme(layer, "net")
    assert labels(layer) == ["Net emission, t CO₂e/(ha·a)", "< 0", "0", "> 0"]
    sink, zero, source = (QColor(next(iter(colours))) for colours in painted(layer))
    assert sink.blue() > sink.red() and source.red() > source.blue() and zero.red() == zero.blue()


def test_negative_labels_are_ranges_in_words():
    classes = value_classes([-16.28, -3.19, -1.1, -0.02], theme_for("net"))
    assert classes[0].label.startswith("< −")
    assert classes[1].label.count("−") == 2 and " to " in classes[1].label
    assert classes[-1].label.endswith(" to 0")


@pytest.mark.parametrize(("theme_id", "field"), [("net", "net_rate"), ("landuse", "cls")])
def test_missing_field_is_named(theme_id, field):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4529&field=other:double", "x", "memory")
    with pytest.raises(ValueError, match=field):
        apply_theme(layer, theme_id)
    with pytest.raises(ValueError, match="nonsense"):
        apply_theme(layer, "nonsense")


# Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB.
DEUTERANOPIA = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
)
PROTANOPIA = np.array(
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
)
RGB_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def lab(colour: str, vision: np.ndarray | None = None) -> np.ndarray:
    """CIE L*a*b* (D65) of a hex colour, as a colour-blind reader sees it."""
    srgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    if vision is not None:
        linear = np.clip(vision @ linear, 0, 1)
    x, y, z = np.cbrt(RGB_TO_XYZ @ linear / np.array([0.95047, 1.0, 1.08883]))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def all_ramps():
    found = []
    for theme_id, most in (("sink", 6), ("emission", 6), ("net", 5)):
        for count in range(1, most + 1):
            colours = [ZERO_COLOUR, *ramp(THEMES[theme_id].colours, count)]
            found.append(pytest.param(colours, id=f"{theme_id}-{count}"))
            if theme_id == "net":
                colours = [ZERO_COLOUR, *ramp(THEMES["net"].negative_colours, count)]
                found.append(pytest.param(colours, id=f"negative-{count}"))
    return found


@pytest.mark.parametrize("colours", all_ramps())
def test_ramps_darken_and_can_be_told_apart(colours):
    lightness = [lab(colour)[0] for colour in colours]
    assert all(light > dark for light, dark in zip(lightness, lightness[1:]))
    for vision in (None, DEUTERANOPIA, PROTANOPIA):
        for one, other in itertools.combinations(colours, 2):
            assert np.linalg.norm(lab(one, vision) - lab(other, vision)) > 7


@pytest.mark.parametrize("vision", [DEUTERANOPIA, PROTANOPIA])
def test_sides_of_the_net_theme_can_be_told_apart(vision):
    for count in range(1, 6):
        sources, sinks = (
            ramp(stops, count) for stops in (THEMES["net"].colours, THEMES["net"].negative_colours)
        )
        for one, other in itertools.product(sources, sinks):
            assert np.linalg.norm(lab(one, vision) - lab(other, vision)) > 7


def test_land_colours_equal_the_table():
    rows = read_table("landuse_colours")
    codes = [row["code"] for row in rows if row["scheme"] == "sandiao"]
    layer = result_layer([(code, 0.0, 0.0) for code in codes])
    apply_theme(layer, "landuse", "sandiao")
    drawn = {c.value(): c.symbol().color().name() for c in layer.renderer().categories()}
    assert drawn == {row["code"]: row["hex"].lower() for row in rows if row["scheme"] == "sandiao"}
    assert labels(layer)[codes.index("0101")] == "0101 Paddy field"


def test_only_present_classes_and_unknown_ones_are_hatched():
    layer = result_layer([("0301", 1.0, 1.0), ("ZZ99", None, None), (None, None, None), ("0603", 1.0, 0.0)])
    apply_theme(layer, "landuse", "sandiao")
    assert labels(layer) == ["0301 Arbor forest", "0603 Salt pan", "Not mapped"]
    forest, unknown, missing, salt = painted(layer)
    assert forest == {"#31ad69"}
    assert unknown == missing and len(unknown) >= 2
    assert not unknown & (forest | salt)


def test_sub_codes_and_children_take_the_colour_above_them():
    assert class_colour("sandiao", "0301K") == class_colour("sandiao", "0301") == "#31ad69"
    assert class_colour("sandiao", "1104A") == class_colour("sandiao", "1104")
    assert class_colour("ydyh2023", "010199") == class_colour("ydyh2023", "0101") == "#f5f8dc"
    assert class_colour("sandiao", "ZZ99") is None
    assert class_colour("custom", "0301") == "#31ad69"
    # An older code below 05H1, a first-level code, and a class that no rule colours.
    assert class_colour("sandiao", "0501") == class_colour("sandiao", "05H1")
    assert class_colour("sandiao", "03") == "#31ad69"
    assert class_colour("sandiao", "1301") == "#bfbfbf"
    # One code, two meanings: mangrove in 三调, shrub in 用地用海.
    assert class_colour("ydyh2020", "0303") == class_colour("ydyh2023", "0303") == "#68b167"
    assert class_colour("sandiao", "0303") == "#31ad69"
    assert class_label("sandiao", "ZZ99") == "ZZ99"


def test_names_follow_the_language(monkeypatch):
    monkeypatch.setattr("tanheng.styling.land_colours.locale_code", lambda: "zh-Hans")
    assert class_label("sandiao", "0301") == "0301 乔木林地"
    assert class_label("ydyh2023", "0303") == "0303 灌木林地"


def test_four_styles_and_the_first_shown():
    layer = result_layer([("0301", 3.19, 0.0), ("0601", 0.0, 900.0)])
    assert add_all_styles(layer) == ["Net emission", "Carbon sink", "Carbon emission", "Land use"]
    manager = layer.styleManager()
    assert sorted(manager.styles()) == ["Carbon emission", "Carbon sink", "Land use", "Net emission"]
    assert manager.currentStyle() == "Net emission"
    assert labels(layer)[0].startswith("Net emission")
    manager.setCurrentStyle("Carbon sink")
    assert labels(layer)[0].startswith("Carbon sink")
    # A second run, on a layer that has its styles, adds none.
    assert len(add_all_styles(layer)) == 4 and len(manager.styles()) == 4


def test_without_emissions_the_sink_is_shown_first():
    layer = result_layer([("0301", 3.19, None), ("0601", 0.0, None)])
    assert add_all_styles(layer)[0] == "Carbon sink"
    assert layer.styleManager().currentStyle() == "Carbon sink"
    assert labels(layer)[0].startswith("Carbon sink")


def test_aliases_carry_units():
    layer = result_layer([("0301", 3.19, 0.0)])
    set_aliases(layer)
    aliases = {field.name(): field.alias() for field in layer.fields()}
    assert aliases["sink_tco2e"] == "Carbon sink, t CO₂e/a"
    assert aliases["net_rate"] == "Net emission, t CO₂e/(ha·a)"
    assert aliases["area_ha"] == "Area, ha"
    assert all(aliases.values())


def test_post_processor_styles_a_loaded_layer():
    layer = result_layer([("0301", 3.19, 0.0), ("0601", 0.0, 900.0)])
    styler = ResultStyler("sandiao", "not calibrated")
    styler.postProcessLayer(layer, QgsProcessingContext(), QgsProcessingFeedback())
    assert layer.styleManager().currentStyle() == "Net emission"
    assert labels(layer)[0].endswith("(not calibrated)")
    assert styler in ResultStyler._alive


@pytest.mark.parametrize(
    ("value_t", "text"),
    [
        (34_810_000, "3\u00a0481.0"),
        (1_185_600, "118.6"),
        (-33_624_000, "−3\u00a0362.4"),
        (12_340, "1.234"),
        (0, "0.0"),
        (-0.0, "0.0"),
        (123, "0.01230"),
        (None, "–"),
        (float("nan"), "–"),
    ],
)
def test_wan_t(value_t, text):
    assert wan_t(value_t) == text


def test_hectares_and_short_text():
    assert hectares(67240) == "67\u00a0240.00"
    assert hectares(-0.001) == "0.00"
    assert [short_text(v) for v in (7.7, 1200, 34812, 0.0018333, -0.5, 0, 1e-7)] == [
        "7.7", "1\u00a0200", "34\u00a0812", "0.00183", "−0.5", "0", "0.0000001",
    ]  # fmt: skip
