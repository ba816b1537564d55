"""``youwesaid contributions``: bringing a file in, taking working texts out."""

import json
import sys
from pathlib import Path

import click

from feedback.accounts.queries import working_member
from feedback.core import i18n
from feedback.core.keys import keyring
from feedback.reading.exporting import export_csv
from feedback.reading.importing import FileSource, import_csv
from feedback.reading.mapping import Mapping
from feedback.reading.reports import OUTCOME_WORDS, ImportReport
from feedback.reading.rows import Outcome

MOST_SHOWN = 20  # refused rows in words; --json has them all
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_WRITTEN = i18n.written_languages([language.code for language in i18n.ALL_LANGUAGES])


@click.group()
def contributions() -> None:
    """Bring in what people said, or take out working texts."""


@contributions.command("import")
@click.argument("file", type=_FILE)
@click.option("--text", required=True, metavar="COLUMN", help="What was said.")
@click.option("--id", default="", metavar="COLUMN", help="The file's own id of a row.")
@click.option("--question", default="", metavar="COLUMN", help="The question it answers.")
@click.option("--language-column", default="", metavar="COLUMN", help="Its language.")
@click.option("--received", default="", metavar="COLUMN", help="The day on which it came.")
@click.option("--topic", default="", metavar="COLUMN", help="What it is about.")
@click.option("--channel", default="", metavar="COLUMN", help="How it came.")
@click.option("--labels", default="", metavar="COLUMN", help="Themes that it has, with | between.")
@click.option("--new-themes", is_flag=True, help="Make a draft theme of each unknown label.")
@click.option("--by", "email", default="", metavar="EMAIL", help="Who brings the labels.")
@click.option(
    "--language",
    type=click.Choice(_WRITTEN),
    default="en",
    show_default=True,
    help="Language of rows that do not say theirs and do not show it.",
)
@click.option("--source", default="", help="Name of the file or list; its own name if left out.")
@click.option(
    "--already-redacted",
    is_flag=True,
    help="Published, anonymised material: it needs nobody to read it, unless a phrase is met.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as JSON.")
def import_(
    file: Path,
    *,
    language: str,
    source: str,
    already_redacted: bool,
    new_themes: bool,
    email: str,
    as_json: bool,
    **heads: str,
) -> None:
    """Take in the rows of a FILE (CSV or workbook). Running it again takes nothing twice."""
    heads["language"] = heads.pop("language_column")
    from_file = FileSource(
        name=source or file.stem,
        mapping=Mapping(**heads),
        language=language,
        already_redacted=already_redacted,
        new_themes=new_themes,
    )
    by = working_member(email) if email else None
    with click.progressbar(
        length=1, label="Taking in rows", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        report = import_csv(file, source=from_file, keyring=keyring(), by=by, progress=progress)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        _tell(report)


@contributions.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
def export(out: Path | None) -> None:
    """Write the working texts as CSV, with their themes; cells are made safe for spreadsheets."""
    made = export_csv(keyring=keyring())
    if out is None:
        click.echo(made.table, nl=False)
        return
    out.touch(mode=0o600)
    out.write_text(made.table, encoding="utf-8-sig", newline="")
    click.echo(f"{made.count} working texts are in {out}.", err=True)


def _tell(report: ImportReport) -> None:
    counts = report.counts()
    click.echo(f"{report.source}: {counts['rows']} rows")
    for outcome, words in OUTCOME_WORDS.items():
        click.echo(f"  {words}: {counts[outcome.value]}")
    if report.codings or report.drafts:
        click.echo(f"  themes given: {report.codings}; draft themes made: {report.drafts}")
    for label, rows in report.unknown_labels()[:MOST_SHOWN]:
        click.echo(f"  label that is no theme: {label} ({rows})")
    refused = report.with_outcome(Outcome.REFUSED)
    for row in refused[:MOST_SHOWN]:
        named = f" ({row.ref})" if row.ref else ""
        click.echo(f"  line {row.line}{named}: {'; '.join(map(str, row.why()))}")
    if len(refused) > MOST_SHOWN:
        click.echo(f"  and {len(refused) - MOST_SHOWN} more: --json lists all of them")
