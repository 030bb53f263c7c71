"""Trains LeNet-5 as the book reports it, and writes what came of it: ``make reproduce``.

Every run learns from all 60,000 training images. After each pass both sets are classified. The test
images had no say in any setting: those were chosen on a validation part of the training set, and
here the test set is looked at, once a recipe. The short trainings that compare settings learn from
the other part, and never meet a test image.

An interrupted run goes on from its checkpoint in ``build/reproduce``. A run that is complete is not
done again, unless the code or the machine has changed since: before its results are used, its first
blocks are trained anew, and must end in the same parameters, bit for bit.

What is written: ``benchmarks/results/training.toml``, with all runs that are complete; and
in ``lenet_docs/network/trained`` the parameters of some of them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.plans import PLANS, SECTIONS, Plan
from benchmarks.results_file import FOLDER, ROOT, Results, ResultsError, machine, revision, write
from lenet_docs.errors import LenetDocsError, NetworkError
from lenet_docs.network import Digits, Network, levels, load_mnist
from lenet_docs.network.trained_network import weights
from lenet_docs.network.training.checkpoint import held, resume, store
from lenet_docs.network.training.loop import Interrupted, Training, within
from lenet_docs.network.training.origin import origin
from lenet_docs.network.training.recipes import Modern

COMMAND = "make reproduce"

OPENING = 3
"""Blocks by which a run is known again."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where files are.

    Parameters
    ----------
    runs
        Folder of the runs, complete or not.
    results
        File of the results.
    trained
        Folder of the parameters that are kept.
    """

    runs: Path = ROOT / "build" / "reproduce"
    results: Path = FOLDER / "training.toml"
    trained: Path = weights.TRAINED.parent


class Run:
    """A recipe carried out with one seed.

    Parameters
    ----------
    name
        Name of the plan.
    plan
        The plan.
    seed
        The seed.
    training, test
        The digits.
    folder
        Where the run's files are.
    """

    def __init__(
        self, name: str, plan: Plan, seed: int, training: Digits, test: Digits, folder: Path
    ) -> None:
        self.name, self.plan, self.seed = f"{name}-{seed}", plan, seed
        self._watched = {"training": training, "test": test}
        if plan.held_out:
            training, validation = training.split(plan.held_out)
            self._watched = {"validation": validation}
        self._digits = training
        self.checkpoint = folder / f"{self.name}.npz"
        self._notes = folder / f"{self.name}.json"
        self.rates: dict[str, np.ndarray[Any, Any]] = {}

    def take_up(self, *, begin: bool) -> Training | None:
        """Return the training as far as it is done; nothing if it has not begun, and shall not.

        Raises
        ------
        ResultsError
            If it was begun with other code, or on another machine.
        """
        if not self._notes.exists():
            if not begin:
                return None
            self._write_notes()
        notes = json.loads(self._notes.read_text(encoding="utf-8"))
        training = self._new(notes["steps"])
        opening = self._opening(notes["steps"])
        if (notes["machine"], notes["opening"]) != (machine(), opening):
            raise ResultsError(
                f"{self.name}: was begun with other code, or on another machine; remove "
                f"{self.checkpoint} and {self._notes} to begin anew"
            )
        if self.checkpoint.exists():
            resume(self.checkpoint, training)
        return training

    def go_on(self, training: Training) -> None:
        """Train to the end, and say after each pass how it went."""
        said = len(training.history)

        def keep(training: Training) -> None:
            nonlocal said
            store(self.checkpoint, training)
            for number, each in enumerate(training.history[said:], said + 1):
                errors = ", ".join(f"{name} {error:.2f} %" for name, error in each.errors.items())
                print(f"{self.name}, pass {number}: loss {each.loss:.4f}, {errors}, "
                      f"{each.seconds:.1f} s", flush=True)  # fmt: skip
            said = len(training.history)

        training.run(watched=self._watched, checkpoint=keep, progress=sys.stderr.isatty())

    def _write_notes(self) -> None:
        """Settle how many steps there are, and note by what the run is known again."""
        recipe, steps = self.plan.recipe, None
        if self.plan.seconds is not None:
            assert isinstance(recipe, Modern)
            steps = within(self.plan.seconds, recipe, self._digits).steps
        notes = {"steps": steps, "machine": machine(), "opening": self._opening(steps)}
        self._notes.write_text(json.dumps(notes, indent=2) + "\n", encoding="utf-8")

    def _new(self, steps: int | None) -> Training:
        recipe = self.plan.recipe
        if steps is not None:
            assert isinstance(recipe, Modern)
            recipe = replace(recipe, steps=steps)
        return Training(recipe, self._digits, seed=self.seed)

    def _opening(self, steps: int | None) -> str:
        """Train the first blocks; return a hash of the parameters, and keep the rates of pass 1."""
        training = self._new(steps)
        try:
            training.run(blocks=OPENING)
        except Interrupted as interruption:
            if interruption.signal:
                raise
        if "rates" in training.optimiser.memory:
            self.rates = training.network.named(training.optimiser.memory["rates"])
        return hashlib.sha256(training.network.parameters.tobytes()).hexdigest()


def results(runs: Mapping[int, Training], rates: Mapping[str, Any]) -> Results:
    """Return what goes to the results file for one plan.

    Parameters
    ----------
    runs
        Complete trainings by seed.
    rates
        Rates of the parameters in pass 1 by group; empty where all have the same.
    """
    last = {seed: run.history[-1].errors["test"] for seed, run in runs.items()}
    images = [sum(_shown(run)) for run in runs.values()]
    seconds = [_seconds(run) for run in runs.values()]
    median = _median_seed(runs)
    found: dict[str, Any] = {
        "passes": len(runs[median].history),
        "images_a_second": round(sum(images) / sum(seconds)),
        "seconds": round(statistics.median(seconds), 1),
        "median_seed": median,
        "median_test_error": round(last[median], 2),
        "smallest_test_error": round(min(last.values()), 2),
        "largest_test_error": round(max(last.values()), 2),
        "median_training_error": round(runs[median].history[-1].errors["training"], 4),
    }
    if rates:
        groups: dict[str, Any] = {}
        for name, array in rates.items():
            layer, group = name.split(".")
            groups.setdefault(layer, {})[group] = _ends([array])
        found["rates"] = {**_ends(rates.values()), **groups}
    for seed, run in runs.items():
        found[f"seed{seed}"] = {
            "seconds": round(_seconds(run), 1),
            "loss": round(run.history[-1].loss, 4),
            "training_error": round(run.history[-1].errors["training"], 4),
            "test_error": round(last[seed], 2),
            **{
                f"pass{number}": {
                    "images": images,
                    "loss": round(each.loss, 4),
                    "training_error": round(each.errors["training"], 4),
                    "test_error": round(each.errors["test"], 2),
                    "seconds": round(each.seconds, 1),
                }
                for number, (images, each) in enumerate(
                    zip(_shown(run), run.history, strict=True), 1
                )
            },
        }
    return found


def compared(run: Training, rates: Mapping[str, Any]) -> Results:
    """Return what goes to the results file for a short training that compares settings.

    Parameters
    ----------
    run
        The complete training.
    rates
        Rates of the parameters in pass 1 by group.
    """
    return {
        "rates_first": _ends(rates.values()),
        "rates_last": _ends([run.optimiser.memory["rates"]]),
        **{
            f"pass{number}": {
                "loss": round(each.loss, 4),
                "validation_error": round(each.errors["validation"], 2),
            }
            for number, each in enumerate(run.history, 1)
        },
    }


def _ends(arrays: Iterable[np.ndarray[Any, Any]]) -> dict[str, float]:
    """Return the smallest, the middle and the largest number, to three places."""
    flat = np.concatenate([array.ravel() for array in arrays])
    ends = {"min": flat.min(), "median": np.median(flat), "max": flat.max()}
    return {name: float(f"{number:.3g}") for name, number in ends.items()}


def _seconds(training: Training) -> float:
    return sum(each.seconds for each in training.history)


def _shown(training: Training) -> list[int]:
    """Return how many images were shown in each pass; the last may be a part of one."""
    whole, images = divmod(training.done, training.blocks_a_pass)
    passes = [len(training.digits)] * whole
    return passes + [images * training.recipe.block] * bool(images)


def _median_seed(runs: Mapping[int, Training]) -> int:
    """Return the seed whose test error is the median; of an even number, the lower one."""
    by_error = sorted(runs, key=lambda seed: (runs[seed].history[-1].errors["test"], seed))
    return by_error[(len(by_error) - 1) // 2]


def misread(network: Network, digits: Digits) -> dict[str, str]:
    """Return each digit that the network takes for another, by number, as ``label>answer``."""
    answers = network.classify(levels(digits.images))
    return {
        str(index): f"{digits.labels[index]}>{answers[index]}"
        for index in np.flatnonzero(answers != digits.labels)
    }


def main(
    arguments: Sequence[str] | None = None,
    *,
    plans: Mapping[str, Plan] = PLANS,
    places: Places | None = None,
    digits: tuple[Digits, Digits] | None = None,
) -> str | None:
    """Train, write the results; return what went wrong, if anything did.

    Parameters
    ----------
    arguments
        Words of the command line.
    plans, places, digits
        What to train, where files are, and training and test images; for tests.
    """
    parser = argparse.ArgumentParser(prog=COMMAND, description="Train LeNet-5 as the book does.")
    names = [*plans, SECTIONS[1]]
    parser.add_argument("--only", choices=names, help="one recipe; the others as far as they are")
    parser.add_argument("--seeds", type=int, default=0, metavar="N", help="at least so many runs")
    options = parser.parse_args(arguments)
    places = places or Places()
    try:
        commit = revision()  # before hours of work that nobody could then repeat
        training, test = digits or (load_mnist("training"), load_mnist("test"))
        places.runs.mkdir(parents=True, exist_ok=True)
        complete: dict[str, dict[str, Results]] = {section: {} for section in SECTIONS}
        kept: list[tuple[Path, Training]] = []
        for name, plan in plans.items():
            runs: dict[int, Training] = {}
            rates: Mapping[str, Any] = {}
            wanted = options.only in (None, name, plan.section)
            for seed in range(1 if plan.held_out else max(plan.seeds, options.seeds)):
                run = Run(name, plan, seed, training, test, places.runs)
                try:
                    with held(run.checkpoint) if wanted else nullcontext():
                        found = run.take_up(begin=wanted)
                        if found is not None and wanted:
                            run.go_on(found)
                except ResultsError as error:
                    if wanted:
                        raise
                    print(error)
                    continue
                except NetworkError as error:
                    if not plan.held_out:
                        raise
                    print(f"{run.name}: {error}")  # that settings diverge is no failure
                    continue
                if found is not None and found.done == found.blocks:
                    runs[seed], rates = found, rates or run.rates
            if len(runs) < plan.seeds:
                print(f"{name}: left out, since {len(runs)} of {plan.seeds} runs are complete")
                continue
            section = complete[plan.section]
            section[name] = compared(runs[0], rates) if plan.held_out else results(runs, rates)
            if plan.trained is not None and wanted:
                kept.append((places.trained / plan.trained, runs[_median_seed(runs)]))
        write(places.results, command=COMMAND, results=complete)
        for path, each in kept:
            path.parent.mkdir(exist_ok=True)
            about = {
                **origin(each),
                "command": COMMAND,
                "revision": commit,
                "test_error": each.history[-1].errors["test"],
                "misread": misread(each.network, test),
            }
            weights.save(path, each.network, about)
    except Interrupted as interruption:
        return f"{interruption}; `{COMMAND}` goes on from there"
    except (ResultsError, LenetDocsError) as error:
        return str(error)
    return None


if __name__ == "__main__":
    sys.exit(main())
