"""What the paper prints outside the layers of LeNet-5, compared with what is derived.

The layers themselves are compared by `lenet_docs.published.comparisons`. Here
are the input, the squashing function, the data, the training and the rivals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import cast

from lenet_docs import codes, session
from lenet_docs.book.layers import geometry
from lenet_docs.book.learning import training
from lenet_docs.book.print import classifiers, cross_checks, relatives
from lenet_docs.book.squashing import levels
from lenet_docs.book.squashing.squashing_shape import bend_place
from lenet_docs.book.witness import NET
from lenet_docs.catalogue import (
    AMPLITUDE,
    BACKGROUND,
    CHARACTER_SIDE,
    CODE_HEIGHT,
    CODE_WIDTH,
    FIELD_SIDE,
    FOREGROUND,
    INITIAL_RANGE,
    SLOPE,
)
from lenet_docs.errors import PublishedError, unknown
from lenet_docs.layers import Convolution
from lenet_docs.published import Comparison, compare_value
from lenet_docs.quantity import Quantity, given
from lenet_docs.squashing import gain, squash

__all__ = ["compared", "verdict"]


def _rates() -> Mapping[str, Callable[[], Quantity]]:
    derived: dict[str, Callable[[], Quantity]] = {}
    for stage, (rate, passes) in enumerate(session.RATES, start=1):
        derived[f"training.rate{stage}"] = partial(_same, rate)
        derived[f"training.rate{stage}_passes"] = partial(_same, passes)
    return derived


def _reductions() -> Mapping[str, Callable[[], Quantity]]:
    changes = ("normalisation", "sdnn", "segmentation", "dictionary")
    keys = [f"words.{change}.{unit}" for change in changes for unit in ("word", "character")]
    return {f"{key}.reduction": partial(cross_checks.reduction, key) for key in keys}


def _same(quantity: Quantity) -> Quantity:
    """Return the quantity: what a function with a value filled in gives."""
    return quantity


DERIVED: Mapping[str, Callable[[], Quantity]] = {
    # The input and its surroundings
    "input.character_side": lambda: CHARACTER_SIDE,
    "input.field_side": lambda: FIELD_SIDE,
    "input.centres_side": lambda: geometry.centres_span(NET["C3"]),
    "input.background": lambda: BACKGROUND,
    "input.foreground": lambda: FOREGROUND,
    "input.variance": levels.greatest_variance,
    "network.layers": lambda: given(len(NET), name="layers"),
    "overlap.columns": lambda: geometry.overlap_along(cast(Convolution, NET["C1"])),
    "overlap.rows": lambda: geometry.overlap_across(cast(Convolution, NET["C1"])),
    # The squashing function, the initial weights, the codes
    "squashing.amplitude": lambda: AMPLITUDE,
    "squashing.slope": lambda: SLOPE,
    "squashing.at_one": lambda: squash(1),
    "squashing.curvature_place": bend_place,
    "squashing.gain": gain,
    "initialisation.bound": lambda: INITIAL_RANGE,
    "codes.width": lambda: CODE_WIDTH,
    "codes.height": lambda: CODE_HEIGHT,
    "codes.ink": lambda: given(codes.INK, name="ink"),
    "codes.paper": lambda: given(codes.PAPER, name="paper"),
    # The data and the training
    "data.half": cross_checks.sd1_half,
    "data.training_set": lambda: session.TRAINING_SET,
    "data.test_set": training.whole_test_set,
    "data.test_set_half": lambda: session.TEST_SET_HALF,
    "data.box_side": lambda: CHARACTER_SIDE,
    "data.regular_side": lambda: FIELD_SIDE,
    "data.deslanted_side": lambda: CHARACTER_SIDE,
    "data.distorted": lambda: session.DISTORTED_SET,
    "training.passes": lambda: session.PASSES,
    "training.hessian_samples": lambda: session.HESSIAN_SAMPLES,
    "training.damping": lambda: session.DAMPING,
    **_rates(),
    "results.uncertainty": cross_checks.sampling_error,
    "results.lenet5_distorted_test_error": cross_checks.distorted_error,
    # The other classifiers
    "linear.parameters": lambda: classifiers.linear_classifier().parameters,
    "linear_deslanted.parameters": lambda: classifiers.linear_classifier_deslanted().parameters,
    "pairwise.units": classifiers.classifier_pairs,
    "knn.memory": classifiers.nearest_neighbour_memory,
    "knn.neighbours": lambda: classifiers.NEIGHBOURS,
    "pca.components": lambda: classifiers.PRINCIPAL_COMPONENTS,
    "pca.features": classifiers.quadratic_features,
    "rbf.units": lambda: classifiers.RBF_UNITS,
    "lenet1.trainable_parameters": lambda: relatives.lenet1().trainable_parameters,
    "lenet1.multiply_adds": lambda: relatives.lenet1().multiply_adds,
    "lenet4.trainable_parameters": lambda: relatives.lenet4_parameters(
        relatives.LENET4_LEAST_KERNELS
    ),
    "rs_svm.excess": lambda: cross_checks.rs_svm_excess(cross_checks.as_printed("fig11.lenet5")),
    # The bars of Fig. 11
    "fig11.linear": lambda: classifiers.linear_classifier_deslanted().parameters,
    "fig11.pairwise": lambda: classifiers.pairwise_classifier().parameters,
    "fig11.knn_deslanted": classifiers.nearest_neighbour_memory,
    "fig11.pca": classifiers.pca_classifier,
    "fig11.rbf": classifiers.rbf_network,
    "fig11.svm": lambda: cross_checks.as_printed("svm.multiply_adds"),
    "fig11.v_svm": cross_checks.v_svm_multiply_adds,
    "fig11.rs_svm": lambda: cross_checks.as_printed("rs_svm.multiply_adds"),
    "fig11.perceptron_20_300": lambda: classifiers.perceptron_deslanted().connections,
    "fig11.perceptron_28_1000": lambda: classifiers.perceptron_large().connections,
    "fig11.perceptron_28_300_100": lambda: classifiers.perceptron_two_layers().connections,
    "fig11.perceptron_28_500_150": lambda: (
        classifiers.perceptron_two_layers_of_the_figures().connections
    ),
    "fig11.lenet1": lambda: relatives.lenet1().connections,
    "fig11.lenet4": lambda: cross_checks.as_printed("lenet4.connections"),
    "fig11.lenet5": lambda: NET.connections,
    "fig11.boosted_lenet4": cross_checks.boosted_cost,
    # The bars of Fig. 12
    "fig12.linear": lambda: classifiers.linear_classifier_deslanted().parameters,
    "fig12.pairwise": lambda: classifiers.pairwise_classifier().parameters,
    "fig12.knn_deslanted": classifiers.nearest_neighbour_memory,
    "fig12.pca": classifiers.pca_classifier_and_mean,
    "fig12.rbf": classifiers.rbf_network,
    "fig12.perceptron_20_300": lambda: classifiers.perceptron_deslanted().parameters,
    "fig12.perceptron_28_1000": lambda: classifiers.perceptron_large().parameters,
    "fig12.perceptron_28_300_100": lambda: classifiers.perceptron_two_layers().parameters,
    "fig12.perceptron_28_500_150": lambda: (
        classifiers.perceptron_two_layers_of_the_figures().parameters
    ),
    "fig12.lenet1": lambda: relatives.lenet1().parameters,
    "fig12.lenet4": lambda: relatives.lenet4_parameters(relatives.LENET4_LEAST_KERNELS),
    "fig12.lenet4_local": cross_checks.stored_features,
    "fig12.lenet4_knn": cross_checks.stored_features,
    "fig12.lenet5": lambda: NET.trainable_parameters,
    "fig12.boosted_lenet4": cross_checks.boosted_memory,
    # The words of section IX-D
    **_reductions(),
}
"""What each printed figure is compared with, by its key in ``published.toml``."""


def compared(key: str) -> Comparison:
    """Return a printed figure beside what is derived.

    Raises
    ------
    PublishedError
        If nothing is derived that it could be compared with.

    Examples
    --------
    >>> [figure.printed for figure in compared("fig11.lenet5").printed]
    ['401', '401']
    """
    if key not in DERIVED:
        raise PublishedError(unknown("compared figure", key, DERIVED))
    return compare_value(key, DERIVED[key]())


def every() -> tuple[Comparison, ...]:
    """Return all of them, for the ledger.

    Examples
    --------
    >>> every()[0].key
    'input.character_side'
    """
    return tuple(compared(key) for key in DERIVED)


def verdict(key: str) -> str:
    """Return what to make of a printed figure, in a word or two.

    Examples
    --------
    >>> verdict("fig11.lenet5"), verdict("fig12.lenet5")
    ('disagrees', 'agrees')
    """
    return str(compared(key).verdict)
