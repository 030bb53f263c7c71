"""Which numerals a formula may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lenet_docs.sphinxext.gate.latex import find_in_formula


def refused(tex: str) -> list[str]:
    return [each.numeral.text for each in find_in_formula(tex) if not each.is_structural]


@pytest.mark.parametrize(
    "tex",
    [
        "0 + 1 = 1, 2a",
        "x^3 + x^{26} + x_5 + x_{i7} + x_{1, 3}^{k + 4}",
        r"\frac{1}{2} \sum_{i=0}^{n}",
        r"\int_0^1 x^5 \, dx",
        r"\sqrt[3]{x}",
        r"x_\mathrm{8} + 2^{-7} + \hat{x}_{\alpha 3} + \left(a\right)^{\frac{3}{2}} + |x|^3 + f'^4",
        r"{x_i}^{3} + \alpha_{3 \cdot 5} + \tanh^3 x + \mathbf{w}_{ijk 7} + \log_{10} x",
        r"\sqrt[n+3]{x} + \overline{x}^3 + \left[x\right]_5",
        r"a \\[12pt] b \hspace{3em} c \kern 4pt % 156 in a comment",
        r"\begin{array}{c} x \end{array} \label{eq:5}",
    ],
)
def test_structure_passes(tex: str) -> None:
    """0, 1, 2, exponents and indices do, and so does what is not printed."""
    assert refused(tex) == []


@pytest.mark.parametrize(
    ("tex", "numerals"),
    [
        (r"5 \times 5", ["5", "5"]),
        (r"(5 \times 5 + 1) \times 6 = 156", ["5", "5", "6", "156"]),
        ("122{,}304 + 1\\,516 + 3,5", ["122{,}304", "1\\,516", "3,5"]),
        (r"37\,\% + 37\% + 1.5", ["37", "37\\%", "1.5"]),
        (r"10^{5}", ["10"]),
        (r"x^12 + x^34", ["4"]),
        (r"{5}_{3}{7}", ["5", "7"]),
        (r"\sum_{i=3}^{6} x_i^4", ["3", "6"]),
        (r"\sum\limits^6_{i=3}", ["6", "3"]),
        (r"\max_{i < 9} x", ["9"]),
        (r"\sqrt[3]{8} + \sqrt{9}", ["8", "9"]),
        (r"\text{in six maps} + \mathrm{7}", ["six", "7"]),
        (r"x} + 8", ["8"]),
        ("²", ["²"]),
    ],
)
def test_counts_do_not_pass(tex: str, numerals: list[str]) -> None:
    """Neither do limits of sums, which are written like indices."""
    assert refused(tex) == numerals


@given(st.text(alphabet=r"0123456789ab+^_{}\ ,%[]", max_size=40))
def test_any_formula_can_be_read(tex: str) -> None:
    """Even where KaTeX would refuse it, numerals stand where they say."""
    for each in find_in_formula(tex):
        numeral = each.numeral
        assert tex[numeral.start : numeral.start + len(numeral.text)] == numeral.text


PARTS = ["156", "x +", "6 +", r"\times 5"]
NO_SHAPE = [r"\sum_{i=3}^{9} x_i", r"\text{six}", r"\mathrm{maps} 6", r"\underbrace{x}_{6}"]


def nested(parts: list[str]) -> st.SearchStrategy[str]:
    return st.recursive(
        st.sampled_from(parts),
        lambda inner: st.builds("{{{}}}_{{{}}} {}".format, inner, inner, inner),
    )


@given(nested(PARTS + NO_SHAPE))
def test_braces_change_nothing(tex: str) -> None:
    """A group is what is in it."""
    assert refused(f"{{{tex}}}") == refused(tex)


@given(nested(PARTS), st.sampled_from(NO_SHAPE))
def test_an_exponent_holds_symbols_and_numbers_only(tex: str, words: str) -> None:
    """All of it passes then, and with words or limits beside them no count does."""
    assert refused(f"x^{{{tex}}}") == []
    assert refused(f"x^{{156 {tex} {words}}}") == refused(f"156 {tex} {words}")
