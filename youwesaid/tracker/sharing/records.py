"""The public records: the allow-list of everything that another program may read.

Quotes are not among them. Their givers let them be shown on this website and may take that back;
a copy in somebody's spreadsheet could never be pulled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from youwesaid.insights.models import AnswerKind, EvidenceKind, Reason
from youwesaid.partnership.stages import InvolvementStage
from youwesaid.plans.models import ItemType
from youwesaid.tracker.models import PublicState, VersionKind
from youwesaid.tracker.sharing.shapes import Texts, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRecord:
    """A proof of an answer."""

    kind: str = shown("What it is.", one_of=EvidenceKind)
    text: Texts = shown("What it shows.")
    url: str | None = shown("Where it can be read.")
    file_type: str | None = shown("The media type, where it is a file of ours.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRecord:
    """What the partnership says to what was said. One entry may have several."""

    entry: str = shown("The entry that it answers.")
    number: int = shown("Its place in the entry's present version, from 1, newest decision first.")
    kind: str = shown("Which of the eight answers it is.", one_of=AnswerKind)
    text: Texts = shown("The answer.")
    reason_code: str | None = shown("Why it is not simply done.", one_of=Reason)
    reason: Texts = shown("The reason in words.")
    who: Texts = shown("The role or group that answers; never a person's name.")
    agency: str | None = shown("The key of the agency that answers.")
    decided_on: date | None = shown("When it was decided.")
    next_look_on: date | None = shown("By when it is looked at again.")
    promised_for: date | None = shown("By when it is promised to be done.")
    effect: Texts = shown("What people would notice.")
    involved_at: Sequence[str] = shown(
        "At which stages people with lived experience took part.", one_of=InvolvementStage
    )
    evidence: Sequence[EvidenceRecord] = shown("How one can see that it is true.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLinkRecord:
    """A plan item that an entry is tied to, as it was worded when that was published."""

    plan: str = shown("The key of the plan.")
    key: str = shown("The key of the item in its plan.")
    label: str = shown("The plan's own word for it, such as objective.")
    ref: str | None = shown("The plan's printed reference.")
    wording: str = shown("What the plan says.")
    names: Texts = shown("Its plain public name.")
    url: str = shown("Its page.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChangeRecord:
    """A wording of the plan that what people said has changed."""

    plan: str = shown("The key of the plan.")
    item: str = shown("The key of the item in its plan.")
    ref: str | None = shown("The plan's printed reference.")
    before: str = shown("What the plan said before.")
    after: str = shown("What it says since.")
    changed_on: date = shown("When it was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsRecord:
    """A few words, such as a name."""

    words: Texts = shown("The words.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsRecord:
    """What one version of an entry says."""

    said: Texts = shown("What people said, in plain words of ours.")
    people: int | None = shown(
        "About how many people said it, rounded to 5; null: fewer than people_threshold."
    )
    people_threshold: int = shown("Counts below this are never shown.")
    heard_first: date = shown("The first day of the first month in which it was heard.")
    heard_last: date = shown("The last day of the last month in which it was heard.")
    heard_from: Sequence[str] = shown("The ways in which it reached us.")
    topic: str | None = shown("The key of its topic.")
    localities: Sequence[str] = shown("Keys of localities; none: the whole area.")
    age_groups: Sequence[str] = shown("Keys of age groups; none: all ages.")
    state: str = shown("What became of it.", one_of=PublicState)
    languages: Sequence[str] = shown("Codes of the languages in which it can be read.")
    joint: Texts = shown("What several agencies say together.")
    awaited: Sequence[WordsRecord] = shown("The agencies whose part of the answer is not out yet.")
    held_up: Sequence[WordsRecord] = shown("What holds it up, as far as it can be told.")
    read_aloud: Sequence[str] = shown("Codes of the languages in which its page reads it aloud.")
    signed_film: str | None = shown("Where it is told in British Sign Language.")
    answers: Sequence[AnswerRecord] = shown("What the partnership says, newest decision first.")
    plan_items: Sequence[ItemLinkRecord] = shown("Where it fits in the plans.")
    plan_changes: Sequence[PlanChangeRecord] = shown("What it changed in the plans.")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRecord:
    """Something that people said, with what was done about it: its newest version."""

    id: str = shown("Its key; it never changes.")
    url: str = shown("Its page.")
    version: int = shown("How often it has been published, corrected or updated.")
    first_published_on: date = shown("When it was first published.")
    changed_on: date = shown("When the newest version was published.")
    next_look_on: date | None = shown("The next day on which the partnership has to look again.")
    is_late: bool = shown("True: that day has gone by.")
    contents: ContentsRecord = shown("What it says now.")


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRecord:
    """One version of an entry; nothing published is silently changed or deleted."""

    entry: str = shown("The entry.")
    number: int = shown("From 1.")
    kind: str = shown("Why there is a new version.", one_of=VersionKind)
    published_on: date = shown("When it was published.")
    note: Texts = shown("What was wrong in the version before, where this corrects it.")
    contents: ContentsRecord = shown("What it says.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord:
    """A plan."""

    key: str = shown("Its key.")
    title: str = shown("Its title.")
    short_title: str = shown("Its short title; may be empty.")
    partnership: str = shown("Whose plan it is; may be empty.")
    period_start: str | None = shown("As printed: a year, a month or a day.")
    period_end: str | None = shown("As printed: a year, a month or a day.")
    is_current: bool = shown("Whether it is in force.")
    language: str = shown("A language tag: the language of the plan's own words.")
    items: int = shown("How many items it has.")
    url: str = shown("Its page.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItemRecord:
    """An item of a plan, in the plan's own words. Blanks are normal: plans leave much open."""

    plan: str = shown("The key of its plan.")
    key: str = shown("Its key in the plan.")
    parent: str | None = shown("The key of the item above it.")
    position: int = shown("Its place in the plan.")
    type: str = shown("What it is to us.", one_of=ItemType)
    label: str = shown("What the plan calls it.")
    ref: str | None = shown("The plan's printed reference.")
    title: str | None = shown("Its printed title.")
    text: str | None = shown("Its printed text.")
    names: Texts = shown("Its plain public name.")
    is_known: bool = shown("False: the plan names it, and its text is not published.")
    is_in_plan: bool = shown("False: the plan no longer has it.")
    owner: str | None = shown("The group that the plan names.")
    due: str | None = shown("As printed.")
    status: str | None = shown("As printed.")
    rag: str | None = shown("As printed.")
    entries: Sequence[str] = shown("Published entries that are tied to this very item.")
    people: int | None = shown(
        "About how many people are behind these entries, from the newest quarterly snapshot; "
        "null: fewer than people_threshold, or not counted yet."
    )
    people_threshold: int = shown("Counts below this are never shown.")
    people_until: date | None = shown("The last day of the quarter that was counted.")
    url: str = shown("Its page.")


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchRecord:
    """An item of a plan's tree with what stands under it."""

    key: str = shown("Its key in the plan.")
    type: str = shown("What it is to us.", one_of=ItemType)
    label: str = shown("What the plan calls it.")
    ref: str | None = shown("The plan's printed reference.")
    wording: str = shown("What the plan says.")
    entries: int = shown("How many published entries are tied to it or to what is under it.")
    under: Sequence["BranchRecord"] = shown("What stands under it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeRecord:
    """A plan as a tree."""

    plan: str = shown("The key of the plan.")
    title: str = shown("Its title.")
    items: Sequence[BranchRecord] = shown("What stands at the top.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRecord:
    """What a measure showed on a day."""

    taken_on: date = shown("When it was taken.")
    period: str = shown("The time that it is of, as its source names it; may be empty.")
    figure: str = shown("The number in words, small ones guarded; empty for none.")
    value: float | None = shown("The number; null: none, or one too small to show.")
    said: str = shown("What was found, where it is told in words; may be empty.")
    source: str = shown("Where it comes from; may be empty.")
    caveat: str = shown("What to mind about it; may be empty.")
    is_baseline: bool = shown("True: later ones are compared with it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRecord:
    """How a plan says that people will know, and what was read of it so far."""

    plan: str = shown("The key of the plan.")
    key: str = shown("Its key in the plan.")
    label: str = shown("What the plan calls it.")
    ref: str | None = shown("The plan's printed reference.")
    wording: str = shown("What the plan says.")
    names: Texts = shown("Its plain public name.")
    target: str = shown("What to reach, in words; empty where the plan does not say.")
    better: str = shown("Which way is better, in words; may be empty.")
    not_when: str = shown("When that is not good news; may be empty.")
    readings: Sequence[ReadingRecord] = shown("From the oldest to the newest.")
    url: str = shown("Its page.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRecord:
    """A partner that answers."""

    key: str = shown("Its key.")
    name: Texts = shown("Its name.")
    is_partner: bool = shown("False: it has left the partnership.")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalityRecord:
    """A part of the area that people know by name."""

    key: str = shown("Its key.")
    name: Texts = shown("Its name.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRecord:
    """What entries can be about."""

    key: str = shown("Its key.")
    name: Texts = shown("Its name.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotRecord:
    """The open data as it stood at the end of a quarter; it is never made anew."""

    quarter: str = shown("Its name, such as 2026-q3.")
    until: date = shown("The last day that it covers.")
    made_on: date = shown("When it was made.")
    entries: int = shown("How many entries it has.")
    size: int = shown("Of the archive, in bytes.")
    sha256: str = shown("Of the archive, in hexadecimal digits.")
    licence: str = shown("An SPDX identifier.")
    url: str = shown("Where the archive is.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutRecord:
    """Whose data this is, and where to find more."""

    partnership: str = shown("Whose data it is.")
    licence: str = shown("An SPDX identifier.")
    licence_url: str = shown("Where the licence can be read.")
    languages: Sequence[str] = shown("Codes of the languages to ask for.")
    entries: int = shown("How many entries are published.")
    changed_on: date | None = shown("When something was last published or changed.")
    newest_snapshot: str | None = shown("The quarter of the newest snapshot, such as 2026-q3.")
    description: str = shown("Where the OpenAPI description is.")
    documentation: str = shown("A page for people.")
    open_data: str = shown("The Data Package of the files that can be downloaded.")
