"""The command ``youwesaid data``: hand the open data out, and keep it as it stands."""

import json
from pathlib import Path
from typing import Any

import click

from feedback.core import clock
from feedback.core.db import writing
from feedback.core.quarters import quarter_end
from youwesaid.tracker.sharing import packaging, snapshots
from youwesaid.tracker.sharing.snapshots import (
    AlreadyMade,
    NoSuchQuarter,
    NothingPublished,
    QuarterNotOver,
)

_WORDS = {
    AlreadyMade: "There is a snapshot of {quarter} or of a later quarter. None is made anew.",
    NothingPublished: "Nothing had been published by the end of {quarter}.",
    NoSuchQuarter: "{quarter} is no quarter: write it like 2026-q3.",
    QuarterNotOver: "{quarter} is not over yet.",
}


@click.group()
def data() -> None:
    """Hand the open data out, and keep it as it stands."""


@data.command()
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder; it is made where it is not there.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the files as JSON.")
def export(out: Path, as_json: bool) -> None:
    """Write what is public now as CSV and JSON files, with their descriptions."""
    made = snapshots.live_files()
    out.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        (out / name).write_bytes(content)
    rows = [
        {"name": name, "bytes": len(content), "sha256": packaging.sha256(content)}
        for name, content in made.items()
    ]
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    for row in rows:
        click.echo(f"{row['bytes']:>9} bytes  {row['name']}")
    click.echo(f"The open data is in {out}.")


@data.command()
@click.option("--quarter", help="Such as 2026-q3; the last one that is over when left out.")
@click.option("--json", "as_json", is_flag=True, help="Print the snapshot as JSON.")
def snapshot(quarter: str | None, as_json: bool) -> None:
    """Keep what had been published by the end of a quarter. It is never changed afterwards."""
    name = quarter or snapshots.name_of(quarter_end(clock.today()))
    try:
        until = snapshots.quarter_named(name)
        with writing():
            made = snapshots.record_of(snapshots.make_snapshot(quarter=until))
    except tuple(_WORDS) as refusal:
        raise click.ClickException(_WORDS[type(refusal)].format(quarter=name)) from None
    told: dict[str, Any] = {
        "quarter": made.quarter,
        "until": made.until.isoformat(),
        "entries": made.entries,
        "bytes": made.size,
        "sha256": made.sha256,
        "url": made.url,
    }
    if as_json:
        click.echo(json.dumps(told, indent=2))
        return
    click.echo(f"{made.quarter}: {made.entries} entries, {made.size} bytes, sha256 {made.sha256}.")
    click.echo(f"It can be downloaded from {made.url}.")
