"""Measures everything, prints it, and writes what the book quotes: ``make bench``."""

from __future__ import annotations

import sys

from benchmarks import counting
from benchmarks.results_file import FOLDER, ResultsError, machine, write
from tests.needs_pytorch import PYTORCH_IS_MISSING, REQUIREMENT

COMMAND = "make bench"


def main() -> str | None:
    """Print the tables; return what went wrong, if anything did."""
    print(f"{machine()}\n\n{counting.report()}\n", flush=True)
    if PYTORCH_IS_MISSING:
        return (
            "The network is measured against PyTorch, which is not installed. Install it with\n"
            f"    {sys.executable} -m pip install {REQUIREMENT}"
        )
    import torch

    from benchmarks import gradients, speed

    rates = speed.measure()
    print(f"{speed.report(rates)}\n", flush=True)
    errors = gradients.measure()
    print(f"{gradients.report(errors)}\n", flush=True)
    version = torch.__version__.partition("+")[0]
    try:
        write(
            FOLDER / "speed.toml",
            command=COMMAND,
            versions=[f"PyTorch {version}", "one thread each"],
            results={"speed": speed.results(rates), "gradients": gradients.results(errors)},
        )
    except ResultsError as error:
        return str(error)
    return None


if __name__ == "__main__":
    sys.exit(main())
