"""Files of translations: what goes out comes back, and what is broken is refused in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.core.text import clean
from surveys.definitions.definition import digest_of
from surveys.definitions.origins import seeded
from surveys.definitions.texts import Change, texts, with_texts
from surveys.translating import csv_file, xliff
from surveys.translating.provenance import lines
from surveys.translating.rows import UnreadableFile
from tests.surveys import strategies

BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">&b;</xliff>"""
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><xliff>&a;</xliff>"""
HEAD = "path,source_digest,language,translation\n"


@given(strategies.definitions(), st.data())
def test_what_goes_out_comes_back_whole(definition, data):
    plain = definition.to_json()
    source = definition.languages[0]
    wild = st.text(st.sampled_from("'=+@-\t\n a<&\"{}ہ\u200f😀,;"), max_size=8)
    changes = [Change(text.path, "pl", clean(data.draw(wild))) for text in texts(plain)]
    plain = with_texts(plain, [each for each in changes if source != "pl"])
    language = "pl" if source != "pl" else "ur"
    every = list(lines(plain, seeded(plain), language))

    from_csv = csv_file.read(csv_file.written(every, source=source, language=language))
    from_xliff = xliff.read(xliff.written(every, survey="n4", source=source, language=language))

    for came in (from_csv, from_xliff):
        assert came.language == language
        assert [
            (row.path, row.source_digest, row.translation, row.was_digest, row.state)
            for row in came.rows
        ] == [
            *(
                (
                    *(line.path, digest_of(line.source), line.translation),
                    *(digest_of(line.translation), line.state),
                )
                for line in every
            )
        ]


def test_no_cell_is_a_formula():
    plain = {"languages": ["en"], "title": {"en": "=1+1", "ur": "@SUM(A1)"}}
    made = csv_file.written(lines(plain, {}, "ur"), source="en", language="ur").decode()

    assert made.startswith("\ufeff")
    assert "'=1+1" in made
    assert "'@SUM(A1)" in made


@pytest.mark.parametrize(
    ("read", "raw", "why"),
    [
        (xliff.read, b"<xliff", "not XML"),
        (xliff.read, b"\xff\xfe<", "not XML"),
        (xliff.read, b'<?xml version="1.0" encoding="klingon"?><a/>', "not XML"),
        (xliff.read, BOMB, "entities"),
        (xliff.read, OUTSIDE, "entities"),
        (xliff.read, b"<html/>", "not XLIFF 1.2"),
        (csv_file.read, b"a,b\n1,2", "The column “path” is missing"),
        (csv_file.read, "path;język\nż".encode("cp1250"), "not in UTF-8"),
        (csv_file.read, HEAD.encode(), "the same language"),
        (csv_file.read, (HEAD + "a,b,ur,x\nc,d,pl,y").encode(), "the same language"),
        (csv_file.read, (HEAD + "a,b,ur," + "x" * 200_000).encode(), "Line 2 is not CSV"),
        (csv_file.read, b"", "The column “path” is missing"),
    ],
)
def test_a_file_that_cannot_be_used_gives_one_sentence(read, raw, why):
    with pytest.raises(UnreadableFile, match=why):
        read(raw)


def test_a_table_from_another_country_is_read_too():
    raw = HEAD.replace(",", ";") + "title;abc;ur;آپ\n"

    assert csv_file.read(raw.encode("utf-16")).rows[0].translation == "آپ"
