"""A page of a long list, with its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request
from sqlalchemy import Select, func, select

from feedback.core.db import session

T = TypeVar("T")
PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list that has *total* in all; pages count from 1."""

    rows: Sequence[T]
    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def last(self) -> int:
        """The number of the last page, at least 1."""
        return max(1, -(-self.total // self.size))


def page_of(statement: Select[T], *, number: int | None = None) -> Page[T]:
    """The rows of page *number* (from the address when not given); beyond the end, the last."""
    wanted = asked_page() if number is None else number
    total = session().scalar(select(func.count()).select_from(statement.order_by(None).subquery()))
    last = max(1, -(-(total or 0) // PAGE_SIZE))
    shown = min(max(1, wanted), last)
    rows: Sequence[Any] = (
        session().scalars(statement.limit(PAGE_SIZE).offset((shown - 1) * PAGE_SIZE)).all()
    )
    return Page(rows=rows, number=shown, total=total or 0)


def asked_page() -> int:
    """The page number in the address, 1 when there is none that makes sense."""
    asked = request.args.get("page", "1")
    return int(asked) if asked.isdecimal() and len(asked) < 7 else 1  # noqa: PLR2004
