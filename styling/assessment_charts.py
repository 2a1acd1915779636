# SPDX-License-Identifier: GPL-2.0-or-later
"""The charts of an assessment, from its results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from ..core.sectors import SectorEmission, load_sectors
from ..core.target_run import TargetRun
from ..core.uncertainty import MonteCarlo
from ..layers.i18n import language, tr
from .charts import (
    ChartError,
    ProjectionData,
    ResultInterval,
    ScenarioPath,
    SectorEmissions,
    UncertaintyData,
    charts_available,
    contribution_chart,
    inventory_chart,
    projection_chart,
    series_chart,
    uncertainty_chart,
)

_PREFIX = "chart_"


def chart_files(folder: Path) -> list[Path]:
    """Charts of an earlier run in a folder."""
    return sorted(folder.glob(f"{_PREFIX}*.png"))


def export_charts(
    folder: Path, city: str, inventory: Sequence[SectorEmission], target: TargetRun | None
) -> list[Path]:
    """Write the charts that the results allow; none where matplotlib is missing.

    Args:
        folder: where to write.
        city: name for the titles, '' if not stated.
        inventory: emission by sector; may be empty.
        target: the target, or None.

    Raises:
        OSError: a file could not be written.
    """
    if not charts_available()[0]:
        return []
    written: list[Path] = []

    def draw(name: str, chart: Callable[[Path], None]) -> None:
        path = folder / f"{_PREFIX}{name}.png"
        # A chart with nothing to draw is left out; its numbers, or their absence, are in the tables.
        with suppress(ChartError):
            chart(path)
            written.append(path)

    def title(text: str) -> str:
        return text.format(city=city).strip(" –")

    if inventory:
        heading = title(tr("{city} – emission by sector"))
        draw("inventory", lambda path: inventory_chart(_sectors(inventory), path, heading))
    if target is not None:
        _draw_target(target, draw, title)
    return written


def _draw_target(
    target: TargetRun, draw: Callable[[str, Callable[[Path], None]], None], title: Callable[[str], str]
) -> None:
    price = target.series.price_base
    notes = [tr("GDP at prices of: {base}").format(base=price)] if price else []
    draw(
        "series",
        lambda path: series_chart(target.series, path, title(tr("{city} – carbon emission by year"))),
    )
    draw(
        "projection",
        lambda path: projection_chart(
            _projection(target),
            path,
            title(tr("{city} – emission, planned sink and reduction task")),
            [tr("Bands: rounding of the series as it was given."), *notes],
        ),
    )
    change = target.decomposition
    if change is not None:
        first = target.series.emission_t[target.series.years == change.first_year]
        draw(
            "contributions",
            lambda path: contribution_chart(
                [change],
                path,
                title(tr("{city} – what changed the emission (LMDI)")),
                notes,
                first_emission_t=float(first[0]),
            ),
        )
    intervals = target.uncertainty
    if intervals is not None:
        drawn = tr("Monte Carlo, {samples} samples, seed {seed}").format(
            samples=intervals.samples, seed=intervals.seed
        )
        draw(
            "uncertainty",
            lambda path: uncertainty_chart(
                _uncertainty(intervals), path, title(tr("{city} – uncertainty")), [drawn]
            ),
        )


def _sectors(inventory: Sequence[SectorEmission]) -> list[SectorEmissions]:
    return [
        SectorEmissions(
            one.sector.name(language()) if one.sector else one.label,
            {"": one.t_co2e},
            memo=one.sector is not None and not one.sector.allocated,
        )
        for one in inventory
    ]


def _projection(target: TargetRun) -> ProjectionData:
    main = target.main
    known = np.isfinite(target.series.emission_t)
    return ProjectionData(
        [
            ScenarioPath(
                one.scenario.name(language()),
                one.years.tolist(),
                one.emission_t.tolist(),
                low.tolist(),
                high.tolist(),
            )
            for one, (low, high) in target.projections
        ],
        main.base_year,
        main.scenario.target_year,
        main.years.tolist(),
        main.sink_path_t(target.sink_t).tolist(),
        target.series.years[known].tolist(),
        target.series.emission_t[known].tolist(),
    )


def _uncertainty(result: MonteCarlo) -> UncertaintyData:
    names = output_names()
    intervals = [
        ResultInterval(names.get(name, name), one.central, one.low, one.high)
        for name, one in result.outputs.items()
    ]
    last = list(result.outputs)[-1]
    drivers = {input_name(one.input): one.share for one in result.outputs[last].contributions[:8]}
    return UncertaintyData(intervals, drivers, names.get(last, last))


def output_names() -> dict[str, str]:
    """Names of the results with an interval."""
    return {
        "sink": tr("Sink"),
        "emission": tr("Emission"),
        "gap": tr("Gap"),
        "target_sink": tr("Planned sink"),
        "target_emission": tr("Emission in the target year"),
        "reduction_task": tr("Reduction task"),
    }


def input_name(key: str) -> str:
    """Name of an uncertain input; ids look like ``sink:0301`` or ``activity:energy_power``."""
    kind, _, rest = key.partition(":")
    kinds = {
        "sink": tr("coefficient {name}"),
        "area": tr("area {name}"),
        "activity": tr("activity {name}"),
        "factor": tr("factor {name}"),
        "series": tr("emission of {name}"),
        "population": tr("target population"),
        "gdp_pc": tr("target GDP per head"),
    }
    sectors = load_sectors()
    parts = [sectors[part].name(language()) if part in sectors else part for part in rest.split(":")]
    return kinds[kind].format(name=" ".join(parts)) if kind in kinds else key
