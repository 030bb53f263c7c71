import json
import shutil
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ConfigError
from sphinx.testing.util import SphinxTestApp
from sphinxcontrib import katex

from lenet_docs.sphinxext.formulas import mathematics

ROOT = Path(__file__).parents[3]


@pytest.mark.sphinx("html", testroot="mathematics")
def test_formulas_are_set_while_the_book_is_built(app: SphinxTestApp) -> None:
    """Each formula arrives in the page as HTML to look at and MathML to listen to."""
    app.build()
    page = BeautifulSoup((app.outdir / "index.html").read_text(), "html.parser")
    assert len(page.select(".math .katex-html")) == 2
    assert [source.text.strip() for source in page.select(".math math annotation")] == [
        r"6 \times 26",
        r"6 \times 26 = 156",
    ]


@pytest.mark.sphinx("html", testroot="mathematics")
def test_the_site_brings_its_own_style_sheet_and_fonts(app: SphinxTestApp) -> None:
    """Every font that KaTeX's style sheet asks for is a file of the site, in one format."""
    app.build()
    folder = app.outdir / "_static" / "katex"
    asked = {
        part.split(")")[0] for part in (folder / "katex.min.css").read_text().split("url(")[1:]
    }
    assert asked == {f"fonts/{font.name}" for font in (folder / "fonts").iterdir()}
    assert {Path(name).suffix for name in asked} == {".woff2"}


@pytest.mark.sphinx("html", testroot="mathematics")
def test_a_formula_that_katex_cannot_set_is_a_warning_with_its_place(app: SphinxTestApp) -> None:
    """The warning names file and line, and the page shows the source instead of red text."""
    app.build(force_all=True)
    assert "broken.rst:8: WARNING: KaTeX parse error" in app.warning.getvalue()
    page = BeautifulSoup((app.outdir / "broken.html").read_text(), "html.parser")
    assert [code.string for code in page.select("code.literal")] == [r"\frac{1"]
    assert len(page.select(".math .katex")) == 1


def test_a_missing_package_says_how_to_install_it(
    make_app: Callable[..., SphinxTestApp], sphinx_test_tempdir: Path, rootdir: Path
) -> None:
    """Without the npm packages the build stops at once."""
    source = sphinx_test_tempdir / "missing"
    shutil.copytree(rootdir / "test-mathematics", source)
    with pytest.raises(ConfigError, match="`make install` makes it"):
        make_app("html", srcdir=source, confoverrides={"katex_package": "/nowhere"})


def test_style_sheet_and_renderer_are_of_one_release() -> None:
    """The KaTeX that writes the HTML is the KaTeX whose style sheet shows it."""
    lock = json.loads((ROOT / "conf" / "package-lock.json").read_text())
    assert lock["packages"]["node_modules/katex"]["version"] == katex.katex_version


def of_forked_process(number: int) -> tuple[int, str]:
    """Return the node process that a process talks to, and a formula that it had set."""
    return mathematics.Server.get().process.pid, mathematics.render(rf"x_{{\text{{n{number}n}}}}")


@pytest.mark.sphinx("html", testroot="mathematics")
def test_processes_share_node_and_no_connection(app: SphinxTestApp) -> None:
    """Whoever is forked gets its own answers from the process that was there before."""
    before = mathematics.render(r"x_{\text{n0n}}")
    with get_context("fork").Pool(3) as processes:
        found = processes.map(of_forked_process, range(60), chunksize=5)
    assert {node for node, _ in found} == {mathematics.Server.get().process.pid}
    assert [written for _, written in found] == [before.replace("n0n", f"n{n}n") for n in range(60)]


@pytest.mark.sphinx("html", testroot="mathematics")
def test_marks_that_somebody_typed_are_refused(app: SphinxTestApp) -> None:
    """Only a formula that the package has marked is trusted, however often it is set."""
    with pytest.raises(katex.KaTeXError, match="htmlExtension"):
        mathematics.render_strictly(r"\htmlData{of=1}{6}")
