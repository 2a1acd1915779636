# SPDX-License-Identifier: GPL-2.0-or-later
"""Files that appear under their final name only when they are complete."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

#: Files that SQLite puts beside a database; those of a replaced one would be taken for the new one's.
_COMPANIONS = ("-journal", "-wal", "-shm")
#: Files that may lie beside a Shapefile; an old index would be taken for the new file's.
_SHAPEFILE = (".shx", ".dbf", ".prj", ".cpg", ".qpj", ".qix", ".sbn", ".sbx", ".idm", ".ind")


def replace(folder: Path, final: Path) -> None:
    """Flush what lies in a folder and move it beside ``final``, the file of that name last.

    Args:
        folder: holds the file, or the files or folder of a format of several files.
        final: where the file goes; what stands there is replaced.

    Raises:
        OSError: the disk is full, or a file is open in another program (Windows).
    """
    pieces = sorted(folder.iterdir(), key=lambda piece: piece.name == final.name)
    for piece in pieces:
        for path in [piece, *piece.rglob("*")] if piece.is_dir() else [piece]:
            if path.is_file():
                _flush(path)
    stale = [f"{final.name}{suffix}" for suffix in _COMPANIONS]
    if final.suffix.lower() == ".shp":
        stale += [f"{final.stem}{suffix}" for suffix in _SHAPEFILE]
    for name in stale:
        with contextlib.suppress(FileNotFoundError):
            (final.parent / name).unlink()
    for piece in pieces:
        target = final.parent / piece.name
        if target.is_dir() and not target.is_symlink():
            # A folder cannot be replaced; it goes away together with the temporary one.
            os.replace(target, folder / f"replaced-{piece.name}")
        os.replace(piece, target)
    _flush_folder(final.parent)


@contextlib.contextmanager
def complete_or_absent(final: Path, publish: Callable[[Path, Path], None] = replace) -> Iterator[Path]:
    """Give a path of the same name in a temporary folder beside ``final``; publish it on success.

    A folder of its own, because many formats are several files; beside ``final``, because a rename is atomic only
    within one file system. A kill leaves the folder ``.tanheng-….part`` and nothing else.

    Args:
        final: the file to be written.
        publish: takes the temporary folder and ``final`` and puts the result in place.

    Yields:
        Path to write to.

    Raises:
        OSError: the folder does not exist or cannot be written to, or the disk is full.
    """
    folder = Path(tempfile.mkdtemp(prefix=".tanheng-", suffix=".part", dir=final.parent))
    try:
        yield folder / final.name
        publish(folder, final)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_text(final: Path, text: str) -> None:
    """Write a UTF-8 text file, complete or not at all."""
    with complete_or_absent(final) as part:
        part.write_text(text, encoding="utf-8")


def _flush(path: Path) -> None:
    # Opened for writing: Windows flushes no read-only handle.
    with open(path, "r+b") as handle:
        os.fsync(handle.fileno())


def _flush_folder(folder: Path) -> None:
    """Make the rename itself durable, where folders can be opened (not on Windows)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
