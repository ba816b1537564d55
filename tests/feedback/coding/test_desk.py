"""The desk: what the box does on the server, stretches that follow their words, blind coding."""

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.coding import queries
from feedback.coding.desk import notes, services, showing
from feedback.coding.desk import queries as desk_queries
from feedback.coding.desk.models import Discussion, Memo
from feedback.coding.models import ChangeSet, Suggestion, SuggestionState
from feedback.coding.tagging import suggesting
from feedback.contributions.models import CodingState, Contribution
from feedback.core.db import session, writing
from tests.feedback.coding.conftest import LISTENED

THREE = "My son Tom was ill. She listened to me. Nobody came. 😡"


@pytest.fixture
def offered(redacted, keyring):
    """A contribution with suggestions."""

    def make(text=LISTENED, **more):
        contribution = redacted(text, **more)
        with writing():
            suggesting.suggest_for(contribution, text=text, keyring=keyring)
        return contribution

    return make


def _codings(contribution):
    session().rollback()
    return {(each.theme.key, each.start, each.end) for each in queries.codings_of(contribution.id)}


def _all(statement):
    session().rollback()
    return session().scalars(statement).all()


def _states(contribution):
    session().rollback()
    found = session().scalars(
        select(Suggestion).where(Suggestion.contribution_id == contribution.id)
    )
    return {each.theme.key: (each.state, each.refused_because, each.blind) for each in found}


def test_a_refusal_is_remembered_with_its_reason_and_taken_back(offered, sign_in, keyring):
    contribution = offered()
    browser = sign_in(Role.CODER)
    shown = showing.desk(contribution, keyring, for_coder=browser.member.id)
    key = shown.offers[0].theme.key

    page = browser.submit(f"/code/{contribution.id}", box="-1 wrong sense")

    assert _states(contribution)[key] == (SuggestionState.REFUSED, "wrong sense", False)
    assert page.select_one(f".option input[value='{key}'][aria-describedby]") is None
    with writing():
        suggesting.suggest_for(contribution, text=LISTENED, keyring=keyring)
    assert _states(contribution)[key][0] is SuggestionState.REFUSED
    browser.submit(f"/code/{contribution.id}", do="undo")
    assert _states(contribution)[key] == (SuggestionState.OPEN, None, False)


def test_what_is_not_saved_travels_in_the_page(offered, sign_in):
    contribution = offered(THREE)
    page = sign_in(Role.CODER).submit(
        f"/code/{contribution.id}",
        themes=["believed"],
        parts=["waiting@40-52"],
        sentences=["20-39", "40-54"],
        box="listened",
    )

    assert [each["value"] for each in page.select("#chips input[name=parts]")] == [
        "waiting@40-52",
        "listened_to@20-54",
    ]
    assert page.select_one("input[name=themes][value=believed]").has_attr("checked")
    assert _codings(contribution) == set()


def test_the_same_themes_as_before(redacted, sign_in):
    first, second = redacted("One."), redacted("Two.")
    browser = sign_in(Role.CODER)
    browser.post(f"/code/{first.id}", data={"themes": ["listened_to", "waiting"]})

    page = browser.submit(f"/code/{second.id}", box=".")

    ticked = {each["value"] for each in page.select("input[name=themes][checked]")}
    assert ticked == {"listened_to", "waiting"}


def test_what_cannot_be_coded_says_why(redacted, sign_in):
    contribution = redacted("https://example.org/x")
    browser = sign_in(Role.CODER)

    refused = browser.submit(f"/code/{contribution.id}", status=400, box="~")
    browser.post(f"/code/{contribution.id}", data={"box": "~ only a link"})

    assert "why" in refused.select_one("[role=alert]").text
    session().rollback()
    assert queries.contribution(contribution.id).coding is CodingState.NOT_CODABLE
    assert "only a link" in browser.page("/code/done").text


def test_a_worry_leads_to_the_reading_screen(redacted, sign_in):
    contribution = redacted()

    answer = sign_in(Role.CODER).post(f"/code/{contribution.id}", data={"box": "!"})

    assert answer.location.endswith(f"/read/{contribution.id}#worry")


def test_what_is_looked_after_is_not_shown_here(redacted, sign_in):
    contribution = redacted("Particular words.")
    with writing():
        session().get_one(Contribution, contribution.id).restricted = True
    browser = sign_in(Role.CODER)

    assert "Particular" not in browser.get(f"/code/{contribution.id}").text
    assert "Particular" not in browser.page("/code/").text
    with pytest.raises(services.LookedAfter), writing():
        services.no_theme(contribution, by=browser.member)


def test_a_colleague_is_asked_and_settles_it(redacted, sign_in):
    contribution = redacted()
    browser = sign_in(Role.CODER, name="Sam Field")
    kim = sign_in(Role.LEAD, name="Kim Lowe")

    browser.submit(f"/code/{contribution.id}", status=400, box="@nobody hello")
    browser.submit(f"/code/{contribution.id}", box="@kim is this believed?")

    assert "is this believed?" in kim.page("/code/discuss").text
    [asked] = _all(select(Discussion))
    assert desk_queries.count_asked_of(kim.member.id) == 1
    assert "To discuss" in kim.page("/").text
    assert b"believed" not in asked.words_sealed
    kim.post(f"/code/discuss/{asked.id}/resolve", data={"outcome": "Yes."})
    session().rollback()
    assert desk_queries.count_asked_of(kim.member.id) == 0


def test_memos_are_sealed_and_undone(redacted, sign_in, keyring):
    contribution = redacted()
    browser = sign_in(Role.CODER)

    page = browser.submit(f"/code/{contribution.id}", box="#Ask about the buses")

    assert "Ask about the buses" in page.text
    [memo] = _all(select(Memo))
    assert b"buses" not in memo.words_sealed
    assert notes.memo_words(memo, keyring) == "Ask about the buses"
    browser.submit(f"/code/{contribution.id}", do="undo")
    assert _all(select(Memo)) == []


def test_the_same_press_writes_one_memo(redacted, sign_in):
    contribution = redacted()
    browser = sign_in(Role.CODER)
    page = browser.page(f"/code/{contribution.id}")
    act_id = page.select_one("input[name=act_id]")["value"]

    for _twice in range(2):
        browser.submit(f"/code/{contribution.id}", box="#Once", act_id=act_id)

    assert len(_all(select(Memo))) == 1


def test_a_new_theme_wants_a_meaning_and_keeps_what_was_chosen(redacted, sign_in):
    contribution = redacted()
    browser = sign_in(Role.CODER)

    asked = browser.submit(
        f"/code/{contribution.id}", status=400, box="+being heard / Rung back", themes=["believed"]
    )
    assert asked.select_one("#name")["value"] == "Rung back"
    assert asked.select_one("#under option[selected]")["value"] == "being_heard"
    page = browser.submit(
        f"/code/{contribution.id}",
        name="Rung back",
        meaning="Somebody rings when they said so.",
        under="being_heard",
        themes=["believed"],
    )

    ticked = {each["value"] for each in page.select("input[name=themes][checked]")}
    assert ticked == {"believed", "rung_back"}
    session().rollback()
    made = queries.theme_by_key("rung_back")
    assert (made.state.value, made.parent.key) == ("draft", "being_heard")


def test_blind_coding_shows_nothing_of_others_and_says_that_it_was(
    offered, coder, make_staff, keyring
):
    contribution = offered()
    other = make_staff(Role.LEAD)
    with writing():
        notes.write_memo("Mine", contribution=contribution, by=other, keyring=keyring)

    shown = showing.desk(contribution, keyring, for_coder=coder.id, blind=True)
    with writing():
        services.give_themes(contribution, keys=["listened_to"], by=coder, blind=True)

    assert (shown.offers, shown.others, shown.tone, shown.memos, shown.marks) == (
        [],
        [],
        None,
        [],
        [],
    )
    assert not any(piece.is_reason for each in shown.sentences for piece in each.pieces)
    assert {blind for _state, _because, blind in _states(contribution).values()} == {True}
    assert [coding.suggested for coding in queries.codings_of(contribution.id)] == [False]
    act = _all(select(ChangeSet))[-1]
    assert act.facts["blind"] is True
    assert desk_queries.last_act(coder) is None


def test_one_takes_back_only_what_one_did(redacted, sign_in):
    contribution = redacted()
    mine, other = sign_in(Role.CODER), sign_in(Role.CODER)
    mine.post(f"/code/{contribution.id}", data={"themes": ["listened_to"]})
    [number] = _all(select(ChangeSet.number))

    assert other.post(f"/code/done/{number}/undo").status_code == 404
    assert "themes given" in mine.page("/code/done").text.lower()
    mine.post(f"/code/done/{number}/undo")
    assert _codings(contribution) == set()
