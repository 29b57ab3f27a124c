"""Copying from the PDF, searching in it and `pdftotext` give the characters that went in."""

import json
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_letters import BLOCKS, letter, opening

from feedback_desk.letter.wording import read_wording
from feedback_desk.model import Profile
from feedback_desk.pdf.render import render
from feedback_desk.pdf.system_fonts import cjk_fonts

ARABIC = read_wording(json.loads((Path(__file__).parents[1] / "fixtures/wording/ar.json").read_text("utf-8")))
TEXTS = {
    "latin": "Łukasz Nguyễn Thị Ānanyā café Zoë naïve offizier fluffy İstanbul ȩ́",
    "vietnamese": "Tiếng Việt được viết bằng chữ Quốc ngữ",
    "greek": "Ελληνικά Γειά σου κόσμε ἀρχή",
    "cyrillic": "Привет мир, Їжак",
    "devanagari": "नमस्ते दुनिया आनन्द द्वारकानाथ क्षत्रिय श्रीकृष्ण हिन्दी",
    "tamil": "தமிழ்ச்செல்வி வணக்கம் கொடுத்தான்",
    "bengali": "শ্রীকৃষ্ণ ক্ষিতি বাংলা কেমন আছো",
    "telugu": "శ్రీనివాస్ క్ష్మా తెలుగు",
    "gujarati": "ગુજરાતી ક્ષમા",
    "gurmukhi": "ਪੰਜਾਬੀ ਗੁਰਮੁਖੀ",
    "odia": "ଓଡ଼ିଆ କ୍ଷମା",
    "kannada": "ಕನ್ನಡ ಕ್ಷಮಿಸಿ",
    "malayalam": "മലയാളം ക്ഷമ ശ്രീ",
    "sinhala": "සිංහල ක්‍ෂ ශ්‍රී",
    "arabic": "محمد علي السلام عليكم لا إله",
    "arabic with marks": "مُحَمَّد بن سلمان",
    "hebrew": "שלום עולם שָׁלוֹם",
    "thai": "สวัสดีครับ น้ำใจ กำลัง ที่สุด",
    "lao": "ສະບາຍດີ",
    "khmer": "ភាសាខ្មែរ",
    "burmese": "မြန်မာဘာသာ",
    "ethiopic": "አማርኛ",
    "armenian": "Հայերեն",
    "georgian": "ქართული",
    "emoji": "ok 👩‍💻 👍🏽 🇮🇳 ❤️ 😀 done",
    "mixed left to right": "Dear आनन्द and Łukasz, “क्षत्रिय” தமிழ் Ωμέγα Привет 👍 สวัสดี (done).",
    "hebrew in a line": "Dear שרה, thank you 👍 for coming.",
    "arabic in a line": "Dear محمد, thank you (for coming).",
}
EASTERN = {
    "chinese": "李小龙，你好：我们在2026年见面。“也要”留在这里。",
    "traditional chinese": "繁體中文：請多指教，謝謝",
    "japanese": "さくらさん、こんにちは。東京でお会いしました。カタカナー",
    "korean": "김민준 님, 안녕하세요. 반갑습니다.",
    "eastern names in a line": "Dear 李小龙, thank さくら and 김민준 (both) 👍 नमस्ते done",
}
MIXED = "Dear आनन्द, thank you (also محمد علي 123) for “क्षत्रिय” שלום, 👍 Łukasz தமிழ் done"


def by_pdfium(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return plain("\n".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()


def by_poppler(pdf: bytes, folder) -> str:
    file = folder / "letter.pdf"
    file.write_bytes(pdf)
    return plain(subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode())


def plain(text: str) -> str:
    """Without invisible marks (but joiners) and differences in white space."""
    kept = (c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf" or c in "\u200c\u200d")
    return " ".join("".join(kept).split())


def readings(pdf: bytes, folder) -> list[str]:
    return [by_pdfium(pdf), *([by_poppler(pdf, folder)] if shutil.which("pdftotext") else [])]


@pytest.mark.parametrize("name", TEXTS)
def test_characters_come_out_as_they_went_in(name, tmp_path):
    rendered = render(opening(TEXTS[name]))
    assert rendered.missing == ()
    for read in readings(rendered.pdf, tmp_path):
        assert plain(TEXTS[name]) in read


ARABIC_WORDS = (
    "شركة الرياح الشمالية ملاحظات على المقابلة التاريخ تاريخ مهندسة أمن التطبيقات قراءة الشيفرة بعض الشيء من الحديث "
    "قص شمس عرش إدارة زيارة وزارة مرور ضرورة ذرة رزق للتمرين الأقصر أولا"
)


@pytest.mark.parametrize("markdown", [ARABIC_WORDS, f"**{ARABIC_WORDS}**", f"# {ARABIC_WORDS}"])
def test_arabic_words_stay_whole_and_apart_in_every_weight(markdown, tmp_path):
    """Kerning and wide last letters make readers see spaces where none are, and none where one is."""
    for read in readings(render(opening(markdown)).pdf, tmp_path):
        assert ARABIC_WORDS in read


@pytest.mark.parametrize("design", ["railed", "classic"])
def test_what_an_arabic_page_prints_by_itself_comes_out(design, tmp_path):
    said = [ARABIC.page[key] for key in ("heading", "strengths", "growth", "resources", "interviewed")]
    profile = Profile(name="سارة الهاشمي", organisation="شركة الرياح الشمالية")
    blocks = tuple(
        replace(block, title=block.title and "قراءة الشيفرة", text="نص قصير.", next_step="") for block in BLOCKS
    )
    made = letter(language="ar", design=design, profile=profile, blocks=blocks, candidate="ليلى", role="مهندسة")
    pdf = render(made, wording=ARABIC).pdf
    assert b"/Direction /R2L" in pdf
    assert b"/Direction" not in render(replace(made, language="en")).pdf
    for read in readings(pdf, tmp_path):
        for words in (*said, made.profile.name, made.profile.organisation):
            assert words in read


@pytest.mark.skipif(not cjk_fonts(), reason="needs the extra cjk, or a font for Chinese, Japanese and Korean")
@pytest.mark.parametrize("design", ["railed", "classic"])
@pytest.mark.parametrize("name", EASTERN)
def test_eastern_characters_come_out_as_they_went_in(name, design, tmp_path):
    rendered = render(opening(EASTERN[name], design=design))
    assert rendered.missing == ()
    for read in readings(rendered.pdf, tmp_path):
        assert plain(EASTERN[name]) in read


def test_every_word_of_a_line_in_many_scripts_comes_out(tmp_path):
    for read in readings(render(opening(MIXED)).pdf, tmp_path):
        for word in MIXED.translate(str.maketrans("", "", "(),“”")).split():
            assert word in read


@pytest.mark.parametrize("name", ["आनन्द द्वारकानाथ", "محمد علي", "שרה כהן", "Nguyễn Thị Hoa"])
def test_a_candidates_name_can_be_searched(name, tmp_path):
    for read in readings(render(letter(candidate=name)).pdf, tmp_path):
        assert name in read


def test_lines_of_their_own_come_out_apart(tmp_path):
    said = "one\ntwo\n\n```\ncode(1)\n\ncode(2)\n```\n\nएक\nदो\n\nאחד\nשתיים"
    for read in readings(render(opening(said)).pdf, tmp_path):
        for words in (
            "one two",
            "code(1) code(2)",
            "एक दो",
            "אחד שתיים",
            "Interview feedback Anaïs Krishnamūrti-Okafor",
        ):
            assert words in read
        assert "Road Bengaluru 560038 talent@northwind.example" in read


words = st.text(st.sampled_from("abcßéłż ățāōűηςжїआनित्रகொশ্রীశ్రీกำ"), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.lists(words, min_size=1, max_size=9))
def test_any_words_from_left_to_right_come_out(chosen):
    text = plain(unicodedata.normalize("NFC", " ".join(f"w{word}w" for word in chosen)))
    assert text.replace(" ", "") in by_pdfium(render(opening(text)).pdf).replace(" ", "")


def test_a_letter_with_more_marks_than_readers_take_at_once_keeps_them_all(tmp_path):
    text = "Z" + "".join(map(chr, range(0x0300, 0x033F))) + " and more"
    for read in readings(render(opening(text)).pdf, tmp_path):
        assert plain(text) in read


def test_a_character_without_a_glyph_is_printed_by_its_number_and_listed(tmp_path):
    rendered = render(letter(role="Scribe of 𒀀", candidate="A 𒀁 𒀀"))
    assert rendered.missing == ("𒀁", "𒀀")
    for read in readings(rendered.pdf, tmp_path):
        assert "Scribe of [U+12000]" in read
        assert "A [U+12001] [U+12000]" in read
