# SPDX-License-Identifier: GPL-2.0-or-later
"""The fields of DLTB (地类图斑), the parcel layer of the national land survey."""

from __future__ import annotations

#: Name, kind ('text', 'real', 'int') and width of the DLTB fields.
FIELDS = (
    ("BSM", "text", 18), ("YSDM", "text", 10), ("TBYBH", "text", 8), ("TBBH", "text", 8),
    ("DLBM", "text", 5), ("DLMC", "text", 60), ("QSXZ", "text", 2), ("QSDWDM", "text", 19),
    ("QSDWMC", "text", 60), ("ZLDWDM", "text", 19), ("ZLDWMC", "text", 60), ("TBMJ", "real", 0),
    ("KCDLBM", "text", 5), ("KCXS", "real", 0), ("KCMJ", "real", 0), ("TBDLMJ", "real", 0),
    ("GDLX", "text", 2), ("GDPDJB", "text", 2), ("XZDWKD", "real", 0), ("TBXHDM", "text", 6),
    ("TBXHMC", "text", 20), ("ZZSXDM", "text", 6), ("ZZSXMC", "text", 20), ("GDDB", "int", 0),
    ("FRDBS", "text", 1), ("CZCSXM", "text", 4), ("SJNF", "int", 0), ("MSSM", "text", 2),
    ("HDMC", "text", 100), ("BZ", "text", 255),
)  # fmt: skip
