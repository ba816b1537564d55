"""The pages about agreement: planned, coded blind, shown only when it no longer sways anybody."""

import pytest

from feedback.accounts.roles import Role
from feedback.coding import queries as coding
from feedback.coding.agreement import drawing, queries
from feedback.coding.agreement.drawing import Aim
from feedback.coding.agreement.models import Sample, Seat
from feedback.coding.agreement.planning import TENTATIVE, Stratum
from feedback.contributions.models import CodingState, Contribution
from feedback.contributions.withdrawing import withdraw
from feedback.core.db import session, writing


@pytest.fixture
def ada(sign_in):
    return sign_in(Role.LEAD, name="Ada First")


@pytest.fixture
def bo(sign_in):
    return sign_in(Role.CODER, name="Bo Second")


@pytest.fixture
def sample(redacted, code, ada, bo):
    """Two coded by Ada, one by nobody; Bo codes them a second time."""
    for themes in (["waiting"], ["listened_to", "waiting"], None):
        contribution = redacted()
        if themes:
            code(contribution, *themes, by=ada.member)
    aim = Aim(["waiting"], 0.3, TENTATIVE, ada.member.id, bo.member.id)
    with writing():
        made = drawing.draw(aim, by=ada.member)
    return made.number


def _pairs(number):
    session().rollback()
    return queries.pairs_of(queries.entries_of(queries.sample(number)))


def _counts():
    session().rollback()
    return {each.theme.key: each.contributions for each in coding.theme_counts()}


def _code_all(browser, number, **fields):
    """Answer the same to every entry, until the page of the sample comes."""
    seen = []
    path = browser.get(f"/agreement/{number}/code").location
    while "/code/" in path:
        seen.append(path)
        path = browser.post(path, data=fields).location
    return seen


def test_a_plan_shows_stories_and_answers_to_questions_beside_each_other():
    plan = drawing.Plan(
        themes=[],
        share=0.3,
        wanted=3,
        available={},
        drawn={Stratum("en", "How was it?"): 1, Stratum("cy", None): 1, Stratum("en", None): 1},
    )

    assert [stratum for stratum, _number in plan.strata] == [
        ("cy", None),
        ("en", None),
        ("en", "How was it?"),
    ]


@pytest.mark.one_database
def test_a_sample_is_planned_and_then_drawn(redacted, code, ada, bo):
    for _each in range(3):
        code(redacted(), "waiting", by=ada.member)
    fields = {
        "second_coder": str(bo.member.id),
        "first_coder": str(ada.member.id),
        "themes": ["waiting"],
        "share": "25",
        "least": "reliable",
    }

    page = ada.submit("/agreement/new", act="plan", **fields)
    assert "139 contributions are needed" in page.select_one("#plan").parent.text
    assert "3 contributions would be drawn" in page.select_one("[role=status]").text
    assert session().query(Sample).count() == 0
    drawn = ada.post("/agreement/new", data={**fields, "act": "draw"})

    assert drawn.status_code == 302
    assert "0 of 3" in bo.page("/agreement/").text or "Code 3" in bo.page("/agreement/").text


@pytest.mark.one_database
def test_a_plan_that_cannot_be_made_says_why_and_loses_nothing(redacted, ada, bo):
    redacted()
    me = str(ada.member.id)

    same = ada.submit("/agreement/new", status=400, second_coder=me, first_coder=me, share="7")
    assert "somebody else" in same.select_one("[role=alert]").text
    assert same.select_one("#share")["value"] == "7"
    other = {"second_coder": str(bo.member.id), "first_coder": me}
    unknown = ada.submit("/agreement/new", status=400, **other)
    assert "None of these themes was given yet" in unknown.select_one("[role=alert]").text


@pytest.mark.one_database
def test_whoever_is_still_to_code_sees_nothing_of_the_others(sample, ada, bo):
    shown = bo.page(f"/agreement/{sample}")

    assert "3 contributions wait for you" in shown.text
    assert "What the two gave" not in shown.text
    assert bo.get(f"/agreement/{sample}.csv").status_code == 404
    entry = _pairs(sample)[0].entry
    for path in (f"/agreement/decide/{entry.id}", f"/agreement/decide/{entry.id}/themes/waiting"):
        assert bo.get(path).location.endswith(f"/agreement/{sample}")
    desk = bo.page(bo.get(f"/agreement/{sample}/code").location)
    assert "0 of 3 are coded" in desk.text
    assert "Ada" not in desk.select_one("main").text


def test_the_second_coder_goes_through_all_and_nothing_of_it_counts(sample, bo):
    before = _counts()

    seen = _code_all(bo, sample, themes=["waiting"], do="enter")

    pairs = _pairs(sample)
    assert len(seen) == 3
    assert {each.second.themes for each in pairs} == {frozenset({"waiting"})}
    assert _counts() == before
    states = {each.entry.contribution.coding for each in pairs}
    assert states == {CodingState.DONE, CodingState.WAITING}
    assert bo.page(f"/agreement/{sample}").select_one("#paragraph") is not None


@pytest.mark.one_database
def test_no_theme_is_an_answer_and_the_last_can_be_taken_back(sample, bo):
    first = bo.get(f"/agreement/{sample}/code").location
    bo.post(first, data={"do": "none"})
    assert [each.second.themes for each in _pairs(sample) if each.second] == [frozenset()]

    again = bo.post(f"/agreement/{sample}/undo")

    assert again.location == first
    assert not [each for each in _pairs(sample) if each.second]


def test_what_the_first_coder_codes_blind_counts_and_can_be_taken_back(sample, ada):
    waiting = ada.get(f"/agreement/{sample}/code").location
    ada.post(waiting, data={"themes": ["believed"], "do": "enter"})
    counts = _counts()
    assert counts["believed"] == 1

    ada.post(f"/agreement/{sample}/undo")

    counts = _counts()
    assert counts["believed"] == 0
    missing = [each for each in _pairs(sample) if each.first is None]
    assert [queries.answer_of(each.entry, Seat.FIRST) for each in missing] == [None]


@pytest.fixture
def differing(sample, ada, bo):
    """The sample once both have coded it; the address of one disagreement."""
    _code_all(ada, sample, themes=["waiting"], do="enter")
    _code_all(bo, sample, themes=["waiting"], do="enter")
    return ada.get(f"/agreement/{sample}/decide").location


@pytest.mark.one_database
def test_a_decision_needs_a_reason_and_loses_nothing_without_it(sample, differing, ada):
    page = ada.submit(differing, status=400, decision="second")
    assert "Say why" in page.select_one("[role=alert]").text
    assert page.select_one("input[value=second]").has_attr("checked")
    assert "Ada First" in page.text

    done = ada.post(differing, data={"decision": "second", "reason": "Being told is not it."})

    assert done.location.endswith(f"/agreement/{sample}")
    shown = ada.page(f"/agreement/{sample}")
    assert "Being told is not it." in shown.text
    counts = _counts()
    assert (counts["listened_to"], counts["waiting"]) == (0, 3)
    back = ada.post("/agreement/decide/undo")
    assert back.location == differing


def test_a_definition_is_edited_in_view_of_a_disagreement(differing, ada):
    path = f"{differing}/themes/listened_to"
    form = {"definition": "Somebody took time to hear me.", "include": "", "exclude": "Told only"}
    page = ada.submit(path, status=400, **form, reason=" ")
    assert "Say why" in page.select_one("[role=alert]").text

    reason = "Being told was coded as being heard."
    ada.post(path, data={**form, "reason": reason, "as_example": "y"})

    session().rollback()
    assert coding.theme_by_key("listened_to").definition == "Somebody took time to hear me."
    page = ada.page(differing)
    assert "Changed in view of this one" in page.text
    assert "cannot be shown as an example" in page.text  # nobody has allowed that


@pytest.mark.one_database
def test_a_page_says_that_somebody_took_theirs_back(sample, differing, ada):
    with writing():
        gone = session().get_one(Contribution, _pairs(sample)[0].entry.contribution_id)
        withdraw(submissions=[gone.submission])

    page = ada.page(f"/agreement/{sample}")

    assert "1 contribution was taken back" in page.text
    assert "Second coder: 2 of 2." in page.text


@pytest.mark.one_database
@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.VIEWER, Role.ADMINISTRATOR])
def test_only_readers_open_these_pages(sample, sign_in, role):
    browser = sign_in(role)

    for path in ("/agreement/", "/agreement/new", f"/agreement/{sample}"):
        assert browser.get(path).status_code == 403
