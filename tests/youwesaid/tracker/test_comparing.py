"""Nothing changes in silence: whatever differs between two versions is told, links included."""

from dataclasses import fields, replace

import pytest

from youwesaid.tracker.comparing import differences
from youwesaid.tracker.contents import (
    Contents,
    PublicAnswer,
    PublicChange,
    PublicEvidence,
    PublicFilm,
    PublicItem,
    PublicSound,
)

PROOF = PublicEvidence(kind="minute", text={"en": "The notes"}, url="https://example.org/1")
ANSWER = PublicAnswer(
    kind="doing",
    reason_code="money_or_staff",
    text={"en": "We begin.", "pl": "Zaczynamy."},
    reason={"en": "Two posts are empty."},
    who={"en": "The chair"},
    heard_on="2026-01-02",
    decided_on="2026-02-03",
    next_look_on="2026-05-06",
    evidence=[PROOF],
    agency="council",
    agency_names={"en": "The council"},
    promised_for="2026-06-07",
    effect={"en": "You wait less."},
    involved_at=("design",),
)
ITEM = PublicItem(
    plan="p", plan_title="Plan", key="a1", label="action", ref="1", wording="Do it", names={}
)
CHANGE = PublicChange(
    plan="p", key="a1", ref="1", old="Maybe", new="Do it", changed_on="2026-01-01"
)
SOUND = PublicSound(language="en", digest="0" * 64, media_type="audio/wav", size=9, made_for="x")
CONTENTS = Contents(
    said={"en": "We wait too long.", "pl": "Czekamy za długo."},
    topic="being_heard",
    heard_from=("story",),
    period=("2026-01-01", "2026-03-31"),
    count=25,
    threshold=10,
    plan_items=[ITEM],
    plan_changes=[CHANGE],
    answers=[ANSWER],
    localities=("north",),
    age_groups=("16_17",),
    quotes=2,
    pictures={"We wait.": "clock"},
    sounds=(SOUND,),
    film=PublicFilm(url="https://example.org/film", made_for="x"),
)
#: Another value for each field of an entry, an answer and a proof. The tests below see to it that
#: a field which is added later stands here too.
OTHER = {
    "said": {"en": "We wait too long.", "pl": "Za długo."},
    "topic": "home",
    "heard_from": ("letter",),
    "period": ("2026-01-01", "2026-04-30"),
    "count": None,
    "plan_items": [],
    "plan_changes": [],
    "answers": [],
    "localities": (),
    "age_groups": ("18_25",),
    "joint": {"en": "Together."},
    "awaited": ({"en": "The police"},),
    "held_up": ({"en": "A law."},),
    "quotes": 1,
    "pictures": {},
    "sounds": (replace(SOUND, digest="1" * 64),),
    "film": PublicFilm(url="https://example.org/other", made_for="x"),
    "kind": "done",
    "reason_code": "safety_or_law",
    "text": {"en": "We begin."},
    "reason": {"en": "Other."},
    "who": {"en": "The group"},
    "heard_on": None,
    "decided_on": "2026-02-04",
    "next_look_on": "2026-05-07",
    "evidence": [],
    "agency_names": {"en": "Council"},
    "promised_for": None,
    "effect": {},
    "involved_at": (),
    "agency": "police",
    "reviewers": "mixed",
    "reviewers_reason": {"en": "There was no time."},
    "url": "https://example.org/2",
    "file": "2" * 64,
}
#: Fields that say nothing by themselves.
SILENT = {"threshold", "file_type", "file_size"}


def told(before, after):
    return [str(each.what) for each in differences(before, after)]


def test_the_same_differs_in_nothing(app):
    assert differences(CONTENTS, Contents.from_plain(CONTENTS.to_plain())) == []


@pytest.mark.one_database
def test_every_field_that_differs_is_told(app):
    for field in fields(Contents):
        if field.name in OTHER or field.name not in SILENT:
            after = replace(CONTENTS, **{field.name: OTHER[field.name]})
            assert told(CONTENTS, after), field.name
            assert told(after, CONTENTS), field.name


@pytest.mark.one_database
def test_every_field_of_an_answer_and_of_its_proof_is_told(app):
    for field in fields(PublicAnswer):
        if field.name in OTHER or field.name not in SILENT:
            other = replace(ANSWER, **{field.name: OTHER[field.name]})
            assert told(CONTENTS, replace(CONTENTS, answers=[other])), field.name
    for field in fields(PublicEvidence):
        if field.name in OTHER or field.name not in SILENT:
            other = OTHER | {"kind": "policy"}
            proof = replace(PROOF, **{field.name: other[field.name]})
            after = replace(CONTENTS, answers=[replace(ANSWER, evidence=[proof])])
            assert told(CONTENTS, after), field.name


def test_another_link_under_the_same_words_shows_both_addresses(app):
    proof = replace(PROOF, url="https://example.org/2")

    after = replace(CONTENTS, answers=[replace(ANSWER, evidence=[proof])])

    (change,) = differences(CONTENTS, after)
    assert (change.url_before, change.url_after) == (PROOF.url, proof.url)


def test_a_new_state_and_another_partner_s_part_are_told_apart(app):
    done = replace(ANSWER, kind="done", decided_on="2026-03-03")
    police = replace(ANSWER, agency="police", text={"en": "So do we."})

    assert told(CONTENTS, replace(CONTENTS, answers=[done]))[:1] == ["What became of it"]
    assert told(CONTENTS, replace(CONTENTS, answers=[police, ANSWER])) == [
        "A new answer",
        "New proof",
    ]


def test_a_mended_translation_is_told_for_its_language_alone(app):
    mended = replace(ANSWER, text={"en": "We begin.", "pl": "Rozpoczynamy."})

    (change,) = differences(CONTENTS, replace(CONTENTS, answers=[mended]))

    assert (change.language, change.before, change.after) == (
        "pl", {"pl": "Zaczynamy."}, {"pl": "Rozpoczynamy."},
    )  # fmt: skip
