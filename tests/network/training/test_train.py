"""``lenet-docs train``, as a user meets it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest

from lenet_docs.cli import main
from lenet_docs.network import Digits, Distortion, load_mnist
from lenet_docs.network.trained_network import weights
from lenet_docs.network.training import train_command
from lenet_docs.network.training.loop import Training, error_rate
from lenet_docs.network.training.recipes import MODERN, PAPER_RECIPE, Modern, Recipe


@cache
def digits(part: Literal["training", "test"]) -> Digits:
    """Return a few digits."""
    return load_mnist(part)[: 300 if part == "training" else 100]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of the test's own, with few digits and blocks of few images."""

    def few(part: Any, folder: Any = None) -> Digits:
        return digits(part) if folder is None else load_mnist(part, folder)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(train_command, "load_mnist", few)
    monkeypatch.setattr("lenet_docs.network.training.recipes.RECIPES", RECIPES)
    return tmp_path


RECIPES: dict[str, Any] = {
    "paper": replace(PAPER_RECIPE, rates=(0.0002, 0.0001), block=50),
    "modern": replace(MODERN, steps=6, block=64),
}


def trained(name: str, **settings: Any) -> Training:
    """Return the training that a command ends with."""
    recipe: Recipe = replace(RECIPES[name], **settings)
    training = Training(recipe, digits("training"))
    training.run()
    return training


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_is_carried_out(name: str, folder: Path) -> None:
    """The parameters are those that `Training` ends with; nothing else is left behind."""
    assert main(["train", "--recipe", name]) == 0
    stored = weights.load(f"lenet5-{name}-0.npz")
    assert np.array_equal(stored.parameters, trained(name).network.parameters)
    left = sorted(path.name for path in folder.iterdir())
    assert left == [f"lenet5-{name}-0.json", f"lenet5-{name}-0.npz"]


def test_what_is_written_beside_says_how_it_came_about() -> None:
    """Settings, seed, revision, machine and day; losses of all passes, and the test error."""
    assert main(["train", "--seed", "3", "--steps", "8", "--test", "--output", "mine.npz"]) == 0
    about = json.loads(Path("mine.json").read_text(encoding="utf-8"))
    assert about["recipe"] == replace(RECIPES["modern"], steps=8).settings()
    assert (about["seed"], about["training_images"]) == (3, 300)
    assert re.fullmatch(r"[0-9a-f]{40}(-dirty)?", about["revision"])
    assert f"NumPy {np.__version__}" in about["machine"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", about["date"])
    assert [set(each) for each in about["passes"]] == [{"loss", "seconds"}] * 2
    network = weights.load("mine.npz")
    assert about["test_error"] == error_rate(network, digits("test"))


def test_the_test_set_is_not_looked_at_unasked(capsys: pytest.CaptureFixture[str]) -> None:
    """Neither on the terminal nor in the file is a test error."""
    assert main(["train"]) == 0
    assert "test" not in capsys.readouterr().out
    assert "test_error" not in weights.description("lenet5-modern-0.npz")


def test_images_set_aside_are_not_learned_from(capsys: pytest.CaptureFixture[str]) -> None:
    """Training goes on with the others, and each pass says how many of the aside are misread."""
    assert main(["train", "--validation", "100"]) == 0
    learning, validation = digits("training").split(100)
    training = Training(RECIPES["modern"], learning)
    training.run()
    error = error_rate(training.network, validation)
    about = weights.description("lenet5-modern-0.npz")
    assert about["training_images"] == 200
    assert about["passes"][-1]["validation_error"] == error
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "recipe modern, seed 0: 200 images, 6 blocks of 64"
    assert re.fullmatch(
        rf"pass 2: loss \d+\.\d{{4}}, validation error {error:.2f} %, \d+\.\d s", lines[2]
    )
    assert lines[3] == "written: lenet5-modern-0.npz and lenet5-modern-0.json"


def test_distortions_are_those_of_the_package() -> None:
    """The name of the file says that there are some."""
    assert main(["train", "--distortions"]) == 0
    stored = weights.load("lenet5-modern-distortions-0.npz")
    expected = trained("modern", distortion=Distortion()).network.parameters
    assert np.array_equal(stored.parameters, expected)


@pytest.mark.parametrize(
    ("name", "settings"), [("paper", {"rates": (0.0002,)}), ("modern", {"steps": 5})]
)
def test_passes_can_be_chosen(name: str, settings: dict[str, Any]) -> None:
    """The paper's recipe ends after its first rates; 300 images are five batches of 64."""
    assert main(["train", "--recipe", name, "--passes", "1"]) == 0
    stored = weights.load(f"lenet5-{name}-0.npz")
    assert np.array_equal(stored.parameters, trained(name, **settings).network.parameters)


def test_seconds_plan_the_steps_of_the_modern_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many are made as `within` says, and a checkpoint settles their number."""

    def planned(seconds: float, recipe: Modern, digits: Digits) -> Modern:
        return replace(recipe, steps=int(4 * seconds))

    monkeypatch.setattr(train_command, "within", planned)
    with interrupting(at=3):
        assert main(["train", "--seconds", "2"]) == 130
    monkeypatch.setattr(train_command, "within", None)
    assert main(["train", "--seconds", "2"]) == 0
    stored = weights.load("lenet5-modern-0.npz")
    assert np.array_equal(stored.parameters, trained("modern", steps=8).network.parameters)


def test_seconds_stop_the_recipe_of_the_paper(capsys: pytest.CaptureFixture[str]) -> None:
    """It is said, with a status of its own; the same command without the limit goes on."""
    assert main(["train", "--recipe", "paper", "--seconds", "1e-9"]) == 3
    assert not Path("lenet5-paper-0.npz").exists()
    said = capsys.readouterr()
    assert said.out == "recipe paper, seed 0: 300 images, 12 blocks of 50\n"
    assert said.err == (
        "--seconds are over: stopped after 0 of 12 blocks of 50 images; "
        "lenet5-paper-0.checkpoint.npz keeps it, and the same command goes on from there\n"
    )
    assert main(["train", "--recipe", "paper"]) == 0
    stored = weights.load("lenet5-paper-0.npz")
    assert np.array_equal(stored.parameters, trained("paper").network.parameters)


@pytest.mark.parametrize("name", RECIPES)
def test_an_interrupted_training_goes_on(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The same command ends with the same parameters, says where it began, and tidies up."""
    command = ["train", "--recipe", name, "--checkpoint", "kept"]
    with interrupting(at=2):
        assert main(command) == 130
    stopped = capsys.readouterr()
    assert stopped.err.startswith("stopped after 2 of ")
    assert stopped.err.endswith("; kept keeps it, and the same command goes on from there\n")
    assert main(command) == 0
    assert capsys.readouterr().out.splitlines()[1] == "going on from kept, after 2 blocks"
    stored = weights.load(f"lenet5-{name}-0.npz")
    assert np.array_equal(stored.parameters, trained(name).network.parameters)
    assert not Path("kept").exists()


def test_signals_of_the_system_are_heard(tmp_path: Path) -> None:
    """Ctrl-C and a request to terminate end a process after the block, with their status."""
    script = """
import os, signal, sys
from lenet_docs.cli import main
from lenet_docs.network.training import train_command
from lenet_docs.network import load_mnist
from lenet_docs.network.training.loop import Training

train_command.load_mnist = lambda part, folder=None: load_mnist(part)[:300]
learn = Training._learn

def interrupted(training, *arguments):
    if training.done == 2:
        os.kill(os.getpid(), getattr(signal, sys.argv[1]))
    return learn(training, *arguments)

Training._learn = interrupted
sys.exit(main(["train", "--steps", "6", "--output", sys.argv[1] + ".npz"]))
"""
    for name in ("SIGINT", "SIGTERM"):
        done = subprocess.run(
            [sys.executable, "-c", script, name], capture_output=True, text=True, timeout=60
        )
        assert (done.returncode, done.stderr) == (
            128 + getattr(signal, name),
            f"stopped after 3 of 6 blocks of {MODERN.block} images; "
            f"{name}.checkpoint.npz keeps it, and the same command goes on from there\n",
        )
        assert Path(f"{name}.checkpoint.npz").exists()


def test_what_was_asked_to_stop_while_planning_keeps_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """There is nothing to go on from."""
    with interrupting(at=2):
        assert main(["train", "--seconds", "60"]) == 130
    assert capsys.readouterr().err == (
        "stopped after 2 of 100 blocks of 64 images; nothing is kept\n"
    )


def test_each_seed_has_a_file_of_its_own(folder: Path) -> None:
    """Two trainings that differ in the seed alone do not meet."""
    assert main(["train"]) == main(["train", "--seed", "7"]) == 0
    left = {path.name for path in folder.iterdir() if path.suffix == ".npz"}
    assert left == {"lenet5-modern-0.npz", "lenet5-modern-7.npz"}


@pytest.mark.parametrize(
    ("words", "meets"),
    [
        ("", "lenet5-modern-0.npz"),
        ("--output lenet5-modern-0.npz --checkpoint other", "lenet5-modern-0.npz"),
        ("--output o.npz --checkpoint lenet5-modern-0.checkpoint.npz", ""),
    ],
)
def test_two_trainings_do_not_write_one_file(
    words: str, meets: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second is refused before its work, and the first ends as if it had been alone."""
    go_on = Training.run
    second: list[int] = []

    def met(training: Training, **settings: Any) -> None:
        monkeypatch.setattr(Training, "run", None)
        second.append(main(["train", *words.split()]))
        monkeypatch.setattr(Training, "run", go_on)
        go_on(training, **settings)

    monkeypatch.setattr(Training, "run", met)
    assert (main(["train"]), second) == (0, [2])
    assert capsys.readouterr().err == (
        f"lenet-docs: {meets or 'lenet5-modern-0.checkpoint.npz'}: another training writes it; "
        "wait for its end, or name another file\n"
    )
    stored = weights.load("lenet5-modern-0.npz")
    assert np.array_equal(stored.parameters, trained("modern").network.parameters)
    assert not list(Path().glob(".*"))


def test_two_processes_do_not_write_one_file(tmp_path: Path) -> None:
    """One holds its files until it ends, however it ends; then the other may have them."""
    command = [sys.executable, "-m", "lenet_docs.cli", "train", "--output", "o.npz", "--recipe"]
    with subprocess.Popen([*command, "paper"], stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline().startswith("recipe paper")
        second = subprocess.run([*command, "paper"], capture_output=True, text=True, timeout=60)
        first.kill()
    assert (second.returncode, second.stdout) == (2, "")
    assert second.stderr.startswith("lenet-docs: o.npz: another training writes it; wait")
    assert main(["train", "--output", "o.npz"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["o.json", "o.npz"]


def test_a_result_that_is_there_meanwhile_stays(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The training is not lost either: its checkpoint gives the parameters to another file."""
    run = Training.run

    def meanwhile(training: Training, **settings: Any) -> None:
        run(training, **settings)
        Path("mine.npz").write_bytes(b"of somebody else")

    with monkeypatch.context() as patch:
        patch.setattr(Training, "run", meanwhile)
        assert main(["train", "--output", "mine.npz"]) == 2
    assert capsys.readouterr().err == (
        "lenet-docs: mine.npz: is there already; remove it, or give another --output; "
        "mine.checkpoint.npz keeps the training: give the same command, with --checkpoint "
        "mine.checkpoint.npz if the output is another\n"
    )
    assert Path("mine.npz").read_bytes() == b"of somebody else"
    with monkeypatch.context() as patch:
        patch.setattr(Training, "_learn", None)
        words = ["--output", "other.npz", "--checkpoint", "mine.checkpoint.npz"]
        assert main(["train", *words]) == 0
    stored = weights.load("other.npz")
    assert np.array_equal(stored.parameters, trained("modern").network.parameters)


@pytest.mark.parametrize("words", ["--output {}/o.npz", "--checkpoint {}/c"])
def test_a_folder_that_takes_no_files_is_found_before_the_work(
    words: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hours of work would have no place to go."""
    closed = folder / "closed"
    closed.mkdir(mode=0o500)
    if os.access(closed, os.W_OK):  # root may write anywhere, but for what is no disk
        closed = Path("/proc")
    monkeypatch.setattr(Training, "__init__", None)
    assert main(["train", *words.format(closed).split()]) == 2
    assert capsys.readouterr().err.startswith(
        f"lenet-docs: {words.split()[1].format(closed)}: cannot be written: "
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--recipe papr", "there is no recipe 'papr'; did you mean 'paper'? known: paper, modern"),
        ("--recipe paper --steps 3", "the recipe paper has no steps to choose; give --passes"),
        (
            "--recipe paper --passes 3",
            "the recipe paper has rates for 2 passes; give no more --passes",
        ),
        ("--steps 3 --seconds 4", "--steps and --seconds both say how long to train; give one"),
        ("--steps 3 --passes 4", "--steps and --passes both say how long to train; give one"),
        ("--output mine", "mine: the file of the parameters must end in .npz"),
        ("--output no/mine.npz", "no/mine.npz: its folder is not there"),
        ("--checkpoint no/mine", "no/mine: its folder is not there"),
        (
            "--output a.npz --checkpoint a.npz",
            "a.npz: parameters and checkpoint cannot be one file",
        ),
        (
            "--output there.npz",
            "there.npz: is there already; remove it, or give another --output",
        ),
        (
            "--validation 300",
            "300 of 300 digits cannot be set aside; choose a number from 1 to 299",
        ),
        ("--mnist no", "no is not there; give the folder of MNIST's four files, decompressed"),
        (
            "--checkpoint there.npz",
            "there.npz: is not an .npz file, or not a whole one",
        ),
    ],
)  # fmt: skip
def test_bad_input_is_one_line_and_status_2(
    words: str, message: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is learned before everything fits together."""
    Path("there.npz").write_text("something else", encoding="utf-8")
    monkeypatch.setattr(Training, "run", None)
    assert main(["train", *words.split()]) == 2
    assert capsys.readouterr().err == f"lenet-docs: {message}\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--seed -1", "--seed: '-1' is no whole number"),
        ("--steps 0", "--steps: it must be at least 1"),
        ("--passes 1.5", "--passes: '1.5' is no whole number"),
        ("--seconds soon", "--seconds: 'soon' is no number"),
        ("--seconds nan", "--seconds: nan is not more than 0 and at most 1,000,000,000"),
        ("--seconds 1e308", "--seconds: 1e308 is not more than 0 and at most 1,000,000,000"),
        ("--seconds -inf", "--seconds: expected one argument"),
        ("--seconds=-1", "--seconds: -1 is not more than 0 and at most 1,000,000,000"),
        (f"--steps {'9' * 5000}", "--steps: it has more than 18 digits"),
        (f"--seed {'9' * 5000}", "--seed: it has more than 18 digits"),
        ("--output=", "--output: its name is empty"),
        ("--checkpoint=", "--checkpoint: its name is empty"),
        ("--mnist=", "--mnist: its name is empty"),
        ("--seconds 0", "--seconds: 0 is not more than 0 and at most 1,000,000,000"),
    ],
)
def test_numbers_are_checked(words: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the option and repeats what was given."""
    with pytest.raises(SystemExit) as exit_:
        main(["train", *words.split()])
    assert exit_.value.code == 2
    assert capsys.readouterr().err == (
        f"lenet-docs train: argument {message}; see lenet-docs train --help\n"
    )


@pytest.mark.parametrize("missing", ["numpy", "tqdm"])
def test_what_is_missing_is_named_with_how_to_install_it(missing: str) -> None:
    """The command says what to do, and says it in one line."""
    script = f"""
import sys
sys.modules[{missing!r}] = None  # as if it were not installed
from lenet_docs.cli import main
sys.exit(main(["train"]))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (
        2,
        f"lenet-docs: this command needs {missing}, which is not installed; "
        'pip install "lenet-docs[network]" brings it\n',
    )


@contextmanager
def interrupting(at: int) -> Iterator[None]:
    """Have this process asked to stop while a block is learned."""
    learn = Training._learn

    def interrupted(training: Training, *arguments: Any) -> Any:
        if training.done == at - 1:
            signal.raise_signal(signal.SIGINT)
        return learn(training, *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Training, "_learn", interrupted)
        yield
