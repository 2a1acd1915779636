# SPDX-License-Identifier: GPL-2.0-or-later
"""Inventory, memo and recognition as result tables."""

from __future__ import annotations

from collections.abc import Iterable

from ..core.emission_factors import is_unverified
from ..core.energy_balance import Recognised
from ..core.inventory import InventoryRow, MemoRow
from .compat import double_field, integer_field, text_field
from .i18n import tr
from .summary_tables import ResultTable, make_fields, nullable


def _marked(confidence: str) -> str:
    """Confidence with a mark in the user's language where a figure is not verified."""
    return f"{tr('unverified')}: {confidence}" if is_unverified(confidence) else confidence


def inventory_table(rows: Iterable[InventoryRow]) -> ResultTable:
    """Lines of an inventory; ``sector`` and ``t_co2e`` are what land carbon reads."""
    fields = make_fields(
        [
            text_field("sector"),
            text_field("fuel"),
            text_field("gas"),
            double_field("t_co2e"),
            text_field("scope"),
            text_field("line"),
            double_field("amount"),
            text_field("unit"),
            double_field("factor"),
            text_field("factor_unit"),
            text_field("source"),
            text_field("confidence"),
        ]
    )
    return ResultTable(
        fields,
        [
            (
                r.sector,
                r.fuel,
                r.gas,
                r.t_co2e,
                r.scope,
                r.line,
                nullable(r.amount),
                r.unit,
                nullable(r.factor),
                r.factor_unit,
                r.source,
                _marked(r.confidence),
            )
            for r in rows
        ],
    )


def memo_table(rows: Iterable[MemoRow]) -> ResultTable:
    """Figures outside the total."""
    fields = make_fields(
        [
            text_field("item"),
            text_field("fuel"),
            double_field("amount"),
            text_field("unit"),
            double_field("factor"),
            double_field("t_co2e"),
            text_field("source"),
            text_field("confidence"),
        ]
    )
    return ResultTable(
        fields,
        [
            (
                r.item,
                r.fuel,
                nullable(r.amount),
                r.unit,
                nullable(r.factor),
                nullable(r.t_co2e),
                r.source,
                _marked(r.confidence),
            )
            for r in rows
        ],
    )


def recognition_table(found: Iterable[Recognised]) -> ResultTable:
    """What every row and column was taken for; ``taken_for`` is empty where something was not recognised."""
    fields = make_fields(
        [
            text_field("kind"),
            text_field("sheet"),
            integer_field("row"),
            text_field("column"),
            text_field("text"),
            text_field("taken_for"),
            text_field("note"),
        ]
    )
    return ResultTable(fields, [(r.kind, r.sheet, r.row, r.column, r.text, r.id, r.note) for r in found])
