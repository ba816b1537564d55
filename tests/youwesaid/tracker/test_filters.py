"""Narrowing the list: by indexed rows, several at once, with what each choice would show."""

import pytest

from feedback.core.db import session, writing
from youwesaid.insights.models import AnswerKind
from youwesaid.partnership.models import Agency, Locality
from youwesaid.tracker import queries, services
from youwesaid.tracker.filtering import veiled
from youwesaid.tracker.models import PublicState


@pytest.fixture
def council(app):
    with writing():
        agency = Agency(key="council", names={"en": "The council", "ur": "کونسل"})
        session().add(agency)
    return agency


@pytest.fixture
def placed(answered, publisher, keyring, council):
    """An entry for some places and ages, answered by the council or by nobody named."""

    def make(*, localities=(), age_groups=(), is_council=False, kind=AnswerKind.CANNOT):
        insight = answered(kind=kind)
        with writing():
            insight.localities, insight.age_groups = list(localities), list(age_groups)
            insight.answers[0].agency = council if is_council else None
            return services.publish(insight, by=publisher, keyring=keyring, threshold=10)

    return make


def found(**asked):
    return {entry.slug for entry in session().scalars(queries.published(**asked))}


def test_entries_are_found_by_place_age_and_agency_together(placed):
    stewartry = placed(localities=["stewartry"], age_groups=["16_17"], is_council=True)
    whole = placed(kind=AnswerKind.DONE)

    assert found(locality="stewartry") == {stewartry.slug}
    assert found(locality="stewartry", age_group="16_17", agency="council") == {stewartry.slug}
    assert found(locality="stewartry", state=PublicState.DONE) == set()
    assert found(locality=queries.EVERYWHERE) == {whole.slug}
    assert found() == {stewartry.slug, whole.slug}


def test_the_next_version_files_an_entry_anew(placed, publisher):
    entry = placed(localities=["stewartry", "nithsdale"])

    with writing():
        insight = queries.insight_to_publish(entry.insight_id)
        insight.localities = ["nithsdale"]
        services.correct(entry, note={"en": "It was one place."}, by=publisher, threshold=10)

    assert found(locality="stewartry") == set()
    assert found(locality="nithsdale") == {entry.slug}


def test_links_narrow_the_list_and_each_can_be_taken_away(client, placed):
    with writing():
        session().add(Locality(key="stewartry", names={"en": "Stewartry"}))
    here = placed(localities=["stewartry"], age_groups=["16_17"], is_council=True)
    placed(kind=AnswerKind.DONE)

    council = veiled("council")
    page = client.page(f"/en/changes/?locality=stewartry&agency={council}&age_group=nonsense")

    assert [link["href"] for link in page.select(".entry h2 a")] == [f"/en/changes/{here.slug}"]
    taken_away = page.select('[aria-labelledby="chosen-heading"] a, #chosen-heading + .chips a')
    assert [link["href"] for link in taken_away][:2] == [
        f"/en/changes/?agency={council}", "/en/changes/?locality=stewartry",
    ]  # fmt: skip
    states = [each.get_text(" ", strip=True) for each in page.select("#by-state + .chips a")]
    assert states == ["All", "Cannot (1)"]  # what it would show beside the other filters


def test_what_is_done_and_what_is_planned_are_counted_apart(client, placed):
    placed(kind=AnswerKind.DONE), placed(kind=AnswerKind.KEPT_DOING)
    placed(kind=AnswerKind.LOOKING), placed(kind=AnswerKind.CANNOT)

    figures = client.page("/en/changes/").select(".figures div")

    assert [each.get_text(" ", strip=True) for each in figures] == [
        "Done 2", "Part done 0", "Planned 1", "Cannot, or not ours 1", "Late 0",
    ]  # fmt: skip
