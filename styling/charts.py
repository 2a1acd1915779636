# SPDX-License-Identifier: GPL-2.0-or-later
"""The charts of an assessment as `.svg` or `.png`, and the same numbers as rows.

All take what to draw, a path, a title and notes for the foot; see each for what it raises.
"""

from __future__ import annotations

from .chart_contributions import contribution_chart
from .chart_data import (
    ChartRows,
    ProjectionData,
    ResultInterval,
    ScenarioPath,
    SectorEmissions,
    UncertaintyData,
    contribution_rows,
    inventory_rows,
    projection_rows,
    series_rows,
    uncertainty_rows,
)
from .chart_figure import ChartError, charts_available, has_chinese_font
from .chart_inventory import inventory_chart
from .chart_projection import projection_chart
from .chart_series import series_chart
from .chart_uncertainty import uncertainty_chart

__all__ = [
    "ChartError",
    "ChartRows",
    "ProjectionData",
    "ResultInterval",
    "ScenarioPath",
    "SectorEmissions",
    "UncertaintyData",
    "charts_available",
    "contribution_chart",
    "contribution_rows",
    "has_chinese_font",
    "inventory_chart",
    "inventory_rows",
    "projection_chart",
    "projection_rows",
    "series_chart",
    "series_rows",
    "uncertainty_chart",
    "uncertainty_rows",
]
