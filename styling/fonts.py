# SPDX-License-Identifier: GPL-2.0-or-later
"""Fonts for maps: a family that has Chinese characters, whichever of them this computer has."""

from __future__ import annotations

from qgis.core import QgsTextFormat
from qgis.PyQt.QtGui import QColor, QFont, QFontDatabase

# Windows, macOS, Linux; the Chinese names are what Windows answers in a Chinese session.
CJK_FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "思源黑体",
    "Microsoft YaHei",
    "微软雅黑",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "SimHei",
    "黑体",
    "SimSun",
    "宋体",
    "AR PL UMing CN",
)


def cjk_family() -> str | None:
    """Name of an installed family with simplified Chinese characters; None when there is none."""
    installed = _families()
    for family in CJK_FAMILIES:
        if family in installed:
            return family
    chinese = _families(QFontDatabase.WritingSystem.SimplifiedChinese)
    return chinese[0] if chinese else None


def map_font(size_pt: float, bold: bool = False) -> QFont:
    """Font for text on a map; QGIS's default family where no Chinese one is installed."""
    family = cjk_family()
    font = QFont(family) if family else QFont()
    font.setPointSizeF(size_pt)
    font.setBold(bold)
    return font


def map_text_format(size_pt: float, bold: bool = False, colour: str = "#1a1a1a") -> QgsTextFormat:
    """Text format of the same font, with its size in points."""
    font = map_font(size_pt, bold)
    text_format = QgsTextFormat()
    text_format.setFont(font)
    text_format.setSize(size_pt)
    text_format.setColor(QColor(colour))
    return text_format


def _families(system: object = None) -> list[str]:
    """Installed families. Qt 5 asks an instance, Qt 6 the class."""
    arguments = () if system is None else (system,)
    try:
        return list(QFontDatabase.families(*arguments))
    except TypeError:
        return list(QFontDatabase().families(*arguments))
