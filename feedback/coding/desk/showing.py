"""What the coding desk shows, put together from queries: texts opened, groups guarded.

Another room that lets people code (a blind second coding) shows the same desk:

    shown = showing.desk(contribution, keyring(), for_coder=staff.id, blind=True)
    form = DeskForm(shown)                               # feedback.coding.desk.forms
    if request.method == "POST":
        decided = deciding.decide(form, shown, by=staff, keyring=keyring())
        # decided.what: SAVED (the codings are written), STAY (show the page again), WORRIED
        # decided.said: a sentence to flash, or ""
    render_template("coding/desk.html", form=form, shown=shown, post_to=url_for(...)),
        400 if form.errors else 200

With *blind* there are no suggestions, no other coder's themes or notes, no tone and no undo across
contributions on it; the codings are stamped as made blind in the facts of their change-set, which
the Undo of the desk passes over: ``changes.undo`` takes them back.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from feedback.coding import queries
from feedback.coding.desk import anchoring, codebook_shown, notes
from feedback.coding.desk import queries as desk_queries
from feedback.coding.desk.beside import Beside, beside
from feedback.coding.desk.models import Discussion, Memo, QuoteMark
from feedback.coding.desk.sentences import Sentence, numbers_in
from feedback.coding.desk.text_shown import Given, ShownSentence, shown_sentences
from feedback.coding.models import Coding, Suggestion, Theme
from feedback.coding.tagging import bands, suggesting
from feedback.coding.wording import language_of, theme_name
from feedback.contributions import opening
from feedback.contributions.models import Contribution
from feedback.contributions.queries import entry_named, question_asked
from feedback.core.i18n import Language, current_language
from feedback.core.sealing import Keyring
from feedback.nlp import tone


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggestion as the desk shows it; *number* is the key that takes it."""

    number: int
    theme: Theme
    suggestion: Suggestion
    why: Sequence[str]
    record: str  # what the team's own decisions say of this theme, band and language
    learned_on: date | None  # None: it only knows the codebook's own words


@dataclass(frozen=True, slots=True)
class Written:
    """A memo with its words; *name* is who wrote it."""

    memo: Memo
    words: str
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An open question about this contribution."""

    discussion: Discussion
    words: str
    by: str
    of: str


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that are marked for the quotes bank."""

    mark: QuoteMark
    words: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on the coding desk."""

    contribution: Contribution
    coder_id: uuid.UUID
    text: str
    english: str
    language: Language
    tone: str | None
    question: str
    entry: str  # the title of the published entry that it is about
    sentences: Sequence[ShownSentence]
    offers: Sequence[Offer]
    groups: Sequence[codebook_shown.Group]
    mine: Sequence[Coding]
    lost: Sequence[Coding]  # of mine: the words that they stood for are not there any more
    others: Sequence[Coding]
    before: Sequence[str]  # themes of the contribution that this coder coded last
    beside: Beside
    memos: Sequence[Written]
    marks: Sequence[Marked]
    discussions: Sequence[Asked]
    waiting: int
    blind: bool

    @property
    def lines(self) -> Sequence[codebook_shown.Line]:
        """Every theme that may be given, in the order of the list."""
        return [line for group in self.groups for line in group.lines]

    def line(self, key: str) -> codebook_shown.Line | None:
        """The theme of that key in the list; None for one that may not be given."""
        return next((line for line in self.lines if line.theme.key == key), None)

    def numbers(self, start: int, end: int) -> Sequence[int]:
        """The numbers of the sentences that a stretch touches."""
        plain = [Sentence(each.number, each.start, each.end) for each in self.sentences]
        return numbers_in(start, end, plain)


def desk(
    contribution: Contribution, keyring: Keyring, *, for_coder: uuid.UUID, blind: bool = False
) -> Desk:
    """The desk for one contribution, as one coder sees it; *blind*: with nobody else's view."""
    text = opening.working_text(contribution, keyring)
    codings = queries.codings_of(contribution.id)
    mine = [coding for coding in codings if coding.coder_id == for_coder]
    offers = [] if blind else _offers(contribution, keyring)
    hint = None if blind else tone.tone_of(text, contribution.language)
    lost = anchoring.lost_codings(contribution.id)
    return Desk(
        contribution=contribution,
        coder_id=for_coder,
        text=text,
        english=opening.english(contribution, keyring),
        language=language_of(contribution),
        tone=hint.kind.value if hint else None,
        question=question_asked(contribution, language=current_language().code),
        entry=_entry(contribution),
        sentences=shown_sentences(
            text,
            reasons=[word for offer in offers for word in offer.why],
            given=_given(mine),
        ),
        offers=offers,
        groups=codebook_shown.groups(desk_queries.themes_to_give()),
        mine=mine,
        lost=[coding for coding in mine if coding.id in lost],
        others=[] if blind else [coding for coding in codings if coding.coder_id != for_coder],
        before=[] if blind else desk_queries.keys_before(for_coder, other_than=contribution.id),
        beside=beside(contribution, keyring),
        memos=_memos(contribution, offers, mine, keyring, only_of=for_coder if blind else None),
        marks=[] if blind else _marks(contribution, text),
        discussions=[] if blind else _discussions(contribution, keyring),
        waiting=queries.count_waiting(),
        blind=blind,
    )


def _entry(contribution: Contribution) -> str:
    entry = entry_named(contribution.entry_slug) if contribution.entry_slug else None
    return entry.title_in(current_language().code) if entry else ""


def _given(codings: Sequence[Coding]) -> Sequence[Given]:
    return [
        Given(theme_name(coding.theme), coding.start, coding.end)
        for coding in codings
        if coding.start is not None and coding.end is not None
    ]


def _offers(contribution: Contribution, keyring: Keyring) -> Sequence[Offer]:
    offered = desk_queries.open_suggestions(contribution.id)[: suggesting.MOST_SUGGESTIONS]
    language = contribution.language
    held = bands.for_card([each.theme_id for each in offered], language=language)
    models = desk_queries.models_named({each.model for each in offered})
    return [
        Offer(
            number=number,
            theme=each.theme,
            suggestion=each,
            why=suggesting.reasons(each, keyring),
            record=bands.agreement_words(held, each.theme_id, each.band, language=language),
            learned_on=models[each.model].made_at.date() if each.model in models else None,
        )
        for number, each in enumerate(offered, 1)
    ]


def _memos(
    contribution: Contribution,
    offers: Sequence[Offer],
    mine: Sequence[Coding],
    keyring: Keyring,
    *,
    only_of: uuid.UUID | None,
) -> Sequence[Written]:
    themes = {offer.theme.id for offer in offers} | {coding.theme_id for coding in mine}
    found = [
        memo
        for memo in desk_queries.memos_of(contribution.id, themes)
        if only_of in (None, memo.written_by_id)
    ]
    names = desk_queries.names_of({memo.written_by_id for memo in found})
    return [
        Written(memo, notes.memo_words(memo, keyring), names.get(memo.written_by_id, ""))
        for memo in found
    ]


def _marks(contribution: Contribution, text: str) -> Sequence[Marked]:
    return [
        Marked(mark, text[mark.start : mark.end]) for mark in desk_queries.marks_of(contribution.id)
    ]


def _discussions(contribution: Contribution, keyring: Keyring) -> Sequence[Asked]:
    return asked(desk_queries.discussions_about(contribution.id), keyring)


def asked(found: Sequence[Discussion], keyring: Keyring) -> Sequence[Asked]:
    """Questions with their words and the names of those whom they concern."""
    names = desk_queries.names_of(
        {each for one in found for each in (one.asked_by_id, one.asked_of_id)}
    )
    return [
        Asked(
            each,
            notes.asked_words(each, keyring),
            names.get(each.asked_by_id, ""),
            names.get(each.asked_of_id, ""),
        )
        for each in found
    ]
