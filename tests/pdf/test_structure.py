"""What a screen reader hears, what the file says about itself, and that neither holds more than it should."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from pdf_letters import BLOCKS, PROFILE, letter, opening, recommendation
from pypdf.generic import ArrayObject, DictionaryObject

from feedback_desk.model import Block, BlockKind, Letter, Profile
from feedback_desk.pdf import fonts, text
from feedback_desk.pdf.render import render


def opened(made: Letter) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(render(made).pdf), strict=True)


def marked_texts(reader: pypdf.PdfReader) -> dict[tuple[int, int], str]:
    """Text by (page object, MCID), read from the content streams through the fonts' ToUnicode maps."""
    found: dict[tuple[int, int], str] = {}
    for sheet in reader.pages:
        maps = {name: to_unicode(font.get_object()) for name, font in sheet["/Resources"]["/Font"].items()}
        mcid, font = None, ""
        for operands, operator in pypdf.generic.ContentStream(sheet.get_contents(), reader).operations:
            if operator == b"BDC":
                mcid = operands[1].get("/MCID") if isinstance(operands[1], DictionaryObject) else None
            elif operator == b"EMC":
                mcid = None
            elif operator == b"Tf":
                font = operands[0]
            elif operator == b"TJ" and mcid is not None:
                key = (sheet.indirect_reference.idnum, int(mcid))
                codes = b"".join(bytes_of(part) for part in operands[0] if not isinstance(part, int | float))
                text = "".join(maps[font][codes[at : at + 2]] for at in range(0, len(codes), 2))
                found[key] = found.get(key, "") + text
    return found


def bytes_of(part) -> bytes:
    return part.original_bytes if hasattr(part, "original_bytes") else bytes(part)


def to_unicode(font) -> dict[bytes, str]:
    rows = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", font["/ToUnicode"].get_data())
    return {bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in rows}


def outline(reader: pypdf.PdfReader) -> list[tuple[str, str]]:
    """(tag, text) of each element with text of its own, in reading order."""
    texts, found = marked_texts(reader), []

    def walk(element) -> None:
        kids = element.get("/K", ArrayObject())
        own = "".join(texts.get(key, "") for key in marks(element))
        if own:
            found.append((element["/S"][1:], " ".join(str(element.get("/ActualText", own)).split())))
        for kid in map(resolve, kids):
            if isinstance(kid, DictionaryObject) and "/S" in kid:
                walk(kid)

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object())
    return found


def marks(element):
    """(page object, MCID) of an element's own content."""
    for kid in map(resolve, element.get("/K", ArrayObject())):
        if isinstance(kid, int):
            yield element.raw_get("/Pg").idnum, int(kid)
        elif "/MCID" in kid:
            yield kid.raw_get("/Pg").idnum, kid["/MCID"]


def resolve(kid):
    return kid.get_object()


def test_reading_order_is_the_order_of_the_letter():
    said = outline(opened(letter()))
    assert [entry for entry in said if entry[0] != "Code"] == [
        ("P", "Northwind Analytics"),
        ("P", "4th Floor, 100 Feet Road Bengaluru 560038 talent@northwind.example"),
        ("H1", "Interview feedback Anaïs Krishnamūrti-Okafor"),
        ("P", "Application Security Engineer"),
        ("P", "Date"),
        ("P", "22 November 2026"),
        ("P", "Interviewed"),
        ("P", "20 November 2026"),
        ("P", "Dear Anaïs,"),
        ("P", "Thank you for spending an hour with us on 20 November. We enjoyed the conversation."),
        ("P", "Everything below comes from what we saw and heard on the day."),
        ("H2", "What went well"),
        ("H3", "Content security policy"),
        ("P", "You explained nonces, and why unsafe-inline fails."),
        ("H3", "Reading code"),
        ("P", "You read the handler from the entry point and found the flaw."),
        ("H2", "Where to grow"),
        ("H3", "Object-level authorisation"),
        ("P", "Your answer relied on ids being hard to guess."),
        ("P", "What good looks like: one check nobody forgets."),
        ("P", "Try this: Take one API you know and write the check as a single function."),
        ("Lbl", "1"),
        ("P", "Example Academy"),
        ("Link", "Authorization Cheat Sheet"),
        ("P", "Documentation · free · the short version, to read first"),
        ("Lbl", "2"),
        ("P", "Example Academy"),
        ("Link", "Access control lab"),
        ("P", "Lab · free · about 6 hours · to practise what we named first"),
        ("H2", "Resources for you"),
        ("Lbl", "3"),
        ("P", "Example Academy"),
        ("Link", "An overview"),
        ("P", "Video · free to start"),
        ("P", "If anything here does not match your memory, please write."),
        ("P", "With kind regards,"),
        ("P", "Devika Raghunathan"),
        ("P", "Head of Application Security ·"),
        ("Link", "devika@northwind.example"),
    ]


@pytest.mark.parametrize("design", ["railed", "classic"])
def test_words_on_lines_of_their_own_are_not_run_together(design):
    code = opening("```\nfirst()\n\n    second()\n```\n\none\ntwo [three](https://example.org)\nfour", design=design)
    said = outline(opened(code))
    assert ("Code", "first() second()") in said
    assert ("P", "one two four") in said
    assert ("P", "4th Floor, 100 Feet Road Bengaluru 560038 talent@northwind.example") in said


def test_a_link_stands_inside_its_sentence():
    reader = opened(opening("See [the guide](https://example.org/) now."))
    root = reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object()
    order = [["link" if is_element(kid) else "text" for kid in sentence["/K"]] for sentence in map(resolve, root["/K"])]
    assert ["text", "link", "text"] in order


def is_element(kid) -> bool:
    return isinstance(kid.get_object(), DictionaryObject) and "/S" in kid.get_object()


@pytest.mark.parametrize(("language", "spoken"), [("en", []), ("hi", ["Access control lab"])])
def test_what_a_resource_is_called_is_read_in_its_language(language, spoken):
    """A Hindi voice makes nothing of an English title."""
    chosen = (recommendation(1, "Access control lab"), recommendation(2, "सुरक्षा की किताब"))
    reader = opened(letter(language=language, blocks=(Block("r", BlockKind.RESOURCES, resources=chosen),)))
    texts, found = marked_texts(reader), []

    def walk(element, inherited):
        own = element.get("/Lang", inherited)
        if own != inherited:
            assert own == "en"
        if element["/S"] == "/Link" and own == "en":
            found.append("".join(texts.get(key, "") for key in marks(element)))
        for kid in map(resolve, element.get("/K", ArrayObject())):
            if isinstance(kid, DictionaryObject) and "/S" in kid:
                walk(kid, own)

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object(), None)
    assert found == spoken


def test_right_to_left_text_is_said_in_the_order_it_is_read_in():
    said = outline(opened(opening("شكرا محمد علي (React 19) يوم 12 مارس.")))
    assert ("Span", "شكرا محمد علي (React 19) يوم 12 مارس.") in said


def test_links_say_where_they_lead():
    made = letter(
        blocks=(
            Block("o", BlockKind.OPENING, text="See [the **guide**](https://example.org/a?b=c&d=e) or write."),
            Block("r", BlockKind.RESOURCES, resources=(recommendation(1, "A lab"),)),
        )
    )
    links = [note.get_object() for sheet in opened(made).pages for note in sheet.get("/Annots", ())]
    assert [(link["/Contents"], link["/A"]["/URI"]) for link in links] == [
        ("the guide (https://example.org/a?b=c&d=e)", "https://example.org/a?b=c&d=e"),
        ("A lab (https://learn.example/1)", "https://learn.example/1"),
        ("devika@northwind.example", "mailto:devika@northwind.example"),
    ]


def test_metadata_is_the_title_and_the_author_and_nothing_else():
    reader = opened(letter())
    assert dict(reader.metadata) == {
        "/Title": "Interview feedback: Anaïs Krishnamūrti-Okafor",
        "/Author": "Devika Raghunathan",
        "/Producer": "Feedback Desk",
        "/CreationDate": "D:20261122000000+00'00'",
        "/ModDate": "D:20261122000000+00'00'",
    }
    catalog = reader.trailer["/Root"]
    assert catalog["/Lang"] == "en"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert "/Author" not in opened(letter(profile=Profile())).metadata
    assert [entry.title for entry in reader.outline] == [
        "Interview feedback: Anaïs Krishnamūrti-Okafor",
        "What went well",
        "Where to grow",
        "Resources for you",
    ]


@pytest.mark.parametrize(
    "word", [b"anonymous", b"Helvetica", b"untitled", b"/home", b"/work", b"/root", b"site-packages"]
)
def test_nothing_of_the_machine_is_in_the_file(word):
    assert word not in render(letter()).pdf


def test_the_same_letter_gives_the_same_bytes_in_every_process():
    script = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]);"
        "from pdf_letters import letter, opening; from feedback_desk.pdf.render import render;"
        "pdfs = render(opening('नमस्ते مُحَمَّد 👍 Ж')).pdf + render(letter()).pdf;"
        "print(hashlib.sha256(pdfs).hexdigest())"
    )
    here = str(Path(__file__).parent)
    digests = {
        subprocess.run(
            [sys.executable, "-c", script, here],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Kolkata"))
    }
    assert len(digests) == 1
    first = render(letter()).pdf
    render(opening("Something else in between, नमस्ते"))
    assert render(letter()).pdf == first


def test_the_bytes_do_not_depend_on_what_is_remembered(monkeypatch):
    made = letter(candidate="आनन्द مُحَمَّد")
    before = render(made).pdf
    monkeypatch.setattr(fonts, "_KEPT_SHAPES", 3)
    text._remembered.cache_clear()
    assert render(made).pdf == before


def test_a_resource_says_nothing_twice():
    chosen = (
        recommendation(1, "One", kind="lab", reason="a lab to try this out in; free", hours=1),
        recommendation(2, "Two", kind="book", cost="paid", reason="to read alongside"),
    )
    said = outline(opened(letter(blocks=(Block("r", BlockKind.RESOURCES, resources=chosen),))))
    assert ("P", "About an hour · a lab to try this out in; free") in said
    assert ("P", "Book · paid · to read alongside") in said


def test_left_out_blocks_and_empty_sections_are_not_printed():
    blocks = (
        Block("s", BlockKind.STRENGTH, "Kept back", "Not to be seen", left_out=True),
        Block("g", BlockKind.GROWTH, "", "  "),
        Block("o", BlockKind.OPENING, text="Hello."),
    )
    said = [text for _, text in outline(opened(letter(blocks=blocks)))]
    assert "Hello." in said
    assert not {"Kept back", "Not to be seen", "What went well", "Where to grow"} & set(said)


HOSTILE = (
    '<img src="/etc/passwd"> <b>bold</b> <para> </font> <a href="javascript:alert(1)">x</a> &amp; &lt;',
    "[click](javascript:alert(1)) [data](data:text/html,hi) [file](file:///etc/passwd) ![img](/etc/passwd)",
    "[" * 8000 + "]" * 8000,
    "\n".join(f"{'  ' * depth}- item" for depth in range(200)),
    "> " * 300 + "deep",
    "(endstream) endobj >> ET EMC (unbalanced \\ ) /Artifact BMC",
    "a\u0000b\u202ec\ufffe\ud800",
)


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_only_text(typed):
    made = letter(
        candidate=typed[:200],
        role=typed[:200],
        profile=replace(PROFILE, organisation=typed[:200], accent=typed[:9], email=typed[:60]),
        blocks=(Block("g", BlockKind.GROWTH, typed[:200], typed, typed), *BLOCKS[2:3]),
    )
    reader = opened(made)
    for sheet in reader.pages:
        assert "/XObject" not in sheet["/Resources"]
        for note in sheet.get("/Annots", ()):
            assert note.get_object()["/A"]["/URI"].split(":")[0] in ("http", "https", "mailto")


def test_a_word_of_200_000_characters_becomes_pages():
    rendered = render(opening("x" * 200_000))
    assert rendered.pages > 40
