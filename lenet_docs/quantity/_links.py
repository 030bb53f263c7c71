r"""Which number of a derivation stands for which symbol, as marks that KaTeX understands.

``\htmlData{of=...}`` becomes an attribute in HTML, and nothing in MathML. It is no LaTeX, so
it is written only where it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

__all__ = ["Links"]


class Links:
    """Numbers the symbols of one derivation, in the order in which they are met."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._groups: Mapping[str, Iterable[str]] = {}

    def together(self, groups: Mapping[str, Iterable[str]]) -> Links:
        """Return the links for a general term, whose symbols stand for those of every term.

        Parameters
        ----------
        groups
            Of each symbol of the first term, those at its place in all terms.
        """
        links = Links()
        links._numbers, links._groups = self._numbers, groups
        return links

    def mark(self, latex: str, symbol: str) -> str:
        r"""Return LaTeX with the mark of the symbol that it is, or that it stands for.

        Examples
        --------
        >>> links = Links()
        >>> links.mark("H", "H"), links.mark("28", "W"), links.mark("32", "H")
        ('\\htmlData{of=1}{H}', '\\htmlData{of=2}{28}', '\\htmlData{of=1}{32}')
        """
        every = self._groups.get(symbol, [symbol])
        numbers = {self._numbers.setdefault(each, len(self._numbers) + 1) for each in every}
        return rf"\htmlData{{of={' '.join(map(str, sorted(numbers)))}}}{{{latex}}}"
