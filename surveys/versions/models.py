"""Surveys, their versions that never change, and responses apart from the words in them."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    UniqueConstraint,
    event,
    inspect,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.contributions.models import Channel
from feedback.core import clock
from feedback.core.db import Base, Keyed, words


class SurveyState(StrEnum):
    """Whether a survey can be answered."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Survey(Keyed, Base):
    """A set of questions under one neutral address.

    Whether it can be answered now is for ``queries.takes_answers`` to say: an open one may wait for
    its day, be past it, or be full.
    """

    __tablename__ = "survey"
    __table_args__ = (CheckConstraint("cap IS NULL OR cap > 0", name="cap"),)

    slug: Mapped[str] = mapped_column(unique=True)
    state: Mapped[SurveyState] = mapped_column(words(SurveyState), default=SurveyState.DRAFT)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    opens_on: Mapped[date | None]  # from the beginning of this day
    closes_on: Mapped[date | None]  # to the end of this day
    cap: Mapped[int | None]  # responses; then it closes by itself
    archived_on: Mapped[date | None]  # out of the lists, with all that came in
    shares: Mapped[list[str]] = mapped_column(JSON, default=list)  # columns with public results

    versions: Mapped[list["SurveyVersion"]] = relationship(
        back_populates="survey", order_by="SurveyVersion.number"
    )


class SurveyVersion(Keyed, Base):
    """One published wording; ``definition`` is the JSON of a ``Definition``."""

    __tablename__ = "survey_version"
    __table_args__ = (UniqueConstraint("survey_id", "number"),)

    survey_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey.id"))
    number: Mapped[int]
    definition: Mapped[dict[str, Any]]
    digest: Mapped[str]  # SHA-256 of the definition, so that a change cannot be silent
    published_on: Mapped[date | None]
    is_minor: Mapped[bool] = mapped_column(default=False)  # only the wording differs
    translations: Mapped[dict[str, Any]] = mapped_column(default=dict)  # as they stood that day

    survey: Mapped[Survey] = relationship(back_populates="versions")


class PublishedNeverChanges(RuntimeError):
    """Something tried to change a published version, which responses point to."""


@event.listens_for(SurveyVersion, "before_update")
def _refuse_change(_mapper: object, _connection: object, version: SurveyVersion) -> None:
    fields = inspect(version).attrs
    was = fields.published_on.history.deleted or [version.published_on]
    if was[0] is not None and any(
        fields[name].history.has_changes() for name in ("definition", "digest", "number")
    ):
        raise PublishedNeverChanges


class SurveyResponse(Keyed, Base):
    """One answered survey: which version, in which language. Words are contributions.

    One with *second_of_id* stands for a paper that was typed a second time, to find slips: it keeps
    what the first typing had before the two were compared, and is in no count.
    """

    __tablename__ = "survey_response"
    __table_args__ = (CheckConstraint("people_count IS NULL OR people_count > 0", name="people"),)

    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submission.id"), unique=True)
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey_version.id"), index=True)
    language: Mapped[str]
    shown_digest: Mapped[str]  # of the wording in the language that was shown
    received_on: Mapped[date] = mapped_column(default=clock.today)
    withdrawn_on: Mapped[date | None]
    channel: Mapped[Channel] = mapped_column(words(Channel), default=Channel.WEB)
    link_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("survey_link.id"), index=True)
    entered_by_id: Mapped[uuid.UUID | None]  # who typed it for somebody
    batch: Mapped[str | None]  # of paper, as staff name it
    people_count: Mapped[int | None]  # a group session: n people, one record
    interpreter: Mapped[str | None]  # who put it into words: professional, family, friend, staff
    second_of_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("survey_response.id"))
    paper_number: Mapped[int | None]  # in its batch, as staff wrote it on the paper
    led_by: Mapped[str | None]  # who led a group session

    answers: Mapped[list["SurveyAnswer"]] = relationship(
        back_populates="response", order_by="SurveyAnswer.question", cascade="all, delete-orphan"
    )
    version: Mapped[SurveyVersion] = relationship()


class SurveyAnswer(Keyed, Base):
    """A closed answer, in the clear so that it can be counted; its value knows no language."""

    __tablename__ = "survey_answer"
    __table_args__ = (UniqueConstraint("response_id", "question"),)

    response_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey_response.id"))
    question: Mapped[str] = mapped_column(index=True)
    value: Mapped[Any] = mapped_column(JSON)

    response: Mapped[SurveyResponse] = relationship(back_populates="answers")


class SurveyDraft(Keyed, Base):
    """What is being built beside the live version, and how far back somebody went with Undo.

    ``step`` is the number of the step that stands; those after it can be done again.
    """

    __tablename__ = "survey_draft"

    survey_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey.id"), unique=True)
    step: Mapped[int] = mapped_column(default=0)

    steps: Mapped[list["DraftStep"]] = relationship(
        back_populates="draft", order_by="DraftStep.number", cascade="all, delete-orphan"
    )


class DraftStep(Keyed, Base):
    """The whole draft after one change, so that any change can be undone.

    ``definition`` is the JSON of a definition that may lack much. ``translations`` says of each
    text, by language and place, what it was made from and who vouches for it.
    """

    __tablename__ = "survey_draft_step"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    draft_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey_draft.id"))
    number: Mapped[int]
    what: Mapped[str]  # the change, as a name of ``surveys.building.changes``
    definition: Mapped[dict[str, Any]]
    translations: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    made_by_id: Mapped[uuid.UUID | None]

    draft: Mapped[SurveyDraft] = relationship(back_populates="steps")


class SurveyMedia(Keyed, Base):
    """A picture or a recording that surveys show, under the digest of its bytes."""

    __tablename__ = "survey_media"

    digest: Mapped[str] = mapped_column(unique=True)  # SHA-256 in hexadecimal digits
    media_type: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    name: Mapped[str]
    added_on: Mapped[date] = mapped_column(default=clock.today)


class LinkMode(StrEnum):
    """What a short link opens."""

    WEB = "web"
    KIOSK = "kiosk"  # a shared tablet: wiped between people


class SurveyLink(Keyed, Base):
    """One way to a survey, such as a poster in a waiting room. It says nothing about a person."""

    __tablename__ = "survey_link"

    survey_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey.id"), index=True)
    code: Mapped[str] = mapped_column(unique=True)
    mode: Mapped[LinkMode] = mapped_column(words(LinkMode), default=LinkMode.WEB)
    channel: Mapped[Channel] = mapped_column(words(Channel), default=Channel.WEB)
    label: Mapped[str]  # staff's own name for the place
    language: Mapped[str | None]  # the first page's; the reader's choice without
    interpreter: Mapped[str | None]  # who puts it into words, where staff sit beside
    made_on: Mapped[date] = mapped_column(default=clock.today)
    ended_on: Mapped[date | None]

    survey: Mapped[Survey] = relationship()


class KioskTurn(Keyed, Base):
    """A turn at a shared tablet that is over: its pages show nothing any more."""

    __tablename__ = "kiosk_turn"

    ended_on: Mapped[date] = mapped_column(default=clock.today, index=True)


class SavedAnswers(Keyed, Base):
    """Answers that somebody asked to be kept for a week, sealed under their own code.

    Nobody can open them without it: the key is made from the code, which is not stored.
    """

    __tablename__ = "saved_answers"

    code_mac: Mapped[str] = mapped_column(unique=True)
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey_version.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    kept_until: Mapped[date] = mapped_column(index=True)


class PageCount(Base):
    """How often a page was reached in all, without a day and without a person."""

    __tablename__ = "survey_page_count"

    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey_version.id"), primary_key=True)
    page: Mapped[str] = mapped_column(primary_key=True)
    reached: Mapped[int] = mapped_column(default=0)


class AreaFigure(Keyed, Base):
    """How many people of the area a choice stands for, to see who is missing among answers."""

    __tablename__ = "survey_area_figure"
    __table_args__ = (
        UniqueConstraint("survey_id", "question", "value"),
        CheckConstraint("people >= 0", name="people"),
    )

    survey_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey.id"))
    question: Mapped[str]  # a column of closed answers
    value: Mapped[str]
    people: Mapped[int]
    source: Mapped[str] = mapped_column(default="")
