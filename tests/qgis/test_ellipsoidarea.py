# SPDX-License-Identifier: GPL-2.0-or-later
"""tanheng:ellipsoidarea: the published vectors, any CRS, odd geometries, both routes, and what is refused."""

from __future__ import annotations

import re

import numpy as np
import pytest
import small_land
from bad_layers import execute, fingerprint, layer, open_result, plain, start_provider, stored, table_rows
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
)
from run_algorithm import Listener, query, rows

from tanheng.core.gauss_kruger import TransverseMercator
from tanheng.layers import area_run
from tanheng.layers.geographic import to_cgcs2000

CELL = "Polygon((122 37,122.01 37,122.01 37.01,122 37.01,122 37))"
CELL_M2 = 987766.693296
TRIANGLE = "Polygon((122 37,122.01 37.002,122.004 37.01,122 37))"
TRIANGLE_M2 = 454370.635598
DEGREE = "Polygon((122 37,123 37,123 38,122 38,122 37))"
DEGREE_M2 = 9813951873.4626


@pytest.fixture(scope="module", autouse=True)
def provider(qgis_app):
    started = start_provider()
    yield
    QgsApplication.processingRegistry().removeProvider(started)


def polygons(*shapes, crs="EPSG:4490", geometry="Polygon"):
    return layer({"n": "int"}, [(n,) for n in range(len(shapes))], crs=crs, geometry=geometry, shapes=shapes)


def areas(source, **parameters):
    results = execute("tanheng:ellipsoidarea", source, {"OUTPUT": "TEMPORARY_OUTPUT", **parameters})
    return [row["area_m2"] for row in table_rows(open_result(results["OUTPUT"]))]


def turned(wkt, crs, origin="EPSG:4490"):
    """A geometry in another CRS, with all its digits."""
    geometry = QgsGeometry.fromWkt(wkt)
    geometry.transform(
        QgsCoordinateTransform(
            QgsCoordinateReferenceSystem(origin), QgsCoordinateReferenceSystem(crs), QgsProject.instance()
        )
    )
    return geometry.asWkt(17)


# ---- figures


def test_published_vectors():
    cell, triangle, degree = areas(polygons(CELL, TRIANGLE, DEGREE))
    assert cell == pytest.approx(CELL_M2, abs=1e-4)
    assert triangle == pytest.approx(TRIANGLE_M2, abs=1e-4)
    assert degree == pytest.approx(DEGREE_M2, rel=1e-12)


def test_total_in_hectares():
    results = execute("tanheng:ellipsoidarea", polygons(CELL, TRIANGLE, None), {"OUTPUT": "TEMPORARY_OUTPUT"})
    assert results["AREA_TOTAL_HA"] == pytest.approx((CELL_M2 + TRIANGLE_M2) / 1e4, rel=1e-12)


@pytest.mark.parametrize("store", ["memory", "gpkg"])
@pytest.mark.parametrize("zone", ["EPSG:4529", "EPSG:4550", "EPSG:4528"])
def test_gauss_kruger_gives_the_same_areas(zone, store, tmp_path):
    """Zone 41 with and without its number, and the neighbouring zone."""
    source = polygons(turned(CELL, zone), turned(TRIANGLE, zone), crs=zone)
    assert areas(stored(source, store, tmp_path)) == pytest.approx([CELL_M2, TRIANGLE_M2], rel=1e-6)


@pytest.mark.parametrize("crs", ["EPSG:3857", "EPSG:32651", "EPSG:4326"])
def test_other_crs_on_the_same_datum(crs):
    assert areas(polygons(turned(CELL, crs), crs=crs)) == pytest.approx([CELL_M2], rel=1e-6)


def test_web_mercator_would_be_far_off():
    assert QgsGeometry.fromWkt(turned(CELL, "EPSG:3857")).area() > 1.5 * CELL_M2


def test_beijing_1954_goes_through_proj():
    """EPSG:2414, northing first in the register, 114° E: the same square within the grids' difference."""
    cell = "Polygon((114 30,114.01 30,114.01 30.01,114 30.01,114 30))"
    (expected,) = areas(polygons(cell))
    (found,) = areas(polygons(turned(cell, "EPSG:2414"), crs="EPSG:2414"))
    assert found == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("crs", "own"),
    [("EPSG:4529", True), ("EPSG:32651", True), ("EPSG:3857", False), ("EPSG:2414", False)],
)
def test_the_transform_is_that_of_qgis(crs, own):
    system, target = QgsCoordinateReferenceSystem(crs), QgsCoordinateReferenceSystem("EPSG:4490")
    lon, lat = (114.2, 30.3) if crs == "EPSG:2414" else (122.2, 37.3)
    point = QgsCoordinateTransform(target, system, QgsProject.instance()).transform(lon, lat)
    turn = to_cgcs2000(system)
    assert isinstance(getattr(turn, "__self__", None), TransverseMercator) is own
    x, y = turn(np.array([point.x()]), np.array([point.y()]))
    assert (x[0], y[0]) == (pytest.approx(lon, abs=1e-8), pytest.approx(lat, abs=1e-8))


def test_degrees_need_no_transform():
    assert to_cgcs2000(QgsCoordinateReferenceSystem("EPSG:4490")) is None
    assert to_cgcs2000(QgsCoordinateReferenceSystem("EPSG:4326")) is None


@pytest.mark.parametrize("ellipsoid", ["NONE", "EPSG:7024", "PARAMETER:1737400:1737400"])
def test_the_projects_ellipsoid_does_not_matter(ellipsoid):
    source = polygons(turned(CELL, "EPSG:4529"), crs="EPSG:4529")
    before, project = areas(source), QgsProject.instance()
    kept = project.ellipsoid()
    project.setEllipsoid(ellipsoid)
    try:
        assert areas(source) == before
    finally:
        project.setEllipsoid(kept)


# ---- geometries


def test_holes_parts_and_dimensions():
    hole = "(122.002 37.002,122.004 37.002,122.004 37.004,122.002 37.004,122.002 37.002)"
    shell = CELL[len("Polygon(") : -1]
    (inner,) = areas(polygons(f"Polygon({hole})"))
    holed, same_turn, two = areas(
        polygons(
            f"MultiPolygon(({shell},{hole}))",
            # A hole that runs the same way round as its shell is a hole all the same.
            f"MultiPolygon(({shell},(122.002 37.002,122.002 37.004,122.004 37.004,122.004 37.002,122.002 37.002)))",
            f"MultiPolygon(({shell}),((122.02 37,122.03 37,122.03 37.01,122.02 37.01,122.02 37)))",
            geometry="MultiPolygon",
        )
    )
    assert holed == same_turn == pytest.approx(CELL_M2 - inner, abs=1e-4)
    assert two == pytest.approx(2 * CELL_M2, abs=1e-3)


@pytest.mark.parametrize("store", ["memory", "gpkg"])
@pytest.mark.parametrize("kind", ["PolygonZ", "PolygonM", "PolygonZM"])
def test_z_and_m_are_no_coordinates(kind, store, tmp_path):
    extra = " 5000" * (len(kind) - len("Polygon"))
    wkt = f"{kind}((" + ",".join(point + extra for point in CELL[9:-2].split(",")) + "))"
    source = stored(polygons(wkt, geometry=kind), store, tmp_path)
    results = execute("tanheng:ellipsoidarea", source, {"OUTPUT": "TEMPORARY_OUTPUT"})
    (feature,) = open_result(results["OUTPUT"]).getFeatures()
    assert feature["area_m2"] == pytest.approx(CELL_M2, abs=1e-4)
    assert feature.geometry().asWkt() == next(source.getFeatures()).geometry().asWkt()


@pytest.mark.parametrize("store", ["memory", "gpkg"])
def test_rows_without_an_area_are_kept(store, tmp_path):
    source = stored(polygons(CELL, None, "Polygon EMPTY", TRIANGLE), store, tmp_path)
    listener = Listener()
    results = execute("tanheng:ellipsoidarea", source, {"OUTPUT": "TEMPORARY_OUTPUT"}, listener)
    found = table_rows(open_result(results["OUTPUT"]))
    assert [row["n"] for row in found] == [0, 1, 2, 3]
    assert [row["area_m2"] is None for row in found] == [False, True, True, False]
    said = "\n".join(listener.messages)
    # QGIS writes a missing geometry into a GeoPackage as an empty one.
    counts = re.findall(r"(\d) polygons have (?:no|an empty) geometry", said)
    assert counts == (["1", "1"] if store == "memory" else ["2"])


# ---- routes and destinations


@pytest.fixture
def fast_runs(monkeypatch):
    """Counts how often the fast way was taken."""
    taken, original = [], area_run.copy_with_columns
    monkeypatch.setattr(
        area_run, "copy_with_columns", lambda *a, **k: (taken.append(1), original(*a, **k))[1]
    )
    return taken


def test_both_routes_give_the_same(tmp_path, fast_runs):
    source = str(small_land.write(tmp_path / "land.gpkg"))
    before = small_land.digest(tmp_path / "land.gpkg")
    shown = QgsVectorLayer(source, "land", "ogr")
    fast, general = tmp_path / "fast.gpkg", tmp_path / "general.gpkg"
    execute("tanheng:ellipsoidarea", source, {"OUTPUT": str(fast)})
    assert fast_runs == [1]
    shown.selectAll()
    QgsProject.instance().addMapLayer(shown, False)
    selected = QgsProcessingFeatureSourceDefinition(shown.id(), selectedFeaturesOnly=True)
    try:
        execute("tanheng:ellipsoidarea", source, {"INPUT": selected, "OUTPUT": str(general)})
    finally:
        QgsProject.instance().removeMapLayer(shown.id())
    assert fast_runs == [1]
    one, other = rows(fast), rows(general)
    assert len(one) == len(small_land.ROWS)
    assert one == other
    assert small_land.digest(tmp_path / "land.gpkg") == before
    names = [
        query(path, "SELECT group_concat(name) FROM pragma_table_info(?)", path.stem)
        for path in (fast, general)
    ]
    assert names[0] == names[1]


def test_only_the_selection_is_written():
    source = polygons(CELL, TRIANGLE, CELL)
    source.selectByIds([feature.id() for feature in source.getFeatures() if feature["n"] == 1])
    QgsProject.instance().addMapLayer(source, False)
    try:
        chosen = QgsProcessingFeatureSourceDefinition(source.id(), selectedFeaturesOnly=True)
        assert areas(source, INPUT=chosen) == [pytest.approx(TRIANGLE_M2, abs=1e-4)]
    finally:
        QgsProject.instance().takeMapLayer(source)


@pytest.mark.parametrize("name", ["area_m2", "AREA_M2"])
@pytest.mark.parametrize("store", ["memory", "gpkg"])
def test_an_own_field_of_that_name_is_kept(name, store, tmp_path):
    source = stored(layer({name: "real"}, [(7.5,)], crs="EPSG:4490", shapes=[CELL]), store, tmp_path)
    listener = Listener()
    results = execute("tanheng:ellipsoidarea", source, {"OUTPUT": "TEMPORARY_OUTPUT"}, listener)
    (row,) = table_rows(open_result(results["OUTPUT"]))
    assert (row[f"{name}_1"], row["area_m2"]) == (7.5, pytest.approx(CELL_M2, abs=1e-4))
    assert any(f"kept as {name}_1" in message for message in listener.messages)


def test_temporary_output_is_a_geopackage():
    results = execute("tanheng:ellipsoidarea", polygons(CELL), {"OUTPUT": "TEMPORARY_OUTPUT"})
    assert open_result(results["OUTPUT"]).dataProvider().storageType() == "GPKG"


def test_output_in_memory():
    results = execute("tanheng:ellipsoidarea", polygons(CELL), {"OUTPUT": "memory:"})
    found = open_result(results["OUTPUT"])
    assert found.providerType() == "memory"
    assert plain(next(found.getFeatures())["area_m2"]) == pytest.approx(CELL_M2, abs=1e-4)


def test_text_of_a_gbk_shapefile_stays_readable(tmp_path):
    path, listener = small_land.shapefile(tmp_path, "GBK", cpg=False), Listener()
    output = tmp_path / "out.gpkg"
    execute("tanheng:ellipsoidarea", str(path), {"OUTPUT": str(output)}, listener)
    found = rows(output)
    assert [row["DLMC"] or None for row in found] == [row[1] for row in small_land.ROWS]
    assert found[0]["area_m2"] == pytest.approx(20000.0, rel=2e-4)
    assert any("was read as GBK" in message for message in listener.messages)


# ---- refused


def test_no_crs_is_refused(tmp_path):
    listener, source = Listener(), polygons(CELL, crs="")
    with pytest.raises(QgsProcessingException) as error:
        execute("tanheng:ellipsoidarea", source, {"OUTPUT": str(tmp_path / "out.gpkg")}, listener)
    assert "no usable coordinate reference system" in "\n".join([str(error.value), *listener.messages])
    assert list(tmp_path.iterdir()) == []


def test_the_source_is_not_written_over(tmp_path):
    source = str(small_land.write(tmp_path / "land.gpkg"))
    before = fingerprint(source)
    with pytest.raises(QgsProcessingException, match="never changed"):
        execute("tanheng:ellipsoidarea", source, {"OUTPUT": source})
    assert fingerprint(source) == before


@pytest.mark.parametrize("store", ["memory", "gpkg"])
def test_a_cancelled_run_leaves_nothing(store, tmp_path):
    source = stored(polygons(CELL, TRIANGLE), store, tmp_path)
    (tmp_path / "out").mkdir()
    output = tmp_path / "out" / "out.gpkg"
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        execute("tanheng:ellipsoidarea", source, {"OUTPUT": str(output)}, Listener(cancel_after=1))
    assert list(output.parent.iterdir()) == []
