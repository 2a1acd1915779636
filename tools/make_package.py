# SPDX-License-Identifier: GPL-2.0-or-later
"""Build the plugin's zip with `git archive`, and refuse one that the plugin repository would refuse.

python tools/make_package.py dist                   what is committed
python tools/make_package.py dist --working-tree    what is in the folder now, committed or not
"""

from __future__ import annotations

import argparse
import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from package_root import PACKAGE, ROOT

MAX_BYTES = 5_000_000
REQUIRED_KEYS = (
    "name description version qgisMinimumVersion author email about tracker repository homepage icon "
    "hasProcessingProvider"
).split()
REQUIRED_FILES = ("__init__.py", "metadata.txt", "plugin.py", "LICENSE", "i18n/tanheng_zh_CN.qm")
# The upload scan reads these three; every other hidden file is reported there.
HIDDEN_ALLOWED = {".bandit", ".flake8", ".secrets.baseline"}
UNWANTED_FOLDERS = {"tests", "tools", "docs", "jobs", "build", "__pycache__", "__MACOSX"}
UNWANTED_SUFFIXES = {".pyc", ".exe", ".dll", ".so", ".sh", ".bat"}


def git(*arguments: str, index: Path | None = None) -> str:
    """Run git on the checkout, whoever owns it, and return what it prints."""
    environment = dict(os.environ)
    if index is not None:
        environment["GIT_INDEX_FILE"] = str(index)
    command = ["git", "-c", "safe.directory=*", "-C", str(ROOT), *arguments]
    return subprocess.run(
        command, check=True, env=environment, stdout=subprocess.PIPE, text=True
    ).stdout.strip()


def read_metadata(text: str) -> dict[str, str]:
    """The `[general]` section of a metadata.txt."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text)
    return dict(parser["general"])


def tree_to_pack(working_tree: bool) -> str:
    """A git tree: that of the last commit, or one made of the folder through an index of its own."""
    if not working_tree:
        return "HEAD"
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        git("add", "--all", index=index)
        return git("write-tree", index=index)


def build(folder: Path, working_tree: bool) -> Path:
    """Write `tanheng-<version>.zip` into a folder."""
    tree = tree_to_pack(working_tree)
    version = read_metadata(git("show", f"{tree}:metadata.txt"))["version"]
    folder.mkdir(parents=True, exist_ok=True)
    target = folder.resolve() / f"{PACKAGE}-{version}.zip"
    git("archive", "--format=zip", f"--prefix={PACKAGE}/", "-9", f"--output={target}", tree)
    return target


def check_name(name: str) -> str | None:
    """What is wrong with one file's place in the zip, or None."""
    path = PurePosixPath(name)
    inner = path.parts[1:]
    if path.parts[0] != PACKAGE:
        return f"outside of {PACKAGE}/: {name}"
    if UNWANTED_FOLDERS.intersection(inner[:-1]) or path.suffix in UNWANTED_SUFFIXES:
        return f"does not belong into the zip: {name}"
    if any(part.startswith(".") for part in inner) and name not in {f"{PACKAGE}/{n}" for n in HIDDEN_ALLOWED}:
        return f"hidden file: {name}"
    return None


def check(archive: Path) -> list[str]:
    """Everything that is wrong with the zip's contents, one line each."""
    lines = []
    if archive.stat().st_size >= MAX_BYTES:
        lines.append(f"{archive.stat().st_size} bytes, more than {MAX_BYTES}")
    with zipfile.ZipFile(archive) as content:
        names = [n for n in content.namelist() if not n.endswith("/")]
        lines += [line for line in map(check_name, names) if line]
        lines += [f"missing: {n}" for n in REQUIRED_FILES if f"{PACKAGE}/{n}" not in names]
        if f"{PACKAGE}/metadata.txt" in names:
            metadata = read_metadata(content.read(f"{PACKAGE}/metadata.txt").decode("utf-8"))
            lines += [f"metadata.txt has no {key}" for key in REQUIRED_KEYS if not metadata.get(key)]
            if not re.fullmatch(r"\d+\.\d+\.\d+", metadata.get("version", "")):
                lines.append("metadata.txt: version is not n.n.n")
            if f"{PACKAGE}/{metadata.get('icon')}" not in names:
                lines.append(f"missing icon: {metadata.get('icon')}")
    return lines


def scan(folder: Path) -> list[str]:
    """What bandit and detect-secrets find in an unpacked plugin, as the upload scan runs them."""
    lines = []
    bandit = subprocess.run(
        [sys.executable, "-m", "bandit", "-q", "-r", "-f", "json", "."],
        cwd=folder, capture_output=True, text=True,
    )  # fmt: skip
    for found in json.loads(bandit.stdout)["results"]:
        lines.append(
            f"bandit {found['test_id']} {found['filename']}:{found['line_number']} {found['issue_text']}"
        )
    secrets = subprocess.run(
        [sys.executable, "-m", "detect_secrets", "scan", "--all-files", "."],
        cwd=folder, check=True, capture_output=True, text=True,
    )  # fmt: skip
    known = {
        (name, entry["hashed_secret"])
        for name, entries in json.loads((folder / ".secrets.baseline").read_text("utf-8"))["results"].items()
        for entry in entries
    }
    for name, entries in json.loads(secrets.stdout)["results"].items():
        for entry in entries:
            if (name, entry["hashed_secret"]) not in known and name != ".secrets.baseline":
                lines.append(f"detect-secrets {entry['type']} {name}:{entry['line_number']}")
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--working-tree", action="store_true")
    arguments = parser.parse_args()
    archive = build(arguments.folder, arguments.working_tree)
    lines = check(archive)
    unpacked = Path(tempfile.mkdtemp(prefix="tanheng-package-"))
    try:
        shutil.unpack_archive(str(archive), unpacked)
        lines += scan(unpacked / PACKAGE)
    finally:
        shutil.rmtree(unpacked)
    if lines:
        print("\n".join(lines), file=sys.stderr)
        archive.unlink()
        return 1
    print(f"{archive} {archive.stat().st_size} bytes; contents, bandit and detect-secrets fine")
    return 0


if __name__ == "__main__":
    sys.exit(main())
