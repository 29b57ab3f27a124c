"""The letter's use cases, and text in and out: what is written, what is refused, what is kept."""

import email
import email.policy
import errno
import hashlib
import json
import os
import stat
import time
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from feedback_desk import paths
from feedback_desk.desk import Desk, letters
from feedback_desk.errors import BadInput, LetterBlocked, NotFound
from feedback_desk.letter.filename import suggested_name
from feedback_desk.model import (
    BlockKind,
    Candidate,
    Decision,
    Feedback,
    Interview,
    InterviewState,
    LetterState,
    Note,
    NoteKind,
    Policy,
    Profile,
    Redrafted,
    Severity,
    new_id,
)
from feedback_desk.pdf.picture import pages
from feedback_desk.store import settings
from feedback_desk.store.letters import read_letter, write_letter
from feedback_desk.whole_file import write_whole

EXAMPLE = paths.bundled("assets", "examples", "interview.md").read_bytes()


@pytest.fixture
def held(desk, clock):
    """A finished interview with a strength, a gap and a private note."""
    desk.set_profile(Profile("Test Writer", "Engineer", "Example Ltd", email="writer@example.org"))
    interview = Interview(
        id=new_id(),
        candidate=Candidate(new_id(), "Robin Example", "robin@example.org", preferred_name="Robin"),
        role="Application Security Engineer",
        kit="application-security",
        kit_version=0,
        when=clock.now - timedelta(hours=2),
        state=InterviewState.FINISHED,
        notes=(
            Note("note0001", "", NoteKind.STRENGTH, "explained nonces without being asked", ("csp",)),
            Note("note0002", "", NoteKind.GAP, "took stored and reflected XSS for the same thing", ("xss",)),
            Note("note0003", "", NoteKind.PRIVATE, "seemed rushed, back-to-back calls all day long"),
        ),
        decision=Decision.HOLD,
    )
    desk.add_interview(interview)
    return interview


def edit(letter, kind, text):
    blocks = tuple(replace(b, text=text, edited=True) if b.kind is kind else b for b in letter.blocks)
    return replace(letter, blocks=blocks)


def test_a_gap_noted_in_a_section_of_the_kit_belongs_to_the_role(desk, held):
    kit = desk.kit_of(held)
    notes = tuple(
        Note(f"gap{number}0000", section, NoteKind.GAP, f"left out step {number} of the plan", skills)
        for number, (section, skills) in enumerate((("", ()), (kit.sections[0].id, ()), ("", ("payroll",))))
    )
    interview = replace(held, notes=notes)
    found = desk.check_letter(desk.compose_letter(interview), interview)
    titles = [one.text for one in found if one.rule == "off-role"]
    assert titles == ["Payroll"]


# --- Drafting ---------------------------------------------------------------------------------


def test_a_draft_comes_from_the_notes_and_is_kept(desk, held, home):
    assert desk.letter(held.id) is None
    letter = desk.draft_letter(held.id)
    assert (letter.candidate, letter.role, letter.state) == ("Robin Example", held.role, LetterState.DRAFT)
    assert {b.kind for b in letter.blocks} >= {BlockKind.SALUTATION, BlockKind.STRENGTH, BlockKind.GROWTH}
    growth = next(b for b in letter.blocks if b.kind is BlockKind.GROWTH)
    assert growth.notes == ("note0002",)
    with Desk.open(home, readonly=True) as reader:
        assert reader.letter(held.id) == letter
    assert desk.interviews()[0].letter is LetterState.DRAFT


def test_an_unchanged_letter_is_not_written_again(desk, held, home, clock):
    letter = desk.draft_letter(held.id)
    with Desk.open(home, readonly=True) as reader:
        seen = reader.data_version()
        clock.forward(days=2)
        assert desk.draft_letter(held.id) == letter
        assert reader.data_version() == seen
        desk.save_letter(letter)
        assert reader.data_version() == seen
        desk.put_note(held.id, Note(new_id(), "", NoteKind.STRENGTH, "drew the data flow first", ("threat-modeling",)))
        again = desk.draft_letter(held.id)
        assert again.id == letter.id
        assert again.written_on == clock.now.date()
        assert len(again.blocks) > len(letter.blocks)
        assert reader.data_version() != seen


def test_what_was_edited_stays_through_a_draft(desk, held):
    words = "You told us calmly what you would try first."
    desk.save_letter(edit(desk.draft_letter(held.id), BlockKind.STRENGTH, words))
    desk.put_note(held.id, Note(new_id(), "", NoteKind.GAP, "guessed at the owner check", ("idor",)))
    assert words in [b.text for b in desk.draft_letter(held.id).blocks]


@pytest.mark.parametrize("exported", [True, False], ids=["exported", "worked on"])
def test_a_corrected_name_stops_the_letter_until_it_is_drafted_again(desk, held, tmp_path, exported):
    letter = edit(desk.draft_letter(held.id), BlockKind.CLOSING, "Thank you again, and good luck.")
    desk.save_letter(letter)
    if exported:
        desk.export_letter(letter, tmp_path / "a.pdf")
    assert all(change.what is Redrafted.KEPT for change in desk.redraft_changes(held.id))
    desk.set_candidate(replace(held.candidate, name="Robin Exampel"))
    letter = desk.letter(held.id)
    (stop,) = [found for found in desk.check_letter(letter) if found.stops]
    assert (stop.rule, "name" in stop.why) == ("wrong-facts", True)
    attempts = [desk.letter_pdf, desk.mail_draft]
    if not exported:  # that one left with the old name, and may be marked as sent so
        attempts.append(lambda letter: desk.mark_sent(letter, "robin@example.org"))
    for attempt in attempts:
        with pytest.raises(LetterBlocked):
            attempt(letter)
    heading, *_ = desk.redraft_changes(held.id)
    assert [one.text.split("\n")[0] for one in (heading.before, heading.after)] == ["Robin Example", "Robin Exampel"]
    again = desk.draft_letter(held.id)
    assert (again.candidate, again.blocks[-1].text) == ("Robin Exampel", "Thank you again, and good luck.")
    assert not [found for found in desk.check_letter(again) if found.stops]
    assert not [change for change in desk.redraft_changes(held.id) if change.what is Redrafted.CHANGED]


def test_a_letter_that_was_sent_is_as_it_was_whatever_is_corrected_later(desk, held):
    desk.mark_sent(desk.draft_letter(held.id), "robin@example.org")
    desk.set_candidate(replace(held.candidate, name="Robin Exampel"))
    letter = desk.letter(held.id)
    assert letter.candidate == "Robin Example"
    assert not [found for found in desk.check_letter(letter) if found.stops]


def test_the_name_they_go_by_greets_them(desk, held):
    desk.set_candidate(replace(held.candidate, name="Robert Example", preferred_name="Bob"))
    letter = edit(desk.draft_letter(held.id), BlockKind.SALUTATION, "Hello Bob,")
    assert not [found for found in desk.check_letter(letter) if found.rule == "wrong-facts"]


def test_composing_stores_nothing_and_is_the_same_each_time(desk, held, home):
    unstored = replace(held, id=new_id(), candidate=replace(held.candidate, id=new_id()))
    letter = desk.compose_letter(unstored)
    assert desk.compose_letter(unstored) == letter
    assert len(desk.interviews()) == 1
    assert desk.letter(unstored.id) is None
    assert desk.check_letter(letter, unstored) is not None
    pdf = desk.letter_pdf(letter, unstored)
    assert pdf == desk.letter_pdf(letter, unstored)
    with pytest.raises(NotFound):
        desk.check_letter(letter)


# --- The wall ---------------------------------------------------------------------------------


def test_what_is_private_does_not_pass(desk, held, tmp_path):
    letter = edit(desk.draft_letter(held.id), BlockKind.CLOSING, "You seemed rushed, back-to-back calls all day long.")
    assert any(found.severity is Severity.BLOCK for found in desk.check_letter(letter))
    for out in ("pdf", "md"):
        with pytest.raises(LetterBlocked) as caught:
            desk.export_letter(letter, tmp_path / f"letter.{out}", format=out)
        assert caught.value.reasons
        assert "rushed" not in str(caught.value)  # a message may end up in a log
    with pytest.raises(LetterBlocked):
        desk.mark_sent(letter, "robin@example.org")
    assert not list(tmp_path.glob("letter*"))
    assert desk.sent_letters(held.id) == []
    assert desk.letter(held.id).state is LetterState.DRAFT


@pytest.mark.parametrize("whole", [True, False], ids=["few candidates", "many candidates"])
def test_another_candidates_name_does_not_pass(desk, held, clock, monkeypatch, whole):
    if not whole:
        monkeypatch.setattr("feedback_desk.desk.letters.NAMES_READ_WHOLE", 1)
    for name in ("Frances Sampleworth", "Robin Example", "Solo", "王伟"):
        other = replace(held, id=new_id(), candidate=Candidate(new_id(), name), notes=())
        desk.add_interview(other)
    letter = desk.draft_letter(held.id)
    context = desk._private_context(letter, None)
    assert "Robin Example" not in context.other_names  # a namesake is no leak
    assert "Solo" not in context.other_names
    desk.letter_pdf(letter)
    leaking = edit(letter, BlockKind.CLOSING, "Thank you. We also spoke to FRANCES Sampleworth that week.")
    assert "Frances Sampleworth" in desk._private_context(leaking, None).other_names
    with pytest.raises(LetterBlocked):
        desk.letter_pdf(leaking)
    assert "王伟" in desk._private_context(edit(letter, BlockKind.CLOSING, "像王伟一样"), None).other_names


def test_ticked_questions_and_last_time_change_nothing_of_letter_context_and_checks(desk, held):
    """Ticks are places in the kit, not words; asking for last time reads and leaves nothing behind."""
    before = replace(held, id=new_id(), when=held.when - timedelta(days=30))
    before = replace(before, notes=tuple(replace(note, id=new_id(), skills=("oauth",)) for note in held.notes))
    desk.add_interview(before)
    letter = desk.draft_letter(held.id)
    context, checks = desk._private_context(letter, None), desk.check_letter(letter)
    for section in desk.interview(held.id).sections:
        desk.set_asked(held.id, section.id, (1, 2, 3))
    row, gaps = desk.last_time(desk.interview(held.id))
    assert (row.id, [gap.key for gap in gaps]) == (before.id, ["oauth"])
    assert desk.compose_letter(desk.interview(held.id)) == desk.compose_letter(held)
    assert desk.draft_letter(held.id) == letter
    assert desk._private_context(letter, None) == context
    assert desk.check_letter(letter) == checks


def test_the_private_context_holds_what_the_letter_may_not(desk, held):
    desk.put_note(held.id, Note(new_id(), "", NoteKind.PLAIN, "plain words"))
    desk.put_note(held.id, Note(new_id(), "", NoteKind.QUESTION, "asked words"))
    context = desk._private_context(desk.draft_letter(held.id), None)
    assert set(context.notes) == {"seemed rushed, back-to-back calls all day long", "plain words", "asked words"}
    assert "explained nonces without being asked" in context.shareable
    assert context.rating_words == desk.kit("application-security").scale
    assert context.decision == "hold"
    assert str(desk._store.home) in context.secrets


# --- Export -----------------------------------------------------------------------------------


def test_an_export_is_whole_and_marks_the_letter(desk, held, tmp_path):
    letter = desk.draft_letter(held.id)
    change = desk.export_letter(letter, tmp_path / "Robin.pdf", paper="letter", source="screen")
    assert (change.ids, change.source) == ({letter.id, held.id}, "screen")
    assert (tmp_path / "Robin.pdf").read_bytes() == desk.letter_pdf(letter, paper="letter")
    assert desk.letter(held.id) == replace(letter, state=LetterState.EXPORTED)
    desk.export_letter(letter, tmp_path / "Robin.md", format="md")
    assert "Robin" in (tmp_path / "Robin.md").read_text("utf-8")
    assert [row.letter for row in desk.interviews()] == [LetterState.EXPORTED]
    assert [row.id for row in desk.overview().owed] == [held.id]  # exported is not sent
    with pytest.raises(BadInput):
        desk.export_letter(letter, tmp_path / "Robin.doc", format="doc")
    assert {path.name for path in tmp_path.iterdir()} == {"home", "Robin.pdf", "Robin.md"}


def test_an_unstored_letter_is_exported_and_stays_unstored(desk, held, tmp_path):
    unstored = replace(held, id=new_id())
    change = desk.export_letter(desk.compose_letter(unstored), tmp_path / "a.pdf", interview=unstored)
    assert change.ids == frozenset()
    assert (tmp_path / "a.pdf").exists()
    assert desk.letter(held.id) is None


def test_an_export_that_cannot_be_written_says_so_and_leaves_what_was_there(desk, held, tmp_path):
    letter = desk.draft_letter(held.id)
    with pytest.raises(BadInput, match="does not exist"):
        desk.export_letter(letter, tmp_path / "no" / "a.pdf")
    with pytest.raises(BadInput, match="is a folder"):
        desk.export_letter(letter, tmp_path)
    assert desk.letter(held.id).state is LetterState.DRAFT


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes to name here")
def test_an_export_never_replaces_a_device_or_a_pipe(desk, held, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(os.devnull)
    for target in (tmp_path / "pipe", tmp_path / "link"):
        with pytest.raises(BadInput, match="device or a pipe"):
            desk.export_letter(desk.draft_letter(held.id), target)
    assert (tmp_path / "pipe").is_fifo()
    assert {path.name for path in tmp_path.iterdir()} == {"home", "pipe", "link"}


@pytest.mark.skipif(os.name != "posix", reason="links and permissions as POSIX has them")
def test_an_export_keeps_a_link_and_the_permissions_of_the_file_it_replaces(desk, held, tmp_path):
    letter = desk.draft_letter(held.id)
    (tmp_path / "kept").mkdir()
    old = tmp_path / "kept" / "old.pdf"
    old.write_bytes(b"what was there")
    old.chmod(0o600)
    link = tmp_path / "link.pdf"
    link.symlink_to(Path("kept", "old.pdf"))
    desk.export_letter(letter, link)
    assert link.is_symlink()
    assert old.read_bytes() == desk.letter_pdf(letter)
    assert old.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in old.parent.iterdir()] == ["old.pdf"]


def test_a_failed_export_leaves_the_old_file_and_nothing_half_written(desk, held, tmp_path, monkeypatch):
    target = tmp_path / "a.pdf"
    target.write_bytes(b"what was there")

    def refuse(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("feedback_desk.whole_file.os.fsync", refuse)
    with pytest.raises(BadInput, match="No space left"):
        desk.export_letter(desk.draft_letter(held.id), target)
    assert target.read_bytes() == b"what was there"
    assert {path.name for path in tmp_path.iterdir()} == {"home", "a.pdf"}


@pytest.mark.parametrize("trouble", ["no room", "no leave", "folder gone"])
@pytest.mark.parametrize("format", ["pdf", "eml", "md", "txt", "card"])
def test_whatever_fails_is_a_sentence_and_nothing_is_half_written(desk, held, tmp_path, monkeypatch, format, trouble):
    letter = desk.draft_letter(held.id)
    target = tmp_path / "out" / f"a.{format}"
    target.parent.mkdir()
    words = break_writing(monkeypatch, trouble, target.parent)
    with pytest.raises(BadInput, match=words):
        desk.export_letter(letter, target, format=format)
    monkeypatch.undo()
    assert not target.parent.exists() or list(target.parent.iterdir()) == []
    assert desk.letter(held.id) == letter


def break_writing(monkeypatch, trouble, folder):
    """Let writing there fail as it does in life; the words that it is told with."""
    if trouble == "folder gone":
        folder.rmdir()
        return "does not exist"
    number = errno.ENOSPC if trouble == "no room" else errno.EACCES

    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(f"feedback_desk.whole_file.os.{'fsync' if trouble == 'no room' else 'open'}", refuse)
    return os.strerror(number)


def test_a_folder_one_may_not_look_into_is_a_sentence_too(desk, held, tmp_path, monkeypatch):
    def refuse(self):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("pathlib.Path.is_dir", refuse)
    with pytest.raises(BadInput, match="Permission denied"):
        write_whole(tmp_path / "a.pdf", b"")


def test_a_file_with_the_longest_name_there_is_can_be_written(tmp_path):
    target = tmp_path / ("क" * 83 + ".pdf")
    assert len(target.name.encode()) == 253
    write_whole(target, b"first")
    write_whole(target, b"second")
    assert [(path, path.read_bytes()) for path in tmp_path.iterdir()] == [(target, b"second")]
    with pytest.raises(BadInput, match="could not be written"):
        write_whole(tmp_path / ("a" * 300), b"")


# --- On its way out ---------------------------------------------------------------------------


def test_the_outbox_is_private_and_no_letter_takes_the_place_of_another(desk, held, home):
    letter = desk.draft_letter(held.id)
    first = desk.put_in_outbox(letter)
    assert first.read_bytes() == desk.letter_pdf(letter)
    assert first.name == suggested_name(letter, "pdf")
    if os.name == "posix":
        outbox = home / "outbox"
        assert [stat.S_IMODE(one.stat().st_mode) for one in (first, first.parent, outbox)] == [0o600, 0o700, 0o700]
    assert desk.put_in_outbox(letter) == first
    other = desk.put_in_outbox(edit(letter, BlockKind.CLOSING, "Thank you again, and good luck."))
    assert other.name == first.name and other != first
    assert first.read_bytes() == desk.letter_pdf(letter)  # a mail program may still read it


def test_what_lay_in_the_outbox_for_a_day_is_removed(desk, held, home):
    letter = desk.draft_letter(held.id)
    old, wanted = desk.put_in_outbox(letter, "eml", ""), desk.put_in_outbox(letter)
    for file in (old, wanted):
        os.utime(file.parent, (0, time.time() - 25 * 3600))
    assert desk.put_in_outbox(letter) == wanted
    assert list((home / "outbox").iterdir()) == [wanted.parent]
    os.utime(wanted.parent, (0, time.time() - 25 * 3600))
    desk.clear_outbox()
    assert list((home / "outbox").iterdir()) == []


@pytest.mark.parametrize("trouble", ["no room", "no leave"])
def test_an_outbox_that_takes_nothing_is_a_sentence(desk, held, home, monkeypatch, trouble):
    letter = desk.draft_letter(held.id)
    words = break_writing(monkeypatch, trouble, home)
    with pytest.raises(BadInput, match=words):
        desk.put_in_outbox(letter, "eml")
    monkeypatch.undo()
    assert [path for path in (home / "outbox").rglob("*") if path.is_file()] == []


def test_an_outbox_that_is_no_folder_is_a_sentence(desk, held, home):
    (home / "outbox").write_text("somebody's file")
    with pytest.raises(BadInput, match="Nothing was written"):
        desk.put_in_outbox(desk.draft_letter(held.id))
    desk.clear_outbox()


def test_nothing_blocked_reaches_the_outbox(desk, held, home):
    letter = edit(desk.draft_letter(held.id), BlockKind.CLOSING, "You seemed rushed, back-to-back calls all day long.")
    for format in ("pdf", "eml"):
        with pytest.raises(LetterBlocked):
            desk.put_in_outbox(letter, format)
    assert not (home / "outbox").exists()


def test_a_letter_that_left_is_exported_unless_it_changed_since(desk, held):
    letter = desk.draft_letter(held.id)
    desk.save_letter(edit(letter, BlockKind.CLOSING, "Thank you again, and good luck."))
    desk.mark_exported(letter)
    assert desk.letter(held.id).state is LetterState.DRAFT
    desk.mark_exported(desk.letter(held.id))
    assert desk.letter(held.id).state is LetterState.EXPORTED
    desk.mark_sent(desk.letter(held.id), "robin@example.org")
    desk.mark_exported(desk.letter(held.id))
    assert desk.letter(held.id).state is LetterState.SENT


def attached_to(draft):
    (part,) = email.message_from_bytes(draft, policy=email.policy.SMTP).iter_attachments()
    return part.get_content()


def test_every_way_out_carries_the_same_letter(desk, held, home, tmp_path, clock):
    """What was exported, drafted and dragged is, days later, what is kept as sent: byte for byte."""
    letter = desk.draft_letter(held.id)
    desk.export_letter(letter, tmp_path / "a.pdf")
    exported = (tmp_path / "a.pdf").read_bytes()
    drafted = desk.put_in_outbox(letter, "eml", "Recruiting <jobs@example.org>").read_bytes()
    assert attached_to(drafted) == desk.put_in_outbox(letter).read_bytes() == exported
    clock.forward(days=3)
    assert desk.draft_letter(held.id).written_on == letter.written_on
    desk.mark_sent(desk.letter(held.id), "jobs@example.org")
    checks = desk.check_letter(letter)
    (sent,) = desk.sent_letters(held.id)
    desk.close()
    with Desk.open(home) as again:
        (kept,) = again.sent_letters(held.id)
        assert again.sent_pdf(kept.id) == exported
        assert kept == sent
        assert (kept.sha256, kept.sent_at) == (hashlib.sha256(exported).hexdigest(), clock.now)
        assert (kept.sent_to, kept.checks) == ("jobs@example.org", checks)


def test_a_draft_is_late_on_the_day_it_is_looked_at(desk, held, clock):
    letter = desk.draft_letter(held.id)
    assert "late" not in {found.rule for found in desk.check_letter(letter)}
    clock.forward(days=10)
    assert desk.draft_letter(held.id) == letter
    assert "late" in {found.rule for found in desk.check_letter(letter)}


@pytest.mark.parametrize("way", ["pdf", "md", "eml", "outbox", "sent"])
def test_a_letter_has_the_day_it_goes_out_and_keeps_it(desk, held, clock, tmp_path, way):
    """Drafted on the 20th, out on the 30th, looked at and marked as sent in December."""
    letter = desk.draft_letter(held.id)
    first = desk.letter_pdf(letter)
    clock.forward(days=10)
    written = desk.letter_pdf(letter)
    assert written == desk.letter_pdf(letter) != first
    assert "30 November 2026" in desk.letter_text(letter, markdown=True)
    if way == "sent":
        desk.mark_sent(letter, "robin@example.org")
    elif way == "outbox":
        desk.put_in_outbox(letter)
        desk.mark_exported(letter)
    else:
        desk.export_letter(letter, tmp_path / f"a.{way}", format=way)
    stored = desk.letter(held.id)
    assert (stored.written_on, stored.state) == (clock.now.date(), "sent" if way == "sent" else "exported")
    clock.forward(days=5)
    for held_by_a_screen in (letter, stored):
        assert desk.letter_pdf(held_by_a_screen) == written
    if way != "sent":
        desk.mark_sent(letter, "robin@example.org")
    (sent,) = desk.sent_letters(held.id)
    assert desk.sent_pdf(sent.id) == written
    assert "30 November 2026" in sent.text
    corrected = edit(letter, BlockKind.CLOSING, "Thank you again, and good luck.")
    assert "5 December 2026" in desk.letter_text(corrected, markdown=True)


# --- What the organisation allows -------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "leaves"),
    [
        (Policy(), {"pdf", "eml", "md", "txt", "card"}),
        (Policy(Feedback.PHONE_CARD), {"card"}),
        (Policy(Feedback.NOTHING), set()),
        (Policy(sign_off=True), set()),
    ],
    ids=["letter", "phone card", "nothing", "sign-off"],
)
def test_only_what_the_organisation_allows_leaves(desk, held, tmp_path, policy, leaves):
    letter = desk.draft_letter(held.id)
    desk.set_policy(policy)
    for format in ("pdf", "eml", "md", "txt", "card"):
        target = tmp_path / f"a.{format}"
        if format in leaves:
            desk.export_letter(letter, target, format=format)
        else:
            with pytest.raises(LetterBlocked) as caught:
                desk.export_letter(letter, target, format=format)
            assert len(caught.value.reasons) == 1
        assert target.exists() == (format in leaves)
    if "pdf" not in leaves:
        for attempt in (desk.put_in_outbox, lambda letter: desk.mark_sent(letter, "robin@example.org")):
            with pytest.raises(LetterBlocked):
                attempt(letter)


def test_a_letter_that_was_signed_off_leaves_until_a_word_changes(desk, held, clock, tmp_path):
    desk.set_policy(Policy(sign_off=True))
    letter = desk.sign_off(desk.draft_letter(held.id), "Devika Rao")
    clock.forward(days=1)
    desk.export_letter(letter, tmp_path / "a.pdf")
    with pytest.raises(LetterBlocked):
        desk.export_letter(edit(letter, BlockKind.CLOSING, "Thank you again, and good luck."), tmp_path / "b.pdf")


def test_pages_of_a_letter_that_is_far_too_long_are_not_all_drawn(desk, held, monkeypatch):
    monkeypatch.setattr(letters, "PAGES_DRAWN", 2)
    letter = edit(desk.draft_letter(held.id), BlockKind.CLOSING, "Thank you for your time. " * 1200)
    drawn = desk.drawn(letter, 200)
    assert (len(drawn.pages), drawn.undrawn) == (2, pages(desk.rendered(letter).pdf) - 2)
    assert desk.drawn(desk.letter(held.id), 200).undrawn == 0


def test_what_only_another_version_could_use_leaves_the_other_words_and_lists(desk, held):
    desk.set_wording("en", "warm", "page.growth", "What to learn next")
    wording = settings.get(desk._store, "wording en warm")
    settings.put(desk._store, "wording en warm", {**wording, "page.strengths": "{mood}"})
    settings.put(desk._store, "checks en", {"age-proxy": {"patterns": ["(young|old)er people"], "gone": []}})
    letter = desk.draft_letter(held.id)
    assert "What to learn next" in desk.letter_text(letter, markdown=True)
    assert desk.check_lists() is not None
    desk.set_wording("en", "warm", "page.growth", "What to try next")
    assert "What to try next" in desk.letter_text(letter, markdown=True)


# --- What left --------------------------------------------------------------------------------


def leave(desk, letter, way, folder):
    if way == "outbox":
        file = desk.put_in_outbox(letter)
        desk.mark_exported(letter)
    else:
        file = folder / "a.pdf"
        desk.export_letter(letter, file)
    return file.read_bytes()


@pytest.mark.parametrize("way", ["file", "outbox"])
def test_what_is_marked_sent_is_the_file_that_left_whatever_changed_since(desk, held, tmp_path, way):
    desk.draft_letter(held.id)
    left = leave(desk, desk.letter(held.id), way, tmp_path)
    letter = desk.letter(held.id)
    assert letter.state is LetterState.EXPORTED
    desk.set_wording("en", "warm", "page.growth", "What to learn next")
    assert desk.rendered(letter).pdf != left
    desk.put_note(held.id, Note("private0", "", NoteKind.PRIVATE, "named unsafe inline and strict dynamic", ()))
    desk.set_state(held.id, InterviewState.WITHDRAWN)
    assert not desk.changed_since_it_left(letter)
    desk.mark_sent(letter, "robin@example.org")
    (sent,) = desk.sent_letters(held.id)
    assert desk.sent_pdf(sent.id) == left
    assert "What to learn next" not in sent.text
    assert "not-held" in {found.rule for found in sent.checks}, "what was found by then is kept with it"
    assert not desk.changed_since_it_left(desk.letter(held.id))


def test_what_was_edited_after_it_left_is_checked_and_kept_as_it_reads(desk, held, tmp_path):
    letter = desk.draft_letter(held.id)
    assert not desk.changed_since_it_left(letter)
    left = leave(desk, letter, "file", tmp_path)
    edited = edit(letter, BlockKind.CLOSING, "Thank you again, and good luck.")
    desk.save_letter(edited)
    assert desk.changed_since_it_left(edited)
    desk.mark_sent(edited, "robin@example.org")
    (sent,) = desk.sent_letters(held.id)
    assert desk.sent_pdf(sent.id) != left
    assert "good luck" in sent.text
    desk.begin_correction(held.id)
    assert not desk.changed_since_it_left(desk.letter(held.id)), "no file of the correction left yet"


# --- Sent -------------------------------------------------------------------------------------


def test_what_was_sent_stays_exactly_as_it_was_sent(desk, held, clock):
    letter = desk.draft_letter(held.id)
    pdf = desk.letter_pdf(letter)
    clock.forward(hours=1)
    assert desk.mark_sent(letter, " robin@example.org ").ids == {held.id, held.candidate.id, letter.id}
    (sent,) = desk.sent_letters(held.id)
    assert (sent.letter_id, sent.sent_to, sent.sent_at) == (letter.id, "robin@example.org", clock.now)
    assert desk.sent_pdf(sent.id) == pdf
    assert sent.sha256 == hashlib.sha256(pdf).hexdigest()
    assert desk.letter(held.id).state is LetterState.SENT
    overview = desk.overview()
    assert overview.owed == ()
    assert [row.letter for row in overview.sent] == [LetterState.SENT]

    clock.forward(days=1)
    corrected = replace(edit(letter, BlockKind.CLOSING, "Thank you again, and good luck."), state=LetterState.DRAFT)
    with pytest.raises(BadInput, match="begin a corrected one"):
        desk.save_letter(corrected)
    assert desk.letter(held.id).state is LetterState.SENT
    desk.begin_correction(held.id)
    desk.save_letter(corrected)
    assert desk.interviews()[0].letter is LetterState.SENT  # writing another doesn't unsend it
    assert desk.overview().owed == ()
    desk.mark_sent(corrected, "robin@example.org")
    assert [one.sent_at for one in desk.sent_letters(held.id)] == [clock.now, sent.sent_at]
    assert desk.sent_letters(held.id)[1] == sent
    assert desk.sent_pdf(sent.id) == pdf
    assert len(desk.candidate(held.candidate.id).sent) == 2

    desk.mark_answered(letter.id)
    assert desk.overview().sent[0].letter is LetterState.ANSWERED
    assert desk.letter(held.id).answered_on == clock.now.date()
    assert [hit.interview_id for hit in desk.search("good luck")] == [held.id]


def test_only_what_was_sent_can_be_answered(desk, held):
    letter = desk.draft_letter(held.id)
    with pytest.raises(NotFound):
        desk.mark_answered(letter.id)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sent_letters SET text = 'changed'",
        "UPDATE sent_letters SET pdf = x'00'",
        "DELETE FROM sent_letters",
        "REPLACE INTO sent_letters SELECT n, id, letter, interview, sent_at, moment, sent_to, sha256, 'x', pdf,"
        " checks FROM sent_letters",
        "INSERT OR REPLACE INTO sent_letters SELECT n + 1, id, letter, interview, sent_at, moment, sent_to, sha256,"
        " 'x', pdf, checks FROM sent_letters",
        "DELETE FROM interviews",
    ],
)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_the_store_itself_refuses_to_change_what_was_sent(desk, held, statement, recursive):
    desk.mark_sent(desk.draft_letter(held.id), "robin@example.org")
    before = desk.sent_letters(held.id)
    desk._store.run(f"PRAGMA recursive_triggers={recursive}")
    with pytest.raises(dbapi2.IntegrityError), desk._store.transaction():
        desk._store.run(statement)
    assert desk.sent_letters(held.id) == before


def test_a_sent_letter_goes_only_with_a_permit_that_stays_on_record(desk):
    desk.add_sample()
    (row,) = desk.interviews()
    desk.mark_sent(desk.draft_letter(row.id), "anais@example.org")
    (sent,) = desk.sent_letters(row.id)
    desk.remove_sample()
    assert desk._store.rows("SELECT id FROM sent_letters") == []
    assert desk._store.rows("SELECT sent_letter, reason FROM erase_permits") == [(sent.id, "the example was removed")]
    assert desk.overview().is_empty


# --- Text in and out --------------------------------------------------------------------------


def test_the_same_text_makes_one_interview(desk):
    first, warnings = desk.import_text(EXAMPLE, "interview.md")
    assert warnings == ()
    interview = desk.interview(first)
    assert desk.index_pending() == 0  # an import is indexed at once
    desk.put_note(first, Note(new_id(), "", NoteKind.PLAIN, "added since"))
    assert desk.import_text(EXAMPLE) == (first, ())
    assert len(desk.interviews()) == 1
    assert desk.interview(first).notes[:-1] == interview.notes
    assert [hit.interview_id for hit in desk.search("trust boundaries")] == [first]


def test_what_was_exported_is_the_same_interview_when_it_comes_back(desk, tmp_path):
    first, _ = desk.import_text(EXAMPLE)
    text = desk.interview_text(first)
    assert desk.import_text(text.encode())[0] == first
    assert len(desk.interviews()) == 1
    with Desk.open(tmp_path / "another machine") as other:
        again, _ = other.import_text(text.encode())
        assert other.interview_text(again) == text


def test_a_candidate_is_linked_only_when_name_and_address_are_the_same(desk):
    text = EXAMPLE.decode()
    first, _ = desk.import_text(EXAMPLE)
    later = text.replace("2026-11-20 14:00", "2027-01-09 14:00")
    cases = {
        "same": later,
        "case": later.replace("2027-01-09", "2027-01-10").replace("anais@", "ANAIS@"),
        "other address": later.replace("2027-01-09", "2027-01-11").replace("anais@", "other@"),
        "other name": later.replace("2027-01-09", "2027-01-12").replace("Anaïs", "Anna"),
        "no address": later.replace("2027-01-09", "2027-01-13").replace("email: anais@example.org\n", ""),
        "no address again": later.replace("2027-01-09", "2027-01-14").replace("email: anais@example.org\n", ""),
    }
    people = {"first": desk.interview(first).candidate.id}
    for name, content in cases.items():
        people[name] = desk.interview(desk.import_text(content.encode())[0]).candidate.id
    assert people["first"] == people["same"] == people["case"]
    apart = [people[name] for name in ("first", "other address", "other name", "no address", "no address again")]
    assert len(set(apart)) == 5


def test_a_text_that_cannot_be_taken_stores_nothing(desk):
    for data in (b"", b"\x00\x01", b"no head", b"---\nrole: x\n---\n"):
        with pytest.raises(BadInput):
            desk.import_text(data, "file.md")
    assert desk.overview().is_empty


def test_the_example_and_an_import_of_its_file_are_two(desk):
    desk.add_sample()
    imported, _ = desk.import_text(EXAMPLE)
    assert not desk.interview(imported).sample
    assert [row.id for row in desk.interviews()] == [imported]
    desk.remove_sample()
    assert desk.interview(imported)
    assert desk.interview(imported).candidate.name


@pytest.mark.parametrize("state", [InterviewState.PLANNED, InterviewState.NO_SHOW, InterviewState.WITHDRAWN])
def test_no_letter_goes_out_about_a_meeting_that_did_not_happen(desk, held, tmp_path, state):
    interview = replace(held, state=state)
    with pytest.raises(LetterBlocked):
        desk.export_letter(desk.compose_letter(interview), tmp_path / "l.pdf", interview=interview)
    assert not (tmp_path / "l.pdf").exists()


def test_a_letter_about_an_interview_that_still_runs_is_worth_a_look(desk, held):
    interview = replace(held, state=InterviewState.RUNNING, ended_at=None)
    found = desk.check_letter(desk.compose_letter(interview), interview)
    assert next((f.rule, f.severity) for f in found) == ("not-held", Severity.WARNING)


# --- Profile and policy ---------------------------------------------------------------------------


def test_other_values_for_some_fields_leave_the_rest_as_the_store_has_it(desk):
    desk.set_profile(Profile("Test Writer", "Engineer", logo="kept"))
    assert desk.change_profile({"role": "Lead"}, "me").source == "me"
    desk.change_profile({"logo": ""})
    assert desk.profile() == Profile("Test Writer", "Lead")
    desk.change_policy({"feedback": Feedback.NOTHING})
    assert desk.change_policy({"sign_off": True}).ids == {"policy"}
    assert desk.policy() == Policy(Feedback.NOTHING, sign_off=True)


def test_what_a_newer_program_keeps_in_a_profile_stops_nothing_and_stays(desk, held):
    newer = {**asdict(desk.profile()), "pronouns": "they"}
    settings.put(desk._store, "profile", newer)
    assert desk.profile().name == "Test Writer"
    desk.change_profile({"name": "Another Writer"})
    assert settings.get(desk._store, "profile") == {**newer, "name": "Another Writer"}
    letter = desk.compose_letter(held)
    written = json.loads(write_letter(letter))
    written["profile"]["pronouns"] = "they"
    assert read_letter(written, letter.state) == letter
