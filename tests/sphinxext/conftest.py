"""How the tests of the extension build a project."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sphinx.testing.util import SphinxTestApp


@dataclass(frozen=True)
class Built:
    """A project that was built."""

    app: SphinxTestApp

    @property
    def out(self) -> Path:
        """The folder that holds the result."""
        return Path(self.app.outdir)

    @property
    def complaints(self) -> list[str]:
        """The warnings and errors, each without the folder of its file."""
        log = re.sub(r"\x1b\[[\d;]*m", "", self.app.warning.getvalue())  # the colours
        return log.replace(f"{self.app.srcdir}/", "").splitlines()

    def text(self, name: str) -> str:
        """Return a file of the result."""
        return (self.out / name).read_text(encoding="utf-8")

    def page(self, name: str) -> BeautifulSoup:
        """Return a page of the result as a tree."""
        return BeautifulSoup(self.text(name), "html.parser")


Build = Callable[..., Built]


@pytest.fixture
def build(
    make_app: Callable[..., SphinxTestApp], sphinx_test_tempdir: Path, rootdir: Path
) -> Build:
    """Return a function that builds a project of ``tests/roots`` in a folder of its own."""

    def built(
        root: str,
        builder: str = "html",
        pages: Mapping[str, str] | None = None,
        folder: str = "",
        **options: object,
    ) -> Built:
        # Tests that say what folder they want may say the same of different projects.
        source = Path(sphinx_test_tempdir) / root / (folder or "project")
        if not (source / "conf.py").exists():
            shutil.copytree(rootdir / f"test-{root}", source)
        for name, text in (pages or {}).items():
            (source / name).parent.mkdir(exist_ok=True)
            (source / name).write_text(text, encoding="utf-8")
        app = make_app(builder, srcdir=source, **options)
        app.build()
        return Built(app)

    return built
