"""The network: how fast it is beside PyTorch, and how exact its gradients are."""

from __future__ import annotations

import sys

from benchmarks.results_file import FOLDER, CannotMeasureError, write
from tests.needs_pytorch import PYTORCH_IS_MISSING, REQUIREMENT


def run(command: str) -> None:
    """Print the tables, and write what the book quotes.

    Raises
    ------
    CannotMeasureError
        If PyTorch is not installed, or the working tree is not that of a commit.
    """
    if PYTORCH_IS_MISSING:
        raise CannotMeasureError(
            "it is measured against PyTorch, which is not installed. Install it with\n"
            f"    {sys.executable} -m pip install {REQUIREMENT}"
        )
    import torch

    from benchmarks import gradients, speed

    rates = speed.measure()
    print(f"{speed.report(rates)}\n", flush=True)
    errors = gradients.measure()
    print(gradients.report(errors), flush=True)
    version = torch.__version__.partition("+")[0]
    write(
        FOLDER / "speed.toml",
        command=command,
        versions=[f"PyTorch {version}", "one thread each"],
        results={"speed": speed.results(rates), "gradients": gradients.results(errors)},
    )
