"""Cheap phones and poor signal: what a public page weighs, and how often it asks."""

import gzip
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from feedback.core.paths import STATIC

PAGE, STYLES, SCRIPTS = 14_000, 9_000, 6_000  # bytes, gzipped; a page fits TCP's first flight
REQUESTS = 4  # the page itself, one sheet, one script, one file with all pictures
_ASKED_FOR = {
    "link[rel=stylesheet]": "href",
    "link[rel=icon]": "href",
    "link[rel=preload]": "href",
    "script[src]": "src",
    "img[src]": "src",
    "iframe[src]": "src",
    # A recording with preload="none" is asked for only by whoever wants to hear it.
    "audio[src]:not([preload=none]), video[src], source[src]": "src",
    "use[href]": "href",
}


def asked_for(page: BeautifulSoup) -> set[str]:
    """The addresses that a browser fetches for a page, each once; places inside it do not count."""
    found = {
        str(tag[attribute]).partition("#")[0]
        for selector, attribute in _ASKED_FOR.items()
        for tag in page.select(selector)
    }
    return found - {""}


def _weight(address: str) -> int:
    path = STATIC / urlsplit(address).path.removeprefix("/static/")
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def test_no_public_page_is_heavy(walked):
    weights = {
        name: len(gzip.compress(response.data, 6, mtime=0))
        for name, response in walked.answers.items()
    }

    assert not {name: weight for name, weight in weights.items() if weight > PAGE}


def test_no_public_page_asks_more_than_four_times(walked):
    for name, page in walked.pages.items():
        assert 1 + len(asked_for(page)) <= REQUESTS, f"{name}: {asked_for(page)}"


def test_what_a_page_needs_comes_from_its_own_site_and_is_named_by_its_content(walked):
    for name, page in walked.pages.items():
        for address in asked_for(page):
            assert address.startswith("/static/"), f"{name}: {address}"
            assert urlsplit(address).query.startswith("v="), f"{name}: {address}"


def test_styles_and_scripts_of_a_page_stay_light(walked):
    for name, page in walked.pages.items():
        asked = asked_for(page)
        assert sum(_weight(each) for each in asked if ".css" in each) <= STYLES, name
        assert sum(_weight(each) for each in asked if ".js" in each) <= SCRIPTS, name
