"""Which numbers changed since a revision: ``make numbers-diff REF=v0.1.0``.

The package and the pages of that revision are unpacked into a temporary folder, and
its numbers are computed there, with the Python packages that are installed now. So a
revision is out of reach if it needs others, or if it has no vocabulary. The numbers
that only a cell shows are not looked at.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["changes", "main", "values_at", "values_in"]


class RevisionError(Exception):
    """A revision whose numbers cannot be had; the message says why."""


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    r"""Yield a line for each number that was added, removed or changed, sorted.

    Examples
    --------
    >>> print(*changes({"a": "1", "b": "2"}, {"b": "3", "c": "4"}), sep="\n")
    - a = 1
    ~ b = 2 -> 3
    + c = 4
    """
    for key in sorted(before.keys() | now.keys()):
        if key not in now:
            yield f"- {key} = {before[key]}"
        elif key not in before:
            yield f"+ {key} = {now[key]}"
        elif before[key] != now[key]:
            yield f"~ {key} = {before[key]} -> {now[key]}"


def values_in(root: Path) -> dict[str, str]:
    """Return the numbers of the checkout at `root`, computed by its own package.

    Raises
    ------
    RevisionError
        If its package cannot be run.
    """
    script = Path(__file__).with_name("_values.py")
    # -P: what lies in the working directory is not what is asked for.
    command = [sys.executable, "-P", str(script), str(root)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["it says nothing"]
        raise RevisionError(f"its package cannot be run: {last[0]}")
    found: dict[str, str] = json.loads(done.stdout)
    return found


def values_at(revision: str, repository: Path) -> dict[str, str]:
    """Return the numbers of a revision.

    Raises
    ------
    RevisionError
        If there is no such revision, or its package cannot be run.
    """
    command = ["git", "archive", "--format=tar", "--end-of-options", revision]
    done = subprocess.run([*command, "lenet_docs", "docs"], cwd=repository, capture_output=True)
    if done.returncode:
        raise RevisionError(done.stderr.decode().strip())
    with TemporaryDirectory(prefix="numbers-") as folder:
        with tarfile.open(fileobj=BytesIO(done.stdout)) as archive:
            archive.extractall(folder, filter="data")
        return values_in(Path(folder))


def main(arguments: Sequence[str] | None = None, repository: Path = Path()) -> int:
    """Print what changed, and return the exit status: 0, or 2 for a revision that has no numbers.

    Parameters
    ----------
    arguments
        The revision; what stands on the command line if left out.
    repository
        The checkout of today.
    """
    asked = list(sys.argv[1:] if arguments is None else arguments)
    if len(asked) != 1 or not asked[0]:
        print("numbers-diff: name one revision, such as REF=main", file=sys.stderr)
        return 2
    try:
        before, now = values_at(asked[0], repository), values_in(repository.resolve())
    except RevisionError as error:
        print(f"numbers-diff: {asked[0]}: {error}", file=sys.stderr)
        return 2
    lines = list(changes(before, now))
    print(*lines, sep="\n", end="\n" if lines else "")
    print(f"{len(lines)} of {len(before.keys() | now.keys())} numbers differ from {asked[0]}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
