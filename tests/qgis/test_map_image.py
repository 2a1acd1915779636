# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import random

import pytest
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QFontMetricsF, QImage

from tanheng.core.resource_tables import read_table
from tanheng.styling.fonts import cjk_family, map_font
from tanheng.styling.map_image import build_sheet, export_map_png, round_scale, wrapped
from tanheng.styling.symbology import apply_theme
from tanheng.styling.themes import theme_for


def city(codes: list[str], crs: str = "EPSG:4529", emissions: bool = True) -> QgsVectorLayer:
    """A block of squares, one class after the other, about 40 km wide."""
    fields = "field=cls:string&field=sink_rate:double&field=emit_rate:double&field=net_rate:double"
    layer = QgsVectorLayer(f"Polygon?crs={crs}&{fields}", "land_carbon", "memory")
    left, bottom, step = (121.8, 36.9, 0.04) if crs == "EPSG:4490" else (41_370_000, 4_080_000, 4_000)
    generator = random.Random(5)
    features = []
    for k in range(max(100, len(codes))):
        x, y = left + step * (k % 10), bottom + step * (k // 10)
        sink, emission = generator.choice([0.0, 1.1, 7.7]), generator.choice([0.0, 0.6, 41.0, 2210.4])
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(x, y, x + step, y + step)))
        values = [sink, emission, emission - sink] if emissions else [sink, None, None]
        feature.setAttributes([codes[k % len(codes)], *values])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer


@pytest.mark.parametrize("theme_id", ["net", "sink", "emission", "landuse"])
def test_picture_is_drawn_and_the_layer_keeps_its_style(theme_id, tmp_path):
    layer = city(["0301", "0101", "0702"])
    before = layer.renderer().type()
    path = tmp_path / "图 1.png"
    export_map_png(layer, theme_id, path, "威海市碳汇分布图", "2019", ["按用地面积平均分摊"], dpi=60)
    image = QImage(str(path))
    assert (image.width(), image.height()) == (701, 496)
    seen = {image.pixelColor(x, y).name() for x in range(0, 701, 3) for y in range(0, 496, 3)}
    apply_theme(layer, theme_id)
    renderer = layer.renderer()
    fills = [item.symbol().color().name() for item in renderer.legendSymbolItems() if item.symbol()]
    assert set(fills) <= seen
    assert before == "singleSymbol"
    assert [item.name for item in tmp_path.iterdir()] == ["图 1.png"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("theme_id", "scheme"), [("sink", "sandiao"), ("landuse", "sandiao"), ("landuse", "ydyh2023")]
)
@pytest.mark.parametrize("size", ["A4 landscape", "A3 landscape"])
def test_legend_stays_inside_its_box(theme_id, scheme, size, language, monkeypatch):
    monkeypatch.setattr("tanheng.styling.land_colours.locale_code", lambda: language)
    codes = [row["code"] for row in read_table("landuse_colours") if row["scheme"] == scheme]
    assert len(codes) > 50
    layer = city(codes)
    apply_theme(layer, theme_id, scheme, for_sheet=True)
    project = QgsProject()
    layout = build_sheet(project, layer, theme_for(theme_id), "Title", "", ["note"], "", size, 100)
    legend = next(item for item in layout.items() if isinstance(item, QgsLayoutItemLegend))
    page = layout.pageCollection().page(0).rect()
    map_item = next(item for item in layout.items() if isinstance(item, QgsLayoutItemMap))
    bounds = legend.mapRectToScene(legend.rect())
    assert bounds.left() > map_item.mapRectToScene(map_item.rect()).right()
    assert bounds.right() <= page.width() - 8 + 0.01
    assert bounds.bottom() <= map_item.mapRectToScene(map_item.rect()).bottom() + 0.01
    shown = [n.data(0) for n in legend.model().layerLegendNodes(legend.model().rootGroup().findLayers()[0])]
    assert len(shown) == (len(codes) if theme_id == "landuse" else 3)


def test_unit_stands_once_under_the_legend_title():
    layer = city(["0301"])
    apply_theme(layer, "emission", for_sheet=True)
    project = QgsProject()
    sheet = build_sheet(
        project, layer, theme_for("emission"), "T", "", [], "spread evenly by area", "A4 landscape", 100
    )
    legend = next(item for item in sheet.items() if isinstance(item, QgsLayoutItemLegend))
    assert legend.title() == "Carbon emission"
    node = legend.model().rootGroup().findLayers()[0]
    below = node.customProperty("legend/title-label")
    assert below == "t CO₂e/(ha·a)\nspread evenly by area"
    assert not any("CO₂" in entry.data(0) for entry in legend.model().layerLegendNodes(node))


@pytest.mark.parametrize("crs", ["EPSG:4529", "EPSG:4490"])
def test_scale_bar_is_round_and_true(crs):
    layer = city(["0301"], crs)
    apply_theme(layer, "sink", for_sheet=True)
    project = QgsProject()
    sheet = build_sheet(project, layer, theme_for("sink"), "T", "S", [], "", "A4 landscape", 100)
    bar = next(item for item in sheet.items() if isinstance(item, QgsLayoutItemScaleBar))
    map_item = next(item for item in sheet.items() if isinstance(item, QgsLayoutItemMap))
    assert bar.unitsPerSegment() in (0.5, 1, 2, 5, 10, 20) and bar.unitLabel() == "km"
    assert map_item.scale() == pytest.approx(round_scale(map_item.scale()), rel=1e-6)
    metres_per_mm = map_item.extent().width() / map_item.rect().width()
    assert metres_per_mm == pytest.approx(map_item.scale() / 1000, rel=0.01)
    assert not map_item.crs().isGeographic()
    # All of the layer is on the sheet.
    assert map_item.extent().width() > 35_000


def test_text_from_data_is_not_evaluated():
    layer = city(["0301"])
    apply_theme(layer, "sink", for_sheet=True)
    project = QgsProject()
    sheet = build_sheet(
        project, layer, theme_for("sink"), "[% 6 * 7 %]", "", ["[% 1 + 1 %]"], "", "A4 landscape", 60
    )
    texts = [item.currentText() for item in sheet.items() if isinstance(item, QgsLayoutItemLabel)]
    assert any("6 * 7" in text for text in texts) and any("1 + 1" in text for text in texts)


def test_long_title_is_set_smaller_and_not_cut():
    layer = city(["0301"])
    apply_theme(layer, "sink", for_sheet=True)
    project = QgsProject()
    title = "威海市国土空间碳排放与碳汇格局及其规划响应分布图(示例数据,合成)" * 2
    sheet = build_sheet(project, layer, theme_for("sink"), title, "", [], "", "A4 landscape", 60)
    label = next(i for i in sheet.items() if isinstance(i, QgsLayoutItemLabel) and i.text() == title)
    assert label.sizeForText().width() <= label.rect().width()


def test_labels_wrap_by_their_width():
    assert wrapped("0303 灌木林地", 20) == ["0303 灌木林地"]
    assert "".join(wrapped("08H1 机关团体新闻出版用地", 8)).replace(" ", "") == "08H1机关团体新闻出版用地"
    lines = wrapped("08H1 Government, organisation, news and publishing land", 10)
    assert len(lines) > 2 and " ".join(lines) == "08H1 Government, organisation, news and publishing land"


def test_errors(tmp_path):
    layer = city(["0301"])
    with pytest.raises(OSError, match="map.png"):
        export_map_png(layer, "sink", tmp_path / "absent" / "map.png", "T")
    with pytest.raises(ValueError, match="B5"):
        export_map_png(layer, "sink", tmp_path / "map.png", "T", size="B5")
    empty = QgsVectorLayer("Polygon?crs=EPSG:4529&field=sink_rate:double", "x", "memory")
    with pytest.raises(ValueError, match="extent"):
        export_map_png(empty, "sink", tmp_path / "map.png", "T")


def test_font_has_chinese_characters():
    if cjk_family() is None:
        pytest.skip("this computer has no Chinese font")
    metrics = QFontMetricsF(map_font(10))
    assert all(metrics.inFont(character) for character in "碳汇排放威海²₂")
    assert map_font(12).pointSizeF() == 12
