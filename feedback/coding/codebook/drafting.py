"""A theme made in passing, by somebody who codes: a draft with one line that says what it means."""

from feedback.audit.services import Actor
from feedback.coding.codebook.editing import Wording, add_theme
from feedback.coding.models import Theme


def add_draft(
    *, name: str, parent: Theme | None, definition: str, by: Actor, language: str = "en"
) -> Theme:
    """A draft theme under *parent*. Its name is the English one too until somebody translates it.

    Raises NoEnglishName for no name, NoDefinition, NameTaken, NotInForce.
    """
    names = {"en": name, language.partition("-")[0]: name}
    return add_theme(Wording(names=names, definition=definition), parent=parent, by=by)
