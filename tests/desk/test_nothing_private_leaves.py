"""Private strings planted in every private field, through the ways they get in, and every form a letter leaves in.

The planted words are invented ones that occur nowhere else, so the reader here needs none of the program's own
judgement: it opens whatever left (pages, structure, metadata, streams, mail parts) and looks for them.
"""

from __future__ import annotations

import email
import json
import random
import re
import string
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import policy
from io import BytesIO

import pypdf
import pypdfium2
import pytest

from feedback_desk.capture.kits import write_kit
from feedback_desk.desk import Desk
from feedback_desk.errors import BadInput, LetterBlocked
from feedback_desk.exchange.notes_file import write_notes
from feedback_desk.letter import arrange
from feedback_desk.model import (
    Block,
    BlockKind,
    Candidate,
    Decision,
    Interview,
    InterviewState,
    Note,
    NoteKind,
    Profile,
    Section,
    new_id,
)
from feedback_desk.store import kits
from tests.strategies import KIT

FORMATS = ("pdf", "md", "txt", "eml", "card")
WHEN = datetime(2026, 11, 19, 14, 0, tzinfo=UTC)
SYLLABLES = [a + b for a in ("zv", "qu", "xr", "vlo", "jha", "pfu", "gni") for b in ("ok", "arp", "ibx", "umq", "ezd")]
SHAREABLE = (
    "explained how the token is bound to the session",
    "read the handler from its entry point",
    "missed that the id is checked on one path only",
    "wrote the query by joining strings",
    "named three ways to store a secret and when each is right",
    "asked what the data is worth before drawing the diagram",
)
SKILLS = ("xss", "csp", "idor", "sql-injection", "threat-modelling", "unheard-of", "")


class Planting:
    """Makes private sentences out of words that nobody says, and remembers the words."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words: set[str] = set()

    def word(self) -> str:
        word = "".join(self.random.sample(SYLLABLES, 3))
        self.words.add(word)
        return word

    def sentence(self) -> str:
        words = [self.word() for _ in range(self.random.randint(1, 8))]
        return f"they {' '.join(words)} {self.random.choice(['today', 'again', '#csp', '*x*', '<b>'])}"

    def name(self) -> str:
        return f"{self.word().title()} {self.word().title()}"

    def own_name(self) -> str:
        """Of the candidate; no digits, which a page number could follow."""
        return f"Robin Fallow{''.join(self.random.choices(string.ascii_lowercase, k=2))}"

    def interview(self) -> Interview:
        rnd = self.random
        hidden = [NoteKind.PLAIN, NoteKind.PRIVATE, NoteKind.QUESTION]
        notes = []
        for at in range(rnd.randint(3, 14)):
            kind = rnd.choice([*hidden, NoteKind.STRENGTH, NoteKind.GAP, NoteKind.SERIOUS_GAP, NoteKind.QUOTE])
            text = self.sentence() if kind in hidden else rnd.choice(SHAREABLE)
            skill = rnd.choice(SKILLS)
            section = rnd.choice([section.id for section in KIT.sections])
            notes.append(Note(new_id(), section, kind, text, (skill,) if skill else (), at * 60))
        sections = tuple(Section(s.id, s.title, rnd.choice([None, 1, 2, 3, 4])) for s in KIT.sections)
        return Interview(
            id=new_id(),
            candidate=Candidate(new_id(), self.own_name(), "robin@example.org", self.word()),
            role="Application Security Engineer",
            kit="planted",
            kit_version=1,
            when=rnd.choice([WHEN, WHEN - timedelta(days=40)]),
            state=InterviewState.FINISHED,
            sections=sections,
            notes=tuple(notes),
            ended_at=3000,
            decision=rnd.choice([None, *Decision]),
            waived=rnd.choice(["", self.sentence()]),
        )

    def kit(self) -> str:
        sections = tuple(
            replace(s, questions=(self.sentence(),), behaviours=tuple(self.sentence() for _ in range(4)))
            for s in KIT.sections
        )
        kit = replace(KIT, id="planted", version=1, scale=tuple(self.word() for _ in range(4)), sections=sections)
        return json.dumps(write_kit(kit))


def everything_said(content: bytes, form: str) -> str:
    """All that a file says to anybody who looks into it."""
    if form in ("md", "txt"):
        return content.decode()
    if form == "eml":
        message = email.message_from_bytes(content, policy=policy.SMTP)
        said = [str(value) for value in message.values()]
        for part in message.walk():
            said += [str(value) for value in part.values()]
            inner = part.get_payload(decode=True)
            if isinstance(inner, bytes):
                is_pdf = part.get_content_type() == "application/pdf"
                said.append(everything_said(inner, "pdf") if is_pdf else inner.decode("utf-8"))
        return "\n".join(said)
    said = []
    document = pypdfium2.PdfDocument(content)
    for page in document:
        said.append(page.get_textpage().get_text_range())
    document.close()
    reader = pypdf.PdfReader(BytesIO(content))
    said += [page.extract_text() for page in reader.pages]
    for number in range(1, len(reader.xref[0]) + 1):
        thing = reader.get_object(pypdf.generic.IndirectObject(number, 0, reader))
        said.append(repr(thing))
        if isinstance(thing, pypdf.generic.StreamObject):
            data = thing.get_data()
            said += [data.decode("latin-1"), data.decode("utf-16-be", "ignore")]
    return "\n".join(said)


def planted_in(said: str, words: set[str]) -> set[str]:
    """The planted words in a text, whatever stands between their letters."""
    letters = re.sub(r"[\W_]+", "", said).casefold()
    return {word for word in words if word in letters}


def stored(desk: Desk, planting: Planting) -> str:
    """An interview, put in one of the ways an interview gets in."""
    interview, rnd = planting.interview(), planting.random
    with desk._store.transaction():
        kits.keep(desk._store, "planted", 1, planting.kit())
    way = rnd.choice(["at once", "note by note", "text", "edited"])
    if way == "text":
        kit = desk.kit_of(interview)
        interview_id, _ = desk.import_text(write_notes(interview, kit).encode())
        return interview_id
    if way == "at once":
        desk.add_interview(interview)
        return interview.id
    desk.add_interview(replace(interview, notes=()))
    for note in interview.notes:
        if way == "edited" and not note.kind.is_evidence:
            # Filed as a strength first, drafted from, and then found to be private.
            desk.put_note(interview.id, replace(note, kind=NoteKind.STRENGTH, skills=("csp",)))
            desk.draft_letter(interview.id)
        desk.put_note(interview.id, note)
    for section in interview.sections:
        desk.rate(interview.id, section.id, section.rating)
    desk.decide(interview.id, interview.decision)
    desk.keep_draft_line(interview.id, "web", f"! {planting.sentence()}")
    return interview.id


def handled(desk: Desk, interview_id: str, rnd: random.Random):
    """The letter after some of what one can do with it on its screen."""
    letter = desk.draft_letter(interview_id)
    for _ in range(rnd.randint(0, 4)):
        with suppress(BadInput):  # not every part can be joined or split
            letter = one_step(desk, letter, rnd)
    return letter


def one_step(desk, letter, rnd):
    block = rnd.choice(letter.blocks)
    match rnd.choice(["move", "split", "join", "leave out", "tone", "design", "overview", "re-draft"]):
        case "move":
            letter = arrange.move(letter, block.id, rnd.choice([-1, 1]))
        case "split" if "\n" in block.text:
            letter = arrange.split(letter, block.id, block.text.index("\n"))
        case "join":
            letter = arrange.join(letter, block.id)
        case "leave out":
            blocks = tuple(replace(b, left_out=b.id == block.id) for b in letter.blocks)
            letter = replace(letter, blocks=blocks)
        case "tone":
            letter = replace(letter, tone="formal", language=rnd.choice(["en", "hi"]))
        case "design":
            letter = replace(letter, design=rnd.choice(["classic", "railed"]))
        case "overview":
            letter = replace(letter, overview=True)
        case "re-draft":
            desk.save_letter(letter)
            letter = desk.draft_letter(letter.interview_id)
    return letter


@pytest.fixture
def desk(home, clock):
    with Desk.open(home, now=clock) as desk:
        desk.set_profile(Profile("Tomás Okafor", "Lead", "Northwind Labs", "1 Example Street", "tomas@example.org"))
        yield desk


@pytest.mark.parametrize(
    "seeds",
    [
        pytest.param(range(25), id="25 letters"),
        pytest.param(range(25, 1025), id="1000 letters", marks=pytest.mark.long),
    ],
)
def test_nothing_planted_is_in_what_leaves(desk, seeds, tmp_path):
    left = 0
    for seed in seeds:
        planting = Planting(seed)
        planting.words |= {str(word) for word in _names_of_others(desk, planting)}
        interview_id = stored(desk, planting)
        letter = handled(desk, interview_id, planting.random)
        for form in FORMATS:
            target = tmp_path / f"letter.{form}"
            desk.export_letter(letter, target, format=form)
            found = planted_in(everything_said(target.read_bytes(), form), planting.words)
            assert not found, (seed, form)
            left += 1
        desk.mark_sent(letter, "robin@example.org")
        (sent, *_) = desk.sent_letters(interview_id)
        assert not planted_in(everything_said(desk.sent_pdf(sent.id), "pdf") + sent.text, planting.words)
    assert left == len(seeds) * len(FORMATS)


def _names_of_others(desk: Desk, planting: Planting) -> set[str]:
    """Another candidate with an interview of their own; the words of their name."""
    name = planting.name()
    other = replace(planting.interview(), candidate=Candidate(new_id(), name), kit="", kit_version=0)
    desk.add_interview(other)
    return set(name.casefold().split())


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("part", ["text", "title", "next_step"])
def test_what_is_put_there_by_hand_is_found(desk, form, part, tmp_path):
    """The program refuses it, whichever part of a block it is typed into and whatever form is asked for."""
    planting = Planting(7)
    private = " ".join(planting.word() for _ in range(6))
    interview = replace(planting.interview(), notes=(Note("n0000001", "web", NoteKind.PRIVATE, private),), waived="")
    desk.add_interview(interview)
    letter = desk.draft_letter(interview.id)
    given = {"title": "A point", "text": "You said so.", "next_step": "Try it.", part: private}
    letter = replace(letter, blocks=(*letter.blocks, Block("b0000001", BlockKind.GROWTH, edited=True, **given)))
    with pytest.raises(LetterBlocked):
        desk.export_letter(letter, tmp_path / "letter", format=form)
    assert not (tmp_path / "letter").exists()


def test_the_reader_of_these_tests_finds_what_is_there(desk, tmp_path):
    """The same words as a shareable note reach every form, and every form is read well enough to show it."""
    planting = Planting(8)
    word = planting.word()
    interview = replace(
        planting.interview(),
        notes=(Note("n0000001", "web", NoteKind.STRENGTH, f"explained the {word} well", ("csp",)),),
    )
    desk.add_interview(interview)
    letter = desk.draft_letter(interview.id)
    for form in FORMATS:
        target = tmp_path / f"letter.{form}"
        desk.export_letter(letter, target, format=form)
        assert planted_in(everything_said(target.read_bytes(), form), {word}) == {word}, form
