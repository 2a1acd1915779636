# SPDX-License-Identifier: GPL-2.0-or-later
"""Ask PyQt6 about every Qt name in the package: members, imports from qgis.PyQt, words gone with Qt 5.

Needs a Python with PyQt6 and no QGIS (`make qt6` makes one). Says nothing about QGIS's own classes: the tests
on several QGIS versions (`make matrix`) do.
"""

from __future__ import annotations

import ast
import enum
import importlib
import inspect
import sys
from pathlib import Path
from types import ModuleType

from package_root import ROOT, package_modules

QT_MODULES = tuple("QtCore QtGui QtWidgets QtNetwork QtPrintSupport QtSvg QtXml QtTest".split())
# Classes that moved to QtGui; qgis.PyQt.QtWidgets still offers them on Qt 6.
STILL_IN_WIDGETS = {"QAction", "QActionGroup", "QShortcut", "QUndoCommand", "QUndoStack"}
# Given back by qgis.PyQt on Qt 6.
PATCHED_BY_QGIS = {
    ("QVariant", name) for name in "Double Int LongLong String Bool Date DateTime Type".split()
}


def load_qt() -> dict[str, ModuleType]:
    """The PyQt6 modules by the name that qgis.PyQt gives them."""
    return {name: importlib.import_module(f"PyQt6.{name}") for name in QT_MODULES}


def scoped_spelling(qt_class: type, member: str) -> str:
    """`Enum.Member` where one of the class's enums has the member, else an empty text."""
    for name, value in inspect.getmembers(qt_class):
        if isinstance(value, enum.EnumMeta) and member in value.__members__:
            return f"{name}.{member}"
    return ""


class Visitor(ast.NodeVisitor):
    """Collects `(line, sentence)` about one module."""

    def __init__(self, modules: dict[str, ModuleType]) -> None:
        self.modules = modules
        self.imported: dict[str, type] = {}
        self.found: list[tuple[int, str]] = []
        self.names = 0

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            if alias.name.split(".")[0] in ("PyQt5", "PyQt6"):
                self.found.append((node.lineno, f"import from qgis.PyQt, not {alias.name}"))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        stem = node.module or ""
        if stem.split(".")[0] in ("PyQt5", "PyQt6"):
            self.found.append((node.lineno, f"import from qgis.PyQt, not {stem}"))
        if not stem.startswith("qgis.PyQt."):
            return
        module = self.modules.get(stem.split(".")[2])
        if module is None:
            self.found.append((node.lineno, f"{stem} is not among the modules checked"))
            return
        for alias in node.names:
            self.names += 1
            moved = alias.name in STILL_IN_WIDGETS and module.__name__ == "PyQt6.QtWidgets"
            home = self.modules["QtGui"] if moved else module
            value = getattr(home, alias.name, None)
            if value is None and alias.name != "QVariant":
                self.found.append((node.lineno, f"{home.__name__} has no {alias.name}"))
            elif isinstance(value, type):
                self.imported[alias.asname or alias.name] = value

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr == "exec_":
            self.found.append((node.lineno, "exec_ is gone: exec"))
        self.check_chain(node)
        self.generic_visit(node)

    def check_chain(self, node: ast.Attribute) -> None:
        """Follow `Class.Enum.Member` as far as it goes."""
        parts = ast.unparse(node).split(".")
        value: object = self.imported.get(parts[0])
        if value is None or not all(part.isidentifier() for part in parts):
            return
        self.names += 1
        for depth, part in enumerate(parts[1:], start=1):
            if (parts[0], part) in PATCHED_BY_QGIS:
                return
            inner = getattr(value, part, None)
            if inner is None:
                here = ".".join(parts[:depth])
                hint = scoped_spelling(value, part) if isinstance(value, type) else ""
                advice = f": write {here}.{hint}" if hint else ""
                self.found.append((node.lineno, f"{here}.{part} is not in PyQt6{advice}"))
                return
            value = inner


def check(path: Path, modules: dict[str, ModuleType]) -> Visitor:
    """Look through one file."""
    visitor = Visitor(modules)
    visitor.visit(ast.parse(path.read_text(encoding="utf-8"), filename=str(path)))
    return visitor


def main() -> int:
    modules = load_qt()
    paths = [Path(p).resolve() for p in sys.argv[1:]] or package_modules()
    names = findings = 0
    for path in paths:
        visitor = check(path, modules)
        names += visitor.names
        # A chain is visited at each of its lengths: the same sentence once.
        for line, text in dict.fromkeys(visitor.found):
            findings += 1
            shown = path.relative_to(ROOT) if ROOT in path.parents else path
            print(f"{shown}:{line}: {text}")
    version = modules["QtCore"].PYQT_VERSION_STR
    print(f"PyQt6 {version}: {len(paths)} files, {names} Qt names, {findings} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
