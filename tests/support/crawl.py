"""Following links as a signed-in reader would: a few addresses of each view."""

from collections import Counter, deque
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.support.client import CheckedClient, soup


def crawl(
    browser: CheckedClient, app: Flask, *, start: str = "/", each: int = 2
) -> dict[str, BeautifulSoup]:
    """Pages by address: at most *each* of one view, found by following links from *start*."""
    waiting, seen, pages = deque([start]), {start}, dict[str, BeautifulSoup]()
    visits: Counter[str] = Counter()
    while waiting:
        address = waiting.popleft()
        view = _view_of(app, address)
        if view is None or visits[view] >= each:
            continue
        visits[view] += 1
        response = browser.get(address)
        if response.location:
            links = [response.location]
        elif response.mimetype == "text/html":
            assert response.status_code == 200, f"{address}: {response.status_code}"
            pages[address] = soup(response)
            links = [str(tag["href"]) for tag in pages[address].select("a[href]")]
        else:
            continue
        fresh = [link for link in links if link.startswith("/") and link not in seen]
        seen |= set(fresh)
        waiting.extend(fresh)
    return pages


def _view_of(app: Flask, address: str) -> str | None:
    try:
        endpoint, _values = app.url_map.bind("localhost").match(urlsplit(address).path)
    except HTTPException:
        return None
    return None if endpoint == "static" else str(endpoint)
