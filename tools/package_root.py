# SPDX-License-Identifier: GPL-2.0-or-later
"""The one place that makes the repository root importable as `tanheng`, whatever its folder is called."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

PACKAGE = "tanheng"
ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("core", "layers", "styling", "algorithms", "ui")


def register(root: Path = ROOT) -> ModuleType:
    """Put the package at `root` into `sys.modules` under its installed name and return it.

    The root is never added to `sys.path`: `core`, `ui` and `tests` would become global names.
    """
    if PACKAGE in sys.modules:
        return sys.modules[PACKAGE]
    spec = importlib.util.spec_from_file_location(
        PACKAGE, root / "__init__.py", submodule_search_locations=[str(root)]
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"{root} holds no __init__.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = module
    spec.loader.exec_module(module)
    return module


def package_modules(root: Path = ROOT) -> list[Path]:
    """All Python files that ship, sorted: those of the root itself and of the rooms."""
    files = sorted(root.glob("*.py"))
    for room in ROOMS:
        files += sorted((root / room).rglob("*.py"))
    return files
