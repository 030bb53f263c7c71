"""What the browser's worker calls: requests and answers are JSON.

Formulas stand in the HTML as LaTeX, between marks: the worker sets them.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

from lenet_docs.errors import SettingsError
from lenet_docs.recalculation.page import Answer, Page, PagePart
from lenet_docs.recalculation.settings import PRESETS, Problem, Settings
from lenet_docs.recalculation.share import from_text

__all__ = ["Session"]

FORMULA = "\x02{}\x03"
"""A formula within HTML: control characters stand in neither LaTeX nor HTML."""

USUAL = PRESETS["lenet5"].settings


class Session:
    r"""What a page has asked for, and what it shows of it.

    Parameters
    ----------
    page
        JSON with ``links``, where the pages are that drawings lead to, and ``layer``, the
        layer that the form is about, or nothing if it is about the whole network.

    Examples
    --------
    >>> session = Session('{"links": {}, "layer": "C3"}')
    >>> answer = json.loads(session.ask('{"values": {"C3.kernel": "4"}, "first": ["C3"]}'))
    >>> print(answer["says"])
    C3: 976 parameters, 118,096 connections.
    >>> [part] = answer["parts"]
    >>> part["name"], r"\text{connections}_{\text{C3}}" in part["html"]
    ('C3', True)

    What a reader does not look at can wait.

    >>> json.loads(session.part())["name"]
    'table'
    >>> session.part()
    ''

    What is shown already is not made again.

    >>> answer = session.ask('{"values": {"C3.kernel": "4", "C5.maps": "7"}}')
    >>> session.part()
    ''
    """

    def __init__(self, page: str) -> None:
        given = json.loads(page)
        self._page = Page(FORMULA.format, given["links"], given["layer"])
        self._waiting: Iterator[PagePart] = iter(())
        self._shown: dict[str, tuple[Hashable, str]] = {}

    def ask(self, request: str) -> str:
        """Return what is to be said of settings, and all derivations; make the rest later.

        Parameters
        ----------
        request
            JSON: either ``preset``, a name; or ``text``, as it was shared; or ``values``,
            the texts in the fields, and ``columns``, the connection table or nothing.
            Besides, ``first``, the names of other parts to make at once.

        Returns
        -------
        str
            JSON: ``problems`` (``field`` and ``message`` each), ``stale``, ``says``,
            ``share`` and ``columns`` as in `Answer`; ``values``, what the fields hold; and
            ``parts``, those to make at once that are not as they are shown, as `part` gives
            each. Of settings that cannot be read there are only ``problems``, ``says`` and
            no parts.
        """
        try:
            wanted = json.loads(request)
            settings = _settings(wanted)
        except SettingsError as error:
            self._waiting = iter(())
            problem = _record(Problem("", str(error)))
            return json.dumps({"problems": [problem], "says": f"{error}.", "parts": []})
        answer = self._page.answer(settings)
        first = {*self._page.derivations, *wanted.get("first", ())}
        ahead, behind = (
            self._page.parts(
                settings,
                answer.outcome,
                [name for name in self._page.names if (name in first) == is_ahead],
            )
            for is_ahead in (True, False)
        )
        self._waiting = behind
        return json.dumps({**_answered(answer, settings), "parts": list(self._changed(ahead))})

    def part(self) -> str:
        """Return the next part that is not as it is shown, as JSON; nothing if there is none.

        It is given by ``name`` and ``html``.
        """
        changed = next(self._changed(self._waiting), None)
        return json.dumps(changed) if changed else ""

    def _changed(self, parts: Iterator[PagePart]) -> Iterator[dict[str, str]]:
        for part in parts:
            settings, shown = self._shown.get(part.name, (None, None))
            if settings != part.settings:
                html = part.html
                self._shown[part.name] = part.settings, html
                if shown != html:
                    yield {"name": part.name, "html": html}


def _settings(request: Mapping[str, Any]) -> Settings:
    if "preset" in request:
        return PRESETS[request["preset"]].settings
    if "text" in request:
        return from_text(request["text"])
    return USUAL.changed(request["values"]).partly(request.get("columns", USUAL.columns))


def _answered(answer: Answer, settings: Settings) -> dict[str, object]:
    return {
        "problems": [_record(problem) for problem in answer.outcome.problems],
        "stale": answer.stale,
        "says": answer.says,
        "share": answer.share,
        "columns": answer.columns,
        "values": {name: str(value) for name, value in settings.values.items()},
    }


def _record(problem: Problem) -> dict[str, str]:
    return {"field": problem.field, "message": problem.message}
