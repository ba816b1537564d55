"""What waits, for the staff home page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.accounts.gate import current_staff
from feedback.coding import queries as coding
from feedback.coding.desk import queries as coding_desk
from feedback.coding.findings import rising
from feedback.coding.findings.rising import Change
from feedback.contributions import holding
from feedback.core import clock
from feedback.core.audience import may_open
from feedback.outbox import queries as outbox
from feedback.reading import queries as reading
from feedback.safeguarding import queries as safeguarding
from feedback.safeguarding import signals
from feedback.safeguarding.completeness import completeness
from feedback.safeguarding.showing import sum_words
from youwesaid.insights import queries as insights
from youwesaid.insights.owning import queries as owning
from youwesaid.insights.reviewing import queries as reviewing
from youwesaid.involvement import queries as involvement
from youwesaid.tracker import bulk
from youwesaid.tracker.helped import queries as helped


@dataclass(frozen=True, slots=True)
class Card:
    """One number with what it means and where it leads."""

    heading: str
    number: int
    words: str
    url: str
    more: str = ""  # said quietly, below
    is_urgent: bool = False
    key: str | None = None


def cards() -> Sequence[Card]:
    """The cards that this person may act on, in the order in which they should."""
    makers: list[tuple[str, Callable[[], Card]]] = [
        ("inbox.queue", _unread),
        ("safeguarding.listing", _concerns),
        ("safeguarding.listing", _second_looks),
        ("reviewing.for_leads", _reviews),
        ("held.listing", _held),
        ("coding.queue", _uncoded),
        ("coding.discuss", _asked),
        ("insights.listing", _waiting_insights),
        ("insights.listing", _for_sign_off),
        ("tracker_staff.ready", _ready),
        ("owning.overdue", _late),
        ("barriers.listing", _barriers),
        ("helped_staff.listing", _unhelped),
        ("joining_staff.listing", _would_join),
        ("safeguarding.help_numbers", _old_numbers),
        ("outbox.listing", _dead_letters),
    ]
    return [make() for endpoint, make in makers if may_open(endpoint)]


def rising_themes() -> Sequence[Change] | None:
    """What more people speak of than before; None for those who see no live numbers."""
    return rising.rising(clock.today(), most=3) if may_open("findings.table") else None


def _unread() -> Card:
    waiting = completeness()
    oldest = reading.oldest_unread_day()
    if oldest is None:
        words = _("Everything has been read.")
    else:
        days = reading.days_waiting(oldest)
        words = ngettext(
            "The oldest has waited %(num)s day.", "The oldest has waited %(num)s days.", days
        )
    signalled = reading.signalled_count()
    if signalled:
        words += " " + ngettext(
            "%(num)s may be about danger: it is first.",
            "%(num)s may be about danger: they are first.",
            signalled,
        )
    return Card(
        heading=_("To read"),
        number=waiting.waiting,
        words=words,
        url=url_for("inbox.queue"),
        more=sum_words(waiting),
        is_urgent=bool(signalled) or (oldest is not None and reading.is_late(oldest)),
        key="R",
    )


def _concerns() -> Card:
    overdue = safeguarding.overdue_concerns_count()
    words = _("None is late.")
    if overdue:
        words = ngettext("%(num)s is late.", "%(num)s are late.", overdue)
    return Card(
        heading=_("Open concerns"),
        number=len(safeguarding.open_concerns()),
        words=words,
        url=url_for("safeguarding.listing"),
        is_urgent=overdue > 0,
        key="W",
    )


def _second_looks() -> Card:
    return Card(
        heading=_("Second reader"),
        number=signals.looks_waiting_count(),
        words=_("One reader says that nobody is in danger. Another must agree."),
        url=url_for("safeguarding.listing", _anchor="second"),
    )


def _reviews() -> Card:
    waiting = len(reviewing.for_leads())
    return Card(
        heading=_("Words of reviewers"),
        number=waiting,
        words=_("They may be about danger. A lead reads them."),
        url=url_for("reviewing.for_leads"),
        is_urgent=waiting > 0,
    )


def _held() -> Card:
    return Card(
        heading=_("Held back"),
        number=holding.count_waiting(),
        words=_("It looked like spam. Only you can say that it is."),
        url=url_for("held.listing"),
    )


def _uncoded() -> Card:
    return Card(
        heading=_("To code"),
        number=coding.count_waiting(),
        words=_("Read, and waiting for themes."),
        url=url_for("coding.queue"),
        key="C",
    )


def _asked() -> Card:
    return Card(
        heading=_("To discuss"),
        number=coding_desk.count_asked_of(current_staff().id),
        words=_("Colleagues ask you about something that was said."),
        url=url_for("coding.discuss"),
        key="D",
    )


def _waiting_insights() -> Card:
    return Card(
        heading=_("Insights without an answer"),
        number=len(insights.waiting_insights()),
        words=_("People said it, and nobody has answered yet."),
        url=url_for("insights.listing"),
        key="I",
    )


def _for_sign_off() -> Card:
    return Card(
        heading=_("Answers to sign"),
        number=len(insights.answers_for_sign_off()),
        words=_("Somebody else must have written them."),
        url=url_for("insights.listing", show=insights.Standing.SIGN_OFF.value),
        key="S",
    )


def _ready() -> Card:
    return Card(
        heading=_("Ready to publish"),
        number=sum(each.hindrance is None for each in bulk.candidates()),
        words=_("Signed by a second person, and nothing is in the way."),
        url=url_for("tracker_staff.ready"),
        key="P",
    )


def _late() -> Card:
    late = owning.late(clock.today())
    return Card(
        heading=_("Overdue answers"),
        number=len(late),
        words=_("A day that we promised has gone by. Remind those who own it."),
        url=url_for("owning.overdue"),
        is_urgent=bool(late),
        key="L",
    )


def _unhelped() -> Card:
    return Card(
        heading=_("People say it did not help"),
        number=len(helped.unhelped()),
        words=_("Somebody has said no since an editor last looked."),
        url=url_for("helped_staff.listing"),
    )


def _would_join() -> Card:
    waiting = involvement.new_interest_count()
    return Card(
        heading=_("Would like to take part"),
        number=waiting,
        words=_("They said yes to an invitation, and nobody has reached them yet."),
        url=url_for("joining_staff.listing"),
        is_urgent=bool(waiting),
    )


def _barriers() -> Card:
    return Card(
        heading=_("In the way"),
        number=len(insights.barriers_open()),
        words=_("What holds up an answer or a plan item, on its way up."),
        url=url_for("barriers.listing"),
    )


def _old_numbers() -> Card:
    old = safeguarding.old_help_lines()
    return Card(
        heading=_("Help numbers to check"),
        number=len(old),
        words=_("Nobody has checked them for half a year."),
        url=url_for("safeguarding.help_numbers"),
        is_urgent=bool(old),
    )


def _dead_letters() -> Card:
    return Card(
        heading=_("Letters that could not be sent"),
        number=len(outbox.dead()),
        words=_("They were tried for a day."),
        url=url_for("outbox.listing"),
    )
