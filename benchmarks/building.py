"""How long the book takes to build: against stock jupyter-sphinx and myst-nb, and after an edit.

All build the same pages, with the same theme, from the same commit, one after the other, several
times. What is measured is what a person waits, and how long processors worked.

Here: ``make html``, with everything that it does. The gate judges every numeral, every number gets
its entry and its panel, formulas are set, notebooks hold the prose, and a warning is a failure.

The rivals do less. Both evaluate the roles and directives of numbers, which are this project's,
and build the site with Sphinx alone: no gate, no list of numbers, formulas left to the reader's
browser, no notebooks but those that they write anyway. Both run in one process, and start a kernel
for each page. For myst-nb, the cells stand outside of boxes and lists: it would not run others.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tabulate import tabulate

from benchmarks._builds import MYST_NB, Copy, Took, as_jupyter_sphinx, as_myst_nb, install_myst_nb
from benchmarks.results_file import FOLDER, CannotMeasureError, Results, write

ROUNDS = 3

CHAPTER = "docs/layers/c3.md"
WORDS = "Only one thing is new."
"""What is edited: a sentence without a number, on a page with cells, formulas and drawings."""

LEAST_SHARE = 0.95
"""So many of our frames of outputs a rival must show: myst-nb leaves out those that are empty."""

OURS, RIVALS = "make_html", ("jupyter_sphinx", "myst_nb")
AIMED = ["Ratio", "", "aim", ""]
AIMS = {"against_fastest": 0.5, "unchanged": 0.15, "edited": 0.4}


class Bench:
    """The copies, and the builds."""

    def __init__(self, folder: Path) -> None:
        self._ours = Copy(folder / "ours")
        self._jupyter_sphinx = Copy(folder / "jupyter-sphinx")
        as_jupyter_sphinx(self._jupyter_sphinx)
        self._myst_nb = Copy(folder / "myst-nb")
        as_myst_nb(self._myst_nb)
        self._path = install_myst_nb(folder / "packages")

    def round(self) -> Mapping[str, Took]:
        """Build in every way once."""
        ours = self._ours
        ours.clean()
        took = {OURS: ours.make("html")}
        outputs = ours.shown()
        took["unchanged"] = ours.make("html")
        # Sphinx reads a page again only to find that nothing has changed.
        (ours.folder / "docs" / "glossary.md").touch()
        took["unchanged_in_sphinx"] = ours.make("html")
        took["edited"] = self._edit(ours)
        for name, copy, path in (
            ("jupyter_sphinx", self._jupyter_sphinx, ""),
            ("myst_nb", self._myst_nb, self._path),
        ):
            copy.clean()
            took[name] = copy.sphinx(path=path)
            if copy.shown() < LEAST_SHARE * outputs:
                raise CannotMeasureError(
                    f"{name} shows {copy.shown()} outputs of cells, and we show {outputs}"
                )
        return took

    def _edit(self, copy: Copy) -> Took:
        page = copy.folder / CHAPTER
        text = page.read_text(encoding="utf-8")
        if text.count(WORDS) != 1:
            raise CannotMeasureError(
                f"{CHAPTER}: '{WORDS}', which is to be edited, must stand there once; it stands "
                f"there {text.count(WORDS)} times"
            )
        page.write_text(text.replace(WORDS, WORDS.replace("new", "different")), encoding="utf-8")
        took = copy.make("html")
        page.write_text(text, encoding="utf-8")
        return took


def medians(rounds: list[Mapping[str, Took]], kind: Callable[[Took], float]) -> dict[str, float]:
    """Return the median of each build."""
    return {name: statistics.median(kind(each[name]) for each in rounds) for name in rounds[0]}


def results(rounds: list[Mapping[str, Took]]) -> Results:
    """Return what the book quotes."""
    wall = medians(rounds, lambda took: took.wall)
    processor = medians(rounds, lambda took: took.processor)
    clean = wall[OURS]
    ratios = {
        **{f"against_{name}": clean / wall[name] for name in RIVALS},
        "against_fastest": clean / min(wall[name] for name in RIVALS),
        **{name: wall[name] / clean for name in ("unchanged", "unchanged_in_sphinx", "edited")},
    }
    return {
        "building": {
            "rounds": len(rounds),
            "wall": rounded(wall, 2),
            "processor": rounded(processor, 2),
            "ratio": rounded(ratios, 3),
            "aims": AIMS,
        }
    }


def rounded(numbers: Mapping[str, float], places: int) -> dict[str, float]:
    """Return numbers as precisely as they were measured."""
    return {name: round(number, places) for name, number in numbers.items()}


def report(found: Results) -> str:
    """Return tables of the results."""
    building: Any = found["building"]
    rows = [(name, wall, building["processor"][name]) for name, wall in building["wall"].items()]
    headers = ["Building, in seconds", "waited", "worked"]
    aims = [
        (name, ratio, AIMS.get(name), judged(name, ratio))
        for name, ratio in building["ratio"].items()
    ]
    tables = (tabulate(rows, headers, floatfmt=",.1f"), tabulate(aims, AIMED, floatfmt=".2f"))
    return "\n\n".join(tables)


def judged(name: str, ratio: float) -> str:
    """Return whether an aim is met, if there is one."""
    return "" if name not in AIMS else "met" if ratio <= AIMS[name] else "MISSED"


def run(command: str) -> None:
    """Measure, print the tables, and write the results."""
    with TemporaryDirectory(prefix="building-") as folder:
        bench = Bench(Path(folder))
        rounds = [bench.round() for _ in range(ROUNDS)]
    found = results(rounds)
    print(report(found), flush=True)
    write(FOLDER / "building.toml", command=command, results=found, versions=[MYST_NB])
