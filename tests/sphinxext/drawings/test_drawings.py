import pytest

from tests.sphinxext.conftest import Build


def test_a_drawing_stands_in_the_page(build: Build) -> None:
    """The picture is part of the page, in both layouts, with its words, caption and legend."""
    built = build("drawings", "html")
    assert built.complaints == []
    figure = built.page("index.html").select_one("figure#fig-map")
    assert figure is not None
    assert "wide" in figure["class"]
    assert [svg["aria-label"] for svg in figure.select("div.drawing > svg")] == ["A way", "A way"]
    caption = figure.select_one(".caption-text")
    assert caption is not None
    assert caption.text == "A way to 4 places."
    legend = figure.select_one(".legend")
    assert legend is not None
    assert legend.text.strip() == "A legend."


def test_a_drawing_is_referred_to_by_its_number(build: Build) -> None:
    """A drawing with a name is a figure like any other."""
    reference = build("drawings", "html").page("index.html").select_one("a .std-numref")
    assert reference is not None
    assert reference.text == "Fig. 1"


def test_a_picture_with_links_is_a_group(build: Build) -> None:
    """Links inside an image would be hidden from those who listen."""
    page = build("drawings", "html").page("deep/page.html")
    roles = {svg["aria-label"]: svg["role"] for svg in page.select("svg") if svg.select("path")}
    assert roles == {"A way": "group", "A square": "img"}


@pytest.mark.parametrize(
    ("builder", "file", "link"),
    [
        ("html", "index.html", "deep/page.html#place"),
        ("html", "deep/page.html", "#place"),
        ("dirhtml", "index.html", "deep/page/#place"),
        ("singlehtml", "index.html", "#place"),
    ],
)
def test_links_start_from_the_page(build: Build, builder: str, file: str, link: str) -> None:
    """A drawing names pages of the book; each page gets the way from there."""
    page = build("drawings", builder, folder=f"drawings-{builder}").page(file)
    found = page.select_one("svg a")
    assert found is not None
    assert found["href"] == link


def test_a_page_can_say_it_in_other_words(build: Build) -> None:
    """The words of the page take the place of the drawing's own."""
    pictures = build("drawings", "html").page("index.html").select("svg")
    assert pictures[-1]["aria-label"] == 'Words of "this" page'


def test_an_epub_holds_the_picture_as_a_file(build: Build) -> None:
    """There, it is an image with its words, and nothing in it leads to a page."""
    built = build("drawings", "epub")
    assert built.complaints == []
    image = built.page("deep/page.xhtml").select("img")[0]
    assert (image["src"], image["alt"]) == ("../_images/drawing-map.svg", "A way")
    svg = built.text("_images/drawing-map.svg")
    assert "<g" in svg  # the narrow layout
    assert "doc:" not in svg
    assert "drawing-map.svg" in built.text("content.opf")


@pytest.mark.parametrize(("builder", "file"), [("text", "index.txt"), ("latex", "drawings.tex")])
def test_the_words_stand_for_the_picture_elsewhere(build: Build, builder: str, file: str) -> None:
    """A builder that shows no pictures writes the text alternative and the caption."""
    built = build("drawings", builder, folder=f"drawings-{builder}")
    assert built.complaints == []
    text = built.text(file)
    assert "A way\n" in text
    assert "A way to" in text


def test_translators_do_not_see_the_words_of_a_drawing(build: Build) -> None:
    """They come from the code, which a catalogue of the pages does not translate."""
    catalogue = build("drawings", "gettext", folder="drawings-gettext").text("index.pot")
    assert 'msgid "A way to {n}`C1.maps` places."' in catalogue
    assert 'msgid "A way"' not in catalogue


def test_every_fault_names_file_and_line(build: Build) -> None:
    """No words, no such drawing, no such page, a broken picture, no caption: each is refused."""
    faults = {
        "mute": "'mute' has no text alternative; give it one, or write :alt:",
        "sqare": "there is no drawing 'sqare'; did you mean 'square'?",
        "lost": "'lost' leads to 'nowhere', which is no page; known are deep/page, faults, index",
        "torn": "the drawing is not well-formed: mismatched tag: line 1, column 10",
        "square\n- A list": "the caption must start with a paragraph",
    }
    text, expected = ":orphan:\n\n# Faults\n", []
    for source, message in faults.items():
        text += "\n```{drawing} " + source + "\n```\n"
        line = text[: text.rindex("{")].count("\n") + 1
        expected.append(f"faults.md:{line}: ERROR: drawing: {message} [docutils]")
    built = build("drawings", "html", pages={"faults.md": text}, folder="drawings-faults")
    assert [line for line in built.complaints if "ERROR" in line] == expected
