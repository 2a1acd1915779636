# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers as a planner reads them: 10⁴ t, hectares, rates; one way for maps, screens and printed text."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

MINUS = "\u2212"
NO_VALUE = "\u2013"
# A no-break space parts the thousands: it is in every font and never splits a number over two lines.
GROUP = "\u00a0"

_T_PER_WAN_T = 10_000


def decimal_text(value: float | None, decimals: int) -> str:
    """Number with a fixed count of decimals, grouped thousands and a true minus sign.

    Args:
        value: any number; None, NaN and infinities give an en dash.
        decimals: digits after the point, 0 or more.

    Returns:
        For example ``−12 345.60``; a value that rounds to zero carries no sign.
    """
    if value is None or not math.isfinite(value):
        return NO_VALUE
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimals}f}".replace(",", GROUP)
    return MINUS + text if rounded < 0 else text


def short_text(value: float | None, digits: int = 3) -> str:
    """Number with `digits` significant digits and no trailing zeros, as in `7.7` or `1 200`.

    Digits before the point are never rounded away: 34 812 stays 34 812.
    """
    if value is None or not math.isfinite(value):
        return NO_VALUE
    text = decimal_text(value, _decimals_for(value, digits))
    return text.rstrip("0").rstrip(".") if "." in text else text


def wan_t(value_t: float | None) -> str:
    """Tonnes as 10⁴ t (万吨): one decimal from 100 on, at least four significant digits below.

    Args:
        value_t: mass in t.

    Returns:
        The number without its unit, for example ``3 481.0`` for 34 810 000 t.
    """
    if value_t is None or not math.isfinite(value_t):
        return NO_VALUE
    value_wan_t = value_t / _T_PER_WAN_T
    return decimal_text(value_wan_t, max(1, _decimals_for(value_wan_t, 4)))


def hectares(value_ha: float | None) -> str:
    """Area in ha with two decimals."""
    return decimal_text(value_ha, 2)


def _decimals_for(value: float, digits: int) -> int:
    """Decimals that show `digits` significant digits of `value`."""
    if value == 0:
        return 0
    return max(0, digits - 1 - math.floor(math.log10(abs(value))))
