"""axe-core: what it looks for, and what it is not asked about, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT = Path(__file__).parents[2] / "conf" / "node_modules" / "axe-core" / "axe.min.js"

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""WCAG 2.2 up to level AA, and what axe advises beyond it."""

OF_COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules whose answer depends on the colour scheme."""

OF_LAYOUT = [
    *("button-name", "label-content-name-mismatch", "link-name", "svg-img-alt"),
    *("scrollable-region-focusable", "target-size"),
]
"""The rules whose answer depends on the width: some parts are shown only on a phone."""

RUN = """async ([tags, rules, within, exceptions]) => {
    const found = await axe.run(within || document, {
        runOnly: rules.length ? rules : tags,
        resultTypes: ["violations"],
        preload: false,
        elementRef: true,
    });
    return found.violations.flatMap((rule) =>
        rule.nodes.map((node) => [
            rule.id,
            node.target.flat().join(" "),
            node.failureSummary,
            exceptions.findIndex(([id, may]) => id === rule.id && node.element.matches(may)),
        ]));
}"""


@dataclass(frozen=True)
class Violation:
    """What axe complains of: the rule, the element, what would be right; which exception it is."""

    rule: str
    target: str
    summary: str
    exception: int = -1

    def __str__(self) -> str:
        return f"{self.rule}: {self.target}: {' '.join(self.summary.split())}"


@dataclass(frozen=True)
class Exempt:
    """A rule that the elements of a selector may break, and why."""

    rule: str
    selector: str
    reason: str


EXCEPTIONS = (
    Exempt(
        "region",
        "#__navigation, #__toc",
        "furo's switches must stand before all that they switch, and so before every landmark",
    ),
    Exempt(
        "empty-table-header",
        "th:has(math)",
        "the heading is a formula: screen readers read its MathML, which axe takes for nothing",
    ),
)
"""All of them. One that is no longer needed makes a test fail."""


def install(page: Page) -> None:
    """Make axe known to a page, past its Content-Security-Policy."""
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))


def violations(page: Page, rules: list[str] | None = None, within: str = "") -> list[Violation]:
    """Return what axe finds on a page as it is shown now: by all rules, or by some.

    ``within`` is the selector of the part that is looked at, if it is not the whole page.
    """
    exceptions = [(each.rule, each.selector) for each in EXCEPTIONS]
    arguments = [TAGS, rules or [], within, exceptions]
    return [Violation(*found) for found in page.evaluate(RUN, arguments)]
