"""Numbers that a source prints, and years."""

import re
from collections.abc import Iterator

import pytest
from docutils import nodes

from lenet_docs.sphinxext.gate.context import is_year
from tests.sphinxext.conftest import Build

PAGE = """---
orphan: true
---
# {title}

It has {{cited}}`lecun1989 p. 545: 9,760` parameters, {{cited}}`xie2016 section C1: {number} maps`.
And {{cited}}`broomhead1988 p. 321: 5 centres`.
"""


def table(built: object) -> list[list[str]]:
    rows = built.page("index.html").select("table tbody tr")  # type: ignore[attr-defined]
    return [[" ".join(cell.text.split()) for cell in row.select("th, td")] for row in rows]


def test_a_cited_number_says_where_it_is_printed(build: Build) -> None:
    """On its page, in the report, and in a list that follows what the pages cite."""
    names = '[[name]]\npattern = "C1"\nreason = "a layer"\n'
    index = "# Index\n\n{cite:p}`lecun1989`\n\n```{cited-numbers}\n```\n\n```{bibliography}\n```\n"
    pages = {"names.toml": names, "index.md": index, "a.md": PAGE.format(title="A", number="six")}
    settings = {"confoverrides": {"numbers_names": "names.toml"}, "folder": "cited"}
    built = build("gate-smuggling", pages=pages, **settings)
    assert [line for line in built.complaints if "names.toml" not in line] == []
    assert [each["title"] for each in built.page("a.html").select("abbr.cited")] == [
        "LeCun et al. (1989), p. 545",
        "Xie (2016), section C1",
        "Broomhead and Lowe (1988), p. 321",
    ]
    assert "3 cited" in built.app.status.getvalue()
    assert table(built) == [
        ["broomhead1988", "5 centres", "Broomhead and Lowe (1988)", "p. 321", "A"],
        ["lecun1989", "9,760", "LeCun et al. (1989)", "p. 545", "A"],
        ["xie2016", "six maps", "Xie (2016)", "section C1", "A"],
    ]
    (link,) = built.page("index.html").select('a[href$="#cited-xie2016-2"]')
    assert built.page("a.html").select_one("#cited-xie2016-2") is not None
    assert link.text == "A"
    # The list is written anew although its own page has not changed.
    again = build("gate-smuggling", pages={"a.md": PAGE.format(title="A", number="7")}, **settings)
    assert table(again)[2][1] == "7 maps"


def test_without_cited_numbers_there_is_no_list(build: Build) -> None:
    """Not even its caption."""
    built = build(
        "gate-smuggling",
        pages={"index.md": "# Index\n\n```{cited-numbers}\n```\n"},
        confoverrides={"numbers_names": ""},
        folder="uncited",
    )
    assert built.page("index.html").select("table") == []


def test_the_message_names_the_source_at_hand(build: Build) -> None:
    """The one that is cited beside the number, in its row, or else before it."""
    page = (
        "# Page\n\nA 5 {cite:p}`xie2016`.\n\nB 6.\n\n"
        "| a | b |\n|---|---|\n| 7 | {cite:p}`lecun1989` |\n| 8 | {cited}`xie2016 p. 3: 3` |\n"
        "| 9 | by hand |\n"
    )
    built = build(
        "gate-smuggling", pages={"index.md": page, "names.toml": ""}, folder="nearest",
        confoverrides={"numbers_names": "names.toml"},
    )  # fmt: skip
    assert re.findall(
        r"index\.md:(\d+): .*`(\w+) p\. \.\.\.: (\d)`", "\n".join(built.complaints)
    ) == [
        ("3", "xie2016", "5"),
        ("5", "xie2016", "6"),
        ("9", "lecun1989", "7"),
        ("10", "xie2016", "8"),
        ("11", "KEY", "9"),
    ]


def years(text: str, node: nodes.Node | None = None) -> Iterator[str]:
    for found in re.finditer(r"\d+", text):
        if is_year(*found.span(), text, node or nodes.paragraph()):
            yield found[0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 1998, since\n1989, by 2012 and between 1959 and 1968", "1998 1989 2012 1959 1968"),
        ("The network of 1989, the 1998 paper and its 1990 version", "1989 1998 1990"),
        ("the 1990s, early 1980s, the late 1960s and mid-1970s", "1990 1980 1960 1970"),
        ("from 1989 to 1998, 1989–1998, Networks, 1989 to 2015.", "1989 1998 1989 1998 1989 2015"),
        (
            "on 12 May 1998, in May 1986, on May 12, 1998, in early 1990",
            "12 1998 1986 12 1998 1990",
        ),
        ("LeNet (1998) and (LeCun et al., 1989)", "1998 1989"),
        ("1998: the paper", "1998"),
        ("1998 was the year of it. 2012 saw more", "1998 2012"),
        ("In 1998 parameters, the 1998 maps, 1998 of them, a total of 1998", ""),
        ("divided by 1998, 3 by 1998, units (1998), at 1998, in 1998.5, in 1998 %", ""),
        ("in 1799, in 1800, in 2029, in 2030, in 19981, in 1,998", "1800 2029"),
        ("from 1998 to 5000 units, in 1998, 2000 units", "1998 1998"),
        ("the 1997s, a 1990s, 1990s", ""),
        ("1998", ""),
    ],
)
def test_a_year_is_known_by_its_sentence(text: str, found: str) -> None:
    """Where a sentence only counts, the same digits are no year."""
    assert " ".join(years(text)) == found


@pytest.mark.parametrize(
    ("head", "body", "found"),
    [
        (["Year", "Layers"], ["1989", "1990"], ["1989", ""]),
        (["A", "Published"], ["1989", "1990"], ["", "1990"]),
        (["Years"], ["1989", "1990"], ["1989", ""]),
        (["A", "B"], ["Date", "1990"], ["", "1990"]),
        (["A", "B", "C"], ["x", "Date", "1990"], ["", "", ""]),
        (["Year"], ["1989–1998, 2012"], ["1989 1998 2012"]),
        (["Year"], ["1989 maps"], [""]),
    ],
)
def test_a_column_of_years_has_years(head: list[str], body: list[str], found: list[str]) -> None:
    """If its head or that of the row says so, and the cell holds nothing else."""

    def row(texts: list[str]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", nodes.paragraph(text, text)) for text in texts))

    line = row(body)
    nodes.tgroup("", nodes.thead("", row(head)), nodes.tbody("", line))
    paragraphs = [cell[0] for cell in line.children]  # type: ignore[index]
    assert [" ".join(years(each.astext(), each)) for each in paragraphs] == found
