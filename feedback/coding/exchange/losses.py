"""What does not travel, in whole sentences: the standard (section 7) asks for it at both ends."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext


def of_codebook() -> Sequence[str]:
    """What is not in a .qdc file."""
    return [
        str(_("Codings, and how many there are of each theme, are not in this file.")),
        str(_("Who looks after a theme, and whether it is suggested, are not in this file.")),
        str(_("Earlier versions of the codebook, and who changed what, are not in this file.")),
        str(
            _(
                "Other programs show what to include, what to exclude, examples and names in other "
                "languages as part of the description."
            )
        ),
    ]


def of_project(*, kept_back: int, small: int, unplaced: int) -> Sequence[str]:
    """What is not in a .qdpx file: *kept_back* contributions, answers of *small* groups, and the
    places of *unplaced* stretches that the text no longer has."""
    said = [
        str(_("Original words are not in this file: only working texts are.")),
        ngettext(
            "%(num)s contribution is not in this file: it was taken back, is held back, is not "
            "read yet, or a concern about somebody in it is open.",
            "%(num)s contributions are not in this file: they were taken back, are held back, are "
            "not read yet, or a concern about somebody in them is open.",
            kept_back,
        ),
        str(_("The day on which something came is not in this file: the month is.")),
        str(_("Open and refused suggestions are not in this file.")),
        str(_("What people allow us to do with their words is not in this file.")),
        str(_("Photos, recordings and translations are not in this file.")),
        str(_("The names of coders are not in this file: each has a number that stays the same.")),
        str(_("Reasons for decisions after two coders disagreed are not in this file.")),
    ]
    if small:
        words = ngettext(
            "%(num)s answer about a person is left out, because so few people gave it or the same "
            "answers together.",
            "%(num)s answers about people are left out, because so few people gave them or the "
            "same answers together.",
            small,
        )
        said.append(str(words))
    if unplaced:
        words = ngettext(
            "%(num)s coding of a part is in the file as one of the whole text: that part is no "
            "longer there.",
            "%(num)s codings of parts are in the file as codings of the whole text: those parts "
            "are no longer there.",
            unplaced,
        )
        said.append(str(words))
    return [str(sentence) for sentence in said]


def of_import() -> Sequence[str]:
    """What we have no place for, whatever file it comes from."""
    return [
        str(_("Links, drawings, pictures, sound, films and formatted documents do not come in.")),
        str(_("What a file says about people themselves does not come in.")),
        str(_("Who coded comes in as a number: only numbers that were given here are known.")),
    ]
