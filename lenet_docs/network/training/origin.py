"""How trained parameters came about: what is written beside them, and beside what is measured."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_info

from lenet_docs.network.training.loop import Training

__all__ = ["machine", "origin", "revision"]

_ROOT = Path(__file__).parents[3]


def origin(training: Training) -> dict[str, Any]:
    """Return how the parameters of a training came about, ready for a JSON file.

    Examples
    --------
    >>> from lenet_docs.network import load_mnist
    >>> from lenet_docs.network.training.recipes import MODERN
    >>> found = origin(Training(MODERN, load_mnist("training")[:100], seed=7))
    >>> found["seed"], found["training_images"], found["passes"]
    (7, 100, [])
    """
    passes = [
        {
            "loss": round(each.loss, 6),
            **{f"{name}_error": round(error, 4) for name, error in each.errors.items()},
            "seconds": round(each.seconds, 2),
        }
        for each in training.history
    ]
    return {
        "recipe": training.recipe.settings(),
        "seed": training.seed,
        "training_images": len(training.digits),
        "revision": revision(),
        "machine": machine(),
        "date": datetime.now(UTC).date().isoformat(),
        "passes": passes,
    }


def revision() -> str | None:
    """Return the commit of the working tree that the package is in.

    ``-dirty`` follows where files differ from it. There is none for a package that
    was installed without its repository.
    """
    if not (_ROOT / ".git").exists():
        return None
    command = ["git", "describe", "--always", "--abbrev=40", "--exclude=*", "--dirty"]
    try:
        done = subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):  # no git, or not the user's own repository
        return None
    return done.stdout.strip()


def machine() -> str:
    """Return what the package runs on, in a few words."""
    blas = next(
        (
            f"{info['internal_api']} {info['version']}"
            for info in threadpool_info()
            if info["user_api"] == "blas"
        ),
        "no BLAS known",
    )
    return ", ".join(
        [
            f"{_processor()} ({os.cpu_count()} cores)",
            f"Python {platform.python_version()}",
            f"NumPy {np.__version__} ({blas})",
        ]
    )


def _processor() -> str:
    """Return the name of the processor, where the system says it."""
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
