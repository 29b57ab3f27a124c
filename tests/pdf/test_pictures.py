"""Logos and signatures: what is read, what is refused with a sentence, and what a PDF makes of them."""

import struct
import time
import zlib
from dataclasses import replace
from io import BytesIO

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from feedback_desk.errors import BadInput
from feedback_desk.pdf.pictures import MOST_BYTES, read_picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="{}"/></svg>'


def saved(image, format, **options):
    out = BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def first_pixel(picture):
    return tuple(zlib.decompress(picture.pixels)[:3])


def test_each_kind():
    red = Image.new("RGB", (240, 120), "#cc0000")
    for kind, content in (
        ("png", saved(red, "PNG")),
        ("jpeg", saved(red, "JPEG", quality=95)),
        ("svg", SVG.format("#cc0000").encode()),
    ):
        picture = read_picture(content)
        assert picture.type == kind
        assert picture.width == 2 * picture.height
        assert all(abs(a - b) < 6 for a, b in zip(first_pixel(picture), (0xCC, 0, 0), strict=True))
        assert picture.fitted(150, 44) == (88, 44)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png(mode):
    picture = read_picture(saved(Image.new(mode, (8, 8)), "PNG"))
    assert len(zlib.decompress(picture.pixels)) == 8 * 8 * 3


def test_what_is_clear_is_white_and_cmyk_becomes_rgb():
    assert first_pixel(read_picture(saved(Image.new("RGBA", (9, 9), (255, 0, 0, 0)), "PNG"))) == (255, 255, 255)
    cmyk = read_picture(saved(Image.new("CMYK", (9, 9), (0, 255, 255, 0)), "JPEG", quality=95))
    assert first_pixel(cmyk)[0] > 200 > 60 > first_pixel(cmyk)[1]
    clear = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    assert first_pixel(read_picture(clear.encode())) == (255, 255, 255)


N = "xmlns='http://www.w3.org/2000/svg'"
RED = "<rect width='100%' height='100%' fill='#cc0000'/>"


@pytest.mark.parametrize(
    ("size", "proportion"),
    [
        ("width='10cm' height='50mm'", 2),
        ("width='120mm' height='30mm'", 4),
        ("width='3in' height='72pt'", 3),
        ("width='96pt' height='96px'", 4 / 3),
        ("width='40mm' height='20mm' viewBox='0 0 4 2'", 2),
        ("", 1),
    ],
)
def test_an_svg_is_sized_in_any_unit(size, proportion):
    picture = read_picture(f"<svg {N} {size}>{RED}</svg>".encode())
    assert picture.width / picture.height == pytest.approx(proportion, rel=0.01)  # resvg draws on whole pixels
    assert picture.width == 1200 or picture.height == 400
    assert first_pixel(picture) == (0xCC, 0, 0)


def test_what_an_svg_measures_in_millimetres_is_drawn():
    content = f"<svg {N} viewBox='0 0 40 20'><rect width='10mm' height='5mm' fill='#cc0000'/></svg>"
    assert first_pixel(read_picture(content.encode())) == (0xCC, 0, 0)


@pytest.mark.parametrize(
    "content",
    [
        f"<?xml version='1.0' encoding='utf-16'?><svg {N} viewBox='0 0 2 1'>{RED}</svg>".encode("utf-16"),
        f"<!-- {'said by the program that made it ' * 300}--><svg {N} viewBox='0 0 2 1'>{RED}</svg>".encode(),
    ],
    ids=["UTF-16", "a long comment"],
)
def test_an_svg_is_known_however_it_begins(content):
    assert first_pixel(read_picture(content)) == (0xCC, 0, 0)


def uses(times, levels):
    """One square, drawn `times` times in each of so many levels."""
    shared = "".join(f"<g id='a{n + 1}'>" + f"<use href='#a{n}'/>" * times + "</g>" for n in range(levels))
    return (
        f"<svg {N} viewBox='0 0 9 9'><defs><g id='a0'>{RED}</g>{shared}</defs><use href='#a{levels}'/></svg>".encode()
    )


MASKS = "".join(f"<mask id='a{n + 1}'>" + f"<g mask='url(#a{n})'>{RED}</g>" * 10 + "</mask>" for n in range(4))


@pytest.mark.parametrize(
    "content",
    [
        uses(10, 5),
        uses(1, 300),
        f"<svg {N} viewBox='0 0 9 9'>{'<g>' * 300}{RED}{'</g>' * 300}</svg>".encode(),
        f"<svg {N} viewBox='0 0 9 9'><mask id='a0'>{RED}</mask>{MASKS}<g mask='url(#a4)'>{RED}</g></svg>".encode(),
    ],
    ids=["used 100,000 times", "used 300 deep", "300 deep", "10,000 masks"],
)
def test_an_svg_of_too_many_parts_is_refused_at_once(content):
    """Drawn, the last takes minutes, and what lies too deep ends the process."""
    start = time.process_time()
    with pytest.raises(BadInput, match="too many parts"):
        read_picture(content)
    assert time.process_time() - start < 2


def test_an_svg_may_use_its_parts_again():
    assert first_pixel(read_picture(uses(10, 3))) == (0xCC, 0, 0)


def png(colour_type, bits, pixel, clear):
    """A PNG of 4 by 4 equal pixels whose one clear colour is `clear`."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 4, 4, bits, colour_type, 0, 0, 0)
    rows = zlib.compress((b"\0" + pixel * 4) * 4)
    parts = ((b"IHDR", head), (b"tRNS", clear), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (png(2, 8, bytes((255, 0, 0)), struct.pack(">3H", 255, 0, 0)), (255, 255, 255)),
        (png(2, 8, bytes((254, 0, 0)), struct.pack(">3H", 255, 0, 0)), (254, 0, 0)),
        (png(2, 16, struct.pack(">3H", 0x8000, 0, 9), struct.pack(">3H", 0x8000, 0, 9)), (255, 255, 255)),
        (png(0, 8, b"\0", struct.pack(">H", 0)), (255, 255, 255)),
        (png(0, 16, struct.pack(">H", 0x8000), struct.pack(">H", 0x8000)), (255, 255, 255)),
        (png(0, 16, struct.pack(">H", 0x8000), struct.pack(">H", 0)), (128, 128, 128)),
    ],
)
def test_a_colour_that_is_clear_is_white(content, seen):
    assert first_pixel(read_picture(content)) == seen


def test_a_picture_of_few_pixels_is_not_blown_up():
    assert read_picture(saved(Image.new("RGB", (16, 16)), "PNG")).fitted(150, 44) == (16, 16)
    assert read_picture(SVG.format("red").encode()).fitted(150, 44) == (88, 44)


def test_a_photograph_lies_as_it_was_turned():
    tall = Image.new("RGB", (40, 20))
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = read_picture(saved(tall, "JPEG", exif=exif))
    assert (picture.width, picture.height) == (20, 40)


def test_large_pictures_are_made_smaller_and_the_same_bytes_come_out():
    content = saved(Image.effect_noise((1500, 700), 60).convert("RGB"), "PNG")
    picture = read_picture(content)
    assert picture.width <= 1200 and picture.height <= 400
    read_picture.cache_clear()
    assert read_picture(content) == picture


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n rubbish",
        b"\xff\xd8\xff rubbish",
        b"<svg",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='0' height='9'/>",
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 900000'/>",
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>\xff</svg>",
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><image href='/etc/hostname'/></svg>",
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><image xlink:href=\"file:///a.png\"/></svg>",
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><style>@import 'a.css';</style></svg>",
        b"<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>&a;</svg>",
        b"<svg" + b" " * MOST_BYTES,
        saved(Image.new("1", (9000, 9000)), "PNG"),
        saved(Image.new("RGB", (10000, 10)), "PNG"),
    ],
    ids=lambda content: str(content[:40]),
)
def test_what_cannot_be_printed_is_refused_with_a_sentence(content):
    with pytest.raises(BadInput, match=r"\.$"):
        read_picture(content)


def test_a_size_of_its_own_fills_no_memory():
    huge = b"<svg xmlns='http://www.w3.org/2000/svg' width='99999' height='99999'><rect width='9' height='9'/></svg>"
    assert read_picture(huge).height <= 400


@given(
    st.binary(max_size=300).map(lambda tail: b"\x89PNG\r\n\x1a\n" + tail)
    | st.text(max_size=200).map(lambda tail: f"<svg {tail}".encode())
)
def test_rubbish_is_refused_or_read(content):
    try:
        assert read_picture(content).width > 0
    except BadInput as refused:
        assert str(refused).endswith(".")


def test_a_picture_tells_nothing_of_where_it_comes_from():
    from pdf_letters import PROFILE, letter

    from feedback_desk.pdf.render import render

    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "mraghu at her laptop")
    content = saved(Image.new("RGB", (60, 30), "#cc0000"), "PNG", pnginfo=info)
    made = letter(profile=replace(PROFILE, logo="sha", signature="sha"))
    pdf = render(made, pictures={"sha": content}).pdf
    assert b"mraghu" not in pdf
    reader = pypdf.PdfReader(BytesIO(pdf))
    assert [image.image.size for image in reader.pages[0].images] == [(60, 30)]
