# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows, columns and units of regional energy balance tables (地区能源平衡表), and their names as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .resource_tables import read_table
from .table_parsing import normalised_text


@dataclass(frozen=True)
class BalanceFuel:
    """One column of the balance.

    Attributes:
        id: stable key.
        kind: ``fuel``, ``furnace_gas`` (carbon already in coke), ``electricity``, ``heat``, ``other``, ``subtotal``.
        subtotal: id of the subtotal column it is part of, or ''.
        name_zh: Chinese name.
        name_en: English name.
        dimension: ``mass``, ``volume``, ``heat``, ``power`` or ``tce``.
        physical_unit: unit of the published physical table.
        base_per_unit: base units in one ``physical_unit``.
        base_unit: unit of the emission factor (t, 10^4 m3, GJ, MWh, tce).
    """

    id: str
    kind: str
    subtotal: str
    name_zh: str
    name_en: str
    dimension: str
    physical_unit: str
    base_per_unit: float
    base_unit: str


@dataclass(frozen=True)
class BalanceRow:
    """One row of the balance.

    Attributes:
        id: stable key, as numbered in the published table.
        parent: id of the row it is part of, or ''.
        sign: ``+``, ``-`` (printed with or without its sign), ``input`` or ``as_is``.
        role: ``supply``, ``power``, ``heat``, ``final``, ``feedstock``, ``total``, ``group``, …
        sector: id of the inventory sector that emits, or ''.
        name_zh: Chinese name.
        name_en: English name.
    """

    id: str
    parent: str
    sign: str
    role: str
    sector: str
    name_zh: str
    name_en: str

    @property
    def section(self) -> str:
        """The part of the table: 1 supply … 6 total consumption."""
        return self.id.partition(".")[0]


@lru_cache(maxsize=1)
def load_fuels() -> dict[str, BalanceFuel]:
    """All columns by id, in table order."""
    return {
        r["fuel"]: BalanceFuel(
            r["fuel"],
            r["kind"],
            r["subtotal"],
            r["name_zh"],
            r["name_en"],
            r["dimension"],
            r["physical_unit"],
            float(r["base_per_unit"]),
            r["base_unit"],
        )
        for r in read_table("energy_balance_fuels")
    }


@lru_cache(maxsize=1)
def load_rows() -> dict[str, BalanceRow]:
    """All rows by id, in table order."""
    return {
        r["row_id"]: BalanceRow(
            r["row_id"], r["parent"], r["sign"], r["role"], r["sector"], r["name_zh"], r["name_en"]
        )
        for r in read_table("energy_balance_rows")
    }


_NUMBERING = re.compile(
    r"^[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\)|\(\d+\)|(?<!\d)\d{1,2}[.、](?!\d)"
)
_SIGNS = re.compile(r"\([+\-、,,\s/]*\)")
_OF_WHICH = re.compile(r"^(#|其中[::]?|of which)", re.IGNORECASE)
_PUNCTUATION = re.compile(r"[\s、,，.。:：;；()（）\[\]【】\-—_+#*/&'\"·]+")
_UNIT_TAIL = re.compile(r"\((?:万|亿|百)?[^()]*(?:吨|立方米|千瓦小?时|千焦|标煤|标准煤|m3|t|kWh|kJ)[^()]*\)$")


_LETTER = re.compile(r"[^\W\d_]")
#: A longer text is a sentence.
_MAX_NAME = 80


def clean_name(text: str) -> str:
    """A printed name as a key: without numbering, signs, ``其中``, ``#``, punctuation, spaces; case folded.

    ``（二）第二产业 1.工业`` gives ``第二产业工业``, ``本省（区、市）调出量（－）`` gives ``本省区市调出量``.
    """
    text = normalised_text(text).replace("−", "-").replace("–", "-").replace("—", "-").casefold()
    text = _UNIT_TAIL.sub("", text)
    text = _SIGNS.sub("", text)
    text = _OF_WHICH.sub("", text.strip())
    text = _NUMBERING.sub("", text.strip())
    text = re.sub(r"增\(-\)|减\(\+\)", lambda m: m.group()[0], text)
    return _PUNCTUATION.sub("", text)


def is_of_which(text: str) -> bool:
    """Whether a row label says that the row is a part of the row above it (``其中``, ``#``)."""
    return bool(_OF_WHICH.match(normalised_text(text)))


def _keys(text: str) -> list[str]:
    """Keys to look for: the whole name, without its last bracket or note mark, its Chinese and its Latin part."""
    text = normalised_text(text)
    # Figures are most of a sheet and name nothing.
    if len(text) > _MAX_NAME or not _LETTER.search(text):
        return []
    bare = re.sub(r"\([^()]*\)$|[\d*]+$", "", text)
    chinese = "".join(re.findall(r"[\u4e00-\u9fff、()]+", text))
    latin = " ".join(re.findall(r"[A-Za-z][A-Za-z,\- ]*", text)) if chinese else ""
    return [key for key in map(clean_name, (text, bare, chinese, latin)) if key]


@lru_cache(maxsize=1)
def _fuel_index() -> dict[str, str]:
    index: dict[str, str] = {}
    for r in read_table("energy_balance_fuels"):
        for name in [r["fuel"], *r["names"].split("|")]:
            index.setdefault(clean_name(name), r["fuel"])
    return index


@lru_cache(maxsize=1)
def _row_index() -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for r in read_table("energy_balance_rows"):
        for name in dict.fromkeys(clean_name(n) for n in [r["name_zh"], *r["names"].split("|")]):
            index[name] = (*index.get(name, ()), r["row_id"])
    return index


def find_fuel(text: str) -> BalanceFuel | None:
    """Find a column by id or by any of its names."""
    index = _fuel_index()
    found = next((index[key] for key in _keys(text) if key in index), "")
    return load_fuels()[found] if found else None


def find_row(text: str, section: str = "") -> BalanceRow | None:
    """Find a row by any of its names.

    Args:
        text: label as printed.
        section: section of the rows above; chooses where one name stands in two sections (回收能).
    """
    index = _row_index()
    ids: tuple[str, ...] = next((index[key] for key in _keys(text) if key in index), ())
    if not ids:
        return None
    rows = [load_rows()[i] for i in ids]
    return next((r for r in rows if r.section == section), rows[0])


#: Unit as printed (cleaned) → (dimension, base units in one of it). Sources: SI; 1 tce = 29.3076 GJ is not used here.
_UNITS: dict[str, tuple[str, float]] = {
    "吨": ("mass", 1.0),
    "t": ("mass", 1.0),
    "千吨": ("mass", 1e3),
    "万吨": ("mass", 1e4),
    "万t": ("mass", 1e4),
    "10000tons": ("mass", 1e4),
    "104tons": ("mass", 1e4),
    "104t": ("mass", 1e4),
    "立方米": ("volume", 1e-4),
    "m3": ("volume", 1e-4),
    "万立方米": ("volume", 1.0),
    "万m3": ("volume", 1.0),
    "104m3": ("volume", 1.0),
    "亿立方米": ("volume", 1e4),
    "亿m3": ("volume", 1e4),
    "108m3": ("volume", 1e4),
    "108cum": ("volume", 1e4),
    "100millioncum": ("volume", 1e4),
    "百万千焦": ("heat", 1.0),
    "gj": ("heat", 1.0),
    "吉焦": ("heat", 1.0),
    "tj": ("heat", 1e3),
    "万百万千焦": ("heat", 1e4),
    "1010kj": ("heat", 1e4),
    "万吉焦": ("heat", 1e4),
    "万gj": ("heat", 1e4),
    "千瓦时": ("power", 1e-3),
    "kwh": ("power", 1e-3),
    "万千瓦时": ("power", 10.0),
    "万kwh": ("power", 10.0),
    "亿千瓦时": ("power", 1e5),
    "亿kwh": ("power", 1e5),
    "108kwh": ("power", 1e5),
    "100millionkwh": ("power", 1e5),
    "吨标准煤": ("tce", 1.0),
    "吨标煤": ("tce", 1.0),
    "tce": ("tce", 1.0),
    "万吨标准煤": ("tce", 1e4),
    "万吨标煤": ("tce", 1e4),
    "万tce": ("tce", 1e4),
    "104tce": ("tce", 1e4),
    "10000tce": ("tce", 1e4),
}


def find_unit(text: str) -> tuple[str, float] | None:
    """Read a unit as printed, with or without ``单位：`` and brackets.

    Returns:
        Its dimension and the base units (t, 10^4 m3, GJ, MWh, tce) in one of it; None when it is none.
    """
    key = (
        normalised_text(text)
        .casefold()
        .replace("小时", "时")
        .replace("煤当量", "标准煤")
        .replace("sce", "tce")
    )
    key = re.sub(r"^(计量)?单位[::]?", "", key)
    key = re.sub(r"[\s.()^,·]", "", key)
    return _UNITS.get(key)
