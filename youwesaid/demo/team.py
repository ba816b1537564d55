"""What the invented team does beside reading: numbers to call, a sample coded twice, a quarter."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from feedback.coding.agreement import drawing, queries, services
from feedback.coding.agreement.drawing import Aim
from feedback.coding.desk import notes
from feedback.coding.findings import snapshots
from feedback.contributions.models import Contribution
from feedback.core import clock
from feedback.core.templating import settings
from feedback.safeguarding import sheets
from feedback.safeguarding.models import Level
from youwesaid.demo.days import Act
from youwesaid.demo.voices import Voices

_SAMPLE = 24  # contributions
_EVERY = 4  # of which the second coder sees it differently
_OTHERWISE = "kept_informed"
_SHEETS = (
    ("Council", "Adult support duty worker", "01632 960201", (Level.L2, Level.L4)),
    ("Police", "Public protection desk", "01632 960202", (Level.L4, Level.ATTACK)),
    ("NHS", "Complaints and advice", "01632 960203", (Level.L1,)),
    ("NHS", "Service manager on call", "01632 960204", (Level.L3,)),
)


def acts(voices: Voices) -> Iterator[Act]:
    """The last days of the story: the numbers first, then the sample, then what is asked."""
    today = clock.today()
    yield Act(today - timedelta(days=3), 8, partial(_keep_sheets, voices))
    yield Act(today - timedelta(days=1), 8, partial(_code_twice, voices))
    yield Act(today, 8, partial(_mark_and_ask, voices))
    yield Act(today, 9, _close_the_quarter)


def _keep_sheets(voices: Voices) -> None:
    for partner, role, number, levels in _SHEETS:
        line = sheets.Line(
            partner=partner,
            role=role,
            number=number,
            hours="9 to 5",
            out_of_hours_number="01632 960299",
            levels=levels,
        )
        sheets.keep(line, by=voices.staff["lead"])


def _code_twice(voices: Voices) -> None:
    # What nobody has coded yet falls to the second reader, so that the lead may see the figures.
    first, second = voices.staff["second-lead"], voices.staff["coder"]
    aim = Aim(
        themes=(),
        share=None,
        least=0.6,
        first_coder=first.id,
        second_coder=second.id,
        number=_SAMPLE,
    )
    sample = drawing.draw(aim, by=voices.staff["lead"])
    for number, pair in enumerate(queries.pairs_of(queries.entries_of(sample))):
        if pair.first is None:
            continue
        keys = set(pair.first.themes)
        if number % _EVERY == 0:
            keys = {_OTHERWISE} ^ keys
        services.keep_second_answer(pair.entry, keys=sorted(keys), by=second)


def _mark_and_ask(voices: Voices) -> None:
    coded = [voices.contribution(key) for key in sorted(voices.ids)]
    readable = [each for each in coded if _may_be_marked(each)]
    for contribution in readable[:3]:
        notes.mark_quote(contribution, at=None, by=voices.staff["lead"])
    if readable:
        notes.ask(
            readable[-1],
            "Is this about being kept informed, or about the letter itself?",
            of=voices.staff["lead"],
            by=voices.staff["coder"],
            keyring=voices.keyring,
        )


def _may_be_marked(contribution: Contribution) -> bool:
    return contribution.working_sealed is not None and not contribution.restricted


def _close_the_quarter() -> None:
    snapshots.make_if_due(threshold=settings().count_threshold)
