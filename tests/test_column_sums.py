"""Every column with a total, on every page of the built site, is added up again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

HEADS = ("total", "sum")
"""How the first cell of a row of totals reads."""

MARK = "X"
"""Stands in a table of connections for one kernel."""


@pytest.fixture(scope="module")
def tables(site: Path) -> list[tuple[str, Tag]]:
    """Return every table of the site that has a row of totals, with its page."""
    found = []
    for path in sorted(site.rglob("*.html")):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        found += [
            (str(path.relative_to(site)), table)
            for table in page.select("table")
            if has_total(table)
        ]
    return found


def said(cell: Tag) -> str:
    """Return the text of a cell."""
    return " ".join(cell.get_text().split())


def rows(table: Tag) -> list[list[Tag]]:
    """Return the cells of a table, row by row, without its head."""
    return [row.find_all(["th", "td"]) for row in table.select("tbody tr")]


def has_total(table: Tag) -> bool:
    """Return whether the last row of a table holds totals: one that is to be filled in does not."""
    last = rows(table)[-1:]
    return bool(last) and said(last[0][0]).lower() in HEADS and any(map(number, last[0][1:]))


def number(cell: Tag) -> Fraction | None:
    """Return the number that a cell shows; ``None`` if it shows none, or more than one."""
    words = said(cell)
    if words == MARK:
        return Fraction(1)
    plain = words.removesuffix("%").strip().replace(",", "").replace("−", "-")
    try:
        return Fraction(plain)
    except ValueError:
        return None


def added(cells: Iterable[Tag]) -> Fraction:
    """Return the sum of the numbers in some cells."""
    return sum(filter(None, map(number, cells)), start=Fraction(0))


def summed(table: Tag) -> Iterator[tuple[int, Fraction, Fraction]]:
    """Yield each column that has a total: its number, its sum, and the total as printed."""
    *body, last = rows(table)
    # The pixels of the input are looked at; they are no units of the network.
    layers = [row for row in body if said(row[0]) != "input"]
    for index, total in enumerate(last):
        printed = number(total)
        if index and printed is not None:
            yield index, added(row[index] for row in layers), printed


def test_every_column_adds_up_to_its_total(tables: list[tuple[str, Tag]]) -> None:
    """What stands in the cells of a page, added up, is what stands below them."""
    wrong = [
        (page, table.caption and said(table.caption), index, str(found), str(printed))
        for page, table in tables
        for index, found, printed in summed(table)
        if found != printed
    ]
    assert wrong == []


def test_every_row_of_marks_adds_up_to_its_sum(tables: list[tuple[str, Tag]]) -> None:
    """In a table of connections the rows have sums as well."""
    marked = [table for _, table in tables if "connections" in table.get_attribute_list("class")]
    assert marked
    for table in marked:
        for *cells, last in rows(table)[:-1]:
            assert added(cells[1:]) == number(last), said(cells[0])


def test_the_tables_with_totals_are_found(tables: list[tuple[str, Tag]]) -> None:
    """The front page, the chapter on the totals and Table I have totals; none is overlooked."""
    assert {"index.html", "layers/totals.html", "layers/c3.html"} <= {page for page, _ in tables}
    assert all(list(summed(table)) for _, table in tables)
