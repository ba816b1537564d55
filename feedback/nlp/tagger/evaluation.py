"""Judges the tagger on comments that people coded and it has not seen."""

import time
from pathlib import Path
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from feedback.nlp.tagger.codebook import Codebook
from feedback.nlp.tagger.coded import Coded, read_coded
from feedback.nlp.tagger.comments_file import CommentsFileError, LeftOut
from feedback.nlp.tagger.metrics import ThemeFigures, figures
from feedback.nlp.tagger.model import Band, Suggested
from feedback.nlp.tagger.training import train as train_model

DIGITS = 6


class Evaluation(TypedDict):
    """How a tagger did. F1 figures and ``exact`` are shares from 0 to 1; times are CPU time.

    ``per_theme`` is by theme name. ``unknown_labels`` (in both files) counts labels that are no
    theme of the codebook; ``left_out`` lists the rows of the test file that could not be judged.
    """

    micro_f1: float
    macro_f1: float
    samples_f1: float
    exact: float
    train_cpu_s: float
    ms_per_comment: float
    tested: int
    trained_on: int
    without_themes: int
    per_theme: dict[str, ThemeFigures]
    unknown_labels: dict[str, int]
    left_out: list[LeftOut]


def evaluate(train: Path | None, test: Path, codebook: Path) -> Evaluation:
    """Train on one file of coded comments, or on none, and judge on another.

    A theme counts as suggested in the bands ``likely`` and ``possible``. Time per comment covers
    all that a suggestion takes, its reasons included, but not loading the language model.
    Raises CodebookFileError, CommentsFileError.
    """
    book = Codebook.from_yaml(codebook)
    lessons = read_coded(train, book) if train else Coded((), (), {})
    exam = read_coded(test, book)
    if not exam.comments:
        raise CommentsFileError(f"{test.name}: there is no coded comment in it to judge by.")
    start = time.process_time()
    model = train_model(lessons.comments, book)
    trained = time.process_time()
    _ = model.suggest(exam.comments[0].text)
    warm = time.process_time()
    suggested = list(model.suggest_all(exam.comments, limit=len(book.themes)))
    tagged = time.process_time()
    truth = _table([sorted(comment.themes) for comment in exam.comments], book)
    found = figures(truth, _table([_stood_by(each) for each in suggested], book))
    return Evaluation(
        micro_f1=round(found.micro_f1, DIGITS),
        macro_f1=round(found.macro_f1, DIGITS),
        samples_f1=round(found.samples_f1, DIGITS),
        exact=round(found.exact, DIGITS),
        train_cpu_s=round(trained - start, 3),
        ms_per_comment=round(1000 * (tagged - warm) / len(exam.comments), 3),
        tested=len(exam.comments),
        trained_on=model.trained_on,
        without_themes=sum(not comment.themes for comment in exam.comments),
        per_theme={
            theme.name: each for theme, each in zip(book.themes, found.per_theme, strict=True)
        },
        unknown_labels=_added(lessons.unknown, exam.unknown),
        left_out=list(exam.left_out),
    )


def _stood_by(suggested: list[Suggested]) -> list[str]:
    return [each.theme for each in suggested if each.band != Band.WEAK]


def _table(themes: list[list[str]], codebook: Codebook) -> NDArray[np.bool_]:
    place = {identity: place for place, identity in enumerate(codebook.identities)}
    table = np.zeros((len(themes), len(place)), dtype=np.bool_)
    for row, found in enumerate(themes):
        table[row, [place[theme] for theme in found]] = True
    return table


def _added(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {label: one.get(label, 0) + other.get(label, 0) for label in sorted({*one, *other})}
