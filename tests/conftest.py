"""What the tests share."""

from pathlib import Path

import pytest

pytest_plugins = ["sphinx.testing.fixtures"]

# Each folder in roots/ is a Sphinx project, not a test.
collect_ignore = ["roots"]


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """Return where sphinx.testing looks for the projects that tests name."""
    return Path(__file__).parent / "roots"
