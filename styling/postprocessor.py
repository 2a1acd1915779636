# SPDX-License-Identifier: GPL-2.0-or-later
"""Styles a result layer when Processing loads it."""

from __future__ import annotations

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsVectorLayer,
)

from .symbology import add_all_styles


class ResultStyler(QgsProcessingLayerPostProcessorInterface):
    """Gives the loaded layer its four styles. Runs on the main thread, and only where the layer is loaded."""

    # QGIS holds a bare pointer to the C++ half; without a Python reference it is gone before it is called.
    _alive: list[ResultStyler] = []

    def __init__(self, scheme: str = "sandiao", emission_note: str = "") -> None:
        """Take the scheme of `cls` and a translated remark for the emission and net styles."""
        super().__init__()
        self._scheme = scheme
        self._emission_note = emission_note
        ResultStyler._alive.append(self)

    def postProcessLayer(  # noqa: N802 - QGIS's name
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Called by QGIS with the loaded layer."""
        if isinstance(layer, QgsVectorLayer):
            add_all_styles(layer, self._scheme, self._emission_note)
            layer.emitStyleChanged()
