"""The command ``youwesaid survey import``."""

import json
from pathlib import Path
from typing import Any

import click

from feedback.core.db import writing
from feedback.core.templating import settings
from feedback.core.unpacking import UnusableFile
from surveys.exchange import import_services
from surveys.exchange.importing import Imported, imported
from surveys.exchange.unpacking import LARGEST_FILE
from surveys.versions.lifecycle import AddressTaken, NotAnAddress


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--slug", default="", metavar="NAME", help="Address of the survey; else a neutral one."
)
@click.option("--try", "only_try", is_flag=True, help="Report only: keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def import_survey(
    ctx: click.Context, file: Path, *, slug: str, only_try: bool, as_json: bool
) -> None:
    """Make a draft of a survey FILE: XLSForm (.xlsx, .xls), LimeSurvey (.lss), or our own .json."""
    try:
        found = imported(_content(file), name=file.name, offered=settings().languages)
        address = "" if only_try else _kept(found, slug)
    except (UnusableFile, NotAnAddress, AddressTaken) as refusal:
        if not as_json:
            raise click.ClickException(f"{file.name}: {refusal}") from None
        click.echo(json.dumps({"file": file.name, "refused": str(refusal)}, ensure_ascii=False))
        ctx.exit(1)
    if as_json:
        outcome: dict[str, Any] = {"survey": address or None, **found.report.to_json()}
        click.echo(json.dumps(outcome, ensure_ascii=False))
        return
    _tell(found, address)


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except OSError as problem:
        raise UnusableFile(f"It cannot be read: {problem.strerror}.") from problem


def _kept(found: Imported, slug: str) -> str:
    with writing():
        return import_services.keep(plain=found.plain, slug=slug, file=found.report.file).slug


def _tell(found: Imported, address: str) -> None:
    for line in found.report.lines:
        click.echo(line.in_words())
    for sentence in found.report.summary():
        click.echo(sentence)
    for fault in found.report.faults:
        click.echo(f"Still to be mended: {fault}")
    click.echo(f"The draft is the survey {address}." if address else "Nothing was kept.")
