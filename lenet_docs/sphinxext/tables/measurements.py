"""The directive ``measurements``: by which command, on what and when results were measured."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes

from lenet_docs.sphinxext.numbers.measured import told
from lenet_docs.sphinxext.numbers.results_files import Result, ResultsError, load_results
from lenet_docs.sphinxext.settings.expression import suggest
from lenet_docs.sphinxext.tables.table import WORDS, Cell, Row, TableDirective, build, text

__all__ = ["MeasurementsTable"]


class MeasurementsTable(TableDirective):
    """A row for each file of results that the argument names: ``building.toml, reading.toml``."""

    def table(self, argument: str) -> nodes.table:
        """Return the table of the files that `argument` lists."""
        files = {Path(file).name: Path(file) for file in self.config.numbers_results}
        rows = []
        for name in (each.strip() for each in argument.split(",")):
            if name not in files:
                raise ResultsError(f"there is no file of results '{name}'; {suggest(name, files)}")
            self.env.note_dependency(files[name])
            rows.append(_row(name, next(iter(load_results(files[name]).values()))))
        header = Row([text(title) for title in ("Results", "Command", "Machine", "Day", "Commit")])
        return build(self.caption("When and on what it was measured"), [header], rows)


def _row(name: str, result: Result) -> Row:
    command = nodes.literal(result.command, result.command)
    commit = nodes.literal(result.revision[:10], result.revision[:10])
    machine, day = (told(each, each) for each in (result.machine, result.day.isoformat()))
    cells = [Cell([each], style=WORDS) for each in (command, machine, day, told("", "", commit))]
    return Row([Cell([nodes.literal(name, name)]), *cells])
