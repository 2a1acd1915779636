# SPDX-License-Identifier: GPL-2.0-or-later
"""The balance and how its emission came about, in words and as numbers by output name."""

from __future__ import annotations

import math

from qgis.core import QgsProcessingAlgorithm, QgsProcessingOutputNumber

from ..core.land_carbon import CarbonTotals, LandCarbon
from ..core.target_run import TargetRun
from ..layers.i18n import tr
from ..layers.summary_tables import nullable


def add_total_outputs(algorithm: QgsProcessingAlgorithm) -> None:
    """Declare the numbers of ``numbers`` as typed outputs."""
    for name, description in (
        ("SINK_TOTAL", tr("Sink (t CO2e per year)")),
        ("EMISSION_TOTAL", tr("Emission, allocated and unallocated (t CO2e per year)")),
        ("EMISSION_UNALLOCATED", tr("Emission that no polygon could take (t CO2e per year)")),
        ("NET_TOTAL", tr("Emission minus sink (t CO2e per year)")),
        ("CALIBRATION_FACTOR", tr("Calibration factor (empty by sectors)")),
        ("UNMAPPED_COUNT", tr("Polygons without a class")),
        ("UNMAPPED_AREA_HA", tr("Area of polygons without a class (ha)")),
        ("AREA_TOTAL_HA", tr("Gross area outside the sea (ha)")),
    ):
        algorithm.addOutput(QgsProcessingOutputNumber(name, description))


def numbers(totals: CarbonTotals) -> dict[str, float | int | None]:
    """Totals by output name; None where not computed."""
    return {
        "SINK_TOTAL": totals.sink_tco2e,
        "EMISSION_TOTAL": nullable(totals.emission_tco2e),
        "EMISSION_UNALLOCATED": totals.unallocated_tco2e,
        "NET_TOTAL": nullable(totals.net_tco2e),
        "CALIBRATION_FACTOR": nullable(totals.factor),
        "UNMAPPED_COUNT": totals.unmapped,
        "UNMAPPED_AREA_HA": totals.unmapped_ha,
        "AREA_TOTAL_HA": totals.area_ha,
    }


def balance_text(totals: CarbonTotals) -> str:
    """The balance in one line."""
    if math.isnan(totals.emission_tco2e):
        return tr("Sink {sink:,.1f} t CO2e per year on {area:,.2f} ha; emission not computed.").format(
            sink=totals.sink_tco2e, area=totals.area_ha
        )
    text = tr(
        "Emission {emission:,.1f}, sink {sink:,.1f}, net {net:,.1f} t CO2e per year on {area:,.2f} ha;"
        " unallocated {unallocated:,.1f} t."
    )
    return text.format(
        emission=totals.emission_tco2e,
        sink=totals.sink_tco2e,
        net=totals.net_tco2e,
        area=totals.area_ha,
        unallocated=totals.unallocated_tco2e,
    )


def calibration_text(carbon: LandCarbon) -> str:
    """How the emission was calibrated, in a few words."""
    return {
        "sectors": tr("calibrated by sector to the inventory"),
        "total": tr("calibrated to the city total"),
        "uniform": tr("city total spread evenly by area"),
        "uncalibrated": tr("not calibrated"),
        "none": tr("emission not computed"),
    }[carbon.allocation.mode]


def emission_note(carbon: LandCarbon) -> str:
    """Remark for legends of emission where it is not calibrated by sector or total; '' else."""
    return calibration_text(carbon) if carbon.allocation.mode in ("uniform", "uncalibrated") else ""


def target_text(target: TargetRun) -> str:
    """Target and reduction task in one line."""
    meets = target.main.year_meeting_sink(target.sink_t)
    text = tr(
        "{year}: emission {emission:,.0f} t CO2e, planned sink {sink:,.0f} t, reduction task {task:,.0f} t; the"
        " emission meets the sink: {meets}."
    )
    return text.format(
        year=target.main.scenario.target_year,
        emission=target.main.target_emission_t,
        sink=target.sink_t,
        task=target.task_t,
        meets=meets or tr("not before {year}").format(year=int(target.main.years[-1])),
    )
