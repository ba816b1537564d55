"""Bringing in a coded project (.qdpx): its themes, its texts through the one door, its codings.

A text of another program is like any other that staff enter: it is screened for danger, and
somebody reads it before it is coded here. Its codings wait that long. Whoever says that the texts
were published already, without names, has them coded at once, unless a watch phrase is met.
"""

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from flask_babel import gettext as _
from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.audit.services import record
from feedback.coding import changes
from feedback.coding.changes import Changing
from feedback.coding.exchange.about_texts import CHANNEL, LANGUAGE, QUESTION, RECEIVED, value_of
from feedback.coding.exchange.codebook_in import find_codes, take_codes
from feedback.coding.exchange.coding_in import CodingReport, CodingsIn, TextFate
from feedback.coding.exchange.giving import Giving
from feedback.coding.exchange.refi import Project, Text, Value, Variable, guid_in
from feedback.coding.exchange.refi_in import read_project
from feedback.coding.models import ChangeKind, ChangeSet
from feedback.contributions.models import Contribution
from feedback.core.db import session, writing
from feedback.core.lines import Verb
from feedback.core.sealing import Keyring
from feedback.core.text import one_line
from feedback.core.unpacking import UnusableFile
from feedback.reading.importing import FileSource, Progress, Row, import_rows
from feedback.reading.mapping import Mapping as Columns
from feedback.reading.mapping import guess
from feedback.reading.reports import CHANGE_WORDS
from feedback.reading.rows import Change, Outcome

_AT_ONCE = 50  # texts in one transaction
_LONGEST_NAME = 120  # characters of a file's name that are kept with what came from it
_ROLES = ("question", "language", "received", "topic", "channel")
_OURS = {QUESTION: "question", LANGUAGE: "language", CHANNEL: "channel"}
_COLUMNS = Columns(text="text", id="id", **{role: role for role in _ROLES})
_GUESSED = Change.LANGUAGE_GUESSED
_FATES = {
    Outcome.TAKEN: TextFate.CAME,
    Outcome.CHANGED: TextFate.CAME,
    Outcome.ALREADY_THERE: TextFate.HERE,
    Outcome.REFUSED: TextFate.REFUSED,
}
_ANY_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectChoices:
    """What whoever brings a project decides. *name*: of the file, and of the list of its texts.

    *with_new_themes*: codes that are no themes of ours become drafts, else they stay out with
    their codings. *language*: of texts that do not show theirs.
    """

    name: str
    with_new_themes: bool = True
    already_redacted: bool = False
    language: str = "en"
    most_texts: int | None = None  # what whoever waits for a page can bring at once


def import_project(
    content: bytes,
    choices: ProjectChoices,
    *,
    by: Staff,
    keyring: Keyring,
    progress: Progress | None = None,
) -> CodingReport:
    """Take in a .qdpx file; doing it again adds nothing twice.

    *progress* is told how many texts are done, of how many. Raises UnusableFile before anything
    is kept. Themes are one act that can be taken back, codings another; texts stay.
    """
    report = CodingReport(file=one_line(choices.name)[:_LONGEST_NAME])
    project = read_project(content, report)
    if choices.most_texts is not None and len(project.texts) > choices.most_texts:
        words = _(
            "This file has %(count)s texts. More than %(most)s are brought in with the command "
            "youwesaid coding import.",
            count=len(project.texts),
            most=choices.most_texts,
        )
        raise UnusableFile(words)
    with writing():
        if choices.with_new_themes:
            take_codes(project.codes, report, by=by, only_new=True)
        else:
            find_codes(project.codes, report)
        facts = {"texts": len(project.texts)}
        coded = changes.begin(ChangeKind.IMPORTED, by=by, reason=report.file, facts=facts)
        number = coded.change_set.number
    places = _places(project, report, choices, by=by, keyring=keyring)
    done = 0
    for some in _some(project.texts):
        with writing():
            change = Changing(session().get_one(ChangeSet, number))
            _give(some, places, project, report, change, by=by, keyring=keyring)
        done += len(some)
        if progress is not None:
            progress(done, len(project.texts))
    report.coded = session().get_one(ChangeSet, number)
    given = {fate.value: report.fates[fate] for fate in report.fates}
    record(verb="imported codings", facts={**facts, **given}, actor=by)
    return report


def _give(
    texts: Sequence[Text],
    places: Mapping[uuid.UUID, uuid.UUID],
    project: Project,
    report: CodingReport,
    change: Changing,
    *,
    by: Staff,
    keyring: Keyring,
) -> None:
    coming = CodingsIn(
        project, report, Giving(change, by=by, keyring=keyring), by=by, keyring=keyring
    )
    coming.keep_theme_memos()
    for text in texts:
        if text.guid in places:
            coming.give(session().get_one(Contribution, places[text.guid]), text)


def _places(
    project: Project, report: CodingReport, choices: ProjectChoices, *, by: Staff, keyring: Keyring
) -> dict[uuid.UUID, uuid.UUID]:
    """The contribution of each text: one that is here, else one that it becomes now."""
    found = {text.guid: here for text in project.texts if (here := _here(text)) is not None}
    if found:
        report.texts[TextFate.HERE] += len(found)
    new = [text for text in project.texts if text.guid not in found]
    source = FileSource(
        name=project.name[:_LONGEST_NAME],
        mapping=_COLUMNS,
        language=choices.language,
        already_redacted=choices.already_redacted,
    )
    rows = list(_rows(new, project))
    took = import_rows(rows, source=source, keyring=keyring, by=by)
    for text, row in zip(new, took.rows, strict=True):
        report.texts[_FATES[row.outcome]] += 1
        if row.contribution_id is not None:
            found[text.guid] = row.contribution_id
        why = [f"{CHANGE_WORDS[each]}." for each in row.changes if each is not _GUESSED]
        if row.refusal is not None:
            why = [f"{each}." for each in row.why()]
        if why:
            verb = Verb.REFUSED if row.refusal else Verb.CHANGED
            report.add(verb, str(_("Text")), text.name, why=why)
    guessed = sum(_GUESSED in row.changes for row in took.rows)
    if guessed:
        report.add(Verb.CHANGED, str(_("Texts")), str(guessed), why=[f"{CHANGE_WORDS[_GUESSED]}."])
    return found


def _here(text: Text) -> uuid.UUID | None:
    """The contribution that the file means by its id, or by the id that is in its name."""
    named = _ANY_GUID.search(text.name)
    for guid in (text.guid, guid_in(named[0]) if named else None):
        if guid is None:
            continue
        if session().get(Contribution, guid) is not None:
            return guid
        brought = select(Contribution.id).where(Contribution.source_ref == str(guid))
        if (found := session().scalars(brought.order_by(Contribution.id)).first()) is not None:
            return found
    return None


def _rows(texts: Sequence[Text], project: Project) -> Iterator[Row]:
    """The texts as the rows of a table, with what their variables say."""
    roles = _roles(project.variables)
    of_cases: dict[uuid.UUID, list[Value]] = {}
    for case in project.cases:
        for guid in case.texts:
            of_cases.setdefault(guid, []).extend(case.values)
    for number, text in enumerate(texts, 1):
        row = {"id": str(text.guid), "text": text.text, **dict.fromkeys(_ROLES, "")}
        for value in [*of_cases.get(text.guid, ()), *text.values]:
            if value.variable in roles:
                row[roles[value.variable]] = value.text
        month = value_of(text.values, RECEIVED)
        if month:
            row["received"] = f"{month}-01"  # the day is not in the file
        yield number, row


def _roles(variables: Sequence[Variable]) -> dict[uuid.UUID, str]:
    """Which variables say what we ask of a table, by their names."""
    guessed = guess([variable.name for variable in variables])
    roles = {getattr(guessed, role): role for role in _ROLES if getattr(guessed, role)} | _OURS
    return {each.guid: roles[each.name] for each in variables if each.name in roles}


def _some(texts: Sequence[Text]) -> Iterator[list[Text]]:
    waiting = iter(texts)
    while some := list(islice(waiting, _AT_ONCE)):
        yield some
