"""Formulas as the worker sends them, put into a page one after the other: as KaTeX sets each."""

from __future__ import annotations

import random
from itertools import chain, repeat
from string import ascii_lowercase
from typing import TYPE_CHECKING

import pytest

from lenet_docs.quantity._typeset import LATEX, number_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.site.conftest import Visit

SHAPES = 512
"""How many shapes both sides keep: ``formulas.js``."""

ALIGNED = r"""
\begin{{aligned}}
\text{{units}}_{{\text{{C1}}}} &= M \times \left({0} \times {1}\right) \\
&= {2} \\
&\quad + {1}
\end{{aligned}}
"""
LINES = ["x = {0}", "-{0} + {1}", r"\frac{{{0}}}{{{1}}} = {2}", r"{0}.5 \times {1}.25"]
"""A line that stands alone is lower if a number in it has a comma."""
WHOLE = ["{0}^{{{1}}}", "K^{{2}} = {0}^{{2}}"]
"""A base is set digit by digit."""

PUT = """
async ([folder, formulas]) => {
  const { Sender, Receiver } = await import(folder + "formulas.js");
  const { put } = await import(folder + "place.js");
  const root = document.querySelector(".recalculation");
  const options = JSON.parse(root.dataset.settings).katex;
  const set = (latex) => window.katex.renderToString(latex, options);
  const around = ['<div class="math">', "</div>"];
  const sender = new Sender(set);
  const receiver = new Receiver();
  const place = root.querySelector("[data-part]");
  const kinds = { numbers: 0, fresh: 0, html: 0 };
  const wrong = formulas.filter((latex) => {
    const sent = structuredClone(sender.send(latex));
    kinds[sent.html ? "html" : sent.fresh.length ? "fresh" : "numbers"] += 1;
    put(place, [around[0], receiver.receive(sent), around[1]]);
    const wanted = place.cloneNode(false);
    wanted.innerHTML = around.join(set(latex));
    return !place.isEqualNode(wanted);
  });
  return [wrong, kinds];
}
"""


def number(chance: random.Random) -> str:
    """Return a number of one to seven digits, as LaTeX."""
    return number_text(chance.randrange(10 ** chance.randint(1, 7)), LATEX.separator)


def filled(shapes: Iterable[str], seed: int = 5) -> list[str]:
    """Return formulas of the given shapes with numbers in them, always the same."""
    chance = random.Random(seed)
    return [shape.format(*(number(chance) for _ in range(3))) for shape in shapes]


def put(visit: Visit, address: str, formulas: list[str]) -> tuple[list[str], dict[str, int]]:
    """Put formulas into one place, and return those that are wrong, and how many came how."""
    page = visit("recalculate.html")
    page.add_script_tag(url=f"{address}_static/katex/katex.min.js")
    wrong, kinds = page.evaluate(PUT, [f"{address}_static/recalculation/", formulas])
    return wrong, kinds


@pytest.mark.parametrize("shape", [ALIGNED, *LINES, *WHOLE])
def test_other_numbers_are_put_in_as_katex_sets_them(
    visit: Visit, address: str, shape: str
) -> None:
    """Numbers grow and shrink by a comma or two; wherever they can, they come alone."""
    formulas = filled(repeat(shape, 40))
    wrong, kinds = put(visit, address, formulas)
    assert wrong == []
    if shape == ALIGNED:
        assert kinds == {"fresh": 1, "numbers": len(formulas) - 1, "html": 0}
    assert (kinds["html"] > 0) == (shape in WHOLE)


def test_shapes_take_turns(visit: Visit, address: str) -> None:
    """What was found in a place when another formula stood there is not written to."""
    formulas = filled(random.Random(7).choices([ALIGNED, *LINES, *WHOLE], k=200))
    assert put(visit, address, formulas)[0] == []


def test_both_sides_forget_the_same_shapes(visit: Visit, address: str) -> None:
    """When there are too many, they come anew, and none is taken for another."""
    names = [f"{one}{other}" for one in ascii_lowercase for other in ascii_lowercase][: SHAPES + 9]
    shapes = [ALIGNED.replace("C1", name) for name in names]
    known = [shapes[:9], shapes[-9:]]  # each is asked for when it is still kept
    formulas = filled(chain(shapes[:SHAPES], known[0], shapes[SHAPES:], known[1], known[0]))
    wrong, kinds = put(visit, address, formulas)
    assert wrong == []
    assert kinds == {"fresh": len(shapes) + 9, "numbers": 18, "html": 0}
