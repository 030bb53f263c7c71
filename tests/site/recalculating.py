"""The form of the recalculation in a browser: how tests change it, and read what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lenet_docs.errors import SettingsError
from lenet_docs.recalculation import Settings, to_text
from lenet_docs.recalculation.settings import PRESETS

if TYPE_CHECKING:
    from playwright.sync_api import Page

USUAL = PRESETS["lenet5"].settings

LOADING = 180_000
"""How many milliseconds a busy machine may take to start Python."""

PATIENCE = 60_000
"""How many milliseconds a busy machine may take for what follows from a change."""

ROOT = "document.querySelector('.recalculation')"

# What the page shows: formulas by part, problems, and which parts are not as they are expected.
READ = """
(expected) => {
  const root = document.querySelector(".recalculation");
  const shown = (each) => !each.hidden;
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const alike = (name, html) => {
    const wanted = part(name).cloneNode(false);
    wanted.innerHTML = html;
    return wanted.isEqualNode(part(name)); // attributes have no order
  };
  const all = (selector) => [...root.querySelectorAll(selector)];
  const latex = 'annotation[encoding="application/x-tex"]';
  const formulas = (each) =>
    [...each.querySelectorAll(latex)].map((found) => found.textContent);
  return {
    formulas: Object.fromEntries(
      all("[data-part]").map((each) => [each.dataset.part, formulas(each)])),
    problems: all(".recalculation-problem").filter(shown).map(
      (each) => [each.dataset.problem ?? "", each.textContent]),
    invalid: all("[aria-invalid=true]").map((input) => [
      input.name, document.getElementById(input.getAttribute("aria-describedby")).textContent]),
    stale: all("[data-stale]").filter(shown).map((each) => each.dataset.stale),
    says: root.querySelector(".recalculation-says").textContent,
    different: Object.keys(expected).filter((name) => !alike(name, expected[name])),
  };
}
"""

# The formulas that do not stand there as KaTeX sets them anew.
OTHERWISE = f"""
() => {{
  const options = JSON.parse({ROOT}.dataset.settings).katex;
  const template = document.createElement("template");
  const latex = (shown) => shown.querySelector("annotation").textContent;
  return [...{ROOT}.querySelectorAll(".katex-display")].filter((shown) => {{
    template.innerHTML = window.katex.renderToString(latex(shown), options);
    return !template.content.firstChild.isEqualNode(shown);
  }}).map(latex);
}}
"""

CHANGE = """
([hash, texts, patience]) => new Promise((done, fail) => {
  setTimeout(() => fail(new Error(`nothing followed from ${hash}`)), patience);
  const root = document.querySelector(".recalculation");
  root.addEventListener("recalculated", () => {
    const typed = Object.entries(texts);
    if (typed.length === 0) {
      done();
      return;
    }
    root.addEventListener("recalculated", () => done(), { once: true });
    for (const [name, text] of typed) {
      root.querySelector(`[name="${name}"]`).value = text;
    }
    const last = root.querySelector(`[name="${typed[0][0]}"]`);
    last.dispatchEvent(new Event("input", { bubbles: true }));
  }, { once: true });
  window.location.hash = hash;
})
"""


@dataclass
class Form:
    """A form that is loaded, and the page around it."""

    page: Page
    changes: int = 0

    def change(self, settings: Settings) -> Settings:
        """Set the form, wait for the answer, and return the settings that it can hold."""
        self.changes += 1
        try:
            text, typed = to_text(settings), {}
        except SettingsError:
            # A field of numbers holds nothing where something else is typed.
            text = to_text(USUAL)
            typed = {
                name: str(value) if isinstance(value, int) or value == "2.5" else ""
                for name, value in settings.values.items()
            }
            settings = USUAL.changed(typed)
        # The number makes each address another one, so that the page notices.
        self.page.evaluate(CHANGE, [f"net={text}&change={self.changes}", typed, PATIENCE])
        return settings

    def read(self, expected: dict[str, str] | None = None) -> dict[str, Any]:
        """Return what the page shows."""
        found: dict[str, Any] = self.page.evaluate(READ, expected or {})
        return found

    def set_otherwise(self) -> list[str]:
        """Return the formulas that KaTeX, asked anew, sets in another way."""
        found: list[str] = self.page.evaluate(OTHERWISE)
        return found

    def type(self, field: str, text: str) -> None:
        """Type into a field, and wait until all has followed."""
        self.page.locator(f'[name="{field}"]').fill(text)
        self.wait()

    def wait(self) -> None:
        """Wait until all has followed what was last changed."""
        self.page.locator('.recalculation[data-state="ready"]').wait_for(state="attached")


def load(page: Page) -> Form:
    """Press the button of a page, and wait for the form."""
    page.locator(".recalculation-load").click()
    loaded = page.locator('.recalculation[data-state="ready"], .recalculation-failure:visible')
    loaded.wait_for(state="attached", timeout=LOADING)
    failure = page.locator(".recalculation-failure").text_content()
    assert failure == "", failure
    return Form(page)
