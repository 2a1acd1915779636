# SPDX-License-Identifier: GPL-2.0-or-later
"""A small energy balance whose emissions can be worked out by hand, and ways to spoil it."""

from __future__ import annotations

import csv
import io

from tanheng.core.cells import CellSheet

#: Several header rows with merged cells, a units row, numbering, dashes, a part row and a footnote.
SMALL = """\
某市能源平衡表（实物量）2017年,,,,,,,,
,,,,,,,,
项  目,煤合计,,焦炭,高炉煤气,汽油,天然气,热力,电力
,,原煤,,,,,,
,万吨,,万吨,亿立方米,万吨,亿立方米,万百万千焦,亿千瓦小时
一、可供本地区消费的能源量,205,205,36,,5,2,,5
1.年初库存量,10,10,,,,,,
2.一次能源生产量,-,-,—,,,,,
3.外省（区、市）调入量,200,200,36,,5,2,,6
4.本省（区、市）调出量（－）,,,,,,,,-1
5.年末库存量（－）,-5,-5,,,,,,
二、加工转换投入（－）产出（＋）量,-150,-150,,-2,,,100,40
1.火力发电,-100,-100,,-2,,,,40
2.供热,-50,-50,,,,,100,
四、终端消费量,55,55,36,8,5,2,100,45
（一）第一产业 1.农、林、牧、渔业,1,1,,,,,,
（二）第二产业,50,50,36,8,1,1,60,30
1.工 业,50,50,36,8,1,1,60,30
# 用作原料、材料,5,5,,,,,,
2.建筑业,,,,,,,,
（三）第三产业,2,2,,,3,0.5,,10
1.交通运输、仓储和邮政业,,,,,2,0.5,,2
2.批发、零售业和住宿、餐饮业,1,1,,,,,,3
3.其他,1,1,,,1,,,5
（四）生活消费,2,2,,,1,0.5,40,5
1.城镇,1,1,,,1,0.5,40,3
2.乡村,1,1,,,,,,2
六、消费量合计,205,205,36,10,5,2,,45
注：本表数据为初步核实数。,,,,,,,,
"""

#: Sectors by fuels in the shape of the provincial tables of CEADs.
CEADS = """\
,Raw Coal,Coke,Diesel Oil,Scope 2 Heat,Process,Scope 1 Total
,Mt CO2,Mt CO2,Mt CO2,Mt CO2,Mt CO2,Mt CO2
,,,,,,
Total Consumption,6,2,1,0,0.5,9.5
Coal Mining and Dressing    ,1,0,0,0,0,1
Nonmetal Mineral Products,0,1,0,0,0.5,1.5
Smelting and Pressing of Ferrous Metals,0,1,0,0,0,1
"Production and Supply of Electric Power, Steam and Hot Water   ",5,0,0,0,0,5
"Transportation, Storage, Post and Telecommunication Services    ",0,0,1,0,0,1
"""


def sheet(text: str = SMALL, name: str = "2017") -> CellSheet:
    """A sheet from CSV text."""
    rows = list(csv.reader(io.StringIO(text)))
    width = max(map(len, rows))
    return CellSheet(name, tuple((*row, *[""] * (width - len(row))) for row in rows))


def changed(old: str, new: str, text: str = SMALL) -> str:
    """The table with one place changed."""
    assert text.count(old) == 1, old
    return text.replace(old, new)
