"""What the tests share."""

from collections import Counter
from pathlib import Path

import hypothesis
import pytest

from tests.missing import missing

# Machines are noisy: how long an example takes says nothing of what it tests.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

pytest_plugins = ["sphinx.testing.fixtures"]

BUILD = Path(__file__).parents[1] / "build"
SITE = BUILD / "html"
SKIPPED = BUILD / "skipped"
"""The files of the last run that have a test which was skipped, for ``make skipped``."""

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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say for want of what tests were skipped, in a line each, and write down their files."""
    reports = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in reports)
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"skipped ({count}): {reason}", yellow=True)
    files = {report.nodeid.partition("::")[0] for report in reports}
    BUILD.mkdir(exist_ok=True)
    SKIPPED.write_text("".join(f"{file}\n" for file in sorted(files)))
