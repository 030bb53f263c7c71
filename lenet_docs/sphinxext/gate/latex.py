r"""Finds the numerals of a formula in LaTeX, and tells which of them are part of its structure.

Structural are 0, 1 and 2, and the numbers in an exponent or an index of a symbol. What is
written like an index and is none is not: the limits of a sum (``\sum_{i=1}^{6}``), what is set
over or under a brace or an arrow, and whatever stands in words or beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lenet_docs.sphinxext.numbers.numerals import NUMERAL, SIGNS, WITHIN, Numeral, find

__all__ = ["InFormula", "find_in_formula"]

STRUCTURAL = frozenset({"0", "1", "2"})

WORDS = {"text", "textrm", "textbf", "textit", "textsf", "texttt", "textnormal", "mbox", "tag"}
"""Commands whose argument is words."""

UNSEEN = {"begin", "end", "label", "ref", "eqref", "hspace", "vspace", "mkern", "mskip", "hskip"}
"""Commands whose argument is not printed as it stands."""

TRICKS = {
    *("char", "symbol", "unicode", "def", "gdef", "edef", "xdef", "let", "futurelet", "newcommand"),
    *("renewcommand", "providecommand", "expandafter", "csname", "phantom", "hphantom", "vphantom"),
    *("color", "textcolor", "colorbox", "fcolorbox", "smash", "raisebox", "rule", "mathchoice"),
    *("llap", "rlap", "clap", "mathllap", "mathrlap", "mathclap", "href", "url", "htmlClass"),
    *("htmlStyle", "htmlId", "htmlData", "includegraphics", "pmb", "cancel", "bcancel", "sout"),
}
"""Commands that make signs of something else, hide them, or put them over one another."""

FONTS = {
    *("mathrm", "mathbf", "mathit", "mathsf", "mathtt", "mathcal", "mathbb", "mathfrak", "mathscr"),
    *("boldsymbol", "bm", "operatorname", "hat", "widehat", "tilde", "widetilde", "bar", "vec"),
    *("dot", "ddot", "overline", "underline", "acute", "grave", "check", "breve", "mathring"),
}
"""Commands that change how a symbol looks; it stays a symbol."""

SYMBOLS = frozenset(
    re.findall(
        r"\w+",
        "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu "
        "xi pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta "
        "Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell partial nabla rangle rvert rVert vert "
        "Vert rceil rfloor prime infty exp log ln sin cos tan sinh cosh tanh det dim deg",
    )
)
"""Commands that may have an exponent or an index."""

OPERATORS = frozenset(
    re.findall(
        r"\w+",
        "cdot times div pm mp le ge leq geq ne neq lt gt approx equiv sim to in notin mapsto ldots "
        "cdots dots quad qquad left right langle lvert lVert lceil lfloor mid circ ast big Big "
        "bigl bigr Bigl Bigr mod bmod land lor cup cap setminus",
    )
)
"""Commands that part what stands on their sides."""

STACKED = {"frac", "dfrac", "tfrac", "cfrac", "binom", "dbinom", "tbinom"}
"""Commands with two arguments that do not stand side by side."""

SHAPE = FONTS | SYMBOLS | OPERATORS | STACKED | {"sqrt", "min", "max"}
"""What an exponent or an index may be made of, besides letters and numbers."""

TOKEN = re.compile(
    r"(?P<skip>\s+|%[^\n]*|\\\\\*?(?:\[[^\]]*\])?|\\m?kern\s*-?[\d.]+\s*\w\w)"
    r"|\\(?P<command>[A-Za-z]+)(?P<star>\*?)|(?P<escaped>\\.)"
    r"|(?P<open>\{)|(?P<close>\})|(?P<script>[_^])"
    # In {,} the comma is part of a number, and not punctuation.
    rf"|(?P<number>\.?\d+(?:(?:\{{,\}}|\\,|[.,])\d+)*(?:\s?\\%)?|[{SIGNS}]+)"
    r"|(?P<letter>[^\W\d_])|.",
    re.DOTALL,
)

BRACKETS = re.compile(r"\s*\[([^\]]*)\]")
LETTERS = 4
"""From how many letters on they are a word rather than the indices of a symbol."""


@dataclass(frozen=True, slots=True)
class InFormula:
    r"""A numeral of a formula.

    Parameters
    ----------
    numeral
        The numeral, and its place in the formula.
    is_structural
        Whether the formula may hold it as it is.
    among
        The words among which it stands, as in ``\text{map 3}``, and where these begin; if it does.
    """

    numeral: Numeral
    is_structural: bool
    among: tuple[str, int] | None = None


def find_in_formula(tex: str) -> Iterator[InFormula]:
    r"""Yield the numerals of a formula, those of its signs from left to right.

    Examples
    --------
    >>> def refused(tex):
    ...     return [each.numeral.text for each in find_in_formula(tex) if not each.is_structural]
    >>> refused(r"5 \times 5"), refused(r"x_{12}^{26} + 2 (a - 1)^3 = 0")
    (['5', '5'], [])
    >>> refused(r"\sum_{i=1}^{6} x_i"), refused(r"\text{in six maps}"), refused("s i x")
    (['6'], ['six'], ['s i x'])
    """
    scanner = _Scanner(tex)
    # A brace that nothing opens ends a sequence; what stands behind it is looked at all the same.
    while not scanner.is_done:
        yield from scanner.sequence(within=False)
    for start, end in scanner.spelled():
        yield InFormula(Numeral(tex[start:end], start, None, "disguised"), is_structural=False)


class _Scanner:
    """Walks through a formula once; ``within`` says whether in an exponent or an index."""

    def __init__(self, tex: str) -> None:
        # Each sign that is seen, where it stands, and whether it stands in words.
        self._seen: list[tuple[str, int, bool]] = []
        self._tex = tex
        self._position = 0
        self._is_base = False  # whether an exponent may follow
        self._behind_number = False  # whether a number would join another
        self._arguments = 0  # how many arguments of a fraction are to come
        self._owner = ""  # the command of which a group is the argument

    @property
    def is_done(self) -> bool:
        """Whether all of the formula was looked at."""
        return self._position == len(self._tex)

    def spelled(self) -> Iterator[tuple[int, int]]:
        """Yield where the signs, read one after the other, are a number word."""
        text = "".join(sign for sign, _, _ in self._seen)
        bare = "".join(" " if is_word else sign for sign, _, is_word in self._seen)
        for pattern, where in ((NUMERAL, text), (WITHIN, bare)):
            for found in pattern.finditer(where):
                signs = self._seen[found.start() : found.end()]
                start, end = signs[0][1], signs[-1][1] + 1
                # What stands in words as a whole has been found there.
                if not all(is_word for _, _, is_word in signs) or end - start > len(signs):
                    yield start, end
                    return

    def sequence(self, *, within: bool) -> Iterator[InFormula]:
        """Yield the numerals up to the end of the group, or of the formula."""
        holds_symbol, holds_other = False, False
        start = self._position
        self._is_base = False
        while token := self._next():
            if token.lastgroup == "close":
                break
            if token.lastgroup == "script":
                yield from self._script(within=within)
            elif token.lastgroup != "skip":
                yield from self._atom(token, within=within)
                holds_symbol |= self._is_base
                command = token["command"]
                holds_other |= bool(command and (command not in SHAPE or token["star"]))
        is_word = _is_word(self._tex[start : self._position])
        self._is_base = holds_symbol and not holds_other and not is_word

    def _next(self) -> re.Match[str] | None:
        found = TOKEN.match(self._tex, self._position)
        if found:
            self._position = found.end()
        return found

    def _script(self, *, within: bool) -> Iterator[InFormula]:
        """Yield the numerals of an exponent, an index or a limit: a group, or one sign."""
        is_base, behind_number = self._is_base, self._behind_number
        self._behind_number = False
        within = within or is_base
        token = self._next()
        while token and token.lastgroup == "skip":
            token = self._next()
        if token is None:
            return
        if token.lastgroup == "number":
            # Without braces TeX takes only the first digit.
            self._position = token.start() + 1
            yield self._number(token[0][0], token.start(), within=within)
        else:
            end = _end_of_group(self._tex, token.start() if token["open"] else token.end())
            within = within and _is_shape(self._tex[token.start() : end])
            yield from self._atom(token, within=within)
            if token["command"] and self._tex.startswith("{", self._position):
                # A command takes its argument with it, as in x_\mathrm{3}.
                self._next()
                yield from self.sequence(within=within)
        self._is_base, self._behind_number = is_base, behind_number

    def _atom(self, token: re.Match[str], *, within: bool) -> Iterator[InFormula]:
        command = token["command"]
        if token.lastgroup != "open":
            self._owner = command or ""
        if token.lastgroup == "number":
            yield self._number(token[0], token.start(), within=within)
        elif token.lastgroup == "open":
            yield from self._group(within=within)
        elif command:
            yield from self._command(command, token, within=within)
        else:
            self._is_base = token.lastgroup == "letter" or token[0] in {
                *(")", "]", "|", "'", r"\}", r"\|")
            }
            # A point makes decimals of what follows; spaces part nothing.
            if token[0] not in {"~", r"\,", r"\!", r"\:", r"\;", r"\>", r"\ "}:
                self._behind_number = token[0] == "."
                self._see(token[0], token.start())

    def _group(self, *, within: bool) -> Iterator[InFormula]:
        owner, parts = self._owner, self._arguments > 0
        self._arguments -= parts
        self._behind_number &= not parts
        yield from self.sequence(within=within)
        self._behind_number &= not parts
        self._is_base &= not owner or owner in FONTS
        self._owner = owner

    def _command(self, command: str, token: re.Match[str], *, within: bool) -> Iterator[InFormula]:
        self._is_base = command in SYMBOLS
        self._arguments = 2 if command in STACKED else 0
        if command in SYMBOLS | OPERATORS:
            self._see(" ", token.start())
            self._behind_number = False
        if command in TRICKS:
            trick = Numeral(token[0], token.start(), None, "trick")
            yield InFormula(trick, is_structural=False)
        elif command in WORDS:
            yield from self._words()
        elif command in UNSEEN:
            self._position = _end_of_group(self._tex, self._position)
        elif command == "sqrt":
            # Which root it is stands where an exponent would.
            root = BRACKETS.match(self._tex, self._position)
            if root and _is_shape(root[1]):
                self._position = root.end()

    def _words(self) -> Iterator[InFormula]:
        start, end = self._position, _end_of_group(self._tex, self._position)
        self._position = end
        words = self._tex[start:end].strip().removeprefix("{").removesuffix("}")
        start = self._tex.index(words, start)
        self._seen += (
            (words[place], start + place, True)
            for found in re.finditer(r"\\(?:[A-Za-z]+\s*|[^\w\s])|[{}]|(.)", words, re.DOTALL)
            if found[1]
            for place in [found.start()]
        )
        for each in find(words):
            numeral = Numeral(each.text, start + each.start, each.value, each.manner)
            yield InFormula(numeral, is_structural=False, among=(words, start))

    def _see(self, sign: str, start: int) -> None:
        self._seen.append((sign[-1], start, False))

    def _number(self, written: str, start: int, *, within: bool) -> InFormula:
        self._see(" ", start)
        plain = re.sub(r"\{,\}|\\,|,", "", written).replace("\\", "").lstrip(".")
        (found,) = find(plain)
        numeral = Numeral(written, start, found.value, found.manner)
        is_structural = within or (written in STRUCTURAL and not self._behind_number)
        # A power of 0 or 1 is none: whoever writes one wants to show the exponent.
        self._is_base = written not in {"0", "1"}
        self._behind_number = True
        return InFormula(numeral, is_structural)


def _end_of_group(tex: str, start: int) -> int:
    """Return where the group ends that begins at a place, or the place if none does."""
    depth = 0
    for found in re.finditer(r"\\.|[{}]|\S", tex[start:], re.DOTALL):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth <= 0:
            return start + (found.end() if found[0] == "}" else 0)
    return len(tex) if depth else start


def _is_shape(script: str) -> bool:
    """Return whether an exponent or an index holds nothing but symbols and numbers."""
    commands = set(re.findall(r"\\([A-Za-z]+)", script))
    return commands <= SHAPE and not _is_word(script)


def _is_word(tex: str) -> bool:
    """Return whether so many letters stand side by side that they are a word."""
    plain = re.sub(r"\\(?:[A-Za-z]+|.)|[\s{}~]", "", tex, flags=re.DOTALL)
    return re.search(rf"[^\W\d_]{{{LETTERS}}}", plain) is not None
