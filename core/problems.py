# SPDX-License-Identifier: GPL-2.0-or-later
"""Problems found in layers and tables: stable codes with counts, never sentences.

``layers/messages.py`` turns a code into a sentence that says what, where, how many and what to do.
Codes of single polygons also go into the result field ``qa``; each has a bit, so that a polygon's
problems fit one number.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np


class Severity(enum.Enum):
    """How a problem acts on a run."""

    ERROR = "error"  # the run stops
    WARNING = "warning"  # the result is affected
    INFO = "info"  # the reader should know


#: Codes about the whole layer, the tables or the run.
RUN_PROBLEMS: dict[str, Severity] = {
    "layer_empty": Severity.ERROR,
    "layer_changed": Severity.ERROR,
    "crs_missing": Severity.ERROR,
    "crs_not_used": Severity.INFO,
    "field_missing": Severity.ERROR,
    "field_not_numeric": Severity.ERROR,
    "field_renamed": Severity.INFO,
    "scheme_uncertain": Severity.ERROR,
    "scheme_contradicted": Severity.ERROR,
    "scheme_proposed": Severity.INFO,
    "encoding_guessed": Severity.WARNING,
    "names_garbled": Severity.WARNING,
    "area_unit_wrong": Severity.ERROR,
    "area_gross_as_net": Severity.WARNING,
    "area_net_as_gross": Severity.WARNING,
    "area_sisters_differ": Severity.WARNING,
    "deduct_not_bound": Severity.WARNING,
    "area_is_net_ignored": Severity.INFO,
    "official_area_differs": Severity.WARNING,
    "official_area_agrees": Severity.INFO,
    "official_class_unknown": Severity.WARNING,
    "table_unreadable": Severity.ERROR,
    "table_empty": Severity.ERROR,
    "table_missing_column": Severity.ERROR,
    "table_duplicate_key": Severity.ERROR,
    "table_blank_key": Severity.ERROR,
    "table_not_a_number": Severity.ERROR,
    "table_value_negative": Severity.ERROR,
    "table_value_implausible": Severity.ERROR,
    "table_value_not_allowed": Severity.ERROR,
    "table_unit_unknown": Severity.ERROR,
    "table_class_unknown": Severity.ERROR,
    "table_code_unpadded": Severity.INFO,
    "table_sector_unknown": Severity.ERROR,
    "table_refine_field_unknown": Severity.ERROR,
    "map_duplicate_code": Severity.ERROR,
    "map_target_unknown": Severity.ERROR,
    "map_needed": Severity.ERROR,
    "sea_sink_refused": Severity.ERROR,
    "shares_sum": Severity.ERROR,
    "shares_need_total": Severity.ERROR,
    "total_negative": Severity.ERROR,
    "sector_negative": Severity.ERROR,
    "sector_unknown": Severity.WARNING,
    "sector_memo": Severity.INFO,
    "sector_unallocated": Severity.WARNING,
    "intensity_partial": Severity.WARNING,
    "inventory_differs_from_total": Severity.WARNING,
    "total_ignored": Severity.INFO,
    "total_unallocated": Severity.WARNING,
    "total_implausible": Severity.WARNING,
    "spread_evenly": Severity.WARNING,
    "not_calibrated": Severity.WARNING,
    "emission_not_computed": Severity.INFO,
    "year_mismatch": Severity.WARNING,
    "study_value_invalid": Severity.ERROR,
    "study_unreadable": Severity.ERROR,
    "study_not_json": Severity.ERROR,
    "study_not_a_study": Severity.ERROR,
    "study_newer_schema": Severity.ERROR,
    "study_wrong_type": Severity.ERROR,
    "source_unreadable": Severity.ERROR,
    "sea_overlaps_tidal_flat": Severity.WARNING,
    "overlap": Severity.WARNING,
    "overlap_not_checked": Severity.INFO,
    "validity_not_checked": Severity.INFO,
    "shares_ignored": Severity.INFO,
    "sector_counted_twice": Severity.WARNING,
    "intensity_missing": Severity.WARNING,
    "code_cleaned": Severity.INFO,
    "table_value_not_positive": Severity.ERROR,
    "series_value_suspect": Severity.ERROR,
    "series_jump": Severity.ERROR,
    "series_gap_year": Severity.WARNING,
    "series_values_disagree": Severity.WARNING,
    "series_year_incomplete": Severity.ERROR,
    "series_tail_incomplete": Severity.WARNING,
    "series_too_short": Severity.ERROR,
    "series_base_missing": Severity.ERROR,
    "price_base_mixed": Severity.ERROR,
    "price_base_missing": Severity.WARNING,
    "projection_value_invalid": Severity.ERROR,
    "projection_target_year": Severity.ERROR,
    "projection_linear_negative": Severity.ERROR,
    "projection_linear_ends": Severity.WARNING,
    "projection_not_declining": Severity.ERROR,
    "projection_intensity_rises": Severity.WARNING,
    "projection_path_missing": Severity.ERROR,
    "projection_path_short": Severity.ERROR,
    "projection_path_held": Severity.INFO,
    "projection_path_ignored": Severity.INFO,
    "reduction_not_needed": Severity.INFO,
    "goals_no_base": Severity.WARNING,
    "table_fuel_unknown": Severity.ERROR,
    "workbook_kind_unknown": Severity.ERROR,
    "workbook_invalid": Severity.ERROR,
    "workbook_too_large": Severity.ERROR,
    "workbook_too_many_cells": Severity.ERROR,
    "balance_not_found": Severity.ERROR,
    "balance_sheet_missing": Severity.ERROR,
    "balance_sheet_ambiguous": Severity.ERROR,
    "balance_year_missing": Severity.ERROR,
    "balance_year_duplicate": Severity.ERROR,
    "balance_year_chosen": Severity.INFO,
    "balance_no_final_rows": Severity.ERROR,
    "balance_row_missing": Severity.WARNING,
    "balance_feedstock_missing": Severity.INFO,
    "balance_group_not_split": Severity.WARNING,
    "balance_row_unknown": Severity.WARNING,
    "balance_row_duplicate": Severity.ERROR,
    "balance_part_not_summed": Severity.INFO,
    "balance_column_unknown": Severity.WARNING,
    "balance_fuel_duplicate": Severity.ERROR,
    "balance_unit_assumed": Severity.WARNING,
    "balance_unit_unfit": Severity.ERROR,
    "balance_not_a_number": Severity.ERROR,
    "balance_totals_disagree": Severity.WARNING,
    "balance_factor_10000": Severity.ERROR,
    "balance_input_positive": Severity.WARNING,
    "balance_value_negative": Severity.WARNING,
    "tce_other_coefficient": Severity.WARNING,
    "tce_coefficient_missing": Severity.WARNING,
    "tce_coefficients_differ": Severity.INFO,
    "factor_missing": Severity.WARNING,
    "factor_unverified": Severity.WARNING,
    "factor_set_unknown": Severity.ERROR,
    "gap_large": Severity.WARNING,
    "gap_not_computed": Severity.INFO,
    "reference_impossible": Severity.ERROR,
    "feedstock_exceeds": Severity.WARNING,
    "storage_rate_assumed": Severity.INFO,
    "furnace_gas_counted_once": Severity.INFO,
    "furnace_gas_exceeds_coke": Severity.WARNING,
    "electricity_use_unknown": Severity.WARNING,
    "electricity_tce_basis": Severity.WARNING,
    "grid_factor_missing": Severity.ERROR,
    "grid_factor_other_year": Severity.WARNING,
    "shares_of_row_sum": Severity.ERROR,
    "activity_unknown": Severity.ERROR,
    "activity_type_unknown": Severity.ERROR,
    "inventory_row_unknown": Severity.ERROR,
    "inventory_fuel_unknown": Severity.WARNING,
    "inventory_indirect": Severity.INFO,
    "inventory_options_unused": Severity.INFO,
}

#: Codes of single polygons, in the order in which ``qa`` lists them. The position is the bit.
POLYGON_PROBLEMS: dict[str, Severity] = {
    "code_blank": Severity.WARNING,
    "code_unknown": Severity.WARNING,
    "code_working": Severity.WARNING,
    "code_unmapped": Severity.WARNING,
    "code_unpadded": Severity.WARNING,
    "code_fallback": Severity.INFO,
    "code_alias": Severity.INFO,
    "code_sea": Severity.INFO,
    "class_coarse": Severity.WARNING,
    "area_null": Severity.WARNING,
    "area_not_finite": Severity.WARNING,
    "area_negative": Severity.WARNING,
    "area_zero": Severity.WARNING,
    "area_differs": Severity.WARNING,
    "deduct_invalid": Severity.WARNING,
    "deduct_not_cropland": Severity.WARNING,
    "weight_invalid": Severity.WARNING,
    "group_blank": Severity.WARNING,
    "geometry_missing": Severity.WARNING,
    "geometry_empty": Severity.WARNING,
    "geometry_not_polygon": Severity.WARNING,
    "geometry_corrupt": Severity.WARNING,
    "geometry_not_finite": Severity.WARNING,
    "geometry_ring_invalid": Severity.WARNING,
    "geometry_out_of_range": Severity.WARNING,
    "geometry_curved": Severity.INFO,
    "geometry_invalid": Severity.WARNING,
    "geometry_duplicate": Severity.WARNING,
}

POLYGON_BITS: dict[str, int] = {code: 1 << position for position, code in enumerate(POLYGON_PROBLEMS)}
SEVERITIES: dict[str, Severity] = {**RUN_PROBLEMS, **POLYGON_PROBLEMS}


@dataclass(frozen=True)
class Problem:
    """One line of the issues table.

    Attributes:
        code: key of ``SEVERITIES``.
        field: field, column, parameter or file in which it was found.
        value: the offending value, class or sector, as text.
        polygons: number of polygons concerned.
        area_ha: their area in hectares; NaN where it does not apply.
        params: further values for the sentence, as (name, text) pairs.
        severity: from ``SEVERITIES`` unless a caller weighs it otherwise.
    """

    code: str
    severity: Severity
    field: str = ""
    value: str = ""
    polygons: int = 0
    area_ha: float = math.nan
    params: tuple[tuple[str, str], ...] = ()


def problem(
    code: str,
    *,
    field: str = "",
    value: object = "",
    polygons: int = 0,
    area_ha: float = math.nan,
    severity: Severity | None = None,
    **params: object,
) -> Problem:
    """Build a problem with the severity registered for its code.

    Raises:
        KeyError: the code is not registered.
    """
    return Problem(
        code,
        severity or SEVERITIES[code],
        field,
        str(value),
        int(polygons),
        float(area_ha),
        tuple((name, str(text)) for name, text in params.items()),
    )


class RefusedInput(Exception):
    """The run must stop; ``problems`` holds everything found, not only the first.

    Attributes:
        problems: all problems collected before the run was refused.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(", ".join(sorted({p.code for p in self.problems if p.severity is Severity.ERROR})))


@contextmanager
def gathered(problems: list[Problem]) -> Iterator[None]:
    """Add the problems of a refusal to ``problems`` and go on, so that what else is wrong is found as well."""
    try:
        yield
    except RefusedInput as refused:
        problems += refused.problems


def distinct(problems: Iterable[Problem]) -> list[Problem]:
    """Problems without repetition, in order.

    Compared as text, since an area that is not known is NaN, which newer Pythons find unequal to itself.
    """
    return list({repr(found): found for found in problems}.values())


def refuse_if_error(problems: Iterable[Problem]) -> None:
    """Raise ``RefusedInput`` with all problems when at least one is an error."""
    found = list(problems)
    if any(p.severity is Severity.ERROR for p in found):
        raise RefusedInput(found)


def qa_text(bits: int) -> str:
    """Write a polygon's problem bits as codes joined by ``;`` (empty when there is none)."""
    return ";".join(code for code, bit in POLYGON_BITS.items() if bits & bit)


def qa_texts(bits: np.ndarray) -> tuple[list[str], np.ndarray]:
    """Write many polygons' problem bits as texts.

    Args:
        bits: uint32[n].

    Returns:
        The distinct texts and, per polygon, the index of its text (int64[n]).
    """
    distinct, index = np.unique(bits, return_inverse=True)
    return [qa_text(int(b)) for b in distinct], index
