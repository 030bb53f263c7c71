"""Functions of quantities: the floor, which stays exact, and the real-valued ones.

The real-valued functions round, as floating-point numbers do; a result that
went through one of them is shown behind "is about".
"""

from __future__ import annotations

from lenet_docs.quantity._expression import Function
from lenet_docs.quantity._quantity import Operand, Quantity, combined, operand_of

__all__ = ["artanh", "exp", "floor", "log", "sqrt", "tanh"]


def _function(name: str, argument: Operand) -> Quantity:
    return combined(Function(name, operand_of(argument)))


def floor(argument: Operand) -> Quantity:
    """Return the largest whole number that is not above `argument`."""
    return _function("floor", argument)


def sqrt(argument: Operand) -> Quantity:
    """Return the square root of `argument`, rounded to a float."""
    return _function("sqrt", argument)


def tanh(argument: Operand) -> Quantity:
    """Return the hyperbolic tangent of `argument`, rounded to a float."""
    return _function("tanh", argument)


def artanh(argument: Operand) -> Quantity:
    """Return the inverse of `tanh` at `argument`, rounded to a float."""
    return _function("artanh", argument)


def exp(argument: Operand) -> Quantity:
    """Return e raised to `argument`, rounded to a float."""
    return _function("exp", argument)


def log(argument: Operand) -> Quantity:
    """Return the natural logarithm of `argument`, rounded to a float."""
    return _function("log", argument)
