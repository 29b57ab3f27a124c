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

hb: Any = _untyped

_DROPPED = ("GSUB", "GPOS", "GDEF", "STAT", "DSIG", "MVAR", "BASE", "kern", "meta", "gasp", "vhea", "vmtx", "VORG",
            "name", "OS/2", "cmap", "post")  # fmt: skip
"""Tables that a font inside a PDF has no use for."""
_FILLER = "\u200b"
"""What the further glyphs of a cluster stand for: no width, no letter."""


class Encoded(NamedTuple):
    """Shaped text as operators. `plain` text is the inside of a TJ array and may be joined with more of it."""

    code: str
    plain: bool


class EmbeddedFont:
    """One face in one document."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._cids: dict[tuple[int, str], int] = {}
        self._encoded: dict[tuple[Shaped, float], Encoded] = {}

    def encode(self, shaped: Shaped, size: float) -> Encoded:
        """Operators that show the text at `size`."""
        found = self._encoded.get((shaped, size))
        if found is None:
            found = self._encoded[shaped, size] = self._encode(shaped, size)
        return found

    def _encode(self, shaped: Shaped, size: float) -> Encoded:
        out: list[str] = []
        array: list[str] = []
        codes: list[str] = []

        def move(by: float) -> None:
            if codes:
                array.append(f"<{''.join(codes)}>")
                codes.clear()
            if abs(by) > 0.05:
                array.append(f"{by:.1f}")

        def show() -> None:
            move(0)
            if array:
                out.append(f"[{''.join(array)}]TJ")
                array.clear()

        plain = True
        rise = 0.0
        for cluster in shaped.clusters:
            several = len(cluster.glyphs) > 1
            if several:
                plain = False
                show()
                out.append(f"/Span<</ActualText<FEFF{_utf16(cluster.text)}>>>BDC")
            for place, glyph in enumerate(cluster.glyphs):
                if glyph.y != rise:
                    plain = False
                    show()
                    out.append(f"{glyph.y * size / 1000:.2f} Ts")
                    rise = glyph.y
                if glyph.x:
                    move(-glyph.x)
                codes.append(f"{self._cid(glyph.id, self._stands_for(cluster, place)):04X}")
                after = self.face.advance(glyph.id) + glyph.x - glyph.advance
                if abs(after) > 0.05:
                    move(after)
            if several:
                show()
                out.append("EMC")
        if plain:
            move(0)
            return Encoded("".join(array), plain=True)
        show()
        if rise:
            out.append("0 Ts")
        return Encoded(" ".join(out), plain=False)

    @staticmethod
    def _stands_for(cluster: Cluster, place: int) -> str:
        return cluster.text if place == 0 else _FILLER

    def _cid(self, glyph: int, text: str) -> int:
        key = (glyph, text)
        cid = self._cids.get(key)
        if cid is None:
            cid = self._cids[key] = len(self._cids) + 1
        return cid

    def write(self, file: File) -> Ref:
        """Write the font with all it needs; the reference goes into the pages' resources."""
        face = self.face
        glyphs = {cid: glyph for (glyph, _), cid in self._cids.items()}
        data, places = _subset(face, frozenset(glyphs.values()))
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
        widths: list[object] = []
        for cid, glyph in glyphs.items():
            widths += [cid, [face.advance(glyph)]]
        mapping = b"\0\0" + b"".join(places[glyph].to_bytes(2, "big") for glyph in glyphs.values())
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
