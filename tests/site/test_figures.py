"""The drawings where readers meet them: legible on a phone, with steps that obey."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site.conftest import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

SMALLEST = 10.0
"""Pixels of the smallest type on a phone of usual width."""

# The smallest type of each drawing as it is on the screen; what the style sheet hides has none.
TYPE = """
Array.from(document.querySelectorAll("svg.drawing"))
  .filter((svg) => svg.getBoundingClientRect().width > 0)
  .map((svg) => Math.min(...Array.from(svg.querySelectorAll("text"), (text) =>
    parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a)))
"""


def with_drawings(site: Path) -> list[str]:
    """Return the pages that have a drawing."""
    files = sorted(site.rglob("*.html"))
    return [
        str(file.relative_to(site))
        for file in files
        if 'class="drawing"' in file.read_text(encoding="utf-8")
    ]


def test_type_is_legible_on_a_phone(site: Path, visit: Visit) -> None:
    """In every drawing of every page, and no drawing is wider than its column."""
    names = with_drawings(site)
    assert len(names) > 15
    page = visit("index.html", size="phone", disk=True)
    start = page.url.removesuffix("index.html")
    for name in names:
        page.goto(start + name)
        sizes = page.evaluate(TYPE)
        assert sizes, name
        assert min(sizes) >= SMALLEST, name
        wide = "document.documentElement.scrollWidth"
        assert page.evaluate(wide) <= 390, name


def shown(page: Page, figure: str) -> tuple[str, str, str]:
    """Return which step is shown, by the slider, the words of the step, and what is in it."""
    slider = page.locator(f"#{figure}").get_by_role("slider")
    step = page.locator(f"#{figure} .drawing-step:not([display])")
    words, drawn = step.get_attribute("data-words"), step.text_content()
    return str(slider.get_attribute("aria-valuetext")), str(words), str(drawn)


@pytest.mark.parametrize("disk", [False, True], ids=["served", "from the disk"])
def test_the_kernel_slides(visit: Visit, disk: bool) -> None:
    """Step by step and to the end, where the connections are those of a map."""
    page = visit("layers/c1.html", disk=disk)
    figure = page.locator("#fig-sliding")
    assert shown(page, "fig-sliding")[0] == "29 of 56"
    figure.get_by_role("button", name="Next step").click()
    figure.get_by_role("button", name="Previous step").click()
    figure.get_by_role("slider").press("Home")
    assert shown(page, "fig-sliding")[1].startswith("Unit 1 of 784, row 0, column 0:")
    figure.get_by_role("slider").press("End")
    for said in shown(page, "fig-sliding")[1:]:
        assert "784 × 26 = 20,384 connections" in said


def test_a_kernel_slides_over_the_digit(visit: Visit) -> None:
    """On a small phone the controls are in one line; each place shows the state that it says."""
    page = visit("network/a-digit.html", size="narrow", scheme="dark")
    controls = page.locator("#fig-digit-slides .drawing-controls > :is(button, input)").all()
    boxes = [box for each in controls if (box := each.bounding_box())]
    assert len({box["y"] for box in boxes}) == 1
    assert max(box["x"] + box["width"] for box in boxes) <= 320
    slider = page.locator("#fig-digit-slides").get_by_role("slider")
    seen = set()
    slider.press("Home")
    for _ in range(28):
        count, words, drawn = shown(page, "fig-digit-slides")
        state = re.search(r"squashed, (\S+)\.$", words)
        assert state
        assert state[1] in drawn
        seen.add(count)
        slider.press("ArrowRight")
    assert len(seen) == 28


def test_controls_shift_nothing(visit: Visit) -> None:
    """The room of the controls is kept until they come: without them, a page is as high."""
    page = visit("layers/c1.html")
    height = "document.documentElement.scrollHeight"
    with_controls = page.evaluate(height)
    page.evaluate("document.querySelector('.drawing-controls').remove()")
    assert page.evaluate(height) == pytest.approx(with_controls, abs=1)
