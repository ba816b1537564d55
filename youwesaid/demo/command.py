"""``youwesaid demo``: everything on this machine, with invented words."""

import os
import shutil
from pathlib import Path

import click

from feedback.core.settings import PREFIX, Settings
from youwesaid import founding, processes
from youwesaid.demo import loading, people
from youwesaid.demo.people import SignIn
from youwesaid.wsgi import WillNotStart

_EXAMPLE = {
    "PARTNERSHIP": "Dumfries and Galloway Public Protection Partnership",
    "PARTNERSHIP_SHORT": "D&G PPP",
    "NATION": "scotland",
    "AREA": "dumfries_galloway",
    "PHONE": "01632 960 123",
    "EMAIL": "listening@example.org",
    "INVENTED": "true",
}


@click.command()
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Data folder (demo inside the usual one).",
)
@click.option("--port", default=8000, show_default=True, help="Port of the public side.")
@click.option("--staff-port", default=8001, show_default=True, help="Port of the staff side.")
@click.option(
    "--plan",
    type=click.Choice(loading.plan_names()),
    default=loading.OWN_PLAN,
    show_default=True,
    help="Which example plan to load.",
)
@click.option("--empty", is_flag=True, help="No invented contributions: staff, plan and survey.")
@click.option("--reset", is_flag=True, help="Throw the earlier demonstration away first.")
@click.option(
    "--ready-file",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Write a JSON file with addresses and sign-ins once both sides answer.",
)
def demo(
    data: Path | None,
    port: int,
    staff_port: int,
    plan: str,
    empty: bool,
    reset: bool,
    ready_file: Path | None,
) -> None:
    """Run the public side, the staff side and the worker with an invented example."""
    folder = data or Path(os.environ.get(f"{PREFIX}DATA", "instance")) / "demo"
    if ready_file is not None:
        ready_file.unlink(missing_ok=True)
    if reset:
        _throw_away(folder)
    addresses = {
        f"{PREFIX}PUBLIC_URL": f"http://127.0.0.1:{port}",
        f"{PREFIX}STAFF_URL": f"http://127.0.0.1:{staff_port}",
    }
    environ = {**os.environ, **addresses}
    sign_ins = people.kept(folder) or _make(folder, environ, plan=plan, empty=empty)
    os.environ.update(addresses)
    settings = Settings.load(data=folder, environ=environ)
    family = processes.Family.start(
        settings,
        [
            ["serve", "public", "--bind", f"127.0.0.1:{port}", "--workers", "1"],
            ["serve", "staff", "--bind", f"127.0.0.1:{staff_port}", "--workers", "1"],
            ["worker"],
        ],
    )
    if not all(
        processes.answers(url) for url in (f"{settings.public_url}/healthz", settings.staff_url)
    ):
        family.stop()
        raise WillNotStart("The demonstration did not start: the lines above say why.")
    _say(settings, sign_ins)
    if ready_file is not None:
        processes.write_ready_file(ready_file, _ready(settings, sign_ins))
    status = family.wait()
    if ready_file is not None:
        ready_file.unlink(missing_ok=True)
    click.echo("Stopped. Everything is kept for the next time.")
    raise SystemExit(status)


def _make(folder: Path, environ: dict[str, str], *, plan: str, empty: bool) -> list[SignIn]:
    settings = Settings.load(data=folder, environ=environ)
    click.echo("Making a new demonstration …")
    app = founding.found(
        settings, written={f"{PREFIX}{name}": value for name, value in _EXAMPLE.items()}
    )
    # The settings file exists only now: read it, so that the example is loaded under it.
    app.extensions["settings"] = Settings.load(data=folder, environ=environ)
    with click.progressbar(length=100, label="Telling the invented story") as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        sign_ins = loading.load(app, plan=plan, empty=empty, progress=progress)
    people.keep(folder, sign_ins)
    return sign_ins


def _throw_away(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not people.kept(folder) and not _is_unfinished(folder):
            raise WillNotStart(f"{folder} is not a demonstration: it was not thrown away.")
        shutil.rmtree(folder)


def _is_unfinished(folder: Path) -> bool:
    """A demonstration that was stopped while it was being made: it says that it is invented."""
    written = folder / "youwesaid.env"
    return written.is_file() and f'{PREFIX}INVENTED="true"' in written.read_text(encoding="utf-8")


def _ready(settings: Settings, sign_ins: list[SignIn]) -> dict[str, object]:
    return {
        "public": settings.public_url,
        "staff": settings.staff_url,
        "sign_ins": [
            {
                "name": each.name,
                "roles": each.roles,
                "email": each.email,
                "password": each.password,
                "totp_secret": each.totp_secret,
                "code": each.present_code(),
            }
            for each in sign_ins
        ],
    }


def _say(settings: Settings, sign_ins: list[SignIn]) -> None:
    click.echo(f"\nPublic side: {settings.public_url}\nStaff side:  {settings.staff_url}\n")
    click.echo("Sign in as (for this demonstration only; a code works for half a minute):")
    for each in sign_ins:
        click.echo(f"  {each.name}\n    e-mail {each.email}  password {each.password}")
        click.echo(f"    authenticator secret {each.totp_secret}  code now {each.present_code()}")
    click.echo("\nCtrl-C stops it and keeps everything.")
