"""What tests do for want of something that not every machine has."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(words: str) -> NoReturn:
    """Skip the test or the module that calls this; fail where CI is set: there all is tested."""
    __tracebackhide__ = True  # xdist tells one module of all that are skipped at the same line
    if os.environ.get("CI"):
        pytest.fail(words)
    pytest.skip(words, allow_module_level=True)
