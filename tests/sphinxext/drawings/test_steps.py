"""Drawings in steps: the page that has one, and what its script does in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import chromium
from tests.sphinxext.conftest import Build, Built

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PAGE = {"steps.md": "---\norphan: true\n---\n\n# Steps\n\n```{drawing} walk\n```\n"}


@pytest.fixture
def built(build: Build) -> Built:
    """Return the project with a page that has a drawing in steps."""
    return build("drawings", "html", pages=PAGE, folder="drawings-steps")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return one browser for all tests."""
    with chromium() as started:
        yield started


@pytest.fixture
def site(built: Built) -> Path:
    """Return the folder of the built project."""
    return built.out


def opened(browser: Browser, site: Path, **options: Any) -> Page:
    """Return the page with the drawing, opened from the disk."""
    page = browser.new_page(**options)
    page.goto((site / "steps.html").as_uri())
    return page


def shown(page: Page) -> list[str]:
    """Return the words of the steps that are shown."""
    words = page.locator(".drawing-step:not([display])").evaluate_all(
        "steps => steps.map(step => step.dataset.words)"
    )
    return list(map(str, words))


def button(page: Page, name: str) -> Locator:
    """Return one of the controls."""
    return page.get_by_role("button", name=name)


def test_only_a_page_with_steps_loads_the_script(built: Built) -> None:
    """Other pages load neither the script nor the style sheet."""
    assert built.complaints == []
    for name, expected in (("steps.html", 1), ("index.html", 0)):
        page = built.page(name)
        scripts = page.select("script[src*='steps.js']")
        assert [script.has_attr("defer") for script in scripts] == [True] * expected
        assert len(page.select("link[href*='steps.css']")) == expected


def test_an_epub_has_no_script(build: Build) -> None:
    """There the drawing is an image of the step that is shown."""
    out = build("drawings", "epub", pages=PAGE, folder="drawings-steps-epub").out
    assert list(out.rglob("steps.js")) == []
    assert "steps.js" not in (out / "steps.xhtml").read_text(encoding="utf-8")


def test_without_the_script_one_step_is_shown(browser: Browser, site: Path) -> None:
    """There are no controls that do nothing."""
    page = opened(browser, site, java_script_enabled=False)
    assert page.locator(".drawing-step:not([display])").count() == 1
    assert page.get_by_role("button", name="Next step").count() == 0
    page.close()


def test_the_buttons_go_through_the_steps(browser: Browser, site: Path) -> None:
    """Forward and back, and at either end no further; the words follow, and are read out."""
    page = opened(browser, site)
    words = page.locator(".drawing-words")
    assert shown(page) == [words.inner_text()] == ["Place B"]
    assert words.get_attribute("aria-live") == "polite"
    for name, expected in (
        ("Next step", "Place C"),
        ("Next step", "Place C"),
        ("Previous step", "Place B"),
        ("Previous step", "Place A"),
        ("Previous step", "Place A"),
    ):
        # At the ends Playwright would wait for the button to be enabled.
        button(page, name).click(force=True)
        assert shown(page) == [words.inner_text()] == [expected]
    assert button(page, "Previous step").get_attribute("aria-disabled") == "true"
    assert button(page, "Next step").get_attribute("aria-disabled") == "false"
    page.close()


def test_the_keyboard_goes_through_the_steps(browser: Browser, site: Path) -> None:
    """Tab leads through the controls, and the slider obeys arrows, Home and End."""
    page = opened(browser, site)
    slider = page.get_by_role("slider", name="Step")
    button(page, "Previous step").focus()
    page.keyboard.press("Tab")
    assert slider.evaluate("it => it === document.activeElement")
    for key, expected in (("End", "C"), ("Home", "A"), ("ArrowRight", "B")):
        page.keyboard.press(key)
        assert shown(page) == [f"Place {expected}"]
    assert slider.get_attribute("aria-valuetext") == "2 of 3"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert shown(page) == ["Place C"]
    page.close()


def test_it_plays_and_stops(browser: Browser, site: Path) -> None:
    """It plays from the start to the end and stops there; a second press stops it before."""
    page = opened(browser, site)
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    button(page, "Next step").click()
    button(page, "Play").click()
    assert shown(page) == ["Place A"]
    assert page.locator(".drawing-words").get_attribute("aria-live") == "off"
    page.clock.run_for(750)
    assert shown(page) == ["Place B"]
    button(page, "Pause").click()
    page.clock.run_for(5000)
    assert shown(page) == ["Place B"]
    button(page, "Play").click()
    page.clock.run_for(5000)
    assert shown(page) == ["Place C"]
    assert button(page, "Play").is_visible()
    page.close()


def test_nothing_moves_where_motion_is_unwelcome(browser: Browser, site: Path) -> None:
    """Then there is nothing to play, and a drawing that plays stops."""
    page = opened(browser, site, reduced_motion="reduce")
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    assert button(page, "Play").count() == 0
    assert button(page, "Next step").is_visible()
    page.emulate_media(reduced_motion="no-preference")
    button(page, "Play").click()  # waits until it is there
    page.emulate_media(reduced_motion="reduce")
    page.locator(".drawing-play").wait_for(state="hidden")
    before = shown(page)
    page.clock.run_for(5000)
    assert shown(page) == before
    page.close()


def test_controls_are_large_enough_to_touch(browser: Browser, site: Path) -> None:
    """Each is at least 24 pixels high and wide."""
    page = opened(browser, site)
    for control in page.locator(".drawing-controls :is(button, input)").all():
        box = control.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
    page.close()
