"""What each kind of question is called, what it is for, and the picture beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from surveys.definitions.question import Kind


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind as somebody who makes a survey knows it; *picture* is one of the sprite."""

    name: LazyString
    purpose: LazyString
    picture: str


#: In the order in which they are offered: what is asked most comes first.
KINDS: Mapping[Kind, KindWords] = {
    Kind.SINGLE: KindWords(_l("One answer"), _l("People choose one of a few answers."), "check"),
    Kind.SEVERAL: KindWords(
        _l("Several answers"), _l("People tick all the answers that fit."), "list"
    ),
    Kind.YES_NO: KindWords(_l("Yes or no"), _l("Yes, no, or rather not say."), "half"),
    Kind.AGREE: KindWords(
        _l("How much they agree"), _l("Five steps, from very much to not at all."), "scales"
    ),
    Kind.RATING: KindWords(
        _l("Faces"), _l("Five faces with words, from the best to the worst."), "face-5"
    ),
    Kind.LONG_TEXT: KindWords(
        _l("Their own words"), _l("A large box. Answers are read like stories."), "speech"
    ),
    Kind.SHORT_TEXT: KindWords(_l("A few words"), _l("A box of one line."), "pen"),
    Kind.MATRIX: KindWords(
        _l("Statements"),
        _l("The same answers for several statements. On a phone each is a question."),
        "dots",
    ),
    Kind.RANKING: KindWords(
        _l("Put in order"), _l("What matters most comes first. Nothing is dragged."), "signpost"
    ),
    Kind.LIST: KindWords(
        _l("Long list"),
        _l("One of many answers, such as a place. People type to find it."),
        "search",
    ),
    Kind.PICTURES: KindWords(_l("Pictures"), _l("One of a few pictures, each with words."), "eye"),
    Kind.NUMBER: KindWords(_l("Number"), _l("A number, such as how many children."), "plus"),
    Kind.DATE: KindWords(_l("Day"), _l("Three boxes: day, month and year."), "clock"),
    Kind.CONSENT: KindWords(_l("Consent"), _l("One line to agree to, with a box to tick."), "flag"),
    Kind.PHOTO: KindWords(
        _l("Photo"), _l("A picture from a phone. Where it was taken is wiped."), "download"
    ),
    Kind.VOICE: KindWords(
        _l("Their voice"), _l("Up to three minutes of speech, sent with the rest."), "ear"
    ),
    Kind.INFORMATION: KindWords(
        _l("Words to read"), _l("Nothing to answer: a heading, or something to know."), "info"
    ),
}
