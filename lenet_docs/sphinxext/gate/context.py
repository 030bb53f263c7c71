"""What stands around a numeral: whether it is a year, or counts what stands behind it."""

from __future__ import annotations

import re

from docutils import nodes

__all__ = ["counts", "is_year"]

COUNTED = (
    "activations|additions|biases|bits|bytes|cases|characters|classes|classifiers|coefficients|"
    "columns|connections|copies|days|digits|dimensions|entries|epochs|errors|examples|features|"
    "fields|filters|hours|images|inputs|iterations|kernels|layers|levels|links|maps|minutes|"
    "mistakes|months|multiplications|multiply-adds|networks|neurons|numbers|operations|outputs|"
    "pages|parameters|passes|patterns|pixels|points|products|rows|samples|seconds|sections|sheets|"
    "steps|symbols|tests|times|units|updates|values|variables|weights|weeks|windows|words|writers|years"
)
"""What this field counts. A numeral in front of these says how many there are."""

BETWEEN = "trainable|free|independent|hidden|different|distinct|single|input|output|test|training"
COUNTS = rf"(?:\s+(?:(?:{BETWEEN})\s+)*(?:{COUNTED})\b|\s*[%‰])"

YEAR = r"(?<![\d.,])(?:1[89]\d\d|20[0-2]\d)"
"""From the first statistics to the present: nobody wrote about this field before 1800."""

ENDS = rf"(?![\w’']|[.,]\d|-\w|\s(?:out\s)?of\s(?:all|the|them|these)\b|{COUNTS})"
RANGE = rf"{YEAR}(?:(?:\s?[–—]\s?|-|\sto\s|\sand\s|\sor\s|,\s){YEAR})*{ENDS}"
MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "spring|summer|autumn|winter|early|late|mid"
)
DATE = rf"(?:\d\d?\s)?\b(?:{MONTH})[\s-](?:\d\d?,\s)?"
BEFORE = r"in|since|until|before|after|during|by|from|between|of|the year|year|as early as|back to"
ISSUED = (
    "paper|article|edition|book|report|network|version|preprint|thesis|review|conference|contest|"
    "workshop|experiment|model|database|design|method|text|figure|table|release|standard"
)
YEARS = re.compile(
    rf"(?P<before>\b(?:{BEFORE}))\s(?:{DATE})?{RANGE}|{DATE}{YEAR}{ENDS}"
    rf"|\b(?:the|a|his|her|their|its|our)\s{YEAR}(?=\s(?:{ISSUED})\b)"
    rf"|\b(?:the|early|late|mid)[\s-](?:(?:early|late|mid)[\s-])?(?:1[89]\d|20[0-2])0s{ENDS}"
    rf"|(?<=[\w.] )\((?:[^()\d]*,\s)?{RANGE}\)|{YEAR}(?:\s?–\s?|\sto\s){YEAR}{ENDS}"
    rf"|^{RANGE}(?=:)|(?:^|(?<=[.!?]\s)){YEAR}(?=\s(?:saw|brought|(?:was|is)\sthe\syear)\b)",
    re.IGNORECASE,
)
"""Where the sentence says that a number is a year."""

AMOUNTS = re.compile(
    r"(?:\b(?:total|sum|number|count|size|width|height|depth|value|maximum|minimum|mean|average|"
    rf"most|product|factor|set|times|{COUNTED}|\w+ed)|\d|\ufffc)\s?$",
    re.IGNORECASE,
)
"""What makes an amount of a number behind ``of``, ``by`` or a bracket."""

HEADS = re.compile(r"^(?:years?|dates?|when|since|published)\b", re.IGNORECASE | re.MULTILINE)


def counts(text: str, end: int) -> bool:
    """Return whether the numeral that ends at `end` counts what stands behind it.

    Examples
    --------
    >>> counts("p. 12 parameters", 5), counts("p. 12 says", 5)
    (True, False)
    """
    return re.compile(COUNTS, re.IGNORECASE).match(text, end) is not None


def is_year(start: int, end: int, text: str, node: nodes.Node) -> bool:
    r"""Return whether the numeral at a place of a text is a year, or the day of one.

    Examples
    --------
    >>> def years(text):
    ...     found = re.finditer(r"\d+", text)
    ...     return [each[0] for each in found if is_year(*each.span(), text, nodes.paragraph())]
    >>> years("In 1989, and in the 1990s; from May 1986 to 1998. In 1998 parameters, 1989 of them")
    ['1989', '1990', '1986', '1998']
    """
    plain = re.sub(r"\s", " ", text)
    for found in YEARS.finditer(plain):
        if found.start() <= start and end <= found.end():
            before = (found["before"] or "").lower()
            ambiguous = before in {"of", "by"} or found[0].startswith("(")
            if not (ambiguous and AMOUNTS.search(plain[: found.start()])):
                return True
    return re.fullmatch(RANGE, plain.strip()) is not None and HEADS.search(heads(node)) is not None


def heads(node: nodes.Node) -> str:
    """Return the lines at the head of the column and of the row in which a cell stands."""
    entry = node.parent
    if not isinstance(entry, nodes.entry):
        return ""
    row = entry.parent
    place = row.index(entry)
    groups = row.parent.parent.findall(nodes.thead)
    lines = [*(line.children for group in groups for line in group.children), row.children[:1]]
    above = [line[place] for line in lines[:-1] if place < len(line)]
    return "\n".join(cell.astext() for cell in (*above, *lines[-1]) if cell is not entry)
