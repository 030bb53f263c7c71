"""What the gate says at the end of every build: its policy, and what it saw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from lenet_docs.sphinxext.gate.judge import Page, Verdict

__all__ = ["report"]

POLICY = (
    "every numeral, digits or words, must be computed, published, measured, cited, part of a name "
    "or a year, or structural in mathematics (0, 1, 2, exponents, indices)"
)

NOT_JUDGED = (Verdict.IN_LITERALS, Verdict.IN_CODE, Verdict.IN_DOCSTRINGS)


def report(pages: Mapping[str, Page]) -> Iterator[str]:
    """Yield the lines of the report.

    Examples
    --------
    >>> seen = Page(Counter({Verdict.COMPUTED: 1200, Verdict.NAMED: 30, Verdict.IN_CODE: 7}))
    >>> seen.names.add("LeNet-5")
    >>> _, counts = report({"index": seen})
    >>> print(counts)  # doctest: +NORMALIZE_WHITESPACE
    numbers gate: 1 page, 1,230 numerals: 1,200 computed, 0 published, 0 measured,
    0 cited, 30 named (1 name), 0 structural, 0 exempt, 0 refused; not judged:
    0 typed in cells that show it, 7 in code, 0 in docstrings
    """
    counts = sum((page.counts for page in pages.values()), Counter[Verdict]())
    names = {name for page in pages.values() for name in page.names}
    judged = [verdict for verdict in Verdict if verdict not in NOT_JUDGED]
    seen = {verdict: f"{counts[verdict]:,} {verdict.value}" for verdict in Verdict}
    seen[Verdict.NAMED] += f" ({_several(len(names), 'name')})"
    yield f"numbers gate: {POLICY}"
    yield (
        f"numbers gate: {_several(len(pages), 'page')}, "
        f"{_several(sum(counts[verdict] for verdict in judged), 'numeral')}: "
        f"{', '.join(seen[verdict] for verdict in judged)}; "
        f"not judged: {', '.join(seen[verdict] for verdict in NOT_JUDGED)}"
    )
    typing = {name: page.counts[Verdict.IN_LITERALS] for name, page in sorted(pages.items())}
    if counts[Verdict.IN_LITERALS]:
        places = ", ".join(f"{name} ({number})" for name, number in typing.items() if number)
        yield f"numbers gate: {Verdict.IN_LITERALS.value}: {places}"
    for _, page in sorted(pages.items()):
        for each in page.exemptions:
            yield f"numbers gate: exempt: {each.where}: '{each.text}' ({each.reason})"


def _several(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
