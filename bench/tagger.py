"""Measures the theme tagger, and simpler ones in the same run, on coded comments.

    python bench/tagger.py [--data DIR] [--test val.csv] [--quick] [--sentences FOLDER]

DIR holds train.csv, the test file, no-theme.csv and patient-experience.yaml; without --data it is
``themes`` in the folder that YOUWESAID_SHARED names, or in ``shared`` beside the repository. Times
are CPU time of one thread. --quick leaves out the SVC with C=15, which takes minutes. --sentences
names the folder of a sentence model, and shows what it adds.
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
from feedback.nlp.tagger.metrics import Figures, figures
from feedback.nlp.tagger.model import Band, Model
from feedback.nlp.tagger.sentence_model import NoSentenceModel, load
from feedback.nlp.tagger.training import train

SHARED = Path(os.environ.get("YOUWESAID_SHARED", Path(__file__).parents[2] / "shared"))
CODEBOOK = "patient-experience.yaml"
NO_THEME = "no-theme.csv"
CURVE = ((50, 3), (200, 3), (1000, 2))  # coded comments, drawn so many times
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


def blank_wrongly(model: Model, no_theme: tuple[Comment, ...]) -> float:
    """The share of comments about no theme that are given one."""
    tagged = (
        any(each.band != Band.WEAK for each in found) for found in model.suggest_all(no_theme)
    )
    return sum(tagged) / len(no_theme)


def judged(model: Model, exam: tuple[Comment, ...]) -> Figures:
    said = [
        [each.theme for each in found if each.band != Band.WEAK]
        for found in model.suggest_all(exam)
    ]
    suggested = np.array([[theme in row for theme in model.codebook.identities] for row in said])
    return figures(table(exam, model.codebook), suggested)


def show_curve(
    lessons: tuple[Comment, ...],
    exam: tuple[Comment, ...],
    no_theme: tuple[Comment, ...],
    book: Codebook,
) -> None:
    click.echo(
        f"\n{'coded comments (mean of draws)':44}{'micro':>7}{'macro':>7}{'no theme, tagged':>18}"
    )
    for count, draws in CURVE:
        rows = []
        for draw in range(draws):
            order = np.random.default_rng(draw).permutation(len(lessons))[:count]
            model = train([lessons[place] for place in order], book)
            found = judged(model, exam)
            rows.append((found.micro_f1, found.macro_f1, blank_wrongly(model, no_theme)))
        micro, macro, blank = np.mean(rows, axis=0)
        click.echo(f"{count:<44}{micro:7.3f}{macro:7.3f}{blank:18.3f}")


def show_sentences(
    folder: Path | None, lessons: tuple[Comment, ...], exam: tuple[Comment, ...], plain: Model
) -> None:
    if folder is None:
        click.echo("\nno sentence model was named (--sentences FOLDER): what one adds is not shown")
        return
    try:
        sentences = load(folder)
    except NoSentenceModel as fault:
        click.echo(f"\nno sentence model: {fault}")
        return
    start = time.process_time()
    sentences.points([each.text for each in lessons])
    reading = time.process_time() - start
    model = train(lessons, plain.codebook, sentences=sentences)
    without, found = judged(plain, exam), judged(model, exam)
    click.echo(
        f"\nthe sentence model adds {found.micro_f1 - without.micro_f1:+.3f} micro and "
        f"{found.macro_f1 - without.macro_f1:+.3f} macro F1 ({found.micro_f1:.3f} / "
        f"{found.macro_f1:.3f}), at {1000 * reading / len(lessons):.0f} ms a comment more"
    )


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
@click.option("--quick", is_flag=True, help="Without the SVC with C=15, which takes minutes.")
@click.option("--sentences", type=click.Path(path_type=Path), help="Folder of a sentence model.")
def main(data: Path, test_name: str, quick: bool, sentences: Path | None) -> None:
    book = Codebook.from_yaml(data / CODEBOOK)
    lessons = read_coded(data / "train.csv", book).comments
    exam = read_coded(data / test_name, book).comments
    no_theme = read_coded(data / NO_THEME, book).comments
    untaught = evaluate(None, data / test_name, data / CODEBOOK)
    taught = evaluate(data / "train.csv", data / test_name, data / CODEBOOK)
    click.echo(f"{taught['trained_on']} comments to learn from, {taught['tested']} to judge by\n")
    click.echo(HEADING)
    click.echo(line("seed terms alone", untaught))
    click.echo(line("this tagger", taught))
    linear = baseline(lambda: LinearSVC(C=1.0, random_state=0), lessons, exam, book)
    click.echo(line("tf-idf words + linear SVC", linear))
    if not quick:
        rbf = baseline(lambda: SVC(C=15, class_weight="balanced"), lessons, exam, book)
        click.echo(line("tf-idf words + SVC C=15 balanced (RBF)", rbf))
    model = train(lessons, book)
    click.echo(
        f"\nof {len(no_theme)} comments about no theme, given one: "
        f"{blank_wrongly(train([], book), no_theme):.3f} by seed terms alone, "
        f"{blank_wrongly(model, no_theme):.3f} by this tagger"
    )
    show_curve(lessons, exam, no_theme, book)
    show_themes(taught, untaught)
    show_bands(model, exam)
    show_size(model)
    show_sentences(sentences, lessons, exam, model)


if __name__ == "__main__":
    main()
