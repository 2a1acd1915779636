# SPDX-License-Identifier: GPL-2.0-or-later
"""The map pictures of an assessment: one per theme."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsVectorLayer

from ..layers.i18n import tr
from .map_image import export_map_png
from .number_format import hectares, wan_t


@dataclass(frozen=True)
class MapTexts:
    """What the maps say about the assessment.

    Attributes:
        city: name of the city, '' if not stated.
        land_year: year of the land survey, 0 if not stated.
        inventory_year: year of the inventory, 0 if not stated.
        calibration: how the emission was calibrated, translated.
        emission_note: remark for the legends of emission, translated; '' by sectors.
        emission_t: emission total, t CO2e/a; NaN if not computed.
        sink_t: sink total, t CO2e/a.
        area_ha: gross land area, ha.
    """

    city: str
    land_year: int
    inventory_year: int
    calibration: str
    emission_note: str
    emission_t: float
    sink_t: float
    area_ha: float


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
        path = _map_file(folder, theme)
        export_map_png(
            layer,
            theme,
            path,
            title.format(city=texts.city).strip(" –"),
            _years(texts, emits),
            [tr("Method: 陈可欣 et al. 2022, Table 1 (t C × 44/12); not checked on site."), _balance(texts)],
            scheme=scheme,
            title_note=texts.emission_note if emits else "",
        )
        written.append(path)
    return written


def _balance(texts: MapTexts) -> str:
    """The balance in 10⁴ t, as a planner quotes it."""
    if math.isnan(texts.emission_t):
        return tr("Sink {sink} × 10⁴ t CO₂e/a on {area} ha; emission not computed").format(
            sink=wan_t(texts.sink_t), area=hectares(texts.area_ha)
        )
    text = tr("Emission {emission}, sink {sink}, net {net} × 10⁴ t CO₂e/a on {area} ha")
    return text.format(
        emission=wan_t(texts.emission_t),
        sink=wan_t(texts.sink_t),
        net=wan_t(texts.emission_t - texts.sink_t),
        area=hectares(texts.area_ha),
    )


def map_files(folder: Path) -> list[Path]:
    """The files that ``export_maps`` may write."""
    return [_map_file(folder, theme) for theme in _titles()]


def _map_file(folder: Path, theme: str) -> Path:
    return folder / f"map_{theme}.png"


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
