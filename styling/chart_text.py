# SPDX-License-Identifier: GPL-2.0-or-later
"""Text for charts: data stays text, long names break into lines, labels keep out of each other's way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_ELLIPSIS = "…"
# Not \s: the no-break space that parts thousands must stay.
_BLANKS = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
# A wide character, a word, or blanks between words.
_PIECES = re.compile(r"[\u2e80-\uffef\U00020000-\U0003ffff]|[^ \u2e80-\uffef\U00020000-\U0003ffff]+| +")


def clean(text: str) -> str:
    """One line without what neither XML nor a font can hold: control characters, lone surrogates."""
    kept = []
    for character in _BLANKS.sub(" ", str(text)):
        category = unicodedata.category(character)
        if category == "Cs" or character in "\ufffe\uffff":
            kept.append("\ufffd")
        elif category not in ("Cc", "Cf"):
            kept.append(character)
    return "".join(kept).strip()


def wrapped(text: str, columns: int, max_lines: int = 4) -> str:
    """Text of at most `max_lines` lines that matplotlib prints as it is; the rest is an ellipsis.

    Args:
        text: a name or sentence from data or translation.
        columns: width of a line; a Chinese character takes two columns, any other one.
        max_lines: 1 or more.
    """
    lines = [""]
    for piece in _PIECES.findall(clean(text)):
        while piece:
            room = columns - columns_of(lines[-1])
            if columns_of(piece.rstrip()) <= room:
                lines[-1] += piece
                break
            if lines[-1].strip():
                lines.append("")
                piece = piece.lstrip()
            else:
                head = piece[:columns]
                lines[-1], piece = head, piece[columns:]
    lines = [line.strip() for line in lines if line.strip()] or [""]
    if len(lines) > max_lines:
        lines = [*lines[: max_lines - 1], lines[max_lines - 1].rstrip("-–, ") + _ELLIPSIS]
    # Between two bare dollar signs matplotlib would read a formula.
    return "\n".join(line.replace("$", r"\$") for line in lines)


def columns_of(text: str) -> int:
    """Width of a line in columns."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Centres of labels along a line, as near to `wanted` as possible without overlap.

    Args:
        wanted: centre of each label.
        sizes: extent of each label, same unit.
        low: where the first label may start.
        high: where the last label may end; it gives way when there is no room.
    """
    order = sorted(range(len(wanted)), key=lambda k: wanted[k])
    centres = [0.0] * len(wanted)
    edge = high
    for k in reversed(order):
        centres[k] = min(wanted[k], edge - sizes[k] / 2)
        edge = centres[k] - sizes[k] / 2
    edge = low
    for k in order:
        centres[k] = max(centres[k], edge + sizes[k] / 2)
        edge = centres[k] + sizes[k] / 2
    return centres
