"""The command ``youwesaid plan``: bring plans in, give them back, list them."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import NoResultFound

from feedback.core.db import writing
from youwesaid.plans import queries
from youwesaid.plans.documents import bringing
from youwesaid.plans.documents.bringing import Drafted
from youwesaid.plans.exporting import plan_document, plan_yaml
from youwesaid.plans.importing import PlanReport, import_plan
from youwesaid.plans.reading import UnreadablePlan, read_plan_file


@click.group()
def plan() -> None:
    """Bring plans in, give them back, list them."""


@plan.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the reports as JSON.")
@click.pass_context
def import_files(ctx: click.Context, files: tuple[Path, ...], as_json: bool) -> None:
    """Bring in plan FILES. The same .yaml file again brings its plan up to date.

    A published document (.docx .pdf .md .txt) becomes a draft that a person checks on screen;
    with --json the whole proposal is printed, and no draft is kept.
    """
    outcomes = [_imported(path, keep=not as_json) for path in files]
    if as_json:
        click.echo(json.dumps([_as_json(*outcome) for outcome in outcomes], ensure_ascii=False))
    else:
        for path, outcome in outcomes:
            _tell(path, outcome)
    if any(isinstance(outcome, UnreadablePlan) for _path, outcome in outcomes):
        ctx.exit(1)


@plan.command()
@click.argument("key", metavar="ID")
@click.option("--format", "how", type=click.Choice(["yaml", "json"]), default="yaml")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
def export(key: str, how: str, out: Path | None) -> None:
    """Give back the plan whose id is ID, in the wording of today."""
    try:
        wanted = queries.plan_by_key(key)
    except NoResultFound:
        keys = ", ".join(each.key for each in queries.plans()) or "-"
        raise click.ClickException(f"There is no plan {key}. There are: {keys}.") from None
    text = plan_yaml(wanted)
    if how == "json":
        text = json.dumps(plan_document(wanted), ensure_ascii=False, indent=2) + "\n"
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise click.ClickException(f"{out} cannot be written: {problem.strerror}.") from None
    click.echo(f"{wanted.key} is written to {out}.")


@plan.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def list_plans(as_json: bool) -> None:
    """List the plans that are in, those in force first."""
    counts = queries.item_counts()
    rows = [
        {
            "id": each.key,
            "title": each.title,
            "from": each.period_start,
            "to": each.period_end,
            "items": counts.get(each.id, 0),
            "in_force": each.is_current,
        }
        for each in queries.plans()
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        period = " to ".join(str(part) for part in (row["from"], row["to"]) if part)
        click.echo(f"{row['id']:12} {row['items']:4} items  {period:20} {row['title']}")
    if not rows:
        click.echo("No plan is in yet: run `youwesaid plan import FILE`.")


def _imported(path: Path, *, keep: bool) -> tuple[Path, PlanReport | Drafted | UnreadablePlan]:
    try:
        if bringing.is_document(path.name):
            return path, bringing.draft_of(path, keep=keep)
        document = read_plan_file(path)
        with writing():
            return path, import_plan(document)
    except UnreadablePlan as refusal:
        return path, refusal


def _tell(path: Path, outcome: PlanReport | Drafted | UnreadablePlan) -> None:
    if isinstance(outcome, UnreadablePlan):
        click.echo(f"{path.name}: {outcome}", err=True)
        return
    for line in outcome.in_words():
        click.echo(f"{path.name}: {line}")
    if isinstance(outcome, Drafted):
        click.echo("\n".join(outcome.tree()))


def _as_json(path: Path, outcome: PlanReport | Drafted | UnreadablePlan) -> dict[str, Any]:
    if isinstance(outcome, UnreadablePlan):
        return {"file": path.name, "refused": str(outcome)}
    if isinstance(outcome, Drafted):
        return {"file": path.name, **outcome.proposal.as_json()}
    return {"file": path.name, **dataclasses.asdict(outcome), "items": outcome.items}
