import pytest
from bs4 import BeautifulSoup, Tag

from lenet_docs import lenet5
from tests.sphinxext.conftest import Build, Built

NET = lenet5()


@pytest.fixture
def built(build: Build) -> Built:
    """Return the project with a table of each kind."""
    return build("tables", "html")


def table(page: BeautifulSoup, name: str) -> Tag:
    """Return the table called `name`."""
    found = page.select_one(f"table#{name}")
    assert found is not None
    return found


def rows(found: Tag, part: str = "tbody") -> list[list[str]]:
    """Return the texts of a table's cells, row by row."""
    return [
        [" ".join(cell.text.split()) for cell in row.select("th, td")]
        for row in found.select(f"{part} tr")
    ]


def columns(found: Tag) -> dict[str, list[str]]:
    """Return the columns of a table by their headings."""
    (heads,) = rows(found, "thead")
    return dict(
        zip(heads, (list(column) for column in zip(*rows(found), strict=True)), strict=True)
    )


def test_tables_are_accessible(built: Built) -> None:
    """Each has a caption, heads of columns, and heads of rows; nothing is complained about."""
    assert built.complaints == []
    found = built.page("index.html").select("table")
    assert [bool(each.caption and each.caption.text.strip()) for each in found] == [True] * 6
    assert [bool(each.select("thead tr > th")) for each in found] == [True] * 6
    assert {row.find(True).name for each in found for row in each.select("tbody tr")} == {"th"}  # type: ignore[union-attr]
    assert {each.name for each in built.page("index.html").select("tbody tr > * + *")} == {"td"}


def test_the_table_of_layers_says_what_the_architecture_says(built: Built) -> None:
    """Each column holds the architecture's numbers; where maps differ, each value once."""
    said = columns(table(built.page("index.html"), "tab-layers"))
    names = [layer.name for layer in NET]
    assert said["Layer"] == ["input", *names, "Total"]
    assert said["Kind"][:3] == ["input", "convolution", "subsampling"]
    assert said["Kind"][-2] == "Euclidean RBF"
    assert said["Size"][:2] == ["32 × 32", "28 × 28"]
    assert said["Fan-in"] == ["", "25", "4", "75, 100, 150", "4", "400", "120", "84", ""]
    assert said["Connections"] == ["", *(str(layer.connections) for layer in NET), "340,908"]
    assert said["Connections, counted"] == said["Connections"]


def test_every_total_is_the_sum_of_its_column(built: Built) -> None:
    """The printed layers add up to the printed total; the input's pixels are no units of it."""
    said = columns(table(built.page("index.html"), "tab-layers"))
    for heading in ("Units", "Trainable parameters", "Connections", "Connections, counted"):
        *layers, total = [int(text.replace(",", "") or 0) for text in said[heading][1:]]
        assert sum(layers) == total


def test_a_column_shows_what_each_edition_prints(built: Built) -> None:
    """Print stands behind the letter of its edition, with its place; a verdict is in words."""
    found = table(built.page("index.html"), "tab-layers")
    said = columns(found)
    assert said["Connections, printed"][3] == "P: 151,600, J: 156 000"
    assert said["Connections, verdict"][3] == (
        "edition P only (the journal counts one bias a kernel, not one a map)"
    )
    assert said["Connections, verdict"][0] == ""
    assert {abbr["title"] for abbr in found.select("abbr") if abbr.text == "156\u00a0000"} == {
        "journal, II-B, page 2285"
    }


def test_a_verdict_has_the_style_of_its_words(built: Built) -> None:
    """The class follows the words, so that colour only repeats them."""
    pills = built.page("index.html").select(".verdict")
    assert {pill.text: [c for c in pill["class"] if c != "verdict"] for pill in pills} == {
        "agrees": ["verdict-agrees"],
        "edition P only": ["verdict-edition-p-only"],
        "not printed": ["verdict-not-printed"],
    }


def test_a_layer_leads_to_its_chapter(built: Built) -> None:
    """A name is a link where the chapter exists and is not the page itself."""
    links = table(built.page("index.html"), "tab-layers").select("tbody th a")
    assert [(link.text, link["href"]) for link in links] == [("C1", "c1.html")]
    assert built.page("c1.html").select("tbody th a") == []


def test_a_layer_of_another_network_leads_to_no_chapter(built: Built) -> None:
    """A network may call its layers as LeNet-5 does: the chapters are not about it."""
    found = table(built.page("index.html"), "tab-today")
    assert rows(found)[0][0] == "C1"
    assert found.select("tbody th a") == []


def test_a_layer_is_compared_by_its_usual_numbers(built: Built) -> None:
    """Derived, counted, printed with its place beside it, and the verdict."""
    found = table(built.page("index.html"), "tab-c3")
    assert rows(found, "thead") == [
        [
            "Quantity",
            "Derived",
            "Counted",
            "Printed in the preprint",
            "Printed in the journal",
            "Verdict",
        ]
    ]
    said = {row[0]: row[1:] for row in rows(found)}
    assert said["Units"] == ["1,600", "1,600", "–", "–", "not printed"]
    assert said["Connections"] == [
        "151,600",
        "151,600",
        "151,600 II-B, p. 8",
        "156 000 II-B, p. 2285",
        "edition P only (the journal counts one bias a kernel, not one a map)",
    ]
    assert found.caption is not None
    assert "C3: derived, counted and printed" in found.caption.text


def test_single_numbers_are_compared_under_their_owner(built: Built) -> None:
    """Numbers of several owners are told apart; what cannot be counted is left open."""
    found = built.page("index.html").select("table")[2]
    assert [row[:3] for row in rows(found)] == [
        ["C3: connections", "151,600", "151,600"],
        ["network: connections", "340,908", "340,908"],
        ["input: height", "32", "–"],
        ["C5: receptive field step", "4", "–"],
    ]


def test_another_network_is_compared(built: Built) -> None:
    """The enumeration counts the network that is named, not the usual one."""
    found = built.page("index.html").select("table")[3]
    assert rows(found) == [["Connections", "430,908", "430,908", "–", "–", "not printed"]]


def test_the_connection_table_is_added_up(built: Built) -> None:
    """Marks stand where the table has them; sums of rows and columns are those of the marks."""
    found = table(built.page("index.html"), "tab-table-1")
    assert "ours" in found["class"]
    layer = NET["C3"]
    expected = layer.table.drawing(6)  # type: ignore[attr-defined]
    *body, sums = rows(found)
    assert ["".join(cell or "." for cell in row[1:-1]) for row in body] == list(expected)
    assert [int(row[-1]) for row in body] == [row.count("X") for row in expected]
    columns_of_marks = zip(*expected, strict=True)
    assert [int(cell) for cell in sums[1:-1]] == [c.count("X") for c in columns_of_marks]
    assert int(sums[-1]) == sum(int(row[-1]) for row in body)
    assert rows(found, "thead")[1] == [str(index) for index in range(16)]


def test_tables_are_numbered_and_referred_to(built: Built) -> None:
    """References by number find them."""
    references = built.page("index.html").select("a .std-numref")
    assert [reference.text for reference in references] == ["Table 1", "Table 5", "Table 2"]


@pytest.mark.parametrize(("builder", "file"), [("text", "index.txt"), ("latex", "tables.tex")])
def test_other_builders_write_the_tables(build: Build, builder: str, file: str) -> None:
    """They are tables of docutils, so that every builder can write them."""
    built = build("tables", builder, folder=f"tables-{builder}")
    assert built.complaints == []
    text = built.text(file)
    found = ("Trainable", "edition P only", "151,600", "430,908", "Map of C3")
    assert [words for words in found if words not in text] == []


def test_every_fault_names_file_and_line(build: Build) -> None:
    """What does not exist is refused at the line of the directive, with a hint."""
    faults = {
        "layers-table} nett\n:columns: maps\nC.": "there is no name 'nett'; did you mean 'net'?",
        "layers-table} C1\n:columns: maps\nC.": "'C1' is not a network",
        "layers-table} net\n:columns: map\nC.": "there is no column 'map'; did you mean 'maps'?",
        "layers-table} net\n:columns: print units\nC.": (
            "'print' stands before a quantity; did you mean 'printed'?"
        ),
        "layers-table} net\n:columns: maps": (
            "write the caption, one paragraph, into the directive"
        ),
        "comparison} C9": "there is no layer or checked number 'C9'; known are C1, S2",
        "comparison} C3.connection": (
            "there is no layer or checked number 'C3.connection'; did you mean 'C3.connections'?"
        ),
        "connection-table} C1\nC.": "'C1' has no connection table",
        "connection-table} C9\nC.": "lenet5: there is no layer 'C9'",
        "connection-table} C3": "write the caption, one paragraph, into the directive",
    }
    text, expected = ":orphan:\n\n# Faults\n", []
    for source, message in faults.items():
        text += "\n```{" + source + "\n```\n"
        line = text[: text.rindex("{")].count("\n") + 1
        expected.append(f"faults.md:{line}: ERROR: {source.split('}')[0]}: {message}")
    built = build("tables", "html", pages={"faults.md": text}, folder="tables-faults")
    told = [line for line in built.complaints if "ERROR" in line]
    assert [t[: len(e)] for t, e in zip(told, expected, strict=True)] == expected
