# SPDX-License-Identifier: GPL-2.0-or-later
"""One small layer in every format through the real `qgis_process`: same totals, names that can be read."""

from __future__ import annotations

import math
import shutil

import pytest
import small_land
from postgis import PostGis, binaries
from qgis_process import QgisProcess
from run_algorithm import Listener, land_carbon, raised_text, rows

needs_process = pytest.mark.skipif(
    not (shutil.which("qgis_process.bin") or shutil.which("qgis_process")), reason="no qgis_process"
)
needs_postgis = pytest.mark.skipif(binaries() is None, reason="no PostgreSQL with PostGIS")

TOTALS = ("SINK_TOTAL", "EMISSION_TOTAL", "NET_TOTAL", "AREA_TOTAL_HA", "UNMAPPED_AREA_HA")


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    return QgisProcess(tmp_path_factory.mktemp("profile"))


@pytest.fixture(scope="module")
def database():
    with PostGis() as cluster:
        small_land.write(f"PG:{cluster.connection}", "PostgreSQL", layer_options=["GEOMETRY_NAME=geom"])
        yield cluster


@pytest.fixture(scope="module")
def expected(tmp_path_factory, qgis_app):
    """The totals of the GeoPackage, area from the geometry; the tests below hold them against hand-made figures."""
    folder = tmp_path_factory.mktemp("expected")
    source = small_land.write(folder / "land.gpkg")
    return land_carbon(
        INPUT=str(source),
        DEDUCT_FIELD="KCMJ",
        CITY_TOTAL=small_land.CITY_TOTAL,
        OUTPUT=str(folder / "out.gpkg"),
    )


def gpkg(folder):
    return small_land.write(folder / "地类图斑.gpkg")


def gbk_shapefile(folder):
    return small_land.shapefile(folder / "GBK 目录", "GBK", cpg=False)


def utf8_shapefile(folder):
    return small_land.shapefile(folder, "UTF-8", cpg=False)


def marked_shapefile(folder):
    return small_land.shapefile(folder, "GBK", cpg=True)


def file_geodatabase(folder):
    return small_land.write(folder / "三调.gdb", "OpenFileGDB")


def geojson(folder):
    return small_land.write(folder / "land.geojson", "GeoJSON", epsg=4490)


def check_result(path, epsg=4529):
    """Every own value and every result of the twelve polygons."""
    found = rows(path)
    assert len(found) == len(small_land.ROWS)
    for row, (code, name, gross, ridges, unit, note), cls, sink in zip(
        found, small_land.ROWS, small_land.CLASSES, small_land.SINKS
    ):
        assert (row["DLBM"] or None, row["DLMC"] or None, row["ZLDWDM"]) == (code, name, unit)
        assert (row["BZ"] or "") == (note or "")
        assert (row["TBMJ"], row["KCMJ"]) == (gross, ridges)
        assert row["cls"] == cls
        if cls is None:
            assert {row[f] for f in ("area_ha", "sink_tco2e", "emit_tco2e", "net_tco2e", "net_rate")} == {
                None
            }
            assert row["qa"] == ("code_unknown" if code else "code_blank")
        else:
            assert row["area_ha"] == pytest.approx((gross - (ridges or 0)) / 1e4, rel=2e-3)
            assert row["sink_tco2e"] == pytest.approx(sink, rel=2e-3)
            assert row["emit_tco2e"] == pytest.approx(small_land.EMISSIONS.get(cls, 0.0), rel=2e-3)
            assert row["net_tco2e"] == row["emit_tco2e"] - row["sink_tco2e"]
            assert not row["qa"]


def check_totals(results, expected, tolerance=1e-9):
    for name in TOTALS:
        assert results[name] == pytest.approx(expected[name], rel=tolerance), name
    assert results["UNMAPPED_COUNT"] == 2


@needs_process
@pytest.mark.parametrize(
    "make",
    [gpkg, gbk_shapefile, utf8_shapefile, marked_shapefile, file_geodatabase, geojson],
    ids=lambda f: f.__name__,
)
def test_qgis_process_on_files(process, expected, tmp_path, make):
    source = make(tmp_path)
    before = small_land.digest(source)
    output = tmp_path / "结果" / "carbon.gpkg"
    output.parent.mkdir()
    results = process.run(
        "tanheng:landcarbon",
        INPUT=source,
        CODE_FIELD="DLBM",
        DEDUCT_FIELD="KCMJ",
        CITY_TOTAL=small_land.CITY_TOTAL,
        OUTPUT=output,
    )
    # GeoJSON's seven decimals are a centimetre, on sides of 100 m and more.
    check_totals(results, expected, 1e-9 if make is not geojson else 2e-4)
    check_result(output)
    assert small_land.digest(source) == before
    assert [p.name for p in output.parent.iterdir()] == [output.name]


@needs_process
@needs_postgis
def test_qgis_process_on_postgis(process, database, expected, tmp_path):
    before = database.sql("SELECT md5(string_agg(t::text, '|' ORDER BY ogc_fid)) FROM dltb t")
    output = tmp_path / "carbon.gpkg"
    results = process.run(
        "tanheng:landcarbon",
        INPUT=f'postgres://{database.connection} key=\'ogc_fid\' table="public"."dltb" (geom)',
        CODE_FIELD="dlbm",
        DEDUCT_FIELD="kcmj",
        CITY_TOTAL=small_land.CITY_TOTAL,
        OUTPUT=output,
    )
    check_totals(results, expected)
    found = rows(output)
    assert [(r["dlbm"], r["dlmc"]) for r in found] == [(r[0], r[1]) for r in small_land.ROWS]
    assert [r["cls"] for r in found] == small_land.CLASSES
    assert database.sql("SELECT md5(string_agg(t::text, '|' ORDER BY ogc_fid)) FROM dltb t") == before


@needs_postgis
def test_result_into_postgis(database, expected, tmp_path, qgis_app):
    source = small_land.write(tmp_path / "land.gpkg")
    results = land_carbon(
        INPUT=str(source),
        DEDUCT_FIELD="KCMJ",
        CITY_TOTAL=small_land.CITY_TOTAL,
        OUTPUT=f'postgis:{database.connection} table="public"."carbon" (geom)',
        SUMMARY=f'postgis:{database.connection} table="public"."carbon_classes"',
    )
    check_totals(results, expected)
    counted = database.sql(
        "SELECT count(*), count(cls), sum(sink_tco2e), sum(ST_NumGeometries(geom)) FROM carbon"
    )
    polygons, with_class, sink, parts = counted.split("|")
    assert (polygons, with_class, parts) == ("12", "10", "13")
    assert float(sink) == pytest.approx(expected["SINK_TOTAL"], rel=1e-9)
    assert database.sql("SELECT \"DLMC\" FROM carbon WHERE cls = '1105'") == "沿海滩涂"
    assert float(database.sql("SELECT sum(sink_tco2e) FROM carbon_classes")) == pytest.approx(
        expected["SINK_TOTAL"]
    )


@needs_postgis
def test_cancel_removes_the_table_from_postgis(database, tmp_path, qgis_app):
    source = small_land.write(tmp_path / "land.gpkg")
    target = f'postgis:{database.connection} table="public"."stopped" (geom)'
    assert "Cancelled" in raised_text(
        lambda: land_carbon(Listener(cancel_after=1), INPUT=str(source), OUTPUT=target)
    )
    assert database.sql("SELECT count(*) FROM pg_tables WHERE tablename = 'stopped'") == "0"


def test_totals_by_hand(tmp_path, qgis_app):
    """The survey field as area: 12 polygons, figures worked out in `small_land`."""
    source = small_land.write(tmp_path / "land.gpkg")
    results = land_carbon(
        INPUT=str(source),
        AREA_FIELD="TBMJ",
        DEDUCT_FIELD="KCMJ",
        CITY_TOTAL=small_land.CITY_TOTAL,
        OUTPUT=str(tmp_path / "out.gpkg"),
    )
    assert results["SINK_TOTAL"] == pytest.approx(small_land.SINK_TOTAL, rel=1e-12)
    assert results["EMISSION_TOTAL"] == pytest.approx(1200.0, rel=1e-12)
    assert results["NET_TOTAL"] == pytest.approx(1200.0 - small_land.SINK_TOTAL, rel=1e-12)
    assert results["AREA_TOTAL_HA"] == pytest.approx(small_land.AREA_TOTAL_HA, rel=1e-12)
    assert (results["UNMAPPED_COUNT"], results["UNMAPPED_AREA_HA"]) == (2, pytest.approx(4.0))
    assert results["CALIBRATION_FACTOR"] == pytest.approx(400.0)
    check_result(tmp_path / "out.gpkg")


def test_geometry_area_agrees_with_the_grid(expected):
    """On the central meridian the grid's scale is 1; at 37° N heights of ±0 leave 1e-4."""
    assert expected["AREA_TOTAL_HA"] == pytest.approx(small_land.AREA_TOTAL_HA, rel=2e-4)
    assert expected["SINK_TOTAL"] == pytest.approx(small_land.SINK_TOTAL, rel=2e-4)
    assert math.isclose(expected["EMISSION_TOTAL"], 1200.0, rel_tol=1e-12)


@pytest.mark.parametrize("target", ["shp", "geojson", "fgb", "csv", "gml", "tab", "sqlite", "xlsx"])
def test_every_output_format(tmp_path, qgis_app, target):
    source = small_land.write(tmp_path / "land.gpkg")
    output = tmp_path / "out" / f"结果.{target}"
    output.parent.mkdir()
    results = land_carbon(
        INPUT=str(source), AREA_FIELD="TBMJ", DEDUCT_FIELD="KCMJ", CITY_TOTAL=1200.0, OUTPUT=str(output)
    )
    assert results["OUTPUT"] == str(output)
    found = rows(output)
    if target == "sqlite":
        found = [{**row, "DLMC": row["dlmc"]} for row in found]
    elif target == "fgb":  # sorted by place
        order = [row[1] for row in small_land.ROWS]
        found.sort(key=lambda row: order.index(row["DLMC"] or None))
    assert [str(row["DLMC"] or "") for row in found] == [row[1] or "" for row in small_land.ROWS]
    for row, sink in zip(found, small_land.SINKS):
        if sink is None:
            # MapInfo knows no NULL in a number.
            assert row["sink_tco2e"] in (None, "") or target == "tab"
        else:
            assert float(row["sink_tco2e"]) == pytest.approx(sink, rel=1e-6)
    assert {p.name.split(".")[0] for p in output.parent.iterdir()} == {"结果"}
