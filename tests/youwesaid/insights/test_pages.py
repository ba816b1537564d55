import pytest

from feedback.accounts.roles import Role
from feedback.core.db import session, writing
from youwesaid.insights import services
from youwesaid.insights.models import Insight

EDITORS = {Role.EDITOR, Role.PUBLISHER}
AUTHORS = {*EDITORS, Role.CODER, Role.LEAD}


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


class TestWhoMayOpenWhat:
    @pytest.mark.parametrize("role", list(Role))
    @pytest.mark.parametrize(
        ("path", "allowed"),
        [
            ("/insights/", AUTHORS | {Role.VIEWER}),
            ("/insights/{insight}", AUTHORS | {Role.VIEWER}),
            ("/insights/make?theme=telling_it_once", AUTHORS),
            ("/insights/{insight}/items", AUTHORS),
            ("/insights/{insight}/words", EDITORS),
            ("/insights/{insight}/answer", EDITORS),
            ("/insights/answers/{answer}", EDITORS),
            ("/insights/answers/{answer}/evidence", EDITORS),
            ("/insights/plan-items/{item}", EDITORS),
            ("/insights/answers/{answer}/sign-off", {Role.PUBLISHER}),
            ("/insights/{insight}/quotes", {Role.CODER, Role.LEAD}),
        ],
    )
    def test_a_page_opens_to_those_it_is_for(
        self, sign_in, insight, answer, plan, role, path, allowed
    ):
        address = path.format(insight=insight.id, answer=answer.id, item=plan("dg-a4-2").id)

        sign_in(role).page(address, status=200 if role in allowed else 403)

    def test_an_editor_sees_how_many_said_it_and_never_their_words(self, sign_in, said, theme):
        said("Seven times I told it.")

        for role, reads in [(Role.CODER, True), (Role.LEAD, True), (Role.EDITOR, False)]:
            page = sign_in(role).page("/insights/make?theme=telling_it_once")
            assert ("Seven times I told it." in page.text) is reads
            assert "1 contribution" in page.text

    def test_a_viewer_sees_no_quotes(self, sign_in, insight):
        page = sign_in(Role.VIEWER).page(f"/insights/{insight.id}")

        assert "Quotes" not in page.text
        assert not page.select("main form, main .action-bar a")


class TestMaking:
    def test_an_insight_is_made_from_a_theme_without_those_left_out(
        self, sign_in, said, theme, plan
    ):
        kept, odd = said("Told it again."), said("About buses.")

        browser = sign_in(Role.CODER)
        browser.submit(
            "/insights/make?theme=telling_it_once", status=302,
            said_en="You must tell it again.", said_pl="Trzeba mówić znowu.", topic="being_heard",
            items=[plan("dg-p4").id], left_out=[odd.id],
        )  # fmt: skip

        made = fresh(Insight)
        assert made.said == {"en": "You must tell it again.", "pl": "Trzeba mówić znowu."}
        assert ([source.id for source in made.sources], made.count) == ([kept.id], 1)
        assert [item.key for item in made.plan_items] == ["dg-p4"]
        assert made.period_start.isoformat() == "2026-03-01"
        assert made.made_by_id == browser.member.id

    def test_an_item_that_the_plan_only_names_is_named_once(self, sign_in, theme, plan):
        page = sign_in(Role.CODER).page("/insights/make?theme=telling_it_once")

        aim = page.select_one(f"label[for=item-{plan('dg-aim-1').id}]")
        assert aim.get_text(" ", strip=True) == "Strategic aim 1"

    def test_a_period_narrows_the_sources(self, sign_in, said, theme):
        said("In March.")

        page = sign_in(Role.CODER).page("/insights/make?theme=telling_it_once&until=2026-02-01")

        assert "In March." not in page.text
        assert "0 contributions" in page.text

    @pytest.mark.parametrize(
        ("words", "complaint"),
        [
            ("", "Write what people said, in English."),
            ("One. Two. Three. Four.", "Say it in three sentences or fewer."),
            ("word " * 150, "too long"),
        ],
    )
    def test_words_that_cannot_be_kept_come_back_with_the_reason(
        self, sign_in, said, theme, words, complaint
    ):
        said("Told it again.")

        page = sign_in(Role.EDITOR).submit(
            "/insights/make?theme=telling_it_once", status=400, said_en=words
        )

        assert complaint in page.select_one("#said_en-error").text
        assert page.select_one("#said_en").text.strip() == words.strip()

    def test_a_theme_that_nobody_was_coded_with_makes_no_insight(self, sign_in, theme):
        page = sign_in(Role.EDITOR).submit(
            "/insights/make?theme=telling_it_once", status=400, said_en="They said so."
        )

        assert "Nothing was coded with this theme" in page.text

    def test_a_theme_that_is_not_there_is_not_found(self, sign_in):
        sign_in(Role.EDITOR).page("/insights/make?theme=none", status=404)

    def test_missing_languages_are_named_on_the_insight(self, sign_in, insight):
        page = sign_in(Role.EDITOR).page(f"/insights/{insight.id}")

        assert "missing:" in page.text
        assert "Polski" in page.text


class TestPlanChanges:
    def test_a_new_wording_is_recorded_with_its_causes(self, sign_in, insight, plan):
        item = plan("dg-a4-2")
        browser = sign_in(Role.EDITOR)
        page = browser.page(f"/insights/plan-items/{item.id}")
        assert page.select_one(f'input[name=causes][value="{insight.id}"]')

        browser.submit(
            f"/insights/plan-items/{item.id}", status=302, field="text",
            new="Write it with people.", note="Agreed in May.", causes=[insight.id],
        )  # fmt: skip

        page = browser.page("/plans/dg-2024/dg-a4-2")
        assert page.select_one("ins").text == "Write it with people."
        assert "Write it with people." in browser.page(f"/insights/{insight.id}").text

    def test_the_same_wording_is_refused_beside_the_field(self, sign_in, plan):
        item = plan("dg-a4-2")

        page = sign_in(Role.EDITOR).submit(
            f"/insights/plan-items/{item.id}", status=400, field="text", new=item.text
        )

        assert "the plan has already" in page.select_one("#new-error").text

    def test_an_aim_that_was_cited_by_number_can_be_given_its_words(self, sign_in, plan):
        aim = plan("dg-aim-3")
        browser = sign_in(Role.EDITOR)

        browser.submit(
            f"/insights/plan-items/{aim.id}", status=302, field="text", new="People are heard."
        )

        assert "People are heard." in browser.page("/plans/dg-2024/dg-aim-3").text


class TestTheList:
    @pytest.mark.parametrize("show", ["waiting", "sign_off", "answered", "published", "all", "x"])
    def test_each_standing_has_its_list(self, sign_in, answer, show):
        page = sign_in(Role.EDITOR).page(f"/insights/?show={show}")

        listed = page.select(f'.rows a[href="/insights/{answer.insight_id}"]')
        assert bool(listed) is (show in {"sign_off", "all", "x"})

    def test_a_promise_that_is_late_stands_at_the_top(self, sign_in, answer, make_staff):
        with writing():
            services.sign(answer, by=make_staff(Role.PUBLISHER, name="Pat"))
            answer.next_look_on = answer.decided_on

        page = sign_in(Role.EDITOR).page("/insights/")

        assert "Look again by" in page.select_one(".late").text

    def test_tying_and_untying_by_hand(self, sign_in, insight, plan):
        browser = sign_in(Role.EDITOR)

        browser.submit(f"/insights/{insight.id}/items", status=302, items=[plan("dg-p1").id])
        browser.submit(f"/insights/{insight.id}/items/{plan('dg-a4-2').id}/untie", status=302)

        assert [item.key for item in fresh(Insight).plan_items] == ["dg-p1"]
