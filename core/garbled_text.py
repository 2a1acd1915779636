# SPDX-License-Identifier: GPL-2.0-or-later
"""Chinese text that was read in the wrong encoding."""

from __future__ import annotations

import re

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
#: Letters and signs that bytes of GBK or UTF-8 become when they are taken for Latin-1.
_LATIN = re.compile(r"[\u0080-\u024f]")


def looks_garbled(text: str) -> bool:
    """Whether a class name was read in the wrong encoding.

    Three signs: a replacement character; accented Latin without any Chinese; Chinese whose GBK bytes are UTF-8
    text (``姘寸敯`` for ``水田``), which by chance hardly ever happens.
    """
    if "\ufffd" in text:
        return True
    if not _CHINESE.search(text):
        return len(_LATIN.findall(text)) > 1
    try:
        return bool(_CHINESE.search(text.encode("gbk").decode("utf-8")))
    except UnicodeError:
        return False
