"""Pages a good designer would sign: what stays together, how pages fill, and that the accent can be read."""

import colorsys
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_letters import BLOCKS, letter, opening

from feedback_desk.errors import BadInput
from feedback_desk.pdf.addresses import safe_address
from feedback_desk.pdf.colour import ACCENT, GREY, INK, READABLE, contrast_on_white, printed_accent, rgb
from feedback_desk.pdf.layout import Row, keep_lines, paginate
from feedback_desk.pdf.picture import page_picture, pages
from feedback_desk.pdf.render import render

SENTENCE = "You read the upload handler from the entry point inwards and found the flaw within four minutes. "

rows = st.lists(
    st.builds(Row, height=st.floats(1, 150), before=st.floats(0, 40), keep=st.booleans()), min_size=1, max_size=80
)


@settings(max_examples=200, deadline=None)
@given(rows)
def test_every_row_is_on_one_page_and_none_below_its_foot(given_rows):
    sheets = paginate(given_rows, 300, 400)
    assert [placed.row for sheet in sheets for placed in sheet] == given_rows
    for number, sheet in enumerate(sheets):
        assert sheet[0].top == 0
        assert sheet[-1].top + sheet[-1].row.height <= (400 if number else 300) + 0.1
        if number:
            before = sheets[number - 1]
            # A page ends after a row that wants to be kept only when all of the page does.
            assert not before[-1].row.keep or all(placed.row.keep for placed in before)


@pytest.mark.parametrize("count", range(2, 12))
def test_no_paragraph_leaves_a_stray_line(count):
    paragraph = [Row(15) for _ in range(count)]
    keep_lines(paragraph)
    for above in range(1, 20):
        sheets = paginate([*(Row(15) for _ in range(above)), *paragraph], 150, 150)
        parts = [[p for p in sheet if any(p.row is row for row in paragraph)] for sheet in sheets]
        sizes = [len(part) for part in parts if part]
        assert all(size >= 2 for size in sizes)


def lines_of(pdf: bytes) -> list[list[str]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().split("\r\n") for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("extra", range(0, 60, 3))
def test_a_page_never_ends_with_a_heading_nor_begins_with_a_signature(extra):
    blocks = (BLOCKS[0], replace(BLOCKS[1], text=SENTENCE * extra), *BLOCKS[2:])
    sheets = lines_of(render(letter(blocks=blocks)).pdf)
    titles = {block.title for block in BLOCKS if block.title} | {"What went well", "Where to grow", "Resources for you"}
    for sheet in sheets:
        body = [line for line in sheet if line and " of " not in line]
        assert body[-1] not in titles
    if len(sheets) > 1:
        last = "\n".join(sheets[-1])
        assert "Devika Raghunathan" in last
        assert "With kind regards," in last


def test_page_count_and_running_head():
    one = lines_of(render(letter()).pdf)
    assert len(one) == 1
    assert "1 of 1" not in one[0]
    several = lines_of(render(letter(blocks=BLOCKS[:2] + BLOCKS[2:5] * 6 + BLOCKS[5:])).pdf)
    assert len(several) >= 3
    for number, sheet in enumerate(several, 1):
        assert f"{number} of {len(several)}" in sheet
        said = "\n".join(sheet)
        assert said.count("Northwind Analytics") == said.count("Anaïs Krishnamūrti-Okafor") == 1


def test_a_letter_of_ten_pages_is_full_but_for_the_last():
    rendered = render(opening("\n\n".join([SENTENCE * 6] * 62)))
    assert rendered.pages >= 9
    for sheet in lines_of(rendered.pdf)[:-1]:
        assert len(sheet) > 38


def test_a_few_lines_too_many_are_drawn_in():
    tall = [render(opening("\n\n".join(["One line."] * count))).pages for count in range(20, 40)]
    assert tall == sorted(tall)
    counts = [
        [len(sheet) for sheet in lines_of(render(opening("\n\n".join(["One line."] * n))).pdf)] for n in range(24, 36)
    ]
    assert all(sheets[-1] > 3 for sheets in counts)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"))
def test_any_accent_can_be_read(chosen):
    assert contrast_on_white(printed_accent(chosen)) >= READABLE


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}"))
def test_an_accent_too_pale_becomes_its_nearest_darker_tone(chosen):
    printed = printed_accent(chosen)
    if contrast_on_white(chosen) >= READABLE:
        assert printed == chosen
        return
    assert READABLE <= contrast_on_white(printed) < READABLE + 0.25
    (hue, saturation, _), (old_hue, old_saturation, _) = (colorsys.rgb_to_hsv(*rgb(one)) for one in (printed, chosen))
    assert saturation == pytest.approx(old_saturation, abs=0.02)
    assert saturation < 0.05 or min(abs(hue - old_hue), 1 - abs(hue - old_hue)) < 0.03


def test_a_readable_accent_is_kept_and_nonsense_is_not():
    assert printed_accent("#0f5c55") == "#0F5C55"
    assert printed_accent(" #9A4A12") == "#9A4A12"
    assert {printed_accent(odd) for odd in ("", "red", "#12345", "#GGGGGG", "0F5C55", "#0F5C55; rm")} == {ACCENT}
    assert contrast_on_white(INK) > 15
    assert contrast_on_white(GREY) > 6


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/a?b=c&d=e#f", "https://example.org/a?b=c&d=e#f"),
        (" http://example.org ", "http://example.org"),
        ("mailto:a.b+c@example.org", "mailto:a.b+c@example.org"),
        ("https://bücher.example/straße", "https://xn--bcher-kva.example/stra%C3%9Fe"),
        ("https://example.org/%20a%C3%A9", "https://example.org/%20a%C3%A9"),
        ("https://BÜCHER.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("http://zoë:pässwort@bücher.example:80/", "http://zo%C3%AB:p%C3%A4sswort@xn--bcher-kva.example:80/"),
        ("https://bücher.example/bücher.example", "https://xn--bcher-kva.example/b%C3%BCcher.example"),
        ("https://उदाहरण.example", "https://xn--p1b6ci4b4b3a.example"),
        ("https://bu\u0308cher.example", "https://xn--bcher-kva.example"),
        ("https://straße.example/", ""),
        ("https://σοφός.example/", ""),
        ("https://ｅxample.org/", ""),
        ("https://Example.ORG/A", "https://Example.ORG/A"),
        ("https://[::1]:80/", "https://[::1]:80/"),
        ("https://example.org/a|b", "https://example.org/a%7Cb"),
        ("https://example.org/{id}?q=^`", "https://example.org/%7Bid%7D?q=%5E%60"),
        ("https://{host}.example/", ""),
        ("javascript:alert(1)", ""),
        ("JAVASCRIPT:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("https://", ""),
        ("mailto:nobody", ""),
        ("https://[::1", ""),
        ("//example.org", ""),
        ("https://a b", ""),
        ("", ""),
    ],
)
def test_only_the_web_and_mail_are_linked(address, safe):
    assert safe_address(address) == safe


def test_pictures_of_pages():
    pdf = render(letter()).pdf
    assert pages(pdf) == 1
    width, height, pixels = page_picture(pdf, 0, 300)
    assert (width, len(pixels)) == (300, width * height * 4)
    assert height == pytest.approx(300 * 841.89 / 595.28, abs=1)
    assert pixels[:3] == b"\xff\xff\xff"
    assert min(pixels[0::4]) < 80
    with pytest.raises(BadInput):
        page_picture(pdf, 1, 300)
    with pytest.raises(BadInput):
        pages(b"not a PDF")


def test_importing_the_pictures_loads_no_library():
    script = "import sys, feedback_desk.pdf.picture; sys.exit('pypdfium2' in sys.modules or 'reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0


def test_the_text_stands_inside_the_margins():
    edges: list[float] = []

    def see(text, _, matrix, *__):
        if text.strip():
            edges.append(matrix[4])

    pypdf.PdfReader(BytesIO(render(letter()).pdf)).pages[0].extract_text(visitor_text=see)
    assert min(edges) >= 57
