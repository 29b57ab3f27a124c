"""The faces a letter is set in: bundled variable fonts, pinned to a weight, and what stands in for missing letters.

A `Face` is one font file at one design position. It shapes text with HarfBuzz and remembers what it shaped, in units of
1/1000 em. Fallback faces are opened only when a character asks for them: opening all of them costs 73 ms.
All bundled fonts are under the SIL Open Font License 1.1. Source Sans 3 defaults to ExtraLight, so the weight is always
pinned.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import uharfbuzz as _untyped

from feedback_desk.pdf.scripts import script_of
from feedback_desk.pdf.system_fonts import SystemFont, cjk_fonts

hb: Any = _untyped

IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
"""Default ignorable characters: they are shaped with what they modify, and no font needs a glyph for them.

Not the fillers of Korean: HarfBuzz draws them as letters, so the font has to have them.
"""

SPACES = " \u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u3000"
"""Spaces that hang past the margin at the end of a line."""

_KEPT_SHAPES = 20_000
"""Shaped words kept for each face, about 500 bytes each; a letter has some hundred."""

_MOST_TOGETHER = 30
"""Characters that one glyph stands for; some readers take no longer text from the map to Unicode."""

_EMOJI_SPACE = 260.0
"""The emoji font's own space is as wide as an emoji, which would tear a sentence apart."""


class Part(NamedTuple):
    """A glyph inside a drawing and where it stands, in font units."""

    glyph: int
    x: int
    y: int


class Ink:
    """What is drawn for one piece of text: a glyph of the face as it is, or several as one. Equal only to itself."""

    __slots__ = ("advance", "parts", "text")

    def __init__(self, parts: tuple[Part, ...], advance: float, text: str) -> None:
        self.parts = parts
        self.advance = advance
        """How far it moves the pen by itself, in 1/1000 em."""
        self.text = text


class Shaped:
    """Text as shaped in one face and direction; equal only to itself. Widths are in 1/1000 em."""

    __slots__ = ("face", "inks", "rtl", "tail", "text", "width")

    def __init__(self, face: Face, text: str, inks: tuple[tuple[Ink, float], ...], rtl: bool) -> None:
        self.face = face
        self.text = text
        self.rtl = rtl
        self.inks = inks
        """From left to right, each with what it moves the pen further than shaping wants it to."""
        self.width = sum(ink.advance - surplus for ink, surplus in inks)
        spaces = 0 if rtl else len(text) - len(text.rstrip(SPACES))
        self.tail = inks[len(inks) - spaces :] if spaces else ()
        """The spaces at the end."""


class Face:
    """A TrueType font file with its variable axes pinned."""

    def __init__(self, path: Path, index: int = 0, **axes: float) -> None:
        self.path = path
        self.source = hb.Face(hb.Blob.from_file_path(str(path)), index)
        has = {axis.tag for axis in self.source.axis_infos}
        self.axes = {tag: value for tag, value in sorted(axes.items()) if tag in has}
        self.variable = bool(has)
        self._font = hb.Font(self.source)
        if self.axes:
            self._font.set_variations(self.axes)
        self.widest_space = math.inf
        self.scale = 1000 / self.source.upem
        # What lies in a private use area means something to this font alone; an archive can't say what (PDF/A-2a).
        self.characters = frozenset(c for c in map(chr, self.source.unicodes) if unicodedata.category(c) != "Co")
        self._shapes: dict[tuple[str, str, bool], Shaped] = {}
        self._advances: dict[int, float] = {}
        self._known: dict[tuple[tuple[Part, ...], float, str], Ink] = {}

    @property
    def italic(self) -> bool:
        return "Italic" in self.path.name

    @cached_property
    def name(self) -> str:
        """PostScript name with the pinned axes, as the PDF names the font."""
        plain = re.sub("[^A-Za-z0-9-]", "", self.source.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or "Font")
        return plain + "".join(f"-{tag}{value:g}" for tag, value in self.axes.items())

    @cached_property
    def extents(self) -> tuple[int, int]:
        """Ascender and descender in 1/1000 em."""
        found = self._font.get_font_extents("ltr")
        return round(found.ascender * self.scale), round(found.descender * self.scale)

    def has(self, text: str) -> bool:
        """Whether every character has a glyph here."""
        return self.characters.issuperset(text)

    def advance(self, glyph: int) -> float:
        """The glyph's own width, as the PDF's width array gives it."""
        width = self._advances.get(glyph)
        if width is None:
            width = self._advances[glyph] = round(self._font.get_glyph_h_advance(glyph) * self.scale, 2)
        return width

    def shape(self, text: str, script: str, rtl: bool = False) -> Shaped:
        """Glyphs for text of one script and direction."""
        key = (text, script, rtl)
        shaped = self._shapes.get(key)
        if shaped is None:
            if len(self._shapes) >= _KEPT_SHAPES:
                self._shapes.clear()
                self._known.clear()
            shaped = self._shapes[key] = self._shape(text, script, rtl)
        return shaped

    def _shape(self, text: str, script: str, rtl: bool) -> Shaped:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.script = script
        buffer.language = "und"
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
        hb.shape(self._font, buffer, {})
        scale = self.scale
        groups: list[tuple[int, list[tuple[int, float, float, float]]]] = []
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            advance = place.x_advance * scale
            if text[info.cluster] == " ":
                advance = min(advance, self.widest_space)
            glyph = (info.codepoint, advance, place.x_offset * scale, place.y_offset * scale)
            if groups and groups[-1][0] == info.cluster:
                groups[-1][1].append(glyph)
            else:
                groups.append((info.cluster, [glyph]))
        starts = sorted(start for start, _ in groups)
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        inks: list[tuple[Ink, float]] = []
        for start, glyphs in groups:
            inks += self._inks(text[start : ends[start]], glyphs, rtl)
        return Shaped(self, text, tuple(inks), rtl)

    def _inks(self, text: str, glyphs: list[tuple[int, float, float, float]], rtl: bool) -> Iterator[tuple[Ink, float]]:
        """One cluster's glyphs as one drawing."""
        pen, parts = 0.0, []
        for glyph, advance, x, y in glyphs:
            parts.append(Part(glyph, round((pen + x) / self.scale), round(y / self.scale)))
            pen += advance
        # A glyph as it is keeps its width, and kerning moves the pen. A drawing of our own is as wide as it was
        # shaped: right-to-left kerning shifts the glyph too, and readers take the gap behind it for a space.
        own = self.advance(parts[0].glyph) if parts == [Part(parts[0].glyph, 0, 0)] and pen else max(pen, 0.0)
        # Readers turn right-to-left text around glyph by glyph, so each character needs a glyph of its own.
        together = 1 if rtl else _MOST_TOGETHER
        rest = [(self.ink((), 0.0, text[at : at + together]), 0.0) for at in range(together, len(text), together)]
        if rtl:
            yield from reversed(rest)
        yield self.ink(tuple(parts), own, text[:together]), own - pen
        if not rtl:
            yield from rest

    def ink(self, parts: tuple[Part, ...], advance: float, text: str) -> Ink:
        """The one ink of this face that draws these parts for this text; without parts it draws nothing."""
        key = (parts, advance, text)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Ink(parts, advance, text)
        return found


class Cut(NamedTuple):
    """What a style asks of the fonts: `family` is sans, serif (for names and heads), book (a serif to read) or code."""

    family: str
    weight: int = 400
    italic: bool = False
    han: str = "SC"
    """Which of the Noto faces ideographs stand in: SC, TC, JP or KR."""


def _folder(package: str) -> Path:
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError(f"The font package {package} is not installed.")
    return Path(next(iter(found.submodule_search_locations)))


_OPTICAL_SIZES = {"serif": 24, "book": 11}
"""Points at which the drawing of the serif is made to be seen: small letters are wider and sturdier."""


def text_face(cut: Cut) -> Face:
    """The face a style is set in before any fallback."""
    return _text_face(cut if cut.han == "SC" else cut._replace(han="SC"))


@lru_cache(maxsize=32)
def _text_face(cut: Cut) -> Face:
    slant = "-Italic" if cut.italic else ""
    if cut.family in _OPTICAL_SIZES:
        name, axes = f"SourceSerif4{slant}[opsz,wght].ttf", {"wght": cut.weight, "opsz": _OPTICAL_SIZES[cut.family]}
        return Face(_folder("fontpkg_source_serif_4") / "files" / name, **axes)
    package, stem = {
        "sans": ("fontpkg_source_sans_3", "SourceSans3"),
        "code": ("fontpkg_source_code_pro", "SourceCodePro"),
    }[cut.family]
    return Face(_folder(package) / "files" / f"{stem}{slant}[wght].ttf", wght=cut.weight)


@lru_cache(maxsize=64)
def _bundled(stem: str, bold: bool) -> Face:
    if stem == "code":
        return text_face(Cut("code", 600 if bold else 400))
    if stem == "arabic":
        weight = "SemiBold" if bold else "Regular"
        return Face(_folder("fontpkg_ibm_plex_sans_arabic") / "files" / f"IBMPlexSansArabic-{weight}.ttf")
    face = Face(_folder("manimgx_fonts") / f"{stem}[wght].ttf", wght=600 if bold else 400)
    if stem == "NotoEmoji":
        face.widest_space = _EMOJI_SPACE
    return face


@lru_cache(maxsize=32)
def _cjk(font: SystemFont, bold: bool) -> Face:
    return Face(font.path, font.number, wght=600 if bold else 400)


_AT_HOME = {"Hira": "JP", "Hang": "KR", "Bopo": "TC"}
"""Which of the Noto faces a script is drawn in best."""


_TELLING = re.compile("[\u1100-\u11ff\u3040-\u318f\uac00-\ud7ff]")


def han_of(text: str) -> str:
    """Which of the Noto faces a paragraph's ideographs stand in: that of the kana, hangul or bopomofo among them."""
    found = _TELLING.search(text)
    return _AT_HOME.get(script_of(found[0]).code, "SC") if found else "SC"


def _cjk_faces(script: str, cut: Cut) -> Iterator[Face]:
    home, bold = _AT_HOME.get(script, cut.han), cut.weight >= 600
    fonts = sorted(cjk_fonts(), key=lambda font: home not in font.path.name)
    return (_cjk(font, bold) for font in fonts)


_AS_EMOJI = "\ufe0f"
"""After a sign that is a letter of text faces too, it asks for the emoji (UTS #51)."""
_LAST_RESORT = ("NotoSans", "NotoSansSymbols", "NotoEmoji", "arabic", "NotoSansArabic", "code", "cjk")
"""The code face has boxes and blocks, and the eastern ones, where they are there, have stars and more mathematics."""


@lru_cache(maxsize=8192)
def face_for(text: str, cut: Cut) -> Face | None:
    """The first face that has every character of a grapheme; None when no font has them all."""
    needed = IGNORABLE.sub("", text)
    own = text_face(cut)
    bold = cut.weight >= 600
    if _AS_EMOJI in text and _bundled("NotoEmoji", bold).has(needed):
        return _bundled("NotoEmoji", bold)
    if own.has(needed):
        return own
    stems = dict.fromkeys((*(script_of(character).font for character in needed), *_LAST_RESORT))
    for stem in filter(None, stems):
        for face in _cjk_faces(script_of(needed[0]).code, cut) if stem == "cjk" else (_bundled(stem, bold),):
            if face.has(needed):
                return face
    return None
