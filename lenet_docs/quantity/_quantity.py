"""The class of numbers that remember where they came from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias, Union

from lenet_docs.errors import QuantityError, unknown
from lenet_docs.quantity._expression import (
    DIGITS,
    Expression,
    Number,
    Power,
    Product,
    Quotient,
    Reference,
    Sum,
    Value,
    combine,
    evaluate,
    exact,
    fits,
    references,
    totals,
)
from lenet_docs.quantity._typeset import TEXT, number_text, upright, write
from lenet_docs.quantity.derivation import Derivation

__all__ = ["MEDIA_TYPE", "Quantity", "Value"]

Operand: TypeAlias = Union["Quantity", int, Fraction, Decimal]


MEDIA_TYPE = "application/vnd.lenet-docs.quantity+json"
"""As what a notebook's cell tells programs which quantity it shows."""


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """A number together with the expression it came from.

    Quantities are made by `given` and by arithmetic, not by calling the class.
    The operators ``+ - * / **`` build the expression; whole numbers, fractions
    and decimals may stand beside quantities in a formula. Floating-point
    operands are refused, because they are rounded before they arrive.

    Parameters
    ----------
    value
        What the quantity is worth: an ``int`` or a ``Fraction``; a ``float``
        only behind a real-valued function such as `tanh`.
    expression
        The tree that gave the value.
    name
        What the number counts, in words: ``"connections"``.
    symbol
        How other formulas refer to it, in LaTeX. Empty: it has no symbol and
        is written out wherever it is used.
    owner
        The layer or network it belongs to: the index of its symbol.
    group
        Which of the groups of its owner it belongs to: one more index.
    local
        Whether the symbol does without its owner in a derivation that is of this
        owner alone, as the side of a kernel does.
    """

    value: Value
    expression: Expression
    name: str = ""
    symbol: str = ""
    owner: str = ""
    group: str = ""
    local: bool = False

    def __post_init__(self) -> None:
        if not fits(self.value):
            raise QuantityError(
                f"{self.name or 'a quantity'} is too large; it may have {DIGITS:,} digits at most"
            )

    # -- building ---------------------------------------------------------------

    @property
    def operand(self) -> Expression:
        """What stands for this quantity in a formula that uses it."""
        return Reference(self) if self.symbol else self.expression

    def named(self, name: str, symbol: str = "", owner: str = "") -> Quantity:
        r"""Return the same quantity under a name, as a step that other formulas refer to.

        Parameters
        ----------
        name
            What is counted.
        symbol
            Its symbol in LaTeX; by default the name itself, upright and escaped.
        owner
            The layer it belongs to.

        Examples
        --------
        >>> from lenet_docs import given
        >>> side = (given(32, "H") - 4).named("height", "H", owner="C1")
        >>> side.formula()
        'H_{\\text{C1}} = H - 4 = 28'
        """
        symbol = symbol or upright(name)
        if self.symbol:  # a second name for the same number: one step that says so
            return Quantity(self.value, Reference(self), name, symbol, owner)
        return Quantity(self.value, self.expression, name, symbol, owner)

    def labelled(self, name: str) -> Quantity:
        """Return the same quantity with a name to ask for it by, but no symbol."""
        return Quantity(self.value, self.expression, name)

    def __add__(self, other: Operand) -> Quantity:
        return _sum(self, other, 1)

    def __radd__(self, other: Operand) -> Quantity:
        return _sum(other, self, 1)

    def __sub__(self, other: Operand) -> Quantity:
        return _sum(self, other, -1)

    def __rsub__(self, other: Operand) -> Quantity:
        return _sum(other, self, -1)

    def __mul__(self, other: Operand) -> Quantity:
        return _product(self, other)

    def __rmul__(self, other: Operand) -> Quantity:
        return _product(other, self)

    def __truediv__(self, other: Operand) -> Quantity:
        return _quotient(self, other)

    def __rtruediv__(self, other: Operand) -> Quantity:
        return _quotient(other, self)

    def __pow__(self, exponent: Operand) -> Quantity:
        power = _quantity(exponent)
        if not isinstance(power.value, int):
            raise QuantityError(f"the exponent is {power}; give a whole number")
        if not fits(self.value, abs(power.value)):
            raise QuantityError(f"{self} to the power of {power} has more than {DIGITS:,} digits")
        return combined(Power(self.operand, power.operand))

    # -- being a number ---------------------------------------------------------

    def __bool__(self) -> bool:
        return self.value != 0

    def __int__(self) -> int:
        if not isinstance(self.value, int):
            raise QuantityError(f"{self.name or 'this quantity'} is {self}, not a whole number")
        return self.value

    __index__ = __int__

    def __float__(self) -> float:
        return float(self.value)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Quantity):
            return self.value == other.value
        if isinstance(other, Decimal):
            return self.value == Fraction(other)
        return self.value == other if isinstance(other, int | Fraction | float) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.value)

    def __lt__(self, other: Quantity | Value) -> bool:
        return self.value < _value(other)

    def __le__(self, other: Quantity | Value) -> bool:
        return self.value <= _value(other)

    def __gt__(self, other: Quantity | Value) -> bool:
        return self.value > _value(other)

    def __ge__(self, other: Quantity | Value) -> bool:
        return self.value >= _value(other)

    def __str__(self) -> str:
        return number_text(self.value)

    def __format__(self, spec: str) -> str:
        return format(self.value, spec) if spec else str(self)

    def __repr__(self) -> str:
        return self.text()

    # -- showing where it came from -----------------------------------------------

    def derivation(self, depth: int = 0) -> Derivation:
        """Return the steps of this number, ready to be laid out.

        Parameters
        ----------
        depth
            How many levels of named steps to write out instead of naming them.
        """
        return Derivation(self, depth)

    def text(self, depth: int = 0) -> str:
        """Return the derivation as aligned plain text; `depth` as in `derivation`."""
        return self.derivation(depth).text()

    def latex(self, depth: int = 0) -> str:
        """Return the derivation as aligned LaTeX; `depth` as in `derivation`."""
        return self.derivation(depth).latex()

    def formula(self, depth: int = 0) -> str:
        """Return one line of LaTeX: symbol, formula, value; `depth` as in `derivation`."""
        return self.derivation(depth).formula()

    def arithmetic(self, depth: int = 0) -> str:
        r"""Return one line of LaTeX: the numbers put in, and the value.

        Examples
        --------
        >>> from lenet_docs import given
        >>> print((6 * (given(5, "K") * 5 + 1)).arithmetic())
        6 \times \left(5 \times 5 + 1\right) = 156
        """
        return self.derivation(depth).arithmetic()

    def _repr_latex_(self) -> str:
        return f"$${self.latex()}$$"

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, dict[str, str]]:
        # For programs, such as the one that lists the book's numbers; nobody looks at it.
        value = repr(self.value) if isinstance(self.value, float) else str(self.value)
        record = {"name": self.name, "symbol": self.symbol, "owner": self.owner, "value": value}
        shown = {"shown": str(self), "text": self.text(), "latex": self.latex()}
        steps = self.derivation()
        more = {"linked": steps.linked_latex(), "rounded": " ".join(sorted(steps.rounded()))}
        return {MEDIA_TYPE: record | shown | more}

    # -- asking for a step ----------------------------------------------------------

    @property
    def parts(self) -> dict[str, Quantity]:
        """The steps that this quantity's formula names, and the groups that it sums over.

        A part of the same layer is known by its name (``"parameters"``), a part
        of another layer by both (``"S2.height"``), a group by its number.
        """
        found: dict[str, Quantity] = {}
        for part in (*totals(self.expression), *references(self.expression)):
            if part.name:
                shared = part.owner in ("", self.owner)
                found.setdefault(part.name if shared else f"{part.owner}.{part.name}", part)
        return found

    def part(self, name: str) -> Quantity:
        """Return the step called `name`.

        Raises
        ------
        QuantityError
            If the formula has no such step; the message lists those that it has.
        """
        parts = self.parts
        if name not in parts:
            what = f"step in {self.name or 'this quantity'}"
            raise QuantityError(unknown(what, name, parts))
        return parts[name]

    @property
    def is_given(self) -> bool:
        """Whether the number was given and not computed."""
        return isinstance(self.expression, Number)


def _value(operand: Quantity | Value) -> Value:
    return operand.value if isinstance(operand, Quantity) else operand


def operand_of(operand: Operand) -> Expression:
    """Return what stands for `operand` in a formula; refuse what is not exact."""
    return _quantity(operand).operand


def exact_value(number: object) -> Value:
    """Return `number` if it is exact; refuse it if it was rounded, or is no number."""
    if isinstance(number, bool) or not isinstance(number, int | Fraction | Decimal):
        hint = f"; write Decimal('{number}') or a Fraction" if isinstance(number, float) else ""
        raise QuantityError(f"{number!r} is not an exact number{hint}")
    return number if isinstance(number, int) else exact(Fraction(number))


def combined(expression: Expression) -> Quantity:
    """Return the quantity that `expression` is worth; refuse it if it is worth none."""
    try:
        value = evaluate(expression)
    except (ArithmeticError, ValueError) as error:
        raise QuantityError(f"{write(expression, TEXT)} has no value: {error}") from None
    return Quantity(value, expression)


# A chain such as a + b - c stays one node, so that it is worked out in one step. The value of what
# stands left is known already: the next term is added to that.
def _sum(left: Operand, right: Operand, sign: int) -> Quantity:
    one, other = _quantity(left), _quantity(right)
    first, second = one.operand, other.operand
    value = exact(one.value + sign * other.value)
    if isinstance(first, Sum):
        return Quantity(value, Sum((*first.terms, second), (*first.signs, sign)))
    return Quantity(value, Sum((first, second), (1, sign)))


def _product(left: Operand, right: Operand) -> Quantity:
    one, other = _quantity(left), _quantity(right)
    first, second = one.operand, other.operand
    value = exact(one.value * other.value)
    if isinstance(first, Product):
        return Quantity(value, Product((*first.factors, second)))
    return Quantity(value, Product((first, second)))


def _quotient(left: Operand, right: Operand) -> Quantity:
    one, other = _quantity(left), _quantity(right)
    if other == 0:
        raise QuantityError(f"cannot divide {write(one.operand, TEXT)} by zero")
    expression = Quotient(one.operand, other.operand)
    return Quantity(combine(expression, (one.value, other.value)), expression)


def _quantity(operand: Operand) -> Quantity:
    if isinstance(operand, Quantity):
        return operand
    value = exact_value(operand)
    return Quantity(value, Number(value))
