# SPDX-License-Identifier: GPL-2.0-or-later
"""Class names in the wrong encoding are told from good ones."""

from __future__ import annotations

import pytest
from land_samples import codes_of, columns

from tanheng.core.class_binding import garbled_names
from tanheng.core.garbled_text import looks_garbled
from tanheng.core.land_classes import SCHEME_IDS, load_scheme

NAMES = sorted({c.name_zh for scheme in SCHEME_IDS for c in load_scheme(scheme).classes.values()})
ENGLISH = sorted({c.name_en for scheme in SCHEME_IDS for c in load_scheme(scheme).classes.values()})


def test_no_class_name_looks_garbled():
    assert [
        name for name in NAMES + ENGLISH + ["", "forêt", "可调整果园 0201K", "Wüste"] if looks_garbled(name)
    ] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_class_name_in_the_wrong_encoding_does(name):
    assert looks_garbled(name.encode("gbk").decode("latin-1"))
    assert looks_garbled(name.encode("gbk").decode("utf-8", "replace"))
    as_gbk = name.encode("utf-8").decode("gbk", "replace")
    # Of an odd number of bytes the last cannot be read, and shows as a replacement character.
    assert looks_garbled(as_gbk)


def test_a_layer_is_garbled_where_most_of_its_names_are():
    good, bad = ["水田", "旱地", "果园", None, ""], ["Ë®Ìï", "ºµµØ"]
    (found,) = garbled_names(columns(["0101"] * 3, name=[*bad, "水田"]), "DLMC")
    assert (found.code, found.field, found.value, found.polygons) == ("names_garbled", "DLMC", "Ë®Ìï", 2)
    assert garbled_names(columns(["0101"] * 6, name=[*good, "Ë®Ìï"]), "DLMC") == []
    assert garbled_names(columns(["0101"] * 2), "") == []
    assert codes_of(garbled_names(columns(["0101", "x"], name=["姘寸敯", None]), "DLMC")) == ["names_garbled"]
