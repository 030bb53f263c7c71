import pytest
from bs4 import BeautifulSoup
from sphinx.testing.util import SphinxTestApp


@pytest.mark.sphinx("html", testroot="offline")
def test_pages_load_only_files_of_the_site_that_they_use(app: SphinxTestApp) -> None:
    """jupyter-sphinx's scripts and style sheets go, a CDN's too, and the project's own stay."""
    app.build()
    page = BeautifulSoup((app.outdir / "index.html").read_text(), "html.parser")
    loaded = {str(tag["src"]).split("?")[0] for tag in page.select("script[src]")}
    loaded |= {str(tag["href"]).split("?")[0] for tag in page.select("link[rel=stylesheet]")}
    assert "_static/ours.css" in loaded
    assert "_static/ours.js" in loaded
    assert {
        name for name in loaded if "//" in name or "jupyter" in name or "thebe" in name
    } == set()
