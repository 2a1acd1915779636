# SPDX-License-Identifier: GPL-2.0-or-later
"""Cancelled, killed, out of disk, no such folder: nothing stands under the final name, and what stood there stays."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
import small_land
from osgeo import gdal, ogr
from package_root import ROOT
from qgis.core import QgsVectorLayer
from run_algorithm import Listener, land_carbon, query, raised_text, rows

from tanheng.layers import feature_reader, geopackage_copy, geopackage_table, land_layer

SAMPLE = ROOT / "resources" / "sample" / "sample_city.gpkg"


@pytest.fixture(params=["fast", "general"])
def route(request, qgis_app, monkeypatch):
    """Both routes, with small blocks, so that there is something to cancel within the sample."""
    monkeypatch.setattr(geopackage_table, "CHUNK", 500)
    monkeypatch.setattr(feature_reader, "CHUNK", 500)
    monkeypatch.setattr(geopackage_copy, "BLOCK", 500)
    if request.param == "general":
        monkeypatch.setattr(land_layer, "plain_table", lambda layer: None)
    return request.param


def contents(folder):
    """Every file of a folder with its digest, hidden ones too."""
    return {path.name: small_land.digest(path)[path.name] for path in folder.rglob("*") if path.is_file()}


def folder_with_earlier_result(tmp_path, suffix):
    folder = tmp_path / "out"
    folder.mkdir()
    if suffix == "shp":
        small_land.shapefile(folder, "UTF-8", cpg=True, name="result")
    elif suffix == "gpkg":
        small_land.write(folder / "result.gpkg", layer_name="result")
    elif suffix:
        (folder / f"result.{suffix}").write_bytes(b"earlier")
    return folder


@pytest.mark.parametrize("reports", [1, 7, 12])
@pytest.mark.parametrize("suffix", ["", "gpkg"])
def test_cancel(tmp_path, route, reports, suffix):
    """Eight reports while reading, eight while writing."""
    source = contents(SAMPLE.parent)
    folder = folder_with_earlier_result(tmp_path, suffix)
    before = contents(folder)
    listener = Listener(cancel_after=reports)
    message = raised_text(
        lambda: land_carbon(listener, INPUT=str(SAMPLE), CITY_TOTAL=1e6, OUTPUT=str(folder / "result.gpkg"))
    )
    assert message == "Cancelled. Nothing was written."
    assert len(listener.reports) == reports and listener.reports == sorted(listener.reports)
    assert listener.reports[-1] < 100.0
    assert contents(folder) == before and [p.name for p in folder.iterdir()] == list(before)
    assert contents(SAMPLE.parent) == source


@pytest.mark.parametrize("suffix", ["shp", "geojson", "tab", "gpkg"])
@pytest.mark.parametrize("route", ["general"], indirect=True)
def test_cancel_while_writing_other_formats(tmp_path, route, suffix):
    folder = folder_with_earlier_result(tmp_path, suffix)
    if suffix == "gpkg":
        # A second layer, so that the file is not replaced as a whole.
        made = gdal.OpenEx(str(folder / "result.gpkg"), gdal.OF_VECTOR | gdal.OF_UPDATE)
        made.CreateLayer("roads", small_land.reference(4529), ogr.wkbPoint)
        del made
    before = contents(folder)
    assert "Cancelled" in raised_text(
        lambda: land_carbon(
            Listener(cancel_after=13), INPUT=str(SAMPLE), OUTPUT=str(folder / f"result.{suffix}")
        )
    )
    assert contents(folder) == before
    assert not [path for path in folder.iterdir() if path.is_dir()]


def test_progress_reaches_the_end(tmp_path, route):
    listener = Listener()
    land_carbon(listener, INPUT=str(SAMPLE), OUTPUT=str(tmp_path / "result.gpkg"))
    assert listener.reports == sorted(listener.reports)
    assert len(listener.reports) >= 16 and listener.reports[-1] == pytest.approx(100.0)


@pytest.mark.parametrize("route", ["general"], indirect=True)
def test_earlier_shapefile_is_replaced_with_all_its_files(tmp_path, route):
    folder = folder_with_earlier_result(tmp_path, "shp")
    (folder / "result.qix").write_bytes(b"index of the earlier file")
    land_carbon(INPUT=str(SAMPLE), OUTPUT=str(folder / "result.shp"))
    assert "result.qix" not in contents(folder)
    assert len(rows(folder / "result.shp")) == QgsVectorLayer(str(SAMPLE), "s", "ogr").featureCount()


def test_journal_of_a_replaced_geopackage_goes(tmp_path, route):
    """An earlier file's log beside the new file would be played into it."""
    folder = folder_with_earlier_result(tmp_path, "gpkg")
    (folder / "result.gpkg-wal").write_bytes(b"log of the earlier file")
    land_carbon(INPUT=str(SAMPLE), OUTPUT=str(folder / "result.gpkg"))
    assert list(contents(folder)) == ["result.gpkg"]
    assert query(folder / "result.gpkg", "PRAGMA integrity_check") == [("ok",)]


# Runs in a process of its own: it is killed, or its files may not grow.
_RUNS = """
import json, os, resource, signal, sys
sys.path[:0] = [{support!r}, {tools!r}]
import package_root
from qgis.core import QgsApplication, QgsProcessingException
app = QgsApplication([], False)
app.initQgis()
package_root.register()
from run_algorithm import land_carbon
from tanheng.layers import land_layer
table = land_layer.plain_table
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for way, limit, output in json.loads(sys.argv[2]):
    land_layer.plain_table = table if way == "fast" else lambda layer: None
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit or resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    said = ""
    try:
        land_carbon(INPUT=sys.argv[1], CITY_TOTAL=1e6, OUTPUT=output)
    except QgsProcessingException as error:
        said = str(error)
    print(json.dumps(said), flush=True)
os._exit(0)
"""


def start(source, jobs, folder):
    """Start a process that does jobs of (route, largest file in bytes or 0, output)."""
    code = _RUNS.format(support=str(ROOT / "tests" / "support"), tools=str(ROOT / "tools"))
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QGIS_CUSTOM_CONFIG_PATH": str(folder / "profile"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
    }
    return subprocess.Popen(
        [sys.executable, "-c", code, str(source), json.dumps([(w, n, str(o)) for w, n, o in jobs])],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


@pytest.fixture(scope="module")
def large(tmp_path_factory, qgis_app):
    """The sample ten times over, side by side."""
    path = tmp_path_factory.mktemp("large") / "large.gpkg"
    shutil.copy(SAMPLE, path)
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    layer = source.GetLayer(0)
    name = layer.GetName()
    columns = ", ".join(
        f'"{layer.GetLayerDefn().GetFieldDefn(i).GetName()}"'
        for i in range(layer.GetLayerDefn().GetFieldCount())
    )
    count = layer.GetFeatureCount()
    for times in range(1, 10):
        source.ExecuteSQL(
            f'INSERT INTO "{name}" (fid, geom, {columns}) SELECT fid + {times * count}, geom, {columns} FROM "{name}"'
            f" WHERE fid <= {count}"
        )
    del layer, source
    return path


@pytest.mark.parametrize("way", ["fast", "general"])
def test_kill(tmp_path, large, way):
    before = contents(large.parent)
    folder = tmp_path / "out"
    folder.mkdir()
    output = folder / "result.gpkg"
    running = start(large, [(way, 0, output)], tmp_path)
    try:
        deadline = time.monotonic() + 60
        while running.poll() is None and time.monotonic() < deadline:
            # In the middle: the temporary file is there and grows.
            if any(path.stat().st_size > 1_000_000 for path in folder.rglob("*.gpkg")):
                break
            time.sleep(0.002)
        assert running.poll() is None, running.communicate()[0]
        running.send_signal(signal.SIGKILL)
    finally:
        running.kill()
        running.communicate()
    assert running.returncode == -signal.SIGKILL
    assert not output.exists()
    # What a kill leaves is one hidden folder; another run is not disturbed by it.
    assert [p.name.startswith(".tanheng-") for p in folder.iterdir()] == [True]
    assert contents(large.parent) == before
    land_carbon(INPUT=str(SAMPLE), OUTPUT=str(output))
    assert query(output, "PRAGMA integrity_check") == [("ok",)]


def test_full_disk(tmp_path, qgis_app):
    """Files may not grow beyond a limit: while tables are made, while rows are written, on closing."""
    land_carbon(INPUT=str(SAMPLE), OUTPUT=str(tmp_path / "whole.gpkg"))
    whole = (tmp_path / "whole.gpkg").stat().st_size
    cases = [("general", 600_000, suffix) for suffix in ("geojson", "shp", "csv")]
    for way in ("fast", "general"):
        cases += [(way, limit, "gpkg") for limit in (90_000, 120_000, 600_000, whole - 200_000)]
    jobs = []
    for number, (way, limit, suffix) in enumerate(cases):
        (tmp_path / str(number)).mkdir()
        folder = folder_with_earlier_result(tmp_path / str(number), suffix if limit == 600_000 else "")
        jobs.append((way, limit, folder / f"result.{suffix}"))
    before = [contents(output.parent) for *_, output in jobs]
    running = start(SAMPLE, jobs, tmp_path)
    said = [json.loads(line) for line in running.communicate(timeout=120)[0].splitlines()]
    assert len(said) == len(jobs)
    for case, (*_, output), message, earlier in zip(cases, jobs, said, before):
        assert f"{output.name} cannot be written: " in message and "free some space" in message, case
        assert contents(output.parent) == earlier, case
        assert not [path for path in output.parent.iterdir() if path.is_dir()], case


def test_full_disk_while_a_layer_is_added(tmp_path, qgis_app):
    """The new layer fits by itself, the file that holds others does not: it stays as it was."""
    land_carbon(INPUT=str(SAMPLE), OUTPUT=str(tmp_path / "whole.gpkg"))
    limit = (tmp_path / "whole.gpkg").stat().st_size + 400_000
    target = tmp_path / "out" / "project.gpkg"
    target.parent.mkdir()
    shutil.copy(SAMPLE, target)
    made = gdal.OpenEx(str(target), gdal.OF_VECTOR | gdal.OF_UPDATE)
    made.CreateLayer("project", small_land.reference(4529), ogr.wkbPoint)
    del made
    tables = "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2"
    before = query(target, tables)
    running = start(SAMPLE, [("general", limit, target)], tmp_path)
    (said,) = [json.loads(line) for line in running.communicate(timeout=60)[0].splitlines()]
    assert "project.gpkg cannot be written: " in said
    assert [p.name for p in target.parent.iterdir()] == ["project.gpkg"]
    assert query(target, tables) == before
    assert query(target, "PRAGMA integrity_check") == [("ok",)]


def test_really_full_disk(tmp_path, route):
    """A file system of 1 MB, where mounting is allowed."""
    folder = tmp_path / "small"
    folder.mkdir()
    with mounted("tmpfs", "tmpfs", folder, "size=1m"):
        said = raised_text(lambda: land_carbon(INPUT=str(SAMPLE), OUTPUT=str(folder / "result.gpkg")))
        assert "result.gpkg cannot be written: " in said
        assert list(folder.iterdir()) == []


def test_read_only_folder(tmp_path, route):
    folder = tmp_path / "fixed"
    folder.mkdir()
    with mounted("tmpfs", "tmpfs", folder, "ro"):
        for name in ("result.gpkg", "result.shp"):
            said = raised_text(lambda name=name: land_carbon(INPUT=str(SAMPLE), OUTPUT=str(folder / name)))
            assert f"{name} cannot be written: Read-only file system." in said


@contextlib.contextmanager
def mounted(kind, device, folder, options):
    if (
        shutil.which("mount") is None
        or subprocess.run(
            ["mount", "-t", kind, "-o", options, device, str(folder)], capture_output=True
        ).returncode
    ):
        pytest.skip("mounting is not permitted")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("name", ["result.gpkg", "result.shp", "result.geojson"])
def test_missing_folder(tmp_path, route, name):
    output = tmp_path / "不存在" / name
    said = raised_text(lambda: land_carbon(INPUT=str(SAMPLE), OUTPUT=str(output)))
    assert (
        said
        == f"{output} cannot be written: No such file or directory. Choose another folder or free some space."
    )
    assert not output.parent.exists()


@pytest.mark.parametrize("name", ["result.gpkg", "result.shp", "result.geojson"])
def test_folder_that_is_a_file(tmp_path, route, name):
    (tmp_path / "file").write_text("no folder", "utf-8")
    said = raised_text(lambda: land_carbon(INPUT=str(SAMPLE), OUTPUT=str(tmp_path / "file" / name)))
    assert "cannot be written: Not a directory." in said
    assert (tmp_path / "file").read_text("utf-8") == "no folder"


@pytest.mark.parametrize("suffix", ["gpkg", "shp"])
def test_source_as_destination_is_refused(tmp_path, route, suffix):
    if suffix == "gpkg":
        source = small_land.write(tmp_path / "land.gpkg")
    else:
        source = small_land.shapefile(tmp_path, "UTF-8", cpg=True)
    (tmp_path / "sub").mkdir()
    before = contents(tmp_path)
    roundabout = tmp_path / "sub" / ".." / source.name
    said = raised_text(lambda: land_carbon(INPUT=str(source), OUTPUT=str(roundabout)))
    assert "it is the layer that is read, which is never changed" in said
    assert contents(tmp_path) == before


def test_a_cancelled_run_leaves_no_table_in_a_database(tmp_path):
    target = tmp_path / "database.gpkg"
    made = ogr.GetDriverByName("GPKG").CreateDataSource(str(target))
    made.CreateLayer("roads", small_land.reference(4529), ogr.wkbPoint)
    del made
    text = raised_text(
        lambda: land_carbon(
            Listener(cancel_after=1),
            INPUT=str(SAMPLE),
            OUTPUT=f"ogr:dbname='{target}' table=\"carbon\" (geom)",
        )
    )
    assert "Cancelled" in text
    left = ogr.Open(str(target))
    assert [left.GetLayer(i).GetName() for i in range(left.GetLayerCount())] == ["roads"]
