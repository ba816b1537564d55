"""Surveys, their versions that never change, and responses apart from the words in them."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, event, inspect
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.core import clock
from feedback.core.db import Base, Keyed, words


class SurveyState(StrEnum):
    """Whether a survey can be answered."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Survey(Keyed, Base):
    """A set of questions under one neutral address."""

    __tablename__ = "survey"

    slug: Mapped[str] = mapped_column(unique=True)
    state: Mapped[SurveyState] = mapped_column(words(SurveyState), default=SurveyState.DRAFT)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

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
    """One answered survey: which version, in which language. Words are contributions."""

    __tablename__ = "survey_response"

    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submission.id"), unique=True)
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey_version.id"), index=True)
    language: Mapped[str]
    shown_digest: Mapped[str]  # of the wording in the language that was shown
    received_on: Mapped[date] = mapped_column(default=clock.today)
    withdrawn_on: Mapped[date | None]

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
