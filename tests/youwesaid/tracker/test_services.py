"""Publishing: two people, a plan item, guarded counts, and quotes that come down at once."""

import pytest
from sqlalchemy import select

from feedback.contributions import permissions, withdrawing
from feedback.contributions.models import Publication
from feedback.core.db import session, writing
from tests.youwesaid.tracker.conftest import QUOTE
from youwesaid.insights import identity
from youwesaid.insights import services as insights
from youwesaid.insights.models import AnswerKind
from youwesaid.insights.rules import AnswerDraft
from youwesaid.tracker import queries, services
from youwesaid.tracker.contents import Contents, contents_of
from youwesaid.tracker.models import Entry, PublicState, PublishedQuote, VersionKind


def test_an_unsigned_answer_is_not_published(answered, publisher, editor, keyring):
    insight = answered()
    with writing():
        insight.answers[0].state = "for_sign_off"
        insight.answers[0].signed_by_id = None

    with pytest.raises(services.NothingSigned), writing():
        services.publish(insight, by=publisher, keyring=keyring, threshold=10)


def test_an_insight_that_fits_nowhere_is_not_published(answered, publisher, editor, keyring):
    insight = answered()
    with writing():
        insights.untie(insight, insight.plan_items[0], by=editor)

    with pytest.raises(services.NoPlanItem), writing():
        services.publish(insight, by=publisher, keyring=keyring, threshold=10)


def test_a_count_below_the_threshold_never_reaches_the_public_row(published):
    entry = published()

    stored = entry.versions[0].contents
    assert stored["count"] is None
    assert stored["threshold"] == 10


def test_contents_survive_storing(answered):
    contents = contents_of(answered(), threshold=10)

    assert Contents.from_plain(contents.to_plain()) == contents


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (AnswerKind.DONE, PublicState.DONE),
        (AnswerKind.DOING, PublicState.DOING),
        (AnswerKind.LOOKING, PublicState.LOOKING),
        (AnswerKind.PART, PublicState.PART_DONE),
        (AnswerKind.CANNOT, PublicState.CANNOT),
        (AnswerKind.PASSED_ON, PublicState.PASSED_ON),
        (AnswerKind.DISAGREE, PublicState.DISAGREE),
        (AnswerKind.KEPT_DOING, PublicState.KEPT_DOING),
    ],
)
def test_each_answer_has_its_public_word(published, kind, state):
    assert published(kind=kind).state is state


def test_publishing_again_is_a_new_version_of_the_same_entry(published, publisher, keyring):
    entry = published()
    insight = queries.insight_to_publish(entry.insight_id)

    with writing():
        again = services.publish(insight, by=publisher, keyring=keyring, threshold=10)

    assert again.slug == entry.slug
    assert [version.kind for version in again.versions] == [VersionKind.FIRST, VersionKind.UPDATE]


def test_a_correction_is_dated_and_keeps_the_old_wording(published, publisher, editor):
    entry = published()
    insight = queries.insight_to_publish(entry.insight_id)
    right = {**insight.said, "en": "You tell the same hard story again."}

    with writing():
        insights.change_said(insight, said=right, topic=insight.topic, by=editor)
    with pytest.raises(services.NothingSigned), writing():
        services.correct(entry, note={"en": "A wrong word."}, by=publisher, threshold=10)
    with writing():
        insights.ask_sign_off(insight.answers[0], by=editor)
        insights.sign(insight.answers[0], by=publisher)
    with pytest.raises(services.IdentityNotAsked), writing():
        services.correct(entry, note={"en": "A wrong word."}, by=publisher, threshold=10)
    with writing():
        identity.answer_about_said(insight, somebody_would_know=False, by=editor)
        note = {"en": "We had written the wrong word.", "ur": ""}
        services.correct(entry, note=note, by=publisher, threshold=10)

    first, second = entry.versions
    assert second.kind is VersionKind.CORRECTION
    assert second.note == {"en": "We had written the wrong word."}
    assert Contents.from_plain(first.contents).said["en"] == "You tell the same story again."
    assert Contents.from_plain(second.contents).said["en"] == "You tell the same hard story again."
    assert Contents.from_plain(second.contents).said["ur"] == "ایک ہی بات بار بار۔"


def test_an_answer_that_is_public_is_never_dropped_in_silence(
    published, publisher, editor, keyring
):
    entry = published()
    insight = queries.insight_to_publish(entry.insight_id)
    with writing():
        second = insights.answer_insight(
            insight, draft=AnswerDraft.of(insight.answers[0]), by=editor
        )
        insights.ask_sign_off(second, by=editor)
        insights.sign(second, by=publisher)
        services.publish(insight, by=publisher, keyring=keyring, threshold=10)
        insights.change_answer(second, draft=AnswerDraft.of(second), by=editor)

    with pytest.raises(services.BeingRewritten), writing():
        services.publish(insight, by=publisher, keyring=keyring, threshold=10)


def test_a_correction_without_a_note_is_refused(published, publisher):
    entry = published()

    with pytest.raises(services.NothingToCorrect), writing():
        services.correct(entry, note={"en": ""}, by=publisher, threshold=10)


def test_a_permitted_and_checked_quote_is_published(told, published):
    contribution, _code = told("Each time from the beginning.", QUOTE)

    entry = published([contribution])

    assert [quote.text for quote in entry.quotes] == ["Each time from the beginning."]
    assert contribution.publication is Publication.QUOTED


def test_words_without_permission_are_counted_and_never_quoted(told, published):
    contribution, _code = told("Each time from the beginning.")

    entry = published([contribution])

    assert entry.quotes == []
    assert contribution.publication is Publication.COUNTED


def test_taking_the_permission_back_pulls_the_quote_at_once(told, published):
    contribution, _code = told("Each time from the beginning.", QUOTE)
    entry = published([contribution])

    with writing():
        permissions.set_permissions(submission=contribution.submission, kinds=set())

    session().expire_all()
    assert session().scalars(select(PublishedQuote)).all() == []
    assert entry.versions[-1].kind is VersionKind.QUOTE_PULLED
    assert contribution.publication is Publication.PULLED


def test_withdrawing_pulls_the_quote_and_leaves_the_entry(told, published, keyring):
    contribution, _code = told("Each time from the beginning.", QUOTE)
    entry = published([contribution])

    with writing():
        withdrawing.withdraw_receipt(receipt=contribution.submission.receipt)

    session().expire_all()
    assert session().scalars(select(PublishedQuote)).all() == []
    assert session().scalars(select(Entry)).one().id == entry.id


def test_a_contribution_leads_to_its_entry_and_back(told, published):
    contribution, _code = told()
    entry = published([contribution])

    linked = queries.entries_of_contributions([contribution.id])

    assert [each.slug for each in linked] == [entry.slug]
    assert linked[0].title_in("ur") == "ایک ہی بات بار بار۔"
    assert linked[0].title_in("pl") == "You tell the same story again."
