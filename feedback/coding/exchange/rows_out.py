"""Codings as a table: one row for each, and one for each text that has no theme."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum

from flask_babel import gettext as _

from feedback.audit.services import Actor, record
from feedback.coding import queries
from feedback.coding.exchange import coders, gathering, losses
from feedback.coding.exchange.codebook_out import Exported
from feedback.coding.exchange.coders import Coders
from feedback.coding.exchange.gathering import Coded
from feedback.coding.models import Coding, Theme
from feedback.contributions import opening
from feedback.contributions.models import CodingState
from feedback.contributions.queries import question_asked
from feedback.core import clock
from feedback.core.named_files import CSV, XLSX, NamedFile
from feedback.core.sealing import Keyring
from feedback.core.tables import csv_file
from feedback.core.workbooks import xlsx_file

#: Heads stay English, as in every table of ours: a table is read by programs too.
HEADS = (
    *("id", "working_text", "language", "received_on", "channel", "question", "coding"),
    *("theme_key", "theme", "theme_path", "start", "end", "stretch"),
    *("coder", "origin", "suggested", "score", "model", "codebook_version", "coded_on"),
)
_THEME_HEADS = ("key", "theme", "path", "state", "definition", "include", "exclude")
_BETWEEN = " > "
Progress = Callable[[int, int], None]
_NO_CODING = ("",) * 13


class Format(StrEnum):
    """What the table can be written as."""

    XLSX = "xlsx"
    CSV = "csv"


def export_rows(
    form: Format,
    *,
    keyring: Keyring,
    by: Actor | None = None,
    progress: Progress | None = None,
) -> Exported:
    """Every coding that may leave; *progress* is told how many texts are done, of how many."""
    making = _Rows(keyring)
    rows = list(making.all(progress))
    if form is Format.CSV:
        content, media_type = csv_file(HEADS, rows), CSV
    else:
        content, media_type = xlsx_file(_sheets(rows, making)), XLSX
    record(verb="exported a table of codings", facts={"rows": len(rows)}, actor=by)
    file = NamedFile(f"codings-{clock.today().isoformat()}.{form.value}", media_type, content)
    missing = losses.of_project(kept_back=gathering.kept_back(), small=0, unplaced=0)
    return Exported(file, len(rows), missing)


def _sheets(
    rows: Sequence[Sequence[object]], making: "_Rows"
) -> Mapping[str, tuple[Sequence[str], Sequence[Sequence[object]]]]:
    """The codings, the themes that they name, and what is not in the file."""
    missing = losses.of_project(kept_back=gathering.kept_back(), small=0, unplaced=0)
    return {
        "codings": (HEADS, rows),
        "themes": (_THEME_HEADS, making.themes()),
        "not in this file": ((str(_("What is not in this file")),), [[each] for each in missing]),
    }


class _Rows:
    """The rows of one table."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring, self._coders = keyring, Coders(keyring)
        self._paths = {
            node.theme.id: [*node.path, node.theme] for node in queries.tree(queries.all_themes())
        }

    def all(self, progress: Progress | None) -> Iterator[Sequence[object]]:
        """Text by text, the oldest first."""
        total = gathering.count()
        for number, coded in enumerate(gathering.everything(), 1):
            yield from self._of(coded)
            if progress is not None:
                progress(number, total)

    def themes(self) -> list[Sequence[object]]:
        """Every theme, with what it means."""
        return [
            (
                *(theme.key, theme.names["en"], self._path(theme), theme.state.value),
                *(theme.definition, theme.include, theme.exclude),
            )
            for theme in queries.all_themes()
        ]

    def _of(self, coded: Coded) -> Iterator[Sequence[object]]:
        contribution = coded.contribution
        text = opening.working_text(contribution, self._keyring)
        facts = (
            str(contribution.id),
            text,
            contribution.language,
            contribution.received_on.isoformat(),
            contribution.channel.value,
            question_asked(contribution, language="en"),
        )
        for coding in coded.codings:
            yield (*facts, CodingState.DONE.value, *self._coding(coded, coding, text))
        if not coded.codings:
            yield (*facts, contribution.coding.value, *_NO_CODING)

    def _coding(self, coded: Coded, coding: Coding, text: str) -> Sequence[object]:
        taken = coded.taken.get(coding.theme_id) if coding.suggested else None
        theme = queries.resolved(coding.theme)
        is_part = coding.start is not None and coding.end is not None
        return (
            theme.key,
            theme.names["en"],
            self._path(theme),
            coding.start if is_part else "",
            coding.end if is_part else "",
            text[coding.start : coding.end] if is_part else "",
            coders.name_of(self._coders.number(coding.coder_id)),
            coding.origin.value,
            "yes" if coding.suggested else "no",
            round(taken.score, 3) if taken else "",
            taken.model if taken else "",
            coding.codebook_version,
            coding.coded_on.isoformat(),
        )

    def _path(self, theme: Theme) -> str:
        return _BETWEEN.join(each.names["en"] for each in self._paths.get(theme.id, [theme]))
