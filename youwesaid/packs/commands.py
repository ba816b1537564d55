"""The command ``youwesaid pack``: a report for a meeting, as a file."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import NoResultFound

from feedback.core import clock
from feedback.core.i18n import switched_on
from feedback.core.named_files import NamedFile, write
from surveys.versions import queries as surveys
from surveys.versions.models import Survey
from youwesaid.packs import services
from youwesaid.packs.formats.files import Format
from youwesaid.packs.forms import usual_period
from youwesaid.packs.kinds import PackKind
from youwesaid.packs.periods import EndsBeforeItBegins, Period
from youwesaid.packs.record import Asked
from youwesaid.plans import queries as plans
from youwesaid.plans.models import Plan

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("kind", type=click.Choice([each.value for each in PackKind]))
@click.option("--plan", "plan_key", metavar="ID", help="The plan; the one in force if not said.")
@click.option("--from", "first", type=_DAY, help="The first day, such as 2026-01-01.")
@click.option("--to", "last", type=_DAY, help="The last day.")
@click.option("--format", "how", type=click.Choice([each.value for each in Format]),
              default=Format.DOCX.value, show_default=True)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.option("--group", metavar="ID", help="The group of the plan that gives this report.")
@click.option("--survey", "slug", metavar="SLUG", help="For a consultation: the survey.")
@click.option("--language", default="en", show_default=True, metavar="CODE")
def pack(kind: str, out: Path | None, how: str, **given: Any) -> None:
    """Make a report for a meeting: guarded numbers, only what is public.

    Without days it is about the last whole quarter, half-year or year.
    """
    plan = _plan(given["plan_key"])
    asked = Asked(
        kind=PackKind(kind),
        plan=plan,
        period=_period(PackKind(kind), plan, given["first"], given["last"]),
        language=_language(given["language"]),
        group=_group(plan, given["group"]),
        survey=_survey(PackKind(kind), given["slug"]),
    )
    made = services.make_pack(asked, how=Format(how))
    _write(out or Path(made.name), made)


def _plan(key: str | None) -> Plan:
    known = plans.plans()
    found = next((each for each in known if key in {None, each.key}), None)
    if found is None:
        keys = ", ".join(each.key for each in known) or "-"
        raise click.ClickException(f"There is no plan {key or 'yet'}. There are: {keys}.")
    return found


def _period(kind: PackKind, plan: Plan, first: datetime | None, last: datetime | None) -> Period:
    usual = usual_period(kind, plan, clock.today())
    start = first.date() if first else usual.start
    end = last.date() if last else usual.end
    try:
        return Period(start, end)
    except EndsBeforeItBegins:
        raise click.BadParameter("The last day comes before the first.") from None


def _language(code: str) -> str:
    codes = [each.code for each in switched_on()]
    if code not in codes:
        raise click.BadParameter(f"{code} is not switched on. There are: {', '.join(codes)}.")
    return code


def _group(plan: Plan, key: str | None) -> str | None:
    keys = [each.key for each in plans.groups(plan)]
    if key is not None and key not in keys:
        raise click.BadParameter(f"The plan has no group {key}. It has: {', '.join(keys)}.")
    return key


def _survey(kind: PackKind, slug: str | None) -> Survey | None:
    if kind is not PackKind.CONSULTATION:
        return None
    if slug is None:
        raise click.UsageError("A consultation says which survey it was: --survey SLUG.")
    try:
        return surveys.survey_by_slug(slug)
    except NoResultFound:
        raise click.ClickException(f"There is no survey {slug}.") from None


def _write(out: Path, made: NamedFile) -> None:
    try:
        write(out, made)
    except OSError as problem:
        raise click.ClickException(f"{out} cannot be written: {problem.strerror}.") from None
    click.echo(f"{made.name} is written to {out}.")
