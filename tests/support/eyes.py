"""Browsers with real eyes: axe for what a machine can see, and a watch on where requests go."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakSet

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, Route

PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_GRAVE = ("serious", "critical")
_RUN = "() => axe.run(document, {resultTypes: ['violations']})"


@dataclass
class Border:
    """Lets a browser reach only *own* addresses; remembers every other that it asked for."""

    own: Sequence[str]
    stands_for: str  # an address outside that answers with a page of its own
    outside: list[str] = field(default_factory=list)

    def __call__(self, route: Route) -> None:
        url = route.request.url
        if url.startswith(tuple(self.own)):
            route.continue_()
        elif url.startswith(self.stands_for):
            route.fulfill(body="<title>Weather</title><h1>Weather</h1>", content_type="text/html")
        else:
            self.outside.append(url)
            route.abort()


_without_scripts: WeakSet[BrowserContext] = WeakSet()


def new_page(
    browser: Browser, border: Border, *, javascript: bool, size: dict[str, int], **more: Any
) -> Page:
    """An empty page in a window of its own, that can reach only what *border* allows."""
    context = browser.new_context(java_script_enabled=javascript, viewport=size, **more)
    if not javascript:
        _without_scripts.add(context)
    context.route("**/*", border)
    return context.new_page()


def assert_accessible(page: Page) -> None:
    """Fail on everything that axe calls serious or critical on this page.

    Axe is a script: a page without JavaScript is looked at as a copy with it.
    """
    if page.context in _without_scripts:
        _look_at_copy(page)
        return
    page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = page.evaluate(_RUN)
    grave = [
        f"{each['id']} ({each['impact']}): {node['html'][:200]}"
        for each in found["violations"]
        if each["impact"] in _GRAVE
        for node in each["nodes"]
    ]
    assert not grave, f"{page.url}\n" + "\n".join(grave)


def _look_at_copy(page: Page) -> None:
    browser, html = page.context.browser, page.content()
    assert browser is not None
    context = browser.new_context(viewport=page.viewport_size)
    copy = context.new_page()
    # The copy has the same address, so that its styles load; its own scripts stay out.
    copy.route(page.url, lambda route: route.fulfill(body=html, content_type="text/html"))
    copy.route("**/*.js*", lambda route: route.abort())
    copy.goto(page.url)
    assert_accessible(copy)
    context.close()
