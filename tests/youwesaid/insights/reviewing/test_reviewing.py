"""Reviewers come in by a card, see only what would be public, and cannot be passed over."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.core import clock
from feedback.core.audience import audience_of
from feedback.core.db import session, writing
from tests.rules.test_routes import address, outcome
from tests.rules.test_routes import rules as addresses
from youwesaid.insights import identity
from youwesaid.insights import services as insights
from youwesaid.insights.models import AnswerKind
from youwesaid.insights.reviewing import cards, queries, rules, services
from youwesaid.insights.reviewing.models import Review, Reviewer, ReviewVerdict
from youwesaid.insights.reviewing.rules import Outcome
from youwesaid.tracker import bulk
from youwesaid.tracker import queries as tracker
from youwesaid.tracker import services as publishing

SECRET = "seven green kettles"
RIGHT, NOT_SAID, DIFFERENTLY = ReviewVerdict


@pytest.fixture
def reviewer(app, editor):
    with writing():
        made, made.code = cards.add_reviewer(name="Bee", language="ur", by=editor)
        cards.choose_secret(made, SECRET)
    return made


@pytest.fixture
def review(reviewer, signed, editor):
    with writing():
        identity.answer_about_said(signed.insight, somebody_would_know=False, by=editor)
        services.send_to_reviewers(signed, [reviewer], by=editor)
    return session().scalars(select(Review)).one()


def give(review, verdict, keyring, words="We said more."):
    with writing():
        services.give_verdict(review, verdict=verdict, words=words, language="en", keyring=keyring)


def publish(answer, by, keyring):
    with writing():
        return publishing.publish(answer.insight, by=by, keyring=keyring, threshold=10)


def test_what_verdicts_come_to():
    assert rules.outcome([]) is Outcome.NOT_ASKED
    assert rules.outcome([None]) is Outcome.WAITING
    assert rules.outcome([RIGHT, None]) is Outcome.AGREED
    assert rules.outcome([RIGHT, DIFFERENTLY]) is Outcome.MIXED
    assert rules.outcome([NOT_SAID]) is Outcome.NOT_AGREED


@pytest.mark.parametrize("must_agree", [True, False])
def test_who_is_asked_is_not_passed_over_in_silence(must_agree):
    passes = {
        each
        for each in Outcome
        if rules.may_be_published(each, must_agree=must_agree, is_explained=False)
    }

    assert Outcome.NOT_AGREED not in passes
    assert (Outcome.NOT_ASKED in passes) is not must_agree
    assert {Outcome.AGREED, Outcome.MIXED} <= passes
    assert rules.may_be_published(Outcome.NOT_AGREED, must_agree=must_agree, is_explained=True)


def test_five_wrong_tries_shut_a_card_and_a_new_one_opens(reviewer, editor):
    with writing():
        assert cards.holder_of(reviewer.code.upper().replace("-", " ")) is reviewer
        for _try in range(cards.MOST_TRIES):
            assert not cards.is_secret(reviewer, "wrong words")
        assert cards.holder_of(reviewer.code) is None
        fresh = cards.give_new_card(reviewer, by=editor)
        assert cards.holder_of(reviewer.code) is None
        assert cards.holder_of(fresh) is reviewer
    later = datetime.now(UTC) + cards.UNUSED_FOR + timedelta(days=1)  # noqa: TID251
    with clock.pretend(later), writing():
        assert cards.holder_of(fresh) is None
    with writing(), pytest.raises(cards.EasyWords):
        cards.choose_secret(reviewer, "aaaaaaaa")
    assert SECRET not in (reviewer.secret or SECRET + "!")[:5]


def test_nothing_is_sent_that_could_not_be_public(reviewer, signed, editor):
    with writing(), pytest.raises(services.IdentityNotAsked):
        services.send_to_reviewers(signed, [reviewer], by=editor)


def test_a_no_needs_a_public_reason_which_everybody_reads(
    review, signed, editor, publisher, keyring
):
    with pytest.raises(services.WordsMissing), writing():
        services.give_verdict(review, verdict=NOT_SAID, words=" ", language="en", keyring=keyring)
    give(review, NOT_SAID, keyring)
    assert b"We said more" not in review.words_sealed
    with pytest.raises(publishing.ReviewersNotHeard):
        publish(signed, publisher, keyring)
    with writing():
        services.explain(signed, reason={"en": "The law leaves no choice."}, by=editor)
    entry = publish(signed, publisher, keyring)

    (public,) = tracker.contents_of_entry(entry).answers
    assert public.reviewers == "not_agreed"
    assert public.reviewers_reason == {"en": "The law leaves no choice."}
    assert "We said more" not in str(entry.versions[-1].contents)


def test_agreement_is_to_these_words_and_no_others(review, signed, editor, draft, keyring):
    give(review, RIGHT, keyring, words="")
    assert queries.outcome_of(signed) is Outcome.AGREED
    with writing():
        insights.change_answer(signed, draft=draft(text={"en": "We will not."}), by=editor)
    assert queries.outcome_of(signed) is Outcome.NOT_ASKED
    with pytest.raises(services.ChangedSince):
        give(review, RIGHT, keyring)
    assert signed.kind is AnswerKind.CANNOT


def test_words_are_kept_for_a_year_and_danger_is_told_to_leads(review, keyring):
    give(review, DIFFERENTLY, keyring, words="He said he will kill me tonight.")
    assert queries.for_leads() == [review]
    assert services.words_of(review, keyring).startswith("He said")
    with clock.pretend(clock.now() + timedelta(days=366)), writing():
        assert services.forget_old_words() == 1
    session().refresh(review)
    assert services.words_of(review, keyring) == ""
    assert review.verdict is DIFFERENTLY


def enter(staff_app, reviewer):
    """A browser in which the reviewer has come in."""
    browser = staff_app.test_client()
    wrong = {"card": reviewer.code, "secret_password": "nothing like it"}
    browser.submit("/reviewers/sign-in", status=400, **wrong)
    right = {**wrong, "secret_password": SECRET}
    browser.submit("/reviewers/sign-in", status=302, **right)
    return browser


@pytest.mark.one_database
def test_a_reviewer_opens_nothing_but_their_own_pages(reviewer, staff_app):
    browser = enter(staff_app, reviewer)
    wrong = []
    for rule in addresses(staff_app):
        declared = audience_of(staff_app, rule.endpoint)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            if rule.endpoint in {"reviewers.leave", "reviewers.sign_out", "accounts.sign_out"}:
                continue
            got = outcome(browser.open(address(staff_app, rule), method=method))
            is_open = declared.anybody or "reviewer" in declared.roles
            if (got == "admitted") is not is_open and not declared.anybody:
                wrong.append(f"{method} {rule.rule}: {got}")

    assert not wrong


@pytest.mark.one_database
def test_a_first_visit_with_a_new_card(staff_app, sign_in):
    editor = sign_in(Role.EDITOR)
    card = editor.submit("/reviewing/new", name="Bee", reads_in="ur")
    code = card.select_one(".code").get_text()
    assert "/reviewers/sign-in?words=ur" in card.get_text()
    browser = staff_app.test_client()
    assert browser.page("/reviewers/sign-in?words=ur").html["dir"] == "rtl"
    chosen = browser.submit("/reviewers/sign-in", card=code, secret_password="")
    held = chosen.select_one('input[name="card_password"]')["value"]
    fields = {"card_password": held, "secret_password": "short"}
    browser.submit("/reviewers/first", status=400, **fields)
    browser.submit("/reviewers/first", status=302, **{**fields, "secret_password": SECRET})
    assert browser.page("/reviewers/").html["lang"] == "ur"
    browser.submit("/reviewers/words", status=302, words="pl")
    assert browser.page("/reviewers/").html["lang"] == "pl"
    assert browser.get("/reviewers/leave").headers["Clear-Site-Data"]
    assert browser.get("/reviewers/").headers["Location"].endswith("/reviewers/sign-in")
    session().rollback()
    one = session().scalars(select(Reviewer)).one()
    editor.submit(f"/reviewing/{one.id}/let-go", status=302)
    assert browser.submit("/reviewers/sign-in", status=400, card=code, secret_password=SECRET)


@pytest.mark.one_database
def test_a_reviewer_reads_and_the_editor_sees_it_on_the_answer(
    review, signed, reviewer, staff_app, sign_in
):
    browser = enter(staff_app, reviewer)
    path = f"/reviewers/{review.id}"
    page = browser.page(path)
    assert signed.insight.said["en"] in page.get_text()
    assert "seven times" not in page.get_text()  # the words of those who said it
    browser.submit(path, status=400, verdict="not_said", words="")
    browser.submit(path, status=302, verdict="not_said", words="It was worse.")
    editor = sign_in(Role.EDITOR)
    assert "No reviewer agreed" in editor.page(f"/insights/{signed.insight_id}").get_text()
    shown = editor.page(f"/reviewing/answers/{signed.id}")
    assert "It was worse." in shown.get_text()
    editor.submit(f"/reviewing/answers/{signed.id}/send", status=400)
    editor.submit(f"/reviewing/answers/{signed.id}/explain", status=400, why_en="")
    editor.submit(f"/reviewing/answers/{signed.id}/explain", status=302, why_en="Because.")
    assert sign_in(Role.VIEWER).get(f"/reviewing/answers/{signed.id}").status_code == 403


def test_one_person_alone_does_not_explain_and_publish(
    review, signed, publisher, make_staff, keyring
):
    give(review, NOT_SAID, keyring)
    other = make_staff(Role.PUBLISHER)
    with writing():
        services.explain(signed, reason={"en": "Words that one person wrote."}, by=publisher)
    with pytest.raises(publishing.OwnReason):
        publish(signed, publisher, keyring)
    with writing():
        (kept,) = bulk.candidates()
        assert not bulk.publish_chosen(
            [kept.insight.id], by=publisher, keyring=keyring, threshold=10
        )
    entry = publish(signed, other, keyring)
    assert publish(signed, publisher, keyring) is entry, "it is public already"


def test_what_somebody_could_be_known_by_is_taken_from_reviewers_too(review, signed, editor):
    with writing():
        identity.answer_about_said(signed.insight, somebody_would_know=True, by=editor)
    assert queries.asked_of(review.reviewer) == []
    assert not queries.is_present(review)
