"""What is being built beside the live version: every change is a step that can be undone."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from feedback.audit.services import Actor
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.templating import settings
from surveys.definitions.definition import SCHEMA
from surveys.definitions.origins import seeded, tended
from surveys.versions import queries
from surveys.versions.models import DraftStep, Survey, SurveyDraft

MOST_STEPS = 200
BEGUN = "begun"


class ChangedMeanwhile(Refused):
    """Somebody else changed the draft since the page was shown: *standing* is what it is now."""

    def __init__(self, standing: DraftStep) -> None:
        super().__init__(_("Somebody else changed this survey while you were working on it."))
        self.standing = standing


class NothingToUndo(Refused):
    """No earlier step is kept."""


class NothingToRedo(Refused):
    """No step was undone."""


class Drafted(NamedTuple):
    """A draft as it stands; one that nobody began stands at step 0."""

    definition: Mapping[str, Any]
    translations: Mapping[str, Any]
    number: int


def draft_or_none(survey: Survey) -> SurveyDraft | None:
    """The draft of *survey*, where somebody began one."""
    statement = select(SurveyDraft).where(SurveyDraft.survey_id == survey.id)
    return session().scalars(statement).one_or_none()


def drafted(survey: Survey) -> Drafted:
    """The draft as it stands, or what one would begin with: for pages that only read."""
    draft = draft_or_none(survey)
    if draft is None:
        return _beginning(survey)
    step = standing(draft)
    return Drafted(step.definition, step.translations, step.number)


def draft_of(survey: Survey) -> SurveyDraft:
    """The draft of *survey*; begun with the newest version, or with nothing, where there is none.

    A version that came without notes about its translations gets those that ``seeded`` gives.
    """
    draft = draft_or_none(survey)
    if draft is None:
        # Two who begin at once begin the same draft: the second waits here, then finds it.
        session().refresh(survey, ["state"], with_for_update=True)
        draft = draft_or_none(survey)
    if draft is None:
        begun = _beginning(survey)
        draft = SurveyDraft(survey_id=survey.id, step=begun.number)
        session().add(draft)
        session().flush()
        _keep(draft, BEGUN, begun.definition, begun.translations, None)
    return draft


def standing(draft: SurveyDraft) -> DraftStep:
    """The step that stands."""
    statement = select(DraftStep).where(
        DraftStep.draft_id == draft.id, DraftStep.number == draft.step
    )
    return session().scalars(statement).one()


def locked(draft: SurveyDraft) -> DraftStep:
    """The step that stands, which nobody else can change before this transaction ends."""
    session().flush()
    session().refresh(draft, ["step"], with_for_update=True)
    return standing(draft)


def can_undo(draft: SurveyDraft | None) -> bool:
    """Whether an earlier step is kept."""
    return draft is not None and _neighbour(draft, forward=False) is not None


def can_redo(draft: SurveyDraft | None) -> bool:
    """Whether a step was undone and not yet written over."""
    return draft is not None and _neighbour(draft, forward=True) is not None


def add_step(
    draft: SurveyDraft,
    *,
    what: str,
    definition: Mapping[str, Any],
    translations: Mapping[str, Any],
    by: Actor | None,
    from_step: int | None,
) -> DraftStep:
    """Change the draft; the same again is no step. *from_step* is the step that the page showed.

    Raises ChangedMeanwhile when another one stands by now; None does not ask. Steps that were
    undone are gone then, and of the oldest no more than 200 are kept. Notes about translations
    are tended: each text that came in with a translation gets a note, so that a later change of
    its source shows.
    """
    before = locked(draft)
    if from_step is not None and from_step != before.number:
        raise ChangedMeanwhile(before)
    notes = tended(definition, translations, before.definition)
    if before.definition == definition and before.translations == notes:
        return before
    active = session()
    steps = delete(DraftStep).where(DraftStep.draft_id == draft.id)
    active.execute(steps.where(DraftStep.number > before.number))
    draft.step = before.number + 1
    active.execute(steps.where(DraftStep.number <= draft.step - MOST_STEPS))
    return _keep(draft, what, definition, notes, by)


def undo(draft: SurveyDraft) -> DraftStep:
    """Go back to the step before. Raises NothingToUndo."""
    return _go(draft, forward=False)


def redo(draft: SurveyDraft) -> DraftStep:
    """Go forward to the step that was undone last. Raises NothingToRedo."""
    return _go(draft, forward=True)


def drop(draft: SurveyDraft) -> None:
    """Throw the draft away with all its steps; what was published stays."""
    session().delete(draft)
    session().flush()


def _beginning(survey: Survey) -> Drafted:
    version = queries.newest_version(survey)
    if version is None:
        return Drafted(
            {"schema": SCHEMA, "languages": [settings().languages[0]], "pages": []}, {}, 0
        )
    return Drafted(version.definition, version.translations or seeded(version.definition), 0)


def _keep(
    draft: SurveyDraft,
    what: str,
    definition: Mapping[str, Any],
    translations: Mapping[str, Any],
    by: Actor | None,
) -> DraftStep:
    step = DraftStep(
        draft_id=draft.id,
        number=draft.step,
        what=what,
        definition=dict(definition),
        translations=dict(translations),
        made_by_id=None if by is None else by.id,
    )
    session().add(step)
    session().flush()
    return step


def _go(draft: SurveyDraft, *, forward: bool) -> DraftStep:
    locked(draft)
    number = _neighbour(draft, forward=forward)
    if number is None:
        raise NothingToRedo if forward else NothingToUndo
    draft.step = number
    session().flush()
    return standing(draft)


def _neighbour(draft: SurveyDraft, *, forward: bool) -> int | None:
    nearest, is_beyond = (
        (func.min(DraftStep.number), DraftStep.number > draft.step)
        if forward
        else (func.max(DraftStep.number), DraftStep.number < draft.step)
    )
    statement = select(nearest).where(DraftStep.draft_id == draft.id, is_beyond)
    return session().scalar(statement)
