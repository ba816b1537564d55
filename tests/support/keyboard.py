"""Somebody who has no mouse: Tab, letters, arrows, Space and Enter."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

_MOST_TABS = 120
_HAS_FOCUS = "element => element === document.activeElement"


@dataclass
class Keyboard:
    """The keys of one page; nothing is ever clicked, focused or filled in by a script."""

    page: Page

    def press(self, key: str, times: int = 1) -> None:
        """One key, where no page follows."""
        for _each in range(times):
            self.page.keyboard.press(key)

    def go(self, key: str) -> None:
        """A key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def reach(self, place: Locator) -> Locator:
        """Press Tab until *place* has the focus."""
        place.wait_for(state="attached")
        for _each in range(_MOST_TABS):
            if place.evaluate(_HAS_FOCUS):
                return place
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{place} cannot be reached with Tab")

    def write(self, label: str, words: str) -> None:
        """Go to the text box of that label and write *words* in place of what is there."""
        self.reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(words)

    def pick(self, place: Locator, label: str) -> None:
        """Go to a list and choose the line that begins with *label*, by its first letters."""
        self.reach(place)
        self.page.keyboard.type(label, delay=5)
        chosen = place.evaluate("list => list.selectedOptions[0].text")
        assert chosen.startswith(label), f"{chosen!r} is chosen, not {label!r}"

    def choose(self, label: str) -> None:
        """Go to a group of radio buttons and move with the arrows to the one called *label*."""
        wanted = self.page.get_by_role("radio", name=label, exact=True)
        self.reach(self.page.locator("input[type=radio]:checked").first)
        for _each in range(_MOST_TABS):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no radio button {label!r}")

    def tick(self, place: Locator) -> None:
        """Go to a box and tick it."""
        self.reach(place)
        self.page.keyboard.press("Space")

    def push(self, name: str) -> None:
        """Go to a button or link of that name and press Enter."""
        button = self.page.get_by_role("button", name=name).or_(
            self.page.get_by_role("link", name=name)
        )
        self.reach(button.first)
        self.go("Enter")

    def save(self) -> None:
        """Press the main button of the page, wherever the focus is."""
        self.go("ControlOrMeta+Enter")
