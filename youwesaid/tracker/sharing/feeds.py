"""What changed, for feed readers: Atom (RFC 4287) and JSON Feed 1.1.

Titles are neutral, because readers show them in lists and notices on other people's screens; what
people said stands inside. Only days are kept, so that the number of the version stands for the
seconds: a reader then sees that something changed twice on a day.
"""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from xml.etree import ElementTree as Xml

from flask_babel import gettext as _
from markupsafe import Markup

from feedback.core.i18n import Language, current_language
from feedback.core.templating import day as day_in_words
from feedback.core.templating import settings
from youwesaid.tracker.contents import Contents
from youwesaid.tracker.models import Entry, EntryVersion
from youwesaid.tracker.sharing import addresses
from youwesaid.tracker.wording import STATES, VERSIONS, said_here, word_for

ATOM = "http://www.w3.org/2005/Atom"
ATOM_TYPE, JSON_TYPE = "application/atom+xml", "application/feed+json"
MOST = 50  # entries; a feed tells of what is new, the API of everything
#: Ids never change, whatever becomes of addresses: names under this one (RFC 4122).
_OURS = uuid.UUID("3f1c8a52-6f0b-5c5e-9a53-5f7a1c0d2e41")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One thing to read."""

    id: str
    url: str
    title: str
    content: Markup
    published: datetime
    updated: datetime
    topic: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A list of things to read, the newest change first."""

    id: str
    title: str
    home: str  # the page that says the same
    address: str  # its own
    language: Language
    updated: datetime
    items: Sequence[FeedItem]


def stable_id(*parts: object) -> str:
    """The id of something that has these names, for ever."""
    return uuid.uuid5(_OURS, "/".join(str(part) for part in parts)).urn


def moment(day: date, number: int) -> datetime:
    """A day with the number of a version for its seconds, in UTC."""
    return datetime.combine(day, time(), UTC) + timedelta(seconds=min(number, 86_399))


def feed_of_entries(entries: Sequence[Entry], *, name: str, home: str, address: str) -> Feed:
    """The newest state of each entry; *name* tells feeds with other filters apart."""
    items = [_entry_item(entry) for entry in entries]
    return _feed(items, id_parts=("tracker", name), home=home, address=address)


def feed_of_versions(entry: Entry, *, home: str, address: str) -> Feed:
    """Every version of one entry."""
    items = [_version_item(entry, version) for version in reversed(entry.versions)]
    return _feed(items, id_parts=("entry", entry.slug, "versions"), home=home, address=address)


def _feed(items: Sequence[FeedItem], *, id_parts: tuple[str, ...], home: str, address: str) -> Feed:
    language = current_language()
    return Feed(
        id=stable_id(*id_parts, language.code),
        title=_("What changed"),
        home=home,
        address=address,
        language=language,
        updated=max((item.updated for item in items), default=datetime(1970, 1, 1, tzinfo=UTC)),
        items=items,
    )


def _entry_item(entry: Entry) -> FeedItem:
    newest = entry.versions[-1]
    contents = Contents.from_plain(newest.contents)
    code = current_language().code
    return FeedItem(
        id=stable_id("entry", entry.slug, code),
        url=addresses.entry_page(entry.slug, code),
        title=_title(str(STATES[contents.state]), newest.published_on),
        content=_content(contents, newest),
        published=moment(entry.first_published_on, 1),
        updated=moment(newest.published_on, newest.number),
        topic=contents.topic,
    )


def _version_item(entry: Entry, version: EntryVersion) -> FeedItem:
    contents = Contents.from_plain(version.contents)
    code = current_language().code
    at = moment(version.published_on, version.number)
    return FeedItem(
        id=stable_id("entry", entry.slug, "version", version.number, code),
        url=addresses.entry_page(entry.slug, code),
        title=_title(str(VERSIONS[version.kind]), version.published_on),
        content=_content(contents, version),
        published=at,
        updated=at,
        topic=contents.topic,
    )


def _title(word: str, day: date) -> str:
    return str(_("%(word)s, %(day)s", word=word, day=day_in_words(day)))


def _content(contents: Contents, version: EntryVersion) -> Markup:
    parts = [_part(_("You said"), said_here(contents.said))]
    for answer in contents.answers:
        parts.append(_part(word_for("answer", answer.kind), said_here(answer.text)))
        if answer.reason.get("en"):
            parts.append(_part(_("Why:"), said_here(answer.reason)))
        if answer.next_look_on:
            look = day_in_words(date.fromisoformat(answer.next_look_on))
            parts.append(Markup("<p>{}</p>").format(_("We look again by %(day)s.", day=look)))
    if version.note.get("en"):
        parts.append(_part(str(VERSIONS[version.kind]), said_here(version.note)))
    return Markup("").join(parts)


def _part(heading: str, words: Markup) -> Markup:
    return Markup("<h2>{}</h2><p>{}</p>").format(heading, words)


def atom(feed: Feed) -> bytes:
    """The feed as an Atom document."""
    Xml.register_namespace("", ATOM)
    root = Xml.Element(f"{{{ATOM}}}feed", {_XML_LANG: feed.language.tag})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated.isoformat())
    _add(root, "link", rel="self", type=ATOM_TYPE, href=feed.address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.home)
    _add(_add(root, "author"), "name", settings().partnership_short)
    _add(root, "rights", settings().licence_name)
    for item in feed.items:
        entry = _add(root, "entry")
        _add(entry, "id", item.id)
        _add(entry, "title", item.title)
        _add(entry, "published", item.published.isoformat())
        _add(entry, "updated", item.updated.isoformat())
        _add(entry, "link", rel="alternate", type="text/html", href=item.url)
        if item.topic:
            _add(entry, "category", term=item.topic)
        _add(entry, "content", str(item.content), type="html")
    made: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _add(above: Xml.Element, name: str, words: str | None = None, **given: str) -> Xml.Element:
    made = Xml.SubElement(above, f"{{{ATOM}}}{name}", given)
    made.text = words
    return made


def json_feed(feed: Feed) -> bytes:
    """The feed as a JSON Feed."""
    described = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "language": feed.language.tag,
        "authors": [{"name": settings().partnership_short}],
        "items": [
            {
                "id": item.id,
                "url": item.url,
                "title": item.title,
                "content_html": str(item.content),
                "date_published": item.published.isoformat(),
                "date_modified": item.updated.isoformat(),
                "tags": [item.topic] if item.topic else [],
                "language": feed.language.tag,
            }
            for item in feed.items
        ],
    }
    return json.dumps(described, ensure_ascii=False, indent=1).encode() + b"\n"
