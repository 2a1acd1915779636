# SPDX-License-Identifier: GPL-2.0-or-later
"""tanheng:projection – emission up to the target year and 2060, and the reduction task."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
    QgsVectorLayer,
)

from ..core.problems import Problem, RefusedInput, distinct, problem, refuse_if_error
from ..core.projection import (
    METHODS,
    Projection,
    Scenario,
    project,
    project_all,
)
from ..core.projection_band import emission_band, input_half_widths
from ..core.target_inputs import BASELINE, read_target_tables
from ..layers.i18n import language, tr
from ..layers.projection_tables import projection_table
from ..layers.summary_tables import issue_table
from ..layers.text_table import is_text_table
from .base import TanhengAlgorithm, show_problems

_DOUBLE = QgsProcessingParameterNumber.Type.Double
_INTEGER = QgsProcessingParameterNumber.Type.Integer


class ProjectionAlgorithm(TanhengAlgorithm):
    """Projects a city's emission by KAYA."""

    def name(self) -> str:
        return "projection"

    def displayName(self) -> str:
        return tr("Emission projection and reduction task")

    def shortHelpString(self) -> str:
        return tr(
            "Projects a city's emission to the target year and on to 2060: population × GDP per head × emission per"
            " GDP (KAYA), at full precision.\n\n"
            "Population and GDP per head go geometrically from the last complete year of the series to their target"
            " values; after the target year each keeps that yearly rate unless another is given (0 holds it). The"
            " emission per GDP follows the trend of the series.\n\n"
            "GDP of the series and of the target must be at the same constant prices. low_t and high_t of the path"
            " bound the emission by the rounding of the series' figures."
        )

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        self._add_inputs()
        self._add_scenario_inputs()
        vector = QgsProcessing.SourceType.TypeVector
        self.add_layer_output(
            "OUTPUT",
            tr("Emission path"),
            vector,
            tr(
                "One row per year and scenario: population_wan (10⁴), gdp_pc_wan (10⁴ yuan), intensity (t per 10⁴"
                " yuan), emission_t, per_head (t), scenario, bounds low_t and high_t."
            ),
        )
        self.add_layer_output("ISSUES", tr("Issues"), vector, tr("What was found, and what to do."), True)
        for name, description in (
            ("INTENSITY", tr("Emission per GDP in the target year (t per 10⁴ yuan)")),
            ("EMISSION", tr("Emission in the target year (t CO2e per year)")),
            ("REDUCTION_TASK", tr("Reduction task: emission minus planned sink (t CO2e per year)")),
            ("EMISSION_LOW", tr("Lower bound of the emission by rounding (t CO2e per year)")),
            ("EMISSION_HIGH", tr("Upper bound of the emission by rounding (t CO2e per year)")),
            ("YEAR_MEETING_SINK", tr("Year in which the emission meets the sink (empty: not before 2060)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, description))

    def _add_inputs(self) -> None:
        self.described(
            QgsProcessingParameterVectorLayer("SERIES", tr("Series"), [QgsProcessing.SourceType.TypeVector]),
            tr(
                "Table year, emission_wan_t (10⁴ t), gdp_yi (10⁸ yuan), population_wan (10⁴ persons). Any of them may"
                " be left out where per_head_t (t), intensity_t_per_wan (t per 10⁴ yuan) or gdp_pc_wan (10⁴ yuan)"
                " let it be derived; a column price_base may name the price base."
            ),
        )
        year = QgsProcessingParameterNumber(
            "TARGET_YEAR", tr("Target year"), _INTEGER, 2035, False, 1900, 2100
        )
        self.described(year, tr("Year of the target values."))
        self._number(
            "POPULATION_WAN", tr("Population in the target year (10⁴ persons)"), tr("Planned population."), 0.0,
            optional=False,
        )  # fmt: skip
        self._number(
            "GDP_PER_CAPITA_WAN",
            tr("GDP per head in the target year (10⁴ yuan)"),
            tr("At the price base of the series."),
            0.0,
            optional=False,
        )
        method = QgsProcessingParameterEnum(
            "METHOD", tr("Trend of the emission per GDP"), list(METHODS), False, METHODS[0], True
        )
        method.setUsesStaticStrings(True)
        self.described(
            method,
            tr(
                "exponential: through the first and last year of the series; exponential_fit: least squares on"
                " logarithms; linear: through the first and last year, refused where it becomes negative; logistic:"
                " S-shaped fall towards a floor; path: your own table."
            ),
        )
        self._number(
            "TARGET_SINK",
            tr("Planned sink (t CO2e per year)"),
            tr("Sink of the target year, such as SINK_TOTAL of the plan layer. Without it there is no task."),
            0.0,
        )
        self.described(
            QgsProcessingParameterString("PRICE_BASE", tr("Price base of GDP"), None, False, True),
            tr("Such as: constant prices of 2015. It is shown with the results."),
        )

    def _add_scenario_inputs(self) -> None:
        self._number(
            "FLOOR",
            tr("Floor of the logistic path (t per 10⁴ yuan)"),
            tr("0 if not given."),
            0.0,
            advanced=True,
        )
        self._number(
            "CEILING",
            tr("Ceiling of the logistic path (t per 10⁴ yuan)"),
            tr("Twice the first value of the series minus the floor if not given."),
            0.0,
            advanced=True,
        )
        self._number(
            "INTENSITY_FACTOR",
            tr("Change factor of the emission per GDP in the target year"),
            tr("0.9: ten percent below the trend in the target year, reached step by step."),
            0.0,
            advanced=True,
        )
        self._number(
            "EXTRA_DECLINE_PCT",
            tr("Extra yearly decline of the emission per GDP (%)"),
            tr("On top of the trend, every year."),
            advanced=True,
        )
        self._number(
            "POPULATION_GROWTH_AFTER_PCT",
            tr("Yearly growth of population after the target year (%)"),
            tr("The rate before the target year if not given; 0 holds the value."),
            advanced=True,
        )
        self._number(
            "GDP_PC_GROWTH_AFTER_PCT",
            tr("Yearly growth of GDP per head after the target year (%)"),
            tr("The rate before the target year if not given; 0 holds the value."),
            advanced=True,
        )
        self.add_table_input(
            "PATH",
            tr("Own path of the emission per GDP"),
            tr(
                "Table year, intensity (t per 10⁴ yuan) and optional scenario; straight lines between the years."
            ),
        )
        self.add_table_input(
            "SCENARIOS",
            tr("Further scenarios"),
            tr(
                "Table scenario, name, target_year, population_wan, gdp_per_capita_wan, method, intensity_factor,"
                " extra_decline_pct, floor, ceiling, population_growth_after_pct, gdp_pc_growth_after_pct. What is"
                " blank is as above. The parameters alone are the scenario baseline; a row of that name changes it."
            ),
        )

    def _number(
        self,
        name: str,
        description: str,
        text: str,
        minimum: float | None = None,
        optional: bool = True,
        advanced: bool = False,
    ) -> None:
        parameter = QgsProcessingParameterNumber(name, description, _DOUBLE, None, optional)
        if minimum is not None:
            parameter.setMinimum(minimum)
        if advanced:
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.described(parameter, text)

    def checkParameterValues(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        values = dict(parameters)
        series = values.get("SERIES")
        if isinstance(series, str) and is_text_table(series):
            # Our own reader says what is wrong with it; to Processing any table stands for it.
            values["SERIES"] = QgsVectorLayer("NoGeometry", "series", "memory")
        return super().checkParameterValues(values, context)

    def prepare_with(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        raw = self.table(parameters, "SERIES", context)
        if raw is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, "SERIES"))
        read = read_target_tables(
            raw,
            self._baseline(parameters, context),
            self.table(parameters, "SCENARIOS", context),
            self.table(parameters, "PATH", context),
            self.parameterAsString(parameters, "PRICE_BASE", context).strip(),
        )
        self._series, self._scenarios, self._problems = read.series, read.scenarios, read.problems
        refuse_if_error(self._problems)

    def _baseline(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Scenario:
        """The scenario that the parameters themselves describe."""

        def number(name: str) -> float | None:
            if parameters.get(name) in (None, ""):
                return None
            return float(self.parameterAsDouble(parameters, name, context))

        factor = number("INTENSITY_FACTOR")
        return Scenario(
            BASELINE,
            self.parameterAsInt(parameters, "TARGET_YEAR", context),
            number("POPULATION_WAN") or 0.0,
            number("GDP_PER_CAPITA_WAN") or 0.0,
            name_zh="基准情景",
            name_en="Baseline",
            method=self.parameterAsString(parameters, "METHOD", context),
            intensity_factor=1.0 if factor is None else factor,
            extra_decline_pct=number("EXTRA_DECLINE_PCT") or 0.0,
            floor_t_per_wan=number("FLOOR") or 0.0,
            ceiling_t_per_wan=number("CEILING"),
            population_growth_after_pct=number("POPULATION_GROWTH_AFTER_PCT"),
            gdp_pc_growth_after_pct=number("GDP_PC_GROWTH_AFTER_PCT"),
        )

    def run_with(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        series = self._series
        try:
            main = project(series, self._scenarios[0])
        except RefusedInput as refused:
            raise RefusedInput([*self._problems, *refused.problems]) from refused
        others, found = project_all(series, self._scenarios[1:])
        problems = distinct([*self._problems, *main.problems, *found])
        half_widths = input_half_widths(series)
        made = [(one, emission_band(series, one.scenario, half_widths)) for one in (main, *others)]
        results = self._numbers(parameters, context, main, made[0][1], problems)
        show_problems(problems, feedback)
        feedback.pushInfo(self._summary(main, results))
        for name, table in (
            ("OUTPUT", projection_table(made, language())),
            ("ISSUES", issue_table(problems)),
        ):
            written = self.write_table(parameters, name, context, table)
            if written is not None:
                results[name] = written
        return results

    def _numbers(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        main: Projection,
        band: tuple[Any, Any],
        problems: list[Problem],
    ) -> dict[str, Any]:
        target = main.scenario.target_year - main.base_year
        results: dict[str, Any] = {
            "INTENSITY": main.target_intensity_t_per_wan,
            "EMISSION": main.target_emission_t,
            "EMISSION_LOW": float(band[0][target]),
            "EMISSION_HIGH": float(band[1][target]),
            "REDUCTION_TASK": None,
            "YEAR_MEETING_SINK": None,
        }
        if parameters.get("TARGET_SINK") not in (None, ""):
            sink = self.parameterAsDouble(parameters, "TARGET_SINK", context)
            task = main.reduction_task_t(sink)
            results["REDUCTION_TASK"] = task
            results["YEAR_MEETING_SINK"] = main.year_meeting_sink(sink)
            if task <= 0.0:
                problems.append(
                    problem("reduction_not_needed", value=f"{-task:.0f}", scenario=main.scenario.id)
                )
        return results

    def _summary(self, main: Projection, results: dict[str, Any]) -> str:
        text = tr(
            "{year}: emission {emission:,.0f} t CO2e ({low:,.0f} to {high:,.0f} by rounding of the series), emission"
            " per GDP {intensity:.4f} t per 10⁴ yuan. Price base of GDP: {price_base}."
        ).format(
            year=main.scenario.target_year,
            emission=results["EMISSION"],
            low=results["EMISSION_LOW"],
            high=results["EMISSION_HIGH"],
            intensity=results["INTENSITY"],
            price_base=main.price_base or tr("not stated"),
        )
        task = results["REDUCTION_TASK"]
        if task is None:
            return text
        meets = results["YEAR_MEETING_SINK"]
        if meets is None:
            more = tr(" Reduction task {task:,.0f} t. The emission does not meet the sink before {last}.")
            return text + more.format(task=task, last=int(main.years[-1]))
        return text + tr(" Reduction task {task:,.0f} t. The emission meets the sink in {year}.").format(
            task=task, year=meets
        )
