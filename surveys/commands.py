"""The command ``youwesaid survey``: list surveys, bring ready-made ones in, count answers."""

import json
from typing import Any

import click

from feedback.core.db import writing
from surveys.exchange.import_commands import import_survey
from surveys.exchange.out_commands import export_responses, export_survey
from surveys.library import loading
from surveys.results.commands import results
from surveys.translating.commands import translations
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


survey.add_command(import_survey)
survey.add_command(results)
survey.add_command(export_survey)
survey.add_command(export_responses)
survey.add_command(translations)


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
