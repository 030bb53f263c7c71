"""A small book with its own copy of the package, so that both can change."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import lenet_docs

PACKAGE = Path(lenet_docs.__file__).parent
KATEX = PACKAGE.parent / "conf" / "node_modules" / "katex"
BOOK = Path(__file__).parents[1] / "roots" / "test-book"


@dataclass(frozen=True)
class Book:
    """The book ``tests/roots/test-book`` and the package, copied into `folder`."""

    folder: Path

    @property
    def pages(self) -> Path:
        """The folder of the sources."""
        return self.folder / "book"

    @classmethod
    def copied(cls, folder: Path) -> Book:
        """Return a copy in `folder`."""
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PACKAGE, folder / "lenet_docs", ignore=ignored)
        shutil.copytree(BOOK, folder / "book", ignore=ignored)
        return cls(folder)

    def start(self, name: str, *options: str, builder: str = "html") -> subprocess.Popen[str]:
        """Start to build as `make html` does: what was read stays, and all is written anew."""
        made = self.folder / name
        made.mkdir(exist_ok=True)
        shutil.rmtree(made / builder, ignore_errors=True)
        command = [sys.executable, "-B", "-m", "sphinx", "-b", builder, "-n", "-T", "-W", "-q"]
        command += ["--keep-going", "-D", f"katex_package={KATEX}", *options]
        return subprocess.Popen(
            [*command, "-d", made / "doctrees", self.pages, made / builder],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder), "SOURCE_DATE_EPOCH": "1000000000"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def site(self, name: str) -> Path:
        """Return the folder of the pages of a build."""
        return self.folder / name / "html"


def finish(*builds: subprocess.Popen[str]) -> None:
    """Wait for builds, which must find nothing wrong."""
    said = [build.communicate()[0] for build in builds]
    for build, words in zip(builds, said, strict=True):
        if build.returncode or words:
            pytest.fail(f"a build ended with {build.returncode}, and said:\n{words}")


def differences(one: Path, other: Path) -> set[str]:
    """Return the files that are not the same, byte for byte, in both folders."""
    files = {
        folder: {
            str(file.relative_to(folder)): file.read_bytes()
            for file in folder.rglob("*")
            if file.is_file() and file.name != ".buildinfo"  # is not published
        }
        for folder in (one, other)
    }
    return {name for name, _ in files[one].items() ^ files[other].items()}
