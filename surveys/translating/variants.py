"""A question in other forms, for one language: pictures for its sentences, a recording, a film.

Pictures of Easy Read stand beside sentences that say the same, and so have no alternative text:
whoever has the page read aloud would hear everything twice. See decision 12.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from feedback.audit import services as audit
from feedback.audit.services import Actor
from feedback.core.errors import Refused
from surveys.definitions.definition import digest_of
from surveys.definitions.question import Variant
from surveys.definitions.texts import NoSuchText, Plain, text_at
from surveys.versions import drafts
from surveys.versions.models import Survey

EASY = "-easy"
_SENTENCE = re.compile(r"(?<=[.!?…؟۔।])\s+|\n+")


class PictureMissing(Refused):
    """Some sentences have a picture and some have none; *number* is the first without, from 1."""

    def __init__(self, number: int) -> None:
        super().__init__(
            _("Choose a picture for sentence %(number)s too, or for none.", number=number)
        )
        self.number = number


class VariantChanged(Refused):
    """Somebody else changed the forms of this question since the page was shown."""


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms that one question has in one language, beside its sentences."""

    key: str
    wording: str
    sentences: Sequence[str]
    variant: Variant

    @property
    def seen(self) -> str:
        """What a page remembers of it, to notice a change before it is saved."""
        return digest_of([self.variant.to_json(), list(self.sentences)])

    @property
    def lacks_pictures(self) -> bool:
        """Whether some sentences have a picture and some have none."""
        return bool(self.variant.pictures) and len(self.variant.pictures) != len(self.sentences)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of *text*, which keep their marks."""
    return tuple(each.strip() for each in _SENTENCE.split(text) if each.strip())


def forms_of(plain: Plain, language: str) -> Iterator[Forms]:
    """The forms of each question that has a wording in *language*, in order."""
    for question in _questions(plain):
        wording = (question.get("wording") or {}).get(language, "")
        if wording.strip():
            made = (question.get("variants") or {}).get(language, {})
            variant = Variant(
                audio=str(made.get("audio", "")),
                video=str(made.get("video", "")),
                pictures=tuple(map(str, made.get("pictures", ()))),
            )
            yield Forms(str(question.get("key", "")), wording, sentences(wording), variant)


def with_variant(plain: Plain, key: str, language: str, variant: Variant) -> dict[str, Any]:
    """A copy of *plain* in which that question has these forms; Raises NoSuchText."""
    text_at(plain, f"questions.{key}.wording")
    made = variant.to_json()

    def changed(question: Plain) -> dict[str, Any]:
        if question.get("key") != key:
            return dict(question)
        kept = dict(question.get("variants") or {})
        kept.pop(language, None)
        if made:
            kept[language] = made
        bare = {name: part for name, part in question.items() if name != "variants"}
        return bare | ({"variants": kept} if kept else {})

    pages = [
        {**page, "questions": [changed(each) for each in page.get("questions") or ()]}
        for page in plain.get("pages") or ()
    ]
    return {**plain, "pages": pages}


def keep_variant(
    *,
    survey: Survey,
    key: str,
    language: str,
    variant: Variant,
    seen: str,
    by: Actor | None,
) -> None:
    """Give a question these forms, as one step of the draft.

    Raises NoSuchText, PictureMissing when not every sentence has its picture, and VariantChanged.
    """
    step = drafts.locked(drafts.draft_of(survey))
    found = next((each for each in forms_of(step.definition, language) if each.key == key), None)
    if found is None:
        raise NoSuchText(key)
    if found.seen != seen:
        raise VariantChanged(_("Somebody else changed this meanwhile. Look, and save again."))
    if any(variant.pictures) and not all(variant.pictures):
        raise PictureMissing(variant.pictures.index("") + 1)
    whole = Variant(
        audio=variant.audio,
        video=variant.video,
        pictures=variant.pictures if any(variant.pictures) else (),
    )
    drafts.add_step(
        drafts.draft_of(survey),
        what="variant",
        definition=with_variant(step.definition, key, language, whole),
        translations=step.translations,
        by=by,
        from_step=step.number,
    )
    facts = {"question": key, "language": language}
    audit.record(
        verb="survey variant kept", thing="survey", thing_id=survey.slug, facts=facts, actor=by
    )


def _questions(plain: Plain) -> Iterator[Any]:
    for page in plain.get("pages") or ():
        yield from page.get("questions") or ()
