# SPDX-License-Identifier: GPL-2.0-or-later
"""The columns of a land layer that the science needs, gathered chunk by chunk.

Polygons that agree in code, name and administrative unit form a *stratum*; only its number is kept per polygon,
so that ten million polygons need some forty bytes each and text is handled once per stratum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from .problems import POLYGON_BITS


@dataclass
class LandChunk:
    """Some thousand polygons as read, row aligned.

    Attributes:
        fid: int64[n] feature ids.
        code: class codes as read (text, number or None), or None when no code field is bound.
        name: class names, or None when no name field is bound.
        group: administrative codes, or None.
        town: CZCSXM codes, or None where they are not read.
        detail: TBXHDM codes, or None where they are not read.
        area: float64[n] value of the area field in its own unit, NaN for NULL; None without an area field.
        deduct: float64[n] value of the deducted-area field; None without one.
        weight: float64[n] value of the weight field; None without one.
        sister_net: float64[n] TBDLMJ where the bound field is TBMJ; None else.
        sister_gross: float64[n] TBMJ where the bound field is TBDLMJ; None else.
        geometry_m2: float64[n] ellipsoidal area, NaN where there is none; None when geometry is not read.
        geometry_bits: uint32[n] bits of geometry problems; None when geometry is not read.
        anchor: uint64[n] signature of the geometry, 0 where there is none; None when geometry is not read.
    """

    fid: np.ndarray
    code: Sequence[object] | None = None
    name: Sequence[object] | None = None
    group: Sequence[object] | None = None
    town: Sequence[object] | None = None
    detail: Sequence[object] | None = None
    area: np.ndarray | None = None
    deduct: np.ndarray | None = None
    weight: np.ndarray | None = None
    sister_net: np.ndarray | None = None
    sister_gross: np.ndarray | None = None
    geometry_m2: np.ndarray | None = None
    geometry_bits: np.ndarray | None = None
    anchor: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.fid)


@dataclass(frozen=True)
class Stratum:
    """What the polygons of one stratum share, as read."""

    code: object
    name: object
    group: object
    town: object = None
    detail: object = None


class _Numbering(dict):
    """Numbers keys in the order of their first use."""

    def __missing__(self, key: object) -> int:
        number = len(self)
        self[key] = number
        return number


class _Column:
    """One growing array."""

    def __init__(self, dtype: str, capacity: int) -> None:
        self._values = np.empty(max(capacity, 1), dtype=dtype)
        self._length = 0

    def extend(self, values: np.ndarray) -> None:
        end = self._length + len(values)
        if end > len(self._values):
            # Spare room of an eighth keeps the peak low where the provider could not count.
            grown = np.empty(end + end // 8, dtype=self._values.dtype)
            grown[: self._length] = self._values[: self._length]
            self._values = grown
        self._values[self._length : end] = values
        self._length = end

    def values(self) -> np.ndarray:
        return self._values[: self._length]


#: Optional columns of a chunk and how they are kept.
_DTYPES = {
    "area": "f8",
    "deduct": "f8",
    "weight": "f8",
    "sister_net": "f8",
    "sister_gross": "f8",
    "geometry_m2": "f8",
    "geometry_bits": "u4",
    "anchor": "u8",
}


class LandColumns:
    """All chunks of one layer.

    Args:
        expected: number of polygons, if known; only a hint for memory.
    """

    def __init__(self, expected: int = 0) -> None:
        self._expected = max(int(expected), 0)
        self._fid = _Column("i8", self._expected)
        self._stratum = _Column("u4", self._expected)
        self._columns: dict[str, _Column] = {}
        self._numbering = _Numbering()

    def add(self, chunk: LandChunk) -> None:
        """Take over one chunk; every chunk of a layer has the same columns."""
        n = len(chunk)
        texts = (chunk.code, chunk.name, chunk.group, chunk.town, chunk.detail)
        keys = zip(*(repeat(None, n) if text is None else text for text in texts))
        self._fid.extend(chunk.fid)
        self._stratum.extend(np.fromiter(map(self._numbering.__getitem__, keys), dtype="u4", count=n))
        for name, dtype in _DTYPES.items():
            values = getattr(chunk, name)
            if values is not None:
                if name not in self._columns:
                    self._columns[name] = _Column(dtype, self._expected)
                self._columns[name].extend(values)

    def __len__(self) -> int:
        return len(self.fid)

    @property
    def fid(self) -> np.ndarray:
        """int64[polygons] feature ids in reading order."""
        return self._fid.values()

    @property
    def stratum(self) -> np.ndarray:
        """uint32[polygons] index into ``strata``."""
        return self._stratum.values()

    @property
    def strata(self) -> list[Stratum]:
        """Distinct strata in order of first occurrence."""
        return [Stratum(*key) for key in self._numbering]

    def column(self, name: str) -> np.ndarray | None:
        """An optional column by its name in ``LandChunk``; None when it was never read."""
        return self._columns[name].values() if name in self._columns else None

    def mark_duplicates(self) -> None:
        """Set the bit ``geometry_duplicate`` on every polygon whose geometry occurred before it."""
        anchor, bits = self.column("anchor"), self.column("geometry_bits")
        if anchor is None or bits is None:
            return
        order = np.argsort(anchor, kind="stable")
        ordered = anchor[order]
        repeated = (ordered[1:] == ordered[:-1]) & (ordered[1:] != 0)
        bits[order[1:][repeated]] |= POLYGON_BITS["geometry_duplicate"]
        del self._columns["anchor"]
