from pathlib import Path

import pytest
import yaml

from bench import plan_matcher
from tests.youwesaid.plans.documents.plans import PLANS
from youwesaid.plans.documents.finding import find
from youwesaid.plans.documents.reading import read_document


def proposed(text: str, name: str = "plan.md") -> list[tuple[str, str | None, str, str | None]]:
    """Type, printed number, words and priority of what is proposed from *text*."""
    found = find(read_document(name, text.encode()), name=name).items
    return [
        (item.type.value, item.ref, item.wording, item.parent.wording if item.parent else None)
        for item in found
    ]


@pytest.mark.parametrize(("plan", "make"), PLANS, ids=[plan.name for plan, _make in PLANS])
def test_plans_of_many_layouts_are_found(tmp_path, plan, make):
    path = tmp_path / plan.name
    path.write_bytes(make())

    score = plan_matcher.score(path, plan.document())

    assert plan_matcher.share(score.priorities) >= 95, score.missing
    assert plan_matcher.share(score.results) >= 90, score.missing
    assert plan_matcher.share(score.false) <= 10, score.wrong


def test_the_five_published_plans_are_found(shared):
    scores = [
        plan_matcher.score(
            path, yaml.safe_load((shared / "plans" / f"{path.stem}.yaml").read_text())
        )
        for path in sorted((shared / "seeds").glob("*.txt"))
    ]

    assert len(scores) == 5
    assert plan_matcher.share(plan_matcher.total(scores, "priorities")) >= 95
    assert plan_matcher.share(plan_matcher.total(scores, "results")) >= 85
    assert plan_matcher.share(plan_matcher.total(scores, "false")) <= 15


def test_numbers_are_as_printed_even_where_they_are_broken():
    text = (
        "# Priority 1: Roads\n\n## What we will do\n\n- 1. Mend roads\n- Paint lines\n- 4. "
        "Build a bridge\n"
    )

    refs = [ref for kind, ref, *_rest in proposed(text) if kind == "action"]

    assert refs == ["1", None, "4"]


def test_a_numbered_entry_that_was_torn_is_put_together():
    text = (
        "Priority 1: Homes\n\nWhat we will do\n\n1. Build homes that are\n\n- warm and dry "
        "for everybody\n- 2. Check alarms\n"
    )

    actions = [
        words for kind, _ref, words, _under in proposed(text, "plan.txt") if kind == "action"
    ]

    assert actions == ["Build homes that are warm and dry for everybody", "Check alarms"]


def test_a_sentence_under_what_we_will_do_is_the_commitment_when_a_list_spells_it_out():
    text = (
        "# Priority 1: Water\n\n## What we will do\n\nWe will keep swimmers safe.\n\n"
        "## How this priority fits\n\nLinks to strategic aim 2.\n\nThe activity will include:\n\n"
        "- buy throw lines\n- train guards\n"
    )

    found = find(read_document("plan.md", text.encode()), name="plan").items

    assert [item.commitment for item in found if item.type == "priority"] == [
        "We will keep swimmers safe."
    ]
    assert [item.text for item in found if item.type == "action"] == [
        "buy throw lines",
        "train guards",
    ]
    assert [(item.ref, item.known) for item in found if item.type == "aim"] == [
        ("Strategic aim 2", False)
    ]


def test_owners_and_dates_beside_an_action_belong_to_it():
    text = (
        "# Priority 1: Night\n\n## Actions\n\n- Run a late bus\n\nLead: Transport "
        "board\n\nBy when: May 2027\n"
    )

    (action,) = [
        each
        for each in find(read_document("p.md", text.encode()), name="p").items
        if each.type == "action"
    ]

    assert (action.owner, action.due) == ("Transport board", "May 2027")


def test_what_is_no_plan_proposes_nothing():
    text = (
        "Dear reader,\n\nThe library is closed on Monday. Please bring your books back.\n\nYours\n"
    )

    assert proposed(text, "letter.txt") == []


def test_every_item_has_the_passage_it_came_from(tmp_path):
    for plan, make in PLANS[:3]:
        blocks = read_document(plan.name, make())
        for item in find(blocks, name=plan.name).items:
            said = blocks[item.passage.block].text.replace("\n", " ")
            assert item.passage.words.split()[0] in said
            assert item.passage.page or item.passage.line


def test_the_matcher_does_not_match_what_is_not_alike(tmp_path: Path):
    path = tmp_path / "plan.md"
    path.write_text(
        "# Priority 1: Roads\n\n## What we will do\n\n- Mend the bridge\n- Paint lines\n"
    )
    wanted = {
        "priorities": [{"id": "p1", "ref": "Priority 1", "title": "Roads"}],
        "actions": [{"id": "a1", "ref": "1.1", "priority": "p1", "text": "Hire forty nurses"}],
    }

    score = plan_matcher.score(path, wanted)

    assert (score.priorities, score.results, score.false) == ((1, 1), (0, 1), (2, 3))
