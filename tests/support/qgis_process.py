# SPDX-License-Identifier: GPL-2.0-or-later
"""The real `qgis_process` in a throw-away profile, with the plugin enabled from this checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import package_root


class QgisProcess:
    """Runs algorithms of the plugin from a terminal, as a planner's script does.

    Args:
        folder: empty folder for profile and home.
    """

    def __init__(self, folder: Path) -> None:
        # Debian's wrapper passes an option that qgis_process refuses; the program itself lies beside it.
        self.program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
        self.environment = {
            **os.environ,
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "QGIS_CUSTOM_CONFIG_PATH": str(folder / "config"),
            "QGIS_PLUGINPATH": str(folder / "plugins"),
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_RUNTIME_DIR": str(folder),
        }
        folder.chmod(0o700)
        (folder / "plugins").mkdir()
        (folder / "plugins" / package_root.PACKAGE).symlink_to(package_root.ROOT)
        self.call("plugins", "enable", package_root.PACKAGE)

    def call(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the program with arguments; its own text comes back."""
        return subprocess.run(
            [str(self.program), *arguments], env=self.environment, capture_output=True, text=True, timeout=120
        )

    def run(self, algorithm: str, **parameters: object) -> dict[str, Any]:
        """Run an algorithm and give its results."""
        done = self.call("--json", "run", algorithm, *(f"--{k}={v}" for k, v in parameters.items()))
        if done.returncode:
            print(done.stdout, done.stderr, file=sys.stderr)
            raise AssertionError(f"qgis_process ended {done.returncode}")
        answer = json.loads(done.stdout[done.stdout.index("{") :])
        return dict(answer["results"])
