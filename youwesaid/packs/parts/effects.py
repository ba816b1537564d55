"""What the plan's measures read, and whether people say that it helped."""

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.core.templating import settings, short_day
from youwesaid.packs.blocks import Block, Cell, Heading, Note, Paragraph, Table
from youwesaid.packs.record import Record
from youwesaid.packs.telling import cell, heads, item_cell, ours, spoken
from youwesaid.plans.life import reporting, sentences
from youwesaid.plans.life.lines import MeasureLine
from youwesaid.plans.life.models import Reading
from youwesaid.tracker.helped import queries as helping
from youwesaid.tracker.helped.models import Asked
from youwesaid.tracker.helped.queries import Result
from youwesaid.tracker.helped.wording import answered_by, verdict_word


def measures(record: Record) -> list[Block]:
    """The measures of the plan that were read in this time; small numbers of people are hidden."""
    period = record.asked.period
    lines = [
        line
        for line in reporting.readings_between(
            record.plan, period.start, record.until, for_public=True
        )
        if line.measure in record.items
    ]
    blocks: list[Block] = [Heading(1, ours(_("What the measures of the plan show")))]
    if not lines:
        words = _("No measure of the plan was read in this time.")
        return [*blocks, Paragraph(ours(words))]
    rows = [
        (
            item_cell(line.measure),
            tuple(words for reading in line.readings for words in _read(reading)),
            cell(_why(line)),
            cell(sentences.which_way(line.measure)) or cell(_("The plan does not say")),
        )
        for line in lines
    ]
    columns = heads(
        _("Measure"), _("What it showed"), _("What that means"), _("Which way is better")
    )
    return [
        *blocks,
        Table("measures", ours(_("Measures that were read")), columns, rows),
        Note(ours(_("These numbers come from the agencies, not from what people told us."))),
    ]


def helped(record: Record) -> list[Block]:
    """What people answered when they were asked if it helped: guarded."""
    everything = record.everything()
    found = helping.results([told.entry.id for told in everything])
    rows = [
        (
            cell(spoken(told.contents.said)),
            cell(_when(result)),
            cell(_of_whom(result)),
            _answers(result),
        )
        for told in everything
        for result in found.get(told.entry.id, ())
    ]
    blocks: list[Block] = [Heading(1, ours(_("Did it help?")))]
    if not rows:
        words = _("Nobody was asked yet if it helped, or too few answered.")
        return [*blocks, Paragraph(ours(words))]
    columns = heads(_("What people said"), _("Asked after"), _("Who answered"), _("Answers"))
    return [*blocks, Table("helped", ours(_("If it helped, in people's eyes")), columns, rows)]


def _read(reading: Reading) -> Cell:
    figure = sentences.figure(reading, threshold=settings().count_threshold)
    when = reading.period or short_day(reading.taken_on)
    said = spoken({"en": reading.said}) if reading.said else ""
    line = _("%(when)s: %(figure)s", when=when, figure=figure) if figure else when
    return cell(line, said)


def _why(line: MeasureLine) -> str:
    may_tell = not sentences.counts_people(line.measure)
    return sentences.because(line.judgement, may_tell_numbers=may_tell)


def _when(result: Result) -> str:
    return str(ngettext("%(num)s month", "%(num)s months", result.step))


def _of_whom(result: Result) -> str:
    if result.asked is Asked.HOLDER:
        return str(_("People whose words led to it"))
    return str(_("Anybody who read it"))


def _answers(result: Result) -> Cell:
    counts = [
        _("%(answer)s: %(people)s", answer=verdict_word(verdict), people=count.in_words())
        for verdict, count in result.counts.items()
    ]
    return cell(answered_by(result.total), *counts)
