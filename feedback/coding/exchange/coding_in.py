"""Codings of a project file, for texts that are here."""

import uuid
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.accounts.models import Staff
from feedback.coding.desk.models import Memo
from feedback.coding.exchange.about_texts import CODING, value_of
from feedback.coding.exchange.codebook_in import CodebookReport, codes_known
from feedback.coding.exchange.coders import Coders
from feedback.coding.exchange.coding_out import MEMO_NOTE, ORIGIN_NOTE
from feedback.coding.exchange.giving import Fate, Given, Giving
from feedback.coding.exchange.refi import Mark, Project, Selection, Text, walk
from feedback.coding.models import ChangeSet, Theme
from feedback.contributions.models import CodingState, Contribution
from feedback.core.db import session
from feedback.core.lines import Verb
from feedback.core.sealing import Keyring, Place, Purpose

_SUGGESTED = "a suggestion led to it: yes"


class TextFate(StrEnum):
    """What became of a text of a file."""

    CAME = "came"
    HERE = "here"
    REFUSED = "refused"


@dataclass(slots=True)
class CodingReport(CodebookReport):
    """What became of a project: its themes, its texts, its codings."""

    fates: Counter[Fate] = field(default_factory=Counter)
    texts: Counter[TextFate] = field(default_factory=Counter)
    memos: int = 0
    coded: ChangeSet | None = None  # the act that takes its codings back

    def facts(self) -> dict[str, Any]:
        """The numbers of it, for a program."""
        codings = {fate.value: self.fates[fate] for fate in Fate}
        texts = {state.value: self.texts[state] for state in TextFate}
        own = {"texts": texts, "codings": codings, "memos": self.memos}
        return {**CodebookReport.facts(self), **own}

    def summary(self) -> list[str]:
        """Whole sentences about all of it: texts, codings, memos, themes."""
        memos = ngettext("%(num)s memo came in.", "%(num)s memos came in.", self.memos)
        return [
            *(_of_texts(state, number) for state, number in self.texts.items() if number),
            *(_of_codings(fate, self.fates[fate]) for fate in Fate if self.fates[fate]),
            *([str(memos)] if self.memos else []),
            *CodebookReport.summary(self),
        ]


def _of_texts(state: TextFate, number: int) -> str:
    match state:
        case TextFate.CAME:
            words = ngettext("%(num)s text came in.", "%(num)s texts came in.", number)
        case TextFate.HERE:
            words = ngettext(
                "%(num)s text was here already.", "%(num)s texts were here already.", number
            )
        case TextFate.REFUSED:
            words = ngettext("%(num)s text was left out.", "%(num)s texts were left out.", number)
    return str(words)


def _of_codings(fate: Fate, number: int) -> str:
    match fate:
        case Fate.GIVEN:
            words = ngettext("%(num)s coding was given.", "%(num)s codings were given.", number)
        case Fate.MOVED:
            words = ngettext(
                "%(num)s coding was given to a part that reads otherwise here.",
                "%(num)s codings were given to parts that read otherwise here.",
                number,
            )
        case Fate.WIDENED:
            words = ngettext(
                "%(num)s coding was given to the whole text: its words are not there.",
                "%(num)s codings were given to the whole text: their words are not there.",
                number,
            )
        case Fate.HERE:
            words = ngettext(
                "%(num)s coding was here already.", "%(num)s codings were here already.", number
            )
        case Fate.WAITS:
            words = ngettext(
                "%(num)s coding waits until somebody has read its text.",
                "%(num)s codings wait until somebody has read their texts.",
                number,
            )
        case Fate.KEPT_OUT:
            words = ngettext(
                "%(num)s coding was left out: its text may not be used now.",
                "%(num)s codings were left out: their texts may not be used now.",
                number,
            )
    return str(words)


class CodingsIn:
    """The codings of one project going to the texts that are here."""

    def __init__(
        self, project: Project, report: CodingReport, giving: Giving, *, by: Staff, keyring: Keyring
    ) -> None:
        self._project, self._report, self._giving = project, report, giving
        self._by, self._keyring = by, keyring
        self._coders = Coders(keyring)
        self._users = {user.guid: user.name for user in project.users}
        self._notes = {note.guid: note for note in project.notes}
        self._cases = {case.guid for case in project.cases}
        self._change = giving.change

    def give(self, contribution: Contribution, text: Text) -> None:
        """All that the file gives to one text, to *contribution*."""
        given = [each for mark in text.marks if (each := self._given(mark, None)) is not None]
        for part in text.selections:
            if not part.marks and (part.description or part.notes):
                self._annotate(contribution, part)
            given += [each for mark in part.marks if (each := self._given(mark, part)) is not None]
        self._report.fates.update(self._giving.give(contribution, given, text.text))
        if not given:
            self._say_none(contribution, text)
        for guid in text.notes:
            self._note(contribution, guid)

    def keep_theme_memos(self) -> None:
        """The memos that are about themes alone."""
        for code, _parent in walk(self._project.codes):
            theme = self._report.themes.get(code.guid)
            for guid in code.notes if theme is not None else ():
                note = self._notes.get(guid)
                if note is not None:
                    self._keep_memo(None, guid, note.text, theme)

    def _given(self, mark: Mark, part: Selection | None) -> Given | None:
        theme = codes_known(self._report.themes, mark.code)
        if theme is None:
            is_case = mark.code in self._cases
            why = _("It names a case, not a code.") if is_case else _("Its code is not there.")
            self._report.add(
                Verb.REFUSED, str(_("Coding")), part.name if part else "", why=[str(why)]
            )
            return None
        return Given(
            theme=theme,
            coder_id=self._coder(mark.user),
            stretch=(part.start, part.end) if part else None,
            day=mark.day,
            suggested=any(_SUGGESTED in self._text_of(guid, ORIGIN_NOTE) for guid in mark.notes),
        )

    def _coder(self, number: uuid.UUID | None) -> uuid.UUID:
        if number is None:
            return self._by.id
        return self._coders.known(number, self._users.get(number, "")) or number

    def _say_none(self, contribution: Contribution, text: Text) -> None:
        for state in (CodingState.NO_THEME, CodingState.NOT_CODABLE):
            if value_of(text.values, CODING) == state.value:
                self._giving.say_there_is_none(contribution, state)

    def _text_of(self, guid: uuid.UUID, name: str) -> str:
        note = self._notes.get(guid)
        return note.text if note is not None and note.name == name else ""

    def _annotate(self, contribution: Contribution, part: Selection) -> None:
        """A stretch with words about it and no code is what others call an annotation."""
        if part.description:
            self._keep_memo(contribution, part.guid, part.description, None)
        for guid in part.notes:
            self._note(contribution, guid)

    def _note(self, contribution: Contribution, guid: uuid.UUID) -> None:
        note = self._notes.get(guid)
        if note is None or note.name == ORIGIN_NOTE:
            return
        name, _colon, key = note.name.partition(": ")
        theme = self._theme(key) if name == MEMO_NOTE and key else None
        self._keep_memo(contribution, guid, note.text, theme)

    def _theme(self, key: str) -> Theme | None:
        return next((each for each in self._report.themes.values() if each.key == key), None)

    def _keep_memo(
        self, contribution: Contribution | None, guid: uuid.UUID, words: str, theme: Theme | None
    ) -> None:
        """Keep a memo once, as one of whoever brought the file; none for what may not be read."""
        if session().get(Memo, guid) is not None or not words.strip():
            return
        if contribution is not None and contribution.withdrawn_on is not None:
            return
        memo = Memo(
            id=guid,
            contribution_id=contribution.id if contribution else None,
            theme_id=theme.id if theme else None,
            written_by_id=self._by.id,
        )
        memo.words_sealed = self._keyring.seal(
            words.strip(), purpose=Purpose.WORDS, place=Place(Memo.__tablename__, guid, "words")
        )
        self._change.add(memo)
        self._report.memos += 1
