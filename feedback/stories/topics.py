"""What a story can be about: one tap for its teller, and a first sorting for its reader."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


class UnknownTopic(ValueError):
    """An address or a form names a topic that is not in the list."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One choice on the first page of the story journey."""

    key: str  # kept with the story and used in addresses, so it tells little
    label: LazyString
    icon: str  # the name of a drawing


#: In the order in which they are offered. The last two are ways out, not subjects.
TOPICS: tuple[Topic, ...] = (
    Topic("being_heard", _l("Being listened to"), "ear"),
    Topic("safety", _l("Being safe"), "shield"),
    Topic("home", _l("My home"), "house"),
    Topic("health", _l("My health"), "heart"),
    Topic("family", _l("My family or someone I look after"), "people"),
    Topic("children", _l("Children and young people"), "child"),
    Topic("the_law", _l("Police and courts"), "scales"),
    Topic("getting_help", _l("Getting help"), "signpost"),
    Topic("something_else", _l("Something else"), "dots"),
    Topic("not_sure", _l("I am not sure"), "question"),
)
_BY_KEY = {topic.key: topic for topic in TOPICS}


def topic(key: str) -> Topic:
    """The topic called *key*. Raises UnknownTopic."""
    try:
        return _BY_KEY[key]
    except KeyError:
        raise UnknownTopic from None
