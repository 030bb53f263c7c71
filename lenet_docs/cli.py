"""The command ``lenet-docs``: tables, derivations and checks in a terminal."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn, TextIO

from tabulate import tabulate

from lenet_docs._network_commands import add_network_commands
from lenet_docs._terminal import never_fail
from lenet_docs.architecture import MOST_LAYERS, Architecture
from lenet_docs.architecture_file import load_architecture
from lenet_docs.catalogue import ARCHITECTURES, architecture
from lenet_docs.check import Report, check
from lenet_docs.errors import LenetDocsError, shown
from lenet_docs.ledger import Entry, entries
from lenet_docs.ledger_file import as_record as as_entries
from lenet_docs.quantity import Quantity
from lenet_docs.table import as_record, as_rows

__all__ = ["main"]

BAD_INPUT, FAULT_FOUND = 2, 1
"""Exit statuses: the question was wrong; the answer is that something is wrong."""


class _Parser(argparse.ArgumentParser):
    """A parser that complains in one line, as every other error of the command does."""

    def print_help(self, file: Any = None) -> None:  # argparse's own is silent if it fails
        print(self.format_help(), end="", file=file)

    def error(self, message: str) -> NoReturn:
        sys.exit(_complain(f"{self.prog}: {message}; see {self.prog} --help"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status.

    Parameters
    ----------
    arguments
        The words after ``lenet-docs``; those of the command line if left out.

    Returns
    -------
    int
        0 if all is well, 1 if `check` found a disagreement that is not recorded
        as known, 2 for bad input, and where the output cannot be written. ``train``
        gives 3 where its ``--seconds`` are over, and after a signal 128 more than its
        number.

    Examples
    --------
    >>> main(["derive", "lenet5", "S2.trainable_parameters.parameters"])
    parameters_S2 = M_S2 × (1 + 1)
                  = 6 × (1 + 1)
                  = 6 × 2
                  = 12
    <BLANKLINE>
    where M_S2 = 6, maps of S2
    0
    """
    never_fail()
    try:
        try:
            options = _parser().parse_args(arguments)
            run: Callable[[argparse.Namespace], int] = options.run
            return run(options)
        finally:
            print(end="", flush=True)  # here, and not when Python ends, a failure can be told
    except LenetDocsError as error:
        message = str(error)
    except OSError as error:
        if error.filename is None:
            _discard(sys.stdout)
        message = f"{error.filename or 'the output cannot be written'}: {error.strerror or error}"
    return _complain(f"lenet-docs: {message}")


def _complain(message: str) -> int:
    """Say in one line that the question was wrong, fit for a terminal whatever was given."""
    shown = "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in message
    )
    shown = re.sub(r"\S{500,}", lambda found: f"{found[0][:40]}...{found[0][-20:]}", shown)
    try:
        print(shown, file=sys.stderr, flush=True)
    except OSError:  # nowhere to say it
        _discard(sys.stderr)
    return BAD_INPUT


def _discard(stream: TextIO) -> None:
    """Let what could not be written be forgotten: Python would try it again when it ends."""
    with suppress(OSError):  # it is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="lenet-docs", description="Derive, list and check the numbers of LeNet-5 and others."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    which = f"{', '.join(ARCHITECTURES)}, or a TOML file that describes a network"

    table = commands.add_parser("table", help="list every layer with its counts")
    table.add_argument("architecture", nargs="?", default="lenet5", help=which)
    table.add_argument("--format", choices=("text", "markdown", "json"), default="text")
    table.set_defaults(run=_table)

    derive = commands.add_parser("derive", help="show the steps of one number")
    derive.add_argument("architecture", help=which)
    derive.add_argument("quantity", help="such as C3.connections, or connections for the total")
    derive.add_argument("--format", choices=("text", "latex"), default="text")
    derive.add_argument(
        "--depth", type=_depth, default=0, help="levels of named steps to write out (default: 0)"
    )
    derive.set_defaults(run=_derive)

    checks = commands.add_parser("check", help="compare formulas, enumeration and print")
    checks.add_argument("architecture", nargs="?", default="lenet5", help=which)
    checks.add_argument("--format", choices=("text", "json"), default="text")
    checks.set_defaults(run=_check)

    add_network_commands(commands)
    return parser


def _depth(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST_LAYERS))):
        raise argparse.ArgumentTypeError(
            f"{shown(text)} is no whole number from 0 to {MOST_LAYERS}"
        )
    return int(text)


def _find(name: str) -> Architecture:
    # What looks like a file is meant as one, so that its absence is named for what it is.
    if name not in ARCHITECTURES and (Path(name).suffix or _is_file(name)):
        return load_architecture(name)
    return architecture(name)


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except OSError:  # no name of a file can be as long
        return False


# -- table ------------------------------------------------------------------------


def _table(options: argparse.Namespace) -> int:
    network = _find(options.architecture)
    if options.format == "json":
        print(json.dumps(as_record(network), indent=2))
        return 0
    headers, rows = as_rows(network)
    style = "simple" if options.format == "text" else "github"
    align = ["left", "left"] + ["right"] * (len(headers) - 2)
    print(tabulate(rows, headers, tablefmt=style, colalign=align, disable_numparse=True))
    return 0


# -- derive -----------------------------------------------------------------------


def _derive(options: argparse.Namespace) -> int:
    found = _find(options.architecture).quantity(options.quantity)
    if isinstance(found, Quantity):
        print(_derivation(found, options))
        return 0
    # Many maps, few ways of counting: each way once, with the places it holds for.
    ways: dict[str, list[str]] = {}
    for index, each in enumerate(found):
        ways.setdefault(_derivation(each, options), []).append(f"{options.quantity}.{index}")
    label = "% {}" if options.format == "latex" else "{}:"
    blocks = (f"{label.format(', '.join(places))}\n{way}" for way, places in ways.items())
    print("\n\n".join(blocks))
    return 0


def _derivation(quantity: Quantity, options: argparse.Namespace) -> str:
    if options.format == "latex":
        return quantity.latex(options.depth)
    steps = quantity.text(options.depth)
    if quantity.is_given:
        return f"{steps}, given"
    named = quantity.derivation(options.depth).named
    where = "\n".join(f"where {_legend(symbol, part)}" for symbol, part in named.items())
    return f"{steps}\n\n{where}".rstrip()


def _legend(symbol: str, part: Quantity) -> str:
    of = f" of {part.owner}" if part.owner else ""
    return f"{symbol} = {part}, {part.name}{of}"


# -- check ------------------------------------------------------------------------


def _check(options: argparse.Namespace) -> int:
    report = check(_find(options.architecture))
    listed = entries(report)
    if options.format == "json":
        print(json.dumps(as_entries(listed), indent=2))
    else:
        headers = ("quantity", "derived", "counted", "preprint", "journal", "verdict")
        align = ["left", "right", "right", "right", "right", "left"]
        rows = [_row(each) for each in listed]
        print(tabulate(rows, headers, colalign=align, disable_numparse=True))
        print()
        print(_summary(report))
    faults = [*report.faults, *_uncounted(listed)]
    for fault in faults:
        print(f"lenet-docs: {fault}", file=sys.stderr)
    return FAULT_FOUND if faults else 0


def _uncounted(listed: Sequence[Entry]) -> Iterator[str]:
    """Yield what PyTorch counts otherwise; of the enumeration, the report itself speaks."""
    for entry in listed:
        for each in entry.witnesses:
            if each.name == "PyTorch" and not each.agrees:
                yield f"{entry.key}: the formula gives {entry.shown}, PyTorch counts {each.shown}"


def _row(entry: Entry) -> tuple[str, ...]:
    printed = {
        figure.edition: figure.printed for each in entry.comparisons for figure in each.printed
    }
    counted = [each.shown for each in entry.witnesses if each.name == "enumeration"]
    editions = (printed.get("P", ""), printed.get("J", ""))
    return (entry.key, entry.shown, "".join(counted), *editions, entry.verdict or "not printed")


def _summary(report: Report) -> str:
    counted = [each for each in report.checks if each.counted is not None]
    lines = [
        f"{len(report.checks)} quantities derived; {len(counted)} counted by enumeration as well; "
        f"{sum(bool(each.comparison.printed) for each in report.checks)} compared with print."
    ]
    known = report.known
    lines.append(f"Known disagreements with print: {len(known)}.")
    for figure, explained, words in known:
        lines.append(f"  {figure.key}: the {figure.place} prints {figure.printed}. It {words}:")
        lines += [f"    {line}" for line in explained.text().splitlines()]
    lines.append(f"Disagreements that nobody explained: {len(report.faults)}.")
    return "\n".join(lines)


if __name__ == "__main__":
    from lenet_docs_command import main as command

    sys.exit(command())
