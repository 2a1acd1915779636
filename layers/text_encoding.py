# SPDX-License-Identifier: GPL-2.0-or-later
"""Text encoding of Shapefiles: GBK without a .cpg file is the rule in survey offices, UTF-8 without one occurs."""

from __future__ import annotations

import struct
from pathlib import Path

from qgis.core import QgsProviderRegistry, QgsVectorLayer

from ..core.problems import Problem, problem
from ..core.study import ENCODING_AUTO

#: Bytes of the attribute file that are looked at.
_SAMPLE_BYTES = 4_000_000
_GBK = "GBK"
_UTF8 = "UTF-8"


def in_encoding(layer: QgsVectorLayer, encoding: str) -> tuple[QgsVectorLayer, list[Problem]]:
    """The layer read in an encoding.

    Args:
        layer: any layer; only Shapefiles can be told their encoding.
        encoding: name of the encoding, or ``auto``: a .cpg file is believed, else the attribute file's bytes decide.

    Returns:
        The layer itself, or an independent copy with filter and selection that reads in the other encoding; and
        ``encoding_guessed`` where the bytes decided against what QGIS takes.
    """
    path = _shapefile(layer)
    if path is None:
        return layer, []
    problems: list[Problem] = []
    wanted = encoding
    if encoding.lower() == ENCODING_AUTO:
        if any(path.with_suffix(suffix).exists() for suffix in (".cpg", ".CPG")):
            return layer, []
        wanted = guess_dbf_encoding(path.with_suffix(".dbf")) or ""
        if not wanted or _same(wanted, layer.dataProvider().encoding()):
            return layer, []
        problems.append(problem("encoding_guessed", field=path.name, value=wanted))
    if _same(wanted, layer.dataProvider().encoding()):
        return layer, problems
    copy = QgsVectorLayer(layer.source(), layer.name(), "ogr")
    copy.setProviderEncoding(wanted)
    copy.setCrs(layer.crs())
    if layer.subsetString():
        copy.setSubsetString(layer.subsetString())
    copy.selectByIds(layer.selectedFeatureIds())
    return copy, problems


def _shapefile(layer: QgsVectorLayer) -> Path | None:
    if layer.providerType() != "ogr" or layer.dataProvider().storageType() != "ESRI Shapefile":
        return None
    path = Path(QgsProviderRegistry.instance().decodeUri("ogr", layer.source()).get("path") or "")
    return path if path.suffix.lower() == ".shp" and not layer.isEditable() else None


def _same(one: str, other: str) -> bool:
    plain = {"CP936": "GBK", "GB18030": "GBK", "GB2312": "GBK", "UTF8": "UTF-8"}
    return plain.get(one.upper(), one.upper()) == plain.get(other.upper(), other.upper())


def guess_dbf_encoding(path: Path) -> str | None:
    """Encoding of a dBASE file's names and text cells, from their bytes.

    Cells are judged one by one, since a cut-off character at a cell's end must not spoil the rest.

    Returns:
        ``UTF-8`` or ``GBK``; None where all is ASCII, where neither fits, or where the file cannot be read.
    """
    try:
        with open(path, "rb") as handle:
            data = handle.read(_SAMPLE_BYTES)
    except OSError:
        return None
    if len(data) < 33:
        return None
    header_length, record_length = struct.unpack_from("<HH", data, 8)
    cells, spans, offset = [], [], 1
    for start in range(32, max(header_length - 1, 32), 32):
        descriptor = data[start : start + 32]
        if len(descriptor) < 32 or descriptor[0] == 0x0D:
            break
        cells.append(descriptor[:11].split(b"\0")[0])
        if descriptor[11:12] == b"C":
            spans.append((offset, offset + descriptor[16]))
        offset += descriptor[16]
    if record_length > 0:
        for record in range(header_length, len(data) - record_length + 1, record_length):
            cells += [data[record + a : record + b].rstrip(b" \0") for a, b in spans]
    foreign = {cell for cell in cells if not cell.isascii()}
    if not foreign:
        return None
    if all(_decodes(cell, "utf-8") for cell in foreign):
        return _UTF8
    fitting = sum(_decodes(cell, "gb18030") for cell in foreign)
    return _GBK if fitting >= 0.9 * len(foreign) else None


def _decodes(cell: bytes, encoding: str) -> bool:
    try:
        cell.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
