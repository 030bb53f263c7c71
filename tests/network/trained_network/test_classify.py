"""``lenet-docs classify``, as a user meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from lenet_docs import lenet5
from lenet_docs.cli import main
from lenet_docs.network import Network, levels, load_mnist, prepare, rejection_score
from lenet_docs.network.trained_network import weights
from lenet_docs.network.trained_network.classification import Classification, drawn
from tests.network.drawings import STROKES, drawn_digit

SEVEN = [
    "      .---..",
    "      +***#%%#%%%%%%#-",
    "            . ....:@%:",
    "                 -@@:",
    "                -@%.",
    "               :%%.",
    "              +@#.",
    "            .%@+.",
    "           -%@-",
    "          -@@%:",
    "          :==",
]


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(lenet5(), seed=3)


@pytest.fixture(scope="module")
def stored(network: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with the parameters of the network."""
    path = tmp_path_factory.mktemp("weights") / "random.npz"
    weights.save(path, network, {"recipe": "none"})
    return path


@pytest.fixture(scope="module")
def seven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a picture of a seven, as a paint program saves it."""
    page = Image.new("RGBA", (300, 200), "white")
    ImageDraw.Draw(page).line([(80, 30), (170, 30), (110, 180)], fill="black", width=14)
    path = tmp_path_factory.mktemp("pictures") / "seven.png"
    page.save(path)
    return path


def test_the_answer_is_that_of_the_network(
    network: Network, stored: Path, seven: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The JSON has what the network computes from the prepared picture, class by class."""
    assert main(["classify", str(seven), "--weights", str(stored), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    prepared = prepare(seven)
    penalties = network.penalties(levels(prepared.image))
    assert found["steps"] == list(prepared.steps)
    assert found["image"] == prepared.image.tolist()
    assert list(found["penalties"]) == list("0123456789")
    assert list(found["penalties"].values()) == pytest.approx(penalties.tolist())
    assert found["answer"] == str(network.classify(levels(prepared.image)))
    order = sorted(found["penalties"], key=found["penalties"].get)
    assert [found["answer"], found["second_best"]] == order[:2]
    assert found["rejection_score"] == pytest.approx(rejection_score(penalties[np.newaxis])[0])


def test_the_text_has_steps_drawing_penalties_and_answer(
    network: Network, stored: Path, seven: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this order, with an empty line between them."""
    assert main(["classify", str(seven), "--weights", str(stored)]) == 0
    steps, drawing, table, verdict = capsys.readouterr().out.rstrip("\n").split("\n\n")
    assert steps.splitlines() == list(prepare(seven).steps)
    assert drawing == drawn(prepare(seven).image)
    head, _, *rows = table.splitlines()
    assert head.split() == ["class", "penalty"]
    assert [row.split()[0] for row in rows] == list("0123456789")
    penalties = network.penalties(levels(prepare(seven).image))
    assert [row.split()[1] for row in rows] == [f"{penalty:.2f}" for penalty in penalties]
    assert verdict.startswith(f"Answer: {penalties.argmin()}.\nRejection score: ")


@pytest.mark.parametrize(
    ("pen", "ink", "ground"),
    [(1, "black", "white"), (12, "white", "black"), (40, "navy", "pink"), (70, "black", "white")],
)
def test_digits_drawn_in_a_paint_program_are_recognised(
    pen: int, ink: str, ground: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All ten, with a pencil and with a brush, by the weights that come with the package."""
    for digit in STROKES:
        drawn_digit(digit, pen=pen, ink=ink, ground=ground).save(tmp_path / "digit.png")
        assert main(["classify", str(tmp_path / "digit.png")]) == 0
        assert f"Answer: {digit}." in capsys.readouterr().out


def test_the_text_says_who_is_second() -> None:
    """The score is the distance from the best penalty to the second best."""
    prepared = prepare(load_mnist("test").images[0])
    penalties = np.array([9.0, 8, 7, 6, 5, 4.25, 3, 2, 11, 10])
    found = Classification(prepared, penalties)
    assert found.text().endswith(
        "9            10.00\n\nAnswer: 7.\n"
        "Rejection score: 1.00; so much more is the penalty of 6, the second best."
    )


def test_the_drawing_shows_the_digit() -> None:
    """The first digit of the test set is a seven, and a reader can see it."""
    assert drawn(load_mnist("test").images[0]).splitlines() == SEVEN


@pytest.mark.parametrize(
    ("picture", "file", "message"),
    [
        ("none.png", None, "none.png: the picture cannot be read: No such file or directory"),
        (None, "none.npz", "none.json: is not there; parameters come with a file"),
    ],
)
def test_bad_input_is_one_line_and_status_2(
    picture: str | None,
    file: str | None,
    message: str,
    seven: Path,
    stored: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The message has the file that is meant."""
    assert main(["classify", picture or str(seven), "--weights", file or str(stored)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"lenet-docs: {message}")
    assert printed.err.count("\n") == 1


WITHOUT = """
import sys
sys.modules[{missing!r}] = None  # as if it were not installed
from lenet_docs.cli import main
sys.exit(main({arguments!r}))
"""


def run(script: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("missing", ["numpy", "PIL", "threadpoolctl"])
def test_what_is_missing_is_named_with_how_to_install_it(missing: str) -> None:
    """The command says what to do, and says it in one line."""
    script = WITHOUT.format(missing=missing, arguments=["classify", "seven.png"])
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert done.stderr == (
        f"lenet-docs: this command needs {missing}, which is not installed; "
        'pip install "lenet-docs[network]" brings it\n'
    )


@pytest.mark.parametrize(
    "arguments", [["table", "lenet5"], ["derive", "lenet5", "units"], ["check"], ["--help"]]
)
def test_the_other_commands_do_without_numpy(arguments: list[str]) -> None:
    """What counts runs where nothing but the package and tabulate is installed."""
    script = WITHOUT.format(missing="numpy", arguments=arguments)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
