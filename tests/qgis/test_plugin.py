# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin as QGIS starts and unloads it."""

from __future__ import annotations

import sys

import pytest
import qgis.utils
from package_root import PACKAGE, ROOT
from qgis.core import Qgis, QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QLabel, QToolBar

from tanheng import classFactory


def provider():
    return QgsApplication.processingRegistry().providerById("tanheng")


def delete_now():
    """Carry out what `deleteLater` put off."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


@pytest.fixture
def iface(qgis_iface, monkeypatch):
    """The stub, with a toolbar and a dock that really stand in the main window."""
    window = qgis_iface.mainWindow()
    monkeypatch.setattr(qgis_iface, "addToolBar", window.addToolBar, raising=False)
    monkeypatch.setattr(qgis_iface, "addDockWidget", window.addDockWidget, raising=False)
    monkeypatch.setattr(qgis_iface, "removeDockWidget", window.removeDockWidget, raising=False)
    window.show()
    yield qgis_iface
    window.hide()


@pytest.fixture
def plugin(iface):
    started = classFactory(iface)
    started.initGui()
    yield started
    started.unload()
    delete_now()


def test_toolbar_has_name_and_icon(plugin, iface):
    toolbar = iface.mainWindow().findChild(QToolBar, "TanhengToolBar")
    assert toolbar.windowTitle() == "Tanheng"
    assert toolbar.actions() == [plugin.action]
    assert plugin.action.isCheckable() and not plugin.action.isChecked()
    assert not plugin.action.icon().pixmap(24, 24).isNull()


def test_dock_is_made_on_first_use_only(plugin, iface):
    assert plugin.dock is None
    assert iface.mainWindow().findChild(QDockWidget, "TanhengDock") is None
    plugin.action.trigger()
    first = plugin.dock
    assert first.objectName() == "TanhengDock"
    plugin.action.trigger()
    plugin.action.trigger()
    assert plugin.dock is first


def test_action_shows_and_hides_the_dock(plugin):
    plugin.action.trigger()
    QCoreApplication.processEvents()
    assert plugin.dock.isVisible() and plugin.action.isChecked()
    plugin.action.trigger()
    QCoreApplication.processEvents()
    assert not plugin.dock.isVisible() and not plugin.action.isChecked()
    plugin.action.trigger()
    QCoreApplication.processEvents()
    assert plugin.dock.isVisible()
    plugin.dock.close()
    QCoreApplication.processEvents()
    assert not plugin.action.isChecked()


def test_dock_opens_the_algorithms(plugin, monkeypatch):
    import processing

    plugin.action.trigger()
    opened = []
    monkeypatch.setattr(processing, "execAlgorithmDialog", lambda *a: opened.append(a), raising=False)
    monkeypatch.setattr(
        "tanheng.ui.dock.QgsApplication.processingRegistry",
        lambda: type("R", (), {"algorithmById": staticmethod(lambda _id: object())}),
    )
    for key in ("tanheng:check", "tanheng:landcarbon", "tanheng:ellipsoidarea", "tanheng:assess"):
        plugin.dock.buttons[key].click()
    plugin.dock.buttons["sample"].click()
    monkeypatch.undo()
    assert [algorithm for algorithm, _values in opened] == [
        "tanheng:check", "tanheng:landcarbon", "tanheng:ellipsoidarea", "tanheng:assess", "tanheng:assess",
    ]  # fmt: skip
    assert opened[0][1] == {}
    assert opened[-1][1]["STUDY"].endswith("study.json")


def test_dock_says_that_the_toolbox_is_missing(plugin, iface):
    plugin.action.trigger()
    plugin.dock.show_toolbox()
    messages = iface.messageBar().get_messages(Qgis.MessageLevel.Warning)
    assert "Processing plugin is switched off" in messages[-1]


def test_dock_shows_text_as_text_and_stays_narrow(plugin):
    plugin.action.trigger()
    assert plugin.dock.minimumWidth() == 320
    labels = plugin.dock.findChildren(QLabel)
    assert len(labels) >= 5
    assert all(label.wordWrap() for label in labels)


def test_unload_leaves_nothing(iface):
    delete_now()
    actions_before = len(iface.mainWindow().findChildren(QAction))
    plugin = classFactory(iface)
    plugin.initGui()
    plugin.action.trigger()
    plugin.unload()
    delete_now()
    window = iface.mainWindow()
    assert window.findChildren(QToolBar, "TanhengToolBar") == []
    assert window.findChildren(QDockWidget, "TanhengDock") == []
    assert window.findChildren(QAction, "TanhengShowDock") == []
    assert len(window.findChildren(QAction)) <= actions_before
    assert provider() is None


def test_without_a_window():
    plugin = classFactory(None)
    plugin.initProcessing()
    assert provider().name() == "Tanheng"
    assert provider().icon().isNull() is False
    plugin.initGui()
    assert plugin.toolbar is None and plugin.action is None
    plugin.unload()
    assert provider() is None


def test_processing_is_registered_once():
    plugin = classFactory(None)
    plugin.initProcessing()
    first = plugin.provider
    plugin.initProcessing()
    assert plugin.provider is first
    plugin.unload()


def test_qgis_own_loader(iface, tmp_path, monkeypatch):
    """Load, start and unload through qgis.utils, from a link with the plugin's name."""
    (tmp_path / PACKAGE).symlink_to(ROOT, target_is_directory=True)
    load_through_qgis(tmp_path, iface, monkeypatch)


def load_through_qgis(folder, iface, monkeypatch, processing_only=False):
    """Take the plugin through QGIS's loader, with this session's own copy of the package out of the way."""
    ours = {n: m for n, m in sys.modules.items() if n == PACKAGE or n.startswith(PACKAGE + ".")}
    for name in ours:
        del sys.modules[name]
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setattr(qgis.utils, "plugin_paths", [str(folder)])
    monkeypatch.setattr(qgis.utils, "iface", iface)
    try:
        qgis.utils.updateAvailablePlugins()
        assert PACKAGE in qgis.utils.available_plugins
        assert qgis.utils.pluginMetadata(PACKAGE, "name") == "Tanheng 碳衡"
        assert qgis.utils.loadPlugin(PACKAGE)
        loaded_from = sys.modules[PACKAGE].__file__
        assert loaded_from.startswith(str(folder))
        assert qgis.utils.startPlugin(PACKAGE)
        assert provider() is not None
        qgis.utils.plugins[PACKAGE].action.trigger()
        assert qgis.utils.plugins[PACKAGE].dock is not None
        algorithms = [a.id() for a in provider().algorithms()]
        assert qgis.utils.unloadPlugin(PACKAGE)
        delete_now()
        assert provider() is None
        return algorithms
    finally:
        for name in [n for n in sys.modules if n == PACKAGE or n.startswith(PACKAGE + ".")]:
            del sys.modules[name]
        sys.modules.update(ours)
