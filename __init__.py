# SPDX-License-Identifier: GPL-2.0-or-later
"""Tanheng: land carbon sinks, emissions and balance in QGIS."""

from __future__ import annotations

from typing import Any


def classFactory(iface: Any) -> Any:
    """Return the plugin object. QGIS is imported here and not above, so that `core` loads without it.

    Args:
        iface: QGIS's interface object, or None where there is no window (`qgis_process`).
    """
    from .plugin import TanhengPlugin

    return TanhengPlugin(iface)
