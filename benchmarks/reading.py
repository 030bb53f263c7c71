"""How much a reader waits for: first visits of two pages, against the same pages without our site.

Ours are those of ``build/html``. Theirs are those of `benchmarks.stock_pages`. Both come from
servers on this machine that compress, into Chromium with an empty cache, in turns, there and back.
They are visited on a desk and on a phone (`benchmarks.visits`).

A page of one word is visited with them: nothing can be there before it.
"""

from __future__ import annotations

import importlib.util
import shutil
import statistics
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from tabulate import tabulate

from benchmarks.results_file import FOLDER, CannotMeasureError, write
from benchmarks.stock_pages import PACKAGES, build
from benchmarks.timing import Comparison
from benchmarks.visits import DESK, PHONE, Conditions, Visit, visit
from tests.browser import ARGUMENTS
from tests.site.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from benchmarks.results_file import Results

ROOT = Path(__file__).parents[1]
SITE = ROOT / "build" / "html"
PAGES = {"front": "index", "c3": "layers/c3"}
"""The pages by the names that they have among the results."""

HERE, STOCK = "here", "stock"
FLOOR = "floor"
"""The name of the page of one word, which is nobody's."""

WORD = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Word</title><p>Word.</p></html>'

AIMS = {"bytes": 300_000, "shift": 0.02, "first_paint": 0.8, "mathematics": 0.5}
"""At most so many bytes, so much shift, and so much of their times."""

ROUNDS = {DESK: 31, PHONE: 11}
"""Short visits differ more from each other, by as much as a frame, so there are more of them."""

Place = tuple[str, str]
"""A page, and whose it is."""

Seen = Mapping[Place, Sequence[Visit]]
"""The visits of each page, round by round."""


def run(command: str) -> None:
    """Print the tables, and write what the book quotes.

    Raises
    ------
    CannotMeasureError
        If the site is not built, Chromium or npm is missing, or the tree is not of a commit.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None or importlib.util.find_spec("playwright") is None:
        raise CannotMeasureError("Chromium or Playwright is missing: apt-get install chromium")
    if not (SITE / "index.html").is_file():
        raise CannotMeasureError("the site is not built: make html")
    from playwright.sync_api import sync_playwright

    work = ROOT / "build" / "reading"
    folders = {
        HERE: SITE,
        STOCK: build(PAGES.values(), work),
        FLOOR: floor(work / FLOOR),
    }
    with ExitStack() as stack:
        addresses = {
            whose: stack.enter_context(served(folder, compressed=True))
            for whose, folder in folders.items()
        }
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        places = placed(addresses)
        desk = measure(browser, places, DESK)
        print(report("On a desk", desk), flush=True)
        phone = measure(browser, places, PHONE)
        print(report("On a phone", phone), flush=True)
        browser.close()
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True)
    write(
        FOLDER / "reading.toml",
        command=command,
        versions=[version.stdout.strip(), *PACKAGES],
        results={"reading": {**results(desk), "phone": results(phone), "aims": AIMS}},
    )


def floor(folder: Path) -> Path:
    """Write the page of one word, and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{FLOOR}.html").write_text(WORD, encoding="utf-8")
    return folder


def placed(addresses: Mapping[str, str]) -> dict[Place, str]:
    """Return the address of each page, of the servers' addresses."""
    return {
        **{
            (name, whose): f"{addresses[whose]}{page}.html"
            for name, page in PAGES.items()
            for whose in (HERE, STOCK)
        },
        (FLOOR, FLOOR): f"{addresses[FLOOR]}{FLOOR}.html",
    }


def measure(browser: Browser, places: Mapping[Place, str], conditions: Conditions) -> Seen:
    """Visit the pages in turns, there and back; the first visits, which wake all, do not count."""
    seen: dict[Place, list[Visit]] = {place: [] for place in places}
    order = list(places)
    for address in places.values():
        visit(browser, address)
    for _ in range(ROUNDS[conditions]):
        for place in order:
            seen[place].append(visit(browser, places[place], conditions))
        order.reverse()
    return seen


def middle(visits: Iterable[Visit]) -> Visit:
    """Return the medians of visits."""
    rows = list(visits)
    medians = {
        field.name: statistics.median(getattr(row, field.name) for row in rows)
        for field in fields(Visit)
    }
    return Visit(**medians)


def compared(seen: Seen, page: str, figure: str) -> Comparison | None:
    """Compare a figure of a page with theirs, round by round, if the page has it."""
    ours, theirs = ([getattr(each, figure) for each in seen[page, of]] for of in (HERE, STOCK))
    if not all((*ours, *theirs)):
        return None
    return Comparison(tuple(one / other for one, other in zip(ours, theirs, strict=True)))


def report(title: str, seen: Seen) -> str:
    """Return a table of what was measured."""
    rows = []
    for (page, whose), visits in seen.items():
        each = middle(visits)
        rows.append(
            [
                page,
                whose,
                f"{each.bytes / 1000:,.0f} kB",
                f"{each.requests:.0f}",
                f"{each.first_paint:.2f} s",
                f"{each.mathematics:.2f} s" if each.mathematics else "none",
                f"{each.shift:.4f}",
            ]
        )
    headers = [title, "", "bytes", "requests", "first paint", "mathematics still", "shift"]
    return tabulate(rows, headers=headers, disable_numparse=True)


def results(seen: Seen) -> Results:
    """Return what goes to the results file: times in seconds, and what of theirs ours are."""
    return {
        **{
            page: {
                HERE: figures(middle(seen[page, HERE])),
                STOCK: figures(middle(seen[page, STOCK])),
                "ratios": ratios(seen, page),
            }
            for page in PAGES
        },
        FLOOR: {"first_paint": round(middle(seen[FLOOR, FLOOR]).first_paint, 3)},
    }


def figures(seen: Visit) -> Results:
    """Return the figures of a page, as exactly as they mean something."""
    return {
        "bytes": round(seen.bytes),
        "requests": round(seen.requests),
        "first_paint": round(seen.first_paint, 3),
        "mathematics": round(seen.mathematics, 3),
        "shift": round(seen.shift, 5),
    }


def ratios(seen: Seen, page: str) -> Results:
    """Return what of theirs ours are: the medians of the rounds, and the quartiles of the times."""
    made: dict[str, float] = {}
    for figure in ("bytes", "first_paint", "mathematics"):
        comparison = compared(seen, page, figure)
        if comparison:
            made[figure] = round(comparison.ratio, 3)
            if figure != "bytes":
                lower, upper = comparison.quartiles
                made[f"{figure}_lower_quartile"] = round(lower, 3)
                made[f"{figure}_upper_quartile"] = round(upper, 3)
    return made
