"""How pages are loaded and protected."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ExtensionError

from lenet_docs.sphinxext.site import policy, style_sheet
from tests.sphinxext.conftest import Build, Built


@pytest.fixture
def site(build: Build) -> Built:
    """Return the small site ``test-site``."""
    return build("site")


def rules(page: BeautifulSoup) -> dict[str, list[str]]:
    """Return the policy of a page."""
    meta = page.select_one("meta[http-equiv='Content-Security-Policy']")
    assert meta is not None
    return {
        name: sources
        for name, *sources in (rule.split() for rule in str(meta["content"]).split("; "))
    }


def loaded(page: BeautifulSoup) -> set[str]:
    """Return the names of the style sheets and scripts that a page loads."""
    links = page.select("link[rel=stylesheet]")
    files = [str(tag["href"]) for tag in links] + [str(tag["src"]) for tag in page.select("[src]")]
    return {file.partition("?")[0].removeprefix("_static/") for file in files}


# -- the policy -------------------------------------------------------------------------


def test_the_policy_comes_before_anything_that_it_is_about(site: Built) -> None:
    """What is loaded earlier, it does not hold for."""
    head = site.page("chapter.html").head
    assert head is not None
    loads = [each.name for each in head.find_all(True)]
    assert loads[: loads.index("link")].count("script") == 0
    names = [each.get("http-equiv") for each in head.select("meta")]
    assert names.index(policy.HEADER) < loads.index("link")


@pytest.mark.parametrize("name", ["index.html", "chapter.html", "genindex.html", "search.html"])
def test_exactly_the_scripts_that_stand_in_a_page_are_allowed(site: Built, name: str) -> None:
    """Each has its hash in the policy, and the policy has no other hash."""
    page = site.page(name)
    standing = {
        base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
        for script in page.select("script:not([src])")
    }
    hashes = [source for source in rules(page)["script-src"] if source != "'self'"]
    assert {f"'sha256-{each}'" for each in standing} == set(hashes)


def test_no_style_stands_in_a_page(site: Built) -> None:
    """The palette, which furo would write into it, is in the style sheet."""
    page = site.page("chapter.html")
    assert page.select("style") == []
    assert rules(page)["style-src"] == ["'self'"]


def test_a_page_may_be_allowed_more(build: Build) -> None:
    """What an extension needs is allowed where it is used, and nowhere else."""
    app = build("site", folder="more").app

    def use(
        app: object, page: str, template: str, context: dict[str, object], tree: object
    ) -> None:
        if page == "words":
            policy.allow(context, "script-src", "'wasm-unsafe-eval'")
            policy.allow(context, "connect-src", "'self'")

    app.connect("html-page-context", use)
    app.build(force_all=True)
    made = Built(app)
    assert "'wasm-unsafe-eval'" in rules(made.page("words.html"))["script-src"]
    assert rules(made.page("words.html"))["connect-src"] == ["'self'"]
    assert "'wasm-unsafe-eval'" not in rules(made.page("chapter.html"))["script-src"]


# -- style sheets and scripts -----------------------------------------------------------


@pytest.mark.parametrize("page", ["chapter.html", "search.html"])
def test_a_page_loads_one_style_sheet_for_all_pages(site: Built, page: str) -> None:
    """Before that of its own."""
    assert heads(site, page)[0] == "_static/book.css"
    assert not {"_static/ours.css", "_static/styles/furo.css"} & set(heads(site, page))


def heads(site: Built, page: str) -> list[str]:
    """Return the style sheets in the head of a page."""
    head = site.page(page).head
    assert head is not None
    return [str(link["href"]).partition("?")[0] for link in head.select("link[rel=stylesheet]")]


def test_the_style_sheet_holds_its_parts_in_their_order(site: Built) -> None:
    """First the theme's, then those of the project, then the palette."""
    text = site.text("_static/book.css")
    parts = (".sidebar-drawer", 'url("signs/dot.svg")', "@media print {\np {", "--color-ours")
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert (site.out / "_static" / "signs" / "dot.svg").is_file()


def test_every_file_that_the_style_sheet_loads_is_there(site: Built) -> None:
    """Moving a rule to another folder moves the addresses in it."""
    from lenet_docs.sphinxext.site.style_sheet import URL

    asked = [match["address"] for match in URL.finditer(site.text("_static/book.css"))]
    files = [name for name in asked if not name.startswith(("data:", "#"))]
    assert [name for name in files if not (site.out / "_static" / name).is_file()] == []


@pytest.mark.parametrize(
    ("page", "used", "unused"),
    [
        ("chapter.html", "copybutton.js", "sphinx-design.min.css"),
        ("designed.html", "sphinx-design.min.css", "copybutton.js"),
        ("words.html", "scripts/furo.js", "clipboard.min.js"),
        ("search.html", "searchtools.js", "thebelab.css"),
    ],
)
def test_a_page_loads_what_it_uses(site: Built, page: str, used: str, unused: str) -> None:
    """The buttons that copy code come with code, and other designs than a dropdown with theirs."""
    files = loaded(site.page(page))
    assert used in files
    assert unused not in files


@pytest.mark.parametrize(
    ("style", "error"),
    [
        ('@import "other.css";', "ours.css has @import"),
        (None, "ours.css: there is no such"),
    ],
)
def test_a_style_sheet_that_cannot_be_a_part_is_an_error(
    build: Build, tmp_path: Path, style: str | None, error: str
) -> None:
    """It is missing, or would load another after the page has waited for it."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "print.css").touch()
    if style is not None:
        (tmp_path / "static" / "ours.css").write_text(style)
    static = [str(tmp_path / "static")]
    with pytest.raises(ExtensionError, match=error):
        build("site", folder=f"{tmp_path.name}-site", confoverrides={"html_static_path": static})


def test_a_heavy_selector_that_is_gone_is_reported(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the theme has changed, and what makes its style sheet lighter must follow."""
    monkeypatch.setattr(style_sheet, "LIGHTER", {".gone *": ".gone", ".sidebar-drawer": ".side"})
    made = build("site", folder="lighter")
    warning = "the theme's style sheet has no longer: .gone *"
    assert [each for each in made.complaints if warning in each] == made.complaints != []
    assert ".side{" in made.text("_static/book.css")


def test_other_builders_are_as_they_were(build: Build) -> None:
    """An EPUB's pages have neither the style sheet of the site nor a policy."""
    made = build("site", "epub", folder="epub", confoverrides={"version": "1", "copyright": "1"})
    assert "Content-Security-Policy" not in made.text("chapter.xhtml")
    assert not (made.out / "_static" / "book.css").exists()
