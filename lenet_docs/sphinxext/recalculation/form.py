"""The form as HTML, with the parts that follow from it, as a page shows them at first."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape

from lenet_docs.recalculation.fields import INPUT, TABLE, TEMPLATE, Field, fields_of
from lenet_docs.recalculation.page import DRAWINGS, Page
from lenet_docs.recalculation.settings import MOST, PRESETS

__all__ = ["FormPlace", "elsewhere", "form"]

USUAL = PRESETS["lenet5"].settings

STALE = "These are the numbers of the last settings that were possible."


class FormPlace:
    """Where the form stands, and what it takes from there.

    Parameters
    ----------
    layer
        The layer that the form is about, or nothing if it is about the whole network.
    typeset
        Turns a displayed formula in LaTeX into HTML.
    links
        Where the pages are that drawings lead to, by their names.
    whole
        Where the page with the whole network is; nothing if there is none.
    loaded
        What the script needs to know: see ``form.js``.
    """

    def __init__(
        self,
        layer: str,
        typeset: Callable[[str], str],
        links: Mapping[str, str],
        whole: str,
        loaded: Mapping[str, object],
    ) -> None:
        self.layer = layer
        self.whole = whole
        self.page = Page(typeset, links, layer)
        settings = {"layer": layer, "links": links, "columns": USUAL.columns, **loaded}
        self.settings = json.dumps(settings, sort_keys=True)
        answer = self.page.answer(USUAL)
        self.says = answer.says
        parts = self.page.parts(USUAL, answer.outcome)
        self.parts = {part.name: part.html for part in parts}


def elsewhere(layer: str) -> str:
    """Return what stands in place of the form where no script can run."""
    what = layer or "the network"
    return f"On the site of this book, a form stands here: the numbers follow when {what} changes."


def form(place: FormPlace) -> str:
    """Return the form with the parts of the usual network in it."""
    body = _box(place) if place.layer else _whole(place)
    return (
        f'<div class="recalculation" data-settings="{escape(place.settings)}" '
        f'data-printed="{elsewhere(place.layer)}">\n'
        f"{_start()}\n"
        '<p class="recalculation-problem" id="recalculation-problem" hidden></p>\n'
        f"{body}\n"
        f'<p class="recalculation-says">{escape(place.says)}</p>\n'
        '<p class="recalculation-spoken visually-hidden" role="status"></p>\n'
        "</div>\n"
    )


def _start() -> str:
    """Return what loads the recalculation. Only the script shows it."""
    return (
        '<div class="recalculation-start" hidden>'
        '<p class="recalculation-why"></p>'
        '<p><button type="button" class="recalculation-load">Change it</button> '
        '<span class="recalculation-size"></span></p>'
        '<p class="recalculation-progress" hidden><progress aria-label="Loading"></progress> '
        "<span></span></p>"
        '<p class="recalculation-failure" role="alert" hidden></p>'
        "</div>"
        "<noscript><p>To change the numbers, your browser has to run JavaScript.</p></noscript>"
    )


def _whole(place: FormPlace) -> str:
    layers = ((each.name, each.kind.replace("_", " ")) for each in TEMPLATE)
    return "\n".join(
        [
            _presets(),
            _section(INPUT, "the image", _fields(INPUT)),
            *(_section(name, kind, _layer(name, place)) for name, kind in layers),
            _part_section("Totals", "totals", place, "math-wrapper"),
            _part_section("All layers", "layers", place, "table-wrapper"),
            *(f"{_stale(name)}{_part(name, place)}" for name in DRAWINGS),
            _shared(place),
        ]
    )


def _box(place: FormPlace) -> str:
    """Return the small form of one layer."""
    more = (
        '<p><button type="button" class="recalculation-preset" data-preset="lenet5" disabled>'
        "As in LeNet-5</button>"
    )
    if place.whole:
        more += (
            f' <a class="recalculation-whole" href="{escape(place.whole)}">'
            "Change the whole network</a>"
        )
    return f"{_layer(place.layer, place)}\n{more}</p>"


def _presets() -> str:
    buttons = "".join(
        f'<button type="button" class="recalculation-preset" data-preset="{name}" disabled>'
        f"{escape(preset.words)}</button>"
        for name, preset in PRESETS.items()
    )
    return (
        '<div class="recalculation-presets" role="group" aria-label="Begin with">'
        f"<span>Begin with</span>{buttons}</div>"
    )


def _section(name: str, words: str, content: str) -> str:
    heading = f"recalculation-{name}"
    return (
        f'<section class="recalculation-layer" aria-labelledby="{heading}">'
        f'<h3 id="{heading}">{escape(name)} <span>{escape(words)}</span></h3>'
        f"{content}</section>"
    )


def _layer(name: str, place: FormPlace) -> str:
    table = _part("table", place, "table-wrapper") if name == TABLE.layer else ""
    return f"{_fields(name)}{table}{_stale(name)}{_part(name, place, 'math-wrapper')}"


def _part_section(words: str, name: str, place: FormPlace, style: str) -> str:
    heading = f"recalculation-{name}"
    return (
        f'<section aria-labelledby="{heading}"><h3 id="{heading}">{words}</h3>'
        f"{_stale(name)}{_part(name, place, style)}</section>"
    )


def _part(name: str, place: FormPlace, style: str = "") -> str:
    classes = f' class="{style}"' if style else ""
    return f'<div data-part="{name}"{classes}>{place.parts[name]}</div>'


def _stale(name: str) -> str:
    return f'<p class="recalculation-stale" data-stale="{name}" hidden>{STALE}</p>'


def _fields(layer: str) -> str:
    fields = fields_of(layer)
    inputs = "".join(_field(field) for field in fields)
    problems = "".join(_problem(field) for field in fields)
    if layer == TABLE.layer:
        inputs += (
            f'<div class="recalculation-field recalculation-check"><label><input type="checkbox" '
            f'name="{TABLE.name}" checked disabled> Connection table</label></div>'
        )
        problems += _problem(TABLE)
    # A browser that fills in forms looks, for each key, at all fields of the form that it was typed
    # into; what is in no form it takes for a single one, as large as the page.
    return f'<form class="recalculation-fields">{inputs}</form>{problems}'


def _field(field: Field) -> str:
    name = f"recalculation-{field.layer}-{field.setting}"
    # The layer is in the heading above; who jumps from field to field hears it as well.
    return (
        f'<div class="recalculation-field"><label for="{name}">'
        f'<span class="visually-hidden">{escape(field.layer)}, </span>'
        f"{escape(field.setting.capitalize())}</label>"
        f'<input id="{name}" name="{field.name}" type="number" inputmode="numeric" '
        f'min="1" max="{MOST}" step="1" value="{USUAL.values[field.name]}" '
        'autocomplete="off" disabled></div>'
    )


def _problem(field: Field) -> str:
    name = f"recalculation-{field.layer}-{field.setting}-problem"
    return f'<p class="recalculation-problem" id="{name}" data-problem="{field.name}" hidden></p>'


def _shared(place: FormPlace) -> str:
    return (
        '<section aria-labelledby="recalculation-share">'
        '<h3 id="recalculation-share">Keep it</h3>'
        '<p><button type="button" class="recalculation-link" disabled>Copy a link</button> '
        '<button type="button" class="recalculation-copy" disabled>Copy as Python</button> '
        '<span class="recalculation-done" role="status"></span></p>'
        '<p class="recalculation-address" hidden><label>Link to these settings '
        '<input type="text" readonly></label></p>'
        f"{_stale('python')}"
        "<details><summary>As Python</summary>"
        f"{_part('python', place, 'recalculation-wide')}</details>"
        "</section>"
    )
