"""What the builder shows of a survey: its draft as it stands, and everything to be mended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from feedback.accounts.models import Staff
from feedback.core.db import session
from surveys.building.places import Plain, copied, question, question_keys
from surveys.definitions.checking import faults
from surveys.definitions.definition import Definition, DefinitionError
from surveys.definitions.question import Kind
from surveys.definitions.reading import read_draft
from surveys.translating.provenance import publishable
from surveys.versions import drafts
from surveys.versions import queries as versions
from surveys.versions.drafts import Drafted
from surveys.versions.models import DraftStep, Survey, SurveyMedia

#: The token of a draft that nobody has begun.
NOT_BEGUN = "0"


@dataclass(frozen=True, slots=True)
class Draft:
    """A survey's draft as one page shows it; *token* says on which step the page stands."""

    survey: Survey
    plain: Plain
    translations: Mapping[str, Any]
    token: str
    definition: Definition
    faults: Sequence[DefinitionError]
    can_undo: bool
    can_redo: bool

    @property
    def standing(self) -> Drafted:
        """What stands, as the services of drafts take it."""
        return Drafted(self.plain, self.translations, 0)

    @property
    def source(self) -> str:
        """The language in which the survey is written."""
        return self.definition.languages[0]

    @property
    def title(self) -> str:
        """The survey's title as its makers read it; its address before it has one."""
        return self.definition.title.get(self.source, "") or self.survey.slug


def draft_of(survey: Survey) -> Draft:
    """The draft of *survey* as it stands; what one would begin with, where there is none."""
    draft = drafts.draft_or_none(survey)
    standing = drafts.drafted(survey)
    return Draft(
        survey=survey,
        plain=copied(dict(standing.definition)),
        translations=standing.translations,
        token=token_of(drafts.standing(draft)) if draft else NOT_BEGUN,
        definition=read(standing.definition),
        faults=faults_of(standing.definition, standing.translations),
        can_undo=drafts.can_undo(draft),
        can_redo=drafts.can_redo(draft),
    )


def title_of(survey: Survey) -> str:
    """The title of what people are asked, else of the draft; its address before it has one."""
    version = versions.newest_version(survey)
    definition = (
        versions.definition_of(version) if version else read(drafts.drafted(survey).definition)
    )
    return definition.title.get(definition.languages[0], "") or survey.slug


def token_of(step: DraftStep) -> str:
    """What a page carries to say on which step it stands.

    Not its number alone: after Undo and another change the same number is another step.
    """
    return f"{step.number}-{step.id.hex[:8]}" if step.number else NOT_BEGUN


def read(plain: Mapping[str, Any]) -> Definition:
    """The definition in *plain*, which may lack much."""
    return read_draft(plain)


def faults_of(
    plain: Mapping[str, Any], translations: Mapping[str, Any]
) -> Sequence[DefinitionError]:
    """Everything that stands in the way of publishing."""
    return faults(read(publishable(plain, translations)))


def kind_of(plain: Plain, key: str) -> str:
    """In which kind the draft asks the question *key*. Raises NoSuchPlace."""
    return str(question(plain, key).get("kind"))


def published_kinds(survey: Survey) -> Mapping[str, Kind]:
    """In which kind each key was asked, in all published versions."""
    return {
        each.key: each.kind
        for version in versions.published_versions(survey)
        for each in versions.definition_of(version).questions()
    }


def taken_keys(survey: Survey, plain: Mapping[str, Any]) -> frozenset[str]:
    """Keys that no new question may have: each keeps its meaning through all versions."""
    return question_keys(dict(plain)) | published_kinds(survey).keys()


@dataclass(frozen=True, slots=True)
class Made:
    """One step of a draft and who made it."""

    step: DraftStep
    by: str
    stands: bool


def steps_of(survey: Survey, *, limit: int = 30) -> Sequence[Made]:
    """The newest steps of the draft, those that were undone too."""
    draft = drafts.draft_or_none(survey)
    if draft is None:
        return ()
    newest = list(reversed(draft.steps))[:limit]
    return [Made(step, _name(step), step.number == draft.step) for step in newest]


def steps_since(survey: Survey, token: str) -> Sequence[Made]:
    """What was done after the step which *token* says, the newest first."""
    number = int(token.partition("-")[0]) if token.partition("-")[0].isdigit() else 0
    return [made for made in steps_of(survey) if made.step.number > number]


def _name(step: DraftStep) -> str:
    member = session().get(Staff, step.made_by_id) if step.made_by_id else None
    return member.name if member else ""


def pictures() -> Sequence[tuple[str, str]]:
    """Pictures that a question may show, by digest with their names; the newest first."""
    statement = (
        select(SurveyMedia.digest, SurveyMedia.name)
        .where(SurveyMedia.media_type.like("image/%"))
        .order_by(SurveyMedia.added_on.desc(), SurveyMedia.name, SurveyMedia.digest)
    )
    return [(digest, name) for digest, name in session().execute(statement)]
