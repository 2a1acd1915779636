# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the inventory on a real provincial table (CEADs) that lies in a folder of the developer's.

    /usr/bin/python3 tools/run_real_inventory.py TABLE.xlsx [SHEET ...]

Reads the workbook unedited, takes each sheet (those with a year in their name unless named) and prints its total
beside the printed one. Ends 1 where they differ by more than 1 t, or where anything was not recognised.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import package_root

TOLERANCE_T = 1.0
#: Notes that say nothing against a sheet.
_FINE = {"inventory_options_unused"}


def main(arguments: list[str]) -> int:
    """Print one line per sheet; the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("table", type=Path)
    parser.add_argument("sheets", nargs="*")
    options = parser.parse_args(arguments)
    if not options.table.is_file():
        print(f"{options.table} is missing", file=sys.stderr)
        return 2
    package_root.register()
    from tanheng.core.inventory_run import InventoryChoices, InventoryTables, run_inventory
    from tanheng.layers.cell_grids import read_cell_grids

    start = time.perf_counter()
    sheets = read_cell_grids(options.table)
    print(f"{len(sheets)} sheets read in {time.perf_counter() - start:.2f} s")
    failed = 0
    for name in options.sheets or [s.name for s in sheets if any(c.isdigit() for c in s.name)]:
        result = run_inventory(sheets, InventoryChoices(sheet=name), InventoryTables())
        off = result.direct_t - result.printed_total_t
        codes = sorted({p.code for p in result.problems} - _FINE)
        good = abs(off) <= TOLERANCE_T and not codes
        failed += not good
        print(
            f"{name:20s} {result.direct_t / 1e6:12.6f} Mt  printed {result.printed_total_t / 1e6:12.6f} Mt"
            f"  energy {result.energy_co2_t / 1e6:12.6f} Mt  {'ok' if good else 'DIFFERS ' + ' '.join(codes)}"
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
