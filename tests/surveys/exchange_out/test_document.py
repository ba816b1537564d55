"""A survey as a document: everything that people read, rules in words, each language its way."""

import io

from docx import Document
from docx.oxml.ns import qn

from surveys.exchange.document import survey_document
from tests.surveys.exchange_out.every_kind import EVERY_KIND


def _document(*languages):
    made = survey_document(EVERY_KIND, slug="every", version="1", languages=languages)
    return Document(io.BytesIO(made))


def _runs_from_right(paragraph):
    return paragraph._p.pPr.find(qn("w:bidi")) is not None


def test_a_document_holds_every_text_and_every_rule_in_words(app):
    text = "\n".join(paragraph.text for paragraph in _document("en").paragraphs)

    for question in EVERY_KIND.questions():
        assert question.wording["en"] in text
        for part in (*question.choices, *question.rows):
            assert part.label["en"] in text
    for said in (
        "Shown only when “Question staff – Kind” is “Choice x” or “Choice y”.",
        "When “Question role” is “Choice staff”, go on to the page “Not for you”.",
        "The answer is taken only when “Question day” is on or before today.",
        "As a \u2068[the answer to “Question role”]\u2069: all that fit",
        "The picture shows: An open door.",
        "This one needs an answer.",
        f"Fingerprint: {EVERY_KIND.digest}",
    ):
        assert said in text


def test_urdu_runs_from_the_right_beside_english(app):
    book = _document("en", "ur")
    rows = [row.cells for row in book.tables[0].rows]

    assert len(rows) > len(list(EVERY_KIND.questions()))
    for english, urdu in rows:
        assert not _runs_from_right(english.paragraphs[0])
        assert _runs_from_right(urdu.paragraphs[0])
        for run in urdu.paragraphs[0].runs:
            assert run._r.rPr.find(qn("w:rtl")) is not None
            assert run._r.rPr.find(qn("w:lang")).get(qn("w:bidi")) == "ur"
    said = {english.text: urdu.text for english, urdu in rows}
    assert said["Thank you"] == "Thank you اردو"
