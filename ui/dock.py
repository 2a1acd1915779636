# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock: says what the plugin does and opens its algorithms."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import Qgis, QgsApplication
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import (
    QDockWidget,
    QFrame,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ..algorithms.provider import icon
from ..layers.i18n import tr

_SAMPLE_STUDY = Path(__file__).resolve().parent.parent / "resources" / "sample" / "study.json"


class TanhengDock(QgsDockWidget):
    """Explains the order of the work and opens the dialog of each algorithm.

    Args:
        iface: QGIS's interface; its main window becomes the parent.
    """

    def __init__(self, iface: Any) -> None:
        super().__init__(tr("Tanheng"), iface.mainWindow())
        self._iface = iface
        # Names the dock in the saved window layout: never change it.
        self.setObjectName("TanhengDock")
        self.setMinimumWidth(320)
        self.buttons: dict[str, QPushButton] = {}

        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(
            _text(
                tr(
                    "From a land-survey layer to a city's carbon balance: every polygon's carbon sink and "
                    "emission, calibrated to the city's inventory. The survey layer itself is never edited."
                )
            )
        )
        column.addWidget(self._survey_box())
        column.addWidget(self._study_box())
        column.addWidget(self._toolbox_box())
        column.addStretch(1)

        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        self.setWidget(area)

    def _survey_box(self) -> QGroupBox:
        box, column = _group(tr("Survey layer"))
        column.addWidget(
            _text(
                tr(
                    "1. Check: which classes, units and encoding the layer seems to have, and what is wrong "
                    "with it. Nothing is computed."
                )
            )
        )
        column.addWidget(self._button("tanheng:check", tr("Check Survey Layer…")))
        column.addWidget(
            _text(
                tr(
                    "2. Compute: a new layer with sink, emission and net of every polygon, and summaries by "
                    "class and district."
                )
            )
        )
        column.addWidget(self._button("tanheng:landcarbon", tr("Compute Land Carbon…")))
        column.addWidget(
            _text(tr("Official ellipsoidal area of every polygon, independent of the project's settings."))
        )
        column.addWidget(self._button("tanheng:ellipsoidarea", tr("Ellipsoidal Area…")))
        return box

    def _study_box(self) -> QGroupBox:
        box, column = _group(tr("Whole study"))
        column.addWidget(
            _text(
                tr(
                    "A study file names the layers, tables and totals of an assessment. One run writes the "
                    "GeoPackage, the maps and a record of the run."
                )
            )
        )
        column.addWidget(self._button("tanheng:assess", tr("Run Study…")))
        column.addWidget(
            self._button(
                "tanheng:assess", tr("Run Sample Study…"), {"STUDY": str(_SAMPLE_STUDY)}, key="sample"
            )
        )
        return box

    def _toolbox_box(self) -> QGroupBox:
        box, column = _group(tr("Toolbox, models and scripts"))
        column.addWidget(
            _text(
                tr(
                    "The same tools are in the Processing toolbox under Tanheng, and run in models, in "
                    "batch and by qgis_process."
                )
            )
        )
        button = QPushButton(tr("Show in Toolbox"))
        button.setIcon(QgsApplication.getThemeIcon("/processingAlgorithm.svg"))
        button.clicked.connect(self.show_toolbox)
        self.buttons["toolbox"] = button
        column.addWidget(button)
        return box

    def _button(
        self, algorithm_id: str, text: str, values: dict[str, Any] | None = None, key: str = ""
    ) -> QPushButton:
        button = QPushButton(icon(algorithm_id.split(":")[1]), text)
        button.setIconSize(QSize(20, 20))
        button.clicked.connect(partial(self.open_algorithm, algorithm_id, values or {}))
        self.buttons[key or algorithm_id] = button
        return button

    def open_algorithm(self, algorithm_id: str, values: dict[str, Any], *_: Any) -> None:
        """Open the Processing dialog of an algorithm with some parameters filled in."""
        if QgsApplication.processingRegistry().algorithmById(algorithm_id) is None:
            self._warn(tr("This version of Tanheng does not have the tool {0}.").format(algorithm_id))
            return
        import processing

        processing.execAlgorithmDialog(algorithm_id, values)

    def show_toolbox(self, *_: Any) -> None:
        """Show QGIS's Processing toolbox, filtered to this plugin's tools."""
        toolbox = self._iface.mainWindow().findChild(QDockWidget, "ProcessingToolbox")
        if toolbox is None:
            self._warn(tr("The Processing plugin is switched off. Switch it on in the plugin manager."))
            return
        toolbox.setVisible(True)
        toolbox.raise_()
        search = toolbox.findChild(QLineEdit, "searchBox")
        if search is not None:
            search.setText("tanheng")

    def _warn(self, text: str) -> None:
        self._iface.messageBar().pushMessage(tr("Tanheng"), text, Qgis.MessageLevel.Warning)


def _group(title: str) -> tuple[QGroupBox, QVBoxLayout]:
    box = QGroupBox(title)
    return box, QVBoxLayout(box)


def _text(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
