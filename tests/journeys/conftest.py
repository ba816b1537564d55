"""Live servers and browsers. Tests of one database stay in one process, so that each site is
started once."""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.support.eyes import ARGUMENTS, DESK, PHONE, Border, new_page
from tests.support.site import LEAVE_TO, Site, found_site, new_database

HERE = Path(__file__).parent
#: A page of the staff side is opened as one of these: see youwesaid.demo.people.
WHO = ("lead", "coder", "editor", "publisher", "second-lead", "viewer", "admin")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Group what shares a site or a browser."""
    for item in items:
        if HERE in item.path.parents and not any(item.iter_markers("xdist_group")):
            callspec = getattr(item, "callspec", None)
            backend = callspec.params.get("backend", "none") if callspec else "none"
            item.add_marker(pytest.mark.xdist_group(f"site-{backend}"))


@pytest.fixture(scope="session")
def make_site(
    backend: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Site]]:
    """Found a site of its own on this kind of database; nothing runs yet."""
    made: list[Site] = []

    def make(**changes: str) -> Site:
        server = request.getfixturevalue("postgresql_server") if backend == "postgresql" else ""
        database = new_database(server) if server else ""
        made.append(found_site(tmp_path_factory.mktemp("site"), database=database, **changes))
        return made[-1]

    yield make
    for site in made:
        site.close()


@pytest.fixture(scope="session")
def site(make_site: Callable[..., Site]) -> Site:
    """A running site: public, staff, worker, and one account for each kind of work."""
    made = make_site()
    made.start()
    return made


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(_playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium where it is installed, else Playwright's own."""
    installed = shutil.which("chromium") or shutil.which("google-chrome")
    made = _playwright.chromium.launch(executable_path=installed, args=ARGUMENTS)
    yield made
    made.close()


@pytest.fixture
def visitor_at(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Open the site as a visitor: ``visitor_at("/ur/", javascript=False, size=PHONE)``.

    No page may ask anything of another place than the two sides.
    """
    pages: list[Page] = []
    border = Border((site.public, site.staff), LEAVE_TO)

    def opened(
        path: str = "/", *, javascript: bool = True, size: dict[str, int] | None = None
    ) -> Page:
        page = new_page(browser, border, javascript=javascript, size=size or PHONE)
        pages.append(page)
        page.goto(f"{site.public}{path}")
        return page

    yield opened
    for page in pages:
        page.context.close()
    assert not border.outside, f"asked of other places: {border.outside}"


@pytest.fixture(scope="session")
def _kept_sessions() -> dict[tuple[str, str], Any]:
    """Cookies of those who have signed in: a code opens only once in half a minute."""
    return {}


@pytest.fixture
def staff_of(
    browser: Browser, _kept_sessions: dict[tuple[str, str], Any]
) -> Iterator[Callable[..., Page]]:
    """Open the staff side of a site as one of WHO, signed in with both factors by its pages."""
    pages: list[Page] = []
    borders: list[Border] = []

    def opened(
        site: Site,
        who: str,
        path: str = "/",
        *,
        javascript: bool = True,
        size: dict[str, int] | None = None,
    ) -> Page:
        held = _kept_sessions.get((site.staff, who))
        borders.append(Border((site.public, site.staff), LEAVE_TO))
        page = new_page(
            browser, borders[-1], javascript=javascript, size=size or DESK, storage_state=held
        )
        pages.append(page)
        if held is None:
            _sign_in(page, site, who)
            _kept_sessions[site.staff, who] = page.context.storage_state()
        page.goto(f"{site.staff}{path}")
        return page

    yield opened
    for page in pages:
        page.context.close()
    outside = [url for border in borders for url in border.outside]
    assert not outside, f"asked of other places: {outside}"


@pytest.fixture
def staff_at(site: Site, staff_of: Callable[..., Page]) -> Callable[..., Page]:
    """``staff_at("lead", "/read/", javascript=False)``: the staff side of the shared site."""
    return partial(staff_of, site)


def _sign_in(page: Page, site: Site, who: str) -> None:
    person = site.sign_ins[who]
    page.goto(f"{site.staff}/sign-in")
    page.get_by_label("Email").fill(person.email)
    page.locator("input[type=password]").fill(person.password)
    page.locator("main form button[type=submit]").first.click()
    page.locator("input[name=code]").fill(person.present_code())
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"{site.staff}/")
