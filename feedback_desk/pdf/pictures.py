"""Logos and signatures: PNG, JPEG and SVG read as what a page can print.

All of them become opaque sRGB pixels on white, which is what the paper is: no transparency, no colour space of another
device and nothing of the file's own metadata gets into a PDF/A. An SVG is drawn by resvg in the pixels
that are kept, with the letter's own text face, so it looks the same on every machine.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from feedback_desk.errors import BadInput

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 10_000_000
MOST_PIXELS = 40_000_000
"""A photograph of 40 megapixels; beyond it, a small file may be made to fill the memory."""
KEPT_WIDTH, KEPT_HEIGHT = 1200, 400
"""Pixels kept: 576 to the inch where a picture is printed as large as a letterhead allows."""
MOST_DRAWN_OUT = 50
"""A picture may be so many times as wide as it is high, or the other way round."""


@dataclass(frozen=True)
class Picture:
    """A picture as a page prints it. `type` is png, jpeg or svg; `pixels` are rows of R, G, B, deflated."""

    type: str
    width: int
    height: int
    pixels: bytes

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """The largest size in points within `width` by `height` that keeps its proportions."""
        scale = min(width / self.width, height / self.height)
        return self.width * scale, self.height * scale


@lru_cache(maxsize=8)
def read_picture(content: bytes) -> Picture:
    """Read a picture; `BadInput` says why it can't be printed."""
    if len(content) > MOST_BYTES:
        raise BadInput("This picture is larger than 10 MB. Save a smaller copy of it and choose that one.")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _raster("png", content)
    if content.startswith(b"\xff\xd8\xff"):
        return _raster("jpeg", content)
    if re.search(rb"<(?:\w+:)?svg[\s>]", content[:4096]):
        return _raster("svg", _drawn(content))
    raise BadInput("This is not a PNG, JPEG or SVG picture.")


def _raster(type: str, content: bytes) -> Picture:
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(content), formats=["PNG", "JPEG"]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise BadInput(
                    "This picture has more than 40 million pixels. Save a smaller copy of it and choose that."
                )
            opened.load()
            image = _flat(ImageOps.exif_transpose(opened))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadInput("This picture is damaged, or of a kind that can't be read.") from error
    image.thumbnail((KEPT_WIDTH, KEPT_HEIGHT), Image.Resampling.LANCZOS)
    return Picture(type, image.width, image.height, zlib.compress(image.tobytes(), 9))


def _flat(image: Image) -> Image:
    """The picture in sRGB on white."""
    from PIL import Image, ImageCms

    profile = image.info.get("icc_profile")
    if image.mode in ("RGB", "CMYK") and profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            image = converted or image
        except (ImageCms.PyCMSError, OSError):  # a profile that can't be read is no reason to refuse the picture
            pass
    if image.mode == "RGB":
        return image
    if image.mode.startswith("I") or image.mode == "F":  # 16 bits of grey
        image = image.point(lambda grey: grey / 256).convert("L")
    clear = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")


_ELSEWHERE = re.compile(
    rb"<!ENTITY|<\?xml-stylesheet|@import|<(?:\w+:)?script\b|(?:href|src)\s*=\s*[\"'](?!#|data:)[^\"']+[\"']|url\(\s*[\"']?(?!#|data:)"
)


def _drawn(svg: bytes) -> bytes:
    """An SVG as PNG."""
    import resvg_py

    from feedback_desk.pdf.fonts import Cut, text_face

    if _ELSEWHERE.search(re.sub(rb"<a\b[^>]*>", b"", svg)):
        raise BadInput("This SVG takes parts of itself from elsewhere. Save it with everything inside, as plain SVG.")
    try:
        text = svg.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput("This SVG is not written in UTF-8.") from error
    width, height = _proportions(svg)
    # Never both free: a size of its own choosing may be larger than the memory, which ends the process.
    wide = width * KEPT_HEIGHT >= height * KEPT_WIDTH
    across, down = (KEPT_WIDTH, None) if wide else (None, KEPT_HEIGHT)
    face = str(text_face(Cut("sans")).path)
    try:
        png = resvg_py.svg_to_bytes(
            svg_string=text,
            skip_system_fonts=True,
            font_files=[face],
            # Whatever family a text asks for, this is the one that is the same everywhere.
            font_family=_FAMILY,
            serif_family=_FAMILY,
            sans_serif_family=_FAMILY,
            monospace_family=_FAMILY,
            width=across,
            height=down,
        )
    except ValueError as error:
        raise BadInput("This SVG can't be drawn; it may be damaged.") from error
    return bytes(png)


_FAMILY = "Source Sans 3"
_NUMBER = re.compile(r"\s*\+?(\d*\.?\d+)(?:e([+-]?\d{1,2}))?")


def _proportions(svg: bytes) -> tuple[float, float]:
    """Width and height of an SVG in units of its own, from its view box or its size; `BadInput` when it has no area."""
    from xml.etree.ElementTree import ParseError, iterparse

    try:
        _, root = next(iter(iterparse(BytesIO(svg), events=("start",))))
    except (ParseError, StopIteration) as error:
        raise BadInput("This SVG can't be drawn; it may be damaged.") from error
    box = root.get("viewBox", "").replace(",", " ").split()
    given = box[2:] if len(box) == 4 else [root.get("width", "1"), root.get("height", "1")]
    found = [float(number[0]) if (number := _NUMBER.match(part)) else 0.0 for part in given]
    if min(found) <= 0 or max(found) / min(found) > MOST_DRAWN_OUT:
        raise BadInput("This SVG has no area to draw on, or far too narrow a one.")
    return found[0], found[1]
