"""The list on other sites: only on those that are named, with help and the way out."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from feedback.core.audience import Side
from feedback.core.headers import HEADERS
from feedback.core.settings import SettingError
from youwesaid.app import create_app

pytestmark = pytest.mark.one_database
SITE = "https://www.example.org"


@pytest.fixture
def framed(settings, stocked):
    """Somebody on a site that lets another one show its list."""
    app = create_app(Side.PUBLIC, replace(settings, embed_sites=(SITE,)))
    app.testing = True
    return app.test_client()


def test_nobody_may_frame_the_list_until_a_site_is_named(client, stocked):
    answer = client.get("/en/share/list")

    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "ask us first" in client.get("/en/share").text


def test_only_the_named_sites_may_frame_the_list_and_nothing_else(framed):
    answer = framed.get("/en/share/list")
    policy = dict(
        part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; ")
    )

    assert policy["frame-ancestors"] == SITE
    assert "script-src" not in policy
    assert (policy["default-src"], policy["form-action"]) == ("'none'", "'none'")
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    for path in ("/en/share", "/en/changes/", "/en/share/fragment", "/en/tell"):
        other = framed.get(path)
        assert other.headers["X-Frame-Options"] == "DENY", path
        assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"], path


def test_a_framed_list_has_help_first_and_a_way_out_for_the_whole_window(framed):
    page = BeautifulSoup(framed.get("/ur/share/list").text, "html.parser")

    links = page.select("a[href]")
    assert (page.html["lang"], page.html["dir"]) == ("ur", "rtl")
    assert "help" in links[0]["class"]
    assert page.select_one("nav.safety a.exit")["href"] == "/leave"
    assert {link["target"] for link in links} == {"_top"}
    assert not page.select("script, form, input, iframe")
    assert page.title.get_text(strip=True)
    assert "ایک ہی بات بار بار۔" in page.get_text()


def test_a_piece_of_a_page_is_only_words_and_whole_addresses(client, stocked):
    answer = client.get("/en/share/fragment?state=cannot")
    piece = BeautifulSoup(answer.text, "html.parser")

    assert piece.div["lang"] == "en-GB"
    assert not piece.select("script, style, link, img, form, iframe, html, [style], [target]")
    addresses = [link["href"] for link in piece.select("a")]
    assert all(address.startswith("http://localhost/en/") for address in addresses)
    assert addresses[0] == "http://localhost/en/help"
    assert addresses[-1] == "http://localhost/en/changes/?state=cannot"
    assert "Nothing" not in answer.text


def test_the_boxes_hold_what_a_site_copies(framed):
    page = BeautifulSoup(framed.get("/en/share").text, "html.parser")

    frame = BeautifulSoup(page.select_one("#copy-frame").get_text(), "html.parser").iframe
    assert frame["src"] == "http://localhost/en/share/list"
    assert frame["title"]
    assert "allow-scripts" not in frame["sandbox"]
    assert "allow-top-navigation-by-user-activation" in frame["sandbox"]
    copied = page.select_one("#copy-fragment").get_text().strip()
    assert copied == framed.get("/en/share/fragment").text.strip()


@pytest.mark.parametrize("wrong", ["*", "example.org", "https://x.org/path", "https://a b; x"])
def test_a_site_that_is_no_site_is_refused(settings, wrong):
    with pytest.raises(SettingError, match="YOUWESAID_EMBED_SITES"):
        replace(settings, embed_sites=(wrong,))
