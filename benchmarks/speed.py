"""How many images a second LeNet-5 runs and learns: this package against PyTorch, one thread each.

PyTorch's network is measured twice: as the paper states it, in the better of PyTorch's two memory
layouts; and rewritten by hand for speed, in the best of the ways that are known here. All hold the
same parameters and see the same digits. Learning is that of the package's own recipes: for batches
Adam, with the loss of eq. (9), on both sides; one image at a time the second-order method of
Appendix C, to which PyTorch has no counterpart, so that it is set against PyTorch's batches.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from tabulate import tabulate
from threadpoolctl import threadpool_limits

from benchmarks.results_file import Results
from benchmarks.timing import Call, Rounds, fastest, in_turns
from lenet_docs import lenet5
from lenet_docs.network import MaximumAPosteriori, Network, levels, load_mnist
from lenet_docs.network.training.optimisers import Adam
from lenet_docs.network.training.recipes import PAPER_RECIPE
from lenet_docs.session import HESSIAN_SAMPLES, PASSES, TRAINING_SET
from tests.pytorch_layers import Settings
from tests.pytorch_network import PyTorchNetwork, maximum_a_posteriori

LARGE, BATCH = 256, 64

PATTERNS = 15 * BATCH
"""Images that are learned one at a time in a call: a whole number of batches, for the rival."""

SAMPLES = PATTERNS * int(HESSIAN_SAMPLES) // int(TRAINING_SET)
"""Of so many of them the second derivatives are taken, which is the share that a pass takes."""

STEP = 1e-5
"""Learning rate: small, so that long measurements leave the network much as it was."""

LOSS = MaximumAPosteriori()


class Bench:
    """The two networks, and what they do."""

    def __init__(self) -> None:
        digits = load_mnist("training")[:PATTERNS]
        self.images = levels(digits.images)
        self.labels = digits.labels.astype(np.intp)
        self.tensors = torch.from_numpy(self.images), torch.from_numpy(self.labels)
        self.parameters = {name: each.copy() for name, each in Network(lenet5()).arrays.items()}

    def rival(self, settings: Settings) -> PyTorchNetwork:
        """Return PyTorch's network, with our parameters."""
        network = PyTorchNetwork(lenet5(), settings)
        return network.load(self.parameters)

    def check(self) -> None:
        """Make sure that both networks are the same, however PyTorch's is written.

        Raises
        ------
        AssertionError
            If they are not.
        """
        ours = Network(lenet5()).penalties(self.images[:BATCH])
        for settings in Settings.every():
            with torch.inference_mode():
                theirs = self.rival(settings).eval()(self.tensors[0][:BATCH]).numpy()
            np.testing.assert_allclose(ours, theirs, rtol=1e-4, err_msg=str(settings))

    def forward(self, count: int) -> Call:
        """Run images."""
        network = Network(lenet5())
        images = self.images[:count] if count > 1 else self.images[0]
        return lambda: network.penalties(images)

    def rival_forward(self, settings: Settings, count: int) -> Call:
        """Run the same with PyTorch."""
        network = self.rival(settings).eval()
        images = self.tensors[0][:count]

        def call() -> None:
            with torch.inference_mode():
                network(images)

        return call

    def train(self) -> Call:
        """Learn a batch."""
        optimiser = Adam(Network(lenet5()), LOSS, rate=STEP, warm_up=1, steps=int(TRAINING_SET))
        images, labels = self.images[:BATCH], self.labels[:BATCH]
        return lambda: optimiser.learn(0, images, labels)

    def rival_train(self, settings: Settings) -> Call:
        """Learn the same batch with PyTorch."""
        network = self.rival(settings)
        trained = [each for each in network.parameters() if each.requires_grad]
        optimiser = torch.optim.Adam(trained, lr=STEP, fused=True)
        images, labels = (tensor[:BATCH] for tensor in self.tensors)

        def call() -> None:
            loss = maximum_a_posteriori(network(images), labels, LOSS.j)
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            optimiser.step()

        return call

    def train_patterns(self) -> Call:
        """Learn images one at a time, and take the second derivatives of their share."""
        optimiser = PAPER_RECIPE.optimiser(Network(lenet5()), int(TRAINING_SET))
        smallest_steps = int(PASSES) - 1

        def call() -> None:
            optimiser.begin_pass(smallest_steps, self.images[:SAMPLES], self.labels[:SAMPLES])
            optimiser.learn(0, self.images, self.labels)

        return call

    def rival_train_patterns(self, settings: Settings) -> Call:
        """Learn as many images in batches with PyTorch."""
        batch = self.rival_train(settings)

        def call() -> None:
            for _ in range(PATTERNS // BATCH):
                batch()

        return call


@dataclass(frozen=True, slots=True)
class Row:
    """What is measured: its key among the results, what it is, images a call, and the aim."""

    key: str
    what: str
    images: int
    aim: float
    ours: Callable[[Bench], Call]
    theirs: Callable[[Bench, Settings], Call]


ROWS = (
    Row(
        "forward_batch", f"forward, batch {LARGE}", LARGE, 1.0,
        lambda bench: bench.forward(LARGE),
        lambda bench, settings: bench.rival_forward(settings, LARGE),
    ),
    Row(
        "forward_one", "forward, one image", 1, 1.5,
        lambda bench: bench.forward(1),
        lambda bench, settings: bench.rival_forward(settings, 1),
    ),
    Row("train_batch", f"training, batch {BATCH}", BATCH, 1.1, Bench.train, Bench.rival_train),
    Row(
        "train_patterns", f"training, one by one, against batch {BATCH}", PATTERNS, 4000 / 6000,
        Bench.train_patterns, Bench.rival_train_patterns,
    ),
)  # fmt: skip


WRITINGS = {
    "pytorch": [each for each in Settings.every() if not each.rewritten],
    "pytorch_rewritten": [each for each in Settings.every() if each.rewritten],
}
"""PyTorch's networks: as the paper states them, and rewritten by hand to be fast."""

HERE = "here"


@dataclass(frozen=True, slots=True)
class Measured:
    """A row with what came of it."""

    row: Row
    rounds: Rounds[str]
    settings: Mapping[str, Settings]

    def rate(self, name: str) -> float:
        """Return the images a second of one program."""
        return self.row.images / self.rounds.median(name)


def measure() -> list[Measured]:
    """Measure every row."""
    torch.set_num_threads(1)
    with threadpool_limits(1):
        bench = Bench()
        bench.check()
        return [_measured(bench, row) for row in ROWS]


def _measured(bench: Bench, row: Row) -> Measured:
    settings = {
        name: fastest({each: row.theirs(bench, each) for each in writing})
        for name, writing in WRITINGS.items()
    }
    theirs = {name: row.theirs(bench, each) for name, each in settings.items()}
    return Measured(row, in_turns({HERE: row.ours(bench), **theirs}), settings)


def report(measured: list[Measured]) -> str:
    """Return a table of what was measured."""
    rows = []
    for each in measured:
        rows.append([each.row.what, "", f"{each.rate(HERE):,.0f}", "", "", f"{each.row.aim:.2f}"])
        for name, settings in each.settings.items():
            comparison = each.rounds.against(HERE, name)
            middle = "{:.2f} to {:.2f}".format(*comparison.quartiles)
            rate = f"{each.rate(name):,.0f}"
            rows.append(["", f"PyTorch: {settings}", rate, f"{comparison.ratio:.2f}", middle, ""])
    headers = ["What", "Against", "images a second", "ratio", "its middle half", "aim"]
    aligned = ("left", "left", *["right"] * 4)
    return tabulate(rows, headers=headers, disable_numparse=True, colalign=aligned)


def results(measured: list[Measured]) -> Results:
    """Return what goes to the results file."""
    return {
        each.row.key: {
            HERE: round(each.rate(HERE)),
            **{name: _result(each, name) for name in each.settings},
        }
        for each in measured
    }


def _result(measured: Measured, name: str) -> Results:
    comparison = measured.rounds.against(HERE, name)
    lower, upper = comparison.quartiles
    return {
        "rate": round(measured.rate(name)),
        "ratio": round(comparison.ratio, 2),
        "ratio_lower_quartile": round(lower, 2),
        "ratio_upper_quartile": round(upper, 2),
    }
