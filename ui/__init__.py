# SPDX-License-Identifier: GPL-2.0-or-later
"""Widgets. They start algorithms and show results; no arithmetic, no file formats."""
