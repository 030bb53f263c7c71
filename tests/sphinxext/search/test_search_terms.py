"""The rule by which a search splits text: in Python, in the browser, and in both alike."""

from __future__ import annotations

import random

import pytest

from lenet_docs.sphinxext.search._language import EnglishWithNumbers
from lenet_docs.sphinxext.search._terms import JAVASCRIPT, number_terms, split
from tests.browser import chromium

SPACES = {"no-break": "\u00a0", "thin": "\u2009", "narrow no-break": "\u202f"}


@pytest.mark.parametrize("separator", ["", ",", *SPACES.values(), "_", "'", "\u2019", "{,}", "\\,"])
@pytest.mark.parametrize("digits", ["1|516", "340|908", "1|048|576"])
def test_a_number_is_one_term_however_it_is_written(digits: str, separator: str) -> None:
    """What stands between its thousands makes no difference."""
    assert split(digits.replace("|", separator)) == [digits.replace("|", "")]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("1.7159, 0.0004", ["1.7159", "0.0004"]),
        ("from -2.4/Fi to 2.4/Fi.", ["from", "2.4", "Fi", "to", "2.4", "Fi"]),
        ("4 × 4, 28x28 and 5x5x6", ["4", "4", "28", "28", "and", "5", "5", "6"]),
        ("C3, lenet5 and the 3rd", ["C3", "lenet5", "and", "the", "3rd"]),
        ("1e-05 or 2.5E\u22126", ["1e-05", "or", "2.5e-6"]),
        ("1,5160 and 12,51", ["1", "5160", "and", "12", "51"]),
        ("1 516", ["1", "516"]),
        ("37\u00a0%", ["37"]),
        ("trainable_parameters = 1_516", ["trainable_parameters", "1516"]),
        (r"\begin{aligned}x_{12} &= \frac{1{,}516}{2}\end{aligned}", ["x", "12", "1516", "2"]),
        ("", []),
    ],
)
def test_what_surrounds_numbers(text: str, terms: list[str]) -> None:
    """Decimals, signs, powers, names with digits, lists and formulas are told apart."""
    assert split(text) == terms


def test_names_with_digits_are_no_numbers() -> None:
    """Only numbers are looked up as such."""
    assert number_terms("C3 has 1,516, of 6 kinds") == ["1516", "6"]


def test_numbers_are_indexed_as_they_are() -> None:
    """Sphinx's own languages leave out whatever has digits only; a stemmer may cut words."""
    language = EnglishWithNumbers({})
    for term in ("0", "10", "1516", "1.7159", "1e-05"):
        assert language.word_filter(term)
        assert language.stem(term) == term
    assert not language.word_filter("the")


PIECES = [
    *"0123456789" * 3,
    *("1,516", "156\u00a0000", "1{,}000", "C3", "map", "Größe", "e", "E", "x", "_", "\\frac", "\\"),
    *(" ", ",", ".", "-", "\u2212", "'", "\u2019", "{", "}", "\\,", "{,}", "×", "\n", "²", "½"),
    *SPACES.values(),
]


def test_python_and_the_browser_split_alike() -> None:
    """Over texts made of whatever could matter, both find the same terms."""
    chance = random.Random(1998)
    texts = ["".join(chance.choices(PIECES, k=chance.randint(1, 14))) for _ in range(5000)]
    with chromium() as browser:
        page = browser.new_page()
        found = page.evaluate(f"texts => {{ {JAVASCRIPT}; return texts.map(splitQuery); }}", texts)
    assert found == [split(text) for text in texts]
