"""An insight made from a theme leads to the one that took it in."""

from feedback.accounts.roles import Role
from feedback.coding import queries as coding
from feedback.coding.codebook import restructuring
from feedback.coding.models import Theme
from feedback.core.db import session, writing
from tests.youwesaid.insights.conftest import PERIOD
from youwesaid.insights import queries, services


def test_an_insight_follows_its_theme_into_another(said, theme, editor, make_staff):
    with writing():
        other = Theme(key="asked_again", names={"en": "Asked again"}, definition="Asked twice.")
        session().add(other)
        made = services.make_insight(
            said={"en": "Heard."}, theme=theme, sources=[said("One.")], period=PERIOD, by=editor
        )
    with writing():
        lead = make_staff(Role.LEAD)
        restructuring.merge(theme, into=other, by=lead, reason="One and the same")

    assert queries.theme_of(made).key == "asked_again"
    assert len(coding.contributions_with(theme)) == len(coding.contributions_with(other)) == 1
