"""What is coded next can be chosen and kept; two people do not trip over each other."""

from datetime import timedelta

import pytest

from feedback.accounts.roles import Role
from feedback.coding import queries
from feedback.coding.desk import filtering, presence, saving, services
from feedback.coding.desk.filtering import Filters, Order
from feedback.coding.models import Suggestion
from feedback.contributions.models import Channel, CodingState, Contribution
from feedback.core import clock
from feedback.core.db import session, writing
from tests.support.people import fresh


@pytest.fixture
def waiting(redacted):
    def make(text="Nobody rang back.", *, score=None, **columns):
        contribution = redacted(text)
        with writing():
            row = session().get_one(Contribution, contribution.id)
            for name, value in columns.items():
                setattr(row, name, value)
            if score is not None:
                session().add(
                    Suggestion(
                        contribution_id=row.id,
                        theme_id=queries.theme_by_key("kept_informed").id,
                        score=score,
                        band="possible",
                        why_sealed=b"",
                        model="words-1",
                    )
                )
        return row

    return make


def _ids(**asked):
    fresh()
    return [each.id for each in session().scalars(filtering.queue(Filters.read(asked)))]


def test_a_queue_is_narrowed_by_language_channel_question_theme_and_days(waiting):
    today = clock.today()
    old = waiting(language="pl", received_on=today - timedelta(days=90))
    paper = waiting(channel=Channel.PAPER, question="q1")
    guessed = waiting(score=0.9)

    assert _ids(spoken="pl") == [old.id]
    assert _ids(channel="paper") == [paper.id] == _ids(question="q1")
    assert _ids(theme="kept_informed") == [guessed.id]
    assert old.id not in _ids(since=(today - timedelta(days=30)).isoformat())
    assert _ids(until=(today - timedelta(days=30)).isoformat()) == [old.id]
    assert len(_ids(channel="pigeon", since="yesterday", order="best")) == 3, "nonsense is left out"


def test_what_somebody_may_be_in_danger_in_is_in_no_queue(waiting):
    kept = waiting(restricted=True)

    assert kept.id not in _ids()


def test_the_least_sure_comes_first_and_one_in_ten_by_chance(waiting, coder):
    sure, unsure = waiting(score=0.95), waiting(score=0.51)
    uncertain = Filters(order=Order.UNCERTAIN)
    assert _ids(order="uncertain") == [unsure.id, sure.id]
    assert filtering.next_in(uncertain, by=coder).id == unsure.id

    for _number in range(9):
        waiting(coding=CodingState.DONE)
    by_chance = min((sure, unsure), key=lambda each: each.id)
    assert filtering.next_in(uncertain, by=coder).id == by_chance.id


def test_the_language_with_the_fewest_comes_first(waiting):
    for _number in range(3):
        waiting()
    gaelic = waiting(language="gd")

    assert _ids(order="small_languages")[0] == gaelic.id


def test_a_queue_is_kept_under_a_name_and_shared(sign_in, waiting):
    mine, other = sign_in(Role.CODER), sign_in(Role.CODER, name="Other")
    waiting(language="pl")
    waiting()
    mine.post("/code/queues?spoken=pl", data={"name": "Polish", "is_shared": "y"})
    mine.post("/code/queues?spoken=ro", data={"name": "Only mine"})

    page = other.page("/code/")
    link = next(each for each in page.select(".chips a") if "Polish" in each.get_text())
    assert "Only mine" not in page.get_text()
    shown = other.page(link["href"])
    assert len(shown.select("[data-row]")) == 1
    assert "spoken=pl" in shown.select_one('[data-key="Enter"]')["href"]

    (queue,) = saving.saved_queues(other.member)
    assert (
        "Only who kept" in other.post(f"/code/queues/{queue.id}/away", follow_redirects=True).text
    )
    mine.post(f"/code/queues/{queue.id}/away")
    fresh()
    assert saving.saved_queues(other.member) == []


def test_the_queue_stays_chosen_from_one_contribution_to_the_next(sign_in, waiting):
    browser = sign_in(Role.CODER)
    waiting(language="pl")
    waiting()
    second = waiting(language="pl")
    opened = browser.get("/code/next?spoken=pl").location

    page = browser.page(opened)
    saved = browser.post(page.select_one("#code")["action"], data={"box": "0"})
    assert "spoken=pl" in saved.location
    assert {opened.split("?")[0], saved.location.split("?")[0]} >= {f"/code/{second.id}"}


def test_what_a_colleague_has_open_is_passed_over_and_said(sign_in, waiting):
    first, second = sign_in(Role.CODER, name="Ann"), sign_in(Role.CODER, name="Ben")
    one, two = waiting(), waiting()
    opened = first.get("/code/next").location
    first.get(opened)

    other = second.get("/code/next").location
    assert other != opened
    assert {opened.rsplit("/")[-1], other.rsplit("/")[-1]} == {str(one.id), str(two.id)}
    assert "Ann has this open too" in second.get(opened).text


def test_what_two_people_saved_at_once_is_decided_on_one_page(sign_in, waiting):
    ann, ben = sign_in(Role.CODER, name="Ann"), sign_in(Role.CODER, name="Ben")
    contribution = waiting()
    address = f"/code/{contribution.id}"
    ben.get(address)
    ann.get(address)
    ann.post(address, data={"themes": ["believed"], "do": "enter"})

    saved = ben.post(address, data={"themes": ["kept_informed"], "do": "enter"})
    assert saved.location.endswith("/merge")
    page = ben.page(saved.location)
    assert "Ann" in page.select_one('label[for="keep-believed"]').get_text()
    shown = [each["value"] for each in page.select('input[name="shown"]')]
    ann.post(address, data={"themes": ["believed", "listened_to"], "do": "enter"})
    ben.post(saved.location, data={"keys": ["kept_informed"], "shown": shown})
    fresh()
    given = {each.theme.key for each in queries.codings_of(contribution.id)}
    assert given == {"kept_informed", "listened_to"}  # nobody has decided on what came later

    with writing():
        act = next(iter(session().scalars(services.desk.acts_of(ben.member))))
        services.undo_one(act.number, by=ben.member)
    fresh()
    given = {each.theme.key for each in queries.codings_of(contribution.id)}
    assert given == {"kept_informed", "believed", "listened_to"}
    assert presence.others_at(contribution, than=ann.member) == []
