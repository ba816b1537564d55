"""A codebook from a file: found again by id or key, refused in parts, taken back whole."""

import uuid

import pytest

from feedback.accounts.roles import Role
from feedback.coding import queries
from feedback.coding.codebook import naming, undoing
from feedback.coding.codebook.keeping import NoThemes, present_codebook
from feedback.coding.codebook.services import WhyNot, WrittenTheme, take_in
from feedback.coding.models import CodebookVersion, ThemeState
from feedback.coding.tagging import suggesting
from feedback.contributions.receiving import Delivery, Piece, receive
from feedback.core.db import session, writing

OLD = uuid.UUID(int=77)


@pytest.fixture
def lead(make_staff):
    return make_staff(Role.LEAD)


@pytest.fixture
def redacted_without_themes(app, keyring):
    with writing():
        pieces = [Piece(text="Hello", language="en")]
        delivery = Delivery(submission_id=uuid.uuid4(), pieces=pieces)
        return receive(delivery, keyring=keyring).submission.contributions[0]


def _named(name, **more):
    return WrittenTheme(names={"en": name}, **more)


def test_a_theme_is_found_again_by_its_id_whatever_it_is_called(codebook, lead):
    with writing():
        first = take_in([_named("Trust", id=OLD, colour="#00ff00")], by=lead, reason="a file")
        again = take_in(
            [_named("Trusting people", id=OLD), _named("Believed")], by=lead, reason="a file"
        )
        same = take_in([_named("Trusting people", id=OLD)], by=lead, reason="a file")

    assert [theme.id for theme in first.added] == [OLD]
    assert [theme.key for theme in again.changed] == ["trust"]
    assert [theme.key for theme in again.unchanged] == ["believed"]
    assert [theme.key for theme in same.unchanged] == ["trust"]
    assert queries.theme_by_key("believed").definition  # the file did not speak of it
    assert session().get_one(CodebookVersion, 2).is_open


def test_seed_terms_that_can_be_used_are_not_called_refused(codebook, lead):
    with writing():
        taken = take_in([_named("Trust", terms={"en": ["trusted"]})], by=lead, reason="a file")

    assert not taken.refused


def test_what_is_refused_is_told_and_the_rest_is_taken(codebook, lead):
    with writing():
        taken = take_in(
            [
                _named(""),
                _named("Up", key="up", parent="down"),
                _named("Down", key="down", parent="up"),
                _named("Lost", parent="nowhere", terms={"en": ["fine", "* *"]}),
                _named("Two of a name"),
                _named("Two of a name", parent="up", colour="rgba(1,2,3)"),
            ],
            by=lead,
            reason="a file",
        )

    told = [(refusal.why, refusal.what) for refusal in taken.refused]
    assert told == [
        (WhyNot.NO_NAME, ""),
        (WhyNot.TERM, "* *"),
        (WhyNot.COLOUR, "rgba(1,2,3)"),
        (WhyNot.CIRCLE, ""),
        (WhyNot.NO_PARENT, "nowhere"),
    ]
    assert [theme.key for theme in taken.added][-2:] == ["two_of_a_name", "two_of_a_name_2"]
    assert len({theme.name for theme in present_codebook().themes}) == 36 + 5
    with writing():
        undone = undoing.undo(taken.change_set, by=lead)
    assert undone.kept == []
    assert len(queries.all_themes()) == 36


def test_a_site_may_begin_without_a_codebook(app, lead, redacted_without_themes, keyring):
    assert queries.tree() == []
    with pytest.raises(NoThemes):
        present_codebook()
    with writing():
        suggesting.suggest_for(redacted_without_themes, text="Hello", keyring=keyring)
    with writing():
        take_in([_named("First", state=ThemeState.DRAFT)], by=lead, reason="by hand")

    assert [node.theme.key for node in queries.tree()] == ["first"]


def test_lists_keep_their_order_and_depth_where_a_parent_is_retired(app, lead):
    with writing():
        take_in(
            [_named("A"), _named("B", parent="a"), _named("C", parent="b"), _named("D")],
            by=lead,
            reason="by hand",
        )
        queries.theme_by_key("b").state = ThemeState.RETIRED

    found = [(node.theme.key, node.depth, node.has_children) for node in queries.tree()]

    assert found == [("a", 0, True), ("c", 1, False), ("d", 0, False)]
    everything = [(node.theme.key, node.depth) for node in queries.tree(queries.all_themes())]
    assert everything == [("a", 0), ("b", 1), ("c", 2), ("d", 0)]
    assert len(queries.family(queries.theme_by_key("a"))) == 3


@pytest.mark.parametrize(
    ("name", "key"), [("Ārstēšana & care!", "ārstēšana_care"), ("—", "theme"), ("x" * 90, "x" * 60)]
)
def test_keys_come_from_names(name, key):
    assert naming.key_from(name) == key
    assert naming.free_key(name, [key]) == f"{key}_2"
