"""What was promised and is not done is public by itself, in the list and on its own page."""

from datetime import timedelta

import pytest

from feedback.core import clock
from feedback.core.db import session, writing
from youwesaid.insights.models import AnswerKind, Insight
from youwesaid.tracker import queries, services


def test_a_day_that_has_gone_by_makes_an_entry_late(published):
    entry, other = published(kind=AnswerKind.DOING), published(kind=AnswerKind.DONE)
    assert entry.promised_for
    assert not queries.is_late(entry)
    with writing():
        entry.promised_for = clock.today() + timedelta(days=60)
    with clock.pretend(clock.now() + timedelta(days=61)):
        assert queries.late() == [entry]
        assert session().scalars(queries.published(is_late=True)).all() == [entry]
        assert session().scalars(queries.by_urgency()).first() is entry
        assert queries.is_late(entry)
        assert not queries.is_late(other)


def test_what_is_done_is_late_no_more(published, publisher, keyring):
    entry = published(kind=AnswerKind.DOING)
    with writing():
        insight = session().get_one(Insight, entry.insight_id)
        insight.answers[0].kind = AnswerKind.DONE
        services.publish(insight, by=publisher, keyring=keyring, threshold=10)

    assert entry.promised_for is None


@pytest.mark.one_database
def test_everybody_reads_that_it_is_not_done_yet(client, published):
    entry = published(kind=AnswerKind.DOING)
    with writing():
        entry.promised_for = clock.today() - timedelta(days=1)

    for path in ("/en/changes/", f"/en/changes/{entry.slug}"):
        assert "It is not yet." in client.page(path).get_text()
