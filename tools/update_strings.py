# SPDX-License-Identifier: GPL-2.0-or-later
"""Keep `i18n/tanheng_zh_CN.ts` in step with the sources and compile it.

    python tools/update_strings.py             add new strings, drop vanished ones, compile
    python tools/update_strings.py --check     change nothing; end 1 where something is missing or stale

The strings are found by walking the syntax trees of every module that ships, so no file can be forgotten and
literals broken over lines are whole. Only compiling needs a Qt tool (lrelease).
"""

from __future__ import annotations

import argparse
import ast
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from package_root import ROOT, package_modules

CONTEXT = "@default"
TS = ROOT / "i18n" / "tanheng_zh_CN.ts"
QM = TS.with_suffix(".qm")


def strings_of(path: Path) -> list[str]:
    """The literals inside `tr(...)` in one module, in order.

    Raises:
        ValueError: `tr` is called with anything but one plain literal.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    found = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr"):
            continue
        argument = node.args[0] if len(node.args) == 1 and not node.keywords else None
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
            raise ValueError(f"{path}:{node.lineno}: tr() takes one plain literal")
        found.append((node.lineno, node.col_offset, argument.value))
    return [text for _line, _column, text in sorted(found)]


def source_strings(root: Path = ROOT) -> dict[str, list[str]]:
    """Every translatable text with the modules it stands in, in the order of modules and lines."""
    strings: dict[str, list[str]] = {}
    for path in package_modules(root):
        for text in strings_of(path):
            places = strings.setdefault(text, [])
            name = path.relative_to(root).as_posix()
            if name not in places:
                places.append(name)
    return strings


def read_translations(path: Path = TS) -> dict[str, str]:
    """Source text to translation; an unfinished or empty one is an empty text."""
    if not path.exists():
        return {}
    translations = {}
    for message in ElementTree.parse(path).iter("message"):
        target = message.find("translation")
        done = target is not None and target.get("type") is None
        translations[message.findtext("source", "")] = (
            (target.text or "") if done and target is not None else ""
        )
    return translations


def render(strings: dict[str, list[str]], translations: dict[str, str]) -> str:
    """The text of the catalogue."""
    tree = ElementTree.Element("TS", version="2.1", language="zh_CN", sourcelanguage="en")
    context = ElementTree.SubElement(tree, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for text, places in strings.items():
        message = ElementTree.SubElement(context, "message")
        for place in places:
            ElementTree.SubElement(message, "location", filename="../" + place)
        ElementTree.SubElement(message, "source").text = text
        target = ElementTree.SubElement(message, "translation")
        if translations.get(text):
            target.text = translations[text]
        else:
            target.set("type", "unfinished")
    ElementTree.indent(tree, " ")
    body = ElementTree.tostring(tree, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n'


def compile_catalogue(target: Path) -> None:
    """Write the binary catalogue with lrelease."""
    tool = shutil.which("lrelease") or shutil.which("lrelease", path="/usr/lib/qt5/bin")
    if tool is None:
        raise SystemExit("lrelease is missing: `make deps-strings` installs it")
    subprocess.run([tool, "-silent", str(TS), "-qm", str(target)], check=True)


def problems(strings: dict[str, list[str]]) -> list[str]:
    """What keeps the catalogue from being complete, one line each."""
    known = read_translations()
    lines = [
        f"not in the catalogue: {text!r} ({', '.join(strings[text])})"
        for text in strings
        if text not in known
    ]
    lines += [f"no longer in the sources: {text!r}" for text in known if text not in strings]
    lines += [f"not translated: {text!r}" for text in strings if text in known and not known[text].strip()]
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / QM.name
        compile_catalogue(fresh)
        if not QM.exists() or QM.read_bytes() != fresh.read_bytes():
            lines.append(f"{QM.name} is older than {TS.name}: run `make strings`")
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    strings = source_strings()
    if arguments.check:
        lines = problems(strings)
        print("\n".join(lines) if lines else f"{len(strings)} strings, all translated and compiled")
        return 1 if lines else 0
    translations = read_translations()
    TS.parent.mkdir(exist_ok=True)
    TS.write_text(render(strings, translations), encoding="utf-8")
    compile_catalogue(QM)
    missing = [text for text in strings if not translations.get(text)]
    dropped = [text for text in translations if text not in strings]
    print(f"{len(strings)} strings, {len(missing)} without translation, {len(dropped)} dropped")
    for text in missing:
        print(f"  {text!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
