"""Fonts for Chinese, Japanese and Korean, which are too large to come along with every installation.

First the extra package with them, then TrueType fonts of the system, found by fontconfig where it is there and in the
common folders elsewhere. A font that forbids embedding (bit 1 of OS/2 fsType, OpenType 1.9) is left alone, and so is
one with PostScript outlines, whose glyphs could not stand for several texts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import uharfbuzz as _untyped

hb: Any = _untyped

RESTRICTED = 0x0002
"""OS/2 fsType bit: must not be embedded."""

_NAMES = (
    "msyh.ttc", "simsun.ttc", "meiryo.ttc", "YuGothR.ttc", "malgun.ttf",  # Windows
    "Arial Unicode.ttf", "STHeiti Light.ttc", "AppleGothic.ttf",  # macOS
    "wqy-zenhei.ttc", "wqy-microhei.ttc", "DroidSansFallbackFull.ttf", "DroidSansFallback.ttf", "NanumGothic.ttf",
    "fonts-japanese-gothic.ttf", "unfonts-core/UnDotum.ttf",
)  # fmt: skip


class SystemFont(NamedTuple):
    """A font file and which of the fonts in it."""

    path: Path
    number: int = 0


@cache
def cjk_fonts() -> tuple[SystemFont, ...]:
    """Usable fonts for Chinese, Japanese and Korean, best first; often none or one."""
    found = dict.fromkeys([*_extra(), *_by_fontconfig(), *_in_folders()])
    return tuple(font for font in found if _usable(font))


def _extra() -> Iterator[SystemFont]:
    spec = find_spec("justmytype_intl_cjk")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        yield from (SystemFont(path) for path in sorted(Path(folder).rglob("*.ttf")))


def _by_fontconfig() -> Iterator[SystemFont]:
    tool = shutil.which("fc-match")
    if tool is None:
        return
    for language in ("zh-cn", "ja", "ko", "zh-tw"):
        try:
            answer = subprocess.run(
                [tool, "--format=%{file}\t%{index}\n", "--sort", f"sans-serif:lang={language}:fontformat=TrueType"],
                capture_output=True, text=True, timeout=5, check=True,
            ).stdout  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            return
        for line in answer.splitlines()[:4]:
            path, _, index = line.partition("\t")
            # Named instances of a variable font stand in the upper half of the index.
            yield SystemFont(Path(path), int(index or 0) & 0xFFFF)


def _in_folders() -> Iterator[SystemFont]:
    folders = [
        Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
        Path("/System/Library/Fonts"),
        Path("/System/Library/Fonts/Supplemental"),
        Path("/Library/Fonts"),
        *(Path("/usr/share/fonts/truetype") / name for name in ("", "wqy", "droid", "nanum")),
    ]
    for name in _NAMES:
        yield from (SystemFont(folder / name) for folder in folders if (folder / name).is_file())


def _usable(font: SystemFont) -> bool:
    try:
        face = hb.Face(hb.Blob.from_file_path(str(font.path)), font.number)
        os2 = bytes(face.reference_table("OS/2").data)
        tables, covered = set(face.table_tags), face.unicodes
    except (OSError, ValueError, RuntimeError, hb.HarfBuzzError):
        return False
    allowed = len(os2) < 10 or not int.from_bytes(os2[8:10], "big") & RESTRICTED
    speaks = any(ord(sample) in covered for sample in "中の한")
    return allowed and speaks and "glyf" in tables
