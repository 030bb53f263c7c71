"""Kernels that write nothing into the log of the build, and that compute on one thread."""

from __future__ import annotations

from subprocess import DEVNULL
from typing import Any

from jupyter_client.manager import AsyncKernelManager

__all__ = ["ONE_THREAD", "UTF_8", "Kernel"]

ONE_THREAD = dict.fromkeys(("MKL_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
"""Has libraries of linear algebra use one thread: sums come out the same on every machine, and
kernels that run side by side do not fight for processors."""

UTF_8 = {"PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}
"""Has commands of the shell write what pages can show, whatever the language of the machine is."""


class Kernel(AsyncKernelManager):
    """A kernel whose process writes nothing into the log of the build.

    What a cell writes is sent as messages. What is left are the last words of
    libraries while the process ends, and they differ from run to run.
    """

    async def start_kernel(self, **kwargs: Any) -> None:  # type: ignore[override]
        """Start the process."""
        await super().start_kernel(stderr=DEVNULL, **kwargs)
