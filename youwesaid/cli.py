"""The command ``youwesaid``. Exit status: 0 done, 1 refused in words, 2 misused."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError

from feedback.accounts.commands import staff
from feedback.coding.codebook import keeping
from feedback.coding.commands import codebook, coding, findings, themes
from feedback.core import errors, migrating
from feedback.core.audience import Side
from feedback.core.errors import Refused
from feedback.core.sealing import CannotOpen, KeyMissing
from feedback.core.settings import SettingError, Settings, described
from feedback.core.tables import UnreadableTable
from feedback.reading.coded_commands import import_coding
from feedback.reading.commands import contributions
from surveys.commands import survey
from youwesaid import checks, founding, processes, wsgi
from youwesaid.app import worker_app
from youwesaid.demo.command import demo
from youwesaid.packs.commands import pack
from youwesaid.plans.commands import plan
from youwesaid.tracker.sharing.commands import data

#: What a command may refuse with; anything else is a fault of ours and says so.
REFUSALS = (
    SettingError,
    KeyMissing,
    CannotOpen,
    UnreadableTable,
    Refused,
    founding.AlreadyFounded,
    wsgi.WillNotStart,
)
_WITHOUT_SITE = {"demo", "init", "check", "serve", "worker", "settings", "themes", "migrate"}
_HELP = {"-h", "--help"}


class Commands(click.Group):
    """Turns refusals into one sentence and exit status 1, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command inside the site's application where it needs one."""
        try:
            name = (ctx._protected_args or ctx.args or [""])[0]  # noqa: SLF001
            is_misused = name not in self.commands
            if is_misused or name in _WITHOUT_SITE or _HELP & set(sys.argv):
                return super().invoke(ctx)
            settings = Settings.load()
            wsgi.refuse_faults(settings, private=True)
            with worker_app(settings).app_context():
                return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as problem:  # noqa: BLE001 - people read a sentence, whatever it is
            raise click.ClickException(in_words(problem)) from None


def in_words(problem: Exception) -> str:
    """One sentence about what stopped a command; never what people wrote."""
    if isinstance(problem, REFUSALS):
        return str(problem) or type(problem).__name__
    if isinstance(problem, SQLAlchemyError):
        cause = type(getattr(problem, "orig", problem)).__name__
        return f"The database did not answer ({cause}): run `youwesaid check`."
    if isinstance(problem, OSError) and problem.filename:
        return f"{problem.filename} cannot be used: {problem.strerror}."
    return f"This is a fault of ours, please report it: {errors.place_of(problem)}."


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="youwesaid")
def main() -> None:
    """YouWeSaid: what people said, what we did, and the proof.

    YOUWESAID_DATA names the data folder (./instance when it is not set).
    """


@main.command()
@click.option("--no-input", is_flag=True, help="Ask nothing; take settings from the environment.")
@click.option(
    "--codebook",
    default="own",
    show_default=True,
    metavar="own|empty|FILE",
    help="The themes to start with: ours, none yet, or those of a file (.yaml, .qdc).",
)
def init(no_input: bool, codebook: str) -> None:
    """Make a new site in the data folder: keys, settings, database."""
    settings = Settings.load()
    starting = {"own": keeping.OWN_CODEBOOK, "empty": None}.get(codebook, Path(codebook))
    if starting is not None and not starting.is_file():
        raise click.BadParameter(f"{codebook} is no file.", param_hint="--codebook")
    written = {}
    asked = {
        "PARTNERSHIP": ("Full name of the partnership", settings.partnership),
        "PARTNERSHIP_SHORT": ("Short name", settings.partnership_short),
        "NATION": ("Nation (england, scotland, wales, northern_ireland)", settings.nation),
        "PUBLIC_URL": ("Address of the public side", settings.public_url),
        "STAFF_URL": ("Address of the staff side", settings.staff_url),
    }
    for name, (question, default) in asked.items():
        given = default if no_input else click.prompt(question, default=default)
        written[f"YOUWESAID_{name}"] = str(given)
    if settings.database:
        written["YOUWESAID_DATABASE"] = settings.database
    founding.found(settings, written=written, codebook=starting)
    click.echo(f"A new site is in {settings.data}.")
    click.echo(f"Back up {settings.keys} now, apart from the database: lost keys are lost words.")
    click.echo("Next: youwesaid staff add --help, youwesaid check, youwesaid serve public.")


@main.command()
def migrate() -> None:
    """Bring the tables to the newest revision (back up first)."""
    founding.migrate(Settings.load())
    click.echo(f"The tables are at revision {migrating.newest()}.")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@click.option("--public", is_flag=True, help="Check what the public side needs, without keys.")
def check(as_json: bool, public: bool) -> None:
    """Look at the running engine, keys, files, addresses, mail, tables and clock."""
    findings = checks.check(Settings.load(), private=not public)
    if as_json:
        rows = [{"about": f.about, "weight": f.weight, "words": f.words} for f in findings]
        click.echo(json.dumps(rows, indent=2))
    else:
        for finding in findings:
            click.echo(f"{finding.weight:7} {finding.about:11} {finding.words}")
    if checks.refusals(findings):
        raise SystemExit(1)


@main.command()
@click.argument("side", type=click.Choice([side.value for side in Side]))
@click.option("--bind", default=None, help="Address and port, such as 127.0.0.1:8000.")
@click.option("--workers", default=2, show_default=True, help="Processes.")
@click.option("--threads", default=4, show_default=True, help="Threads in each process.")
def serve(side: str, bind: str | None, workers: int, threads: int) -> None:
    """Serve the public or the staff side (behind a proxy that terminates TLS)."""
    chosen = Side(side)
    port = 8000 if chosen is Side.PUBLIC else 8001
    processes.serve(
        chosen,
        Settings.load(),
        bind=bind or f"127.0.0.1:{port}",
        workers=workers,
        threads=threads,
    )


@main.command()
def worker() -> None:
    """Screen what arrives, send letters, retrain the tagger."""
    processes.work(Settings.load())


@main.command("settings")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
def show_settings(as_json: bool) -> None:
    """List every setting: name, default, what it is for, and the value in force."""
    in_force = Settings.load()
    rows = []
    for name, default, about, secret in described():
        value = getattr(in_force, name.removeprefix("YOUWESAID_").lower())
        shown = ",".join(value) if isinstance(value, tuple) else str(value)
        hidden = "(set)" if secret and shown else shown
        rows.append({"name": name, "value": hidden, "default": default, "about": about})
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    for row in rows:
        click.echo(f"{row['name']}={row['value']}\n    {row['about']} (default: {row['default']})")


coding.add_command(import_coding)
for group in (
    demo,
    staff,
    plan,
    survey,
    contributions,
    themes,
    codebook,
    coding,
    findings,
    pack,
    data,
):
    main.add_command(group)
