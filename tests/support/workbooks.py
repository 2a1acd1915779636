# SPDX-License-Identifier: GPL-2.0-or-later
"""Workbooks made by hand: XLSX part by part, ODS through GDAL."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from osgeo import ogr

from tanheng.core.cells import column_letter

Rows = Sequence[Sequence[str]]
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _cell(text: str, row: int, column: int) -> str:
    if not text:
        return ""
    place = f"{column_letter(column)}{row + 1}"
    try:
        float(text)
    except ValueError:
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
    return f'<c r="{place}"><v>{text}</v></c>'


def sheet_xml(rows: Rows, merged: Sequence[str] = ()) -> str:
    """One worksheet; empty cells and rows are left out, as office programs do."""
    body = "".join(
        f'<row r="{r + 1}">{"".join(_cell(t, r, c) for c, t in enumerate(row))}</row>'
        for r, row in enumerate(rows)
        if any(row)
    )
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    merges = f'<mergeCells count="{len(merged)}">{merges}</mergeCells>' if merged else ""
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData>{merges}</worksheet>'


def write_xlsx(path: Path, sheets: Mapping[str, Rows], merged: Sequence[str] = ()) -> Path:
    """A workbook of sheets of cells; ``merged`` holds for each of them."""
    numbered = list(enumerate(sheets, 1))
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{_REL}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i, _ in numbered
    )
    listed = "".join(f'<sheet name={quoteattr(name)} sheetId="{i}" r:id="rId{i}"/>' for i, name in numbered)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{kind}.worksheet+xml"/>'
        for i, _ in numbered
    )
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        for i, name in numbered:
            archive.writestr(f"xl/worksheets/sheet{i}.xml", sheet_xml(sheets[name], merged))
    return path


def write_ods(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """An ODS workbook of sheets of cells, every cell a text."""
    target = ogr.GetDriverByName("ODS").CreateDataSource(str(path))
    for name, rows in sheets.items():
        layer = target.CreateLayer(name)
        # The driver writes the names of the fields as the first row.
        for c, text in enumerate(rows[0]):
            layer.CreateField(ogr.FieldDefn(text or f"_{c}", ogr.OFTString))
        for row in rows[1:]:
            feature = ogr.Feature(layer.GetLayerDefn())
            for c, text in enumerate(row):
                if text:
                    feature.SetField(c, text)
            layer.CreateFeature(feature)
    target = None
    return path
