"""What an editor or publisher works on next, by its own words: one press from the home page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from feedback.accounts.gate import current_staff
from feedback.core.audience import may_open
from feedback.core.db import session
from feedback.core.templating import short_day
from youwesaid.insights import queries as insights
from youwesaid.insights import rules, waiting
from youwesaid.insights import wording as insight_words
from youwesaid.tracker import queries as tracker
from youwesaid.tracker import wording as tracker_words
from youwesaid.tracker.formats import queries as formats
from youwesaid.tracker.models import PublicState

MOST = 5  # of each list; the rest is one page further


@dataclass(frozen=True, slots=True)
class Row:
    """One insight or entry: its words by language, and the page where it is worked on."""

    said: Mapping[str, str]
    url: str
    facts: Sequence[str] = ()
    late: Sequence[str] = ()
    state: PublicState | None = None
    send_url: str | None = None  # asks for all its formats at once


@dataclass(frozen=True, slots=True)
class Hand:
    """A short list with the page that holds all of it."""

    name: str  # for its address on the page
    heading: str
    rows: Sequence[Row]
    url: str


def hands() -> Sequence[Hand]:
    """The lists in which this person has something to do, in the order of the work."""
    makers: list[tuple[str, Callable[[], Hand]]] = [
        ("insights.answer", _to_answer),
        ("insights.sign_off", _to_sign),
        ("tracker_staff.move", _to_look_at),
        ("formats.ask", _to_translate),
    ]
    made = [make() for endpoint, make in makers if may_open(endpoint)]
    return [hand for hand in made if hand.rows]


def _to_answer() -> Hand:
    rows = [
        Row(
            insight.said,
            url_for("insights.answer", insight_id=insight.id),
            facts=(_("Made on %(day)s", day=short_day(insight.made_at)),),
        )
        for insight in session().scalars(waiting.unanswered().limit(MOST)).all()
    ]
    return Hand("answer", _("Answer these first"), rows, url_for("insights.listing"))


def _to_sign() -> Hand:
    me = current_staff().id
    others = [each for each in insights.answers_for_sign_off() if not rules.had_a_hand(each, me)]
    rows = [
        Row(
            answer.insight.said,
            url_for("insights.sign_off", answer_id=answer.id),
            facts=(str(insight_words.KINDS[answer.kind]),),
        )
        for answer in others[:MOST]
    ]
    every = url_for("insights.listing", show=insights.Standing.SIGN_OFF.value)
    return Hand("sign", _("Read and sign"), rows, every)


def _to_look_at() -> Hand:
    entries = session().scalars(tracker.by_urgency().limit(MOST)).all()
    rows = [
        Row(
            each.contents.said,
            url_for("tracker_staff.show", slug=each.entry.slug),
            facts=(_("Changed on %(day)s", day=short_day(each.entry.changed_on)),),
            late=tracker_words.late_words(each.entry),
            state=each.entry.state,
        )
        for each in tracker.listed(entries)
    ]
    heading = _("Public now: late first, then the newest")
    return Hand("public", heading, rows, url_for("tracker_staff.listing"))


def _to_translate() -> Hand:
    rows = [
        Row(
            each.contents.said,
            url_for("formats.show", slug=each.entry.slug),
            facts=(_("Changed on %(day)s", day=short_day(each.entry.changed_on)),),
            send_url=url_for("formats.ask", slug=each.entry.slug),
        )
        for each in tracker.listed(formats.never_asked(most=MOST))
    ]
    heading = _("Nobody has asked for these in other languages or Easy Read")
    return Hand("formats", heading, rows, url_for("tracker_staff.listing"))
