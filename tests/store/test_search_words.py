"""Words: folded alike in the index, the query and the marks, in every script."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_desk.store.database import open_store
from feedback_desk.store.query import LONGEST_QUERY, folded, parse, snippet
from feedback_desk.store.words import LONGEST_WORD, places, words
from tests.strategies import texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Path-Traversal, C# and C++!", ["path", "traversal", "c", "and", "c"]),
        ("Anaïs KRISHNAMŪRTI", ["anais", "krishnamurti"]),
        ("Łukasz Ærø straße İstanbul ﬁn", ["lukasz", "aero", "strasse", "istanbul", "fin"]),
        ("Nguyễn Đặng", ["nguyen", "dang"]),
        ("Ἀθηνᾶ Αθήνα", ["αθηνα", "αθηνα"]),
        ("Ёлка Йод Сергей", ["елка", "йод", "сергей"]),
        ("सुरक्षा की", ["सुरक्षा", "की"]),
        ("பாதுகாப்பு", ["பாதுகாப்பு"]),
        ("مُحَمَّد محمد", ["محمد", "محمد"]),
        ("שָׁלוֹם", ["שלום"]),
        ("王伟 OK", ["王", "伟", "ok"]),
        ("東京タワー", ["東", "京", "タ", "ワ", "ー"]),
        ("ﾀﾜｰ", ["タ", "ワ", "ー"]),
        ("Ｆｕｌｌ１", ["full1"]),
        ("보안", ["보", "안"]),
        ("ไทย", ["ไ", "ท", "ย"]),
        ("a\u200bb so\u00adft", ["ab", "soft"]),
        ("😀 — … \x00\n", []),
    ],
)
def test_words(text, expected):
    for form in ("NFC", "NFD"):
        assert words(unicodedata.normalize(form, text)) == expected


@given(texts | st.text())
def test_the_places_of_words_are_those_of_the_words_themselves(text):
    composed = unicodedata.normalize("NFC", text)
    found = list(places(composed))
    assert [one.word for one in found] == words(text)
    assert all(0 <= one.start < one.end <= len(composed) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert words(" ".join(words(text))) == words(text)  # folding what is folded changes nothing
    assert all(len(word) <= LONGEST_WORD for word in words(text))


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("index")) as store:
        yield store


@given(st.text() | texts, st.text() | texts)
def test_the_index_and_python_agree_on_what_matches(index, text, typed):
    """FTS5 sees exactly our words, and nothing that can be typed is an error to it."""
    with index.transaction():
        index.run("DELETE FROM search WHERE rowid = 1")
        index.run("INSERT INTO search (rowid, notes) VALUES (1, ?)", " ".join(words(text)))
    for query in (typed, text, text[: len(text) // 2], f'"{typed}', f"{typed}*", f"NEAR({typed}) AND {text}"):
        terms = parse(query)
        if not terms:
            continue
        matches = index.rows(
            "SELECT rowid FROM search WHERE search MATCH ?", " AND ".join(term.expression() for term in terms)
        )
        assert bool(matches) == all(term.is_in(folded(text)) for term in terms), (text, query)


@pytest.mark.parametrize("typed", ["", " ", "***", '"', "' \" -", "😀", "\x00", "--", "()", ":", "^"])
def test_what_holds_no_word_looks_for_nothing(typed):
    assert parse(typed) == ()


def test_a_query_is_read_up_to_a_limit():
    assert len(parse("word " * 100_000)) <= 2
    assert len(parse(" ".join(f"w{n}" for n in range(1000)))) <= LONGEST_QUERY


@given(texts, texts)
def test_a_snippet_is_a_piece_of_the_text_with_marks_on_what_was_typed(text, typed):
    terms = parse(typed)
    found = snippet([("note", text)], terms)
    if found is None:
        assert not any(term.is_in(folded(text)) for term in terms)
        return
    _, piece = found
    assert piece.marks
    assert len(piece.text) < 300
    assert "\n" not in piece.text
    for start, end in piece.marks:
        assert 0 <= start < end <= len(piece.text)
        marked = words(piece.text[start:end])
        assert any(word.startswith(tuple(w for term in terms for w in term.words)) for word in marked)


def test_a_snippet_of_a_long_text_is_cut_around_what_was_found():
    text = "lorem ipsum " * 4000 + "then the NEEDLE, here " + "dolor sit " * 4000
    _, piece = snippet([("note", text)], parse("needl"))
    assert piece.text.startswith("…")
    assert piece.text.endswith("…")
    ((start, end),) = piece.marks
    assert piece.text[start:end] == "NEEDLE"


def test_the_text_that_holds_most_of_the_words_is_shown():
    texts = [("a", "one alone"), ("b", "one and two"), ("c", "two and one and more")]
    name, piece = snippet(texts, parse("one two"))
    assert name == "b"
    assert [piece.text[start:end] for start, end in piece.marks] == ["one", "two"]
