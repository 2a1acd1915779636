# SPDX-License-Identifier: GPL-2.0-or-later
"""Workbooks and text files as cells, and files that only look like workbooks."""

from __future__ import annotations

import zipfile

import pytest
from osgeo import gdal
from workbooks import sheet_xml, write_ods, write_xlsx

from tanheng.core.problems import RefusedInput
from tanheng.layers.cell_grids import read_cell_grids

ROWS = [
    ["表 1", "", ""],
    ["", "", ""],
    ["项目", "原煤", "焦炭"],
    ["", "", "1234.5678901234"],
    ["工业", "007", "-"],
]


def refused(path) -> str:
    with pytest.raises(RefusedInput) as caught:
        read_cell_grids(path)
    (found,) = caught.value.problems
    assert found.field == path.name
    return found.code


def test_xlsx_keeps_places_numbers_and_sheets(tmp_path):
    path = write_xlsx(
        tmp_path / "能源 平衡.xlsx", {"2017年": ROWS, "2018": [["a"], ["b"]]}, ["A1:C1", "A3:A4"]
    )
    first, second = read_cell_grids(path)
    assert (first.name, second.name) == ("2017年", "2018")
    assert [list(row) for row in first.rows[2:4]] == [["项目", "原煤", "焦炭"], ["", "", "1234.5678901234"]]
    # a merged cell stands once, at its corner; an empty row keeps its place
    assert first.rows[0] == ("表 1", "", "") and first.rows[1] == ("", "", "")
    assert first.rows[4][0] == "工业" and first.rows[4][2] == "-"
    assert second.rows == (("a",), ("b",))


def test_a_table_that_starts_lower_and_further_right_keeps_its_place(tmp_path):
    path = write_xlsx(tmp_path / "low.xlsx", {"s": [["", "", ""], ["", "", ""], ["", "", "x"]]})
    assert read_cell_grids(path)[0].rows == (("", "", ""), ("", "", ""), ("", "", "x"))


def test_ods(tmp_path):
    (found,) = read_cell_grids(write_ods(tmp_path / "t.ods", {"表": ROWS}))
    assert found.name == "表" and found.rows[2] == ("项目", "原煤", "焦炭")
    assert float(found.rows[3][2]) == 1234.5678901234 and found.rows[4][2] == "-"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_text_in_every_encoding(tmp_path, encoding):
    path = tmp_path / "t.csv"
    path.write_bytes("标题\n项目,原煤,焦炭\n工业,1,\n".encode(encoding))
    (found,) = read_cell_grids(path)
    assert found.rows == (("标题", "", ""), ("项目", "原煤", "焦炭"), ("工业", "1", ""))


def test_settings_of_gdal_are_put_back(tmp_path):
    gdal.SetThreadLocalConfigOption("OGR_XLSX_HEADERS", "FORCE")
    try:
        read_cell_grids(write_xlsx(tmp_path / "t.xlsx", {"s": ROWS}))
        assert gdal.GetThreadLocalConfigOption("OGR_XLSX_HEADERS") == "FORCE"
        assert gdal.GetThreadLocalConfigOption("OGR_ODS_HEADERS") is None
    finally:
        gdal.SetThreadLocalConfigOption("OGR_XLSX_HEADERS", None)


@pytest.mark.parametrize("content", [b"", b"sector,t_co2e\n", b"PK\x03\x04 broken", "项目".encode("gbk")])
@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_what_is_no_workbook(tmp_path, suffix, content):
    path = tmp_path / f"t.{suffix}"
    path.write_bytes(content)
    assert refused(path) == "workbook_invalid"


def test_a_container_of_something_else(tmp_path):
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refused(path) == "workbook_invalid"


def test_a_damaged_sheet(tmp_path):
    path = write_xlsx(tmp_path / "t.xlsx", {"s": ROWS})
    raw = bytearray(path.read_bytes())
    at = raw.find(b"xl/worksheets/sheet1.xml") + 40
    raw[at : at + 40] = b"\xff" * 40
    path.write_bytes(bytes(raw))
    assert refused(path) == "workbook_invalid"


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    path = write_xlsx(tmp_path / "t.xlsx", {"s": ROWS})
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/styles.xml", "w") as part,
    ):
        for _ in range(40):
            part.write(b"\0" * 1_000_000)
    assert refused(path) == "workbook_too_large"


def test_a_cell_far_out_is_not_laid_out(tmp_path):
    path = write_xlsx(tmp_path / "t.xlsx", {"s": ROWS})
    far = sheet_xml(ROWS).replace('r="C5"', 'r="XFD1048576"').replace('<row r="5"', '<row r="1048576"')
    moved = tmp_path / "far.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(moved, "w") as new:
        for name in old.namelist():
            new.writestr(name, far if "sheet1" in name else old.read(name))
    assert refused(moved) == "workbook_too_many_cells"


def test_other_kinds_missing_files_and_open_quotes(tmp_path):
    (tmp_path / "t.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    assert refused(tmp_path / "t.xls") == "workbook_kind_unknown"
    assert refused(tmp_path / "none.xlsx") == "workbook_invalid"
    assert refused(tmp_path / "none.csv") == "table_unreadable"
    (tmp_path / "nul.csv").write_bytes(b"a,b\n\0,1\n")
    assert refused(tmp_path / "nul.csv") == "table_unreadable"
