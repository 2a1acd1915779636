# SPDX-License-Identifier: GPL-2.0-or-later
"""Parts of the generator of the synthetic sample city (development only, never shipped)."""

from __future__ import annotations
