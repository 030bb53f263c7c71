"""Finds number words in disguise: what reads as one, and is written so that no search finds it.

Letters of other alphabets that look like Latin ones, invisible characters within a word,
letters with spaces or signs between them, and signs that picture a number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import combinations

__all__ = ["disguises"]

THIN = "\u2006-\u200a\u202f"
"""Spaces so thin that a word with one inside looks whole."""

SUSPECT = re.compile(
    rf"(?:\S|[{THIN}])*(?:[^\x00-\x7f]|[A-Za-z][-._'*/~+|][A-Za-z]|_|[a-z][A-Z])(?:\S|[{THIN}])*"
)
"""What is looked at closely. Most of a text is plain words."""

LETTER_BY_LETTER = re.compile(r"(?<![^\W_])[^\W\d_](?:[\W_]{1,3}[^\W\d_](?![^\W_])){2,}")

FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Characters that count as letters or signs, and are blank."""

TURNED = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that have a text read from right to left."""

NAMED_LETTER = re.compile(r"LATIN .*LETTER (?:.* )?([A-Z])(?: WITH .*)?")
PICTURE = re.compile(
    "DIE FACE|KEYCAP|DOMINO TILE|PLAYING CARD|MAHJONG TILE|CLOCK FACE|HUNDRED POINTS|LETTER TONE|"
    "LETTER TWO|BRAILLE PATTERN DOTS"
)

GREEK_MOST = 2
"""How many letters a word with Greek ones may have: formulas in prose (ΔW, μm) have no more."""


def disguises(text: str, holds_numeral: Callable[[str], object]) -> Iterator[tuple[int, int]]:
    r"""Yield where a text holds numbers in disguise.

    Examples
    --------
    >>> holds_six = re.compile(r"\bsix\b").search
    >>> def found(text):
    ...     return [ascii(text[start:end]) for start, end in disguises(text, holds_six)]
    >>> found("s\u0456x maps, s-i-x maps, s i x maps, sixMaps, \u2685")
    ["'s\\u0456x'", "'s-i-x'", "'sixMaps'", "'\\u2685'", "'s i x'"]
    >>> found("six, Sinn, \u0394W")
    []
    """
    tokens: set[int] = set()
    for found in SUSPECT.finditer(text):
        token = found[0].rstrip(",.;:!?)")
        if not holds_numeral(token) and (
            _is_foreign(token) or _pictures(token) or any(map(holds_numeral, _readings(token)))
        ):
            end = found.start() + len(token)
            tokens.update(range(found.start(), end))
            yield found.start(), end
    for found in LETTER_BY_LETTER.finditer(text):
        if holds_numeral(found[0]):
            continue
        letters = re.sub(r"[\W_]", "", found[0])
        if _holds_within(letters, holds_numeral) and tokens.isdisjoint(range(*found.span())):
            yield found.span()


def _holds_within(letters: str, holds_numeral: Callable[[str], object]) -> bool:
    """Return whether a word stands somewhere among letters without spaces."""
    places = range(len(letters) + 1)
    return any(holds_numeral(letters[start:end]) for start, end in combinations(places, 2))


def _readings(token: str) -> Iterator[str]:
    """Yield what a reader may take a token for."""
    plain = _plain(re.sub(f"[{THIN}]", "", token))
    yield plain
    yield re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", plain)
    yield re.sub(r"(?<=[^\W\d])[-‐‑·._'’*/~+|]+(?=[^\W\d])", "", plain)


def _plain(token: str) -> str:
    """Return a token without marks and invisible characters, in Latin letters where it can be."""
    return "".join(
        _latin(sign)
        for sign in unicodedata.normalize("NFKD", token)
        if unicodedata.category(sign) not in {"Cf", "Mn", "Me"} and sign not in FILLERS
    )


def _latin(sign: str) -> str:
    if sign.isascii():
        return sign
    letter = NAMED_LETTER.fullmatch(unicodedata.name(sign, ""))
    return letter[1] if letter else sign


def _is_foreign(token: str) -> bool:
    """Return whether a word holds letters of another alphabet, or is read the other way."""
    if TURNED & set(token):
        return True
    for word in re.findall(r"[^\W\d_]+", _plain(token)):
        scripts = {unicodedata.name(sign, "").split(" ")[0] for sign in word}
        most = GREEK_MOST if scripts <= {"GREEK", "LATIN"} else 1
        if scripts != {"LATIN"} and len(word) > most:
            return True
    return False


def _pictures(token: str) -> bool:
    return any(sign.isnumeric() or PICTURE.search(unicodedata.name(sign, "")) for sign in token)
