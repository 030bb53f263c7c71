"""What an image costs: multiply-adds forward, backward and for the update.

Sources are section II-B for the network, eqs. (18) to (20) for the gradients, and
section III-B for the length of a training session.
"""

from __future__ import annotations

from lenet_docs.architecture import Architecture
from lenet_docs.book.network import NET
from lenet_docs.book.print.cross_checks import as_printed
from lenet_docs.layers import EuclideanRBF, Input, Layer, Subsampling
from lenet_docs.quantity import Quantity, given, total
from lenet_docs.session import HESSIAN_SAMPLES, PASSES, TRAINING_SET

__all__ = [
    "backward_multiply_adds",
    "backward_ratio",
    "operations",
    "operations_a_multiply_add",
    "parameter_gradient_multiply_adds",
    "second_derivative_share",
    "session_multiply_adds",
    "session_rate",
    "squashings",
    "state_gradient_multiply_adds",
    "training_multiply_adds",
    "training_ratio",
    "update_multiply_adds",
    "update_share",
]

STATES = "multiply-adds for states"
PARAMETERS = "multiply-adds for parameters"


def state_gradient_multiply_adds(counted: Layer | Architecture) -> Quantity:
    """Return the multiply-adds that carry the gradient from a layer to the states before it.

    Each link from a unit carries its share back. The pixels of the input are not
    changed by learning, so nothing has to reach them, and a layer that looks at
    them costs nothing here.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> net = lenet5()
    >>> print(state_gradient_multiply_adds(net["C1"]), state_gradient_multiply_adds(net["C3"]))
    0 150,000
    >>> print(state_gradient_multiply_adds(lenet5()))
    215,224
    """
    if isinstance(counted, Architecture):
        return _summed(counted, [state_gradient_multiply_adds(each) for each in counted], STATES)
    needed = not isinstance(counted.source, Input)
    return _all_or_nothing(counted, needed, STATES)


def parameter_gradient_multiply_adds(counted: Layer | Architecture) -> Quantity:
    """Return the multiply-adds that make the gradient of a layer's trainable parameters.

    Each link from a unit adds a product to the gradient of the parameter that it
    uses (eq. (19)). A layer without trainable parameters costs nothing here.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(parameter_gradient_multiply_adds(lenet5()["output"]))
    0
    >>> print(parameter_gradient_multiply_adds(lenet5()))
    331,984
    """
    if isinstance(counted, Architecture):
        terms = [parameter_gradient_multiply_adds(each) for each in counted]
        return _summed(counted, terms, PARAMETERS)
    return _all_or_nothing(counted, counted.trainable_parameters > 0, PARAMETERS)


def _all_or_nothing(layer: Layer, needed: bool, name: str) -> Quantity:
    links = layer.multiply_adds if needed else given(0)
    return links.named(name, owner=layer.name)


def _summed(network: Architecture, terms: list[Quantity], name: str) -> Quantity:
    return total(terms, index="ell").named(name, owner=network.name)


def backward_multiply_adds(counted: Layer | Architecture) -> Quantity:
    """Return the multiply-adds of the backward pass: for the states and for the parameters.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(backward_multiply_adds(lenet5()).text())
    backward_lenet5 = multiply-adds for states_lenet5 + multiply-adds for parameters_lenet5
                    = 215,224 + 331,984
                    = 547,208
    """
    sums = state_gradient_multiply_adds(counted) + parameter_gradient_multiply_adds(counted)
    return sums.named("backward", owner=counted.name)


def training_multiply_adds(counted: Layer | Architecture) -> Quantity:
    """Return the multiply-adds that an image needs in training: forward and backward.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(training_multiply_adds(lenet5()).text())
    forward and backward_lenet5 = multiply-adds_lenet5 + backward_lenet5
                                = 332,824 + 547,208
                                = 880,032
    """
    sums = counted.multiply_adds + backward_multiply_adds(counted)
    return sums.named("forward and backward", owner=counted.name)


def backward_ratio(network: Architecture) -> Quantity:
    """Return how many times the forward pass the backward pass is.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(f"{float(backward_ratio(lenet5())):.3f}")
    1.644
    """
    ratio = backward_multiply_adds(network) / network.multiply_adds
    return ratio.named("backward by forward", owner=network.name)


def training_ratio(network: Architecture) -> Quantity:
    """Return how many times the forward pass both passes together are.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(f"{float(training_ratio(lenet5())):.3f}")
    2.644
    """
    ratio = training_multiply_adds(network) / network.multiply_adds
    return ratio.named("training by forward", owner=network.name)


def update_multiply_adds(network: Architecture) -> Quantity:
    """Return the multiply-adds of an update: one for each trainable parameter (eq. (18)).

    Each parameter has a step size of its own, by which its gradient is multiplied.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(update_multiply_adds(lenet5()))
    60,000
    """
    return network.trainable_parameters.named("update", owner=network.name)


def update_share(network: Architecture) -> Quantity:
    """Return which share of the work the update has if every image is followed by one.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(f"{float(update_share(lenet5())):.4f}")
    0.0638
    """
    update = update_multiply_adds(network)
    share = update / (training_multiply_adds(network) + update)
    return share.named("share of the update", owner=network.name)


def session_multiply_adds() -> Quantity:
    """Return the multiply-adds of the paper's training session (section III-B).

    In each pass every training image goes forward and backward and is followed by
    an update. Before each pass some images are used for the second derivatives,
    which take the same sums as the gradients, of squares (eqs. (23) to (27)).

    Examples
    --------
    >>> print(session_multiply_adds())
    1,136,838,720,000
    """
    image = training_multiply_adds(NET).named("image")
    update = update_multiply_adds(NET).named("update")
    learning = TRAINING_SET * (image + update)
    return (PASSES * (learning + HESSIAN_SAMPLES * image)).named("session")


def second_derivative_share() -> Quantity:
    """Return which share of the session the second derivatives take.

    Examples
    --------
    >>> print(f"{float(second_derivative_share()):.4f}")
    0.0077
    """
    second = PASSES * (HESSIAN_SAMPLES * training_multiply_adds(NET))
    return (second.named("second derivatives") / session_multiply_adds()).named("share")


SECONDS_OF_A_DAY = (given(24) * given(60) * given(60)).named("seconds of a day", r"\text{day}")


def session_rate(days: str) -> Quantity:
    """Return the multiply-adds a second with which the session takes so many days.

    Parameters
    ----------
    days
        The key of the printed number of days in ``published.toml``.

    Examples
    --------
    >>> print(f"{float(session_rate('training.days_most')):,.0f}")
    4,385,952
    """
    printed = as_printed(days, symbol=r"\text{days}")
    rate = session_multiply_adds() / (printed * SECONDS_OF_A_DAY)
    return rate.named("multiply-adds a second")


# ---- Single operations ---------------------------------------------------------------------------


def operations(counted: Layer | Architecture) -> Quantity:
    """Return the multiplications, additions and subtractions of a forward pass.

    A unit of a convolution or a full connection multiplies once for each unit that
    it looks at, and adds as often: the bias is where its sum begins. A unit of a
    subsampling layer adds up its window and its bias, and multiplies once (or adds
    and divides, if it only takes the mean). A unit of the output subtracts, squares
    and adds up, and its sum begins with the first square. Squashing is left out.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> net = lenet5()
    >>> print(operations(net["C1"]), operations(net["S2"]), operations(net["output"]))
    235,200 5,880 2,510
    >>> print(operations(lenet5()))
    661,750
    """
    if isinstance(counted, Architecture):
        return _summed(counted, [operations(layer) for layer in counted], "operations")
    match counted:
        case Subsampling():
            # As many additions as links from the window and from the bias, less the one that
            # a sum of several terms saves, and the multiplication.
            found = counted.connections
        case EuclideanRBF():
            found = 3 * counted.multiply_adds - counted.units
        case _:
            found = 2 * counted.multiply_adds
    return found.named("operations", owner=counted.name)


def operations_a_multiply_add(network: Architecture) -> Quantity:
    """Return how many single operations a forward pass has for each of its multiply-adds.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(f"{float(operations_a_multiply_add(lenet5())):.3f}")
    1.988
    """
    ratio = operations(network) / network.multiply_adds
    return ratio.named("operations a multiply-add", owner=network.name)


def squashings(network: Architecture) -> Quantity:
    """Return how often a forward pass squashes: once for each unit before the output.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(squashings(lenet5()))
    8,084
    """
    *before, _ = network
    units = total([layer.units for layer in before], index="ell")
    return units.named("squashings", owner=network.name)
