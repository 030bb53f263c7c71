"""What a search knows of numbers: where each is derived, and what only an edition prints.

Sphinx's own index says which pages hold a term. This one says where on them a number comes
from, so that a reader who types it gets there at once. Both are scripts, because a page
that was opened from a disk may load nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lenet_docs.sphinxext.ledger.entry_html import title
from lenet_docs.sphinxext.search._places import PagePlaces, Place, Places
from lenet_docs.sphinxext.search._terms import number_terms

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from lenet_docs.ledger import Entry
    from lenet_docs.sphinxext.ledger.accounts import Accounts

__all__ = ["index", "reading_order"]

LONGEST = 150
"""How many characters of a derivation are shown."""

SHORTEST_STEP = 3
"""With fewer digits, a step of a derivation stands in too many to be looked for."""

ORIGINS = ("derived", "given", "function")

Located = tuple[str, Place]
"""A page, and a place on it."""


def index(env: BuildEnvironment, accounts: Accounts, ledger: str) -> str:
    """Return the index as a script; `ledger` is the page of the ledger."""
    return f"window.bookNumbers={_Index(env, accounts, ledger).text()};\n"


def reading_order(env: BuildEnvironment) -> list[str]:
    """Return all pages as a reader turns them; the front page, which repeats, comes last."""
    first, *others = dict.fromkeys([*env.collect_relations(), *sorted(env.found_docs)])
    return [*others, first]


class _Index:
    """The index, with every page and every place written once."""

    def __init__(self, env: BuildEnvironment, accounts: Accounts, ledger: str) -> None:
        self._env = env
        self._accounts = accounts
        self._ledger = ledger
        self._pages = reading_order(env)
        self._order = {page: number for number, page in enumerate(self._pages)}
        self._headings: dict[str, int] = {}
        self._places: dict[tuple[int, str, int], int] = {}
        self._where = {key: self._located(entry) for key, entry in accounts.entries.items()}
        self._keys = sorted(accounts.entries, key=self._importance)
        self._numbers = {key: number for number, key in enumerate(self._keys)}

    def text(self) -> str:
        """Return the index as JSON."""
        entries = [self._accounts.entries[key] for key in self._keys]
        found: dict[str, Any] = {
            "ledger": self._order[self._ledger],
            "pages": [[page, self._env.titles[page].astext()] for page in self._pages],
            "numbers": [self._number(entry) for entry in entries],
            "steps": self._steps(entries),
            "printed": list(self._printed()),
            "captions": [
                [each.words, self._place(page, each.place)]
                for page in self._pages
                for each in self._of(page).captions
            ],
        }
        found["places"] = [list(place) for place in self._places]
        found["headings"] = list(self._headings)
        return json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    # -- places -----------------------------------------------------------------------------

    def _of(self, page: str) -> PagePlaces:
        return Places.by_page(self._env)[page]

    def _place(self, page: str, place: Place) -> int:
        """Return the number of a place."""
        heading = self._headings.setdefault(place.heading, len(self._headings))
        known = (self._order[page], place.anchor, heading)
        return self._places.setdefault(known, len(self._places))

    def _located(self, entry: Entry) -> list[Located]:
        """Return where a number stands: where it is derived, then the best place a page."""
        found = [(use.page, self._of(use.page).numbers[use.anchor]) for use in entry.uses]
        chapter = self._env.config.numbers_chapters.get(entry.owner, "")
        best = min(found, key=lambda each: self._rank(each, chapter))
        others = self._once_a_page(found, chapter)
        return [best, *(each for each in others if each[0] != best[0])]

    def _once_a_page(self, found: Iterable[Located], chapter: str) -> list[Located]:
        by_page: dict[str, Located] = {}
        for each in sorted(found, key=lambda each: self._rank(each, chapter)):
            by_page.setdefault(each[0], each)
        return sorted(by_page.values(), key=lambda each: self._order[each[0]])

    def _rank(self, located: Located, chapter: str) -> tuple[bool, bool, bool, int]:
        page, place = located
        return (not place.shows_steps, place.is_folded, page != chapter, self._order[page])

    # -- numbers ----------------------------------------------------------------------------

    def _importance(self, key: str) -> tuple[object, ...]:
        """Order numbers: what is derived for all to see, then as a reader meets them."""
        entry, (page, place) = self._accounts.entries[key], self._where[key][0]
        return (
            ORIGINS.index(entry.origin),
            not place.shows_steps,
            place.is_folded,
            entry.owner not in self._env.config.numbers_chapters,
            self._order[page],
            -len(entry.uses),
            key,
        )

    def _number(self, entry: Entry) -> list[object]:
        """Return what is told of a number; what can be left out comes last."""
        own = number_terms(entry.shown)
        # Rounded, or as a share, it looks different on the pages.
        others = {
            term: None
            for use in entry.uses
            for term in number_terms(use.shown)
            if term not in own and "=" not in use.shown
        }
        return [
            entry.shown,
            title(entry),
            entry.key,
            self._accounts.anchors[entry.key],
            [self._place(*each) for each in self._where[entry.key]],
            _in_a_line(entry) if entry.origin == "derived" else entry.origin,
            " ".join(others),
        ]

    def _steps(self, entries: Sequence[Entry]) -> Mapping[str, list[int]]:
        """Return, of what stands only within derivations, in which."""
        known = {term for entry in entries for term in number_terms(entry.shown)}
        found: dict[str, list[int]] = {}
        for number, entry in enumerate(entries):
            for term in dict.fromkeys(number_terms(entry.text)):
                if term not in known and sum(map(str.isdigit, term)) >= SHORTEST_STEP:
                    found.setdefault(term, []).append(number)
        return found

    # -- print ------------------------------------------------------------------------------

    def _printed(self) -> Iterator[list[object]]:
        """Yield each figure that looks different from what is derived, with where it stands."""
        figures: dict[tuple[str, str, str], list[Located]] = {}
        for page in self._pages:
            for each in self._of(page).printed:
                figures.setdefault((each.key, each.printed, each.where), []).append(
                    (page, each.place)
                )
        derived = self._derived()
        for (key, printed, where), located in sorted(figures.items()):
            entry = derived.get(key)
            if entry and set(number_terms(printed)) <= set(number_terms(entry.shown)):
                continue
            chapter = self._env.config.numbers_chapters.get(entry.owner, "") if entry else ""
            found = self._once_a_page(located, chapter)
            found.sort(key=lambda each: each[0] != chapter)
            number = self._numbers[entry.key] if entry else -1
            yield [printed, where, number, [self._place(*each) for each in found]]

    def _derived(self) -> Mapping[str, Entry]:
        """Return what is derived, by the keys under which print is recorded."""
        found: dict[str, Entry] = {}
        for key in self._keys:
            for comparison in self._accounts.entries[key].comparisons:
                found.setdefault(comparison.key, self._accounts.entries[key])
        return found


def _in_a_line(entry: Entry) -> str:
    """Return a derivation in one line: the symbols give way where there is no room for all.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> from lenet_docs.ledger import described
    >>> _in_a_line(described("S2.width", lenet5()["S2"].width))
    'W_S2 = W_C1 / K = 28 / 2 = 14'
    """
    if len(entry.values) > 1:
        return ""
    lines = [" ".join(line.split()) for line in entry.text.splitlines()]
    symbol, sign, _ = lines[0].partition(" = ")
    shorter = [lines, [symbol if sign else lines[0], *lines[1:]], [symbol, *lines[-2:]], lines[-1:]]
    for each in shorter:
        if len(" ".join(each)) <= LONGEST:
            return " ".join(each)
    return ""
