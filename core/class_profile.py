# SPDX-License-Identifier: GPL-2.0-or-later
"""What a layer consists of, code by code: the table on which a planner checks the binding."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from .class_codes import clean_code
from .land_carbon import BoundLayer
from .sinks import SinkTable
from .units import m2_to_ha


@dataclass
class ProfileRow:
    """One class code of a layer.

    Attributes:
        code: code as the layer has it, cleaned.
        name: its commonest name in the layer, '' where it never has one.
        cls: class it is bound to, '' where there is none.
        cls_name: that class's name.
        status: '' or the problem code of the binding.
        polygons: number of polygons.
        area_ha: their area, ha, with the deducted ridges, so that it adds up to that of the layer.
        sink_tco2e_ha: coefficient of the class, t CO2e/(ha·a); NaN where none can be given.
    """

    code: str
    name: str
    cls: str
    cls_name: str
    status: str
    polygons: int = 0
    area_ha: float = 0.0
    sink_tco2e_ha: float = math.nan
    names: dict[str, int] = field(default_factory=dict)


def class_profile(layer: BoundLayer, sinks: SinkTable, language: str) -> list[ProfileRow]:
    """Profile of a bound layer, codes without a class first, then by area.

    Args:
        layer: the bound layer.
        sinks: coefficients.
        language: ``zh`` or ``en``, for class names.
    """
    strata = layer.columns.strata
    polygons = np.bincount(layer.columns.stratum, minlength=len(strata))
    area_m2 = np.nan_to_num(layer.area.net_m2)
    if layer.area.ridge_m2 is not None:
        area_m2 = area_m2 + np.nan_to_num(layer.area.ridge_m2)
    area_m2 = np.bincount(layer.columns.stratum, weights=area_m2, minlength=len(strata))
    rows: dict[str, ProfileRow] = {}
    for i, (stratum, resolution) in enumerate(zip(strata, layer.classes.resolutions)):
        code = clean_code(stratum.code)
        row = rows.get(code)
        if row is None:
            name = layer.classes.scheme.name(resolution.cls, language) if resolution.cls else ""
            row = rows[code] = ProfileRow(code, "", resolution.cls, name, resolution.problem)
            if resolution.sandiao:
                row.sink_tco2e_ha = float(sinks.coefficients([resolution.sandiao])[0])
        row.polygons += int(polygons[i])
        row.area_ha += m2_to_ha(float(area_m2[i]))
        seen = "" if stratum.name is None else str(stratum.name).strip()
        row.names[seen] = row.names.get(seen, 0) + int(polygons[i])
    for row in rows.values():
        row.name = max(row.names, key=lambda name: (bool(name), row.names[name], name))
    return sorted(rows.values(), key=lambda row: (bool(row.cls), -row.area_ha, row.code))
