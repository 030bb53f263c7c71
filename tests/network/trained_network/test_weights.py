"""Trained parameters in files: what is loaded is what was saved, or there is one clear error."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import re
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given as fuzz
from hypothesis import settings
from hypothesis import strategies as st

from lenet_docs import Architecture, lenet5, lenet5_dense, lenet5_today
from lenet_docs.errors import DataError
from lenet_docs.network import Network
from lenet_docs.network.trained_network.weights import (
    STORED,
    TRAINED,
    description,
    load,
    read_arrays,
    save,
    write_arrays,
)
from tests.network_samples import lenet5_trained_throughout, random_network


@pytest.fixture(scope="module")
def network() -> Network:
    return random_network(lenet5(), seed=1, dtype="float32")


@pytest.fixture
def saved(network: Network, tmp_path: Path) -> Path:
    """Return a file of parameters."""
    path = tmp_path / "some.npz"
    save(path, network, {"recipe": "none", "seed": 1})
    return path


def content(path: Path, **arrays: Any) -> None:
    """Write a file of parameters with these arrays, and state its hash."""
    with path.open("wb") as stream:
        np.savez(stream, allow_pickle=True, **arrays)
    state_hash(path)


def state_hash(path: Path) -> None:
    """State the hash that the file has."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_suffix(".json").write_text(json.dumps({"sha256": found}), encoding="utf-8")


def test_every_stored_file_is_named() -> None:
    """A file that is not named would count as read by every page."""
    assert sorted(file.name for file in TRAINED.parent.iterdir()) == sorted(STORED)


@pytest.mark.parametrize("make", [lenet5, lenet5_dense, lenet5_today, lenet5_trained_throughout])
def test_what_was_saved_is_loaded(make: Any, tmp_path: Path) -> None:
    """Every parameter, codes included, of any architecture."""
    architecture: Architecture = make()
    network = random_network(architecture, seed=2, dtype="float32")
    save(tmp_path / "any.npz", network, {})
    assert np.array_equal(load(tmp_path / "any.npz", architecture).parameters, network.parameters)


def test_a_larger_input_takes_the_same_parameters(network: Network, saved: Path) -> None:
    """The layers are laid over more places; nothing else changes."""
    larger = load(saved, lenet5(height=36, width=40))
    assert np.array_equal(larger.parameters, network.parameters)
    assert larger.penalties(np.zeros((36, 40))).shape == (10, 2, 3)


def test_double_precision_is_rounded_to_single(tmp_path: Path) -> None:
    """What runs is in single precision."""
    network = random_network(lenet5(), seed=2, dtype="float64")
    save(tmp_path / "double.npz", network, {})
    loaded = load(tmp_path / "double.npz")
    assert np.array_equal(loaded.parameters, network.parameters.astype(np.float32))


def test_the_same_parameters_make_the_same_file(network: Network, tmp_path: Path) -> None:
    """Byte for byte, so that a hash says something; and a small one."""
    for name in ("one.npz", "other.npz"):
        save(tmp_path / name, network, {})
    one, other = ((tmp_path / name).read_bytes() for name in ("one.npz", "other.npz"))
    assert one == other
    assert len(one) < 250_000


def test_the_file_beside_says_what_they_are(saved: Path) -> None:
    """The architecture, the hash of the file, and all that was given."""
    assert description(saved) == {
        "architecture": "lenet5",
        "sha256": hashlib.sha256(saved.read_bytes()).hexdigest(),
        "recipe": "none",
        "seed": 1,
    }
    assert description(saved) == json.loads(saved.with_suffix(".json").read_text(encoding="utf-8"))


def test_no_array_is_a_pickle(saved: Path) -> None:
    """The archive holds arrays by name, which are read without any pickle."""
    with zipfile.ZipFile(saved) as archive:
        names = archive.namelist()
        for name in names:
            np.load(io.BytesIO(archive.read(name)), allow_pickle=False)
    assert names == [f"{name}.npy" for name in Network(lenet5()).arrays]


# ---- Errors ----------------------------------------------------------------------------------


def refused(path: Path, message: str, architecture: Architecture | None = None) -> None:
    """Check that a file is refused, with exactly this message."""
    with pytest.raises(DataError) as error:
        load(path, architecture)
    assert str(error.value) == message


def test_parameters_of_another_architecture_are_refused(saved: Path) -> None:
    """The message names the first array that differs, and both shapes."""
    refused(
        saved,
        f"{saved}: these are parameters of another architecture: C3.weights is (60, 5, 5), but "
        "lenet5-dense has (96, 5, 5)",
        lenet5_dense(),
    )
    refused(
        saved,
        f"{saved}: these are parameters of another architecture: C3.weights is (60, 5, 5), but "
        "lenet5-today has (96, 5, 5)",
        lenet5_today(),
    )


def test_missing_and_surplus_arrays_are_named(network: Network, saved: Path) -> None:
    """Each for what it is."""
    arrays = dict(network.arrays)
    del arrays["S2.biases"]
    content(saved, **arrays)
    where = f"{saved}: these are parameters of another architecture:"
    refused(saved, f"{where} S2.biases is missing, but lenet5 has (6,)")
    content(saved, **network.arrays, more=np.zeros(3))
    refused(saved, f"{where} more is (3,), but lenet5 has no such array")


@pytest.mark.parametrize(
    ("array", "fault"),
    [
        (np.full(84, 1e300), "F6.biases holds what is not a finite number"),
        (np.full(84, np.nan, np.float32), "F6.biases holds what is not a finite number"),
        (np.full(84, np.inf), "F6.biases holds what is not a finite number"),
        (np.zeros(84, int), "F6.biases holds int64, and not real numbers"),
        (np.full(84, "a"), "F6.biases holds <U1, and not real numbers"),
    ],
)
def test_what_are_no_parameters_is_refused(
    array: Any, fault: str, network: Network, saved: Path
) -> None:
    """Every number must be real and finite."""
    content(saved, **{**network.arrays, "F6.biases": array})
    refused(saved, f"{saved}: {fault}")


def test_altered_files_are_refused(saved: Path) -> None:
    """One bit is enough; so is a hash of another file."""
    stated = description(saved)["sha256"]
    changed = bytearray(saved.read_bytes())
    changed[5000] ^= 1
    saved.write_bytes(changed)
    found = hashlib.sha256(changed).hexdigest()
    refused(
        saved,
        f"{saved}: its SHA-256 is {found}, but some.json states {stated}; one of the two was "
        "changed",
    )


def test_missing_files_are_named(saved: Path, tmp_path: Path) -> None:
    """The parameters, or what says what they are."""
    saved.unlink()
    refused(saved, f"{saved}: is not there")
    beside = saved.with_suffix(".json")
    beside.unlink()
    refused(
        saved,
        f"{beside}: is not there; parameters come with a file that says what they are, as "
        "lenet_docs.network.trained_network.weights.save writes it",
    )


@pytest.mark.parametrize("text", ["[]", "{}", '{"sha": 3}', "3"])
def test_a_description_without_hash_is_refused(text: str, saved: Path) -> None:
    """Nothing could be compared with it."""
    beside = saved.with_suffix(".json")
    beside.write_text(text, encoding="utf-8")
    refused(saved, f"{beside}: does not state the SHA-256 of the parameters")


@pytest.mark.parametrize("text", [b"", b"{", b"\xff\xfe", b"[" * 10**5, b"9" * 5000])
def test_a_description_that_is_no_json_is_refused(text: bytes, saved: Path) -> None:
    """The message has the reason."""
    beside = saved.with_suffix(".json")
    beside.write_bytes(text)
    with pytest.raises(DataError, match=rf"^{re.escape(str(beside))}: cannot be read \(.+\)$"):
        load(saved)


def test_a_description_may_begin_with_a_byte_order_mark(saved: Path) -> None:
    """Some editors put one there."""
    beside = saved.with_suffix(".json")
    about = description(saved)
    beside.write_text(json.dumps(about), encoding="utf-8-sig")
    assert description(saved) == about


class Trap:
    """What a pickle could do."""

    def __reduce__(self) -> Any:
        return pytest.fail, ("a pickle was loaded",)


def test_pickles_are_refused_and_never_run(network: Network, saved: Path) -> None:
    """Neither a file that is one, nor one within the archive; nor what else is no array."""
    saved.write_bytes(pickle.dumps(Trap()))
    state_hash(saved)
    refused(saved, f"{saved}: is not an .npz file, or not a whole one")
    trapped = np.empty(1, object)
    trapped[0] = Trap()
    content(saved, **{**network.arrays, "F6.biases": trapped})
    with pytest.raises(DataError, match=r"some\.npz: is damaged, or holds more than arrays \(Obj"):
        load(saved)
    write_arrays(saved, network.arrays)
    with zipfile.ZipFile(saved, "a") as archive:
        archive.writestr("note.txt", "not an array")
    state_hash(saved)
    damaged = f"{saved}: is damaged, or holds more than arrays"
    refused(saved, f"{damaged} (it holds something that is not an array)")
    np.save(saved.with_name("single.npy"), np.zeros(3))
    saved.write_bytes(saved.with_name("single.npy").read_bytes() + saved.read_bytes())
    state_hash(saved)
    refused(saved, f"{damaged} (it begins with a single array)")


def test_other_files_are_refused(saved: Path, tmp_path: Path) -> None:
    """A single array, a text, nothing at all, a folder."""
    np.save(tmp_path / "single.npy", np.zeros(3))
    for path, content_ in (("single.npy", None), ("text", b"text"), ("empty", b""), (".", None)):
        where = tmp_path / path
        if content_ is not None:
            where.write_bytes(content_)
        with pytest.raises(DataError) as error:
            read_arrays(where)
        assert str(error.value) == f"{where}: is not an .npz file, or not a whole one"


def npy(shape: str) -> bytes:
    """Return the file of an array that announces a shape and holds nothing."""
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}}}".encode()
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header


@pytest.mark.parametrize(
    "content_", [npy("(10**12,)"), npy("(1000000000000,)"), npy(f"({'9' * 30},)"),
                 npy("[" * 3000), npy(f"({'1, ' * 70})"), npy("'(3,)'")]
)  # fmt: skip
def test_a_header_that_cannot_be_true_is_refused(content_: bytes, tmp_path: Path) -> None:
    """More than there is memory for, more axes than there can be, or no shape at all."""
    path = tmp_path / "some.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.npy", content_)
    with pytest.raises(DataError, match=r"some\.npz: is damaged, or holds more than arrays \("):
        read_arrays(path)


@pytest.mark.parametrize(
    ("local", "central", "value", "fault"),
    [
        (6, 8, b"\x01", "is encrypted, password required for extraction"),
        (8, 10, b"\x0e", ""),  # compressed by LZMA, it says
        (8, 10, b"\x63", "That compression method is not supported"),
        (22, 24, b"\xf0\xff\xff\xff", "it unpacks to more than 1,073,741,824 bytes"),
    ],
)
def test_a_tampered_archive_is_refused(
    local: int, central: int, value: bytes, fault: str, saved: Path
) -> None:
    """What its entries say of themselves is changed in both places where they say it."""
    changed = bytearray(saved.read_bytes())
    for mark, offset in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        start = changed.find(mark)
        while start >= 0:
            changed[start + offset : start + offset + len(value)] = value
            start = changed.find(mark, start + 4)
    saved.write_bytes(changed)
    with pytest.raises(DataError, match=r"some\.npz: is damaged.+\(.*" + re.escape(fault)):
        read_arrays(saved)


@settings(max_examples=300)
@fuzz(st.data())
def test_damaged_files_get_one_clear_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Wherever it is cut or a byte is changed; what is read all the same is what was written."""
    arrays = {"one": np.arange(40.0).reshape(5, 8), "other": np.zeros((3, 3), np.float32)}
    path = tmp_path_factory.getbasetemp() / "damaged.npz"
    write_arrays(path, arrays)
    whole = path.read_bytes()
    damaged = bytearray(whole)
    if data.draw(st.booleans()):
        del damaged[data.draw(st.integers(0, len(whole) - 1)) :]
    else:
        place = data.draw(st.integers(0, len(whole) - 1))
        damaged[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(damaged)
    found: dict[str, Any] = {}
    with suppress(DataError):  # and nothing else
        found = read_arrays(path)
    for name in found.keys() & arrays.keys():
        assert np.array_equal(found[name], arrays[name])


def test_what_cannot_be_written_is_named(network: Network, tmp_path: Path) -> None:
    """The ending, a folder that is missing, a file where a folder should be."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    for name, fault in (
        ("some.json", "the file of the parameters must end in .npz"),
        ("some", "the file of the parameters must end in .npz"),
        ("no/some.npz", "cannot be written: No such file or directory"),
        ("file/some.npz", "cannot be written: Not a directory"),
    ):
        with pytest.raises(DataError) as error:
            save(tmp_path / name, network, {})
        assert str(error.value) == f"{tmp_path / name}: {fault}"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_package_comes_with_trained_parameters() -> None:
    """They load, and their description has a recipe and a seed."""
    assert load().trainable.size == int(lenet5().trainable_parameters)
    assert {"recipe", "seed"} <= description(TRAINED).keys()
