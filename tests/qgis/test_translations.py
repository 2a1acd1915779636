# SPDX-License-Identifier: GPL-2.0-or-later
"""The compiled catalogue holds what the .ts says, and QGIS's names for Simplified Chinese find it."""

from __future__ import annotations

import pytest
from package_root import ROOT
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator
from update_strings import QM, read_translations

from tanheng.layers import i18n


@pytest.fixture
def chinese_locale(monkeypatch):
    def use(code):
        monkeypatch.setattr(i18n, "locale_code", lambda: code)

    return use


@pytest.fixture
def installed():
    """Removes what a test installs: a translator left behind would turn later tests Chinese."""
    translators = []
    yield translators
    for translator in translators:
        QCoreApplication.removeTranslator(translator)


def test_compiled_catalogue_is_up_to_date(qgis_app, installed):
    translator = QTranslator()
    assert translator.load(str(QM))
    QCoreApplication.installTranslator(translator)
    installed.append(translator)
    # An unfinished text stays English; that there is none is tested in tests/unit.
    expected = {source: target or source for source, target in read_translations().items()}
    assert {s: i18n.tr(s) for s in expected} == expected


@pytest.mark.parametrize("code", ["zh-Hans", "zh_Hans", "zh_CN", "zh-CN", "zh", "zh_CN.UTF-8", "zh_Hans_CN"])
def test_chinese_is_installed(qgis_app, chinese_locale, installed, code):
    chinese_locale(code)
    translator = i18n.install_translator(ROOT)
    assert translator is not None
    installed.append(translator)
    assert i18n.tr("Show in Toolbox") == "在工具箱中显示"


@pytest.mark.parametrize("code", ["en", "en_US", "C", "de", "zh_TW", "zh-Hant", ""])
def test_other_languages_stay_english(qgis_app, chinese_locale, code):
    chinese_locale(code)
    assert i18n.install_translator(ROOT) is None
    assert i18n.tr("Show in Toolbox") == "Show in Toolbox"


def test_a_folder_without_catalogue_is_no_error(qgis_app, chinese_locale, tmp_path):
    chinese_locale("zh-Hans")
    assert i18n.install_translator(tmp_path) is None


def test_locale_code_is_qgis_own(qgis_app, monkeypatch):
    before = QLocale()
    try:
        QLocale.setDefault(QLocale("zh_CN"))
        assert i18n.catalogue_for(i18n.locale_code()) == "zh_CN"
    finally:
        QLocale.setDefault(before)
