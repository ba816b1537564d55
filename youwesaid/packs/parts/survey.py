"""We asked, you said: a survey's questions, and its public results."""

from flask_babel import gettext as _

from feedback.core.i18n import BY_CODE, current_language
from feedback.core.templating import day as in_words
from feedback.core.templating import settings
from surveys.results import sharing, sharing_showing
from surveys.results.sharing_showing import PublicChart
from surveys.versions import queries as surveys
from surveys.versions.models import Survey
from youwesaid.packs.blocks import Bar, Block, Bullets, Chart, Heading, Note, Paragraph, Words
from youwesaid.packs.record import Record
from youwesaid.packs.telling import ours


def asked(record: Record) -> list[Block]:
    """What was asked, of whom, by when, and what it could change."""
    blocks: list[Block] = [Heading(1, ours(_("What we asked")))]
    survey = record.asked.survey
    if survey is None:
        return [*blocks, Paragraph(ours(_("No survey was chosen.")))]
    definition = surveys.definition_of(surveys.version_of(survey, None))
    code = definition.language_for(current_language().code)
    language = BY_CODE[code]
    blocks.append(Paragraph(Words(definition.title.get(code, ""), language)))
    introduction = definition.introduction.get(code)
    if introduction:
        blocks.append(Paragraph(Words(introduction, language)))
    blocks += [Paragraph(ours(line)) for line in _days(survey)]
    call = definition.call
    if call is not None:
        owed = ((_("Who listens:"), call.listener), (_("What can change:"), call.change))
        for name, texts in owed:
            if texts.get(code):
                blocks += [Paragraph(ours(name)), Paragraph(Words(texts[code], language))]
    asked_of = [each for each in definition.questions() if each.asks]
    wordings = [each.wording[code] for each in asked_of if each.wording.get(code)]
    return [
        *blocks,
        Heading(2, ours(_("The questions"))),
        Bullets([Words(wording, language) for wording in wordings], is_numbered=True),
    ]


def people_said(record: Record) -> list[Block]:
    """The results that were made public, and no others."""
    blocks: list[Block] = [Heading(1, ours(_("What people answered")))]
    survey = record.asked.survey
    if survey is None or not survey.shares:
        return [*blocks, Paragraph(ours(_("No results of this survey are public yet.")))]
    language = current_language().code
    found = sharing.public_results(
        survey,
        survey.shares,
        today=record.made_on,
        threshold=settings().count_threshold,
        language=language,
    )
    shown = sharing_showing.shown(found)
    if shown.day is None:
        return [*blocks, Paragraph(ours(_("No results of this survey are public yet.")))]
    counted = _("Answers up to %(day)s: %(count)s.", day=in_words(shown.day), count=shown.responses)
    blocks.append(Paragraph(ours(counted)))
    definition = surveys.definition_of(surveys.version_of(survey, None))
    asked_in = definition.language_for(language)
    for block in shown.blocks:
        blocks += [_chart(chart, block.wording, asked_in) for chart in block.charts if chart.rows]
    if shown.is_hiding:
        blocks.append(Note(ours(_("Some numbers are not shown: they could point at somebody."))))
    return blocks


def _days(survey: Survey) -> list[str]:
    lines = []
    if survey.opens_on:
        lines.append(_("Open from %(day)s.", day=in_words(survey.opens_on)))
    if survey.closes_on:
        lines.append(_("Open until %(day)s.", day=in_words(survey.closes_on)))
    return lines


def _chart(chart: PublicChart, wording: str, code: str) -> Chart:
    language = BY_CODE[code]
    title = f"{wording} ({chart.row})" if chart.row else wording
    bars = [Bar(Words(row.label, language), ours(row.text), row.share) for row in chart.rows]
    known = [bar for bar in bars if bar.share is not None]
    top = max(known, key=lambda bar: bar.share or 0.0, default=None)
    gist = (
        _("Most often: %(answer)s. %(base)s", answer=top.label.text, base=chart.base)
        if top
        else chart.base
    )
    return Chart(
        f"results-{chart.column}".replace(".", "-").replace("_", "-"),
        Words(title, language),
        ours(gist),
        (ours(_("Answer")), ours(_("How many people"))),
        bars,
    )
