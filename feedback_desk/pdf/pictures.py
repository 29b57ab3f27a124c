"""Logos and signatures: PNG, JPEG and SVG read as what a page can print.

All of them become opaque sRGB pixels on white, which is what the paper is: no transparency, no colour space of another
device and nothing of the file's own metadata gets into a PDF/A. What an SVG becomes is in `svg`.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from feedback_desk.errors import BadInput
from feedback_desk.pdf import svg

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 10_000_000
MOST_PIXELS = 40_000_000
"""A photograph of 40 megapixels; beyond it, a small file may be made to fill the memory."""
KEPT_WIDTH, KEPT_HEIGHT = 1200, 400
"""Pixels kept: 576 to the inch where a picture is printed as large as a letterhead allows."""
_LARGEST_PIXEL = 1.0
"""Points. A picture of fewer pixels is printed smaller than there is room: blown up, it would be a blur."""
_MOST_DRAWN_OUT = 50
"""A picture may be so many times as wide as it is high, or the other way round."""


@dataclass(frozen=True)
class Picture:
    """A picture as a page prints it. `type` is png, jpeg or svg; `pixels` are rows of R, G, B, deflated."""

    type: str
    width: int
    height: int
    pixels: bytes

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """The largest size in points within `width` by `height` that keeps its proportions and is no blur."""
        scale = min(width / self.width, height / self.height, _LARGEST_PIXEL)
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
    if text := svg.text_of(content):
        return _raster("svg", svg.drawn(text, KEPT_WIDTH, KEPT_HEIGHT))
    raise BadInput("This is not a PNG, JPEG or SVG picture.")


def _raster(type: str, content: bytes) -> Picture:
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(content), formats=["PNG", "JPEG"]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise BadInput(
                    "This picture has more than 40 million pixels. Save a smaller copy of it and choose that."
                )
            if max(opened.size) > min(opened.size) * _MOST_DRAWN_OUT:
                raise BadInput("This picture has no area to print, or far too narrow a one.")
            opened.load()
            image = _flat(ImageOps.exif_transpose(opened))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadInput("This picture is damaged, or of a kind that can't be read.") from error
    image.thumbnail((KEPT_WIDTH, KEPT_HEIGHT), Image.Resampling.LANCZOS)
    return Picture(type, image.width, image.height, zlib.compress(image.tobytes(), 9))


def _flat(image: Image) -> Image:
    """The picture in sRGB on white."""
    from PIL import Image, ImageCms

    profile, clear = image.info.get("icc_profile"), image.info.pop("transparency", None)
    if image.mode.startswith("I") or image.mode == "F":  # 16 bits of grey
        image = image.point(lambda grey: grey / 256).convert("L")
        clear = None if clear is None else clear // 256
    if clear is not None:  # one colour, or some of a palette's
        if isinstance(clear, tuple) and max(clear) > 255:  # given in 16 bits, where the pixels were read in 8
            clear = tuple(part // 256 for part in clear)
        image.info["transparency"] = clear
        image = image.convert("RGBA")
    if image.mode in ("RGB", "RGBA", "CMYK") and profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            mode = "RGBA" if image.mode == "RGBA" else "RGB"
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
            image = converted or image
        except (ImageCms.PyCMSError, OSError):  # a profile that can't be read is no reason to refuse the picture
            pass
    if image.mode == "RGB":
        return image
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
