"""Every visitor of a journey comes with a fresh profile."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import portal

# A busy machine is no fault of the code; who finds what is sought goes on at once.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def busy_address() -> Iterator[str]:
    """A demo of its own where 500 orders wait for two advisors, Jonas Wiebold and Ida Roth."""
    with portal.throw_away_home() as home, portal.portal(home) as running:
        portal.beside(home, "tests/faults/scene.py", "queue", "500")
        yield running.url


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens the start page in a fresh profile; by default for somebody who reads English.

    `base_url`: of another demo than the one that all journeys share.
    """
    contexts = []

    def arrive(**options: object) -> Page:
        usual = {"locale": "en-GB", "viewport": {"width": 1280, "height": 900}}
        given = {**usual, "base_url": address, **options}
        context = browser.new_context(**given)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.goto("/demo/")
        return page

    yield arrive
    for context in contexts:
        context.close()
