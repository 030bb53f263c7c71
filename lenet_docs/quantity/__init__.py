"""Numbers that remember the expression they came from.

A formula is ordinary Python on quantities.
The result knows its value, its formula in symbols, the same formula with the
numbers put in, and every step of working it out.
All of them are read off one expression, so they cannot disagree.

>>> from lenet_docs import given
>>> maps = given(6, "M", "feature maps")
>>> kernel = given(5, "K", "kernel side")
>>> parameters = (maps * (kernel * kernel + 1)).named("parameters", owner="C1")
>>> print(parameters.text())
parameters_C1 = M × (K × K + 1)
              = 6 × (5 × 5 + 1)
              = 6 × (25 + 1)
              = 6 × 26
              = 156
"""

from lenet_docs.quantity._expression import Value
from lenet_docs.quantity._quantity import Quantity
from lenet_docs.quantity._typeset import number_text
from lenet_docs.quantity.derivation import Derivation
from lenet_docs.quantity.functions import artanh, exp, floor, log, sqrt, tanh
from lenet_docs.quantity.making import given, total

__all__ = [
    "Derivation",
    "Quantity",
    "Value",
    "artanh",
    "exp",
    "floor",
    "given",
    "log",
    "number_text",
    "sqrt",
    "tanh",
    "total",
]
