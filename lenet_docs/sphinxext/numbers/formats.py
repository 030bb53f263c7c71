"""How a computed value is shown: in digits, in words, with a unit, as a formula."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, TypeAlias, runtime_checkable

from lenet_docs.sphinxext.numbers import number_words
from lenet_docs.sphinxext.numbers.numerals import find
from lenet_docs.sphinxext.settings.expression import ExpressionError, suggest

__all__ = ["FORMATS", "FormatError", "Shown", "show", "split"]

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

MOST_PLACES = 15
"""How many decimals a float has, and more steps than any derivation."""

Real: TypeAlias = int | Fraction | float


class FormatError(ExpressionError):
    """A format that does not exist, or that does not suit the value."""


@runtime_checkable
class Derived(Protocol):
    """A number that knows where it came from, such as a `lenet_docs.Quantity`."""

    @property
    def value(self) -> Real: ...

    def formula(self, depth: int) -> str: ...

    def arithmetic(self, depth: int) -> str: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the page: text, or a formula in LaTeX."""

    text: str
    is_formula: bool = False


def split(text: str) -> tuple[str, str]:
    """Return the expression and the format of a role's text.

    ``as`` is a keyword of Python, so the last one that stands alone parts the two.

    Examples
    --------
    >>> split("C1.height as unit pixels")
    ('C1.height', 'unit pixels')
    >>> split("C1.height")
    ('C1.height', '')
    """
    expression, found, spec = text.rpartition(" as ")
    if not found:
        return text.strip(), ""
    if not spec.strip():
        raise FormatError("a format is missing behind 'as'")
    return expression.strip(), spec.strip()


def show(value: object, spec: str = "") -> Shown:
    r"""Return how `value` looks in the format `spec`.

    Raises
    ------
    FormatError
        If there is no such format, or it does not suit the value.

    Examples
    --------
    >>> show(151600).text, show(6, "Words").text, show(Fraction(3, 8), "percent 1").text
    ('151,600', 'Six', '37.5\xa0%')
    """
    name, _, argument = spec.partition(" ")
    if name not in FORMATS:
        raise FormatError(
            f"there is no format '{name}'; {suggest(name, [f for f in FORMATS if f])}"
        )
    return FORMATS[name](value, argument.strip())


# ---- Numbers in digits ---------------------------------------------------------------------------


def digits(number: Real, places: int | None = None, separator: str = ",") -> str:
    """Return a number in digits: exactly, or rounded to `places` decimals, halves upwards.

    Examples
    --------
    >>> digits(122304), digits(Fraction(-1, 10)), digits(Fraction(5, 8), 2)
    ('122,304', '−0.1', '0.63')
    """
    if places is not None:
        return _grouped(_rounded(number, places), places, separator)
    if isinstance(number, float):
        mantissa, exponent, power = f"{number:,.8g}".replace(",", separator).partition("e")
        return _with_power(mantissa, power if exponent else "")
    exact = Fraction(number)
    places = _places(exact.denominator)
    if places is None:
        over, under = (
            _grouped(each, 0, separator) for each in (exact.numerator, exact.denominator)
        )
        return f"{over}/{under}"
    return _grouped(_rounded(exact, places), places, separator)


def _with_power(mantissa: str, power: str) -> str:
    """Return a number times a power of ten, or the number alone if there is no power."""
    if power:
        space = NO_BREAK_SPACE
        mantissa += f"{space}×{space}10{str(int(power)).translate(SUPERSCRIPT)}"
    return mantissa.replace("-", MINUS)


def _rounded(number: Real, places: int) -> int:
    """Return the number times 10 to the power of `places`, rounded to a whole number."""
    scaled = Fraction(number) * 10**places
    whole = (2 * abs(scaled) + 1) // 2
    return int(whole) if scaled >= 0 else -int(whole)


def _grouped(scaled: int, places: int, separator: str) -> str:
    whole, part = divmod(abs(scaled), 10**places)
    decimals = f".{part:0{places}d}" if places else ""
    return (MINUS if scaled < 0 else "") + f"{whole:,}".replace(",", separator) + decimals


def _places(denominator: int) -> int | None:
    """Return how many decimals a fraction needs, or ``None`` if they never end."""
    for places in range(16):
        if 10**places % denominator == 0:
            return places
    return None


# ---- What a format needs -------------------------------------------------------------------------


def real(value: object) -> Real:
    """Return the number that `value` is."""
    number = value.value if isinstance(value, Derived) else value
    if isinstance(number, bool) or not isinstance(number, int | Fraction | float):
        raise FormatError(f"{_described(value)}, and not a number")
    return number


def _whole(value: object) -> int:
    number = real(value)
    if not isinstance(number, int):
        raise FormatError(f"{digits(number)} is not a whole number")
    return number


def _exact(value: object) -> int | Fraction:
    number = real(value)
    if isinstance(number, float) or (isinstance(number, Fraction) and not 0 < number < 1):
        raise FormatError(f"{digits(number)} has no name in words")
    return number


def _several(value: object) -> list[str]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise FormatError(f"{_described(value)}, and not several numbers")
    return [_plainly(each, "").text for each in value]


def _derived(value: object) -> Derived:
    if not isinstance(value, Derived):
        raise FormatError(f"{_described(value)}, and has no formula")
    return value


def _described(value: object) -> str:
    if isinstance(value, tuple | list):
        return f"these are {len(value)} values (name one by its index, such as [0])"
    if callable(value):
        return "this is a function (call it, as in name())"
    return f"this is a {type(value).__name__}"


def _places_of(argument: str, default: int | None = None) -> int:
    if not argument and default is not None:
        return default
    if not re.fullmatch(r"\d+", argument):
        raise FormatError(f"'{argument}' is not a number of decimals, such as 1")
    if int(argument) > MOST_PLACES:
        raise FormatError(f"'{argument}' is too much; {MOST_PLACES} is the most that is meant")
    return int(argument)


def _none(argument: str) -> None:
    if argument:
        raise FormatError(f"'{argument}' stands behind a format that takes nothing")


# ---- The formats ---------------------------------------------------------------------------------


def _plainly(value: object, argument: str) -> Shown:
    _none(argument)
    # Some results are characters or words, such as which digit's code is nearest to another's.
    return Shown(str(value) if isinstance(value, str) else digits(real(value)))


def _ungrouped(value: object, argument: str) -> Shown:
    _none(argument)
    return Shown(digits(real(value), separator=""))


def _in_words(value: object, argument: str) -> Shown:
    _none(argument)
    return Shown(number_words.in_words(_exact(value)))


def _in_capital_words(value: object, argument: str) -> Shown:
    return Shown(_in_words(value, argument).text.capitalize())


def _ordinal(value: object, argument: str) -> Shown:
    _none(argument)
    return Shown(number_words.ordinal(_whole(value)))


def _often(value: object, argument: str) -> Shown:
    _none(argument)
    return Shown(number_words.often(_whole(value)))


def _percent(value: object, argument: str) -> Shown:
    number = Fraction(real(value)) * 100
    return Shown(f"{digits(number, _places_of(argument, 0))}{NO_BREAK_SPACE}%")


def _round(value: object, argument: str) -> Shown:
    return Shown(digits(real(value), _places_of(argument)))


def _scientific(value: object, argument: str) -> Shown:
    mantissa, _, power = f"{float(real(value)):.{_places_of(argument)}e}".partition("e")
    return Shown(_with_power(mantissa, power))


def _unit(value: object, argument: str) -> Shown:
    if not argument:
        raise FormatError("the unit is missing; write, for example, 'as unit pixels'")
    if any(find(argument)):
        raise FormatError(f"'{argument}' is no unit: there is a number in it")
    return Shown(f"{digits(real(value))}{NO_BREAK_SPACE}{argument}")


def _times(value: object, argument: str) -> Shown:
    _none(argument)
    return Shown(f"{NO_BREAK_SPACE}×{NO_BREAK_SPACE}".join(_several(value)))


def _listed(value: object, argument: str) -> Shown:
    _none(argument)
    *before, last = _several(value)
    return Shown(f"{', '.join(before)} and {last}" if before else last)


def _size(value: object, argument: str) -> Shown:
    if not (hasattr(value, "height") and hasattr(value, "width")):
        raise FormatError(f"{_described(value)}, and has no height and width")
    return _times((value.height, value.width), argument)


def _formula(value: object, argument: str) -> Shown:
    return Shown(_derived(value).formula(_places_of(argument, 0)), is_formula=True)


def _arithmetic(value: object, argument: str) -> Shown:
    return Shown(_derived(value).arithmetic(_places_of(argument, 0)), is_formula=True)


FORMATS: Mapping[str, Callable[[object, str], Shown]] = {
    "": _plainly,
    "plain": _ungrouped,
    "words": _in_words,
    "Words": _in_capital_words,
    "ordinal": _ordinal,
    "often": _often,
    "percent": _percent,
    "round": _round,
    "scientific": _scientific,
    "unit": _unit,
    "times": _times,
    "list": _listed,
    "size": _size,
    "formula": _formula,
    "arithmetic": _arithmetic,
}
"""The formats, by the word behind ``as``."""
