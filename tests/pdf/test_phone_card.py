"""The phone card is one page that conforms, says what a call needs, and nothing else."""

import page
import pytest
from pdf_letters import BLOCKS, letter

from feedback_desk.errors import BadInput
from feedback_desk.letter.wording import load_wording
from feedback_desk.model import Block, BlockKind
from feedback_desk.pdf.phone_card import render_card
from feedback_desk.pdf.picture import pages

LONG = "You read the handler from its entry point, then the query, then the template that prints it. " * 12
CARDS = {
    "plain": letter(),
    "nothing to say": letter(blocks=()),
    "too much to say": letter(blocks=BLOCKS[:2] + BLOCKS[2:4] * 9 + BLOCKS[4:5] * 30),
    "at length": letter(blocks=tuple(Block(f"b{n}", BlockKind.GROWTH, "A point", LONG, LONG) for n in range(12))),
    "an outcome": letter(blocks=(Block("b", BlockKind.OUTCOME, text="We would like to meet you again."),)),
    "Hindi": letter(language="hi", candidate="मीरा रघुनाथन"),
}


def text_of(pdf):
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    return " ".join(document[0].get_textpage().get_text_range().split())


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", CARDS)
def test_one_page_that_conforms(name, paper):
    rendered = render_card(CARDS[name], paper=paper)
    assert rendered.pages == pages(rendered.pdf) == 1
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(rendered.pdf, profile=profile)
        assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]
    words = load_wording(CARDS[name].language).card
    said = text_of(rendered.pdf)
    for head in ("say", "ask", "do_not_say"):
        assert str(words[head]) in said, head
    assert "".join(words["do_not_say_lines"][-1].split()) in "".join(said.split())


def test_it_says_the_points_and_no_links():
    said = text_of(render_card(letter()).pdf)
    for words in ("Content security policy", "Object-level authorisation", "write the check as a single function"):
        assert words in said
    assert "Authorization Cheat Sheet" not in said
    assert "We would like to meet you again." in text_of(render_card(CARDS["an outcome"]).pdf)


def test_what_is_left_out_is_not_said():
    from dataclasses import replace

    blocks = tuple(replace(block, left_out=block.id == "p1") for block in BLOCKS)
    assert "Content security policy" not in text_of(render_card(letter(blocks=blocks)).pdf)


def test_the_same_card_has_the_same_bytes_and_no_other_paper():
    assert render_card(letter()).pdf == render_card(letter()).pdf
    with pytest.raises(BadInput):
        render_card(letter(), paper="a5")
