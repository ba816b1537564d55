"""Two coders, and contributions of which the first has coded some."""

import pytest

from feedback.accounts.roles import Role
from feedback.coding import changes
from feedback.coding import queries as coding
from feedback.coding.agreement import drawing, queries, services
from feedback.coding.agreement.drawing import Aim
from feedback.coding.agreement.planning import TENTATIVE
from feedback.coding.models import ChangeKind, Coding
from feedback.contributions.models import CodingState, Contribution
from feedback.core.db import session, writing


@pytest.fixture
def lead(make_staff):
    return make_staff(Role.LEAD, name="Ada First")


@pytest.fixture
def second(make_staff):
    return make_staff(Role.CODER, name="Bo Second")


@pytest.fixture
def code(lead):
    """Give themes to a contribution at the ordinary desk."""

    def give(contribution, *keys, by=None):
        by = by or lead
        with writing():
            row = session().get_one(Contribution, contribution.id)
            change = changes.begin(ChangeKind.CODED if keys else ChangeKind.NO_THEME, by=by)
            for key in keys:
                theme = coding.theme_by_key(key)
                change.add(Coding(contribution_id=row.id, theme_id=theme.id, coder_id=by.id))
            change.set(row, coding=CodingState.DONE if keys else CodingState.NO_THEME)
        return contribution

    return give


@pytest.fixture
def draw(lead, second):
    """Draw a sample of everything that there is."""

    def made(**more):
        aim = {
            "themes": ["listened_to"],
            "share": 0.2,
            "least": TENTATIVE,
            "first_coder": lead.id,
            "second_coder": second.id,
        }
        with writing():
            return drawing.draw(Aim(**{**aim, **more}), by=lead)

    return made


@pytest.fixture
def answer(second):
    """What the second coder says of a contribution of a sample."""

    def give(sample, contribution, *keys, not_codable=False):
        with writing():
            entry = next(
                each
                for each in queries.entries_of(sample)
                if each.contribution_id == contribution.id
            )
            services.keep_second_answer(entry, keys=keys, by=second, not_codable=not_codable)

    return give
