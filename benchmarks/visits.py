"""A first visit of a page: what the browser fetches, when it shows, what moves afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession

__all__ = ["DESK", "PHONE", "Conditions", "Visit", "visit"]


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a page is read on, and how far from its server."""

    width: int = 1280
    height: int = 800
    is_phone: bool = False
    latency: float = 0.0
    """Milliseconds from a request to the head of its answer, at least."""

    download: float = -1.0
    """Bytes per second at most; -1: as many as there are."""

    upload: float = -1.0
    slowdown: float = 1.0
    """How many times as slow as this machine's the processor is."""

    def impose(self, page: CDPSession) -> None:
        """Have a page, whose network is watched, loaded under these conditions."""
        page.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": self.latency,
                "downloadThroughput": self.download,
                "uploadThroughput": self.upload,
            },
        )
        page.send("Emulation.setCPUThrottlingRate", {"rate": self.slowdown})


DESK = Conditions()
"""A large window, and the server beside it."""

PHONE = Conditions(
    width=412,
    height=823,
    is_phone=True,
    latency=150,
    download=1_600_000 / 8,
    upload=750_000 / 8,
    slowdown=4,
)
"""A phone on a train, as Lighthouse takes it by default: slow 4G, and a slow processor."""

WATCH = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) window.moved += entry.value;
  }
}).observe({ type: "layout-shift", buffered: true });

// When the mathematics last changed its size, or its number: it is looked at in every frame.
window.mathematics = { last: 0, seen: "" };
const look = () => {
  let seen = "";
  for (const each of document.querySelectorAll(".math")) {
    const box = each.getBoundingClientRect();
    seen += `${box.width.toFixed(1)}x${box.height.toFixed(1)} `;
  }
  if (seen !== window.mathematics.seen) {
    window.mathematics = { last: performance.now(), seen };
  }
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""

QUIET = 1.0
"""For so many seconds nothing is fetched and no formula changes, before a visit is over."""


PATIENCE = 120_000
"""For so many milliseconds a page may load: a busy machine is slow, and no fault of the page."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of a visit."""

    bytes: int
    """Of all answers as they came over the wire, heads included."""

    requests: int
    first_paint: float
    """Seconds until the browser showed the first content."""

    mathematics: float
    """Seconds until no formula changed its size any more; of a page with formulas."""

    shift: float
    """Cumulative layout shift."""


def visit(browser: Browser, address: str, conditions: Conditions = DESK) -> Visit:
    """Visit a page for the first time: nothing of it is in the browser's cache."""
    context = browser.new_context(
        viewport={"width": conditions.width, "height": conditions.height},
        is_mobile=conditions.is_phone,
        has_touch=conditions.is_phone,
    )
    try:
        page = context.new_page()
        page.add_init_script(WATCH)
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        conditions.impose(network)
        received: dict[str, float] = {}
        last_answer = monotonic()

        def finished(event: dict[str, Any]) -> None:
            nonlocal last_answer
            received[event["requestId"]] = event["encodedDataLength"]
            last_answer = monotonic()

        network.on("Network.loadingFinished", finished)
        page.goto(address, wait_until="load", timeout=PATIENCE)
        still = f"performance.now() - window.mathematics.last > {1000 * QUIET}"
        while monotonic() - last_answer < QUIET or not page.evaluate(still):
            page.wait_for_timeout(1000 * QUIET / 4)
        paint, last, moved = page.evaluate(
            "[performance.getEntriesByName('first-contentful-paint')[0].startTime,"
            " window.mathematics.last, window.moved]"
        )
        return Visit(
            bytes=round(sum(received.values())),
            requests=len(received),
            first_paint=paint / 1000,
            mathematics=last / 1000,
            shift=moved,
        )
    finally:
        context.close()
