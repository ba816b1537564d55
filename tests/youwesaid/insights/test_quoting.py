import pytest
from sqlalchemy.exc import NoResultFound

from feedback.accounts.roles import Role
from feedback.contributions import permissions, withdrawing
from feedback.contributions.models import PermissionKind, Redaction, Safeguarding
from feedback.core.db import session, writing
from tests.youwesaid.insights.conftest import PERIOD
from youwesaid.insights import quoting, services
from youwesaid.insights.models import Quote, QuoteState

TEXT = "I told it seven times. The seventh time I said, read it."
QUOTE = (PermissionKind.QUOTE,)


@pytest.fixture
def coder(make_staff):
    return make_staff(Role.CODER)


@pytest.fixture
def story(said):
    return said(TEXT, allows=QUOTE)


@pytest.fixture
def insight(story, said, theme, coder):
    with writing():
        return services.make_insight(
            said={"en": "Again and again."}, theme=theme, period=PERIOD, by=coder,
            sources=[story, said("I allow nothing.")],
        )  # fmt: skip


@pytest.fixture
def propose(insight, story, coder, keyring):
    def make(start=0, end=22, contribution=None):
        with writing():
            return services.propose_quote(
                insight, contribution=contribution or story, stretch=(start, end), by=coder,
                keyring=keyring,
            )  # fmt: skip

    return make


def test_a_quote_is_a_sealed_piece_of_the_working_text(propose, keyring):
    quote = propose()

    assert quoting.quoted_words(quote, keyring) == "I told it seven times."
    assert b"seven" not in quote.text_sealed
    assert (quote.state, quote.identity_checked_by_id) == (QuoteState.PROPOSED, None)


def test_the_same_words_proposed_twice_are_one_quote(propose, insight):
    assert propose() is propose()
    assert len(insight.quotes) == 1


def test_only_sources_whose_givers_allow_it_can_be_quoted(insight, story, propose, said):
    assert quoting.quotable(insight) == [story]
    silent = next(each for each in insight.sources if each is not story)

    with pytest.raises(quoting.NoPermission):
        propose(contribution=silent, end=5)
    with pytest.raises(quoting.NotASource):
        propose(contribution=said("Elsewhere.", allows=QUOTE), end=5)
    with pytest.raises(NoResultFound):
        quoting.source_to_quote(insight, silent.id)


def test_a_permission_that_was_taken_back_stops_new_quotes(story, insight, propose):
    with writing():
        permissions.set_permissions(submission=story.submission, kinds=())

    assert quoting.quotable(insight) == []
    with pytest.raises(quoting.NoPermission):
        propose()


def test_nothing_withdrawn_can_be_quoted(story, insight, propose):
    with writing():
        withdrawing.withdraw(submissions=[story.submission])

    assert quoting.quotable(insight) == []
    with pytest.raises(quoting.NoPermission):
        propose()


@pytest.mark.parametrize(
    ("state", "value"),
    [("redaction", Redaction.WAITING), ("safeguarding", Safeguarding.CONCERN)],
)
def test_a_text_that_is_not_ready_or_worries_somebody_is_not_quoted(
    story, insight, propose, state, value
):
    with writing():
        setattr(story, state, value)

    assert quoting.quotable(insight) == []
    with pytest.raises(quoting.NotReady):
        propose()


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (9, 4), (0, 9999), (22, 23)])
def test_a_stretch_lies_in_the_text_and_holds_words(propose, start, end):
    with pytest.raises(quoting.NotInTheText):
        propose(start, end)


def test_a_quote_is_short(said, theme, coder, keyring):
    story = said("word " * 100, allows=QUOTE)
    with writing():
        insight = services.make_insight(
            said={"en": "Much."}, theme=theme, sources=[story], period=PERIOD, by=coder
        )

        with pytest.raises(quoting.QuoteTooLong):
            services.propose_quote(
                insight, contribution=story, stretch=(0, 400), by=coder, keyring=keyring
            )


def test_words_are_found_where_they_stand_once():
    assert quoting.stretch_of(TEXT, " read it ") == (48, 55)
    for words in ("seven", "never", "", "READ IT"):
        with pytest.raises(quoting.NotInTheText):
            quoting.stretch_of(TEXT, words)


def test_a_person_says_that_nobody_would_know_who_it_is(propose, coder):
    quote = propose()

    with writing():
        services.check_quote_identity(quote, somebody_would_know=False, by=coder)

    assert quote.identity_checked_by_id == coder.id


def test_a_quote_by_which_somebody_might_be_known_goes_away(propose, insight, coder):
    quote = propose()

    with writing():
        services.check_quote_identity(quote, somebody_would_know=True, by=coder)

    assert insight.quotes == []
    assert session().query(Quote).count() == 0


def test_a_quote_that_is_public_is_not_asked_about_again(propose, coder):
    quote = propose()
    with writing():
        services.check_quote_identity(quote, somebody_would_know=False, by=coder)
        quote.state = QuoteState.PUBLISHED

    with pytest.raises(quoting.AlreadyPublic), writing():
        services.check_quote_identity(quote, somebody_would_know=True, by=coder)


def test_a_pulled_quote_has_no_words_left(propose, keyring):
    quote = propose()
    with writing():
        quote.state, quote.text_sealed = QuoteState.PULLED, None

    assert quoting.quoted_words(quote, keyring) == ""
