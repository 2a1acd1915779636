# SPDX-License-Identifier: GPL-2.0-or-later
"""Symbology of the result layers."""
