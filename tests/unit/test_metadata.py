# SPDX-License-Identifier: GPL-2.0-or-later
"""metadata.txt: what QGIS and the plugin repository want to find in it."""

from __future__ import annotations

import re

import pytest
from make_package import REQUIRED_KEYS, check_name, read_metadata
from package_root import ROOT


@pytest.fixture(scope="module")
def metadata():
    return read_metadata((ROOT / "metadata.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("key", REQUIRED_KEYS)
def test_required_key(metadata, key):
    assert metadata[key].strip()


def test_versions_and_switches(metadata):
    assert metadata["qgisMinimumVersion"] == "3.22"
    assert metadata["qgisMaximumVersion"] == "4.99"
    assert metadata["supportsQt6"] == "True"
    # The literal "yes": qgis_process ignores plugins that say True.
    assert metadata["hasProcessingProvider"] == "yes"
    assert metadata["name"] == "Tanheng 碳衡"


def test_forms(metadata):
    assert re.fullmatch(r"\d+\.\d+\.\d+", metadata["version"])
    assert "/" not in metadata["author"]
    assert "@" in metadata["email"]
    for key in ("homepage", "tracker", "repository"):
        assert metadata[key].startswith("https://")
    assert metadata["category"] in {"Vector", "Raster", "Database", "Mesh", "Web"}
    assert (ROOT / metadata["icon"]).is_file()
    assert "plugin" not in metadata["name"].lower()


def test_changelog_knows_the_version(metadata):
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{metadata['version']}]" in changelog


def test_licence_is_the_gpl():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in text and "Version 2, June 1991" in text
    assert "END OF TERMS AND CONDITIONS" in text


@pytest.mark.parametrize(
    "name",
    [
        "tanheng/tests/unit/test_rooms.py",
        "tanheng/tools/bench.py",
        "tanheng/.gitignore",
        "tanheng/resources/.hidden/x.csv",
        "tanheng/core/x.pyc",
        "other/plugin.py",
    ],
)
def test_package_refuses(name):
    assert check_name(name)


@pytest.mark.parametrize(
    "name", ["tanheng/plugin.py", "tanheng/.bandit", "tanheng/resources/sample/study.json"]
)
def test_package_takes(name):
    assert check_name(name) is None
