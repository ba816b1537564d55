"""How far a suggestion is trusted is told by the team's own decisions, and by nothing else."""

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.coding import queries
from feedback.coding.desk import services
from feedback.coding.models import Suggestion, SuggestionState, TaggerModel, Theme
from feedback.coding.tagging import bands, floors, suggesting, training, versions
from feedback.coding.tagging.versions import Again, AlreadyAsked
from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.nlp.tagger.model import Band
from tests.feedback.coding.conftest import LISTENED
from tests.support.people import fresh
from youwesaid import jobs


@pytest.fixture
def decided(redacted, keyring, coder):
    """Suggestions of one theme that the team took or refused."""
    contributions = {}

    def make(taken, refused, key="listened_to", language="en"):
        with writing():
            theme = queries.theme_by_key(key)
            for number in range(taken + refused):
                contribution = contributions.get((language, number)) or redacted()
                contributions[language, number] = contribution
                session().get_one(Contribution, contribution.id).language = language
                state = SuggestionState.TAKEN if number < taken else SuggestionState.REFUSED
                session().add(_suggestion(contribution, theme, state, coder))
        return theme

    return make


def _suggestion(contribution, theme, state, coder):
    return Suggestion(
        contribution_id=contribution.id,
        theme_id=theme.id,
        score=0.7,
        band=Band.LIKELY.value,
        why_sealed=b"",
        model="model-1",
        state=state,
        decided_by_id=coder.id,
        decided_on=clock.today(),
    )


def test_a_band_is_untested_below_thirty_decisions_and_then_says_how_often(decided, app):
    theme = decided(20, 9)
    card = bands.for_card([theme.id], language="en")
    with app.test_request_context():
        words = bands.agreement_words(card, theme.id, "likely", language="en")
        assert words.startswith("Untested")

    decided(21, 9, key="believed")
    theme = queries.theme_by_key("believed")
    card = bands.for_card([theme.id], language="en")
    with app.test_request_context():
        assert "21 of 30" in bands.agreement_words(card, theme.id, "likely", language="en")
        polish = bands.for_card([theme.id], language="pl")
        words = bands.agreement_words(polish, theme.id, "likely", language="pl")
        assert words.startswith("Untested")


def test_a_theme_below_the_floor_switches_itself_off_and_is_offered_no_more(
    decided, redacted, keyring, sign_in
):
    decided(5, 25)
    waiting = redacted()
    with writing():
        suggesting.suggest_for(
            session().get_one(Contribution, waiting.id), text=LISTENED, keyring=keyring
        )
        assert "listened_to" in _offered(waiting)
        assert [theme.key for theme in floors.switch_off_the_worst()] == ["listened_to"]
    assert "listened_to" not in _offered(waiting)
    with writing():
        suggesting.suggest_for(
            session().get_one(Contribution, waiting.id), text=LISTENED, keyring=keyring
        )
    assert "listened_to" not in _offered(waiting)

    lead = sign_in(Role.LEAD)
    assert "Switched off on" in lead.get("/suggestions/").text
    lead.post("/suggestions/themes/listened_to/on")
    with writing():
        assert floors.switch_off_the_worst() == [], "what was refused before counts no more"


def _offered(contribution):
    fresh()
    return {each.theme.key for each in queries.suggestions_for(contribution.id)}


def test_a_refusal_is_remembered_until_the_definition_changes(redacted, keyring, coder):
    contribution = redacted()
    with writing():
        own = session().get_one(Contribution, contribution.id)
        suggesting.suggest_for(own, text=LISTENED, keyring=keyring)
        refused = next(
            each for each in queries.suggestions_for(own.id) if each.theme.key == "listened_to"
        )
        refused.state, refused.decided_by_id = SuggestionState.REFUSED, coder.id
        suggesting.suggest_for(own, text=LISTENED, keyring=keyring)
    assert "listened_to" not in _offered(contribution)

    with writing():
        queries.theme_by_key("listened_to").definition = "Somebody paid attention to what was said."
        own = session().get_one(Contribution, contribution.id)
        suggesting.suggest_for(own, text=LISTENED, keyring=keyring)
    assert "listened_to" in _offered(contribution)
    states = session().scalars(
        select(Suggestion.state).join(Theme).where(Theme.key == "listened_to")
    )
    assert sorted(states) == ["open", "refused"], "the earlier decision still counts"


def test_every_suggestion_can_be_made_again_by_the_model_that_made_it(
    redacted, keyring, coder, sign_in
):
    for _number in range(12):
        contribution = redacted()
        with writing():
            own = session().get_one(Contribution, contribution.id)
            services.give_themes(own, keys=["listened_to"], by=coder)
    training.retrain(keyring=keyring)
    waiting = redacted()
    with writing():
        own = session().get_one(Contribution, waiting.id)
        suggesting.suggest_for(own, text=LISTENED, keyring=keyring)
    suggestion = queries.suggestions_for(waiting.id)[0]
    assert suggestion.model == "model-1"
    training.retrain(keyring=keyring)

    repeated = versions.repeat(suggestion, keyring=keyring)
    assert (repeated.outcome, repeated.score) == (Again.SAME, suggestion.score)
    page = sign_in(Role.CODER).get(f"/suggestions/again/{suggestion.id}")
    assert "says the same" in page.text


def test_training_is_asked_for_once_and_done_by_the_worker(redacted, keyring, coder):
    contribution = redacted()
    with writing():
        own = session().get_one(Contribution, contribution.id)
        services.give_themes(own, keys=["listened_to"], by=coder)
        versions.ask_for_training(by=coder)
    with pytest.raises(AlreadyAsked), writing():
        versions.ask_for_training(by=coder)

    assert jobs.train_if_asked() == 1
    assert jobs.train_if_asked() == 0
    assert versions.waiting_request() is None


def test_a_lead_goes_back_to_an_earlier_model(redacted, keyring, sign_in):
    for _number in range(2):
        training.retrain(keyring=keyring)
    lead = sign_in(Role.LEAD)
    lead.post("/suggestions/models/model-1/use")
    session().rollback()

    assert queries.newest_model().name == "model-1"
    training.retrain(keyring=keyring)
    assert queries.newest_model().name == "model-3"
    assert session().scalars(select(TaggerModel.set_aside_on)).all().count(None) == 2


def test_terms_are_proposed_from_what_was_coded_and_added_by_a_person(
    redacted, coder, sign_in, codebook
):
    for number in range(12):
        for text, key in (
            (f"The tribunal date moved again, number {number}.", "kept_informed"),
            (f"She was kind in room {number}.", "believed"),
        ):
            contribution = redacted(text)
            with writing():
                own = session().get_one(Contribution, contribution.id)
                services.give_themes(own, keys=[key], by=coder)
    lead = sign_in(Role.LEAD)
    page = lead.page("/suggestions/terms/kept_informed")
    offered = [box["value"] for box in page.select('[name="terms"]')]
    assert any("tribunal" in value for value in offered)
    assert not page.select('[name="terms"][checked]')

    assert lead.post("/suggestions/terms/kept_informed", data={}).status_code == 400
    chosen = next(value for value in offered if "tribunal" in value)
    lead.post("/suggestions/terms/kept_informed", data={"terms": [chosen, "tlh:nonsense"]})
    fresh()
    held = queries.theme_by_key("kept_informed").terms
    assert chosen.partition(":")[2] in held["en"]
    assert "tlh" not in held
