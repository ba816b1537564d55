"""The accessibility statement as data: what was tested, when, how, and what is known to fail."""

from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


@dataclass(frozen=True, slots=True)
class AccessibilityStatement:
    """What we can truthfully say of this release. Change it with each round of testing."""

    standard: str
    tested_on: date
    ways: tuple[LazyString, ...]
    known_issues: tuple[LazyString, ...]
    not_tested: tuple[LazyString, ...]


STATEMENT = AccessibilityStatement(
    standard="WCAG 2.2 AA",
    tested_on=date(2026, 11, 23),
    ways=(
        _l("We looked at every page on a narrow phone screen and on a wide screen."),
        _l("We used every page without JavaScript."),
        _l("A program checked the pages for faults that programs can find."),
    ),
    known_issues=(
        _l("Not every translation has been checked by someone who grew up with the language."),
        _l("There is no British Sign Language (BSL) video yet."),
        _l("The pages cannot be read aloud by a button. Your phone may do it for you."),
        _l("The Easy Read pages have no pictures beside the sentences yet."),
        _l(
            "Plans are shown in the words in which they were printed. Some of these words are hard."
        ),
    ),
    not_tested=(
        _l("Disabled people have not tested these pages yet."),
        _l("We have not tested with every screen reader."),
    ),
)
