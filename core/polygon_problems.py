# SPDX-License-Identifier: GPL-2.0-or-later
"""Counting polygons' problems for the issues table."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .class_binding import CUSTOM
from .class_codes import clean_code
from .land_carbon import BoundLayer
from .problems import POLYGON_BITS, Problem, problem
from .table_parsing import normalised_text
from .units import m2_to_ha

#: Distinct values listed per problem; the rest is summed up in one row so that a wrongly chosen field
#: does not make an issues table of a million rows.
MAX_VALUES = 200

#: Problems that come from the class code and are listed by its value.
_CODE_PROBLEMS = tuple(code for code in POLYGON_BITS if code.startswith("code_") or code == "class_coarse")


def polygon_problems(layer: BoundLayer, fields: Mapping[str, str]) -> list[Problem]:
    """One problem per code value for class codes, one per kind for the rest.

    Args:
        layer: the bound layer.
        fields: field names for the messages by role: ``code``, ``area``, ``deduct``, ``weight``, ``group``.
    """
    area_m2 = np.nan_to_num(layer.area.net_m2)
    if layer.area.ridge_m2 is not None:
        area_m2 = area_m2 + np.nan_to_num(layer.area.ridge_m2)
    return _code_rows(layer, area_m2, fields.get("code", "")) + _other_rows(layer, area_m2, fields)


def _code_rows(layer: BoundLayer, area_m2: np.ndarray, field: str) -> list[Problem]:
    n = len(layer.classes.of_stratum)
    polygons = np.bincount(layer.columns.stratum, minlength=n)
    area = np.bincount(layer.columns.stratum, weights=area_m2, minlength=n)
    counts: dict[tuple[str, str, str], list[float]] = {}
    for i, (stratum, resolution) in enumerate(zip(layer.columns.strata, layer.classes.resolutions)):
        found = [code for code in _CODE_PROBLEMS if layer.classes.bits[i] & POLYGON_BITS[code]]
        raw = "" if stratum.code is None else str(stratum.code)
        if not found and _was_cleaned(raw, layer):
            found = ["code_cleaned"]
        for code in found:
            entry = counts.setdefault((code, raw, resolution.cls), [0, 0.0])
            entry[0] += int(polygons[i])
            entry[1] += float(area[i])
    return _rows_of(counts, field)


def _was_cleaned(raw: str, layer: BoundLayer) -> bool:
    """Whether a code was changed to be read; own codes may be of any case."""
    if layer.classes.scheme_id == CUSTOM:
        return raw != normalised_text(raw)
    return raw != clean_code(raw)


def _rows_of(counts: Mapping[tuple[str, str, str], list[float]], field: str) -> list[Problem]:
    rows: list[Problem] = []
    listed: dict[str, int] = {}
    rest: dict[str, list[float]] = {}
    for (code, raw, cls), (number, area) in sorted(counts.items(), key=lambda item: -item[1][1]):
        listed[code] = listed.get(code, 0) + 1
        if listed[code] <= MAX_VALUES:
            rows.append(
                problem(code, field=field, value=raw, polygons=int(number), area_ha=m2_to_ha(area), cls=cls)
            )
        else:
            entry = rest.setdefault(code, [0, 0, 0.0])
            entry[0] += 1
            entry[1] += number
            entry[2] += area
    for code, (values, number, area) in rest.items():
        rows.append(
            problem(
                code, field=field, value=f"… +{values}", polygons=int(number), area_ha=m2_to_ha(area), cls="…"
            )
        )
    return rows


def _other_rows(layer: BoundLayer, area_m2: np.ndarray, fields: Mapping[str, str]) -> list[Problem]:
    rows = []
    for code, bit in POLYGON_BITS.items():
        if code in _CODE_PROBLEMS:
            continue
        concerned = (layer.bits & np.uint32(bit)) != 0
        if concerned.any():
            role = code.split("_")[0]
            rows.append(
                problem(
                    code,
                    field=fields.get(role, ""),
                    polygons=int(concerned.sum()),
                    area_ha=m2_to_ha(float(area_m2[concerned].sum())),
                )
            )
    return rows
