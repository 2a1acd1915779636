# SPDX-License-Identifier: GPL-2.0-or-later
"""The Chinese catalogue is complete: every string of the sources, nothing else, all translated."""

from __future__ import annotations

import re
import string

import pytest
from update_strings import read_translations, render, source_strings, strings_of


@pytest.fixture(scope="module")
def sources():
    return source_strings()


@pytest.fixture(scope="module")
def translations():
    return read_translations()


def test_the_sources_have_strings(sources):
    assert "Show in Toolbox" in sources


def test_every_source_string_is_in_the_catalogue(sources, translations):
    assert [s for s in sources if s not in translations] == []


def test_no_stale_string_in_the_catalogue(sources, translations):
    assert [s for s in translations if s not in sources] == []


def test_none_is_unfinished_or_empty(translations):
    assert [s for s, t in translations.items() if not t.strip()] == []


def placeholders(text: str) -> list[str]:
    return sorted(
        name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None
    )


def test_placeholders_survive_translation(translations):
    # Literal braces that are no placeholders (regular expressions, JSON) would not be for format() at all.
    wrong = []
    for source, target in translations.items():
        if target and re.search(r"\{\w*(:[^}]*)?\}", source) and placeholders(source) != placeholders(target):
            wrong.append((source, target))
    assert wrong == []


def test_strings_are_found_across_lines_and_in_order(tmp_path):
    module = tmp_path / "m.py"
    module.write_text(
        'def f():\n    return tr(\n        "one "\n        "two"\n    ) + tr("three \\" 三")\n', "utf-8"
    )
    assert strings_of(module) == ["one two", 'three " 三']


def test_an_f_string_is_refused(tmp_path):
    module = tmp_path / "m.py"
    module.write_text('def f(x):\n    return tr(f"{x}")\n', "utf-8")
    with pytest.raises(ValueError, match="m.py:2"):
        strings_of(module)


def test_what_is_written_is_read_back(tmp_path):
    path = tmp_path / "x.ts"
    path.write_text(render({"a < b\nc": ["x.py"], "d": ["y.py"]}, {"a < b\nc": "甲 & 乙"}), "utf-8")
    assert read_translations(path) == {"a < b\nc": "甲 & 乙", "d": ""}
