# SPDX-License-Identifier: GPL-2.0-or-later
"""Sentences for problem codes: what, where, how many, and what to do."""

from __future__ import annotations

import math

from ..core.problems import Problem, Severity
from .i18n import tr


def _run_sentences() -> dict[str, str]:
    return {
        "layer_empty": tr(
            "Layer {field} holds no polygons. Choose a polygon layer that is not empty or filtered away."
        ),
        "layer_changed": tr("Layer {field} changed while it was being read. Nothing was written. Run again."),
        "crs_missing": tr(
            "Layer {field} has no usable coordinate reference system ({value}), so areas cannot be measured."
            " Set the"
            " layer's CRS, or choose a survey area field."
        ),
        "crs_not_used": tr(
            "Layer {field} has no usable coordinate reference system ({value}). Areas come from the survey"
            " field and"
            " could not be compared with the geometry."
        ),
        "field_missing": tr("Field {field} is not in the layer. It has: {found}."),
        "field_not_numeric": tr("Field {field} holds {value}, not numbers. Choose a numeric field."),
        "field_renamed": tr(
            "The source field {field} has the name of a result field; it is kept as {value}."
        ),
        "scheme_uncertain": tr(
            "The layer's codes fit more than one classification ({candidates}; reason: {reason}). Set the"
            " classification scheme; the likeliest is {value}."
        ),
        "scheme_contradicted": tr(
            "Code {value} is named {name} on {polygons} polygons, but in the chosen scheme {scheme} it is"
            " {expected}."
            " The names fit scheme {other}. Choose that scheme, or correct the names."
        ),
        "scheme_proposed": tr(
            "Classification scheme {value} was recognised from the layer (reason: {reason})."
        ),
        "encoding_guessed": tr(
            "{field} has no .cpg file; its text was read as {value}. If names look wrong, set the encoding."
        ),
        "names_garbled": tr(
            "Class names in field {field} cannot be read ({value}). Set the encoding, GBK or UTF-8."
        ),
        "area_unit_wrong": tr(
            "Area field {field} does not fit the geometry in the unit {value}: the median ratio is {ratio} on"
            " {polygons} polygons. It fits in the unit {meant}. Set the unit to {meant}."
        ),
        "area_gross_as_net": tr(
            "Area field {field} was taken as net of field ridges, but on {polygons} polygons it equals the"
            " gross area:"
            " {area_ha} ha of ridges would count twice. Set 'area is net' to false, or choose TBDLMJ."
        ),
        "area_net_as_gross": tr(
            "Area field {field} was taken as gross, but on {polygons} polygons field ridges are already"
            " taken off it:"
            " {area_ha} ha would be taken off twice. Set 'area is net' to true, or choose TBMJ."
        ),
        "area_sisters_differ": tr(
            "On {polygons} polygons {field}, {value} and the deducted area do not add up (TBMJ = TBDLMJ +"
            " KCMJ);"
            " together they differ by {area_ha} ha. Correct the survey database."
        ),
        "deduct_not_bound": tr(
            "{field} and {value} differ on {polygons} polygons by {area_ha} ha of field ridges. Choose"
            " KCMJ as the"
            " deducted area, so that ridges count as class 1203."
        ),
        "area_is_net_ignored": tr(
            "'Area is net' was ignored: without an area field the area comes from the geometry,"
            " which is gross."
        ),
        "official_area_differs": tr(
            "Published area of {value}: {published} ha; the layer has {area_ha} ha ({percent} %). Check"
            " extent, year"
            " and area field."
        ),
        "official_area_agrees": tr(
            "Published area of {value}: {published} ha; the layer has {area_ha} ha ({percent} %)."
        ),
        "official_class_unknown": tr(
            "Published class {value} ({area_ha} ha) is not in the scheme, so it was not compared."
        ),
        "table_unreadable": tr("Table {field} cannot be read: {value}. Save it as CSV in UTF-8 or GBK."),
        "table_empty": tr("Table {field} has no rows below its header."),
        "table_missing_column": tr("Table {field} lacks the column {value}. It has: {found}."),
        "table_duplicate_key": tr(
            "Table {field}, row {row}: {column} {value} occurs more than once. Keep one row."
        ),
        "table_blank_key": tr("Table {field}, row {row}: {column} is blank."),
        "table_not_a_number": tr("Table {field}, row {row}: {column} is '{value}', not a number."),
        "table_value_negative": tr("Table {field}, row {row}: {column} is {value}; it must not be negative."),
        "table_value_implausible": tr(
            "Table {field}, row {row}: {column} is {value}, above the plausible {limit}. Check the unit (t"
            " or 10⁴ t,"
            " ha or m², C or CO₂)."
        ),
        "table_value_not_allowed": tr("Table {field}, row {row}: {column} is '{value}'. Allowed: {allowed}."),
        "table_unit_unknown": tr(
            "Table {field}, row {row}: the unit '{value}' is not known. Use one of: {allowed}."
        ),
        "table_class_unknown": tr(
            "Table {field}, row {row}: class {value} cannot be used here. Give a 三调 class without K"
            " suffix, as text with"
            " its leading zero."
        ),
        "table_code_unpadded": tr(
            "Table {field}, row {row}: {value} has lost its leading zero and was read as {cls}. Store"
            " codes as text."
        ),
        "table_sector_unknown": tr(
            "Table {field}, row {row}: sector {value} is not known. Use an id of the sector table."
        ),
        "map_duplicate_code": tr(
            "The class map holds {value} more than once, spelled alike but for case, width or space. Keep"
            " one row."
        ),
        "table_refine_field_unknown": tr(
            "Table {field}, row {row}: links cannot be refined by the field {value}. Use one of: {allowed}."
        ),
        "map_target_unknown": tr(
            "The class map sends {source_code} to {value}, which the scheme does not have. Correct the map."
        ),
        "map_needed": tr(
            "A custom scheme needs a class map: a table with the columns source_code and class_code (三调)."
        ),
        "sea_sink_refused": tr(
            "The sea coefficient cannot be switched on: 7.04 × 10⁵ t/(hm²·a) as printed in Table 1 is"
            " physically"
            " impossible."
        ),
        "shares_sum": tr("The sector shares of {field} add up to {value}, not to 1 or 100 %."),
        "shares_need_total": tr("Sector shares need a city total. Give CITY_TOTAL in t CO2e per year."),
        "total_negative": tr("{field} is {value}; give a total of 0 or more in t CO2e per year."),
        "sector_negative": tr(
            "Sector {value} in {field} is {tonnes} t CO2e. A negative emission cannot be spread over land."
        ),
        "sector_unknown": tr(
            "Sector {value} in {field} is not known; its {tonnes} t CO2e stay unallocated in the balance."
        ),
        "sector_memo": tr(
            "Sector {value} ({tonnes} t CO2e) is shown as a memo and not spread: its removals are already"
            " the sink."
        ),
        "sector_unallocated": tr(
            "No polygon can take sector {value}: its {tonnes} t CO2e stay unallocated in the balance. Link"
            " the sector to"
            " a class of the layer."
        ),
        "intensity_partial": tr(
            "In sector {value} the classes {classes} have no intensity; their relative weights were scaled"
            " to the mean"
            " of the others, {mean} t CO2e/(ha·a)."
        ),
        "inventory_differs_from_total": tr(
            "The inventory adds up to {value} t CO2e, {percent} % from the city total of {total} t"
            " ({times} times). The"
            " inventory was used. Check units (t or 10⁴ t) and year."
        ),
        "total_ignored": tr(
            "The inventory ({inventory} t CO2e) was used; the city total of {value} t agrees within 5 %."
        ),
        "total_unallocated": tr("No polygon can take the city total: {value} t CO2e stay unallocated."),
        "total_implausible": tr(
            "{value} t CO2e on {area_ha} ha are {mean} t per hectare and year, which is not plausible."
            " Check whether the"
            " table is in t or in 10⁴ t."
        ),
        "spread_evenly": tr(
            "The city total of {value} t CO2e was spread evenly by area over construction and transport"
            " land. Maps must"
            " say so; give an inventory by sector for a real distribution."
        ),
        "not_calibrated": tr("Emissions come from intensities alone and are not calibrated to an inventory."),
        "emission_not_computed": tr(
            "Neither an inventory, a city total nor intensities were given: emission and net are"
            " empty, not zero."
        ),
        "year_mismatch": tr(
            "The land survey is of {value}, the inventory of {inventory_year}. State both years"
            " on every sheet."
        ),
        "study_value_invalid": tr("Study: {field} is '{value}'. Allowed: {allowed}."),
        "study_unreadable": tr("Study {field} cannot be opened: {value}."),
        "study_not_json": tr("Study {field} is not JSON: {value}."),
        "study_not_a_study": tr("{field} is not a Tanheng study: it has no tanheng_study version."),
        "study_newer_schema": tr(
            "Study {field} was made by a newer Tanheng (schema {value}). Update the plugin."
        ),
        "study_wrong_type": tr("Study {field}: the value of {value} has the wrong type."),
        "source_unreadable": tr("Land layer {field} cannot be opened: {value}. Check the path in the study."),
        "sea_overlaps_tidal_flat": tr(
            "{polygons} sea polygons overlap tidal flats (1105) by {area_ha} ha. Tidal flats belong to the"
            " land balance;"
            " cut the sea polygons back."
        ),
        "overlap": tr(
            "{polygons} polygons overlap others by {area_ha} ha in all, which counts twice. Correct the"
            " topology."
        ),
        "overlap_not_checked": tr("Overlaps were not looked for: the layer has more than {value} polygons."),
        "validity_not_checked": tr(
            "Polygons of {field} were not searched for self-crossings: there are more than {value}. Run"
            " the check with"
            " topology once."
        ),
        "shares_ignored": tr("The sector shares were not used: an inventory by sector is given."),
        "sector_counted_twice": tr(
            "The inventory has {value} and its part {part}: both were added. Keep the sum or its parts."
        ),
        "intensity_missing": tr(
            "Classes {value} ({area_ha} ha) have no intensity and take nothing of the city total. Add them"
            " to the"
            " intensity table."
        ),
        "code_cleaned": tr("Code '{value}' was read as {cls} on {polygons} polygons (space, width or case)."),
        **_series_sentences(),
    }


def _series_sentences() -> dict[str, str]:
    return {
        "table_value_not_positive": tr(
            "Table {field}, row {row}: {column} is {value}; it must be above zero."
        ),
        "series_value_suspect": tr(
            "Table {field}, row {row}: {column} is {value}, which makes {ratio} {found}; a city lies"
            " within {limits}."
            " Give emission in 10⁴ t, GDP in 10⁸ yuan, population in 10⁴ persons."
        ),
        "series_jump": tr(
            "Table {field}, row {row}: {column} is {value}, {times} times that of {year}. Check the unit;"
            " a factor of"
            " 10⁴ is likely."
        ),
        "series_gap_year": tr(
            "Table {field}, row {row}: {column} {value} follows a gap ({missing}). The trend was taken"
            " across it."
        ),
        "series_values_disagree": tr(
            "Table {field}, row {row}: {column} is {value}, but the year's statistics make it {other};"
            " {used} was used."
        ),
        "series_year_incomplete": tr(
            "Series {field}: {value} lacks {missing}, so its change cannot be decomposed."
        ),
        "series_tail_incomplete": tr(
            "Series {field}: {value} came after the last complete year {base} and was not used. Complete"
            " these rows."
        ),
        "series_too_short": tr(
            "Series {field} gives the emission per GDP of {value} years; a trend needs at least two. Add"
            " years, or"
            " choose an own path."
        ),
        "series_base_missing": tr(
            "Series {field} has no year in which emission, GDP and population are all known or can be"
            " derived."
        ),
        "price_base_mixed": tr(
            "Table {field}, row {row}: {column} is '{value}', elsewhere '{other}'. Give GDP at one"
            " constant price base."
        ),
        "price_base_missing": tr(
            "The price base of GDP is not stated. GDP of the series and of the target must be at the same"
            " constant"
            " prices."
        ),
        "projection_value_invalid": tr("Scenario {scenario}: {field} is '{value}'. Allowed: {allowed}."),
        "projection_target_year": tr(
            "Scenario {scenario}: the target year {value} must come after the last year of the series,"
            " {base}, and not"
            " after {last}."
        ),
        "projection_linear_negative": tr(
            "Scenario {scenario}: the linear trend of emission per GDP falls to {value} t per 10⁴ yuan by"
            " {year} (zero"
            " in {zero}), which is impossible. Choose the exponential trend."
        ),
        "projection_linear_ends": tr(
            "Scenario {scenario}: the linear trend of emission per GDP reaches zero in {value}; the path ends"
            " before it."
        ),
        "projection_not_declining": tr(
            "Scenario {scenario}: the logistic path needs emission per GDP to fall towards the floor"
            " {floor} t per 10⁴"
            " yuan from below the ceiling {ceiling}; the series goes from {first} to {value}."
        ),
        "projection_intensity_rises": tr(
            "Scenario {scenario}: the trend lets emission per GDP rise to {value} t per 10⁴ yuan by {year}."
        ),
        "projection_path_missing": tr("Scenario {scenario}: its own path of emission per GDP is not given."),
        "projection_path_short": tr(
            "Scenario {scenario}: the own path ends in {value}, before the target year {year}."
        ),
        "projection_path_held": tr(
            "Scenario {scenario}: after {value} the last emission per GDP of the path is kept."
        ),
        "projection_path_ignored": tr(
            "Scenario {scenario}: path years {value} are not after {base}, the last year of the series,"
            " and were"
            " ignored."
        ),
        "reduction_not_needed": tr(
            "Scenario {scenario}: the planned sink exceeds the projected emission by {value} t; nothing"
            " remains to be"
            " reduced."
        ),
        "goals_no_base": tr(
            "No {value} has a base-year figure, so the {kind} goal of {tonnes} t was not split by it."
        ),
        "table_fuel_unknown": tr(
            "{field}, row {row}, column {column}: {value} is no fuel of the energy balance. Use a"
            " name such as 原煤 or raw_coal."
        ),
        "workbook_kind_unknown": tr(
            "{field} cannot be read as a table. Choose an XLSX, ODS or CSV file (not {value})."
        ),
        "workbook_invalid": tr(
            "{field} is not a workbook of its kind ({value}). Open it in the office program and"
            " save it as XLSX or ODS."
        ),
        "workbook_too_large": tr(
            "{field} unpacks to {size} MB ({value}, {ratio} times its packed size) and was not"
            " opened. Save the one sheet you need as a file of its own."
        ),
        "workbook_too_many_cells": tr(
            "{field}: sheet {value} has more than {limit} cells. Save the part you need as a file of its own."
        ),
        "balance_not_found": tr(
            "No energy balance was found in {field}: no row holds at least two names of fuels."
            " Check the header of the table."
        ),
        "balance_sheet_missing": tr("There is no sheet {value}. The file has: {found}."),
        "balance_sheet_ambiguous": tr(
            "Several sheets hold an energy balance ({value}) and none has a year. Choose a sheet."
        ),
        "balance_year_missing": tr("There is no table of the year {value}. Found: {found}."),
        "balance_year_duplicate": tr(
            "The year {value} stands in more than one sheet ({field}). Choose a sheet."
        ),
        "balance_year_chosen": tr(
            "{field}: the latest year, {value}, was taken of {found}. Choose a year for another."
        ),
        "balance_no_final_rows": tr(
            "Sheet {field} has no row of final consumption (终端消费: 工业, 建筑业 …), so nothing can be"
            " computed. Check the row names."
        ),
        "balance_row_missing": tr(
            "Sheet {field} has no row {value}; it counts as none. Add it, or check its name."
        ),
        "balance_group_not_split": tr(
            "Sheet {field} does not split {value}; all of it goes to one sector. Add its rows for the others."
        ),
        "balance_feedstock_missing": tr(
            "Sheet {field} has no row 用作原料、材料: all that industry uses counts as burnt."
        ),
        "balance_row_unknown": tr(
            "Sheet {field}, row {row}: {value} was not recognised; its {cells} figures (from"
            " column {column}) are not in the result. Correct its name, or leave it if it is a"
            " part of another row."
        ),
        "balance_row_duplicate": tr(
            "Sheet {field}, row {row}: {value} stands already in row {first}. Keep one."
        ),
        "balance_part_not_summed": tr(
            "Sheet {field}, row {row}: {value} is a part of the row above and is not added."
        ),
        "balance_column_unknown": tr(
            "Sheet {field}, column {column}: {value} was not recognised; its {cells} figures are"
            " not in the result. Correct the heading below row {row}."
        ),
        "balance_fuel_duplicate": tr(
            "Sheet {field}, column {column}: {value} stands in another column already. Keep one."
        ),
        "balance_unit_assumed": tr(
            "Sheet {field} gives no unit for some columns; taken were: {value}. Add a row of"
            " units above row {row} if that is wrong."
        ),
        "balance_unit_unfit": tr(
            "Sheet {field}, column {column}: the unit ({unit}) does not fit {value}. Correct the"
            " row of units."
        ),
        "balance_not_a_number": tr("Sheet {field}, row {row}, column {column}: {value} is not a number."),
        "balance_totals_disagree": tr(
            "Sheet {field}, row {row}, column {column} ({line}, {value}): the total {total}"
            " differs from the sum of its parts {parts}. Check the figures."
        ),
        "balance_factor_10000": tr(
            "Sheet {field}, row {row}, column {column} ({line}, {value}): the figure looks 10,000"
            " times too large or too small (total {total}, sum of parts {parts}). Check its unit."
        ),
        "balance_input_positive": tr(
            "Sheet {field}, row {row}, column {column} ({line}, {value}): fuel put in should be"
            " negative; it was taken as put in."
        ),
        "balance_value_negative": tr(
            "Sheet {field}, row {row}, column {column} ({line}, {value}): consumption is"
            " negative. Check the figure."
        ),
        "tce_other_coefficient": tr(
            "Sheet {field}: {value} has no coefficient of the chosen kind; the other kind was used."
        ),
        "tce_coefficient_missing": tr(
            "Sheet {field}: {value} cannot be converted from standard coal and is not in the"
            " result. Give its coefficient in the factor table."
        ),
        "tce_coefficients_differ": tr(
            "{value}: the published coefficient of standard coal gives {percent} % against the"
            " calorific value."
        ),
        "factor_missing": tr(
            "{value} has no emission factor: {amount} {unit} are not in the result. Give one in"
            " the factor table."
        ),
        "factor_unverified": tr(
            "Factors that were not verified in their source are in use for: {value}. Check them"
            " before publishing."
        ),
        "factor_set_unknown": tr("There is no factor set {value}. Choose one of: {found}."),
        "gap_large": tr(
            "Sheet {field}: the reference method ({reference} t) differs from the sectoral method"
            " ({sectoral} t) by {value} %. Above 5 % the balance should be checked."
        ),
        "gap_not_computed": tr(
            "Sheet {field}: the sectoral and the reference method cannot be compared, because the"
            " rows of supply are missing."
        ),
        "reference_impossible": tr(
            "Sheet {field} has no rows of supply (一次能源生产量, 调入量, 进口量), which the reference method"
            " needs. Use the sectoral method."
        ),
        "feedstock_exceeds": tr(
            "Sheet {field}: more {value} is used as feedstock than by industry; the feedstock was"
            " cut to that."
        ),
        "storage_rate_assumed": tr(
            "Sheet {field}: no storage rate is known for the feedstock {value}; {rate} was taken,"
            " which leaves out {tonnes} t CO2. Give rates in the factor table if part of it is"
            " burnt."
        ),
        "furnace_gas_counted_once": tr(
            "Sheet {field}: {value} t CO2 of blast-furnace and converter gas are in the coke of"
            " industry already and were counted once."
        ),
        "furnace_gas_exceeds_coke": tr(
            "Sheet {field}: blast-furnace and converter gas hold {value} t CO2 more than the"
            " {fuel} of industry; that part was counted with the gas. Check the two columns."
        ),
        "electricity_use_unknown": tr(
            "Sheet {field} has no final use of electricity, so power plants stay where they are."
        ),
        "electricity_tce_basis": tr(
            "Sheet {field}: electricity is in standard coal and was read at 0.1229 kgce/kWh"
            " (当量值). If the table uses 等价值, its imported electricity is too high."
        ),
        "grid_factor_missing": tr(
            "There is no factor for imported electricity. Choose an area of the grid, or give the factor."
        ),
        "grid_factor_other_year": tr("The factor of the grid {value} is of the year {found}, not {year}."),
        "shares_of_row_sum": tr("{field}: the shares of {value} sum to {total}, not to 1."),
        "activity_unknown": tr(
            "{field}, row {row}: the activity {value} is not known. Use a name of the factor"
            " tables, or a sector with the unit tCO2e."
        ),
        "activity_type_unknown": tr(
            "{field}, row {row}, column {column}: {value} is no type of {activity}. It has: {allowed}."
        ),
        "inventory_row_unknown": tr(
            "Sheet {field}, row {row}, column {column}: {value} is no sector. Use an id or name"
            " of the sector table."
        ),
        "inventory_fuel_unknown": tr(
            "Sheet {field}, column {column}: {value} is no fuel of the energy balance; it is kept"
            " under its own name."
        ),
        "inventory_indirect": tr(
            "Sheet {field}, row {row}, column {column}: indirect emission of {value} is not part"
            " of the direct total."
        ),
        "inventory_options_unused": tr(
            "Sheet {field} is an inventory already; method, factors and accounting options were not used."
        ),
    }


def _polygon_sentences() -> dict[str, str]:
    return {
        "code_blank": tr(
            "{polygons} polygons ({area_ha} ha) have no class code in {field}. Fill it in, or map the blank."
        ),
        "code_unknown": tr(
            "Code {value} on {polygons} polygons ({area_ha} ha) is not in the scheme. Map it to a class."
        ),
        "code_working": tr(
            "{value} is a survey working code without a class ({polygons} polygons, {area_ha} ha). Map it"
            " to the class"
            " the land belongs to."
        ),
        "code_unmapped": tr(
            "Class {value} has no counterpart with coefficients ({polygons} polygons, {area_ha} ha). Map"
            " it to a class."
        ),
        "code_unpadded": tr(
            "Code {value} has lost its leading zero and was read as {cls} ({polygons} polygons, {area_ha}"
            " ha). Store codes"
            " as text."
        ),
        "code_fallback": tr(
            "Code {value} is not listed and was read as {cls} ({polygons} polygons, {area_ha} ha)."
        ),
        "code_alias": tr(
            "Code {value} of an older standard was read as {cls} ({polygons} polygons, {area_ha} ha)."
        ),
        "code_sea": tr(
            "Class {value} is sea ({polygons} polygons, {area_ha} ha) and stands outside the land balance."
        ),
        "class_coarse": tr(
            "{value} is a first-level class ({polygons} polygons, {area_ha} ha). Where its classes differ,"
            " its sink cannot"
            " be computed; emissions take the mean of its classes. Use second-level codes."
        ),
        "area_null": tr(
            "{polygons} polygons have no value in {field} and were not computed. Fill in the area."
        ),
        "area_not_finite": tr("{polygons} polygons have an infinite value in {field} and were not computed."),
        "area_negative": tr(
            "{polygons} polygons have a negative area in {field} and were not computed. Correct the area."
        ),
        "area_zero": tr(
            "{polygons} polygons have an area of zero; they add nothing to the totals and have"
            " no rate per hectare."
        ),
        "area_differs": tr(
            "On {polygons} polygons ({area_ha} ha) {field} differs from the geometry by more than 5 %. The"
            " field was used;"
            " check these polygons."
        ),
        "deduct_invalid": tr(
            "{polygons} polygons have a deducted area in {field} that is negative or larger than the"
            " polygon; nothing was"
            " deducted there ({area_ha} ha)."
        ),
        "deduct_not_cropland": tr(
            "{polygons} polygons ({area_ha} ha) that are not cropland have a deducted area in {field}. It"
            " was deducted;"
            " check these polygons."
        ),
        "weight_invalid": tr(
            "{polygons} polygons ({area_ha} ha) have no usable weight in {field} and take no emission."
        ),
        "group_blank": tr(
            "{polygons} polygons ({area_ha} ha) have no administrative code in {field}; they are summed"
            " separately."
        ),
        "geometry_missing": tr("{polygons} polygons have no geometry ({area_ha} ha by the survey field)."),
        "geometry_empty": tr(
            "{polygons} polygons have an empty geometry ({area_ha} ha by the survey field)."
        ),
        "geometry_not_polygon": tr(
            "{polygons} features are not polygons ({area_ha} ha by the survey field)."
        ),
        "geometry_corrupt": tr(
            "{polygons} geometries are damaged ({area_ha} ha by the survey field). Repair the layer."
        ),
        "geometry_not_finite": tr(
            "{polygons} geometries have coordinates that are not numbers. Repair the layer."
        ),
        "geometry_ring_invalid": tr(
            "{polygons} polygons have a ring of fewer than four points, or holes larger than the polygon."
            " Repair the"
            " geometries."
        ),
        "geometry_out_of_range": tr(
            "{polygons} polygons lie outside the range of the layer's coordinate reference system. Check"
            " the layer's CRS."
        ),
        "geometry_curved": tr(
            "{polygons} polygons ({area_ha} ha) have curves; their area was measured along chords."
        ),
        "geometry_invalid": tr(
            "{polygons} polygons ({area_ha} ha) are not valid (they cross themselves). Repair the geometries."
        ),
        "geometry_duplicate": tr(
            "{polygons} polygons ({area_ha} ha) repeat the geometry of another, so their area counts twice."
        ),
    }


def _words() -> dict[str, str]:
    """Names of schemes and of reasons, which problems carry as ids."""
    return {
        "sandiao": tr("三调 working classification (sandiao)"),
        "ydyh2020": tr("用地用海 2020 (ydyh2020)"),
        "ydyh2023": tr("用地用海 2023 (ydyh2023)"),
        "custom": tr("custom scheme (custom)"),
        "names": tr("the class names agree"),
        "codes": tr("the codes occur in this scheme only"),
        "same_result": tr("all schemes give the same classes"),
        "no_codes": tr("all codes are blank"),
        "ambiguous": tr("the codes occur in several schemes and names do not decide"),
        "evidence_mixed": tr("codes and names point to different schemes"),
        "version_ambiguous": tr("用地用海 2020 or 2023 cannot be told apart"),
        "few_codes_known": tr("few codes are known"),
        "codes_unknown": tr("the codes belong to no known scheme"),
    }


#: Parameters that carry ids of ``_words``.
_WORD_PARAMS = ("reason", "scheme", "other", "candidates")


def sentence(problem: Problem) -> str:
    """The translated sentence of a problem."""
    template = sentences()[problem.code]
    area = "–" if math.isnan(problem.area_ha) else f"{problem.area_ha:,.2f}"
    params = dict(problem.params)
    words = _words()
    for name in _WORD_PARAMS:
        if name in params:
            params[name] = ", ".join(words.get(part, part) for part in params[name].split(", "))
    is_scheme = problem.code in ("scheme_proposed", "scheme_uncertain")
    value = words.get(problem.value, problem.value) if is_scheme else problem.value
    values = {"field": problem.field, "value": value, "polygons": problem.polygons, "area_ha": area}
    return template.format_map({"row": "", "column": "", **values, **params})


def sentences() -> dict[str, str]:
    """All templates by problem code, translated."""
    return {**_run_sentences(), **_polygon_sentences()}


def refusal(problems: list[Problem]) -> str:
    """One text for a refused run: every error on its own line."""
    errors = [sentence(p) for p in problems if p.severity is Severity.ERROR]
    return "\n".join(dict.fromkeys(errors))
