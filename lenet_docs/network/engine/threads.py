"""BLAS with one thread: the products of matrices here are too small to share out.

On a busy machine two threads were slower than one, and with one the same
seed gives the same bits however many cores there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController

__all__ = ["one_thread"]


@cache
def _libraries() -> tuple[Any, ...]:
    return tuple(ThreadpoolController().select(user_api="blas").lib_controllers)


@contextmanager
def one_thread() -> Iterator[None]:
    """Let BLAS use one thread inside the block, and as many as before afterwards.

    It does what ``ThreadpoolController.limit`` does, in a tenth of the time: a
    single image takes less than a tenth of a millisecond to classify.
    """
    held = [(library, library.get_num_threads()) for library in _libraries()]
    held = [(library, threads) for library, threads in held if threads != 1]
    for library, _ in held:
        library.set_num_threads(1)
    try:
        yield
    finally:
        for library, threads in held:
            library.set_num_threads(threads)
            # threadpoolctl lets only one thread of Python change OpenBLAS, the first that does,
            # until it says that it is done.
            if hasattr(library, "clear_controlling_thread"):
                library.clear_controlling_thread()
