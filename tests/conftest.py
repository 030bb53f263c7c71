"""What the tests share."""

from pathlib import Path

import hypothesis
import pytest

from tests.missing import missing

# Machines are noisy: how long an example takes says nothing of what it tests.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

pytest_plugins = ["sphinx.testing.fixtures"]

SITE = Path(__file__).parents[1] / "build" / "html"

# Each folder in roots/ is a Sphinx project, not a test; and pytest must not look for examples in
# what imports PyTorch, which not everyone has.
collect_ignore = [
    "roots",
    "pytorch_layers.py",
    "pytorch_modules.py",
    "pytorch_network.py",
    "witnesses.py",
]


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """Return where sphinx.testing looks for the projects that tests name."""
    return Path(__file__).parent / "roots"


@pytest.fixture(scope="session")
def site() -> Path:
    """Return the folder of the built site, or skip where it is not built."""
    if not (SITE / "index.html").is_file():
        missing("the site is not built: make html")
    return SITE
