"""What was answered: done, planned (apart from done), not done and why, item by item."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.core.templating import short_day
from youwesaid.insights.models import AnswerKind, Reason
from youwesaid.insights.reviewing.rules import Outcome
from youwesaid.insights.reviewing.wording import OUTCOMES
from youwesaid.insights.wording import KINDS, REASONS
from youwesaid.packs.blocks import Bar, Block, Cell, Chart, Heading, Note, Paragraph, Table
from youwesaid.packs.record import DONE, NOT_DONE, PART, PLANNED, Record, Told
from youwesaid.packs.telling import cell, dated, heads, item_cell, items_cell, ours, spoken
from youwesaid.plans.models import ItemType
from youwesaid.tracker.contents import PublicAnswer


def done(record: Record) -> list[Block]:
    """What was done, and what was done in part."""
    kinds = DONE | PART
    rows = [
        (
            items_cell(told.items),
            cell(spoken(told.contents.said)),
            _what(answer),
            _proof(answer),
            _who(answer),
        )
        for told in record.told
        for answer in told.answers(kinds)
    ]
    blocks: list[Block] = [*_chart(record), Heading(1, ours(_("What we did")))]
    if not rows:
        return [*blocks, Paragraph(ours(_("Nothing that people said was done in this time.")))]
    columns = heads(
        _("Where it fits in the plan"), _("What people said"), _("What we did"),
        _("What shows it"), _("Who answers, and when"),
    )  # fmt: skip
    return [*blocks, Table("done", ours(_("Done, or done in part")), columns, rows)]


def planned(record: Record) -> list[Block]:
    """What is promised and not done, the older promises too: apart from what is done."""
    rows = [
        (
            items_cell(told.items),
            cell(spoken(told.contents.said)),
            _what(answer),
            _promises(answer),
            _who(answer),
        )
        for told in record.everything()
        for answer in told.answers(PLANNED)
    ]
    blocks: list[Block] = [
        Heading(1, ours(_("What is planned, and not done yet"))),
        Note(ours(_("What is planned is not counted as done."))),
    ]
    if not rows:
        return [*blocks, Paragraph(ours(_("There is no promise that is still open.")))]
    columns = heads(
        _("Where it fits in the plan"), _("What people said"), _("What we promised"),
        _("Promised for"), _("Who answers, and when"),
    )  # fmt: skip
    return [*blocks, Table("planned", ours(_("Planned")), columns, rows)]


def not_done(record: Record) -> list[Block]:
    """What was not done, with the reason in words."""
    rows = [
        (
            items_cell(told.items),
            cell(spoken(told.contents.said)),
            _what(answer),
            why(answer),
            _who(answer),
        )
        for told in record.told
        for answer in told.answers(NOT_DONE | PART)
    ]
    blocks: list[Block] = [Heading(1, ours(_("What we did not do, and why")))]
    if not rows:
        return [*blocks, Paragraph(ours(_("There is no answer that says no.")))]
    columns = heads(
        _("Where it fits in the plan"), _("What people said"), _("What we answered"),
        _("Why"), _("Who answers, and when"),
    )  # fmt: skip
    return [*blocks, Table("not-done", ours(_("Not done, or not all of it")), columns, rows)]


def progress(record: Record) -> list[Block]:
    """Item by item: what was said about it, and how far the answer is."""
    rows = [
        (
            item_cell(item),
            cell(spoken(told.contents.said)),
            cell(told.contents.guarded_count.in_words()),
            standing(told),
        )
        for item in record.items
        for told in record.everything()
        if item in told.items
    ]
    blocks: list[Block] = [Heading(1, ours(_("Progress, item by item")))]
    if not rows:
        return [*blocks, Paragraph(ours(_("No item of the plan has a public answer yet.")))]
    columns = heads(
        _("Item of the plan"), _("What people said"), _("How many people"), _("How far it is")
    )
    return [*blocks, Table("progress", ours(_("Answers by item of the plan")), columns, rows)]


def little_progress(record: Record) -> list[Block]:
    """Where people spoke and nothing is done yet."""
    done_ids = {
        item.id
        for told in record.everything()
        if any(True for _answer in told.answers(DONE | PART))
        for item in told.items
    }
    rows = [
        (item_cell(item), cell(spoken(told.contents.said)), standing(told), _since(told))
        for item in record.items
        if item.id not in done_ids and item.type is not ItemType.VISION
        for told in record.everything()
        if item in told.items
    ]
    blocks: list[Block] = [Heading(1, ours(_("Where there is little progress")))]
    if not rows:
        words = _("Something was done about every item of the plan that people spoke of.")
        return [*blocks, Paragraph(ours(words))]
    columns = heads(
        _("Item of the plan"), _("What people said"), _("How far it is"), _("Public since")
    )
    caption = ours(_("Items that people spoke of, and about which nothing is done yet"))
    return [*blocks, Table("little-progress", caption, columns, rows)]


def standing(told: Told) -> Cell:
    """How far the answers are, the newest first, and what several agencies say together."""
    awaited = told.contents.awaited
    return cell(
        *(KINDS[AnswerKind(each.kind)] for each in told.contents.answers),
        spoken(told.contents.joint),
        _("Still to answer:") if awaited else "",
        *(spoken(names) for names in awaited),
    )


def why(answer: PublicAnswer) -> Cell:
    """The reason by its word, and in plain words."""
    code = REASONS[Reason(answer.reason_code)] if answer.reason_code else ""
    return cell(code, spoken(answer.reason))


def _chart(record: Record) -> Sequence[Block]:
    counted = Counter(
        AnswerKind(answer.kind) for told in record.told for answer in told.contents.answers
    )
    if not counted:
        return ()
    most = max(counted.values())
    kinds = [kind for kind in AnswerKind if counted[kind]]
    bars = [
        Bar(ours(KINDS[kind]), ours(_answers(counted[kind])), counted[kind] / most)
        for kind in kinds
    ]
    gist = _(
        "In all: %(all)s. Done, or still done: %(done)s.",
        all=_answers(sum(counted.values())),
        done=_answers(sum(counted[kind] for kind in DONE)),
    )
    return (
        Heading(1, ours(_("The answers in short"))),
        Chart(
            "answers",
            ours(_("Answers by what they say")),
            ours(gist),
            (ours(_("Answer")), ours(_("How many answers"))),
            bars,
        ),
    )


def _answers(number: int) -> str:
    return str(ngettext("%(num)s answer", "%(num)s answers", number))


def _what(answer: PublicAnswer) -> Cell:
    effect = spoken(answer.effect)
    noticed = [ours(_("What people would notice:")), effect] if effect.text else []
    return cell(KINDS[AnswerKind(answer.kind)], spoken(answer.text), *noticed)


def _proof(answer: PublicAnswer) -> Cell:
    lines = [part for proof in answer.evidence for part in (spoken(proof.text), proof.url)]
    return cell(*lines) or cell(_("No proof is given yet."))


def _who(answer: PublicAnswer) -> Cell:
    decided = answer.decided_on
    when = dated(_("Decided"), short_day(date.fromisoformat(decided))) if decided else ""
    agency = spoken(answer.agency_names) if answer.agency_names else ""
    return cell(spoken(answer.who), agency, when, *_reviewed(answer))


def _reviewed(answer: PublicAnswer) -> Cell:
    """What people with lived experience said to it before it was published, if they were asked."""
    if answer.reviewers is None:
        return ()
    return cell(OUTCOMES[Outcome(answer.reviewers)], spoken(answer.reviewers_reason))


def _promises(answer: PublicAnswer) -> Cell:
    to_be_done, look = answer.promised_for, answer.next_look_on
    return cell(
        dated(_("To be done by"), short_day(date.fromisoformat(to_be_done))) if to_be_done else "",
        dated(_("We look again on"), short_day(date.fromisoformat(look))) if look else "",
    )


def _since(told: Told) -> Cell:
    return cell(short_day(told.entry.first_published_on))
