import re
import tomllib
from pathlib import Path

import pytest

CONF = Path(__file__).parents[1] / "conf"
with (CONF / "palette.toml").open("rb") as palette:
    COLOURS = {name: pair for part in tomllib.load(palette).values() for name, pair in part.items()}

PAGE, SIDE = "color-background-primary", "color-background-secondary"
# Each text with the grounds that it stands on.
TEXTS = {
    "color-foreground-primary": [
        PAGE,
        SIDE,
        "color-background-hover",
        "color-admonition-background",
        "color-card-background",
        "color-code-background",
        "color-inline-code-background",
        "color-highlight-on-target",
        "color-objectives-background",
    ],
    "color-foreground-secondary": [PAGE, SIDE, "color-background-hover"],
    "color-foreground-muted": [PAGE, SIDE],
    "color-brand-primary": [PAGE, SIDE, "color-background-hover"],
    "color-brand-content": [PAGE, SIDE, "color-objectives-background"],
    "color-brand-visited": [PAGE, SIDE, "color-objectives-background"],
    "color-api-name": [PAGE, "color-background-hover"],
    "color-api-pre-name": [PAGE, "color-background-hover"],
    "color-objectives": ["color-objectives-background"],
    "color-agrees": [PAGE, SIDE, "color-agrees-background"],
    "color-disagrees": [PAGE, SIDE, "color-disagrees-background"],
    "drawing-accent": ["drawing-ground", "drawing-sheet", "drawing-accent-soft"],
    "drawing-result": ["drawing-ground", "drawing-sheet", "drawing-result-soft"],
    "drawing-quiet": ["drawing-ground", "drawing-sheet"],
    "color-one-edition": [PAGE, SIDE, "color-one-edition-background"],
}


def luminance(colour: str) -> float:
    """Return the relative luminance that WCAG 2 defines for an sRGB colour like ``#1b1f24``."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio that WCAG 2 defines, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_wcag() -> None:
    """Black on white has the greatest ratio, and a known grey the ratio that is published."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"), [(text, ground) for text, grounds in TEXTS.items() for ground in grounds]
)
def test_every_text_can_be_read_on_its_ground(text: str, ground: str, theme: int) -> None:
    """Text has the contrast of WCAG level AA, 4.5 to 1, on light pages and on dark ones."""
    assert contrast(COLOURS[text][theme], COLOURS[ground][theme]) >= 4.5


ON_PAPER = ("e-reader.css", "print.css")
"""The style sheets where the palette's names mean nothing: only its light colours stand there."""


def test_every_colour_on_paper_is_one_of_the_light_ones() -> None:
    """Neither e-readers nor printers know the palette, so its colours are typed for them."""
    with (CONF / "palette.toml").open("rb") as palette:
        light = {pair[0] for part in tomllib.load(palette).values() for pair in part.values()}
    for name in ON_PAPER:
        typed = re.findall(r"#[0-9a-fA-F]+", (CONF / "static" / name).read_text())
        assert set(typed) - light == set()


def test_every_colour_is_used() -> None:
    """Each name of ours in the palette occurs in a style sheet, and no colour is typed there."""
    with (CONF / "palette.toml").open("rb") as palette:
        ours = set(tomllib.load(palette)["ours"])
    sheets = "".join(
        sheet.read_text() for sheet in (CONF / "static").glob("*.css") if sheet.name not in ON_PAPER
    )
    assert {name for name in ours if f"var(--{name})" not in sheets} == set()
    assert "#" not in sheets
