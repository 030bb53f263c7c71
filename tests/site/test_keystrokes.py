"""What follows a key in the form: in which order, and what of the page it touches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from lenet_docs.recalculation.settings import Settings
from lenet_docs.recalculation.steps import derived, totals
from tests.site.recalculating import PATIENCE, ROOT, USUAL, Form, load
from tests.site.watching import watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.site.conftest import Visit

PAGE = "recalculate.html"

# Frames go on, but what waits for one is called only when the test lets it.
HELD = """
(() => {
  const next = window.requestAnimationFrame.bind(window);
  const held = [];
  window.hold = false;
  window.release = () => {
    window.hold = false;
    held.splice(0).forEach((callback) => next(callback));
  };
  window.requestAnimationFrame = (callback) => (window.hold ? held.push(callback) : next(callback));
  const Plain = window.Worker;
  window.Worker = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        window.came?.push(data.kind);
        if (data.kind === "answer") window.answered?.();
      });
    }
  };
})();
"""

# What comes in sight gets its real size, which may move it out of sight again.
LOOK_AT = """
async ([name, patience]) => {
  const place = document.querySelector(`[data-part="${name}"]`);
  const isInSight = () => new Promise((done, fail) => {
    setTimeout(() => fail(new Error("no frame comes")), patience);
    new IntersectionObserver(([{ isIntersecting }], watcher) => {
      watcher.disconnect();
      done(isIntersecting);
    }).observe(place);
  });
  for (let tries = 0; tries < 100; tries += 1) {
    place.scrollIntoView({ behavior: "instant" });
    if (await isInSight()) return;
  }
  throw new Error(`${name} does not come in sight`);
}
"""

STOPS = """
() => [...document.querySelectorAll('.math-wrapper[data-part][tabindex="0"]')].map(
  (place) => place.dataset.part)
"""

CUT_OFF = """
() => [...document.querySelectorAll(".recalculation-steps .katex-html")].filter((formula) => {
  const place = formula.closest("[data-part]");
  const rights = [...formula.children].map((each) => each.getBoundingClientRect().right);
  return Math.max(...rights) - place.getBoundingClientRect().left > place.scrollWidth + 1;
}).length
"""

TYPE_AND_HOLD = """
(input, [text, patience]) => new Promise((done, fail) => {
  setTimeout(() => fail(new Error("the worker does not answer")), patience);
  window.hold = true;
  window.came = [];
  window.answered = done;
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
})
"""


@pytest.fixture(scope="module")
def loaded(browser: Browser, address: str) -> Iterator[Form]:
    """The form, with frames that can be held; nothing goes wrong until the end."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.add_init_script(HELD)
    faults = watch(page, address)
    page.goto(address + PAGE)
    yield load(page)
    page.close()
    assert faults == []


@pytest.fixture
def form(loaded: Form) -> Form:
    """The form, as it is at first; a test that failed may have left frames that are held."""
    loaded.page.evaluate("window.release()")
    loaded.change(USUAL)
    return loaded


def type_and_hold(form: Form, look_at: str, field: str, text: str) -> None:
    """Type into a field with a part in sight, until the worker has answered; hold the frames."""
    form.page.evaluate(LOOK_AT, [look_at, PATIENCE])
    form.page.locator(f'[name="{field}"]').evaluate(TYPE_AND_HOLD, [text, PATIENCE])


def formulas(settings: Settings) -> dict[str, list[str]]:
    """Return the formulas of each part, as Python gives them."""
    net = settings.outcome().net
    assert net is not None
    made = {layer.name: [step.latex() for _, step in derived(layer)] for layer in net}
    return {**made, "totals": [step.latex() for _, step in totals(net)]}


def shown(form: Form) -> dict[str, list[str]]:
    """Return the formulas of each part, as the page shows them."""
    found: dict[str, list[str]] = form.read()["formulas"]
    return {name: each for name, each in found.items() if each}


def table(form: Form) -> str:
    """Return the words and numbers of the table of all layers."""
    return str(form.page.locator('[data-part="layers"]').text_content())


def test_all_derivations_are_painted_before_the_rest_changes(form: Form) -> None:
    """They are exact at once; tables and drawings follow after a frame."""
    before = table(form)
    type_and_hold(form, "C1", "input.height", "60")
    wanted = formulas(USUAL.changed({"input.height": "60"}))
    assert form.page.evaluate(f"{ROOT}.dataset.state") == "busy"
    assert shown(form) == wanted
    assert table(form) == before
    form.page.evaluate("window.release()")
    form.wait()
    assert shown(form) == wanted
    assert table(form) != before


def test_what_a_reader_looks_at_comes_with_them(form: Form) -> None:
    """Whoever reads the table need not wait for the drawings."""
    before = table(form)
    type_and_hold(form, "layers", "input.height", "60")
    assert table(form) != before


def test_nothing_else_is_made_before_that_is_painted(form: Form) -> None:
    """The worker and the page would fight for processors; a newer key ends the wait as well."""
    type_and_hold(form, "C1", "input.height", "60")
    form.page.wait_for_timeout(500)  # many times as long as the rest takes
    assert form.page.evaluate("window.came") == ["answer"]
    type_and_hold(form, "C1", "input.height", "64")
    form.page.wait_for_timeout(500)
    assert form.page.evaluate("window.came") == ["answer"]
    form.page.evaluate("window.release()")
    form.wait()
    assert form.page.evaluate("window.came.at(-1)") == "done"
    assert shown(form) == formulas(USUAL.changed({"input.height": "64"}))


def test_the_form_is_busy_until_the_newest_answer_is_complete(form: Form) -> None:
    """An older answer that is complete changes nothing of that."""
    type_and_hold(form, "C1", "input.height", "60")
    form.page.evaluate(
        f"""() => {{
          const input = {ROOT}.querySelector('[name="input.height"]');
          window.states = [];
          new MutationObserver(() => window.states.push({ROOT}.dataset.state)).observe(
            {ROOT}, {{ attributeFilter: ["data-state"] }});
          input.value = "64";
          input.dispatchEvent(new Event("input", {{ bubbles: true }}));
          window.release();
        }}"""
    )
    form.wait()
    assert form.page.evaluate("window.states") == ["busy", "ready"]
    assert shown(form) == formulas(USUAL.changed({"input.height": "64"}))


def test_a_preset_takes_back_a_mark_that_nobody_answered(form: Form) -> None:
    """Pressed while an older answer is made, it says what the table shows, and no more comes."""
    page = form.page
    page.evaluate(
        f"""() => {{
          const input = {ROOT}.querySelector('[name="input.height"]');
          input.value = "60";
          input.dispatchEvent(new Event("input", {{ bubbles: true }}));
          {ROOT}.querySelector("[data-cell]").click();
          {ROOT}.querySelector('[data-preset="lenet5"]').click();
        }}"""
    )
    form.wait()
    marks = page.evaluate(
        f"[...{ROOT}.querySelectorAll('[data-cell]')].map((each) => each.checked)"
    )
    assert USUAL.columns is not None
    assert marks.count(True) == sum(map(len, USUAL.columns))
    assert shown(form) == formulas(USUAL)


def test_enter_changes_nothing(form: Form) -> None:
    """A form of one field would be sent away by it, and the page loaded anew."""
    form.page.evaluate("window.same = true")
    form.page.locator('[name="F6.units"]').press("Enter")
    form.type("F6.units", "85")
    assert form.page.evaluate("window.same") is True
    assert "?" not in form.page.url


def test_a_longer_number_leaves_the_rest_of_its_formula_alone(form: Form) -> None:
    """A number that gets a comma is more than other text, but all around it stays."""
    page = form.page
    page.evaluate(
        """() => { window.kept = [...document.querySelectorAll(
          '[data-part="C1"] :is(math, mtable, mtr, .katex-html, .vlist)')]; }"""
    )
    assert "1,560" not in str(page.locator('[data-part="C1"]').text_content())
    form.type("C1.maps", "60")
    assert "1,560" in str(page.locator('[data-part="C1"]').text_content())
    assert page.evaluate("window.kept.length") > 0
    assert page.evaluate("window.kept.filter((each) => !each.isConnected).length") == 0


def test_no_formula_is_cut_off_on_a_narrow_screen(visit: Visit) -> None:
    """What is wider than the screen is scrolled in its part, to its end."""
    page = visit(PAGE, size="narrow")
    assert len(page.evaluate(STOPS)) > 0
    assert page.evaluate(CUT_OFF) == 0
