# SPDX-License-Identifier: GPL-2.0-or-later
"""What a long computation reports to, without knowing who listens."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):
    """The user cancelled; whoever holds a half-written result removes it."""


class Progress(Protocol):
    """Receives progress in percent (0 to 100) and says whether to stop."""

    def report(self, percent: float) -> None:
        """Show how far the work is."""

    def raise_if_cancelled(self) -> None:
        """Raise ``Cancelled`` when the user asked to stop."""


class SilentProgress:
    """A listener that shows nothing and never cancels."""

    def report(self, percent: float) -> None:
        """Ignore the progress."""

    def raise_if_cancelled(self) -> None:
        """Never raise."""


class ProgressPart:
    """Maps the 0–100 of one step onto a part of the whole.

    Args:
        whole: the listener of the whole work.
        start: percent of the whole at which the step starts.
        end: percent of the whole at which it ends.
    """

    def __init__(self, whole: Progress, start: float, end: float) -> None:
        self._whole = whole
        self._start = start
        self._span = end - start

    def report(self, percent: float) -> None:
        """Report the step's own percentage."""
        self._whole.report(self._start + self._span * percent / 100.0)

    def raise_if_cancelled(self) -> None:
        """Pass the whole's cancellation on."""
        self._whole.raise_if_cancelled()
