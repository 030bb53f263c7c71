"""What a cell prints is computed, but for what is typed into the cell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sphinxext.conftest import Build
from tests.sphinxext.gate.test_gate import counts, said

TYPED = [
    ('print("LeNet-5 has 60,001 parameters.")', "60,001"),
    ("print(60001)", "60001"),
    ("number = 60001\nprint(f'{number:,}')", "60001"),
    ("print(60_000 + 1)", "60000"),
    ("print(0xEA61)", "60001"),
    ('print("60" + "," + "001")', "60"),
    ('print(",".join(["60", "001"]))', "60"),
    ("print(b'60,001'.decode())", "60,001"),
    ("part = 'LeNet-5'\nprint(f'{part} has sixty parameters')", "sixty"),
    ("print(f'{0:6<1}')", "6"),
    ('"60,001 parameters"', "60,001"),
    ("from IPython.display import HTML\nHTML('<b>157</b>')", "157"),
    ("from IPython.display import Markdown\nMarkdown('$157$')", "157"),
    ('def parameters():\n    """It has 157."""\n\nprint(parameters.__doc__)', "157"),
    ("# There are 157.\nprint(In[-1])", "157"),
    ("!echo 157", "157"),
    ("%%bash\necho 157", "157"),
    ("{'parameters': 157}", "157"),
    ("print(*[157, 157][:1])", "157"),
]

FREE = [
    "from tests.toy import NET\nprint(f\"{NET['C1'].units!s:>8} of LeNet-5 {float(1):.3f}\")",
    "print([NET['C1'].maps, NET['C1'].height][0])\nprint(NET['C1'].maps - 1)",
    "import numpy as np\nprint(np.float32(NET['C1'].maps.value) ** 2)",
    "NET['C1'].units",
]


def cells(*sources: str, option: str = "") -> str:
    """Return a page of cells."""
    written = (f"```{{jupyter-execute}}\n{option}\n\n{source}\n```\n" for source in sources)
    return "---\norphan: true\n---\n# LeNet-5\n\n" + "\n".join(written)


def test_code_that_is_hidden_types_nothing(build: Build) -> None:
    """Its strings, numbers and comments are judged as if the page typed them, whatever it does."""
    page = cells(*(source for source, _ in TYPED), option=":hide-code:")
    built = build("gate", pages={"page.md": page}, folder="hidden")
    lines = page.splitlines()
    starts = [number for number, line in enumerate(lines, 1) if line.startswith("```{")]
    found: dict[int, list[str]] = {start: [] for start in starts}
    for line in built.complaints:
        told = re.fullmatch(r"page\.md:(\d+): WARNING: '(.+)' is typed into code that is.*", line)
        assert told, line
        found[max(start for start in starts if start <= int(told[1]))].append(told[2])
    for numerals, (source, numeral) in zip(found.values(), TYPED, strict=True):
        assert numeral in numerals, source


def test_code_that_is_hidden_may_compute(build: Build) -> None:
    """Names, 0, 1, 2 and the way in which a number is shown are free."""
    names = (Path(__file__).parents[2] / "roots" / "test-gate" / "names.toml").read_text()
    names += "\n[[name]]\npattern = 'C1'\nreason = 'A layer.'\n"
    pages = {"page.md": cells(*FREE, option=":hide-code:"), "names.toml": names}
    assert build("gate", pages=pages, folder="free").complaints == []


def test_what_a_cell_types_and_shows_is_counted_by_itself(build: Build) -> None:
    """It is no computed number, and the report names the page."""
    before = counts(said(build("gate", folder="shown")))
    page = cells('print("60,001 parameters", 157)', "print(len('six'))", "sum([150, 7])")
    report = said(build("gate", pages={"page.md": page}, folder="shown"))
    after = counts(report)
    assert (after["typed"], after["computed"] - before["computed"]) == (2, 2)
    assert "numbers gate: typed in cells that show it: page (2)" in report


@pytest.mark.parametrize("numeral", ["156", "six"])
def test_an_output_that_is_typed_is_refused(build: Build, numeral: str) -> None:
    """Only what a cell has put out is computed."""
    page = f"# Page\n\n```{{jupyter-input}}\n6 * 26\n```\n\n```{{jupyter-output}}\n{numeral}\n```\n"
    built = build("gate", pages={"page.md": page}, folder=f"typed-{numeral}")
    assert [line.partition(" is ")[0] for line in built.complaints if "typed" in line] == [
        f"page.md:8: WARNING: '{numeral}'"
    ]
