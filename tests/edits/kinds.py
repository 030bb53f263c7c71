"""The kinds of edits: at least one for each place from which something comes into the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.edits.project import INSTALLED, Project, differences

__all__ = ["KINDS", "Kind", "check"]

PYTHON, NPM = INSTALLED


@dataclass(frozen=True)
class Kind:
    """A kind of edit.

    Parameters
    ----------
    file
        What is edited; it may be new.
    old, new
        What is replaced, and what by. Without the first, the second is appended.
    installs
        The file that is written when what this edit changes is installed.
    variables
        Variables of the environment that are set.
    """

    file: str = ""
    old: str = ""
    new: str = ""
    installs: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)

    def edited(self, content: bytes | None) -> bytes:
        """Return a file as it is after the edit."""
        old, new = self.old.encode(), self.new.encode()
        if not old:
            return (content or b"") + new
        assert content is not None
        assert content.count(old) == 1, f"{self.file}: {self.old!r} must stand there once"
        return content.replace(old, new)


COMMENT = "# A comment.\n"

KINDS = {
    "a page": Kind("docs/glossary.md", new="\nIt is edited.\n"),
    "a heading that others show": Kind("docs/glossary.md", "# What do the words", "# What would"),
    "a chapter with cells": Kind("docs/layers/c3.md", new="\nIt is edited.\n"),
    "a chapter with results": Kind("docs/network/speed.md", new="\nIt is edited.\n"),
    "a page of the reference": Kind("docs/api/index.md", new="\nIt is edited.\n"),
    "a new page": Kind("docs/new.md", new="---\norphan: true\n---\n\n# A new page\n\nIt is new.\n"),
    "a source in the bibliography": Kind("docs/references.bib", "2278--2324", "2278--2325"),
    "the changelog": Kind("CHANGELOG.md", "### Added\n", "### Added\n\n- An edit.\n"),
    "a results file": Kind("benchmarks/results/speed.toml", "here = 24997", "here = 24998"),
    "a given": Kind("lenet_docs/catalogue.py", "level of a white pixel", "level of white"),
    "a given of a drawing": Kind("lenet_docs/catalogue.py", '"-0.6"', '"-0.5"'),
    "a drawing": Kind(
        "lenet_docs/figures/layers/units.py", "each times its weight", "each by its weight"
    ),
    "a formula": Kind(
        "lenet_docs/layers/convolution.py",
        "self.parameters * (self.height * self.width)",
        "self.parameters * (self.width * self.height)",
    ),
    "a quantity": Kind("lenet_docs/quantity/functions.py", new=COMMENT),
    "a docstring": Kind("lenet_docs/squashing.py", "Return the state of a unit", "Give the state"),
    "a function of the book": Kind(
        "lenet_docs/book/layers/marks.py", "row by row and", "row for row and"
    ),
    "the network": Kind(
        "lenet_docs/network/digits/levels.py", "White becomes", "White then becomes"
    ),
    "a quoted source": Kind(
        "lenet_docs/network/steps/full_connection.py", "Carry back", "Carry it back"
    ),
    "the recalculation": Kind("lenet_docs/recalculation/grid.py", new=COMMENT),
    "a published figure": Kind("lenet_docs/published.toml", new=COMMENT),
    "a figure seen elsewhere": Kind(
        "lenet_docs/book/others/elsewhere.toml", '"60,840"', '"60,841"'
    ),
    "the record of Fig. 3": Kind("lenet_docs/figure3.json", new="\n"),
    "the record of PyTorch": Kind("lenet_docs/pytorch.json", '"2.13.0"', '"2.13.1"'),
    "the schema of the numbers": Kind("lenet_docs/numbers.schema.json", new="\n"),
    "an extension": Kind("lenet_docs/sphinxext/ledger/entry_html.py", '"A given."', '"Given."'),
    "a script": Kind("lenet_docs/sphinxext/formulas/links.js", new="// A comment.\n"),
    "a script of the form": Kind(
        "lenet_docs/sphinxext/recalculation/static/form.js", new="// A comment.\n"
    ),
    "a style sheet of an extension": Kind(
        "lenet_docs/sphinxext/search/static/search.css", new=".edited { color: red; }\n"
    ),
    "a template": Kind(
        "lenet_docs/sphinxext/search/templates/search.html", "A number, or words", "Words, numbers"
    ),
    "a setting of how pages are read": Kind(
        "conf/conf.py", 'member_order = "bysource"', 'member_order = "alphabetical"'
    ),
    "a setting of how pages look": Kind(
        "conf/conf.py", 'html_title = "lenet-docs"', 'html_title = "LeNet"'
    ),
    "the list of names": Kind("conf/names.toml", "as in the paper.", "as the paper has it."),
    "the palette": Kind("conf/palette.toml", "#6a3fa0", "#6a3fa1"),
    "the page for what is not there": Kind("conf/404.html", "Perhaps it has", "It may have"),
    "a style sheet": Kind("conf/static/page.css", new=".edited { color: red; }\n"),
    "a picture": Kind("conf/static/favicon.svg", new="\n"),
    "a new file beside the pages": Kind("conf/static/new.txt", new="It is new.\n"),
    "the package of KaTeX": Kind(
        "conf/node_modules/katex/dist/katex.min.css", new=".edited{color:red}", installs=NPM
    ),
    "the package of Pyodide": Kind(
        "conf/node_modules/pyodide/pyodide.mjs", new="// A comment.\n", installs=NPM
    ),
    "the version": Kind("pyproject.toml", '\nversion = "', '\nversion = "9.', installs=PYTHON),
    "the address of the site": Kind(variables={"LENET_DOCS_URL": "https://book.example/lenet/"}),
    "the address of the sources": Kind(
        variables={"LENET_DOCS_REPOSITORY": "https://github.com/a/b"}
    ),
}


def check(project: Project, kind: Kind) -> None:
    """Make an edit and take it back; each time the site must be that of a clean build.

    Parameters
    ----------
    project
        A copy. It is built if it is not yet, and afterwards it is as it was.
    kind
        The edit.

    Raises
    ------
    AssertionError
        If files of the site are not the same, or the edit shows nowhere.
    """
    project.make("html")
    before = project.files()
    content = project.read(kind.file) if kind.file else None
    try:
        if kind.file:
            _write(project, kind, kind.edited(content))
        project.make("html", **kind.variables)
        edited = project.files()
        assert edited != before, "the edit shows nowhere, so it tests nothing"
        with project.nothing_built():
            project.make("html", **kind.variables)
            clean = project.files()
        assert differences(clean, edited) == set()
    except BaseException:
        project.clean()
        raise
    finally:
        if kind.file:
            _write(project, kind, content)
    project.make("html")
    after = project.files()
    if after != before:
        project.clean()
    assert differences(before, after) == set()


def _write(project: Project, kind: Kind, content: bytes | None) -> None:
    project.write(kind.file, content)
    if kind.installs:
        project.write(kind.installs, b"")
        # npm's packages are installed behind Python's.
        project.write(NPM, b"")
