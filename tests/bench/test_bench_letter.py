"""A warm two-page letter beside ReportLab's own Platypus setting the same text untagged, in one run.

Platypus gets the same words, fonts, sizes, links and page breaks, and nothing of what makes ours slower: no tags, no
fallback, no shaping. CPU time, so that another process doesn't count. "Warm" means what a live preview does: the
process has printed letters before, and the letter differs from the last one in one paragraph. Letters whose paragraphs
were all never set before are measured too.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from html import escape
from io import BytesIO
from pathlib import Path
from statistics import median

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

sys.path.insert(0, str(Path(__file__).parent.parent / "pdf"))

from pdf_letters import BLOCKS, letter

from feedback_desk.model import Letter
from feedback_desk.pdf import breaks, text
from feedback_desk.pdf.fonts import Cut, text_face
from feedback_desk.pdf.render import DESIGNS, Rendered, render

pytestmark = pytest.mark.bench

ROUNDS = 40
GROUP = BLOCKS[:2] + BLOCKS[2:4] * 2 + BLOCKS[4:5] * 4 + BLOCKS[5:]


def two_pages(word: str) -> Letter:
    """A letter of two pages; `word` makes its paragraphs differ from those of another."""
    return letter(
        blocks=tuple(
            replace(block, id=str(number), text=f"{block.text} {word}{number}.", next_step=block.next_step)
            for number, block in enumerate(GROUP)
        )
    )


def by_platypus(made: Letter) -> bytes:
    for name, cut in (("Text", Cut("sans")), ("Name", Cut("serif", 600))):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(text_face(cut).path)))
    body = ParagraphStyle("body", fontName="Text", fontSize=10.5, leading=15, spaceAfter=6.5)
    note = ParagraphStyle("note", body, fontSize=8.8, leading=12)
    name = ParagraphStyle("name", fontName="Name", fontSize=25, leading=30)
    flow = [Paragraph(escape(made.profile.organisation), name), Paragraph(escape(made.candidate), name)]
    for block in made.blocks:
        texts = [block.title, *block.text.split("\n\n"), f"Try this: {block.next_step}" if block.next_step else ""]
        flow += [Paragraph(escape(part), body) for part in texts if part]
        for chosen in block.resources:
            link = f'<a href="{escape(chosen.resource.url)}" color="#0F5C55">{escape(chosen.resource.title)}</a>'
            flow.append(Paragraph(f"{link} {escape(chosen.resource.provider)}", body))
            flow.append(Paragraph(escape(f"{chosen.resource.kind} · {chosen.resource.cost} · {chosen.reason}"), note))
    flow.append(Paragraph(escape(made.profile.name), name))
    target = BytesIO()
    SimpleDocTemplate(target, leftMargin=161, rightMargin=57, topMargin=50, bottomMargin=64).build(flow)
    return target.getvalue()


def took(do: Callable[[Letter], object], letters: list[Letter]) -> float:
    """Median CPU milliseconds."""
    return median(spent_on(do, made) for made in letters)


def spent_on(do: Callable[[Letter], object], made: Letter) -> float:
    """CPU milliseconds."""
    start = time.process_time()
    do(made)
    return (time.process_time() - start) * 1000


def beside_platypus(do: Callable[[Letter], object], letters: list[Letter]) -> tuple[float, float]:
    """Medians of ours and of Platypus, letter by letter in turn, so that a busy moment counts for both."""
    ours, theirs = zip(*((spent_on(do, made), spent_on(by_platypus, made)) for made in letters), strict=True)
    return median(ours), median(theirs)


def typed(number: int) -> Letter:
    """The letter after one more key press in its first paragraph."""
    base = two_pages("word")
    first = replace(base.blocks[1], text=base.blocks[1].text + "typing along" * 3 + "x" * number)
    return replace(base, blocks=(base.blocks[0], first, *base.blocks[2:]))


@pytest.mark.parametrize("design", DESIGNS)
def test_a_warm_letter_takes_at_most_twice_what_platypus_takes(design):
    def set_in(made: Letter) -> Rendered:
        return render(replace(made, design=design))

    base = two_pages("word")
    assert set_in(base).pages == 2
    by_platypus(base)

    def forgetful(made: Letter) -> object:
        text._remembered.cache_clear()
        breaks.opportunities.cache_clear()
        return set_in(made)

    found = {
        "while typing": beside_platypus(set_in, [typed(number) for number in range(ROUNDS)]),
        "every paragraph changed": beside_platypus(set_in, [two_pages(f"word{number}") for number in range(ROUNDS)]),
        "every paragraph set anew": beside_platypus(
            forgetful, [two_pages(f"anew{number}") for number in range(ROUNDS)]
        ),
    }
    print(f"\ntwo pages, {design}, CPU beside Platypus untagged: ", end="")
    print("; ".join(f"{what} {a:.1f} and {b:.1f} ms, {a / b:.2f}x" for what, (a, b) in found.items()))
    for what, (ours, theirs) in found.items():
        assert ours <= 2 * theirs, what


def test_ten_thousand_words_take_about_a_second():
    def long(seed: int) -> Letter:
        words = (f"{word}{(n * seed) % 4001}" for n, word in enumerate(["some", "words", "of", "many"] * 2_500))
        paragraphs = iter(lambda: " ".join(next(words, "") for _ in range(100)).strip(), "")
        return letter(blocks=tuple(replace(BLOCKS[1], id=str(n), text=part) for n, part in enumerate(paragraphs)))

    spent = took(render, [long(seed) for seed in (3, 7, 11)])
    print(f"\n10,000 words never set before: {spent:.0f} ms CPU, {render(long(3)).pages} pages")
    assert spent < 1500
