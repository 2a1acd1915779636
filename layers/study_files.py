# SPDX-License-Identifier: GPL-2.0-or-later
"""A study's file, and the files it names relative to itself."""

from __future__ import annotations

import math
import os
from pathlib import Path

from qgis.core import QgsVectorLayer

from ..core.energy_inventory import EnergyOptions
from ..core.inventory_run import InventoryChoices, InventoryResult, InventoryTables, run_inventory
from ..core.problems import Problem, RefusedInput, problem
from ..core.projection import Scenario
from ..core.sectors import SectorEmission, find_sector
from ..core.study import TABLE_PATHS, LandLayerChoice, Study, StudyError, read_study
from ..core.table_parsing import RawTable
from ..core.target_inputs import BASELINE, TargetTables, read_target_tables
from .cell_grids import read_cell_grids
from .text_table import decoded, is_text_table, read_layer_table, read_text_table

#: Parts the path of a file from the name of a layer in it.
_LAYER_MARK = "|"


def open_study(path: Path) -> Study:
    """Open a study (or the record of a run) with all paths made absolute.

    Raises:
        RefusedInput: ``study_unreadable``, ``study_not_json`` and so on.
    """
    try:
        study = read_study(decoded(path.read_bytes()))
    except StudyError as error:
        raise RefusedInput([problem(f"study_{error.reason}", field=path.name, value=error.detail)]) from error
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedInput([problem("study_unreadable", field=path.name, value=error)]) from error
    base = path.resolve().parent
    return study.with_paths(lambda text: _absolute(text, base))


def relative_study(study: Study, folder: Path) -> Study:
    """A study with paths relative to a folder, where they are on the same drive."""
    return study.with_paths(lambda text: _relative(text, folder.resolve()))


def _absolute(text: str, base: Path) -> str:
    file, mark, rest = text.partition(_LAYER_MARK)
    return str((base / file).resolve()) + mark + rest


def _relative(text: str, folder: Path) -> str:
    file, mark, rest = text.partition(_LAYER_MARK)
    try:
        shorter = os.path.relpath(file, folder)
    except ValueError:  # another drive
        shorter = file
    return Path(shorter).as_posix() + mark + rest


def land_layer(choice: LandLayerChoice) -> QgsVectorLayer:
    """Load a land layer of an opened study.

    Raises:
        RefusedInput: ``source_unreadable``.
    """
    file = choice.source.partition(_LAYER_MARK)[0]
    layer = QgsVectorLayer(
        choice.source, Path(file).stem if choice.provider == "ogr" else "land", choice.provider
    )
    if not layer.isValid():
        raise RefusedInput([problem("source_unreadable", field=file, value=layer.error().message())])
    return layer


def study_tables(study: Study) -> tuple[dict[str, RawTable], list[Problem]]:
    """Read all tables that an opened study names.

    Returns:
        The tables by role, and a problem for each that cannot be read.
    """
    tables: dict[str, RawTable] = {}
    problems: list[Problem] = []
    for role in TABLE_PATHS:
        path = getattr(study, role)
        if path:
            try:
                tables[role] = table_file(path)
            except RefusedInput as refused:
                problems += refused.problems
    return tables, problems


def table_file(path: str) -> RawTable:
    """Read a table from a text file, or from any file that GDAL opens as a table.

    Raises:
        RefusedInput: it cannot be read.
    """
    if is_text_table(path):
        return read_text_table(Path(path))
    layer = QgsVectorLayer(path, Path(path.partition(_LAYER_MARK)[0]).name, "ogr")
    if not layer.isValid():
        raise RefusedInput([problem("table_unreadable", field=layer.name(), value=layer.error().message())])
    return read_layer_table(layer)


def target_tables(study: Study) -> TargetTables | None:
    """Read the tables of a study's target; None where the study has none.

    Raises:
        RefusedInput: a table cannot be read.
    """
    choice = study.target
    if not choice.series or not choice.year:
        return None
    baseline = Scenario(
        BASELINE,
        choice.year,
        choice.population_wan,
        choice.gdp_pc_wan,
        name_zh="基准情景",
        name_en="Baseline",
        method=choice.method,
    )
    return read_target_tables(
        table_file(choice.series),
        baseline,
        table_file(choice.scenarios) if choice.scenarios else None,
        table_file(choice.paths) if choice.paths else None,
        study.price_base,
    )


def study_inventory(study: Study) -> InventoryResult | None:
    """Make the inventory of a study from its energy balance; None where it names none or gives an inventory.

    Raises:
        RefusedInput: a file cannot be read, or the balance is refused.
    """
    choice = study.energy_balance
    if not choice.source or study.inventory:
        return None
    tables = InventoryTables(
        table_file(choice.factors) if choice.factors else None,
        None,
        table_file(choice.activity) if choice.activity else None,
    )
    choices = InventoryChoices(choice.sheet, choice.year, energy=EnergyOptions(choice.method))
    return run_inventory(read_cell_grids(Path(choice.source)), choices, tables)


def by_sector(result: InventoryResult) -> list[SectorEmission]:
    """Direct emission of an inventory by sector, t CO2e/a."""
    sums: dict[str, list[float]] = {}
    for row in result.rows:
        sums.setdefault(row.sector, []).append(row.t_co2e)
    return [SectorEmission(name, find_sector(name), math.fsum(parts)) for name, parts in sums.items()]
