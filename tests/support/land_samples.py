# SPDX-License-Identifier: GPL-2.0-or-later
"""Columns, bound layers and tables put together in a line, for tests of the science without QGIS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from tanheng.core.class_binding import bind_classes
from tanheng.core.land_carbon import BoundLayer, LandCarbon
from tanheng.core.land_classes import load_scheme
from tanheng.core.land_columns import LandChunk, LandColumns
from tanheng.core.problems import Problem, qa_text
from tanheng.core.sectors import load_sector_links, parse_inventory
from tanheng.core.sinks import load_sink_table
from tanheng.core.survey_area import AreaBinding, SurveyArea, survey_area
from tanheng.core.table_parsing import RawTable

HA = 10000.0


def table(text: str, name: str = "t.csv") -> RawTable:
    """A table as the readers give it, from CSV text without quotes."""
    header, *lines = [line.strip().split(",") for line in text.strip().splitlines()]
    return RawTable(name, tuple(header), tuple(dict(zip(header, line)) for line in lines))


def columns(
    codes: Sequence[object],
    *,
    name: Sequence[object] | None = None,
    group: Sequence[object] | None = None,
    chunk: int = 1000,
    **numbers: Sequence[float | None],
) -> LandColumns:
    """Columns of a layer; ``numbers`` are columns of ``LandChunk``, None for NULL."""
    made = LandColumns()
    arrays = {
        key: np.array([np.nan if value is None else value for value in values], dtype=float)
        for key, values in numbers.items()
    }
    if "geometry_m2" in arrays:
        arrays["geometry_bits"] = np.zeros(len(codes), dtype="u4")
    for start in range(0, len(codes), chunk):
        part = slice(start, start + chunk)
        made.add(
            LandChunk(
                np.arange(len(codes))[part],
                list(codes)[part],
                None if name is None else list(name)[part],
                None if group is None else list(group)[part],
                **{key: values[part] for key, values in arrays.items()},
            )
        )
    return made


def bound(
    codes: Sequence[object],
    area_m2: Sequence[float | None],
    *,
    scheme: str = "sandiao",
    class_map: Mapping[str, str] | None = None,
    binding: AreaBinding | None = None,
    group_chars: int = 6,
    **more: Any,
) -> BoundLayer:
    """A layer with geometry areas, bound as ``landcarbon`` binds it."""
    read = columns(codes, geometry_m2=area_m2, **more)
    classes = bind_classes(read, scheme, class_map)
    return BoundLayer(read, classes, survey_area(read, binding or AreaBinding()), group_chars)


def account(*layers: BoundLayer, inventory: str = "", **more: Any) -> LandCarbon:
    """The account of layers with the shipped tables; ``inventory`` is CSV text below its header."""
    emissions = None
    if inventory:
        emissions, _ = parse_inventory(table("sector,t_co2e\n" + inventory))
    given = {"sinks": load_sink_table(), "links": load_sector_links(), "intensities": {}, **more}
    return LandCarbon(layers, inventory=emissions, **given)


def derived(carbon: LandCarbon, layer: BoundLayer | None = None) -> dict[str, list]:
    """All result columns of a layer, the first unless given."""
    layer = layer or carbon.layers[0]
    return carbon.derive(layer, 0, len(layer.columns))


def codes_of(problems: Sequence[Problem]) -> list[str]:
    return [p.code for p in problems]


def qa(area: SurveyArea) -> list[str]:
    return [qa_text(int(bits)) for bits in area.bits]


def second_level_classes() -> list[str]:
    """All 三调 classes that stand for themselves on the second level, and 09."""
    scheme = load_scheme("sandiao")
    return [
        c.code for c in scheme.classes.values() if c.sandiao == c.code and (c.level == 2 or c.code == "09")
    ]
