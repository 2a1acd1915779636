# SPDX-License-Identifier: GPL-2.0-or-later
"""The Processing provider `tanheng`."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingAlgorithm, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..layers.i18n import tr

_ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"


def icon(name: str) -> QIcon:
    """The icon `resources/icons/<name>.svg`."""
    return QIcon(str(_ICONS / f"{name}.svg"))


def algorithm_classes() -> tuple[type[QgsProcessingAlgorithm], ...]:
    """The algorithms in the order of the work. Imported on call, so that QGIS starts fast."""
    from .assess import AssessAlgorithm
    from .check import CheckAlgorithm
    from .ellipsoidarea import EllipsoidAreaAlgorithm
    from .inventory import InventoryAlgorithm
    from .landcarbon import LandCarbonAlgorithm
    from .projection import ProjectionAlgorithm

    return (
        CheckAlgorithm,
        InventoryAlgorithm,
        LandCarbonAlgorithm,
        ProjectionAlgorithm,
        EllipsoidAreaAlgorithm,
        AssessAlgorithm,
    )


class TanhengProvider(QgsProcessingProvider):
    """Holds the algorithms; `id` is part of users' models and scripts and never changes."""

    def id(self) -> str:
        return "tanheng"

    def name(self) -> str:
        return tr("Tanheng")

    def longName(self) -> str:
        return tr("Tanheng – land carbon sinks, emissions and balance")

    def icon(self) -> QIcon:
        return icon("tanheng")

    def svgIconPath(self) -> str:
        return str(_ICONS / "tanheng.svg")

    def loadAlgorithms(self) -> None:
        for algorithm_class in algorithm_classes():
            self.addAlgorithm(algorithm_class())
