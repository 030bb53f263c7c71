from decimal import Decimal

import pytest

from lenet_docs.sphinxext.settings.expression import ExpressionError, Vocabulary, canonical
from tests import toy

VOCABULARY = Vocabulary(toy.NAMES, "tests.toy")


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("half", toy.NAMES["half"]),
        ("C1.maps", 4),
        ("net['C1'].maps", 4),
        ("letters[1]", "b"),
        ("letters[-1]", "b"),
        ("share(6)", 3),
        ("share(6, among=3)", 2),
        ("share(C1.maps, 2)", 2),
        ("share(-6)", -3),
        ("share(1.5)", Decimal("0.75")),
        ("share(-1.5)", Decimal("-0.75")),
        ("counted('C1.maps', net)", 4),
        ("net.upto", toy.NET.upto),
    ],
)
def test_names_attributes_items_and_calls_are_evaluated(source: str, value: object) -> None:
    """An expression is worth what Python says it is worth; a decimal is exact."""
    found = VOCABULARY.evaluate(source)
    assert found == value


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("C1.maps + 1", "'C1.maps + 1' is arithmetic, which is not allowed here; put it into"),
        ("-C1.maps", "'-C1.maps' is arithmetic"),
        ("C1.maps > 1", "'C1.maps > 1' is a comparison"),
        ("half and third", "is a comparison"),
        ("half if third else half", "is a condition"),
        ("lambda: 1", "is a lambda"),
        ("(x := half)", "is an assignment"),
        ("[x for x in letters]", "is a comprehension"),
        ("{x for x in letters}", "is a comprehension"),
        ("{x: x for x in letters}", "is a comprehension"),
        ("share(x for x in letters)", "is a comprehension"),
        ("f'{half}'", "is a formatted string"),
        ("[half]", "is a list"),
        ("(half, third)", "is a tuple"),
        ("{half}", "is a set"),
        ("{half: half}", "is a dictionary"),
        ("letters[0:1]", "'0:1' stands where only a number or a text may stand"),
        ("letters[half]", "'half' stands where only a number or a text may stand"),
        ("share(None)", "'None' stands where only a number or a text may stand"),
        ("share(*letters)", "is a starred argument"),
        ("share(**odd)", "has a starred argument"),
        ("156", "'156' is typed, not computed"),
        ("'156'", "is typed, not computed"),
        ("await half", "not allowed here"),
        ("two words", "'two words' is not an expression"),
        ("", "'' is not an expression"),
        ("x = 1", "is not an expression"),
        ("hal", "there is no name 'hal'; did you mean 'half'?"),
        ("zzz", "there is no name 'zzz'; known are net, C1, half"),
        ("C1.map", "'C1' has no 'map'; did you mean 'maps'?"),
        ("C1._maps", "'C1._maps' is private"),
        ("share.__globals__", "'share.__globals__' is private"),
        ("odd.broken", "'odd.broken' failed: it was lost"),
        ("net['C9']", "\"net['C9']\" failed: toy: there is no layer 'C9'"),
        ("letters[7]", "'letters[7]' failed: tuple index out of range"),
        ("half[0]", "'half' has no items"),
        ("fail()", "'fail()' failed: nothing can be shared among none"),
        ("share()", "'share()' failed: share() missing 1 required positional argument"),
        ("half()", "'half' is not a public function of tests.toy"),
        ("foreign()", "'foreign' is not a public function of tests.toy"),
        ("letters.index('a')", "'letters.index' is not a public function of tests.toy"),
        ("C1.name.format(C1)", "'C1.name.format' is not a public function of tests.toy"),
    ],
)
def test_everything_else_is_refused_with_a_reason(source: str, message: str) -> None:
    """What may not be evaluated, or fails, raises an error that says which part and why."""
    with pytest.raises(ExpressionError) as caught:
        VOCABULARY.evaluate(source)
    assert message.replace('"', "'") in str(caught.value).replace('"', "'")


def test_a_module_is_no_way_around_the_vocabulary() -> None:
    """What a module holds cannot be reached through it."""
    with pytest.raises(ExpressionError, match="'toy' is a module"):
        Vocabulary({"toy": toy}, "tests.toy").evaluate("toy.NET")


def test_equal_expressions_have_one_key() -> None:
    """Blanks and quotation marks make no difference."""
    assert canonical("net['C1'] . maps") == canonical(' net["C1"].maps')
