"""Blind codings count nowhere until somebody decides; decisions have a reason and can be undone."""

import pytest
from sqlalchemy import select

from feedback.coding import queries as coding
from feedback.coding.agreement import drawing, pool, queries, reconciling, services
from feedback.coding.agreement.drawing import Aim, NobodyKnown, NothingToDraw, SameCoder
from feedback.coding.agreement.models import BlindCoding, Decision, Reconciliation, SampleEntry
from feedback.coding.agreement.planning import TENTATIVE
from feedback.coding.agreement.queries import Standing
from feedback.coding.desk import merging
from feedback.coding.models import ChangeSet, Origin
from feedback.contributions.models import CodingState, Contribution, Redaction, Safeguarding
from feedback.contributions.withdrawing import withdraw
from feedback.core.db import session, writing


@pytest.fixture
def disputed(redacted, code, draw, answer):
    """A sample of one entry: the first gave listened_to and waiting, the second believed too."""
    contribution = code(redacted(), "listened_to", "waiting")
    sample = draw()
    answer(sample, contribution, "listened_to", "believed")
    return sample, contribution


def _entry(sample, contribution):
    return next(
        each for each in queries.entries_of(sample) if each.contribution_id == contribution.id
    )


def _pair(sample, contribution):
    session().expire_all()
    return queries.pairs_of([_entry(sample, contribution)])[0]


def _given(contribution):
    session().expire_all()
    return {each.theme.key: each for each in coding.codings_of(contribution.id)}


def _settle(disputed, decision, by, **more):
    sample, contribution = disputed
    with writing():
        return reconciling.decide(
            _entry(sample, contribution), decision=decision, by=by, **{"reason": "A rule.", **more}
        )


def test_a_second_coding_is_kept_and_counts_nowhere(disputed):
    sample, contribution = disputed

    assert set(_given(contribution)) == {"listened_to", "waiting"}
    pair = _pair(sample, contribution)
    assert (pair.only_first, pair.only_second) == ({"waiting"}, {"believed"})
    assert pair.standing is Standing.DISAGREED
    counts = {each.theme.key: each.contributions for each in coding.theme_counts()}
    assert counts["believed"] == 0


@pytest.mark.parametrize(
    ("decision", "more", "themes"),
    [
        (Decision.FIRST, {}, {"listened_to", "waiting"}),
        (Decision.SECOND, {}, {"listened_to", "believed"}),
        (Decision.BOTH, {}, {"listened_to", "waiting", "believed"}),
        (Decision.NEITHER, {}, {"listened_to"}),
        (Decision.EACH, {"keys": ["believed"]}, {"listened_to", "believed"}),
        (Decision.DISCUSS, {}, {"listened_to", "waiting"}),
    ],
)
def test_a_decision_becomes_the_codings_that_count(disputed, lead, decision, more, themes):
    made = _settle(disputed, decision, lead, **more)

    given = _given(disputed[1])
    assert set(given) == themes
    if "believed" in themes:
        assert given["believed"].origin is Origin.RECONCILED
        assert given["believed"].coder_id == lead.id
    wanted = Standing.DISCUSSED if decision is Decision.DISCUSS else Standing.RECONCILED
    assert _pair(*disputed).standing is wanted
    assert made.reason == "A rule."


def test_figures_stay_as_they_were_when_it_is_reconciled(disputed, lead):
    before = _pair(*disputed).compared()

    _settle(disputed, Decision.SECOND, lead)

    assert _pair(*disputed).compared() == before


def test_a_decision_is_taken_back_whole_and_can_be_made_anew(disputed, lead):
    _settle(disputed, Decision.SECOND, lead)
    with writing():
        reconciling.take_back_last(by=lead)

    assert set(_given(disputed[1])) == {"listened_to", "waiting"}
    assert _pair(*disputed).standing is Standing.DISAGREED
    _settle(disputed, Decision.NEITHER, lead)
    _settle(disputed, Decision.BOTH, lead, reason="On second thoughts.")
    assert set(_given(disputed[1])) == {"listened_to", "waiting", "believed"}
    assert _pair(*disputed).decided.reason == "On second thoughts."
    with writing():
        assert reconciling.take_back_last(by=lead) is not None
        assert reconciling.take_back_last(by=lead) is None


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"reason": "  "}, reconciling.NoReason),
        ({"decision": Decision.EACH, "keys": ["kindness_and_respect"]}, reconciling.NotAmongThose),
    ],
)
def test_a_decision_without_a_reason_or_on_other_themes_is_refused(disputed, lead, more, refusal):
    with pytest.raises(refusal):
        _settle(disputed, more.pop("decision", Decision.FIRST), lead, **more)

    assert session().scalars(select(Reconciliation)).all() == []


def test_where_both_say_the_same_there_is_nothing_to_decide(redacted, code, draw, answer, lead):
    contribution = code(redacted())
    sample = draw()
    answer(sample, contribution)

    assert _pair(sample, contribution).standing is Standing.AGREED
    with pytest.raises(reconciling.NothingDisputed):
        _settle((sample, contribution), Decision.FIRST, lead)


def test_what_the_first_codes_later_is_kept_once_it_is_compared(redacted, code, draw, answer, lead):
    contribution = redacted()
    sample = draw()
    answer(sample, contribution, "believed")
    assert _pair(sample, contribution).standing is Standing.WAITING
    code(contribution, "waiting")
    assert _pair(sample, contribution).only_first == {"waiting"}

    _settle((sample, contribution), Decision.SECOND, lead)

    assert _pair(sample, contribution).only_first == {"waiting"}
    assert set(_given(contribution)) == {"believed"}


def test_the_last_blind_answer_can_be_taken_back_until_it_is_compared(disputed, lead, second):
    sample, contribution = disputed
    with writing():
        assert services.take_back_last(sample, by=second).contribution_id == contribution.id
    assert [each.id for each in queries.to_code(sample, by=second.id)] == [
        _entry(sample, contribution).id
    ]
    with writing():
        services.keep_second_answer(
            _entry(sample, contribution), keys=["kindness_and_respect"], by=second
        )
    _settle(disputed, Decision.SECOND, lead)

    with pytest.raises(services.AlreadyCompared), writing():
        services.take_back_last(sample, by=second)
    with pytest.raises(services.NotYours), writing():
        services.keep_second_answer(_entry(sample, contribution), keys=[], by=lead)


def test_one_that_cannot_be_understood_is_left_out_of_the_figures(redacted, code, draw, answer):
    contribution = code(redacted(), "waiting")
    sample = draw()
    answer(sample, contribution, not_codable=True)

    pair = _pair(sample, contribution)
    assert pair.standing is Standing.LEFT_OUT
    assert pair.compared() is None


def test_what_is_withdrawn_leaves_the_sample_with_all_that_was_decided(disputed, lead):
    sample, contribution = disputed
    _settle(disputed, Decision.BOTH, lead, reason="Private words.")
    with writing():
        row = session().get_one(Contribution, contribution.id)
        withdraw(submissions=[row.submission])

    session().expire_all()
    for table in (SampleEntry, BlindCoding, Reconciliation):
        assert session().scalars(select(table)).all() == []
    assert (sample.withdrawn, queries.entries_of(sample)) == (1, [])
    kept = [str((each.reason, each.facts)) for each in session().scalars(select(ChangeSet))]
    assert "Private" not in "".join(kept)


def test_what_safeguarding_restricts_is_set_aside_and_comes_back(disputed):
    sample, contribution = disputed
    for restricted, aside in ((True, 1), (False, 0)):
        with writing():
            session().get_one(Contribution, contribution.id).restricted = restricted
        assert queries.count_set_aside(sample) == aside
        assert len(queries.entries_of(sample)) == 1 - aside


def test_a_merged_theme_is_compared_under_its_new_name(disputed):
    with writing():
        merged = coding.theme_by_key("waiting")
        merged.merged_into_id = coding.theme_by_key("believed").id

    assert _pair(*disputed).standing is Standing.AGREED


def test_a_sample_leaves_out_what_may_not_be_read_or_is_known(redacted, code, lead, second):
    fine = [redacted(), code(redacted(), "waiting"), code(redacted())]
    code(redacted(), "waiting", by=second)
    code(redacted(), by=second)
    both = code(redacted(), "waiting")
    code(both, "kindness_and_respect", by=second)
    with writing():
        for column, value in (
            ("restricted", True),
            ("redaction", Redaction.WAITING),
            ("safeguarding", Safeguarding.WAITING),
            ("coding", CodingState.NOT_CODABLE),
        ):
            setattr(session().get_one(Contribution, redacted().id), column, value)

    found = pool.drawable(second_coder=second.id)

    assert {each.id for each in found} == {each.id for each in fine}


def test_a_plan_takes_the_share_of_what_is_coded_and_draws_no_more_than_there_is(
    redacted, code, draw, lead, second
):
    aim = Aim(["waiting", "kindness_and_respect", "believed"], None, TENTATIVE, lead.id, second.id)
    with pytest.raises(NothingToDraw):
        drawing.plan(aim)
    waiting = [redacted() for _each in range(4)]
    with pytest.raises(NobodyKnown):
        drawing.plan(aim)
    with pytest.raises(SameCoder):
        drawing.plan(Aim(["waiting"], 0.2, TENTATIVE, lead.id, lead.id))
    code(waiting[0], "waiting")
    code(waiting[1], "kindness_and_respect", "waiting")

    plan = drawing.plan(aim)
    assert [(each.theme.key, each.share) for each in plan.themes] == [
        ("waiting", 1.0),
        ("kindness_and_respect", 0.5),
    ]
    assert plan.is_short
    assert draw(number=3).drawn == 3
    assert len(pool.drawable(second_coder=second.id)) == 1


def test_taking_back_a_decision_leaves_what_was_merged_at_the_desk(disputed, lead, redacted, code):
    _settle(disputed, Decision.SECOND, lead)
    merged = code(redacted(), "waiting", "believed")
    with writing():
        merging.keep_only(merged, keys=["waiting"], shown=["waiting", "believed"], by=lead)

    with writing():
        taken_back = reconciling.take_back_last(by=lead)

    assert taken_back is not None
    assert taken_back.entry.contribution_id == disputed[1].id
    assert set(_given(merged)) == {"waiting"}
