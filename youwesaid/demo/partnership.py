"""The invented agencies with their roles, the localities, and which part of an answer is whose."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from feedback.core.sealing import Keyring
from youwesaid.partnership import queries, services
from youwesaid.partnership.models import Post
from youwesaid.partnership.services import Named

FILE = Path(__file__).with_name("agencies.yaml")


@cache
def written() -> Mapping[str, Any]:
    """The file."""
    found: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def make_partnership(keyring: Keyring) -> None:
    """Found the agencies, their roles with invented mailboxes, and the localities."""
    for place, each in enumerate(written()["agencies"]):
        agency = services.add_agency(Named(key=each["key"], names=each["names"], position=place))
        for number, post in enumerate(each["posts"]):
            services.add_post(
                agency,
                names=post["names"],
                position=number,
                mailbox=f"{post['key'].replace('_', '-')}@{each['key']}.example",
                keyring=keyring,
            )
    for place, each in enumerate(written()["localities"]):
        services.add_locality(Named(key=each["key"], names=each["names"], position=place))


def about(insight: str) -> Mapping[str, Any]:
    """Where and how old, the joint line and the barrier of an insight of the story."""
    found: Mapping[str, Any] = written()["insights"].get(insight) or {}
    return found


def part(insight: str, number: int) -> Mapping[str, Any]:
    """What the answer with that *number* of an insight says besides; empty for nothing."""
    parts: list[Mapping[str, Any]] = about(insight).get("parts") or []
    return parts[number] if number < len(parts) else {}


def post_of(given: Mapping[str, Any]) -> Post | None:
    """The role that owns a part; None for nobody's."""
    if "post" not in given:
        return None
    agency = queries.agency_by_key(given["agency"])
    places = {
        post["key"]: number
        for each in written()["agencies"]
        if each["key"] == agency.key
        for number, post in enumerate(each["posts"])
    }
    return agency.posts[places[given["post"]]]
