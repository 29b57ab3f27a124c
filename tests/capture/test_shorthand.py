"""Shorthand: what a person types, and that every note can be written so that it is read again as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_desk.capture.shorthand import (
    ParsedNote,
    RatingLine,
    TickLine,
    format_note,
    is_tag,
    parse_line,
    parse_note,
    tag_at,
    tag_form,
)
from feedback_desk.model import NoteKind

# Characters that mean something here come often, so that the search finds their corners.
TRICKY = st.text(
    alphabet=st.one_of(
        st.sampled_from("\\#+-=>?!x3 \t\n\r\u2028\u00a0\x1cab"), st.characters(exclude_categories=("Cs",))
    ),
    max_size=40,
)
TAGS = st.one_of(
    st.from_regex(r"[a-z][a-z0-9_-]{0,12}", fullmatch=True),
    st.text(min_size=1, max_size=8).map(tag_form).filter(is_tag),
)


@pytest.mark.parametrize(
    ("typed", "kind", "text", "skills"),
    [
        ("+ explained nonces #csp", NoteKind.STRENGTH, "explained nonces", ("csp",)),
        ("- took both for one #xss #CSRF", NoteKind.GAP, "took both for one", ("xss", "csrf")),
        ("-- relied on hidden ids", NoteKind.SERIOUS_GAP, "relied on hidden ids", ()),
        ("> “I would filter it”", NoteKind.QUOTE, "“I would filter it”", ()),
        ("? how would you find it", NoteKind.QUESTION, "how would you find it", ()),
        ("! seemed rushed", NoteKind.PRIVATE, "seemed rushed", ()),
        ("knows Python well", NoteKind.PLAIN, "knows Python well", ()),
        ("+", NoteKind.STRENGTH, "", ()),
        ("+ #csp", NoteKind.STRENGTH, "", ("csp",)),
        ("+1 for that", NoteKind.PLAIN, "+1 for that", ()),
        ("--verbose is a flag", NoteKind.PLAIN, "--verbose is a flag", ()),
        ("--- a rule", NoteKind.PLAIN, "--- a rule", ()),
        (" + a blank before it", NoteKind.PLAIN, "+ a blank before it", ()),
        ("+ + twice", NoteKind.STRENGTH, "+ twice", ()),
        ("\\+ not a strength", NoteKind.PLAIN, "+ not a strength", ()),
        ("\\\\+ one backslash", NoteKind.PLAIN, "\\+ one backslash", ()),
        ("+ used #CSP nonces well", NoteKind.STRENGTH, "used CSP nonces well", ("csp",)),
        ("+ mixed up #xss, then #csrf.", NoteKind.STRENGTH, "mixed up xss, then csrf.", ("xss", "csrf")),
        ("+ twice #xss and #xss", NoteKind.STRENGTH, "twice xss and", ("xss",)),
        ("knows C# and F#", NoteKind.PLAIN, "knows C# and F#", ()),
        ("C# #csharp", NoteKind.PLAIN, "C#", ("csharp",)),
        ("see https://example.org/a#part", NoteKind.PLAIN, "see https://example.org/a#part", ()),
        ("ticket #42 is open", NoteKind.PLAIN, "ticket #42 is open", ()),
        ("a # alone", NoteKind.PLAIN, "a # alone", ()),
        ("\\#include was typed", NoteKind.PLAIN, "#include was typed", ()),
        ("say \\#hello", NoteKind.PLAIN, "say #hello", ()),
        ("+ स्पष्ट था #सुरक्षा", NoteKind.STRENGTH, "स्पष्ट था", ("सुरक्षा",)),
        ("+ bien #Sécurité-web", NoteKind.STRENGTH, "bien", ("sécurité-web",)),
        ("+ ok #e\u0301tat", NoteKind.STRENGTH, "ok", ("\u00e9tat",)),
        (r"found C:\temp\new", NoteKind.PLAIN, r"found C:\temp\new", ()),
        ("C:\\temp\\", NoteKind.PLAIN, "C:\\temp\\", ()),
        ("  spaces around  ", NoteKind.PLAIN, "spaces around", ()),
        ("", NoteKind.PLAIN, "", ()),
    ],
)
def test_one_line_says(typed, kind, text, skills):
    assert parse_note(typed) == ParsedNote(kind, text, skills)
    assert parse_line(typed) == ParsedNote(kind, text, skills)


def test_pasted_code_survives_in_continuation_lines():
    code = "int main() {\n- x\n## heading\n#pragma once\n  + y; // #note\n    return 0;\n}"
    assert parse_note("+ wrote this\n" + code).text == "wrote this\n" + code


def test_tags_are_found_at_the_end_of_the_first_and_of_the_last_line_only():
    assert parse_note("+ a #one\nb #two\nc #three") == ParsedNote(NoteKind.STRENGTH, "a\nb #two\nc", ("one", "three"))
    assert parse_note("+ a #one\n#two") == ParsedNote(NoteKind.STRENGTH, "a", ("one", "two"))
    assert parse_note("+ a\nb #inside the last line") == ParsedNote(NoteKind.STRENGTH, "a\nb #inside the last line")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("=3", RatingLine(3)), (" =12 ", RatingLine(12)), ("=x", RatingLine(None, True)), ("=X", RatingLine(None, True))],
)
def test_a_rating_alone_rates(typed, expected):
    assert parse_line(typed) == expected


@pytest.mark.parametrize("typed", ["=3 points", "x =3", "=", "=abc", "=123", "\\=3", "+ =3"])
def test_other_lines_with_an_equals_sign_are_notes(typed):
    assert isinstance(parse_line(typed), ParsedNote)


def test_an_escaped_rating_is_its_text():
    assert parse_line("\\=3") == ParsedNote(NoteKind.PLAIN, "=3")
    assert format_note(NoteKind.PLAIN, "=3") == "\\=3"


def test_ordinary_notes_are_written_without_a_backslash():
    assert format_note(NoteKind.GAP, "mixed up C# and #42", ("xss", "csrf")) == "- mixed up C# and #42 #xss #csrf"
    assert format_note(NoteKind.PLAIN, r"found C:\temp") == r"found C:\temp"
    assert format_note(NoteKind.QUOTE, "- first, one thing") == "> - first, one thing"


@given(st.sampled_from(NoteKind), TRICKY, st.lists(TAGS, unique=True, max_size=3))
@settings(max_examples=500)
def test_every_note_is_read_as_it_was_written(kind, text, skills):
    typed = format_note(kind, text, skills)
    assert parse_line(typed) == ParsedNote(kind, text, tuple(skills))


@given(TRICKY)
def test_reading_is_settled_after_one_round(typed):
    once = parse_note(typed)
    assert parse_note(format_note(once.kind, once.text, once.skills)) == once
    assert all(is_tag(tag) for tag in once.skills)


@pytest.mark.parametrize(
    ("typed", "cursor", "span"),
    [
        ("+ good #xs", 10, (7, 10)),
        ("+ good #", 8, (7, 8)),
        ("#xss and", 2, (0, 4)),
        ("#xss and", 6, None),
        ("C#", 2, None),
        ("ticket #42", 10, None),
        ("\\#xss", 5, None),
        ("a\n#xs", 5, (2, 5)),
        ("a\n#xs\nb", 5, None),
        ("a #xs\nb", 5, (2, 5)),
        ("", 0, None),
        ("+ #सुर", 6, (2, 6)),
    ],
)
def test_the_tag_at_the_cursor(typed, cursor, span):
    assert tag_at(typed, cursor) == span


def test_a_huge_note_is_read_in_a_moment():
    for piece in ("#a ", "\\", " ", "\\# ", "x\n", "# ", "\t\\"):
        typed = piece * (2_000_000 // len(piece)) + "z"
        assert parse_note(format_note(NoteKind.PLAIN, typed)).text == typed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("?2", TickLine((2,))),
        (" ?3,1,3 ", TickLine((1, 3))),
        ("?", ParsedNote(NoteKind.QUESTION, "")),
        ("? 2", ParsedNote(NoteKind.QUESTION, "2")),
        ("?0", ParsedNote(NoteKind.PLAIN, "?0")),
        ("?2 of them", ParsedNote(NoteKind.PLAIN, "?2 of them")),
        ("\\?2", ParsedNote(NoteKind.PLAIN, "?2")),
    ],
)
def test_a_line_of_places_ticks_questions_off(typed, read):
    assert parse_line(typed) == read
