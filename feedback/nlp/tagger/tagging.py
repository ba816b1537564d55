"""Writes suggestions for a whole file of comments."""

import csv
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from feedback.nlp.tagger.codebook import Codebook
from feedback.nlp.tagger.coded import Coded, read_coded
from feedback.nlp.tagger.comments import Comment
from feedback.nlp.tagger.comments_file import CommentsFileError, LeftOut, Row, read_comments
from feedback.nlp.tagger.model import Band, Model
from feedback.nlp.tagger.training import train as train_model

HEADING = ("id", "theme", "score", "band", "why")
REASON_SEPARATOR = "; "
ROWS_TO_A_REPORT = 50

Progress = Callable[[int, int], None]
"""Called now and then, and at the end, with the comments done and their total."""


@dataclass(frozen=True)
class TagReport:
    """What came of tagging a file: comments read, those given a theme, suggestions written."""

    read: int
    tagged: int
    suggestions: int
    trained_on: int
    left_out: tuple[LeftOut, ...]
    unknown_labels: dict[str, int]


def tag_file(
    source: Path,
    target: Path,
    *,
    codebook: Path,
    train: Path | None = None,
    progress: Progress | None = None,
    weak: bool = False,
) -> TagReport:
    """Write a line for each theme that a comment of ``source`` may be about, the likeliest first.

    ``target`` is CSV in UTF-8: id, theme (its name), score, band, why (words joined by "; "). A
    comment without a suggestion has no line. Weak suggestions are written only if asked for.
    The file appears whole or not at all. Raises CodebookFileError, CommentsFileError.
    """
    _check_target(target, [source, codebook, *([train] if train else [])])
    book = Codebook.from_yaml(codebook)
    comments = read_comments(source)
    lessons = read_coded(train, book) if train else Coded((), (), {})
    model = train_model(lessons.comments, book)
    lines: list[tuple[str, ...]] = []
    tagged = 0
    for done, row in enumerate(comments.rows, 1):
        found = _lines(row, model, weak=weak)
        tagged += bool(found)
        lines.extend(found)
        if progress and (done % ROWS_TO_A_REPORT == 0 or done == len(comments.rows)):
            progress(done, len(comments.rows))
    _write(target, lines)
    return TagReport(
        read=len(comments.rows),
        tagged=tagged,
        suggestions=len(lines),
        trained_on=model.trained_on,
        left_out=comments.left_out,
        unknown_labels=lessons.unknown,
    )


def _lines(row: Row, model: Model, *, weak: bool) -> list[tuple[str, ...]]:
    themes = model.codebook.themes
    comment = Comment(row.text, question=row.question, language=row.language)
    (suggested,) = model.suggest_all([comment], limit=len(themes))
    names = {theme.identity: theme.name for theme in themes}
    return [
        (row.id, names[each.theme], f"{each.score:.4f}", each.band, REASON_SEPARATOR.join(each.why))
        for each in suggested
        if weak or each.band != Band.WEAK
    ]


def _check_target(target: Path, sources: Iterable[Path]) -> None:
    if any(target.resolve() == source.resolve() for source in sources):
        raise CommentsFileError(
            f"{target.name}: this file would be written over; give the result another name."
        )
    if not target.parent.is_dir():
        raise CommentsFileError(f"{target}: there is no such folder; make it first.")


def _write(target: Path, lines: Iterable[tuple[str, ...]]) -> None:
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=target.parent, suffix=".part", delete=False
        ) as part:
            try:
                writer = csv.writer(part)
                writer.writerow(HEADING)
                writer.writerows(lines)
                part.close()
                Path(part.name).replace(target)
            except BaseException:
                Path(part.name).unlink(missing_ok=True)
                raise
    except OSError as fault:
        reason = fault.strerror or "it cannot be written"
        raise CommentsFileError(f"{target.name}: the file cannot be written: {reason}.") from fault
