# SPDX-License-Identifier: GPL-2.0-or-later
"""Translation: the one `tr` of the plugin, the user's locale, and the installed translator."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

# QGIS calls Simplified Chinese zh-Hans; systems say zh_CN. Our file is named after the latter.
_CATALOGUES = {"zh_hans": "zh_CN", "zh_hans_cn": "zh_CN", "zh_cn": "zh_CN", "zh": "zh_CN", "zh_sg": "zh_CN"}


def tr(text: str) -> str:
    """Translate a literal English text. Format values into the result, never into the argument."""
    # pylupdate5 files the strings of a module-level helper under the context "@default".
    return QCoreApplication.translate("@default", text)


def locale_code() -> str:
    """The locale that QGIS shows itself in, as QGIS writes it (`zh-Hans`, `en_US`, ...)."""
    return str(QgsApplication.locale() or "en")


def catalogue_for(locale: str) -> str | None:
    """Name of the catalogue (`zh_CN`) that serves a locale in any common spelling, or None."""
    key = locale.split(".")[0].replace("-", "_").lower()
    return _CATALOGUES.get(key)


def install_translator(plugin_dir: Path | str) -> QTranslator | None:
    """Install the catalogue of the user's locale.

    Args:
        plugin_dir: folder of the plugin, which holds `i18n/`.

    Returns:
        The translator, to be kept alive and removed by the caller; None where English is shown.
    """
    catalogue = catalogue_for(locale_code())
    if catalogue is None:
        return None
    translator = QTranslator()
    if not translator.load(str(Path(plugin_dir) / "i18n" / f"tanheng_{catalogue}.qm")):
        return None
    QCoreApplication.installTranslator(translator)
    return translator


def language() -> str:
    """Language of names taken from tables: `zh` where the Chinese catalogue serves the locale, else `en`."""
    return "zh" if catalogue_for(locale_code()) == "zh_CN" else "en"
