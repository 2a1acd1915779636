# SPDX-License-Identifier: GPL-2.0-or-later
"""tanheng:check – what a land layer consists of, how to bind it, and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from qgis.core import (
    QgsFields,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
)

from ..core.carbon_tables import read_carbon_tables
from ..core.class_profile import class_profile
from ..core.land_carbon import BoundLayer
from ..core.problems import Problem, distinct
from ..core.progress import ProgressPart
from ..core.study import ENCODING_AUTO, LandLayerChoice
from ..core.units import m2_to_ha
from ..layers.feedback import FeedbackProgress
from ..layers.i18n import language, tr
from ..layers.land_fields import (
    AREA_FIELDS,
    CODE_FIELDS,
    DEDUCT_FIELDS,
    GROUP_FIELDS,
    find_field,
    land_fields,
)
from ..layers.land_layer import LandLayer, bind_land_layer, open_land_layer, read_land_layer
from ..layers.summary_tables import issue_table, profile_table
from ..layers.text_encoding import in_encoding
from ..layers.topology import topology_problems
from .base import show_problems
from .land_parameters import LandAlgorithm

_READING = 60.0
#: Attributes of a choice that name a field.
_FIELD_ROLES = ("code_field", "name_field", "area_field", "deduct_field", "group_field")
#: Problems after which the scheme in force may be the wrong one.
_DOUBTS = {"scheme_uncertain", "scheme_contradicted", "map_needed"}


class CheckAlgorithm(LandAlgorithm):
    """Profiles a land layer and proposes its binding."""

    def name(self) -> str:
        return "check"

    def displayName(self) -> str:
        return tr("Check a land layer")

    def shortHelpString(self) -> str:
        return tr(
            "Reads a whole land layer and says what it consists of: class codes with names, polygons and"
            " hectares, the"
            " class each code is bound to and its sink coefficient. Fields that are not chosen are"
            " proposed by their"
            " names, the classification scheme from all codes and names together, the encoding from the"
            " bytes.\n\n"
            "The issues table lists everything that would stop or disturb a computation, with counts,"
            " hectares and"
            " what to do. Nothing is refused here and nothing is changed."
        )

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        self.add_land_parameters(code_optional=True)
        self.add_table_input(
            "SINK_TABLE",
            tr("Own sink coefficients"),
            tr("Table class_code, value, unit (tC/ha/a or tCO2/ha/a) replaces the values of Table 1."),
        )
        self.described(
            QgsProcessingParameterBoolean(
                "CHECK_TOPOLOGY", tr("Look for invalid and overlapping polygons"), False
            ),
            tr("Takes about a second per 10 000 polygons."),
        )
        table = QgsProcessing.SourceType.TypeVector
        self.add_layer_output(
            "OUTPUT", tr("Class profile"), table, tr("One row per class code of the layer."), True
        )
        self.add_layer_output("ISSUES", tr("Issues"), table, tr("What was found, and what to do."), True)
        for name, description in (
            ("SCHEME", tr("Classification scheme")),
            ("CODE_FIELD", tr("Class code field")),
            ("NAME_FIELD", tr("Class name field")),
            ("AREA_FIELD", tr("Survey area field")),
            ("DEDUCT_FIELD", tr("Deducted area field")),
            ("GROUP_FIELD", tr("Administrative code field")),
            ("ENCODING", tr("Text encoding")),
        ):
            self.addOutput(QgsProcessingOutputString(name, description))
        self.addOutput(QgsProcessingOutputBoolean("SCHEME_CERTAIN", tr("The scheme is certain")))
        for name, description in (
            ("POLYGONS", tr("Polygons")),
            ("UNMAPPED_COUNT", tr("Polygons without a class")),
            ("UNMAPPED_AREA_HA", tr("Area of polygons without a class (ha)")),
            ("AREA_TOTAL_HA", tr("Area of all polygons (ha)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, description))

    def prepare_with(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        layer, source, part = self.land_input(parameters, context)
        chosen = self.land_choice(parameters, context)
        fields = in_encoding(layer, chosen.encoding)[0].fields()
        choice, unusable = bindable(fields, chosen)
        if not choice.code_field:
            raise QgsProcessingException(
                tr(
                    "No field of the layer looks like a class code ({names}). Choose the class code field."
                ).format(names=", ".join(field.name() for field in fields))
            )
        self._land: LandLayer = open_land_layer(layer, choice, context, source, part, strict=False)
        self._class_map, found = self.class_map(parameters, context)
        self._problems: list[Problem] = [*unusable, *found]
        table = self.table(parameters, "SINK_TABLE", context)
        self._tables = read_carbon_tables({} if table is None else {"sink_table": table})

    def run_with(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        land = self._land
        progress = FeedbackProgress(feedback)
        topology = self.parameterAsBool(parameters, "CHECK_TOPOLOGY", context)
        columns = read_land_layer(land, ProgressPart(progress, 0.0, _READING if topology else 100.0))
        bound, problems = bind_land_layer(land, columns, self._class_map)
        problems = [*self._problems, *self._tables.problems, *problems]
        if topology:
            # Small layers are validated as they are read; what that found is not said twice.
            said = {found.code for found in problems}
            searched = self._topology(land, bound, ProgressPart(progress, _READING, 100.0))
            problems += [found for found in searched if found.code not in said]
        problems = distinct(problems)
        show_problems(problems, feedback)
        results = _numbers(land, bound)
        profile = profile_table(class_profile(bound, self._tables.sinks, language()))
        for name, table in (("OUTPUT", profile), ("ISSUES", issue_table(problems))):
            written = self.write_table(parameters, name, context, table)
            if written is not None:
                results[name] = written
        return results

    def _topology(self, land: LandLayer, bound: BoundLayer, progress: ProgressPart) -> list[Problem]:
        carbon = np.array([*bound.classes.carbon_codes, "none"])[bound.class_index]
        fid = bound.columns.fid
        return topology_problems(
            land.source,
            land.to_geographic,
            fid[carbon == ""].tolist(),
            fid[carbon == "1105"].tolist(),
            progress,
        )


def bindable(fields: QgsFields, chosen: LandLayerChoice) -> tuple[LandLayerChoice, list[Problem]]:
    """The choice with proposals, without fields that cannot be read, and what is wrong with these."""
    choice = _proposed(fields, chosen)
    if not choice.code_field:
        return choice, []
    _, problems = land_fields(fields, choice)
    unusable = {found.field.casefold() for found in problems}
    rest = QgsFields()
    for field in fields:
        if field.name().casefold() not in unusable:
            rest.append(field)
    names = {role: getattr(choice, role) for role in _FIELD_ROLES}
    readable: dict[str, Any] = {
        role: name if find_field(rest, [name]) else "" for role, name in names.items()
    }
    return _proposed(rest, replace(choice, **readable)), problems


def _proposed(fields: QgsFields, choice: LandLayerChoice) -> LandLayerChoice:
    """The choice with every field that is not chosen proposed by its name."""
    area = choice.area_field or find_field(fields, AREA_FIELDS)
    return replace(
        choice,
        code_field=choice.code_field or find_field(fields, CODE_FIELDS),
        area_field=area,
        deduct_field=choice.deduct_field or find_field(fields, DEDUCT_FIELDS),
        group_field=choice.group_field or find_field(fields, GROUP_FIELDS),
    )


def _numbers(land: LandLayer, bound: BoundLayer) -> dict[str, Any]:
    without = bound.class_index < 0
    area = np.nan_to_num(bound.area.net_m2)
    if bound.area.ridge_m2 is not None:
        area = area + np.nan_to_num(bound.area.ridge_m2)
    auto = land.choice.encoding.lower() == ENCODING_AUTO
    return {
        "SCHEME": bound.classes.scheme_id,
        "SCHEME_CERTAIN": _DOUBTS.isdisjoint(found.code for found in bound.classes.problems),
        "CODE_FIELD": land.fields.code,
        "NAME_FIELD": land.fields.name,
        "AREA_FIELD": land.fields.area,
        "DEDUCT_FIELD": land.fields.deduct,
        "GROUP_FIELD": land.fields.group,
        "ENCODING": land.layer.dataProvider().encoding() if auto else land.choice.encoding,
        "POLYGONS": len(bound.columns),
        "UNMAPPED_COUNT": int(without.sum()),
        "UNMAPPED_AREA_HA": m2_to_ha(float(area[without].sum())),
        "AREA_TOTAL_HA": m2_to_ha(float(area.sum())),
    }
