"""Settings: what is set is saved without a button, and keys are refused or taken over with a sentence."""

import threading
import time
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QKeyCombination, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from feedback_desk.desk import Desk
from feedback_desk.errors import StoreTrouble
from feedback_desk.model import Feedback, Policy, Profile
from feedback_desk.pdf import pictures
from tests.ui.whole_window import WholeWindow, titles
from ui import remembered, theme
from ui.jobs import READERS
from ui.settings.part import NOT_KEPT
from ui.settings.reserved import refusal

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def whole(qtbot, qapp, tmp_path, monkeypatch):
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(tmp_path))
    monkeypatch.delenv("FEEDBACK_DESK_SCHEME", raising=False)
    made = WholeWindow(qtbot, tmp_path)
    yield made
    made.close()
    theme.set_text_scale(qapp, 1.0)
    theme.choose_scheme(qapp, "")


@pytest.fixture
def disk(whole):
    """A disk that takes nothing until this is set."""
    free = threading.Event()
    whole.jobs.write(lambda desk: free.wait(5))
    yield free
    free.set()


@pytest.fixture
def settings(whole):
    made = whole.room("settings")
    whole.until(lambda: made.profile.now is not None)
    return made


def held(whole):
    assert whole.jobs.flush()
    with Desk.open(whole.home, readonly=True) as desk:
        return desk.profile(), desk.policy()


def stored(whole):
    return held(whole)[0]


def look(whole, settings):
    """Read the profile again, and let every part show it."""
    settings.profile.look()
    let_reads_arrive(whole, settings)


def let_reads_arrive(whole, settings):
    seen = []
    for _ in range(READERS):
        whole.jobs.read(lambda desk: time.sleep(0.05), seen.append, owner=settings)
    whole.until(lambda: len(seen) == READERS)


def choose_value(choice, value):
    """As a person does: `activated` comes for what is chosen by hand."""
    choice.setCurrentIndex(choice.findData(value))
    choice.activated.emit(choice.currentIndex())


def test_the_keyboard_walks_from_the_list_of_parts_into_a_part(whole, settings):
    assert whole.focus is settings.list
    assert titles(settings.list) == ["Profile", "Letters", "Organisation", "Appearance", "Shortcuts"]
    whole.key(Qt.Key.Key_Return)
    assert whole.focus is settings.part("profile").name


@pytest.mark.parametrize("name", ["profile", "letters", "organisation", "appearance", "shortcuts"])
def test_every_part_has_names_for_a_screen_reader_and_no_key_is_trapped(whole, settings, name):
    part = settings.part(name)
    widgets = [
        w
        for w in part.findChildren(QWidget)
        if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert widgets
    named = [(w, QAccessible.queryAccessibleInterface(w).text(QAccessible.Text.Name).strip()) for w in widgets]
    assert not [type(w).__name__ for w, text in named if not text]
    widgets[0].setFocus()
    met = set()
    for _ in range(3 * len(widgets) + 10):
        met.add(whole.focus)
        before = whole.focus
        whole.key(Qt.Key.Key_Tab)
        assert whole.focus is not before
    assert not [text for w, text in named if w not in met and not w.focusProxy()]


# --- Profile and letters ----------------------------------------------------------------------------


def test_each_field_is_saved_when_one_leaves_it(whole, settings):
    settings.part("profile").name.setFocus()
    for typed in ("Ada Example", "Security Lead", "Example Ltd", "1 Example Road", "ada@example.org"):
        whole.type(typed)
        whole.key(Qt.Key.Key_Tab)
    profile = stored(whole)
    assert (profile.name, profile.role, profile.organisation) == ("Ada Example", "Security Lead", "Example Ltd")
    assert (profile.address, profile.email) == ("1 Example Road", "ada@example.org")


def test_an_address_that_is_none_is_said(settings):
    profile = settings.part("profile")
    profile.email.setText("not-an-email")
    assert profile.no_email.isVisible()
    profile.email.setText("ada@example.org")
    assert not profile.no_email.isVisible()


def test_paper_tone_and_colour_are_kept_and_a_strange_colour_is_not(whole, settings):
    letters = settings.part("letters")
    letters.accent.setText("#123456")
    letters.accent.editingFinished.emit()
    assert stored(whole).accent == "#123456"
    letters.accent.setText("teal-ish")
    letters.accent.editingFinished.emit()
    assert letters.odd.isVisible()
    assert stored(whole).accent == "#123456"
    letters.accent.setText("#FFFF99")
    assert letters.pale.isVisible()
    letters.leave()
    for choice in (letters.paper, letters.tone, letters.design):
        choice.setFocus()
        whole.key(Qt.Key.Key_Down)
        choice.activated.emit(choice.currentIndex())
    profile = stored(whole)
    assert (profile.paper, profile.tone, profile.design) == ("letter", "formal", "classic")


def test_languages_are_those_that_letters_can_be_written_in(whole, settings):
    letters = settings.part("letters")
    whole.until(lambda: letters.language.count() > 1)
    letters.language.setCurrentIndex(letters.language.findData("hi"))
    assert letters.language.currentText() == "हिन्दी"
    letters.language.activated.emit(letters.language.currentIndex())
    assert stored(whole).language == "hi"


def test_one_part_never_writes_over_what_another_part_changed(whole, settings):
    settings.part("profile").name.setText("Ada Example")
    letters = settings.part("letters")
    letters.accent.setText("#123456")
    settings.part("profile")
    settings.part("organisation")
    whole.window.show_room("desk")
    profile = stored(whole)
    assert (profile.name, profile.accent) == ("Ada Example", "#123456")


def test_what_is_typed_is_kept_before_one_leaves_its_field(whole, settings):
    """A kill or a power cut may come at any moment."""
    part = settings.part("profile")
    part.name.setFocus()
    whole.type("Ada Exampl")
    assert stored(whole).name == "Ada Exampl"
    part.address.setFocus()
    whole.type("1 Example Road")
    assert part.address.hasFocus()
    assert stored(whole).address == "1 Example Road"


def test_what_is_typed_stays_while_the_disk_is_slow_and_another_part_looks(whole, settings, disk):
    part = settings.part("profile")
    part.name.setFocus()
    whole.type("Ada Example")
    letters = settings.part("letters")
    look(whole, settings)
    choose_value(letters.tone, "formal")
    look(whole, settings)
    assert part.name.text() == "Ada Example"
    assert letters.tone.currentData() == "formal"
    disk.set()
    profile = stored(whole)
    assert (profile.name, profile.tone) == ("Ada Example", "formal")
    look(whole, settings)
    assert part.name.text() == "Ada Example"


def test_what_the_store_refused_stays_in_its_field_and_is_written_in_the_end(whole, settings, monkeypatch):
    def full(*_):
        raise StoreTrouble("The disk is full.")

    part = settings.part("profile")
    with monkeypatch.context() as refusing:
        refusing.setattr(Desk, "set_profile", full)
        part.name.setText("Ada Example")
        part.leave()
        whole.until(lambda: whole.jobs.refused)
    whole.room("desk")
    whole.room("settings")
    look(whole, settings)
    choose_value(settings.part("letters").tone, "formal")
    assert stored(whole).tone == "formal"
    assert part.name.text() == "Ada Example"
    whole.jobs.retry()
    profile = stored(whole)
    assert (profile.name, profile.tone) == ("Ada Example", "formal")


def test_what_was_chosen_or_typed_can_be_taken_back_and_done_again(whole, settings):
    part, letters, policy = (settings.part(name) for name in ("profile", "letters", "organisation"))
    whole.until(lambda: settings.policy.now is not None)
    undo = whole.window.commands.undo
    part.role.setFocus()
    whole.type("x")
    whole.key(Qt.Key.Key_Backspace)
    part.leave()
    assert undo.last is None, "nothing is another"
    part.name.setText("Ada Example")
    part.leave()
    choose_value(letters.tone, "formal")
    letters.accent.setText("#123456")
    letters.leave()
    choose_value(policy.feedback, Feedback.NOTHING)
    policy.sign_off.click()
    changed = held(whole)
    assert changed == (Profile("Ada Example", tone="formal", accent="#123456"), Policy(Feedback.NOTHING, sign_off=True))
    for back in (
        (changed[0], Policy(Feedback.NOTHING)),
        (changed[0], Policy()),
        (replace(changed[0], accent=Profile().accent), Policy()),
        (Profile("Ada Example"), Policy()),
        (Profile(), Policy()),
    ):
        undo.undo()
        assert held(whole) == back
    whole.until(lambda: part.name.text() == "" and letters.tone.currentData() == "warm")
    whole.until(lambda: policy.feedback.currentData() == Feedback.LETTER and not policy.sign_off.isChecked())
    for _ in range(5):
        undo.redo()
    assert held(whole) == changed
    whole.until(lambda: part.name.text() == "Ada Example" and policy.sign_off.isChecked())


def test_a_profile_written_elsewhere_is_shown(whole, settings):
    whole.window.show_room("desk")
    with Desk.open(whole.home) as desk:
        desk.set_profile(Profile(name="From the command line"))
    name = settings.part("profile").name
    whole.qtbot.waitUntil(lambda: name.text() == "From the command line", timeout=8000)


def png(colour="red"):
    held = BytesIO()
    Image.new("RGB", (600, 120), colour).save(held, "PNG")
    return held.getvalue()


def test_a_logo_is_chosen_shown_removed_and_brought_back(whole, settings, tmp_path, monkeypatch):
    file = tmp_path / "logo.png"
    file.write_bytes(png())
    logo = settings.part("profile").logo
    assert not logo.preview.isVisible()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a, **k: (str(file), ""))
    logo.choose.click()
    whole.until(logo.preview.isVisible)
    assert logo.preview.pixmap().toImage().pixelColor(100, 20) == QColor("red")
    whole.until(lambda: stored(whole).logo != "")
    kept = stored(whole).logo
    with Desk.open(whole.home, readonly=True) as desk:
        assert desk.picture(kept) == png()
    logo.remove.click()
    assert not logo.preview.isVisible()
    assert stored(whole).logo == ""
    whole.window.commands.run("undo")
    whole.until(logo.preview.isVisible)
    assert stored(whole).logo == kept


def test_taking_a_picture_back_leaves_what_was_typed_since(whole, settings, tmp_path):
    part, undo = settings.part("profile"), whole.window.commands.undo
    kept = []
    for colour in ("red", "blue"):
        file = tmp_path / f"{colour}.png"
        file.write_bytes(png(colour))
        part.logo.take(file)
        whole.until(lambda: stored(whole).logo not in ("", *kept))
        kept.append(stored(whole).logo)
    part.logo.remove.click()
    part.role.setFocus()
    whole.type("Security Lead")
    undo.undo()
    profile = stored(whole)
    assert (profile.logo, profile.role) == (kept[1], "Security Lead")
    undo.undo()
    assert stored(whole).logo == kept[0], "the one that was there before"
    whole.until(lambda: part.logo.preview.pixmap().toImage().pixelColor(100, 20) == QColor("red"))
    undo.redo()
    undo.redo()
    assert stored(whole).logo == ""
    assert part.role.text() == "Security Lead"


def test_a_large_picture_is_read_while_other_things_are_written(whole, settings, tmp_path, monkeypatch):
    reading, read = threading.Event(), pictures.read_picture
    monkeypatch.setattr(pictures, "read_picture", lambda content: reading.wait(5) and read(content))
    file = tmp_path / "logo.png"
    file.write_bytes(png())
    part = settings.part("profile")
    part.logo.take(file)
    part.name.setText("Ada Example")
    part.leave()
    assert whole.jobs.flush(1.0)
    assert stored(whole).name == "Ada Example"
    reading.set()
    whole.until(part.logo.preview.isVisible)
    profile = stored(whole)
    assert profile.name == "Ada Example" and profile.logo


def test_a_picture_that_was_removed_is_not_shown_by_a_look_under_way(whole, settings, tmp_path, monkeypatch):
    logo, reading, read = settings.part("profile").logo, threading.Event(), pictures.read_picture
    file = tmp_path / "logo.png"
    file.write_bytes(png())
    logo.take(file)
    whole.until(logo.preview.isVisible)
    whole.room("desk")
    monkeypatch.setattr(pictures, "read_picture", lambda content: reading.wait(5) and read(content))
    whole.room("settings")
    whole.qtbot.wait(50)
    logo.remove.click()
    reading.set()
    let_reads_arrive(whole, settings)
    assert not logo.preview.isVisible()
    assert stored(whole).logo == ""


def test_a_file_that_is_no_picture_is_refused_with_the_reason(whole, settings, tmp_path):
    signature = settings.part("profile").signature
    odd = tmp_path / "signature.png"
    odd.write_bytes(b"not a picture")
    signature.take(odd)
    whole.until(signature.trouble.isVisible)
    assert signature.trouble.text() == "This is not a PNG, JPEG or SVG picture."
    signature.take(tmp_path / "gone.png")
    whole.until(lambda: "can't be read" in signature.trouble.text())
    assert stored(whole).signature == ""
    odd.write_bytes(png("blue"))
    signature.take(odd)
    whole.until(signature.preview.isVisible)
    assert not signature.trouble.isVisible()


def test_what_the_organisation_allows_is_kept(whole, settings):
    part = settings.part("organisation")
    whole.until(lambda: part.feedback.currentData() == Feedback.LETTER)
    part.feedback.setCurrentIndex(1)
    part.feedback.activated.emit(1)
    assert "you call" in part.told.text()
    part.sign_off.click()
    assert whole.jobs.flush()
    with Desk.open(whole.home, readonly=True) as desk:
        assert desk.policy() == Policy(Feedback.PHONE_CARD, sign_off=True)


def test_the_wheel_scrolls_the_page_and_changes_no_choice(whole, settings):
    part = settings.part("organisation")
    whole.until(lambda: part.feedback.currentData() == Feedback.LETTER)
    for widget in (part.feedback, settings.part("letters").tone, settings.part("appearance").scheme):
        before, middle = widget.currentIndex(), widget.rect().center()
        turned = QWheelEvent(
            QPointF(middle),
            QPointF(widget.mapToGlobal(middle)),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, turned)
        assert widget.currentIndex() == before
        assert not turned.isAccepted()


# --- Appearance -------------------------------------------------------------------------------------


def test_a_scheme_is_chosen_at_once_kept_and_left_to_the_system_again(whole, settings, qapp):
    part = settings.part("appearance")
    for at, dark in ((2, True), (1, False), (2, True)):
        part.scheme.setCurrentIndex(at)
        part.scheme.activated.emit(at)
        assert theme.is_dark() is dark
    assert remembered.recall("scheme") == "dark"
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.is_dark(), "what was chosen holds, whatever the system does"
    part.scheme.setCurrentIndex(0)
    part.scheme.activated.emit(0)
    theme._dress(qapp, Qt.ColorScheme.Light)
    assert not theme.is_dark()
    assert remembered.recall("scheme") == ""


def test_the_text_size_is_chosen_here_or_by_its_keys(whole, settings, qapp):
    part = settings.part("appearance")
    before = qapp.font().pointSizeF()
    part.text_size.setCurrentIndex(0)
    part.text_size.activated.emit(0)
    assert qapp.font().pointSizeF() == pytest.approx(before * 0.8)
    whole.window.commands.run("text_larger")
    assert part.text_size.currentText() == "90%"
    assert remembered.recall("text_size") == 0.9


# --- Shortcuts --------------------------------------------------------------------------------------


@pytest.fixture
def shortcuts(whole, settings):
    part = settings.part("shortcuts")
    whole.qtbot.wait(1)
    return part


def choose(part, command_id):
    rows = [row.id for row in part._model.rows]
    part._go_to(rows.index(command_id))
    part.field.setFocus()


def test_pressed_keys_become_the_commands_own_at_once(whole, shortcuts):
    choose(shortcuts, "room_library")
    whole.key(Qt.Key.Key_F8)
    assert shortcuts.message.text() == "Library: F8."
    whole.key(Qt.Key.Key_F8)
    assert whole.window._shown[0] == "library"
    assert remembered.recall("keys") == {"room_library": "F8"}


def test_while_keys_are_pressed_no_command_runs(whole, shortcuts):
    choose(shortcuts, "guide")
    whole.key(Qt.Key.Key_F, CTRL)
    assert whole.window._shown[0] == "settings"
    assert "already “Search everything” (everywhere)" in shortcuts.message.text()
    whole.key(Qt.Key.Key_Escape, on=shortcuts.field)
    assert whole.focus is shortcuts.list
    assert whole.window.commands.keys.of("search") == [QKeySequence("Ctrl+F")]


def test_a_conflict_is_named_and_the_key_taken_over_only_when_one_says_so(whole, shortcuts):
    choose(shortcuts, "guide")
    whole.key(Qt.Key.Key_F, CTRL)
    assert shortcuts.instead.isVisible()
    assert whole.focus is shortcuts.instead
    keys = whole.window.commands.keys
    assert not keys.is_changed("guide")
    shortcuts.instead.click()
    keys = whole.window.commands.keys
    assert keys.of("guide") == [QKeySequence("Ctrl+F")]
    assert keys.of("search") == []
    shortcuts.restore.click()
    assert whole.window.commands.keys.of("search") == [QKeySequence("Ctrl+F")]


def test_a_key_of_another_place_is_no_conflict_but_told(whole, shortcuts):
    choose(shortcuts, "finish")
    whole.key(Qt.Key.Key_E, CTRL)
    assert "Export PDF” has it too" in shortcuts.message.text()
    assert whole.window.commands.keys.of("export_pdf") == [QKeySequence("Ctrl+E")]


def test_keys_of_widgets_are_shown_as_fixed_with_the_reason(shortcuts):
    choose(shortcuts, "file_note")
    assert not shortcuts.field.isEnabled()
    assert shortcuts.message.text() == "This key is part of typing a note and stays as it is."


def test_a_command_is_found_by_its_words_or_its_key(shortcuts):
    shortcuts.search.setText("export pdf")
    assert titles(shortcuts.list) == ["In a letter", "Export PDF"]
    shortcuts.search.setText("ctrl+e")
    assert "Export PDF" in titles(shortcuts.list)
    shortcuts.search.setText("nothing like that")
    assert shortcuts._nothing.isVisible()


def test_everything_can_be_restored(whole, shortcuts):
    choose(shortcuts, "guide")
    whole.key(Qt.Key.Key_F8)
    choose(shortcuts, "search")
    shortcuts.none.click()
    assert whole.window.commands.keys.of("search") == []
    shortcuts.restore_all.click()
    assert remembered.recall("keys") == {}
    assert whole.window.commands.keys.of("search") == [QKeySequence("Ctrl+F")]


@pytest.mark.parametrize(
    ("platform", "keys", "why"),
    [
        ("linux", "A", "types a character"),
        ("linux", "Shift+A", "types a character"),
        ("linux", "Return", "Fields and lists"),
        ("linux", "Up", "Fields and lists"),
        ("linux", "Ctrl+C", "Text fields"),
        ("linux", "Ctrl+Left", "Text fields"),
        ("linux", "Ctrl+Shift+U", "Input methods"),
        ("linux", "Ctrl+Space", "Input methods"),
        ("linux", "Alt+F4", "desktop"),
        ("linux", "Meta+L", "desktop"),
        ("linux", "Alt+N", "field or a menu"),
        ("win32", "Ctrl+Alt+E", "types a character"),
        ("darwin", "Alt+E", "types a character"),
        ("darwin", "Ctrl+H", "macOS"),
        ("darwin", "Meta+Left", "macOS"),
        ("linux", "F8", ""),
        ("linux", "Ctrl+Shift+B", ""),
        ("linux", "Alt+9", ""),
        ("linux", "Ctrl+Shift+F8", ""),
        ("darwin", "Ctrl+Alt+E", ""),
        ("darwin", "Meta+3", ""),
    ],
)
def test_keys_that_others_need_are_refused_in_a_sentence(qapp, platform, keys, why):
    said = refusal(QKeySequence.fromString(keys, QKeySequence.SequenceFormat.PortableText)[0], platform)
    assert why in said
    assert bool(said) is bool(why)
    assert not said or said.endswith(".")


def test_a_letter_of_any_script_is_refused_too(qapp):
    assert "types a character" in refusal(QKeyCombination.fromCombined(0x0905), "linux")


def test_a_sign_that_needs_shift_is_taken_as_the_sign(whole, shortcuts):
    choose(shortcuts, "guide")
    pressed = []
    shortcuts.field.pressed.connect(pressed.append)
    whole.key(Qt.Key.Key_Exclam, CTRL | SHIFT)
    assert QKeySequence(pressed[0]) == QKeySequence("Ctrl+!")
    assert QApplication.focusWidget() is shortcuts.list


def test_what_can_not_be_kept_holds_now_and_is_said(whole, settings, qapp):
    """A folder stands where the file should be: the disk takes nothing, as when it is full."""
    (whole.home / "window.ini").unlink(missing_ok=True)
    (whole.home / "window.ini").mkdir()
    said = []
    settings.said.connect(said.append)
    part = settings.part("appearance")
    part.scheme.setCurrentIndex(2)
    part.scheme.activated.emit(2)
    assert theme.is_dark() and said == [NOT_KEPT]
    part.scheme.setCurrentIndex(0)
    part.scheme.activated.emit(0)
    keys = settings.part("shortcuts")
    keys._use([QKeySequence("Ctrl+F12")])
    assert NOT_KEPT in keys.message.text() and said[-1].endswith(NOT_KEPT)
    assert "Ctrl+F12" in said[-1]
    (whole.home / "window.ini").rmdir()
    keys.restore_all.click()
    assert NOT_KEPT not in keys.message.text()
