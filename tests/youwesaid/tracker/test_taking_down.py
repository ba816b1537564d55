"""What must not stay public, or become it: words of somebody in danger, words since hidden."""

import pytest

from feedback.accounts.roles import Role
from feedback.contributions import opening
from feedback.contributions.models import Publication
from feedback.core.db import session, writing
from feedback.redaction import services as redaction
from feedback.redaction.kinds import HiddenKind
from feedback.redaction.places import Place
from feedback.redaction.services import Instead
from feedback.safeguarding import services as safeguarding
from feedback.safeguarding import signals
from feedback.safeguarding.models import Level
from tests.youwesaid.tracker.conftest import QUOTE
from youwesaid.insights.models import Quote, QuoteState
from youwesaid.tracker import queries, services
from youwesaid.tracker.models import PublishedQuote, VersionKind

TEXT = "Mrs Khan at the Elm Road hostel never called me back."


@pytest.fixture
def lead(make_staff):
    return make_staff(Role.LEAD, name="Ailsa Reid")


@pytest.fixture
def worry(lead, keyring):
    def raise_one(contribution):
        with writing():
            safeguarding.raise_concern(
                contribution, level=Level.L4, by=lead, note="", keyring=keyring
            )

    return raise_one


@pytest.fixture
def hide_more(lead):
    def hide(contribution):
        with writing():
            redaction.hide(
                contribution, Place(0, 8), text=TEXT, instead=Instead(HiddenKind.NAME), by=lead
            )

    return hide


@pytest.fixture
def late_phrase(app):
    def meet(contribution):
        with writing():
            signals.note_signals(contribution, "He said he will kill me.")

    return meet


@pytest.fixture(params=["worry", "hide_more", "late_phrase"])
def happens(request):
    """Somebody is worried, or sees that more must be hidden; or a watch phrase is met only now."""
    return request.getfixturevalue(request.param)


def public_quotes() -> list[PublishedQuote]:
    return list(session().query(PublishedQuote))


def test_a_quote_that_waits_is_not_published_any_more(told, answered, publisher, keyring, happens):
    contribution, _code = told(TEXT, QUOTE)
    insight = answered([contribution])

    happens(contribution)
    with writing():
        services.publish(insight, by=publisher, keyring=keyring, threshold=10)

    assert public_quotes() == []
    assert contribution.publication is Publication.COUNTED


def test_a_public_quote_comes_down_at_once(told, published, happens):
    contribution, _code = told(TEXT, QUOTE)
    entry = published([contribution])
    assert len(public_quotes()) == 1

    happens(contribution)

    assert public_quotes() == []
    assert contribution.publication is Publication.PULLED
    quote = session().query(Quote).one()
    assert (quote.state, quote.text_sealed) == (QuoteState.PULLED, None)
    # Dated, and not said to be at the wish of whoever wrote it.
    versions = queries.entry_by_slug(entry.slug).versions
    assert [version.kind for version in versions] == [VersionKind.FIRST, VersionKind.CORRECTION]


def test_a_quote_of_a_text_that_is_not_the_working_text_stays_back(
    told, answered, publisher, keyring
):
    contribution, _code = told(TEXT, QUOTE)
    insight = answered([contribution])
    with writing():
        opening.seal_working(contribution, TEXT.replace("Mrs Khan", "[name]"), keyring)
        services.publish(insight, by=publisher, keyring=keyring, threshold=10)

    assert public_quotes() == []
