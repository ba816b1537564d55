"""Who was not heard, and which items of the plan nobody has spoken to."""

from collections.abc import Iterator, Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback.coding.findings import snapshots
from feedback.coding.findings.showing import quarter_words
from feedback.coding.guarding import GuardedCount
from feedback.contributions.about import NOT_SAID, questions
from feedback.core import clock
from feedback.core.i18n import current_language
from feedback.core.templating import settings
from surveys.results import reaching, sharing
from surveys.results.comparing import of_100
from surveys.results.reaching import Verdict, pair_of
from surveys.versions.models import AreaFigure, Survey
from youwesaid.packs import queries
from youwesaid.packs.blocks import Block, Cell, Heading, Note, Paragraph, Table
from youwesaid.packs.record import Record
from youwesaid.packs.telling import cell, heads, item_cell, listed, ours
from youwesaid.plans.models import ItemType, PlanItem

#: Told only where chance hardly makes such a difference.
_VERDICTS: Mapping[Verdict, object] = {
    Verdict.FEWER: _l("Missing: fewer than in the area"),
    Verdict.SAME: _l("No clear difference from the area"),
    Verdict.MORE: _l("More than in the area"),
    Verdict.UNKNOWN: _l("Too few answers to tell"),
}


def unheard(record: Record) -> list[Block]:
    """Of whom few or none were heard: by what people said of themselves, and beside the area."""
    blocks: list[Block] = [Heading(1, ours(_("Who we did not hear from")))]
    told = _by_themselves(record)
    compared = list(_beside_the_area(record))
    if not told and not compared:
        nothing = _("There are no figures yet that could tell who is missing.")
        return [*blocks, Paragraph(ours(nothing))]
    return [*blocks, *told, *compared]


def no_voice(record: Record) -> list[Block]:
    """The items of the plan that nothing people said is tied to."""
    without = queries.silent_items(record.plan)
    present = [item for item in record.items if item.gone_on is None]
    silent = [item for item in present if item.id in without]
    blocks: list[Block] = [Heading(1, ours(_("Items of the plan that have no voice yet")))]
    if not silent:
        return [*blocks, Paragraph(ours(_("People spoke to every item of the plan.")))]
    short = ngettext(
        "%(num)s of %(all)s item has no voice yet.",
        "%(num)s of %(all)s items have no voice yet.",
        len(silent),
        all=len(present),
    )
    columns = heads(_("Item of the plan"), _("Who owns it"))
    rows = [(item_cell(item), _owner(item)) for item in silent]
    table = Table("no-voice", ours(_("Items that nobody has spoken to")), columns, rows)
    return [*blocks, Paragraph(ours(short)), table]


def _owner(item: PlanItem) -> Cell:
    if item.owner:
        return cell(item.owner)
    above = item.parent
    if above is not None and above.type is ItemType.PRIORITY and above.owner:
        return cell(above.owner)
    return cell(_("The plan does not say"))


def _by_themselves(record: Record) -> list[Block]:
    snapshot = queries.snapshot_up_to(record.asked.period.end)
    rows: list[tuple[Cell, ...]] = []
    few: list[str] = []
    for question in questions(settings().nation):
        found = snapshots.other_figures(snapshot, f"{queries.ABOUT}{question.key}")
        if found is None:
            continue
        _whole, parts = found
        for choice in question.choices:
            if choice == NOT_SAID or choice.key not in parts:
                continue
            figure = parts[choice.key]
            rows.append((cell(question.label), cell(choice.label), cell(_figure(figure))))
            if figure is None or figure.shown is None:
                few.append(str(choice.label))
    if snapshot is None or not rows:
        return []
    caption = _("What people said of themselves: %(until)s", until=quarter_words(snapshot.quarter))
    columns = heads(_("Question"), _("Answer"), _("How many people"))
    blocks: list[Block] = []
    if few:
        gap = _(
            "Of these groups few or none spoke, or their number is hidden so that it tells no "
            "other: %(groups)s.",
            groups=listed(few),
        )
        blocks.append(Paragraph(ours(gap)))
    blocks.append(Table("about", ours(caption), columns, rows))
    may_skip = _(
        "Nobody has to answer these questions. Some people are heard and not counted here."
    )
    return [*blocks, Note(ours(may_skip))]


def _figure(figure: GuardedCount | None) -> str:
    return str(_("Not shown")) if figure is None else figure.in_words()


def _beside_the_area(record: Record) -> Iterator[Block]:
    """What surveys tell, from the numbers that everybody may see and from no others."""
    asked = record.asked.survey
    for survey in [asked] if asked is not None else queries.surveys_with_figures():
        figures = reaching.figures(survey)
        if figures:
            yield from _of_survey(survey, figures)


def _of_survey(survey: Survey, figures: Mapping[str, Mapping[str, AreaFigure]]) -> Iterator[Block]:
    language = current_language().code
    found = sharing.public_results(
        survey,
        list(figures),
        today=clock.today(),
        threshold=settings().count_threshold,
        language=language,
    )
    for column in found.columns:
        known = figures[column.column.name]
        rows = _pairs(column.bars, column.answered, known)
        if rows:
            caption = _("Beside the area: %(question)s", question=column.column.title)
            columns = heads(_("Answer"), _("Of those who answered"), _("Of the area"), _("So"))
            yield Table(f"reach-{survey.slug}", ours(caption), columns, rows)
            source = next((figure.source for figure in known.values()), "")
            if source:
                yield Note(ours(_("Figures of the area: %(source)s", source=source)))


def _pairs(
    bars: Sequence[sharing.PublicBar], answered: GuardedCount, known: Mapping[str, AreaFigure]
) -> list[tuple[Cell, ...]]:
    people = sum(figure.people for figure in known.values())
    rows: list[tuple[Cell, ...]] = []
    for bar in bars:
        if bar.value not in known or not people:
            continue
        of_area = known[bar.value].people / people
        shown = bar.count.shown if bar.count else None
        base = answered.shown
        verdict = Verdict.UNKNOWN
        if shown is not None and base:
            verdict = pair_of(bar.label, min(shown, base), base, of_area).verdict
        rows.append(
            (
                cell(bar.label),
                cell(_("Not shown") if bar.share is None else of_100(bar.share)),
                cell(of_100(of_area)),
                cell(_VERDICTS[verdict]),
            )
        )
    return rows
