"""The commands that write surveys and answers: ``survey export`` and ``survey responses``."""

from datetime import date, datetime
from pathlib import Path

import click
from sqlalchemy.exc import NoResultFound

from feedback.core.db import session
from feedback.core.i18n import ALL_LANGUAGES
from feedback.core.keys import keyring
from feedback.core.named_files import write
from surveys.exchange import answers_out, survey_files
from surveys.exchange.survey_files import DRAFT
from surveys.results.filters import Filters
from surveys.versions import queries
from surveys.versions.models import Survey

_OUT = click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write.",
)
_DAY = click.DateTime(formats=["%Y-%m-%d"])
_CODES = [language.code for language in ALL_LANGUAGES]


@click.command("export")
@click.argument("slug")
@click.option(
    "--format",
    "form",
    type=click.Choice([each.value for each in survey_files.Format]),
    default=survey_files.Format.XLSX.value,
    show_default=True,
    help="XLSForm, canonical JSON, or a document for people.",
)
@click.option("--version", default="", metavar="N", help=f"A number, or {DRAFT}; else the newest.")
@click.option(
    "--language",
    "languages",
    type=click.Choice(_CODES),
    multiple=True,
    help="Of a document: one, or two side by side.",
)
@_OUT
def export_survey(
    slug: str, *, form: str, version: str, languages: tuple[str, ...], out: Path
) -> None:
    """Write the survey SLUG as a file."""
    found = survey_files.survey_file(
        survey=_survey(slug), which=version, form=survey_files.Format(form), languages=languages
    )
    write(out, found)
    click.echo(f"{slug} is in {out}.", err=True)


@click.command("responses")
@click.argument("slug")
@click.option(
    "--format",
    "form",
    type=click.Choice([each.value for each in answers_out.Format]),
    default=answers_out.Format.CSV.value,
    show_default=True,
    help="SPSS: a zip of CSV and syntax.",
)
@click.option("--raw", is_flag=True, help="A row for each response; else guarded counts.")
@click.option("--no-words", is_flag=True, help="With --raw: without what people wrote.")
@click.option("--since", type=_DAY, help="Received on this day or later (2026-05-31).")
@click.option("--until", type=_DAY, help="Received on this day or earlier.")
@click.option("--language", type=click.Choice(_CODES), help="Answered in this language.")
@_OUT
def export_responses(
    slug: str,
    *,
    form: str,
    raw: bool,
    no_words: bool,
    since: datetime | None,
    until: datetime | None,
    language: str | None,
    out: Path,
) -> None:
    """Write the answers to SLUG: guarded counts, or with --raw one row for each response."""
    survey, chosen = _survey(slug), answers_out.Format(form)
    filters = Filters(since=_day(since), until=_day(until), language=language)
    if not raw:
        found = answers_out.counts_file(survey=survey, form=chosen, filters=filters)
        if filters.is_narrow:
            click.echo("Warning: publish counts of one period or language, not of two.", err=True)
        write(out, found)
        click.echo(f"Guarded counts are in {out}.", err=True)
        return
    looked = answers_out.look(survey, filters)
    for warning in answers_out.warnings(looked.rarity):
        click.echo(f"Warning: {warning}", err=True)
    found = answers_out.rows_file(
        looked=looked, form=chosen, keyring=None if no_words else keyring()
    )
    write(out, found)
    click.echo(f"{looked.rarity.rows} responses are in {out}.", err=True)


def _survey(slug: str) -> Survey:
    try:
        return queries.survey_by_slug(slug)
    except NoResultFound:
        slugs = ", ".join(each.slug for each in queries.surveys()) or "-"
        session().rollback()
        raise click.ClickException(f"There is no survey {slug}. There are: {slugs}.") from None


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
