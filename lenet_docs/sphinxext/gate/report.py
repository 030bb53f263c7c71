"""What the gate says at the end of every build: its policy, and what it saw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from lenet_docs.sphinxext.gate.judge import GateVerdict, PageVerdicts

__all__ = ["report"]

POLICY = (
    "every numeral, digits or words, must be computed, published, measured, cited, part of a name "
    "or a year, or structural in mathematics (0, 1, 2, exponents, indices)"
)

NOT_JUDGED = (GateVerdict.IN_LITERALS, GateVerdict.IN_CODE, GateVerdict.IN_DOCSTRINGS)


def report(pages: Mapping[str, PageVerdicts]) -> Iterator[str]:
    """Yield the lines of the report.

    Examples
    --------
    >>> counts = {GateVerdict.COMPUTED: 1200, GateVerdict.NAMED: 30, GateVerdict.IN_CODE: 7}
    >>> seen = PageVerdicts(Counter(counts))
    >>> seen.names.add("LeNet-5")
    >>> _, counts = report({"index": seen})
    >>> print(counts)  # doctest: +NORMALIZE_WHITESPACE
    numbers gate: 1 page, 1,230 numerals: 1,200 computed, 0 published, 0 measured,
    0 cited, 30 named (1 name), 0 structural, 0 exempt, 0 refused; not judged:
    0 typed in cells that show it, 7 in code, 0 in docstrings
    """
    counts = sum((page.counts for page in pages.values()), Counter[GateVerdict]())
    names = {name for page in pages.values() for name in page.names}
    judged = [verdict for verdict in GateVerdict if verdict not in NOT_JUDGED]
    seen = {verdict: f"{counts[verdict]:,} {verdict.value}" for verdict in GateVerdict}
    seen[GateVerdict.NAMED] += f" ({_several(len(names), 'name')})"
    yield f"numbers gate: {POLICY}"
    yield (
        f"numbers gate: {_several(len(pages), 'page')}, "
        f"{_several(sum(counts[verdict] for verdict in judged), 'numeral')}: "
        f"{', '.join(seen[verdict] for verdict in judged)}; "
        f"not judged: {', '.join(seen[verdict] for verdict in NOT_JUDGED)}"
    )
    typing = {name: page.counts[GateVerdict.IN_LITERALS] for name, page in sorted(pages.items())}
    if counts[GateVerdict.IN_LITERALS]:
        places = ", ".join(f"{name} ({number})" for name, number in typing.items() if number)
        yield f"numbers gate: {GateVerdict.IN_LITERALS.value}: {places}"
    for _, page in sorted(pages.items()):
        for each in page.exemptions:
            yield f"numbers gate: exempt: {each.where}: '{each.text}' ({each.reason})"


def _several(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
