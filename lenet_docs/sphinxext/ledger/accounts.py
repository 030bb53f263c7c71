"""The ledger of a site: an entry for every number that its pages show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes

from lenet_docs.ledger import Entry, Use
from lenet_docs.sphinxext.ledger.assessing import Assessor
from lenet_docs.sphinxext.ledger.uses import PageNumber, Uses

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from lenet_docs.sphinxext.ledger.tracing import Signature

__all__ = ["Accounts"]


class Accounts:
    """The ledger of a site, made from what its pages use.

    Parameters
    ----------
    env
        The environment of the build, when every page has been read.
    processes
        How many processes may work at it.
    """

    def __init__(self, env: BuildEnvironment, processes: int = 1) -> None:
        self._env = env
        self._assessor = Assessor(env, processes)
        shown = Uses.by_page(env)
        written = {each.key for page in shown.values() for each in page if not each.quantity}
        self._assessed = dict(self._assessor.of(written))
        self._keys = self._known_keys()
        told = {
            each.key
            for page in shown.values()
            for each in page
            if each.quantity and _signature(each) not in self._keys
        }
        self._own = self._assessor.of_own_expressions(told)
        places: dict[str, list[Use]] = defaultdict(list)
        cells: dict[str, PageNumber] = {}
        self._by_place: dict[tuple[str, str], str] = {}
        for page in sorted(shown):
            for each in shown[page]:
                key = self._key(page, each, cells)
                places[key].append(Use(page, each.anchor, each.shown))
                self._by_place[page, each.anchor] = key
        # Numbers of a network that no page but cells show.
        self._assessed |= self._assessor.of(places.keys() - cells.keys() - self._assessed.keys())
        self.entries: Mapping[str, Entry] = {
            key: replace(self._entry(key, cells), uses=tuple(places[key])) for key in sorted(places)
        }
        """The entries by their keys, sorted."""
        self.anchors: Mapping[str, str] = _anchors(self.entries)
        """The anchor of each entry in the ledger, by its key."""
        self._assessor.remember()

    def on(self, page: str) -> list[str]:
        """Return the keys of what a page shows, in the order in which it first shows them."""
        shown = Uses.by_page(self._env).get(page, [])
        return list(dict.fromkeys(self._by_place[page, each.anchor] for each in shown))

    # -- which entry a number belongs to ----------------------------------------------------

    def _known_keys(self) -> dict[Signature, str]:
        """Return the key of each derivation that has one; pages' own expressions come first."""
        known: dict[Signature, str] = {}
        for key, assessed in self._assessed.items():
            if assessed.signature is not None:
                known.setdefault(assessed.signature, key)
        return {**self._assessor.derived, **known}

    def _key(self, page: str, number: PageNumber, cells: dict[str, PageNumber]) -> str:
        """Return the key of a number, which for a cell may be one that other pages use."""
        if not number.quantity:
            return number.key
        same = _signature(number)
        if same in self._keys:
            return self._keys[same]
        if self._register_if_equal(number.key, same):
            return number.key
        # Other names in cells mean something on their own page only.
        key, further = f"{page}: {number.key}", 1
        while key in cells and cells[key].quantity != number.quantity:
            further += 1
            key = f"{page}: {number.key} ({further})"
        cells[key] = number
        return key

    def _register_if_equal(self, key: str, same: Signature) -> bool:
        """Register a cell's expression as a key if it gives pages the same; return whether."""
        assessed = self._own[key]
        if assessed is None or assessed.signature != same:
            return False
        self._assessed[key] = assessed
        self._keys[same] = key
        return True

    def _entry(self, key: str, cells: Mapping[str, PageNumber]) -> Entry:
        if key in cells:
            return self._assessor.of_cell(key, cells[key].quantity)
        return self._assessed[key].entry


def _signature(number: PageNumber) -> Signature:
    """Return the signature of a quantity that a cell told."""
    told = dict(number.quantity)
    return (told["symbol"], told["owner"], told["name"], told["text"])


def _anchors(keys: Iterable[str]) -> Mapping[str, str]:
    """Return an anchor a key; keys that differ in signs only are told apart by a number."""
    anchors: dict[str, str] = {}
    taken: set[str] = set()
    for key in keys:
        stem = anchor = nodes.make_id(f"entry-{key}")
        further = 1
        while anchor in taken:
            further += 1
            anchor = f"{stem}-{further}"
        taken.add(anchor)
        anchors[key] = anchor
    return anchors
