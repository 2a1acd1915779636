# SPDX-License-Identifier: GPL-2.0-or-later
"""Running a program and measuring its wall time, CPU time and peak memory (development only).

The caller stays small: Linux counts the memory of the calling process into the peak of a new one until it has
loaded its own program, so nothing that needs numpy or QGIS may be imported beside this.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Measure:
    """What a run took.

    Attributes:
        wall_s: seconds on the clock.
        cpu_s: seconds of user and system time over all threads.
        peak_mb: largest resident memory, 10^6 bytes.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float

    def without(self, start_up: Measure) -> Measure:
        """The times with start-up taken off; the peak stays."""
        return Measure(self.wall_s - start_up.wall_s, self.cpu_s - start_up.cpu_s, self.peak_mb)

    def then(self, later: Measure) -> Measure:
        """Two runs one after the other."""
        return Measure(self.wall_s + later.wall_s, self.cpu_s + later.cpu_s, max(self.peak_mb, later.peak_mb))


def middle(runs: Sequence[Measure]) -> Measure:
    """The median of each figure."""
    return Measure(
        median(run.wall_s for run in runs),
        median(run.cpu_s for run in runs),
        median(run.peak_mb for run in runs),
    )


def measured(
    command: Sequence[str], log: Path, environment: Mapping[str, str], flushed: Path | None = None
) -> Measure:
    """Run a program to its end.

    Args:
        command: program and arguments.
        log: takes everything that it prints.
        environment: of the program.
        flushed: a file that it writes and that is forced to disk within the measured time.

    Raises:
        RuntimeError: it failed; with the end of what it printed.
    """
    # What earlier runs left to be written would disturb this one.
    os.sync()
    with open(log, "wb") as output:
        own = time.process_time()
        begin = time.perf_counter()
        process = subprocess.Popen(
            list(command), stdout=output, stderr=subprocess.STDOUT, env=dict(environment)
        )
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        # Popen must not wait for a process that is gone.
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode == 0 and flushed is not None:
            flush(flushed)
        wall = time.perf_counter() - begin
        cpu = usage.ru_utime + usage.ru_stime + time.process_time() - own
    if process.returncode:
        tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise RuntimeError(f"{' '.join(command)[:300]}\nended {process.returncode}:\n{tail}")
    # Linux gives kilobytes, macOS bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return Measure(wall, cpu, usage.ru_maxrss * unit / 1e6)


def flush(path: Path) -> None:
    """Force a file to disk."""
    with open(path, "r+b") as handle:
        os.fsync(handle.fileno())


def read_through(path: Path) -> None:
    """Read a file once, so that it lies in the page cache."""
    with open(path, "rb") as handle:
        while handle.read(1 << 22):
            pass


def in_turns(
    one: Callable[[], Measure], other: Callable[[], Measure], pairs: int
) -> list[tuple[Measure, Measure]]:
    """Run two things in pairs; which comes first changes from pair to pair."""
    found = []
    for pair in range(pairs):
        if pair % 2:
            second = other()
            found.append((one(), second))
        else:
            first = one()
            found.append((first, other()))
    return found
