"""How an expression is written: as LaTeX for a page, as plain text for a terminal.

One walk over the tree serves both; a `Notation` says how each construct looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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
    alone: str = ""  # the layer whose local symbols do without it
    owner: str = ""  # what stands for every owner, or
    group: str = ""  # for every group, in the general term of a sum

    def linked(self) -> Notation:
        """Return the same notation, with marks that link symbols and numbers to each other."""
        return replace(self, links=Links())

    def among(self, named: Iterable[Quantity], owner: str) -> Notation:
        """Return the same notation for a derivation of `owner` in which quantities are named.

        Local symbols do without their layer where there is no second one.
        """
        owners = {owner, *(each.owner for each in named if each.local)} - {""}
        return replace(self, alone=owners.pop() if len(owners) == 1 else "")

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

    def symbol(self, quantity: Quantity) -> str:
        """Write the symbol of `quantity`, with its layer and its group as its index."""
        bare = quantity.local and quantity.owner == self.alone and not self.owner
        owner, group = "" if bare else quantity.owner, quantity.group
        owner = owner and (self.owner or self._name(owner))
        group = group and (self.group or self._name(group))
        if not self.latex:
            return "_".join(filter(None, (_plain(quantity.symbol, quantity.name), owner, group)))
        if not owner and not group:
            return quantity.symbol
        # LaTeX takes one index only: an own one, as that of K_h, goes before the layer.
        base, *own = _INDEX.split(quantity.symbol, maxsplit=1)
        return f"{base}_{{{','.join(filter(None, (*own, owner, group)))}}}"

    def _name(self, name: str) -> str:
        # Names of layers are upright; an index, a number or a letter, is not.
        return upright(name) if self.latex and (len(name) > 1 or not name.isalnum()) else name


_INDEX = re.compile(r"(?<!\\)_")

_ESCAPES = str.maketrans(
    {sign: rf"\{sign}" for sign in "#$%&_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)

TEXT = Notation(" × ", "−", "≈", ",", ("(", ")"), latex=False)
LATEX = Notation(r" \times ", "-", r"\approx", "{,}", (r"\left(", r"\right)"), latex=True)


@cache
def upright(name: str) -> str:
    r"""Return a name as upright LaTeX, whatever it holds.

    Examples
    --------
    >>> print(upright("100 % of conv1_1"))
    \text{100 \% of conv1\_1}
    """
    return rf"\text{{{name.translate(_ESCAPES)}}}"


@cache
def _plain(symbol: str, name: str) -> str:
    r"""Return a LaTeX symbol as it can stand in a terminal: ``\text{units}`` becomes ``units``."""
    if symbol == upright(name):
        return name
    bare = re.sub(r"\\text\{([^}]*)\}", r"\1", symbol)
    return bare.replace("{", "").replace("}", "").replace("\\", "")


def write(node: Expression, notation: Notation) -> str:
    """Write `node`."""
    return _write(node, notation)[0]


def _write(node: Expression, notation: Notation) -> tuple[str, int]:
    match node:
        case Number(value=value, of=quantity):
            text = notation.number(value)
            return notation.mark(text, quantity), _binding(text)
        case Reference(quantity=quantity):
            return notation.mark(notation.symbol(quantity), quantity), _ATOM
        case Sum(terms=terms, signs=signs):
            return _write_sum(terms, signs, notation), _SUM
        case Product(factors=factors):
            # A product inside a product was grouped on purpose: its brackets are kept.
            written = (_bracketed(factor, notation, _POWER) for factor in factors)
            return notation.times.join(written), _PRODUCT
        case Quotient(numerator=numerator, denominator=denominator):
            if notation.latex:
                over, under = (write(part, notation) for part in (numerator, denominator))
                return rf"\frac{{{over}}}{{{under}}}", _POWER
            over, under = (_bracketed(part, notation, _POWER) for part in (numerator, denominator))
            return f"{over} / {under}", _PRODUCT
        case Power(base=base, exponent=exponent):
            raised = write(exponent, notation)
            raised = f"{{{raised}}}" if notation.latex else raised
            return f"{_bracketed(base, notation, _ATOM)}^{raised}", _POWER
        case Function(name=name, argument=argument):
            return _write_function(name, write(argument, notation), notation), _ATOM
        case Total():
            return _write_total(node, notation)


def _binding(number: str) -> int:
    """How tightly a written number holds together: a sign or a fraction bar loosens it."""
    if number.startswith("-"):
        return _SUM
    return _PRODUCT if "/" in number or "\\" in number else _ATOM


def _bracketed(node: Expression, notation: Notation, place: int) -> str:
    text, binding = _write(node, notation)
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
    shown = _signed_terms(node.terms, node.signs, notation)
    measured = _signed_terms(node.terms, node.signs, replace(TEXT, alone=notation.alone))
    for (sign, term), measure in zip(shown, measured, strict=True):
        length = len("".join(measure)) + 1
        if rows and length <= room:
            rows[-1] += f" {sign}{term}"
            room -= length
        else:
            rows.append(sign + term)
            room = width - length
    return rows


def _write_sum(terms: tuple[Expression, ...], signs: tuple[int, ...], notation: Notation) -> str:
    parts = _signed_terms(terms, signs, notation)
    return " ".join(sign + term for sign, term in parts)


def _signed_terms(
    terms: tuple[Expression, ...], signs: tuple[int, ...], notation: Notation
) -> list[tuple[str, str]]:
    # A sum that is added or subtracted keeps its brackets, or its signs would change.
    written = [_bracketed(term, notation, _PRODUCT) for term in terms]
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


def _write_total(node: Total, notation: Notation) -> tuple[str, int]:
    """Write a sum over groups with one general term, if the groups really share one.

    Written out, the terms would say the same thing again and again; with an
    index they say it once. Layers share a term up to the layer's name.
    """
    operands = children(node)
    letter = node.index if len(node.index) == 1 else rf"\{node.index}" if notation.latex else "l"
    for general in (notation, replace(notation, owner=letter), replace(notation, group=letter)):
        plain = replace(general, links=None)
        written = {_bracketed(operand, plain, _PRODUCT) for operand in operands}
        if len(written) == 1:
            sigma = rf"\sum_{{{letter}}} " if notation.latex else f"Σ_{letter} "
            (term,) = written
            if general.links:
                shared = replace(general, links=_of_all(operands, general.links))
                term = _bracketed(operands[0], shared, _PRODUCT)
            return sigma + term, _SUM
    return _write_sum(operands, (1,) * len(operands), notation), _SUM


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
