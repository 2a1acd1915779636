# SPDX-License-Identifier: GPL-2.0-or-later
"""tanheng:landcarbon – sink, emission and net of every polygon of a land layer."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
)

from ..core.carbon_tables import CarbonTables, read_carbon_tables
from ..core.problems import Problem, RefusedInput, gathered
from ..core.progress import ProgressPart
from ..layers.carbon_run import READING, CarbonRun
from ..layers.feedback import FeedbackProgress
from ..layers.i18n import language, tr
from ..layers.land_layer import LandLayer
from ..layers.summary_tables import carbon_table, issue_table
from ..styling.postprocessor import ResultStyler
from .balance_text import add_total_outputs, balance_text, emission_note, numbers
from .base import show_problems
from .land_parameters import LandAlgorithm

#: Table parameters and the role of each in ``read_carbon_tables``.
TABLES = {
    "SINK_TABLE": "sink_table",
    "INTENSITY_TABLE": "intensity_table",
    "LINK_TABLE": "link_table",
    "INVENTORY": "inventory",
    "SECTOR_SHARES": "sector_shares",
    "OFFICIAL_AREAS": "official_areas",
    "GROUP_NAMES": "group_names",
}


class LandCarbonAlgorithm(LandAlgorithm):
    """Computes the carbon account of a land layer."""

    def name(self) -> str:
        return "landcarbon"

    def displayName(self) -> str:
        return tr("Land carbon sinks and emissions")

    def shortHelpString(self) -> str:
        return tr(
            "Computes for every polygon of a land survey or plan layer its carbon sink, its emission and"
            " the net,"
            " in t CO2e per year, and sums by class and administrative unit.\n\n"
            "Sink = area × coefficient of Table 1 (陈可欣 et al. 2022; t C/(hm²·a), × 44/12).\n"
            "Emission = each sector of the inventory spread over the classes linked to it, by area ×"
            " intensity or"
            " relative weight, so that the polygons sum to the inventory. With a city total alone it is"
            " spread evenly"
            " over construction and transport land, and the result says so. With neither, emission stays"
            " empty.\n\n"
            "Polygons that cannot be computed keep their row with empty results and the reason in the"
            " field qa. The"
            " issues table says what was found, where, how many polygons and hectares, and what to do."
        )

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        self.add_land_parameters(code_optional=False)
        weight = QgsProcessingParameterField(
            "WEIGHT_FIELD",
            tr("Polygon weight field"),
            None,
            "INPUT",
            QgsProcessingParameterField.DataType.Numeric,
            False,
            True,
        )
        self.described(
            weight, tr("Weight of a polygon within its class, such as floor area ratio or jobs per hectare.")
        )
        self.add_table_input(
            "SINK_TABLE",
            tr("Own sink coefficients"),
            tr("Table class_code, value, unit (tC/ha/a or tCO2/ha/a) replaces the values of Table 1."),
        )
        self.add_table_input(
            "INTENSITY_TABLE",
            tr("Emission intensities"),
            tr("Table class_code, value and optional unit (tCO2/ha/a), sector."),
        )
        self.add_table_input(
            "LINK_TABLE",
            tr("Own sector links"),
            tr("Table sector, class_code, weight. A sector named in it has just these rows."),
        )
        self.add_table_input(
            "INVENTORY",
            tr("Inventory by sector"),
            tr(
                "Table sector, t_co2e (t CO2e per year). Other columns are ignored, rows of one"
                " sector add up."
            ),
        )
        total = QgsProcessingParameterNumber(
            "CITY_TOTAL",
            tr("City total (t CO2e per year)"),
            QgsProcessingParameterNumber.Type.Double,
            None,
            True,
            0.0,
        )
        self.described(total, tr("Emission of the whole city in t CO2e per year. An inventory wins over it."))
        self.add_table_input(
            "SECTOR_SHARES",
            tr("Sector shares of the city total"),
            tr("Table sector, share: splits the city total into sectors when there is no inventory."),
        )
        self.add_table_input(
            "OFFICIAL_AREAS",
            tr("Published class areas"),
            tr("Table class, area_ha: compared class by class with the layer."),
        )
        vector = QgsProcessing.SourceType
        self.add_layer_output(
            "OUTPUT",
            tr("Land carbon"),
            vector.TypeVectorPolygon,
            tr(
                "The layer with its own fields and cls, area_ha, sink_tco2e, emit_tco2e,"
                " net_tco2e, rates per hectare, qa."
            ),
        )
        self.add_layer_output(
            "SUMMARY", tr("Sums by class"), vector.TypeVector, tr("One row per class."), True
        )
        self.add_layer_output(
            "GROUPS", tr("Sums by administrative unit"), vector.TypeVector, tr("One row per unit."), True
        )
        self.add_layer_output(
            "ISSUES", tr("Issues"), vector.TypeVector, tr("What was found, and what to do."), True
        )
        add_total_outputs(self)

    def prepare_with(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        choice = self.land_choice(parameters, context)
        choice.weight_field = ",".join(self.parameterAsFields(parameters, "WEIGHT_FIELD", context))
        refusals: list[Problem] = []
        self._class_map: dict[str, str] | None = None
        self._map_problems: list[Problem] = []
        self._tables = self._read_tables(parameters, context, refusals)
        refined = self._tables.inventory is not None
        with gathered(refusals):
            self._land: LandLayer = self.open_land(parameters, choice, context, refined)
        with gathered(refusals):
            self._class_map, self._map_problems = self.class_map(parameters, context)
        if refusals:
            raise RefusedInput([*refusals, *self._map_problems, *self._tables.problems])

    def _read_tables(
        self, parameters: dict[str, Any], context: QgsProcessingContext, refusals: list[Problem]
    ) -> CarbonTables:
        raw = {}
        for name, role in TABLES.items():
            with gathered(refusals):
                raw[role] = self.table(parameters, name, context)
        total = None
        if parameters.get("CITY_TOTAL") not in (None, ""):
            total = self.parameterAsDouble(parameters, "CITY_TOTAL", context)
        return read_carbon_tables({role: table for role, table in raw.items() if table is not None}, total)

    def run_with(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        run = CarbonRun([self._land], [self._class_map], self._tables, self._map_problems)
        progress = FeedbackProgress(feedback)
        path = self.destination(parameters, "OUTPUT", context)
        if path is not None:
            output = path
            run.run_to_file(path, context, progress)
        else:
            output = self._run_to_provider(parameters, context, run, progress)
        totals = run.carbon.totals()
        show_problems(run.problems, feedback)
        feedback.pushInfo(balance_text(totals))
        self._style(output, context, run)
        lang = language()
        results: dict[str, Any] = {"OUTPUT": output, **numbers(totals)}
        for name, table in (
            ("SUMMARY", lambda: carbon_table("cls", run.carbon.by_class(lang))),
            ("GROUPS", lambda: carbon_table("group", run.carbon.by_group(self._tables.group_names))),
            ("ISSUES", lambda: issue_table(run.problems)),
        ):
            written = self.write_table(parameters, name, context, table())
            if written is not None:
                results[name] = written
        return results

    def _run_to_provider(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        run: CarbonRun,
        progress: FeedbackProgress,
    ) -> str:
        run.read_and_compute(progress)
        fields = run.fields("")
        source = self._land.source
        with self.provider_sink(
            parameters, "OUTPUT", context, fields, source.wkbType(), source.sourceCrs()
        ) as (writer, identifier):
            run.write(writer, fields, ProgressPart(progress, READING, 100.0))
        return identifier

    def _style(self, output: str, context: QgsProcessingContext, run: CarbonRun) -> None:
        if context.willLoadLayerOnCompletion(output):
            styler = ResultStyler(run.bound[0].classes.scheme.id, emission_note(run.carbon))
            context.layerToLoadOnCompletionDetails(output).setPostProcessor(styler)
