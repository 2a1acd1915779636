# SPDX-License-Identifier: GPL-2.0-or-later
"""Result tables as fields and rows: classes, administrative units, issues."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsField, QgsFields, QgsWkbTypes

from ..core.allocation import Allocation
from ..core.class_profile import ProfileRow
from ..core.land_carbon import CarbonRow
from ..core.problems import Problem
from ..core.sectors import SectorEmission
from .compat import double_field, integer_field, text_field
from .destination import LayerFile, SinkWriter
from .messages import sentence


@dataclass(frozen=True)
class ResultTable:
    """A table without geometry.

    Attributes:
        fields: its fields.
        rows: one sequence of values per row, None for NULL.
    """

    fields: QgsFields
    rows: Sequence[Sequence[object]]

    def write(self, writer: SinkWriter) -> None:
        """Write all rows to an open sink."""
        features = []
        for row in self.rows:
            feature = QgsFeature(self.fields)
            feature.setAttributes(list(row))
            features.append(feature)
        writer.add(features)

    def write_file(self, file: LayerFile) -> None:
        """Write all rows to a file that is entered."""
        self.write(file.create(self.fields, QgsWkbTypes.Type.NoGeometry, QgsCoordinateReferenceSystem()))


def make_fields(fields: Iterable[QgsField]) -> QgsFields:
    """Put fields together."""
    made = QgsFields()
    for field in fields:
        made.append(field)
    return made


def carbon_fields(key: str) -> QgsFields:
    """Fields of ``SUMMARY`` (key ``cls``) and ``GROUPS`` (key ``group``)."""
    return make_fields(
        [
            text_field(key),
            text_field("name"),
            integer_field("polygons"),
            double_field("area_ha"),
            double_field("sink_tco2e"),
            double_field("emit_tco2e"),
            double_field("net_tco2e"),
        ]
    )


def carbon_table(key: str, rows: Iterable[CarbonRow]) -> ResultTable:
    """Sums by class or administrative unit."""
    return ResultTable(
        carbon_fields(key),
        [
            (
                row.key,
                row.name,
                row.polygons,
                row.area_ha,
                nullable(row.sink_tco2e),
                nullable(row.emit_tco2e),
                nullable(row.net_tco2e),
            )
            for row in rows
        ],
    )


def profile_table(rows: Iterable[ProfileRow]) -> ResultTable:
    """Class profile of a layer; shares are of the area of all its polygons."""
    listed = list(rows)
    total_ha = sum(row.area_ha for row in listed)
    fields = make_fields(
        [
            text_field("code"),
            text_field("name"),
            integer_field("polygons"),
            double_field("area_ha"),
            double_field("share_pct"),
            text_field("cls"),
            text_field("cls_name"),
            text_field("status"),
            double_field("sink_rate"),
        ]
    )
    return ResultTable(
        fields,
        [
            (
                row.code,
                row.name,
                row.polygons,
                row.area_ha,
                100.0 * row.area_ha / total_ha if total_ha else None,
                row.cls,
                row.cls_name,
                row.status,
                nullable(row.sink_tco2e_ha),
            )
            for row in listed
        ],
    )


def inventory_table(
    inventory: Iterable[SectorEmission], allocation: Allocation, language: str
) -> ResultTable:
    """The inventory by sector, and what of it polygons carry; t CO2e per year."""
    fields = make_fields(
        [
            text_field("sector"),
            text_field("name"),
            double_field("t_co2e"),
            double_field("allocated_t"),
            text_field("memo"),
        ]
    )
    rows = []
    for one in inventory:
        placed = allocation.by_sector.get(one.label)
        rows.append(
            (
                one.sector.id if one.sector else one.label,
                one.sector.name(language) if one.sector else one.label,
                one.t_co2e,
                0.0 if placed is None else float(placed.sum()),
                "memo" if one.sector is not None and not one.sector.allocated else "",
            )
        )
    return ResultTable(fields, rows)


def issue_fields() -> QgsFields:
    """Fields of ``ISSUES``."""
    return make_fields(
        [
            text_field("code"),
            text_field("field"),
            text_field("value"),
            integer_field("polygons"),
            double_field("area_ha"),
            text_field("advice"),
        ]
    )


def issue_table(problems: Iterable[Problem]) -> ResultTable:
    """Problems with their sentences."""
    return ResultTable(
        issue_fields(),
        [(p.code, p.field, p.value, p.polygons, nullable(p.area_ha), sentence(p)) for p in problems],
    )


def nullable(value: float) -> float | None:
    """None for NaN."""
    return None if math.isnan(value) else value
