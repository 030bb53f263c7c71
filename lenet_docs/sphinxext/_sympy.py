"""SymPy as a witness: it reads each written step of a derivation and works it out anew.

It sees nothing but the text that the reader sees, so a step that is typeset wrong is
found as well as one that is calculated wrong. Only what builds and tests the book
imports this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import cache

import sympy
from sympy.parsing.sympy_parser import parse_expr, rationalize, standard_transformations

from lenet_docs.ledger import Witness, exactly
from lenet_docs.quantity import Quantity, Value, number_text

__all__ = ["disagreeing_steps", "recheck", "recheck_text"]

ROUNDED = re.compile(r"(?<![\w.])(?=(?:[.]?\d){8})\d+[.]\d+")
"""A decimal written with all the digits that a rounded number is given."""

NOISE = Fraction(1, 10**12)
"""How far floating-point arithmetic itself may be off, in proportion."""

SIGNS = str.maketrans({"×": "*", "−": "-", ",": None, "^": "**", "⌊": "floor(", "⌋": ")"})
NAMES = {"artanh": sympy.atanh, "exp": sympy.exp, "floor": sympy.floor}
NAMES |= {"log": sympy.log, "sqrt": sympy.sqrt, "tanh": sympy.tanh}
MADE = {
    name: getattr(sympy, name) for name in ("Float", "Function", "Integer", "Rational", "Symbol")
}
"""What SymPy makes of what it reads. Not told, it would import all that it has for each step."""
POWER = re.compile(r"([\d.]+)e([+-]?\d+)")
SYMBOL = re.compile(r"[^\W\d]\w*(?!\w*\()")
"""A letter that is not part of a function's name."""


@cache
def worth(step: str) -> sympy.Expr | None:
    """Return what SymPy makes of a written step, or ``None`` if it has symbols in it.

    Examples
    --------
    >>> worth("6 × (5 × 5 + 1)"), worth("⌊13 / 2⌋"), worth("M × 26")
    (156, 6, None)
    """
    plain = step.translate(SIGNS)
    if SYMBOL.search(plain):
        return None
    return parse_expr(plain, NAMES, (*standard_transformations, rationalize), MADE)


def filled_in(step: str, quantity: Quantity) -> str:
    """Return a formula with the value of each of its symbols in its place.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> filled_in("M_C1 × 2", lenet5()["C1"].units)
    '(6) × 2'
    """
    values = quantity.derivation().named
    for label in sorted(values, key=len, reverse=True):
        step = re.sub(rf"(?<!\w){re.escape(label)}(?!\w)", f"({values[label]})", step)
    return step


def disagreeing_steps(steps: Iterable[str], value: Value) -> tuple[int, tuple[str, ...]]:
    """Return how many written steps SymPy can read, and those that are not worth `value`.

    A step with symbols in it cannot be read.

    Examples
    --------
    >>> disagreeing_steps(["M × 26", "6 × 26", "156", "155"], 156)
    (3, ('155',))
    """
    read, wrong = 0, []
    for step in steps:
        plain = POWER.sub(lambda found: f"({found[1]} × 10^({int(found[2])}))", step)
        found = worth(plain)
        if found is not None:
            read += 1
            if not _same(found, value, plain):
                wrong.append(step)
    return read, tuple(wrong)


def _same(found: sympy.Expr, value: Value, step: str) -> bool:
    if not isinstance(value, float):
        exact = Fraction(value)
        return bool(found == sympy.Rational(exact.numerator, exact.denominator))
    off = abs(Fraction(float(found)) - Fraction(value))
    return off <= abs(Fraction(value)) * NOISE + slack(step)


def slack(step: str) -> Fraction:
    """Return how much the rounded numbers written in a step leave open of its value.

    Each is moved by half of its last digit, and the changes that it makes are added.

    Examples
    --------
    >>> float(slack("0.58706686 × 2")), float(slack("0.5 × 2"))
    (1e-08, 0.0)
    """
    plain, bound = step.replace(",", ""), Fraction(0)
    for written in ROUNDED.finditer(plain):
        places = len(written[0].partition(".")[2])
        moved = f"({written[0]} + {5 * Fraction(1, 10 ** (places + 1))})"
        shifted = plain[: written.start()] + moved + plain[written.end() :]
        change = worth(f"({shifted}) - ({plain})")
        assert change is not None  # the step was read before
        bound += abs(Fraction(float(change)).limit_denominator(10**30))
    return bound


def recheck(quantity: Quantity) -> Witness | None:
    """Return what SymPy says of a derived quantity; ``None`` if nothing was worked out.

    The formula itself is read with its symbols' values put in. A sum over groups, which
    is written with an index, cannot be read; the next step writes it out.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> recheck(lenet5()["C1"].parameters).how
    'worked out each of 5 written steps anew'
    """
    if quantity.is_given:
        return None
    steps = [filled_in(step, quantity) for step in quantity.derivation().steps()]
    return _said(steps, quantity.value)


def recheck_text(text: str, value: Value) -> Witness | None:
    r"""Return what SymPy says of a derivation of which only the text is known.

    Examples
    --------
    >>> recheck_text("units = M × 4\n      = 6 × 4\n      = 24", 24).agrees
    True
    """
    lines = [re.split(r"(?:^|\s)[=≈] ", line) for line in text.splitlines()]
    return _said([line[-1] for line in lines], value)


def _said(steps: Iterable[str], value: Value) -> Witness | None:
    read, wrong = disagreeing_steps(steps, value)
    if not read:
        return None
    how = f"worked out each of {read} written steps anew" if read > 1 else "worked out the step"
    if wrong:
        how += f"; not worth the value: {'; '.join(wrong)}"
    return Witness("SymPy", exactly(value), number_text(value), not wrong, how)
