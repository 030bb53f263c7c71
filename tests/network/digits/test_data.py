"""MNIST as it is found, and digits that are put together."""

from __future__ import annotations

import time

import numpy as np
import pytest

from lenet_docs.errors import DataError
from lenet_docs.network import Digits, load_mnist


@pytest.fixture(scope="module")
def training() -> Digits:
    return load_mnist("training")


@pytest.fixture(scope="module")
def test() -> Digits:
    return load_mnist("test")


# -- what MNIST is ----------------------------------------------------------------


def test_the_first_labels_are_those_known(training: Digits, test: Digits) -> None:
    """The digits are in the order of the files."""
    assert training.labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert test.labels[:10].tolist() == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]


def test_the_mean_and_the_standard_deviation_are_those_known(training: Digits) -> None:
    """They are the figures that everyone's normalisation of MNIST is made of."""
    counts = np.bincount(training.images.ravel(), minlength=256)
    mean = counts @ np.arange(256) / counts.sum()
    assert f"{mean:.6f}" == "33.318421"
    deviation = np.sqrt(counts @ (np.arange(256) - mean) ** 2 / counts.sum())
    assert f"{deviation:.6f}" == "78.567490"


def test_each_class_has_as_many_digits_as_known(training: Digits, test: Digits) -> None:
    """The counts are what the set is published with."""
    assert np.bincount(training.labels).tolist() == [
        *(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949)
    ]
    assert np.bincount(test.labels).tolist() == [
        *(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009)
    ]
    assert (len(training), len(test)) == (60_000, 10_000)


def test_no_image_is_in_both_parts(training: Digits, test: Digits) -> None:
    """What is tested with was not learned."""
    learned = {image.tobytes() for image in training.images}
    assert not any(image.tobytes() in learned for image in test.images)


@pytest.mark.parametrize(("first", "low", "high"), [(1, 0.15, 1), (0, 0, 0.03)])
def test_every_other_digit_stands_beside_others_of_its_writer(
    training: Digits, first: int, low: float, high: float
) -> None:
    """The reason why the validation part is a stretch of the file, and not a random choice.

    At odd places, the image most like another is within 200 places of it ten times
    as often as by chance, which is 2 %; at even places it is not.
    """
    images = training.images[:20_000].reshape(-1, 28 * 28).astype(np.float32)
    asked = np.arange(first, 20_000, 40)
    likeness = images[asked] @ images.T - (images**2).sum(1) / 2
    likeness[np.arange(len(asked)), asked] = -np.inf
    near = np.abs(likeness.argmax(1) - asked) <= 200
    assert low <= near.mean() <= high


def test_both_parts_are_read_and_checked_in_a_moment() -> None:
    """Reading costs less than a third of a second, hashes included."""
    seconds = []
    for _ in range(3):
        began = time.process_time()
        load_mnist("training")
        load_mnist("test")
        seconds.append(time.process_time() - began)
    assert min(seconds) < 0.3


def test_what_is_read_cannot_be_changed(test: Digits) -> None:
    """A digit that somebody has drawn over is not MNIST's any more."""
    assert not test.images.flags.writeable
    assert not test.labels.flags.writeable


# -- digits -----------------------------------------------------------------------


def made(count: int) -> Digits:
    images = np.arange(count, dtype=np.uint8)[:, None, None].repeat(28, 1).repeat(28, 2)
    return Digits(images, np.arange(count, dtype=np.uint8))


@pytest.mark.parametrize(
    "index", [slice(2, 5), np.array([4, 0]), np.arange(8) % 3 == 0, slice(None, None, -1)]
)
def test_images_and_labels_are_taken_together(index: slice | np.ndarray) -> None:
    """Each image keeps its label."""
    taken = made(8)[index]
    assert taken.labels.tolist() == np.arange(8)[index].tolist()
    assert taken.images[:, 0, 0].tolist() == taken.labels.tolist()


def test_a_single_number_is_no_index() -> None:
    """It would give one image without the axis that everything else has."""
    with pytest.raises(DataError) as error:
        made(3)[1]  # type: ignore[index]
    assert str(error.value) == (
        "digits cannot be taken by 1; give a slice or an array, or take one of .images and .labels"
    )


def test_the_validation_part_is_the_end_of_the_file() -> None:
    """No digit is in both parts, and none is lost."""
    learning, validation = made(9).split(2)
    assert learning.labels.tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert validation.labels.tolist() == [7, 8]


@pytest.mark.parametrize("count", [-1, 0, 3, 4, 0.5])
def test_both_parts_of_a_split_have_digits(count: float) -> None:
    """A number that leaves one of them empty is refused."""
    with pytest.raises(DataError) as error:
        made(3).split(count)  # type: ignore[arg-type]
    assert str(error.value) == (
        f"{count} of 3 digits cannot be set aside; choose a number from 1 to 2"
    )


BLANK, ZEROS = np.zeros((2, 28, 28), np.uint8), np.zeros(2, np.uint8)


@pytest.mark.parametrize(
    ("images", "labels", "message"),
    [
        (BLANK / 255, ZEROS, "images: the type is float64; give an array of uint8"),
        ([], ZEROS, "images: the type is list; give an array of uint8"),
        (BLANK, ZEROS.astype(int), "labels: the type is int64; give an array of uint8"),
        (
            BLANK.reshape(2, -1),
            ZEROS,
            "images: the shape is (2, 784); give (images, 28, 28)",
        ),
        (BLANK, ZEROS[:1], "labels: the shape is (1,); give one for each of 2 images"),
        (BLANK, np.array([0, 10], np.uint8), "labels: label 1 is 10; the digits are 0 to 9"),
    ],
)
def test_digits_are_checked(images: np.ndarray, labels: np.ndarray, message: str) -> None:
    """What cannot be digits is refused when it is put together."""
    with pytest.raises(DataError) as error:
        Digits(images, labels)
    assert str(error.value) == message
