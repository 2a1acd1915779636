# SPDX-License-Identifier: GPL-2.0-or-later
"""The proportions that the synthetic city keeps, and how classes are counted in published figures."""

from __future__ import annotations

#: Published first-level areas of Weihai, third national land survey (ha).
PUBLISHED_HA = {
    "耕地": 164293.33,
    "园地": 67240.0,
    "林地": 146646.67,
    "草地": 11026.67,
    "湿地": 14333.33,
    "城镇村及工矿用地": 80860.0,
    "交通运输用地": 16426.67,
    "水域及水利设施用地": 53593.33,
}
#: Land outside the published classes (12 其他土地 with the field ridges), as a share of them.
OTHER_SHARE = 0.021

#: Field-ridge coefficient by slope grade 1-5 (made up), and the limits between the grades, degrees.
RIDGE_SHARE = {1: 0.0, 2: 0.0612, 3: 0.0897, 4: 0.1235, 5: 0.1508}
SLOPE_LIMITS = (2.0, 6.0, 15.0, 25.0)

_BUILT_LEADING = ("05", "06", "07", "08", "09")
_BUILT = {"1004", "1005", "1201"}
_WETLAND = {"0303", "0304", "0306", "0402", "1105", "1106", "1108"}
_BY_LEADING = {
    "01": "耕地",
    "02": "园地",
    "03": "林地",
    "04": "草地",
    "10": "交通运输用地",
    "11": "水域及水利设施用地",
}


def is_built(code: str) -> bool:
    """True for classes inside the town and village outline, where CZCSXM must be filled."""
    return code.startswith(_BUILT_LEADING) or code in _BUILT


def published_class(code: str) -> str:
    """First-level class of the published figures that a DLBM counts in ('' for 12 其他土地)."""
    if code in _WETLAND:
        return "湿地"
    if is_built(code):
        return "城镇村及工矿用地"
    return _BY_LEADING.get(code[:2], "")


def targets_ha(land_ha: float) -> dict[str, float]:
    """Hectares of each published class on so much land."""
    unit = land_ha / (1 + OTHER_SHARE) / sum(PUBLISHED_HA.values())
    return {name: ha * unit for name, ha in PUBLISHED_HA.items()}
