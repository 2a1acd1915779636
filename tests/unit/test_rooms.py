# SPDX-License-Identifier: GPL-2.0-or-later
"""The rules of the code base, checked on the syntax trees: who may import whom, and what is never written."""

from __future__ import annotations

import ast
import sys

import pytest
from package_root import PACKAGE, ROOMS, ROOT, package_modules

# Each room may import itself and these.
ARROWS = {
    "core": set(),
    "layers": {"core"},
    "styling": {"layers", "core"},
    "algorithms": {"styling", "layers", "core"},
    "ui": {"algorithms", "styling", "layers", "core"},
    # The door wires: provider and dock, and the translator that must be there before both.
    "": {"ui", "algorithms", "layers"},
}
CORE_MAY_USE = {"numpy", "__future__"}
STANDARD_LIBRARY_CORE = set(
    "abc collections csv dataclasses enum functools io itertools json math pathlib re typing unicodedata "
    "hashlib datetime decimal contextlib operator string struct types statistics warnings codecs heapq "
    "bisect".split()
)
# What ships with every QGIS.
RUN_TIME = {"matplotlib", "qgis", "numpy", "osgeo", "processing"} | set(sys.stdlib_module_names)
UNSAFE_CALLS = {"eval", "exec", "compile", "__import__"}
UNSAFE_MODULES = {"pickle", "marshal", "shelve", "subprocess", "socket", "http", "ftplib", "smtplib"}

MODULES = {path.relative_to(ROOT).as_posix(): path for path in package_modules()}


def room_of(name: str) -> str:
    return name.split("/")[0] if "/" in name else ""


def imports_of(tree: ast.AST, name: str) -> list[tuple[int, str]]:
    """Imported modules with their line; ours as `tanheng.room.module`."""
    package = [PACKAGE, *name.split("/")[:-1]]
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                base = package[: len(package) - node.level + 1]
                assert base, f"{name}:{node.lineno} leaves the package"
                stem = ".".join(base + ([node.module] if node.module else []))
            else:
                stem = node.module or ""
            if stem.split(".")[0] == PACKAGE and stem.count(".") < 2:
                found += [(node.lineno, f"{stem}.{alias.name}") for alias in node.names]
            else:
                found.append((node.lineno, stem))
    return found


def broken_arrows(source: str, name: str) -> list[str]:
    """The imports in one module that the rooms forbid."""
    room = room_of(name)
    lines = []
    for line, module in imports_of(ast.parse(source), name):
        top, *rest = module.split(".")
        if top == PACKAGE:
            target = rest[0] if rest else ""
            target = target if target in ROOMS else ""
            if target != room and target not in ARROWS[room]:
                lines.append(f"{name}:{line} {room or 'door'} may not import {module}")
        elif room == "core" and top not in CORE_MAY_USE | STANDARD_LIBRARY_CORE:
            lines.append(f"{name}:{line} core may not import {module}")
        elif top in {"PyQt5", "PyQt6", "PySide2", "PySide6"}:
            lines.append(f"{name}:{line} import from qgis.PyQt, not {module}")
        elif top in UNSAFE_MODULES or module == "urllib.request":
            lines.append(f"{name}:{line} {module}: no pickles, processes or network")
        elif top not in RUN_TIME:
            lines.append(f"{name}:{line} {module} does not ship with QGIS")
    return lines


def forbidden_words(source: str, name: str) -> list[str]:
    """Calls and attributes that are never written in the package."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr == "exec_":
            lines.append(f"{name}:{node.lineno} exec_ is gone on Qt 6: exec")
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.system", "os.popen", "sys.path"}:
            lines.append(f"{name}:{node.lineno} {ast.unparse(node)}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in UNSAFE_CALLS:
                lines.append(f"{name}:{node.lineno} {node.func.id}()")
            if node.func.id == "tr" and not plain_literal(node):
                lines.append(f"{name}:{node.lineno} tr() takes one plain literal")
    return lines


def plain_literal(call: ast.Call) -> bool:
    return (
        len(call.args) == 1
        and not call.keywords
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    )


def translated_at_import(source: str, name: str) -> list[str]:
    """`tr` calls outside of functions: the catalogue is not installed yet when a module is imported."""
    lines = []

    def walk(node: ast.AST, inside: bool) -> None:
        inside = inside or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        if (
            not inside
            and isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "tr"
        ):
            lines.append(f"{name}:{node.lineno} tr() at import time")
        for child in ast.iter_child_nodes(node):
            walk(child, inside)

    walk(ast.parse(source), False)
    return lines


@pytest.mark.parametrize("name", MODULES)
def test_module_keeps_the_rules(name):
    source = MODULES[name].read_text(encoding="utf-8")
    problems = (
        broken_arrows(source, name) + forbidden_words(source, name) + translated_at_import(source, name)
    )
    assert not problems, "\n".join(problems)
    assert source.startswith("# SPDX-License-Identifier: GPL-2.0-or-later\n"), "SPDX line first"
    assert ast.get_docstring(ast.parse(source)), "a module says what is inside"


def test_the_package_itself_imports_nothing():
    # Importing tanheng.core runs this file first: a QGIS import in it would end the plain-Python core.
    tree = ast.parse(MODULES["__init__.py"].read_text(encoding="utf-8"))
    top_level = [n for n in tree.body if isinstance(n, (ast.Import, ast.ImportFrom))]
    assert {n.module for n in top_level if isinstance(n, ast.ImportFrom)} <= {"__future__", "typing"}
    assert not [n for n in top_level if isinstance(n, ast.Import)]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("core/x.py", "import pandas"),
        ("core/x.py", "from qgis.core import QgsFeature"),
        ("core/x.py", "def f():\n    from osgeo import ogr"),
        ("core/x.py", "from ..layers import i18n"),
        ("core/x.py", "from .. import layers"),
        ("layers/x.py", "from ..styling.themes import net"),
        ("layers/x.py", "from tanheng.algorithms import provider"),
        ("styling/x.py", "from ..ui import dock"),
        ("algorithms/x.py", "from ..plugin import TanhengPlugin"),
        ("ui/x.py", "from PyQt5.QtWidgets import QLabel"),
        ("layers/x.py", "import pickle"),
        ("layers/x.py", "import urllib.request"),
        ("styling/x.py", "import shapely"),
    ],
)
def test_a_broken_arrow_is_seen(name, source):
    assert broken_arrows(source, name)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("core/x.py", "from . import units\nfrom .units import x\nimport numpy as np"),
        ("layers/x.py", "from ..core import units\nfrom qgis.core import QgsFeature"),
        ("ui/x.py", "from ..algorithms.provider import icon"),
        ("plugin.py", "from .ui.dock import TanhengDock"),
    ],
)
def test_an_allowed_arrow_passes(name, source):
    assert broken_arrows(source, name) == []


@pytest.mark.parametrize(
    "source",
    ["d.exec_()", "eval('1')", "tr(f'{x}')", "tr('a' + b)", "tr('a', 'b')", "import os\nos.system('ls')"],
)
def test_a_forbidden_word_is_seen(source):
    assert forbidden_words(source, "ui/x.py")


def test_tr_at_import_time_is_seen():
    assert translated_at_import("X = tr('a')", "ui/x.py")
    assert translated_at_import("class A:\n    x = tr('a')", "ui/x.py")
    assert not translated_at_import("def f():\n    return tr('a')\ng = lambda: tr('b')", "ui/x.py")
