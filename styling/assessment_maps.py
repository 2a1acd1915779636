# SPDX-License-Identifier: GPL-2.0-or-later
"""The map pictures of an assessment: one per theme."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsVectorLayer

from ..layers.i18n import tr
from .map_image import export_map_png


@dataclass(frozen=True)
class MapTexts:
    """What the maps say about the assessment.

    Attributes:
        city: name of the city, '' if not stated.
        land_year: year of the land survey, 0 if not stated.
        inventory_year: year of the inventory, 0 if not stated.
        calibration: how the emission was calibrated, translated.
        emission_note: remark for the legends of emission, translated; '' by sectors.
        balance: the balance in one line, translated.
    """

    city: str
    land_year: int
    inventory_year: int
    calibration: str
    emission_note: str
    balance: str


def export_maps(
    layer: QgsVectorLayer, folder: Path, texts: MapTexts, scheme: str, emissions: bool
) -> list[Path]:
    """Write ``map_sink.png``, ``map_landuse.png`` and, with emissions, ``map_emission.png`` and ``map_net.png``.

    Args:
        layer: result layer.
        folder: where to write.
        texts: what the maps say.
        scheme: scheme of the codes in ``cls``.
        emissions: whether emission and net were computed.

    Raises:
        OSError: a picture could not be written.
    """
    written = []
    for theme, title in _titles().items():
        emits = theme in ("emission", "net")
        if emits and not emissions:
            continue
        path = folder / f"map_{theme}.png"
        export_map_png(
            layer,
            theme,
            path,
            title.format(city=texts.city).strip(),
            _years(texts, emits),
            [tr("Method: 陈可欣 et al. 2022, Table 1 (t C × 44/12); not checked on site."), texts.balance],
            scheme=scheme,
            title_note=texts.emission_note if emits else "",
        )
        written.append(path)
    return written


def _titles() -> dict[str, str]:
    return {
        "sink": tr("{city} – carbon sink of land"),
        "emission": tr("{city} – carbon emission of land"),
        "net": tr("{city} – net carbon emission of land"),
        "landuse": tr("{city} – land use"),
    }


def _years(texts: MapTexts, emits: bool) -> str:
    parts = []
    if texts.land_year:
        parts.append(tr("Land survey {year}").format(year=texts.land_year))
    if emits and texts.inventory_year:
        parts.append(tr("Inventory {year}").format(year=texts.inventory_year))
    if emits:
        parts.append(texts.calibration)
    return " · ".join(parts)
