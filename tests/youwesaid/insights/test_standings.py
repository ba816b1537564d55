from datetime import timedelta

from feedback.core import clock
from feedback.core.db import session, writing
from youwesaid.insights import queries, services
from youwesaid.insights.queries import Standing
from youwesaid.plans.events import insights_of, voices_of


class TestStandings:
    def test_an_insight_goes_from_waiting_to_published(self, insight, draft, editor, publisher):
        seen = [self._standing(insight)]
        with writing():
            answer = services.answer_insight(insight, draft=draft(), by=editor)
        seen.append(self._standing(insight))
        with writing():
            services.ask_sign_off(answer, by=editor)
        seen.append(self._standing(insight))
        with writing():
            services.sign(answer, by=publisher)
        seen.append(self._standing(insight))
        with writing():
            services.note_published(insight)
        seen.append(self._standing(insight))

        assert seen == [
            Standing.WAITING, Standing.WAITING, Standing.SIGN_OFF, Standing.ANSWERED,
            Standing.PUBLISHED,
        ]  # fmt: skip

    def test_an_answer_signed_after_publishing_is_ready_again(
        self, insight, signed, draft, editor, publisher
    ):
        with writing():
            services.note_published(insight)
        with writing():
            services.change_answer(signed, draft=draft(), by=editor)
            services.ask_sign_off(signed, by=editor)
            services.sign(signed, by=publisher)

        assert self._standing(insight) is Standing.ANSWERED

    def test_the_desk_learns_what_waits_and_what_is_late(
        self, insight, signed, asked, draft, editor, publisher
    ):
        today = signed.next_look_on + timedelta(days=1)
        with writing():
            second = services.answer_insight(insight, draft=draft(), by=editor)
            services.ask_sign_off(second, by=editor)

        assert queries.overdue(today) == [signed]
        assert queries.overdue(signed.next_look_on) == []
        assert queries.answers_for_sign_off() == [second]
        assert queries.answers_for_sign_off(not_by=editor.id) == []
        assert queries.waiting_insights() == []
        counts = queries.counts(today)
        assert (counts.waiting, counts.for_sign_off, counts.overdue) == (0, 1, 1)

    def test_the_oldest_waiting_insight_has_a_date(self, insight):
        assert queries.waiting_insights() == [insight]
        assert queries.counts(clock.today()).oldest_waiting == insight.made_at.date()

    def test_plans_learn_what_was_heard_and_answered(self, insight, signed, plan):
        item, other = plan("dg-a4-2"), plan("dg-p1")

        voices = voices_of([item.id, other.id])

        assert {item_id: (v.heard, v.answered) for item_id, v in voices.items()} == {
            item.id: (1, 1)
        }
        (linked,) = insights_of([item.id])
        assert (linked.id, linked.standing) == (insight.id, "Ready to publish")

    @staticmethod
    def _standing(insight):
        listed = [
            standing
            for standing in Standing
            if insight in session().scalars(queries.listing(standing)).all()
        ]
        assert listed == [queries.standing_of(insight)]
        return listed[0]
