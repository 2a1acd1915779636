# SPDX-License-Identifier: GPL-2.0-or-later
"""tanheng:assess – a whole assessment from one study file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsVectorLayer,
)

from ..core.carbon_tables import parse_lookup, read_carbon_tables
from ..core.problems import Problem, gathered, refuse_if_error
from ..core.progress import ProgressPart
from ..core.study import Study
from ..core.target_inputs import TargetTables
from ..core.target_run import TargetRun, run_target
from ..layers.atomic_file import complete_or_absent
from ..layers.carbon_run import CarbonRun
from ..layers.destination import LayerFile, WriteError, refuse_own_source
from ..layers.feedback import FeedbackProgress
from ..layers.i18n import language, tr
from ..layers.land_layer import LandLayer, open_land_layer
from ..layers.projection_tables import projection_table, series_table, uncertainty_table
from ..layers.run_record import record_json, record_table, run_record
from ..layers.study_files import (
    by_sector,
    land_layer,
    open_study,
    study_inventory,
    study_tables,
    table_file,
    target_tables,
)
from ..layers.summary_tables import carbon_table, inventory_table, issue_table
from ..styling.assessment_charts import chart_files, export_charts
from ..styling.assessment_maps import MapTexts, export_maps, map_files
from ..styling.gpkg_styles import write_project_into_gpkg
from .balance_text import (
    add_total_outputs,
    balance_text,
    calibration_text,
    emission_note,
    numbers,
    target_text,
)
from .base import TanhengAlgorithm, show_problems

CARBON_FILE = "carbon.gpkg"
CARBON_LAYER = "land_carbon"
RUN_FILE = "run.json"
_COMPUTING = 70.0


class AssessAlgorithm(TanhengAlgorithm):
    """Runs a study."""

    def name(self) -> str:
        return "assess"

    def displayName(self) -> str:
        return tr("Assessment from a study")

    def shortHelpString(self) -> str:
        return tr(
            "Runs a whole assessment from one study file (JSON): reads one or several land layers,"
            " calibrates them"
            " together, and writes into a folder\n"
            "– carbon.gpkg with the layers land_carbon, class_summary, group_summary, issues and run_info,"
            " styled and"
            " with a QGIS project inside;\n"
            "– map_*.png, one map per theme;\n"
            "– run.json, which records choices, versions, hashes of all tables and totals, and is itself a"
            " study that"
            " repeats the run.\n\n"
            "Maps are drawn on the main thread, so QGIS waits while this algorithm runs."
        )

    def flags(self) -> QgsProcessingAlgorithm.Flags:
        # Layouts and projects belong to the main thread.
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        self.described(
            QgsProcessingParameterFile(
                "STUDY", tr("Study"), QgsProcessingParameterFile.Behavior.File, "json", None, False
            ),
            tr("The study, or the run.json of an earlier run. Paths in it are relative to the file."),
        )
        self.described(
            QgsProcessingParameterFolderDestination("OUTPUT_FOLDER", tr("Output folder")),
            tr("Folder for the results; results of an earlier run in it are replaced."),
        )
        self.addOutput(QgsProcessingOutputFile("CARBON", tr("Result GeoPackage")))
        self.addOutput(QgsProcessingOutputFile("RUN", tr("Record of the run")))
        add_total_outputs(self)
        self.addOutput(
            QgsProcessingOutputNumber("TARGET_EMISSION", tr("Emission in the target year (t CO2e per year)"))
        )
        self.addOutput(QgsProcessingOutputNumber("REDUCTION_TASK", tr("Reduction task (t CO2e per year)")))

    def run_with(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        study = open_study(Path(self.parameterAsFile(parameters, "STUDY", context)))
        folder = Path(self.parameterAsString(parameters, "OUTPUT_FOLDER", context))
        progress = FeedbackProgress(feedback)
        run, tables = _opened(study, context)
        refuse_own_source(str(folder / CARBON_FILE), [land.layer for land in run.lands])
        try:
            # All results are made in a temporary folder and moved together.
            with _made(folder), complete_or_absent(folder / CARBON_FILE) as part:
                run.run_to_file(str(part), context, ProgressPart(progress, 0.0, _COMPUTING), CARBON_LAYER)
                totals = run.carbon.totals()
                target = _target(study, run, tables)
                results = {**numbers(totals), **_target_numbers(target)}
                record = run_record(study, folder, results)
                tables_written = _add_tables(part, run, target, record, context)
                progress.raise_if_cancelled()
                feedback.pushInfo(tr("Drawing maps…"))
                drawn = {path.name for path in _draw(part, folder, study, run, target, tables_written)}
                _settle(part)
                part.with_name(RUN_FILE).write_text(record_json(record), encoding="utf-8")
                progress.raise_if_cancelled()
            for path in (*map_files(folder), *chart_files(folder)):
                if path.name not in drawn:
                    # A picture of an earlier run that this one has no figures for.
                    path.unlink(missing_ok=True)
        except WriteError as error:
            raise WriteError(str(folder), error.reason) from error
        except (OSError, sqlite3.Error) as error:
            raise WriteError(str(folder), getattr(error, "strerror", None) or str(error)) from error
        show_problems(run.problems, feedback)
        feedback.pushInfo(balance_text(totals))
        if target is not None:
            feedback.pushInfo(target_text(target))
        for name in (CARBON_FILE, *sorted(drawn), RUN_FILE):
            feedback.pushInfo(str(folder / name))
        return {
            "OUTPUT_FOLDER": str(folder),
            "CARBON": str(folder / CARBON_FILE),
            "RUN": str(folder / RUN_FILE),
            **results,
        }


def _opened(study: Study, context: QgsProcessingContext) -> tuple[CarbonRun, TargetTables | None]:
    """Open everything that the study names; everything wrong with it is found before anything is read."""
    problems: list[Problem] = study.validate()
    raw, found = study_tables(study)
    problems += found
    tables = read_carbon_tables(raw, study.city_total_tco2e)
    with gathered(problems):
        made = study_inventory(study)
        if made is not None:
            tables.inventory = by_sector(made)
            problems += made.problems
    refined = tables.inventory is not None
    maps: list[dict[str, str] | None] = []
    lands: list[LandLayer] = []
    for choice in study.layers:
        class_map = None
        with gathered(problems):
            if choice.class_map:
                class_map, found = parse_lookup(table_file(choice.class_map), "source_code", "class_code")
                problems += found
        maps.append(class_map)
        with gathered(problems):
            lands.append(open_land_layer(land_layer(choice), choice, context, refined=refined))
    target = None
    with gathered(problems):
        target = target_tables(study)
        problems += target.problems if target is not None else []
    refuse_if_error([*problems, *tables.problems])
    return CarbonRun(lands, maps, tables, problems), target


def _target(study: Study, run: CarbonRun, tables: TargetTables | None) -> TargetRun | None:
    if tables is None:
        return None
    choice = study.target
    sink = choice.sink_tco2e
    made = run_target(
        tables,
        run.carbon.totals().sink_tco2e if sink is None else sink,
        run.carbon.area_by_carbon_code(),
        run.tables.sinks,
        run.tables.inventory or [],
        study.inventory_year,
        choice.samples,
        choice.seed,
    )
    run.problems += made.problems
    return made


def _target_numbers(target: TargetRun | None) -> dict[str, float | None]:
    if target is None:
        return {"TARGET_EMISSION": None, "REDUCTION_TASK": None}
    return {"TARGET_EMISSION": target.main.target_emission_t, "REDUCTION_TASK": target.task_t}


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """A folder, made where there is none; the one that was made goes again when the run fails."""
    missing = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        if missing:
            with suppress(OSError):
                folder.rmdir()
        raise


def _add_tables(
    part: Path,
    run: CarbonRun,
    target: TargetRun | None,
    record: dict[str, Any],
    context: QgsProcessingContext,
) -> list[str]:
    """Add all tables to the result; their names in order."""
    tables = {
        "class_summary": carbon_table("cls", run.carbon.by_class(language())),
        "group_summary": carbon_table("group", run.carbon.by_group(run.tables.group_names)),
    }
    if run.tables.inventory:
        tables["inventory"] = inventory_table(run.tables.inventory, run.carbon.allocation, language())
    if target is not None:
        tables["series"] = series_table(target.series)
        tables["projection"] = projection_table(target.projections, language())
        if target.uncertainty is not None:
            tables["uncertainty"] = uncertainty_table(target.uncertainty)
    tables["issues"] = issue_table(run.problems)
    tables["run_info"] = record_table(record)
    for name, table in tables.items():
        with LayerFile(str(part), context, name, add=True) as file:
            table.write_file(file)
    return list(tables)


def _draw(
    part: Path, folder: Path, study: Study, run: CarbonRun, target: TargetRun | None, tables: list[str]
) -> list[Path]:
    """Draw maps and charts beside the result, and store styles and a project in it."""
    scheme = run.bound[0].classes.scheme.id
    note = emission_note(run.carbon)
    totals = run.carbon.totals()
    layer = QgsVectorLayer(f"{part}|layername={CARBON_LAYER}", CARBON_LAYER, "ogr")
    texts = MapTexts(
        study.city,
        study.land_year,
        study.inventory_year,
        calibration_text(run.carbon),
        note,
        totals.emission_tco2e,
        totals.sink_tco2e,
        totals.area_ha,
    )
    maps = export_maps(layer, part.parent, texts, scheme, run.carbon.allocation.mode != "none")
    del layer
    write_project_into_gpkg(
        part,
        (CARBON_LAYER, *tables),
        scheme=scheme,
        emission_note=note,
        title=study.title,
        final_path=folder / CARBON_FILE,
    )
    return maps + export_charts(part.parent, study.city, run.tables.inventory or [], target)


def _settle(part: Path) -> None:
    """Bring everything that is still in a write-ahead log into the file, which is then moved."""
    with closing(sqlite3.connect(part)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=delete")
