"""A letter from findings: the notes' own words, varied wording, steady re-drafts."""

import itertools
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_desk.letter.compose import compose
from feedback_desk.letter.markdown import BulletList, escape, letter_markdown, parse, placed, plain_text, to_plain
from feedback_desk.letter.wording import load_wording
from feedback_desk.model import (
    BlockKind,
    Candidate,
    Evidence,
    Finding,
    FindingKind,
    LetterState,
    Profile,
    Recommendation,
    Resource,
    is_blank,
)


def finding(key, *texts, kind=FindingKind.STRENGTH, good="", next_step=""):
    evidence = tuple(Evidence(f"{key}{n}", text, "Section") for n, text in enumerate(texts))
    return Finding(key, key.title(), kind, evidence, good, next_step, (key,))


def gap(key, *texts, **more):
    return finding(key, *texts, kind=FindingKind.GAP, **more)


def lab(name):
    resource = Resource(name, name, "Provider", f"https://{name}.example/", "lab", "all", "free", "", (), "exact")
    return Recommendation(resource, "a lab; free")


def draft(
    *findings,
    interview_id="abc",
    before=None,
    candidate=None,
    role="Engineer",
    profile=None,
    recommended=None,
    wording=None,
):
    return compose(
        letter_id="letter01",
        interview_id=interview_id,
        candidate=candidate or Candidate("c1", "Sam van der Berg"),
        role=role,
        interviewed_on=date(2026, 11, 20),
        written_on=date(2026, 11, 21),
        profile=profile or Profile(),
        findings=findings,
        recommendations=recommended or {},
        wording=wording or load_wording(),
        before=before,
    )


CSP = finding("csp", "explained nonces and why unsafe-inline defeats them")
XSS = gap("xss", "took stored and reflected XSS for one", good="You keep them apart.", next_step="Build a page.")


def kinds(letter):
    return [block.kind.value for block in letter.blocks]


def the(letter, kind):
    return next(block for block in letter.blocks if block.kind is kind)


@pytest.mark.parametrize("organisation", ["Northwind Inc.", "Yahoo!"])
def test_an_organisation_that_ends_in_a_stop_ends_its_sentence(organisation):
    for number in range(40):
        letter = draft(CSP, interview_id=f"i{number}", profile=Profile(organisation=organisation))
        opening = the(letter, BlockKind.OPENING).text
        assert organisation in opening and f"{organisation}." not in opening


def test_a_letter_reads_from_salutation_to_closing():
    letter = draft(CSP, XSS)
    assert kinds(letter) == ["salutation", "opening", "outcome", "strength", "growth", "closing"]
    salutation, opening, outcome, strength, growth, closing = letter.blocks
    assert outcome.text == "" and not outcome.is_printed
    assert salutation.text == "Dear Sam van der Berg,"
    assert "role of Engineer" in opening.text and "20 November 2026" in opening.text
    assert (strength.title, strength.text) == (
        "Csp",
        "You explained nonces and why unsafe-inline defeats them.",
    )
    assert growth.text == (
        "You took stored and reflected XSS for one.\n\n**What good looks like:** You keep them apart."
    )
    assert growth.next_step == "Build a page."
    assert growth.finding == "xss" and growth.notes == ("xss0",)
    assert closing.text.split("\n\n")[1].endswith(("regards,", "wishes,"))
    assert not any(block.look or block.edited or block.left_out for block in letter.blocks)


def test_the_preferred_name_greets_and_is_never_guessed():
    letter = draft(candidate=Candidate("c", "Nguyễn Thị Hoa", preferred_name="Hoa"))
    assert letter.blocks[0].text == "Dear Hoa,"
    assert letter.candidate == "Nguyễn Thị Hoa"


def test_several_notes_make_one_paragraph_and_pasted_lines_their_own():
    letter = draft(finding("tls", "named the cipher", "found the proxy", "saw `if x:\n    return *y*`", "kept calm"))
    text = the(letter, BlockKind.STRENGTH).text
    assert text.split("\n\n")[0] == "You named the cipher. You also found the proxy."
    assert "\u00a0\u00a0\u00a0\u00a0return \\*y\\*" in text
    assert text.endswith("You kept calm.")
    assert the(letter, BlockKind.STRENGTH).look


def test_a_note_with_two_skills_is_told_once_and_the_other_point_says_where():
    shared, drawn = Evidence("n1", "named the cipher", "S"), Evidence("n2", "drew the chain", "S")
    one = Finding("tls", "TLS", FindingKind.STRENGTH, (shared,))
    two = Finding("pki", "PKI", FindingKind.STRENGTH, (shared, drawn))
    three = Finding("mtls", "mTLS", FindingKind.STRENGTH, (shared, drawn))
    gap_too = Finding("tls", "TLS", FindingKind.GAP, (shared,))
    blocks = [b for b in draft(one, two, three, gap_too).blocks if b.finding]
    assert [b.text for b in blocks] == [
        "You named the cipher.",
        "You drew the chain.",
        "What we saw of this stands under TLS and PKI.",
        "You named the cipher.",
    ]
    assert blocks[2].notes == ("n1", "n2")
    said = draft(one, Finding("pki", "PKI *x*", FindingKind.STRENGTH, (shared,)), profile=Profile(name="A B"))
    assert [b.text for b in said.blocks if b.finding][1] == "What I saw of this stands under TLS."


def test_no_findings_make_a_short_letter_to_fill():
    letter = draft()
    assert kinds(letter) == ["salutation", "opening", "outcome", "closing"]
    assert the(letter, BlockKind.OPENING).look


def test_a_word_on_resources_only_where_there_are_several():
    recommended = {"xss": (lab("one"), lab("two"))}
    assert "resources" not in kinds(draft(CSP, XSS, recommended=recommended))
    idor = gap("idor", "missed the check")
    letter = draft(CSP, XSS, idor, recommended=recommended | {"idor": (lab("three"),)})
    assert kinds(letter)[-2:] == ["resources", "closing"]
    assert the(letter, BlockKind.GROWTH).resources == recommended["xss"]


@pytest.mark.parametrize("role", ["", "Engineer"])
@pytest.mark.parametrize("profile", [Profile(), Profile(name="A B"), Profile(name="A B", organisation="Northwind")])
@pytest.mark.parametrize("found", [(), (CSP,), (XSS,), (CSP, XSS)])
def test_every_variant_is_whole(role, profile, found):
    seen = set()
    for n in range(80):
        text = letter_markdown(draft(*found, interview_id=f"i{n}", role=role, profile=profile))
        assert "{" not in text and "  " not in text and " ." not in text and " ," not in text
        assert ("Engineer" in text) == bool(role)
        if not profile.organisation and profile.name:
            assert not re.search(r"\b(us|our)\b", text)
        seen.add(text)
    assert len(seen) >= 60


def test_edited_blocks_stay_and_the_rest_follows_the_findings():
    first = draft(CSP, XSS, gap("idor", "missed the check"))
    edited = tuple(
        replace(block, text="My own words.", edited=True)
        if block.finding == "xss"
        else replace(block, left_out=True)
        if block.finding == "csp"
        else block
        for block in first.blocks
    )
    before = replace(first, blocks=edited, state=LetterState.EXPORTED)
    csp = finding("csp", "explained nonces and why unsafe-inline defeats them", "named the header")
    again = draft(csp, finding("tls", "named the cipher"), before=before)
    by_finding = {block.finding: block for block in again.blocks if block.finding}
    assert by_finding["xss"].text == "My own words."  # its finding is gone, its words are not
    assert by_finding["csp"].left_out and "header" in by_finding["csp"].text
    assert "idor" not in by_finding
    assert [b.finding for b in again.blocks if b.kind is BlockKind.STRENGTH] == ["csp", "tls"]
    assert again.state is LetterState.EXPORTED


def test_order_is_kept_and_a_first_growth_block_finds_its_place():
    first = draft(CSP, finding("tls", "named the cipher"))
    salutation, opening, outcome, csp, tls, closing = first.blocks
    before = replace(first, blocks=(salutation, tls, opening, outcome, csp, closing))
    again = draft(CSP, finding("tls", "named the cipher"), XSS, before=before)
    assert [b.finding or b.kind.value for b in again.blocks] == [
        "salutation", "tls", "opening", "outcome", "csp", "xss", "closing",
    ]  # fmt: skip


def test_a_redraft_of_the_same_is_the_same():
    first = draft(CSP, XSS)
    assert draft(CSP, XSS, before=first) == first
    assert draft(CSP, XSS) == first


words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co"]), min_size=1, max_size=60).filter(str.strip)


@settings(max_examples=120, deadline=None)
@given(st.lists(words, max_size=4), st.lists(words, max_size=4), words, words)
def test_what_was_noted_is_printed_as_typed(strengths, gaps, name, role):
    found = [finding(f"s{n}", text) for n, text in enumerate(strengths)]
    found += [gap(f"g{n}", text, good=text, next_step=text) for n, text in enumerate(gaps)]
    letter = draft(*found, candidate=Candidate("c", name), role=role)
    for block in letter.blocks:
        if block.kind is BlockKind.OUTCOME:
            continue
        printed = to_plain(parse(block.text))
        assert printed.strip()
        if block.finding and block.look:
            number = int(block.finding[1:])
            typed = (strengths if block.kind is BlockKind.STRENGTH else gaps)[number]
            seen = printed if block.kind is BlockKind.STRENGTH else printed.split("\n\nWhat good looks like:")[0]
            # Up to its capital letter and full stop, what isn't turned round is there character for character.
            if not seen.lower().startswith("you"):
                assert flat(typed)[1:].rstrip(" ,;") in flat(seen) or "you" in seen.lower()
    assert plain_text(letter)


def flat(text):
    """One line, without the backticks that set code apart."""
    return " ".join(text.replace("`", "").split())


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "\x07\t", "\ufeff\u2060\n\n\u00ad", "\u3000\u200e", "\ufe0f"])
def test_what_prints_nothing_has_no_place_in_the_letter(text):
    letter = draft(CSP, XSS)
    emptied = (BlockKind.STRENGTH, BlockKind.OUTCOME)
    blocks = (replace(b, text=text) if b.kind in emptied else replace(b, next_step=text) for b in letter.blocks)
    letter = replace(letter, blocks=tuple(blocks))
    assert not any(block.is_printed for block in letter.blocks if block.kind in emptied)
    assert not {"strengths", "next_step"} & {piece.part for piece in placed(letter)[1]}
    for said in (letter_markdown(letter), plain_text(letter)):
        assert "Try this" not in said and "what went well" not in said.lower().splitlines()
    assert parse(text) == ()


def test_a_sign_that_joins_others_is_not_nothing():
    assert not is_blank("\u200bक्\u200dष") and not is_blank("\ufffd") and not is_blank("👩\u200d💻") and is_blank("")


def test_the_markdown_knows_what_stands_where():
    letter = draft(CSP, XSS, recommended={"xss": (lab("one"),)})
    blocks = tuple(replace(b, left_out=b.kind is BlockKind.STRENGTH) for b in letter.blocks)
    letter = replace(letter, blocks=blocks)
    text, pieces = placed(letter)
    assert text == letter_markdown(letter)
    assert "nonces" not in text and "What went well" not in text.splitlines()
    growth = the(letter, BlockKind.GROWTH)
    parts = {p.part: text[p.start : p.end] for p in pieces if p.block == growth}
    assert parts == {
        "title": "Xss",
        "text": growth.text,
        "next_step": "Build a page.",
        "resources": "- [one](<https://one.example/>) (Provider, a lab; free)",
    }
    assert "## Where to grow\n\n### Xss\n\n" in text and "**Try this:** Build a page." in text
    assert all(one.end <= two.start for one, two in itertools.pairwise(pieces))


def test_plain_text_is_fit_for_an_email():
    text = plain_text(draft(CSP, XSS, profile=Profile(name="A B", role="Lead"), recommended={"xss": (lab("one"),)}))
    assert text.startswith("Dear Sam van der Berg,\n\n")
    assert "WHERE TO GROW\n\nXss\nYou took" in text
    assert "Try this: Build a page.\n- one (Provider, a lab; free): https://one.example/" in text
    assert text.endswith(",\n\nA B\nLead\n")
    assert "*" not in text


def test_escape_is_used_for_names_and_roles():
    letter = draft(candidate=Candidate("c", "Sam *Star* [x](y)"), role="C++ & <b>")
    assert escape("Sam *Star* [x](y)") in letter.blocks[0].text
    assert to_plain(parse(letter.blocks[0].text)) == "Dear Sam *Star* [x](y),"


def test_code_between_backticks_is_code_and_a_lonely_one_a_sign():
    made = draft(finding("jwt", "named `alg: none` and `*_*` as the flaw", "saw a lone ` in it"))
    (block,) = [block for block in made.blocks if block.kind is BlockKind.STRENGTH]
    spans = [span for paragraph in parse(block.text) for span in paragraph.spans]
    assert [span.text for span in spans if span.code] == ["alg: none", "*_*"]
    assert "lone ` in it" in to_plain(parse(block.text))


def test_an_address_at_the_start_keeps_its_case():
    made = draft(finding("tls", "https://example.org/a was the example they chose"))
    (block,) = [block for block in made.blocks if block.kind is BlockKind.STRENGTH]
    assert "https://example.org/a" in to_plain(parse(block.text))


def test_a_note_with_an_icon_of_a_font_makes_a_letter():
    made = draft(finding("ui", "fixed the \ue000 icon"))
    (block,) = [block for block in made.blocks if block.kind is BlockKind.STRENGTH]
    assert (block.text, block.look) == ("fixed the \ue000 icon", True)


@pytest.mark.parametrize(
    ("step", "first"), [("- read it\n- build it", "- read it"), ("1. read it", "1. read it"), ("```\nx\n```", "    x")]
)
def test_a_next_step_that_is_a_list_stands_below_its_lead(step, first):
    letter = draft(replace(XSS, next_step="-"), CSP)
    blocks = tuple(replace(b, next_step=step) if b.kind is BlockKind.GROWTH else b for b in letter.blocks)
    letter = replace(letter, blocks=blocks)
    assert f"\nTry this:\n{first}\n" in plain_text(letter)
    text, pieces = placed(letter)
    (there,) = (piece for piece in pieces if piece.part == "next_step")
    assert text[there.start : there.end] == step and text[: there.start].endswith("\n**Try this:**\n\n")
    assert first in to_plain(parse(text)).split("\n")


@pytest.mark.parametrize("title", ["[CVE] An intro", "a] b", "a\\] b", "x](https://else.example)", "`]` and *"])
def test_a_links_words_are_its_title_whatever_it_holds(title):
    recommended = lab("one")
    recommended = replace(recommended, resource=replace(recommended.resource, title=title))
    text = letter_markdown(draft(CSP, XSS, recommended={"xss": (recommended,)}))
    (listed,) = (block for block in parse(text) if isinstance(block, BulletList))
    (linked, _) = listed.items[0][0].spans
    assert (linked.text, linked.link) == (title, "https://one.example/")
