"""What was heard: themes, what people said, how it reached us, and words they let us publish."""

from collections import Counter
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.coding import queries as coding
from feedback.coding.findings import snapshots
from feedback.coding.findings.showing import quarter_words
from feedback.coding.wording import theme_name
from feedback.core.i18n import BY_CODE
from feedback.core.templating import month
from youwesaid.insights.wording import WAYS, heard_from
from youwesaid.packs import queries
from youwesaid.packs.blocks import (
    Bar,
    Block,
    Bullets,
    Cell,
    Chart,
    Heading,
    Paragraph,
    Quote,
    Table,
    Words,
)
from youwesaid.packs.record import Record, Told
from youwesaid.packs.telling import cell, heads, items_cell, listed, ours, spoken

_MOST_THEMES = 15


def heard(record: Record) -> list[Block]:
    """What people said in this time, with guarded counts, and the themes of everybody."""
    blocks: list[Block] = [Heading(1, ours(_("What we heard")))]
    if record.told:
        blocks += [_said_table(record), *_quotes(record)]
    else:
        nothing = _("Nothing that people said in this time is public yet for this plan.")
        blocks.append(Paragraph(ours(nothing)))
    waiting = queries.waiting_count(record.plan)
    if waiting:
        words = ngettext(
            "%(num)s more thing that people said is tied to this plan and waits to be published.",
            "%(num)s more things that people said are tied to this plan and wait to be published.",
            waiting,
        )
        blocks.append(Paragraph(ours(words)))
    return [*blocks, *_themes(record)]


def used(record: Record) -> list[Block]:
    """How feedback was sought, and what came of it: for the yearly report."""
    ways = Counter(way for told in record.told for way in told.contents.heard_from if way in WAYS)
    blocks: list[Block] = [Heading(1, ours(_("How feedback was sought and used")))]
    if not ways:
        return [*blocks, Paragraph(ours(_("No feedback of this time is public yet.")))]
    answered = sum(1 for told in record.told if told.contents.answers)
    changed = sum(1 for told in record.told if told.contents.plan_changes)
    told = ngettext("%(num)s thing that people said", "%(num)s things that people said",
                    len(record.told))  # fmt: skip
    facts = [
        _("Published: %(told)s.", told=told),
        _("Answered: %(number)s of them.", number=answered),
        _("The wording of the plan was changed because of %(number)s of them.", number=changed),
    ]
    most = max(ways.values())
    bars = [
        Bar(ours(WAYS[way]), ours(_heard_times(number)), number / most)
        for way, number in sorted(ways.items(), key=lambda each: (-each[1], each[0]))
    ]
    gist = _("Most often: %(way)s.", way=bars[0].label.text)
    chart = Chart(
        "ways",
        ours(_("The ways in which people reached us")),
        ours(gist),
        (ours(_("Way")), ours(_("Things that people said"))),
        bars,
    )
    return [*blocks, Bullets([ours(fact) for fact in facts]), chart]


def count_cell(told: Told) -> Cell:
    """How many people said it, as everybody may know it."""
    return cell(told.contents.guarded_count.in_words())


def _heard_times(number: int) -> str:
    return str(ngettext("%(num)s thing", "%(num)s things", number))


def _said_table(record: Record) -> Table:
    rows = [
        (
            items_cell(told.items),
            cell(spoken(told.contents.said)),
            count_cell(told),
            cell(heard_from(told.contents.heard_from)),
            cell(_months(told)),
        )
        for told in record.told
    ]
    return Table(
        "heard",
        ours(_("What people said, by the items of the plan")),
        heads(
            _("Where it fits in the plan"), _("What people said"), _("How many people"),
            _("How we heard it"), _("When"),
        ),
        rows,
    )  # fmt: skip


def _months(told: Told) -> str:
    first, last = (month(date.fromisoformat(day)) for day in told.contents.period)
    if first == last:
        return first
    return str(_("%(first)s to %(last)s", first=first, last=last))


def _quotes(record: Record) -> list[Block]:
    quotes = [told.quotes[0] for told in record.told if told.quotes]  # one for each thing said
    if not quotes:
        return []
    return [
        Heading(2, ours(_("In people's own words"))),
        Paragraph(ours(_("These people let us publish these words. They can take them back."))),
        *(Quote(Words(quote.text, BY_CODE.get(quote.language, BY_CODE["en"]))) for quote in quotes),
    ]


def _themes(record: Record) -> list[Block]:
    blocks: list[Block] = [Heading(2, ours(_("Themes of everybody whose words are read")))]
    snapshot = queries.snapshot_up_to(record.asked.period.end)
    figures = snapshots.theme_figures(snapshot) if snapshot else {}
    named = [
        (theme_name(theme), figures[theme.key])
        for theme in coding.all_themes()
        if theme.key in figures
    ]
    shown = sorted(
        ((name, figure, figure.shown) for name, figure in named if figure.shown is not None),
        key=lambda each: (-each[2], each[0]),
    )[:_MOST_THEMES]
    if snapshot is None or not named:
        return [*blocks, Paragraph(ours(_("There are no figures for the end of this time yet.")))]
    if shown:
        gist = _("Most people spoke of: %(themes)s.", themes=listed([n for n, *_r in shown[:3]]))
        bars = [
            Bar(ours(name), ours(figure.in_words()), people / shown[0][2])
            for name, figure, people in shown
        ]
        caption = _("Themes: %(until)s", until=quarter_words(snapshot.quarter))
        two = (ours(_("Theme")), ours(_("How many people")))
        blocks.append(Chart("themes", ours(caption), ours(gist), two, bars))
    few = sorted(name for name, figure in named if figure.shown is None)
    if few:
        rest = _("Fewer than %(number)s people spoke of each of these: %(themes)s.",
                 number=snapshot.threshold, themes=listed(few))  # fmt: skip
        blocks.append(Paragraph(ours(rest)))
    return blocks
