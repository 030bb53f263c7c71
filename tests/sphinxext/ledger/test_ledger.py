"""The ledger of a small project: what is collected, where it leads, and what is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import jsonschema
import pytest

from lenet_docs import given
from lenet_docs.architecture import Architecture
from lenet_docs.check import Check
from lenet_docs.ledger import Witness
from lenet_docs.ledger_file import schema
from lenet_docs.quantity import Quantity, exp, tanh
from lenet_docs.sphinxext.ledger import assessing, sympy_witness
from lenet_docs.sphinxext.ledger.sympy_witness import disagreeing_steps, recheck, recheck_text
from lenet_docs.sphinxext.ledger.tracing import Tracer
from tests.sphinxext.conftest import Build, Built
from tests.toy import NET


@pytest.fixture
def built(build: Build) -> Built:
    """Return the project, built."""
    return build("ledger")


def numbers(built: Built) -> Mapping[str, Mapping[str, Any]]:
    """Return what ``numbers.json`` says, by key."""
    return {each["key"]: each for each in json.loads(built.text("numbers.json"))["numbers"]}


def test_every_number_of_the_site_is_listed(built: Built) -> None:
    """Roles and cells are collected; words are not."""
    assert built.complaints == []
    assert list(numbers(built)) == [
        "C1",
        "C1.connections",
        "C1.maps",
        "C1.units",
        "counted('C1.connections')",
        "index: NET['C1'].units + 1",
        "net.connections",
        "third",
    ]


def test_numbers_json_is_what_the_schema_asks_for(built: Built) -> None:
    """It validates, and the schema beside it is the package's."""
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.Draft202012Validator(schema()).validate(json.loads(built.text("numbers.json")))
    assert json.loads(built.text("numbers.schema.json")) == schema()


def test_an_entry_says_what_is_known(built: Built) -> None:
    """Value, derivation, witnesses, print and source of one number."""
    entry = numbers(built)["C1.units"]
    assert entry["values"] == ["64"]
    assert entry["text"] == NET["C1"].units.text()
    assert [(each["name"], each["agrees"]) for each in entry["witnesses"]] == [
        ("enumeration", True),
        ("SymPy", True),
    ]
    (comparison,) = entry["comparisons"]
    assert comparison["verdict"] == "edition P only"
    assert [each["agrees"] for each in comparison["printed"]] == [True, False]
    assert entry["source"] == {"module": "lenet_docs.layers.maps", "name": "FeatureMaps.units"}
    assert numbers(built)["counted('C1.connections')"]["witnesses"][0]["name"] == "formula"


def test_a_cell_that_shows_a_known_number_is_a_use_of_it(built: Built) -> None:
    """The same derivation is the same number, whatever the cell calls it."""
    shown = [use["anchor"] for use in numbers(built)["C1.units"]["uses"] if use["page"] == "index"]
    # The heading, twice in the text, the formula, and the cell.
    assert shown == sorted(shown)
    assert len(shown) == 5
    assert numbers(built)["index: NET['C1'].units + 1"]["values"] == ["65"]


def test_what_a_cell_tells_programs_is_not_shown(built: Built) -> None:
    """The page shows the typeset derivation, and nothing of the record beside it."""
    cells = built.page("index.html").select(".cell_output")
    assert len(cells) == 2
    assert all(cell.select_one(".math") for cell in cells)
    assert "vnd.lenet-docs" not in built.text("index.html")


def test_every_anchor_is_there_once(built: Built) -> None:
    """Each use leads to one element of its page, and each row of the ledger has its own."""
    for entry in numbers(built).values():
        for use in entry["uses"]:
            found = built.page(f"{use['page']}.html").select(f"[id='{use['anchor']}']")
            assert len(found) == 1, use
    rows = [row["id"] for row in built.page("ledger.html").select("table.ledger tbody tr")]
    assert len(rows) == len(set(rows)) == len(numbers(built))


def test_every_number_leads_to_its_entry_without_a_script(built: Built) -> None:
    """A number is a link to a row of the ledger, and the row links back to the number."""
    page, ledger = built.page("index.html"), built.page("ledger.html")
    links = [str(link["href"]) for link in page.select("a.provenance")]
    assert "ledger.html#entry-c1-units" in links
    for link in links:
        assert len(ledger.select(f"[id='{link.partition('#')[2]}']")) == 1
    back = {str(link["href"]) for link in ledger.select("tr#entry-c1-units a")}
    assert {"index.html#n-c1-units", "other.html#n-c1-units"} <= back


def test_no_link_stands_in_a_link_or_a_heading(built: Built) -> None:
    """There the number is plain; the ledger lists it all the same."""
    page = built.page("index.html")
    assert page.select("a a, h1 a.provenance") == []
    assert [use["page"] for use in numbers(built)["C1.connections"]["uses"]] == ["index"]


def test_a_page_carries_the_panels_of_its_own_numbers(built: Built) -> None:
    """One template for each number that is a link, and the script only where there are some."""
    assert [each["id"] for each in built.page("other.html").select("template")] == [
        "panel-entry-c1-units",
        "panel-entry-net-connections",
    ]
    (panel,) = built.page("index.html").select("template#panel-entry-c1-units")
    assert NET["C1"].units.text() in panel.text
    assert "65 (journal, II, page 2284)" in panel.text
    assert built.page("ledger.html").select("template, script[src*=provenance]") == []
    assert len(built.page("index.html").select("script[src*=provenance]")) == 1


def test_the_ledger_page_is_not_in_the_ledger(built: Built) -> None:
    """Its table shows every number again; that is no use of them."""
    pages = {use["page"] for entry in numbers(built).values() for use in entry["uses"]}
    assert pages == {"index", "other"}


def test_a_page_that_loses_its_numbers_loses_its_uses(build: Build) -> None:
    """After an edit the ledger is what a clean build makes of the pages."""
    build("ledger", folder="edited")
    edited = {"other.md": "# Another page\n\nIts number is {n}`C1.maps`.\n"}
    again = build("ledger", pages=edited, folder="edited")
    clean = build("ledger", pages=edited, folder="clean")
    assert "net.connections" not in numbers(again)
    for name in ("numbers.json", "ledger.html", "index.html", "other.html"):
        assert again.text(name) == clean.text(name), name


def test_pages_read_side_by_side_make_the_same_ledger(build: Build) -> None:
    """What two processes have collected is put together."""
    more = {f"more{number}.md": "# More\n\n{n}`C1.maps`\n" for number in range(8)}
    one = build("ledger", pages=more, folder="one")
    two = build("ledger", pages=more, folder="two", parallel=2)
    assert one.text("numbers.json") == two.text("numbers.json")


def test_what_is_known_of_numbers_is_kept_until_the_package_changes(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that shows another known number has nothing counted; a changed package has all."""
    counted: list[Architecture] = []
    checks = Tracer.checks

    def look_on(tracer: Tracer, network: Architecture) -> Mapping[str, Check]:
        counted.append(network)
        return checks(tracer, network)

    monkeypatch.setattr(Tracer, "checks", look_on)
    first = build("ledger", folder="kept")
    assert counted
    counted.clear()
    edited = {"index.md": (first.app.srcdir / "index.md").read_text() + "\nOne more sentence.\n"}
    again = build("ledger", pages=edited, folder="kept")
    assert counted == []
    assert again.text("numbers.json") == first.text("numbers.json")
    monkeypatch.setattr(assessing, "_cache_key", lambda env: "another")
    build("ledger", pages={"index.md": edited["index.md"] + "\nAnd one.\n"}, folder="kept")
    assert counted


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        (
            "assessing.witnesses",
            "the number is 64, but PyTorch says 65 (counted by release 1)",
        ),
        (
            "sympy_witness.recheck",
            "the number is 64, but PyTorch says 65 (counted by release 1)",
        ),
        (
            "print",
            "toy.C1.units: journal, II, page 2284 prints 65, derived is 64; no reading explains it",
        ),
    ],
)
def test_what_disagrees_fails_the_build(
    build: Build, monkeypatch: pytest.MonkeyPatch, name: str, fault: str
) -> None:
    """Each witness and each edition has to agree, and page, number and both values are named."""
    another = Witness("PyTorch", "65", "65", agrees=False, how="counted by release 1")

    def about_units(of: Check | Quantity, *_: object) -> bool:
        number = of.derived if isinstance(of, Check) else of
        return number.text() == NET["C1"].units.text()

    settings = {"numbers_comparisons": "tests.toy.printed:undeclared"} if name == "print" else {}
    if name == "sympy_witness.recheck":
        monkeypatch.setattr(
            sympy_witness, "recheck", lambda of: another if about_units(of) else None
        )
    elif name == "assessing.witnesses":
        says = lambda of, _: (another,) if about_units(of) else ()  # noqa: E731
        monkeypatch.setattr(assessing, "witnesses", says)
    built = build("ledger", folder=name, warningiserror=True, confoverrides=settings)
    wanted = f"index.md:1: ERROR: 'C1.units' is not a number on which all agree: {fault}"
    assert (built.complaints, built.app.statuscode) == ([f"{wanted} [numbers.ledger]"], 1)
    assert not (built.out / "numbers.json").exists()


def test_a_build_that_failed_writes_no_numbers(build: Build) -> None:
    """numbers.json is only there for a site that can be published."""
    wrong = {"other.md": "# Another page\n\n{n}`C1.mops`\n"}
    failed = build("ledger", pages=wrong, folder="failed", warningiserror=True)
    assert failed.app.statuscode == 1
    assert not (failed.out / "numbers.json").exists()


@pytest.mark.parametrize(("builder", "file"), [("text", "ledger.txt"), ("latex", "ledger.tex")])
def test_other_builders_write_a_plain_table(build: Build, builder: str, file: str) -> None:
    """They list the same numbers, and write no numbers.json."""
    documents = [("ledger", "ledger.tex", "", "", "howto")]
    built = build("ledger", builder, confoverrides={"latex_documents": documents})
    assert "C1.connections" in built.text(file)
    assert "edition P only" in " ".join(built.text(file).split())
    assert not (built.out / "numbers.json").exists()


def test_without_a_ledger_a_number_is_no_link(build: Build) -> None:
    """A project that has no page for it is left as it is."""
    built = build("ledger", pages={"ledger.md": "# No ledger\n"}, folder="without")
    assert built.page("index.html").select("a.provenance, template") == []
    assert not (built.out / "numbers.json").exists()


# -- SymPy ----------------------------------------------------------------------------


def test_sympy_finds_a_step_that_is_not_worth_the_value() -> None:
    """It reads the steps as they are written, and says what a wrong one is worth."""
    steps = ["6 × (5 × 5 + 1)", "6 × 25", "156"]
    assert disagreeing_steps(steps, 156) == (3, {"6 × 25": 150})
    said = recheck_text("n = 6 × 25\n  = 156", 156)
    assert said is not None
    assert (said.agrees, said.shown) == (False, "150")


@pytest.mark.parametrize(
    ("number", "last"),
    [
        (tanh(given(1, "x")) - 1, "-0.23840584"),
        (exp(given(4, "x")), "54.59815"),  # eight digits are 54.598150
        (exp(given(19, "x")) / 1000, "178,482.3"),
        (exp(given(17, "x")) + 5, "24,154,958"),  # nothing of it looks rounded
        (given(3, "y") * tanh(given(100, "x")), "3"),
    ],
)
def test_sympy_allows_for_rounded_numbers_and_for_nothing_else(number: Quantity, last: str) -> None:
    """A rounded step may be off by what rounding leaves open, a zero at its end or not."""
    assert str(number) == last
    told = recheck_text(number.text(), number.value, number.derivation().rounded())
    assert [said is not None and said.agrees for said in (recheck(number), told)] == [True, True]
    off = recheck_text(number.text(), float(number) * (1 + 1e-7), set())
    assert off is not None
    assert not off.agrees


def test_a_given_has_no_steps_to_read() -> None:
    """SymPy says nothing of what is not computed."""
    number: Quantity = given(5, "K")
    assert recheck(number) is None
