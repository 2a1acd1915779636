# SPDX-License-Identifier: GPL-2.0-or-later
"""The science. Standard library and numpy; no QGIS, Qt or GDAL."""
