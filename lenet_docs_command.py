"""The command ``lenet-docs`` from its first moment.

It stands outside the package, whose import takes longer than most commands: Ctrl-C is answered
meanwhile as well.
"""

import os
import signal
import sys
from types import FrameType

__all__ = ["main"]


def main() -> int:
    """Run the command of the command line, as other programs are run, and return its exit status.

    A closed pipe ends it without a word, Ctrl-C with one line.
    """
    signal.signal(signal.SIGINT, _stop)
    if hasattr(signal, "SIGPIPE"):  # not on Windows
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started the command
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    from lenet_docs.cli import main as run

    return run()


def _stop(number: int, frame: FrameType | None) -> None:
    # KeyboardInterrupt would not do: imports turn it into other errors, or lose it.
    os.write(2, b"lenet-docs: stopped by Ctrl-C\n")
    os._exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
