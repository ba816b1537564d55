"""Codings from files whose texts nobody has read here yet."""

import uuid
from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.coding.changes import Row, register
from feedback.coding.models import Theme
from feedback.contributions.models import Contribution


class WaitingCoding(Row):
    """A theme that a file gives to a contribution; it is given when the working text is made."""

    __tablename__ = "waiting_coding"
    __table_args__ = (UniqueConstraint("contribution_id", "theme_id", "coder_id", "start", "end"),)

    contribution_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), index=True
    )
    theme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("theme.id", ondelete="CASCADE"))
    coder_id: Mapped[uuid.UUID]
    start: Mapped[int | None]  # code points of the original words; None: the whole of it
    end: Mapped[int | None]
    coded_on: Mapped[date]
    suggested: Mapped[bool] = mapped_column(default=False)
    brought_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))

    contribution: Mapped[Contribution] = relationship()
    theme: Mapped[Theme] = relationship()


register(WaitingCoding)
