# SPDX-License-Identifier: GPL-2.0-or-later
"""Files that appear under their final name only when they are complete."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

#: Files that SQLite and GDAL put beside a database while it is open.
_COMPANIONS = ("-journal", "-wal", "-shm")


@contextlib.contextmanager
def complete_or_absent(final: Path) -> Iterator[Path]:
    """Give a temporary name beside ``final``; on success flush it to disk and rename, else remove it.

    The temporary file keeps the suffix, since GDAL chooses formats by it. It lies in the target folder, because
    a rename is atomic only within one file system.

    Args:
        final: the file to be written.

    Yields:
        Path to write to.

    Raises:
        OSError: the folder does not exist or cannot be written to, or the disk is full.
    """
    handle, name = tempfile.mkstemp(prefix=f".{final.stem}.", suffix=f".part{final.suffix}", dir=final.parent)
    os.close(handle)
    part = Path(name)
    # Drivers refuse to create what exists.
    part.unlink()
    try:
        yield part
        _flush(part)
        os.replace(part, final)
        _flush_folder(final.parent)
    finally:
        for path in (part, *(Path(f"{part}{suffix}") for suffix in _COMPANIONS)):
            with contextlib.suppress(FileNotFoundError):
                path.unlink()


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
