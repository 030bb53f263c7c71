"""How the steps from a formula to its number are laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lenet_docs.errors import QuantityError, shown
from lenet_docs.quantity._expression import (
    Expression,
    expand,
    numbers,
    reductions,
    references,
    size,
    substitute,
)
from lenet_docs.quantity._typeset import LATEX, TEXT, Notation, number_text, write, write_rows

if TYPE_CHECKING:
    from lenet_docs.quantity._quantity import Quantity

__all__ = ["Derivation"]

WIDTH = 40
"""How many characters of a sum a phone shows on one line."""


MOST_PARTS = 3_000
"""How many numbers, symbols and operations a formula that is written out may have."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """The steps of one quantity: symbols, numbers put in, reductions, value.

    Parameters
    ----------
    quantity
        The number to derive.
    depth
        How many levels of named steps to write out instead of naming them.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(lenet5()["F6"].connections.derivation(depth=1).text())
    connections_F6 = (M_F6 × (M_C5 + 1)) × (H_C5 × W_C5)
                   = (84 × (120 + 1)) × (1 × 1)
                   = (84 × 121) × 1
                   = 10,164 × 1
                   = 10,164
    """

    quantity: Quantity
    depth: int = 0

    def __post_init__(self) -> None:
        if type(self.depth) is not int or self.depth < 0:
            raise QuantityError(
                f"the depth is {shown(self.depth)}; give a whole number of at least 0"
            )

    def steps(self, notation: Notation = TEXT) -> tuple[str, ...]:
        """Return the right-hand sides, line by line."""
        written = self._notation(notation)
        return tuple(write(step, written) for step, _ in self._lines())

    @property
    def named(self) -> dict[str, Quantity]:
        """The quantities that the formula names, each under its symbol in plain text.

        Examples
        --------
        >>> from lenet_docs import lenet5
        >>> list(lenet5()["C3"].height.derivation(depth=1).named)
        ['H_C1', 'K_S2', 'K_C3']
        """
        notation = self._notation(TEXT)
        return {notation.symbol(each): each for each in references(self._expression)}

    @property
    def _expression(self) -> Expression:
        expression = expand(self.quantity.expression, self.depth)
        if self.depth and (parts := size(expression)) > MOST_PARTS:
            raise QuantityError(
                f"{self.quantity.name or 'this quantity'}: written out to depth {self.depth} the "
                f"formula has {parts:,} parts, and {MOST_PARTS:,} at most are shown; "
                "choose a smaller depth"
            )
        return expression

    def _notation(self, notation: Notation) -> Notation:
        return notation.among(references(self._expression), self.quantity.owner)

    def rounded(self) -> set[str]:
        """Return the numbers of the steps that are written rounded, without their signs.

        Examples
        --------
        >>> from lenet_docs.quantity import exp, given
        >>> sorted((exp(given(4, "x")) / 2).derivation().rounded())
        ['27.299075', '54.59815']
        """
        steps = reductions(self._expression)
        values = (each.value for step in steps for each in numbers(step))
        written = {number_text(abs(each)): abs(each) for each in values if isinstance(each, float)}
        return {text for text, value in written.items() if float(text.replace(",", "")) != value}

    def _lines(self) -> list[tuple[Expression, str]]:
        """Return the right-hand sides, each with how it reads in a terminal."""
        expression, notation = self._expression, self._notation(TEXT)
        found = [expression, *reductions(expression)]
        plain = [write(step, notation) for step in found]
        # A division that cannot be carried out further is already its own result.
        said = [text.replace(" / ", "/") for text in plain]
        # A formula without symbols, or a second name, repeats itself: say it once.
        return [
            (step, plain[i]) for i, step in enumerate(found) if i == 0 or said[i] != said[i - 1]
        ]

    def text(self) -> str:
        """Return aligned plain text for a terminal."""
        left, rest = self._sides(self._notation(TEXT))
        signs = self._relations(len(rest), TEXT)
        lines = [f"{sign} {plain}" for sign, (_, plain) in zip(signs, rest, strict=True)]
        if not self.quantity.symbol:  # what stands left is a whole formula: no room beside it
            return "\n".join([left, *lines])
        return f"{left} " + f"\n{' ' * len(left)} ".join(lines)

    def latex(self) -> str:
        """Return LaTeX whose lines are aligned at the relation; a wide sum has several."""
        return self._aligned(LATEX)

    def linked_latex(self) -> str:
        r"""Return the same for KaTeX, with marks: which number stands for which symbol.

        Examples
        --------
        >>> from lenet_docs import given
        >>> print((given(5, "K") ** 2).named("area", "A").derivation().linked_latex())
        \begin{aligned}
        \htmlData{of=1}{A} &= \htmlData{of=2}{K}^{2} \\
        &= \htmlData{of=2}{5}^{2} \\
        &= \htmlData{of=1}{25}
        \end{aligned}
        """
        return self._aligned(LATEX.linked())

    def _aligned(self, notation: Notation) -> str:
        notation = self._notation(notation)
        left, rest = self._sides(notation)
        signs = self._relations(len(rest), notation)
        rows = [write_rows(step, plain, notation, WIDTH) for step, plain in rest]
        if self.quantity.symbol:
            # The last line is worth what stands left of all.
            rows[-1][-1] = notation.mark(rows[-1][-1], self.quantity)
        lines = [
            f"&{sign} " + " \\\\\n&\\quad ".join(row) for sign, row in zip(signs, rows, strict=True)
        ]
        lines[:1] = [f"{left} {line}" for line in lines[:1]] or [left]
        body = " \\\\\n".join(lines)
        return f"\\begin{{aligned}}\n{body}\n\\end{{aligned}}"

    def formula(self) -> str:
        """Return one line of LaTeX for running text: symbol, formula, value."""
        formula = write(self._expression, self._notation(LATEX))
        symbol = [LATEX.symbol(self.quantity)] if self.quantity.symbol else []
        return self._one_line([*symbol, formula])

    def arithmetic(self) -> str:
        """Return one line of LaTeX for running text: the numbers put in, and the value."""
        return self._one_line([write(substitute(self._expression), LATEX)])

    def _sides(self, notation: Notation) -> tuple[str, list[tuple[Expression, str]]]:
        """Return what stands left of the first relation, and what stands right of each."""
        first, *rest = lines = self._lines()
        if self.quantity.symbol:
            return notation.mark(notation.symbol(self.quantity), self.quantity), lines
        return write(first[0], notation), rest

    def _relations(self, count: int, notation: Notation) -> list[str]:
        """Say "is about" before a rounded result, "equals" before every other line."""
        rounded = int(isinstance(self.quantity.value, float) and count > 0)
        return ["="] * (count - rounded) + [notation.about] * rounded

    def _one_line(self, parts: list[str]) -> str:
        result = LATEX.number(self.quantity.value)
        before = parts[:-1] if parts[-1] == result else parts
        (sign,) = self._relations(1, LATEX)
        return f" {sign} ".join([" = ".join(before), result]) if before else result
