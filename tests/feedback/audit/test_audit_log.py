"""The log: one unbroken chain, without anybody's words."""

import threading

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from feedback.accounts.roles import Role
from feedback.audit import chain, services
from feedback.audit.models import AuditEntry, AuditHead
from feedback.core.audience import staff
from feedback.core.db import session, writing
from tests.support.people import fresh


def log(count: int) -> None:
    with writing():
        for number in range(count):
            services.record(verb="opened", thing="thing", thing_id=number, facts={"at": number})


def entries() -> list[AuditEntry]:
    fresh()
    return list(session().scalars(select(AuditEntry).order_by(AuditEntry.number)))


def test_entries_are_numbered_and_chained(app, make_staff):
    member = make_staff(Role.LEAD, name="Kim")
    with writing():
        services.record(verb="opened_original", thing="contribution", thing_id=7, actor=member)
        services.record(
            verb="closed", thing="concern", facts={"count": 3, "why": ["a", None, True]}
        )

    first, second = entries()
    assert (first.number, first.previous, first.actor_name) == (1, chain.START, "Kim")
    assert (second.number, second.previous, second.actor_name) == (2, first.digest, "")
    assert second.facts == {"count": 3, "why": ["a", None, True]}
    assert services.verify() is None


def test_an_act_that_is_undone_leaves_no_entry(app):
    def undone():
        services.record(verb="opened")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), writing():
        undone()
    log(1)

    assert [entry.thing_id for entry in entries()] == ["0"]


def test_a_page_that_only_reads_can_be_recorded_too(staff_app, sign_in):
    if "test_reading" not in staff_app.view_functions:
        staff_app._got_first_request = False

        @staff_app.get("/test-reading", endpoint="test_reading")
        @staff()
        def reading():
            services.record(verb="opened_original", thing="contribution", thing_id="x")
            return "read", 200, {"Content-Type": "text/plain"}

    browser = sign_in(Role.LEAD, name="Kim")
    browser.get("/test-reading")

    assert [(entry.verb, entry.actor_name) for entry in entries()] == [("opened_original", "Kim")]


@pytest.mark.parametrize(
    "value",
    [
        "a\nb",
        "a\r\nb",
        "\x00",
        "\x1b[2J",
        "\u2028",
        "\u202e",
        "\ud800",
        "\u0085",
        "\ufeff",
        "\u2066",
    ],
)
def test_nothing_can_forge_a_line(app, value):
    with writing():
        services.record(
            verb=value, thing=value, thing_id=value, facts={value: [value, {value: value}]}
        )

    (entry,) = entries()
    written = f"{entry.verb}{entry.thing}{entry.thing_id}{entry.facts}"
    assert services.verify() is None
    assert not any(sign in written for sign in value if not sign.isalnum() and sign != "[")
    assert "\\u" in written


def test_what_is_as_long_as_somebodys_words_is_refused(app):
    with pytest.raises(services.WordsInTheLog):
        services.record(verb="opened", facts={"note": "She said that " * 20})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("verb", "'looked'"), ("thing", "'else'"), ("thing_id", "'9'"), ("actor_name", "'Other'"),
        ("previous", "'0'"), ("digest", "'0'"), ("number", "70"),
        ("actor_id", "'00000000000040008000000000000000'"),
        ("facts", "'{}'"), ("at", "'2020-01-01 00:00:00.000000'"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("number", [1, 4, 9])
def test_any_alteration_is_found(app, field, value, number):
    log(9)
    with writing() as active:
        active.execute(text(f"UPDATE audit_entry SET {field} = {value} WHERE number = {number}"))

    assert services.verify() == (number if field != "digest" or number < 9 else 9)


@pytest.mark.parametrize("number", range(1, 10))
def test_any_missing_entry_is_found(app, number):
    log(9)
    with writing() as active:
        active.execute(delete(AuditEntry).where(AuditEntry.number == number))

    assert services.verify() == number


def test_a_missing_end_is_found_even_when_the_head_is_moved_back(app):
    log(9)
    fifth = entries()[4].digest
    with writing() as active:
        active.execute(delete(AuditEntry).where(AuditEntry.number > 5))
        active.execute(update(AuditHead).values(number=5, digest=fifth))

    assert services.verify() == 6


def test_an_emptied_log_is_found(app):
    log(3)
    with writing() as active:
        active.execute(delete(AuditEntry))

    assert services.verify() == 1


def test_a_head_that_was_taken_away_is_found(app):
    log(3)
    with writing() as active:
        active.execute(delete(AuditHead))

    assert services.verify() == 4


def test_an_entry_rewritten_with_its_digest_is_found(app):
    log(5)
    with writing() as active:
        entry = active.get_one(AuditEntry, 3)
        entry.verb = "something else"
        entry.digest = chain.digest_of(entry)

    assert services.verify() == 4


def test_every_one_of_ten_thousand_entries_is_guarded(app):
    log(10_000)
    assert services.verify() is None
    for number in (1, 2, 4_999, 9_999, 10_000):
        with writing() as active:
            active.execute(
                update(AuditEntry).where(AuditEntry.number == number).values(thing_id="altered")
            )
        assert services.verify() == number
        with writing() as active:
            active.execute(
                update(AuditEntry)
                .where(AuditEntry.number == number)
                .values(thing_id=str(number - 1))
            )
    assert services.verify() is None
    assert services.verify(newest=100) is None


def test_the_newest_entries_can_be_checked_alone(app):
    log(50)
    with writing() as active:
        active.execute(update(AuditEntry).where(AuditEntry.number == 3).values(verb="altered"))

    assert services.verify(newest=10) is None
    assert services.verify() == 3


def test_many_writers_at_once_keep_one_chain(app):
    together, troubles = threading.Barrier(6), []

    def write():
        with app.app_context():
            together.wait()
            try:
                for number in range(10):
                    with writing():
                        services.record(verb="opened", thing_id=number)
            except SQLAlchemyError as trouble:
                troubles.append(trouble)

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert troubles == []
    assert [entry.number for entry in entries()] == list(range(1, 61))
    assert services.verify() is None


def test_writers_that_hold_rows_do_not_wait_for_each_other_for_ever(app, make_staff):
    # Both record first and change the same row afterwards: the log's lock must come last.
    member, together, troubles = make_staff(Role.CODER), threading.Barrier(2), []
    staff_id = member.id

    def write(name):
        with app.app_context():
            together.wait()
            try:
                for number in range(10):
                    with writing() as active:
                        services.record(verb="renamed", thing_id=number)
                        active.execute(
                            text("UPDATE staff SET name = :name WHERE id = :id"),
                            {"name": name, "id": bound(active, staff_id)},
                        )
            except SQLAlchemyError as trouble:
                troubles.append(trouble)

    def bound(active, value):
        return value if active.get_bind().dialect.name == "postgresql" else value.hex

    threads = [threading.Thread(target=write, args=(name,)) for name in ("A", "B")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert troubles == []
    assert len(entries()) == 20


def test_the_page_shows_who_did_what_and_whether_the_chain_holds(sign_in):
    log(60)
    browser = sign_in(Role.ADMINISTRATOR)

    page = browser.page("/log/")
    assert "as they were written" in page.get_text()
    assert len(page.select("tbody tr")) == 25
    assert "60" in page.select("tbody tr")[0].get_text()
    assert browser.page("/log/?page=3").select("tbody tr")[-1].get_text().split()[0] == "1"
    assert "whole log" in browser.page("/log/?check=all").get_text()
    assert len(browser.page("/log/?thing=thing&thing_id=7").select("tbody tr")) == 1
    assert "nothing here" in browser.page("/log/?thing=else").get_text()

    with writing() as active:
        active.execute(update(AuditEntry).where(AuditEntry.number == 30).values(verb="altered"))
    assert "entry 30" in browser.page("/log/").get_text()


def test_the_log_is_for_administrators_and_leads(sign_in):
    for role in Role:
        allowed = role in {Role.ADMINISTRATOR, Role.LEAD}
        assert sign_in(role).get("/log/").status_code == (200 if allowed else 403)
