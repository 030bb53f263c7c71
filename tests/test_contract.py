"""The contract of the arrows, which `make lint` holds the package to."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("module", "imported", "said"),
    [
        ("errors", "lenet_docs.cli", "lenet_docs.errors -> lenet_docs.cli"),
        ("layers/axis", "numpy", "lenet_docs.layers.axis -> numpy"),
        ("sphinxext/text/notebook", "jupyter_sphinx.ast", "text.notebook -> jupyter_sphinx"),
        ("sphinxext/numbers/nodes", "lenet_docs.sphinxext.gate", "numbers.nodes -> "),
    ],
)
def test_an_arrow_that_runs_up_is_refused(
    module: str, imported: str, said: str, tmp_path: Path
) -> None:
    """A room imports from those below it, and tools stay in theirs."""
    shutil.copytree(ROOT / "lenet_docs", tmp_path / "lenet_docs")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "lenet_docs" / f"{module}.py").open("a", encoding="utf-8") as file:
        file.write(f"\nimport {imported}\n")
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert said in done.stdout.replace("\n", " ")
