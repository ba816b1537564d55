"""The codebook is changed without losing a coding, and every change is taken back whole."""

import pytest

from feedback.accounts.roles import Role
from feedback.coding import changes, queries
from feedback.coding.codebook import restructuring, splits, splitting, undoing, versions
from feedback.coding.codebook.models import Choice, Split
from feedback.coding.models import ChangeKind, ChangeSet, Coding, ThemeState
from feedback.contributions.models import CodingState, Contribution
from feedback.core.db import session, writing

WHY = "Said by the team in March"


@pytest.fixture
def lead(make_staff):
    return make_staff(Role.LEAD)


@pytest.fixture
def give(redacted, make_staff):
    """Give themes to contributions: a list of (contribution number, coder number, key)."""
    contributions, coders = [redacted() for _ in range(4)], [make_staff(Role.CODER) for _ in "ab"]

    def given(*codings):
        with writing():
            for number, coder, key in codings:
                theme = queries.theme_by_key(key)
                row = session().get_one(Contribution, contributions[number].id)
                change = changes.begin(ChangeKind.CODED, by=coders[coder])
                change.add(
                    Coding(
                        contribution_id=row.id,
                        theme_id=theme.id,
                        coder_id=coders[coder].id,
                        codebook_version=versions.present_version(),
                    )
                )
                change.set(row, coding=CodingState.DONE)

    given.contributions = contributions
    return given


def _themes(*keys):
    return [queries.theme_by_key(key) for key in keys]


def _keys_of(contribution):
    session().rollback()
    return sorted(coding.theme.key for coding in queries.codings_of(contribution.id))


def test_a_merge_says_what_it_will_do_and_does_that(give, lead):
    give((0, 0, "listened_to"), (0, 0, "believed"), (1, 0, "listened_to"), (1, 1, "believed"))
    theme, into = _themes("listened_to", "believed")
    preview = restructuring.merge_preview(theme, into)

    with writing():
        restructuring.merge(theme, into=into, by=lead, reason=WHY)

    assert (preview.codings, preview.doubles) == (2, 1)
    assert _keys_of(give.contributions[0]) == ["believed"]
    assert _keys_of(give.contributions[1]) == ["believed", "believed"]
    assert (theme.state, theme.merged_into_id) == (ThemeState.MERGED, into.id)
    assert queries.aliases() == {theme.id: into.id}
    assert set(theme.terms["en"]) <= set(into.terms["en"])
    both = give.contributions[:2]
    assert {each.id for each in queries.contributions_with(theme)} == {each.id for each in both}


def test_a_parent_may_be_merged_into_a_theme_below_it(codebook, lead):
    parent, child = _themes("being_heard", "believed")
    others = [each for each in restructuring.children_of(parent) if each.id != child.id]

    with writing():
        restructuring.merge(parent, into=child, by=lead, reason=WHY)

    assert child.parent_id is None
    assert {each.id for each in restructuring.children_of(child)} == {each.id for each in others}


def test_undoing_a_merge_later_asks_whose_the_later_codings_are(give, lead):
    give((0, 0, "listened_to"), (1, 0, "believed"))
    theme, into = _themes("listened_to", "believed")
    with writing():
        merge = restructuring.merge(theme, into=into, by=lead, reason=WHY)
    give((2, 0, "believed"), (3, 1, "believed"))
    with writing():
        undone = undoing.undo(merge, by=lead)

    assert undone.kept == []
    later = undoing.later_codings(merge)
    assert {each.contribution_id for each in later} == {each.id for each in give.contributions[2:]}
    with writing():
        halves = (splitting.half_of(into), splitting.half_of(theme))
        split = splitting.start(into, halves=halves, by=lead, reason=WHY, since_change=merge.number)
        for coding in session().scalars(splits.undecided(split)).all():
            is_second = coding.contribution_id == give.contributions[3].id
            splitting.decide(split, coding, Choice.B if is_second else Choice.A, by=lead)
        splitting.finish(split, by=lead)
    assert [_keys_of(each) for each in give.contributions] == [
        ["listened_to"],
        ["believed"],
        ["believed"],
        ["listened_to"],
    ]


def test_undoing_reports_what_somebody_went_on_from(give, lead):
    give((0, 0, "listened_to"), (1, 0, "listened_to"))
    theme, into, third = _themes("listened_to", "believed", "asked_what_i_wanted")
    with writing():
        first = restructuring.merge(theme, into=into, by=lead, reason=WHY)
        restructuring.merge(into, into=third, by=lead, reason=WHY)
        undone = undoing.undo(first, by=lead)

    assert len(undone.kept) == 2
    assert first.facts["kept"]["coding"] == 2
    assert theme.state is ThemeState.ACTIVE
    assert _keys_of(give.contributions[0]) == ["asked_what_i_wanted"]


def test_a_split_is_decided_one_by_one_and_takes_effect_at_the_end(give, lead):
    give(*[(number, 0, "listened_to") for number in range(4)], (0, 1, "listened_to"))
    theme = queries.theme_by_key("listened_to")
    halves = (splitting.half_named("Heard by workers"), splitting.half_named("Heard in court"))
    with writing():
        split = splitting.start(theme, halves=halves, by=lead, reason=WHY)
        with pytest.raises(splitting.NotAllDecided):
            splitting.finish(split, by=lead)
        for number, choice in enumerate(Choice):
            coding = session().scalars(splits.undecided(split)).first()
            give.contributions[number] = session().get(Contribution, coding.contribution_id)
            splitting.decide(split, coding, choice, by=lead)
    assert _keys_of(give.contributions[0])[0] == "listened_to"  # nothing yet

    with writing():
        done = splitting.finish(session().get_one(Split, split.id), by=lead)

    found = [set(_keys_of(each)) for each in give.contributions]
    a, b = "heard_by_workers", "heard_in_court"
    assert found == [{a}, {b}, {a, b}, set()]
    assert give.contributions[3].coding is CodingState.WAITING
    assert queries.theme_by_key("listened_to").state is ThemeState.RETIRED
    with writing():
        undoing.undo(session().get_one(ChangeSet, done.number), by=lead)
    assert {key for each in give.contributions for key in _keys_of(each)} == {"listened_to"}
    assert splits.open_split(theme).id == split.id  # decided so far, and gone on with


@pytest.mark.parametrize(
    ("keys", "broken"),
    [
        (("believed", "believed"), restructuring.AboveItself),
        (("being_heard", "believed"), restructuring.AboveItself),
    ],
)
def test_no_theme_stands_above_itself(codebook, lead, keys, broken):
    theme, parent = _themes(*keys)

    with pytest.raises(broken), writing():
        restructuring.move(theme, parent=parent, by=lead, reason=WHY)


def test_an_undo_that_would_close_a_circle_is_refused(codebook, lead):
    parent, child = _themes("being_heard", "believed")
    with writing():
        out = restructuring.move(child, parent=None, by=lead, reason=WHY)
        restructuring.move(parent, parent=child, by=lead, reason=WHY)

    with pytest.raises(undoing.WouldBeAboveItself), writing():
        undoing.undo(out, by=lead)
