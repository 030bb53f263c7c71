"""The connection table as a form: a box to tick for each pair of maps, and the sums."""

from __future__ import annotations

from functools import lru_cache

from lenet_docs.layers import ConnectionTable
from lenet_docs.recalculation.fields import TABLE, TEMPLATE
from lenet_docs.recalculation.settings import CELLS, Settings

__all__ = ["grid"]

SOURCE = TEMPLATE[TABLE.layer].source.name


def grid(settings: Settings) -> str:
    """Return the table of boxes, or nothing if every map looks at all, or there is no table.

    Each box says by ``data-cell`` which maps it is of: looked at, and looking.

    Examples
    --------
    >>> from lenet_docs.recalculation.settings import PRESETS
    >>> grid(PRESETS["dense"].settings)
    ''
    >>> grid(PRESETS["lenet5"].settings).count(" checked")
    60
    """
    table, (sources, maps) = settings.table, settings.sides
    if table is None or not 0 < sources * maps <= CELLS:
        return ""
    return _grid(table, sources, maps)


@lru_cache(maxsize=1)  # most changes are of other fields
def _grid(table: ConnectionTable, sources: int, maps: int) -> str:
    head = "".join(f'<th scope="col">{index}</th>' for index in range(maps))
    rows = "".join(_row(table, source, len(row)) for source, row in enumerate(table.rows(sources)))
    sums = "".join(f"<td>{len(column)}</td>" for column in table.columns)
    return (
        '<table class="recalculation-grid">'
        f"<caption>Maps of {SOURCE} in rows, maps of {TABLE.layer} in columns. "
        "A mark: the second looks at the first.</caption>"
        f'<thead><tr><th scope="col">{SOURCE}</th>{head}<th scope="col">Sum</th></tr></thead>'
        f'<tbody>{rows}</tbody><tfoot><tr><th scope="row">Sum</th>{sums}'
        f"<td>{table.marks}</td></tr></tfoot></table>"
    )


def _row(table: ConnectionTable, source: int, marks: int) -> str:
    boxes = "".join(
        f'<td><input type="checkbox" data-cell="{source} {index}" '
        f'aria-label="map {source} of {SOURCE}, map {index} of {TABLE.layer}" '
        f'tabindex="{"0" if source == index == 0 else "-1"}"'
        f"{' checked' if source in column else ''}></td>"
        for index, column in enumerate(table.columns)
    )
    return f'<tr><th scope="row">{source}</th>{boxes}<td>{marks}</td></tr>'
