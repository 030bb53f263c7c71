"""SymPy as a witness: it reads each written step of a derivation and works it out anew.

It sees nothing but the text that the reader sees, so a step that is typeset wrong is
found as well as one that is calculated wrong. Only what builds and tests the book
imports this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from decimal import Decimal
from fractions import Fraction
from functools import cache

import sympy
from sympy.parsing.sympy_parser import parse_expr, rationalize, standard_transformations

from lenet_docs.ledger import Witness, exactly
from lenet_docs.quantity import Quantity, Value, number_text
from lenet_docs.quantity._typeset import SIGNIFICANT

__all__ = ["disagreeing_steps", "recheck", "recheck_text"]

NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:[.]\d+)?(?:e[+-]?\d+)?")
"""A number as it is written in a step, without its sign."""

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


def disagreeing_steps(
    steps: Iterable[str], value: Value, rounded: Set[str] = frozenset()
) -> tuple[int, dict[str, sympy.Expr]]:
    """Return how many written steps SymPy can read, and what those are worth that disagree.

    A step with symbols in it cannot be read.

    Parameters
    ----------
    steps
        The steps, as they are written.
    value
        What each should be worth.
    rounded
        The numbers that are written rounded, as `Derivation.rounded` returns them.

    Examples
    --------
    >>> disagreeing_steps(["M × 26", "6 × 26", "156", "155"], 156)
    (3, {'155': 155})
    """
    found = {step: worth(_plain(step)) for step in steps}
    read = {step: each for step, each in found.items() if each is not None}
    wrong = {step: each for step, each in read.items() if not _same(each, value, step, rounded)}
    return len(read), wrong


def _plain(step: str) -> str:
    """Return a step with its powers of ten written out."""
    return POWER.sub(lambda found: f"({found[1]} × 10^({int(found[2])}))", step)


def _same(found: sympy.Expr, value: Value, step: str, rounded: Set[str]) -> bool:
    if not isinstance(value, float):
        exact = Fraction(value)
        return bool(found == sympy.Rational(exact.numerator, exact.denominator))
    off = abs(Fraction(float(found)) - Fraction(value))
    return off <= abs(Fraction(value)) * NOISE + slack(step, rounded)


def slack(step: str, rounded: Set[str]) -> Fraction:
    """Return how much the rounded numbers written in a step leave open of its value.

    Each is moved by half of the last digit that it may have, and the changes that it makes are
    added. That digit may be a zero, which is not written.

    Examples
    --------
    >>> float(slack("0.5870667 × 2", {"0.5870667"})), float(slack("0.5 × 2", {"0.5870667"}))
    (1e-08, 0.0)
    """
    bound = Fraction(0)
    for written in NUMBER.finditer(step):
        if written[0] in rounded:
            last = Decimal(written[0].replace(",", "")).adjusted() + 1 - SIGNIFICANT
            moved = f"({written[0]} + 5 × 10^({last - 1}))"
            shifted = step[: written.start()] + moved + step[written.end() :]
            change = worth(_plain(f"({shifted}) − ({step})"))
            assert change is not None  # the step was read before
            bound += abs(Fraction(float(change)))
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
    derivation = quantity.derivation()
    steps = [filled_in(step, quantity) for step in derivation.steps()]
    return _said(steps, quantity.value, derivation.rounded())


def recheck_text(text: str, value: Value, rounded: Set[str] = frozenset()) -> Witness | None:
    r"""Return what SymPy says of a derivation of which only the text is known.

    Examples
    --------
    >>> recheck_text("units = M × 4\n      = 6 × 4\n      = 24", 24).agrees
    True
    """
    lines = [re.split(r"(?:^|\s)[=≈] ", line) for line in text.splitlines()]
    return _said([line[-1] for line in lines], value, rounded)


def _said(steps: Iterable[str], value: Value, rounded: Set[str]) -> Witness | None:
    read, wrong = disagreeing_steps(steps, value, rounded)
    if not read:
        return None
    how = f"worked out each of {read} written steps anew" if read > 1 else "worked out the step"
    says = value
    if wrong:
        how += f"; not worth the value: {'; '.join(wrong)}"
        first = next(iter(wrong.values()))
        exact = first.is_Rational and not isinstance(value, float)
        says = Fraction(int(first.p), int(first.q)) if exact else float(first)
    return Witness("SymPy", exactly(says), number_text(says), not wrong, how)
