"""How long the counting half of the package takes for LeNet-5.

Each task starts from a new network, because networks keep what they have computed.
The best of several runs is shown: other programs can only make a run longer.
"""

from __future__ import annotations

from collections.abc import Callable
from time import process_time
from timeit import Timer

from tabulate import tabulate

from lenet_docs import lenet5
from lenet_docs.architecture import COUNTS
from lenet_docs.check import check
from lenet_docs.enumeration import Enumeration

RUNS = 5


def every_count() -> None:
    """Work out every count of every layer, and the totals."""
    net = lenet5()
    for part in (net, *net):
        for count in COUNTS:
            int(getattr(part, count))


def one_derivation() -> None:
    """Typeset one number with every step."""
    lenet5()["C3"].connections.latex()


def every_connection() -> None:
    """List all connections, and count them."""
    int(Enumeration(lenet5()).connections)


def whole_check() -> None:
    """Compare formulas, enumeration and print, as `lenet-docs check` does."""
    check(lenet5())


TASKS: tuple[Callable[[], None], ...] = (
    every_count,
    one_derivation,
    every_connection,
    whole_check,
)


def report() -> str:
    """Measure the tasks, and return a table."""
    rows = [
        (
            (task.__doc__ or "").rstrip("."),
            min(Timer(task, timer=process_time).repeat(RUNS, number=1)) * 1000,
        )
        for task in TASKS
    ]
    headers = [f"Counting, best of {RUNS} runs", "milliseconds"]
    return tabulate(rows, headers=headers, floatfmt=",.1f")


def run(command: str) -> None:
    """Print the table; the book quotes none of it."""
    print(report(), flush=True)
