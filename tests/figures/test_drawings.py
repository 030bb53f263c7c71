import itertools
import re
import tomllib
from pathlib import Path

import pytest

from lenet_docs.figures import DRAWINGS, Drawing
from lenet_docs.figures.digit.opened import STRONGEST
from lenet_docs.figures.kit import style as style
from lenet_docs.figures.kit.drawing import in_short
from tests.figures.picture import Box, Picture
from tests.test_palette import contrast, luminance

CONF = Path(__file__).parents[2] / "conf"
with (CONF / "palette.toml").open("rb") as file:
    PALETTE = tomllib.load(file)

LAYOUTS = [
    pytest.param(name, svg, id=f"{name}-{layout}")
    for name, make in DRAWINGS.items()
    for layout, svg in zip(("wide", "narrow"), (make().svg, make().narrow), strict=True)
    if svg
]
each_drawing = pytest.mark.parametrize("name", DRAWINGS)
each_layout = pytest.mark.parametrize(("name", "svg"), LAYOUTS)


@each_drawing
def test_a_drawing_is_the_same_every_time(name: str) -> None:
    """Two builds give the same drawing, letter by letter."""
    assert DRAWINGS[name]() == DRAWINGS[name]()


@each_layout
def test_a_drawing_says_the_same_in_words(name: str, svg: str) -> None:
    """The root is named by the start of the alternative, and its role lets links be found."""
    picture, alt = Picture(svg), DRAWINGS[name]().alt
    assert picture.root.get("aria-label") == in_short(alt)[0]
    assert alt.endswith(".")
    assert picture.root.get("role") == ("group" if picture.all("a") else "img")


@each_layout
def test_numbers_in_a_drawing_are_in_its_words(name: str, svg: str) -> None:
    """Every number of three digits or more that is drawn is in the text alternative too."""
    alt = DRAWINGS[name]().alt
    drawn = {n for text in Picture(svg).texts for n in re.findall(r"\d[\d,.]*\d", text)}
    scale = {f"{10**power:,}" for power in range(1, 8)} if name == "totals" else set()
    long = {number for number in drawn if len(number.replace(",", "")) > 2}
    unsaid = long - scale - set(re.findall(r"\d[\d,.]*\d", alt))
    assert unsaid == (STEPS if name == "unit" else set())


STEPS = {"0.47", "0.06", "0.235"}
"""The products of the worked unit: its words give the factors."""


@each_layout
def test_ids_begin_with_the_name_of_the_drawing(name: str, svg: str) -> None:
    """Several drawings stand on one page, so an id belongs to one drawing, and once."""
    picture = Picture(svg)
    ids = picture.attributes("id")
    assert [each for each in ids if not each.startswith(f"{name}-")] == []
    assert len(set(ids)) == len(ids)
    used = re.findall(r"url\(#([^)]*)\)", svg)
    assert set(used) == set(ids)


@each_layout
def test_colours_are_those_of_the_palette(name: str, svg: str) -> None:
    """A colour is the one of the text around the drawing, or a name of the palette."""
    picture = Picture(svg)
    colours = {*picture.attributes("fill"), *picture.attributes("stroke")}
    free = {colour for colour in colours if not re.fullmatch(r"url\(#.*\)", colour)}
    named = {f"var(--{name}, {light})" for name, (light, dark) in PALETTE["drawings"].items()}
    assert free <= named | {"currentColor", "none", "transparent"}


@each_layout
def test_nothing_is_cut_off(name: str, svg: str) -> None:
    """Every rectangle, circle and text lies within the drawing."""
    picture = Picture(svg)
    assert [box for box in picture.boxes() if not picture.holds(box)] == []
    assert [text for text, box in picture.words() if not picture.holds(box)] == []


@each_layout
def test_no_text_lies_on_another(name: str, svg: str) -> None:
    """No two texts overlap."""
    words = list(Picture(svg).words())
    pairs = itertools.combinations(words, 2)
    assert [(one[0], other[0]) for one, other in pairs if _meet(one[1], other[1])] == []


def _meet(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0.5 and down > 0.5


@each_layout
def test_type_is_legible_on_a_phone(name: str, svg: str) -> None:
    """In the narrowest column that a layout is shown in, no text is below 10.5 pixels."""
    picture = Picture(svg)
    column = WIDE_FROM if "drawing-wide" in picture.root.attrib["class"] else PHONE
    sizes = [float(size) for size in picture.attributes("font-size")]
    assert min(sizes) * column / picture.size[0] >= 10.5


PHONE, WIDE_FROM = 328, 640
"""Width of the text on a small phone, and where drawings.css changes to the wide layout."""


@each_layout
def test_no_script_and_no_style_attribute(name: str, svg: str) -> None:
    """Nothing in a drawing needs what a strict content security policy forbids."""
    picture = Picture(svg)
    assert picture.all("script") == picture.all("style") == []
    assert picture.attributes("style") == []
    assert [a for e in picture.root.iter() for a in e.attrib if a.startswith("on")] == []


def test_the_colour_behind_each_name_is_the_light_one() -> None:
    """Where no style sheet reaches, a drawing has the colours of a light page."""
    behind = {
        name: light
        for value in vars(style).values()
        if isinstance(value, str)
        for name, light in re.findall(r"var\(--([^,]*), ([^)]*)\)", value)
    }
    assert behind == {name: light for name, (light, dark) in PALETTE["drawings"].items()}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_contrast(theme: int) -> None:
    """Text has 4.5 to 1, lines that carry meaning 3 to 1, on light pages and on dark ones."""
    colours = {name: pair[theme] for name, pair in PALETTE["drawings"].items()}
    ink = PALETTE["furo"]["color-foreground-primary"][theme]
    page = PALETTE["furo"]["color-background-primary"][theme]
    ground = colours["drawing-ground"]
    assert ground == page
    for under in (ground, colours["drawing-sheet"]):
        for text in ("drawing-accent", "drawing-result", "drawing-quiet"):
            assert contrast(colours[text], under) >= 4.5
    for soft, line in (("accent-soft", "accent"), ("result-soft", "result")):
        assert contrast(ink, colours[f"drawing-{soft}"]) >= 4.5
        assert contrast(colours[f"drawing-{line}"], colours[f"drawing-{soft}"]) >= 3
    assert contrast(ground, colours["drawing-result"]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_a_distance_can_be_read_on_its_shade(theme: int) -> None:
    """The strongest shade behind a distance leaves the number 4.5 to 1."""
    shades = [
        float(rect.attrib["fill-opacity"])
        for rect in Picture(DRAWINGS["distances"]().svg).all("rect")
        if "fill-opacity" in rect.attrib
    ]
    ink = PALETTE["furo"]["color-foreground-primary"][theme]
    over, under = (PALETTE["drawings"][f"drawing-{n}"][theme] for n in ("accent", "ground"))
    assert contrast(ink, _mixed(over, under, max(shades))) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_a_product_can_be_read_on_its_shade(theme: int) -> None:
    """The strongest shade behind a product leaves the number 4.5 to 1."""
    ink = PALETTE["furo"]["color-foreground-primary"][theme]
    over, under = (PALETTE["drawings"][f"drawing-{n}"][theme] for n in ("result", "ground"))
    assert contrast(ink, _mixed(over, under, STRONGEST)) >= 4.5


def _mixed(over: str, under: str, opacity: float) -> str:
    pairs = [(int(over[i : i + 2], 16), int(under[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a * opacity + b * (1 - opacity)):02x}" for a, b in pairs)


def lightness(colour: str) -> float:
    """Return how light a colour looks, from 0 to 100: the L* of CIE 1976."""
    share = luminance(colour)
    return 116 * share ** (1 / 3) - 16 if share > (6 / 29) ** 3 else share * (29 / 3) ** 3


def test_lightness_is_that_of_cie() -> None:
    """White is 100, black 0, and the grey halfway looks half as light."""
    assert [round(lightness(c), 1) for c in ("#ffffff", "#777777", "#000000")] == [100, 50, 0]


# What a reader tells apart by colour alone would be lost in print; these differ in lightness too.
IN_GREY = [
    ("drawing-accent", "drawing-result"),
    ("drawing-accent", "drawing-accent-soft"),
    ("drawing-accent", "drawing-ground"),
    ("drawing-result", "drawing-result-soft"),
    ("drawing-result", "drawing-accent-soft"),
    ("drawing-result", "drawing-ground"),
    ("drawing-quiet", "drawing-ground"),
    ("drawing-result", "color-foreground-primary"),
]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("one", "other"), IN_GREY)
def test_colours_differ_in_greyscale(one: str, other: str, theme: int) -> None:
    """What is looked at, what comes of it, ink and paper are told apart without hue."""
    colours = {name: pair[theme] for part in PALETTE.values() for name, pair in part.items()}
    assert abs(lightness(colours[one]) - lightness(colours[other])) >= 14


def test_narrow_layouts_have_an_id_space_of_their_own() -> None:
    """Both layouts of a drawing stand on a page, so they share no id."""
    for make in DRAWINGS.values():
        drawing: Drawing = make()
        if drawing.narrow:
            both = [set(Picture(svg).attributes("id")) for svg in (drawing.svg, drawing.narrow)]
            assert both[0] & both[1] == set()
