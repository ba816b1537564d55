"""Words of a pack with the language that they are in, and speaking its language meanwhile."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from babel import Locale
from babel.lists import format_list
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _

from feedback.core import i18n
from feedback.core.i18n import Language
from youwesaid.packs.blocks import Cell, Words
from youwesaid.plans.models import Plan, PlanItem
from youwesaid.plans.wording import named
from youwesaid.tracker.contents import in_language


@contextmanager
def speaking(code: str) -> Iterator[Language]:
    """Everything inside is said in the language *code*."""
    before = i18n.current_language()
    language = i18n.speak(code)
    try:
        with force_locale(Locale.parse(language.locale)):
            yield language
    finally:
        i18n.speak(before.code)


def ours(text: object) -> Words:
    """Furniture: in the language of the pack."""
    return Words(str(text), i18n.current_language())


def cell(*texts: object) -> Cell:
    """Lines of one place in a table; furniture is marked as such, what is empty is left out."""
    lines = (each if isinstance(each, Words) else ours(each) for each in texts if each)
    return tuple(line for line in lines if line.text)


def heads(*texts: object) -> tuple[Words, ...]:
    """The first row of a table."""
    return tuple(ours(text) for text in texts)


def spoken(texts: Mapping[str, str]) -> Words:
    """A text that there is in several languages: in the pack's, else in English."""
    text, code = in_language(texts, i18n.current_language().code)
    return Words(text, i18n.BY_CODE[code])


def printed(plan: Plan, text: str) -> Words:
    """Words of a plan, in the language in which it is written."""
    return Words(text, plan_language(plan))


def plan_language(plan: Plan) -> Language:
    """The language of a plan's own words: English unless its file says otherwise."""
    code = str(plan.document.get("plan", {}).get("language") or "en")
    return i18n.BY_CODE.get(code, i18n.BY_CODE["en"])


def item_cell(item: PlanItem) -> Cell:
    """A plan item by its own label and reference, under what it stands under."""
    above = item.parent
    lines = [printed(item.plan, named(above))] if above is not None else []
    return (*lines, printed(item.plan, item_line(item)))


def items_cell(items: Sequence[PlanItem]) -> Cell:
    """Several plan items in one place of a table; what they stand under is said once."""
    lines: list[Words] = []
    told: set[PlanItem] = set()
    for item in items:
        above = item.parent
        if above is not None and above not in told:
            lines.append(printed(item.plan, named(above)))
            told.add(above)
        told.add(item)
        lines.append(printed(item.plan, item_line(item)))
    return tuple(lines) or cell(_("No item of this plan"))


def item_line(item: PlanItem) -> str:
    """A plan item in one line: its label with its reference, and its wording."""
    name = named(item)
    if item.wording in {item.ref, item.key, name}:
        return name
    return str(_("%(name)s: %(wording)s", name=name, wording=item.wording))


def listed(texts: Sequence[str]) -> str:
    """Names in a row, joined as the language does it."""
    return format_list(list(texts), locale=get_locale() or "en") if texts else ""


def dated(label: str, day: str) -> str:
    """A day with what it is, such as "Decided: 3 Mar 2026"."""
    return str(_("%(label)s: %(day)s", label=label, day=day))
