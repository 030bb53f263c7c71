import re

import pytest
from sphinx.errors import ConfigError

from lenet_docs.sphinxext.numbers.nodes import computed, published
from tests.sphinxext.conftest import Build

# What the pages of the root must say, wherever the numbers stand.
TEXTS = [
    "Four maps",
    "64 units",
    "1\u00a0024",
    "A page on 19,264",
    "all 40",
    "or 640",
    "4\u00a0units",
    "Of 9 inputs",
    "25\u00a0%",
    "4\u00a0×\u00a04",
    "of 3",
    "fourth",
    "A section on 36",
]


def test_numbers_stand_wherever_text_stands(build: Build) -> None:
    """Titles, headings, tables, captions, footnotes, admonitions, links and the contents do."""
    built = build("numbers", "html")
    page = built.page("index.html")
    assert built.complaints == []
    assert page.title is not None
    said = {
        "title": page.title.text,
        "heading": page.select_one("h1 .number"),
        "sidebar": page.select_one(".sphinxsidebar .toctree-l1 .number, .toctree-wrapper .number"),
        "emphasis": page.select_one("p em .number"),
        "page": page.select_one("p a[href='page.html'] .std-doc"),
        "link": page.select_one("a.external .number"),
        "footnote": page.select_one(".footnote .number"),
        "admonition title": page.select_one(".admonition-title .number"),
        "admonition": page.select(".admonition .number")[-1],
        "caption": page.select_one("figcaption .number"),
        "header": page.select_one("th .number"),
        "cell": page.select_one("td .number"),
        "published": page.select_one("abbr.published"),
    }
    assert {
        where: text if isinstance(text, str) else text and text.text for where, text in said.items()
    } == {
        "title": "Four maps — Numbers 1 documentation",
        "heading": "Four",
        "sidebar": "19,264",
        "emphasis": "four",
        "page": "A page on 19,264",
        "link": "640",
        "footnote": "4\u00a0units",
        "admonition title": "9",
        "admonition": "25\u00a0%",
        "caption": "4\u00a0×\u00a04",
        "header": "3",
        "cell": "fourth",
        "published": "1\u00a0024",
    }
    place = page.select_one("abbr.published")
    assert place is not None
    assert place["title"] == "journal, II, page 3"


@pytest.mark.parametrize(
    ("builder", "kind"),
    [
        ("dirhtml", "html"),
        ("singlehtml", "html"),
        ("epub", "xhtml"),
        ("text", "txt"),
        ("latex", "tex"),
        ("man", "1"),
    ],
)
def test_every_builder_writes_the_numbers(build: Build, builder: str, kind: str) -> None:
    """No builder warns, and the words of the pages arrive in its files."""
    built = build("numbers", builder, folder=f"numbers-{builder}")
    assert built.complaints == []
    files = sorted(file for file in built.out.rglob(f"*.{kind}"))
    written = plain("\n".join(file.read_text(encoding="utf-8") for file in files), kind)
    # A manual page has a title of its own.
    expected = TEXTS[1:] if builder == "man" else TEXTS
    assert [text for text in expected if " ".join(text.split()) not in written] == []


def plain(text: str, kind: str) -> str:
    """Return a text without the marks of its format and without its line breaks."""
    marks = {
        "html": "<[^>]*>",
        "xhtml": "<[^>]*>",
        "tex": r"\\DUrole\{number\}|\\(?=%)|[{}]",
        "1": r"\\&|\\(?=[ -])",
    }
    return " ".join(re.sub(marks.get(kind, "$^"), "", text).split())


def test_translators_see_the_roles(build: Build) -> None:
    """In gettext's catalogues stands what is computed, not its value of today."""
    built = build("numbers", "gettext", folder="numbers-gettext")
    assert built.complaints == []
    catalogue = built.text("index.pot")
    assert 'msgid "{n}`C1.maps as Words` maps"' in catalogue
    assert 'msgid "A caption with {n}`C1 as size`."' in catalogue


def test_doctest_reads_pages_with_numbers(build: Build) -> None:
    """The builder that runs examples is not disturbed."""
    assert build("numbers", "doctest").complaints == []


def test_a_formula_is_mathematics(build: Build) -> None:
    """A number as a formula is set by the builder, inside the number's own element."""
    page = build("numbers", "html").page("index.html")
    formula = page.select_one(".number .math")
    assert formula is not None
    assert formula.text == r"\(6 - 3 + 1 = 4\)"


def test_nodes_tell_where_their_numbers_come_from(build: Build) -> None:
    """Expression, key and format stay with the node, for those who ask later."""
    doctree = build("numbers", "html").app.env.get_doctree("index")
    number = next(iter(doctree.findall(computed)))
    assert {name: number[name] for name in ("expression", "key", "format")} == {
        "expression": "C1.maps",
        "key": "C1.maps",
        "format": "Words",
    }
    figure = next(iter(doctree.findall(published)))
    assert (figure["key"], figure["edition"]) == ("toy.C1.maps", "J")
    assert number.line == 1


def test_every_fault_names_file_and_line(build: Build) -> None:
    """Each role with an error is reported at its own line, and fails a strict build."""
    built = build("numbers-broken", "html", warningiserror=True)
    assert built.complaints == [
        "index.md:1: ERROR: n `C1.map`: 'C1' has no 'map'; did you mean 'maps'? [numbers]",
        "index.md:5: ERROR: n `c1.maps`: there is no name 'c1'; did you mean 'C1'? [numbers]",
        "index.md:9: ERROR: n `C1.maps as word`: there is no format 'word'; did you mean 'words'? "
        "[numbers]",
        "index.md:11: ERROR: n `C1.maps + 1`: 'C1.maps + 1' is arithmetic, which is not allowed "
        "here; put it into a function of tests.toy [numbers]",
        "index.md:13: ERROR: n `fail()`: 'fail()' failed: nothing can be shared among none "
        "[numbers]",
        "index.md:15: ERROR: printed `toy.C1.maps P`: nothing is printed of toy.C1.maps in P "
        "[numbers]",
        "index.md:16: ERROR: printed `toy.C1.maps`: name a figure and an edition, such as "
        "'lenet5.connections J' [numbers]",
        "index.md:19: ERROR: n `C1.maps as `: a format is missing behind 'as' [numbers]",
    ]
    assert built.app.statuscode == 1


@pytest.mark.parametrize(
    ("setting", "value", "message"),
    [
        ("numbers_vocabulary", "tests.toy", "'tests.toy' has no colon"),
        ("numbers_vocabulary", "tests.toy:NONE", "has no attribute 'NONE'"),
        ("numbers_published", "tests.nothing:figure", "No module named 'tests.nothing'"),
        ("numbers_package", "nothing_at_all", "there is no package 'nothing_at_all'"),
    ],
)
def test_a_wrong_setting_stops_the_build(
    build: Build, setting: str, value: str, message: str
) -> None:
    """A setting that leads nowhere is named, with the reason."""
    with pytest.raises(ConfigError, match=f"{setting}: .*{message}"):
        build("numbers", "html", confoverrides={setting: value}, folder=f"{setting}-{len(value)}")
