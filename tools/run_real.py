# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs `tanheng:landcarbon` on real land-use layers that lie in a folder of the developer's (not in the repository).

    make test-real DIR=folder

The folder holds `catania_landuse.geojson` (Regione Sicilia, codes in COD_USO) and `snezhinsk_landuse.geojson`
(OpenStreetMap contributors, classes in landuse). Prints what came out, ends 1 where a check failed and 2 where a
file is missing. Results stay in build/real.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import os
import shutil
import sys
import tempfile
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import headless
from osgeo import gdal, ogr
from package_root import ROOT

#: Share of the total by which sums of hectares may differ.
SUM_TOLERANCE = 1e-9


@dataclass(frozen=True)
class RealLayer:
    """A layer and what is known about it.

    Attributes:
        name: first word of its file and of its class map in tests/real.
        code_field: field with the codes.
        name_field: field with class names; '' where there is none.
        area_ha: documented area, to a tenth of a hectare; None where none is documented.
        issues: (code, value, polygons) that must be reported.
    """

    name: str
    code_field: str
    name_field: str
    area_ha: float | None
    issues: tuple[tuple[str, str, int], ...]

    @property
    def file(self) -> str:
        return f"{self.name}_landuse.geojson"

    @property
    def class_map(self) -> Path:
        return ROOT / "tests" / "real" / f"{self.name}_class_map.csv"


LAYERS = (
    # 211o has the name of 211 and is left out of the class map: a code nobody listed must be reported.
    RealLayer(
        "catania", "COD_USO", "CLASS", 18124.1, (("code_unknown", "211o", 1), ("code_unmapped", "131", 1))
    ),
    RealLayer(
        "snezhinsk",
        "landuse",
        "",
        None,
        (("geometry_duplicate", "", 1), ("code_unmapped", "construction", 5)),
    ),
)


def run(algorithm_id: str, values: dict[str, Any]) -> dict[str, Any]:
    """Run an algorithm as `qgis_process` does, without its messages: the issues table has them too."""
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject

    algorithm = headless.find_algorithm(algorithm_id)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    feedback = QgsProcessingFeedback(False)
    fine, message = algorithm.checkParameterValues(values, context)
    if not fine:
        raise RuntimeError(message)
    results, fine = algorithm.run(values, context, feedback)
    if not fine:
        raise RuntimeError(feedback.textLog())
    return dict(results)


def read_rows(path: Path, fields: list[str]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Field names, and the values of `fields` (all where empty) with the geometry as multipolygon WKB."""
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    layer = source.GetLayer(0)
    definition = layer.GetLayerDefn()
    names = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
    rows = []
    for feature in layer:
        geometry = feature.GetGeometryRef()
        shape = None if geometry is None else ogr.ForceToMultiPolygon(geometry.Clone())
        wkb = None if shape is None else bytes(shape.ExportToIsoWkb(ogr.wkbNDR))
        rows.append((*(feature.GetField(name) for name in fields or names), wkb))
    return names, rows


def read_table(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def hectares(row: dict[str, str]) -> float:
    return float(row["area_ha"] or 0.0)


def failures_of(
    layer: RealLayer,
    source: Path,
    output: Path,
    results: dict[str, Any],
    classes: list[dict[str, str]],
    issues: list[dict[str, str]],
) -> list[str]:
    """What is not as it must be; empty when all is well."""
    found = []
    names, before = read_rows(source, [])
    result_names, after = read_rows(output, names)
    if len(before) != len(after):
        found.append(f"{len(before)} rows went in, {len(after)} came out")
    elif before != after:
        changed = sum(one != other for one, other in zip(before, after))
        found.append(f"own fields or geometry of {changed} rows changed on the way")
    total = results["AREA_TOTAL_HA"]
    together = sum(map(hectares, classes)) + results["UNMAPPED_AREA_HA"]
    if not abs(together / total - 1.0) <= SUM_TOLERANCE:
        found.append(f"classes and unmapped polygons have {together!r} ha, the layer {total!r} ha")
    counted = sum(int(row["polygons"]) for row in classes) + results["UNMAPPED_COUNT"]
    if counted != len(before):
        found.append(f"classes and unmapped polygons count {counted}, the layer {len(before)}")
    if layer.area_ha is not None and abs(total - layer.area_ha) > 0.05:
        found.append(f"{total:.2f} ha where {layer.area_ha} ha are documented")
    for code, value, polygons in layer.issues:
        if not any(
            (row["code"], row["value"], int(row["polygons"])) == (code, value, polygons) for row in issues
        ):
            found.append(f"{code} {value} of {polygons} polygons is not reported")
    _, computed = read_rows(output, ["cls", "area_ha", "sink_tco2e", "emit_tco2e", "qa"])
    for cls, area_ha, sink, emission, qa, _ in computed:
        if emission is not None or (cls is None) != (sink is None) or (area_ha is None and not qa):
            found.append(f"a row has class {cls}, area {area_ha}, sink {sink}, emission {emission}, qa {qa}")
            break
    return found


def run_layer(layer: RealLayer, source: Path, folder: Path) -> list[str]:
    """Run one layer, print what came out, return what failed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    before = hashlib.sha256(source.read_bytes()).digest()
    output, summary, issue_file, checked = (
        folder / name for name in ("carbon.gpkg", "classes.csv", "issues.csv", "check.csv")
    )
    binding = {"INPUT": str(source), "CODE_FIELD": layer.code_field, "SCHEME": "custom"}
    binding["CLASS_MAP"] = str(layer.class_map)
    if layer.name_field:
        binding["NAME_FIELD"] = layer.name_field
    outputs = {"OUTPUT": str(output), "SUMMARY": str(summary), "ISSUES": str(issue_file)}
    results = run("tanheng:landcarbon", {**binding, **outputs})
    run("tanheng:check", {**binding, "CHECK_TOPOLOGY": True, "ISSUES": str(checked)})
    classes, issues = read_table(summary), read_table(issue_file)

    polygons = sum(int(row["polygons"]) for row in classes) + results["UNMAPPED_COUNT"]
    print(
        f"\n{layer.name}: {polygons} polygons, {results['AREA_TOTAL_HA']:.2f} ha,"
        f" sink {results['SINK_TOTAL']:.1f} t CO2e per year;"
        f" unmapped {results['UNMAPPED_COUNT']} polygons, {results['UNMAPPED_AREA_HA']:.2f} ha"
    )
    for row in classes:
        print(
            f"  {row['cls']:5} {row['polygons']:>4} {hectares(row):10.2f} ha"
            f" {float(row['sink_tco2e'] or 'nan'):9.1f} t  {row['name']}"
        )
    known = {tuple(row.values()) for row in issues}
    for row in issues + [row for row in read_table(checked) if tuple(row.values()) not in known]:
        print(f"  [{row['code']}] {row['advice']}")
    found = failures_of(layer, source, output, results, classes, issues)
    if hashlib.sha256(source.read_bytes()).digest() != before:
        found.append("the source was changed")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    folder = parser.parse_args().folder
    missing = [layer.file for layer in LAYERS if not (folder / layer.file).is_file()]
    if missing:
        print(f"run_real.py: {folder} does not hold {', '.join(missing)}", file=sys.stderr)
        return 2
    profile = tempfile.mkdtemp(prefix="tanheng-profile-")
    failed = 0
    try:
        headless.start_qgis("en", profile)
        for layer in LAYERS:
            found = run_layer(layer, folder / layer.file, ROOT / "build" / "real" / layer.name)
            for text in found:
                print(f"  FAILED: {text}", file=sys.stderr)
            failed += len(found)
    finally:
        shutil.rmtree(profile, ignore_errors=True)
    print(f"\n{failed} checks failed" if failed else "\nall checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        code = main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    # QGIS crashes in its own tear-down while Python still holds layers; everything is written by now.
    os._exit(code)
