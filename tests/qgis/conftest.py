# SPDX-License-Identifier: GPL-2.0-or-later
"""Ends a run of the QGIS tests without Python's own clean-up.

QGIS objects that outlive the application (a layer in a traceback, a provider in a module) crash while the interpreter
takes itself apart, after every test has been run and counted. The exit code is pytest's.
"""

from __future__ import annotations

import os
import sys

import pytest

_status: list[int] = []


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    _status.append(int(exitstatus))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    if _status:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(_status[-1])
