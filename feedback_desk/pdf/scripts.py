"""Which script a character belongs to, and which bundled font speaks it.

One small table instead of the whole Unicode database: it names the scripts that shaping or font choice must tell
apart. Everything else (digits, punctuation, symbols, emoji) belongs to whatever stands around it.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple


class Script(NamedTuple):
    """A script's ISO 15924 code and the font that has its letters where the text faces have none."""

    code: str
    font: str = ""
    """Stem of a bundled Noto font, `arabic` or `cjk`; empty where the text faces themselves have it."""


_LATIN = Script("Latn")
_GREEK = Script("Grek")
_CYRILLIC = Script("Cyrl")
_HEBREW = Script("Hebr", "NotoSansHebrew")
_ARABIC = Script("Arab", "arabic")
_ARMENIAN = Script("Armn", "NotoSansArmenian")
_GEORGIAN = Script("Geor", "NotoSansGeorgian")
_ETHIOPIC = Script("Ethi", "NotoSansEthiopic")
_HAN = Script("Hani", "cjk")
_KANA = Script("Hira", "cjk")
_HANGUL = Script("Hang", "cjk")

# First and last code point (Unicode 16 blocks), in rising order.
_RANGES: tuple[tuple[int, int, Script], ...] = (
    (0x0041, 0x005A, _LATIN),
    (0x0061, 0x007A, _LATIN),
    (0x00AA, 0x00AA, _LATIN),
    (0x00BA, 0x00BA, _LATIN),
    (0x00C0, 0x00D6, _LATIN),
    (0x00D8, 0x00F6, _LATIN),
    (0x00F8, 0x02AF, _LATIN),
    (0x0370, 0x03FF, _GREEK),
    (0x0400, 0x052F, _CYRILLIC),
    (0x0531, 0x058F, _ARMENIAN),
    (0x0591, 0x05F4, _HEBREW),
    (0x0600, 0x06FF, _ARABIC),
    (0x0750, 0x077F, _ARABIC),
    (0x0870, 0x08FF, _ARABIC),
    (0x0900, 0x0963, Script("Deva", "NotoSansDevanagari")),
    (0x0964, 0x0965, Script("", "NotoSansDevanagari")),  # the danda is shared by most Indic scripts
    (0x0966, 0x097F, Script("Deva", "NotoSansDevanagari")),
    (0x0980, 0x09FF, Script("Beng", "NotoSansBengali")),
    (0x0A00, 0x0A7F, Script("Guru", "NotoSansGurmukhi")),
    (0x0A80, 0x0AFF, Script("Gujr", "NotoSansGujarati")),
    (0x0B00, 0x0B7F, Script("Orya", "NotoSansOriya")),
    (0x0B80, 0x0BFF, Script("Taml", "NotoSansTamil")),
    (0x0C00, 0x0C7F, Script("Telu", "NotoSansTelugu")),
    (0x0C80, 0x0CFF, Script("Knda", "NotoSansKannada")),
    (0x0D00, 0x0D7F, Script("Mlym", "NotoSansMalayalam")),
    (0x0D80, 0x0DFF, Script("Sinh", "NotoSansSinhala")),
    (0x0E00, 0x0E7F, Script("Thai", "NotoSansThai")),
    (0x0E80, 0x0EFF, Script("Laoo", "NotoSansLao")),
    (0x1000, 0x109F, Script("Mymr", "NotoSansMyanmar")),
    (0x10A0, 0x10FF, _GEORGIAN),
    (0x1100, 0x11FF, _HANGUL),
    (0x1200, 0x139F, _ETHIOPIC),
    (0x1780, 0x17FF, Script("Khmr", "NotoSansKhmer")),
    (0x19E0, 0x19FF, Script("Khmr", "NotoSansKhmer")),
    (0x1C80, 0x1C8F, _CYRILLIC),
    (0x1C90, 0x1CBF, _GEORGIAN),
    (0x1CD0, 0x1CFF, Script("", "NotoSansDevanagari")),
    (0x1D00, 0x1DBF, _LATIN),
    (0x1E00, 0x1EFF, _LATIN),
    (0x1F00, 0x1FFF, _GREEK),
    (0x2190, 0x27BF, Script("", "NotoSansSymbols")),
    (0x2900, 0x2BFF, Script("", "NotoSansSymbols")),
    (0x2C60, 0x2C7F, _LATIN),
    (0x2D00, 0x2D2F, _GEORGIAN),
    (0x2D80, 0x2DDF, _ETHIOPIC),
    (0x2DE0, 0x2DFF, _CYRILLIC),
    (0x2E80, 0x2FDF, _HAN),
    (0x3000, 0x3004, Script("", "cjk")),
    (0x3005, 0x3007, _HAN),
    (0x3008, 0x303F, Script("", "cjk")),
    (0x3040, 0x30FF, _KANA),
    (0x3100, 0x312F, Script("Bopo", "cjk")),
    (0x3130, 0x318F, _HANGUL),
    (0x3190, 0x31EF, _HAN),
    (0x31F0, 0x31FF, _KANA),
    (0x3200, 0x33FF, Script("", "cjk")),
    (0x3400, 0x9FFF, _HAN),
    (0xA640, 0xA69F, _CYRILLIC),
    (0xA720, 0xA7FF, _LATIN),
    (0xA8E0, 0xA8FF, Script("Deva", "NotoSansDevanagari")),
    (0xAB00, 0xAB2F, _ETHIOPIC),
    (0xAB30, 0xAB6F, _LATIN),
    (0xA960, 0xA97F, _HANGUL),
    (0xAC00, 0xD7FF, _HANGUL),
    (0xF900, 0xFAFF, _HAN),
    (0xFB00, 0xFB06, _LATIN),
    (0xFB13, 0xFB17, _ARMENIAN),
    (0xFB1D, 0xFB4F, _HEBREW),
    (0xFB50, 0xFDFF, _ARABIC),
    (0xFE30, 0xFE4F, Script("", "cjk")),
    (0xFE70, 0xFEFE, _ARABIC),
    (0xFF00, 0xFF20, Script("", "cjk")),
    (0xFF21, 0xFF3A, _LATIN),
    (0xFF3B, 0xFF40, Script("", "cjk")),
    (0xFF41, 0xFF5A, _LATIN),
    (0xFF5B, 0xFF65, Script("", "cjk")),
    (0xFF66, 0xFF9F, _KANA),
    (0xFFA0, 0xFFDC, _HANGUL),
    (0x1F000, 0x1FAFF, Script("", "NotoEmoji")),
    (0x20000, 0x3FFFF, _HAN),
)
RANGES = tuple(sorted(_RANGES, key=lambda entry: entry[0]))
_STARTS = tuple(entry[0] for entry in RANGES)
_COMMON = Script("")


def script_of(character: str) -> Script:
    """The script of one character; an empty code for what belongs to every script."""
    point = ord(character)
    place = bisect_right(_STARTS, point) - 1
    if place >= 0 and point <= RANGES[place][1]:
        return RANGES[place][2]
    return _COMMON
