"""The classifiers of section III-C, counted by hand or listed one by one."""

from itertools import combinations, combinations_with_replacement

from lenet_docs.book.print import classifiers
from lenet_docs.book.print.classifiers import PRINCIPAL_COMPONENTS


def test_every_pair_of_classes_has_a_unit() -> None:
    """The pairs are listed and counted."""
    assert int(classifiers.classifier_pairs()) == len(list(combinations(range(10), 2)))


def test_quadratic_features_are_products_of_pairs_and_a_constant() -> None:
    """The monomials of degree two are listed; with all lower degrees there are more."""
    components = range(int(PRINCIPAL_COMPONENTS))
    squares = list(combinations_with_replacement(components, 2))
    assert int(classifiers.quadratic_features()) == len(squares) + 1
    full = len(squares) + len(components) + 1
    assert int(classifiers.quadratic_features_with_linear()) == full


def test_stored_and_multiplied_pixels_are_those_of_the_images() -> None:
    """Nearest neighbour, radial basis functions and components look at whole images."""
    assert int(classifiers.nearest_neighbour_memory()) == 60_000 * 20**2
    assert int(classifiers.rbf_network()) == 1000 * (28**2 + 10)
    assert int(classifiers.pca_classifier()) == 40 * 28**2 + 10 * 821
    assert int(classifiers.pca_classifier_and_mean()) == 41 * 28**2 + 10 * 821


def test_the_networks_have_a_weight_for_each_input_and_a_bias() -> None:
    """Each layer multiplies its inputs and one constant."""
    assert int(classifiers.perceptron_large().parameters) == 785 * 1000 + 1001 * 10
    assert int(classifiers.perceptron_two_layers().parameters) == 785 * 300 + 301 * 100 + 1010
    figures = classifiers.perceptron_two_layers_of_the_figures()
    assert int(figures.parameters) == 785 * 500 + 501 * 150 + 1510
    text = classifiers.perceptron_two_layers_of_the_text()
    assert int(text.parameters) == 785 * 1000 + 1001 * 150 + 1510
    assert int(classifiers.pairwise_weights()) == 45 * 784
