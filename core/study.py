# SPDX-License-Identifier: GPL-2.0-or-later
"""The study: every choice of an assessment in one object, kept as versioned JSON.

Algorithms build a study (or one of its layers) from their parameters and the study validates itself, so that the
dock, the toolbox and a batch refuse the same things. Paths are kept as written, relative to the study's file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from .class_binding import AUTO, CUSTOM, SCHEME_CHOICES
from .problems import Problem, problem
from .survey_area import AreaBinding
from .units import AREA_UNITS_M2

#: Version written into every study.
SCHEMA_VERSION = 1
#: Numbers of leading characters that make an administrative unit (0 takes all).
GROUP_CHARS = (0, 6, 9, 12)
ENCODING_AUTO = "auto"


#: A 95 % interval needs at least so many samples.
MIN_SAMPLES = 100
#: Attributes of a study that are paths of tables.
TABLE_PATHS = (
    "group_names",
    "sink_table",
    "intensity_table",
    "link_table",
    "inventory",
    "sector_shares",
    "official_areas",
)


#: Parts of a study, and their attributes that are paths.
PART_PATHS = {
    "energy_balance": ("source", "factors", "activity"),
    "target": ("series", "scenarios", "paths"),
}


class StudyError(ValueError):
    """A study that cannot be opened; ``reason`` is a stable code, ``detail`` what was found."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass
class LandLayerChoice:
    """How one land layer is read.

    Attributes:
        source: path of the layer, with ``|layername=…`` where the file holds several, or a provider's string.
        provider: QGIS provider of ``source``; ``ogr`` for files.
        code_field: field with class codes.
        name_field: field with class names, or ''.
        scheme: one of ``SCHEME_CHOICES``.
        class_map: path of the map from source codes to class codes, or ''.
        area_field: survey area, or '' for the official ellipsoidal area of the geometry.
        area_unit: unit of ``area_field`` and ``deduct_field``.
        deduct_field: deducted area (KCMJ), or ''.
        area_is_net: whether ``area_field`` is net of it; None for the rule of the survey standard.
        group_field: administrative codes, or ''.
        group_chars: leading characters that make a unit; 0 takes all.
        weight_field: weight of a polygon within its class, or ''.
        encoding: text encoding of the source, or ``auto``.
    """

    source: str = ""
    provider: str = "ogr"
    code_field: str = ""
    name_field: str = ""
    scheme: str = AUTO
    class_map: str = ""
    area_field: str = ""
    area_unit: str = "m2"
    deduct_field: str = ""
    area_is_net: bool | None = None
    group_field: str = ""
    group_chars: int = 6
    weight_field: str = ""
    encoding: str = ENCODING_AUTO

    @property
    def area(self) -> AreaBinding:
        """The area part of the choice."""
        return AreaBinding(self.area_field, self.area_unit, self.deduct_field, self.area_is_net)

    def validate(self) -> list[Problem]:
        """Everything wrong with the choice itself; what the layer holds is seen when it is read."""
        problems = []
        if self.scheme not in SCHEME_CHOICES:
            problems.append(_invalid("scheme", self.scheme, SCHEME_CHOICES))
        if self.scheme == CUSTOM and not self.class_map:
            problems.append(problem("map_needed"))
        if self.area_unit not in AREA_UNITS_M2:
            problems.append(_invalid("area_unit", self.area_unit, AREA_UNITS_M2))
        if self.group_chars not in GROUP_CHARS:
            problems.append(_invalid("group_chars", self.group_chars, GROUP_CHARS))
        return problems


@dataclass
class EnergyBalanceChoice:
    """How the inventory is made from an energy balance; all blank where an inventory is given.

    Attributes:
        source: path of the table (xlsx, ods or csv), or ''.
        sheet: sheet of a workbook, or ''.
        year: year, where the table holds several; 0 if not stated.
        method: ``sectoral`` or ``reference``.
        factors: path of own factors, or ''.
        activity: path of activity data (process, agriculture, waste), or ''.
    """

    source: str = ""
    sheet: str = ""
    year: int = 0
    method: str = "sectoral"
    factors: str = ""
    activity: str = ""


@dataclass
class TargetChoice:
    """Statistics and assumptions of the target; no target without ``series`` and ``year``.

    Attributes:
        series: path of the time series, or ''.
        year: target year; 0 if none.
        population_wan: population then, 10⁴ persons.
        gdp_pc_wan: GDP per head then, 10⁴ yuan.
        method: trend of emission per GDP.
        sink_tco2e: planned sink, t CO2e/a; None takes the present sink.
        scenarios: path of further scenarios, or ''.
        paths: path of own paths of emission per GDP, or ''.
        samples: Monte Carlo samples; 0 leaves uncertainty out.
        seed: seed of the samples.
    """

    series: str = ""
    year: int = 0
    population_wan: float = 0.0
    gdp_pc_wan: float = 0.0
    method: str = "exponential"
    sink_tco2e: float | None = None
    scenarios: str = ""
    paths: str = ""
    samples: int = 20000
    seed: int = 1


@dataclass
class Study:
    """An assessment of one city.

    Attributes:
        title: name of the assessment.
        city: name of the city.
        land_year: year of the land survey; 0 if not stated.
        inventory_year: year of the inventory; 0 if not stated.
        price_base: price base of GDP figures, as text.
        layers: land layers, calibrated together.
        group_names: table ``group,name``, or ''.
        sink_table: override of sink coefficients, or ''.
        intensity_table: intensities by class, or ''.
        link_table: override of sector links, or ''.
        inventory: emission by sector, or ''.
        sector_shares: shares of sectors in ``city_total_tco2e``, or ''.
        city_total_tco2e: emission of the city, t CO2e/a; None if not given.
        official_areas: published class areas, or ''.
        energy_balance: how the inventory is made, where none is given.
        target: the target year and what it is projected from.
        sheet: settings of map sheets, by name.
        unknown: keys of a newer minor revision, kept when the study is saved again.
    """

    title: str = ""
    city: str = ""
    land_year: int = 0
    inventory_year: int = 0
    price_base: str = ""
    layers: list[LandLayerChoice] = field(default_factory=list)
    group_names: str = ""
    sink_table: str = ""
    intensity_table: str = ""
    link_table: str = ""
    inventory: str = ""
    sector_shares: str = ""
    city_total_tco2e: float | None = None
    official_areas: str = ""
    energy_balance: EnergyBalanceChoice = field(default_factory=EnergyBalanceChoice)
    target: TargetChoice = field(default_factory=TargetChoice)
    sheet: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, Any] = field(default_factory=dict)

    def validate(self) -> list[Problem]:
        """Everything wrong with the choices, over all layers."""
        problems = []
        if not self.layers:
            problems.append(problem("study_value_invalid", field="layers", value="", allowed="≥ 1"))
        for layer in self.layers:
            problems += layer.validate()
        total = self.city_total_tco2e
        if total is not None and (not math.isfinite(total) or total < 0.0):
            problems.append(problem("total_negative", field="CITY_TOTAL", value=total))
        if self.target.samples != 0 and self.target.samples < MIN_SAMPLES:
            allowed = f"0, ≥ {MIN_SAMPLES}"
            found = self.target.samples
            problems.append(
                problem("study_value_invalid", field="target.samples", value=found, allowed=allowed)
            )
        if self.target.seed < 0:
            problems.append(
                problem("study_value_invalid", field="target.seed", value=self.target.seed, allowed="≥ 0")
            )
        if self.sector_shares and total is None:
            problems.append(problem("shares_need_total"))
        if self.land_year and self.inventory_year and self.land_year != self.inventory_year:
            problems.append(
                problem("year_mismatch", value=self.land_year, inventory_year=self.inventory_year)
            )
        return problems

    def to_dict(self) -> dict[str, Any]:
        """The study as JSON values."""
        body: dict[str, Any] = {"tanheng_study": SCHEMA_VERSION}
        body.update({key: value for key, value in asdict(self).items() if key != "unknown"})
        body.update(self.unknown)
        return body

    def to_json(self) -> str:
        """Write the study; stable order, so that two versions compare line by line."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2) + "\n"

    def with_paths(self, change: Callable[[str], str]) -> Study:
        """A copy whose file paths went through ``change``; blank ones and other providers' sources stay."""

        def changed(path: str) -> str:
            return change(path) if path else path

        layers = [
            replace(
                layer,
                source=changed(layer.source) if layer.provider == "ogr" else layer.source,
                class_map=changed(layer.class_map),
            )
            for layer in self.layers
        ]
        tables: dict[str, Any] = {name: changed(getattr(self, name)) for name in TABLE_PATHS}
        parts: dict[str, Any] = {}
        for name, paths in PART_PATHS.items():
            part = getattr(self, name)
            parts[name] = replace(part, **{path: changed(getattr(part, path)) for path in paths})
        return replace(self, layers=layers, **tables, **parts)


def read_study(text: str) -> Study:
    """Read a study of this or an older schema.

    Raises:
        StudyError: ``not_json``, ``not_a_study``, ``newer_schema`` or ``wrong_type``.
    """
    try:
        body = json.loads(text)
    except ValueError as error:
        raise StudyError("not_json", str(error)) from error
    if isinstance(body, dict) and isinstance(body.get("tanheng_run"), int):
        # A record of a run repeats it.
        body = body.get("study")
    if not isinstance(body, dict) or not isinstance(body.get("tanheng_study"), int):
        raise StudyError("not_a_study")
    version = body.pop("tanheng_study")
    if version > SCHEMA_VERSION:
        raise StudyError("newer_schema", str(version))
    layers = body.pop("layers", [])
    if not isinstance(layers, list) or not all(isinstance(layer, dict) for layer in layers):
        raise StudyError("wrong_type", "layers")
    parts: dict[str, Any] = {}
    for name, kind in (("energy_balance", EnergyBalanceChoice), ("target", TargetChoice)):
        part = body.pop(name, {})
        if not isinstance(part, dict):
            raise StudyError("wrong_type", name)
        parts[name] = kind(**_split(kind, part)[0])
    known, unknown = _split(Study, body)
    return Study(
        **known,
        **parts,
        layers=[LandLayerChoice(**_split(LandLayerChoice, layer)[0]) for layer in layers],
        unknown=unknown,
    )


#: JSON types that each annotated field accepts.
_TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (int, float),
    "float | None": (int, float, type(None)),
    "bool | None": (bool, type(None)),
    "dict[str, str]": (dict,),
}


def _split(kind: type, body: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Known fields, checked for their type, and the rest."""
    types = {f.name: _TYPES[str(f.type)] for f in fields(kind) if str(f.type) in _TYPES}
    known, unknown = {}, {}
    for key, value in body.items():
        if key not in types:
            unknown[key] = value
        elif not isinstance(value, types[key]) or (isinstance(value, bool) and bool not in types[key]):
            raise StudyError("wrong_type", key)
        else:
            known[key] = value
    return known, unknown


def _invalid(name: str, value: object, allowed: Any) -> Problem:
    return problem("study_value_invalid", field=name, value=value, allowed=", ".join(map(str, allowed)))
