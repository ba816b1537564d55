"""A whole project as a .qdpx file: themes, working texts, codings, memos, cases, sets."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from feedback.audit.services import Actor, record
from feedback.coding import queries
from feedback.coding.codebook.versions import present_version
from feedback.coding.desk.models import Memo
from feedback.coding.desk.notes import memo_words
from feedback.coding.exchange import coders, gathering, losses
from feedback.coding.exchange.about_texts import AboutTexts
from feedback.coding.exchange.codebook_out import Exported, codes_of, state_sets
from feedback.coding.exchange.coders import Coders
from feedback.coding.exchange.gathering import Coded
from feedback.coding.exchange.refi import (
    Mark,
    Project,
    Selection,
    Text,
    User,
    guid_in,
    guid_of,
    walk,
)
from feedback.coding.exchange.refi_out import project_file
from feedback.coding.models import Coding, Suggestion
from feedback.contributions import opening
from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.named_files import NamedFile
from feedback.core.sealing import Keyring
from feedback.core.templating import settings

QDPX = "application/zip"
_QUOTE = 60  # characters of a stretch that its name shows
#: How the notes of ours begin, so that they are known again.
ORIGIN_NOTE, MEMO_NOTE = "How this coding came about", "Memo"
Progress = Callable[[int, int], None]


class NothingToSend(Refused):
    """No working text may leave: none was read, or all is held back."""


def export_coding(
    *, keyring: Keyring, by: Actor | None = None, progress: Progress | None = None
) -> Exported:
    """Everything that may leave, for other programs. Raises NothingToSend.

    *progress* is told how many texts are done, of how many.
    """
    making = _Making(keyring)
    total = gathering.count()
    for number, coded in enumerate(gathering.everything(), 1):
        making.add(coded)
        if progress is not None:
            progress(number, total)
    if not making.project.texts:
        raise NothingToSend(_("There is no working text that may leave this site."))
    missing = making.finish()
    facts = {"texts": len(making.project.texts), "codings": making.codings}
    record(verb="exported codings", facts=facts, actor=by)
    name = f"coding-{clock.today().isoformat()}.qdpx"
    file = NamedFile(name, QDPX, project_file(making.project))
    return Exported(file, len(making.project.texts), missing)


class _Making:
    """One project being put together."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring
        self._coders, self._about = Coders(keyring), AboutTexts(keyring)
        self._users: dict[uuid.UUID, User] = {}
        self._texts: set[uuid.UUID] = set()
        self._notes: dict[uuid.UUID, Text] = {}
        self._memos = _memos_by_contribution()
        self._themes = queries.all_themes()
        self._unplaced = self.codings = 0
        self.project = Project(name=settings().partnership_short)

    def add(self, coded: Coded) -> None:
        """One text with all that was given to it."""
        contribution = coded.contribution
        text = opening.working_text(contribution, self._keyring)
        guid = self._guid(contribution)
        made = Text(
            guid=guid,
            # Some programs give everything a new id, and keep the name.
            name=f"{contribution.received_on.isoformat()[:7]} {guid}",
            text=text,
            values=self._about.note(contribution, guid),
        )
        selections: dict[tuple[int, int], Selection] = {}
        for coding in coded.codings:
            marks = self._holder(made, selections, coding, text)
            marks.append(self._mark(coding, coded.taken.get(coding.theme_id)))
            self.codings += 1
        made.selections = [selections[place] for place in sorted(selections)]
        made.notes = [self._memo(memo) for memo in self._memos.get(contribution.id, ())]
        self.project.texts.append(made)

    def finish(self) -> Sequence[str]:
        """Put in what is about all texts; what is not in the file, in whole sentences."""
        project = self.project
        project.codes = codes_of(self._themes)
        for code, _parent in walk(project.codes):
            code.notes = [self._memo(memo) for memo in _memos_about(code.guid)]
        project.variables = self._about.variables()
        project.cases, small = self._about.cases(least=settings().count_threshold)
        project.groups = [*state_sets(self._themes), *self._about.groups()]
        project.users = sorted(self._users.values(), key=lambda user: user.name)
        project.notes = sorted(self._notes.values(), key=lambda note: note.guid)
        missing = losses.of_project(
            kept_back=gathering.kept_back(), small=small, unplaced=self._unplaced
        )
        version = _("Codebook version %(number)s.", number=present_version())
        project.description = "\n".join([str(version), *missing])
        return missing

    def _guid(self, contribution: Contribution) -> uuid.UUID:
        """The id of a text: the one that it came with from another site, else its own."""
        came_with = guid_in(contribution.source_ref or "")
        guid = contribution.id if came_with in self._texts or came_with is None else came_with
        self._texts.add(guid)
        return guid

    def _holder(
        self,
        made: Text,
        selections: dict[tuple[int, int], Selection],
        coding: Coding,
        text: str,
    ) -> list[Mark]:
        """Where the mark of *coding* goes: beside its stretch, or beside the whole text."""
        if coding.start is None or coding.end is None:
            return made.marks
        if not 0 <= coding.start < coding.end <= len(text):
            self._unplaced += 1
            return made.marks
        place = (coding.start, coding.end)
        if place not in selections:
            quote = " ".join(text[coding.start : coding.end].split())
            selections[place] = Selection(
                guid=guid_of("stretch", made.guid, *place),
                start=coding.start,
                end=coding.end,
                name=quote if len(quote) <= _QUOTE else f"{quote[:_QUOTE].rstrip()}…",
            )
        return selections[place].marks

    def _mark(self, coding: Coding, taken: Suggestion | None) -> Mark:
        origin = self._note(ORIGIN_NOTE, _origin_of(coding, taken))
        theme = queries.resolved(coding.theme)
        return Mark(
            guid=coding.id,
            code=theme.id,
            user=self._user(coding.coder_id),
            day=coding.coded_on,
            notes=[origin],
        )

    def _user(self, staff_id: uuid.UUID) -> uuid.UUID:
        number = self._coders.number(staff_id)
        self._users.setdefault(number, User(number, coders.name_of(number)))
        return number

    def _note(self, name: str, text: str) -> uuid.UUID:
        """A note that all codings share which came about alike."""
        note = Text(guid=guid_of("note", name, text), name=name, text=text)
        self._notes.setdefault(note.guid, note)
        return note.guid

    def _memo(self, memo: Memo) -> uuid.UUID:
        theme = next((each.key for each in self._themes if each.id == memo.theme_id), "")
        self._notes[memo.id] = Text(
            guid=memo.id,
            name=f"{MEMO_NOTE}: {theme}" if theme else MEMO_NOTE,
            text=memo_words(memo, self._keyring),
            user=self._user(memo.written_by_id),
        )
        return memo.id


def _origin_of(coding: Coding, taken: Suggestion | None) -> str:
    """What the standard has no place for, a line each; English, as it comes back."""
    lines: list[tuple[str, Any]] = [
        ("origin", coding.origin.value),
        ("a suggestion led to it", "yes" if coding.suggested else "no"),
        ("codebook version", coding.codebook_version),
    ]
    if coding.suggested and taken is not None:
        lines += [("score", f"{taken.score:.2f}"), ("model", taken.model)]
    return "\n".join(f"{name}: {value}" for name, value in lines)


def _memos_about(theme_id: uuid.UUID) -> Sequence[Memo]:
    """The memos about a theme alone."""
    statement = (
        select(Memo)
        .where(Memo.theme_id == theme_id, Memo.contribution_id.is_(None))
        .order_by(Memo.written_at, Memo.id)
    )
    return session().scalars(statement).all()


def _memos_by_contribution() -> dict[uuid.UUID, list[Memo]]:
    found: dict[uuid.UUID, list[Memo]] = {}
    statement = (
        select(Memo).where(Memo.contribution_id.is_not(None)).order_by(Memo.written_at, Memo.id)
    )
    for memo in session().scalars(statement):
        if memo.contribution_id is not None:
            found.setdefault(memo.contribution_id, []).append(memo)
    return found
