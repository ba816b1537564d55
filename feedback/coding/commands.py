"""``youwesaid themes``, ``youwesaid codebook`` and ``youwesaid coding``."""

import json
import sys
from pathlib import Path

import click

from feedback.coding.codebook import keeping
from feedback.coding.exchange.commands import (
    export_codebook,
    export_coding,
    export_findings,
    import_codebook,
)
from feedback.coding.findings.commands import findings
from feedback.coding.tagging import training
from feedback.core.db import writing
from feedback.core.keys import keyring
from feedback.nlp.tagger import evaluation, tagging
from feedback.nlp.tagger.codebook_file import CodebookFileError
from feedback.nlp.tagger.comments_file import CommentsFileError

__all__ = ["codebook", "coding", "findings", "themes"]

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def themes() -> None:
    """Judge the tagger, or let it tag a file. Needs no site."""


@themes.command()
@click.option("--train", type=_FILE, help="CSV of coded comments to learn from (none: seed terms).")
@click.option("--test", required=True, type=_FILE, help="CSV of coded comments to be judged on.")
@click.option("--codebook", required=True, type=_FILE, help="YAML: name, themes, terms.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def evaluate(train: Path | None, test: Path, codebook: Path, as_json: bool) -> None:
    """Measure how well the tagger finds the themes that people gave."""
    try:
        figures = evaluation.evaluate(train, test, codebook)
    except (CodebookFileError, CommentsFileError) as refusal:
        raise click.ClickException(str(refusal)) from None
    if as_json:
        click.echo(json.dumps(figures, indent=2, ensure_ascii=False))
        return
    for name in ("micro_f1", "macro_f1", "samples_f1", "exact", "train_cpu_s", "ms_per_comment"):
        click.echo(f"{name:16} {figures[name]:.3f}")
    click.echo(f"{'tested':16} {figures['tested']}")
    for theme, row in figures["per_theme"].items():
        click.echo(f"  {row['f1']:.2f}  {row['support']:5d}  {theme}")
    for left in figures["left_out"]:
        click.echo(f"  left out: {left}", err=True)


@themes.command()
@click.argument("source", type=_FILE)
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--codebook", required=True, type=_FILE, help="YAML: name, themes, terms.")
@click.option("--train", type=_FILE, help="CSV of coded comments to learn from.")
def tag(source: Path, target: Path, codebook: Path, train: Path | None) -> None:
    """Write id, theme, score, band and why for the comments of SOURCE into TARGET."""
    try:
        with click.progressbar(length=1, label="Tagging", file=sys.stderr) as bar:

            def progress(done: int, total: int) -> None:
                bar.length = total
                bar.update(done - bar.pos)

            report = tagging.tag_file(
                source, target, codebook=codebook, train=train, progress=progress
            )
    except (CodebookFileError, CommentsFileError) as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(
        f"{report.tagged} of {report.read} comments have a theme; "
        f"{report.suggestions} suggestions are in {target}."
    )
    for left in report.left_out:
        click.echo(f"left out: {left}", err=True)


@click.group()
def codebook() -> None:
    """The codebook in force."""


@codebook.command("load")
@click.argument("file", type=_FILE, required=False)
def load(file: Path | None) -> None:
    """Bring the themes to what FILE says (our own codebook when none is named)."""
    with writing():
        number = keeping.load_codebook(file or keeping.OWN_CODEBOOK)
    click.echo(f"The codebook is at version {number}.")


@codebook.command()
def retrain() -> None:
    """Train this site's tagger on everything that was coded."""
    row = training.retrain(keyring=keyring())
    click.echo(f"{row.name} has learned from {row.learned_from} coded contributions.")


codebook.add_command(export_codebook)
codebook.add_command(import_codebook)


@click.group()
def coding() -> None:
    """Codings in and out: working texts with the themes that people gave."""


coding.add_command(export_coding)
findings.add_command(export_findings)
