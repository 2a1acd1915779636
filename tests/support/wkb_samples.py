# SPDX-License-Identifier: GPL-2.0-or-later
"""Hand-made WKB in every dialect, and buffers that hold many blobs among bytes that are none of theirs."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np

Ring = Sequence[tuple[float, float]]

SQUARE: Ring = [(122.0, 37.0), (122.01, 37.0), (122.01, 37.01), (122.0, 37.01), (122.0, 37.0)]
HOLE: Ring = [(122.002, 37.002), (122.002, 37.004), (122.004, 37.004), (122.004, 37.002), (122.002, 37.002)]
TRIANGLE: Ring = [(122.0, 37.0), (122.01, 37.002), (122.004, 37.01), (122.0, 37.0)]


def moved(ring: Ring, east: float = 0.0, north: float = 0.0) -> Ring:
    return [(x + east, y + north) for x, y in ring]


def type_code(base: int, dims: str, ewkb: bool, srid: int | None) -> int:
    if ewkb:
        code = base | (0x80000000 if "Z" in dims else 0) | (0x40000000 if "M" in dims else 0)
    else:
        code = base + 1000 * {"": 0, "Z": 1, "M": 2, "ZM": 3}[dims]
    return code | (0x20000000 if srid is not None else 0)


def polygon(
    rings: Sequence[Ring], dims: str = "", ewkb: bool = False, srid: int | None = None, order: str = "<"
) -> bytes:
    out = bytearray(struct.pack(order + "BI", order == "<", type_code(3, dims, ewkb, srid)))
    if srid is not None:
        out += struct.pack(order + "I", srid)
    out += struct.pack(order + "I", len(rings))
    # Z and M that would show at once if they were taken for x or y.
    rest = (1e6, float("nan"))[: len(dims)]
    for ring in rings:
        out += struct.pack(order + "I", len(ring))
        for x, y in ring:
            out += struct.pack(f"{order}{2 + len(rest)}d", x, y, *rest)
    return bytes(out)


def multipolygon(
    parts: Sequence[Sequence[Ring]],
    dims: str = "",
    ewkb: bool = False,
    srid: int | None = None,
    order: str = "<",
) -> bytes:
    out = struct.pack(order + "BI", order == "<", type_code(6, dims, ewkb, srid))
    if srid is not None:
        out += struct.pack(order + "I", srid)
    out += struct.pack(order + "I", len(parts))
    return out + b"".join(polygon(part, dims, ewkb, None, order) for part in parts)


def gpkg(wkb: bytes, envelope: int = 1, empty: bool = False, extended: bool = False) -> bytes:
    flags = 1 | envelope << 1 | empty << 4 | extended << 5
    size = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}.get(envelope, 0)
    return b"GP" + struct.pack("<BBi", 0, flags, 4490) + b"\x07" * size + wkb


def buffer(
    blobs: Sequence[bytes | None], filler: bytes = b"\xff"
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Data, starts and ends; None is a NULL geometry; ``filler`` lies before, between and after the blobs."""
    data, starts, ends = bytearray(filler * 3), [], []
    for blob in blobs:
        starts.append(len(data))
        data += blob or b""
        ends.append(len(data))
        data += filler * 5
    return np.frombuffer(bytes(data), dtype=np.uint8), np.array(starts), np.array(ends)
