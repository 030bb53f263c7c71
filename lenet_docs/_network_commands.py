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
    classify.add_argument("image", help="a picture of one digit, such as a PNG of any size")
    classify.add_argument("--weights", metavar="FILE", help="trained parameters, an .npz file")
    classify.add_argument("--format", choices=("text", "json"), default="text")
    classify.set_defaults(run=_classify)


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
        from lenet_docs.network import weights
        from lenet_docs.network.classification import classified
    network = weights.load(options.weights) if options.weights is not None else weights.load()
    found = classified(options.image, network)
    print(json.dumps(found.record()) if options.format == "json" else found.text())
    return 0
