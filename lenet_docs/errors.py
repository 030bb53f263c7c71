"""The errors that the package raises for bad input."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class LenetDocsError(ValueError):
    """Base of every error that the package raises for bad input."""


class QuantityError(LenetDocsError):
    """A quantity was built from, or asked for, something that it cannot be."""


class ArchitectureError(LenetDocsError):
    """A network, a layer or a connection table that cannot exist.

    The message names the layer, says what was wrong and what would be right.

    Parameters
    ----------
    message
        The message.
    layer
        The layer that cannot be as it is, for programs that show the message beside it.
    setting
        The argument of the layer's class that is to blame, such as ``"kernel"``.

    Examples
    --------
    >>> from lenet_docs import Architecture, Convolution, Input
    >>> Architecture("tiny", Input(4, 4), [Convolution("C1", maps=1, kernel=5)])
    Traceback (most recent call last):
    lenet_docs.errors.ArchitectureError: C1: the kernel is 5 high, but input is only 4 high; \
choose a kernel height of at most 4
    """

    def __init__(self, message: str, *, layer: str = "", setting: str = "") -> None:
        super().__init__(message)
        self.layer = layer
        self.setting = setting


class SettingsError(LenetDocsError):
    """A shared text describes no settings: it is of another version, or was cut."""


class PublishedError(LenetDocsError):
    """The record of printed figures is malformed, or has no such figure."""


class NetworkError(LenetDocsError):
    """A network cannot be built, or cannot do what is asked with what it is given."""


class DataError(LenetDocsError):
    """A file of MNIST, an array of pixels, a picture or a file of weights cannot be used.

    The message names the file or the array, says what was wrong and what would be right.
    """


LONGEST = 60
"""How many characters of a value a message shows."""


def shown(value: object) -> str:
    r"""Return a value as a message shows it: on one line, and not too long.

    Examples
    --------
    >>> shown("a\nb"), shown([0] * 1000)
    ("'a\\nb'", '[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,...')
    """
    try:
        text = " ".join(repr(value).split())
    except (ValueError, RecursionError):  # more digits or brackets than Python writes
        return f"{type(value).__name__} too large to show"
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


MOST = 24
"""How many known names a message lists: beyond that nobody reads them."""


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Return the message for an unknown `name`, with the nearest known names.

    Examples
    --------
    >>> unknown("layer", "c3", ["C1", "S2", "C3"])
    "there is no layer 'c3'; did you mean 'C3'? known: C1, S2, C3"
    """
    names = list(dict.fromkeys(known))
    folded = {candidate.casefold(): candidate for candidate in names}
    near = difflib.get_close_matches(str(name)[:LONGEST].casefold(), folded, n=1, cutoff=0.6)
    hint = f"did you mean '{folded[near[0]]}'? " if near else ""
    some = names if len(names) <= MOST else [*names[:MOST], f"and {len(names) - MOST} more"]
    return f"there is no {what} {shown(name)}; {hint}known: {', '.join(some)}"
