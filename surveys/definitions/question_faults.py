"""What is wrong with single questions: choices, rows, bounds, pictures, other forms of them."""

import re
from collections.abc import Iterator

from flask_babel import gettext as _

from surveys.definitions.definition import Definition, DefinitionError
from surveys.definitions.places import At, questions_of
from surveys.definitions.question import (
    CHOICE_KINDS,
    FIXED_VALUES,
    Choice,
    Kind,
    Question,
)

Faults = Iterator[DefinitionError]
FEWEST_CHOICES = 2
MOST_CHOICES = 300
MOST_RANKED = 20
MOST_ROWS = 50
MOST_PLACES = 6  # after the point
MOST_PICTURES = 30  # one for each sentence
_DIGEST = re.compile(r"[0-9a-f]{64}")
_HAS_OTHER = frozenset({Kind.SINGLE, Kind.SEVERAL, Kind.LIST})
_CAN_SCREEN = frozenset({Kind.SINGLE, Kind.YES_NO})
_CAN_SHUFFLE = CHOICE_KINDS - set(FIXED_VALUES)


def find(definition: Definition) -> Faults:
    """Every fault of every question."""
    screening = _screening(definition)
    for at, question in questions_of(definition):
        yield from _choices(at.into("choices"), question)
        yield from _alone(at.into("choices"), question)
        yield from _other(at.into("choices"), question)
        yield from _pictures(at, question)
        yield from _rows(at.into("rows"), question)
        yield from _bounds(at, question)
        yield from _variants(at.into("variants"), question, definition)
        yield from _required(at.into("required"), question, screening)
        if question.is_random and question.kind not in _CAN_SHUFFLE:
            yield at.into("random").refused(
                _(
                    "The answers of a question of kind %(kind)s stay in their order.",
                    kind=question.kind.value,
                )
            )


def _screening(definition: Definition) -> frozenset[str]:
    """The questions at which a skip to an exit looks."""
    exits = {each.key for each in definition.exits}
    return frozenset(
        column
        for page in definition.pages
        for skip in page.skips
        if skip.to in exits and skip.rule
        for column in skip.rule.columns()
    )


def _choices(at: At, question: Question) -> Faults:
    if question.kind not in CHOICE_KINDS:
        if question.choices:
            yield at.refused(_("A question of kind %(kind)s has none.", kind=question.kind.value))
        return
    most = MOST_RANKED if question.kind is Kind.RANKING else MOST_CHOICES
    if not FEWEST_CHOICES <= len(question.choices) <= most:
        yield at.refused(_("There must be 2 to %(most)s.", most=most))
    fixed = FIXED_VALUES.get(question.kind)
    if fixed and {choice.value for choice in question.choices} != set(fixed):
        yield at.refused(_("The values must be: %(values)s.", values=", ".join(fixed)))
    if fixed and any(choice.show_if for choice in question.choices):
        yield at.refused(_("The steps of a scale are always offered."))


def _alone(at: At, question: Question) -> Faults:
    exclusive = [choice for choice in question.choices if choice.is_exclusive]
    if exclusive and question.kind is not Kind.SEVERAL:
        yield at.refused(_("Only a question with several choices has an exclusive one."))
    elif exclusive and len(exclusive) == len(question.choices):
        yield at.refused(_("Not all can be exclusive."))


def _other(at: At, question: Question) -> Faults:
    others = [choice for choice in question.choices if choice.is_other]
    if len(others) > 1:
        yield at.refused(_("Only one choice can have a box to say which."))
    if others and question.kind not in _HAS_OTHER:
        yield at.refused(
            _("A question of kind %(kind)s has no box to say which.", kind=question.kind.value)
        )
    if any(choice.is_exclusive for choice in others):
        yield at.refused(_("A choice with a box to say which goes with the others."))


def _pictures(at: At, question: Question) -> Faults:
    for number, choice in enumerate(question.choices, 1):
        yield from _picture(at.into("choices", number), choice, question.kind)


def _picture(at: At, choice: Choice, kind: Kind) -> Faults:
    if kind is Kind.PICTURES and not choice.picture:
        yield at.into("picture").refused(_("Each choice needs a picture."))
    if kind is not Kind.PICTURES and (choice.picture or choice.alt):
        yield at.into("picture").refused(_("Only a choice of pictures has pictures."))
    if choice.picture and not _DIGEST.fullmatch(choice.picture):
        yield at.into("picture").refused(_("It must be the name of a picture that was added."))


def _rows(at: At, question: Question) -> Faults:
    if question.kind is not Kind.MATRIX:
        if question.rows:
            yield at.refused(_("Only a table has rows."))
    elif not 1 <= len(question.rows) <= MOST_ROWS:
        yield at.refused(_("There must be 1 to %(most)s.", most=MOST_ROWS))


def _bounds(at: At, question: Question) -> Faults:
    if question.kind is not Kind.NUMBER:
        if any(bound is not None for bound in (question.least, question.most)):
            yield at.refused(_("Only a number has a least and a most."))
        if question.places is not None:
            yield at.into("places").refused(_("Only a number has digits after the point."))
        return
    if question.least is not None and question.most is not None and question.least > question.most:
        yield at.refused(_("The least is more than the most."))
    if question.places is not None and not 0 <= question.places <= MOST_PLACES:
        yield at.into("places").refused(_("There must be 0 to %(most)s.", most=MOST_PLACES))


def _variants(at: At, question: Question, definition: Definition) -> Faults:
    for code, variant in question.variants.items():
        place = at.into(code)
        if code not in definition.languages:
            yield place.refused(_("The survey does not name this language."))
        if variant.video and not variant.video.startswith("https://"):
            yield place.into("video").refused(_("The address must begin with https://."))
        if variant.audio and not _DIGEST.fullmatch(variant.audio):
            yield place.into("audio").refused(
                _("It must be the name of a recording that was added.")
            )
        if len(variant.pictures) > MOST_PICTURES:
            yield place.into("pictures").refused(
                _("There must be 0 to %(most)s.", most=MOST_PICTURES)
            )
        for number, picture in enumerate(variant.pictures, 1):
            if not _DIGEST.fullmatch(picture):
                yield place.into("pictures", number).refused(
                    _("It must be the name of a picture that was added.")
                )


def _required(at: At, question: Question, screening: frozenset[str]) -> Faults:
    is_screening = question.kind in _CAN_SCREEN and question.key in screening
    if question.is_required and question.kind is not Kind.CONSENT and not is_screening:
        yield at.refused(
            _(
                "Only a consent line, or a question that a skip to an exit looks at, "
                "may be required. Everything else can be left blank."
            )
        )
