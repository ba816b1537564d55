from feedback.accounts.roles import Role
from feedback.core.db import writing
from tests.youwesaid.insights.conftest import PERIOD
from youwesaid.insights import services
from youwesaid.insights.suggesting import for_insight, suggested_items


def test_plan_items_that_share_rare_words_come_first_with_the_words(plan, theme):
    found = suggested_items(theme, "Nobody reads the chronology before they ask again.")

    assert found[0].plan_item.key in {"dg-a4-1", "dg-a4-2", "dg-o4-4", "dg-p4", "dg-o4-7"}
    assert any(word.startswith("chronolog") for word in found[0].shared)
    assert found[0].earlier == 0
    assert len(found) <= 5


def test_a_tie_of_the_same_theme_counts_for_the_next_insight(plan, theme, said, make_staff):
    with writing():
        services.make_insight(
            said={"en": "Buses do not run."}, theme=theme, sources=[said("No bus.")],
            period=PERIOD, plan_items=[plan("dg-o2-5")], by=make_staff(Role.EDITOR),
        )  # fmt: skip

    found = {each.plan_item.key: each for each in suggested_items(theme, "Buses again.", limit=9)}

    assert found["dg-o2-5"].earlier == 1


def test_what_is_tied_already_is_not_suggested(insight, plan):
    tied = {item.key for item in insight.plan_items}

    assert tied == {"dg-a4-2"}
    assert not tied & {each.plan_item.key for each in for_insight(insight)}


def test_without_plans_nothing_is_suggested(app, theme):
    assert list(suggested_items(theme, "Anything")) == []


def test_nothing_fits_words_that_no_plan_has(plan):
    assert list(suggested_items(None, "zyxw vutsr")) == []
