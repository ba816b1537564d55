from datetime import date

import pytest

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.contributions.models import Channel, Kind
from feedback.core.db import session, writing
from tests.youwesaid.insights.conftest import PERIOD
from youwesaid.insights import rules, services
from youwesaid.insights.models import AnswerKind, AnswerState, EvidenceKind


class TestMaking:
    def test_an_insight_counts_people_and_ways_by_itself(self, said, theme, editor):
        sources = [
            said("A story."),
            said("A group spoke.", kind=Kind.ENTERED, channel=Channel.GROUP_SESSION,
                 people_count=8),
            said("A letter.", kind=Kind.ENTERED, channel=Channel.LETTER),
            said("Another story."),
        ]  # fmt: skip

        with writing():
            made = services.make_insight(
                said={"en": " Heard. ", "pl": "  "}, theme=theme, sources=sources,
                period=PERIOD, by=editor,
            )  # fmt: skip

        assert made.count == 11
        assert made.heard_from == ["story", "group_session", "letter"]
        assert made.said == {"en": "Heard."}
        assert set(made.sources) == set(sources)

    def test_what_one_person_said_in_several_answers_is_one_person(self, said, theme, editor):
        first, second = said("One."), said("Two.")
        with writing():
            second.submission.receipt = first.submission.receipt

            made = services.make_insight(
                said={"en": "Heard."}, theme=theme, sources=[first, second], period=PERIOD,
                by=editor,
            )  # fmt: skip

        assert made.count == 1

    def test_an_insight_needs_english_words_and_somebody_who_said_it(self, said, theme, editor):
        source = said("A story.")

        with pytest.raises(services.SaidMissing), writing():
            services.make_insight(
                said={"pl": "Tak"}, theme=theme, sources=[source], period=PERIOD, by=editor
            )
        with pytest.raises(services.NoSources), writing():
            services.make_insight(
                said={"en": "Yes"}, theme=theme, sources=[], period=PERIOD, by=editor
            )

    def test_tying_twice_is_tying_once_and_can_be_undone(self, insight, plan, editor):
        item, other = plan("dg-a4-2"), plan("dg-p4")

        with writing():
            services.tie(insight, [item, other], by=editor)
            services.untie(insight, item, by=editor)
            services.untie(insight, item, by=editor)

        assert insight.plan_items == [other]


class TestSigning:
    def test_two_people_make_an_answer_ready(self, signed, publisher):
        assert signed.state is AnswerState.SIGNED
        assert signed.signed_by_id == publisher.id
        assert signed.signed_at is not None

    def test_whoever_wrote_an_answer_cannot_sign_it(self, insight, draft, publisher):
        with writing():
            own = services.answer_insight(insight, draft=draft(), by=publisher)
            services.ask_sign_off(own, by=publisher)

        with pytest.raises(rules.SameSigner), writing():
            services.sign(own, by=publisher)

    def test_only_a_publisher_signs(self, asked, make_staff):
        with pytest.raises(rules.NotAPublisher), writing():
            services.sign(asked, by=make_staff(Role.EDITOR, name="Another"))

    def test_a_draft_cannot_be_signed(self, answered, publisher):
        with pytest.raises(rules.NotForSignOff), writing():
            services.sign(answered, by=publisher)

    def test_what_changed_while_it_was_read_is_not_signed(self, asked, draft, editor, publisher):
        read = rules.fingerprint(asked)
        with writing():
            services.change_answer(asked, draft=draft(text={"en": "Never."}), by=editor)
            services.ask_sign_off(asked, by=editor)

        with pytest.raises(rules.ChangedSince), writing():
            services.sign(asked, by=publisher, seen=read)

    def test_editing_a_signed_answer_makes_it_a_draft_of_its_new_writer(
        self, signed, draft, publisher
    ):
        with writing():
            services.change_answer(signed, draft=draft(), by=publisher)

        assert signed.state is AnswerState.DRAFT
        assert (signed.signed_by_id, signed.signed_at) == (None, None)
        with writing():
            services.ask_sign_off(signed, by=publisher)
        with pytest.raises(rules.SameSigner), writing():
            services.sign(signed, by=publisher)

    def test_new_proof_needs_the_second_person_again(self, signed, editor):
        with writing():
            proof = services.add_evidence(
                signed, kind=EvidenceKind.MINUTE, text={"en": "Minute of 3 May"}, by=editor
            )
        assert signed.state is AnswerState.DRAFT

        with writing():
            services.remove_evidence(proof, by=editor)
        assert signed.evidence == []

    def test_other_words_of_what_people_said_need_the_second_person_again(
        self, signed, insight, editor
    ):
        with writing():
            services.change_said(insight, said=insight.said, topic="safety", by=editor)
        assert signed.state is AnswerState.SIGNED

        with writing():
            services.change_said(insight, said={"en": "Other words."}, topic=None, by=editor)
        assert signed.state is AnswerState.DRAFT

    def test_an_answer_is_sent_back_with_a_note(self, asked, editor, publisher):
        with pytest.raises(rules.NoteMissing), writing():
            services.send_back(asked, note=" ", by=publisher)

        with writing():
            services.send_back(asked, note="Say which law.", by=publisher)
        assert (asked.state, asked.sent_back) == (AnswerState.DRAFT, "Say which law.")

        with writing():
            services.ask_sign_off(asked, by=editor)
        assert asked.sent_back == ""

    @pytest.mark.parametrize(
        ("other", "rule"),
        [
            ({"text": {"pl": "Nie."}}, rules.TextMissing),
            ({"reason_code": None}, rules.ReasonMissing),
            ({"reason": {}}, rules.ReasonTextMissing),
            ({"next_look_on": None}, rules.NextLookMissing),
            ({"next_look_on": date(2026, 4, 1)}, rules.NextLookTooEarly),
            ({"who_answers": {}}, rules.WhoMissing),
            ({"heard_on": None}, rules.HeardMissing),
            ({"decided_on": None}, rules.DecidedMissing),
            ({"decided_on": date(2026, 3, 1)}, rules.DecidedBeforeHeard),
        ],
    )
    @pytest.mark.parametrize("kind", sorted(set(AnswerKind) - rules.PLAIN_YES))
    def test_an_unfinished_answer_is_not_handed_over(
        self, insight, draft, editor, kind, other, rule
    ):
        with writing():
            begun = services.answer_insight(insight, draft=draft(kind=kind, **other), by=editor)

        with pytest.raises(rule), writing():
            services.ask_sign_off(begun, by=editor)
        assert begun.state is AnswerState.DRAFT

    @pytest.mark.parametrize("kind", sorted(rules.PLAIN_YES))
    def test_done_and_kept_doing_need_no_reason_and_no_promise(self, insight, draft, editor, kind):
        plain = draft(kind=kind, reason_code=None, reason={}, next_look_on=None)

        with writing():
            begun = services.answer_insight(insight, draft=plain, by=editor)
            services.ask_sign_off(begun, by=editor)

        assert begun.state is AnswerState.FOR_SIGN_OFF

    def test_an_answer_to_nothing_in_a_plan_is_not_handed_over(
        self, insight, answered, plan, editor
    ):
        with writing():
            services.untie(insight, plan("dg-a4-2"), by=editor)

        with pytest.raises(rules.NotTied), writing():
            services.ask_sign_off(answered, by=editor)


class TestEvidence:
    @pytest.mark.parametrize(
        "url",
        [
            "javascript:alert(1)", "http://example.org", "data:text/html,x", "//example.org",
            "https://", "https://user@example.org", "ftp://example.org", "example.org",
            "https://[bad",
        ],
    )  # fmt: skip
    def test_only_whole_https_addresses_are_kept(self, answered, editor, url):
        with pytest.raises(services.UnsafeLink), writing():
            services.add_evidence(
                answered, kind=EvidenceKind.LINK, text={"en": "Page"}, url=url, by=editor
            )

    def test_proof_says_what_it_is_and_a_page_has_its_address(self, answered, editor):
        with pytest.raises(services.ProofMissing), writing():
            services.add_evidence(answered, kind=EvidenceKind.POLICY, text={}, by=editor)
        with pytest.raises(services.LinkMissing), writing():
            services.add_evidence(answered, kind=EvidenceKind.LINK, text={"en": "P"}, by=editor)

        with writing():
            proof = services.add_evidence(
                answered, kind=EvidenceKind.LINK, text={"en": "Minute"},
                url=" https://example.org/m?id=1 ", by=editor,
            )  # fmt: skip
        assert proof.url == "https://example.org/m?id=1"


class TestPlanChanges:
    def test_a_new_wording_remembers_which_insights_led_to_it(self, insight, plan, editor):
        item = plan("dg-a4-2")
        before = item.text

        with writing():
            change = services.record_plan_change(
                item, field="text", new="Write it with people.", note="Agreed.",
                causes=[insight], by=editor,
            )  # fmt: skip

        assert (change.old, change.new, item.text) == (
            before,
            "Write it with people.",
            "Write it with people.",
        )
        assert insight.plan_changes == [change]


def test_every_act_is_in_the_audit_log_without_words(insight, signed, editor, plan):
    with writing():
        services.record_plan_change(plan("dg-a4-2"), field="text", new="Other.", by=editor)

    entries = session().query(AuditEntry).all()

    verbs = {entry.verb for entry in entries}
    assert {
        "insight.made", "answer.written", "answer.handed_over", "answer.signed",
        "plan.wording_changed", "plan.caused",
    } <= verbs  # fmt: skip
    assert "again" not in " ".join(str(entry.facts) for entry in entries)
