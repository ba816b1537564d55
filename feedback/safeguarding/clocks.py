"""By when somebody must have acted."""

from datetime import datetime, timedelta

from feedback.core import working_days
from feedback.safeguarding.models import Level

NOW_WITHIN = timedelta(hours=1)
TODAY_WITHIN = timedelta(hours=24)
SOON_WORKING_DAYS = 3


def due_at(level: Level, since: datetime, *, nation: str) -> datetime:
    """The end of the clock of a concern of this *level* that was raised at *since*.

    Danger knows no weekend: only "soon" is counted in working days of *nation*.
    """
    if level is Level.NOW:
        return since + NOW_WITHIN
    if level is Level.TODAY:
        return since + TODAY_WITHIN
    day = working_days.after(since.date(), SOON_WORKING_DAYS, nation=nation)
    return datetime.combine(day, since.timetz())
