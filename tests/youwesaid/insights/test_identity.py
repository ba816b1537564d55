"""Could someone who knows them work out who this is? Asked before anything is public."""

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.contributions import about
from feedback.contributions.models import PermissionKind
from feedback.core.db import session, writing
from youwesaid.insights import clues, identity, quoting, services
from youwesaid.insights.models import IdentityCheck

TEXT = "My brother lost his farm near Wee Glen on 14 March 2024, and nobody listened."


@pytest.fixture
def coder(sign_in):
    return sign_in(Role.CODER)


@pytest.fixture
def insight(said, insight_of, coder):
    told = said(TEXT, allows=(PermissionKind.QUOTE,))
    return insight_of([told], by=coder.member)


@pytest.fixture
def insight_of(theme, plan):
    def make(sources, by):
        with writing():
            return services.make_insight(
                said={"en": "A foster carer said it on 1 May 2024."},
                theme=theme,
                topic=None,
                sources=sources,
                period=(sources[0].received_on, sources[0].received_on),
                plan_items=[],
                by=by,
            )

    return make


def checks():
    session().rollback()
    return session().scalars(select(IdentityCheck)).all()


def test_what_people_said_is_asked_about_with_what_stands_out(insight, coder):
    page = coder.page(f"/insights/{insight.id}")
    asked = page.select_one(f"form[action='/insights/{insight.id}/identity']")
    words = asked.get_text(" ", strip=True)

    assert "Could someone who knows them work out who this is?" in words
    assert "A date: 1 May 2024" in words
    assert "Who somebody is: foster carer" in words
    assert "Too few texts" in words
    coder.post(asked["action"], data={"would_know": "no"})
    [kept] = checks()
    assert (kept.asked_of_id, kept.somebody_would_know) == (coder.member.id, False)
    assert identity.may_be_public(insight)
    assert not coder.page(f"/insights/{insight.id}").select("form[action$='/identity']")


def test_other_words_are_asked_about_again_and_the_same_words_are_not(insight, coder):
    before = dict(insight.said)
    with writing():
        identity.answer_about_said(insight, somebody_would_know=False, by=coder.member)
        services.change_said(insight, said={"en": "Other."}, topic=None, by=coder.member)

    assert not identity.may_be_public(insight)
    with writing():
        services.change_said(insight, said=before, topic=None, by=coder.member)
    assert identity.may_be_public(insight)


def test_a_yes_keeps_it_from_the_public_until_the_words_change(insight, coder):
    coder.post(f"/insights/{insight.id}/identity", data={"would_know": "yes"})

    assert not identity.may_be_public(insight)
    page = coder.page(f"/insights/{insight.id}").get_text(" ", strip=True)
    assert "Somebody could be known by these words" in page
    assert coder.post(f"/insights/{insight.id}/identity", data={}).status_code == 302
    assert len(checks()) == 1


def test_a_quote_is_asked_about_with_how_many_are_like_the_one_who_said_it(insight, coder, keyring):
    [source] = insight.sources
    with writing():
        about.keep_about(
            submission=source.submission,
            answers={"role": "carer", "area": "inside", "age": "not_said"},
            nation="scotland",
        )
        quote = quoting.propose_quote(
            insight, contribution=source, stretch=(0, len(TEXT)), by=coder.member, keyring=keyring
        )

    page = coder.page(f"/insights/{insight.id}")
    form = page.select_one("form[action*='/quotes/'][action$='/identity']")
    words = form.get_text(" ", strip=True)

    assert "A date: 14 March 2024" in words
    assert "A place: Wee Glen" in words
    assert "Who somebody is: brother" in words
    assert "I look after someone, without pay: Fewer than 10 people" in words
    assert "+" in words
    coder.post(form["action"], data={"would_know": "no"})
    [kept] = checks()
    assert (kept.quote_id, kept.asked_of_id) == (quote.id, coder.member.id)


def test_words_that_few_have_used_are_named_once_enough_was_read(insight, keyring, monkeypatch):
    monkeypatch.setattr(clues, "FEWEST_TEXTS", 1)

    found = clues.of_words("nobody listened to the zeppelin", language="en", keyring=keyring)

    assert not found.few_texts
    assert "zeppelin" in found.rare
