"""How an expression is written: as LaTeX for a page, as plain text for a terminal.

One walk over the tree serves both; a `Notation` says how each construct looks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from lenet_docs.quantity._expression import (
    Expression,
    Function,
    Number,
    Power,
    Product,
    Quotient,
    Reference,
    Sum,
    Total,
    Value,
    children,
    rebuild,
    references,
)
from lenet_docs.quantity._links import Links

if TYPE_CHECKING:
    from lenet_docs.quantity._quantity import Quantity

# How tightly each construct binds; brackets go around what binds less tightly than its place asks.
_SUM, _PRODUCT, _POWER, _ATOM = range(4)

SIGNIFICANT = 8
"""How many digits are shown of a rounded number, if the last of them are not zeros."""


def decimal_places(value: Fraction) -> int | None:
    """Return how many decimal places write `value` exactly, or ``None`` if none do."""
    rest, places = value.denominator, {2: 0, 5: 0}
    for prime in places:
        while rest % prime == 0:
            rest //= prime
            places[prime] += 1
    return max(places.values()) if rest == 1 else None


def number_text(value: Value, separator: str = ",") -> str:
    """Return `value` in digits, thousands separated.

    Parameters
    ----------
    value
        An integer, a fraction or a rounded number.
    separator
        What stands between groups of three digits.

    Examples
    --------
    >>> number_text(340908)
    '340,908'
    >>> number_text(Fraction(13, 2)), number_text(Fraction(1, 3))
    ('6.5', '1/3')
    """
    if isinstance(value, int):  # by far the most, and quicker told than a fraction
        return f"{value:,}".replace(",", separator)
    if isinstance(value, Fraction) and value.denominator != 1:
        places = decimal_places(value)
        if places is None:
            return f"{value.numerator:,}/{value.denominator:,}".replace(",", separator)
        # Integers only: a float in between would round.
        scaled = abs(value.numerator) * 10**places // value.denominator
        whole, part = divmod(scaled, 10**places)
        sign = "-" if value < 0 else ""
        return f"{sign}{whole:,}".replace(",", separator) + f".{part:0{places}d}"
    if isinstance(value, float):
        return f"{value:,.{SIGNIFICANT}g}".replace(",", separator)
    return f"{int(value):,}".replace(",", separator)


@dataclass(frozen=True, slots=True)
class Notation:
    """How the constructs look in one kind of output."""

    times: str
    minus: str
    about: str
    separator: str
    brackets: tuple[str, str]
    latex: bool
    links: Links | None = None

    def linked(self) -> Notation:
        """Return the same notation, with marks that link symbols and numbers to each other."""
        return replace(self, links=Links())

    def mark(self, written: str, quantity: Quantity | None) -> str:
        """Mark the symbol of a quantity, or what stands for it, where marks are wanted."""
        if self.links is None or quantity is None:
            return written
        return self.links.mark(written, LATEX.symbol(quantity))

    def number(self, value: Value) -> str:
        """Write a number."""
        if isinstance(value, int):
            return number_text(value, self.separator)
        if self.latex and isinstance(value, Fraction) and decimal_places(value) is None:
            sign = "-" if value < 0 else ""
            over, under = (
                number_text(part, self.separator)
                for part in (abs(value.numerator), value.denominator)
            )
            return rf"{sign}\tfrac{{{over}}}{{{under}}}"
        text = number_text(value, self.separator)
        if self.latex and "e" in text:
            mantissa, exponent = text.split("e")
            return rf"{mantissa} \times 10^{{{int(exponent)}}}"
        return text

    def symbol(self, quantity: Quantity, owner: str | None = None) -> str:
        """Write the symbol of `quantity`, with the layer it belongs to as its index."""
        owner = owner if owner and quantity.owner else quantity.owner
        if not self.latex:
            plain = _plain(quantity.symbol)
            return f"{plain}_{_plain(owner)}" if owner else plain
        if not owner:
            return quantity.symbol
        # Names of layers are upright; an index, a number or a letter, is not.
        index = owner if len(owner) == 1 or owner.startswith("\\") else rf"\text{{{owner}}}"
        return f"{quantity.symbol}_{{{index}}}"


TEXT = Notation(" × ", "−", "≈", ",", ("(", ")"), latex=False)
LATEX = Notation(r" \times ", "-", r"\approx", "{,}", (r"\left(", r"\right)"), latex=True)


@cache
def _plain(symbol: str) -> str:
    r"""Return a LaTeX symbol as it can stand in a terminal: ``\text{units}`` becomes ``units``."""
    bare = re.sub(r"\\text\{([^}]*)\}", r"\1", symbol)
    return bare.replace(r"\ell", "l").replace("{", "").replace("}", "").replace("\\", "")


def write(node: Expression, notation: Notation, owner: str | None = None) -> str:
    """Write `node`; `owner`, if given, stands in for the owner of every symbol in it."""
    return _write(node, notation, owner)[0]


def _write(node: Expression, notation: Notation, owner: str | None) -> tuple[str, int]:
    match node:
        case Number(value=value, of=quantity):
            text = notation.number(value)
            return notation.mark(text, quantity), _binding(text)
        case Reference(quantity=quantity):
            return notation.mark(notation.symbol(quantity, owner), quantity), _ATOM
        case Sum(terms=terms, signs=signs):
            return _write_sum(terms, signs, notation, owner), _SUM
        case Product(factors=factors):
            # A product inside a product was grouped on purpose: its brackets are kept.
            written = (_bracketed(factor, notation, owner, _POWER) for factor in factors)
            return notation.times.join(written), _PRODUCT
        case Quotient(numerator=numerator, denominator=denominator):
            if notation.latex:
                over, under = (write(part, notation, owner) for part in (numerator, denominator))
                return rf"\frac{{{over}}}{{{under}}}", _POWER
            over, under = (
                _bracketed(part, notation, owner, _POWER) for part in (numerator, denominator)
            )
            return f"{over} / {under}", _PRODUCT
        case Power(base=base, exponent=exponent):
            raised = write(exponent, notation, owner)
            raised = f"{{{raised}}}" if notation.latex else raised
            return f"{_bracketed(base, notation, owner, _ATOM)}^{raised}", _POWER
        case Function(name=name, argument=argument):
            return _write_function(name, write(argument, notation, owner), notation), _ATOM
        case Total():
            return _write_total(node, notation, owner)


def _binding(number: str) -> int:
    """How tightly a written number holds together: a sign or a fraction bar loosens it."""
    if number.startswith("-"):
        return _SUM
    return _PRODUCT if "/" in number or "\\" in number else _ATOM


def _bracketed(node: Expression, notation: Notation, owner: str | None, place: int) -> str:
    text, binding = _write(node, notation, owner)
    left, right = notation.brackets
    return text if binding >= place else f"{left}{text}{right}"


def write_rows(node: Expression, plain: str, notation: Notation, width: int) -> list[str]:
    """Write `node`, `plain` in a terminal, on rows of at most `width` characters if it is a sum."""
    if isinstance(node, Total) and not plain.startswith("Σ"):
        node = rebuild(node, children(node))
    if not isinstance(node, Sum) or len(plain) <= width:
        return [write(node, notation)]
    rows: list[str] = []
    room = 0
    shown = _signed_terms(node.terms, node.signs, notation, None)
    measured = _signed_terms(node.terms, node.signs, TEXT, None)
    for (sign, term), measure in zip(shown, measured, strict=True):
        length = len("".join(measure)) + 1
        if rows and length <= room:
            rows[-1] += f" {sign}{term}"
            room -= length
        else:
            rows.append(sign + term)
            room = width - length
    return rows


def _write_sum(
    terms: tuple[Expression, ...], signs: tuple[int, ...], notation: Notation, owner: str | None
) -> str:
    parts = _signed_terms(terms, signs, notation, owner)
    return " ".join(sign + term for sign, term in parts)


def _signed_terms(
    terms: tuple[Expression, ...], signs: tuple[int, ...], notation: Notation, owner: str | None
) -> list[tuple[str, str]]:
    # A sum that is added or subtracted keeps its brackets, or its signs would change.
    written = [_bracketed(term, notation, owner, _PRODUCT) for term in terms]
    first = "" if signs[0] > 0 else "-"
    rest = ["+ " if sign > 0 else f"{notation.minus} " for sign in signs[1:]]
    return list(zip([first, *rest], written, strict=True))


def _write_function(name: str, argument: str, notation: Notation) -> str:
    left, right = notation.brackets
    if name == "floor":
        pair = (r"\left\lfloor ", r" \right\rfloor") if notation.latex else ("⌊", "⌋")
        return f"{pair[0]}{argument}{pair[1]}"
    if notation.latex and name == "sqrt":
        return rf"\sqrt{{{argument}}}"
    if notation.latex:
        command = rf"\{name}" if name != "artanh" else r"\operatorname{artanh}"
        return f"{command}{left}{argument}{right}"
    return f"{name}({argument})"


def _write_total(node: Total, notation: Notation, owner: str | None) -> tuple[str, int]:
    """Write a sum over groups with one general term, if the groups really share one.

    Written out, the terms would say the same thing again and again; with an
    index they say it once. Layers share a term up to the layer's name.
    """
    operands = children(node)
    index = rf"\{node.index}" if len(node.index) > 1 else node.index
    plain = replace(notation, links=None) if notation.links else notation
    for general in (owner, index):
        written = {_bracketed(operand, plain, general, _PRODUCT) for operand in operands}
        if len(written) == 1:
            sigma = rf"\sum_{{{index}}} " if notation.latex else f"Σ_{_plain(index)} "
            (term,) = written
            if notation.links:
                shared = replace(notation, links=_of_all(operands, notation.links))
                term = _bracketed(operands[0], shared, general, _PRODUCT)
            return sigma + term, _SUM
    return _write_sum(operands, (1,) * len(operands), notation, owner), _SUM


def _of_all(operands: tuple[Expression, ...], links: Links) -> Links | None:
    """Return the links of a general term, in which each symbol stands for those of all operands.

    There are none where a sum within the operands hides how they differ.
    """
    named = [[LATEX.symbol(each) for each in references(operand)] for operand in operands]
    if len({len(symbols) for symbols in named}) > 1:
        return None
    groups: dict[str, list[str]] = {}
    for same_place in zip(*named, strict=True):
        groups.setdefault(same_place[0], []).extend(same_place)
    return links.together(groups)
