"""Public records from what is published. Nothing else in this room reads a table."""

from datetime import date

from youwesaid.tracker import queries
from youwesaid.tracker.contents import (
    Contents,
    PublicAnswer,
    PublicChange,
    PublicEvidence,
    PublicItem,
)
from youwesaid.tracker.models import Entry, EntryVersion
from youwesaid.tracker.sharing import addresses
from youwesaid.tracker.sharing.records import (
    AnswerRecord,
    ContentsRecord,
    EntryRecord,
    EvidenceRecord,
    ItemLinkRecord,
    PlanChangeRecord,
    VersionRecord,
    WordsRecord,
)


def entry_record(entry: Entry, *, until: date | None = None) -> EntryRecord:
    """The entry as its newest version has it (of *until* that day, when it is given).

    Raises LookupError where nothing of it was published by then.
    """
    versions = [each for each in entry.versions if until is None or each.published_on <= until]
    if not versions:
        raise LookupError(entry.slug)
    newest = versions[-1]
    contents = Contents.from_plain(newest.contents)
    looks = [each.next_look_on for each in contents.answers if each.next_look_on]
    next_look = _day(min(looks, default=None))
    return EntryRecord(
        id=entry.slug,
        url=addresses.entry_page(entry.slug),
        version=newest.number,
        first_published_on=entry.first_published_on,
        changed_on=newest.published_on,
        next_look_on=next_look,
        is_late=next_look is not None and _is_past(next_look, until, entry),
        contents=contents_record(entry.slug, contents),
    )


def version_record(entry: Entry, version: EntryVersion) -> VersionRecord:
    """One version; what it says of quotes that were pulled is that they were."""
    return VersionRecord(
        entry=entry.slug,
        number=version.number,
        kind=version.kind.value,
        published_on=version.published_on,
        note=dict(version.note),
        contents=contents_record(entry.slug, Contents.from_plain(version.contents)),
    )


def contents_record(slug: str, contents: Contents) -> ContentsRecord:
    """The contents of a version; their count went through the guard when they were published."""
    count = contents.guarded_count
    return ContentsRecord(
        said=dict(contents.said),
        people=count.shown,
        people_threshold=count.threshold,
        heard_first=date.fromisoformat(contents.period[0]),
        heard_last=date.fromisoformat(contents.period[1]),
        heard_from=list(contents.heard_from),
        topic=contents.topic,
        localities=list(contents.localities),
        age_groups=list(contents.age_groups),
        state=contents.state.value,
        languages=[code for code, words in contents.said.items() if words],
        joint=dict(contents.joint),
        awaited=[WordsRecord(words=dict(each)) for each in contents.awaited],
        held_up=[WordsRecord(words=dict(each)) for each in contents.held_up],
        read_aloud=[each.language for each in contents.sounds],
        signed_film=contents.film.url if contents.film else None,
        answers=[_answer(slug, place, each) for place, each in enumerate(contents.answers, 1)],
        plan_items=[_item(each) for each in contents.plan_items],
        plan_changes=[_change(each) for each in contents.plan_changes],
    )


def _is_past(next_look: date, until: date | None, entry: Entry) -> bool:
    return next_look < until if until else queries.is_late(entry)


def _answer(slug: str, number: int, answer: PublicAnswer) -> AnswerRecord:
    return AnswerRecord(
        entry=slug,
        number=number,
        kind=answer.kind,
        text=dict(answer.text),
        reason_code=answer.reason_code,
        reason=dict(answer.reason),
        who=dict(answer.who),
        agency=answer.agency,
        decided_on=_day(answer.decided_on),
        next_look_on=_day(answer.next_look_on),
        promised_for=_day(answer.promised_for),
        effect=dict(answer.effect),
        involved_at=list(answer.involved_at),
        evidence=[_evidence(each) for each in answer.evidence],
    )


def _evidence(proof: PublicEvidence) -> EvidenceRecord:
    url = addresses.proof(proof.file) if proof.file else proof.url
    return EvidenceRecord(
        kind=proof.kind, text=dict(proof.text), url=url, file_type=proof.file_type
    )


def _item(item: PublicItem) -> ItemLinkRecord:
    return ItemLinkRecord(
        plan=item.plan,
        key=item.key,
        label=item.label,
        ref=item.ref,
        wording=item.wording,
        names=dict(item.names),
        url=addresses.item_page(item.plan, item.key),
    )


def _change(change: PublicChange) -> PlanChangeRecord:
    return PlanChangeRecord(
        plan=change.plan,
        item=change.key,
        ref=change.ref,
        before=change.old,
        after=change.new,
        changed_on=date.fromisoformat(change.changed_on),
    )


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
