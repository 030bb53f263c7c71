"""How much a reader waits for: first visits of two pages, against the same pages without our site.

Ours are those of ``build/html``. Theirs are those of `benchmarks.stock_pages`. Both come from a
server on this machine that compresses, into Chromium with an empty cache, in turns.
"""

from __future__ import annotations

import importlib.util
import shutil
import statistics
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tabulate import tabulate

from benchmarks.results_file import FOLDER, CannotMeasureError, write
from benchmarks.stock_pages import PACKAGES, build
from benchmarks.visits import Visit, visit
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
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """The medians of the visits of a page."""

    page: str
    here: Visit
    stock: Visit


def run(command: str) -> None:
    """Print the table, and write what the book quotes.

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

    stock = build(PAGES.values(), ROOT / "build" / "reading")
    with (
        served(SITE, compressed=True) as here,
        served(stock, compressed=True) as there,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        measured = measure(browser, {HERE: here, STOCK: there})
        browser.close()
    print(report(measured), flush=True)
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True)
    write(
        FOLDER / "reading.toml",
        command=command,
        versions=[version.stdout.strip(), *PACKAGES],
        results={"reading": results(measured)},
    )


def measure(browser: Browser, addresses: Mapping[str, str]) -> list[Measured]:
    """Visit each page, here and there in turns."""
    measured = []
    for name, page in PAGES.items():
        visits: dict[str, list[Visit]] = {who: [] for who in addresses}
        for _ in range(ROUNDS):
            for who, address in addresses.items():
                visits[who].append(visit(browser, f"{address}{page}.html"))
        measured.append(Measured(name, middle(visits[HERE]), middle(visits[STOCK])))
    return measured


def middle(visits: list[Visit]) -> Visit:
    """Return the medians of visits."""
    rows = [asdict(each) for each in visits]
    medians = {name: statistics.median(row[name] for row in rows) for name in rows[0]}
    return Visit(**medians)


def report(measured: list[Measured]) -> str:
    """Return a table of what was measured."""
    rows = []
    for each in measured:
        for who, seen in ((HERE, each.here), (STOCK, each.stock)):
            rows.append(
                [
                    each.page,
                    who,
                    f"{seen.bytes / 1000:,.0f} kB",
                    f"{seen.requests:.0f}",
                    f"{seen.first_paint:.2f} s",
                    f"{seen.mathematics:.2f} s" if seen.mathematics else "none",
                    f"{seen.shift:.4f}",
                ]
            )
    headers = ["Page", "", "bytes", "requests", "first paint", "mathematics still", "shift"]
    return tabulate(rows, headers=headers, disable_numparse=True)


def results(measured: list[Measured]) -> Results:
    """Return what goes to the results file: times in seconds, and what of theirs ours are."""
    return {
        each.page: {
            HERE: figures(each.here),
            STOCK: figures(each.stock),
            "ratios": {
                "bytes": round(each.here.bytes / each.stock.bytes, 3),
                "first_paint": round(each.here.first_paint / each.stock.first_paint, 3),
                **(
                    {"mathematics": round(each.here.mathematics / each.stock.mathematics, 3)}
                    if each.here.mathematics and each.stock.mathematics
                    else {}
                ),
            },
        }
        for each in measured
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
