# SPDX-License-Identifier: GPL-2.0-or-later
"""A throw-away PostgreSQL with PostGIS on loopback, from the binaries that the system has."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

DATABASE = "land"


def binaries() -> Path | None:
    """Folder of the newest PostgreSQL that has PostGIS; None where there is none."""
    found = [
        Path(folder)
        for folder in Path("/usr/lib/postgresql").glob("*/bin")
        if (folder / "initdb").exists()
        and any(Path("/usr/share/postgresql", folder.parent.name, "extension").glob("postgis.control"))
    ]
    return max(found, key=lambda folder: float(folder.parent.name), default=None)


class PostGis:
    """A cluster in a temporary folder, running while the block runs."""

    def __init__(self) -> None:
        self._bin = binaries()
        self._folder = Path()
        self.port = 0

    def __enter__(self) -> PostGis:
        # Unix socket names are short, so the folder lies directly under the system's temporary folder.
        self._folder = Path(tempfile.mkdtemp(prefix="tanheng-pg-"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres")
        try:
            as_planner = ("-U", "planner", "-A", "trust")
            self._run("initdb", "-D", self._data, *as_planner, "-E", "UTF8", "--locale=C.UTF-8", "-N")
            options = (
                f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder}"
                " -c fsync=off -c shared_buffers=16MB"
            )
            self._run("pg_ctl", "-D", self._data, "-w", "-l", f"{self._folder}/log", "-o", options, "start")
            self.sql(f"CREATE DATABASE {DATABASE}", "postgres")
            self.sql("CREATE EXTENSION postgis")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run(
            self._command("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop"), capture_output=True
        )
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def connection(self) -> str:
        """Connection as libpq's key words."""
        return f"dbname='{DATABASE}' host=127.0.0.1 port={self.port} user='planner' sslmode=disable"

    def sql(self, statement: str, database: str = DATABASE) -> str:
        """Run a statement; rows come back as unaligned text."""
        return self._run(
            "psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "planner", "-d", database,
            "-v", "ON_ERROR_STOP=1", "-q", "-A", "-t", "-c", statement,
        )  # fmt: skip

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def _command(self, program: str, *arguments: str) -> list[str]:
        as_other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        return [*as_other, str(self._bin / program) if self._bin else program, *arguments]

    def _run(self, program: str, *arguments: str) -> str:
        # The server keeps what it inherits: with pipes for its output this call would never end.
        with tempfile.TemporaryFile("w+") as out:
            done = subprocess.run(
                self._command(program, *arguments), stdout=out, stderr=subprocess.STDOUT, cwd="/", timeout=60
            )
            out.seek(0)
            text = out.read()
        if done.returncode:
            raise RuntimeError(f"{program}: {text}")
        return text.strip()
