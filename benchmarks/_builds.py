"""Copies of the book that are built in one way or another, and what a build takes."""

from __future__ import annotations

import ctypes
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.results_file import ROOT, CannotMeasureError

__all__ = ["MYST_NB", "Copy", "Took", "as_jupyter_sphinx", "as_myst_nb", "install_myst_nb"]

MYST_NB = "myst-nb==1.4.0"

# Without what the book has anyway.
MYST_NB_NEEDS = (
    "importlib_metadata==8.7.0",
    "jupyter-cache==1.0.1",
    "sqlalchemy==2.1.9",
    "zipp==3.23.0",
)

WHAT_WAS_INSTALLED = (".venv/.installed", "conf/node_modules/.package-lock.json")

RIVAL = """
# ---- As a rival: no extension of this project's but the roles and directives of numbers ----------

extensions = [
    name for name in extensions
    if name != "notfound.extension" and not name.startswith("lenet_docs.sphinxext.")
]
numbers_names = ""
html_math_renderer = "mathjax"
"""

RIVAL_MYST_NB = """
extensions = [
    "myst_nb" if name == "myst_parser" else name for name in extensions if name != "jupyter_sphinx"
]
nb_execution_mode = "force"
nb_execution_timeout = 600
nb_execution_raise_on_error = True
"""

CELL = re.compile(
    r"^(?P<indent> *)```\{jupyter-execute\}\n"
    r"(?P<options>(?: *:[\w-]+:[^\n]*\n)*)(?P<code>.*?)^ *```$",
    re.DOTALL | re.MULTILINE,
)
TAGS = {"raises": "raises-exception", "hide-code": "remove-input", "hide-output": "remove-output"}
BOX = re.compile(r"^ *:{3,}.*\n(?: *:[\w-]+:.*\n)*", re.MULTILINE)
UNKNOWN = re.compile(r" *:(?:alt|caption|name|timeout):.*\n")
NOTEBOOK = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n"


@dataclass(frozen=True, slots=True)
class Took:
    """How long a build took, and how much of it processors worked: those of its children as well.

    Both are in seconds.
    """

    wall: float
    processor: float


class Copy:
    """A copy of the last commit, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        archive = subprocess.run(
            ["git", "archive", "HEAD"], cwd=ROOT, check=True, stdout=subprocess.PIPE
        )
        subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
        (folder / ".venv").symlink_to(ROOT / ".venv")
        (folder / "conf" / "node_modules").symlink_to(ROOT / "conf" / "node_modules")

    def change_pages(self, change: Callable[[str], str]) -> None:
        """Write every page anew."""
        for page in (self.folder / "docs").rglob("*.md"):
            page.write_text(change(page.read_text(encoding="utf-8")), encoding="utf-8")

    def configure(self, lines: str) -> None:
        """Add lines to the configuration."""
        with (self.folder / "conf" / "conf.py").open("a", encoding="utf-8") as conf:
            conf.write(lines)

    def clean(self) -> None:
        """Remove what was built."""
        shutil.rmtree(self.folder / "build", ignore_errors=True)

    def make(self, *words: str) -> Took:
        """Run ``make``, with what is installed here."""
        installed = [word for file in WHAT_WAS_INSTALLED for word in ("-o", file)]
        return self._run(["make", *installed, *words])

    def sphinx(self, *options: str, path: str = "") -> Took:
        """Build the site without ``make``."""
        command = [sys.executable, "-m", "sphinx", "-b", "html", "-c", "conf", "-T", "-q", *options]
        folders = ["-d", "build/work/doctrees", "docs", "build/work/html"]
        return self._run([*command, *folders], path)

    def shown(self) -> int:
        """Return how many outputs of cells the pages of the last build show."""
        pages = (self.folder / "build" / "work" / "html").rglob("*.html")
        return sum(page.read_text(encoding="utf-8").count("cell_output ") for page in pages)

    def _run(self, command: list[str], path: str = "") -> Took:
        own = str(Path(sys.executable).parent)
        environment: Mapping[str, str] = {
            **os.environ,
            "PATH": os.pathsep.join([own, os.environ.get("PATH", os.defpath)]),
            "PYTHONPATH": os.pathsep.join(filter(None, [str(self.folder), path])),
            "SOURCE_DATE_EPOCH": "1000000000",
        }
        _take_orphans()
        began, worked = perf_counter(), _processor()
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        wall = perf_counter() - began
        if done.returncode:
            words = f"{done.stdout}{done.stderr}"[-2000:]
            raise CannotMeasureError(f"'{' '.join(map(str, command))}' failed:\n{words}")
        _bury_orphans()
        return Took(wall, _processor() - worked)


def _processor() -> float:
    """Return the seconds that processors worked for processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _take_orphans() -> None:
    """Become the parent of what children leave behind, so that their time is counted (Linux)."""
    if sys.platform == "linux":
        pr_set_child_subreaper = 36
        ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)


def _bury_orphans() -> None:
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


# -- the rivals -------------------------------------------------------------------------


def as_jupyter_sphinx(copy: Copy) -> None:
    """Have a copy built by jupyter-sphinx as it is."""
    copy.configure(RIVAL)
    # Options that this project's cells have, and jupyter-sphinx does not know.
    copy.change_pages(lambda text: CELL.sub(_without_unknown, text))


def as_myst_nb(copy: Copy) -> None:
    """Have a copy built by myst-nb: its cells must not stand within anything else."""
    copy.configure(RIVAL + RIVAL_MYST_NB)

    def change(text: str) -> str:
        if not CELL.search(text):
            return text
        return NOTEBOOK + CELL.sub(_code_cell, BOX.sub("", text))

    copy.change_pages(change)


def install_myst_nb(folder: Path) -> str:
    """Install myst-nb into a folder, beside what the book is built with; return its path."""
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(folder)]
    done = subprocess.run([*command, MYST_NB, *MYST_NB_NEEDS], capture_output=True, text=True)
    if done.returncode:
        raise CannotMeasureError(f"myst-nb, the rival, cannot be installed:\n{done.stderr}")
    return str(folder)


def _without_unknown(cell: re.Match[str]) -> str:
    options = UNKNOWN.sub("", cell["options"])
    return f"{cell['indent']}```{{jupyter-execute}}\n{options}{cell['code']}{cell['indent']}```"


def _code_cell(cell: re.Match[str]) -> str:
    given = dict.fromkeys(re.findall(r"^ *:([\w-]+):", cell["options"], re.MULTILINE))
    tags = ", ".join(TAGS[option] for option in given if option in TAGS)
    lines = [f":tags: [{tags}]", ""] if tags else []
    indent = len(cell["indent"])
    code = [line[indent:] for line in cell["code"].splitlines()]
    return "\n".join(["```{code-cell} python3", *lines, *code, "```"])
