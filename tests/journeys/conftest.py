"""Every visitor of a journey comes with a fresh profile."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

PATIENCE_MS = 10_000


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens the start page in a fresh profile; by default for somebody who reads English."""
    contexts = []

    def arrive(**options: object) -> Page:
        given = {"locale": "en-GB", "viewport": {"width": 1280, "height": 900}, **options}
        context = browser.new_context(base_url=address, **given)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.goto("/demo/")
        return page

    yield arrive
    for context in contexts:
        context.close()
