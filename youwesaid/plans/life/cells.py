"""Values as people write them into the cells of a table; each refusal is a sentence."""

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import gettext as _

from feedback.core import text as texts
from feedback.core.errors import Refused
from feedback.core.tables import disarmed
from youwesaid.plans.models import Plan, PlanItem

_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"", "no", "n", "false", "0"})


class UnreadableCell(Refused):
    """A cell that cannot be understood; the message says what would be."""


def words(cell: str) -> str:
    """The text of a cell, freed of the mark that keeps spreadsheets from running it."""
    bare = cell[1:] if cell.startswith("'") and disarmed(cell[1:]) != cell[1:] else cell
    return texts.clean(bare)


def day(cell: str) -> date | None:
    """A day, such as 2026-03-14 or 14/03/2026; None for a blank cell."""
    given = words(cell)
    if not given:
        return None
    for pattern in _DAYS:
        try:
            return datetime.strptime(given, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise UnreadableCell(_("“%(given)s” is no day: write it as 2026-03-14.", given=given[:40]))


def number(cell: str) -> float | None:
    """A number; None for a blank cell."""
    given = words(cell)
    if not given:
        return None
    try:
        return float(given.replace(",", "").rstrip("% "))
    except ValueError:
        raise UnreadableCell(
            _("“%(given)s” is no number: put words in the column for words.", given=given[:40])
        ) from None


def yes(cell: str) -> bool:
    """Whether a cell says yes."""
    given = words(cell).casefold()
    if given in _YES | _NO:
        return given in _YES
    raise UnreadableCell(_("“%(given)s” is neither yes nor no.", given=given[:40]))


def one_of(cell: str, known: Sequence[str]) -> str:
    """One of the words that are known, in whatever case; empty for a blank cell."""
    given = words(cell)
    found = next((each for each in known if each.casefold() == given.casefold()), None)
    if given and found is None:
        raise UnreadableCell(
            _(
                "“%(given)s” is not one of these: %(known)s.",
                given=given[:40],
                known=", ".join(known),
            )
        )
    return found or ""


def item_named(plan: Plan, cell: str, *, among: Sequence[PlanItem] | None = None) -> PlanItem:
    """The item that a cell names: by its id, its printed reference or its words."""
    given = words(cell)
    candidates = among if among is not None else [e for e in plan.items if e.gone_on is None]
    found = [each for each in candidates if given and given in {each.key, each.ref, each.wording}]
    exact = [each for each in found if each.key == given] or found
    if len(exact) == 1:
        return exact[0]
    if exact:
        raise UnreadableCell(
            _("“%(given)s” names more than one part of the plan: use its id.", given=given[:40])
        )
    raise UnreadableCell(_("The plan has nothing called “%(given)s”.", given=given[:40]))


def items_named(plan: Plan, cell: str) -> list[PlanItem]:
    """The items that a cell names, with semicolons between them, in the order of the plan."""
    found = {item_named(plan, name).id for name in words(cell).split(";") if name.strip()}
    return [each for each in plan.items if each.id in found]
