"""What counts as a numeral."""

import re
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from num2words import num2words

from lenet_docs.sphinxext.numbers import numerals
from lenet_docs.sphinxext.numbers.number_words import in_words, often
from lenet_docs.sphinxext.numbers.numerals import WITHIN, find

# Words that hold a number word, that order, or that say "two" without counting anything anew.
INNOCENT = [
    *("often", "weight", "height", "tend", "tent", "attention", "bone", "someone", "none", "money"),
    *("freight", "network", "halo", "tenor", "doubt", "trip", "hundredweight", "zeroth", "only"),
    *("first", "second", "seconds", "third", "sixth", "twentieth", "both", "pair", "single"),
]


def texts(text: str) -> list[str]:
    return [numeral.text for numeral in find(text)]


@pytest.mark.parametrize(
    ("text", "numerals"),
    [
        ("156 parameters", ["156"]),
        ("from 1,516 to 151,600.", ["1,516", "151,600"]),
        ("1\u00a0000 and 2\u202f000\u202f000", ["1\u00a0000", "2\u202f000\u202f000"]),
        ("0.95, 37.3 %, 5%, 12 percent", ["0.95", "37.3 %", "5%", "12 percent"]),
        ("a 5×5 kernel, 5x5, 5-by-5", ["5", "5", "5", "5", "5", "5"]),
        ("pages 7–9", ["7", "9"]),
        ("½ of 10⁻⁵ m² is ①", ["½", "10", "⁵", "²", "①"]),
        ("٣ maps, ½7", ["٣", "½", "7"]),
        ("the 28th, 3D, v2", ["28", "3", "2"]),
        ("Six maps, SIXTEEN, sixty-one thousand", ["Six", "SIXTEEN", "sixty-one thousand"]),
        ("one hundred and\nfifty-six", ["one hundred and\nfifty-six"]),
        ("five and six", ["five", "six"]),
        ("once, twice, thrice", ["once", "twice", "thrice"]),
        ("half of it, a quarter, three quarters", ["half", "quarter", "three quarters"]),
        ("two thirds, one third, a third of them", ["two thirds", "one third", "third"]),
        ("a tenth as large, two and a half", ["tenth", "two", "half"]),
        ("doubles, tripling, halved, halfway", ["doubles", "tripling", "halved", "halfway"]),
        ("fourfold, a dozen, dozens, a couple of maps", ["fourfold", "dozen", "dozens", "couple"]),
        ("zero, zeros, two sixes, in the hundreds", ["zero", "zeros", "two", "sixes", "hundreds"]),
        ("two-dimensional and one-dimensional", ["two"]),
    ],
)
def test_numerals_are_found(text: str, numerals: list[str]) -> None:
    """Digits of every kind and number words are, each as a whole."""
    assert texts(text) == numerals


@pytest.mark.parametrize(
    ("text", "value", "manner"),
    [
        ("37.5 %", Fraction(3, 8), "percent"),
        ("5%", Fraction(1, 20), "percent"),
        ("12 percent", Fraction(3, 25), "percent"),
        ("0.7 per cent", Fraction(7, 1000), "percent"),
        ("3.11.2", Fraction(311, 100), "digits"),
        ("⅐", Fraction(1, 7), "digits"),
        ("⅔", Fraction(2, 3), "digits"),
        ("⑫", Fraction(12), "digits"),
        ("Ⅿ", Fraction(1000), "digits"),
        ("½½", None, "digits"),
        ("thrice", Fraction(3), "often"),
        ("hundred", Fraction(100), "words"),
        ("thousand", Fraction(1000), "words"),
        ("two billion", Fraction(2 * 10**9), "words"),
        ("half", Fraction(1, 2), "words"),
        ("three quarters", Fraction(3, 4), "words"),
        ("five halves", Fraction(5, 2), "words"),
        ("twenty-one twentieths", Fraction(21, 20), "words"),
        ("two hundredths", Fraction(1, 50), "words"),
        ("three thousandths", Fraction(3, 1000), "words"),
        ("six millionths", Fraction(6, 10**6), "words"),
        ("dozens", None, "words"),
    ],
)
def test_a_numeral_has_a_value_and_a_manner(text: str, value: Fraction | None, manner: str) -> None:
    """Percent are hundredths; where a word or a row of signs does not tell, there is no value."""
    (numeral,) = find(text)
    assert (numeral.text, numeral.value, numeral.manner) == (text, value, manner)


@pytest.mark.parametrize(
    "text",
    [
        "one of the maps, the one that fits, no one, one another, One is enough",
        "the first map, the second one, a third witness, the sixth and last",
        "both of the pair, either, neither, a single map",
        "C, S and F; II-B, Table I; a, b",
    ],
)
def test_articles_pronouns_and_order_are_no_numerals(text: str) -> None:
    """They count nothing, or nothing anew."""
    assert texts(text) == []


@given(st.lists(st.sampled_from(INNOCENT)))
def test_words_that_look_like_numerals_are_none(words: list[str]) -> None:
    """Whatever stands beside them."""
    assert texts(" ".join(words)) == []


@given(st.integers(2, 10**12), st.sampled_from([",", "", "\u00a0", "\u202f", "'"]))
def test_digits_mean_what_they_say(number: int, separator: str) -> None:
    """With and without separated thousands."""
    (numeral,) = find(f"There are {number:,} of them.".replace(",", separator))
    assert (numeral.value, numeral.manner) == (Fraction(number), "digits")


@pytest.mark.parametrize(
    ("text", "value", "manner"),
    [
        ("60 million", 60 * 10**6, "digits"),
        ("1.5 thousand", 1500, "digits"),
        ("37.5\u00a0%", Fraction(3, 8), "percent"),
        ("12 per cent", Fraction(12, 100), "percent"),
        ("3 percent", Fraction(3, 100), "percent"),
        ("3%", Fraction(3, 100), "percent"),
    ],
)
def test_what_stands_behind_the_digits_counts(text: str, value: Fraction, manner: str) -> None:
    """It belongs to the numeral."""
    (numeral,) = find(f"There are {text} of them.")
    assert (numeral.text, numeral.value, numeral.manner) == (text, value, manner)


@given(st.integers(2, 10**15 - 1), st.sampled_from([" and ", " "]), st.booleans())
def test_words_mean_what_they_say(number: int, conjunction: str, capital: bool) -> None:
    """Every whole number that another library puts into words is one numeral, with its value."""
    words = num2words(number).replace(" and ", conjunction)
    words = words.capitalize() if capital else words
    (numeral,) = find(f"There are {words} of them.")
    assert (numeral.text, numeral.value) == (words, Fraction(number))


@given(st.integers(2, 19).flatmap(lambda over: st.tuples(st.integers(1, over - 1), st.just(over))))
def test_the_books_own_words_are_numerals(part: tuple[int, int]) -> None:
    """What the role writes in words, the gate reads as that number."""
    number = Fraction(*part)
    (numeral,) = find(f"It keeps {in_words(number)} of them.")
    assert numeral.value == number


@given(st.integers(1, 99))
def test_how_often_is_a_numeral(number: int) -> None:
    """Once, twice, and so many times."""
    # "One" is none where it stands alone, but nobody says "one times".
    (numeral,) = find(f"It comes {often(number)}.")
    assert numeral.value == number


@example("A:¹:¹")
@given(st.text() | st.text("0123456789½²,. %-sixtwohundredandonehalf\n"))
def test_no_digit_escapes(text: str) -> None:
    """Numerals stand where they say, in order and apart, and every digit is in one of them."""
    numerals = list(find(text))
    assert [text[each.start : each.end] for each in numerals] == [each.text for each in numerals]
    ends = [0, *(each.end for each in numerals)]
    assert all(end <= each.start for end, each in zip(ends, numerals, strict=False))
    covered = {place for each in numerals for place in range(each.start, each.end)}
    assert {place for place, sign in enumerate(text) if sign.isdecimal()} <= covered


assert numerals.NUMERAL.pattern.startswith(numerals.BEGINNING)
WHOLE = re.compile(numerals.NUMERAL.pattern.removeprefix(numerals.BEGINNING), re.IGNORECASE)
WORDS = sorted(set(re.findall("[a-z]{2,}", WHOLE.pattern)))
"""All that the pattern spells out: taken from itself, so that no word can be left out here too."""

ENDINGS = ["", "e", "ed", "es", "ing", "s", "th", "y", "-fold", " of"]
PARTS = [*WORDS, *ENDINGS, " ", "-", "a ", "½", "7"]


def spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Return where a pattern is found."""
    return [each.span() for each in pattern.finditer(text)]


def test_the_look_at_two_letters_hides_no_word() -> None:
    """Each word that can count is found, in each form that it has."""
    texts = [f"a {word}{ending} of it" for word, ending in product(WORDS, ENDINGS)]
    found = [text for text in texts if spans(WHOLE, text)]
    assert {"a couple of it", "a dozens of it", "a halved of it", "a forty of it"} <= set(found)
    assert [text for text in found if spans(numerals.NUMERAL, text) != spans(WHOLE, text)] == []


@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=3)).map("".join))
def test_the_look_at_two_letters_hides_no_numeral(text: str) -> None:
    """What is passed over would not have been found either."""
    assert spans(numerals.NUMERAL, text) == spans(WHOLE, text)


def test_among_letters_the_longest_word_is_found() -> None:
    """Within a word that is spelled out nothing says where one ends."""
    assert [found[0] for found in WITHIN.finditer("sixteenmapsandsixty")] == ["sixteen", "sixty"]
