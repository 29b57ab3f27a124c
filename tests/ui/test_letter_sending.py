"""Out of the door: the e-mail draft, the clipboard, files, what became of a letter, what the organisation allows."""

import email
import email.policy
import os
import stat
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest

from feedback_desk.desk import Desk
from feedback_desk.model import BlockKind, Feedback, LetterState, Policy
from tests.ui.letter_window import card, stored
from ui import theme
from ui.letter.opened import day_words
from ui.letter.other_programs import show_in_folder


def said(screen):
    return screen._status.text()


def block_it(qtbot, screen):
    """Type something that must not go out."""
    opening = card(screen, BlockKind.OPENING).text
    opening.setFocus()
    qtbot.keyClicks(opening, "You scored 3/4. ")
    qtbot.waitUntil(lambda: bool(screen.checks.blocks), timeout=10_000)


def test_an_e_mail_draft_is_opened_and_then_marked_sent(qtbot, screen, tmp_path, interview):
    screen._commands.run("email_draft")
    assert screen.ask.line.text() == "asha@example.org"
    screen.ask.line.setText("Recruiting <jobs@example.org>")
    qtbot.keyClick(screen.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(screen.opened_files), timeout=20_000)
    (path,) = screen.opened_files
    assert path.parent.parent == tmp_path / "home" / "outbox"
    assert [stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent, path.parent.parent)] == [
        *(0o600, 0o700, 0o700)
    ]
    qtbot.waitUntil(lambda: screen.letter.state == LetterState.EXPORTED)
    assert stored(tmp_path, interview.id).state == LetterState.EXPORTED
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.SMTP)
    assert message["To"] == "Recruiting <jobs@example.org>"
    (attached,) = message.iter_attachments()
    assert attached.get_filename().startswith("Interview feedback - Asha Verma")
    assert "mark it sent" in said(screen)
    screen._commands.run("mark_sent")
    assert screen.ask.line.text() == "Recruiting <jobs@example.org>"
    qtbot.keyClick(screen.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.letter.state == LetterState.SENT, timeout=20_000)
    with Desk.open(tmp_path / "home", readonly=True) as desk:
        (sent,) = desk.sent_letters(interview.id)
        assert desk.sent_pdf(sent.id) == attached.get_content()  # the very bytes that went out
        assert {one.rule for one in sent.checks} == {one.rule for one in screen.checks.findings}


def test_a_bad_address_is_said(qtbot, screen):
    screen._commands.run("email_draft")
    screen.ask.line.setText("nobody at all")
    qtbot.keyClick(screen.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "is not an e-mail address" in said(screen), timeout=20_000)
    assert screen.opened_files == []


def test_a_draft_to_nobody_yet(qtbot, screen):
    screen._commands.run("email_draft")
    screen.ask.line.clear()
    qtbot.keyClick(screen.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(screen.opened_files), timeout=20_000)
    assert b"\r\nTo:" not in screen.opened_files[0].read_bytes()


def test_no_mail_program(qtbot, screen):
    shown = []
    screen.sending._open = lambda path: False
    screen.sending._show = lambda path: shown.append(path) is None
    screen._commands.run("email_draft")
    qtbot.keyClick(screen.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "No mail program answered" in said(screen), timeout=20_000)
    assert screen._show_it.isVisible()
    screen._show_it.click()
    assert [path.suffix for path in shown] == [".eml"]


def test_a_folder_that_takes_no_draft(qtbot, screen, tmp_path):
    (tmp_path / "home" / "outbox").write_text("somebody's file")
    screen._commands.run("email_draft")
    qtbot.keyClick(screen.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Nothing was written" in said(screen), timeout=20_000)
    assert screen.opened_files == []
    assert screen.letter.state == LetterState.DRAFT


def test_what_changed_after_its_draft_was_made_is_said(qtbot, screen, tmp_path, interview):
    screen._commands.run("email_draft")
    qtbot.keyClick(screen.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.letter.state == LetterState.EXPORTED, timeout=20_000)
    screen._commands.run("mark_sent")
    assert "has changed" not in said(screen)
    qtbot.keyClick(screen.ask.line, Qt.Key.Key_Escape)
    closing = card(screen, BlockKind.CLOSING).text
    closing.setFocus()
    qtbot.keyClicks(closing, "Well. ")
    assert screen._jobs.flush()
    assert stored(tmp_path, interview.id).state == LetterState.DRAFT
    screen._commands.run("mark_sent")
    qtbot.waitUntil(lambda: "has changed since its file was made" in said(screen))


def test_a_letter_typed_in_while_its_draft_is_made_stays_a_draft(qtbot, screen, tmp_path, interview):
    screen.sending._draft("")
    qtbot.keyClicks(card(screen, BlockKind.CLOSING).text, "Well. ")
    qtbot.waitUntil(lambda: bool(screen.opened_files), timeout=20_000)
    assert screen._jobs.flush()
    assert screen._jobs.flush()
    qtbot.wait(50)
    assert screen.letter.state == LetterState.DRAFT
    assert stored(tmp_path, interview.id) == screen.letter


def test_nothing_leaves_while_something_stops_it(qtbot, screen, tmp_path):
    block_it(qtbot, screen)
    QGuiApplication.clipboard().clear()
    for command in ("copy_text", "copy_markdown", "copy_file", "export_text", "phone_card", "export_markdown"):
        screen._say("")
        screen._commands.run(command)
        qtbot.waitUntil(lambda: "not exported" in said(screen), timeout=20_000)
    assert QGuiApplication.clipboard().text() == ""
    assert not screen.target.exists()
    outbox = tmp_path / "home" / "outbox"
    assert not outbox.exists() or list(outbox.iterdir()) == []


def test_the_file_is_copied_as_a_file(qtbot, screen):
    screen._commands.run("copy_file")
    qtbot.waitUntil(lambda: "on the clipboard" in said(screen), timeout=20_000)
    data = QGuiApplication.clipboard().mimeData()
    (url,) = data.urls()
    assert Path(url.toLocalFile()).read_bytes().startswith(b"%PDF")
    assert bytes(data.data("x-special/gnome-copied-files")).startswith(b"copy\nfile://")


def test_text_markdown_and_the_phone_card_are_saved(qtbot, screen, tmp_path, interview):
    for command, suffix, begins in (
        ("export_text", "txt", b"Dear"),
        ("export_markdown", "md", b"# "),
        ("phone_card", "pdf", b"%PDF"),
    ):
        target = tmp_path / f"saved.{suffix}"
        screen.sending._where_to = lambda *_, t=target: str(t)
        screen._commands.run(command)
        qtbot.waitUntil(target.exists, timeout=20_000)
        assert target.read_bytes().startswith(begins)
    assert screen._commands.action("show_file").isEnabled()


def test_answered_is_kept_with_its_day_and_taken_back(qtbot, screen, tmp_path, interview):
    screen.sending._mark_sent("asha@example.org")
    qtbot.waitUntil(lambda: screen.letter.state == LetterState.SENT, timeout=20_000)
    screen._commands.run("mark_answered")
    qtbot.waitUntil(lambda: screen.letter.state == LetterState.ANSWERED, timeout=20_000)
    today = datetime.now(UTC).date()
    assert stored(tmp_path, interview.id).answered_on == today
    assert screen.head._what.text().startswith(f"answered {day_words(today)}, sent")
    screen._commands.undo.undo()
    qtbot.waitUntil(lambda: screen.letter.state == LetterState.SENT, timeout=20_000)
    assert stored(tmp_path, interview.id).answered_on is None
    screen._commands.undo.redo()
    qtbot.waitUntil(lambda: screen.letter.state == LetterState.ANSWERED, timeout=20_000)


def test_reasons_to_waive_are_proposed(qtbot, screen):
    screen._commands.run("waive")
    model = screen.ask.line.completer().model()
    offered = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert offered == ["the candidate declined one", "not allowed", "told by phone"]
    assert screen.ask.line.text() == offered[0]


def test_where_only_calls_are_allowed_the_card_is_what_is_offered(qtbot, screen, tmp_path, interview):
    with Desk.open(tmp_path / "home") as desk:
        desk.set_policy(Policy(Feedback.PHONE_CARD))
    screen.open(interview.id)
    qtbot.waitUntil(screen.head.buttons["phone_card"].isVisible, timeout=10_000)
    for command in ("export_pdf", "email_draft", "mark_sent", "copy_text"):
        assert not screen._commands.action(command).isEnabled(), command
    assert not screen.chip.isVisible()
    target = tmp_path / "card.pdf"
    screen.sending._where_to = lambda *_: str(target)
    screen._commands.run("phone_card")
    qtbot.waitUntil(lambda: "Once you have called" in said(screen), timeout=20_000)
    assert target.read_bytes().startswith(b"%PDF")
    assert stored(tmp_path, interview.id).state == LetterState.DRAFT
    assert "by phone" in screen.head._what.text()
    screen._commands.run("waive")
    assert screen.ask.line.text() == "told by phone"


def test_where_nothing_is_allowed_nothing_is_offered_but_to_waive(qtbot, screen, tmp_path, interview):
    with Desk.open(tmp_path / "home") as desk:
        desk.set_policy(Policy(Feedback.NOTHING))
    screen.open(interview.id)
    qtbot.waitUntil(lambda: not screen._commands.action("phone_card").isEnabled(), timeout=10_000)
    assert not screen._commands.action("export_pdf").isEnabled()
    assert "gives no feedback" in screen.head._what.text()
    visible = [name for name, button in screen.head.buttons.items() if button.isVisible()]
    assert visible == ["letter_options", "waive"]
    screen.head.buttons["waive"].click()
    assert screen.ask.line.text() == "not allowed"
    qtbot.keyClick(screen.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.interview.waived == "not allowed", timeout=10_000)
    qtbot.waitUntil(lambda: any(one.rule == "policy" for one in screen.checks.blocks), timeout=10_000)


def test_the_chip_has_its_file_before_it_is_dragged(qtbot, screen):
    screen.chip._make()
    qtbot.waitUntil(lambda: screen.chip._file is not None, timeout=20_000)
    assert screen.chip._file.read_bytes().startswith(b"%PDF")
    qtbot.keyClicks(card(screen, BlockKind.CLOSING).text, "x")
    assert screen.chip._file is None  # the letter is another one now
    qtbot.mouseClick(screen.chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "on the clipboard" in said(screen), timeout=20_000)


def test_a_file_that_was_being_made_of_older_words_is_never_dragged(qtbot, screen):
    made = []
    screen.chip._prepare = made.append
    screen.chip._make()
    screen.chip.forget()
    screen.chip._make()
    first, second = made
    second(Path("new.pdf"))
    first(Path("old.pdf"))
    assert screen.chip._file == Path("new.pdf")


def test_pulling_at_a_letter_that_must_not_go_says_why(qtbot, screen):
    block_it(qtbot, screen)
    chip = screen.chip
    qtbot.mousePress(chip, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.waitUntil(lambda: not chip._making, timeout=20_000)
    for _ in range(2):
        place = QPointF(60, 60)
        buttons = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        chip.mouseMoveEvent(QMouseEvent(QEvent.Type.MouseMove, place, chip.mapToGlobal(place), *buttons))
    qtbot.waitUntil(lambda: "not exported" in said(screen), timeout=20_000)
    qtbot.mouseRelease(chip, Qt.MouseButton.LeftButton, pos=QPoint(-50, -50))


class Opener(QObject):
    """Stands where the system opens addresses, and remembers them."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot(QUrl)
    def take(self, url):
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def opener(qapp):
    made = Opener()
    QDesktopServices.setUrlHandler("file", made, "take")
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the file manager of a free desktop")
@pytest.mark.parametrize("answer", [0, 1])
def test_a_file_is_shown_by_the_file_manager_or_else_its_folder_is_opened(qtbot, opener, tmp_path, monkeypatch, answer):
    asked = tmp_path / "asked"
    program = tmp_path / "bin" / "dbus-send"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{asked}.part"\nmv "{asked}.part" "{asked}"\nexit {answer}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    file = tmp_path / "Okafor, Tomás & मीरा.pdf"
    assert show_in_folder(file)
    qtbot.waitUntil(asked.exists)
    given = asked.read_text().splitlines()
    (files,) = [one for one in given if one.startswith("array:string:")]
    assert "," not in files and Path(QUrl(files.removeprefix("array:string:")).toLocalFile()) == file
    assert "org.freedesktop.FileManager1.ShowItems" in given
    if answer:
        qtbot.waitUntil(lambda: opener.opened == [tmp_path])


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the file manager of a free desktop")
def test_without_a_way_to_ask_the_folder_is_opened(opener, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert show_in_folder(tmp_path / "a.pdf")
    assert opener.opened == [tmp_path]


def test_the_proposed_reasons_can_be_read(screen):
    """A list over the page has a ground of its own: without one it is black on some systems."""
    screen._commands.run("waive")
    popup = screen.ask.line.completer().popup()
    QTest.keyClick(screen.ask.line, Qt.Key.Key_Down)
    assert popup.isVisible() and popup.model().rowCount() == 3
    shown = popup.grab().toImage()
    seen = Counter(shown.pixelColor(x, y).name() for x in range(shown.width()) for y in range(shown.height()))
    assert seen.most_common(1)[0][0] == theme.color("raised").name()
    popup.hide()
    screen.ask.close_bar()
