import re
from pathlib import Path

import pytest
from jupyter_sphinx import execute
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode

from tests.sphinxext.conftest import Build


def test_cells_show_their_results(build: Build) -> None:
    """A quantity shows its derivation, print its words, an expected error its traceback."""
    built = build("cells", "html")
    assert built.complaints == []
    outputs = built.page("index.html").select(".cell_output")
    assert r"\text{parameters} &amp;= M \times 26" in str(outputs[0])
    assert [output.text.strip() for output in outputs[1:2]] == ["in plain words"]
    assert "ZeroDivisionError" in outputs[2].text
    assert "ValueError" in outputs[3].text
    assert "on the other stream" in outputs[4].text


def test_every_fault_of_a_cell_names_page_and_line(build: Build) -> None:
    """All are reported, each with the line that failed, and the page is written nevertheless."""
    built = build("cells-broken", "html", warningiserror=True)
    assert [line for line in built.complaints if line] == [
        "index.md:37: ERROR: This cell was not finished: A cell timed out while it was being "
        "executed, after 3 seconds. [cells]",
        "index.md:8: ERROR: This cell fails: ZeroDivisionError: division by zero",
        "    first / 0 [cells]",
        "index.md:11: ERROR: This cell must raise an error (ValueError), but does not [cells]",
        "index.md:20: ERROR: This cell fails: ZeroDivisionError: division by zero",
        "    first / 0 [cells]",
        "index.md:23: WARNING: This cell warns: a warning [cells]",
        "index.md:30: ERROR: This cell fails: SyntaxError: invalid syntax",
        "    def missing(: [cells]",
    ]
    assert built.app.statuscode == 1
    assert "all others went on" in built.text("index.html")


def test_a_kernel_that_dies_is_reported_at_its_cell(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever ends the execution is reported where it happened, and the page is written."""

    def die(notebook: NotebookNode, **options: object) -> None:
        notebook.cells[0].metadata["execution"] = {"shell.execute_reply": "answered"}
        raise DeadKernelError("Kernel died")

    monkeypatch.setattr(execute, "executenb", die)
    built = build("cells", "html", folder="cells-dead")
    assert built.complaints == [
        "index.md:9: ERROR: This cell was not finished: Kernel died [cells]"
    ]
    assert "in plain words" in built.text("index.html")


PRINTS_A_TRACEBACK = """import traceback
try: 1 / 0
except ZeroDivisionError: print(traceback.format_exc())"""

MEANT = ":raises: CalledProcessError\n\n!lenet-docs tabel lenet5"

FAILS = "This cell fails: CalledProcessError: Command '%s' returned non-zero exit status %s."


FAULTS = [
    ("!lenet-docs tabel lenet5", FAILS % ("lenet-docs tabel lenet5", 2)),
    ("!no-such-command", FAILS % ("no-such-command", 127)),
    ("!false\n!true", FAILS % ("false", 1)),
    ("!false; true", FAILS % ("false; true", 1)),
    ("!no-such-command | cat", FAILS % ("no-such-command | cat", 127)),
    ("said = !false", FAILS % ("false", 1)),
    ("%sx false", FAILS % ("false", 1)),
    ('get_ipython().system("false")', FAILS % ("false", 1)),
    ("%%bash\nfalse\ntrue", FAILS % (r"b'false\ntrue\n'", 1)),
    (PRINTS_A_TRACEBACK, "This cell shows a traceback; if it is meant, give the cell"),
    (r'print("\a\f")', "This cell shows U+0007, U+000C, which no page can hold"),
    (r'print("\x1b[2A")', "This cell shows U+001B, which no page can hold"),
    ("from IPython.display import HTML\nHTML('<p>&#7;</p>')", "This cell shows U+0007"),
    (":raises:\n\nraise ValueError('\\v')", "This cell shows U+000B, which no page can hold"),
    (MEANT, None),
    (f":raises:\n\n{PRINTS_A_TRACEBACK}\n1 / 0", None),
    ("!true | cat", None),
    ("!seq 9 | head -n 1", None),
    (r'print("\x1b[1;31mred\x1b[0m\x1b[K")', None),
    (r"!printf '\033[38;5;9mred\033[0m\n'", None),
    (r'HTML("<b>\x1b[31mred\x1b[0m</b>")', None),
    (":raises:\n\n" r'raise ValueError("\x1b[31mred\x1b[0m")', None),
]


def test_no_page_shows_what_went_wrong_without_a_word(build: Build) -> None:
    """A command that fails, a traceback and a character that cannot be written are errors.

    Colours of a terminal are left out, and what is meant to fail may.
    """
    cells = [f"```{{jupyter-execute}}\n{cell}\n```\n" for cell, _ in FAULTS]
    lines = [3 + "".join(cells[:number]).count("\n") for number in range(len(cells))]
    built = build("cells-broken", pages={"index.md": "# Page\n\n" + "".join(cells)}, folder="all")
    told = [re.match(r"index\.md:(\d+): ERROR: (.*)", line) for line in built.complaints]
    found = [(int(each[1]), each[2]) for each in told if each]
    expected = [(line, fault) for line, (_, fault) in zip(lines, FAULTS, strict=True) if fault]
    assert len(found) == len(expected)
    for (line, words), (begins, fault) in zip(found, expected, strict=True):
        assert words.startswith(fault)
        assert begins <= line <= begins + 4
    shown = [output.text.strip() for output in built.page("index.html").select(".cell_output")]
    assert shown[-4:] == ["red", "red", "red", "ValueError: red"]
    meant = shown[[cell for cell, _ in FAULTS].index(MEANT)]
    assert meant.startswith("lenet-docs: ")
    assert "CalledProcessError" not in meant


def test_kernels_leave_no_files(build: Build) -> None:
    """Kernels are not spoken to through files of one name, which builds at once would share."""
    build("cells", "html")
    assert [*Path.cwd().glob("kernel-ipc*")] == []


def test_the_language_of_the_machine_changes_no_output(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it is not UTF-8, commands of the shell still write the signs of a derivation."""
    for name, value in {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}.items():
        monkeypatch.setenv(name, value)
    cell = "```{jupyter-execute}\n!lenet-docs derive lenet5 C1.parameters\nprint('6 × 26')\n```\n"
    built = build("cells-outputs", pages={"page.md": f"---\norphan: true\n---\n# A\n\n{cell}"})
    assert built.complaints == []
    assert "= 6 × 26" in built.text("page.html")
