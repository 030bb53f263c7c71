"""The form in a browser: what it shows is what Python gives, whatever is typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from lenet_docs import Architecture
from lenet_docs.architecture import COUNTS
from lenet_docs.recalculation import Page as Expected
from lenet_docs.recalculation import Settings, from_text, to_text
from lenet_docs.recalculation.fields import FIELDS, TABLE, TEMPLATE
from lenet_docs.recalculation.settings import PRESETS
from lenet_docs.recalculation.steps import derived, totals
from tests.recalculation.samples import samples
from tests.site.recalculating import ROOT, USUAL, Form, load
from tests.site.serving import served
from tests.site.watching import watch

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext


PAGE = "recalculate.html"
SAMPLES = 220

SECTIONS = f"""
[...{ROOT}.querySelectorAll('section')].map(
  (section) => [section.getAttribute('aria-labelledby'), section.getBoundingClientRect().height])
"""
CUT_OFF = f"""
[...{ROOT}.querySelectorAll(':scope section :is(input, button, a)')].filter((each) => {{
  // What is wider than the screen is scrolled in a box of its own, which has its own edges.
  if (each.closest('.math-wrapper, .table-wrapper, .recalculation-wide, svg')) return false;
  each.focus();
  if (document.activeElement !== each) return false;
  const style = getComputedStyle(each);
  const ring = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
  const box = each.getBoundingClientRect();
  const room = each.closest('section').getBoundingClientRect();
  return Math.min(box.left - room.left, box.top - room.top, room.right - box.right,
    room.bottom - box.bottom) < ring;
}}).map((each) => each.name || each.outerHTML)
"""


@pytest.fixture(scope="module")
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address.rstrip("/"))
    yield context
    context.close()


@pytest.fixture(scope="module")
def form(context: BrowserContext, address: str) -> Iterator[Form]:
    """The form of the whole network, loaded for all tests; nothing goes wrong until the end."""
    page = context.new_page()
    faults = watch(page, address)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address + PAGE)
    before = page.evaluate(
        f"Object.fromEntries([...{ROOT}.querySelectorAll('[data-part]')]"
        ".map((each) => [each.dataset.part, each.innerHTML]))"
    )
    assert not [url for url in requests if "pyodide" in url or "katex.min.js" in url]
    form = load(page)
    # The worker has made every part anew, with the same KaTeX, and nothing has changed.
    assert page.evaluate("document.activeElement.name") == FIELDS[0].name
    assert form.read(before)["different"] == []
    page.add_script_tag(url=f"{address}_static/katex/katex.min.js")
    yield form
    assert faults == []


@pytest.fixture
def usual(form: Form) -> Form:
    """The form, as it is at first."""
    form.change(USUAL)
    return form


def expected(settings: Settings, links: dict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what Python gives: what `READ` returns, and the parts that hold no formula."""
    page = Expected(str, links)
    answer = page.answer(settings)
    parts = {part.name: part.html for part in page.parts(settings, answer.outcome)}
    net = answer.outcome.net
    formulas = {layer.name: [step.latex() for _, step in derived(layer)] for layer in net or ()}
    if net is not None and not answer.outcome.problems:
        formulas["totals"] = [step.latex() for _, step in totals(net)]
    problems = [[problem.field, problem.message] for problem in answer.outcome.problems]
    shown = {
        "formulas": formulas,
        "problems": problems,
        "invalid": problems,
        "stale": sorted(set(answer.stale)),
        "says": answer.says,
    }
    return shown, {name: html for name, html in parts.items() if name not in formulas}


def test_loading_moves_nothing_and_leaves_room_for_the_focus(
    context: BrowserContext, address: str
) -> None:
    """Sections are as large as before, and cut off no ring around what has the focus."""
    page = context.new_page()
    page.goto(address + PAGE)
    before = page.evaluate(SECTIONS)
    load(page)
    assert page.evaluate(SECTIONS) == before
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(CUT_OFF) == []
    page.close()


def test_the_form_shows_what_python_gives(form: Form) -> None:
    """Over many settings, bad ones too: formulas, tables, drawings, messages and their fields."""
    links = form.page.evaluate(f"JSON.parse({ROOT}.dataset.settings).links")
    bad = 0
    for number, settings in enumerate(samples(SAMPLES)):
        held = form.change(settings)
        wanted, parts = expected(held, links)
        found = form.read(parts)
        where = f"sample {number}: {held}"
        for name, formulas in wanted["formulas"].items():
            assert found["formulas"][name] == formulas, where
        order = [field.name for field in FIELDS[:9]] + [TABLE.name] + [f.name for f in FIELDS[9:]]
        assert found["problems"] == sorted(wanted["problems"], key=lambda p: order.index(p[0])), (
            where
        )
        assert sorted(found["invalid"]) == sorted(wanted["invalid"]), where
        assert sorted(found["stale"]) == wanted["stale"], where
        assert found["says"] == wanted["says"], where
        assert found["different"] == [], where
        assert form.set_otherwise() == [], where
        bad += bool(wanted["problems"])
    assert 40 < bad < SAMPLES - 40


def test_a_field_that_cannot_be_says_why_and_keeps_the_focus(usual: Form) -> None:
    """The message is tied to the field; it goes when the field is right again."""
    field = usual.page.locator('[name="C5.kernel"]')
    field.focus()
    usual.type("C5.kernel", "9")
    message = "C5: the kernel is 9 high, but S4 is only 5 high; choose a kernel height of at most 5"
    assert field.get_attribute("aria-invalid") == "true"
    described = usual.page.locator(f"#{field.get_attribute('aria-describedby')}")
    assert described.text_content() == message
    assert described.is_visible()
    assert usual.read()["stale"][0] == "C5"
    usual.type("C5.kernel", "5")
    assert field.get_attribute("aria-invalid") is None
    assert not described.is_visible()
    assert usual.read()["stale"] == []
    assert usual.page.evaluate("document.activeElement.name") == "C5.kernel"


def test_the_connection_table_is_edited_by_keyboard(usual: Form) -> None:
    """The arrows go from box to box, the space bar marks, the sums follow, the focus stays."""
    page = usual.page
    focused = "document.activeElement.dataset.cell"
    page.locator('[data-cell="0 0"]').focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "1 1"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")
    usual.wait()
    assert page.evaluate(focused) == "0 1"
    assert page.locator('[data-cell="0 1"]').is_checked()
    sums = page.locator(".recalculation-grid tfoot td").all_text_contents()
    assert (sums[1], sums[-1]) == ("4", "61")
    columns = [set(column) for column in USUAL.columns or ()]
    columns[1].add(0)
    wanted, _ = expected(USUAL.partly(columns), {})
    assert usual.read()["formulas"]["C3"] == wanted["formulas"]["C3"]
    page.keyboard.press("End")
    assert page.evaluate(focused) == "0 15"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) is None
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(focused) == "0 15"


def test_a_mark_is_set_by_a_click(usual: Form) -> None:
    """A column that loses its last mark is refused, at the table."""
    for row in (0, 1, 2):
        usual.page.locator(f'[data-cell="{row} 0"]').click()
        usual.wait()
    assert usual.read()["problems"] == [
        ["C3.table", "C3: column 0 of the connection table is empty; name at least one map of S2"]
    ]


def test_the_table_can_be_left_out_and_comes_back(usual: Form) -> None:
    """Without it every map looks at all; its marks are not forgotten."""
    box = usual.page.locator('[name="C3.table"]')
    box.uncheck()
    usual.wait()
    assert usual.page.locator("[data-cell]").count() == 0
    assert "2,416" in str(usual.page.locator('[data-part="C3"]').text_content())
    box.check()
    usual.wait()
    assert usual.page.locator("[data-cell]:checked").count() == 60


@pytest.mark.parametrize("name", PRESETS)
def test_presets_fill_the_form(form: Form, name: str) -> None:
    """Pressed, a preset sets every field, and what follows is that of its network."""
    form.page.locator(f'[data-preset="{name}"]').click()
    form.wait()
    settings = PRESETS[name].settings
    for field in FIELDS:
        held = form.page.locator(f'[name="{field.name}"]').input_value()
        assert held == str(settings.values[field.name])
    assert form.page.locator('[name="C3.table"]').is_checked() == (settings.columns is not None)
    assert form.read()["says"] == expected(settings, {})[0]["says"]


def test_the_newest_keystroke_wins(usual: Form) -> None:
    """Typed fast, only the last number counts in the end."""
    usual.page.locator('[name="C5.maps"]').fill("")
    usual.page.keyboard.type("123456")
    for _ in range(3):
        usual.page.keyboard.press("Backspace")
    usual.wait()
    wanted, _ = expected(USUAL.changed({"C5.maps": "123"}), {})
    assert usual.read()["says"] == wanted["says"]
    assert usual.read()["formulas"]["totals"] == wanted["formulas"]["totals"]


def test_the_outcome_is_said_once_the_typing_pauses(usual: Form) -> None:
    """A polite live region holds the totals."""
    usual.type("C5.maps", "121")
    spoken = usual.page.locator(".recalculation-spoken")
    spoken.filter(has_text="60,485 trainable parameters").wait_for(state="attached")


def test_settings_are_shared_as_a_link(usual: Form, context: BrowserContext, address: str) -> None:
    """Opened, the link offers to load, and then shows the same network."""
    usual.type("C5.maps", "7")
    usual.page.locator('[data-cell="0 1"]').click()
    usual.wait()
    usual.page.locator(".recalculation-link").click()
    usual.page.locator(".recalculation-done").filter(has_text="copied").wait_for()
    link = usual.page.evaluate("navigator.clipboard.readText()")
    assert link == usual.page.locator(".recalculation-address input").input_value()
    assert link.startswith(f"{address}{PAGE}#net=1.")
    shared = from_text(link.partition("#net=")[2])
    assert shared.values["C5.maps"] == 7
    page = context.new_page()
    faults = watch(page, address)
    page.goto(link)
    assert "holds other settings" in str(page.locator(".recalculation-why").text_content())
    opened = load(page)
    opened.wait()
    assert page.locator('[name="C5.maps"]').input_value() == "7"
    assert opened.read()["says"] == expected(shared, {})[0]["says"]
    page.close()
    assert faults == []


def test_a_link_that_cannot_be_read_says_so(usual: Form) -> None:
    """The form stays as it is, and who listens hears why."""
    usual.page.evaluate("() => { window.location.hash = 'net=9.1'; }")
    problem = usual.page.locator("#recalculation-problem")
    problem.filter(has_text="these settings are of version '9'").wait_for()
    spoken = usual.page.locator(".recalculation-spoken")
    spoken.filter(has_text="these settings are of version '9'").wait_for(state="attached")
    assert usual.page.locator('[name="C5.maps"]').input_value() == "120"


def test_what_is_no_number_is_not_shared(usual: Form) -> None:
    """The button says why instead of copying."""
    usual.type("C5.maps", "")
    usual.page.locator(".recalculation-link").press("Enter")
    assert "cannot be shared" in str(usual.page.locator(".recalculation-done").text_content())


def test_settings_are_copied_as_python(usual: Form) -> None:
    """What is copied runs, and makes the network of the form."""
    usual.type("C1.maps", "5")
    usual.page.locator(".recalculation-copy").click()
    usual.page.locator(".recalculation-done").filter(has_text="copied").wait_for()
    program = usual.page.evaluate("navigator.clipboard.readText()")
    names: dict[str, object] = {}
    exec(program.rpartition("print(")[0], names)
    again = names["net"]
    net = USUAL.changed({"C1.maps": "5"}).outcome().net
    assert isinstance(again, Architecture)
    assert [getattr(again, count) for count in COUNTS] == [getattr(net, count) for count in COUNTS]


def test_a_chapter_has_a_form_of_its_layer(context: BrowserContext, address: str) -> None:
    """It shows that layer only, and hands its settings on to the form of the whole network."""
    page = context.new_page()
    faults = watch(page, address)
    page.goto(f"{address}layers/c3.html")
    form = load(page)
    form.type("C3.kernel", "6")
    settings = USUAL.changed({"C3.kernel": "6"})
    net = settings.outcome("C3").net
    assert net is not None
    read = form.read()
    assert read["formulas"]["C3"] == [step.latex() for _, step in derived(net["C3"])]
    assert read["problems"] == []
    whole = page.locator(".recalculation-whole").get_attribute("href")
    assert whole is not None
    assert whole.partition("#net=")[2] == to_text(settings)
    page.locator("[data-preset]").click()
    form.wait()
    assert page.locator('[name="C3.kernel"]').input_value() == "5"
    page.close()
    assert faults == []


@pytest.mark.parametrize("layer", [layer.name for layer in TEMPLATE])
def test_every_chapter_of_a_layer_has_its_form(site: Path, layer: str) -> None:
    """Each has the fields of its layer, and no other field."""
    text = (site / "layers" / f"{layer.lower()}.html").read_text(encoding="utf-8")
    for field in FIELDS:
        assert (f'name="{field.name}"' in text) == (field.layer == layer)


def test_no_script_is_made_of_text(browser: Browser, site: Path) -> None:
    """A server may forbid ``eval`` for all files, the worker included: WebAssembly is enough."""
    policy = (
        "default-src 'self' 'unsafe-inline' data:; "
        "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'"
    )
    with served(site, ("Content-Security-Policy", policy)) as address:
        page = browser.new_page()
        faults = watch(page, address)
        page.goto(address + "layers/s2.html")
        form = load(page)
        form.type("S2.window", "4")
        assert "4,998" in form.read()["says"]
        page.close()
    assert faults == []
