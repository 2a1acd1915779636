# SPDX-License-Identifier: GPL-2.0-or-later
"""The chain of QGIS field-calculator runs that gives the fields of `tanheng:landcarbon` (development only).

One `native:fieldcalculator` per field, each from a GeoPackage to a GeoPackage, as a planner builds it in a model. The
expressions come from the tables of the project, read here on their own; only the emission of a hectare of each class
is taken from landcarbon's summary, because the field calculator cannot spread an inventory.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

TABLES = Path(__file__).resolve().parent.parent / "resources" / "tables"
C_TO_CO2 = 44.0 / 12.0
#: QGIS measures $area on the ellipsoid of CGCS2000 only when it is told; otherwise in square degrees.
ELLIPSOID = "EPSG:1024"
_DOUBLE, _TEXT = "0", "2"
#: Fields whose values are compared, with the fields whose size is the scale of their difference.
_COMPARED = {
    "area_ha": ("area_ha",),
    "sink_tco2e": ("sink_tco2e",),
    "emit_tco2e": ("emit_tco2e",),
    "net_tco2e": ("sink_tco2e", "emit_tco2e"),
    "sink_rate": ("sink_rate",),
    "emit_rate": ("emit_rate",),
    "net_rate": ("sink_rate", "emit_rate"),
}


class RowsDiffer(Exception):
    """Two results are not the same; the text says in what."""


def table_rows(name: str) -> list[dict[str, str]]:
    with open(TABLES / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def survey_codes() -> list[str]:
    """Codes of the land survey that are a class on land."""
    return [
        row["code"]
        for row in table_rows("land_classes")
        if row["scheme"] == "sandiao" and row["kind"] == "land" and row["sandiao"]
    ]


def sink_rates() -> dict[str, float]:
    """Sink of one hectare by survey code, t CO2e per year; codes without a sink are left out."""
    factor = {"tC/ha/a": C_TO_CO2, "tCO2/ha/a": 1.0}
    table = {
        row["class_code"]: float(row["value"]) * factor[row["unit"]]
        for row in table_rows("sink_coefficients")
        if row["enabled"] == "yes"
    }
    found = {code: table.get(code, table.get(code.rstrip("KA"), 0.0)) for code in survey_codes()}
    return {code: rate for code, rate in found.items() if rate}


def emission_rates(summary: Path) -> dict[str, float]:
    """Emission of one hectare by class from a SUMMARY in a GeoPackage, t CO2e per year."""
    with closing(sqlite3.connect(f"{summary.as_uri()}?mode=ro", uri=True)) as connection:
        statement = (
            f'SELECT cls, emit_tco2e / area_ha FROM "{summary.stem}" WHERE emit_tco2e > 0 AND area_ha > 0'
        )
        return dict(connection.execute(statement).fetchall())


def steps(emissions: Mapping[str, float]) -> list[tuple[str, str, str]]:
    """Name, type and expression of each field, in the order in which they are computed."""
    listed = ", ".join(f"'{code}'" for code in survey_codes())
    return [
        ("cls", _TEXT, f'CASE WHEN "DLBM" IN ({listed}) THEN "DLBM" END'),
        ("area_ha", _DOUBLE, "$area / 10000"),
        ("sink_tco2e", _DOUBLE, f'"area_ha" * {_by_class(sink_rates())}'),
        ("emit_tco2e", _DOUBLE, f'"area_ha" * {_by_class(emissions)}'),
        ("net_tco2e", _DOUBLE, '"emit_tco2e" - "sink_tco2e"'),
        ("sink_rate", _DOUBLE, '"sink_tco2e" / "area_ha"'),
        ("emit_rate", _DOUBLE, '"emit_tco2e" / "area_ha"'),
        ("net_rate", _DOUBLE, '"net_tco2e" / "area_ha"'),
        ("qa", _TEXT, "CASE WHEN \"cls\" IS NULL THEN 'code_unknown' ELSE '' END"),
    ]


def _by_class(rates: Mapping[str, float]) -> str:
    classes: dict[float, list[str]] = {}
    for code, rate in rates.items():
        classes.setdefault(rate, []).append(f"'{code}'")
    cases = [f'WHEN "cls" IN ({", ".join(codes)}) THEN {rate!r}' for rate, codes in classes.items()]
    return f"CASE {' '.join(cases)} ELSE 0 END"


def command(program: str, source: Path, target: Path, step: tuple[str, str, str]) -> list[str]:
    """The call of `qgis_process` for one field."""
    name, kind, expression = step
    return [
        program,
        "run",
        "native:fieldcalculator",
        f"--ellipsoid={ELLIPSOID}",
        f"--INPUT={source}",
        f"--FIELD_NAME={name}",
        f"--FIELD_TYPE={kind}",
        "--FIELD_LENGTH=0",
        "--FIELD_PRECISION=0",
        f"--FORMULA={expression}",
        f"--OUTPUT={target}",
    ]


def largest_differences(one: Path, other: Path) -> dict[str, float]:
    """Largest relative difference of every number over all rows of two results, joined by BSM.

    Raises:
        RowsDiffer: rows are missing, a class or a problem text differs, or one side lacks a value.
    """
    with closing(sqlite3.connect(f"{one.as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute("ATTACH ? AS other", (f"{other.as_uri()}?mode=ro",))
        tables = [f'main."{_table(connection, "main")}"', f'other."{_table(connection, "other")}"']
        counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
        numbers = ", ".join(
            f'max(abs(a."{name}" - b."{name}")'
            f" / max({' + '.join(f'abs(b.{scale})' for scale in scales)}, 1e-300))"
            for name, scales in _COMPARED.items()
        )
        missing = " OR ".join(f'(a."{name}" IS NULL) <> (b."{name}" IS NULL)' for name in _COMPARED)
        row = connection.execute(
            "SELECT count(*), total(a.cls IS NOT b.cls), total(coalesce(a.qa, '') <> coalesce(b.qa, '')),"
            f" total({missing}), {numbers} FROM {tables[0]} a JOIN {tables[1]} b ON a.BSM = b.BSM"
        ).fetchone()
    joined, classes, texts, lacking, *largest = row
    if not joined == counts[0] == counts[1]:
        raise RowsDiffer(f"{counts[0]} and {counts[1]} rows, of which {joined} meet by BSM")
    if classes or texts or lacking:
        raise RowsDiffer(
            f"of {joined} rows {classes:g} differ in cls, {texts:g} in qa, {lacking:g} in where values are"
        )
    return dict(zip(_COMPARED, largest))


def _table(connection: sqlite3.Connection, schema: str) -> str:
    found = connection.execute(f"SELECT table_name FROM {schema}.gpkg_contents").fetchall()
    return str(found[0][0])
