"""Trainings that take a moment, by every recipe."""

from __future__ import annotations

from dataclasses import replace

from lenet_docs.network import Distortion, load_mnist
from lenet_docs.network.training.loop import Training
from lenet_docs.network.training.recipes import MODERN, PAPER_RECIPE, Recipe

DIGITS = load_mnist("training")[:130]

# Blocks are small and the last of a pass is smaller, so that a pass has several and ends unevenly.
RECIPES: dict[str, Recipe] = {
    "paper": replace(PAPER_RECIPE, rates=(2e-4, 1e-4, 1e-4), block=30, hessian_samples=40),
    "paper, distortions": replace(
        PAPER_RECIPE, rates=(2e-4, 1e-4), block=30, hessian_samples=40
    ).distorting(Distortion()),
    "modern": replace(MODERN, steps=12, block=30),
    "modern, distortions": replace(MODERN, steps=12, block=30).distorting(Distortion()),
}


def ended(recipe: Recipe, seed: int = 0) -> Training:
    """Return a training that was not interrupted."""
    training = Training(recipe, DIGITS, seed=seed)
    training.run()
    return training
