"""While somebody may be harmed few read the words, each opening is logged, no list has them."""

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.contributions import restricting
from feedback.contributions.models import Contribution
from feedback.core.db import session, writing
from feedback.reading.exporting import export_csv
from feedback.safeguarding import services
from feedback.safeguarding.models import Concern, Level, Outcome, Urgency
from tests.support.said import again, reading, rows, say

WORD = "quintessence"


@pytest.fixture
def lead(sign_in):
    return sign_in(Role.LEAD, name="Lee Lead")


@pytest.fixture
def raiser(sign_in):
    return sign_in(Role.CODER, name="Robin Raiser")


@pytest.fixture
def other(sign_in):
    return sign_in(Role.CODER, name="Olu Other")


@pytest.fixture
def contribution(app, keyring, raiser):
    said = say(f"She spoke of {WORD} in the room.", keyring=keyring)
    raiser.post(reading(said, "clear"))
    raiser.post(f"/redact/{said.id}/accept-all")
    raiser.post(reading(said, "finish"))
    return again(said)


@pytest.fixture
def worried(contribution, raiser, keyring):
    def make(level=Level.L2):
        with writing():
            return services.raise_concern(
                session().get_one(Contribution, contribution.id),
                level=level,
                urgency=Urgency.TODAY,
                by=raiser.member,
                note="",
                keyring=keyring,
            )

    return make


def openings(by):
    verb = "opened restricted text"
    found = select(AuditEntry).where(AuditEntry.verb == verb, AuditEntry.actor_id == by.member.id)
    return len(rows(found))


@pytest.mark.parametrize("level", [Level.L2, Level.L3, Level.L4, Level.ATTACK])
def test_only_those_who_look_after_it_open_it_and_each_opening_is_logged(
    lead, raiser, other, contribution, worried, level
):
    worried(level)

    shut = other.get(reading(contribution))

    assert shut.status_code == 403
    assert "kept shut for now" in shut.text
    assert "Lee Lead" in shut.text
    assert WORD not in shut.text
    assert WORD in lead.page(reading(contribution)).get_text()
    assert WORD in raiser.page(reading(contribution)).get_text()
    assert (openings(lead), openings(raiser), openings(other)) == (1, 1, 0)


def test_its_owner_may_open_it_even_when_no_longer_a_lead(
    sign_in, contribution, worried, keyring, lead
):
    owner = sign_in(Role.CODER)
    concern = worried()
    with writing():
        row = session().get_one(Concern, concern.id)
        services.take(row, owner=owner.member, by=lead.member, keyring=keyring)

    assert WORD in owner.page(reading(contribution)).get_text()
    assert openings(owner) == 1


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "/read/{}/clear"),
        ("post", "/read/{}/hide"),
        ("post", "/read/{}/language"),
        ("post", "/read/{}/finish"),
        ("post", "/redact/{}/accept-all"),
        ("post", "/redact/{}/undo"),
        ("get", "/code/{}"),
    ],
)
def test_no_page_of_it_is_open_to_others(other, contribution, worried, method, path):
    worried()

    response = getattr(other, method)(path.format(contribution.id))

    assert response.status_code == 403
    assert "kept shut for now" in response.text


def test_whoever_read_it_before_it_was_shut_may_still_say_that_they_are_worried(
    other, contribution, worried
):
    worried(Level.L2)

    response = other.post(reading(contribution, "worry"), data={"worry-level": "l4"})

    assert response.status_code == 302
    [concern] = rows(select(Concern))
    assert concern.level is Level.L4


def test_no_list_search_queue_or_export_has_its_words(lead, contribution, worried, keyring):
    def shown():
        found = lead.submit("/read/search", words=WORD).select_one("main")
        return [
            bool(found.select("article")),
            str(contribution.id) in lead.page("/code/").select_one("main").decode(),
            WORD in export_csv(keyring=keyring).table,
        ]

    before = shown()
    worried()

    assert before == [True, True, True]
    assert shown() == [False, False, False]
    assert WORD not in lead.page("/read/").get_text()
    assert WORD not in lead.page("/concerns/").get_text()


def test_a_complaint_of_level_1_shuts_nothing(other, contribution, worried):
    worried(Level.L1)

    assert WORD in other.page(reading(contribution)).get_text()
    assert not again(contribution).restricted


def test_closing_opens_it_again(other, contribution, worried, lead, keyring):
    concern = worried()
    with writing():
        services.close(
            session().get_one(Concern, concern.id),
            outcome=Outcome.PASSED_TO_ADULTS,
            by=lead.member,
            note="Told them",
            keyring=keyring,
        )

    assert WORD in other.page(reading(contribution)).get_text()
    assert openings(other) == 0


def test_changing_the_level_shuts_it_or_opens_it(contribution, worried, raiser, keyring):
    concern = worried(Level.L1)
    seen = []
    for level in (Level.L4, Level.L1):
        with writing():
            services.change_level(
                session().get_one(Concern, concern.id),
                level=level,
                urgency=Urgency.TODAY,
                by=raiser.member,
                note="Thought again",
                keyring=keyring,
            )
        seen.append(again(contribution).restricted)

    assert seen == [True, False]


@pytest.mark.parametrize(
    ("column", "value"), [("restricted", True), ("never_public", True), ("safeguarding", "waiting")]
)
def test_the_condition_and_the_question_agree_on_what_may_be_public(contribution, column, value):
    def both():
        row = again(contribution)
        wanted = select(Contribution.id).where(restricting.may_be_public())
        return restricting.is_public_material(row), bool(rows(wanted))

    assert both() == (True, True)
    with writing():
        setattr(session().get_one(Contribution, contribution.id), column, value)

    assert both() == (False, False)
