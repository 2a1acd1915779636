# SPDX-License-Identifier: GPL-2.0-or-later
"""Differences between QGIS and Qt versions, each settled once."""

from __future__ import annotations

from qgis.core import QgsField
from qgis.PyQt.QtCore import QVariant


def text_field(name: str, length: int = 0) -> QgsField:
    """A text field; QGIS 3.22 knows field types only as QVariant types, and later versions still take them."""
    return QgsField(name, QVariant.String, "", length)


def double_field(name: str) -> QgsField:
    """A double field."""
    return QgsField(name, QVariant.Double)


def integer_field(name: str) -> QgsField:
    """A 64-bit integer field."""
    return QgsField(name, QVariant.LongLong)


def plain(value: object) -> object:
    """An attribute as a plain Python value; NULL is None (Qt 5 hands out a null QVariant, Qt 6 None)."""
    if isinstance(value, QVariant):
        return None if value.isNull() else value.value()
    return value
