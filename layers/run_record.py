# SPDX-License-Identifier: GPL-2.0-or-later
"""What is needed to trace a figure and to run it again: choices, versions, hashes of tables, totals."""

from __future__ import annotations

import configparser
import hashlib
import json
import re
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal
from qgis.core import Qgis
from qgis.PyQt.QtCore import QT_VERSION_STR

from ..core.resource_tables import table_path
from ..core.study import PART_PATHS, TABLE_PATHS, Study
from .compat import text_field
from .study_files import relative_study
from .summary_tables import ResultTable, make_fields

RUN_VERSION = 1
#: ``password=…`` in a provider's connection, quoted or not.
_PASSWORD = re.compile(r"\s*\bpassword=(?:'(?:[^'\\]|\\.)*'|\S+)", re.IGNORECASE)
#: Shipped tables that a run computes with.
_USED_TABLES = (
    "land_classes",
    "name_aliases",
    "sink_coefficients",
    "sectors",
    "sector_links",
    "uniform_classes",
    "published_class_groups",
)


def plugin_version() -> str:
    """Version from metadata.txt."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(Path(__file__).resolve().parent.parent / "metadata.txt", encoding="utf-8")
    return metadata.get("general", "version")


def run_record(study: Study, folder: Path, totals: dict[str, Any]) -> dict[str, Any]:
    """The record of a run.

    Args:
        study: the study with absolute paths.
        folder: where the record will lie; the study in it is relative to this.
        totals: results by output name, units in the names or in ``units``.

    Returns:
        JSON values. The record is itself a study for ``tanheng:assess``.
    """
    study = _without_passwords(study)
    return {
        "tanheng_run": RUN_VERSION,
        "created": datetime.now(timezone.utc).astimezone().isoformat(timespec="seconds"),
        "versions": {
            "tanheng": plugin_version(),
            "qgis": Qgis.QGIS_VERSION,
            "qt": QT_VERSION_STR,
            "gdal": gdal.__version__,
            "numpy": np.__version__,
        },
        "study": relative_study(study, folder).to_dict(),
        "sources": [_file_facts(layer.source.partition("|")[0]) for layer in study.layers],
        "tables_sha256": {
            **{f"{name}.csv": _sha256(table_path(name)) for name in _USED_TABLES},
            **{role: _sha256(getattr(study, role)) for role in TABLE_PATHS if getattr(study, role)},
            **{
                f"{part}.{name}": _sha256(path)
                for part, names in PART_PATHS.items()
                for name in names
                for path in [getattr(getattr(study, part), name)]
                if path
            },
            **{
                f"class_map {number}": _sha256(layer.class_map)
                for number, layer in enumerate(study.layers, start=1)
                if layer.class_map
            },
        },
        "totals": totals,
        "units": "sinks and emissions in t CO2e per year, areas in hectares",
    }


def _without_passwords(study: Study) -> Study:
    """A record is handed on with the results: the connection of a database layer keeps no password in it."""
    layers = [replace(layer, source=_PASSWORD.sub("", layer.source)) for layer in study.layers]
    return replace(study, layers=layers)


def record_table(record: dict[str, Any]) -> ResultTable:
    """The record as rows ``key``, ``value`` for the GeoPackage."""
    rows: list[tuple[str, str]] = []

    def walk(prefix: str, value: Any) -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                walk(f"{prefix}.{key}" if prefix else str(key), item)
        elif isinstance(value, list):
            for number, item in enumerate(value, start=1):
                walk(f"{prefix}.{number}", item)
        else:
            rows.append((prefix, "" if value is None else str(value)))

    walk("", record)
    return ResultTable(make_fields([text_field("key"), text_field("value")]), rows)


def record_json(record: dict[str, Any]) -> str:
    """The record as text for ``run.json``."""
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _sha256(source: str | Path) -> str:
    """Hash of a file, or of the file that holds a layer (``file|layername=…``); '' where there is no file."""
    path = Path(str(source).partition("|")[0])
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _file_facts(source: str) -> dict[str, Any]:
    """Size and time tell whether a land layer changed; hashing gigabytes would take longer than the run."""
    path = Path(source)
    if not path.is_file():
        return {"file": path.name}
    facts = path.stat()
    changed = datetime.fromtimestamp(facts.st_mtime, timezone.utc).isoformat(timespec="seconds")
    return {"file": path.name, "bytes": facts.st_size, "modified": changed}
