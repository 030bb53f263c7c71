"""Numbers as they are printed: what the characters stand for, and how exact they are."""

from __future__ import annotations

import re
from fractions import Fraction

from lenet_docs.errors import PublishedError

__all__ = ["parse", "rounding"]

_UNITS = {
    "%": Fraction(1, 100),
    "million": Fraction(10**6),
    "M": Fraction(10**6),
    "MB": Fraction(10**6),
}
"""What may stand behind the digits, and what it makes of them."""

_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
)

_POWER_OF_TEN = re.compile("×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$")
_SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def parse(printed: str) -> Fraction:
    """Return the number that a printed figure stands for.

    Parameters
    ----------
    printed
        Digits, separated into thousands as it pleases the edition; a fraction;
        a word up to twelve; a percentage, ``million``, ``M`` or ``MB`` behind
        the digits; or a power of ten, as in ``7 × 10⁻⁵``.

    Raises
    ------
    PublishedError
        If it is no number.

    Examples
    --------
    >>> parse("156 000"), parse("1,516"), parse("0.95%")
    (Fraction(156000, 1), Fraction(1516, 1), Fraction(19, 2000))
    >>> parse("24 MB"), parse("2/3"), parse("seven"), parse("7 × 10⁻⁵")
    (Fraction(24000000, 1), Fraction(2, 3), Fraction(7, 1), Fraction(7, 100000))
    """
    digits, unit = _split(printed)
    try:
        return Fraction(digits) * unit
    except (ValueError, ZeroDivisionError):
        raise PublishedError(
            f"{printed!r} is not a number; write it as printed, such as '151,600' or '0.95%'"
        ) from None


def rounding(printed: str) -> Fraction:
    """Return the unit of the last digit that a printed figure vouches for.

    Zeros at the end of a whole number vouch for nothing.

    Examples
    --------
    >>> print(rounding("2600"), rounding("0.95"), rounding("17,000"))
    100 1/100 1000
    """
    digits, unit = _split(printed)
    _, point, decimals = digits.partition(".")
    zeros = 0 if point else len(digits) - len(digits.rstrip("0"))
    return Fraction(10**zeros, 10 ** len(decimals)) * unit


def _split(printed: str) -> tuple[str, Fraction]:
    """Return the bare digits, and the unit that they count."""
    if printed in _WORDS:
        return str(_WORDS.index(printed)), Fraction(1)
    # Thousands are separated by a comma in P, by a thin space in J.
    bare = re.sub(r"[,\s\u2009\u202f]", "", printed).replace("−", "-")
    if power := _POWER_OF_TEN.search(bare):
        return bare[: power.start()], Fraction(10) ** int(power[1].translate(_SUPERSCRIPTS))
    for name, unit in _UNITS.items():
        if bare.endswith(name):
            return bare.removesuffix(name), unit
    return bare, Fraction(1)
