"""The worked example with a word planted in the original of everything that anybody said."""

import uuid
from dataclasses import dataclass, replace

from flask import Flask
from sqlalchemy import Engine, Integer, create_engine, func, insert, select, text

from feedback.accounts.models import Staff, StaffRole
from feedback.accounts.roles import Role
from feedback.contributions import opening
from feedback.contributions.attachments import Incoming
from feedback.contributions.models import Contribution
from feedback.contributions.receiving import Delivery, Piece, receive
from feedback.contributions.spam import Suspicion
from feedback.core import db as database
from feedback.core.db import session, writing
from feedback.core.keys import keyring
from feedback.core.sealing import Keyring, Place, Purpose
from feedback.core.settings import Settings
from feedback.redaction.models import Decision, Hiding
from tests.support.said import say
from youwesaid.tables import METADATA

MARK = "canaryqz"
RECORDING = Incoming(question_key="say", media_type="audio/wav", content=b"RIFF" * 99)


@dataclass
class Planted:
    """The worked example with the word in every original."""

    settings: Settings
    worker: Flask
    public: Flask
    staff: Flask
    everybody: dict[str, str]  # the cookie of somebody with every role
    deciding: str  # an address where something must be decided


def poured(settings: Settings, server: str) -> str:
    """Every row of the embedded database, in a new one on *server*; the address of that."""
    name = f"planted_{settings.data.name.rpartition('-')[2]}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    admin.dispose()
    address = server.replace("/postgres?", f"/{name}?")
    source = create_engine(**database.engine_options(settings))
    database.prepare_engine(source)
    target = create_engine(**database.engine_options(replace(settings, database=address)))
    METADATA.create_all(target)
    _pour(source, target)
    source.dispose()
    target.dispose()
    return address


def _pour(source: Engine, target: Engine) -> None:
    with source.connect() as read, target.begin() as write:
        write.execute(text("SET session_replication_role = replica"))
        for table in METADATA.sorted_tables:
            rows = [dict(row._mapping) for row in read.execute(select(table))]
            if rows:
                write.execute(insert(table), rows)
            for column in table.columns:
                if isinstance(column.type, Integer):  # what counts itself goes on from here
                    counter = func.pg_get_serial_sequence(table.name, column.name)
                    last = select(func.max(column)).scalar_subquery()
                    write.execute(select(func.setval(counter, last)).where(counter.is_not(None)))


def plant() -> tuple[dict[str, str], str]:
    """Plant the word; the cookie of somebody with every role, and where something is to decide."""
    ring = keyring()
    waiting = say("Priya rang 01632 960123 at 7.15pm.", keyring=ring)  # with proposals
    spam = Piece(text="Some words that look like spam", language="en")
    sound = Piece(text="", language="en", attached=RECORDING)
    for piece, suspicions in ((spam, [Suspicion.LINKS]), (sound, None)):
        with writing():
            delivery = Delivery(submission_id=uuid.uuid4(), pieces=[piece], suspicions=suspicions)
            receive(delivery, keyring=ring)
    with writing():
        said = select(Contribution).where(Contribution.words_sealed.is_not(None))
        for each in session().scalars(said):
            _plant_in(each, ring)
        everybody = Staff(email="everybody@example.net", name="Everybody", active=True)
        everybody.roles = [StaffRole(role=role) for role in Role]
        session().add(everybody)
        session().flush()
        cookie = {"staff": str(everybody.id), "stamp": everybody.stamp}
    return cookie, f"/redact/{waiting.id}/one-by-one"


def _plant_in(contribution: Contribution, ring: Keyring) -> None:
    said = opening.original(contribution, ring)
    start, place = len(said) + 1, Place(opening.TABLE, contribution.id, "words")
    contribution.words_sealed = ring.seal(f"{said} {MARK}.", purpose=Purpose.WORDS, place=place)
    hidden = Hiding(
        contribution_id=contribution.id,
        start=start,
        end=start + len(MARK),
        kind="name",
        replacement="[name]",
        decision=Decision.ACCEPTED,
    )
    session().add(hidden)
