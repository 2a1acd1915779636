# SPDX-License-Identifier: GPL-2.0-or-later
"""Sink, emission and net of every polygon of one or several land layers, calibrated together.

The work has two passes. The first gathers ``LandColumns`` and needs every polygon, because the scheme belongs to
the whole layer and calibration to the whole city. The second derives the result columns of any slice of polygons
from class rates, so that it can run in blocks of any size, in any order, with the same figures.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from .allocation import Allocation, allocate
from .class_binding import ClassBinding
from .derived_columns import DerivedColumns
from .land_columns import LandColumns
from .problems import POLYGON_BITS, Problem, qa_texts
from .sectors import REFINE_FIELDS, SectorEmission, SectorLinks
from .sinks import SinkTable
from .survey_area import RIDGE_CLASS, SurveyArea
from .table_parsing import normalised_text
from .units import m2_to_ha

#: Result fields in order; ``cls`` and ``qa`` are text, the rest is double.
RESULT_FIELDS = (
    "cls",
    "area_ha",
    "sink_tco2e",
    "emit_tco2e",
    "net_tco2e",
    "sink_rate",
    "emit_rate",
    "net_rate",
    "qa",
)
TEXT_FIELDS = ("cls", "qa")


class CarbonCell(NamedTuple):
    """Land with one sink and emission per hectare: a 三调 class, told apart where sector links are refined."""

    code: str
    town: str = ""
    detail: str = ""


_RIDGE_CELL = CarbonCell(RIDGE_CLASS)


def _found(value: object, looked_for: frozenset[str]) -> str:
    """A value that some refinement looks for, else ''."""
    text = normalised_text(value).upper()
    return text if text in looked_for else ""


@dataclass
class BoundLayer:
    """One layer ready for computing.

    Attributes:
        columns: what was read.
        classes: its classes.
        area: its areas.
        group_chars: leading characters that make an administrative unit; 0 takes all.
        bits: uint32[polygons] every problem of every polygon.
    """

    columns: LandColumns
    classes: ClassBinding
    area: SurveyArea
    group_chars: int = 0
    bits: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.bits = self.area.bits | self.classes.bits[self.columns.stratum]
        self.class_index = self.classes.of_stratum[self.columns.stratum]
        self.computed = (self.class_index >= 0) & np.isfinite(self.area.net_m2)
        self.weight = self._checked_weight()
        self._mark_blank_groups()

    def _checked_weight(self) -> np.ndarray | None:
        weight = self.columns.column("weight")
        if weight is None:
            return None
        invalid = ~np.isfinite(weight) | (weight < 0.0)
        self.bits[invalid] |= np.uint32(POLYGON_BITS["weight_invalid"])
        return np.where(invalid, 0.0, weight)

    def _mark_blank_groups(self) -> None:
        if all(stratum.group is None for stratum in self.columns.strata):
            return
        blank = np.array([not group for group in self.stratum_groups()], dtype=bool)
        self.bits[blank[self.columns.stratum]] |= np.uint32(POLYGON_BITS["group_blank"])

    def stratum_groups(self) -> list[str]:
        """Administrative code of each stratum, cut to ``group_chars``; '' where blank."""
        codes = [_group_text(stratum.group) for stratum in self.columns.strata]
        return [code[: self.group_chars] for code in codes] if self.group_chars else codes

    def cells(self, links: SectorLinks) -> list[CarbonCell]:
        """Per stratum, what its sink and emission depend on; code '' for sea and where there is no class."""
        looked_for = links.refining_values()
        towns, details = (looked_for.get(name, frozenset()) for name in REFINE_FIELDS)
        carbon = [*self.classes.carbon_codes, ""]
        return [
            CarbonCell(carbon[index], _found(stratum.town, towns), _found(stratum.detail, details))
            for stratum, index in zip(self.columns.strata, self.classes.of_stratum.tolist())
        ]

    def weighted(self, area_m2: np.ndarray) -> np.ndarray:
        """Area times polygon weight."""
        return area_m2 if self.weight is None else area_m2 * self.weight

    def sum_by_stratum(self, values: np.ndarray | np.float64) -> np.ndarray:
        """float64[strata] sums over computed polygons; the rest counts as nothing."""
        return np.bincount(
            self.columns.stratum,
            weights=np.where(self.computed, values, 0.0),
            minlength=len(self.classes.of_stratum),
        )


@dataclass
class CarbonRow:
    """Sums of one class or administrative unit over the polygons that could be computed.

    t CO2e/a and hectares; NaN is "not computed".
    """

    key: str
    name: str
    polygons: int = 0
    area_ha: float = 0.0
    sink_tco2e: float = 0.0
    emit_tco2e: float = 0.0

    @property
    def net_tco2e(self) -> float:
        """Emission minus sink."""
        return self.emit_tco2e - self.sink_tco2e

    def add(self, area_ha: float, sink: float, emission: float) -> None:
        """Add a part; a part whose sink is not known leaves the known rest standing."""
        self.area_ha += area_ha
        self.sink_tco2e += 0.0 if math.isnan(sink) else sink
        self.emit_tco2e += emission


class LandCarbon:
    """The carbon account of one or several layers.

    Args:
        layers: bound layers; they share one inventory.
        sinks: coefficients.
        links: sector links.
        intensities: t CO2e/(ha·a) by (sector id or '', class code).
        inventory: emission by sector, or None.
        city_total_t: t CO2e/a, or None.
    """

    def __init__(
        self,
        layers: Sequence[BoundLayer],
        sinks: SinkTable,
        links: SectorLinks,
        intensities: Mapping[tuple[str, str], float],
        inventory: Sequence[SectorEmission] | None = None,
        city_total_t: float | None = None,
    ) -> None:
        self.layers = list(layers)
        self._cells = sorted({cell for layer in layers for cell in layer.cells(links)} | {_RIDGE_CELL})
        self._index = {cell: i for i, cell in enumerate(self._cells)}
        self._ridge = self._index[_RIDGE_CELL]
        self._links = links
        self.carbon_codes = [cell.code for cell in self._cells]
        self.sink_rates = sinks.coefficients(self.carbon_codes)
        self.allocation: Allocation = allocate(
            self.carbon_codes,
            self._weighted_area_ha(),
            links,
            intensities,
            inventory,
            city_total_t,
            [dict(zip(REFINE_FIELDS, (cell.town, cell.detail))) for cell in self._cells],
        )
        self._rates = [self._stratum_rates(layer) for layer in self.layers]

    def _cell_index(self, layer: BoundLayer) -> np.ndarray:
        """int64[strata of the layer] index into ``carbon_codes``; -1 for sea and where there is no class."""
        cells = layer.cells(self._links)
        return np.array([self._index[cell] if cell.code else -1 for cell in cells], dtype="i8")

    def _weighted_area_ha(self) -> np.ndarray:
        sums = np.zeros(len(self._cells))
        for layer in self.layers:
            by_stratum = layer.sum_by_stratum(layer.weighted(layer.area.net_m2))
            cell = self._cell_index(layer)
            land = cell >= 0
            sums += np.bincount(cell[land], weights=by_stratum[land], minlength=len(sums))
            if layer.area.ridge_m2 is not None:
                sums[self._ridge] += layer.sum_by_stratum(layer.weighted(layer.area.ridge_m2)).sum()
        return m2_to_ha(sums)

    def _stratum_rates(self, layer: BoundLayer) -> tuple[np.ndarray, np.ndarray]:
        """Sink and emission of one hectare by stratum, t CO2e/(ha·a); NaN where there is no class."""
        cell = self._cell_index(layer)
        none = math.nan if self.allocation.mode == "none" else 0.0
        sink = np.where(cell >= 0, self.sink_rates[cell], 0.0)
        emission = np.where(cell >= 0, self.allocation.rates[cell], none)
        unknown = layer.classes.of_stratum < 0
        sink[unknown] = emission[unknown] = math.nan
        return sink, emission

    def _rates_of(self, layer: BoundLayer) -> tuple[np.ndarray, np.ndarray]:
        return next(rates for own, rates in zip(self.layers, self._rates) if own is layer)

    def derive(self, layer: BoundLayer, start: int, stop: int) -> dict[str, list]:
        """Result columns of a slice of a layer's polygons.

        Args:
            layer: one of ``layers``.
            start: first polygon in reading order.
            stop: one past the last.

        Returns:
            A list per name in ``RESULT_FIELDS``; numbers are float or None, texts str or None.
        """
        part = slice(start, stop)
        sink_rates, emission_rates = self._rates_of(layer)
        stratum = layer.columns.stratum[part]
        net_m2 = np.where(layer.computed[part], layer.area.net_m2[part], math.nan)
        area_ha = m2_to_ha(net_m2)
        sink = area_ha * sink_rates[stratum]
        emission = m2_to_ha(_weighted(layer, part, net_m2)) * emission_rates[stratum]
        if layer.area.ridge_m2 is not None:
            ridge_m2 = layer.area.ridge_m2[part]
            sink = sink + m2_to_ha(ridge_m2) * self.sink_rates[self._ridge]
            emission = (
                emission + m2_to_ha(_weighted(layer, part, ridge_m2)) * self.allocation.rates[self._ridge]
            )
        net = emission - sink
        with np.errstate(divide="ignore", invalid="ignore"):
            rates = [np.where(area_ha > 0.0, values / area_ha, math.nan) for values in (sink, emission, net)]
        names = [*layer.classes.classes, None]
        computed = layer.computed[part].tolist()
        texts, text_of = qa_texts(layer.bits[part])
        columns: dict[str, list] = {
            "cls": [
                names[i] if known else None for i, known in zip(layer.class_index[part].tolist(), computed)
            ]
        }
        for name, values in zip(RESULT_FIELDS[1:8], (area_ha, sink, emission, net, *rates)):
            columns[name] = _nullable(values)
        columns["qa"] = [texts[i] for i in text_of.tolist()]
        return columns

    def derived(self, layer: BoundLayer) -> DerivedColumns:
        """The result columns of a layer, for writing."""
        return DerivedColumns(
            RESULT_FIELDS, TEXT_FIELDS, layer.columns.fid, lambda start, stop: self.derive(layer, start, stop)
        )

    def by_class(self, language: str) -> list[CarbonRow]:
        """Sums by class over all layers, ordered by class code; ridges appear as their own class."""
        rows: dict[tuple[str, str], CarbonRow] = {}
        for layer in self.layers:
            for stratum, part in self._stratum_sums(layer):
                index = int(layer.classes.of_stratum[stratum])
                if index < 0:
                    continue
                row = _class_row(rows, layer, index, language)
                row.polygons += part.polygons
                row.add(part.area_ha, part.sink, part.emission)
                if part.ridge_ha:
                    ridge = _class_row(rows, layer, layer.classes.ridge_class, language)
                    ridge.add(part.ridge_ha, part.ridge_sink, part.ridge_emission)
        undetermined = {code for code, rate in zip(self.carbon_codes, self.sink_rates) if math.isnan(rate)}
        for layer in self.layers:
            for code, carbon in zip(layer.classes.classes, layer.classes.carbon_codes):
                key = (layer.classes.scheme.id, code)
                if key in rows and carbon in undetermined:
                    rows[key].sink_tco2e = math.nan
        return [rows[key] for key in sorted(rows)]

    def by_group(self, names: Mapping[str, str]) -> list[CarbonRow]:
        """Sums by administrative unit over all layers, ordered by code; '' gathers polygons without one.

        Args:
            names: name by administrative code.
        """
        rows: dict[str, CarbonRow] = {}
        for layer in self.layers:
            groups = layer.stratum_groups()
            for stratum, part in self._stratum_sums(layer):
                code = groups[stratum]
                row = rows.setdefault(code, CarbonRow(code, names.get(code, "")))
                row.polygons += part.polygons
                row.add(part.area_ha + part.ridge_ha, part.sink, part.emission)
                row.add(0.0, part.ridge_sink, part.ridge_emission)
        return [rows[key] for key in sorted(rows)]

    def _stratum_sums(self, layer: BoundLayer) -> list[tuple[int, _StratumSum]]:
        sink_rates, emission_rates = self._rates_of(layer)
        n = len(layer.classes.of_stratum)
        polygons = layer.sum_by_stratum(np.float64(1.0)).astype("i8")
        area = layer.sum_by_stratum(layer.area.net_m2)
        weighted = layer.sum_by_stratum(layer.weighted(layer.area.net_m2))
        ridge = ridge_weighted = np.zeros(n)
        if layer.area.ridge_m2 is not None:
            ridge = layer.sum_by_stratum(layer.area.ridge_m2)
            ridge_weighted = layer.sum_by_stratum(layer.weighted(layer.area.ridge_m2))
        nothing = math.nan if self.allocation.mode == "none" else 0.0
        known = layer.classes.of_stratum >= 0
        columns = (
            polygons,
            m2_to_ha(area),
            np.where(known, m2_to_ha(area) * sink_rates, 0.0),
            np.where(known, m2_to_ha(weighted) * emission_rates, nothing),
            m2_to_ha(ridge),
            m2_to_ha(ridge) * self.sink_rates[self._ridge],
            m2_to_ha(ridge_weighted) * self.allocation.rates[self._ridge],
        )
        # Plain numbers: databases and QGIS do not know numpy's.
        return [(i, _StratumSum(*row)) for i, row in enumerate(zip(*(c.tolist() for c in columns)))]

    def area_by_carbon_code(self) -> dict[str, float]:
        """Hectares by 三调 class over all layers, ridges as their own class; sea and unknown classes left out."""
        sums: dict[str, float] = {}
        for layer in self.layers:
            cells = layer.cells(self._links)
            for stratum, part in self._stratum_sums(layer):
                code = cells[stratum].code
                if code:
                    sums[code] = sums.get(code, 0.0) + part.area_ha
                sums[RIDGE_CLASS] = sums.get(RIDGE_CLASS, 0.0) + part.ridge_ha
        return sums

    def totals(self) -> CarbonTotals:
        """Sums over all layers."""
        area = sink = unmapped_ha = 0.0
        unmapped = 0
        for layer in self.layers:
            sea = np.array([not code for code in layer.classes.carbon_codes] + [False])
            for i, part in self._stratum_sums(layer):
                if not sea[layer.classes.of_stratum[i]]:
                    area += part.area_ha + part.ridge_ha
                sink += 0.0 if math.isnan(part.sink) else part.sink
                sink += part.ridge_sink
            without = layer.class_index < 0
            unmapped += int(without.sum())
            lost_m2 = layer.area.net_m2[without]
            unmapped_ha += m2_to_ha(float(np.nansum(lost_m2)))
            if layer.area.ridge_m2 is not None:
                unmapped_ha += m2_to_ha(float(np.nansum(layer.area.ridge_m2[without])))
        return CarbonTotals(
            area + unmapped_ha,
            sink,
            self.allocation.total_t,
            self.allocation.unallocated_t,
            self.allocation.factor,
            unmapped,
            unmapped_ha,
        )

    @property
    def problems(self) -> list[Problem]:
        """Problems of spreading; those of the layers are in ``polygon_problems``."""
        return self.allocation.problems


@dataclass(frozen=True)
class _StratumSum:
    polygons: int
    area_ha: float
    sink: float
    emission: float
    ridge_ha: float
    ridge_sink: float
    ridge_emission: float


@dataclass(frozen=True)
class CarbonTotals:
    """Totals of a run; t CO2e/a and hectares.

    Attributes:
        area_ha: gross area of all polygons outside the sea, unmapped ones included.
        sink_tco2e: sink.
        emission_tco2e: allocated and unallocated emission; NaN when not computed.
        unallocated_tco2e: emission that no polygon could take.
        factor: calibration factor; NaN by sectors.
        unmapped: polygons without a class.
        unmapped_ha: their area.
    """

    area_ha: float
    sink_tco2e: float
    emission_tco2e: float
    unallocated_tco2e: float
    factor: float
    unmapped: int
    unmapped_ha: float

    @property
    def net_tco2e(self) -> float:
        """Emission minus sink."""
        return self.emission_tco2e - self.sink_tco2e


def _weighted(layer: BoundLayer, part: slice, area_m2: np.ndarray) -> np.ndarray:
    return area_m2 if layer.weight is None else area_m2 * layer.weight[part]


def _group_text(value: object) -> str:
    """An administrative code as text; a code kept as a number has no decimals and no exponent."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return normalised_text(value)


def _nullable(values: np.ndarray) -> list:
    """Python floats with None for NaN, as databases and QGIS want them."""
    known = np.isfinite(values)
    listed = values.tolist()
    if known.all():
        return listed
    return [value if ok else None for value, ok in zip(listed, known.tolist())]


def _class_row(
    rows: dict[tuple[str, str], CarbonRow], layer: BoundLayer, index: int, language: str
) -> CarbonRow:
    code = layer.classes.classes[index]
    key = (layer.classes.scheme.id, code)
    return rows.setdefault(key, CarbonRow(code, layer.classes.class_name(index, language)))
