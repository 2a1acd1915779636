# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs tanheng:inventory on every dated sheet of a real provincial table and compares the totals with the printed ones.

Usage: run_real_inventory.py TABLE.xlsx [SHEET …]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import package_root

package_root.register()


def main(arguments: list[str]) -> int:
    """Print one line per sheet; 1 when a total differs from the printed one by more than 1 kg."""
    from headless import started  # noqa: F401, PLC0415

    raise SystemExit(arguments)
