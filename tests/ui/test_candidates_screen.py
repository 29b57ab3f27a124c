"""Candidates: the list that pages, search as one types, a candidate's page, letters as they were sent."""

import stat
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit, QPushButton

from feedback_desk.desk import Desk
from feedback_desk.model import Candidate, InterviewState, SearchHit
from tests.ui.whole_window import WholeWindow, fill, interview, titles
from ui.candidates import pages
from ui.candidates.found import Found, found_rows
from ui.candidates.opened import FOLDER, clear_opened
from ui.widgets.rows import ROW_ROLE, Row, RowList, RowsModel

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TARA = Candidate("tara0000", "Tara Example", "tara@example.org")


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def whole(qtbot, home):
    opened = []

    def begin(*interviews):
        fill(home, *interviews)
        opened.append(WholeWindow(qtbot, home))
        opened[0].room("candidates")
        return opened[0]

    yield begin
    opened[0].close()


def screen_of(whole):
    return whole.window.place("candidates")


def shown(whole):
    return titles(screen_of(whole)._list)


# --- The list -------------------------------------------------------------------------------------


def test_a_long_list_is_read_in_pages_and_only_where_one_looks(whole, monkeypatch):
    monkeypatch.setattr(pages, "PAGE", 16)
    monkeypatch.setattr(pages, "PAGES_KEPT", 3)
    desk = whole(*(interview(f"Candidate {n:03}", days_ago=n + 1) for n in range(200)))
    screen = screen_of(desk)
    desk.until(lambda: screen._all.rowCount() == 200)
    first = screen._all.index(0)
    desk.until(lambda: first.data() == "Candidate 000")
    assert len(screen._all._pages) <= 3
    screen._list.scrollToBottom()
    last = screen._all.index(199)
    desk.until(lambda: last.data() == "Candidate 199")
    assert len(screen._all._pages) <= 3
    assert last.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Candidate 199, Application Security Engineer")


def test_the_list_follows_the_store_and_keeps_its_place(whole):
    desk = whole(interview("Amara Okafor"), interview("Jonas Lindqvist", days_ago=5))
    screen = screen_of(desk)
    desk.until(lambda: shown(desk) == ["Amara Okafor", "Jonas Lindqvist"])
    added = interview("Mei-Ling Tan", days_ago=0)
    desk.jobs.write(lambda store: store.add_interview(added))
    desk.until(lambda: shown(desk) == ["Mei-Ling Tan", "Amara Okafor", "Jonas Lindqvist"])
    renamed = Candidate(added.candidate.id, "Mei-Ling Tan-Lee")
    desk.jobs.write(lambda store: store.set_candidate(renamed))
    desk.until(lambda: shown(desk)[0] == "Mei-Ling Tan-Lee")
    assert screen._all.row_of(added.candidate.id) == 0


def test_no_candidates_yet_offers_an_interview(whole):
    desk = whole()
    screen = screen_of(desk)
    desk.until(lambda: screen._right.currentWidget() is screen._none_yet)


# --- Search ---------------------------------------------------------------------------------------


def test_search_shows_people_and_what_was_written_as_one_types(whole):
    desk = whole(
        interview("Amara Okafor", text="explained nonces unprompted"),
        interview("अनन्या शर्मा", days_ago=2, text="drew the trust boundary first"),
    )
    desk.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    desk.type("nonc")
    desk.until(lambda: shown(desk) == ["In notes and letters", "Amara Okafor"])
    hit = screen_of(desk)._list.model().index(1, 0).data(ROW_ROLE)
    assert [hit.detail[start:end] for start, end in hit.marks] == ["nonces"]
    desk.key(Qt.Key.Key_Escape)
    assert not desk.focus.text()
    desk.until(lambda: shown(desk) == ["Amara Okafor", "अनन्या शर्मा"])
    desk.type("शर्मा")
    desk.until(lambda: shown(desk)[:2] == ["People", "अनन्या शर्मा"])
    desk.key(Qt.Key.Key_Return)
    desk.until(lambda: screen_of(desk)._page._name.text() == "अनन्या शर्मा")


def test_nothing_found_is_said_in_words(whole):
    desk = whole(interview())
    desk.type("zebra")
    nothing = screen_of(desk)._nothing
    desk.until(lambda: nothing.isVisible() and nothing.text().endswith("zebra"))


def test_the_word_found_is_in_view_in_a_long_snippet():
    text = "a long beginning that says nothing of what was looked for, then nonces come"
    at = text.index("nonces")
    hit = SearchHit("i", "c", "Amara", "Analyst", NOW, "note", text, ((at, at + 6),))
    row = found_rows(Found("nonces", (), (hit,)), NOW)[1]
    (start, end), *_ = row.marks
    assert row.detail[start:end] == "nonces"
    assert start < 40
    assert row.detail.startswith("… ")


def test_the_word_found_is_marked_after_an_emoji_too(qapp):
    def painted(mark):
        row_list = RowList("Found")
        model = RowsModel(row_list)
        row_list.setModel(model)
        model.set_rows([Row("1", "Amara", "😀 a", marks=(mark,))])
        return row_list.grab().toImage()

    assert painted((2, 3)) != painted((3, 3))


def test_a_hit_on_the_name_is_not_listed_twice():
    hit = SearchHit("i", "c", "Amara", "Analyst", NOW, "candidate", "Amara", ((0, 5),))
    assert not found_rows(Found("Amara", (), (hit,)), NOW)


# --- A candidate's page -----------------------------------------------------------------------------


@pytest.fixture
def sent(home):
    """A candidate with two interviews, a letter sent after the older one; the letter's bytes."""
    older = interview(candidate=TARA, days_ago=30)
    fill(home, older, interview(candidate=TARA, days_ago=-1, state=InterviewState.PLANNED))
    with Desk.open(home) as desk:
        letter = desk.draft_letter(older.id)
        desk.mark_sent(letter, "tara@example.org")
        kept = desk.sent_letters(older.id)[0]
        return kept, desk.sent_pdf(kept.id)


def test_a_page_shows_interviews_newest_first_and_letters_as_sent(whole, sent):
    desk = whole()
    page = screen_of(desk)._page
    desk.window.open_candidate(TARA.id)
    desk.until(lambda: page._name.text() == "Tara Example")
    rows = [page._model.index(n).data(ROW_ROLE) for n in range(page._model.rowCount())]
    assert [r.title for r in rows if r.heading] == ["Interviews", "Letters as sent"]
    assert "planned" in rows[1].detail
    assert "letter sent" in rows[2].detail
    assert rows[-1].detail == "to tara@example.org"
    assert page._contact.text() == "tara@example.org"


def test_a_letter_can_be_read_copied_and_opened_exactly_as_it_was_sent(whole, sent, home, monkeypatch, qapp):
    kept, pdf = sent
    desk = whole()
    page = screen_of(desk)._page
    desk.window.open_candidate(TARA.id)
    desk.until(lambda: page._model.rowCount() == 5)
    page._list.setFocus()
    desk.key(Qt.Key.Key_End)
    desk.key(Qt.Key.Key_Return)
    assert page._reader.isVisible()
    assert page._reader._text.toPlainText() == kept.text
    buttons = {button.text(): button for button in page._reader.findChildren(QPushButton)}
    buttons["Copy as text"].click()
    assert qapp.clipboard().text() == kept.text
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    buttons["Open the PDF"].click()
    desk.until(lambda: bool(opened))
    file = home / FOLDER / f"letter-{kept.id}.pdf"
    assert opened == [str(file)]
    assert file.read_bytes() == pdf
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    clear_opened(home)
    assert not file.parent.exists()
    buttons["Close"].click()
    assert not page._reader.isVisible()
    assert page._list.hasFocus()


def test_choosing_an_interview_opens_what_is_next_to_do(whole, sent):
    desk = whole()
    screen = screen_of(desk)
    asked = []
    screen._page.open_interview.connect(lambda i: asked.append(("notes", i)))
    screen._page.open_letter.connect(lambda i: asked.append(("letter", i)))
    screen._page.open_interview.disconnect(screen.open_interview)
    screen._page.open_letter.disconnect(screen.open_letter)
    desk.window.open_candidate(TARA.id)
    desk.until(lambda: screen._page._model.rowCount() == 5)
    for number in (1, 2):
        screen._page._choose(screen._page._model.index(number).data(ROW_ROLE))
    assert [what for what, _ in asked] == ["notes", "letter"]


def test_details_are_changed_and_taken_back(whole, home):
    fill(home, interview(candidate=TARA))
    desk = whole()
    page = screen_of(desk)._page
    desk.window.open_candidate(TARA.id)
    desk.until(lambda: page._name.text() == "Tara Example")
    page._edit.click()
    fields = {f.accessibleName(): f for f in desk.window.findChildren(QLineEdit)}
    fields["Name"].clear()
    desk.key(Qt.Key.Key_Return, on=fields["Name"])
    assert fields["Name"].isVisible(), "an empty name is not taken"
    fields["Name"].setText("Tara Example-Okafor")
    fields["Called"].setText("Tara")
    desk.key(Qt.Key.Key_Return, on=fields["Called"])
    desk.until(lambda: page._name.text() == "Tara Example-Okafor")
    assert "called Tara" in page._contact.text()
    with Desk.open(home, readonly=True) as store:
        assert store.candidate(TARA.id).candidate.preferred_name == "Tara"
    desk.window.commands.run("undo")
    desk.until(lambda: page._name.text() == "Tara Example")
