"""How long the numbers take to follow a keystroke, once Python is loaded; and how long it loads.

The form is that of ``build/html``, from a server on this machine that compresses, in Chromium. Keys
are pressed as a person presses them, through the browser's own queue; the time runs from the event
of the last key of a number until a frame is laid out and painted that shows the derivations that
changed. No number is typed twice, so that what is shown was worked out for it.
"""

from __future__ import annotations

import importlib.util
import shutil
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tabulate import tabulate

from benchmarks.results_file import FOLDER, CannotMeasureError, write
from tests.browser import ARGUMENTS
from tests.site.recalculating import load
from tests.site.serving import COMPRESSED, served, zipped

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from benchmarks.results_file import Results

SITE = Path(__file__).parents[1] / "build" / "html"
PAGE = "recalculate.html"

AIMS = {"median": 50}
"""At most so many milliseconds."""

LOADS = 5
PAUSE = 150
"""Milliseconds between two keys of a number, and many times as long between two numbers."""

CHANGES: Mapping[str, Sequence[int]] = {
    "input.height": range(36, 160, 4),
    "C1.maps": range(10, 33),  # with more, the connection table is too large for a page
    "C5.maps": range(121, 151),
    "F6.units": range(90, 120),
}
"""The numbers that are typed into each field: the first changes all layers, the last the fewest."""

NAMES = {field: field.replace(".", "_").lower() for field in CHANGES}

WATCH = """
() => {
  const root = document.querySelector(".recalculation");
  const part = (node) => (node.closest ? node : node.parentElement)?.closest("[data-part]");
  window.seen = {};
  window.addEventListener("keydown", (event) => {
    window.pressed = event.timeStamp;
    window.seen = {};
  }, true);
  // What is changed now is painted after the next callback of a frame; a message comes after that.
  const noteWhenPainted = (what) => {
    const { pressed, seen } = window;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        seen[what] = performance.now() - pressed;
      };
      port2.postMessage(null);
    });
  };
  new MutationObserver((changes) => {
    for (const place of new Set(changes.map((change) => part(change.target)))) {
      if (place?.querySelector(".katex")) {
        noteWhenPainted("derivations");
      }
    }
  }).observe(root, { characterData: true, childList: true, subtree: true });
  root.addEventListener("recalculated", () => noteWhenPainted("everything"));
}
"""

WHAT = {
    "derivations": "all derivations",
    "everything": "tables and drawings too",
}


@dataclass(frozen=True, slots=True)
class Loads:
    """What came of loading: seconds from the button to the form, and bytes over the wire."""

    seconds: list[float]
    bytes: int


Times = Mapping[str, Mapping[str, list[float]]]
"""Milliseconds by the field that was typed into, and by what followed."""


def run(command: str) -> None:
    """Print the table, and write what the book quotes.

    Raises
    ------
    CannotMeasureError
        If the site is not built, Chromium is missing, or the tree is not of a commit.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None or importlib.util.find_spec("playwright") is None:
        raise CannotMeasureError("Chromium or Playwright is missing: apt-get install chromium")
    if not (SITE / PAGE).is_file():
        raise CannotMeasureError("the site is not built: make html")
    from playwright.sync_api import sync_playwright

    with served(SITE, compressed=True) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        loads = load_times(browser, address + PAGE)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(address + PAGE)
        load(page)
        times = follow_times(page)
        browser.close()
    print(report(loads, times), flush=True)
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True)
    write(
        FOLDER / "recalculation.toml",
        command=command,
        versions=[version.stdout.strip()],
        results={"recalculation": {**results(loads, times), "aims": AIMS}},
    )


def load_times(browser: Browser, address: str) -> Loads:
    """Load the form with an empty cache, again and again."""
    seconds: list[float] = []
    asked: set[str] = set()
    for _ in range(LOADS):
        context = browser.new_context()
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        page.on("request", lambda request: asked.add(urlsplit(request.url).path))
        begun = perf_counter()
        load(page)
        seconds.append(perf_counter() - begun)
        context.close()
    return Loads(seconds, sum(size(SITE / path.lstrip("/")) for path in asked))


def size(file: Path) -> int:
    """Return how many bytes a file has as servers send it."""
    if file.suffix in COMPRESSED:
        return len(zipped(file, file.stat().st_mtime_ns))
    return file.stat().st_size


def follow_times(page: Page) -> Times:
    """Type every number into its field, and note when what followed."""
    page.evaluate(WATCH)
    times: dict[str, dict[str, list[float]]] = {}
    for field, numbers in CHANGES.items():
        times[field] = {what: [] for what in WHAT}
        box = page.locator(f'[name="{field}"]')
        usual = box.input_value()
        for number in numbers:
            # Who changes a layer looks at it.
            box.evaluate(
                "(input) => input.closest('section').scrollIntoView({ behavior: 'instant' })"
            )
            box.select_text()
            page.keyboard.type(str(number), delay=PAUSE)
            page.wait_for_timeout(5 * PAUSE)
            seen = page.evaluate("window.seen")
            for what, found in times[field].items():
                found.append(seen[what])
        box.fill(usual)
        page.wait_for_timeout(5 * PAUSE)
    return times


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that a share of them does not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def report(loads: Loads, times: Times) -> str:
    """Return tables of what was measured."""
    rows = [
        [
            field,
            WHAT[what],
            f"{statistics.median(found):.0f} ms",
            f"{quantile(found, 0.95):.0f} ms",
        ]
        for field, each in times.items()
        for what, found in each.items()
    ]
    table = tabulate(rows, headers=["Typed into", "Until", "median", "95 %"], disable_numparse=True)
    loaded = statistics.median(loads.seconds)
    return f"{table}\n\nLoading: {loaded:.2f} s, {loads.bytes / 1e6:.1f} MB over the wire."


def results(loads: Loads, times: Times) -> Results:
    """Return what goes to the results file: milliseconds, seconds and bytes."""
    return {
        **{
            NAMES[field]: {
                what: {
                    "median": round(statistics.median(found), 1),
                    "p95": round(quantile(found, 0.95), 1),
                }
                for what, found in each.items()
            }
            for field, each in times.items()
        },
        "load": {
            "seconds": round(statistics.median(loads.seconds), 2),
            "bytes": loads.bytes,
        },
    }
