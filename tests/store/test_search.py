"""Search over a real store: what is found, in which order, and that it is always up to date."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_desk.desk import Desk
from feedback_desk.model import Candidate, Interview, Letter, Note, NoteKind, Profile, Section, new_id
from feedback_desk.store import search as searching
from feedback_desk.store.query import folded, parse
from tests.strategies import texts

WHEN = datetime(2026, 3, 1, 10, tzinfo=UTC)


def held(name="Test Person", email="", role="Engineer", notes=(), days=0, **fields):
    return Interview(
        id=new_id(),
        candidate=Candidate(new_id(), name, email),
        role=role,
        kit="",
        kit_version=0,
        when=WHEN + timedelta(days=days),
        notes=tuple(Note(new_id(), "", NoteKind.PLAIN, text, skills) for text, skills in notes),
        **fields,
    )


def add(desk, *interviews):
    for interview in interviews:
        desk.add_interview(interview)
    return interviews


def found(desk, typed):
    return [hit.interview_id for hit in desk.search(typed)]


@pytest.fixture
def both(desk, home):
    """The desk that writes, and one that only reads beside it: both must find the same."""
    with Desk.open(home, readonly=True) as reader:
        yield desk, reader


def test_everything_written_is_found_and_says_where(both):
    desk, reader = both
    (one,) = add(
        desk,
        held(
            "Zoë Achterberg",
            "zoe@example.org",
            "Cloud Engineer",
            notes=[("explained envelope encryption", ("kms",)), ("asked about rotas", ())],
            sections=(Section("s", "Incident response"),),
        ),
    )
    desk.save_letter(letter(one, "You described a calm handover."))
    for typed, where, shown in [
        ("zoe", "candidate", "Zoë Achterberg"),
        ("zoe@example.org", "candidate", "zoe@example.org"),
        ("cloud", "role", "Cloud Engineer"),
        ("envelope", "note", "explained envelope encryption #kms"),
        ("#kms", "note", "explained envelope encryption #kms"),
        ("incident resp", "note", "Incident response"),
        ("calm hand", "letter", "You described a calm handover."),
    ]:
        for asked in (reader, desk):  # the reader first, while it still waits for the index
            (hit,) = asked.search(typed)
            assert (hit.interview_id, hit.candidate_id, hit.candidate) == (one.id, one.candidate.id, "Zoë Achterberg")
            assert (hit.where, hit.snippet, hit.when) == (where, shown, one.when)
            assert hit.marks


def letter(interview, text):
    from feedback_desk.model import Block, BlockKind

    blocks = (Block("b", BlockKind.OPENING, text=text), Block("c", BlockKind.CLOSING, text="unsaid", left_out=True))
    day = interview.when.date()
    return Letter(new_id(), interview.id, interview.candidate.name, interview.role, day, day, Profile(), blocks)


def test_every_word_must_be_there_and_only_the_last_may_be_begun(both):
    desk, _ = both
    (one, two) = add(desk, held(notes=[("alpha beta", ())]), held(notes=[("alpha", ()), ("beta gamma", ())]))
    for asked in both:
        assert set(found(asked, "alpha bet")) == {one.id, two.id}
        assert found(asked, "alp beta") == []
        assert found(asked, "gam alpha") == []
        assert found(asked, "alpha gam") == [two.id]
        assert found(asked, "") == found(asked, "!!!") == []


def test_what_was_changed_a_moment_ago_is_found_and_what_is_gone_is_not(both):
    desk, reader = both
    (one,) = add(desk, held(notes=[("alpha", ())]))
    assert found(desk, "alpha") == [one.id]
    note = one.notes[0]
    desk.put_note(one.id, replace(note, text="beta"))
    assert (found(reader, "alpha"), found(reader, "beta")) == ([], [one.id])
    assert (found(desk, "alpha"), found(desk, "beta")) == ([], [one.id])
    desk.set_candidate(replace(one.candidate, name="Renamed Person"))
    assert (found(reader, "test"), found(reader, "renamed")) == ([], [one.id])
    desk.delete_note(one.id, note.id)
    assert found(reader, "beta") == found(desk, "beta") == []
    assert desk.index_pending() == 0


def test_filing_a_note_leaves_the_index_for_later_and_later_is_bounded(desk):
    interviews = add(desk, *(held(notes=[(f"word{n}", ())]) for n in range(5)))
    assert desk.index_pending(2) == 2
    assert desk.index_pending(2) == 2
    assert desk.index_pending(2) == 1
    assert desk.index_pending(2) == 0
    desk.put_note(interviews[0].id, Note(new_id(), "", NoteKind.PLAIN, "fresh"))
    assert desk.index_pending() == 1


def test_a_reader_has_many_waiting_interviews_indexed(both, monkeypatch):
    desk, reader = both
    monkeypatch.setattr(searching, "LOOKED_THROUGH", 3)
    added = add(desk, *(held(notes=[(f"shared only{n}", ())]) for n in range(10)))
    assert set(found(reader, "shared")) == {one.id for one in added}
    assert found(reader, "only7") == [added[7].id]
    assert desk.index_pending() == 0


def test_a_name_counts_for_more_than_a_note(desk):
    add(desk, *(held(notes=[("met indigo at lunch", ())]) for _ in range(3)))
    (named,) = add(desk, held("Indigo Person"))
    add(desk, *(held(notes=[("met indigo at lunch", ())]) for _ in range(3)))
    assert found(desk, "indigo")[0] == named.id


def test_of_too_many_matches_the_newest_are_shown(desk, monkeypatch):
    monkeypatch.setattr(searching, "MOST_RANKED", 10)
    added = add(desk, *(held(notes=[("common", ())]) for _ in range(15)))
    rare = add(desk, held(notes=[("common common", ())]), held(notes=[("common rare", ())]))
    newest = [one.id for one in reversed([*added, *rare])]
    assert [hit.interview_id for hit in desk.search("common", 5)] == newest[:5]
    assert found(desk, "common rare") == [rare[1].id]


def test_long_begun_words_are_found_whole_and_begun(desk):
    (one, two) = add(desk, held(notes=[("authentication", ())]), held(notes=[("authenticated twice", ())]))
    for typed in ("a", "auth", "authe", "authentic"):
        assert set(found(desk, typed)) == {one.id, two.id}, typed
    assert found(desk, "authenticati") == [one.id]
    assert found(desk, "authentix") == []
    assert found(desk, "authenticated tw") == [two.id]


def test_more_begun_words_than_are_spelt_out_are_still_all_found(desk, monkeypatch):
    monkeypatch.setattr(searching, "MOST_BEGUN", 3)
    (one,) = add(desk, held(notes=[(" ".join(f"prefix{n}" for n in range(9)), ())]))
    assert found(desk, "prefix") == [one.id]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("他解释了跨站脚本攻击", "跨站"),
        ("東京で面接しました", "面接"),
        ("보안을 잘 설명함", "보안"),
        ("उन्होंने सुरक्षा समझाई", "सुरक्ष"),
        ("தெளிவாக விளக்கினார்", "விளக்"),
        ("อธิบายการเข้ารหัสได้ดี", "เข้ารหัส"),
        ("شرح التشفير بوضوح", "التشف"),
        ("Ελέγχει την πρόσβαση", "προσβαση"),
    ],
)
def test_every_script_is_found(both, text, typed):
    desk, reader = both
    (one, _) = add(desk, held(notes=[(text, ())]), held(notes=[("something else 站 跨 接 面", ())]))
    for asked in (reader, desk):
        assert found(asked, typed)[:1] == [one.id]
    (hit, *_) = desk.search(typed)
    assert hit.marks


def test_chinese_letters_apart_are_not_their_word(desk):
    add(desk, held(notes=[("站在跨", ())]))
    assert found(desk, "跨站") == []


HOSTILE = ['"', "''", "*", "AND", "OR NOT", "NEAR(", "NEAR(a b, 2)", "who:x", "a* b*", "(", ")", "^a", "{a}", "-a", "+",
           "\x00", "%", "_", ";--", "🙂", "\ud800", "a" * 5000, "'; DROP TABLE notes; --"]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_no_query_is_an_error(both, typed):
    add(both[0], held(notes=[("a near b and or not who", ())]))
    for asked in both:
        asked.search(typed)
        asked.candidate_ids(typed)
        asked.known_candidates(typed)


@given(notes=st.lists(texts, min_size=1, max_size=5), typed=texts)
def test_search_finds_exactly_what_holds_every_word(desk, notes, typed):
    (one,) = add(desk, held(name="-", role="", notes=[(text, ()) for text in notes]))
    for query in (typed, *notes):
        terms = parse(query)
        document = folded("\n".join(notes))
        expected = bool(terms) and all(term.is_in(document) for term in terms)
        assert (one.id in {hit.interview_id for hit in desk.search(query, 10_000)}) == expected


def test_the_sample_is_found_until_there_is_something_real(desk):
    desk.add_sample()
    assert len(found(desk, "xss")) == 1
    (one, two) = add(desk, *(held(notes=[("about xss", ())]) for _ in range(2)))
    assert set(found(desk, "xss")) == {one.id, two.id}
    desk.remove_sample()
    desk.add_sample()  # it comes last now, so it's the first to be left out
    assert [hit.interview_id for hit in desk.search("xss", 2)].count(one.id) == 1
    assert len(desk.search("xss", 2)) == 2


# --- Candidates -------------------------------------------------------------------------------


def test_candidates_are_listed_by_their_latest_interview(desk):
    early, late, middle = add(desk, held("Early Person"), held("Late Person", days=9), held("Middle Person", days=3))
    assert desk.candidate_ids() == [one.candidate.id for one in (late, middle, early)]
    again = replace(held(days=20), candidate=early.candidate)
    add(desk, again)
    assert desk.candidate_ids() == [one.candidate.id for one in (early, late, middle)]
    rows = desk.candidate_rows([middle.candidate.id, early.candidate.id, "nobody"])
    assert [(row.candidate, row.id) for row in rows] == [("Middle Person", middle.id), ("Early Person", again.id)]


def test_candidates_are_found_by_part_of_a_name_and_by_what_was_written(both):
    desk, reader = both
    anais, other = add(
        desk,
        held("Anaïs Krishnamūrti-Okafor", "anais@example.org", days=1),
        held("Other Person", notes=[("spoke of kubernetes", ())]),
    )
    for asked in (reader, desk):
        for typed in ("ana", "NAMURTI", "okafor ana", "anais@ex", "krishna"):
            assert asked.candidate_ids(typed) == [anais.candidate.id], typed
        assert asked.candidate_ids("kuber") == [other.candidate.id]
        assert asked.candidate_ids("engineer") == [anais.candidate.id, other.candidate.id]
        assert asked.candidate_ids("nobody") == []


def test_known_candidates_by_name_address_and_phone(desk):
    people = [
        Candidate(new_id(), "Mary Ann Example", "mary@example.org", "+44 20 7946 0999"),
        Candidate(new_id(), "Ann Sample", "ann@example.org"),
    ]
    for day, person in enumerate(people):
        add(desk, replace(held(days=day), candidate=person))
    assert desk.known_candidates("ann") == [people[1], people[0]]  # a name that begins so comes first
    assert desk.known_candidates("mary") == [people[0]]
    assert desk.known_candidates("ann@exa") == [people[1]]
    assert desk.known_candidates("020 7946") == []
    assert desk.known_candidates("20 7946") == [people[0]]
    assert desk.known_candidates("ann", 1) == [people[1]]
    assert desk.known_candidates("") == desk.known_candidates("?") == []


def test_people_of_the_sample_are_nobody_once_there_is_somebody(desk):
    desk.add_sample()
    assert len(desk.candidate_ids()) == len(desk.candidate_ids("xss")) == 1
    assert desk.known_candidates("ana") == []
    (one,) = add(desk, held(notes=[("xss", ())]))
    assert desk.candidate_ids() == desk.candidate_ids("xss") == [one.candidate.id]
