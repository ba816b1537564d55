"""One row of somebody's file, read with doubt: what it says, what was changed, or why it is out."""

import unicodedata
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from feedback.coding.exchange.labels import labels_in
from feedback.contributions.models import Channel
from feedback.core import clock
from feedback.core.errors import Refused
from feedback.core.forms import LONGEST_LINE, LONGEST_STORY
from feedback.core.text import clean, one_line
from feedback.reading.mapping import Mapping, NotADate, channel_in, day_in, language_in, topic_in


class Outcome(StrEnum):
    """What became of a row."""

    TAKEN = "taken"
    CHANGED = "changed"  # taken, with something changed or guessed
    ALREADY_THERE = "already_there"
    REFUSED = "refused"


class Change(StrEnum):
    """What was changed or guessed in a row that was taken."""

    CONTROLS_REMOVED = "controls_removed"
    LANGUAGE_GUESSED = "language_guessed"
    TOPIC_LEFT_OUT = "topic_left_out"
    CHANNEL_LEFT_OUT = "channel_left_out"
    MAY_IDENTIFY = "may_identify"  # called redacted, and yet a pattern sees something
    LABELS_UNKNOWN = "labels_unknown"  # no theme is called that
    LABELS_WAIT = "labels_wait"  # until somebody has read the text
    LABELS_KEPT_OUT = "labels_kept_out"  # the text may not be used now


class Refusal(StrEnum):
    """Why a row was not taken."""

    NO_WORDS = "no_words"
    TOO_LONG = "too_long"
    BAD_DATE = "bad_date"
    DAY_TO_COME = "day_to_come"
    OTHER_WORDS = "other_words"  # its id is there already, with other words
    LONG_ID = "long_id"


class RowRefused(Refused):
    """A row cannot be taken; *why* says for which reason."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedRow:
    """What a row says. *language* is None where it does not say one that is known."""

    ref: str
    text: str
    question: str | None
    language: str | None
    received_on: date
    topic: str | None
    channel: Channel
    changes: tuple[Change, ...]
    labels: tuple[str, ...] = ()


def parsed(row: MappingOf[str, str], mapping: Mapping) -> ParsedRow:
    """The row read by *mapping*. Raises RowRefused."""
    changes: list[Change] = []
    text = _words(mapping.cell(row, "text"), changes)
    language = language_in(mapping.cell(row, "language"))
    if mapping.language and language is None:
        changes.append(Change.LANGUAGE_GUESSED)
    topic, channel = mapping.cell(row, "topic"), mapping.cell(row, "channel")
    if topic and topic_in(topic) is None:
        changes.append(Change.TOPIC_LEFT_OUT)
    if channel and channel_in(channel) is None:
        changes.append(Change.CHANNEL_LEFT_OUT)
    return ParsedRow(
        ref=_ref(mapping.cell(row, "id")),
        text=text,
        question=one_line(mapping.cell(row, "question"))[:LONGEST_LINE] or None,
        language=language,
        received_on=_day(mapping.cell(row, "received")),
        topic=topic_in(topic),
        channel=channel_in(channel) or Channel.FILE,
        changes=tuple(changes),
        labels=labels_in(mapping.cell(row, "labels")),
    )


def _words(raw: str, changes: list[Change]) -> str:
    text = clean(raw)
    if not text:
        raise RowRefused(Refusal.NO_WORDS)
    if len(text) > LONGEST_STORY:
        raise RowRefused(Refusal.TOO_LONG)
    # Line ends and the way accents are written are the same words; lost controls are not.
    if text != unicodedata.normalize("NFC", raw.replace("\r\n", "\n")).strip():
        changes.append(Change.CONTROLS_REMOVED)
    return text


def _ref(cell: str) -> str:
    ref = one_line(cell)
    if len(ref) > LONGEST_LINE:
        raise RowRefused(Refusal.LONG_ID)
    return ref


def _day(cell: str) -> date:
    if not cell:
        return clock.today()
    try:
        day = day_in(cell)
    except NotADate:
        raise RowRefused(Refusal.BAD_DATE) from None
    if day > clock.today():
        raise RowRefused(Refusal.DAY_TO_COME)
    return day
