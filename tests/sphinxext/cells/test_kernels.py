"""Each page has a kernel of its own, in which nothing has been executed."""

from __future__ import annotations

import pytest

from tests.sphinxext.conftest import Build

PAGE = """---
orphan: true
---
# A page

```{jupyter-execute}
import colorsys, numpy, os, sys
%s
```
"""

STATE = """print(hasattr(colorsys, "left"), "LEFT" in os.environ, "left" in sys.argv, os.listdir())
colorsys.left = os.environ["LEFT"] = "left"
sys.argv.append("left")
open("left", "w").close()"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_page_has_a_new_kernel(build: Build, jobs: int) -> None:
    """What a page does to modules, environment and folder is not seen by any other."""
    names = ["one", "two", "three", "four", "five"]  # with the index enough to be read side by side
    built = build(
        "cells-outputs",
        pages={f"{name}.md": PAGE % STATE for name in names},
        folder=f"fresh-{jobs}",
        parallel=jobs,
    )
    assert built.complaints == []
    said = [built.page(f"{name}.html").select(".cell_output")[0].text.strip() for name in names]
    assert said == ["False False False []"] * len(names)


def test_pages_do_not_draw_the_same_random_numbers(build: Build) -> None:
    """Generators that seed themselves do so in each kernel, and not once for all."""
    draw = "import random\nprint(random.random(), numpy.random.random())"
    pages = {f"{name}.md": PAGE % draw for name in ("one", "two")}
    built = build("cells-outputs", pages=pages, folder="drawn")
    one, two = (
        built.page(f"{name}.html").select(".cell_output")[0].text.split() for name in ("one", "two")
    )
    assert set(one) & set(two) == set()
