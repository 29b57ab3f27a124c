"""A face inside one PDF: which glyphs it uses, and what text each of them stands for.

Every (glyph, text) pair has a character identifier (CID) of its own, so that copying, searching and screen readers get
the original characters even where one glyph stands for several texts; the CIDToGIDMap leads them to the one glyph.
HarfBuzz cuts the font down to the glyphs used and pins the variable axes.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

import uharfbuzz as _untyped

from feedback_desk.pdf.fonts import Cluster, Face, Shaped
from feedback_desk.pdf.objects import File, Name, Ref
from feedback_desk.pdf.truetype import Composite, Part, add_composites

hb: Any = _untyped

_DROPPED = ("GSUB", "GPOS", "GDEF", "STAT", "DSIG", "MVAR", "BASE", "kern", "meta", "gasp", "vhea", "vmtx", "VORG",
            "name", "OS/2", "cmap", "post")  # fmt: skip
"""Tables that a font inside a PDF has no use for."""
_MARK = "\u200e"
_UNSEEN = 0.05
"""A move in 1/1000 em that nobody sees."""


class Drawn(NamedTuple):
    """What is drawn for a cluster: a glyph of the face as it is, or several as one."""

    parts: tuple[Part, ...]
    advance: float
    """In 1/1000 em."""


_NOTHING = Drawn((), 0.0)
"""Draws nothing and moves nothing: it carries a character that the glyph beside it stands for too."""


class EmbeddedFont:
    """One face in one document."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._cids: dict[tuple[Drawn, str], int] = {}
        self._encoded: dict[Shaped, str] = {}

    def encode(self, shaped: Shaped) -> str:
        """The inside of a TJ array that shows the text; it may be joined with more of it."""
        found = self._encoded.get(shaped)
        if found is None:
            found = self._encoded[shaped] = self._encode(shaped)
        return found

    def left_to_right_mark(self) -> str:
        """The same for an invisible mark that tells readers where right-to-left text ends."""
        return f"<{self._code(_NOTHING, _MARK)}>"

    def _encode(self, shaped: Shaped) -> str:
        array: list[str] = []
        codes: list[str] = []
        for cluster in shaped.clusters:
            drawn = self._drawn(cluster)
            if shaped.rtl:
                # Readers turn right-to-left text around glyph by glyph, so each character needs a glyph of its own.
                codes += [self._code(_NOTHING, character) for character in reversed(cluster.text[1:])]
                codes.append(self._code(drawn, cluster.text[0]))
            else:
                codes.append(self._code(drawn, cluster.text))
            surplus = drawn.advance - sum(glyph.advance for glyph in cluster.glyphs)
            if abs(surplus) > _UNSEEN:
                array.append(f"<{''.join(codes)}>{surplus:.1f}")
                codes.clear()
        if codes:
            array.append(f"<{''.join(codes)}>")
        return "".join(array)

    def _drawn(self, cluster: Cluster) -> Drawn:
        face, first = self.face, cluster.glyphs[0]
        if len(cluster.glyphs) == 1 and not first.x and not first.y and first.advance:
            return Drawn((Part(first.id, 0, 0),), face.advance(first.id))
        parts, pen, advance = [], 0.0, 0.0
        for glyph in cluster.glyphs:
            parts.append(Part(glyph.id, round((pen + glyph.x) / face.scale), round(glyph.y / face.scale)))
            pen += glyph.advance
            if glyph.advance:
                advance += face.advance(glyph.id)
        return Drawn(tuple(parts), advance)

    def _code(self, drawn: Drawn, text: str) -> str:
        key = (drawn, text)
        cid = self._cids.get(key)
        if cid is None:
            cid = self._cids[key] = len(self._cids) + 1
        return f"{cid:04X}"

    def write(self, file: File) -> Ref:
        """Write the font with all it needs; the reference goes into the pages' resources."""
        face = self.face
        drawn = [drawing for drawing, _ in self._cids]
        data, places = _font_file(face, tuple(dict.fromkeys(drawn)))
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
        widths = [1, [round(drawing.advance, 2) for drawing in drawn]]
        mapping = b"\0\0" + b"".join(places[drawing].to_bytes(2, "big") for drawing in drawn)
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
        rows = [f"<{cid:04X}> <{_utf16(text)}>" for (_, text), cid in self._cids.items()]
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
def _font_file(face: Face, drawn: tuple[Drawn, ...]) -> tuple[bytes, dict[Drawn, int]]:
    """The font file with what is drawn and no more, and the glyph each drawing has in it."""
    data, moved = _subset(face, frozenset(part.glyph for drawing in drawn for part in drawing.parts))
    places: dict[Drawn, int] = {}
    composites: list[Composite] = []
    count = max(moved.values()) + 1
    for drawing in drawn:
        only = drawing.parts[0] if len(drawing.parts) == 1 else None
        if only and not only.x and not only.y and drawing.advance == face.advance(only.glyph):
            places[drawing] = moved[only.glyph]
            continue
        places[drawing] = count + len(composites)
        parts = tuple(Part(moved[part.glyph], part.x, part.y) for part in drawing.parts)
        composites.append(Composite(parts, round(drawing.advance / face.scale)))
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
