"""The PDF of a small book."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from lenet_docs.sphinxext.pdf import __main__ as command
from lenet_docs.sphinxext.pdf._book import BookSettings, Site
from lenet_docs.sphinxext.pdf._chapter import Chapter
from lenet_docs.sphinxext.pdf._printing import PrintingError, find_chromium
from tests.browser import chromium
from tests.pdfs import fonts, links, outline, protruding, text
from tests.sphinxext.conftest import Build

SETTINGS = BookSettings(
    title="A toy",
    author="Us",
    subject="Few numbers",
    language="en",
    imprint=("Ours.",),
    left_out=("ledger",),
)
KNOWN = frozenset(("layers/c3", "layers/s2", "index"))


def chapter(body: str, page: str = "layers/c3") -> str:
    """Return what an article becomes."""
    html = f"<html><nav>aside</nav><article role=main>{body}</article><p>below</p></html>"
    return Chapter(page, html, KNOWN, lambda path: f"../{path}").html


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p id="a">x</p>', '<p id="layers-c3--a">x</p>'),
        ('<a href="#a">x</a>', '<a href="#layers-c3--a">x</a>'),
        ('<a href="s2.html#a">x</a>', '<a href="#layers-s2--a">x</a>'),
        ('<a href="../index.html">x</a>', '<a href="#index">x</a>'),
        ('<a href="../api/x.html#a" class="b">x</a>', '<a class="b">x</a>'),
        ('<a href="https://a.b/c?d=1&amp;e=2">x</a>', '<a href="https://a.b/c?d=1&amp;e=2">x</a>'),
        ('<img src="../_images/a.png">', '<img src="../_images/a.png"/>'),
        ('<g fill="url(#h)"></g>', '<g fill="url(#layers-c3--h)"></g>'),
        ('<p aria-labelledby="a b"></p>', '<p aria-labelledby="layers-c3--a layers-c3--b"></p>'),
        ("<h1>x</h1><h2>y</h2>", "<h2>x</h2><h3>y</h3>"),
        ("<p>a &lt; b &#8211; c</p>", "<p>a &lt; b – c</p>"),
        ('<h2>x<a class="headerlink" href="#a">¶</a></h2>', "<h3>x</h3>"),
        ("<p>x</p><template><p>y</p></template><button>z</button>", "<p>x</p>"),
        ('<p>x</p><link rel="stylesheet" href="a.css"/><script> </script>', "<p>x</p>"),
        (
            "<svg viewBox='0 0 1 1'><path d='M0 0'/></svg>",
            '<svg viewbox="0 0 1 1"><path d="M0 0"></path></svg>',
        ),
    ],
)
def test_a_page_becomes_a_chapter(body: str, expected: str) -> None:
    """Names and addresses hold in one long page; what paper cannot do is left out."""
    assert chapter(body) == expected


def test_style_sheets_are_found_wherever_they_stand(tmp_path: Path) -> None:
    """Each once, with its medium, in the order of their use."""
    page = """<head><link rel="icon" href="a.svg"><link rel="stylesheet" href="_static/a.css?v=1">
    </head><article><h1>Toy</h1><link rel="stylesheet" media="print" href="_static/b.css"></article>
    """
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    found = Site(tmp_path, SETTINGS).style_sheets(["index", "index"])
    assert found == [("_static/a.css", "all"), ("_static/b.css", "print")]


def test_a_formula_keeps_its_words() -> None:
    """KaTeX's MathML, which nobody sees, becomes words; its HTML stays."""
    formula = (
        '<span class="katex"><span class="katex-mathml">'
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mn>6</mn><mo>×</mo>'
        "<mn>26</mn></mrow><annotation>6 \\times 26</annotation></semantics></math></span>"
        '<span class="katex-html" aria-hidden="true">6×26</span></span>'
    )
    assert chapter(formula) == (
        '<span aria-label="6 × 26" class="katex" role="img">'
        '<span aria-hidden="true" class="katex-html">6×26</span></span>'
    )


def test_without_a_browser_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """And how to get it."""
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(PrintingError, match="apt-get install chromium"):
        find_chromium()


def test_settings_that_are_not_all_there_are_named(tmp_path: Path) -> None:
    """So are those that nobody knows: the message lists what there is to set."""
    file = tmp_path / "pdf.toml"
    file.write_text('title = "A toy"\n', encoding="utf-8")
    with pytest.raises(
        command.BookSettingsError, match=r"pdf\.toml must set author, imprint, lang"
    ):
        command.read_settings(file)


def test_without_a_site_it_says_how_to_build_one(tmp_path: Path) -> None:
    """The command ends with a message, not with a traceback."""
    settings = Path(__file__).parents[3] / "conf" / "pdf.toml"
    call = [
        sys.executable,
        "-m",
        "lenet_docs.sphinxext.pdf",
        str(tmp_path),
        str(tmp_path / "a.pdf"),
    ]
    done = subprocess.run(
        [*call, "--settings", str(settings), "--work", str(tmp_path)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.endswith(("`make html` builds it.\n", "apt-get install chromium\n"))


@pytest.fixture(scope="module")
def once() -> list[Path]:
    """Return where the small book is kept when it has been printed."""
    return []


@pytest.fixture
def printed(build: Build, once: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the PDF of the small book; what it was printed from lies beside it."""
    if not once:
        with chromium():
            pass  # or skip
        built = build("pdf")
        assert built.complaints == []
        once.append(tmp_path_factory.mktemp("pdf"))
        command.make(Site(built.out, SETTINGS), once[0], once[0] / "toy.pdf", 900_000_000)
    return once[0] / "toy.pdf"


def test_it_has_the_words_and_the_numbers(printed: Path) -> None:
    """Prose, formulas, tables, cells, and what is folded on a screen."""
    words = text(PdfReader(printed))
    for piece in ("C1 has 64 units", "Folded away.", "further words", "This is the last chapter."):
        assert piece in words
    assert "https://example.org/far" in words


def test_its_outline_has_parts_chapters_and_sections(printed: Path) -> None:
    """Each on its page, a chapter always on a new one."""
    found = outline(PdfReader(printed))
    assert [(depth, title) for depth, title, _ in found] == [
        (0, "Contents"),
        (1, "A toy with 64 units"),
        (0, "Its parts"),
        (1, "A drawing and four maps"),
        (2, "In a table"),
        (1, "Another"),
        (2, "With a section"),
    ]
    begins = {title: page for _, title, page in found}
    assert (
        len({begins[t] for t in ("Contents", "A toy with 64 units", "Its parts", "Another")}) == 4
    )


def test_its_contents_name_the_pages(printed: Path) -> None:
    """The second print knows what the first one found out."""
    reader = PdfReader(printed)
    begins = {title: page for depth, title, page in outline(reader) if depth == 1}
    contents = reader.pages[2].extract_text().split("\n")
    for title, page in begins.items():
        assert any(line.startswith(title) and line.endswith(str(page)) for line in contents)


def test_every_link_leads_somewhere(printed: Path) -> None:
    """Within the book to a place that it has, and out of it to an address of the net."""
    reader = PdfReader(printed)
    places = set(reader.named_destinations)
    found = list(links(reader))
    within = {place for _, place, _ in found if place}
    assert {"index", "deep-page", "other", "deep-page--in-a-table"} <= within
    assert within <= {place.removeprefix("/") for place in places}
    assert {address for _, _, address in found if address} == {"https://example.org/far"}


def test_it_says_what_it_is(printed: Path) -> None:
    """Title, author, time, language; its fonts and tags are in it."""
    reader = PdfReader(printed)
    assert reader.metadata is not None
    assert reader.metadata.title == "A toy"
    assert reader.metadata.author == "Us"
    assert str(reader.metadata["/CreationDate"]) == "D:19980709160000Z"
    assert reader.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]
    assert "/StructTreeRoot" in reader.trailer["/Root"]  # type: ignore[operator]
    assert [name for name, embedded in fonts(reader) if not embedded] == []
    width, height = (float(side) / 72 * 25.4 for side in reader.pages[3].mediabox[2:])
    assert (round(width), round(height)) == (210, 297)


def test_nothing_reaches_into_the_margin(printed: Path) -> None:
    """Long lines of code and wide tables are broken where the paper ends."""
    with chromium() as browser:
        assert protruding(browser, printed.with_name("book.html")) == []
