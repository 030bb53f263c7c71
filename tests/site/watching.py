"""What goes wrong on a page while a browser shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Request, Response

OWN = ("data:", "blob:", "about:")


def watch(page: Page, start: str) -> list[str]:
    """Return a list that grows by whatever goes wrong on a page from now on.

    That is an error that no script caught, a warning or an error in the console, a request that
    fails, and a request for anything that is not below the address ``start``.
    """
    faults: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((start, *OWN)):
            faults.append(f"asks outside of the site: {request.url}")

    def failed(request: Request) -> None:
        # A page that is closed or left breaks off what it still loads.
        if request.failure != "net::ERR_ABORTED":
            faults.append(f"fails ({request.failure}): {request.url}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            faults.append(f"answers {response.status}: {response.url}")

    def said(message: ConsoleMessage) -> None:
        if message.type in ("warning", "error"):
            where = message.location["url"]
            faults.append(f"console: {message.text} ({where})")

    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("console", said)
    page.on("request", asked)
    page.on("requestfailed", failed)
    page.on("response", answered)
    return faults
