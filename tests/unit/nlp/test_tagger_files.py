"""Judging the tagger, and tagging a file, from files to files."""

import csv

import numpy as np
import pytest

from feedback.nlp.tagger.comments_file import CommentsFileError, LeftOut
from feedback.nlp.tagger.evaluation import evaluate
from feedback.nlp.tagger.metrics import figures
from feedback.nlp.tagger.tagging import tag_file

CODEBOOK = """\
name: Small
themes:
  - {name: Waiting, key: wait, terms: {en: [wait*, hours]}}
  - {name: Kindness, terms: {en: [kind, polite]}}
  - {name: Parking}
"""
TEST = """\
id,text,labels
1,I waited hours,Waiting
2,They were kind,Kindness|Parking
3,They were polite,Waiting|Noise
4,Something else,
5,...,Waiting
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "codebook.yaml").write_text(CODEBOOK)
    (tmp_path / "test.csv").write_text(TEST)
    rows = [f"waited for hours {number},wait" for number in range(12)]
    rows += [f"the car park was full {number},Parking|Weather" for number in range(12)]
    (tmp_path / "train.csv").write_text("\n".join(["text,labels", *rows, "snow,Weather"]))
    return tmp_path


def lines(path):
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def test_figures_are_those_of_the_usual_definitions():
    truth = np.array([[1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]], dtype=bool)
    suggested = np.array([[1, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 0]], dtype=bool)

    found = figures(truth, suggested)

    assert found.micro_f1 == pytest.approx(4 / 6)
    assert found.macro_f1 == pytest.approx((1 + 0 + 0) / 3)
    assert found.samples_f1 == pytest.approx((0.5 + 1 + 1) / 3)
    assert found.exact == pytest.approx(2 / 3)
    assert found.per_theme[1] == {
        "precision": 0, "recall": 0, "f1": 0, "support": 1, "predicted": 0,
    }  # fmt: skip
    assert found.per_theme[0]["f1"] == 1
    assert figures(truth[:0], suggested[:0]).exact == 0


def test_the_tagger_is_judged_without_any_coded_comment(folder):
    found = evaluate(None, folder / "test.csv", folder / "codebook.yaml")

    assert (found["tested"], found["trained_on"], found["without_themes"]) == (4, 0, 1)
    assert found["micro_f1"] == pytest.approx(2 * 2 / (4 + 3), abs=1e-6)
    assert found["exact"] == 0.5
    assert found["per_theme"]["Waiting"] == {
        "precision": 1, "recall": 0.5, "f1": pytest.approx(2 / 3), "support": 2, "predicted": 1,
    }  # fmt: skip
    assert found["unknown_labels"] == {"Noise": 1}
    assert found["left_out"] == [LeftOut(6, "5", "there are no words in its text")]


def test_the_tagger_is_judged_on_what_it_learned(folder):
    found = evaluate(folder / "train.csv", folder / "test.csv", folder / "codebook.yaml")

    assert found["trained_on"] == 24
    assert found["unknown_labels"] == {"Noise": 1, "Weather": 13}
    assert found["train_cpu_s"] > 0
    assert found["ms_per_comment"] > 0


def test_a_file_with_nothing_to_judge_by_is_refused(folder):
    (folder / "test.csv").write_text("text,labels\n,Waiting\n")

    with pytest.raises(CommentsFileError, match="no coded comment"):
        evaluate(None, folder / "test.csv", folder / "codebook.yaml")


def test_a_file_is_tagged_with_reasons(folder):
    done = []

    report = tag_file(
        folder / "test.csv",
        folder / "out.csv",
        codebook=folder / "codebook.yaml",
        progress=lambda *counts: done.append(counts),
    )

    assert lines(folder / "out.csv") == [
        {
            "id": "1",
            "theme": "Waiting",
            "score": "0.7288",
            "band": "likely",
            "why": "waited; hours",
        },
        {"id": "2", "theme": "Kindness", "score": "0.5249", "band": "possible", "why": "kind"},
        {"id": "3", "theme": "Kindness", "score": "0.5249", "band": "possible", "why": "polite"},
    ]
    assert (report.read, report.tagged, report.suggestions, report.trained_on) == (4, 3, 3, 0)
    assert report.left_out == (LeftOut(6, "5", "there are no words in its text"),)
    assert done == [(4, 4)]
    assert [path.name for path in folder.glob("*.part")] == []


def test_weak_suggestions_are_written_only_when_asked_for(folder):
    files = {"codebook": folder / "codebook.yaml", "train": folder / "train.csv"}
    (folder / "test.csv").write_text(TEST + "6,the car was full,\n")

    few = tag_file(folder / "test.csv", folder / "few.csv", **files)
    all_ = tag_file(folder / "test.csv", folder / "all.csv", **files, weak=True)

    assert few.suggestions < all_.suggestions
    assert "weak" not in {line["band"] for line in lines(folder / "few.csv")}
    assert "weak" in {line["band"] for line in lines(folder / "all.csv")}
    assert few.unknown_labels == {"Weather": 13}


def test_the_languages_and_questions_of_a_file_are_used(folder):
    (folder / "said.csv").write_text("id,text,language,question\nx,Kind,cy,\ny,Kind,en,Why?\n")

    tag_file(folder / "said.csv", folder / "out.csv", codebook=folder / "codebook.yaml")

    assert [line["id"] for line in lines(folder / "out.csv")] == ["y"]


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("test.csv", "this file would be written over"),
        ("codebook.yaml", "this file would be written over"),
        ("nowhere/out.csv", "there is no such folder; make it first"),
        ("taken", "the file cannot be written: Is a directory"),
    ],
)
def test_a_result_that_cannot_be_written_is_refused(folder, target, sentence):
    (folder / "taken").mkdir()

    with pytest.raises(CommentsFileError) as refused:
        tag_file(folder / "test.csv", folder / target, codebook=folder / "codebook.yaml")

    assert sentence in str(refused.value)
    assert (folder / "test.csv").read_text() == TEST
    assert list(folder.glob("*.part")) == []
