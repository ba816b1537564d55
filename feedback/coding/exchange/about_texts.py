"""What a file says about each text and each person: variables, cases, sets."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from feedback.coding.exchange.refi import Case, Group, Value, Variable, guid_of
from feedback.coding.exchange.small_groups import shareable
from feedback.contributions.about import NOT_SAID
from feedback.contributions.models import AboutYou, Contribution
from feedback.contributions.queries import question_asked, survey_of
from feedback.core.db import session
from feedback.core.sealing import Keyring

#: Names of variables stay English: they travel, and come back.
QUESTION, SURVEY, CHANNEL = "Question", "Survey", "Channel"
LANGUAGE, RECEIVED, CODING = "Language", "Month received", "Coding"
_OF_TEXTS: Mapping[str, str] = {
    QUESTION: "The question that it answers, as it was asked",
    SURVEY: "The survey or list that it came with",
    CHANNEL: "By which way it came",
    LANGUAGE: "Code of its language",
    RECEIVED: "Year and month",
    CODING: "Whether it was coded: waiting, done, no_theme, not_codable",
}
_OF_PEOPLE = ("role", "age", "gender", "ethnicity", "disability", "area")
_PEOPLE = "About the person: "


def variable_guid(name: str) -> uuid.UUID:
    """The id of a variable of ours."""
    return guid_of("variable", name)


class AboutTexts:
    """Variables, cases and sets for one file, gathered text by text."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring
        self._submissions: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
        self._members: dict[tuple[str, str], list[uuid.UUID]] = defaultdict(list)
        self._questions: dict[tuple[str, uuid.UUID | None, str], str] = {}

    def note(self, contribution: Contribution, guid: uuid.UUID) -> list[Value]:
        """What is known about one text; *guid* is its id in the file."""
        said = {
            QUESTION: self._question(contribution),
            SURVEY: _survey(contribution),
            CHANNEL: contribution.channel.value,
            LANGUAGE: contribution.language,
            RECEIVED: contribution.received_on.isoformat()[:7],
            CODING: contribution.coding.value,
        }
        for name in (QUESTION, SURVEY, RECEIVED):
            if said[name]:
                self._members[name, said[name]].append(guid)
        self._submissions[contribution.submission_id].append(guid)
        return [Value(variable_guid(name), text) for name, text in said.items() if text]

    def variables(self) -> list[Variable]:
        """Every variable of the file."""
        ours = [Variable(variable_guid(name), name, what) for name, what in _OF_TEXTS.items()]
        people = [f"{_PEOPLE}{name}" for name in _OF_PEOPLE]
        return ours + [Variable(variable_guid(name), name) for name in people]

    def groups(self) -> list[Group]:
        """A set for each question, each survey and each month."""
        return [
            Group(guid=guid_of("set", kind, said), name=f"{kind}: {said}", texts=members)
            for (kind, said), members in sorted(self._members.items())
        ]

    def cases(self, *, least: int) -> tuple[list[Case], int]:
        """Everybody who sent something, and how many of their answers are left out.

        *least* people must share what the file says about any of them.
        """
        kept, left_out = shareable(self._answers(), least=least)
        cases = []
        for submission_id, texts in self._submissions.items():
            mac = self._keyring.receipt_mac("case", submission_id.bytes)
            guid = uuid.UUID(bytes=mac[:16], version=4)
            values = [
                Value(variable_guid(f"{_PEOPLE}{name}"), text)
                for name, text in kept.get(submission_id, {}).items()
            ]
            name = f"Person {guid.hex[:6]}"
            cases.append(Case(guid=guid, name=name, values=values, texts=texts))
        return sorted(cases, key=lambda case: case.guid), left_out

    def _answers(self) -> dict[uuid.UUID, dict[str, str]]:
        """What people said about themselves, by what they sent."""
        found = {}
        for about in session().scalars(select(AboutYou).order_by(AboutYou.id)):
            given = {name: getattr(about, name) for name in _OF_PEOPLE}
            said = {name: text for name, text in given.items() if text and text != NOT_SAID.key}
            if said and about.submission_id in self._submissions:
                found[about.submission_id] = said
        return found

    def _question(self, contribution: Contribution) -> str:
        if not contribution.question:
            return ""
        key = (contribution.question, contribution.response_id, contribution.language)
        if key not in self._questions:
            self._questions[key] = question_asked(contribution, language="en")
        return self._questions[key]


def _survey(contribution: Contribution) -> str:
    return contribution.source or survey_of(contribution)


def value_of(values: Sequence[Value], name: str) -> str:
    """What *values* say for a variable of ours; blank for nothing."""
    wanted = variable_guid(name)
    return next((value.text for value in values if value.variable == wanted), "")
