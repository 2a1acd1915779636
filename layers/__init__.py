# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS layers, tables and messages on one side, columns for the core on the other."""
