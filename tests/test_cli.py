"""The command line, as a user meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lenet_docs import published
from lenet_docs.cli import main

NETWORK = """
name = "tiny"
input = { height = 8, width = 8, maps = 2 }

[[layers]]
name = "C1"
kind = "convolution"
maps = 3
kernel = 3
table = ["X . X", "X X ."]

[[layers]]
name = "S2"
kind = "subsampling"
window = [3, 2]

[[layers]]
name = "F3"
kind = "full_connection"
units = 4
"""


def test_table_as_json_has_every_layer_and_the_totals(capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON holds names, kinds, sizes and counts as numbers."""
    assert main(["table", "lenet5", "--format", "json"]) == 0
    table = json.loads(capsys.readouterr().out)
    assert table["architecture"] == "lenet5"
    assert [layer["name"] for layer in table["layers"]] == [
        "C1",
        "S2",
        "C3",
        "S4",
        "C5",
        "F6",
        "output",
    ]
    assert table["layers"][2] == {
        "name": "C3",
        "kind": "convolution",
        "maps": 16,
        "height": 10,
        "width": 10,
        "units": 1600,
        "parameters": 1516,
        "trainable_parameters": 1516,
        "connections": 151600,
        "multiply_adds": 150000,
        "fan_in": [75] * 6 + [100] * 9 + [150],
        "receptive_field": 14,
        "receptive_field_step": 2,
    }
    assert table["totals"] == {
        "units": 8094,
        "parameters": 60840,
        "trainable_parameters": 60000,
        "connections": 340908,
        "multiply_adds": 332824,
    }


@pytest.mark.parametrize("style", ["text", "markdown"])
def test_the_printed_columns_add_up(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every column of the table, added up again, gives the total that it prints."""
    assert main(["table", "--format", style]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = [line.replace("|", " ").split() for line in lines]
    layers = [
        row for row in rows if row and row[0] in ["C1", "S2", "C3", "S4", "C5", "F6", "output"]
    ]
    (total,) = [row for row in rows if row and row[0] == "total"]
    assert len(layers) == 7
    counts = [[int(cell.replace(",", "")) for cell in row[-8:-3]] for row in layers]
    printed = [int(cell.replace(",", "")) for cell in total[1:]]
    assert [sum(column) for column in zip(*counts, strict=True)] == printed


def test_derive_shows_the_steps_and_what_the_symbols_mean(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each symbol of the formula is explained below it."""
    assert main(["derive", "lenet5", "C3.connections"]) == 0
    assert capsys.readouterr().out == (
        "connections_C3 = parameters_C3 × (H_C3 × W_C3)\n"
        "               = 1,516 × (10 × 10)\n"
        "               = 1,516 × 100\n"
        "               = 151,600\n"
        "\n"
        "where parameters_C3 = 1,516, parameters of C3\n"
        "where H_C3 = 10, height of C3\n"
        "where W_C3 = 10, width of C3\n"
    )


def test_derive_writes_latex(capsys: pytest.CaptureFixture[str]) -> None:
    """The LaTeX is an aligned block, ready to paste."""
    assert main(["derive", "lenet5", "F6.parameters", "--format", "latex"]) == 0
    latex = capsys.readouterr().out
    assert latex.startswith("\\begin{aligned}\n")
    assert r"&= 10{,}164" in latex


def test_the_legend_stays_where_steps_are_written_out(capsys: pytest.CaptureFixture[str]) -> None:
    """It explains the symbols that the written-out formula has, not those of the short one."""
    assert main(["derive", "lenet5", "C3.height", "--depth", "1"]) == 0
    assert capsys.readouterr().out == (
        "H_C3 = H_C1 / K_S2 − K_C3 + 1\n"
        "     = 28 / 2 − 5 + 1\n"
        "     = 14 − 5 + 1\n"
        "     = 10\n"
        "\n"
        "where H_C1 = 28, height of C1\n"
        "where K_S2 = 2, window side of S2\n"
        "where K_C3 = 5, kernel side of C3\n"
    )


def test_latex_of_several_values_is_latex_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """What is not typeset stands in comments."""
    assert main(["derive", "lenet5", "C3.fan_in", "--format", "latex"]) == 0
    blocks = capsys.readouterr().out.strip().split("\n\n")
    assert len(blocks) == 3
    for block in blocks:
        comment, *lines = block.splitlines()
        assert comment.startswith("% C3.fan_in.")
        assert (lines[0], lines[-1]) == (r"\begin{aligned}", r"\end{aligned}")


def test_derive_lists_each_way_of_counting_once(capsys: pytest.CaptureFixture[str]) -> None:
    """C3's sixteen maps have three fan-ins."""
    assert main(["derive", "lenet5", "C3.fan_in"]) == 0
    assert capsys.readouterr().out.count("fan-in_C3 =") == 3


def test_check_passes_and_lists_the_known_disagreements(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """LeNet-5 passes; the journal's two figures are listed and explained."""
    assert main(["check", "lenet5"]) == 0
    out = capsys.readouterr().out
    assert "Known disagreements with print: 2." in out
    assert "prints 156 000" in out
    assert "prints 345 308" in out
    assert "60 × (5 × 5 + 1) × (10 × 10)" in out


def test_check_fails_on_a_disagreement_that_is_not_recorded(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A printed figure that nothing explains makes the command fail and is named."""
    wrong = published.Figure("lenet5.units", "J", "II-B", 2284, "8 095")
    monkeypatch.setattr(published, "figures", lambda: (wrong,))
    assert main(["check", "lenet5"]) == 1
    assert "lenet5.units: journal, II-B, page 2284 prints 8 095" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["table", "lenet6"], "there is no architecture 'lenet6'; did you mean 'lenet5'?"),
        (["derive", "lenet5", "C3.conections"], "did you mean 'connections'?"),
        (["derive", "lenet5", "c3.units"], "did you mean 'C3'?"),
        (["table", "missing.toml"], "missing.toml: the file cannot be read: No such file"),
        (["tabel"], "invalid choice: 'tabel'"),
        (["derive", "lenet5"], "the following arguments are required: quantity"),
        (["table", "--format", "html"], "invalid choice: 'html'"),
        ([], "the following arguments are required: COMMAND"),
        (
            ["derive", "lenet5", "C3.height", "--depth", "-5"],
            "'-5' is no whole number from 0 to 100",
        ),
        (["derive", "lenet5", "C3.height", "--depth", "9" * 5000], "is no whole number from 0 to"),
        (["table", "x" * 5000], "there is no architecture 'xxx"),
    ],
)
def test_bad_input_is_one_line_on_stderr_and_status_2(arguments: list[str], message: str) -> None:
    """The whole command, run as a program, complains in one line."""
    done = subprocess.run(
        [sys.executable, "-m", "lenet_docs.cli", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert message in done.stderr


def test_a_network_of_ones_own_is_read_from_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An engineer counts her network without writing Python."""
    path = tmp_path / "tiny.toml"
    path.write_text(NETWORK, encoding="utf-8")
    assert main(["table", str(path), "--format", "json"]) == 0
    table = json.loads(capsys.readouterr().out)
    c1, s2, f3 = table["layers"]
    assert c1["parameters"] == (9 * 2 + 1) + (9 + 1) + (9 + 1)
    assert (s2["height"], s2["width"], s2["connections"]) == (2, 3, 3 * 6 * 7)
    assert f3["parameters"] == 4 * (3 * 2 * 3 + 1)
    assert main(["check", str(path)]) == 0


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kernel = 3", "kernel = 9", "C1: the kernel is 9 high, but input is only 8 high"),
        ("kernel = 3", "kernal = 3", "C1: there is no setting 'kernal'; did you mean 'kernel'?"),
        ("kernel = 3\n", "", "C1: the kernel is missing; write a line kernel = ..."),
        ('"convolution"', '"convolutional"', "did you mean 'convolution'?"),
        ('kind = "subsampling"\n', "", "S2: the kind is missing; choose one of convolution"),
        ('name = "F3"\n', "", "a layer has no name"),
        ('"X X ."', '"X X"', "C1: row 1 of the connection table has 2 entries"),
        ('["X . X", "X X ."]', "5", "C1: the connection table is 5; give rows such as"),
        ("input = { height = 8, width = 8, maps = 2 }", "", "the input is missing"),
        ("height = 8", 'height = "8"', "input: the height is '8'; give a whole number"),
        ("[[layers]]", "[layers]", "this is not TOML"),
        ("units = 4", "units = [4", "this is not TOML"),
        (
            '"X . X", "X X ."',
            '"X X X"',
            "C1: the connection table has 1 rows, but input has 2 maps",
        ),
        ('"X . X", "X X ."', '"X . X", "X X .", "X . ."', "C1: the connection table has 3 rows"),
        (
            "units = 4",
            'units = 4\nreplicated = "false"',
            "F3: 'replicated' is 'false'; say true or",
        ),
        ("window = [3, 2]", "window = 3\ntrainable = 1", "S2: 'trainable' is 1; say true or false"),
        ('name = "tiny"', 'name = ["x", 1]', "the network is called ['x', 1]; give one line"),
        ('name = "C1"', "name = 5", "a layer is called 5; call it by letters and digits"),
        ("maps = 2 }", "maps = 2, name = true }", "a layer is called True; call it by letters"),
        ('"subsampling"', '["x"]', "S2: the kind is ['x']; choose one of convolution"),
        ("kernel = 3", '"ker\\nnel" = 3', "C1: there is no setting 'ker\\nnel'; did you mean"),
        ("units = 4", f"units = {'9' * 5000}", "it has a number of thousands of digits"),
        ("units = 4", f"units = 0x{'f' * 5000}", "the number of units is int too large to show"),
        ("units = 4", f"units = {'[' * 900 + ']' * 900}", "or hundreds of brackets in brackets"),
        ("units = 4", f"units = {'[' * 99 + ']' * 99}", "the number of units is [[[["),
        (
            "height = 8",
            "height = 10000000000",
            "S2: the window is 3 high, which does not divide C1",
        ),
    ],
)
@pytest.mark.parametrize("command", [["table"], ["check"], ["derive", "units"]], ids=" ".join)
def test_a_bad_file_is_refused_with_its_name(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    old: str,
    new: str,
    message: str,
) -> None:
    """The error is one line that names the file, the layer and the setting."""
    path = tmp_path / "tiny.toml"
    assert old in NETWORK
    path.write_text(NETWORK.replace(old, new), encoding="utf-8")
    assert main([command[0], str(path), *command[1:]]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error.startswith(f"lenet-docs: {path}: ")
    assert message in error
    assert error.count("\n") == 1
    assert len(error) < 500


def test_ten_million_maps_are_counted_at_once_and_listed_never(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The formulas answer; the enumeration says in one line why it does not."""
    path = tmp_path / "wide.toml"
    text = NETWORK.replace("maps = 3", "maps = 10_000_000").replace(
        'table = ["X . X", "X X ."]', ""
    )
    path.write_text(text, encoding="utf-8")
    assert main(["derive", str(path), "C1.fan_in"]) == 0
    assert "= 18" in capsys.readouterr().out
    assert main(["table", str(path), "--format", "json"]) == 0
    c1 = json.loads(capsys.readouterr().out)["layers"][0]
    assert (c1["parameters"], c1["fan_in"]) == (10_000_000 * 19, 18)
    assert main(["check", str(path)]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "at most 10,000,000 can be listed one by one" in error


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    """An editor that writes one before the text does no harm."""
    path = tmp_path / "marked.toml"
    path.write_text(NETWORK, encoding="utf-8-sig")
    assert main(["table", str(path)]) == 0


NAMES = ["parameters", "connections", "units", "name", "layers", "height", "_", "quantity"]


@pytest.mark.parametrize("name", NAMES)
def test_a_layer_may_be_called_as_anything_else_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """A name of a total or an attribute is no obstacle; alone it is the network's total."""
    path = tmp_path / "named.toml"
    path.write_text(NETWORK.replace('"C1"', f'"{name}"'), encoding="utf-8")
    assert main(["check", str(path)]) == 0
    capsys.readouterr()
    assert main(["derive", str(path), f"{name}.parameters"]) == 0
    assert capsys.readouterr().out.startswith(f"parameters_{name} = Σ_g m_g × (K × K × n_g + 1)\n")
    assert main(["derive", str(path), f"multiply_adds.{name}.multiply-adds"]) == 0
    assert capsys.readouterr().out.startswith(f"multiply-adds_{name} = weights_{name} × ")
    assert main(["derive", str(path), "parameters"]) == 0
    assert capsys.readouterr().out.startswith("parameters_tiny = Σ_l parameters_l\n")


@pytest.mark.parametrize(
    ("encoding", "product"), [("ascii", "6 x 26"), ("cp1252", "6 × 26"), ("utf-8", "6 × 26")]
)
@pytest.mark.parametrize("words", ["derive lenet5 C1.parameters", "table", "check"])
def test_output_that_is_not_utf_8_falls_back_to_ascii(
    words: str, encoding: str, product: str
) -> None:
    """The command prints what the encoding has not in signs of ASCII, and never fails for it."""
    ended = subprocess.run(
        [sys.executable, "-m", "lenet_docs.cli", *words.split()],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    printed = ended.stdout.decode(encoding)
    assert (product in printed) == words.startswith("derive")
    assert "\\" not in printed
