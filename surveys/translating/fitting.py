"""Whether a translation can stand in for its source, and what differs between two texts."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from flask_babel import gettext as _

from surveys.definitions.checking import LONGEST_TEXT
from surveys.definitions.piping import is_whole, pipes_in

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


class Piece(NamedTuple):
    """A piece of a text: in both, only in the old one, or only in the new one."""

    text: str
    is_old: bool
    is_new: bool


def misfit(source: str, translation: str) -> str:
    """Why *translation* cannot stand in for *source*, in words; blank when it can.

    Earlier answers come in at the same columns, with what is said without them translated too.
    """
    if len(translation) > LONGEST_TEXT:
        over = len(translation) - LONGEST_TEXT
        return str(_("This is %(over)s characters too long: make it shorter.", over=over))
    if not is_whole(translation):
        return str(_("Close every pair of braces: {{question|words for those who skipped it}}."))
    wanted = {pipe.column for pipe in pipes_in(source)}
    there = {pipe.column for pipe in pipes_in(translation)}
    for column in sorted(wanted - there):
        return str(
            _(
                "The answer “%(column)s” is missing: write {{%(column)s|words}} where it belongs.",
                column=column,
            )
        )
    for column in sorted(there - wanted):
        return str(_("The source does not bring in the answer “%(column)s”.", column=column))
    if not all(pipe.fallback for pipe in pipes_in(translation)):
        return str(_("Say after the | what people read who skipped that question."))
    return ""


def differences(before: str, after: str) -> Iterator[Piece]:
    """What became of *before*, word by word."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    for kind, from_old, to_old, from_new, to_new in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        gone, come = "".join(old[from_old:to_old]), "".join(new[from_new:to_new])
        if kind == "equal":
            yield Piece(gone, is_old=False, is_new=False)
            continue
        if gone:
            yield Piece(gone, is_old=True, is_new=False)
        if come:
            yield Piece(come, is_old=False, is_new=True)
