"""The two designs, the overview, logo and signature, and pages that run from the right: what they say and where."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from pdf_letters import BLOCKS, PROFILE, letter, recommendation
from PIL import Image
from test_pictures import SVG, saved
from test_structure import opened, outline

from feedback_desk.letter.wording import load_wording, read_wording
from feedback_desk.model import Block, BlockKind, Profile
from feedback_desk.pdf.phone_card import render_card
from feedback_desk.pdf.render import DESIGNS, render

ARABIC = read_wording(json.loads((Path(__file__).parents[1] / "fixtures/wording/ar.json").read_text("utf-8")))
DRESSED = replace(PROFILE, logo="logo", signature="signature")
PICTURES = {
    "logo": SVG.format("#0F5C55").encode(),
    "signature": saved(Image.new("RGBA", (250, 100), (9, 9, 99, 99)), "PNG"),
}
OUTCOME = Block("oc", BlockKind.OUTCOME, text="We would like to meet you again.")
BOTH = pytest.mark.parametrize("design", DESIGNS)


def figures(pdf):
    """(alternative text, box) of every figure, in reading order."""
    found = []

    def walk(element):
        if element["/S"] == "/Figure":
            found.append((str(element["/Alt"]), [float(edge) for edge in element["/A"]["/BBox"]]))
        for kid in element.get("/K", ()):
            kid = kid.get_object()
            if isinstance(kid, pypdf.generic.DictionaryObject) and "/S" in kid:
                walk(kid)

    walk(pypdf.PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object())
    return found


def left_edges(pdf, page=0):
    """The left edge of each word that is printed once on a page, in points."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = document[page].get_textpage()
        said = text.get_text_range()
        return {word: text.get_charbox(said.index(word))[0] for word in set(said.split()) if said.count(word) == 1}
    finally:
        document.close()


def test_the_classic_design_reads_as_a_letter_does():
    said = outline(opened(letter(design="classic")))
    assert said[:10] == [
        ("P", "Northwind Analytics"),
        ("P", "4th Floor, 100 Feet Road Bengaluru 560038 talent@northwind.example"),
        ("P", "22 November 2026"),
        ("P", "Anaïs Krishnamūrti-Okafor"),
        ("P", "Application Security Engineer"),
        ("H1", "Interview feedback"),
        ("P", "Interviewed: 20 November 2026"),
        ("P", "Dear Anaïs,"),
        ("P", "Thank you for spending an hour with us on 20 November. We enjoyed the conversation."),
        ("P", "Everything below comes from what we saw and heard on the day."),
    ]
    railed = outline(opened(letter(design="railed")))
    after = said.index(("H2", "What went well"))
    assert said[after:] == railed[railed.index(("H2", "What went well")) :]


def test_the_letter_chooses_the_design_and_else_the_profile():
    classic = render(letter(design="classic")).pdf
    assert render(letter(profile=replace(PROFILE, design="classic"))).pdf == classic
    assert render(letter(design="railed", profile=replace(PROFILE, design="classic"))).pdf == render(letter()).pdf
    assert render(letter()).pdf != classic


@BOTH
def test_the_outcome_follows_the_opening(design):
    said = outline(opened(letter(design=design, blocks=(*BLOCKS[:2], OUTCOME, *BLOCKS[2:]))))
    at = said.index(("P", OUTCOME.text))
    assert said[at - 1] == ("P", "Everything below comes from what we saw and heard on the day.")
    assert said[at + 1] == ("H2", "What went well")


@BOTH
def test_the_overview_is_a_figure_that_says_in_words_what_it_shows(design):
    blocks = tuple(replace(block, level=3) if block.id == "p2" else block for block in BLOCKS)
    assert figures(render(letter(design=design)).pdf) == []
    ((said, (left, bottom, right, top)),) = figures(render(letter(design=design, overview=True, blocks=blocks)).pdf)
    assert said == (
        "At a glance. Content security policy: A strength; Reading code: At ease; "
        "Object-level authorisation: On the way."
    )
    assert 370 < right - left < 405
    assert 45 < top - bottom < 65


@BOTH
def test_an_overview_has_four_dots_for_each_point_filled_to_its_level(design):
    points = [Block(f"p{level}", BlockKind.STRENGTH, f"Point {level}", "Seen.", level=level) for level in (1, 2, 3, 4)]
    pdf = render(letter(design=design, overview=True, blocks=tuple(points))).pdf
    operations = [op for _, op in pypdf.PdfReader(BytesIO(pdf)).pages[0].get_contents().operations]
    circles = [operations[at + 4] for at in range(len(operations) - 4) if operations[at : at + 4] == [b"c"] * 4]
    assert (circles.count(b"f"), circles.count(b"s")) == (1 + 2 + 3 + 4, 3 + 2 + 1 + 0)


def test_an_overview_of_many_points_may_go_on_over_the_page_and_loses_none():
    points = [Block(f"p{at}", BlockKind.STRENGTH, f"Point {at}", "Seen.") for at in range(15)]
    said = [said for said, _ in figures(render(letter(overview=True, blocks=tuple(points))).pdf)]
    assert len(said) == 3
    assert all(f"Point {at}: A strength" in " ".join(said) for at in range(15))


@pytest.mark.parametrize("word", ["authorisation ", "x", "漢字"])
def test_an_overview_of_long_titles_is_no_taller_than_a_page_and_says_all_of_them(word):
    titles = [f"{at} {word * (500 // len(word))}end" for at in range(6)]
    blocks = tuple(Block(f"p{at}", BlockKind.STRENGTH, title, "Seen.") for at, title in enumerate(titles))
    ((said, (_, bottom, _, top)),) = figures(render(letter(overview=True, blocks=blocks)).pdf)
    assert all(title in said for title in titles)
    assert top - bottom < 6 * (3 * 15 + 6)


def test_what_is_left_out_is_not_in_the_overview():
    blocks = (*BLOCKS, Block("x", BlockKind.GROWTH, "Kept back", "Not to be seen", left_out=True))
    ((said, _),) = figures(render(letter(overview=True, blocks=blocks)).pdf)
    assert "Kept back" not in said
    assert figures(render(letter(overview=True, blocks=BLOCKS[:2])).pdf) == []


@BOTH
def test_logo_and_signature_have_words_and_stay_in_their_place(design):
    (logo, logo_box), (signature, signature_box) = figures(
        render(letter(design=design, profile=DRESSED), pictures=PICTURES).pdf
    )
    assert (logo, signature) == ("Northwind Analytics", "Signature of Devika Raghunathan")
    for (left, bottom, right, top), (width, height) in ((logo_box, (150, 44)), (signature_box, (150, 50))):
        assert right - left <= width + 0.1
        assert top - bottom <= height + 0.1
        assert right - left >= width - 0.1 or top - bottom >= height - 0.1
    assert logo_box[1] > signature_box[3]
    assert figures(render(letter(design=design, profile=DRESSED)).pdf) == []


@BOTH
def test_a_letter_with_everything_gives_the_same_bytes_twice(design):
    made = letter(design=design, profile=DRESSED, overview=True)
    assert render(made, pictures=PICTURES).pdf == render(made, pictures=dict(reversed(PICTURES.items()))).pdf


def test_the_document_is_called_what_its_language_calls_it():
    made = letter(language="hi", candidate="आनन्द")
    assert opened(made).metadata["/Title"] == load_wording("hi").title("आनन्द")
    assert opened(made).outline[0].title == load_wording("hi").title("आनन्द")


def mirrored(design):
    """The same letter with its pages running from the left and, in the same words, from the right; in points."""
    words = load_wording()
    blocks = tuple(replace(block, text="one\n\n- two") if block.id == "p1" else block for block in BLOCKS)
    made = letter(design=design, blocks=blocks * 4, overview=True)
    return [render(made, wording=one).pdf for one in (words, replace(words, direction="rtl"))]


@BOTH
def test_a_page_from_the_right_is_the_mirror_of_one_from_the_left(design):
    plain, turned = (pypdf.PdfReader(BytesIO(pdf)) for pdf in mirrored(design))
    assert len(plain.pages) == len(turned.pages) > 1
    for left, right in zip(plain.pages, turned.pages, strict=True):
        boxes = [edges(page) for page in (left, right)]
        width = float(left.mediabox.width)
        assert sorted(boxes[0]) == pytest.approx(sorted(width - edge for edge in boxes[1]), abs=0.1)


def edges(page):
    """The middles of everything drawn as a box: hairlines, tints, rules."""
    operations = page.get_contents().operations
    return [float(x) + float(width) / 2 for (x, _, width, _), name in [o for o in operations if o[1] == b"re"]]


def test_an_arabic_letter_has_its_rail_and_bullets_at_the_right_and_its_count_at_the_left():
    blocks = (
        Block("s", BlockKind.SALUTATION, text="عزيزتي ليلى،"),
        *(Block(f"p{n}", BlockKind.STRENGTH, f"عنوان{n}", "نص قصير.\n\n- بند") for n in range(20)),
    )
    made = letter(language="ar", blocks=blocks, candidate="ليلى", profile=Profile())
    pdf = render(made, wording=ARABIC).pdf
    at = left_edges(pdf)
    assert at[ARABIC.page["date"]] > at["عزيزتي"] > at["عنوان0"] - 60 > 300
    label = ARABIC.page["strengths"].split()[0]
    assert at[label] > 450
    assert left_edges(pdf, 1)["ليلى"] < 120  # the running head's end


def test_a_title_stands_over_its_text_and_a_resource_reads_from_the_side_its_page_begins_at():
    found = left_edges(render(arabic("Authorisation", "نص قصير."), wording=ARABIC).pdf)
    assert found["Authorisation"] > 300
    assert found["Cheat"] > 300
    assert found["Academy"] > found[ARABIC.page["cost_free"]] > 200
    assert left_edges(render(arabic("Authorisation", "Short."), wording=ARABIC).pdf)["Authorisation"] < 200


def arabic(title, text):
    """A letter of one point, which leads on to a page in English."""
    chosen = (recommendation(1, "Authorization Cheat Sheet", reason="للقراءة"),)
    block = Block("g", BlockKind.GROWTH, title, text, "خذي واجهة.", chosen)
    return letter(language="ar", blocks=(block,), candidate="ليلى", profile=Profile())


@BOTH
def test_role_and_address_share_a_line_where_they_fit_in_one(design):
    assert ("P", "Head of Application Security ·") in outline(opened(letter(design=design)))
    role = "Principal Engineer for Application Security, Platform and Infrastructure"
    profile = replace(PROFILE, role=role, email=f"{'d' * 40}@northwind.example")
    assert ("P", role) in outline(opened(letter(design=design, profile=profile)))


@BOTH
def test_names_that_came_with_line_ends_stand_in_one_line(design):
    profile = replace(PROFILE, organisation="Northwind\n\nAnalytics", name="Devika\r\nRaghunathan")
    made = letter(design=design, candidate="Anna\n\nBerg", role="Test\u2028Engineer", profile=profile)
    for name in ("Northwind Analytics", "Devika Raghunathan", "Anna Berg", "Test Engineer"):
        assert any(name in line for line in lines(made)), name


def lines(made):
    """What stands beside each other on the first page, as it is read."""
    document = pypdfium2.PdfDocument(render(made).pdf)
    try:
        return document[0].get_textpage().get_text_range().splitlines()
    finally:
        document.close()


def test_an_arabic_phone_card_runs_from_the_right_too():
    made = letter(language="ar", blocks=(Block("p", BlockKind.STRENGTH, "عنوان", "نص قصير."),), candidate="ليلى")
    at = left_edges(render_card(made, wording=ARABIC).pdf)
    assert at["عنوان"] > 450


def test_a_name_too_long_for_the_running_head_ends_with_an_ellipsis():
    made = letter(candidate="Wolfeschlegelsteinhausenbergerdorff " * 6, blocks=BLOCKS * 4)
    second = pypdf.PdfReader(BytesIO(render(made).pdf)).pages[1].extract_text()
    assert "Wolfeschlegelsteinhausenbergerdorff…" in second
    assert "Northwind Analytics" in second
