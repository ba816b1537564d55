"""``youwesaid findings``."""

import json

import click

from feedback.coding.findings import snapshots
from feedback.coding.findings.models import Snapshot
from feedback.core import clock
from feedback.core.db import writing
from feedback.core.quarters import quarter_end
from feedback.core.templating import settings

_REFUSALS = {
    snapshots.NotAQuarter: "That is no last day of a quarter: write one such as 2026-06-30.",
    snapshots.QuarterNotOver: "That quarter is not over yet.",
    snapshots.NothingHeard: "Nothing had been coded by the end of that quarter.",
    snapshots.AlreadyMade: "There is a snapshot of that quarter: give --reason to count again.",
    snapshots.LaterOnes: "There is a later snapshot: only the newest can be put right.",
}


@click.group()
def findings() -> None:
    """What people say, in numbers."""


@findings.command()
@click.option("--quarter", type=click.DateTime(["%Y-%m-%d"]), help="Its last day (the last one).")
@click.option("--reason", default="", help="What was wrong in the snapshot that there is.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def snapshot(quarter: object, reason: str, as_json: bool) -> None:
    """Count everything up to the end of a quarter, guarded, for everybody to see."""
    day = quarter.date() if hasattr(quarter, "date") else quarter_end(clock.today())
    try:
        with writing():
            made = snapshots.make_snapshot(
                quarter=day, threshold=settings().count_threshold, reason=reason
            )
            facts = _facts(made)
    except tuple(_REFUSALS) as refusal:
        raise click.ClickException(_REFUSALS[type(refusal)]) from None
    if as_json:
        click.echo(json.dumps(facts, indent=2))
        return
    click.echo(
        f"Snapshot of {facts['quarter']}, edition {facts['edition']}: "
        f"{facts['shown']} of {facts['themes']} themes have a figure."
    )


def _facts(made: Snapshot) -> dict[str, object]:
    figures = snapshots.theme_figures(made)
    shown = {key: figure.shown for key, figure in figures.items()}
    return {
        "quarter": made.quarter.isoformat(),
        "edition": made.edition,
        "threshold": made.threshold,
        "codebook_version": made.codebook_version,
        "people": snapshots.people(made).shown,
        "themes": len(shown),
        "shown": sum(1 for figure in shown.values() if figure is not None),
        "figures": shown,
    }
