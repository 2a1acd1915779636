# SPDX-License-Identifier: GPL-2.0-or-later
"""Published areas against the layer's, class by class."""

from __future__ import annotations

import pytest
from land_samples import codes_of, table

from tanheng.core.land_classes import load_scheme
from tanheng.core.official_areas import compare_areas, parse_official_areas
from tanheng.core.resource_tables import read_table

SANDIAO = load_scheme("sandiao")
NEW = load_scheme("ydyh2023")

LAYER = [
    ("0101", 100.0),
    ("0103", 50.0),
    ("0201", 30.0),
    ("0303", 4.0),
    ("1105", 16.0),
    ("0601", 7.0),
    ("1203", 1.0),
]


@pytest.mark.parametrize(
    "key, area_ha",
    [
        ("01", 150.0),
        ("耕地", 150.0),
        (" 耕地\u3000", 150.0),
        ("Cropland", 150.0),
        ("0103", 50.0),
        ("旱地", 50.0),
        ("园地", 30.0),
        ("种植园用地", 30.0),
        ("湿地", 20.0),  # 0303 + 1105
        ("00", 20.0),
        ("城镇村及工矿用地", 7.0),
        ("交通运输用地", 0.0),
        ("田坎", 1.0),
    ],
)
def test_what_a_published_class_covers(key, area_ha):
    (found,) = compare_areas({key: area_ha}, LAYER, SANDIAO)
    assert (found.code, found.value, found.area_ha) == ("official_area_agrees", key, pytest.approx(area_ha))


@pytest.mark.parametrize(
    "published, code, percent",
    [
        (150.0, "official_area_agrees", "+0.00"),
        (151.0, "official_area_agrees", "-0.66"),
        (149.0, "official_area_agrees", "+0.67"),
        (152.0, "official_area_differs", "-1.32"),
        (148.0, "official_area_differs", "+1.35"),
        (0.0, "official_area_differs", ""),
        (1_500_000.0, "official_area_differs", "-99.99"),
    ],
)
def test_above_one_percent_it_differs(published, code, percent):
    (found,) = compare_areas({"01": published}, LAYER, SANDIAO)
    assert (found.code, found.area_ha) == (code, 150.0)
    assert dict(found.params) == {"published": f"{published:,.2f}", "percent": percent}


def test_a_class_that_the_layer_lacks_differs():
    assert codes_of(compare_areas({"草地": 9.0}, LAYER, SANDIAO)) == ["official_area_differs"]


def test_an_unknown_class_is_reported_with_its_area():
    (found,) = compare_areas({"月球": 12.0}, LAYER, SANDIAO)
    assert (found.code, found.value, found.area_ha) == ("official_class_unknown", "月球", 12.0)


def test_the_scheme_of_the_layer_gives_codes_their_meaning():
    layer = [("0303", 4.0), ("0507", 6.0)]
    shrub, mangrove = compare_areas({"0303": 4.0, "红树林地": 6.0}, layer, NEW)
    assert codes_of([shrub, mangrove]) == ["official_area_agrees"] * 2
    (wetland,) = compare_areas({"湿地": 6.0}, layer, NEW)  # 05 there
    assert wetland.code == "official_area_agrees"


def test_the_published_areas_of_weihai_have_members():
    official = {row["class"]: float(row["area_ha"]) for row in read_table("weihai_areas")}
    found = compare_areas(official, LAYER, SANDIAO)
    assert "official_class_unknown" not in codes_of(found) and len(found) == len(official) == 8


def test_reading_the_table():
    areas, problems = parse_official_areas(
        table("class,area_ha\n耕地,\u300016 429.33\n01,5\n耕地,7\n,3\n草地,x\n林地,-1")
    )
    assert areas == {"耕地": 16429.33, "01": 5.0}
    assert codes_of(problems) == [
        "table_duplicate_key",
        "table_blank_key",
        "table_not_a_number",
        "table_value_negative",
    ]
    assert codes_of(parse_official_areas(table("class,ha\n01,5"))[1]) == ["table_missing_column"]
