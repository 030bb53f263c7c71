"""What to write in the place of a typed number: expressions that print it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Set
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from lenet_docs.sphinxext.numbers.formats import MINUS, real, show
from lenet_docs.sphinxext.numbers.numerals import find
from lenet_docs.sphinxext.settings.configuration import load
from lenet_docs.sphinxext.settings.expression import ExpressionError

if TYPE_CHECKING:
    from sphinx.config import Config

    from lenet_docs.sphinxext.numbers.numerals import Numeral

__all__ = ["suggestions"]

MOST = 3
"""How many suggestions are enough."""

SMALL = 12
"""Up to this, a number of the page is likely to be the same by chance."""


def suggestions(config: Config, page: str, numeral: Numeral, used: Set[str]) -> list[str]:
    """Return a few expressions that print `numeral`, each with its format.

    They are of what the page is about: its own chapter, what it imports, and numbers that it
    uses. Small numbers agree by chance too often, so of what is used only the same will do.

    Parameters
    ----------
    config
        The settings.
    page
        The page.
    numeral
        The numeral that was typed.
    used
        The expressions of the page, and the names that its cells import.
    """
    if not config.numbers_vocabulary or numeral.value is None:
        return []
    own = {name for name, chapter in config.numbers_chapters.items() if chapter == page}
    near = set(own)
    if numeral.value > SMALL:
        near |= {expression.partition(".")[0] for expression in used}
    spec = _format(numeral)
    found = [
        expression
        for expression, value in _numbers(config.numbers_vocabulary).items()
        if (expression in used or expression.partition(".")[0] in near)
        and _prints(value, spec, numeral)
    ]
    found.sort(key=lambda each: (each not in used, each.partition(".")[0] not in own, len(each)))
    return [f"{expression} as {spec}" if spec else expression for expression in found[:MOST]]


def _format(numeral: Numeral) -> str:
    """Return the format that writes a number in the manner of `numeral`."""
    _, point, decimals = numeral.text.partition(".")
    places = sum(sign.isdecimal() for sign in decimals)
    match numeral.manner:
        case "words":
            return "Words" if numeral.text[0].isupper() else "words"
        case "percent":
            return f"percent {places}" if point else "percent"
        case "digits":
            return f"round {places}" if point else ""
        case manner:
            return manner


def _prints(value: object, spec: str, numeral: Numeral) -> bool:
    """Return whether `value`, shown in a format, can be read as `numeral`."""
    try:
        shown = show(value, spec).text
    except ExpressionError:
        return False
    return MINUS not in shown and [each.value for each in find(shown)] == [numeral.value]


@cache
def _numbers(setting: str) -> Mapping[str, object]:
    """Return the numbers that a short expression gives, by expression."""
    names: Mapping[str, Any] = load("numbers_vocabulary", setting)
    return {
        expression: value
        for name, found in names.items()
        for expression, value in _short(name, found)
        if _is_number(value)
    }


def _short(name: str, found: Any) -> Iterator[tuple[str, object]]:
    """Yield the expressions that begin with a name: itself, its result, or its attributes."""
    # What fails is not suggested; that it fails is of no interest here.
    if inspect.isroutine(found):
        with suppress(Exception):
            yield from _with_items(f"{name}()", found())
    elif _is_number(found) or isinstance(found, tuple):
        yield from _with_items(name, found)
    else:
        for attribute in dir(found):
            if not attribute.startswith("_"):
                with suppress(Exception):
                    yield from _with_items(f"{name}.{attribute}", getattr(found, attribute))


def _with_items(expression: str, value: object) -> Iterator[tuple[str, object]]:
    yield expression, value
    if isinstance(value, tuple):
        yield from ((f"{expression}[{index}]", item) for index, item in enumerate(value))


def _is_number(value: object) -> bool:
    try:
        real(value)
    except ExpressionError:
        return False
    return True
