"""How quantities are made: from givens, and from sums over groups."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from lenet_docs.errors import QuantityError
from lenet_docs.quantity._expression import Number, Total
from lenet_docs.quantity._quantity import Quantity, combined, exact_value

__all__ = ["given", "total"]


def given(
    number: int | Fraction | Decimal,
    symbol: str = "",
    name: str = "",
    owner: str = "",
    *,
    group: str = "",
    local: bool = False,
) -> Quantity:
    """Return a quantity that is given, not computed: a leaf of every derivation.

    Parameters
    ----------
    number
        A whole number, a fraction, or a decimal (``Decimal("1.7159")``).
    symbol
        Its symbol in LaTeX.
    name
        What it is, in words.
    owner
        The layer it belongs to.
    group
        Which of the groups of its owner it belongs to.
    local
        Whether the symbol needs its owner only beside those of other layers.

    Raises
    ------
    QuantityError
        If `number` is a ``float`` or no number at all.

    Examples
    --------
    >>> print(given(32, "H", "height", owner="input").text())
    H_input = 32
    """
    value = exact_value(number)
    return Quantity(value, Number(value), name, symbol, owner, group, local)


def total(terms: Iterable[Quantity], index: str = "g") -> Quantity:
    """Add up groups that are all counted by one formula.

    In symbols the sum is written once, with `index`; with numbers, every group
    is written out. A group that has a name can be asked for by it.

    Parameters
    ----------
    terms
        One quantity a group.
    index
        The letter that stands for the group.

    Raises
    ------
    QuantityError
        If there is nothing to add.

    Examples
    --------
    >>> groups = [(6, 3), (6, 4), (3, 4), (1, 6)]
    >>> kernel = given(5, "K")
    >>> c3 = total(
    ...     given(m, "m", owner=str(g)) * (kernel * kernel * given(n, "n", owner=str(g)) + 1)
    ...     for g, (m, n) in enumerate(groups)
    ... )
    >>> print(c3.text())
    Σ_g m_g × (K × K × n_g + 1)
    = 6 × (5 × 5 × 3 + 1) + 6 × (5 × 5 × 4 + 1) + 3 × (5 × 5 × 4 + 1) + 1 × (5 × 5 × 6 + 1)
    = 6 × (75 + 1) + 6 × (100 + 1) + 3 × (100 + 1) + 1 × (150 + 1)
    = 6 × 76 + 6 × 101 + 3 × 101 + 1 × 151
    = 456 + 606 + 303 + 151
    = 1,516
    """
    listed = tuple(terms)
    if not listed:
        raise QuantityError("there is nothing to add up: the sum has no group")
    if len(listed) == 1:
        return listed[0]
    return combined(Total(listed, index))
