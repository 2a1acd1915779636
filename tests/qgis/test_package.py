# SPDX-License-Identifier: GPL-2.0-or-later
"""The zip that users install, made of the folder as it is now: contents, upload scan, QGIS's loader."""

from __future__ import annotations

import shutil
import subprocess
import zipfile

import make_package
import pytest
from package_root import PACKAGE, ROOT


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("the zip is made by git from a checkout")
    return make_package.build(tmp_path_factory.mktemp("dist"), working_tree=True)


@pytest.fixture(scope="module")
def unpacked(archive, tmp_path_factory):
    folder = tmp_path_factory.mktemp("unpacked")
    shutil.unpack_archive(str(archive), folder)
    return folder


def test_contents(archive):
    assert make_package.check(archive) == []
    with zipfile.ZipFile(archive) as content:
        names = content.namelist()
    assert archive.stat().st_size < 5_000_000
    assert not [n for n in names if "/tests/" in n or "/tools/" in n]
    for path in make_package.REQUIRED_FILES:
        assert f"{PACKAGE}/{path}" in names


def test_every_module_is_in(archive):
    from package_root import package_modules

    with zipfile.ZipFile(archive) as content:
        packed = {n for n in content.namelist() if n.endswith(".py")}
    assert packed == {f"{PACKAGE}/{p.relative_to(ROOT).as_posix()}" for p in package_modules()}


def test_upload_scan_is_clean(unpacked):
    assert make_package.scan(unpacked / PACKAGE) == []


def test_the_scan_sees_a_finding(unpacked, tmp_path):
    folder = tmp_path / PACKAGE
    shutil.copytree(unpacked / PACKAGE, folder)
    (folder / "core" / "bad.py").write_text("import pickle\npickle.loads(b'')\neval('1')\n", "utf-8")
    (folder / "resources" / "key.txt").write_text("aws = 'AKIA" + "IOSFODNN7EXAMPL2'\n", "utf-8")
    found = "\n".join(make_package.scan(folder))
    assert "B301" in found and "B307" in found and "key.txt" in found


def test_qgis_loads_it(unpacked, qgis_iface, monkeypatch):
    import importlib.util

    spec = importlib.util.spec_from_file_location(
        "plugin_helpers", ROOT / "tests" / "qgis" / "test_plugin.py"
    )
    helpers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(helpers)
    window = qgis_iface.mainWindow()
    monkeypatch.setattr(qgis_iface, "addToolBar", window.addToolBar, raising=False)
    helpers.load_through_qgis(unpacked, qgis_iface, monkeypatch)


def test_the_make_target_packs_the_commit(tmp_path):
    if subprocess.run(
        ["git", "-C", str(ROOT), "rev-parse", "-q", "--verify", "HEAD"], capture_output=True
    ).returncode:
        pytest.skip("nothing is committed")
    archive = make_package.build(tmp_path, working_tree=False)
    assert f"{PACKAGE}/metadata.txt" in zipfile.ZipFile(archive).namelist()
