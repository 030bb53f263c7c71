"""The gate in a build: what passes, what does not, and what is said at the end."""

import re
import runpy
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from sphinx.errors import ConfigError

from tests.sphinxext.conftest import Build, Built

ROOT = Path(__file__).parents[3]

REFUSED = re.compile(r"(\S+): WARNING: '(.+)' is typed.*; write (.*), or reword \[numbers\.gate\]")

# What stands in the broken root, and where.
FAULTS = [
    ("index.md:1", "40"),  # a title
    ("index.md:5", "64"),  # the third line of a paragraph
    ("index.md:6", "four"),
    ("index.md:6", "twice"),
    ("index.md:7", "sixty four"),  # a line breaks in it
    ("index.md:8", "half"),
    ("index.md:10", "3"),  # the head of a table
    ("index.md:12", "9"),  # a cell
    ("index.md:14", "640"),  # the caption of a table
    ("index.md:21", "7"),  # the words of an image
    ("index.md:23", "8"),  # its caption
    ("index.md:28", "10"),  # a footnote
    ("index.md:30", "11"),  # the title of an admonition
    ("index.md:31", "12"),  # its text
    ("index.md:34", "13"),  # the title of a dropdown
    ("index.md:35", "14"),  # its text
    ("index.md:38", "15"),  # a link to a page
    ("index.md:38", "16"),  # a link out, in emphasis
    ("index.md:38", "17"),  # a link to a place
    ("index.md:40", "5"),  # a formula
    ("index.md:40", "5"),
    ("index.md:43", "6"),  # a formula in a block: the limit of a sum
    ("index.md:44", "18"),  # and words in it
    ("index.md:48", "19"),  # a definition
    ("index.md:50", "20"),  # a literal that is no code
    ("index.md:50", "21"),
    ("index.md:50", "²"),
    ("index.md:51", "23"),  # raw HTML
    ("index.md:51", "22"),
    ("index.md:54", "24"),  # an inner list
    ("index.md:60", "26"),  # the title of a list that is a table
    ("index.md:61", "27"),  # its cell
    ("index.md:65", "28"),  # the caption of a table of contents
    ("index.md:67", "29"),  # a title in it
    ("index.md:71", "33"),  # the words of a drawing, where the page gives them
    ("index.md:73", "34"),  # its caption
    ("index.md:76", "35"),  # a file to take home
    ("page.rst:4", "40"),  # reStructuredText
    ("page.rst:5", "30"),  # its formulas
    ("page.rst:10", "31"),  # its tables
    ("page.rst:11", "32"),
    ("page.rst:13", "three"),
    ("page.rst:14", "1998"),
]


def place(fault: tuple[str, str]) -> tuple[str, int]:
    file, line = fault[0].split(":")
    return file, int(line)


def counts(report: str) -> Mapping[str, int]:
    """Return what a report counts, by what it is called."""
    line = next(line for line in report.splitlines() if " numerals: " in line)
    found = re.findall(r"([\d,]+) ([a-z]+(?: docstrings| code)?)", line)
    return {words: int(number.replace(",", "")) for number, words in found}


def said(built: Built) -> str:
    return str(built.app.status.getvalue())


def refused(built: Built) -> Mapping[tuple[str, str], str]:
    """Return what is suggested for each numeral that was refused, by place and numeral."""
    found = [REFUSED.fullmatch(line) for line in built.complaints]
    return {(match[1], match[2]): match[3] for match in found if match}


def test_each_way_to_pass(build: Build) -> None:
    """Computed, published, measured, named, structural and exempt numerals do, and are counted."""
    built = build("gate")
    assert built.complaints == []
    assert counts(said(built)) == {
        "pages": 2,
        "numerals": 20,
        "computed": 3,  # in the title and in the text, and the result of the cell
        "published": 1,
        "measured": 3,
        "cited": 0,
        "named": 5,
        "names": 2,
        "structural": 7,
        "exempt": 1,
        "refused": 0,
        "typed": 0,
        "in code": 7,  # the cell, literals, an address, an example and its result
        "in docstrings": 1,
    }
    assert "numbers gate: every numeral, digits or words, must be computed" in said(built)
    assert f"exempt: {built.app.srcdir}/index.md:8: 'A dozen' (a saying)" in said(built)


def test_each_way_to_fail(build: Build) -> None:
    """Every typed number is reported once, at its own line, wherever it stands."""
    built = build("gate-broken", freshenv=True)
    found = [REFUSED.fullmatch(line) for line in built.complaints]
    faults = [(match[1], match[2]) for match in found if match]
    assert sorted(faults, key=place) == FAULTS
    assert counts(said(built))["refused"] == len(FAULTS)


def test_other_faults_of_the_gate(build: Build) -> None:
    """A name that nothing needs, exceptions without need or reason, results without a date."""
    complaints = build("gate-broken", freshenv=True).complaints
    assert [line for line in complaints if line and not REFUSED.fullmatch(line)] == [
        "index.md:56: ERROR: exempt `25`: say why, as in 'a dozen (reason: a saying)' [numbers]",
        "index.md:57: ERROR: exempt `nothing (reason: none)`: "
        "there is no numeral in 'nothing', so it needs no exception [numbers]",
        "index.md:58: ERROR: measured `epochs`: "
        "results.toml: 'date' is missing or no day; write it as 2026-01-31 [numbers]",
        "names.toml:6: WARNING: 'LeNet-4' lets no numeral pass on any page; take it out "
        "[numbers.name]",
    ]


def test_the_message_says_what_to_write(build: Build) -> None:
    """What prints the same, in the same form, and is of what the page is about."""
    advice = refused(build("gate-broken", freshenv=True))
    # The page uses C1.maps, and so it may be about other large numbers of C1.
    assert advice["index.md:1", "40"] == "{n}`C1.parameters` or {n}`C1.trainable_parameters`"
    assert advice["index.md:6", "four"] == "{n}`C1.maps as words`"
    assert advice["index.md:7", "sixty four"] == "{n}`C1.units as words`"
    # C1 is the layer of the other page, where small numbers and items are suggested as well.
    assert advice["page.rst:4", "40"] == ":n:`C1.parameters` or :n:`C1.trainable_parameters`"
    assert advice["page.rst:13", "three"] == (
        ":n:`C1.kernel[0] as words` or :n:`C1.kernel[1] as words` "
        "or :n:`C1.receptive_field as words`"
    )
    # A half is in the vocabulary, and no page is about it.
    otherwise = "{{n}}`...`, {{cited}}`{} p. ...: {}` or {{exempt}}`{} (reason: ...)`"
    assert advice["index.md:8", "half"] == otherwise.format("KEY", "half", "half")
    assert advice["index.md:40", "5"] == otherwise.format("KEY", "5", "5")
    assert advice["page.rst:14", "1998"] == (
        "'in 1998', 'the 1998 paper' or '(Author, 1998)' if it is a year"
    )


def test_a_typed_number_fails_the_build(build: Build, tmp_path: Path) -> None:
    """A strict build fails, and a quiet one says so too, with its policy and its counts."""

    def strictly() -> subprocess.CompletedProcess[str]:
        options = ["-q", "-n", "-T", "-W", "--keep-going", "-d", f"{tmp_path}/doctrees"]
        command = [sys.executable, "-m", "sphinx", *options, f"{source}", f"{tmp_path}/html"]
        return subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)

    source = Path(build("gate", folder="gate-strict").app.srcdir)
    clean = strictly()
    assert (clean.returncode, clean.stderr, counts(clean.stdout)["refused"]) == (0, "", 0)
    for name, typed in {
        "a": "A bare 156.",
        "b": "It has six maps.",
        "c": r"It has $5 \times 5$ coefficients.",
    }.items():
        (source / f"{name}.md").write_text(f"---\norphan: true\n---\n\n{typed}\n")
    broken = strictly()
    assert broken.returncode == 1
    assert re.findall(r"(\w\.md:\d+): WARNING: '(\w+)' is typed", broken.stderr) == [
        ("a.md:5", "156"),
        ("b.md:5", "six"),
        ("c.md:5", "5"),
        ("c.md:5", "5"),
    ]
    assert counts(broken.stdout)["refused"] == 4
    assert "numbers gate: every numeral" in broken.stdout


def test_the_counts_are_of_all_pages(build: Build) -> None:
    """Whether pages were read at once, by several processes, or only some of them again."""
    folder = "gate-counts"
    pages = {
        f"page{number}.md": f"---\norphan: true\n---\nLeNet-{number}\n" for number in (1, 4, 5)
    }
    clean = counts(said(build("gate", pages=pages, folder=folder)))
    assert (clean["pages"], clean["named"]) == (5, 8)
    assert counts(said(build("gate", folder=folder, freshenv=True, parallel=2))) == clean
    assert counts(said(build("gate", folder=folder))) == clean
    edited = build("gate", pages={"page4.md": "# LeNet-4 and LeNet-5"}, folder=folder)
    assert counts(said(edited))["named"] == 9
    Path(edited.app.srcdir, "page5.md").unlink()
    removed = counts(said(build("gate", folder=folder)))
    assert (removed["pages"], removed["named"]) == (4, 8)


def test_pages_are_judged_again_when_the_names_change(build: Build) -> None:
    """A name that is taken out lets its numerals pass no more, though no page has changed."""
    names = '[[name]]\npattern = "LeNet-[145]"\nreason = "Networks are called so."\n'
    assert build("gate", folder="gate-names").complaints == []
    changed = build("gate", pages={"names.toml": names}, folder="gate-names")
    assert sorted(refused(changed)) == [("index.md:6", "3"), ("page.md:7", "4")]
    assert counts(said(changed))["refused"] == 3


def test_a_measured_number_says_how_it_was_measured(build: Build) -> None:
    """To whoever points at it."""
    numbers = build("gate").page("index.html").select("abbr.measured")
    assert [number.text for number in numbers] == ["20", "0.95", "12.5\u00a0%"]
    assert numbers[0]["title"] == (
        "measured by 'toy measure' at revision 0123456789, on a machine, 2026-01-31"
    )


def test_a_table_says_how_results_were_measured(build: Build) -> None:
    """Command, machine, day and commit stand in the files, so the gate lets them pass."""
    page = "---\norphan: true\n---\n\n# Page\n\n```{measurements} results.toml\n```\n"
    built = build("gate", pages={"how.md": page})
    assert built.complaints == []
    (row,) = built.page("how.html").select("tbody tr")
    assert [" ".join(cell.text.split()) for cell in row.select("th, td")] == [
        "results.toml",
        "toy measure",
        "a machine",
        "2026-01-31",
        "0123456789",
    ]


def test_a_table_of_unknown_results_says_what_there_is(build: Build) -> None:
    """A name that is nearly right is suggested."""
    built = build("gate", pages={"page.md": "# Page\n\n```{measurements} result.toml\n```\n"})
    assert any(
        "page.md:3: ERROR: measurements: there is no file of results 'result.toml'" in each
        and "'results.toml'" in each
        for each in built.complaints
    )


@pytest.mark.parametrize("builder", ["epub", "text", "latex", "man", "gettext"])
def test_every_builder_writes_what_was_measured(build: Build, builder: str) -> None:
    """And what is exempt."""
    built = build("gate", builder, folder=f"gate-{builder}")
    assert built.complaints == []
    kind = {"epub": "xhtml", "text": "txt", "latex": "tex", "man": "1", "gettext": "pot"}[builder]
    written = "\n".join(file.read_text() for file in built.out.rglob(f"*.{kind}"))
    assert "A dozen" in written
    assert ("{measured}`test.error`" if builder == "gettext" else "0.95") in written


def test_a_wrong_list_of_names_stops_the_build(build: Build) -> None:
    """At once, and with file and line."""
    with pytest.raises(ConfigError, match=r"numbers_names: .*names\.toml:1: a name has a pattern"):
        build("gate", pages={"names.toml": "[[name]]\npattern = 'C1'\n"}, folder="gate-wrong")


def test_without_a_list_of_names_the_gate_is_open(build: Build) -> None:
    """A project need not have one."""
    off = {"numbers_names": ""}
    built = build("gate-broken", folder="gate-open", confoverrides=off, parallel=2)
    assert refused(built) == {}
    assert "numbers gate" not in said(built)


def test_the_gate_of_the_book_is_closed() -> None:
    """The book has a list of names, and nothing hides what the gate reports."""
    settings = runpy.run_path(str(ROOT / "conf" / "conf.py"))
    assert (ROOT / "conf" / settings["numbers_names"]).is_file()
    assert "suppress_warnings" not in settings
