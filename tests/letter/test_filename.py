"""File names that people can read and every system accepts."""

from datetime import date

import pytest
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


@given(st.text())
def test_any_name_makes_a_file_that_can_be_written(tmp_path_factory, name):
    made = suggested_name(letter(name), "pdf")
    assert made.endswith(".pdf") and made.startswith("Interview feedback")
    assert len(made.encode()) <= LONGEST
    assert made.endswith(" - 2026-11-20.pdf") and not made.removesuffix(".pdf").endswith((" ", "."))
    assert not set(made) & set('<>:"/\\|?*\0\n\u202e')
    (tmp_path_factory.getbasetemp() / made).write_bytes(b"")
