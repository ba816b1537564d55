"""What stands at the beginning and the end: what is asked of the readers, and what numbers mean."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback.core.templating import settings
from youwesaid.packs import queries
from youwesaid.packs.blocks import Block, Bullets, Heading, Note, Paragraph, Table, Words
from youwesaid.packs.record import DONE, NOT_DONE, PLANNED, Record, late
from youwesaid.packs.telling import cell, heads, item_cell, listed, ours, printed, spoken
from youwesaid.plans.life import reporting
from youwesaid.plans.models import ItemType

#: Where the answer to a printed question of a review stands in the pack.
_ANSWERED_BY = (
    (r"\bdone\b|progress|achiev", _l("What we did")),
    (r"hard|challeng|difficult|barrier", _l("What holds things up")),
    (r"data|measure|number|evidence", _l("What we heard")),
    (r"difference|help|impact", _l("Did it help?")),
    (r"fit|purpose|still|relevant", _l("Items of the plan that have no voice yet")),
)


def recommendations(record: Record) -> list[Block]:
    """What the readers are asked to note, and what the plan itself recommends."""
    receivers = record.route.receivers
    blocks: list[Block] = [Heading(1, ours(_("Recommendations")))]
    asked = (
        _("%(group)s is asked to note:", group=listed(receivers))
        if receivers
        else _("The readers are asked to note:")
    )
    blocks += [Paragraph(ours(asked)), Bullets(_to_note(record), is_numbered=True)]
    own = [
        item
        for item in record.items
        if item.type is ItemType.ACTION and item.details.get("kind") == "recommendation"
    ]
    if own:
        columns = heads(_("Recommendation of the plan"), _("To whom it is given"))
        rows = [(item_cell(item)[-1:], cell(item.owner or _("The plan does not say")))
                for item in own]  # fmt: skip
        caption = ours(_("What the plan itself recommends"))
        blocks.append(Table("recommendations", caption, columns, rows))
    return blocks


def questions(record: Record) -> list[Block]:
    """What the plan's own review asks, and where in this pack something about it stands."""
    route = record.route
    blocks: list[Block] = [Heading(1, ours(_("What this review asks")))]
    if route.review:
        blocks.append(Paragraph(printed(record.plan, route.review)))
    if route.when:
        blocks.append(Paragraph(ours(_("The plan says when: %(when)s", when=route.when))))
    if not route.asks:
        words = _("The plan prints no questions for a review. The usual one is: does it help?")
        return [*blocks, Paragraph(ours(words))]
    held = _answered(record)
    rows = [
        (
            (printed(record.plan, asked),),
            cell(*(spoken({"en": answer}) for answer in held.get(asked, ())))
            or cell(_("Not answered yet")),
            cell(_where(asked)),
        )
        for asked in route.asks
    ]
    columns = heads(
        _("Question of the plan"), _("What the review found"), _("Where to look in this report")
    )
    caption = ours(_("Questions of the review"))
    return [*blocks, Table("questions", caption, columns, rows)]


def _answered(record: Record) -> dict[str, list[str]]:
    """By question, what reviews held in this time answered to it."""
    found: dict[str, list[str]] = {}
    period = record.asked.period
    for review in reporting.reviews_between(record.plan, period.start, record.until):
        for asked, answer in review.asked if review.held_on else ():
            if answer:
                found.setdefault(asked, []).append(answer)
    return found


def meaning(_record: Record) -> list[Block]:
    """How to read the numbers."""
    few = _(
        "A number under %(number)s is not shown: it could point at somebody. Other numbers are "
        "rounded to the nearest 5.",
        number=settings().count_threshold,
    )
    quarters = _(
        "Numbers of themes and of groups are counted once a quarter, from the beginning. A number "
        "stays the same until it has moved by so many people that the change points at nobody."
    )
    notes = [
        few,
        quarters,
        _("Do not add numbers up: one person can have said several things."),
        _("Many people did not speak. A small number does not mean that something is rare."),
        _("What people said and what was answered stands here as it is public."),
        _("Items of the plan stand here with the plan's own words and references."),
    ]
    return [
        Heading(1, ours(_("What the numbers mean"))),
        *(Note(ours(note)) for note in notes),
    ]


def _to_note(record: Record) -> list[Words]:
    silent = queries.silent_items(record.plan)
    without = sum(1 for item in record.items if item.id in silent)
    counted = {
        name: sum(1 for told in record.told for _a in told.answers(kinds))
        for name, kinds in (("done", DONE), ("planned", PLANNED), ("no", NOT_DONE))
    }
    said, overdue = len(record.told), len(late(record))
    lines = [
        ngettext(
            "what people said: %(num)s thing that was published and answered",
            "what people said: %(num)s things that were published and answered",
            said,
        ),
        _(
            "what was answered: %(done)s done, %(planned)s planned and not done yet, "
            "%(no)s not done, with reasons",
            **counted,
        ),
        ngettext(
            "that %(num)s public promise is late",
            "that %(num)s public promises are late",
            overdue,
        ),
        ngettext(
            "that %(num)s item of the plan has no voice yet",
            "that %(num)s items of the plan have no voice yet",
            without,
        ),
    ]
    return [ours(line) for line in lines]


def _where(asked: str) -> str:
    found = (part for mark, part in _ANSWERED_BY if re.search(mark, asked, re.IGNORECASE))
    return str(next(found, _l("Progress, item by item")))
