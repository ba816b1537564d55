"""The leads keep the list of watch phrases: adding takes one, taking out takes two."""

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.contributions.models import Contribution
from feedback.core.db import session
from feedback.nlp.risk import Rule
from feedback.reading import screening
from feedback.safeguarding import phrase_list
from feedback.safeguarding.models import PhraseChange, Signal
from feedback.safeguarding.phrases import watched
from tests.support.people import fresh
from tests.support.said import say

PHRASE = {"pattern": "the gang house", "rule": "exploitation", "urgency": "today"}


@pytest.fixture
def lead(sign_in):
    return sign_in(Role.LEAD)


def _patterns(language="en"):
    fresh()
    return {each.pattern for each in watched().phrases[language]}


def test_a_new_phrase_is_met_in_what_nobody_has_read_yet(lead, keyring):
    unread = say("They took me to the gang house.", keyring=keyring)
    assert not session().scalars(select(Signal)).all()

    assert lead.post("/phrases/en", data=PHRASE).status_code == 302
    fresh()
    assert session().get_one(Contribution, unread.id).screened_on is None
    screening.screen_waiting(keyring=keyring)
    fresh()
    signal = session().scalars(select(Signal)).one()
    assert (signal.rule, signal.urgency) == ("exploitation", "today")


def test_trying_a_phrase_keeps_nothing(lead, keyring):
    tried = lead.post("/phrases/en", data={**PHRASE, "try": "yes"})

    assert tried.status_code == 200
    assert "could be tried on nothing" in tried.text
    assert 'value="the gang house"' in tried.text
    assert "the gang house" not in _patterns()


def test_a_phrase_is_tried_without_saying_how_soon(lead):
    tried = {"pattern": "the gang house", "rule": "exploitation", "try": "yes"}
    added = {"pattern": "the gang house", "rule": "exploitation"}

    assert lead.post("/phrases/en", data=tried).status_code == 200
    assert lead.post("/phrases/en", data=added).status_code == 400


@pytest.mark.parametrize("pattern", [".. house", "*", "a*", "   "])
def test_a_pattern_that_cannot_be_read_is_refused_in_words(lead, pattern):
    refused = lead.post("/phrases/en", data={**PHRASE, "pattern": pattern})

    assert refused.status_code == 400
    assert "error" in refused.text
    assert session().scalars(select(PhraseChange)).all() == []


def test_one_lead_alone_takes_no_shipped_phrase_out(lead, sign_in):
    out = {"rule": "threat_to_life", "pattern": "kill me", "why": "Only in songs here"}
    lead.post("/phrases/en/out", data=out)
    assert "kill me" in _patterns()
    change = session().scalars(select(PhraseChange)).one()

    lead.post(f"/phrases/changes/{change.id}/agree")
    assert "kill me" in _patterns()

    sign_in(Role.LEAD, name="Second").post(f"/phrases/changes/{change.id}/agree")
    assert "kill me" not in _patterns()
    lead.post(f"/phrases/changes/{change.id}/end")
    assert "kill me" in _patterns()


def test_a_phrase_that_a_lead_added_goes_at_once(lead):
    lead.post("/phrases/en", data=PHRASE)
    assert "the gang house" in _patterns()
    assert phrase_list.listed("en")

    lead.post("/phrases/en/out", data={**PHRASE, "why": "It has another name"})
    assert "the gang house" not in _patterns()


def test_every_language_of_the_product_has_a_list_that_can_be_looked_at(sign_in):
    coder = sign_in(Role.CODER)
    for language in watched().languages:
        page = coder.get(f"/phrases/?of={language}")
        assert page.status_code == 200
        assert {each.rule for each in phrase_list.listed(language)} >= {Rule.THREAT_TO_LIFE}
    assert coder.post("/phrases/en", data=PHRASE).status_code == 403
    assert coder.get("/phrases/?of=tlh").status_code == 404
