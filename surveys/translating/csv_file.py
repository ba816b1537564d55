"""Translations as CSV: one text a line, for people who translate in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from flask_babel import gettext as _

from feedback.core.tables import csv_text, disarmed
from feedback.core.text import clean
from surveys.definitions.definition import digest_of
from surveys.translating.provenance import Line, State
from surveys.translating.rows import MOST_ROWS, Incoming, Row, UnreadableFile

HEADS = (
    *("path", "what", "source_language", "source", "source_digest"),
    *("language", "translation", "translation_digest", "state"),
)
_NEEDED = ("path", "source_digest", "language", "translation")
_DELIMITERS = ",;\t"  # what spreadsheets write, by the country they are set to


def written(lines: Iterable[Line], *, source: str, language: str) -> bytes:
    """The file: UTF-8 with the mark that spreadsheets need, every formula disarmed."""
    rows = (
        (
            *(line.path, line.text.part.value, source, _guarded(line.source)),
            *(digest_of(line.source), language, _guarded(line.translation)),
            *(digest_of(line.translation), line.state.value),
        )
        for line in lines
    )
    return csv_text(HEADS, rows).encode("utf-8-sig")


def read(raw: bytes) -> Incoming:
    """What the file says. Raises UnreadableFile."""
    reader = csv.reader(io.StringIO(_text(raw), newline=""), delimiter=_delimiter(_text(raw)))
    try:
        return _read(reader)
    except csv.Error as problem:
        raise UnreadableFile(
            _(
                "Line %(line)s is not CSV: %(why)s.",
                line=max(1, reader.line_num),
                why=str(problem),
            )
        ) from None


def _read(reader: Iterator[list[str]]) -> Incoming:
    heads = [clean(head).lower() for head in next(reader, [])]
    lacking = [head for head in _NEEDED if head not in heads]
    if lacking:
        raise UnreadableFile(
            _("The column “%(head)s” is missing: use a file from here.", head=lacking[0])
        )
    rows: list[Row] = []
    languages: set[str] = set()
    for number, cells in enumerate(reader, 2):
        if not any(cell.strip() for cell in cells):
            continue
        said = dict(zip(heads, [*cells, *[""] * len(heads)], strict=False))
        languages.add(clean(said["language"]))
        rows.append(_row(number, said))
        if len(rows) > MOST_ROWS:
            raise UnreadableFile(_("The file has more than %(most)s rows.", most=MOST_ROWS))
    if len(languages) != 1:
        raise UnreadableFile(_("Every row must name the same language in “language”."))
    return Incoming(languages.pop(), rows)


def _row(number: int, said: Mapping[str, str]) -> Row:
    state = clean(said.get("state", "")).lower()
    return Row(
        number=number,
        path=clean(said["path"]),
        source_digest=clean(said["source_digest"]),
        translation=clean(_unguarded(said["translation"])),
        was_digest=clean(said.get("translation_digest", "")),
        state=State(state) if state in list(State) else None,
    )


def _text(raw: bytes) -> str:
    encoding = "utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        # Guessing would turn one alphabet into another without a word.
        raise UnreadableFile(_("The file is not in UTF-8: save it as “CSV UTF-8”.")) from None


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(_DELIMITERS, key=first.count)


def _is_marked(text: str) -> bool:
    return text[:1] == "'" and (text[1:2] == "'" or disarmed(text[1:]) != text[1:])


def _guarded(text: str) -> str:
    """*text* so that ``_unguarded`` gives it back after ``disarmed`` put its mark in front."""
    return f"'{text}" if _is_marked(text) else text


def _unguarded(cell: str) -> str:
    return cell[1:] if _is_marked(cell) else cell
