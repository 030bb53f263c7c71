"""Finds the numerals of a text: digits of every kind, and the English number words.

*One* is not among them. It is an article or a pronoun more often than a count
("one of the maps", "the one that"), and no rule tells these apart. Nor are words that
order (*first*, *third*), and *both*, *pair*, *single*: they count nothing anew.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from lenet_docs.sphinxext.numbers.disguises import disguises

__all__ = ["Numeral", "find"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral: how it is written, where, and what it stands for.

    Parameters
    ----------
    text
        The numeral, with the percent sign behind it if there is one.
    start
        Where it begins in the text that was searched. It ends ``len(text)`` later.
    value
        The number, or ``None`` where the word does not tell (*dozens*, *halved*).
    manner
        How it is written: ``digits``, ``percent``, ``words``, ``often`` or ``disguised``.
    """

    text: str
    start: int
    value: Fraction | None
    manner: str

    @property
    def end(self) -> int:
        """Where it ends in the text that was searched."""
        return self.start + len(self.text)


def find(text: str) -> Iterator[Numeral]:
    """Yield the numerals of a text from left to right.

    Examples
    --------
    >>> [each.text for each in find("Six maps, 151,600 links: 37.5 % of ½ are twenty-one thousand")]
    ['Six', '151,600', '37.5 %', '½', 'twenty-one thousand']
    >>> [each.text for each in find("One of the first, on the one hand; the second one")]
    []
    >>> [str(each.value) for each in find("two thirds, a quarter, twice, four hundred and six")]
    ['2/3', '1/4', '2', '406']
    """
    hidden = [
        Numeral(text[start:end], start, None, "disguised")
        for start, end in disguises(text, NUMERAL.search)
    ]
    yield from sorted((*_plainly(text), *hidden), key=lambda numeral: numeral.start)


def _plainly(text: str) -> Iterator[Numeral]:
    """Yield the numerals that are written as such."""
    for found in NUMERAL.finditer(text):
        written = found[0]
        kind = found.lastgroup
        if kind not in {"digits", "sign"} and not re.sub(r"\s", "", written).isascii():
            # To Python, a long s and an i without its dot are a small s and i.
            yield Numeral(written, found.start(), None, "disguised")
            continue
        match kind:
            case "digits":
                unit = re.sub(r"^.*\d\s?", "", written, flags=re.DOTALL).lower()
                number = written[: len(written) - len(unit)]
                value = _digits(number)
                if unit in SCALES:
                    yield Numeral(written, found.start(), value * SCALES[unit], "digits")
                elif unit:
                    yield Numeral(written, found.start(), value / 100, "percent")
                else:
                    yield Numeral(written, found.start(), value, "digits")
            case "sign":
                known = _sign(written) if len(written) == 1 else None
                yield Numeral(written, found.start(), known, "digits")
            case "often":
                yield Numeral(written, found.start(), Fraction(OFTEN[written.lower()]), "often")
            case "part":
                yield Numeral(written, found.start(), _part(written), "words")
            case "cardinal":
                yield Numeral(written, found.start(), _cardinal(written), "words")
            case _:
                yield Numeral(written, found.start(), None, "words")


# ---- Words ---------------------------------------------------------------------------------------


def _values(words: str, start: int, step: int = 1) -> dict[str, int]:
    return {word: start + step * place for place, word in enumerate(words.split())}


ONES = _values(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
    start=0,
)
TENS = _values("twenty thirty forty fifty sixty seventy eighty ninety", start=20, step=10)
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
OFTEN = {"once": 1, "twice": 2, "thrice": 3}

ORDINALS = _values(
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    start=3,
) | {"hundredth": 100, "thousandth": 1000, "millionth": 10**6, "quarter": 4, "half": 2}
"""The words of which parts are made. *Second* is none: it only orders, or measures time."""


def _any(words: Iterable[str]) -> str:
    # The longest comes first: among letters no word ends where another begins.
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


GAP = r"(?:\s|-)\s?"
BELOW_HUNDRED = rf"(?:{_any(TENS)}(?:{GAP}{_any(ONES)}\b)?|{_any(ONES)}(?![a-z]))"
HUNDREDS = rf"(?:{BELOW_HUNDRED}{GAP})?hundred(?:{GAP}(?:and\s)?{BELOW_HUNDRED})?"
BELOW_THOUSAND = rf"(?:{HUNDREDS}|{BELOW_HUNDRED})"
SCALED = rf"(?:{BELOW_THOUSAND}{GAP})?{_any(SCALES)}"
CARDINAL = (
    rf"(?:{SCALED}(?:,?{GAP}{SCALED})*(?:,?{GAP}(?:and\s)?{BELOW_THOUSAND})?|{BELOW_THOUSAND})"
)

ORDERS = _any(set(ORDINALS) - {"half", "quarter"})
PART = (
    rf"(?:{BELOW_HUNDRED}{GAP})?(?:half|halves|quarters?|{ORDERS}s)"
    rf"|one{GAP}{ORDERS}"
    # "A third of the maps" is a part, "a third map" is not.
    rf"|(?:(?<=\ba )|(?<=\ban )){ORDERS}"
    r"(?=\s(?:of|as|more|less|fewer|larger|smaller|longer|shorter)\b)"
)

TIMES = {
    "doubl",
    "trebl",
    "tripl",
    "quadrupl",
    "quintupl",
    "sextupl",
    "septupl",
    "octupl",
    "decupl",
}
GROUPS = {
    "trio",
    "threesome",
    "quartet",
    "quintet",
    "sextet",
    "septet",
    "octet",
    "myriad",
    "nought",
}

CARDINALS = _any({*ONES, *TENS, *SCALES, "hundred"})

MANY = (
    rf"{_any(TIMES)}(?:es?|ed|ing|y|ets?)|halv(?:es?|ed|ing)|halfway|dozens?|couple(?=\sof)"
    rf"|{_any(GROUPS)}s?"
    rf"|(?:hundreds|{_any(SCALES)}s|zeros|{_any(set(ONES) - {'zero', 'one', 'six'})}s|sixes)"
    rf"|{CARDINALS}(?:-?fold|ish|(?:and)?{CARDINALS})+"
)
"""Words that count, though not all of them say how many."""

# ---- Digits --------------------------------------------------------------------------------------

SIGNS = "".join(
    sign for sign in map(chr, range(0x3000)) if sign.isnumeric() and not sign.isdecimal()
)
"""Superscripts, fractions, circled and Roman digits that are characters of their own."""

DIGITS = (
    # Thousands are parted by commas, apostrophes, or spaces at which no line breaks.
    r"(?:\d{1,3}(?:[,'’\u00a0\u2009\u202f]\d{3})+(?!\d)|\d+)(?:\.\d+)*"
    rf"(?:\s?%|\s(?:percent|per\scent|{'|'.join(SCALES)})\b)?"
)

MULTIPLES = {*TIMES, *GROUPS, "halve", "dozen", "couple"}
WORDS = {*ONES, *TENS, *SCALES, *OFTEN, *ORDINALS, *MULTIPLES, "hundred"}
BEGINNING = rf"(?=[\d{SIGNS}]|\b{_any({word[:2] for word in WORDS})})"
"""What every numeral begins with: most of a text is passed over with a look at two letters."""

NUMERAL = re.compile(
    rf"{BEGINNING}(?:(?P<digits>{DIGITS})|(?P<sign>[{SIGNS}]+)"
    rf"|\b(?:(?P<often>{_any(OFTEN)})|(?P<many>{MANY})|(?P<part>{PART})"
    rf"|(?!one\b(?!{GAP}(?:hundred|per\s?cent\b|{_any(SCALES)})))(?P<cardinal>{CARDINAL}))\b)",
    re.IGNORECASE,
)

WITHIN = re.compile(_any({*ONES, *TENS, "hundred", "thousand", "million"} - {"one"}))
"""Finds number words among letters that stand one by one."""


def _digits(written: str) -> Fraction:
    """Return what digits stand for; of a version or a date, its first two parts."""
    plain = re.sub(r"[,'’\s]", "", written)
    whole, _, rest = plain.partition(".")
    return Fraction(f"{whole}.{rest.partition('.')[0]}" if rest else whole)


def _sign(written: str) -> Fraction:
    return Fraction(unicodedata.numeric(written)).limit_denominator(1000)


def _cardinal(written: str) -> Fraction:
    total = group = 0
    for word in re.split(r"[\s,-]+", written.lower()):
        if word in SCALES:
            total, group = total + (group or 1) * SCALES[word], 0
        elif word == "hundred":
            group = (group or 1) * 100
        else:
            group += {**ONES, **TENS, "and": 0}[word]
    return Fraction(total + group)


def _part(written: str) -> Fraction:
    *count, part = re.split(r"[\s-]+", written.lower())
    part = part.replace("halves", "half").removesuffix("s")
    return (_cardinal(" ".join(count)) if count else 1) * Fraction(1, ORDINALS[part])
