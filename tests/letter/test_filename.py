"""File names that people can read and every system accepts."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from feedback_desk.letter.filename import LONGEST, suggested_name
from feedback_desk.model import Letter, Profile


def letter(name: str) -> Letter:
    return Letter("l", "i", name, "Analyst", date(2026, 11, 20), date(2026, 11, 21), Profile())


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Anaïs Krishnamūrti", "Interview feedback - Anaïs Krishnamūrti - 2026-11-20.pdf"),
        ("अनन्या राव", "Interview feedback - अनन्या राव - 2026-11-20.pdf"),
        ("../../etc/passwd", "Interview feedback - etc passwd - 2026-11-20.pdf"),
        ('A "Quote": <b>|?*', "Interview feedback - A Quote b - 2026-11-20.pdf"),
        ("", "Interview feedback - 2026-11-20.pdf"),
        ("Ends with a dot. ", "Interview feedback - Ends with a dot - 2026-11-20.pdf"),
    ],
)
def test_names_stay_readable(name, file):
    assert suggested_name(letter(name), "pdf") == file


def test_a_long_name_ends_between_two_letters():
    made = suggested_name(letter("क्षि" * 100), "pdf")
    assert "क्षि - 2026-11-20.pdf" in made


def test_two_of_one_name_are_told_apart_by_the_day():
    other = replace(letter("Robin Example"), interviewed_on=date(2026, 11, 23))
    assert suggested_name(letter("Robin Example"), "pdf") != suggested_name(other, "pdf")


def test_a_name_that_windows_keeps_for_a_device_is_no_name_of_a_file():
    for device in ("CON", "NUL.pdf", "com1", "LPT\N{SUPERSCRIPT ONE}"):
        made = suggested_name(letter(device), "pdf", "Phone card")
        assert made.startswith("Phone card - ") and made.endswith(" - 2026-11-20.pdf")


scripts = st.sampled_from(["अनन्या राव", "ليلى الحسن", "王伟", "Nguyễn Thị Hoa", "มีนา", "👩‍💻", "José" + "\u0301" * 9])
hostile = st.text(
    st.sampled_from([*'abc <>:"/\\|?*.\0\n\t-', "\u202e", "\u2067", "\u061c", "\u200f", "\ufeff", "é", "\u0301"])
)
names = st.one_of(st.text(), hostile, st.text(max_size=9).map(lambda text: text * 99), st.lists(scripts).map("".join))


@given(names)
def test_any_name_makes_a_file_that_every_system_takes(tmp_path_factory, name):
    made = suggested_name(letter(name), "pdf")
    assert made.startswith("Interview feedback - ") and made.endswith("2026-11-20.pdf")
    assert len(made.encode()) <= LONGEST <= 255
    assert len(made.encode("utf-16-le")) // 2 <= 255
    assert unicodedata.is_normalized("NFC", made)
    assert not set(made) & set('<>:"/\\|?*')
    assert not {unicodedata.category(sign) for sign in made} & {"Cc", "Cs", "Zl", "Zp"}
    turns = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not {unicodedata.bidirectional(sign) for sign in made} & turns
    assert not set(made) & set("\u200e\u200f\u061c\ufeff")
    file = tmp_path_factory.mktemp("any") / made
    file.write_bytes(b"")
    assert [path.name for path in file.parent.iterdir()] == [made]


@given(scripts.map(lambda name: name * 30))
def test_a_cut_name_ends_with_a_whole_letter(name):
    made = suggested_name(letter(name), "pdf")
    kept = made.removeprefix("Interview feedback - ").removesuffix(" - 2026-11-20.pdf")
    whole = regex.findall(r"\X", unicodedata.normalize("NFC", name))
    assert kept and regex.findall(r"\X", kept) == whole[: len(regex.findall(r"\X", kept))]
