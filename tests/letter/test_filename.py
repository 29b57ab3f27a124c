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
        ("Anaïs Krishnamūrti", "Interview feedback - Anaïs Krishnamūrti.pdf"),
        ("अनन्या राव", "Interview feedback - अनन्या राव.pdf"),
        ("../../etc/passwd", "Interview feedback - .. .. etc passwd.pdf"),
        ('A "Quote": <b>|?*', "Interview feedback - A Quote b.pdf"),
        ("", "Interview feedback.pdf"),
        ("Ends with a dot. ", "Interview feedback - Ends with a dot.pdf"),
    ],
)
def test_names_stay_readable(name, file):
    assert suggested_name(letter(name), "pdf") == file


@given(st.text())
def test_any_name_makes_a_file_that_can_be_written(tmp_path_factory, name):
    made = suggested_name(letter(name), "pdf")
    assert made.endswith(".pdf") and made.startswith("Interview feedback")
    assert len(made.encode()) <= LONGEST + len(".pdf")
    assert not set(made) & set('<>:"/\\|?*\0\n\u202e')
    (tmp_path_factory.getbasetemp() / made).write_bytes(b"")
