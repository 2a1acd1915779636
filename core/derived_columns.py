# SPDX-License-Identifier: GPL-2.0-or-later
"""Computed columns of a layer, given out slice by slice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class DerivedColumns:
    """Columns that a run adds to a layer.

    Attributes:
        names: column names in order.
        texts: those of ``names`` that hold text; the others hold doubles.
        fid: int64[polygons] feature ids in reading order.
        derive: from the first and one past the last polygon to a list of plain values (None for NULL) per name.
    """

    names: tuple[str, ...]
    texts: tuple[str, ...]
    fid: np.ndarray
    derive: Callable[[int, int], dict[str, list]]
