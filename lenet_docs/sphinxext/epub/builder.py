"""The builder: Sphinx's own, but for the package document and the contents."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from sphinx.builders.epub3 import HTML_TAG, Epub3Builder
from sphinx.util.fileutil import copy_asset_file

from lenet_docs.sphinxext.common.book_parts import book_parts
from lenet_docs.sphinxext.epub.cover import IMAGE, PAGE, write_cover
from lenet_docs.sphinxext.epub.mathml import RENDERER
from lenet_docs.sphinxext.epub.pages import used_files
from lenet_docs.sphinxext.settings.configuration import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

__all__ = ["EpubBuilder"]

TEMPLATES = Path(__file__).parent / "templates"


class EpubBuilder(Epub3Builder):
    """Writes the book as an EPUB.

    The pages are Sphinx's. The package document says what each file holds and how
    accessible the book is; its contents follow the parts that the captions of the
    table of contents name.
    """

    math_renderer_name = RENDERER

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Prepare for the pages, but for those that list where names of the code stand."""
        super().prepare_writing(docnames)
        self.domain_indices = []
        language = html.escape(self.config.epub_language)
        self.globalcontext["html_tag"] = HTML_TAG.replace(
            ">", f' lang="{language}" xml:lang="{language}">'
        )

    def handle_finish(self) -> None:
        """Make the cover, leave out what no page uses, and pack the rest."""
        self.get_toc()
        if self.config.epub_picture:
            picture = load("epub_picture", self.config.epub_picture)
            write_cover(Path(self.outdir), self.config, picture)
            self.refnodes.insert(0, {"level": 1, "refuri": PAGE, "text": "Cover"})
        self._drop_unused()
        self.build_mimetype()
        self.build_container()
        self.build_content()
        self.build_navigation_doc()
        self.build_toc()
        self.build_epub()

    def _drop_unused(self) -> None:
        """Remove the files that only a site needs, so that they are not packed."""
        folder = Path(self.outdir)
        pages = (self.get_target_uri(page) for page in self.env.found_docs)
        used = used_files(folder, [*pages, PAGE] if self.config.epub_picture else [*pages])
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.relative_to(folder).as_posix() not in used:
                file.unlink()

    # -- the package document ---------------------------------------------------------------

    def build_content(self) -> None:
        """Write the package document from the template of this folder."""
        with patch.object(self, "template_dir", TEMPLATES):
            super().build_content()

    def content_metadata(self) -> dict[str, Any]:
        """Return what the package document says."""
        folder = Path(self.outdir)
        found = super().content_metadata()
        found["properties"] = {
            page.relative_to(folder).as_posix(): properties
            for page in folder.rglob("*.xhtml")
            if (properties := _properties(page.read_text(encoding="utf-8")))
        }
        if self.config.epub_picture:
            found["cover_image"] = self.make_id(IMAGE)
            found["properties"][IMAGE] = "cover-image"
        found["contents_after"] = 1 if self.config.epub_picture else 0
        found["accessibility"] = html.escape(self.config.epub_accessibility)
        return found

    def toc_metadata(self, level: int, navpoints: Any) -> dict[str, Any]:
        """Return what the contents for old programs say."""
        return {**super().toc_metadata(level, navpoints), "uid": self.config.epub_identifier}

    # -- the contents -----------------------------------------------------------------------

    def build_navigation_doc(self) -> None:
        """Write the contents: the parts, their chapters, and their sections."""
        root = self.config.root_doc
        copy_asset_file(
            TEMPLATES / "nav.xhtml.jinja",
            self.outdir,
            context={
                "lang": html.escape(self.config.epub_language),
                "cover": PAGE if self.config.epub_picture else "",
                "start": {
                    "refuri": html.escape(self.get_target_uri(root)),
                    "text": html.escape(self.env.titles[root].astext()),
                },
                "parts": list(self._parts()),
                "landmarks": [map(html.escape, place) for place in self.config.epub_guide],
            },
            force=True,
        )
        self.files.append("nav.xhtml")

    def _parts(self) -> Iterator[dict[str, Any]]:
        """Yield the parts of the book, each with the entries of its chapters."""
        entries = {entry["refuri"]: entry for entry in self._nested()}
        for part in book_parts(self.env):
            addresses = [self.get_target_uri(page) for page in part.pages]
            chapters = [entries[each] for each in addresses if each in entries]
            if chapters:
                yield {"title": html.escape(part.title), "chapters": chapters}

    def _nested(self) -> list[dict[str, Any]]:
        """Return the entries of the contents, each with those below it."""
        top: list[dict[str, Any]] = []
        above: dict[int, list[dict[str, Any]]] = {0: top}
        for each in self.refnodes:
            if each["level"] > self.config.epub_tocdepth:
                continue
            entry = {**each, "below": []}
            above[each["level"] - 1].append(entry)
            above[each["level"]] = entry["below"]
        return top


def _properties(page: str) -> str:
    """Return what an EPUB must say of a page that is more than HTML."""
    return " ".join(kind for kind, tag in (("mathml", "<math"), ("svg", "<svg")) if tag in page)
