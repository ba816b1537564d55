"""Real forms of other people, where they are at hand: every visible question of each comes in."""

import json

import pytest

from feedback.core.unpacking import UnusableFile
from surveys.exchange.importing import imported

ENOUGH = 70
#: Rows that the list of facts counts as questions, and that ask nothing.
NO_QUESTIONS = ("end loop", "set form title", "uri:deviceid")
NOT_ASKED = "It is hidden in the file: nobody is asked."
#: Kinds that the list does not count, because nobody sees them; others may only look hidden.
HIDDEN_KINDS = (
    *("start", "end", "today", "deviceid", "imei", "username", "email", "phonenumber", "calculate"),
    *("simserial", "subscriberid", "audit", "start-geopoint", "hidden", "hidden string"),
    *("hidden geopoint", "set form title", "uri:deviceid"),
)


@pytest.fixture(scope="session")
def outcomes(shared):
    """What became of each file: its survey and report, or a sentence."""
    folder = shared / "xlsforms"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    found = {}
    for facts in manifest:
        name = facts["file"]
        try:
            found[name] = (facts, imported((folder / name).read_bytes(), name=name))
        except UnusableFile as refusal:
            found[name] = (facts, str(refusal))
    return found


def test_each_ends_in_a_draft_or_a_sentence_and_nearly_all_in_a_whole_draft(outcomes):
    whole = []
    for name, (facts, outcome) in outcomes.items():
        if isinstance(outcome, str):
            assert outcome.endswith("."), name
            continue
        report = outcome.report
        counted = facts["questions"] - sum(
            number for kind, number in facts["types"].items() if kind in NO_QUESTIONS
        )
        looks_hidden = sum(each == NOT_ASKED for line in report.lines for each in line.why)
        of_a_kind_that_is = sum(facts["types"].get(kind, 0) for kind in HIDDEN_KINDS)
        hidden = looks_hidden - of_a_kind_that_is
        assert report.visible + hidden == counted, name
        if report.present == report.visible:
            whole.append(name)

    assert len(outcomes) >= len(whole) >= ENOUGH


def test_every_draft_could_be_published_but_for_translations(outcomes):
    for name, (_facts, outcome) in outcomes.items():
        assert isinstance(outcome, str) or not outcome.report.faults, name


def test_every_question_of_a_report_is_in_its_survey(outcomes):
    for name, (_facts, outcome) in outcomes.items():
        if isinstance(outcome, str):
            continue
        rows = sum(
            max(len(question.get("rows", ())), 1)
            for page in outcome.plain["pages"]
            for question in page["questions"]
        )
        assert rows <= outcome.report.present, name
        assert outcome.report.present - rows <= rows, name
