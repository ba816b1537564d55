"""What the coding pages show, put together from queries: texts opened, counts guarded.

Another room that lets people code (a blind second coding) shows the same desk:

    form = DeskForm()                                    # feedback.coding.desk.forms
    shown = showing.desk(contribution, keyring(), for_coder=staff.id, blind=True)
    if request.method == "POST":
        decided = deciding.decide(form, shown, by=staff, keyring=keyring())
        # decided.what: SAVED (codings are written), STAY, WORRIED
    render_template("coding/desk.html", form=form, shown=shown, post_to=url_for(...))

With *blind* there are no suggestions, no other coder's themes, no tone and no undo across
contributions on it; the codings are stamped as made blind in the facts of their change-set.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from feedback.coding import queries
from feedback.coding.models import Coding, Suggestion, Theme
from feedback.coding.tagging import suggesting
from feedback.coding.wording import language_of
from feedback.contributions import opening
from feedback.contributions.models import Contribution
from feedback.contributions.queries import question_asked
from feedback.core.i18n import Language, current_language
from feedback.core.sealing import Keyring
from feedback.nlp import tone


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggestion as the desk shows it; *number* is the key that ticks it."""

    number: int
    theme: Theme
    suggestion: Suggestion
    why: Sequence[str]


@dataclass(frozen=True, slots=True)
class Group:
    """A parent theme with its children."""

    parent: Theme
    children: Sequence[Theme]


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on the coding desk."""

    contribution: Contribution
    text: str
    english: str
    language: Language
    tone: str | None
    question: str
    offers: Sequence[Offer]
    groups: Sequence[Group]
    ticked: frozenset[str]
    others: Sequence[Coding]
    waiting: int
    blind: bool


def desk(
    contribution: Contribution, keyring: Keyring, *, for_coder: uuid.UUID, blind: bool = False
) -> Desk:
    """The desk for one contribution, as one coder sees it; *blind*: with nobody else's view."""
    text = opening.working_text(contribution, keyring)
    codings = queries.codings_of(contribution.id)
    mine = frozenset(coding.theme.key for coding in codings if coding.coder_id == for_coder)
    offers = [
        Offer(number, suggestion.theme, suggestion, suggesting.reasons(suggestion, keyring))
        for number, suggestion in enumerate(queries.suggestions_for(contribution.id), 1)
        if number <= suggesting.MOST_SUGGESTIONS and not blind
    ]
    hint = None if blind else tone.tone_of(text, contribution.language)
    return Desk(
        contribution=contribution,
        text=text,
        english=opening.english(contribution, keyring),
        language=language_of(contribution),
        tone=hint.kind.value if hint else None,
        question=question_asked(contribution, language=current_language().code),
        offers=offers,
        groups=_groups(),
        ticked=mine,
        others=[coding for coding in codings if coding.coder_id != for_coder and not blind],
        waiting=queries.count_waiting(),
        blind=blind,
    )


def _groups() -> Sequence[Group]:
    everything = queries.themes()
    return [
        Group(parent, [child for child in everything if child.parent_id == parent.id])
        for parent in everything
        if parent.parent_id is None
    ]
