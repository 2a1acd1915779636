# SPDX-License-Identifier: GPL-2.0-or-later
"""The fields of a land layer that a run reads, found by name in any case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qgis.core import QgsFields

from ..core.problems import Problem, problem
from ..core.sectors import REFINE_FIELDS
from ..core.study import LandLayerChoice
from ..core.survey_area import GROSS_AREA_FIELD, NET_AREA_FIELD

#: Names of class-name fields that are taken when none is chosen, best first.
NAME_FIELDS = ("DLMC", "YDYHFLMC", "地类名称")
#: Code fields whose names stand in a field of their own; a layer may carry two classifications.
_NAME_FIELD_OF = {"ydyhfldm": "YDYHFLMC", "dlbm": "DLMC", "地类编码": "地类名称"}
#: Names of other fields as the survey standards have them, best first.
CODE_FIELDS = ("DLBM", "YDYHFLDM", "地类编码", "用地用海分类代码")
AREA_FIELDS = ("TBDLMJ", "TBMJ", "YDYHMJ", "图斑地类面积", "图斑面积")
DEDUCT_FIELDS = ("KCMJ", "扣除地类面积")
GROUP_FIELDS = ("ZLDWDM", "XZQDM", "坐落单位代码")


@dataclass(frozen=True)
class LandFields:
    """Names, as the layer spells them, of the fields that are read; '' where none is.

    The attributes are named after the columns of ``LandChunk``.
    """

    code: str
    name: str = ""
    group: str = ""
    town: str = ""
    detail: str = ""
    area: str = ""
    deduct: str = ""
    weight: str = ""
    sister_net: str = ""
    sister_gross: str = ""

    def numeric(self) -> dict[str, str]:
        """Numeric columns that are bound, as column → field."""
        names = ("area", "deduct", "weight", "sister_net", "sister_gross")
        return {name: getattr(self, name) for name in names if getattr(self, name)}

    def texts(self) -> dict[str, str]:
        """Text columns that are bound, as column → field."""
        return {
            name: getattr(self, name)
            for name in ("code", "name", "group", "town", "detail")
            if getattr(self, name)
        }

    def all(self) -> list[str]:
        """All bound fields without repetition."""
        return list(dict.fromkeys([*self.texts().values(), *self.numeric().values()]))


def find_field(fields: QgsFields, names: Iterable[str]) -> str:
    """First of ``names`` that is a field's name or alias, as it stands or in any case; '' when there is none."""
    listed = {field.name() for field in fields}
    spelled = {field.name().casefold(): field.name() for field in reversed(list(fields))}
    aliases = {field.alias().casefold(): field.name() for field in reversed(list(fields)) if field.alias()}
    for name in names:
        if name in listed:
            return name
        key = name.casefold()
        if key in spelled or key in aliases:
            return str(spelled.get(key) or aliases[key])
    return ""


def land_fields(
    fields: QgsFields, choice: LandLayerChoice, refined: bool = False
) -> tuple[LandFields | None, list[Problem]]:
    """Find the chosen fields.

    Args:
        fields: fields of the layer.
        choice: names as chosen, in any case.
        refined: also find the fields that refine sector links (CZCSXM, TBXHDM).

    Returns:
        The fields (None when one is missing) and problems: ``field_missing`` and ``field_not_numeric``.
    """
    problems: list[Problem] = []
    found: dict[str, str] = {}
    for role, chosen in (
        ("code", choice.code_field),
        ("name", choice.name_field),
        ("group", choice.group_field),
        ("area", choice.area_field),
        ("deduct", choice.deduct_field),
        ("weight", choice.weight_field),
    ):
        found[role] = find_field(fields, [chosen]) if chosen else ""
        if chosen and not found[role]:
            names = ", ".join(field.name() for field in fields)
            problems.append(problem("field_missing", field=chosen, found=names))
    if not choice.name_field:
        own = _NAME_FIELD_OF.get(found["code"].casefold(), "")
        found["name"] = find_field(fields, [own, *NAME_FIELDS] if own else NAME_FIELDS)
    if refined:
        found["town"], found["detail"] = (find_field(fields, [name]) for name in REFINE_FIELDS)
    if found["area"].upper() == GROSS_AREA_FIELD:
        found["sister_net"] = find_field(fields, [NET_AREA_FIELD])
    elif found["area"].upper() == NET_AREA_FIELD:
        found["sister_gross"] = find_field(fields, [GROSS_AREA_FIELD])
    if not choice.code_field:
        problems.append(
            problem("field_missing", field="CODE_FIELD", found=", ".join(f.name() for f in fields))
        )
    if not found["code"]:
        return None, problems
    bound = LandFields(**found)
    for column, name in bound.numeric().items():
        if not fields.field(name).isNumeric():
            if column.startswith("sister"):
                bound = LandFields(**{**found, column: ""})
            else:
                problems.append(problem("field_not_numeric", field=name, value=fields.field(name).typeName()))
    return (None if problems else bound), problems


def output_names(source_names: Iterable[str], added: Iterable[str]) -> tuple[list[str], list[Problem]]:
    """Names of the source's own fields in the result.

    A field named like one of the ``added`` fields, in any case, gets the first free ``_1``, ``_2`` … and is reported.
    """
    taken = {name.casefold() for name in added}
    names = list(source_names)
    used = taken | {name.casefold() for name in names}
    renamed, problems = [], []
    for name in names:
        if name.casefold() in taken:
            number = 1
            while f"{name}_{number}".casefold() in used:
                number += 1
            new = f"{name}_{number}"
            used.add(new.casefold())
            problems.append(problem("field_renamed", field=name, value=new))
            name = new
        renamed.append(name)
    return renamed, problems
