"""Make every kind of edit in a copy of the whole book; name those after which a file is stale."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.edits.kinds import KINDS, check
from tests.edits.project import Project


def main(names: list[str]) -> int:
    """Make the edits of these names, or all; return 1 if one is not followed everywhere."""
    stale = 0
    with TemporaryDirectory(prefix="edits-") as folder:
        project = Project(Path(folder) / "book", is_small=False)
        for name in names or KINDS:
            began = time.monotonic()
            try:
                check(project, KINDS[name])
                verdict = "ok"
            except AssertionError as error:
                stale += 1
                verdict = f"STALE\n{error}"
            print(f"{name} ({time.monotonic() - began:.0f} s): {verdict}", flush=True)
    print(f"{len(names or KINDS) - stale} edits and their ways back are followed, {stale} are not")
    return min(stale, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
