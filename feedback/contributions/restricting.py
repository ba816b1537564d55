"""Which contributions are shut for now, and which may never be shown to the public."""

from sqlalchemy import ColumnElement, and_

from feedback.contributions.models import Contribution, Safeguarding

#: Words of a contribution in one of these states do not leave the desk of those who read.
UNDECIDED = (Safeguarding.WAITING, Safeguarding.SIGNALLED, Safeguarding.CONCERN)


def open_to_readers() -> ColumnElement[bool]:
    """The condition that every reader may see the text.

    For every list, search, queue, sample and export of texts; counts may leave it out.
    """
    return Contribution.restricted.is_(False)


def may_be_public() -> ColumnElement[bool]:
    """The condition that words of it may be quoted, as far as danger goes; permissions apart."""
    return and_(
        open_to_readers(),
        Contribution.never_public.is_(False),
        Contribution.safeguarding.not_in(UNDECIDED),
    )


def is_public_material(contribution: Contribution) -> bool:
    """Whether words of *contribution* may be quoted, as far as danger goes."""
    return not (
        contribution.restricted
        or contribution.never_public
        or contribution.safeguarding in UNDECIDED
    )
