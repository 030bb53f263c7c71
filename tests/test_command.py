"""The command as a process: pipes, full disks, Ctrl-C, and names that nobody would give a file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import pytest

from lenet_docs.cli import main

COMMANDS = [
    "table",
    "derive lenet5 C3.connections",
    "check --format json",
    "--help",
    "train --help",
]

FULL = "lenet-docs: the output cannot be written: No space left on device\n"

each_buffering = pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])


def run(
    words: list[str], stdout: int | IO[Any] = subprocess.PIPE, **settings: Any
) -> subprocess.CompletedProcess[str]:
    """Run the command as a program."""
    command = [sys.executable, "-m", "lenet_docs.cli", *words]
    settings = {"stderr": subprocess.PIPE, **settings}
    return subprocess.run(command, stdout=stdout, text=True, timeout=60, check=False, **settings)


@each_buffering
@pytest.mark.parametrize("words", COMMANDS)
def test_a_closed_pipe_ends_it_without_a_word(words: str, unbuffered: str) -> None:
    """By the signal that ends other programs too, whenever the output is written."""
    reading, writing = os.pipe()
    os.close(reading)
    done = run(words.split(), writing, env={**os.environ, "PYTHONUNBUFFERED": unbuffered})
    os.close(writing)
    assert (done.returncode, done.stderr) == (-signal.SIGPIPE, "")


@each_buffering
@pytest.mark.parametrize("words", COMMANDS)
def test_a_full_disk_is_one_line_and_status_2(words: str, unbuffered: str) -> None:
    """As `ls` has it: what redirects the output must know that it is not whole."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = run(words.split(), full, env={**os.environ, "PYTHONUNBUFFERED": unbuffered})
    assert (done.returncode, done.stderr) == (2, FULL)


@pytest.mark.parametrize(
    ("words", "redirected", "expected"),
    [
        ("table lenet5", ">&-", (0, "")),
        ("table lenet5", "2>&-", (0, "")),
        ("table lenet6", "2>&-", (2, "")),
        ("table lenet6", "2>/dev/full", (2, "")),
        ("table lenet5", ">/dev/full 2>/dev/full", (2, "")),
        ("tabel", "2>&-", (2, "")),
        ("tabel", "2>/dev/full", (2, "")),
        ("train --mnist no", ">&- 2>&-", (2, "")),
    ],
)
def test_where_nobody_listens_nothing_is_said(
    words: str, redirected: str, expected: tuple[int, str]
) -> None:
    """The status is there all the same."""
    shell = f'exec "$0" -m lenet_docs.cli {words} {redirected}'
    done = subprocess.run(
        ["sh", "-c", shell, sys.executable], stderr=subprocess.PIPE, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == expected


INTERRUPTED = """
import os, signal, sys

_, moment, ending, *sys.argv[1:] = sys.argv

def interrupt(event, arguments):
    if event == moment and any(str(each).endswith(ending) for each in arguments):
        os.kill(os.getpid(), signal.SIGINT)

sys.addaudithook(interrupt)
from lenet_docs_command import main
sys.exit(main())
"""


def interrupted(
    moment: str, ending: str, words: str, folder: Path
) -> subprocess.CompletedProcess[str]:
    """Run the command, with Ctrl-C at the first event of Python's that ends so."""
    command = [sys.executable, "-c", INTERRUPTED, moment, ending, *words.split()]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=folder)


@pytest.mark.parametrize(
    ("moment", "ending", "words"),
    [
        ("import", "lenet_docs", "table"),
        ("import", "tabulate", "table"),
        ("import", "lenet_docs.cli", "tabel"),
        ("import", "_multiarray_umath", "classify seven.png"),
        ("import", "PIL.Image", "classify seven.png"),
        ("open", "seven.png", "classify seven.png"),
        ("open", "network.toml", "check network.toml"),
        ("open", "t10k-images-idx3-ubyte", "train --test"),
    ],
)
def test_ctrl_c_is_one_line_and_status_130(
    moment: str, ending: str, words: str, tmp_path: Path
) -> None:
    """While modules are imported, words are read, and files are opened."""
    done = interrupted(moment, ending, words, tmp_path)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "lenet-docs: stopped by Ctrl-C\n"


def test_ctrl_c_while_a_file_is_written_waits_for_it(tmp_path: Path) -> None:
    """A checkpoint is whole, and so are the parameters: no part of a file is ever left."""
    words = "train --recipe paper --output mine.npz --seconds 1e-9"
    done = interrupted("os.rename", "mine.checkpoint.npz", words, tmp_path)
    assert (done.returncode, done.stderr) == (
        130,
        "stopped after 0 of 2,400 blocks of 500 images; mine.checkpoint.npz keeps it, and the "
        "same command goes on from there\n",
    )
    assert [path.name for path in tmp_path.iterdir()] == ["mine.checkpoint.npz"]
    done = interrupted("os.rename", "other.npz", "train --steps 1 --output other.npz", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "mine.checkpoint.npz",
        "other.json",
        "other.npz",
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["classify", "7.png", "--weights", ""], "argument --weights: its name is empty"),
        (["classify", "7.png", "--weights", "."], ".: is a folder; give an .npz file"),
        (["classify", "7.png", "--weights", "/"], "/: is a folder; give an .npz file"),
        (["classify", "7.png", "--weights", ".."], "..: is a folder; give an .npz file"),
        (["classify", ""], "argument image: its name is empty"),
        (["classify", "a\nb.png"], r"a\nb.png: the picture cannot be read: No such file"),
        (["classify", "9" * 5000], "999...9999999999999999999: the picture cannot be read: File"),
        (["table", "a\nb\x1b[31m"], r"there is no architecture 'a\nb\x1b[31m'; known: "),
        (["table", "9" * 5000], "there is no architecture '999"),
        (["table", "lenet5", "a\nb"], r"unrecognized arguments: a\nb; see "),
        (["derive", "lenet5", f"C1.fan_in.{'9' * 5000}"], "there is no step in fan-in '999"),
        (["train", "--recipe", "9" * 5000], "there is no recipe '999"),
        (["train", "--output", "/"], "/: the file of the parameters must end in .npz"),
        (["train", "--output", "9" * 5000 + ".npz"], "999.npz: File name too long"),
        (["train", "--checkpoint", "."], ".: is a folder; give the name of a file"),
        (["train", "--mnist", "9" * 5000], "999...9999999999999999999: File name too long"),
    ],
)
def test_a_name_that_nobody_gives_is_one_line_and_status_2(
    words: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Empty, a folder, of five thousand characters, or with what a terminal would obey."""
    monkeypatch.chdir(tmp_path)
    try:
        status = main(words)
    except SystemExit as exit_:
        status = exit_.code  # type: ignore[assignment]  # argparse gives numbers
    printed = capsys.readouterr()
    assert (status, printed.out) == (2, "")
    assert message in printed.err
    assert printed.err.count("\n") == 1
    assert printed.err.removesuffix("\n").isprintable()
    assert len(printed.err) < 500
    assert not list(tmp_path.iterdir())


def test_a_byte_order_mark_is_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Editors on Windows put one before a text."""
    path = tmp_path / "tiny.toml"
    layer = '[[layers]]\nname = "F1"\nkind = "full_connection"\nunits = 2\n'
    path.write_text(f"input = {{ height = 3, width = 3 }}\n{layer}", encoding="utf-8-sig")
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().err == ""
