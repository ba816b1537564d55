"""Changing a draft step by step, and publishing it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from feedback.audit import services as audit
from feedback.audit.services import Actor
from feedback.core.errors import Refused
from surveys.building import changes, queries
from surveys.building.naming import numbered
from surveys.building.places import Plain, copied, source_of
from surveys.definitions.definition import Definition, DefinitionError
from surveys.definitions.question import Question
from surveys.translating.memory import marked
from surveys.translating.provenance import publishable
from surveys.versions import drafts, lifecycle
from surveys.versions import queries as versions
from surveys.versions import services as publishing
from surveys.versions.comparing import reworded
from surveys.versions.drafts import ChangedMeanwhile
from surveys.versions.models import DraftStep, Survey, SurveyDraft, SurveyVersion


class HasFaults(Refused):
    """The draft cannot be published: *faults* says everything that is to be mended, by place."""

    def __init__(self, faults: Sequence[DefinitionError]) -> None:
        super().__init__(_("Mend these before you publish."))
        self.faults = faults


class MeaningNotSaid(Refused):
    """Questions that people answered are worded anew: are they still the same questions?"""

    def __init__(self, questions: Sequence[Question]) -> None:
        super().__init__(_("Say for each changed question whether it is still the same."))
        self.questions = questions


def make_survey(
    *, slug: str, title: str, plain: Plain | None = None, by: Actor | None = None
) -> Survey:
    """A survey that nobody can see, whose draft begins with *plain*, or with nothing but a title.

    No *title* keeps that of *plain*, in all its languages.
    Raises NotAnAddress and AddressTaken.
    """
    survey = publishing.new_survey(slug=lifecycle.free_address(slug), by=by)
    return _titled(survey, title, plain, by)


def copy_survey(*, survey: Survey, slug: str, title: str, by: Actor | None = None) -> Survey:
    """A new survey whose draft begins with a copy of *survey*, under another title.

    Raises NotAnAddress and AddressTaken.
    """
    return _titled(lifecycle.copy_survey(survey=survey, slug=slug, by=by), title, None, by)


def _titled(survey: Survey, title: str, plain: Plain | None, by: Actor | None) -> Survey:
    draft = start_draft(survey=survey)
    begun = drafts.standing(draft)
    given = copied(dict(begun.definition) if plain is None else plain)
    source = source_of(given)
    if title and given.get("title", {}).get(source) != title:
        # Another title in one language is another title in all: the others would not fit.
        given["title"] = {source: title}
    drafts.add_step(
        draft,
        what="edit_survey",
        definition=given,
        translations=begun.translations,
        by=by,
        from_step=None,
    )
    return survey


def start_draft(*, survey: Survey) -> SurveyDraft:
    """The draft of *survey*: begun with the newest version, or empty, where there is none yet."""
    return drafts.draft_of(survey)


def change(
    *,
    survey: Survey,
    token: str,
    what: str,
    definition: Plain,
    translations: Mapping[str, Any] | None = None,
    by: Actor | None = None,
) -> DraftStep:
    """One step of the draft, which can be undone; the same again is none.

    *token* is that of the step which the page showed. Raises ChangedMeanwhile when another one
    stands by now.
    """
    draft = start_draft(survey=survey)
    before = drafts.locked(draft)
    if token != queries.token_of(before):
        raise ChangedMeanwhile(before)
    return drafts.add_step(
        draft,
        what=what,
        definition=definition,
        translations=marked(
            definition, before.translations if translations is None else translations
        ),
        by=by,
        from_step=before.number,
    )


def undo(*, survey: Survey) -> DraftStep:
    """Go back to the step before. Raises NothingToUndo."""
    return drafts.undo(start_draft(survey=survey))


def redo(*, survey: Survey) -> DraftStep:
    """Go forward to the step that was undone last. Raises NothingToRedo."""
    return drafts.redo(start_draft(survey=survey))


def throw_away(*, survey: Survey, by: Actor | None = None) -> None:
    """Go back to the newest version: the draft and all its steps are gone."""
    draft = drafts.draft_or_none(survey)
    if draft is not None:
        drafts.drop(draft)
        audit.record(
            verb="survey draft thrown away", thing="survey", thing_id=survey.slug, actor=by
        )


def publish_draft(
    *,
    survey: Survey,
    token: str,
    same: Collection[str] = (),
    other: Collection[str] = (),
    by: Actor | None = None,
) -> SurveyVersion:
    """Make the draft the next version; languages that are not complete are left out of it.

    *same* and *other* name the questions that were worded anew after people answered them: those
    that mean the same keep their key, the others get a new one, and the old column of answers
    stays in the results. Raises ChangedMeanwhile, HasFaults, MeaningNotSaid, KindChanged.
    """
    standing = drafts.locked(start_draft(survey=survey))
    if token != queries.token_of(standing):
        raise ChangedMeanwhile(standing)
    asked = {each.key: each for each in reworded_questions(survey, standing)}
    open_questions = [each for key, each in asked.items() if key not in {*same, *other}]
    if open_questions:
        raise MeaningNotSaid(open_questions)
    for key in sorted(asked.keys() & set(other)):
        standing = _with_new_key(survey, standing, key, by)
    faults = queries.faults_of(standing.definition, standing.translations)
    if faults:
        raise HasFaults(faults)
    return publishing.publish_version(
        survey=survey,
        definition=ready(standing),
        translations=standing.translations,
        by=by,
    )


def reworded_questions(survey: Survey, standing: drafts.Drafted | DraftStep) -> Sequence[Question]:
    """The questions that people answered and that the draft asks in other words."""
    newest = versions.newest_version(survey)
    if newest is None or not versions.count_responses(survey):
        return ()
    return reworded(versions.definition_of(newest), queries.read(standing.definition))


def ready(standing: drafts.Drafted | DraftStep) -> Definition:
    """What would be published: the draft in those of its languages that are complete."""
    return queries.read(publishable(standing.definition, standing.translations))


def _with_new_key(survey: Survey, standing: DraftStep, key: str, by: Actor | None) -> DraftStep:
    new = numbered(key, queries.taken_keys(survey, standing.definition))
    notes = {
        language: {_moved(path, key, new): note for path, note in paths.items()}
        for language, paths in standing.translations.items()
    }
    return change(
        survey=survey,
        token=queries.token_of(standing),
        what="rename_question",
        definition=changes.rename_question(dict(standing.definition), key, new=new),
        translations=notes,
        by=by,
    )


def _moved(path: str, key: str, new: str) -> str:
    start = f"questions.{key}."
    return f"questions.{new}.{path[len(start) :]}" if path.startswith(start) else path


def set_kind_of(*, survey: Survey, plain: Plain, key: str, kind: Any) -> tuple[Plain, str]:
    """The draft with the question *key* in another kind, and the key that it has then.

    A key that was published in another kind stays with what was answered under it.
    """
    changed = changes.set_kind(plain, key, kind)
    if queries.published_kinds(survey).get(key, kind) == kind:
        return changed, key
    new = numbered(key, queries.taken_keys(survey, plain))
    return changes.rename_question(changed, key, new=new), new
