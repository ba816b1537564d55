"""Files of comments, as people save them."""

import csv

import pytest

from feedback.nlp.tagger.codebook import Codebook, ThemeTerms
from feedback.nlp.tagger.coded import read_coded
from feedback.nlp.tagger.comments_file import CommentsFileError, LeftOut, read_comments

CODEBOOK = Codebook("Two", (ThemeTerms("Waiting", key="wait"), ThemeTerms("Kindness")))


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "said.csv"

    def write(content):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def refusal(path):
    with pytest.raises(CommentsFileError) as refused:
        read_comments(path)
    return str(refused.value)


def test_columns_are_found_by_their_headings(written):
    path = written('Labels, TEXT ,other,id\r\nA| B |,"One,\nand ""two""",x,7\r\n,Only text\r\n')

    one, two = read_comments(path).rows

    assert (one.number, one.id, one.text, one.labels) == (2, "7", 'One,\nand "two"', ("A", "B"))
    assert (one.question, one.language) == (None, None)
    assert (two.number, two.id, two.text, two.labels) == (3, "3", "Only text", ())


@pytest.mark.parametrize(
    "content",
    [
        "text,question\nCafé was “shut”,Why?\n".encode("utf-8-sig"),
        "text,question\nCafé was “shut”,Why?\n".encode("cp1252"),
        "text;question\nCafé was “shut”;Why?\n".encode("utf-16"),
        b"text\tquestion\rCaf\xc3\xa9 was \xe2\x80\x9cshut\xe2\x80\x9d\tWhy?\r",
    ],
)
def test_a_file_is_read_however_it_was_saved(written, content):
    (row,) = read_comments(written(content)).rows

    assert (row.text, row.question) == ("Café was “shut”", "Why?")


def test_rows_without_words_are_left_out_and_named(written):
    found = read_comments(written("id,text\na,\n\nb,...\nc,Fine\n , \nd,😀\n"))

    assert [row.id for row in found.rows] == ["c"]
    reason = "there are no words in its text"
    assert found.left_out == (
        LeftOut(2, "a", reason),
        LeftOut(4, "b", reason),
        LeftOut(7, "d", reason),
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "said.csv: the file is empty."),
        (b"PK\x03\x04rest", "said.csv: this is a spreadsheet, not a CSV file; save it as CSV"),
        (b"text\nA\0B\n", "said.csv: this is not a text file; save it as CSV UTF-8."),
        (b"text\nA\x81\n", "said.csv, line 2: a character is in no known encoding; save it"),
        (
            "text\nੴ ਸਤਿ ਨਾਮੁ\n".encode() + b"broken \xff\n",
            "said.csv, line 3: a character is broken (not UTF-8, as the rest is); mend it",
        ),
        ("id,words\n1,A\n", 'row 1: there is no column "text" in the heading (id, words);'),
        (",\n1,A\n", 'row 1: there is no column "text" in the heading (nothing);'),
        ("text,Text\nA,B\n", 'row 1: two columns are called "text"; rename one of them.'),
        ("id,text\n1,A\n2,B,C\n", "row 3: there are 3 cells, but 2 in the heading; put quotation"),
        ('id,text\n1,"A\n2,B\n', "row 2: the quotation marks do not match; put them around the"),
        ('id,text\n1,"A" B\n', "row 2: the quotation marks do not match"),
        (f"text\nA\n{'x' * (csv.field_size_limit() + 1)}\n", "row 3: the quotation marks do not"),
    ],
)
def test_a_file_that_cannot_be_used_says_which_row_and_how_to_mend_it(written, content, sentence):
    said = refusal(written(content))

    assert sentence in said
    assert said.endswith(".")


def test_a_missing_file_says_so(tmp_path):
    said = refusal(tmp_path / "none.csv")

    assert said == "none.csv: the file cannot be opened: No such file or directory."


def test_empty_cells_beyond_the_heading_are_no_fault(written):
    (row,) = read_comments(written("id,text\n1,Fine,,\n")).rows

    assert row.text == "Fine"


def test_labels_are_names_or_keys_and_an_empty_cell_means_that_none_fits(written):
    path = written("text,question,labels\nA,Q,waiting|Kindness\nB,,wait\nC,,\nD\n")

    coded = read_coded(path, CODEBOOK)

    assert [sorted(comment.themes) for comment in coded.comments] == [
        ["Kindness", "wait"],
        ["wait"],
        [],
    ]
    assert coded.comments[0].question == "Q"
    assert coded.left_out == (LeftOut(5, "5", "the row ends before its labels"),)


def test_labels_that_are_no_theme_are_counted(written):
    coded = read_coded(written("text,labels\nA,wait|Parking\nB,Parking\nC,Noise\n"), CODEBOOK)

    assert len(coded.comments) == 1
    assert coded.unknown == {"Noise": 1, "Parking": 2}
    reason = "none of its labels is a theme of the codebook"
    assert coded.left_out == (LeftOut(3, "3", reason), LeftOut(4, "4", reason))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("text\nA\n", 'row 1: there is no column "labels" in the heading; call the column with'),
        (
            "text,labels\nA,Parking\nB,\n",
            'none of the labels is a theme of the codebook "Two" (the first is "Parking")',
        ),
    ],
)
def test_a_file_that_is_not_coded_by_the_codebook_is_refused(written, content, sentence):
    with pytest.raises(CommentsFileError) as refused:
        read_coded(written(content), CODEBOOK)

    assert sentence in str(refused.value)
