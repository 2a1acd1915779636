# SPDX-License-Identifier: GPL-2.0-or-later
"""Attribute table of the synthetic survey layer: the fields of DLTB (地类图斑)."""

from __future__ import annotations

import struct

import numpy as np

from .dltb_fields import FIELDS
from .parcels import Parcels
from .settlement import COUNTIES, Places
from .shares import RIDGE_SHARE, is_built

Array = np.ndarray
Row = dict[str, object]

SURVEY_YEAR = 2019
NOTE = "合成数据"
INDUSTRY_NAMES = {
    "HDGY": "火电工业用地",
    "GTGY": "钢铁工业用地",
    "SNGY": "水泥工业用地",
    "BLGY": "玻璃工业用地",
}
PLANTED = {"GZ": "耕种", "WG": "未耕种", "LH": "绿化草地", "YM": "临时种植园木"}
STATE_OWNED = ("05", "06", "0701", "08", "09", "1001", "1003", "1004", "1005", "1007", "1008", "1101", "1103",
               "1105", "1109")  # fmt: skip


def polygon_wkb(rings: list[Array]) -> bytes:
    """WKB of a MultiPolygon with one part (outer ring first)."""
    parts = [struct.pack("<BII", 1, 6, 1), struct.pack("<BII", 1, 3, len(rings))]
    for ring in rings:
        parts += [struct.pack("<I", len(ring)), np.ascontiguousarray(ring, dtype="<f8").tobytes()]
    return b"".join(parts)


def survey_rows(
    rng: np.random.Generator,
    parcels: Parcels,
    places: Places,
    area_m2: dict[int, float],
    names: dict[str, str],
) -> list[tuple[int, Row]]:
    """One (label, row) per parcel, ordered by village and numbered within it.

    Args:
        rng: the seeded generator.
        parcels: classes and places of the labels.
        places: villages.
        area_m2: official ellipsoidal area by label.
        names: class name by DLBM.
    """
    order = sorted(area_m2, key=lambda k: (places.code[parcels.place[k]], k))
    serial: dict[int, int] = {}
    in_county: dict[int, int] = {}
    rows = []
    for label in order:
        place = int(parcels.place[label])
        county = int(places.county[place])
        serial[place] = serial.get(place, 0) + 1
        in_county[county] = in_county.get(county, 0) + 1
        code = parcels.code[label]
        row: Row = dict.fromkeys((name for name, _, _ in FIELDS), None)
        row.update(
            BSM=f"{COUNTIES[county][0]}2001{in_county[county]:08d}", YSDM="2001010100",
            TBYBH=f"{serial[place]:04d}", TBBH=f"{serial[place]:04d}", DLBM=code, DLMC=names[code],
            ZLDWDM=places.code[place], ZLDWMC=places.name[place], FRDBS="0", SJNF=SURVEY_YEAR, BZ=NOTE,
            MSSM="01" if parcels.island[label] else "00", HDMC="合成岛" if parcels.island[label] else None,
            CZCSXM=_town_code(parcels, places, label) or None,
        )  # fmt: skip
        if parcels.width_m[label]:
            row["XZDWKD"] = round(float(parcels.width_m[label]), 1)
        if parcels.industry[label]:
            row.update(TBXHDM=parcels.industry[label], TBXHMC=INDUSTRY_NAMES[parcels.industry[label]])
        _own(row, code, county)
        _measure(row, code, round(area_m2[label], 2), int(parcels.grade[label]))
        if code.startswith("01"):
            _cultivate(rng, row, int(parcels.grade[label]))
        rows.append((label, row))
    return rows


def _own(row: Row, code: str, county: int) -> None:
    if code.startswith(STATE_OWNED):
        row.update(QSXZ="20", QSDWDM=COUNTIES[county][0] + "0" * 13, QSDWMC=COUNTIES[county][1])
    else:
        row.update(QSXZ="30", QSDWDM=row["ZLDWDM"], QSDWMC=row["ZLDWMC"])


def _measure(row: Row, code: str, area_m2: float, grade: int) -> None:
    share = RIDGE_SHARE[grade] if code.startswith("01") else 0.0
    ridge_m2 = round(area_m2 * share, 2)
    row.update(TBMJ=area_m2, KCXS=share, KCMJ=ridge_m2, TBDLMJ=round(area_m2 - ridge_m2, 2))
    if share:
        row["KCDLBM"] = "1203"


def _cultivate(rng: np.random.Generator, row: Row, grade: int) -> None:
    planted = str(rng.choice(list(PLANTED), p=[0.9, 0.06, 0.02, 0.02]))
    row.update(
        GDPDJB=str(grade),
        ZZSXDM=planted,
        ZZSXMC=PLANTED[planted],
        GDDB=min(15, 6 + grade + int(rng.integers(0, 3))),
    )
    if grade > 1:
        row["GDLX"] = "TT" if grade > 2 else "PD"


def _town_code(parcels: Parcels, places: Places, label: int) -> str:
    """CZCSXM of built-up land, '' elsewhere."""
    code, town = parcels.code[label], int(parcels.in_town[label])
    if code in ("0602", "0603"):
        return "204"
    if code == "09":
        return "205"
    if not is_built(code):
        return ""
    if town:
        return ("201", "202")[town - 1]
    if code in ("0601", "0508"):
        return "202A" if places.town[parcels.place[label]] == 0 else "203A"
    return "203"
