"""A file between its upload and its import."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from feedback.core import clock
from feedback.core.db import Base, Keyed


class Upload(Keyed, Base):
    """A file that waits until its columns are named: sealed, for a day at most."""

    __tablename__ = "upload"

    uploaded_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    uploaded_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    file_sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Exposure(Base):
    """That somebody opened a contribution on a day, and whether it was hard to read.

    It is for the reader's own sake: only they see the sums, and rows go after four weeks.
    """

    __tablename__ = "exposure"

    staff_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    contribution_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    is_heavy: Mapped[bool] = mapped_column(default=False)
