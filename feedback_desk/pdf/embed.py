"""A face inside one PDF: which glyphs it uses, and what text each of them stands for.

Every (glyph, text) pair has a character identifier (CID) of its own, so that copying, searching and screen readers get
the original characters even where one glyph stands for several texts; the CIDToGIDMap leads them to the one glyph.
HarfBuzz cuts the font down to the glyphs used and pins the variable axes.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import Any

import uharfbuzz as _untyped

from feedback_desk.pdf.fonts import Face, Ink, Part, Shaped
from feedback_desk.pdf.objects import File, Name, Ref
from feedback_desk.pdf.truetype import Composite, add_composites

hb: Any = _untyped

_DROPPED = ("GSUB", "GPOS", "GDEF", "STAT", "DSIG", "MVAR", "BASE", "kern", "meta", "gasp", "vhea", "vmtx", "VORG",
            "name", "OS/2", "cmap", "post")  # fmt: skip
"""Tables that a font inside a PDF has no use for."""
_Drawing = tuple[tuple[Part, ...], float]
_Use = tuple[tuple[Part, ...], float, str]
_MARK = "\u200e"
_UNSEEN = 0.05
"""A move in 1/1000 em that nobody sees."""


class EmbeddedFont:
    """One face in one document."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._used: dict[_Use, str] = {}
        """CIDs from 1 on, as they stand in a content stream, in the order of first use."""
        self._codes: dict[Ink, str] = {}
        """The same by ink, which is quicker; a face that forgot what it shaped makes equal inks anew."""
        self._encoded: dict[Shaped, str] = {}

    def encode(self, shaped: Shaped) -> str:
        """The inside of a TJ array that shows the text; it may be joined with more of it."""
        found = self._encoded.get(shaped)
        if found is None:
            found = self._encoded[shaped] = self._encode(shaped)
        return found

    def left_to_right_mark(self) -> str:
        """The same for an invisible mark that tells readers where right-to-left text ends."""
        return f"<{self._code(self.face.ink((), 0.0, _MARK))}>"

    def _encode(self, shaped: Shaped) -> str:
        array = ["<"]
        for ink, surplus in shaped.inks:
            array.append(self._codes.get(ink) or self._code(ink))
            if surplus > _UNSEEN or surplus < -_UNSEEN:
                array.append(f">{surplus:.1f}<")
        array.append(">")
        return "".join(array).removesuffix("<>")

    def _code(self, ink: Ink) -> str:
        code = self._codes.get(ink)
        if code is None:
            use = (ink.parts, ink.advance, ink.text)
            code = self._codes[ink] = self._used.setdefault(use, f"{len(self._used) + 1:04X}")
        return code

    def write(self, file: File) -> Ref:
        """Write the font with all it needs; the reference goes into the pages' resources."""
        face = self.face
        drawings = [(parts, advance) for parts, advance, _ in self._used]
        drawn = tuple(dict.fromkeys(drawings))
        data, places = _font_file(face, drawn)
        name = Name(f"{_tag(data)}+{face.name}")
        ascender, descender = face.extents
        descriptor = {
            "Type": Name("FontDescriptor"),
            "FontName": name,
            "Flags": 4,
            "ItalicAngle": -11 if face.italic else 0,
            "Ascent": ascender,
            "Descent": descender,
            "CapHeight": 660,
            "StemV": 80,
            "FontBBox": [-1000, descender - 300, 3000, ascender + 300],
            "FontFile2": file.add_stream(data, {"Length1": len(data)}),
        }
        widths = [1, [round(advance, 2) for _, advance in drawings]]
        mapping = b"\0\0" + b"".join(places[drawing].to_bytes(2, "big") for drawing in drawings)
        descendant = {
            "Type": Name("Font"),
            "Subtype": Name("CIDFontType2"),
            "BaseFont": name,
            "FontDescriptor": file.add(descriptor),
            "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
            "DW": 1000,
            "W": widths,
            "CIDToGIDMap": file.add_stream(mapping),
        }
        font = {
            "Type": Name("Font"),
            "Subtype": Name("Type0"),
            "BaseFont": name,
            "Encoding": Name("Identity-H"),
            "DescendantFonts": [file.add(descendant)],
            "ToUnicode": file.add_stream(self._to_unicode()),
        }
        return file.add(font)

    def _to_unicode(self) -> bytes:
        rows = [f"<{code}> <{_utf16(text)}>" for (_, _, text), code in self._used.items()]
        blocks = []
        for start in range(0, len(rows), 100):
            block = rows[start : start + 100]
            blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        return "\n".join(
            [
                "/CIDInit /ProcSet findresource begin",
                "12 dict begin",
                "begincmap",
                "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
                "/CMapName /Adobe-Identity-UCS def",
                "/CMapType 2 def",
                "1 begincodespacerange",
                "<0000> <FFFF>",
                "endcodespacerange",
                *blocks,
                "endcmap",
                "CMapName currentdict /CMap defineresource pop",
                "end",
                "end",
            ]
        ).encode("ascii")


@lru_cache(maxsize=64)
def _font_file(face: Face, drawn: tuple[_Drawing, ...]) -> tuple[bytes, dict[_Drawing, int]]:
    """The font file with what is drawn and no more, and the glyph each drawing has in it."""
    data, moved = _subset(face, frozenset(part.glyph for parts, _ in drawn for part in parts))
    places: dict[_Drawing, int] = {}
    composites: list[Composite] = []
    count = max(moved.values()) + 1
    for parts, advance in drawn:
        if len(parts) == 1 and parts[0] == Part(parts[0].glyph, 0, 0) and advance == face.advance(parts[0].glyph):
            places[parts, advance] = moved[parts[0].glyph]
            continue
        places[parts, advance] = count + len(composites)
        inside = tuple(part._replace(glyph=moved[part.glyph]) for part in parts)
        composites.append(Composite(inside, round(advance / face.scale)))
    return add_composites(data, composites), places


def _subset(face: Face, glyphs: frozenset[int]) -> tuple[bytes, dict[int, int]]:
    """The font file with these glyphs only, and where each went."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode("ascii"), "big") for tag in _DROPPED)
    if face.variable:
        wanted.pin_all_axes_to_default(face.source)
        for tag, value in face.axes.items():
            wanted.pin_axis_location(face.source, tag, value)
    plan = hb.SubsetPlan(face.source, wanted)
    return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)


def _tag(data: bytes) -> str:
    """Six capitals that tell subsets of one font apart."""
    return "".join(chr(65 + byte % 26) for byte in sha256(data).digest()[:6])


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()
