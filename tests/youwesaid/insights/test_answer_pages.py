import pytest

from feedback.accounts.roles import Role
from feedback.contributions.models import PermissionKind
from feedback.core.db import session, writing
from youwesaid.insights import services
from youwesaid.insights.models import Answer, AnswerState, Insight
from youwesaid.insights.rules import fingerprint

ANSWER = {
    "kind": "cannot",
    "text_en": "We cannot do this now.",
    "reason_code": "safety_or_law",
    "reason_en": "The law says two people must agree.",
    "who_en": "The chair, Public Protection Committee",
    "heard_on": "2026-03-31",
    "decided_on": "2026-04-20",
    "next_look_on": "2099-10-01",
}


def fresh(model):
    """The one row of a table, as the browser's request left it."""
    session().rollback()
    return session().query(model).one()


@pytest.fixture
def answer(insight, draft, make_staff):
    writer = make_staff(Role.EDITOR, name="Wren Writes")
    with writing():
        made = services.answer_insight(insight, draft=draft(), by=writer)
        services.ask_sign_off(made, by=writer)
    return made


class TestAnswering:
    def test_an_answer_is_handed_over_with_the_suggested_plan_item_at_once(
        self, sign_in, insight, plan
    ):
        browser = sign_in(Role.EDITOR)

        browser.submit(
            f"/insights/{insight.id}/answer", status=302, do="ask", items=[plan("dg-p4").id],
            text_pl="Nie możemy.", **ANSWER,
        )  # fmt: skip

        made = fresh(Answer)
        assert made.state is AnswerState.FOR_SIGN_OFF
        assert made.text == {"en": ANSWER["text_en"], "pl": "Nie możemy."}
        assert {item.key for item in made.insight.plan_items} == {"dg-a4-2", "dg-p4"}

    def test_who_answers_starts_as_last_time_but_not_in_words_that_no_longer_fit(
        self, sign_in, insight, plan
    ):
        browser = sign_in(Role.EDITOR)
        address = f"/insights/{insight.id}/answer"
        browser.submit(address, status=302, who_pl="Przewodnicząca", **ANSWER)
        assert browser.page(address).select_one("#who_pl")["value"] == "Przewodnicząca"

        other = {**ANSWER, "who_en": "The committee", "who_pl": "Przewodnicząca"}
        browser.submit(address, status=302, **other)

        session().rollback()
        said = [made.who_answers for made in session().query(Answer)]
        assert {"en": "The committee"} in said
        assert {"en": ANSWER["who_en"], "pl": "Przewodnicząca"} in said

    @pytest.mark.parametrize("field", ["heard_on", "decided_on"])
    def test_what_was_done_was_not_done_on_a_day_to_come(self, sign_in, insight, field):
        browser = sign_in(Role.EDITOR)

        page = browser.submit(
            f"/insights/{insight.id}/answer", status=400, do="ask",
            **{**ANSWER, field: "2098-01-01"},
        )  # fmt: skip

        assert "still to come" in page.select_one(f"#{field}-error").text

    @pytest.mark.parametrize(
        ("field", "complaint"),
        [
            ("reason_code", "Choose a reason"),
            ("reason_en", "Tell the reason in plain words"),
            ("next_look_on", "Give the day on which you will look at this again."),
            ("who_en", "Say who answers"),
            ("text_en", "Write the answer in English."),
        ],
    )
    def test_what_is_missing_is_told_beside_its_field_and_the_words_stay(
        self, sign_in, insight, field, complaint
    ):
        browser = sign_in(Role.EDITOR)

        page = browser.submit(
            f"/insights/{insight.id}/answer", status=400, do="ask", **{**ANSWER, field: ""}
        )

        assert complaint in page.select_one(f"#{field}-error").text
        assert page.select_one(f'.error-summary a[href="#{field}"]')
        kept = "who_en" if field == "text_en" else "text_en"
        shown = page.select_one(f"#{kept}")
        assert ANSWER[kept] in (shown.text or shown["value"])
        session().rollback()
        assert session().query(Answer).count() == 0

    def test_complaints_stand_in_the_order_of_the_page(self, sign_in, insight):
        page = sign_in(Role.EDITOR).submit(
            f"/insights/{insight.id}/answer", status=400, do="ask", kind="cannot", heard_on="",
            decided_on="",
        )  # fmt: skip

        fields = [link["href"] for link in page.select(".error-summary a")]
        assert fields == [
            "#text_en", "#reason_code", "#reason_en", "#next_look_on", "#who_en", "#heard_on",
            "#decided_on",
        ]  # fmt: skip

    def test_a_promise_is_about_a_day_to_come(self, sign_in, insight):
        page = sign_in(Role.EDITOR).submit(
            f"/insights/{insight.id}/answer", status=400, do="ask",
            **{**ANSWER, "next_look_on": "2026-05-01"},
        )  # fmt: skip

        assert "still to come" in page.select_one("#next_look_on-error").text

    def test_an_answer_to_nothing_in_a_plan_is_refused_beside_the_picker(
        self, sign_in, insight, plan, make_staff
    ):
        with writing():
            services.untie(insight, plan("dg-a4-2"), by=make_staff(Role.EDITOR))

        page = sign_in(Role.EDITOR).submit(
            f"/insights/{insight.id}/answer", status=400, do="ask", **ANSWER
        )

        assert "Choose at least one plan item" in page.select_one("#items-error").text

    def test_done_needs_no_reason(self, sign_in, insight):
        plain = {**ANSWER, "kind": "done", "reason_code": "", "reason_en": "", "next_look_on": ""}

        sign_in(Role.EDITOR).submit(f"/insights/{insight.id}/answer", status=302, do="ask", **plain)

        assert fresh(Answer).state is AnswerState.FOR_SIGN_OFF

    def test_a_draft_may_be_incomplete_and_is_finished_later(self, sign_in, insight):
        browser = sign_in(Role.EDITOR)
        browser.submit(
            f"/insights/{insight.id}/answer", status=302, do="save", kind="cannot",
            text_en="We cannot.",
        )  # fmt: skip
        made = fresh(Answer)
        assert made.state is AnswerState.DRAFT
        page = browser.page(f"/insights/{insight.id}")
        assert "things are missing before it can be signed" in page.text

        page = browser.page(f"/insights/answers/{made.id}")
        assert page.select_one("#text_en").text.strip() == "We cannot."
        assert page.select_one("input[name=kind][checked]")["value"] == "cannot"
        browser.submit(f"/insights/answers/{made.id}", status=302, do="ask", **ANSWER)

        assert fresh(Answer).state is AnswerState.FOR_SIGN_OFF

    @pytest.mark.parametrize("kind", ["", "maybe"])
    def test_an_answer_is_one_of_the_eight(self, sign_in, insight, kind):
        page = sign_in(Role.EDITOR).submit(
            f"/insights/{insight.id}/answer", status=400, do="save", **{**ANSWER, "kind": kind}
        )

        assert "Choose one of the answers." in page.select_one("#kind-error").text

    def test_who_answers_is_remembered_for_the_next_answer(self, sign_in, insight):
        browser = sign_in(Role.EDITOR)
        browser.submit(f"/insights/{insight.id}/answer", status=302, do="ask", **ANSWER)

        page = browser.page(f"/insights/{insight.id}/answer")

        assert page.select_one("#who_en")["value"] == ANSWER["who_en"]
        assert page.select_one("#heard_on")["value"] == "2026-03-31"

    def test_an_unsafe_address_is_refused_beside_its_field(self, sign_in, answer):
        browser = sign_in(Role.EDITOR)
        path = f"/insights/answers/{answer.id}/evidence"

        page = browser.submit(
            path, status=400, kind="link", text_en="A page", url="javascript:alert(1)"
        )
        assert "https://" in page.select_one("#url-error").text

        browser.submit(path, status=302, kind="link", text_en="A page", url="https://example.org/")
        page = browser.page(f"/insights/{answer.insight_id}")
        assert page.select_one('a[href="https://example.org/"]').text == "A page"


class TestSigning:
    def test_a_second_person_reads_and_signs(self, sign_in, answer):
        browser = sign_in(Role.PUBLISHER)
        path = f"/insights/answers/{answer.id}/sign-off"
        seen = browser.page(path).select_one("#seen")["value"]
        assert seen == fingerprint(answer)

        browser.submit(path, status=302, do="sign", seen=seen)

        made = fresh(Answer)
        assert (made.state, made.signed_by_id) == (AnswerState.SIGNED, browser.member.id)
        page = browser.page(f"/insights/{made.insight_id}")
        assert page.select_one(f'form[action="/tracker/publish/{made.insight_id}"]')

    def test_the_writer_is_told_that_somebody_else_must_sign(self, sign_in, insight):
        browser = sign_in(Role.PUBLISHER)
        browser.submit(f"/insights/{insight.id}/answer", status=302, do="ask", **ANSWER)
        made = fresh(Answer)
        path = f"/insights/answers/{made.id}/sign-off"

        assert "Somebody else must sign it." in browser.page(path).text
        browser.submit(path, status=302, do="sign", seen=fingerprint(made))

        assert fresh(Answer).state is AnswerState.FOR_SIGN_OFF

    def test_what_changed_meanwhile_must_be_read_again(self, sign_in, answer):
        browser = sign_in(Role.PUBLISHER)
        path = f"/insights/answers/{answer.id}/sign-off"

        browser.submit(path, status=302, do="sign", seen="0" * 64)

        assert "changed while you read it" in browser.page(path).text
        assert fresh(Answer).state is AnswerState.FOR_SIGN_OFF

    def test_sending_back_needs_a_note(self, sign_in, answer):
        browser = sign_in(Role.PUBLISHER)
        path = f"/insights/answers/{answer.id}/sign-off"
        seen = fingerprint(answer)

        page = browser.submit(path, status=400, do="send_back", seen=seen, note=" ")
        assert "Write what should be changed." in page.select_one("#note-error").text

        browser.submit(path, status=302, do="send_back", seen=seen, note="Say which law.")
        assert fresh(Answer).sent_back == "Say which law."
        assert "Say which law." in browser.page(f"/insights/{answer.insight_id}").text

    def test_a_quote_is_chosen_and_somebody_answers_for_it(self, sign_in, said, theme):
        story = said("I told it seven times.", allows=(PermissionKind.QUOTE,))
        coder = sign_in(Role.CODER)
        coder.submit("/insights/make?theme=telling_it_once", status=302, said_en="Again.")
        made = fresh(Insight)
        path = f"/insights/{made.id}/quotes/{story.id}"

        page = coder.submit(path, status=400, words="eight times")
        assert "exactly once" in page.select_one("#words-error").text
        coder.submit(path, status=302, words="seven times")
        page = coder.page(f"/insights/{made.id}")
        assert page.select_one(".quotation p").text == "seven times"
        (form,) = page.select("form[action*='/quotes/'][action$='/identity']")

        coder.submit(form["action"], status=302, would_know="no")
        page = coder.page(f"/insights/{made.id}")
        assert "nobody would know who this is" in page.text

    def test_a_stretch_chosen_in_the_text_is_quoted(self, sign_in, said, theme, keyring):
        story = said("I told it seven times.", allows=(PermissionKind.QUOTE,))
        coder = sign_in(Role.CODER)
        coder.submit("/insights/make?theme=telling_it_once", status=302, said_en="Again.")
        made = fresh(Insight)

        coder.submit(
            f"/insights/{made.id}/quotes/{story.id}", status=302, words="", start="2", end="9"
        )

        (quote,) = fresh(Insight).quotes
        assert (quote.start, quote.end) == (2, 9)
