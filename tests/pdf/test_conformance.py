"""Every letter is PDF/UA-1 and PDF/A-2a in one file, with no rule failed, and a file that strict readers take."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import page
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_letters import BLOCKS, PROFILE, letter, opening, recommendation
from PIL import Image
from test_pictures import SVG, saved

from feedback_desk.errors import BadInput
from feedback_desk.letter.wording import load_wording, read_wording
from feedback_desk.model import Block, BlockKind, Profile
from feedback_desk.pdf.objects import File, Name
from feedback_desk.pdf.phone_card import render_card
from feedback_desk.pdf.render import render

MARKDOWN = """# A heading

Some **bold**, *italic*, ***both***, `code` and [a link](https://example.org/?a=b&c=d) in a line.

> A quote with a list:
>
> - one
>     - two [deep](mailto:someone@example.org)

1. first
2. second

```
def hello():
    return 1
```

| Skill | Seen |
|---|---|
| Reading | yes |
| Writing | **partly** |
"""
SCRIPTS = (
    "Łukasz Nguyễn Thị café Zoë ffi İstanbul",
    "Ελληνικά ἀρχή",
    "Привіт, Їжак",
    "नमस्ते दुनिया क्षत्रिय श्रीकृष्ण",
    "தமிழ்ச்செல்வி கொடுத்தான்",
    "শ্রীকৃষ্ণ ক্ষিতি",
    "శ్రీనివాస్ క్ష్మా",
    "محمد علي السلام لا إله",
    "מחבר שָׁלוֹם",
    "สวัสดีครับ น้ำใจ",
    "李小龙 さくら 김민준",
    "👩‍💻 👍🏽 🇮🇳 ❤️ 😀",
    "𒀀 unknown",
)


ARABIC = read_wording(json.loads((Path(__file__).parents[1] / "fixtures/wording/ar.json").read_text("utf-8")))
WORDINGS = {"en": load_wording(), "hi": load_wording("hi"), "ar": ARABIC}
PICTURES = {
    "logo": SVG.format("#0F5C55").encode(),
    "signature": saved(Image.new("RGBA", (50, 20), (9, 9, 99, 99)), "PNG"),
}


def assert_conforms(pdf: bytes) -> None:
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]


def assert_sound(pdf: bytes, folder) -> None:
    """Checked by qpdf where it is installed, else read by a strict reader."""
    if shutil.which("qpdf"):
        file = folder / "letter.pdf"
        file.write_bytes(pdf)
        done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return
    reader = pypdf.PdfReader(BytesIO(pdf), strict=True)
    assert [sheet.extract_text() for sheet in reader.pages]


LETTERS = {
    "plain": letter(),
    "no profile": letter(profile=Profile()),
    "organisation only": letter(profile=Profile(organisation="Northwind")),
    "address only": letter(profile=Profile(address="1 Road\nTown")),
    "nothing": letter(blocks=(), profile=Profile(), candidate="", role=""),
    "empty opening": opening(""),
    "markdown": opening(MARKDOWN),
    "table with empty cells": opening("| a | |\n|---|---|\n| | b |\n| | |"),
    "unassigned among arabic": opening("\u0600\U000e0080 محمد \u0378 \u05ff"),
    "fillers of korean": opening("a\u115fb \u1160 \u3164 \uffa0 c"),
    "markdown in growth": letter(blocks=(Block("g", BlockKind.GROWTH, "Title", MARKDOWN, MARKDOWN),)),
    "every script": opening("\n\n".join(SCRIPTS)),
    "every script in one line": opening(" ".join(SCRIPTS)),
    "arabic name": letter(candidate="محمد علي الخوارزمي"),
    "long": letter(blocks=BLOCKS[:2] + BLOCKS[2:5] * 9 + BLOCKS[5:]),
    "long name": letter(candidate="Wolfeschlegelsteinhausenbergerdorff " * 6),
    "long link": opening(f"See [{'a long title ' * 40}](https://example.org/{'x' * 500})."),
}


DRESSED = replace(PROFILE, logo="logo", signature="signature")


@pytest.mark.parametrize(("design", "paper"), [("railed", "a4"), ("classic", "letter")])
@pytest.mark.parametrize("language", WORDINGS)
@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_conforms(name, language, design, paper, tmp_path):
    made = replace(LETTERS[name], language=language, design=design)
    pdf = render(made, wording=WORDINGS[language], paper=paper).pdf
    assert_conforms(pdf)
    assert_sound(pdf, tmp_path)


@pytest.mark.parametrize("design", ["railed", "classic"])
@pytest.mark.parametrize("language", WORDINGS)
def test_a_letter_with_everything_conforms(language, design, tmp_path):
    made = letter(blocks=BLOCKS * 2, profile=DRESSED, design=design, overview=True, language=language)
    pdf = render(made, wording=WORDINGS[language], pictures=PICTURES).pdf
    assert_conforms(pdf)
    assert_sound(pdf, tmp_path)


def long_letter(times, **fields):
    """A letter whose points come several times, so that it has several pages."""
    return letter(**{**fields, "blocks": fields["blocks"] * times})


words = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from((*SCRIPTS, MARKDOWN))
sentences = st.builds(" ".join, st.lists(words, min_size=8, max_size=30))
texts = st.lists(words | sentences, max_size=4).map("\n\n".join)
resources = st.lists(st.builds(recommendation, st.integers(1, 9), words, reason=words), max_size=2).map(tuple)
blocks = st.builds(
    Block,
    id=st.just("b"),
    kind=st.sampled_from(BlockKind),
    title=words,
    text=texts,
    next_step=texts,
    resources=resources,
    left_out=st.booleans(),
    level=st.integers(0, 5),
)
profiles = st.builds(
    Profile,
    name=words,
    role=words,
    organisation=words,
    address=texts,
    email=words,
    accent=words,
    logo=st.sampled_from(["", "logo", "gone"]),
    signature=st.sampled_from(["", "signature"]),
)
any_letters = st.builds(
    long_letter,
    st.sampled_from([1, 1, 2, 5, 12]),
    candidate=words,
    role=words,
    profile=profiles,
    blocks=st.lists(blocks, max_size=6).map(tuple),
    written_on=st.dates(date(1, 1, 1), date(9999, 12, 31)),
    language=st.sampled_from(list(WORDINGS)),
    design=st.sampled_from(["railed", "classic", "", "unknown"]),
    overview=st.booleans(),
)
_slow = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=50, deadline=None, suppress_health_check=_slow)
@given(any_letters, st.sampled_from(["a4", "letter"]))
def test_any_letter_conforms(tmp_path_factory, made, paper):
    pdf = render(made, wording=WORDINGS[made.language], pictures=PICTURES, paper=paper).pdf
    assert_conforms(pdf)
    assert_sound(pdf, tmp_path_factory.getbasetemp())


@pytest.mark.long
@settings(max_examples=2000, deadline=None, suppress_health_check=_slow)
@given(any_letters, st.sampled_from(["a4", "letter"]))
def test_any_of_thousands_of_letters_conforms(tmp_path_factory, made, paper):
    pdf = render(made, wording=WORDINGS[made.language], pictures=PICTURES, paper=paper).pdf
    assert_conforms(pdf)
    assert_sound(pdf, tmp_path_factory.getbasetemp())


@settings(max_examples=30, deadline=None, suppress_health_check=_slow)
@given(any_letters)
def test_any_phone_card_conforms(made):
    assert_conforms(render_card(made, wording=WORDINGS[made.language]).pdf)


def test_paper_comes_from_the_profile_unless_it_is_given():
    us = letter(profile=replace(PROFILE, paper="letter"))
    for rendered, width in ((render(us), 612), (render(us, paper="a4"), 595.28)):
        assert float(pypdf.PdfReader(BytesIO(rendered.pdf)).pages[0].mediabox.width) == width
    with pytest.raises(BadInput, match="legal"):
        render(letter(), paper="legal")


@pytest.mark.parametrize("last", [b"\r", b"\n", b"\r\n", b"x"])
def test_a_stream_may_end_with_any_byte(last):
    file = File()
    file.add_stream(b"content" + last, compress=False)
    pdf = file.finish({"Type": Name("Catalog")}, {}, b"")
    length = re.search(rb"/Length (\d+)", pdf)
    assert length is not None
    assert int(length[1]) == len(b"content" + last)
    assert b"content" + last + b"\r\nendstream" in pdf
