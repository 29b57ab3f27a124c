"""The phone card is one page that conforms, says what a call needs, and nothing else."""

from collections import Counter
from dataclasses import replace
from io import BytesIO

import page
import pypdfium2
import pytest
from pdf_letters import BLOCKS, letter
from pypdf import PdfReader

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
    blocks = tuple(replace(block, left_out=block.id == "p1") for block in BLOCKS)
    assert "Content security policy" not in text_of(render_card(letter(blocks=blocks)).pdf)


def test_what_a_good_letter_says_stays_large_enough_to_read():
    """Two strengths and three points to grow at length: all of them, by their first sentences, in 9 points at least."""
    points = [Block(f"p{n}", BlockKind.STRENGTH, f"Good {n}", LONG) for n in range(2)]
    points += [Block(f"g{n}", BlockKind.GROWTH, f"Grow {n}", LONG, "Take one API. Then more.") for n in range(3)]
    pdf = render_card(letter(blocks=tuple(points))).pdf
    said = text_of(pdf)
    assert all(block.title in said for block in points)
    assert said.count("You read the handler") == 5
    assert body_size(pdf) >= 9
    many = tuple(replace(point, id=f"{point.id}{n}") for n in range(9) for point in points)
    assert body_size(render_card(letter(blocks=many)).pdf) >= 9


def body_size(pdf):
    """The size most of the card's lines are set in, in points."""
    operations = PdfReader(BytesIO(pdf)).pages[0].get_contents().operations
    sizes = Counter(float(operands[1]) for operands, name in operations if name == b"Tf")
    return sizes.most_common(1)[0][0]


def in_short(text):
    """What the card says of a text where there is no room for more than its first sentences."""
    points = tuple(Block(f"g{n}", BlockKind.GROWTH, f"Grow {n}", text, LONG) for n in range(8))
    return text_of(render_card(letter(blocks=points)).pdf)


def test_the_first_sentence_ends_at_no_abbreviation_and_inside_no_word():
    said = in_short("For tokens, e.g. JWT or PASETO, you named three claims. And then some more.")
    assert "For tokens, e.g. JWT or PASETO, you named three claims." in said
    assert "And then" not in said
    assert "यह पहला वाक्य है।" in in_short("यह पहला वाक्य है। और दूसरा।")
    said = in_short(f"{'You saw it there. '[:11] * 13}, antidisestablishmentarianism and what follows from it")
    assert "antidis" not in said
    assert "You saw it…" in said


OUTCOME = (
    "We would like to tell you that we read what you wrote with care, and that we have now decided the next steps. "
)


@pytest.mark.parametrize("times", [10, 35, 50, 120])
def test_an_outcome_of_any_length_leaves_nothing_out(times):
    made = letter(blocks=(*BLOCKS[:2], Block("w", BlockKind.OUTCOME, text=OUTCOME * times + "It ends."), *BLOCKS[2:]))
    rendered = render_card(made)
    document = pypdfium2.PdfDocument(rendered.pdf)
    said = " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in document).split())
    assert said.count("the next steps.") == times
    card = load_wording().card
    heads = [str(card[head]) for head in ("say", "strengths", "growth", "ask", "do_not_say")]
    last = [card[lines][-1] for lines in ("ask_lines", "do_not_say_lines")]
    for words in ("It ends.", "Object-level authorisation", *heads, *last):
        assert words in said, words
    assert rendered.pages == pages(rendered.pdf) == len(document)
    assert (rendered.pages == 1) == (f"1 of {rendered.pages}" not in said)
    assert body_size(rendered.pdf) >= 8
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(rendered.pdf, profile=profile).is_compliant


def test_a_list_is_said_as_a_sentence_and_text_of_another_direction_stays_by_its_mark():
    block = Block("g", BlockKind.GROWTH, "עברית", "הערה.", "- one\n- two\n\nThree")
    pdf = render_card(letter(blocks=(block,))).pdf
    assert "one; two" in text_of(pdf)
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage()
    assert text.get_charbox(text.get_text_range().index("עברית"))[0] < 150


def test_the_document_is_called_what_its_page_is():
    wording = load_wording("hi")
    found = PdfReader(BytesIO(render_card(CARDS["Hindi"]).pdf))
    assert found.metadata["/Title"] == wording.card["heading"].format(name="मीरा रघुनाथन", date="")
    assert found.outline[0].title == found.metadata["/Title"]


def test_the_same_card_has_the_same_bytes_and_no_other_paper():
    assert render_card(letter()).pdf == render_card(letter()).pdf
    with pytest.raises(BadInput):
        render_card(letter(), paper="a5")
