"""Our kinds of questions by their names, and what each can hold."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from surveys.definitions.question import CHOICE_KINDS, FIXED_VALUES, Kind
from surveys.definitions.question_faults import FEWEST_CHOICES, MOST_CHOICES, MOST_RANKED
from surveys.exchange.found import FoundQuestion

KIND_NAMES: Mapping[Kind, Any] = {
    Kind.INFORMATION: _l("information"),
    Kind.SINGLE: _l("one choice"),
    Kind.SEVERAL: _l("several choices"),
    Kind.LIST: _l("one of a long list"),
    Kind.PICTURES: _l("one of a few pictures"),
    Kind.AGREE: _l("how much people agree"),
    Kind.RATING: _l("a rating"),
    Kind.YES_NO: _l("yes or no"),
    Kind.MATRIX: _l("a table of choices"),
    Kind.RANKING: _l("a ranking"),
    Kind.SHORT_TEXT: _l("a short text"),
    Kind.LONG_TEXT: _l("a long text"),
    Kind.NUMBER: _l("a number"),
    Kind.DATE: _l("a date"),
    Kind.CONSENT: _l("a box to tick"),
    Kind.PHOTO: _l("a photo"),
    Kind.VOICE: _l("a recording"),
}


def fit(question: FoundQuestion) -> None:
    """Make *question* one that our kinds can hold, and note what that changed."""
    count = len(question.choices)
    _recognise(question)
    if question.kind is Kind.RANKING and count > MOST_RANKED:
        question.kind = Kind.SEVERAL
        question.changes.append(
            _("It has too many choices to be put in order: people choose several.")
        )
    if question.kind not in CHOICE_KINDS or FEWEST_CHOICES <= count <= MOST_CHOICES:
        return
    question.choice_filter = ""
    if count == 1 and question.kind is not Kind.MATRIX:
        _tick(question)
        return
    question.kind, question.choices = Kind.SHORT_TEXT, []
    question.changes.append(
        _("It has more than %(most)s choices: people answer in words.", most=MOST_CHOICES)
        if count
        else _("It has no choices: people answer in words.")
    )


def _recognise(question: FoundQuestion) -> None:
    """A list with the very values of a scale of ours is that scale, so that it can be compared."""
    values = {choice.value for choice in question.choices}
    has_more = question.choice_filter or question.is_random
    if question.kind is not Kind.SINGLE or has_more or any(e.is_other for e in question.choices):
        return
    for kind in (Kind.AGREE, Kind.YES_NO):  # the values of a rating are numbers, like many others
        if values == set(FIXED_VALUES[kind]):
            question.kind = kind


def _tick(question: FoundQuestion) -> None:
    """A question with one choice: a box to tick."""
    only = question.choices.pop()
    question.kind, question.yes = Kind.CONSENT, only.value
    question.hint = question.hint or only.label
    question.changes.append(_("It has one choice only: a box to tick."))
