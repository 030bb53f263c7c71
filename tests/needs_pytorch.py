"""What the tests that need PyTorch do without it.

It is too large to ask of everyone, so it is not in the lock. Where CI is set it has to be there.
"""

from __future__ import annotations

import importlib.util
from typing import NoReturn

from tests.missing import missing

REQUIREMENT = "torch==2.13.0"

PYTORCH_IS_MISSING = importlib.util.find_spec("torch") is None


def skip_or_fail() -> NoReturn:
    """Skip the module that calls this; where CI is set, fail."""
    __tracebackhide__ = True
    missing(f"PyTorch is missing: pip install {REQUIREMENT} into the environment")
