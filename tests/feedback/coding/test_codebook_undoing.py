"""Changes of the codebook, in any order: no coding is lost, and all of it goes back exactly."""

import uuid

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.coding import changes, queries
from feedback.coding.codebook import restructuring, splits, splitting, undoing
from feedback.coding.codebook.models import Choice
from feedback.coding.codebook.taking_in import WrittenTheme, take_in
from feedback.coding.models import ChangeKind, ChangeSet, Coding, Theme
from feedback.contributions.models import CodingState, Contribution
from feedback.core.db import session, writing
from feedback.core.errors import Refused

WHY = "Said by the team in March"
EXACT = settings(
    max_examples=12,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def codebook(app):
    """None: each run makes its own."""


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
                    )
                )
                change.set(row, coding=CodingState.DONE)

    given.contributions = contributions
    return given


class Codebook(RuleBasedStateMachine):
    """Merges, splits, moves, retirements and undoing, in any order."""

    give = lead = None

    @initialize()
    def begin(self):
        with writing():
            self.run = uuid.uuid4().hex[:6]
            self.keys = [f"{self.run}_{letter}" for letter in "abcde"]
            parents = [None, self.keys[0], self.keys[1], None, self.keys[3]]
            written = [
                WrittenTheme(key=key, names={"en": key}, parent=parent)
                for key, parent in zip(self.keys, parents, strict=True)
            ]
            take_in(written, by=self.lead, reason=WHY)
        used = {
            (coding.contribution_id, coding.coder_id, coding.theme.key)
            for coding in session().scalars(select(Coding))
        }
        del used
        self.give(
            *[(n, coder, self.keys[(n + coder * 2) % 5]) for n in range(4) for coder in (0, 1)]
        )
        self.give(*[(n, 0, self.keys[(n + 1) % 5]) for n in range(4)])
        session().rollback()
        self.passages = self._passages()
        self.before, self.done = [], []

    def _mine(self):
        return [theme for theme in queries.all_themes() if theme.key.startswith(self.run)]

    def _passages(self):
        mine = {theme.id for theme in self._mine()}
        return {
            restructuring.passage(coding)
            for coding in session().scalars(select(Coding))
            if coding.theme_id in mine
        }

    def _state(self):
        session().rollback()
        mine = {theme.id for theme in self._mine()}
        themes = {
            tuple(str(getattr(theme, column.key)) for column in Theme.__table__.columns)
            for theme in self._mine()
        }
        codings = {
            (coding.id, restructuring.passage(coding), coding.theme_id)
            for coding in session().scalars(select(Coding))
            if coding.theme_id in mine
        }
        return themes, codings

    def _do(self, act):
        before = self._state()
        try:
            with writing():
                change = act()
        except Refused:
            return
        self.before.append(before)
        self.done.append(change.number)

    def _pick(self, number):
        mine = self._mine()
        return mine[number % len(mine)]

    @rule(one=st.integers(0, 20), other=st.integers(0, 20))
    def merge(self, one, other):
        theme, into = self._pick(one), self._pick(other)
        self._do(lambda: restructuring.merge(theme, into=into, by=self.lead, reason=WHY))

    @rule(one=st.integers(0, 20), other=st.integers(0, 20), place=st.integers(1, 3))
    def move(self, one, other, place):
        theme, parent = self._pick(one), self._pick(other)
        self._do(
            lambda: restructuring.move(theme, parent=parent, place=place, by=self.lead, reason=WHY)
        )

    @rule(one=st.integers(0, 20), back=st.booleans())
    def retire(self, one, back):
        act = restructuring.revive if back else restructuring.retire
        self._do(lambda: act(self._pick(one), by=self.lead, reason=WHY))

    @rule(
        one=st.integers(0, 20),
        other=st.integers(0, 20),
        itself=st.booleans(),
        choices=st.lists(st.sampled_from([Choice.A, Choice.B, Choice.BOTH]), min_size=1),
    )
    def split(self, one, other, itself, choices):
        theme, half = self._pick(one), self._pick(other)

        def act():
            halves = (
                splitting.half_of(theme if itself else half),
                splitting.half_named(f"{self.run} {len(self.done)}"),
            )
            going = splits.open_split(theme)
            if going is not None:
                splitting.drop(going, by=self.lead)
            going = splitting.start(theme, halves=halves, by=self.lead, reason=WHY)
            for number, coding in enumerate(session().scalars(splits.queue(going)).all()):
                choice = choices[number % len(choices)]
                splitting.decide(going, coding, choice, by=self.lead)
            return splitting.finish(going, by=self.lead)

        self._do(act)

    @precondition(lambda self: self.done)
    @rule(number=st.integers(0, 20))
    def undo_any(self, number):
        chosen = number % len(self.done)
        try:
            with writing():
                undoing.undo(session().get_one(ChangeSet, self.done[chosen]), by=self.lead)
        except Refused:
            return
        # What came after no longer leads back to the states that were seen before it.
        del self.done[chosen], self.before[chosen:]
        self.before += [None] * (len(self.done) - chosen)

    @invariant()
    def no_words_lost_their_theme(self):
        if hasattr(self, "passages"):
            session().rollback()
            assert self._passages() >= self.passages

    def teardown(self):
        if not hasattr(self, "done"):
            return
        while self.done and self.before[-1] is not None:
            with writing():
                undone = undoing.undo(session().get_one(ChangeSet, self.done.pop()), by=self.lead)
            assert undone.kept == []
            assert self._state() == self.before.pop()


def test_any_order_of_changes_loses_nothing_and_goes_back_exactly(give, lead):
    Codebook.give, Codebook.lead = staticmethod(give), lead
    try:
        run_state_machine_as_test(Codebook, settings=EXACT)
    finally:
        Codebook.give = Codebook.lead = None
