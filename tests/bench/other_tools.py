"""The two-page letter of the bench set by other tools, in one run: what the table in the README shows.

`python -m tests.bench.other_tools` measures those that are installed beside the tests' own packages (`pip install
typst==0.15.2 weasyprint==70.0 fpdf2==2.8.9`, and LibreOffice as `soffice`) and names the others. Each gets the same
words, faces and sizes, is asked for what comes nearest to PDF/UA-1 and PDF/A-2a, and is warm: it has set the letter
before, and sets one that differs in a paragraph. LibreOffice is warm in that ten letters are converted by one
process; what one letter more costs is counted. CPU time of the process and its children, in turns, medians.
"""

from __future__ import annotations

import importlib.util
import random
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path
from statistics import median

from feedback_desk.letter.markdown import parse, to_plain
from feedback_desk.model import Letter
from feedback_desk.pdf.fonts import Cut, text_face
from feedback_desk.pdf.render import render
from tests.bench.test_bench_letter import by_platypus, typed

ROUNDS = 9
SANS, SERIF = "Source Sans 3", "Source Serif 4"


def cpu(do: Callable[[], object]) -> float:
    """Milliseconds of CPU that a call and the processes it waits for take."""
    before = _spent()
    do()
    return 1000 * (_spent() - before)


def _spent() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def parts(made: Letter) -> list[tuple[str, str, str]]:
    """The letter as (kind, text, address): name, head, body, note or link."""
    found = [("name", made.profile.organisation, ""), ("name", made.candidate, "")]
    for block in made.blocks:
        if block.title:
            found.append(("head", block.title, ""))
        found += [("body", to_plain(parse(text)), "") for text in block.text.split("\n\n") if text]
        if block.next_step:
            found.append(("body", f"Try this: {block.next_step}", ""))
        for chosen in block.resources:
            found.append(("link", chosen.resource.title, chosen.resource.url))
            found.append(("note", f"{chosen.resource.kind} · {chosen.resource.cost} · {chosen.reason}", ""))
    return [*found, ("name", made.profile.name, "")]


# --- typst ----------------------------------------------------------------------------------------

_TYPST = f"""#set document(title: "Interview feedback", author: "Devika Raghunathan")
#set page(paper: "a4", margin: (left: 161pt, right: 57pt, top: 50pt, bottom: 64pt), numbering: "1 of 1")
#set text(font: "{SANS}", size: 10.5pt, lang: "en")
#set par(leading: 6pt, spacing: 11pt)
#show heading.where(level: 1): set text(font: "{SERIF}", size: 25pt)
#show link: set text(fill: rgb("#0F5C55"))
"""


def typst() -> Callable[[Letter], bytes]:
    import typst

    folders = [str(text_face(Cut(name)).path.parent) for name in ("sans", "serif")]
    file = Path(tempfile.mkdtemp()) / "letter.typ"
    compiler: dict[str, object] = {}

    def quoted(text: str) -> str:
        return '#"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'

    def make(made: Letter) -> bytes:
        lines = [_TYPST]
        for kind, text, address in parts(made):
            if kind == "name":
                lines.append(f"= {quoted(text)}")
            elif kind == "head":
                lines.append(f"== {quoted(text)}")
            elif kind == "link":
                lines.append(f'#link("{address}")[{quoted(text)}]')
            else:
                lines.append(f"#text(size: 8.8pt)[{quoted(text)}]" if kind == "note" else quoted(text))
        file.write_text("\n\n".join(lines), "utf-8")
        if not compiler:
            compiler["it"] = typst.Compiler(file, font_paths=folders, ignore_system_fonts=True)
        return compiler["it"].compile(input=file, format="pdf", pdf_standards=["ua-1", "a-2a"])  # type: ignore[attr-defined,no-any-return]

    return make


# --- HTML: WeasyPrint and LibreOffice ---------------------------------------------------------------


def as_html(made: Letter) -> str:
    tags = {"name": "h1", "head": "h2", "note": "p class=note", "body": "p", "link": "p"}
    out = []
    for kind, text, address in parts(made):
        words = f'<a href="{escape(address)}">{escape(text)}</a>' if address else escape(text)
        out.append(f"<{tags[kind]}>{words}</{tags[kind].split()[0]}>")
    faces = "".join(
        f"@font-face{{font-family:'{family}';font-weight:200 900;src:url('{text_face(cut).path.as_uri()}')}}"
        for family, cut in ((SANS, Cut("sans")), (SERIF, Cut("serif")))
    )
    style = (
        f"{faces}@page{{size:A4;margin:50pt 57pt 64pt 161pt}}body{{font:10.5pt/15pt '{SANS}'}}"
        f"h1{{font:25pt/30pt '{SERIF}'}}h2{{font-size:11.2pt}}"
        ".note{font-size:8.8pt;line-height:12pt}a{color:#0F5C55}"
    )
    return (
        '<html lang="en"><head><meta charset="utf-8"><title>Interview feedback</title>'
        f'<meta name="author" content="Devika Raghunathan"><style>{style}</style></head>'
        f"<body>{''.join(out)}</body></html>"
    )


def weasyprint() -> Callable[[Letter], bytes]:
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()

    def make(made: Letter) -> bytes:
        pdf: bytes = HTML(string=as_html(made)).write_pdf(font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True)
        return pdf

    return make


_UA_AND_A2 = (
    'pdf:writer_web_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)


def libreoffice(letters: list[Letter]) -> tuple[float, bytes]:
    """CPU milliseconds that one letter more costs a process that converts several, and one of the files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = []
        for number, made in enumerate(letters):
            files.append(folder / f"letter{number}.html")
            files[-1].write_text(as_html(made), "utf-8")

        def convert(some: list[Path]) -> None:
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            command = ["soffice", profile, "--headless", "--convert-to", _UA_AND_A2, "--outdir", str(folder / "out")]
            subprocess.run([*command, *map(str, some)], check=True, capture_output=True, timeout=300)

        convert(files[:1])  # the first start makes a profile
        one, all_of_them = cpu(lambda: convert(files[:1])), cpu(lambda: convert(files))
        return (all_of_them - one) / (len(files) - 1), (folder / "out" / "letter0.pdf").read_bytes()


# --- fpdf2 ------------------------------------------------------------------------------------------


def fpdf2() -> Callable[[Letter], bytes]:
    from fpdf import FPDF

    def make(made: Letter) -> bytes:
        pdf = FPDF(unit="pt", format="A4")
        pdf.set_margins(161, 50, 57)
        pdf.set_auto_page_break(True, 64)
        pdf.set_lang("en")
        pdf.set_title("Interview feedback")
        pdf.add_font(SANS, fname=str(text_face(Cut("sans")).path))
        pdf.add_font(SERIF, fname=str(text_face(Cut("serif")).path))
        pdf.add_page()
        sizes = {"name": (25, 30), "head": (11.2, 15), "note": (8.8, 12)}
        for kind, text, address in parts(made):
            size, leading = sizes.get(kind, (10.5, 15))
            pdf.set_font(SERIF if kind == "name" else SANS, size=size)
            pdf.multi_cell(0, leading, text, link=address, align="L", new_x="LMARGIN", new_y="NEXT")
            pdf.ln(6.5)
        return bytes(pdf.output())

    return make


# --- The table --------------------------------------------------------------------------------------


def fails(pdf: bytes) -> str:
    """How many rules of PDF/UA-1 and of PDF/A-2a a file fails."""
    import page

    counts = []
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        counts.append(str(len({failure.rule_id for failure in report.failures})))
    return " and ".join(counts)


TOOLS: dict[str, Callable[[], Callable[[Letter], bytes]]] = {
    "Feedback Desk": lambda: lambda made: render(made).pdf,
    "Platypus": lambda: by_platypus,
    "typst": typst,
    "WeasyPrint": weasyprint,
    "fpdf2": fpdf2,
}
MODULES = {"typst": "typst", "WeasyPrint": "weasyprint", "fpdf2": "fpdf"}


def another(number: int) -> Letter:
    """A letter of the same words in an order that no tool has set before."""
    shuffled = random.Random(number)

    def mixed(text: str) -> str:
        return "\n\n".join(" ".join(shuffled.sample(words := part.split(), len(words))) for part in text.split("\n\n"))

    made = typed(0)
    blocks = (replace(block, text=mixed(block.text), next_step=mixed(block.next_step)) for block in made.blocks)
    return replace(made, blocks=tuple(blocks))


def main() -> None:
    absent = [name for name, module in MODULES.items() if not importlib.util.find_spec(module)]
    tools = {name: build() for name, build in TOOLS.items() if name not in absent}
    absent += [] if shutil.which("soffice") else ["LibreOffice"]
    print("\n".join(f"{name} is not installed" for name in absent))
    edited, anew = measured(tools, typed), measured(tools, another)
    made = {name: make(typed(0)) for name, make in tools.items()}
    if "LibreOffice" not in absent:
        edited["LibreOffice"], made["LibreOffice"] = libreoffice([typed(number) for number in range(11)])
        anew["LibreOffice"], _ = libreoffice([another(number) for number in range(11)])
    print("CPU of one letter more, a paragraph changed and all words new; size; rules failed of PDF/UA-1 and PDF/A-2a")
    for name in sorted(made, key=lambda name: edited[name]):
        both = "".join(f"{took[name]:6.0f} ms {took[name] / took['Platypus']:5.2f}x   " for took in (edited, anew))
        print(f"{name:14}{both}{len(made[name]) / 1000:5.0f} kB  {fails(made[name])}")


def measured(tools: dict[str, Callable[[Letter], bytes]], letter: Callable[[int], Letter]) -> dict[str, float]:
    """Median milliseconds of each tool, in turns; the first round is a warm-up."""
    spent: dict[str, list[float]] = {name: [] for name in tools}
    for number in range(ROUNDS + 1):
        made = letter(number)
        for name, make in tools.items():
            spent[name].append(cpu(lambda make=make, made=made: make(made)))  # type: ignore[misc]
    return {name: median(times[1:]) for name, times in spent.items()}


if __name__ == "__main__":
    main()
