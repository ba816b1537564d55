"""Comments that people coded, from a file, in the terms of a codebook."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from feedback.nlp.tagger.codebook import Codebook
from feedback.nlp.tagger.comments import Comment
from feedback.nlp.tagger.comments_file import (
    CommentsFile,
    CommentsFileError,
    LeftOut,
    Row,
    read_comments,
)


@dataclass(frozen=True)
class Coded:
    """Comments with their themes; rows left out; labels that are no theme, with their rows' number.

    A row with an empty labels cell was read by a person who found no theme that fits. A row whose
    labels are all unknown to the codebook is left out: it says nothing about these themes.
    """

    comments: tuple[Comment, ...]
    left_out: tuple[LeftOut, ...]
    unknown: dict[str, int]


def read_coded(path: Path, codebook: Codebook) -> Coded:
    """The coded comments in a file. Raises CommentsFileError."""
    source = read_comments(path)
    if not source.has_labels:
        raise CommentsFileError(
            f'{path.name}, row 1: there is no column "labels" in the heading; '
            'call the column with the themes "labels".'
        )
    unknown: Counter[str] = Counter()
    left_out = list(source.left_out)
    comments: list[Comment] = []
    for row in source.rows:
        found = _comment(row, codebook, unknown)
        if isinstance(found, Comment):
            comments.append(found)
        else:
            left_out.append(LeftOut(row.number, row.id, found))
    _check_some_known(source, codebook, comments, unknown)
    return Coded(tuple(comments), tuple(sorted(left_out)), dict(sorted(unknown.items())))


def _comment(row: Row, codebook: Codebook, unknown: Counter[str]) -> Comment | str:
    """The row as a comment, or the reason why it cannot be used."""
    if row.labels is None:
        return "the row ends before its labels"
    places = [codebook.position(label) for label in row.labels]
    strange = [label for label, place in zip(row.labels, places, strict=True) if place is None]
    unknown.update(strange)
    if strange and len(strange) == len(row.labels):
        return "none of its labels is a theme of the codebook"
    themes = frozenset(codebook.identities[place] for place in places if place is not None)
    return Comment(row.text, themes, question=row.question, language=row.language)


def _check_some_known(
    source: CommentsFile, codebook: Codebook, comments: list[Comment], unknown: Counter[str]
) -> None:
    if unknown and not any(comment.themes for comment in comments):
        raise CommentsFileError(
            f'{source.name}: none of the labels is a theme of the codebook "{codebook.name}" '
            f'(the first is "{next(iter(unknown))}"); check that the two belong together.'
        )
