"""A copy of the project that is edited, and built by its own Makefile."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "roots" / "test-edits"
COPIED = ("Makefile", "CHANGELOG.md", "pyproject.toml", "benchmarks/results", "conf", "lenet_docs")
INSTALLED = (".venv/.installed", "conf/node_modules/.package-lock.json")
"""What is newer than all sources when everything is installed, in this order."""

NAMES = ("LeNet-", "C[", "Python")
"""What the names hold that stand in the small book: an entry that no page needs is an error."""


class BuildError(AssertionError):
    """A build that failed; the message is what it said."""


class Project:
    """A copy of the project in `folder`, with what is installed here.

    Parameters
    ----------
    folder
        Where the copy is made.
    is_small
        Whether it gets the pages of ``tests/roots/test-edits`` in place of the book's.
    """

    def __init__(self, folder: Path, is_small: bool) -> None:
        self.folder = folder
        # What takes long in a small book is to start, so one process does it all.
        self._jobs = {"JOBS": "1"} if is_small else {}
        ignored = shutil.ignore_patterns("__pycache__", "node_modules")
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name, ignore=ignored)
            else:
                folder.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        shutil.copytree(SMALL if is_small else ROOT / "docs", folder / "docs")
        if is_small:
            shutil.copy2(ROOT / "docs" / "references.bib", folder / "docs")
            names = folder / "conf" / "names.toml"
            first, *entries = names.read_text(encoding="utf-8").split("[[name]]")
            needed = [each for each in entries if any(name in each for name in NAMES)]
            names.write_text("[[name]]".join([first, *needed]), encoding="utf-8")
        (folder / ".venv").mkdir()
        for each in (ROOT / ".venv").iterdir():
            (folder / ".venv" / each.name).symlink_to(each)
        # The files are links, so that one can be replaced and all others take no room.
        packages = folder / "conf" / "node_modules"
        shutil.copytree(
            ROOT / "conf" / "node_modules", packages, symlinks=True, copy_function=_link
        )
        for name in INSTALLED:
            self.write(name, b"")

    @property
    def site(self) -> Path:
        """The folder of the site."""
        return self.folder / "build" / "html"

    def read(self, name: str) -> bytes | None:
        """Return a file, or nothing if there is none."""
        file = self.folder / name
        return file.read_bytes() if file.exists() else None

    def write(self, name: str, content: bytes | None) -> None:
        """Replace a file; with no content, remove it."""
        time.sleep(0.02)  # files that are written in the same tick of the clock have the same time
        file = self.folder / name
        file.unlink(missing_ok=True)
        if content is not None:
            file.write_bytes(content)

    def start(self, *targets: str, **variables: str) -> subprocess.Popen[str]:
        """Start ``make``, in a session of its own."""
        unset = ("LENET_DOCS_URL", "LENET_DOCS_REPOSITORY", "LENET_DOCS_BRANCH", "MAKEFLAGS")
        environment: Mapping[str, str] = {
            **{name: value for name, value in os.environ.items() if name not in unset},
            "PYTHONPATH": str(self.folder),
            "SOURCE_DATE_EPOCH": "1000000000",
            **self._jobs,
            **variables,
        }
        return subprocess.Popen(
            ["make", *targets],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def make(self, *targets: str, **variables: str) -> None:
        """Run ``make``.

        Raises
        ------
        BuildError
            If it fails.
        """
        running = self.start(*targets, **variables)
        said, _ = running.communicate()
        if running.returncode:
            raise BuildError(said)

    def files(self) -> dict[str, bytes]:
        """Return all files of the site."""
        found = (file for file in self.site.rglob("*") if file.is_file())
        return {file.relative_to(self.site).as_posix(): file.read_bytes() for file in found}

    def clean(self) -> None:
        """Remove what was built."""
        shutil.rmtree(self.folder / "build", ignore_errors=True)

    @contextmanager
    def nothing_built(self) -> Iterator[None]:
        """Put what was built out of the way, and bring it back."""
        build, aside = self.folder / "build", self.folder / "build-aside"
        build.rename(aside)
        try:
            yield
        finally:
            self.clean()
            aside.rename(build)


def _link(source: str, target: str) -> None:
    Path(target).symlink_to(source)


def differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> set[str]:
    """Return the names of the files that are not the same, byte for byte, in both sites."""
    return {name for name, _ in one.items() ^ other.items()}
