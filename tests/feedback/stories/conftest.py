"""Somebody who tells a story, page by page."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from tests.support.client import CheckedClient
from tests.support.pages import fields_of


@pytest.fixture
def words_page(client: CheckedClient) -> Callable[..., BeautifulSoup]:
    """The page with the box, reached by a topic."""

    def reach(language: str = "en", topic: str = "being_heard") -> BeautifulSoup:
        topics = client.page(f"/{language}/tell/topic")
        return client.submit(f"/{language}/tell/words", **(fields_of(topics) | {"topic": topic}))

    return reach


@pytest.fixture
def check_page(
    client: CheckedClient, words_page: Callable[..., BeautifulSoup]
) -> Callable[..., BeautifulSoup]:
    """The page before Send, with *words* in it."""

    def reach(words: str, language: str = "en", topic: str = "being_heard") -> BeautifulSoup:
        sent = fields_of(words_page(language, topic)) | {"words": words}
        return client.submit(f"/{language}/tell/check", **sent)

    return reach


@pytest.fixture
def thank_you(
    client: CheckedClient, check_page: Callable[..., BeautifulSoup]
) -> Callable[..., BeautifulSoup]:
    """The thank-you page after *words* were sent."""

    def reach(words: str = "They listened.", language: str = "en") -> BeautifulSoup:
        return client.submit(f"/{language}/tell/send", **fields_of(check_page(words, language)))

    return reach


@pytest.fixture
def holder(thank_you: Callable[..., BeautifulSoup]) -> dict[str, str]:
    """Somebody who has sent a story: what the thank-you page carries on."""
    return fields_of(thank_you("The words that nobody else should read."), "held")
