"""The letter's Markdown: what a page can print, what must stay text, and how hostile text ends."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_desk.letter.markdown import (
    BulletList,
    Code,
    Heading,
    NumberedList,
    Paragraph,
    Quote,
    Span,
    Table,
    escape,
    parse,
    spans_text,
    to_plain,
)
from feedback_desk.letter.spans import bare_addresses


def text_of(block):
    assert isinstance(block, Paragraph)
    return spans_text(block.spans, addresses=False)


def test_styles_and_line_breaks():
    (paragraph,) = parse("Hello *you* and **a _b_** with `x<y & z`\nnext")
    assert paragraph == Paragraph(
        (
            Span("Hello "),
            Span("you", italic=True),
            Span(" and "),
            Span("a ", bold=True),
            Span("b", bold=True, italic=True),
            Span(" with "),
            Span("x<y & z", code=True),
            Span("\nnext"),
        )
    )


def test_lists_nest_and_count_from_where_they_start():
    bullets, numbers = parse("- a\n- b\n    - c\n\nthen\n\n3. x\n4. y")[::2]
    assert isinstance(bullets, BulletList)
    assert isinstance(bullets.items[1][1], BulletList)
    assert numbers == NumberedList(((Paragraph((Span("x"),)),), (Paragraph((Span("y"),)),)), start=3)


def test_quote_heading_code_table():
    quote, heading, code, table = parse(
        "> said so\n\n## Heading\n\n```py\nx = 1\n\n  *y*\n```\n\n| a | b |\n|---|---|\n| *1* | `2` |"
    )
    assert isinstance(quote, Quote)
    assert heading == Heading(2, (Span("Heading"),))
    assert code == Code("x = 1\n\n  *y*")
    assert table == Table(((Span("a"),), (Span("b"),)), (((Span("1", italic=True),), (Span("2", code=True),)),))


def test_fenced_code_inside_a_list_and_unclosed():
    (items,) = parse("- i\n\n    ```\n    code\n    ```\n\n    after")
    assert isinstance(items, BulletList)
    assert items.items[0][1] == Code("code")
    assert parse("a\n\n```\n\nopen") == (Paragraph((Span("a"),)), Code("\nopen"))


@pytest.mark.parametrize(
    "code",
    [
        "def f(\n" + " " * 40 + "x):\n    return 1",
        "a_b_c_d\n" * 90 + "end",
        "- " * 30,
        "[" * 300 + "\\" * 300 + "|" * 5_000,
    ],
)
def test_code_in_a_fence_may_hold_anything(code):
    assert parse(f"```\n{code}\n```\n\n**bold**") == (Code(code), Paragraph((Span("bold", bold=True),)))


def test_blanks_open_no_level():
    assert parse("*a*\n" + " " * 40 + "*b*")[0].spans[0] == Span("a", italic=True)


def test_a_long_table_stays_a_table():
    (table,) = parse("| a | b | c |\n|---|---|---|\n" + "| 1 | 2 | 3 |\n" * 200)
    assert isinstance(table, Table) and len(table.rows) == 200
    assert table.rows[199][2] == (Span("3"),)


def bullets(*items):
    return BulletList(tuple((Paragraph((Span(one),)),) if isinstance(one, str) else one for one in items))


def words(text):
    return Paragraph((Span(text),))


@pytest.mark.parametrize(
    ("typed", "blocks"),
    [
        ("Intro:\n- a\n- b", (words("Intro:"), bullets("a", "b"))),
        ("Intro:\n1. a", (words("Intro:"), NumberedList(((words("a"),),)))),
        ("It was\n2024. A good year", (words("It was\n2024. A good year"),)),
        ("one\n* * *", (words("one\n* * *"),)),
        ("- a\nlazy\n- b", (bullets("a\nlazy", "b"),)),
        ("- a\n  - b\n    - c\n- d", (bullets((words("a"), bullets((words("b"), bullets("c")))), "d"),)),
        ("- a\n    - b\n        - c", (bullets((words("a"), bullets((words("b"), bullets("c"))))),)),
        ("1. a\n   - b\n2. c", (NumberedList(((words("a"), bullets("b")), (words("c"),))),)),
        ("- a\n\n  more\n- b", (bullets((words("a"), words("more")), "b"),)),
        ("- a\n  ```\n  x\n    y\n  ```\n- b", (bullets((words("a"), Code("x\n  y")), "b"),)),
        ("- a\n\nthen\n- b", (bullets("a"), words("then"), bullets("b"))),
        ("    - code", (Code("- code"),)),
    ],
)
def test_a_list_begins_and_nests_as_commonmark_has_it(typed, blocks):
    assert parse(typed) == blocks


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(0, 3), max_size=8), st.sampled_from([2, 3, 4]))
def test_a_list_nests_alike_however_far_it_is_indented(steps, blanks):
    """Each item one level below the one before, or any number of levels above."""
    levels = [0]
    for step in steps:
        levels.append(levels[-1] + 1 if step == 0 and levels[-1] < 5 else max(0, levels[-1] - step))
    typed = "\n".join(f"{' ' * blanks * level}- item" for level in levels)
    assert parse(typed) == parse("\n".join(f"{' ' * 4 * level}- item" for level in levels))
    assert to_plain(parse(typed)).split("\n") == [f"{'  ' * level}- item" for level in levels]


@pytest.mark.parametrize(
    "typed",
    [
        "<b>bold</b> <img src='file:///etc/passwd'> <script>x</script>",
        "a &amp; b &#60;",
        "![alt](picture.png)",
        "[name]: javascript:alert(1)",
        "one\n---",
        "#1 priority",
        "***",
        "<me@example.org>",
    ],
)
def test_what_a_letter_has_not_is_text(typed):
    (paragraph,) = parse(typed)
    assert text_of(paragraph) == typed


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "/x", "https:x"])
def test_links_elsewhere_are_dropped(address):
    assert parse(f"[words]({address})") == (Paragraph((Span("words"),)),)


def test_links_that_are_kept():
    spans = parse(
        "[a](https://a.example/(x)), <https://b.example>, https://c.example/d_e_f. (https://f.example) "
        "[m](mailto:a@example.org)"
    )[0].spans
    assert [s.link for s in spans if s.link] == [
        "https://a.example/(x)",
        "https://b.example",
        "https://c.example/d_e_f",
        "https://f.example",
        "mailto:a@example.org",
    ]


@pytest.mark.parametrize(
    ("before", "address", "after"),
    [
        ("«", "https://example.org", "»"),
        ("„", "https://example.org", "“"),
        ("‹", "https://example.org", "›"),
        ("请看", "https://example.org/b", "。谢谢。"),
        ("（", "https://example.org/b", "）"),
        ("「", "https://example.org/a", "」です"),
        ("", "https://example.org/a", "، ثم"),
        ("", "https://example.org/a", "۔ پھر"),
        ("", "https://example.org/a", "। फिर"),
        ("", "https://example.org/a", "…"),
        ("[see ", "https://example.org/a", "]"),
        ("{", "https://example.org/a", "}."),
        ("(see ", "https://en.wikipedia.org/wiki/Foo_(bar)", ")."),
        ("((", "https://example.org/a", ").)!"),
        ("", "http://[2001:db8::1]/x", "."),
        ("", "https://ca.wikipedia.org/wiki/Paral·lel", ","),
        ("", "https://de.wikipedia.org/wiki/Größe", " ist"),
    ],
)
def test_an_address_ends_where_the_sentence_goes_on(before, address, after):
    spans = parse(before + address + after)[0].spans
    assert [span.link for span in spans if span.link] == [address]
    assert spans_text(spans) == before + address + after


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("ab/._-()[]{}»」。،।…!*:?é ")), max_size=40))
def test_an_address_is_a_whole_stretch_of_its_text(text):
    text = f"https://a.example{text}"
    ends = 0
    for start, end in bare_addresses(text):
        assert ends <= start < end and text[start:].startswith("https://")
        assert not set("»」。،।… ") & set(text[start:end])
        assert text[end - 1] not in ".,;:!?*_"
        assert all(text[start:end].count(close) <= text[start:end].count(o) or text[end - 1] != close
                   for o, close in ("()", "[]", "{}"))  # fmt: skip
        ends = end


HOSTILE = {
    "open brackets": "[" * 8000,
    "brackets and words": ("[" + "x" * 140) * 240,
    "list 200 deep": "\n".join(" " * 4 * i + "- x" for i in range(200)),
    "list in one line": "- " * 500 + "x",
    "quotes": ">" * 500,
    "open link targets": ("[a](" + "(" * 100) * 240,
    "stars": ("*a" + "x" * 140 + " ") * 240,
    "lines": "a\n" * 100_000,
    "headings": "# a\n" * 15_000,
    "closing brackets": "https://a.b/" + ")" * 30_000,
    "one word": "x" * 200_000,
    "table": "|a" * 120 + "\n" + "|-" * 120,
    "a wide table of short rows": "|a" * 600 + "\n" + "|-" * 600 + "\n" + "|a|\n" * 1_400,
    "nothing but bars": "|" * 39_000,
    "list 200 deep by two blanks": "\n".join(" " * 2 * i + "- x" for i in range(200)),
    "blanks": (" " * 400 + "x\n") * 90,
    "blanks in a list": "- a\n\n" + (" " * 400 + "x\n\n") * 90,
    "fences": "```\nx\n```\n" * 80,
    "code": "    x\n\n" * 700,
    "the library's own placeholders": "\x02klzzwxh:0001\x03 \x02fence:7\x03 \x02fence:x\x03",
    "surrogates and nul": "\ud800\x00 *a*",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_returns_within_a_second(text):
    started = time.process_time()
    parse(text)
    assert time.process_time() - started < 1


def test_nothing_is_lost_in_the_fallback():
    text = "[" * 8000 + "\n\nlast"
    assert to_plain(parse(text)) == text


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("ab \n\t#*_`[]()<>!|-+.:\\~{}0&/\"'")), max_size=60))
def test_parse_never_raises(text):
    parse(text)


def flat(text):
    return re.sub(r"\s+", " ", text).strip()


@settings(max_examples=600, deadline=None)
@given(
    st.one_of(
        st.text(alphabet=st.sampled_from(list("ab \n#*_`[]()<>!|-+.:\\~0&/=")), max_size=40),
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40),
        st.lists(
            st.sampled_from(
                ["`x`", "*a*", "_b_", "[x](y)", "# ", "- ", "1. ", "> ", "\n", "|-|", "a|b", "snake_case", "\\", " ",
                 "<https://x.y>", "http://a.b/c_d", "```", "~~~", "    ", "unsafe-inline", "<b>", "+ ", "![i](j)", "C#"]
            ),
            max_size=12,
        ).map("".join),
    )
)  # fmt: skip
def test_escaped_text_prints_as_it_was_typed(text):
    blocks = parse(escape(text))
    assert all(isinstance(block, Paragraph) for block in blocks)
    assert flat("\n\n".join(text_of(block) for block in blocks)) == flat(text)
    assert not any(span.bold or span.italic or span.code for block in blocks for span in block.spans)


@pytest.mark.parametrize(
    "plain", ["unsafe-inline", "snake_case_name", "a - b", "it's 3.5", "C# and F#", "x > y", "k = v", "don't (really)"]
)
def test_escape_leaves_identifiers_readable(plain):
    assert escape(plain) == plain


def test_plain_text():
    assert to_plain(parse("Hi *you*\n\n- a [link](https://a.example)\n- b\n\n1. x\n\n> q")) == (
        "Hi you\n\n- a link (https://a.example)\n- b\n\n1. x\n\n> q"
    )
