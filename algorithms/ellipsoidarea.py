# SPDX-License-Identifier: GPL-2.0-or-later
"""tanheng:ellipsoidarea – the official ellipsoidal area of polygons."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
)

from ..core.units import m2_to_ha
from ..layers.area_run import AreaRun
from ..layers.feedback import FeedbackProgress
from ..layers.i18n import tr
from .base import TanhengAlgorithm, only_part, show_problems


class EllipsoidAreaAlgorithm(TanhengAlgorithm):
    """Adds the official ellipsoidal area to a polygon layer."""

    def name(self) -> str:
        return "ellipsoidarea"

    def displayName(self) -> str:
        return tr("Official ellipsoidal area")

    def shortHelpString(self) -> str:
        return tr(
            "Adds the field area_m2: the area of each polygon on the CGCS2000 ellipsoid by the official"
            " formula of the"
            " land survey (椭球面积计算, trapezoids along the edges), in square metres. It does not depend on the"
            " project's ellipsoid nor on a projection: coordinates are turned into longitude and latitude"
            " first.\n\n"
            "Edges are straight lines in longitude and latitude; the geodesic area that QGIS shows differs"
            " by less than"
            " 1e-6 of the area on survey polygons. Geometries without an area keep their row with an empty"
            " value."
        )

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        polygons = QgsProcessing.SourceType.TypeVectorPolygon
        self.described(
            QgsProcessingParameterFeatureSource("INPUT", tr("Polygon layer"), [polygons]),
            tr("Any polygon layer with a coordinate reference system. The layer is never changed."),
        )
        self.add_layer_output(
            "OUTPUT", tr("Ellipsoidal area"), polygons, tr("The layer with the field area_m2.")
        )
        self.addOutput(QgsProcessingOutputNumber("AREA_TOTAL_HA", tr("Total area (ha)")))

    def prepare_with(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        source = self.parameterAsSource(parameters, "INPUT", context)
        layer = self.layer_behind(parameters, "INPUT", context)
        if source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, "INPUT"))
        part = only_part(parameters["INPUT"])
        self._run = AreaRun(source, layer, context, part)

    def run_with(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        run = self._run
        progress = FeedbackProgress(feedback)
        path = self.destination(parameters, "OUTPUT", context)
        if path is not None:
            output = path
            run.run_to_file(path, context, progress)
        else:
            run.measure(progress)
            fields = run.fields("")
            source = run.source
            with self.provider_sink(
                parameters, "OUTPUT", context, fields, source.wkbType(), source.sourceCrs()
            ) as (writer, output):
                run.write(writer, fields, progress)
        show_problems(run.problems, feedback)
        return {"OUTPUT": output, "AREA_TOTAL_HA": m2_to_ha(run.total_m2)}
