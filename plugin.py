# SPDX-License-Identifier: GPL-2.0-or-later
"""The door of the plugin: translator, provider, toolbar, menu and dock. Wiring only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from .layers.i18n import install_translator, tr

_HERE = Path(__file__).resolve().parent


class TanhengPlugin:
    """What QGIS starts and unloads.

    Args:
        iface: QGIS's interface, or None without a window; then only `initProcessing` is called.
    """

    def __init__(self, iface: Any) -> None:
        self.iface = iface
        self.translator = install_translator(_HERE)
        self.provider: Any = None
        self.toolbar: Any = None
        self.action: Any = None
        self.dock: Any = None

    def initProcessing(self) -> None:
        """Register the algorithms; all that `qgis_process` needs."""
        if self.provider is not None:
            return
        from .algorithms.provider import TanhengProvider

        self.provider = TanhengProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:
        """Register the algorithms and, where there is a window, add the toolbar and the menu entry."""
        self.initProcessing()
        if self.iface is None:
            return
        icon = QIcon(str(_HERE / "resources" / "icons" / "tanheng.svg"))
        self.action = QAction(icon, tr("Tanheng"), self.iface.mainWindow())
        self.action.setObjectName("TanhengShowDock")
        self.action.setToolTip(tr("Show or hide the land carbon panel"))
        self.action.setCheckable(True)
        self.action.toggled.connect(self._open_dock)

        self.toolbar = self.iface.addToolBar(tr("Tanheng"))
        self.toolbar.setObjectName("TanhengToolBar")
        self.toolbar.addAction(self.action)
        self.iface.addPluginToVectorMenu(tr("Tanheng"), self.action)

    def _open_dock(self) -> None:
        """Make the dock on its first use; from then on QGIS ties action and dock together."""
        from .ui.dock import TanhengDock

        self.action.toggled.disconnect(self._open_dock)
        self.dock = TanhengDock(self.iface)
        self.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.dock.setToggleVisibilityAction(self.action)
        self.dock.setUserVisible(True)

    def unload(self) -> None:
        """Take everything back that `initGui` and `initProcessing` added."""
        if self.dock is not None:
            self.iface.removeDockWidget(self.dock)
            self.dock.deleteLater()
            self.dock = None
        if self.action is not None:
            self.iface.removePluginVectorMenu(tr("Tanheng"), self.action)
            self.action.deleteLater()
            self.action = None
        if self.toolbar is not None:
            self.iface.mainWindow().removeToolBar(self.toolbar)
            self.toolbar.deleteLater()
            self.toolbar = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.translator is not None:
            QCoreApplication.removeTranslator(self.translator)
            self.translator = None
