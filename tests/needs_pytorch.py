"""What the tests that need PyTorch do without it.

It is too large to ask of everyone, so it is not in the lock. Where CI is set it has to be there.
"""

from __future__ import annotations

import importlib.util
import os
from typing import NoReturn

import pytest

REQUIREMENT = "torch==2.13.0"

PYTORCH_IS_MISSING = importlib.util.find_spec("torch") is None


def skip_or_fail() -> NoReturn:
    """Skip the module that calls this; where CI is set, fail."""
    if os.environ.get("CI"):
        raise RuntimeError(f"PyTorch is missing: pip install {REQUIREMENT} into the environment")
    pytest.skip(f"PyTorch is not installed: pip install {REQUIREMENT}", allow_module_level=True)
