"""The wall: what was put into a PDF by hand is found and its place named; what the program makes is clean."""

import io
import re
import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from feedback_desk.letter.compose import compose
from feedback_desk.letter.wall import inspect
from feedback_desk.letter.wording import load_wording
from feedback_desk.model import (
    DEFAULT_SCALE,
    Block,
    BlockKind,
    Candidate,
    Evidence,
    Finding,
    FindingKind,
    Letter,
    PrivateContext,
    Profile,
)
from feedback_desk.pdf.phone_card import render_card
from feedback_desk.pdf.render import render

SECRET = "seemed rushed, back-to-back calls today"
LETTER = Letter(
    "l1", "i1", "Sam Weaver", "Engineer", date(2026, 11, 20), date(2026, 11, 21), Profile(name="Devika R"),
    (Block("b1", BlockKind.STRENGTH, "CSP", "You explained nonces."),),
)  # fmt: skip
PRIVATE = PrivateContext(
    notes=(SECRET,),
    shareable=("explained nonces and why unsafe-inline defeats them",),
    rating_words=DEFAULT_SCALE,
    decision="decline",
    other_names=("Priya Raman", "Sam Weaver"),
    secrets=("jdoe", "/home/jdoe"),
)


def page(*lines, then=lambda canvas: None, **info):
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1)
    canvas.setAuthor("Devika R")
    canvas.setTitle("Interview feedback: Sam Weaver")
    canvas.setCreator("")
    canvas.setSubject("")
    for name, value in info.items():
        getattr(canvas, f"set{name}")(value)
    for number, line in enumerate(lines or ["You explained nonces."]):
        canvas.drawString(72, 700 - 16 * number, line)
    then(canvas)
    canvas.save()
    return out.getvalue()


def changed(pdf, change):
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.metadata = {"/Title": "Interview feedback: Sam Weaver", "/Author": "Devika R"}
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def said(pdf, private=PRIVATE, letter=LETTER):
    return " ".join(inspect(pdf, letter, private))


CLEAN = page(
    "Dear Sam Weaver,", "You explained nonces and why unsafe-inline defeats them.", "Strong keys are not enough."
)


def only_ours(sentences):
    """ReportLab writes two entries of its own that the program's letters don't have."""
    return [s for s in sentences if "under Creator" not in s and "under Subject" not in s and "under Keywords" not in s]


def test_a_clean_page_is_clean():
    assert only_ours(inspect(CLEAN, LETTER, PRIVATE)) == []


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (["They seemed rushed, back-to-back calls today."], "On page 1 there is wording from a note"),
        (["SEEMED   rushed, back-to-", "back calls"], "On page 1"),
        (["seemed rushed, back to back ca-", "lls today"], "On page 1"),
        (["Rated Solid."], "internal rating"),
        (["Overall 3/4."], "internal rating"),
        (["Outcome: decline"], "internal decision"),
        (["As Priya", "Raman said"], "the name of another candidate"),
    ],
)
def test_on_the_page(lines, place):
    assert place in said(page(*lines))


def test_shareable_words_and_words_in_a_sentence_are_no_leak():
    private = replace(PRIVATE, shareable=(SECRET,))
    assert only_ours(inspect(page(SECRET, "You found 3 of the 4 flaws, a solid answer."), LETTER, private)) == []


def test_in_the_metadata():
    assert "In the metadata, under Title, there is wording" in said(page(Title=f"Feedback ({SECRET})"))
    assert "under Keywords" in said(page(Keywords="rated Solid"))
    assert "In the metadata, under Keywords, there is something that a letter does not say." in said(page(Keywords="x"))
    assert "the user name or a folder of this machine" in said(page(Title="by jdoe"))
    assert "the author is not the one" in said(page(Author="jdoe"))
    assert "the user name or a folder" in said(page(Title="/home/jdoe/letter.pdf"))


def test_the_user_name_is_no_secret_where_the_letterhead_says_it():
    letter = replace(LETTER, profile=Profile(name="jdoe"))
    assert only_ours(inspect(page(Author="jdoe"), letter, PRIVATE)) == []


def test_a_user_name_that_the_letter_says_by_itself_is_no_secret():
    private = replace(PRIVATE, secrets=("root", "/root"))
    letter = replace(LETTER, blocks=(replace(LETTER.blocks[0], text="You became root."),))
    linked = page(then=lambda canvas: canvas.linkURL("https://root-me.example/root-x", (0, 0, 9, 9)), Title="By root")
    assert only_ours(inspect(linked, letter, private)) == []
    assert "the user name" in said(linked, private)


@pytest.mark.parametrize(
    "login", ["desk", "feedback", "adobe", "meta", "pdf", "part", "srgb", "web", "glance", "talking", "sam", "mailto"]
)
@pytest.mark.parametrize("render_it", [render, render_card], ids=["letter", "card"])
def test_a_user_name_that_the_program_or_an_address_says_anyway_stops_no_letter(login, render_it):
    linked = "Read [this](https://portal.example/web-security) and write to [us](mailto:a@x.example)."
    text = replace(LETTER.blocks[0], text=linked)
    letter = replace(LETTER, blocks=(text,), overview=True)
    private = replace(PRIVATE, secrets=(login, f"/home/{login}"))
    assert inspect(render_it(letter).pdf, letter, private) == ()
    assert "the user name or a folder" in said(page(Title=f"/home/{login}/letter.pdf"), private, letter)


def test_a_user_name_that_stands_in_no_address_of_the_letter_is_one():
    letter = replace(LETTER, blocks=(replace(LETTER.blocks[0], text="See https://x.example/web-security-basics"),))
    for name in ("jdoe", "webs"):
        private = replace(PRIVATE, secrets=(name,))
        linked = page(then=lambda canvas, name=name: canvas.linkURL(f"https://x.example/{name}-x", (0, 0, 9, 9)))
        assert "In the address of a link there is the user name" in said(linked, private, letter)


def test_links_elsewhere():
    assert "A link leads to something other" in said(page(then=lambda c: c.linkURL("file:///etc/passwd", (0, 0, 9, 9))))


def test_in_xmp():
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:title a="{SECRET}">{SECRET}</dc:title></x:xmpmeta>'

    def change(writer):
        writer.xmp_metadata = xmp.encode()

    assert "In the metadata there is wording" in said(changed(CLEAN, change))


def test_in_links_and_their_descriptions():
    where = (0, 0, 100, 100)
    address = "https://x.example/?q=seemed%20rushed+back-to-back+calls"
    assert "In the address of a link" in said(page(then=lambda canvas: canvas.linkURL(address, where)))

    def change(writer):
        writer.pages[0][NameObject("/Annots")] = writer._add_object(
            DictionaryObject({NameObject("/Contents"): TextStringObject(SECRET)})
        )

    assert "In the description of a link" in said(changed(CLEAN, change))


def test_in_text_for_screen_readers_and_in_the_outline():
    def change(writer):
        writer._root_object[NameObject("/StructTreeRoot")] = DictionaryObject(
            {NameObject("/K"): DictionaryObject({NameObject("/Alt"): TextStringObject(SECRET)})}
        )

    assert "In a description for screen readers" in said(changed(CLEAN, change))
    assert "In the title or the outline" in said(
        changed(CLEAN, lambda w: w.add_outline_item(title=SECRET, page_number=0))
    )


def test_attachments_scripts_and_forms():
    assert "an attached file" in said(changed(CLEAN, lambda w: w.add_attachment("notes.txt", b"x")))
    script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")})
    assert "a script" in said(changed(CLEAN, lambda w: w._root_object.update({NameObject("/OpenAction"): script})))
    form = DictionaryObject({NameObject("/Fields"): DictionaryObject()})
    assert "a form" in said(changed(CLEAN, lambda w: w._root_object.update({NameObject("/AcroForm"): form})))
    run = DictionaryObject({NameObject("/S"): NameObject("/Launch")})
    assert "starts a program" in said(changed(CLEAN, lambda w: w._root_object.update({NameObject("/OpenAction"): run})))


@pytest.mark.parametrize("pdf", [b"", b"no pdf", CLEAN[:300], b"%PDF-1.7\n%%EOF"])
def test_what_cannot_be_read_is_not_clean(pdf):
    assert "could not be read back" in said(pdf)


def test_no_sentence_quotes_what_was_found():
    for sentence in inspect(page(SECRET, "Rated Solid. Priya Raman", Title=SECRET), LETTER, PRIVATE):
        assert not re.search(r"rushed|calls|Solid|Priya", sentence)


# --- The program's own letters --------------------------------------------------------------------


def composed(strengths, gaps, name="Sam Weaver"):
    findings = [
        Finding(f"s{n}", f"Skill {n}", FindingKind.STRENGTH, (Evidence(f"n{n}", text, "S"),))
        for n, text in enumerate(strengths)
    ] + [
        Finding(f"g{n}", f"Skill {n}", FindingKind.GAP, (Evidence(f"m{n}", text, "S"),), "You do it.", "Try it.")
        for n, text in enumerate(gaps)
    ]
    return compose(
        letter_id="l", interview_id="i", candidate=Candidate("c", name), role="Engineer",
        interviewed_on=date(2026, 11, 20), written_on=date(2026, 11, 21),
        profile=Profile(name="Devika R", role="Lead", organisation="Northwind", email="d@example.org"),
        findings=findings, recommendations={}, wording=load_wording(),
    )  # fmt: skip


texts = st.lists(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=80), max_size=4
)


@settings(max_examples=40, deadline=None)
@given(texts, texts, texts)
def test_composed_letters_are_clean(strengths, gaps, others):
    """Whatever the shareable notes say, and whatever else was noted that the letter does not say."""
    others = tuple(f"zqx {text} vwk zqj kvw xqz" for text in others)
    private = PrivateContext(
        notes=(SECRET, *others), shareable=(*strengths, *gaps), decision="decline", other_names=("Priya Raman",),
        secrets=("jdoe", "/home/jdoe"),
    )  # fmt: skip
    letter = composed(strengths, gaps)
    assert inspect(render(letter).pdf, letter, private) == ()


def test_a_private_note_typed_into_the_letter_is_found_in_the_pdf():
    letter = composed(["explained nonces"], ["took two for one"])
    blocks = tuple(
        replace(block, text=f"{block.text} You seemed rushed, back-to-back calls today.")
        if block.kind is BlockKind.GROWTH
        else block
        for block in letter.blocks
    )
    sentences = inspect(render(replace(letter, blocks=blocks)).pdf, letter, PRIVATE)
    assert sentences == ("On page 1 there is wording from a note that is not for the letter.",)


def test_two_pages_take_under_150_ms():
    letter = composed(["explained nonces and why unsafe-inline defeats them " * 4] * 6, ["took two for one " * 9] * 6)
    made = render(letter)
    assert made.pages >= 2
    private = replace(PRIVATE, notes=tuple(f"{n} {SECRET} {n}" for n in range(80)), other_names=tuple(
        f"First{n} Last{n}" for n in range(5000)))  # fmt: skip
    inspect(made.pdf, letter, private)
    started = time.process_time()
    assert inspect(made.pdf, letter, private) == ()
    assert time.process_time() - started < 0.15
