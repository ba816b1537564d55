"""The worked example: every id exists, every language is there, nothing is quoted unasked."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from feedback.contributions.models import Channel, Kind, PermissionKind
from feedback.redaction.kinds import HiddenKind
from feedback.safeguarding.models import Level, Outcome, Urgency
from feedback.stories import topics
from youwesaid.demo import partnership
from youwesaid.insights.models import AnswerKind, EvidenceKind, Reason
from youwesaid.insights.wording import AGES

ROOT = Path(__file__).parents[2]
LANGUAGES = {"en", "en-easy", "cy", "gd", "pl", "ro", "uk", "ur", "pa", "ar"}
SCRIPTS = {"uk": "CYRILLIC", "ur": "ARABIC", "ar": "ARABIC", "pa": "GURMUKHI"}
TOPICS = {topic.key for topic in topics.TOPICS}
NEEDS_NO_REASON = {AnswerKind.DONE, AnswerKind.KEPT_DOING}
IDENTIFIERS = re.compile(
    r"\S+@\S+|\d{5}\s?\d{6}|[A-Z]{2}\d\d \d[A-Z]{2}|\d{3} \d{3} \d{4}|\d/\d\d/"
)

Record = dict[str, Any]


def _read(path: str) -> Record:
    return cast("Record", yaml.safe_load((ROOT / path).read_text(encoding="utf-8")))


CONTRIBUTIONS: list[Record] = _read("youwesaid/demo/contributions.yaml")["contributions"]
INSIGHTS: list[Record] = _read("youwesaid/demo/story.yaml")["insights"]
BY_ID = {contribution["id"]: contribution for contribution in CONTRIBUTIONS}
THEMES = {theme["key"] for theme in _read("feedback/coding/codebook/codebook.yaml")["themes"]}
ANSWERS: list[Record] = [answer for insight in INSIGHTS for answer in insight["answers"]]


def _called(record: Record) -> str:
    return str(record.get("id", record.get("key")))


def _working_text(contribution: Record) -> str:
    text = str(contribution["words"])
    for hidden in contribution.get("redact", []):
        text = text.replace(hidden["text"], hidden["replace"])
    return text


def _plan_ids() -> set[str]:
    plan = _read("youwesaid/plans/examples/dumfries-galloway-2024-2027.yaml")
    sections = (plan[part] for part in ("priorities", "outcomes", "actions", "measures", "aims"))
    return {node["id"] for section in sections for node in section}


def _is_nhs_number(text: str) -> bool:
    """Modulus 11 check of the NHS Data Dictionary: weights 10 to 2, then 11 minus the rest."""
    digits = [int(character) for character in text if character.isdigit()]
    left_over = sum(d * w for d, w in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return (11 - left_over) % 11 == digits[9]


def test_counts_are_those_of_a_busy_half_year() -> None:
    languages = Counter(contribution["language"] for contribution in CONTRIBUTIONS)
    states = Counter(contribution["state"] for contribution in CONTRIBUTIONS)
    assert len(BY_ID) == len(CONTRIBUTIONS) == 85
    assert set(languages) == LANGUAGES
    assert languages["en"] == 45
    assert states == {"coded": 70, "read": 12, "unread": 3}
    assert sum("themes_b" in contribution for contribution in CONTRIBUTIONS) >= 30
    assert [c["people_count"] for c in CONTRIBUTIONS if c["channel"] == "group_session"] == [9]
    assert [c["channel"] for c in CONTRIBUTIONS].count("letter") == 1
    assert len([c for c in CONTRIBUTIONS if c.get("withdrawn_quote")]) == 1


@pytest.mark.parametrize("contribution", CONTRIBUTIONS, ids=_called)
def test_contribution_is_whole(contribution: Record) -> None:
    assert contribution["kind"] in set(Kind)
    assert contribution["channel"] in set(Channel)
    assert contribution["topic"] in TOPICS
    assert 1 <= contribution["days_ago"] <= 260
    assert contribution["words"] == unicodedata.normalize("NFC", contribution["words"])
    assert (contribution["kind"] == "survey_answer") == ("question" in contribution)
    assert contribution.get("question", "helped") in {"helped", "change"}
    assert set(contribution.get("permissions", [])) <= set(PermissionKind)
    assert ("english" in contribution) == (not contribution["language"].startswith("en"))


@pytest.mark.parametrize("contribution", CONTRIBUTIONS, ids=_called)
def test_only_the_coded_have_themes(contribution: Record) -> None:
    first, second = contribution.get("themes_a", []), contribution.get("themes_b", [])
    assert bool(first) == (contribution["state"] == "coded")
    assert len(first) <= 3
    assert {*first, *second} <= THEMES
    assert not second or set(first) & set(second), "the coders agree on something"
    if contribution["state"] == "unread":
        assert contribution["days_ago"] <= 6


@pytest.mark.parametrize("contribution", CONTRIBUTIONS, ids=_called)
def test_no_identifier_is_left_in_the_working_text(contribution: Record) -> None:
    for hidden in contribution.get("redact", []):
        assert contribution["words"].count(hidden["text"]) == 1
        assert hidden["kind"] in set(HiddenKind)
        if hidden["kind"] == HiddenKind.NHS_NUMBER:
            assert _is_nhs_number(hidden["text"])
    assert not IDENTIFIERS.search(_working_text(contribution))
    assert not IDENTIFIERS.search(contribution.get("english", ""))


def test_coders_agree_mostly_but_not_always() -> None:
    pairs = [(c["themes_a"], c["themes_b"]) for c in CONTRIBUTIONS if "themes_b" in c]
    same = sum(set(first) == set(second) for first, second in pairs)
    assert 0.6 <= same / len(pairs) < 1


def test_concerns_of_every_urgency_some_closed() -> None:
    concerns = [c["concern"] for c in CONTRIBUTIONS if "concern" in c]
    assert 4 <= len(concerns) <= 5
    assert {concern["urgency"] for concern in concerns} == set(Urgency)
    assert {concern["level"] for concern in concerns} <= set(Level) - {Level.L0}
    assert {concern["outcome"] for concern in concerns} == {"open", "closed"}
    for concern in concerns:
        assert concern["note"].strip()
        assert (concern.get("closed_as") in set(Outcome)) == (concern["outcome"] == "closed")


@pytest.mark.parametrize("insight", INSIGHTS, ids=_called)
def test_insight_rests_on_what_people_said(insight: Record) -> None:
    sources = [BY_ID[key] for key in insight["contributions"]]
    period = insight["from_period"]
    assert 4 <= len(sources) == len(set(insight["contributions"])) <= 14
    assert insight["theme"] in THEMES
    assert insight["topic"] in TOPICS
    assert insight["plan_items"]
    assert set(insight["plan_items"]) <= _plan_ids()
    for source in sources:
        assert insight["theme"] in source["themes_a"], source["id"]
        assert period["from_days_ago"] >= source["days_ago"] >= period["to_days_ago"], source["id"]


@pytest.mark.parametrize("insight", INSIGHTS, ids=_called)
def test_quotes_are_exact_permitted_and_name_nobody(insight: Record) -> None:
    for quote in insight["quotes"]:
        source = BY_ID[quote["contribution"]]
        assert quote["contribution"] in insight["contributions"]
        assert "quote" in source["permissions"]
        assert _working_text(source).count(quote["text"]) == 1
        assert "[" not in quote["text"]


def test_the_withdrawn_quote_had_been_published() -> None:
    quoted = {quote["contribution"] for insight in INSIGHTS for quote in insight["quotes"]}
    assert {c["id"] for c in CONTRIBUTIONS if c.get("withdrawn_quote")} <= quoted


def test_all_eight_kinds_and_every_reason_occur_and_one_is_late() -> None:
    assert {answer["kind"] for answer in ANSWERS} == set(AnswerKind)
    assert {answer["reason_code"] for answer in ANSWERS if "reason_code" in answer} == set(Reason)
    assert sum(answer.get("next_look_in_days", 0) < 0 for answer in ANSWERS) == 1
    assert 9 <= len(INSIGHTS) <= 10
    assert sum("correction" in insight for insight in INSIGHTS) == 1
    assert sum("plan_change" in insight for insight in INSIGHTS) == 1


@pytest.mark.parametrize("insight", INSIGHTS, ids=_called)
def test_answers_follow_the_rules(insight: Record) -> None:
    for answer in insight["answers"]:
        asks_why = answer["kind"] not in NEEDS_NO_REASON
        assert ("reason_code" in answer) == ("reason" in answer) == asks_why
        assert ("next_look_in_days" in answer) == asks_why
        assert insight["from_period"]["to_days_ago"] >= answer["heard_days_ago"]
        assert answer["heard_days_ago"] >= answer["decided_days_ago"] > 0
        for proof in answer.get("evidence", []):
            assert proof["kind"] in set(EvidenceKind)
            assert proof.get("url", "https://example.org/").startswith("https://example.org/")


def test_the_plan_change_and_the_correction_point_at_what_exists() -> None:
    for insight in INSIGHTS:
        if change := insight.get("plan_change"):
            assert change["item"] in insight["plan_items"]
            assert change["new_text"]
            assert change["note"]
            assert set(change["caused_by"]) <= {other["key"] for other in INSIGHTS}
            assert insight["key"] in change["caused_by"]
        if correction := insight.get("correction"):
            corrected = insight["answers"][correction["answer"]]
            assert correction["days_ago"] < corrected["decided_days_ago"]
            assert all(correction["before"][code] != corrected["text"][code] for code in LANGUAGES)


def _texts(insight: Record) -> list[dict[str, str]]:
    found = [insight["said"]]
    for answer in insight["answers"]:
        found += [answer["text"], answer["who_answers"]]
        found += [answer["reason"]] if "reason" in answer else []
        found += [proof["text"] for proof in answer.get("evidence", [])]
    if correction := insight.get("correction"):
        found += [correction["note"], correction["before"]]
    return found


@pytest.mark.parametrize("insight", INSIGHTS, ids=_called)
def test_everything_public_is_in_ten_languages_and_their_scripts(insight: Record) -> None:
    for text in _texts(insight):
        assert set(text) == LANGUAGES
        for code, sentence in text.items():
            assert sentence == unicodedata.normalize("NFC", sentence.strip())
            script = SCRIPTS.get(code, "LATIN")
            assert all(script in unicodedata.name(c) for c in sentence if c.isalpha()), sentence
        assert len(set(text.values()) - {text["en-easy"]}) >= len(LANGUAGES) - 1, text["en"]


def test_every_part_of_an_answer_is_an_agency_s_and_every_doing_has_its_day() -> None:
    written = partnership.written()
    posts = {(each["key"], post["key"]) for each in written["agencies"] for post in each["posts"]}
    assert set(written["insights"]) <= {insight["key"] for insight in INSIGHTS}
    for insight in INSIGHTS:
        for number, answer in enumerate(insight["answers"]):
            part = partnership.part(insight["key"], number)
            assert (answer["kind"] == "doing") == ("promised_in_days" in part), insight["key"]
            assert not part or (part["agency"], part["post"]) in posts
            assert set(part.get("effect", LANGUAGES)) == LANGUAGES
    for about in written["insights"].values():
        assert set(about.get("joint", LANGUAGES)) == LANGUAGES
        assert set(about.get("ages", ())) <= {age.key for age in AGES}
        assert set(about.get("localities", ())) <= {each["key"] for each in written["localities"]}
        assert set(about.get("barrier", {}).get("held_up", LANGUAGES)) == LANGUAGES
    for waiting in written["waiting"]:
        assert set(waiting["said"]) == LANGUAGES
        assert all(waiting["theme"] in BY_ID[key]["themes_a"] for key in waiting["contributions"])
    for agency in written["agencies"]:
        assert all(set(named["names"]) == LANGUAGES for named in (agency, *agency["posts"]))
