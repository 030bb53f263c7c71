"""Formulas as lines of text: for programs that read aloud, and for those that know no MathML."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["MATHML", "in_words"]

MATHML = "http://www.w3.org/1998/Math/MathML"

SILENT = str.maketrans("\u2061", " ", "\u2062\u2063\u2064\u200b")
"""Signs that only say how neighbours belong together: a function and what it is applied to."""

RELATIONS = frozenset("=≈≠<>≤≥≡∼→⇒⟹")
"""Operators with which a row of a derivation goes on."""

SPACED = RELATIONS | frozenset("∈×·+−/,;∧∨∪∖")
"""Operators that a line of text sets off; a comma only from what follows it."""


def in_words(element: Element) -> str:
    """Return a formula, or a part of one, as a line of text; its source is left out.

    Parameters
    ----------
    element
        An element of MathML, such as KaTeX writes.

    Examples
    --------
    >>> from xml.etree.ElementTree import fromstring
    >>> in_words(fromstring(
    ...     f'<mrow xmlns="{MATHML}"><msub><mi>x</mi><mn>0</mn></msub><mo>=</mo>'
    ...     '<mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mn>2</mn></mfrac></mrow>'
    ... ))
    'x_0 = (a + 1)/2'
    """
    return " ".join(_words(element).replace(" ,", ",").replace(" ;", ";").split())


def _words(element: Element) -> str:
    kind = element.tag.rpartition("}")[2]
    if kind in ("mi", "mn", "mtext", "mo"):
        text = (element.text or "").translate(SILENT)
        return f" {text} " if kind == "mo" and text in SPACED else text
    if kind == "mspace":
        return " "
    if kind in ("mphantom", "annotation"):
        return ""
    if kind == "mtable":
        return _rows([_words(row).strip() for row in element])
    if kind == "mtr":
        return " ".join(_words(cell) for cell in element)
    parts = [_words(child) for child in element]
    if kind == "mfrac":
        return f"{_closed(parts[0])}/{_closed(parts[1])}"
    if kind == "msqrt":
        return f"√({''.join(parts).strip()})"
    if kind == "mroot":
        return f"({parts[0].strip()})^(1/{parts[1].strip()})"
    if kind in ("mover", "munder") and len(parts[1].strip()) == 1 and element.get("accent"):
        return parts[0] + parts[1].strip()
    signs = {"msub": "_", "munder": "_", "msup": "^", "mover": "^"}.get(kind, "_^")
    if kind in ("msub", "munder", "msup", "mover", "msubsup", "munderover"):
        scripts = "".join(sign + _closed(part) for sign, part in zip(signs, parts[1:], strict=True))
        # What a sum runs over is set off from what is summed, and so is what a function applies to.
        base = parts[0].rstrip()
        return base + scripts + (" " if kind.startswith("mu") or base != parts[0] else "")
    return "".join(parts)


def _closed(text: str) -> str:
    """Return a part of a fraction, or an index, in brackets if it is more than a name."""
    text = text.strip()
    is_name = len(text) <= 1 or text.isalnum() or text.replace(",", "").isdigit()
    return text if is_name else f"({text})"


def _rows(rows: list[str]) -> str:
    """Return rows one behind the other; where one goes on with a relation, nothing parts them."""
    text = ""
    for row in filter(None, rows):
        text += row if not text else (" " if row[0] in RELATIONS else "; ") + row
    return text
