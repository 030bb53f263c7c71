"""Every notebook and script that the site offers runs, and shows what the page shows."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbclient import NotebookClient
from traitlets.config import Config

AT_ONCE = 2


@pytest.fixture(scope="module")
def notebooks(site: Path) -> dict[str, Path]:
    """Return every notebook of the site by its page."""
    folder = site / "_notebooks"
    return {str(f.relative_to(folder).with_suffix("")): f for f in folder.rglob("*.ipynb")}


def read(file: Path) -> Any:
    """Return a notebook."""
    return nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]


def shown(notebook: Any) -> Iterator[tuple[str, str]]:
    """Yield what each cell shows as plain text, behind the cell's name."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output["output_type"] == "error":
                yield cell.id, f"{output['ename']}: {output['evalue']}"
            elif output["output_type"] == "stream":
                # What a shell says ends its lines as a terminal does.
                yield cell.id, output["text"].replace("\r\n", "\n")
            else:
                yield cell.id, output["data"].get("text/plain", "")


async def run(
    file: Path, folder: Path, turns: asyncio.Semaphore
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return what a notebook shows, and what it shows when it is run from top to bottom."""
    notebook = read(file)
    promised = list(shown(notebook))
    folder.mkdir(parents=True)
    client = NotebookClient(
        notebook,
        timeout=60,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
        config=Config(KernelManager={"transport": "ipc", "ip": str(folder / "kernel")}),
    )
    async with turns:
        await client.async_execute()
    return promised, list(shown(notebook))


def test_every_page_with_cells_offers_its_notebook(site: Path, notebooks: dict[str, Path]) -> None:
    """Where a page shows cells, it links to a notebook and a script, and these are there."""
    offered = {}
    for path in site.rglob("*.html"):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        links = [str(link["href"]) for link in page.select("p.downloads a[download]")]
        assert bool(page.select("article .jupyter_container")) == bool(links)
        if links:
            offered[str(path.relative_to(site).with_suffix(""))] = links
            assert [(path.parent / link).is_file() for link in links] == [True, True]
    assert offered.keys() == notebooks.keys()
    assert offered


def test_every_notebook_is_valid(notebooks: dict[str, Path]) -> None:
    """Jupyter's own schema accepts each, and no cell has the name of another."""
    for file in notebooks.values():
        notebook = read(file)
        nbformat.validate(notebook)
        names = [cell.id for cell in notebook.cells]
        assert len(names) == len(set(names))


def test_no_notebook_tells_where_it_was_made(notebooks: dict[str, Path]) -> None:
    """No path of the machine that built the site stands in it."""
    for file in notebooks.values():
        for text in (file.read_text(encoding="utf-8"), file.with_suffix(".py").read_text("utf-8")):
            assert str(Path(__file__).parents[1]) not in text
            assert str(Path.home()) not in text


def test_every_notebook_runs_from_top_to_bottom(
    notebooks: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a fresh kernel and an empty folder, each shows what its page shows."""
    # Where the package is installed, its command is found.
    programs = str(Path(sys.executable).parent)
    monkeypatch.setenv("PATH", programs, prepend=os.pathsep)

    async def run_all() -> Any:
        turns = asyncio.Semaphore(AT_ONCE)
        runs = (run(file, tmp_path / page, turns) for page, file in notebooks.items())
        return await asyncio.gather(*runs)

    for page, (promised, computed) in zip(notebooks, asyncio.run(run_all()), strict=True):
        assert promised == computed, page


def test_every_script_runs(notebooks: dict[str, Path], tmp_path: Path) -> None:
    """IPython runs each script to its end."""

    def run_script(file: Path) -> str:
        command = [sys.executable, "-m", "IPython", "--no-banner", str(file.with_suffix(".py"))]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        return f"{done.stdout[-500:]}{done.stderr[-500:]}" if done.returncode else ""

    with ThreadPoolExecutor(AT_ONCE) as pool:
        failures = dict(zip(notebooks, pool.map(run_script, notebooks.values()), strict=True))
    assert {page: words for page, words in failures.items() if words} == {}
