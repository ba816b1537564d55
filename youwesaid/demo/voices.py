"""The invented contributions: received, screened, read, redacted and coded by the real services."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from feedback.accounts.models import Staff
from feedback.coding.desk import services as coding
from feedback.contributions import permissions
from feedback.contributions.models import (
    Channel,
    Contribution,
    Kind,
    PermissionKind,
    Safeguarding,
)
from feedback.contributions.receiving import Delivery, Piece, receive
from feedback.core import clock
from feedback.core.db import session
from feedback.core.sealing import Keyring
from feedback.reading import screening
from feedback.reading import services as reading
from feedback.redaction import services as redaction
from feedback.redaction.kinds import HiddenKind
from feedback.safeguarding import services as safeguarding
from feedback.safeguarding import signals
from feedback.safeguarding.models import Level, Outcome, Reason, Urgency
from youwesaid.demo import responses
from youwesaid.demo.days import Act

FILE = Path(__file__).with_name("contributions.yaml")
_SPACE = uuid.UUID("6f2b0b1e-52a1-4f0c-9a53-2a4d7f0e4c11")  # makes the same ids on every load


@dataclass(slots=True)
class Voices:
    """What has been loaded so far, by the ids of the file."""

    staff: Mapping[str, Staff]
    keyring: Keyring
    ids: dict[str, uuid.UUID] = field(default_factory=dict)

    def contribution(self, key: str) -> Contribution:
        """The contribution called *key* in the file."""
        return session().get_one(Contribution, self.ids[key])


def written() -> list[dict[str, Any]]:
    """The file."""
    raw = FILE.read_text(encoding="utf-8")
    contributions: list[dict[str, Any]] = yaml.load(raw, Loader=yaml.CSafeLoader)["contributions"]
    return contributions


def acts(voices: Voices) -> Iterator[Act]:
    """Everything that happens to the invented contributions, each on its day."""
    for each in written():
        arrived = clock.today() - timedelta(days=each["days_ago"])
        yield Act(arrived, 0, partial(_arrive, voices, each, arrived))
        if each["state"] == "unread":
            continue
        read = min(arrived + timedelta(days=1), clock.today())
        yield Act(read, 1, partial(_read, voices, each))
        if each["state"] == "coded":
            coded = min(arrived + timedelta(days=2), clock.today())
            yield Act(coded, 2, partial(_code, voices, each))


def _arrive(voices: Voices, each: Mapping[str, Any], arrived: date) -> None:
    submission_id = uuid.uuid5(_SPACE, each["id"])
    if Kind(each["kind"]) is Kind.SURVEY_ANSWER:
        received = responses.respond_in_words(each, submission_id, voices.keyring)
    else:
        delivery = Delivery(
            submission_id=submission_id, pieces=[_piece(voices, each)], received_on=arrived
        )
        received = receive(delivery, keyring=voices.keyring)
    contribution = received.submission.contributions[0]
    contribution.source, contribution.source_ref = "worked example", each["id"]
    voices.ids[each["id"]] = contribution.id
    kinds = {PermissionKind(kind) for kind in each.get("permissions", ())}
    if kinds:
        permissions.set_permissions(submission=received.submission, kinds=kinds)
    screening.screen(contribution, keyring=voices.keyring)


def _piece(voices: Voices, each: Mapping[str, Any]) -> Piece:
    kind = Kind(each["kind"])
    more: dict[str, Any] = {}
    if "people_count" in each:
        more["people_count"] = each["people_count"]
    if kind is Kind.ENTERED:
        more["entered_by_id"] = voices.staff["lead"].id
    return Piece(
        text=each["words"].strip(),
        language=each["language"].partition("-")[0],
        kind=kind,
        channel=Channel(each["channel"]),
        topic=each.get("topic"),
        more=more,
    )


def _read(voices: Voices, each: Mapping[str, Any]) -> None:
    contribution, lead = voices.contribution(each["id"]), voices.staff["lead"]
    text = reading.open_original(contribution, keyring=voices.keyring, by=lead)
    if "concern" in each:
        _worry(voices, contribution, each["concern"])
    else:
        because = (
            Reason.HELP_IS_THERE if contribution.safeguarding is Safeguarding.SIGNALLED else None
        )
        if not signals.clear(contribution, by=lead, because=because):
            signals.agree(contribution, by=voices.staff["second-lead"])
    redaction.accept_all(contribution, by=lead)
    for hidden in each.get("redact", ()):
        instead = redaction.Instead(
            kind=HiddenKind(hidden["kind"]), words=hidden["replace"], everywhere=True
        )
        redaction.hide_words(contribution, hidden["text"], text=text, instead=instead, by=lead)
    english = (each.get("english") or "").strip()
    reading.finish(contribution, english=english, by=lead, keyring=voices.keyring)


def _worry(voices: Voices, contribution: Contribution, written: Mapping[str, Any]) -> None:
    lead, second = voices.staff["lead"], voices.staff["second-lead"]
    concern = safeguarding.raise_concern(
        contribution,
        level=Level(written["level"]),
        urgency=Urgency(written["urgency"]),
        by=lead,
        note=written["note"].strip(),
        keyring=voices.keyring,
    )
    safeguarding.take(concern, owner=lead, by=lead, keyring=voices.keyring)
    if written["outcome"] == "open":
        return
    outcome = Outcome(written["closed_as"])
    closed = safeguarding.close(concern, outcome=outcome, by=lead, note="", keyring=voices.keyring)
    if not closed:
        safeguarding.confirm_close(concern, agrees=True, by=second, note="", keyring=voices.keyring)


def _code(voices: Voices, each: Mapping[str, Any]) -> None:
    contribution = voices.contribution(each["id"])
    coding.give_themes(contribution, keys=each["themes_a"], by=voices.staff["lead"])
    if each.get("themes_b"):
        coding.give_themes(contribution, keys=each["themes_b"], by=voices.staff["coder"])
