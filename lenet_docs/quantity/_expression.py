"""Expressions: the trees that a quantity remembers, and how they are reduced.

An expression is built once, by ordinary Python operators on quantities.
Its formula and each step of its reduction are read off this one tree. The operators work the value
out on the way, and the last step must come to the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from lenet_docs.quantity._quantity import Quantity

Value: TypeAlias = int | Fraction | float
"""What a quantity can be worth: exact wherever the mathematics is exact."""


def exact(value: Value) -> Value:
    """Return `value` as an ``int`` if it is a whole fraction, else unchanged."""
    if isinstance(value, int):  # by far the most, and quicker told than a fraction
        return value
    if isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    return value


DIGITS = 4_000
"""How many digits a number has at the most: Python writes little more."""

_BITS = int(DIGITS * math.log2(10))


def fits(value: Value, power: int = 1) -> bool:
    """Whether `value`, to a power that is not negative, is a number that can be written."""
    if isinstance(value, float):
        return math.isfinite(value)
    longer = max(abs(value.numerator), value.denominator)
    return (longer.bit_length() - 1) * power <= _BITS


@dataclass(frozen=True, slots=True)
class Number:
    """A literal, a part that has been worked out, or the number put in for a symbol."""

    value: Value
    of: Quantity | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """A quantity that has a symbol of its own, seen from the formula that uses it."""

    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms added or subtracted: ``signs[i]`` is +1 or -1."""

    terms: tuple[Expression, ...]
    signs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Factors multiplied."""

    factors: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """An exact division."""

    numerator: Expression
    denominator: Expression


@dataclass(frozen=True, slots=True)
class Power:
    """A base raised to a whole exponent."""

    base: Expression
    exponent: Expression


@dataclass(frozen=True, slots=True)
class Function:
    """A function of one argument, such as the floor or the hyperbolic tangent."""

    name: str
    argument: Expression


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over groups that are all counted by the same formula."""

    terms: tuple[Quantity, ...]
    index: str


Expression: TypeAlias = Number | Reference | Sum | Product | Quotient | Power | Function | Total

FUNCTIONS: dict[str, Callable[[Value], Value]] = {
    "floor": math.floor,
    "sqrt": math.sqrt,
    "tanh": math.tanh,
    "artanh": math.atanh,
    "exp": math.exp,
    "log": math.log,
}


def children(node: Expression) -> tuple[Expression, ...]:
    """Return the operands of `node`, in the order in which they are written."""
    match node:
        case Sum(terms=operands) | Product(factors=operands):
            return operands
        case Quotient(numerator=left, denominator=right) | Power(base=left, exponent=right):
            return (left, right)
        case Function(argument=argument):
            return (argument,)
        case Total(terms=terms):
            return tuple(term.operand for term in terms)
        case _:
            return ()


def rebuild(node: Expression, operands: tuple[Expression, ...]) -> Expression:
    """Return `node` with its operands replaced."""
    match node:
        case Sum(signs=signs):
            return Sum(operands, signs)
        case Product():
            return Product(operands)
        case Quotient():
            return Quotient(*operands)
        case Power():
            return Power(*operands)
        case Function(name=name):
            return Function(name, *operands)
        case Total():
            return Sum(operands, (1,) * len(operands))
        case _:
            return node


def size(node: Expression) -> int:
    """Return how many numbers, symbols and operations `node` consists of."""
    return 1 + sum(size(operand) for operand in children(node))


def references(node: Expression) -> Iterator[Quantity]:
    """Yield the quantities that `node` names, in reading order, each time they occur."""
    if isinstance(node, Reference):
        yield node.quantity
    for operand in children(node):
        yield from references(operand)


def numbers(node: Expression) -> Iterator[Number]:
    """Yield the numbers that `node` writes, in reading order."""
    if isinstance(node, Number):
        yield node
    for operand in children(node):
        yield from numbers(operand)


def totals(node: Expression) -> Iterator[Quantity]:
    """Yield the terms of every sum over groups in `node`, in reading order."""
    if isinstance(node, Total):
        yield from node.terms
    for operand in children(node):
        yield from totals(operand)


def expand(node: Expression, depth: int) -> Expression:
    """Replace references by the expressions they stand for, `depth` levels deep."""
    if depth <= 0:
        return node
    if isinstance(node, Reference):
        inner = node.quantity.expression
        return node if isinstance(inner, Number) else expand(inner, depth - 1)
    operands = tuple(expand(operand, depth) for operand in children(node))
    return rebuild(node, operands)


def substitute(node: Expression) -> Expression:
    """Replace every reference by its number and every sum over groups by its addition."""
    if isinstance(node, Reference):
        return Number(node.quantity.value, node.quantity)
    return rebuild(node, tuple(substitute(operand) for operand in children(node)))


def evaluate(node: Expression) -> Value:
    """Return the value of `node`."""
    match node:
        case Number(value=value):
            return value
        case Reference(quantity=quantity):
            return quantity.value
        case Total(terms=terms):
            return exact(sum([term.value for term in terms]))
        case _:
            return combine(node, [evaluate(operand) for operand in children(node)])


def combine(node: Expression, values: Sequence[Value]) -> Value:
    """Carry out the one operation at the top of `node` on the values of its operands."""
    match node:
        case Sum(signs=signs):
            return exact(sum([s * v for s, v in zip(signs, values, strict=True)]))
        case Product():
            return exact(math.prod(values))
        case Quotient():
            numerator, denominator = values
            if isinstance(numerator, float) or isinstance(denominator, float):
                return numerator / denominator
            return exact(Fraction(numerator) / Fraction(denominator))
        case Power():
            base, exponent = values
            # A whole base to a negative power would be rounded by Python.
            return exact((base if isinstance(base, float) else Fraction(base)) ** exponent)
        case Function(name=name):
            return FUNCTIONS[name](values[0])
        case _:
            raise AssertionError(f"no operation in {node!r}")


def reduce_once(node: Expression) -> Expression:
    """Work out every operation whose operands are plain numbers, all at once.

    This is the step a careful person writes on the next line: the innermost
    brackets are worked out, the rest is copied.
    """
    operands = children(node)
    if not operands:
        return node
    if all(isinstance(operand, Number) for operand in operands):
        values = tuple(operand.value for operand in operands if isinstance(operand, Number))
        return Number(combine(node, values))
    return rebuild(node, tuple(reduce_once(operand) for operand in operands))


def reductions(node: Expression) -> Iterator[Expression]:
    """Yield `node` with its numbers put in, then each step down to a single number."""
    current = substitute(node)
    yield current
    while not isinstance(current, Number):
        current = reduce_once(current)
        yield current
