"""The commands that take codebooks and codings out, and codebooks in."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from feedback.accounts.queries import working_member
from feedback.coding.exchange import (
    codebook_in,
    codebook_out,
    coding_out,
    findings_document,
    losses,
    rows_out,
)
from feedback.coding.exchange.codebook_in import CodebookReport
from feedback.coding.exchange.codebook_out import Exported
from feedback.core.db import writing
from feedback.core.keys import keyring
from feedback.core.named_files import write

OUT = click.argument("out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
IN = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
BY = click.option("--by", "email", required=True, metavar="EMAIL", help="Who brings it.")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
Progress = Callable[[int, int], None]
_TABLES = {".xlsx": rows_out.Format.XLSX, ".csv": rows_out.Format.CSV}


@click.command("export")
@OUT
def export_codebook(out: Path) -> None:
    """Write every theme to FILE (.qdc), for other programs."""
    with writing():
        found = codebook_out.export_codebook()
    write(out, found.file)
    tell_missing(found, out)


@click.command("import")
@IN
@BY
@AS_JSON
def import_codebook(file: Path, *, email: str, as_json: bool) -> None:
    """Bring the themes to what FILE (.qdc, .qde, .qdpx) says; none is taken away."""
    with writing():
        by = working_member(email)
        report = codebook_in.import_codebook(file.read_bytes(), name=file.name, by=by)
        tell(report, as_json=as_json)


@click.command("export")
@OUT
def export_coding(out: Path) -> None:
    """Write working texts and codings to FILE: .qdpx, or one row a coding as .xlsx or .csv."""
    form = _TABLES.get(out.suffix.lower())
    with bar("Writing texts") as progress, writing():
        if form is None:
            found = coding_out.export_coding(keyring=keyring(), progress=progress)
        else:
            found = rows_out.export_rows(form, keyring=keyring(), progress=progress)
    write(out, found.file)
    tell_missing(found, out)


@click.command("export")
@OUT
@click.option("--no-quotes", is_flag=True, help="Without anybody's words.")
def export_findings(out: Path, *, no_quotes: bool) -> None:
    """Write what people say to FILE (.docx): tables, permitted quotes, how it was found."""
    with writing():
        found = findings_document.export_findings(keyring=None if no_quotes else keyring())
    write(out, found.file)
    tell_missing(found, out)


@contextmanager
def bar(label: str) -> Iterator[Progress]:
    """A progress bar where somebody looks on; what it yields is told how far it is."""
    with click.progressbar(
        length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as shown:

        def progress(done: int, total: int) -> None:
            shown.length = total
            shown.update(done - shown.pos)

        yield progress


def tell_missing(found: Exported, out: Path) -> None:
    """Say where the file is, and what is not in it."""
    click.echo(f"{out} holds {found.count}.", err=True)
    for sentence in found.missing:
        click.echo(f"  {sentence}", err=True)


def tell(report: CodebookReport, *, as_json: bool) -> None:
    """Say what became of everything in a file."""
    if as_json:
        rows = [line.to_json() for line in report.lines]
        click.echo(json.dumps({"file": report.file, **report.facts(), "rows": rows},
                              ensure_ascii=False, indent=1))  # fmt: skip
        return
    for line in report.worth_reading():
        click.echo(line.in_words())
    for sentence in (*report.summary(), *losses.of_import()):
        click.echo(sentence)
