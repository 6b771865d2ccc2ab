"""A person at one page: how they press and type, and the eyes that watch the page meanwhile.

`Way` names the two ways in which every story is walked: the keyboard alone, and JavaScript off.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.journeys.watch import Watch

MOST_TABS = 250
# How many things that can have the focus lie between the one that has it and the wanted one.
STOPS_AHEAD = """wanted => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter(one => one === wanted || (one.tabIndex >= 0 && !one.disabled && one.checkVisibility()));
  const ahead = all.indexOf(wanted) - all.indexOf(document.activeElement);
  return ahead < 0 ? ahead + all.length : ahead;
}"""


class Hands:
    """With the mouse, which works everywhere."""

    def __init__(self, page: Page, *, scripts: bool = True) -> None:
        self.page = page
        self.scripts = scripts
        self.watch = Watch(page)

    @property
    def main(self) -> Locator:
        """What the page is about, without its bars."""
        return self.page.get_by_role("main")

    def look(self) -> None:
        """Watch the page; axe itself needs JavaScript."""
        if self.scripts:
            self.watch.look()
        else:
            self.watch.look_without_axe()

    def press(self, target: str | Locator) -> None:
        """A button of the page by its whole name, or anything else that can be pressed."""
        self._press(self._button(target))

    def follow(self, link: str | Locator) -> None:
        """A link of the page by its whole name."""
        if isinstance(link, str):
            link = self.main.get_by_role("link", name=link, exact=True)
        with self.page.expect_navigation():
            self._press(link)

    def unfold(self, words: str) -> None:
        """What stands under these words."""
        self._press(self.main.locator("summary").filter(has_text=words))

    def write(self, field: Locator, text: str) -> None:
        """Type into a field in place of what is there."""
        field.fill(text)

    def choose(self, radio: Locator) -> None:
        """One of several."""
        radio.check()

    def tick(self, box: Locator) -> None:
        """A box that is empty."""
        box.check()

    def pick(self, select: Locator, words: str) -> None:
        """An entry of a list."""
        select.select_option(label=words)

    def attach(self, field: Locator, file: Path) -> None:
        """Choose a file."""
        field.set_input_files(file)

    def _button(self, target: str | Locator) -> Locator:
        if isinstance(target, str):
            return self.main.get_by_role("button", name=target, exact=True)
        return target

    def _press(self, target: Locator) -> None:
        target.click()


class Keyboard(Hands):
    """With the keyboard alone: what Tab does not reach cannot be used."""

    def write(self, field: Locator, text: str) -> None:
        self._reach(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def choose(self, radio: Locator) -> None:
        group = self.page.locator(f"[name='{radio.get_attribute('name')}']")
        chosen = group.and_(self.page.locator(":checked"))
        self._reach(chosen if chosen.count() else group.first)
        for _ in range(group.count()):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        assert radio.is_checked()

    def tick(self, box: Locator) -> None:
        self._reach(box)
        self.page.keyboard.press("Space")

    def pick(self, select: Locator, words: str) -> None:
        self._reach(select)
        self.page.keyboard.type(words)

    def attach(self, field: Locator, file: Path) -> None:
        self._reach(field)
        field.set_input_files(file)  # what Enter opens belongs to the browser, not to the page

    def _press(self, target: Locator) -> None:
        self._reach(target)
        self.page.keyboard.press("Enter")

    def _reach(self, target: Locator) -> None:
        """Tab until the target has the focus, looking more often the nearer it comes."""
        pressed = 0
        while pressed < MOST_TABS:
            ahead: int = target.evaluate(STOPS_AHEAD)
            if ahead == 0:
                return
            for _ in range(max(1, ahead // 2)):
                self.page.keyboard.press("Tab")
                pressed += 1
        pytest.fail(f"{self.page.url}: Tab does not lead to {target}")


@dataclass(frozen=True)
class Way:
    """How a story is walked; `number` tells its orders and amounts from those of other ways."""

    name: str
    number: int
    scripts: bool
    hands: type[Hands]

    def come(self, visitor: Callable[..., Page], **options: Any) -> Hands:
        """Somebody opens the start page in a fresh profile."""
        page = visitor(java_script_enabled=self.scripts, **options)
        return self.hands(page, scripts=self.scripts)


WAYS = (
    Way("the keyboard alone", 11, scripts=True, hands=Keyboard),
    Way("without JavaScript", 12, scripts=False, hands=Hands),
)
both_ways = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
