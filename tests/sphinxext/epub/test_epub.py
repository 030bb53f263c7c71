"""The builder of EPUBs, on a small book."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest

from lenet_docs.sphinxext.epub.pages import used_files
from lenet_docs.sphinxext.formulas.formula_words import in_words
from lenet_docs.sphinxext.formulas.mathematics import Formula, render
from tests.epubs import MATHML, XHTML, complaints, pages, said
from tests.sphinxext.conftest import Build, Built

OPF = "{http://www.idpf.org/2007/opf}"


@pytest.fixture(scope="module")
def once() -> list[Built]:
    """Return where the small book is kept when it has been built."""
    return []


@pytest.fixture
def built(build: Build, monkeypatch: pytest.MonkeyPatch, once: list[Built]) -> Built:
    """Return the small book, built."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "900000000")
    if not once:
        once.append(build("epub", "epub"))
    return once[0]


def about(built: Built) -> ElementTree.Element:
    """Return the package document."""
    return ElementTree.fromstring(built.text("content.opf"))


def test_epubcheck_finds_nothing(built: Built) -> None:
    """Neither an error nor a warning, and Sphinx has none either."""
    assert built.complaints == []
    assert complaints(built.out / "toy.epub") == []


def test_the_archive_starts_with_its_kind(built: Built) -> None:
    """Programs look at the first bytes, so these are not compressed."""
    with ZipFile(built.out / "toy.epub") as packed:
        first = packed.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)


def test_formulas_are_mathml_with_their_text(built: Built) -> None:
    """No TeX source and no HTML of KaTeX; roles, cells and typed formulas alike."""
    found = pages(built.out / "toy.epub")["index.xhtml"].findall(f".//{MATHML}math")
    assert [formula.get("alttext") for formula in found] == [
        "4 × (4 × 4) = 64",
        "(a + 1)/2",
        "x_0 = ∑_(i = 1)^n a_i = 2^10",
        "units_C1 = M_C1 × (H_C1 × W_C1) = 4 × (4 × 4) = 4 × 16 = 64",
    ]
    text = built.text("index.xhtml")
    assert "katex" not in text
    assert "annotation" not in text
    assert '<span class="eqno">(1)</span>' in text


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\hat{y} \approx \sqrt{2}", "y^ ≈ √(2)"),
        (r"f(a, b)", "f(a, b)"),
        (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "(1 2; 3 4)"),
        (r"x_i^2 \quad\phantom{y}\sqrt[3]{8}", "x_i^2 (8)^(1/3)"),
        (r"\max_{j \ne i} y_j", "max_(j ≠ i) y_j"),
        (r"122{,}304", "122,304"),
    ],
)
def test_a_formula_in_words(built: Built, tex: str, words: str) -> None:
    """What a reader without MathML shows or says."""
    config = built.app.config
    made = render(config, Formula(tex, output="mathml"))
    assert in_words(ElementTree.fromstring(made)) == words


def test_a_number_leads_to_what_is_known_of_it(built: Built) -> None:
    """As to a note: its entry says what the panel of the site says."""
    book = pages(built.out / "toy.epub")
    link = book["index.xhtml"].find(f".//{XHTML}a[@class='provenance']")
    assert link is not None
    assert link.get("{http://www.idpf.org/2007/ops}type") == "noteref"
    page, _, place = link.attrib["href"].partition("#")
    entry = book[page].find(f".//{XHTML}div[@id='{place}']")
    assert entry is not None
    words = said(entry)
    assert words.startswith("64 units of C1 C1.units units_C1 = M_C1 × (H_C1 × W_C1)")
    assert "enumeration 64: agrees" in words
    assert words.endswith("Shown in A toy.")


def test_contents_follow_the_parts(built: Built) -> None:
    """Captions of the table of contents are parts; chapters and sections stand below them."""
    contents = pages(built.out / "toy.epub")["nav.xhtml"]
    toc, landmarks = contents.findall(f".//{XHTML}nav")
    assert (
        said(toc) == "Contents A toy Its parts A drawing Of a map Of nothing To look up The ledger"
    )
    assert [link.get("href") for link in landmarks.iter(f"{XHTML}a")] == [
        "cover.xhtml",
        "#toc",
        "index.xhtml",
    ]
    package = about(built)
    files = {each.get("id"): each.get("href") for each in package.iter(f"{OPF}item")}
    assert [files[each.get("idref")] for each in package.iter(f"{OPF}itemref")] == [
        "cover.xhtml",
        "nav.xhtml",
        "index.xhtml",
        "deep/page.xhtml",
        "ledger.xhtml",
    ]


def test_only_what_a_page_uses_is_packed(built: Built) -> None:
    """Neither scripts nor KaTeX's fonts, nor style sheets of the site."""
    with ZipFile(built.out / "toy.epub") as packed:
        names = set(packed.namelist())
    assert names == {
        "mimetype",
        "META-INF/container.xml",
        "content.opf",
        "toc.ncx",
        "nav.xhtml",
        "cover.xhtml",
        "cover.png",
        "index.xhtml",
        "deep/page.xhtml",
        "ledger.xhtml",
        "_images/drawing-map.svg",
        "_static/ours.css",
        "_static/pygments.css",
    }


def test_files_are_found_from_page_to_page(tmp_path: Path) -> None:
    """Links, pictures and what a style sheet fetches; not what lies elsewhere."""
    (tmp_path / "deep").mkdir()
    files = {
        "a.xhtml": '<a href="deep/b.xhtml#x"/> <a href="https://example.org/d.xhtml"/>',
        "deep/b.xhtml": '<link href="../s.css"/> <img src="gone.png"/>',
        "s.css": "@font-face { src: url('deep/f.woff') }",
        "deep/f.woff": "",
        "unused.xhtml": "",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    assert used_files(tmp_path, ["a.xhtml"]) == files.keys() - {"unused.xhtml"}


def test_the_book_says_who_can_read_it(built: Built) -> None:
    """Its metadata: title, time, and how accessible it is."""
    text = built.text("content.opf")
    assert "<dc:title>A toy &amp; its numbers</dc:title>" in text
    assert '<meta property="dcterms:modified">1998-07-09T16:00:00Z</meta>' in text
    features = re.findall(r"accessibilityFeature\">(\w+)<", text)
    assert {"MathML", "alternativeText", "tableOfContents"} <= set(features)
    assert re.search(r'href="cover.png" media-type="image/png" properties="cover-image"', text)
    assert re.search(r'href="index.xhtml" [^>]* properties="mathml"', text)


def test_folded_parts_bring_no_sign_of_the_site(built: Built) -> None:
    """The reader's program shows that they can be unfolded."""
    page = pages(built.out / "toy.epub")["index.xhtml"]
    (folded,) = page.iter(f"{XHTML}details")
    assert said(folded) == "Solution Folded away."
    assert list(folded.iter("{http://www.w3.org/2000/svg}svg")) == []
