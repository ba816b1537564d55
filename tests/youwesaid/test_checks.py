"""What keeps a server from starting: each fault is one sentence that says how to mend it."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from feedback.core import db
from feedback.core.db import SQLITE_PRAGMAS
from feedback.core.sealing import key_files
from feedback.core.settings import FILE_NAME, Settings
from tests.support.site import new_database
from youwesaid import checks, founding, wsgi
from youwesaid.checks import Finding

REAL = {"public_url": "https://say.example.org", "staff_url": "https://staff.example.org"}


@pytest.fixture(scope="session")
def _founded(
    backend: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    server = request.getfixturevalue("postgresql_server") if backend == "postgresql" else ""
    settings = Settings(
        data=tmp_path_factory.mktemp("checked") / "data",
        database=new_database(server) if server else "",
    )
    app = founding.found(settings, written={})
    with app.app_context():
        db.db.engine.dispose()
    return settings


@pytest.fixture
def sound(_founded: Settings, tmp_path: Path) -> Settings:
    """A site without a fault: a copy that may be spoilt."""
    copy = tmp_path / "data"
    shutil.copytree(_founded.data, copy)
    return replace(_founded, data=copy)


def refused(settings: Settings, *, private: bool = True) -> list[Finding]:
    """What keeps the site from starting."""
    return checks.refusals(checks.check(settings, private=private))


def execute(settings: Settings, *statements: str) -> None:
    """Do something to the database that we would not do."""
    engine = create_engine(**db.engine_options(settings))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def embedded(settings: Settings) -> Path:
    """The database file; the test is skipped where there is none."""
    path = db.sqlite_path(settings)
    if path is None:
        pytest.skip("only an embedded database is a file")
    return path


def test_a_new_site_has_no_fault(sound):
    findings = checks.check(sound)

    assert checks.refusals(findings) == []
    assert {finding.about for finding in findings} >= {
        "files", "keys", "addresses", "mail", "clock", "database", "migrations"}  # fmt: skip


def _swap(settings: Settings, one: str, other: str) -> None:
    first, second = settings.keys / one, settings.keys / other
    kept = first.read_text()
    first.write_text(second.read_text())
    second.write_text(kept)


FILES: dict[str, tuple[Callable[[Settings], object], str]] = {
    "a key that others can read": (
        lambda s: (s.keys / "words.private").chmod(0o644),
        r"words\.private can be read by others: run `chmod 600 ",
    ),
    "a settings file that others can read": (
        lambda s: (s.data / FILE_NAME).chmod(0o640),
        r"youwesaid\.env can be read by others: run `chmod 600 ",
    ),
    "a folder of keys that others can open": (
        lambda s: s.keys.chmod(0o750),
        r"keys is open to others: run `chmod 700` on it",
    ),
    "a key that is missing": (
        lambda s: (s.keys / "contact.private").unlink(),
        r"contact\.private is missing: restore it from your key backup",
    ),
    "a key that was cut short": (
        lambda s: (s.keys / "index.key").write_text("ab" * 31),
        r"index\.key is not a 32-byte key: restore it",
    ),
    "a key that is no key": (
        lambda s: (s.keys / "receipt.key").write_text("see the safe"),
        r"receipt\.key is not a key: restore it",
    ),
    "two pairs that changed places": (
        lambda s: _swap(s, "words.private", "contact.private"),
        r"The two words keys are not a pair: restore them",
    ),
    "one key in two places": (
        lambda s: shutil.copy(s.keys / "receipt.key", s.keys / "index.key"),
        r"Two key files are the same: restore them",
    ),
    "no data folder": (lambda s: shutil.rmtree(s.data), r"does not exist: run `youwesaid init`"),
}


@pytest.mark.parametrize("fault", FILES)
def test_a_fault_of_the_files_is_one_sentence_with_its_mend(sound, fault):
    spoil, sentence = FILES[fault]

    spoil(sound)

    found = [f for f in refused(sound) if f.about in {"files", "keys", "data"}]
    assert len({finding.words for finding in found}) in {1, 2}
    assert any(_matches(finding, sentence) for finding in found)
    with pytest.raises(wsgi.WillNotStart, match=sentence):
        wsgi.refuse_faults(sound, private=True)


def _matches(finding: Finding, sentence: str) -> bool:
    return bool(re.search(sentence, finding.words)) and finding.words.endswith(".")


SETTINGS: dict[str, tuple[dict[str, object], str]] = {
    "words in the clear": (
        {**REAL, "public_url": "http://say.example.org"},
        "YOUWESAID_PUBLIC_URL is not https: words would travel in the clear.",
    ),
    "staff in the clear": (
        {**REAL, "staff_url": "http://staff.example.org"},
        "YOUWESAID_STAFF_URL is not https: words would travel in the clear.",
    ),
    "one address for both": (
        {"public_url": "https://say.example.org", "staff_url": "https://say.example.org"},
        "The public and the staff side have the same address: give them two.",
    ),
    "no address at all": (
        {"public_url": "say.example.org"},
        "YOUWESAID_PUBLIC_URL is not a web address: mend it.",
    ),
    "a way out that leads nowhere": (
        {"leave_to": "weather"},
        "YOUWESAID_LEAVE_TO is not a web address: mend it.",
    ),
    "a mail password in the clear": (
        {"mail_server": "smtp.example.org", "mail_sender": "a@b.example", "mail_password": "x"},
        "The mail password would travel in the clear: set MAIL_TLS to true.",
    ),
    "letters from nobody": (
        {"mail_server": "smtp.example.org"},
        "YOUWESAID_MAIL_SENDER is empty: set the From address.",
    ),
}


@pytest.mark.parametrize("fault", SETTINGS)
def test_a_fault_of_the_settings_is_one_sentence_with_its_mend(sound, fault):
    changes, sentence = SETTINGS[fault]

    (finding,) = refused(replace(sound, **changes))

    assert finding.words.startswith(sentence)


def test_a_clock_in_the_past_keeps_the_site_from_starting(sound, monkeypatch):
    monkeypatch.setattr(checks.time, "time", lambda: 1_700_000_000.0)

    (finding,) = refused(sound)

    assert finding.words == "The clock says 2023-11-14: set it right (NTP) before starting."


def test_the_public_side_needs_no_private_key_and_asks_for_none(sound):
    for name in set(key_files(private=True)) - set(key_files(private=False)):
        (sound.keys / name).unlink()

    assert refused(sound, private=False) == []
    assert [finding.about for finding in refused(sound)] == ["keys"]


class TestTheDatabase:
    def test_is_never_made_anew_where_it_is_missing(self, sound):
        path = embedded(sound)
        path.unlink()

        (finding,) = refused(sound)

        assert finding.words == f"{path} is missing: restore it, or run `youwesaid init`."
        assert not path.exists()

    def test_is_not_served_damaged(self, sound):
        path = embedded(sound)
        size = path.stat().st_size
        with path.open("r+b") as file:
            for place in range(4096 * 3, size, 4096):
                file.seek(place)
                file.write(b"\xff" * 512)

        assert refused(sound)

    @pytest.mark.parametrize(
        ("name", "weak"),
        [("synchronous", "NORMAL"), ("secure_delete", "OFF"), ("foreign_keys", "OFF"),
         ("trusted_schema", "ON"), ("journal_mode", "DELETE")],
    )  # fmt: skip
    def test_is_not_served_with_a_weaker_pragma(self, sound, name, weak, monkeypatch):
        embedded(sound)
        monkeypatch.setitem(SQLITE_PRAGMAS, name, weak)

        (finding,) = refused(sound)

        assert finding.words.startswith(f"SQLite runs with {name}=")

    def test_is_not_served_by_an_engine_with_the_wal_fault(self, sound, monkeypatch):
        embedded(sound)
        monkeypatch.setattr(checks, "SAFE_SQLITE", (99, 0, 0))

        (finding,) = refused(sound)

        assert "can corrupt a database in WAL mode: install pysqlite3" in finding.words

    def test_is_not_served_by_a_server_that_answers_before_it_has_written(self, sound, monkeypatch):
        if db.sqlite_path(sound) is not None:
            pytest.skip("only PostgreSQL can be told to")
        monkeypatch.setitem(checks._WANTED_POSTGRESQL, "synchronous_commit", "remote_apply")

        (finding,) = refused(sound)

        assert finding.words.startswith("PostgreSQL runs with synchronous_commit=on: set it to")

    def test_warns_of_a_server_whose_log_repeats_statements(self, sound):
        if db.sqlite_path(sound) is not None:
            pytest.skip("an embedded database keeps no log")

        warned = [f.words for f in checks.check(sound) if f.weight is checks.Weight.WARN]

        assert any("log_min_error_statement" in words for words in warned)
        assert any("log_error_verbosity" in words for words in warned)

    def test_of_an_older_software_has_to_be_migrated_first(self, sound):
        execute(sound, "DELETE FROM alembic_version")
        try:
            (finding,) = refused(sound)
            assert finding.words == "The database has no tables of ours: run `youwesaid init`."
        finally:
            newest = checks.migrating.newest()
            execute(sound, f"INSERT INTO alembic_version VALUES ('{newest}')")

    def test_of_a_newer_software_is_left_alone(self, sound):
        newest = checks.migrating.newest()
        execute(sound, "UPDATE alembic_version SET version_num = 'fromthefuture'")
        try:
            (finding,) = refused(sound)
            assert finding.words.endswith("newer than this software: upgrade it.")
        finally:
            execute(sound, f"UPDATE alembic_version SET version_num = '{newest}'")

    def test_that_does_not_answer_is_named_without_its_password(self, sound):
        away = replace(sound, database="postgresql+psycopg://me:secret@127.0.0.1:9/none")

        (finding,) = refused(away)

        assert finding.words == "The database does not answer (OperationalError): start or mend it."
