# SPDX-License-Identifier: GPL-2.0-or-later
"""The parameters that bind a land layer, shared by checking and computing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterString,
    QgsVectorLayer,
)

from ..core.carbon_tables import parse_lookup
from ..core.class_binding import SCHEME_CHOICES
from ..core.problems import Problem
from ..core.study import ENCODING_AUTO, LandLayerChoice
from ..core.units import AREA_UNITS_M2
from ..layers.i18n import tr
from ..layers.land_fields import CODE_FIELDS
from ..layers.land_layer import LandLayer, open_land_layer
from .base import TanhengAlgorithm, only_part

#: Values of AREA_IS_NET; ``auto`` is the rule of the survey standard.
IS_NET_CHOICES = ("auto", "true", "false")
_IS_NET = {"auto": None, "true": True, "false": False}
_SPELLINGS = {"1": "true", "yes": "true", "0": "false", "no": "false", "": "auto", "none": "auto"}

_NUMERIC = QgsProcessingParameterField.DataType.Numeric
_ANY = QgsProcessingParameterField.DataType.Any


class LandAlgorithm(TanhengAlgorithm):
    """An algorithm over one bound land layer."""

    def add_land_parameters(self, code_optional: bool) -> None:
        """Add INPUT and everything up to the administrative units."""
        self.described(
            QgsProcessingParameterFeatureSource(
                "INPUT", tr("Land layer"), [QgsProcessing.SourceType.TypeVectorPolygon]
            ),
            tr("Polygons of the land survey or the plan. The layer is never changed."),
        )
        self._field(
            "CODE_FIELD",
            tr("Class code field"),
            tr("Field with class codes, such as DLBM."),
            _ANY,
            code_optional,
            # Without a default the dialog takes the layer's first field, the key.
            None if code_optional else CODE_FIELDS[0],
        )
        self._field(
            "NAME_FIELD",
            tr("Class name field"),
            tr(
                "Field with class names; DLMC, YDYHFLMC or 地类名称 is taken when none is chosen."
                " Names guard against a wrong scheme."
            ),
        )
        self._choice(
            "SCHEME",
            tr("Classification scheme"),
            SCHEME_CHOICES,
            tr(
                "auto: recognised from the whole layer; sandiao: 三调 working classification; ydyh2020,"
                " ydyh2023: 用地用海"
                " of 2020 and 2023; custom: own codes through the class map. 27 codes mean different"
                " things in 三调 and"
                " 用地用海, so the scheme holds for the whole layer."
            ),
        )
        self.add_table_input(
            "CLASS_MAP",
            tr("Class map"),
            tr(
                "Table source_code, class_code. For custom: to 三调 codes; else to codes of the chosen scheme."
            ),
        )
        self._field(
            "AREA_FIELD",
            tr("Survey area field"),
            tr(
                "TBDLMJ (net) or TBMJ (gross). Without a field, the official ellipsoidal area on"
                " CGCS2000 is computed."
            ),
            _NUMERIC,
        )
        self._choice(
            "AREA_UNIT",
            tr("Unit of the area fields"),
            tuple(AREA_UNITS_M2),
            tr("m2: square metres; ha: hectares; mu: 亩 (666.67 m²); km2: square kilometres."),
        )
        self._field(
            "DEDUCT_FIELD",
            tr("Deducted area field"),
            tr("KCMJ: field ridges, which count as class 1203. In the unit of the area fields."),
            _NUMERIC,
        )
        self._choice(
            "AREA_IS_NET",
            tr("Area field is net of the deducted area"),
            IS_NET_CHOICES,
            tr(
                "auto: net only for TBDLMJ. Net: the deducted area is added as 1203. Gross"
                " or geometry: it is taken off first."
            ),
        )
        self._field(
            "GROUP_FIELD",
            tr("Administrative code field"),
            tr("ZLDWDM or another code whose first characters identify the administrative unit."),
        )
        self._choice(
            "GROUP_CHARS",
            tr("Leading characters of the administrative code"),
            tuple(str(n) for n in (6, 9, 12, 0)),
            tr("6: county; 9: township; 12: village; 0: the whole code."),
        )
        self.add_table_input("GROUP_NAMES", tr("Names of administrative units"), tr("Table group, name."))
        self.described(
            QgsProcessingParameterString("ENCODING", tr("Text encoding"), ENCODING_AUTO, False, True),
            tr("auto, or UTF-8, GBK … for a Shapefile without .cpg file. auto looks at the bytes."),
        )

    def _field(
        self,
        name: str,
        description: str,
        text: str,
        kind: QgsProcessingParameterField.DataType = _ANY,
        optional: bool = True,
        default: str | None = None,
    ) -> None:
        self.described(
            QgsProcessingParameterField(name, description, default, "INPUT", kind, False, optional), text
        )

    def _choice(self, name: str, description: str, values: tuple[str, ...], text: str) -> None:
        parameter = QgsProcessingParameterEnum(name, description, list(values), False, values[0], True)
        parameter.setUsesStaticStrings(True)
        self.described(parameter, text)

    def checkParameterValues(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        return super().checkParameterValues(normalised(parameters), context)

    def land_choice(self, parameters: Mapping[str, Any], context: QgsProcessingContext) -> LandLayerChoice:
        """The binding that the parameters express."""
        values = normalised(parameters)

        def text(name: str) -> str:
            return self.parameterAsString(values, name, context).strip()

        def field(name: str) -> str:
            return ",".join(self.parameterAsFields(values, name, context))

        return LandLayerChoice(
            code_field=field("CODE_FIELD"),
            name_field=field("NAME_FIELD"),
            scheme=text("SCHEME"),
            class_map=str(values.get("CLASS_MAP") or ""),
            area_field=field("AREA_FIELD"),
            area_unit=text("AREA_UNIT"),
            deduct_field=field("DEDUCT_FIELD"),
            area_is_net=_IS_NET[text("AREA_IS_NET")],
            group_field=field("GROUP_FIELD"),
            group_chars=int(text("GROUP_CHARS")),
            encoding=text("ENCODING") or ENCODING_AUTO,
        )

    def land_input(
        self, parameters: Mapping[str, Any], context: QgsProcessingContext
    ) -> tuple[QgsVectorLayer, QgsProcessingFeatureSource, bool]:
        """Layer, source, and whether only a part of the layer's features counts."""
        layer = self.layer_behind(parameters, "INPUT", context)
        source = self.parameterAsSource(parameters, "INPUT", context)
        if layer is None or source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, "INPUT"))
        return layer, source, only_part(parameters["INPUT"])

    def open_land(
        self,
        parameters: Mapping[str, Any],
        choice: LandLayerChoice,
        context: QgsProcessingContext,
        refined: bool,
    ) -> LandLayer:
        """Open the input for a run; ``refined`` reads the fields that refine sector links."""
        layer, source, part = self.land_input(parameters, context)
        return open_land_layer(layer, choice, context, source, part, refined=refined)

    def class_map(
        self, parameters: Mapping[str, Any], context: QgsProcessingContext
    ) -> tuple[dict[str, str] | None, list[Problem]]:
        """The class map; None when it is not given."""
        table = self.table(parameters, "CLASS_MAP", context)
        return (None, []) if table is None else parse_lookup(table, "source_code", "class_code")


def normalised(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters with AREA_IS_NET and GROUP_CHARS in their static spelling, whatever a script or model passed."""
    values = dict(parameters)
    for name in ("AREA_IS_NET", "GROUP_CHARS"):
        if values.get(name) is not None:
            text = str(values[name]).strip().lower()
            values[name] = _SPELLINGS.get(text, text) if name == "AREA_IS_NET" else text
    return values
