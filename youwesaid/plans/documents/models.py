"""Drafts: what a document proposes, while a person checks it."""

import uuid
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.accounts.models import Staff
from feedback.core import clock
from feedback.core.db import Base, Keyed


class PlanDraft(Keyed, Base):
    """A proposal from one document. It is deleted when it becomes a plan, or after 30 days.

    ``items`` are the rows of ``Proposal.as_rows`` in the order of the document, each with a
    ``state``: waiting, kept or dropped. Numbers are never used twice.
    """

    __tablename__ = "plan_draft"

    file_name: Mapped[str]
    title: Mapped[str]
    period_start: Mapped[str | None]
    period_end: Mapped[str | None]
    items: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    blocks: Mapped[list[dict[str, Any]]] = mapped_column(default=list)  # the document's own text
    started_on: Mapped[date] = mapped_column(default=clock.today, index=True)
    started_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))

    started_by: Mapped[Staff | None] = relationship()
