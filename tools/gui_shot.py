# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs in the QGIS desktop (`qgis --code`, from gui_run.sh): load, style, open the dock, take a picture."""

from __future__ import annotations

import os
import sys
import traceback

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDockWidget, QToolButton
from qgis.utils import iface, plugins

OUT = os.environ["TANHENG_SHOT_OUT"]
LAYER = os.environ.get("TANHENG_SHOT_LAYER", "")
STYLE = os.environ.get("TANHENG_SHOT_STYLE", "")
CANVAS_ONLY = os.environ.get("CANVAS_ONLY", "") == "1"
TICK_MS = 250
SETTLE_TICKS = 12


def open_data() -> None:
    """Open the project, or the layer with the style asked for."""
    if not LAYER:
        return
    if LAYER.endswith((".qgz", ".qgs")) or LAYER.startswith("geopackage:"):
        if not QgsProject.instance().read(LAYER):
            raise RuntimeError(f"cannot open the project {LAYER}")
        return
    title = LAYER.split("layername=")[-1] if "layername=" in LAYER else os.path.basename(LAYER)
    layer = QgsVectorLayer(LAYER, title, "ogr")
    if not layer.isValid():
        raise RuntimeError(f"cannot open the layer {LAYER}")
    if STYLE:
        load_style(layer, STYLE)
    QgsProject.instance().setCrs(layer.crs())
    QgsProject.instance().addMapLayer(layer)
    iface.setActiveLayer(layer)


def load_style(layer: QgsVectorLayer, name: str) -> None:
    """Put a style stored in the layer's GeoPackage onto the layer."""
    count, ids, names, _descriptions, message = layer.listStylesInDatabase()
    if count < 0 or name not in names:
        raise RuntimeError(f"no style {name!r} among {names} {message}")
    qml, message = layer.getStyleFromDatabase(ids[names.index(name)])
    # importNamedStyle wants a document; the style manager takes the text as it is.
    from qgis.core import QgsMapLayerStyle

    style = QgsMapLayerStyle(qml)
    if not style.isValid():
        raise RuntimeError(f"style {name!r}: {message}")
    style.writeToLayer(layer)


def plugin_button() -> QToolButton | None:
    """The plugin's button in the toolbar, once it is visible."""
    action = plugins["tanheng"].action
    buttons = [b for b in iface.mainWindow().findChildren(QToolButton) if b.defaultAction() is action]
    return next((b for b in buttons if b.isVisible()), None)


class Director:
    """Goes one step further at every tick of a timer: the window is not ready when the script starts."""

    def __init__(self) -> None:
        self.waited = 0
        self.step = self.wait_for_plugin
        self.timer = QTimer()
        self.timer.timeout.connect(self.tick)
        self.timer.start(TICK_MS)

    def tick(self) -> None:
        try:
            self.step()
        except Exception:
            traceback.print_exc()
            sys.stderr.flush()
            self.leave()

    def go_on(self, step: object) -> None:
        self.waited, self.step = 0, step

    def wait_for_plugin(self) -> None:
        if "tanheng" not in plugins or not iface.mainWindow().isVisible():
            return
        iface.mainWindow().showMaximized()
        # The browser takes room that the map needs.
        browser = iface.mainWindow().findChild(QDockWidget, "Browser")
        if browser is not None:
            browser.close()
        open_data()
        self.go_on(self.open_dock)

    def open_dock(self) -> None:
        self.waited += 1
        if self.waited < SETTLE_TICKS:
            return
        if not CANVAS_ONLY:
            button = plugin_button()
            if button is not None:
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            else:
                # The button sits in the toolbar's overflow.
                plugins["tanheng"].action.trigger()
        self.go_on(self.zoom)

    def zoom(self) -> None:
        self.waited += 1
        if self.waited == 2:
            iface.mapCanvas().zoomToFullExtent()
        if self.waited > 4 and not iface.mapCanvas().isDrawing():
            self.go_on(self.shoot)

    def shoot(self) -> None:
        self.waited += 1
        if self.waited < SETTLE_TICKS or iface.mapCanvas().isDrawing():
            return
        picture = iface.mapCanvas().grab() if CANVAS_ONLY else iface.mainWindow().grab()
        if not picture.save(OUT):
            print(f"cannot write {OUT}", file=sys.stderr)
        self.leave()

    def leave(self) -> None:
        self.timer.stop()
        # Layers in the temporary folder would make QGIS ask before it closes.
        QgsProject.instance().clear()
        iface.actionExit().trigger()


tanheng_director = Director()
