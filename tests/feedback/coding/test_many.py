"""Many are coded as one act: nothing ticked for anybody, some read by chance, all taken back."""

import pytest
from sqlalchemy import func, select

from feedback.accounts.roles import Role
from feedback.coding import queries
from feedback.coding.bulk import services, similar
from feedback.coding.models import Coding, Origin
from feedback.contributions import searching
from feedback.contributions.models import CodingState, Contribution
from feedback.core.db import session, writing
from tests.support.people import fresh

BUS = [
    "The bus to the clinic never comes on Sundays.",
    "No bus on Sundays, so I missed the clinic.",
    "Sunday buses to the clinic are gone.",
    "My bus was late and the clinic closed on Sunday.",
    "Bus, clinic, Sunday: never.",
    "The clinic bus stops on Sundays.",
]
OTHER = "She listened to me and believed every word."


@pytest.fixture
def said(redacted, keyring):
    def make(text):
        contribution = redacted(text)
        with writing():
            searching.index(session().get_one(Contribution, contribution.id), text, keyring=keyring)
        return contribution

    return make


@pytest.fixture
def buses(said):
    return [said(text) for text in BUS]


@pytest.fixture
def browser(sign_in, codebook):
    return sign_in(Role.CODER)


def _form(page):
    listed = page.select_one('[name="listed"]')["value"]
    return {
        "listed": listed,
        "rows": [box["value"] for box in page.select('[name="rows"]')],
        "read": [box["value"] for box in page.select('[name="read"]')],
        "theme": "believed",
        "title": "Sunday buses",
    }


def test_what_uses_the_same_rare_words_is_found_in_no_order_of_arrival(buses, said):
    other = said(OTHER)

    found = similar.like(buses[0])

    assert {each.contribution_id for each in found} == {each.id for each in buses[1:]}
    assert other.id not in {each.contribution_id for each in found}
    assert [each.score for each in found] == sorted((e.score for e in found), reverse=True)
    assert all(0 < each.score <= 1 for each in found)


def test_what_only_some_may_read_is_not_found(buses):
    with writing():
        session().get_one(Contribution, buses[1].id).restricted = True

    assert buses[1].id not in {each.contribution_id for each in similar.like(buses[0])}


def test_nothing_is_ticked_and_some_must_be_read(browser, buses):
    page = browser.page(f"/many/like/{buses[0].id}")

    assert not page.select('[name="rows"][checked]')
    assert len(page.select('[name="read"]')) == services.MUST_BE_READ
    sure = browser.page(f"/many/like/{buses[0].id}?tick=sure")
    assert sure.select('[name="rows"][checked]')

    refused = browser.post("/many/code", data={**_form(page), "read": []})
    assert refused.status_code == 400
    assert "drawn by chance" in refused.text
    assert 'value="Sunday buses"' in refused.text
    assert session().scalar(select(func.count(Coding.id))) == 0


def test_one_act_codes_them_all_and_one_press_takes_it_back(browser, buses):
    page = browser.page(f"/many/like/{buses[0].id}")
    done = browser.post("/many/code", data=_form(page))
    fresh()
    codings = session().scalars(select(Coding)).all()
    assert len(codings) == len(BUS) - 1
    assert {coding.origin for coding in codings} == {Origin.BULK}
    assert session().get_one(Contribution, buses[1].id).coding is CodingState.WAITING

    assert "5 contributions were given" in browser.get(done.location).text
    browser.post(f"{done.location}/undo")
    fresh()
    assert session().scalar(select(func.count(Coding.id))) == 0
    assert "Taken back" in browser.get(done.location).text


def test_saying_that_nothing_else_is_in_them_takes_them_off_the_queue(browser, buses):
    page = browser.page(f"/many/like/{buses[0].id}")
    browser.post("/many/code", data={**_form(page), "is_all": "y"})
    fresh()

    assert queries.count_waiting() == 1


def test_words_in_any_language_find_what_holds_them(browser, buses, said):
    polish = said("Autobus nigdy nie przyjeżdża w niedzielę.")
    page = browser.post("/many/words", data={"words": "autobusu"})

    assert str(polish.id) in page.text
    assert str(buses[0].id) not in page.text


def test_a_forged_row_is_not_coded(browser, buses, said):
    other = said(OTHER)
    page = browser.page(f"/many/like/{buses[0].id}")
    form = _form(page)
    browser.post("/many/code", data={**form, "rows": [*form["rows"], str(other.id), "nonsense"]})
    fresh()

    assert not queries.codings_of(other.id)


def test_the_one_that_others_are_like_stands_above_them(browser, buses):
    page = browser.page(f"/many/like/{buses[0].id}")

    assert "bus" in page.select_one(".reading .words").get_text().casefold()


def test_only_themes_with_a_suggestion_that_waits_are_offered(browser, buses):
    assert not browser.page("/many/").select(".columns a")
