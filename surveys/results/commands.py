"""The command ``youwesaid survey results``: counts on a terminal, or as JSON."""

import json
from typing import Any

import click
from sqlalchemy.exc import NoResultFound

from feedback.coding.guarding import guarded
from feedback.core.i18n import current_language
from feedback.core.templating import settings
from surveys.results.counting import ClosedResult, TextResult, results_of
from surveys.results.filters import Filters
from surveys.results.labels import decimal, label_of
from surveys.versions import queries
from surveys.versions.models import Survey


@click.command()
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def results(slug: str, as_json: bool) -> None:
    """Count the answers to SLUG, for staff and as the public may be told."""
    found = results_of(_survey(slug), Filters(), language=current_language().code)
    rows = [
        _text(each) if isinstance(each, TextResult) else _closed(each) for each in found.columns
    ]
    if as_json:
        counts = {"responses": found.responses, "withdrawn": found.withdrawn}
        whole = {"slug": slug, **counts, "languages": dict(found.languages), "questions": rows}
        click.echo(json.dumps(whole, ensure_ascii=False))
        return
    click.echo(f"{found.responses} responses, {found.withdrawn} taken back")
    for row in rows:
        click.echo(f"\n{row['question']} ({row['answered']} answered)")
        if row.get("median") is not None:
            click.echo(f"  in the middle: {decimal(row['median'])}")
        for answer in row.get("answers", row.get("themes", [])):
            place = answer.get("mean_place")
            behind = f", in place {decimal(place)} on average" if place is not None else ""
            click.echo(f"  {answer['count']:5}  {answer['label']}{behind}")


def _survey(slug: str) -> Survey:
    try:
        found = queries.survey_by_slug(slug)
    except NoResultFound:
        slugs = ", ".join(each.slug for each in queries.surveys()) or "-"
        raise click.ClickException(f"There is no survey {slug}. There are: {slugs}.") from None
    if queries.newest_version(found) is None:
        raise click.ClickException(f"The survey {slug} has no questions yet.")
    return found


def _closed(result: ClosedResult) -> dict[str, Any]:
    tally = result.tally
    answers = [
        {
            "value": bar.value,
            "label": label_of(bar, result.column),
            **_counted(bar.count),
            **({"mean_place": tally.places.get(bar.value)} if tally.places else {}),
        }
        for bar in tally.bars
    ]
    middle = {} if tally.median is None else {"median": tally.median}
    return {**_asked(result), **middle, "answers": answers}


def _text(result: TextResult) -> dict[str, Any]:
    themes = [
        {"key": theme.key, "label": theme.name_in(current_language().code), **_counted(count)}
        for theme, count in result.themes
    ]
    return {**_asked(result), "coded": result.coded, "themes": themes}


def _asked(result: ClosedResult | TextResult) -> dict[str, Any]:
    return {
        "key": result.column.name,
        "kind": result.question.kind.value,
        "question": result.column.title,
        "answered": result.answered,
    }


def _counted(count: int) -> dict[str, int | None]:
    public = guarded(count, threshold=settings().count_threshold).shown
    return {"count": count, "public": public}
