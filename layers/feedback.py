# SPDX-License-Identifier: GPL-2.0-or-later
"""QgsFeedback as the progress that ``core`` knows."""

from __future__ import annotations

from qgis.core import QgsFeedback

from ..core.progress import Cancelled


class FeedbackProgress:
    """Reports to a QgsFeedback (of a task or an algorithm) and raises when it was cancelled.

    Args:
        feedback: listener; it must outlive this object.
    """

    def __init__(self, feedback: QgsFeedback) -> None:
        self._feedback = feedback

    def report(self, percent: float) -> None:
        """Show the progress."""
        self._feedback.setProgress(percent)

    def raise_if_cancelled(self) -> None:
        """Raise ``Cancelled`` once the user pressed cancel."""
        if self._feedback.isCanceled():
            raise Cancelled
