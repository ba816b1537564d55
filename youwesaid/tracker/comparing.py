"""What differs between two versions of an entry, in words: pure, from what both have frozen."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from feedback.coding.guarding import GuardedCount
from feedback.core.i18n import BY_CODE
from feedback.core.templating import month
from youwesaid.insights.models import AnswerKind, EvidenceKind, Reason
from youwesaid.insights.reviewing.rules import Outcome
from youwesaid.insights.reviewing.wording import OUTCOMES
from youwesaid.insights.wording import EVIDENCE, KINDS, REASONS, heard_from
from youwesaid.partnership.stages import STAGES, InvolvementStage
from youwesaid.tracker.contents import Contents, PublicAnswer, PublicEvidence, PublicItem, Texts
from youwesaid.tracker.wording import STATES, age_name, place_name, topic_name

#: A text by language, words in the reader's language, a day, a guarded count, or a list of them.
Value: TypeAlias = Texts | str | LazyString | date | GuardedCount | Sequence[str] | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was. None: there was nothing, or is nothing any more."""

    what: str | LazyString
    before: Value = None
    after: Value = None
    url_before: str | None = None
    url_after: str | None = None
    language: str | None = None  # the code, where it is about one language


def differences(before: Contents, after: Contents) -> Sequence[Difference]:
    """Everything that differs, in the order of the page; the state first."""
    return [
        *_facts(before, after),
        *_texts(_l("What people said"), before.said, after.said),
        *_texts(_l("What all say together"), before.joint, after.joint),
        *_answers(before.answers, after.answers),
        *_lists(_l("Whose part is still to come"), before.awaited, after.awaited),
        *_lists(_l("What holds it up"), before.held_up, after.held_up),
        *_items(before, after),
        *_changes_of_plan(before, after),
        *_formats(before, after),
    ]


def _facts(before: Contents, after: Contents) -> Iterator[Difference]:
    pairs: tuple[tuple[LazyString, Value, Value], ...] = (
        (_l("What became of it"), STATES[before.state], STATES[after.state]),
        (_l("What it is about"), topic_name(before.topic), topic_name(after.topic)),
        (_l("How many people said it"), before.guarded_count, after.guarded_count),
        (_l("How we heard it"), heard_from(before.heard_from), heard_from(after.heard_from)),
        (_l("When we heard it"), _months(before), _months(after)),
        (_l("Which area"), _named(before.localities, place_name),
         _named(after.localities, place_name)),
        (_l("How old people are"), _named(before.age_groups, age_name),
         _named(after.age_groups, age_name)),
    )  # fmt: skip
    yield from _changed(pairs)
    if None not in (before.quotes, after.quotes) and before.quotes != after.quotes:
        yield Difference(_l("Quotes that are shown"), str(before.quotes), str(after.quotes))


def _answers(before: Sequence[PublicAnswer], after: Sequence[PublicAnswer]) -> Iterator[Difference]:
    for old, new in _paired(before, after):
        if old is None and new is not None:
            yield Difference(_l("A new answer"), None, new.text)
            yield from _proof((), new.evidence)
        elif new is None and old is not None:
            yield Difference(_l("An answer is not given any more"), old.text, None)
            yield from _proof(old.evidence, ())
        elif old is not None and new is not None and old != new:
            yield from _answer(old, new)


def _answer(old: PublicAnswer, new: PublicAnswer) -> Iterator[Difference]:
    pairs: tuple[tuple[LazyString, Value, Value], ...] = (
        (_l("Our answer"), KINDS[AnswerKind(old.kind)], KINDS[AnswerKind(new.kind)]),
        (_l("Why"), _reason(old), _reason(new)),
        (_l("Heard on"), _day(old.heard_on), _day(new.heard_on)),
        (_l("Decided on"), _day(old.decided_on), _day(new.decided_on)),
        (_l("We look again by"), _day(old.next_look_on), _day(new.next_look_on)),
        (_l("Promised for"), _day(old.promised_for), _day(new.promised_for)),
        (_l("Involved at"), _stages(old), _stages(new)),
        (_l("What people with experience say of our answer"), _reviewed(old), _reviewed(new)),
    )
    yield from _changed(pairs)
    if (old.agency, old.agency_names) != (new.agency, new.agency_names):
        yield Difference(_l("Which partner answers"), old.agency_names, new.agency_names)
    yield from _texts(_l("The words of our answer"), old.text, new.text)
    yield from _texts(_l("The words of the reason"), old.reason, new.reason)
    yield from _texts(_l("Who answers"), old.who, new.who)
    yield from _texts(_l("What you would notice"), old.effect, new.effect)
    yield from _texts(
        _l("Why we go on without the reviewers"), old.reviewers_reason, new.reviewers_reason
    )
    yield from _proof(old.evidence, new.evidence)


def _proof(old: Sequence[PublicEvidence], new: Sequence[PublicEvidence]) -> Iterator[Difference]:
    """Links count as much as words: another address under the same words is a change."""
    gone = [proof for proof in old if proof not in new]
    come = [proof for proof in new if proof not in old]
    for proof in list(gone):
        same = next((each for each in come if each.text.get("en") == proof.text.get("en")), None)
        if same is None:
            yield Difference(_l("Proof taken away"), proof.text, None, url_before=proof.url)
            continue
        come.remove(same)
        if _place(proof) != _place(same):
            kinds = [EVIDENCE[EvidenceKind(each.kind)] for each in (proof, same)]
            yield Difference(_l("Where the proof is"), kinds[0], kinds[1], proof.url, same.url)
        yield from _texts(_l("What the proof is"), proof.text, same.text)
    for proof in come:
        yield Difference(_l("New proof"), None, proof.text, url_after=proof.url)


def _place(proof: PublicEvidence) -> tuple[object, ...]:
    return (proof.kind, proof.url, proof.file, proof.file_type, proof.file_size)


def _items(before: Contents, after: Contents) -> Iterator[Difference]:
    old = {(item.plan, item.key): item for item in before.plan_items}
    new = {(item.plan, item.key): item for item in after.plan_items}
    for key in [*old, *(key for key in new if key not in old)]:
        if old.get(key) != new.get(key):
            yield Difference(
                _l("Where it fits in the plan"), _item(old.get(key)), _item(new.get(key))
            )


def _changes_of_plan(before: Contents, after: Contents) -> Iterator[Difference]:
    for change in [each for each in before.plan_changes if each not in after.plan_changes]:
        yield Difference(_l("A change of the plan is not named any more"), change.new, None)
    for change in [each for each in after.plan_changes if each not in before.plan_changes]:
        yield Difference(_l("What changed in the plan"), change.old, change.new)


def _formats(before: Contents, after: Contents) -> Iterator[Difference]:
    old = {sound.language: sound for sound in before.sounds}
    new = {sound.language: sound for sound in after.sounds}
    for code in sorted(old.keys() | new.keys()):
        if old.get(code) != new.get(code):
            yield Difference(_l("Read aloud"), *_there(old.get(code), new.get(code)), language=code)
    if before.film != after.film:
        yield Difference(
            _l("British Sign Language (BSL)"),
            *_there(before.film, after.film),
            url_before=before.film.url if before.film else None,
            url_after=after.film.url if after.film else None,
        )
    if dict(before.pictures) != dict(after.pictures):
        yield Difference(_l("Pictures of Easy Read"), *_there(before.pictures, after.pictures))


def _texts(what: LazyString, old: Texts, new: Texts) -> Iterator[Difference]:
    """One difference for each language that says something else than before."""
    for code in dict.fromkeys([*old, *new]):
        if (old.get(code) or "") != (new.get(code) or ""):
            told = [{code: texts[code]} if texts.get(code) else None for texts in (old, new)]
            yield Difference(what, told[0], told[1], language=code if code in BY_CODE else None)


def _lists(what: LazyString, old: Sequence[Texts], new: Sequence[Texts]) -> Iterator[Difference]:
    """Texts that are there no more, and texts that are new."""
    yield from (Difference(what, each, None) for each in old if each not in new)
    yield from (Difference(what, None, each) for each in new if each not in old)


def _paired(
    before: Sequence[PublicAnswer], after: Sequence[PublicAnswer]
) -> Iterator[tuple[PublicAnswer | None, PublicAnswer | None]]:
    """Which answer became which: the same partner's, else the same words', else in order."""
    left = list(before)
    met: list[tuple[PublicAnswer | None, PublicAnswer]] = []
    for answer in after:
        alike = max(left, key=lambda old: _likeness(old, answer), default=None)
        if alike is not None and _likeness(alike, answer) > 0:
            left.remove(alike)
            met.append((alike, answer))
        else:
            met.append((None, answer))
    yield from met
    yield from ((old, None) for old in left)


def _likeness(old: PublicAnswer, new: PublicAnswer) -> int:
    """How sure it is that one answer became the other; nothing where different partners answer."""
    if old == new:
        return 100
    if old.agency and new.agency and old.agency != new.agency:
        return 0
    alike = (old.agency == new.agency and old.agency is not None, old.who == new.who,
             old.text.get("en") == new.text.get("en"), old.heard_on == new.heard_on)  # fmt: skip
    return 1 + sum(alike)


def _changed(pairs: Sequence[tuple[LazyString, Value, Value]]) -> Iterator[Difference]:
    return (Difference(what, old, new) for what, old, new in pairs if old != new)


def _there(old: object, new: object) -> tuple[LazyString, LazyString]:
    """Of something that has no words: whether it is there, and whether it is another one."""
    none, one = _l("Not there"), _l("There")
    return one if old else none, _l("There, made anew") if old and new else one if new else none


def _named(keys: Sequence[str], name: Callable[[str], str]) -> Sequence[str]:
    return [name(key) for key in keys]


def _months(contents: Contents) -> Sequence[str]:
    return list(dict.fromkeys(month(date.fromisoformat(day)) for day in contents.period))


def _stages(answer: PublicAnswer) -> Sequence[str]:
    return [str(STAGES[InvolvementStage(each)]) for each in answer.involved_at]


def _reviewed(answer: PublicAnswer) -> Value:
    return OUTCOMES[Outcome(answer.reviewers)] if answer.reviewers else None


def _reason(answer: PublicAnswer) -> Value:
    return REASONS[Reason(answer.reason_code)] if answer.reason_code else None


def _item(item: PublicItem | None) -> Value:
    if item is None:
        return None
    return " ".join(each for each in (item.ref, item.names.get("en") or item.wording) if each)


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
