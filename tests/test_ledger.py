"""The ledger: every number with its derivation, its witnesses, and what is printed."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest

from lenet_docs import Input, lenet5
from lenet_docs.architecture_file import parse_architecture
from lenet_docs.check import check
from lenet_docs.cli import main
from lenet_docs.ledger import described, entries, recorded, witnesses
from lenet_docs.ledger_file import as_record, schema


def test_the_command_prints_what_the_schema_asks_for(capsys: pytest.CaptureFixture[str]) -> None:
    """`lenet-docs check --format json` is the ledger of one network."""
    assert main(["check", "lenet5", "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(schema()).validate(record)
    (found,) = [each for each in record["numbers"] if each["key"] == "C3.connections"]
    assert found["values"] == ["151600"]
    assert found["text"] == lenet5()["C3"].connections.text()
    assert [each["shown"] for each in found["witnesses"]] == ["151,600", "151,600"]
    (comparison,) = found["comparisons"]
    assert comparison["verdict"] == "edition P only"
    assert [each["agrees"] for each in comparison["printed"]] == [True, False]


def test_the_record_is_sorted_whatever_order_the_entries_have() -> None:
    """Equal ledgers are equal files."""
    listed = entries(check(lenet5()))
    assert as_record(reversed(listed)) == as_record(listed)
    keys = [each["key"] for each in as_record(listed)["numbers"]]  # type: ignore[attr-defined]
    assert keys == sorted(keys)


def test_a_witness_that_says_something_else_is_told() -> None:
    """PyTorch counting one more makes the verdict say so."""
    (checked,) = [each for each in check(lenet5()).checks if each.path == "C1.connections"]
    said = witnesses(checked, {"C1.connections": 122305})
    entry = replace(described("C1.connections", checked.derived), witnesses=said)
    assert [each.agrees for each in said] == [True, False]
    assert entry.verdict == "witnesses disagree"


def test_a_network_is_not_known_to_pytorch_by_its_name_alone() -> None:
    """What was counted of LeNet-5 says nothing of another network that is called the same."""
    text = """
    name = "lenet5"
    input = { height = 8, width = 8 }

    [[layers]]
    kind = "convolution"
    name = "C1"
    maps = 2
    kernel = 3
    """
    assert recorded(parse_architecture(text)) == {}
    assert recorded(lenet5(64, 64)) == {}
    assert recorded(lenet5())["C1.connections"] == 122304


def test_a_size_is_its_height_and_then_its_width() -> None:
    """Of maps that are not square."""
    entry = described("net", Input(20, 18))
    assert (entry.values, entry.shown) == (("20", "18"), "20 × 18")


def test_a_value_that_is_no_number_is_refused() -> None:
    """A network is not a number."""
    with pytest.raises(TypeError, match="net is a Architecture, not a number"):
        described("net", lenet5())
