"""Out of the door: the e-mail draft, the clipboard, files, what became of a letter, what the organisation allows."""

import email
import email.policy
import stat
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from feedback_desk.desk import Desk
from feedback_desk.model import BlockKind, Feedback, LetterState, Policy
from tests.ui.letter_window import card, stored


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
    assert path.parent == tmp_path / "home" / "outbox"
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
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
    screen.sending._open = lambda path: False
    screen._commands.run("email_draft")
    qtbot.keyClick(screen.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "No mail program answered" in said(screen), timeout=20_000)
    assert screen._show_it.isVisible()


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


def test_answered_is_kept_and_taken_back(qtbot, screen, tmp_path, interview):
    screen.sending._mark_sent("asha@example.org")
    qtbot.waitUntil(lambda: screen.letter.state == LetterState.SENT, timeout=20_000)
    screen._commands.run("mark_answered")
    qtbot.waitUntil(lambda: screen.letter.state == LetterState.ANSWERED, timeout=20_000)
    assert "answered" in screen.head._what.text()
    screen._commands.undo.undo()
    qtbot.waitUntil(lambda: screen.letter.state == LetterState.SENT, timeout=20_000)
    assert stored(tmp_path, interview.id).state == LetterState.SENT


def test_reasons_to_waive_are_proposed(qtbot, screen):
    screen._commands.run("waive")
    model = screen.ask.line.completer().model()
    offered = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert "not allowed" in offered and "told by phone" in offered


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
    qtbot.waitUntil(target.exists, timeout=20_000)


def test_where_nothing_is_allowed_nothing_is_offered_but_to_waive(qtbot, screen, tmp_path, interview):
    with Desk.open(tmp_path / "home") as desk:
        desk.set_policy(Policy(Feedback.NOTHING))
    screen.open(interview.id)
    qtbot.waitUntil(lambda: not screen._commands.action("phone_card").isEnabled(), timeout=10_000)
    assert not screen._commands.action("export_pdf").isEnabled()
    assert screen._commands.action("waive").isEnabled()
    qtbot.waitUntil(lambda: any(one.rule == "policy" for one in screen.checks.blocks), timeout=10_000)


def test_the_chip_has_its_file_before_it_is_dragged(qtbot, screen):
    screen.chip._make()
    qtbot.waitUntil(lambda: screen.chip._file is not None, timeout=20_000)
    assert screen.chip._file.read_bytes().startswith(b"%PDF")
    qtbot.keyClicks(card(screen, BlockKind.CLOSING).text, "x")
    assert screen.chip._file is None  # the letter is another one now
    qtbot.mouseClick(screen.chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "on the clipboard" in said(screen), timeout=20_000)
