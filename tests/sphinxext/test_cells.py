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


def test_kernels_leave_no_files(build: Build) -> None:
    """Kernels are not spoken to through files of one name, which builds at once would share."""
    build("cells", "html")
    assert [*Path.cwd().glob("kernel-ipc*")] == []
