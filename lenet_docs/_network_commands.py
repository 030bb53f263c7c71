"""The commands of ``lenet-docs`` that run the network.

They need NumPy and others, which the rest of the command does without. So nothing
is imported from `lenet_docs.network` before one of them is called.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lenet_docs.errors import LenetDocsError

__all__ = ["add_network_commands"]


MOST_DIGITS, MOST_SECONDS = 18, 10**9
"""Of a number that is given: what is longer is a slip, and some of it would not fit elsewhere."""


def add_network_commands(commands: Any) -> None:
    """Add the commands to those of `lenet_docs.cli`.

    Parameters
    ----------
    commands
        What ``argparse.ArgumentParser.add_subparsers`` returned.
    """
    classify: argparse.ArgumentParser = commands.add_parser(
        "classify", help="say which digit a picture shows"
    )
    classify.add_argument(
        "image", type=_path, help="a picture of one digit, such as a PNG of any size"
    )
    classify.add_argument(
        "--weights", type=_path, metavar="FILE", help="trained parameters, an .npz file"
    )
    classify.add_argument("--format", choices=("text", "json"), default="text")
    classify.set_defaults(run=_classify)
    _add_train(commands)


def _add_train(commands: Any) -> None:
    train: argparse.ArgumentParser = commands.add_parser(
        "train",
        help="train LeNet-5 on MNIST",
        description="Train LeNet-5 on MNIST. Ctrl-C stops it, and the same command goes on.",
        epilog="Exit status 3: --seconds are over, and the same command goes on.",
    )
    add = train.add_argument
    add("--recipe", default="modern", metavar="NAME", help="modern, paper or as-printed")
    add("--distortions", action="store_true", help="distort each image anew each time")
    add(
        "--seconds",
        type=_positive_real,
        metavar="N",
        help="how long: modern plans its steps by it, the others stop then, to be gone on with",
    )
    add("--passes", type=_positive, metavar="N", help="how often each image is shown")
    add("--steps", type=_positive, metavar="N", help="how many batches are shown (modern)")
    add("--seed", type=_whole, default=0, metavar="N", help="of all that is random (default: 0)")
    add("--output", type=_path, metavar="FILE", help="where the parameters go, an .npz file")
    add(
        "--checkpoint",
        type=_path,
        metavar="FILE",
        help="what to go on from (default: beside the output)",
    )
    add(
        "--validation",
        type=_positive,
        metavar="N",
        help="set so many images aside, and say after each pass how many of them are misread",
    )
    add("--test", action="store_true", help="measure the test error at the end")
    add("--mnist", type=_path, metavar="FOLDER", help="where MNIST's files are")
    train.set_defaults(run=_train)


def _path(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("its name is empty")
    return text


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number")
    if len(text) > MOST_DIGITS:
        raise argparse.ArgumentTypeError(f"it has more than {MOST_DIGITS} digits")
    return int(text)


def _positive(text: str) -> int:
    if _whole(text) == 0:
        raise argparse.ArgumentTypeError("it must be at least 1")
    return int(text)


def _positive_real(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no number") from None
    if not 0 < number <= MOST_SECONDS:  # so written, NaN fails
        raise argparse.ArgumentTypeError(f"{text} is not more than 0 and at most {MOST_SECONDS:,}")
    return number


@contextmanager
def _needing_extra() -> Iterator[None]:
    """Say how to install what a command imports, where it is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        if str(error.name).startswith("lenet_docs"):
            raise
        raise LenetDocsError(
            f"this command needs {error.name}, which is not installed; "
            'pip install "lenet-docs[network]" brings it'
        ) from None


def _classify(options: argparse.Namespace) -> int:
    with _needing_extra():
        from lenet_docs.network.trained_network import weights
        from lenet_docs.network.trained_network.classification import classified
    network = weights.load(options.weights) if options.weights is not None else weights.load()
    found = classified(options.image, network)
    print(json.dumps(found.record()) if options.format == "json" else found.text())
    return 0


def _train(options: argparse.Namespace) -> int:
    with _needing_extra():
        from lenet_docs.network.training.train_command import train
    return train(options)
