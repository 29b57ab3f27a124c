"""Glyphs made of glyphs, added to a TrueType font file that is about to go into a PDF.

A letter with its marks (most of Indic, Arabic, Hebrew) is several glyphs that shaping places beside or over each other.
Moving the pen back and forth between them makes readers of the PDF see gaps and overlaps, and put spaces into words. As
one composite glyph (OpenType 1.9, table `glyf`) it is drawn the same and reads as one piece of text.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import NamedTuple

from feedback_desk.pdf.fonts import Part

_ARGS_ARE_WORDS, _ARGS_ARE_XY, _MORE_COMPONENTS = 0x0001, 0x0002, 0x0020


class Composite(NamedTuple):
    """Parts drawn as one glyph that moves the pen by `advance` font units; no parts draw nothing."""

    parts: tuple[Part, ...]
    advance: int


def add_composites(font: bytes, composites: Sequence[Composite]) -> bytes:
    """The font file with the composites behind its last glyph, in order."""
    if not composites:
        return font
    tables = _tables(font)
    count = struct.unpack_from(">H", tables["maxp"], 4)[0]
    glyphs, metrics = _glyphs(tables, count), _metrics(tables, count)
    deepest = struct.unpack_from(">H", tables["maxp"], 30)[0]
    for composite in composites:
        outline = _outline(composite, glyphs)
        glyphs.append(outline)
        left = struct.unpack_from(">h", outline, 2)[0] if outline else 0
        metrics.append((max(0, composite.advance), left))
    tables["glyf"], tables["loca"] = _packed(glyphs)
    tables["hmtx"] = b"".join(struct.pack(">Hh", advance, left) for advance, left in metrics)
    most = max(len(composite.parts) for composite in composites)
    maxp = bytearray(tables["maxp"])
    struct.pack_into(">H", maxp, 4, len(glyphs))
    points, contours = struct.unpack_from(">HH", maxp, 6)
    for place, value in ((10, points * most), (12, contours * most), (28, most), (30, deepest + 1)):
        struct.pack_into(">H", maxp, place, min(0xFFFF, max(value, struct.unpack_from(">H", maxp, place)[0])))
    tables["maxp"] = bytes(maxp)
    tables["hhea"] = tables["hhea"][:34] + struct.pack(">H", len(metrics))
    tables["head"] = tables["head"][:50] + struct.pack(">h", 1) + tables["head"][52:]
    return _file(tables)


def _tables(font: bytes) -> dict[str, bytes]:
    found = {}
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, start, length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        found[tag.decode("latin-1")] = font[start : start + length]
    return found


def _glyphs(tables: dict[str, bytes], count: int) -> list[bytes]:
    long = struct.unpack_from(">h", tables["head"], 50)[0]
    if long:
        starts = struct.unpack_from(f">{count + 1}I", tables["loca"])
    else:
        starts = tuple(2 * half for half in struct.unpack_from(f">{count + 1}H", tables["loca"]))
    return [tables["glyf"][starts[glyph] : starts[glyph + 1]] for glyph in range(count)]


def _metrics(tables: dict[str, bytes], count: int) -> list[tuple[int, int]]:
    full = struct.unpack_from(">H", tables["hhea"], 34)[0]
    table = tables["hmtx"]
    metrics = [struct.unpack_from(">Hh", table, 4 * glyph) for glyph in range(full)]
    for glyph in range(count - full):
        metrics.append((metrics[full - 1][0], struct.unpack_from(">h", table, 4 * full + 2 * glyph)[0]))
    return metrics


def _outline(composite: Composite, glyphs: Sequence[bytes]) -> bytes:
    parts = [part for part in composite.parts if glyphs[part.glyph]]
    if not parts:
        return b""
    boxes = []
    body = b""
    for number, part in enumerate(parts):
        left, bottom, right, top = struct.unpack_from(">4h", glyphs[part.glyph], 2)
        boxes.append((left + part.x, bottom + part.y, right + part.x, top + part.y))
        more = _MORE_COMPONENTS if number < len(parts) - 1 else 0
        body += struct.pack(">HHhh", _ARGS_ARE_WORDS | _ARGS_ARE_XY | more, part.glyph, part.x, part.y)
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return struct.pack(">5h", -1, min(lefts), min(bottoms), max(rights), max(tops)) + body


def _packed(glyphs: Sequence[bytes]) -> tuple[bytes, bytes]:
    body, starts = bytearray(), [0]
    for outline in glyphs:
        body += outline + b"\0" * (-len(outline) % 4)
        starts.append(len(body))
    return bytes(body), struct.pack(f">{len(starts)}I", *starts)


def _file(tables: dict[str, bytes]) -> bytes:
    tables["head"] = tables["head"][:8] + b"\0\0\0\0" + tables["head"][12:]
    power = len(tables).bit_length() - 1
    head = struct.pack(">IHHHH", 0x00010000, len(tables), 16 << power, power, 16 * (len(tables) - (1 << power)))
    start = 12 + 16 * len(tables)
    directory, body = b"", b""
    for tag in sorted(tables):
        content = tables[tag]
        padded = content + b"\0" * (-len(content) % 4)
        directory += struct.pack(">4sIII", tag.encode("latin-1"), _checksum(padded), start + len(body), len(content))
        body += padded
    font = head + directory + body
    place = font.index(tables["head"], start) + 8
    return font[:place] + struct.pack(">I", (0xB1B0AFBA - _checksum(font)) & 0xFFFFFFFF) + font[place + 4 :]


def _checksum(padded: bytes) -> int:
    return int(sum(struct.unpack(f">{len(padded) // 4}I", padded))) & 0xFFFFFFFF
