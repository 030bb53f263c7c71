"""What is remembered of each page: collected when it is read, kept with the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from sphinx.environment.collectors import EnvironmentCollector

if TYPE_CHECKING:
    from collections.abc import Set

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["PageState"]

State = TypeVar("State")


class PageState(EnvironmentCollector, Generic[State]):
    """Collects something of each page; a page of which there is nothing is not listed."""

    name: ClassVar[str]
    """Under which the environment keeps it, from build to build."""

    def collect(self, app: Sphinx, doctree: nodes.document) -> State | None:
        """Return what is to be remembered of the page that has been read."""
        raise NotImplementedError

    @classmethod
    def by_page(cls, env: BuildEnvironment) -> dict[str, State]:
        """Return what is remembered of every page."""
        found: dict[str, State] = vars(env).setdefault(cls.name, {})
        return found

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Remember a page."""
        self.clear_doc(app, app.env, app.env.docname)
        found = self.collect(app, doctree)
        if found is not None:
            self.by_page(app.env)[app.env.docname] = found

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a page."""
        self.by_page(env).pop(docname, None)

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment
    ) -> None:
        """Take over the pages that another process has read."""
        theirs = self.by_page(other)
        self.by_page(env).update({name: theirs[name] for name in docnames & theirs.keys()})
