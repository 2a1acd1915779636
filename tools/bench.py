# SPDX-License-Identifier: GPL-2.0-or-later
"""Speed and memory of `tanheng:landcarbon` as ratios to what the machine and QGIS do anyway (development only).

    make bench [ARGS="--sizes 100000 --no-chain"]

For each size, in pairs of runs that take turns and on a warm page cache: a plain `ogr2ogr` copy of the GeoPackage
followed by fsync, and `tanheng:landcarbon` (area from geometry, inventory by sector) to a new GeoPackage. Then the
chain of QGIS field-calculator runs that gives the same fields; its ratio is shown only when its rows are the same.
Start-up is the same run on 50 polygons and is taken off all times. No speed passes or fails; it ends 1 where a program
fails or the rows differ.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import bench_chain
from measured_run import Measure, in_turns, measured, middle, read_through
from package_root import ROOT

FOLDER = ROOT / "build" / "bench"
START_POLYGONS = 50
START_RUNS = 3
#: Relative difference of rows above which two results are not the same work. Geodesic and official areas differ by
#: about 1e-6 on parcels.
SAME_ROWS = 1e-4
INVENTORY = (
    ("energy_industry", 5_000_000),
    ("energy_road", 900_000),
    ("energy_urban_household", 400_000),
    ("energy_rural_household", 250_000),
    ("agriculture_soil", 120_000),
    ("waste_landfill", 60_000),
)
GOAL_SIZE, GOAL_SRS = 1_000_000, 4490


@dataclass
class Result:
    """Figures of one size; times without start-up.

    Attributes:
        size: polygons.
        pairs: copy and landcarbon, pair by pair.
        copy_start: copy of 50 polygons.
        land_start: landcarbon on 50 polygons.
        chain: the field-calculator chain; None where it was not run.
        differences: largest relative difference of the chain's rows by field.
        mismatch: how the chain's rows are not those of landcarbon; '' where they are.
    """

    size: int
    pairs: list[tuple[Measure, Measure]]
    copy_start: Measure
    land_start: Measure
    chain: Measure | None = None
    differences: dict[str, float] = field(default_factory=dict)
    mismatch: str = ""

    @property
    def copy(self) -> Measure:
        return middle([copy for copy, _ in self.pairs])

    @property
    def land(self) -> Measure:
        return middle([land for _, land in self.pairs])

    @property
    def ratios(self) -> list[float]:
        return [land.wall_s / copy.wall_s for copy, land in self.pairs]

    @property
    def chain_ratio(self) -> float:
        """How often landcarbon fits into the chain; NaN where the rows are not the same."""
        if self.chain is None or self.mismatch:
            return float("nan")
        return self.chain.wall_s / self.land.wall_s


class Bench:
    """Runs the programs of the comparison in `folder`.

    Args:
        folder: scratch folder; data stay in it between calls.
        srs: EPSG code of the data.
    """

    def __init__(self, folder: Path, srs: int) -> None:
        self.folder, self.srs = folder, srs
        self.copy_file, self.result = folder / "copy.gpkg", folder / "carbon.gpkg"
        self.summary, self.inventory = folder / "classes.gpkg", folder / "inventory.csv"
        self.log = folder / "last_run.log"
        self.qgis_process = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
        folder.mkdir(parents=True, exist_ok=True)
        profile = folder / "profile"
        shutil.rmtree(profile, ignore_errors=True)
        profile.mkdir(mode=0o700)
        self.environment = {
            **os.environ,
            "HOME": str(profile),
            "LANG": "C.UTF-8",
            "QGIS_CUSTOM_CONFIG_PATH": str(profile),
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_RUNTIME_DIR": str(profile),
        }
        lines = "".join(f"{sector},{tonnes}\n" for sector, tonnes in INVENTORY)
        self.inventory.write_text("sector,t_co2e\n" + lines, encoding="utf-8")

    def data(self, size: int) -> Path:
        """The layer of a size, made when it is not there, and read once."""
        path = self.folder / f"land_{size}_{self.srs}.gpkg"
        if not path.exists():
            say(f"making {path.name}")
            part = path.with_name(f"making_{path.name}")
            maker = [sys.executable, str(ROOT / "tools" / "bench_data.py"), str(size), str(part)]
            subprocess.run([*maker, "--srs", str(self.srs)], check=True, stdout=subprocess.DEVNULL)
            part.replace(path)
        read_through(path)
        return path

    def copy(self, source: Path) -> Measure:
        self.copy_file.unlink(missing_ok=True)
        command = ["ogr2ogr", str(self.copy_file), str(source)]
        return measured(command, self.log, self.environment, flushed=self.copy_file)

    def land_carbon(self, source: Path) -> Measure:
        self.result.unlink(missing_ok=True)
        values = {
            "INPUT": source,
            "CODE_FIELD": "DLBM",
            "INVENTORY": self.inventory,
            "OUTPUT": self.result,
            "SUMMARY": self.summary,
        }
        command = [sys.executable, str(ROOT / "tools" / "headless.py"), "run", "tanheng:landcarbon"]
        command += [f"{name}={value}" for name, value in values.items()]
        return measured(command, self.log, self.environment)

    def chain(self, source: Path) -> tuple[Measure, Path]:
        """All steps one after the other; only the last result is left."""
        total, current = Measure(0.0, 0.0, 0.0), source
        for number, step in enumerate(bench_chain.steps(bench_chain.emission_rates(self.summary))):
            target = self.folder / f"chain_{number}.gpkg"
            target.unlink(missing_ok=True)
            command = bench_chain.command(str(self.qgis_process), current, target, step)
            one = measured(command, self.log, self.environment)
            if not target.exists():
                raise RuntimeError(f"no {target.name}:\n{self.log.read_text(encoding='utf-8')}")
            total = total.then(one)
            if source.stat().st_size > 10_000_000:
                say(f"  field calculator {step[0]}: {one.wall_s:.1f} s")
            if current != source:
                current.unlink()
            current = target
        return total, current

    def run(self, size: int, pairs: int, chain: bool) -> Result:
        """All measurements of one size.

        Raises:
            RuntimeError: a program failed, or there is not enough room.
        """
        small = self.data(START_POLYGONS)
        source = self.data(size)
        need = source.stat().st_size * 5
        if shutil.disk_usage(self.folder).free < need:
            raise RuntimeError(f"{self.folder} needs {need / 1e9:.1f} GB free")
        for warm in (self.copy, self.land_carbon):
            warm(small)
        copy_start, land_start = (
            middle(runs)
            for runs in zip(*in_turns(lambda: self.copy(small), lambda: self.land_carbon(small), START_RUNS))
        )
        say(f"{size} polygons: {pairs} pairs")
        found = in_turns(lambda: self.copy(source), lambda: self.land_carbon(source), pairs)
        pure = [(c.without(copy_start), a.without(land_start)) for c, a in found]
        result = Result(size, pure, copy_start, land_start)
        for copy, land in result.pairs:
            say(f"  copy {copy.wall_s:.2f} s, landcarbon {land.wall_s:.2f} s")
        if chain:
            self._run_chain(result, small, source)
        return result

    def _run_chain(self, result: Result, small: Path, source: Path) -> None:
        if self.qgis_process is None:
            say("no qgis_process here: the chain is left out")
            return
        say("field-calculator chain")
        start, last = self.chain(small)
        last.unlink()
        total, last = self.chain(source)
        result.chain = total.without(start)
        try:
            result.differences = bench_chain.largest_differences(last, self.result)
        except bench_chain.RowsDiffer as difference:
            result.mismatch = str(difference)
        else:
            if max(result.differences.values()) > SAME_ROWS:
                result.mismatch = f"a number differs by more than {SAME_ROWS:g}"

    def clean(self) -> None:
        """Remove everything but the data."""
        shutil.rmtree(self.folder / "profile", ignore_errors=True)
        for path in self.folder.iterdir():
            if not path.name.startswith("land_") and path.is_file():
                path.unlink()


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def version(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """First line that a program prints, or that it is missing."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=dict(environment))
    except FileNotFoundError:
        return f"no {command[0]}"
    return (done.stdout.strip().splitlines() or [""])[0]


def header(bench: Bench) -> str:
    """What was measured on."""
    gdal = version(["ogr2ogr", "--version"], bench.environment)
    qgis = version([bench.qgis_process or "qgis_process", "--version"], bench.environment)
    return (
        f"{gdal}; {qgis}; Python {platform.python_version()}; {os.cpu_count()} cores,"
        f" load {os.getloadavg()[0]:.1f}; EPSG:{bench.srs}; warm cache, start-up taken off"
    )


def table(results: Sequence[Result]) -> str:
    """The figures as plain text; the ratio is wall time to that of the copy, of the chain to landcarbon."""
    lines = [f"{'method':34}{'polygons':>10}{'wall s':>9}{'CPU s':>9}{'peak MB':>9}  ratio"]
    for result in results:
        ratios = result.ratios
        rows = [
            ("ogr2ogr copy + fsync", result.copy, ""),
            (
                "tanheng:landcarbon",
                result.land,
                f"{median(ratios):.2f} x copy ({min(ratios):.2f}-{max(ratios):.2f}, {len(ratios)} pairs),"
                f" CPU {result.land.cpu_s / result.copy.cpu_s:.2f}",
            ),
        ]
        if result.chain is not None:
            ratio = "rows differ" if result.mismatch else f"{result.chain_ratio:.0f} x landcarbon (1 run)"
            rows.append(("9 field-calculator runs", result.chain, ratio))
        for name, measure, ratio in rows:
            lines.append(
                f"{name:34}{result.size:>10}{measure.wall_s:>9.2f}{measure.cpu_s:>9.2f}"
                f"{measure.peak_mb:>9.0f}  {ratio}".rstrip()
            )
        lines.append(
            f"  taken off: copy {result.copy_start.wall_s:.2f} s, landcarbon {result.land_start.wall_s:.2f} s"
            f" ({result.land_start.peak_mb:.0f} MB); their own scatter is in times as short"
        )
    return "\n".join(lines)


def row_check(results: Sequence[Result]) -> str:
    """What comparing the rows of chain and landcarbon gave; '' where there was no chain."""
    lines = []
    for result in results:
        if result.differences:
            largest = ", ".join(f"{name} {value:.1e}" for name, value in result.differences.items())
            lines.append(
                f"Rows of {result.size}, joined by BSM: cls and qa equal; largest relative difference {largest}."
            )
        if result.mismatch:
            lines.append(
                f"No ratio to the chain at {result.size}, it does not do the same: {result.mismatch}."
            )
    return "\n".join(lines)


def kernel_ratios() -> list[float]:
    """Print the comparison of the area kernel and return its ratios (geographic, Gauss-Krüger)."""
    command = [sys.executable, str(ROOT / "tools" / "bench_area.py")]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    print(done.stdout.strip())
    found = re.findall(r": ([0-9.]+) x \(goal", done.stdout)
    if len(found) != 2:
        raise RuntimeError("bench_area.py printed something else than two ratios")
    return [float(text) for text in found]


def goals(result: Result, srs: int, kernel: Sequence[float]) -> str:
    """Measured values beside what is aimed at, of the largest size."""
    chain = result.chain_ratio
    above = result.land.peak_mb - result.land_start.peak_mb
    rows = [
        ("landcarbon / copy", f"{median(result.ratios):.2f}", "<= 0.4"),
        ("chain / landcarbon", "none" if chain != chain else f"{chain:.0f} x", ">= 40 x"),
        (f"peak above {START_POLYGONS} polygons", f"{above:.0f} MB", "<= 150 MB"),
        ("area kernel, geographic", f"{kernel[0]:.1f} x", ">= 15 x"),
        ("area kernel, Gauss-Krueger", f"{kernel[1]:.1f} x", ">= 4 x"),
    ]
    of = f"{result.size} polygons in EPSG:{srs}"
    if (result.size, srs) != (GOAL_SIZE, GOAL_SRS):
        of += f" (the first three goals are for {GOAL_SIZE} in EPSG:{GOAL_SRS})"
    lines = [f"measured / goal, {of}:"]
    lines += [f"  {name:30}{measured_value:>10}  / {goal}" for name, measured_value, goal in rows]
    return "\n".join(lines)


def sizes_of(text: str) -> list[int]:
    return sorted(int(part) for part in text.split(","))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sizes", type=sizes_of, default=[100_000, 1_000_000], metavar="N,N")
    parser.add_argument("--srs", type=int, choices=(4490, 4523), default=4490)
    parser.add_argument("--pairs", type=int, help="pairs of runs; 3, and 2 from 1 000 000 polygons on")
    parser.add_argument(
        "--chain",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="10 minutes and more at 1 000 000",
    )
    parser.add_argument("--keep", action="store_true", help="keep the results in build/bench")
    arguments = parser.parse_args()
    bench = Bench(FOLDER, arguments.srs)
    print(header(bench), flush=True)
    try:
        results = [
            bench.run(size, arguments.pairs or (2 if size >= 1_000_000 else 3), arguments.chain)
            for size in arguments.sizes
        ]
    finally:
        if not arguments.keep:
            bench.clean()
    print(table(results))
    if checked := row_check(results):
        print(checked)
    print(goals(results[-1], arguments.srs, kernel_ratios()))
    return 1 if any(result.mismatch for result in results) else 0


if __name__ == "__main__":
    raise SystemExit(main())
