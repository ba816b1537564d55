"""What a coder did, wrote, marked and asked."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from feedback.accounts.models import Staff, StaffRole
from feedback.accounts.roles import READERS
from feedback.coding.desk.models import Discussion, Memo, QuoteMark
from feedback.coding.models import (
    ChangeKind,
    ChangeSet,
    ChangeStep,
    Coding,
    Suggestion,
    SuggestionState,
    TaggerModel,
    Theme,
    ThemeState,
)
from feedback.contributions.models import Contribution
from feedback.core.db import session

#: What is done at the desk, and so what its Undo takes back.
AT_THE_DESK = (
    ChangeKind.CODED,
    ChangeKind.NO_THEME,
    ChangeKind.NOT_CODABLE,
    ChangeKind.REFUSED,
    ChangeKind.BULK,
    ChangeKind.ADDED,
    ChangeKind.NOTED,
    ChangeKind.MARKED,
    ChangeKind.ASKED,
)
_LOOKED_BACK = 200  # acts among which the last that is not blind is looked for


def themes_to_give() -> Sequence[Theme]:
    """The themes that may be given, drafts too, in the codebook's order."""
    statement = (
        select(Theme)
        .where(Theme.state.in_((ThemeState.ACTIVE, ThemeState.DRAFT)))
        .order_by(Theme.position, Theme.key)
    )
    return session().scalars(statement).all()


def acts_of(by: Staff) -> Select[ChangeSet]:
    """What *by* did to codings and the codebook, newest first."""
    return (
        select(ChangeSet)
        .where(ChangeSet.made_by_id == by.id)
        .order_by(ChangeSet.number.desc())
        .options(selectinload(ChangeSet.steps))
    )


def last_act(by: Staff) -> ChangeSet | None:
    """What *by* did last at the desk and has not taken back; blind codings are left out."""
    statement = (
        acts_of(by)
        .where(ChangeSet.undone_at.is_(None), ChangeSet.kind.in_(AT_THE_DESK))
        .limit(_LOOKED_BACK)
    )
    return next((act for act in session().scalars(statement) if not is_blind(act)), None)


def is_blind(act: ChangeSet) -> bool:
    """Whether it was done without seeing others' themes, in a room of its own."""
    return bool(act.facts.get("blind"))


def act(number: int, by: Staff) -> ChangeSet:
    """One act of *by* that the desk shows. Raises NoResultFound."""
    return session().scalars(acts_of(by).where(ChangeSet.number == number)).one()


def contribution_of(act: ChangeSet) -> Contribution | None:
    """The one contribution that an act was about and that may be opened; None for several."""
    ids = {step.contribution_id for step in act.steps} - {None}
    if len(ids) != 1:
        return None
    found = session().get(Contribution, ids.pop())
    return found if found and not found.withdrawn_on and not found.restricted else None


def keys_before(by_id: uuid.UUID, *, other_than: uuid.UUID) -> Sequence[str]:
    """The themes that a coder gave to the whole of the contribution that they coded last."""
    last = session().scalar(
        select(ChangeStep.contribution_id)
        .join(ChangeSet)
        .where(
            ChangeSet.made_by_id == by_id,
            ChangeSet.kind == ChangeKind.CODED,
            ChangeSet.undone_at.is_(None),
            ChangeStep.contribution_id.is_not(None),
            ChangeStep.contribution_id != other_than,
        )
        .order_by(ChangeSet.number.desc())
        .limit(1)
    )
    statement = (
        select(Theme.key)
        .join(Coding, Coding.theme_id == Theme.id)
        .where(
            Coding.contribution_id == last,
            Coding.coder_id == by_id,
            Coding.start.is_(None),
            Theme.state.in_((ThemeState.ACTIVE, ThemeState.DRAFT)),
        )
        .order_by(Theme.position, Theme.key)
    )
    return session().scalars(statement).all() if last else []


def open_suggestions(contribution_id: uuid.UUID) -> Sequence[Suggestion]:
    """Suggestions that nobody refused, of themes that may be given and are offered; best first."""
    statement = (
        select(Suggestion)
        .join(Suggestion.theme)
        .where(
            Suggestion.contribution_id == contribution_id,
            Suggestion.state != SuggestionState.REFUSED,
            Theme.state == ThemeState.ACTIVE,
            Theme.suggested,
        )
        .order_by(Suggestion.score.desc(), Suggestion.id)
        .options(joinedload(Suggestion.theme))
    )
    found: dict[uuid.UUID, Suggestion] = {}
    for each in session().scalars(statement):
        found.setdefault(each.theme_id, each)
    return list(found.values())


def models_named(names: Collection[str]) -> dict[str, TaggerModel]:
    """The kept taggers of these *names*."""
    statement = select(TaggerModel).where(TaggerModel.name.in_(names))
    return {model.name: model for model in session().scalars(statement)}


def memos_of(contribution_id: uuid.UUID, theme_ids: Collection[uuid.UUID] = ()) -> Sequence[Memo]:
    """Memos about a contribution, and those about the themes themselves, oldest first."""
    about_themes = Memo.theme_id.in_(theme_ids) & Memo.contribution_id.is_(None)
    statement = (
        select(Memo)
        .where((Memo.contribution_id == contribution_id) | about_themes)
        .order_by(Memo.written_at, Memo.id)
        .options(joinedload(Memo.theme))
    )
    return session().scalars(statement).all()


def memos_about(theme: Theme) -> Sequence[Memo]:
    """Memos about a theme itself, oldest first."""
    statement = (
        select(Memo)
        .where(Memo.theme_id == theme.id, Memo.contribution_id.is_(None))
        .order_by(Memo.written_at, Memo.id)
    )
    return session().scalars(statement).all()


def marks_of(contribution_id: uuid.UUID) -> Sequence[QuoteMark]:
    """What is marked as a quote in a contribution, in the order of the text; the whole first."""
    statement = select(QuoteMark).where(QuoteMark.contribution_id == contribution_id)
    found = session().scalars(statement.order_by(QuoteMark.id)).all()
    return sorted(found, key=lambda mark: (mark.start or 0, mark.end or 0))


def discussions() -> Select[Discussion]:
    """Open questions between colleagues, oldest first; restricted contributions are out."""
    return (
        select(Discussion)
        .join(Discussion.contribution)
        .where(
            Discussion.resolved_at.is_(None),
            Contribution.withdrawn_on.is_(None),
            Contribution.restricted.is_(False),
        )
        .order_by(Discussion.asked_at, Discussion.id)
        .options(joinedload(Discussion.contribution))
    )


def discussions_about(contribution_id: uuid.UUID) -> Sequence[Discussion]:
    """Open questions about a contribution, oldest first."""
    statement = discussions().where(Discussion.contribution_id == contribution_id)
    return session().scalars(statement).all()


def open_discussions(of: uuid.UUID) -> Sequence[Discussion]:
    """Every open question, first those that wait for *of*, oldest first."""
    found = session().scalars(discussions()).all()
    return sorted(found, key=lambda each: each.asked_of_id != of)


def discussion(discussion_id: uuid.UUID) -> Discussion:
    """One open question. Raises NoResultFound."""
    return session().scalars(discussions().where(Discussion.id == discussion_id)).one()


def count_asked_of(staff_id: uuid.UUID) -> int:
    """How many open questions wait for somebody."""
    asked = discussions().where(Discussion.asked_of_id == staff_id).order_by(None).subquery()
    return session().scalar(select(func.count()).select_from(asked)) or 0


def colleagues(but: uuid.UUID) -> Sequence[Staff]:
    """Those who may read working texts and whose account works, by name; not *but*."""
    readers = select(StaffRole.staff_id).where(StaffRole.role.in_(READERS))
    statement = (
        select(Staff)
        .where(Staff.active, Staff.id.in_(readers), Staff.id != but)
        .order_by(Staff.name, Staff.id)
    )
    return session().scalars(statement).all()


def names_of(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The names of members of staff."""
    found = session().execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids)))
    return {row.id: row.name for row in found}
