"""A column of text: which side its lines stand at where two directions meet, and the space between its parts."""

from io import BytesIO

import pytest
from pdf_letters import letter, opening
from pypdf import PdfReader

from feedback_desk.letter.markdown import parse
from feedback_desk.pdf.column import Column
from feedback_desk.pdf.render import DESIGNS, render
from feedback_desk.pdf.styles import LIST_GAP, PARAGRAPH_GAP, Types
from feedback_desk.pdf.tags import Element
from feedback_desk.pdf.text import Line

WIDTH = 300.0


def rows(markdown, *, rtl=False, **more):
    column = Column(0.0, WIDTH, Types("#0F5C55"), {}, rtl=rtl)
    return column.blocks(parse(markdown), Element("Document"), level=2, **more)


def seen(line: Line) -> str:
    """A line's characters from left to right, as far as each piece is one direction."""
    return "".join(piece.shaped.text for piece in line.pieces)


@pytest.mark.parametrize("rtl", [False, True])
def test_a_list_of_two_languages_has_its_marks_at_one_side(rtl):
    """Places count from where the page begins, so the two pages are told apart by the list's first letter alone."""
    own, other = ("بند أول", "English") if rtl else ("English", "بند أول")
    for first, second in ((own, other), ("2026", own)):
        found = rows(f"- {first}\n- {second}", rtl=rtl)
        assert [row.puts[0].x for row in found] == [0.0, 0.0]
        assert [row.puts[1].x for row in found] == [16.0, 16.0]
    for row in rows(f"- {other}\n- {own}", rtl=rtl):
        mark, words = row.puts
        assert mark.x + mark.line.width == pytest.approx(WIDTH)
        assert words.x + words.line.width == pytest.approx(WIDTH - 16.0)


def test_a_number_has_its_full_stop_at_the_side_of_its_text():
    assert seen(rows("1. one")[0].puts[0].line) == "1."
    assert seen(rows("1. بند", rtl=True)[0].puts[0].line) == ".1"
    assert seen(rows("1. בעברית")[0].puts[0].line) == ".1"


def test_what_has_no_letters_stands_where_the_page_begins():
    for rtl in (False, True):
        assert rows("2026 – 100 %", rtl=rtl)[0].puts[0].x == 0.0


@pytest.mark.parametrize(("text", "rtl"), [("קרא את המדריך היום.", False), ("Read the guide today.", True)])
def test_a_lead_stands_alone_before_what_runs_the_other_way(text, rtl):
    lead = "جرّب: " if rtl else "Try this: "
    first, second = rows(text, rtl=rtl, lead=lead)
    assert first.puts[0].line.text == lead.strip()
    assert first.puts[0].x == 0.0
    assert first.keep
    assert second.puts[0].line.rtl is not rtl
    assert second.puts[0].x > 0.0
    assert second.before == LIST_GAP


def test_items_of_nested_lists_stand_as_close_as_the_others():
    found = rows("Before\n\n- one\n    - two\n        1. three\n    - four\n- five\n\nAfter")
    assert [row.before for row in found[2:-1]] == [LIST_GAP] * 4
    assert found[1].before == found[-1].before == PARAGRAPH_GAP


def test_what_follows_a_table_stands_clear_of_its_last_rule():
    found = rows("| a | b |\n|---|---|\n| c | d |\n\nAfter")
    rule = max(box.down + box.height for box in found[-2].boxes)
    assert found[-2].height + found[-1].before - rule >= PARAGRAPH_GAP


def test_a_table_tears_no_word_while_there_is_room():
    cells = "| Supercalifragilistic | yes | " + "words that wrap over more than one line " * 3 + "|"
    found = rows(f"| Skill | Seen | What is to be done |\n|---|---|---|\n{cells}")
    assert "Supercalifragilistic" in [put.line.text for row in found for put in row.puts]
    every = rows("| " + " | ".join(["m" * 60] * 5) + " |\n|---|---|---|---|---|\n| a | b | c | d | e |")
    assert all(put.x + put.line.width <= WIDTH + 0.1 for row in every for put in row.puts)


def test_short_code_stays_together_and_long_code_breaks_before_no_empty_line():
    fence = "```\n{}\n```"
    assert all(row.keep for row in rows(fence.format("\n".join(f"line {n}" for n in range(8))))[:-1])
    lines = [f"line {n}" if n % 4 else "" for n in range(1, 30)]
    found = rows(fence.format("\n".join(lines)))[1:-1]
    assert not all(row.keep for row in found)
    assert all(found[at - 1].keep for at in range(1, len(found)) if not found[at].puts[0].line.text)


@pytest.mark.parametrize("design", DESIGNS)
def test_the_tint_of_code_is_one_box(design):
    """Boxes that only touch show a white seam between them."""
    assert tall_boxes(opening("```\none\ntwo\n\nthree\n```", design=design)) == 1
    assert tall_boxes(opening("> one\n>\n> two\n>\n> - three", design=design)) == 1
    assert tall_boxes(letter(design=design)) == 0


def tall_boxes(made) -> int:
    operations = PdfReader(BytesIO(render(made).pdf)).pages[0].get_contents().operations
    return sum(name == b"re" and float(operands[3]) > 5 for operands, name in operations)
