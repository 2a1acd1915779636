# SPDX-License-Identifier: GPL-2.0-or-later
"""A map sheet of one theme as a picture: title, map, legend, scale bar, north arrow, notes.

Main thread only, as all of QGIS's layouts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsLayerTreeLayer,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutMeasurement,
    QgsLayoutSize,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayerLegendUtils,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFontMetricsF

from ..layers.i18n import tr
from .fonts import map_font, map_text_format
from .number_format import GROUP
from .symbology import apply_theme
from .themes import CATEGORICAL, Theme, theme_for

_NORTH_ARROW = Path(__file__).resolve().parent.parent / "resources" / "icons" / "north_arrow.svg"

_PAGE_SIZES = {"A4 landscape": ("A4", 297.0, 210.0), "A3 landscape": ("A3", 420.0, 297.0)}
_MARGIN_MM = 8.0
_GAP_MM = 4.0
_TITLE_MM = 10.0
_SUBTITLE_MM = 6.0
_FOOTER_MM = 14.0
_SIDE_SHARE = 0.24
_ARROW_MM = (9.0, 13.5)
# Legend sizes tried in turn until all entries fit: columns, text size in points.
_LEGEND_SIZES = (
    *((1, points) for points in (9.0, 8.0, 7.0, 6.0)),
    *((2, points) for points in (6.0, 5.0, 4.5)),
    *((3, points) for points in (4.5, 4.0, 3.5)),
    *((4, points) for points in (3.5, 3.0, 2.5)),
)
_LABEL_GAP_MM = 1.5
_COLUMN_GAP_MM = 2.0
_MM_PER_POINT = 25.4 / 72
_GREY = "#4d4d4d"


def export_map_png(
    layer: QgsVectorLayer,
    theme_id: str,
    path: str | Path,
    title: str,
    subtitle: str = "",
    notes: Sequence[str] = (),
    *,
    scheme: str = "sandiao",
    title_note: str = "",
    dpi: int = 150,
    size: str = "A4 landscape",
) -> None:
    """Draw a theme of a result layer as a map sheet. The layer itself keeps its style.

    Args:
        layer: result layer with polygons.
        theme_id: `net`, `sink`, `emission` or `landuse`.
        path: PNG to write.
        title: title of the sheet.
        subtitle: line below the title: year, calibration.
        notes: lines at the foot: method, sources, `not calibrated`.
        scheme: scheme of the codes in `cls`.
        title_note: translated remark below the unit in the legend.
        dpi: resolution of the picture.
        size: `A4 landscape` or `A3 landscape`.

    Raises:
        ValueError: unknown theme or size, a missing field, or a layer without extent.
        OSError: the picture could not be written.
    """
    if size not in _PAGE_SIZES:
        raise ValueError(f"unknown page size: {size}")
    drawn = layer.clone()
    apply_theme(drawn, theme_id, scheme, for_sheet=True)
    project = QgsProject()
    layout = build_sheet(project, drawn, theme_for(theme_id), title, subtitle, notes, title_note, size, dpi)
    # Not exportToImage: that tries to georeference the PNG through GDAL, which cannot, and says so on stderr.
    image = QgsLayoutExporter(layout).renderPageToImage(0, dpi=dpi)
    if image.isNull() or not image.save(str(path), "PNG"):
        raise OSError(tr("The map {file} could not be written.").format(file=Path(path).name))


def build_sheet(
    project: QgsProject,
    layer: QgsVectorLayer,
    theme: Theme,
    title: str,
    subtitle: str,
    notes: Sequence[str],
    title_note: str,
    size: str,
    dpi: int,
) -> QgsPrintLayout:
    """Lay out the sheet of a layer that has its theme. `layer` and `project` must outlive the layout."""
    paper, width, height = _PAGE_SIZES[size]
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.renderContext().setDpi(dpi)
    layout.pageCollection().page(0).setPageSize(paper, QgsLayoutItemPage.Orientation.Landscape)

    top = _MARGIN_MM + _TITLE_MM + (_SUBTITLE_MM if subtitle else 0.0) + 1.0
    side_width = width * _SIDE_SHARE
    side_left = width - _MARGIN_MM - side_width
    bottom = height - _MARGIN_MM - _FOOTER_MM
    full_width = width - 2 * _MARGIN_MM
    frame = QRectF(_MARGIN_MM, top, side_left - _GAP_MM - _MARGIN_MM, bottom - top)

    _label(layout, title, QRectF(_MARGIN_MM, _MARGIN_MM, full_width, _TITLE_MM), 18.0, bold=True)
    if subtitle:
        _label(layout, subtitle, QRectF(_MARGIN_MM, _MARGIN_MM + _TITLE_MM, full_width, _SUBTITLE_MM), 10.0)

    map_item = _map(layout, layer, frame)
    _north_arrow(layout, map_item, side_left, top)
    legend_top = top + _ARROW_MM[1] + _GAP_MM
    box = QRectF(side_left, legend_top, side_width, bottom - legend_top)
    _legend(layout, map_item, layer, theme, title_note, box)
    _scale_bar(layout, map_item, frame)
    map_item.setLayers([layer])
    map_item.setKeepLayerSet(True)

    foot = [*notes, tr("Coordinate system: {name}").format(name=_crs_name(layer.crs()))]
    text = tr(" · ").join(part for part in foot if part)
    foot_box = QRectF(_MARGIN_MM, bottom + 2.0, full_width, _FOOTER_MM - 2.0)
    _label(layout, text, foot_box, 7.5, colour=_GREY, top_aligned=True)
    return layout


def plain(text: str) -> str:
    """Text that a layout prints as it is: `[% … %]` would be evaluated as an expression."""
    return text.replace("[%", "[\u200b%")


def round_scale(denominator: float) -> float:
    """The next larger scale denominator that a reader can remember."""
    power = 10.0 ** math.floor(math.log10(denominator))
    for mantissa in (1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10):
        if denominator <= mantissa * power * (1 + 1e-9):
            return mantissa * power
    return 10 * power


def _label(
    layout: QgsPrintLayout,
    text: str,
    box: QRectF,
    size_pt: float,
    *,
    bold: bool = False,
    colour: str = "#1a1a1a",
    top_aligned: bool = False,
) -> QgsLayoutItemLabel:
    item = QgsLayoutItemLabel(layout)
    item.setText(plain(text))
    item.setMarginX(0)
    item.setMarginY(0)
    item.setVAlign(Qt.AlignmentFlag.AlignTop if top_aligned else Qt.AlignmentFlag.AlignVCenter)
    layout.addLayoutItem(item)
    item.attemptSetSceneRect(box)
    # A long title is set smaller, not cut off; a foot note wraps.
    while size_pt > 5.0:
        _set_label_font(item, size_pt, bold, colour)
        needed = item.sizeForText()
        lines = 1 if not top_aligned else max(1, math.ceil(needed.width() * 1.05 / box.width()))
        if needed.height() * lines <= box.height() + 0.5 and (top_aligned or needed.width() <= box.width()):
            break
        size_pt -= 0.5
    return item


def _set_label_font(item: QgsLayoutItemLabel, size_pt: float, bold: bool, colour: str) -> None:
    if hasattr(item, "setTextFormat"):
        item.setTextFormat(map_text_format(size_pt, bold, colour))
    else:
        item.setFont(map_font(size_pt, bold))
        item.setFontColor(QColor(colour))


def _map(layout: QgsPrintLayout, layer: QgsVectorLayer, frame: QRectF) -> QgsLayoutItemMap:
    item = QgsLayoutItemMap(layout)
    item.setId("map")
    layout.addLayoutItem(item)
    item.attemptSetSceneRect(frame)
    crs = _sheet_crs(layer)
    item.setCrs(crs)
    extent = _extent(layer, crs, layout.project())
    extent.scale(1.04)
    item.zoomToExtent(extent)
    item.setScale(round_scale(item.scale()))
    item.setFrameEnabled(True)
    item.setFrameStrokeWidth(QgsLayoutMeasurement(0.2))
    item.setBackgroundColor(QColor("#ffffff"))
    return item


def _extent(layer: QgsVectorLayer, crs: QgsCoordinateReferenceSystem, project: QgsProject) -> QgsRectangle:
    extent = layer.extent()
    if extent.isNull() or not extent.isFinite():
        raise ValueError("the layer has no extent")
    if extent.width() == 0 or extent.height() == 0:
        extent.grow(max(extent.width(), extent.height(), 1e-4) / 2)
    return QgsCoordinateTransform(layer.crs(), crs, project).transformBoundingBox(extent)


def _sheet_crs(layer: QgsVectorLayer) -> QgsCoordinateReferenceSystem:
    """The layer's own CRS; for degrees a transverse Mercator through its middle, for a true scale bar."""
    crs = layer.crs()
    if not crs.isValid() or not crs.isGeographic():
        return crs
    middle = layer.extent().center().x()
    ellipsoid = "+ellps=GRS80 +towgs84=0,0,0,0,0,0,0"
    return QgsCoordinateReferenceSystem.fromProj(
        f"+proj=tmerc +lat_0=0 +lon_0={middle:.4f} +k=1 +x_0=500000 +y_0=0 {ellipsoid} +units=m +no_defs"
    )


def _crs_name(crs: QgsCoordinateReferenceSystem) -> str:
    if not crs.isValid():
        return tr("unknown")
    name = _cgcs2000_name(crs.description())
    return f"{name} ({crs.authid()})" if crs.authid() else name


def _cgcs2000_name(description: str) -> str:
    """The statutory name of a CGCS2000 system; other descriptions come back as they are."""
    if description in ("CGCS2000", "China Geodetic Coordinate System 2000"):
        return tr("CGCS2000")
    found = re.fullmatch(r"CGCS2000 / 3-degree Gauss-Kruger (zone|CM) (\d+)E?", description)
    if found is None:
        return description
    zone = tr("CGCS2000, 3-degree zone {number}")
    meridian = tr("CGCS2000, 3-degree zone, central meridian {number}°E")
    return (zone if found[1] == "zone" else meridian).format(number=found[2])


def _north_arrow(layout: QgsPrintLayout, map_item: QgsLayoutItemMap, left: float, top: float) -> None:
    item = QgsLayoutItemPicture(layout)
    item.setPicturePath(str(_NORTH_ARROW))
    item.setLinkedMap(map_item)
    layout.addLayoutItem(item)
    item.attemptSetSceneRect(QRectF(left, top, *_ARROW_MM))


def _scale_bar(layout: QgsPrintLayout, map_item: QgsLayoutItemMap, frame: QRectF) -> None:
    if map_item.crs().mapUnits() == QgsUnitTypes.DistanceUnit.DistanceUnknownUnit:
        return
    wanted_km = frame.width() / 1000 * map_item.scale() / 1000 / 4
    step_km = _round_down(wanted_km / 2)
    item = QgsLayoutItemScaleBar(layout)
    item.setStyle("Single Box")
    item.setLinkedMap(map_item)
    item.setUnits(QgsUnitTypes.DistanceUnit.DistanceKilometers)
    item.setUnitLabel(tr("km"))
    item.setNumberOfSegmentsLeft(0)
    item.setNumberOfSegments(2)
    item.setUnitsPerSegment(step_km)
    item.setHeight(1.8)
    item.setTextFormat(map_text_format(8.0))
    item.setBackgroundEnabled(True)
    item.setBackgroundColor(QColor(255, 255, 255, 215))
    layout.addLayoutItem(item)
    item.update()
    item.attemptResize(QgsLayoutSize(item.minimumSize()))
    height = item.rect().height()
    item.attemptSetSceneRect(
        QRectF(frame.left() + 2, frame.bottom() - height - 2, item.rect().width(), height)
    )
    scale_text = tr("Scale 1:{denominator}").format(
        denominator=f"{map_item.scale():,.0f}".replace(",", GROUP)
    )
    left = item.scenePos().x() + item.rect().width() + 1
    label = _label(layout, scale_text, QRectF(left, frame.bottom() - 8, 40, 6), 8.0)
    label.setBackgroundEnabled(True)
    label.setBackgroundColor(QColor(255, 255, 255, 215))
    needed = label.sizeForText()
    label.attemptSetSceneRect(QRectF(left, frame.bottom() - 8, needed.width() + 1, 6))


def _round_down(value: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is not above `value`."""
    power = 10.0 ** math.floor(math.log10(value))
    for mantissa in (5, 2, 1):
        if mantissa * power <= value * (1 + 1e-9):
            return mantissa * power
    return power


def _legend(
    layout: QgsPrintLayout,
    map_item: QgsLayoutItemMap,
    layer: QgsVectorLayer,
    theme: Theme,
    title_note: str,
    box: QRectF,
) -> QgsLayoutItemLegend:
    """Legend with title and unit once on top, set small enough to stay inside its box."""
    item = QgsLayoutItemLegend(layout)
    item.setId("legend")
    layout.addLayoutItem(item)
    item.setLinkedMap(map_item)
    item.setAutoUpdateModel(False)
    root = item.model().rootGroup()
    root.removeAllChildren()
    node = QgsLayerTreeLayer(layer)
    root.addChildNode(node)
    below_title = [part for part in (theme.unit(), title_note) if part]
    node.setCustomProperty("legend/title-label", plain("\n".join(below_title)))
    hidden = not below_title or theme.kind == CATEGORICAL
    style = QgsLegendStyle.Style.Hidden if hidden else QgsLegendStyle.Style.Subgroup
    QgsLegendRenderer.setNodeLegendStyle(node, style)
    item.setTitle(plain(theme.title()))
    item.setWrapString("\n")
    item.setBoxSpace(0)
    item.setResizeToContents(True)
    item.attemptSetSceneRect(box)
    # A legend knows its size only once it has been painted; the map has no layers yet, so this is quick.
    QgsLayoutExporter(layout).renderPageToImage(0, dpi=layout.renderContext().dpi())
    labels = [entry.data(Qt.ItemDataRole.DisplayRole) for entry in item.model().layerLegendNodes(node)]
    for columns, size_pt in _LEGEND_SIZES:
        _set_legend_size(item, columns, size_pt)
        _wrap_labels(item, node, labels, box.width() / columns, size_pt)
        item.adjustBoxSize()
        if item.rect().width() <= box.width() and item.rect().height() <= box.height():
            break
    return item


def _wrap_labels(
    item: QgsLayoutItemLegend, node: QgsLayerTreeLayer, labels: list[str], width_mm: float, size_pt: float
) -> None:
    """Break labels that are wider than their column."""
    room_mm = width_mm - _patch_mm(size_pt) - _LABEL_GAP_MM - _COLUMN_GAP_MM
    for index, label in enumerate(labels):
        lines = wrapped(label, room_mm / (size_pt * _MM_PER_POINT))
        QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, index, plain("\n".join(lines)))
    item.model().refreshLayerLegend(node)


def wrapped(text: str, width_em: float) -> list[str]:
    """Lines of a text that are no wider than so many times the size of the font.

    English breaks at blanks, Chinese between any two characters; a single word may stay too wide.
    """
    font = map_font(10)
    font.setPixelSize(100)
    metrics = QFontMetricsF(font)
    lines = [""]
    for word in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+|\s+", text):
        longer = lines[-1] + word
        if lines[-1].strip() and metrics.horizontalAdvance(longer.rstrip()) > 100 * width_em:
            lines.append(word.lstrip())
        else:
            lines[-1] = longer
    return [line.strip() for line in lines if line.strip()]


def _patch_mm(size_pt: float) -> float:
    return size_pt * 0.75


def _set_legend_size(item: QgsLayoutItemLegend, columns: int, size_pt: float) -> None:
    item.setColumnCount(columns)
    item.setSplitLayer(columns > 1)
    item.setEqualColumnWidth(False)
    item.setColumnSpace(_COLUMN_GAP_MM)
    item.setSymbolWidth(_patch_mm(size_pt))
    item.setSymbolHeight(_patch_mm(size_pt) * 0.55)
    sizes = {
        QgsLegendStyle.Style.Title: (12.0, True),
        QgsLegendStyle.Style.Group: (size_pt, False),
        QgsLegendStyle.Style.Subgroup: (9.0, False),
        QgsLegendStyle.Style.SymbolLabel: (size_pt, False),
    }
    for style, (points, bold) in sizes.items():
        if hasattr(QgsLegendStyle, "setTextFormat"):
            item.rstyle(style).setTextFormat(map_text_format(points, bold))
        else:
            item.setStyleFont(style, map_font(points, bold))
            # 1 mm by default, so that the lines of one label stand further apart than two labels.
            item.setLineSpacing(0.0)
    item.rstyle(QgsLegendStyle.Style.Title).setMargin(QgsLegendStyle.Side.Bottom, 1.5)
    item.rstyle(QgsLegendStyle.Style.Subgroup).setMargin(QgsLegendStyle.Side.Bottom, 1.5)
    item.rstyle(QgsLegendStyle.Style.SymbolLabel).setMargin(QgsLegendStyle.Side.Left, _LABEL_GAP_MM)
    item.rstyle(QgsLegendStyle.Style.Symbol).setMargin(QgsLegendStyle.Side.Top, size_pt * 0.12)
