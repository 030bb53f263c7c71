"""How long the package takes for LeNet-5: `make bench` prints a table.

Each task starts from a new network, because networks keep what they have computed.
The best of several runs is shown: other programs can only make a run longer.
"""

from __future__ import annotations

import platform
from collections.abc import Callable
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


def main() -> None:
    """Print the table."""
    print(f"Python {platform.python_version()}, {platform.machine()}, best of {RUNS} runs\n")
    rows = [
        ((task.__doc__ or "").rstrip("."), min(Timer(task).repeat(RUNS, number=1)) * 1000)
        for task in TASKS
    ]
    print(tabulate(rows, headers=["Task", "milliseconds"], floatfmt=",.1f"))


if __name__ == "__main__":
    main()
