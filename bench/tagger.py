"""Measures the theme tagger, and simpler ones in the same run, on coded comments.

    python bench/tagger.py [--data DIR] [--test val.csv] [--anchor]

DIR holds train.csv, the test file and patient-experience.yaml; without --data it is ``themes`` in
the folder that YOUWESAID_SHARED names, or in ``shared`` beside the repository. Times are CPU time.
"""

import os
import resource
import time
from collections.abc import Callable
from pathlib import Path

import click
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import SVC, LinearSVC

from feedback.nlp.tagger.codebook import Codebook
from feedback.nlp.tagger.coded import read_coded
from feedback.nlp.tagger.comments import Comment
from feedback.nlp.tagger.evaluation import Evaluation, evaluate
from feedback.nlp.tagger.metrics import figures
from feedback.nlp.tagger.model import Band, Model
from feedback.nlp.tagger.training import train

SHARED = Path(os.environ.get("YOUWESAID_SHARED", Path(__file__).parents[2] / "shared"))
CODEBOOK = "patient-experience.yaml"
HEADING = (
    f"{'tagger':44}{'micro':>7}{'macro':>7}{'samples':>9}{'exact':>7}{'train s':>9}{'ms each':>9}"
)

Machine = Callable[[], LinearSVC | SVC]


def line(name: str, found: Evaluation) -> str:
    return (
        f"{name:44}{found['micro_f1']:7.3f}{found['macro_f1']:7.3f}{found['samples_f1']:9.3f}"
        f"{found['exact']:7.3f}{found['train_cpu_s']:9.2f}{found['ms_per_comment']:9.3f}"
    )


def table(comments: tuple[Comment, ...], book: Codebook) -> np.ndarray:
    return np.array([[theme in each.themes for theme in book.identities] for each in comments])


def baseline(
    machine: Machine, lessons: tuple[Comment, ...], exam: tuple[Comment, ...], book: Codebook
) -> Evaluation:
    """tf-idf of single words, one machine a theme; the best theme where none is above zero."""
    truth = table(lessons, book)
    start = time.process_time()
    words = TfidfVectorizer(sublinear_tf=True)
    rows = words.fit_transform([each.text for each in lessons])
    machines = [machine().fit(rows, about) for about in truth.T]
    trained = time.process_time()
    new = words.transform([each.text for each in exam])
    margins = np.array([each.decision_function(new) for each in machines]).T
    suggested = margins > 0
    suggested[np.arange(len(exam)), margins.argmax(axis=1)] |= ~suggested.any(axis=1)
    tagged = time.process_time()
    found = figures(table(exam, book), suggested)
    return Evaluation(
        micro_f1=found.micro_f1, macro_f1=found.macro_f1, samples_f1=found.samples_f1,
        exact=found.exact, train_cpu_s=trained - start,
        ms_per_comment=1000 * (tagged - trained) / len(exam), tested=len(exam),
        trained_on=len(lessons), without_themes=0, per_theme={}, unknown_labels={}, left_out=[],
    )  # fmt: skip


def show_themes(found: Evaluation, untaught: Evaluation) -> None:
    click.echo(
        f"\n{'theme':58}{'precision':>10}{'recall':>8}{'F1':>7}"
        f"{'given':>7}{'said':>6}{'F1 at 0':>9}"
    )
    for name, each in found["per_theme"].items():
        click.echo(
            f"{name[:57]:58}{each['precision']:10.3f}{each['recall']:8.3f}{each['f1']:7.3f}"
            f"{each['support']:7}{each['predicted']:6}{untaught['per_theme'][name]['f1']:9.3f}"
        )


def show_bands(model: Model, exam: tuple[Comment, ...]) -> None:
    right = dict.fromkeys(Band, 0)
    said = dict.fromkeys(Band, 0)
    for comment, suggested in zip(exam, model.suggest_all(exam), strict=True):
        for each in suggested:
            said[Band(each.band)] += 1
            right[Band(each.band)] += each.theme in comment.themes
    click.echo("\nband, suggestions, share that people gave too")
    for band in Band:
        click.echo(f"{band:10}{said[band]:6}{right[band] / max(said[band], 1):8.3f}")


def show_size(model: Model) -> None:
    packed = model.to_bytes()
    start = time.process_time()
    Model.from_bytes(packed).suggest("To load everything.")
    loading = 1000 * (time.process_time() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    click.echo(
        f"\nmodel: {len(packed) / 1e6:.2f} MB stored, {loading:.0f} ms to load, "
        f"{len(model.vocabulary.names)} features; this process at most {memory} MB"
    )


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=SHARED / "themes")
@click.option("--test", "test_name", default="val.csv")
@click.option("--anchor", is_flag=True, help="Also an RBF machine on tf-idf, which takes minutes.")
def main(data: Path, test_name: str, anchor: bool) -> None:
    book = Codebook.from_yaml(data / CODEBOOK)
    lessons = read_coded(data / "train.csv", book).comments
    exam = read_coded(data / test_name, book).comments
    untaught = evaluate(None, data / test_name, data / CODEBOOK)
    taught = evaluate(data / "train.csv", data / test_name, data / CODEBOOK)
    click.echo(f"{taught['trained_on']} comments to learn from, {taught['tested']} to judge by\n")
    click.echo(HEADING)
    click.echo(line("seed terms alone", untaught))
    click.echo(line("this tagger", taught))
    linear = baseline(lambda: LinearSVC(C=1.0, random_state=0), lessons, exam, book)
    click.echo(line("tf-idf words + linear SVC", linear))
    if anchor:
        rbf = baseline(lambda: SVC(C=15, class_weight="balanced"), lessons, exam, book)
        click.echo(line("tf-idf words + SVC C=15 balanced (RBF)", rbf))
    show_themes(taught, untaught)
    model = train(lessons, book)
    show_bands(model, exam)
    show_size(model)


if __name__ == "__main__":
    main()
