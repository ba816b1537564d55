"""Absolute addresses of what is public: the worker and commands have no request to ask."""

from urllib.parse import quote, urljoin

from feedback.core.templating import settings

API = "/api/v1"
ARCHIVE = "archive.zip"


def absolute(path: str) -> str:
    """*path* on the public side."""
    return urljoin(settings().public_url, path)


def entry_page(slug: str, language: str = "en") -> str:
    """The page of an entry."""
    return absolute(f"/{language}/changes/{quote(slug)}")


def plan_page(key: str, language: str = "en") -> str:
    """The page of a plan."""
    return absolute(f"/{language}/plans/{quote(key)}")


def item_page(plan: str, key: str, language: str = "en") -> str:
    """The page of a plan item."""
    return absolute(f"/{language}/plans/{quote(plan)}/{quote(key)}")


def proof(digest: str) -> str:
    """A file that proves an answer."""
    return absolute(f"/proof/{digest}")


def archive(quarter: str) -> str:
    """The archive of a snapshot."""
    return absolute(f"/data/{quarter}/{ARCHIVE}")
