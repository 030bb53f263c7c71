"""The list of names."""

from pathlib import Path

import pytest

from lenet_docs.sphinxext.gate.known_names import Name, Names, NamesError, load_names
from lenet_docs.sphinxext.numbers.numerals import find

NAMES = Names(
    [
        Name(r"LeNet-[145]", "networks", line=1),
        Name(r"Figs?\. \d+(?: and \d+)?", "figures", line=4),
        Name(r"LeNet-\d of \d{4}", "never reached for the first numeral", line=7),
    ]
)


@pytest.mark.parametrize(
    ("text", "patterns"),
    [
        ("LeNet-5 has 5 layers", [r"LeNet-[145]", None]),
        ("see Figs. 2\nand 3, and 4", [r"Figs?\. \d+(?: and \d+)?"] * 2 + [None]),
        ("LeNet-50", [None]),
        ("LeNet-5 of 1998", [r"LeNet-[145]", r"LeNet-\d of \d{4}"]),
    ],
)
def test_a_numeral_belongs_to_the_first_name_that_holds_all_of_it(
    text: str, patterns: list[str | None]
) -> None:
    """A name may be broken between lines, but must hold the numeral as a whole."""
    found = [NAMES.of(numeral, text) for numeral in find(text)]
    assert [name and name.pattern for name in found] == patterns


def test_the_list_is_read_with_its_lines(tmp_path: Path) -> None:
    """So that a name can be reported where it stands; a byte order mark is no fault."""
    file = tmp_path / "names.toml"
    file.write_text(
        "# Names\n[[name]]\npattern = 'C1'\nreason = \"a layer\"\n\n"
        "[[name]]\nreason = \"a release\"\npattern = 'Python 3\\.\\d+'\n",
        encoding="utf-8-sig",
    )
    assert load_names(file).names == [
        Name("C1", "a layer", line=2),
        Name(r"Python 3\.\d+", "a release", line=6),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[name]]\npattern = 'C1'", "names.toml:1: a name has a pattern and a reason, both texts"),
        ("[[name]]\npattern = 'C1'\nreason = ' '", "names.toml:1: a name has a pattern and a reas"),
        ("[[name]]\npattern = 'C1'\nreason = 1", "names.toml:1: a name has a pattern and a reason"),
        (
            "\n[[name]]\npattern = 'C('\nreason = 'a'",
            r"names.toml:2: 'C\(' is no regular expression: missing \)",
        ),
        (
            "[[name]]\npattern = '\\d+'\nreason = 'all'",
            r"names.toml:1: '\\d\+' takes bare numbers for names, such as '6'",
        ),
        (
            "[[name]]\npattern = '(six|ten) '\nreason = 'words'",
            r"takes bare numbers for names, such as 'six'",
        ),
        ("[[names]]\npattern = 'C1'", r"may hold \[\[name\]\] and nothing else"),
        ("name = 1", r"may hold \[\[name\]\] and nothing else"),
        ("[[name", "names.toml: "),
    ],
)
def test_a_wrong_list_is_refused(tmp_path: Path, content: str, message: str) -> None:
    """The message names the file, the line where there is one, and what would be right."""
    file = tmp_path / "names.toml"
    file.write_text(content)
    with pytest.raises(NamesError, match=message):
        load_names(file)


def test_a_list_that_is_missing_is_refused(tmp_path: Path) -> None:
    """A gate without its list would refuse everything, or nothing."""
    with pytest.raises(NamesError, match="No such file"):
        load_names(tmp_path / "names.toml")
