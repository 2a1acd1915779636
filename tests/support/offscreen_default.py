# SPDX-License-Identifier: GPL-2.0-or-later
"""pytest plugin: Qt without a display, unless the caller chose a platform."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
