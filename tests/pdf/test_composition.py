"""Letters of ten lines and of ten pages look composed: no stranded heading, no stray line, no hole.

Judged on the rows as they were placed, for both designs, papers and directions.
"""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from pdf_letters import BLOCKS, PROFILE, letter

from feedback_desk.letter.wording import load_wording, read_wording
from feedback_desk.model import Block, BlockKind
from feedback_desk.pdf.document import Document
from feedback_desk.pdf.layout import depth
from feedback_desk.pdf.render import DESIGNS, pages_of
from feedback_desk.pdf.styles import BOTTOM, PAPERS, PARAGRAPH_GAP, TOP_FIRST, TOP_OTHER

ARABIC = read_wording(json.loads((Path(__file__).parents[1] / "fixtures/wording/ar.json").read_text("utf-8")))
SPOKEN = "when we read the handler you named the check that every path has to pass before the data is touched"
HOLE = 0.25
"""Share of a page that may stay empty at its foot, where what follows has to stay together; the mean is far less."""
MEAN_HOLE = 0.06
STRAY = 90.0
"""Points: six lines. A last page with less would be stray."""


def said(rnd, words):
    return " ".join(rnd.choice(SPOKEN.split()) for _ in range(words)).capitalize() + "."


def any_letter(seed):
    """A letter of up to some ten pages."""
    rnd = random.Random(seed)
    blocks = [BLOCKS[0], replace(BLOCKS[1], text="\n\n".join(said(rnd, rnd.randint(5, 60)) for _ in range(2)))]
    for kind in (BlockKind.STRENGTH, BlockKind.GROWTH):
        for number in range(rnd.choice([0, 1, 2, 4, 7, 16])):
            text = "\n\n".join(said(rnd, rnd.randint(4, 120)) for _ in range(rnd.randint(1, 3)))
            step = said(rnd, rnd.randint(3, 40)) if kind is BlockKind.GROWTH else ""
            chosen = BLOCKS[4].resources[: rnd.randint(0, 2)] if kind is BlockKind.GROWTH else ()
            title = said(rnd, rnd.randint(1, 12))
            blocks.append(Block(f"{kind}{number}", kind, title, text, step, chosen))
    blocks.append(replace(BLOCKS[-1], text=said(rnd, rnd.randint(4, 90)) + "\n\nWith kind regards,"))
    return letter(
        blocks=tuple(blocks),
        overview=rnd.random() < 0.3,
        profile=rnd.choice([PROFILE, replace(PROFILE, organisation="", address="")]),
    )


def any_markdown(rnd):
    """Some paragraphs, lists, quotes, code and tables."""

    def part(kind):
        match kind:
            case "list":
                return "\n".join(f"- {said(rnd, rnd.randint(2, 40))}" for _ in range(rnd.randint(1, 8)))
            case "nested":
                return "\n".join(f"{n}. {said(rnd, 8)}\n    - {said(rnd, 3)}" for n in range(1, rnd.randint(2, 5)))
            case "quote":
                return f"> {said(rnd, rnd.randint(5, 80))}"
            case "code":
                return "\n".join(["```", *(f"x = {n}" if n % 3 else "" for n in range(rnd.randint(1, 30))), "```"])
            case "table":
                rows = (f"| {said(rnd, 3)} | {said(rnd, rnd.randint(2, 20))} |" for _ in range(rnd.randint(1, 12)))
                return "\n".join(["| a | b |", "|---|---|", *rows])
            case "heading":
                return f"# {said(rnd, 4)}\n\n{said(rnd, 10)}"
            case _:
                return said(rnd, rnd.randint(3, 90))

    kinds = ["", "", "", "", "list", "list", "nested", "quote", "code", "table", "heading"]
    return "\n\n".join(part(rnd.choice(kinds)) for _ in range(rnd.randint(1, 5)))


def with_markdown(made, seed):
    """The letter with other texts."""
    rnd = random.Random(seed)
    return replace(made, blocks=tuple(replace(b, text=any_markdown(rnd)) if b.title else b for b in made.blocks))


def placed(made, design, paper, wording):
    width, height = PAPERS[paper]
    document = Document(title="t", author="a", language="en", day=made.written_on)
    designed = DESIGNS[design](made, wording, (width - DESIGNS[design].width) / 2, document.root, {})
    return pages_of(designed.rows(), height), height


def assert_composed(seeds, design, paper, wording, *, markdown=False):
    counts, holes = set(), []
    for seed in seeds:
        made = with_markdown(any_letter(seed), seed) if markdown else any_letter(seed)
        pages, height = placed(made, design, paper, wording)
        counts.add(len(pages))
        for number, rows in enumerate(pages):
            room = height - (TOP_OTHER if number else TOP_FIRST) - BOTTOM
            assert depth(rows) <= room + 0.1, (seed, number)
            assert rows[0].top == 0
            if number < len(pages) - 1:
                assert not rows[-1].row.keep, (seed, number, "stranded")
                assert depth(rows) >= room * (1 - HOLE), (seed, number, "hole", depth(rows) / room)
                holes.append(1 - depth(rows) / room)
                assert_no_stray_line(rows, pages[number + 1])
            elif number:
                assert depth(rows) >= STRAY, (seed, number, "stray", depth(rows))
    assert max(counts) >= 6 and min(counts) == 1
    assert sum(holes) / len(holes) <= MEAN_HOLE


def assert_no_stray_line(rows, following):
    """Where a page ends inside a paragraph, two of its lines at least stand before and after."""
    for owner in owners(rows[-1]) & owners(following[0]):
        assert all(owner in owners(row) for row in (*rows[-2:], *following[:2]))


def owners(one):
    return {put.owner for put in one.row.puts}


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("wording", [load_wording(), ARABIC], ids=["ltr", "rtl"])
def test_pages_are_composed(design, paper, wording):
    assert_composed(range(60), design, paper, wording)


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("paper", PAPERS)
def test_pages_of_lists_tables_and_code_are_composed(design, paper):
    assert_composed(range(30), design, paper, load_wording(), markdown=True)


@pytest.mark.long
@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("paper", PAPERS)
def test_pages_of_a_thousand_letters_are_composed(design, paper):
    assert_composed(range(1000), design, paper, load_wording())


@pytest.mark.parametrize("design", DESIGNS)
def test_few_points_too_much_for_a_page_take_company_along(design):
    """A last page never holds the signature alone, and what is drawn in keeps its paragraphs' spaces."""
    for lines in range(18, 60):
        blocks = (BLOCKS[0], replace(BLOCKS[1], text="\n\n".join(["One line of the opening."] * lines)), BLOCKS[-1])
        pages, _ = placed(letter(blocks=blocks), design, "a4", load_wording())
        assert all(one.gap == one.row.before for one in pages[0][1:] if one.row.before <= PARAGRAPH_GAP)
        if len(pages) > 1:
            assert len(pages[-1]) >= 6


@pytest.mark.parametrize("design", DESIGNS)
def test_ten_lines_fill_one_page_from_the_top(design):
    made = letter(blocks=(BLOCKS[0], BLOCKS[1], BLOCKS[-1]))
    (rows,), _ = placed(made, design, "a4", load_wording())
    assert rows[0].top == 0
