import pytest

from feedback.accounts.roles import Role
from youwesaid.plans.life.words import Kind

pytestmark = pytest.mark.one_database


def test_every_room_opens_for_a_plan_that_has_nothing(sign_in, bring, client):
    for name in ("dumfries-galloway-2024-2027", "dundee-2019"):
        plan = bring(name)
        browser = sign_in(Role.EDITOR)
        for path in ("", *(f"/{kind.value}" for kind in Kind)):
            browser.page(f"/plans/{plan.key}/-/life{path}")
        for kind in Kind:
            browser.page(f"/plans/{plan.key}/-/life/{kind.value}/new")
        client.page(f"/en/plans/{plan.key}/-/life")
