"""What must never happen on any page, noted down while a journey walks."""

from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request, Response

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Without preload: axe would put our style sheets into the page, which our own policy refuses.
# Only what it finds is handed over: all that is well fills a hundred times the space.
AXE = {"runOnly": RULES, "reporter": "no-passes", "preload": False}
NARROW = (320, 360)


class Watch:
    """The eyes on one page: its console, its requests, axe and the width of a small phone."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.troubles: list[str] = []
        self._expected: int | None = None
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        page.on("requestfailed", self._request_failed)
        page.on("response", self._response)

    @contextmanager
    def expecting(self, status: int) -> Iterator[None]:
        """Inside, an answer with this status is what the journey is about."""
        self._expected = status
        yield
        self._expected = None

    def look(self) -> None:
        """The page as it stands: accessible, nothing broken, no scrolling sideways on a phone."""
        self.page.wait_for_load_state()
        self.check_accessibility()
        self.look_without_axe()

    def look_without_axe(self) -> None:
        """The same where JavaScript is off, which axe itself needs."""
        self.check_narrow()
        self.check_quiet()

    def check_accessibility(self) -> None:
        """No finding of axe (WCAG 2.2 AA and good practice)."""
        found = Axe().run(self.page, options=AXE)
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"

    def check_narrow(self) -> None:
        """Nothing reaches beyond the edge at 320 and 360 px."""
        usual = self.page.viewport_size
        for width in NARROW:
            self.page.set_viewport_size({"width": width, "height": 740})
            reaches = self.page.evaluate("document.documentElement.scrollWidth")
            assert reaches <= width, f"{self.page.url} is {reaches} px wide at {width} px"
        if usual:
            self.page.set_viewport_size(usual)

    def check_quiet(self) -> None:
        """No error in the console, no script or style refused, no failed request."""
        assert not self.troubles, f"{self.page.url}\n" + "\n".join(self.troubles)

    def _console(self, message: ConsoleMessage) -> None:
        refused = self._expected and f"status of {self._expected}" in message.text
        if message.type in {"error", "warning"} and not refused:
            self.troubles.append(f"console: {message.text}")

    def _request_failed(self, request: Request) -> None:
        # Leaving a page, a download and newer typing all end requests that nobody waits for.
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"request: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status != self._expected:
            self.troubles.append(f"answer {response.status}: {response.url}")
