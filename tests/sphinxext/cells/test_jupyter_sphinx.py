"""The faults of jupyter-sphinx, as they were seen, and that each is mended.

Stale numbers: test_freshness. Values in the running text: test_roles. Cells that fail, that
must and do not, and that take too long: test_cells. Scripts from elsewhere: test_offline. The
notebooks of the whole book: test_notebooks. All others stand here.
"""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path

import pytest
from jupyter_sphinx import execute

from tests.sphinxext.conftest import Build, Built

ROOT = Path(__file__).parents[3]

IMAGE = """# Image

```{jupyter-execute}
%s
from IPython.display import SVG

SVG('<svg xmlns="http://www.w3.org/2000/svg"/>')
```
"""


@pytest.fixture
def shown(build: Build, capfd: pytest.CaptureFixture[str]) -> Built:
    """Return a project whose cells show what cells can show."""
    built = build("cells-outputs")
    # The kernel writes past Sphinx; its words about TCP would stand in every log.
    assert (built.complaints, capfd.readouterr().err) == ([], "")
    return built


def test_what_cells_show_is_shown(shown: Built) -> None:
    """Markdown is set, an image is a figure with words, a number and a caption, and can be named.

    The cells run in an empty folder, where no file of the build can be met.
    """
    page = shown.page("index.html")
    outputs = page.select(".cell_output")
    assert str(outputs[0].strong) == "<strong>bold</strong>"
    assert "[]" in outputs[2].text
    (figure,) = page.select("figure#fig-square")
    assert figure.figcaption is not None
    assert "Fig. 1 A square, drawn." in " ".join(figure.figcaption.text.split())
    (image,) = figure.select("img")
    assert image["alt"] == "A square."
    assert (shown.out / str(image["src"])).is_file()
    assert [link.text for link in page.select('a.reference[href="#fig-square"]')] == ["Fig. 1"]


def test_a_page_is_a_notebook_with_its_prose(shown: Built) -> None:
    """It holds text, mathematics, tables and the cells that the page hides, in order."""
    made = json.loads(shown.text("_notebooks/index.ipynb"))
    cells = [(cell["cell_type"], "".join(cell["source"])) for cell in made["cells"]]
    assert cells[0] == (
        "markdown",
        "# What cells show\n\nFig. 1 is a figure; *a\\_b* costs 1 \\$.",
    )
    assert cells[3] == ("code", "import os\n\nprint(os.listdir())")
    assert cells[4] == (
        "markdown",
        "| left | right |\n| --- | --- |\n| $x \\mid y$ | one |\n\n**1.** Do it.",
    )
    assert cells[5:] == [("code", 'print("done")'), ("markdown", "**2.** $n$ times.")]
    assert [cell["id"] for cell in made["cells"]] == [f"index-{n}" for n in range(1, 8)]
    assert str(shown.app.srcdir) not in json.dumps(made)
    script = shown.text("_notebooks/index.py")
    assert script.startswith("# %% [markdown]\n# # What cells show\n")
    compile(script, "index.py", "exec")


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ("", "This cell makes an image; say in its option :alt: what the image shows"),
        (":caption: A square.\n", "which needs :alt: as well"),
        (":alt: A square.\n:name: square\n", "which needs :caption: as well"),
    ],
)
def test_an_image_without_words_is_an_error(build: Build, options: str, fault: str) -> None:
    """Who cannot see an image must be told of it."""
    built = build("cells-outputs", pages={"index.md": IMAGE % options}, folder=f"i{len(options)}")
    assert fault in built.complaints[0]
    assert re.match(r"index\.md:\d+: ERROR", built.complaints[0])


def test_builders_share_what_was_executed(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second builder with the same doctrees shows the same outputs, and executes nothing."""
    build("cells-outputs", folder="shared").app.cleanup()
    monkeypatch.delattr(execute, "executenb")
    built = build("cells-outputs", "text", folder="shared")
    assert built.complaints == []
    assert "done" in built.text("index.txt")
    assert "Download" not in built.text("index.txt")


def test_other_pages_are_built_and_reported(build: Build) -> None:
    """A page with a fault does not keep others from being built, or from being reported."""
    pages = {
        "index.md": "---\norphan: true\n---\n# One\n\n```{jupyter-execute}\n1 / 0\n```\n",
        "other.md": "---\norphan: true\n---\n# Other\n\n```{jupyter-execute}\n{}[0]\n```\n",
        "whole.md": "---\norphan: true\n---\n# Whole\n",
    }
    built = build("cells-outputs", pages=pages, folder="pages", warningiserror=True)
    told = [line for line in built.complaints if "ERROR" in line]
    assert told == [
        "index.md:7: ERROR: This cell fails: ZeroDivisionError: division by zero",
        "other.md:7: ERROR: This cell fails: KeyError: 0",
    ]
    assert "Whole" in built.text("whole.html")
    assert built.app.statuscode == 1


def test_a_cell_has_a_minute(shown: Built) -> None:
    """A cell that never ends ends the build: nothing has to be set."""
    assert shown.app.config.cells_timeout == 60


def test_our_layer_uses_nothing_that_sphinx_gives_up(build: Build) -> None:
    """What jupyter-sphinx uses is pinned; what we use is not on its way out."""
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        build("cells-outputs", folder="deprecated")
    ours = str(ROOT / "lenet_docs")
    assert [str(each.message) for each in found if each.filename.startswith(ours)] == []


def test_the_colours_of_cells_follow_the_theme() -> None:
    """No colour of a cell is fixed: each is a variable, which has a value for light and dark."""
    style = (ROOT / "conf" / "static" / "cells.css").read_text(encoding="utf-8")
    colours = re.findall(r"(?:^|[\s;{])(?:[\w-]*color|background|border[\w-]*):\s*([^;]+);", style)
    assert any("var(--color" in each for each in colours)
    fixed = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(|\b(?:white|black|red|grey|gray)\b")
    assert [each for each in colours if fixed.search(each)] == []
