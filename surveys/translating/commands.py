"""The command ``youwesaid survey translations``: a survey's translations out and back in."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy.exc import NoResultFound

from feedback.core.db import writing
from feedback.core.i18n import BY_CODE
from surveys.definitions.origins import Made
from surveys.definitions.texts import source_of
from surveys.translating import exporting, importing
from surveys.translating.exporting import Format
from surveys.translating.importing import Outcome, Report
from surveys.translating.provenance import progress
from surveys.translating.rows import LARGEST_FILE, UnreadableFile
from surveys.versions import drafts, queries
from surveys.versions.models import Survey

MOST_SHOWN = 20
_FORMATS = {"csv": Format.CSV, "xliff": Format.XLIFF}


@click.group()
def translations() -> None:
    """Take a survey's translations out to a file, and bring them back in."""


@translations.command("export")
@click.argument("slug")
@click.option("--language", required=True, type=click.Choice(list(BY_CODE)))
@click.option("--format", "format_name", type=click.Choice(list(_FORMATS)), default="csv")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
def export(slug: str, language: str, format_name: str, out: Path | None) -> None:
    """Write every text of SLUG beside its translation."""
    drafted = drafts.drafted(_survey(slug))
    if language == source_of(drafted.definition):
        raise click.ClickException(f"{slug} was written in {language}: choose another language.")
    made = exporting.written(drafted, slug, language, _FORMATS[format_name])
    if out is None:
        click.echo(made, nl=False)
        return
    try:
        out.write_bytes(made)
    except OSError as problem:
        raise click.ClickException(f"{out} cannot be written: {problem.strerror}.") from None
    far = progress(drafted.definition, drafted.translations, language)
    click.echo(f"{far.total} texts are in {out}.", err=True)


@translations.command("import")
@click.argument("slug")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--try", "try_only", is_flag=True, help="Say what would happen; store nothing.")
@click.option(
    "--made-by",
    "made",
    type=click.Choice([each.value for each in Made]),
    default=Made.HUMAN.value,
    help="Who made what the file says nothing about.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def bring_in(slug: str, file: Path, try_only: bool, made: str, as_json: bool) -> None:
    """Bring the translations of FILE (CSV or XLIFF 1.2) into the draft of SLUG."""
    raw = _bytes(file)
    survey = _survey(slug)
    with _refusals(), writing():
        report = importing.bring_in(
            survey=survey, raw=raw, by=None, try_only=try_only, made=Made(made)
        )
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        _tell(report)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except UnreadableFile as refused:
        raise click.ClickException(str(refused)) from None


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except OSError as problem:
        raise click.ClickException(f"{file} cannot be read: {problem.strerror}.") from None


def _survey(slug: str) -> Survey:
    try:
        return queries.survey_by_slug(slug)
    except NoResultFound:
        slugs = ", ".join(each.slug for each in queries.surveys()) or "-"
        raise click.ClickException(f"There is no survey {slug}. There are: {slugs}.") from None


def _tell(report: Report) -> None:
    counts = report.counts()
    click.echo(f"{report.language}: {len(report.rows)} rows")
    for outcome in Outcome:
        click.echo(f"  {outcome.value}: {counts.get(outcome, 0)}")
    refused = report.with_outcome(Outcome.REFUSED)
    for row in refused[:MOST_SHOWN]:
        click.echo(f"  row {row.number} ({row.path}): {row.why}")
    if len(refused) > MOST_SHOWN:
        click.echo(f"  and {len(refused) - MOST_SHOWN} more: --json lists all of them")
    if not report.is_stored:
        click.echo("Nothing is stored: this was a try.")
