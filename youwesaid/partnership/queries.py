"""Agencies, posts and localities, as the partnership orders them."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from feedback.core.db import session
from youwesaid.partnership.models import Agency, Locality, Post


def agencies(*, with_former: bool = False) -> Sequence[Agency]:
    """The agencies with their posts; those that left only when asked for."""
    statement = (
        select(Agency).options(selectinload(Agency.posts)).order_by(Agency.position, Agency.key)
    )
    if not with_former:
        statement = statement.where(Agency.is_partner.is_(True))
    return session().scalars(statement).all()


def agency_by_key(key: str) -> Agency:
    """One agency; raises NoResultFound."""
    return session().scalars(select(Agency).where(Agency.key == key)).one()


def posts() -> Sequence[Post]:
    """The posts of agencies that are partners, by agency."""
    return (
        session()
        .scalars(
            select(Post)
            .join(Post.agency)
            .where(Agency.is_partner.is_(True))
            .options(joinedload(Post.agency))
            .order_by(Agency.position, Agency.key, Post.position, Post.id)
        )
        .all()
    )


def post_by_id(post_id: uuid.UUID) -> Post:
    """One post; raises NoResultFound."""
    return session().get_one(Post, post_id)


def localities() -> Sequence[Locality]:
    """The localities."""
    return session().scalars(select(Locality).order_by(Locality.position, Locality.key)).all()


def locality_by_key(key: str) -> Locality:
    """One locality; raises NoResultFound."""
    return session().scalars(select(Locality).where(Locality.key == key)).one()
