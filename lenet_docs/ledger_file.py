"""The ledger as data: what ``numbers.json`` holds, and its schema."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from importlib import resources
from typing import TypeAlias

from lenet_docs.ledger import Entry
from lenet_docs.published import Comparison, Figure

__all__ = ["as_record", "as_text", "schema"]

Record: TypeAlias = dict[str, object]


def schema() -> Record:
    """Return the JSON Schema of what `as_record` returns.

    Examples
    --------
    >>> schema()["title"]
    'Numbers'
    """
    text = resources.files("lenet_docs").joinpath("numbers.schema.json").read_text(encoding="utf-8")
    found: Record = json.loads(text)
    return found


def as_record(ledger: Iterable[Entry]) -> Record:
    """Return entries as data for JSON, sorted by key; the same entries give the same data.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> from lenet_docs.ledger import described
    >>> (number,) = as_record([described("C1.maps", lenet5()["C1"].maps)])["numbers"]
    >>> number["key"], number["values"], number["origin"]
    ('C1.maps', ['6'], 'given')
    """
    listed = sorted(ledger, key=lambda entry: entry.key)
    return {"numbers": [_record(entry) for entry in listed]}


def as_text(ledger: Iterable[Entry]) -> str:
    """Return entries as the text of a JSON file.

    Examples
    --------
    >>> print(as_text([]))
    {
      "numbers": []
    }
    <BLANKLINE>
    """
    return json.dumps(as_record(ledger), indent=2, ensure_ascii=False) + "\n"


def _record(entry: Entry) -> Record:
    return {
        "key": entry.key,
        "values": list(entry.values),
        "shown": entry.shown,
        "origin": entry.origin,
        "name": entry.name,
        "owner": entry.owner,
        "text": entry.text,
        "latex": entry.latex,
        "witnesses": [asdict(witness) for witness in entry.witnesses],
        "comparisons": [
            {
                "key": each.key,
                "verdict": str(each.verdict),
                "printed": [_printed(each, figure) for figure in each.printed],
            }
            for each in entry.comparisons
        ],
        "source": asdict(entry.source) if entry.source else None,
        "uses": [asdict(use) for use in sorted(entry.uses)],
    }


def _printed(comparison: Comparison, figure: Figure) -> Record:
    return {
        "edition": figure.edition,
        "printed": figure.printed,
        "place": figure.place,
        "agrees": figure not in comparison.disagreeing,
        "reading": figure.reading,
    }
