import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ConfigError
from sphinx.testing.util import SphinxTestApp

from lenet_docs.sphinxext.formulas import mathematics
from lenet_docs.sphinxext.formulas.mathematics import Formula, FormulaError, render


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


@pytest.mark.sphinx("html", testroot="mathematics")
def test_one_run_of_node_sets_the_formulas_of_all_pages(
    app: SphinxTestApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many there are, in a book that is read anew."""
    run = Mock(wraps=subprocess.run)
    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(mathematics, "_RENDERED", {})
    app.build(force_all=True)
    run.assert_called_once()


@pytest.mark.sphinx("html", testroot="mathematics")
def test_marks_that_somebody_typed_are_refused(app: SphinxTestApp) -> None:
    """Only a formula that the package has marked is trusted."""
    with pytest.raises(FormulaError, match="htmlExtension"):
        render(app.config, Formula(r"\htmlData{of=1}{6}"))
