"""What stands in the way goes up the plan's own lines, and is told only when an editor says so."""

import pytest
import yaml

from feedback.accounts.roles import Role
from feedback.core.db import session, writing
from youwesaid.insights import identity, queries
from youwesaid.insights.barriers import services
from youwesaid.insights.barriers.lines import first_group, lines_up
from youwesaid.insights.barriers.models import Barrier, Outcome
from youwesaid.plans.examples import example_file
from youwesaid.tracker import services as publishing
from youwesaid.tracker.contents import contents_of


@pytest.fixture(scope="module")
def dudley():
    return yaml.safe_load(example_file("dudley-2024-2026").read_text(encoding="utf-8"))


class TestLines:
    def test_a_line_for_barriers_comes_before_one_for_progress(self, dudley):
        (first, *others) = lines_up(dudley, group="dud24-g-sub")

        assert (first.to_group, first.key, first.trigger) == (
            "dud24-g-dscpg", "dud24-r7", "a barrier",
        )  # fmt: skip
        assert "dud24-g-qap" in {line.to_group for line in others}

    def test_no_line_leads_back_so_that_circles_end(self, dudley):
        group, been = "dud24-g-sub", []
        while ways := lines_up(dudley, group=group, been=been):
            been.append(group)
            group = ways[-1].to_group

        assert len(been) < len(dudley["groups"])
        assert len({*been, group}) == len(been) + 1

    def test_a_plan_without_lines_goes_by_what_its_groups_print(self):
        document = {
            "groups": [
                {"id": "a", "reports_to": ["b"], "parent": "c"},
                {"id": "b", "reports_to": [], "parent": None},
            ],
            "reporting": [],
        }

        assert [line.to_group for line in lines_up(document, group="a")] == ["b", "c"]
        assert not lines_up(document, group="b")

    @pytest.mark.parametrize(
        ("owner", "priority_owner", "first"),
        [("x", "y", "x"), (None, "y", "y"), ("Somebody", None, "low"), (None, None, "low")],
    )
    def test_it_begins_with_its_owner_else_with_the_lowest_that_reports(
        self, owner, priority_owner, first
    ):
        document = {
            "groups": [{"id": key} for key in ("top", "x", "y", "low")],
            "reporting": [
                {"id": "r1", "from_group": "y", "to_group": "top"},
                {"id": "r2", "from_group": "low", "to_group": "y"},
            ],
        }

        assert first_group(document, owner=owner, priority_owner=priority_owner) == first
        assert first_group({}, owner=None) is None


@pytest.fixture
def barrier(signed, plan, editor):
    with writing():
        return services.raise_barrier(
            plan("dg-a4-2"), reason="Two systems cannot talk.", group="dg-g-sub", by=editor,
            answer=signed,
        )  # fmt: skip


class TestGoingUp:
    def test_step_by_step_to_the_top_and_then_it_ends(self, barrier, editor):
        with writing():
            services.take_up(barrier, to_group="dg-g-ppc", note="Please decide.", by=editor)

        assert [step.group_key for step in barrier.steps] == ["dg-g-sub", "dg-g-ppc"]
        assert [step.line for step in barrier.steps] == [None, "dg-r1"]
        with pytest.raises(services.NoLine):
            services.take_up(barrier, to_group="dg-g-sub", by=editor)
        assert list(queries.barriers_open()) == [barrier]
        with writing():
            services.close(barrier, outcome=Outcome.GONE, note="One system now.", by=editor)
        assert list(queries.barriers_open(barrier.plan)) == []
        with pytest.raises(services.AlreadyClosed):
            services.close(barrier, outcome=Outcome.GONE, note="Again.", by=editor)

    def test_a_barrier_has_a_reason_a_group_and_an_item_of_its_insight(self, signed, plan, editor):
        item = plan("dg-a4-2")
        with pytest.raises(services.ReasonMissing):
            services.raise_barrier(item, reason=" ", group="dg-g-sub", by=editor)
        with pytest.raises(services.UnknownGroup), writing():
            services.raise_barrier(item, reason="No money.", group="nobody", by=editor)
        with pytest.raises(services.NotOfTheAnswer):
            services.raise_barrier(
                plan("dg-p1"), reason="No money.", group="dg-g-sub", by=editor, answer=signed
            )

    def test_the_public_reads_of_it_only_when_somebody_says_so(
        self, barrier, signed, editor, publisher, keyring
    ):
        words = {"en": "Two computer systems cannot share a record yet."}
        with writing():
            services.tell_public(barrier, held_up=words, is_public=False, by=editor)
            assert contents_of(signed.insight, threshold=10).held_up == []
            with pytest.raises(services.PublicWordsMissing):
                services.tell_public(barrier, held_up={}, is_public=True, by=editor)
            services.tell_public(barrier, held_up=words, is_public=True, by=editor)
            identity.answer_about_said(signed.insight, somebody_would_know=False, by=editor)
            entry = publishing.publish(signed.insight, by=publisher, keyring=keyring, threshold=10)

        assert entry.versions[-1].contents["held_up"] == [words]
        assert barrier.reason not in str(entry.versions[-1].contents)


@pytest.mark.one_database
def test_an_editor_raises_one_takes_it_up_tells_and_ends_it(sign_in, signed, client):
    browser = sign_in(Role.EDITOR)
    path = f"/barriers/answers/{signed.id}"
    assert browser.page(path).select_one("#group option[selected]")["value"]
    page = browser.submit(path, status=400, reason=" ")
    assert "Say what is in the way." in page.select_one("#reason-error").text
    item = str(signed.insight.plan_items[0].id)

    browser.submit(path, status=302, reason="No shared system.", group="dg-g-sub", item=item)

    session().rollback()
    made = session().query(Barrier).one()
    own = f"/barriers/{made.id}"
    page = browser.page(own)
    assert "as each group's terms of reference say" in page.text
    browser.submit(f"{own}/up", status=302, to_group="dg-g-ppc", note="")
    page = browser.submit(f"{own}/told", status=400, is_public="y")
    assert "Write what people may read" in page.select_one("#held_up_en-error").text
    browser.submit(f"{own}/told", status=302, is_public="y", held_up_en="Two systems.")
    assert "No shared system." in browser.page("/barriers/").text
    assert "In the way" in browser.page("/").text
    assert "Two systems." in client.page("/en/held-up/dg-2024").text
    assert client.page("/en/plans/dg-2024/dg-a4-2").select_one('a[href="/en/held-up/dg-2024"]')
    browser.submit(f"{own}/close", status=302, outcome="accepted", ending="We go on by paper.")
    assert "We go on by paper." in browser.page(own).text
    assert "Two systems." not in client.page("/en/held-up/dg-2024").text
    assert "No shared system." in browser.page(f"/insights/{signed.insight_id}").text
