"""The command ``youwesaid survey``: list surveys, bring ready-made ones in, count answers."""

import json
from typing import Any

import click
from sqlalchemy.exc import NoResultFound

from feedback.coding.guarding import guarded
from feedback.core.db import writing
from feedback.core.i18n import current_language
from feedback.core.templating import settings
from surveys.library import loading
from surveys.results.counting import ClosedResult, Filters, TextResult, results_of
from surveys.versions import queries
from surveys.versions.models import Survey


@click.group()
def survey() -> None:
    """List surveys, bring ready-made ones in, count answers."""


@survey.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
def list_surveys(as_json: bool) -> None:
    """List every survey, newest first."""
    rows = [_row(each) for each in queries.surveys()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(
            f"{row['slug']:12} {row['state']:7} version {row['version'] or '-'}  "
            f"{row['responses']:5} responses  {row['title']}"
        )
    if not rows:
        click.echo("There is no survey yet: run `youwesaid survey load-library`.")


@survey.command("load-library")
@click.option("--open", "open_new", is_flag=True, help="Open those that are new at once.")
def load_library(open_new: bool) -> None:
    """Bring the ready-made surveys to what this software ships; drafts at first."""
    with writing():
        rows = [_row(each) for each in loading.load_library(open_new=open_new)]
    for row in rows:
        click.echo(f"{row['slug']} is at version {row['version']} and {row['state']}.")


@survey.command()
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def results(slug: str, as_json: bool) -> None:
    """Count the answers to SLUG, for staff and as the public may be told."""
    found = results_of(_survey(slug), Filters(), language=current_language().code)
    rows = [
        _text(each) if isinstance(each, TextResult) else _closed(each) for each in found.questions
    ]
    if as_json:
        counts = {"responses": found.responses, "withdrawn": found.withdrawn}
        whole = {"slug": slug, **counts, "languages": dict(found.languages), "questions": rows}
        click.echo(json.dumps(whole, ensure_ascii=False))
        return
    click.echo(f"{found.responses} responses, {found.withdrawn} taken back")
    for row in rows:
        click.echo(f"\n{row['question']} ({row['answered']} answered)")
        for answer in row.get("answers", row.get("themes", [])):
            click.echo(f"  {answer['count']:5}  {answer['label']}")


def _survey(slug: str) -> Survey:
    try:
        found = queries.survey_by_slug(slug)
    except NoResultFound:
        slugs = ", ".join(each.slug for each in queries.surveys()) or "-"
        raise click.ClickException(f"There is no survey {slug}. There are: {slugs}.") from None
    if queries.newest_version(found) is None:
        raise click.ClickException(f"The survey {slug} has no questions yet.")
    return found


def _row(each: Survey) -> dict[str, Any]:
    version = queries.newest_version(each)
    definition = queries.definition_of(version) if version else None
    return {
        "slug": each.slug,
        "state": each.state.value,
        "version": version.number if version else None,
        "title": definition.title[definition.language_for("en")] if definition else "",
        "languages": list(definition.languages) if definition else [],
        "responses": queries.count_responses(each),
    }


def _closed(result: ClosedResult) -> dict[str, Any]:
    answers = [
        {"value": bar.value, "label": bar.label, **_counted(bar.count)} for bar in result.bars
    ]
    return {**_asked(result), "answers": answers}


def _text(result: TextResult) -> dict[str, Any]:
    themes = [
        {"key": theme.key, "label": theme.name_in(current_language().code), **_counted(count)}
        for theme, count in result.themes
    ]
    return {**_asked(result), "coded": result.coded, "themes": themes}


def _asked(result: ClosedResult | TextResult) -> dict[str, Any]:
    kind = result.question.kind.value
    return {
        "key": result.question.key,
        "kind": kind,
        "question": result.wording,
        "answered": result.answered,
    }


def _counted(count: int) -> dict[str, int | None]:
    public = guarded(count, threshold=settings().count_threshold).shown
    return {"count": count, "public": public}
