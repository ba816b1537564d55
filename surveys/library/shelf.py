"""What staff are told of the ready-made surveys when they choose one."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Shelved:
    """A ready-made survey's name among staff, and when to use it."""

    name: LazyString
    use: LazyString


SHELF: Mapping[str, Shelved] = {
    "k1": Shelved(
        _l("Making Safeguarding Personal: the person"),
        _l(
            "Seven questions at the end of an enquiry or within eight weeks. Best asked by somebody"
            " who had no part in it."
        ),
    ),
    "k2": Shelved(
        _l("Making Safeguarding Personal: the representative"),
        _l("The same seven questions for a relative, friend or advocate who spoke for somebody."),
    ),
    "k3": Shelved(
        _l("Two quick questions"),
        _l("One page, three taps: for a poster, a letter or a tablet by the door."),
    ),
    "k4": Shelved(
        _l("What support did you want?"),
        _l("Whether anybody asked, what was wanted, and whether it came."),
    ),
    "k5": Shelved(
        _l("Children and young people"),
        _l("Few words and faces. It never asks what happened to them, and ends with Childline."),
    ),
    "k6": Shelved(
        _l("After an event"),
        _l("Five questions after a meeting, a course or an open day."),
    ),
    "k7": Shelved(
        _l("The whole experience of protection"),
        _l("Eight questions that ask who wanted what, whether people listened, and what helped."),
    ),
}
