# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes the repository root importable as `tanheng`; keeps QGIS out of runs that are to be plain Python."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder

import package_root
import pytest

package_root.register()

FORBIDDEN = ("qgis", "PyQt5", "PyQt6", "osgeo", "processing")


class _NoQgis(MetaPathFinder):
    """Refuses QGIS, Qt and GDAL, as on a Python that has none of them."""

    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in FORBIDDEN:
            raise ModuleNotFoundError(f"{name} is kept out of the plain-Python tests", name=name)
        return None


def pytest_configure(config: pytest.Config) -> None:
    # `make test-unit` switches pytest-qgis off: then QGIS must not be reachable either.
    if not config.pluginmanager.hasplugin("pytest_qgis") and "qgis" not in sys.modules:
        sys.meta_path.insert(0, _NoQgis())
