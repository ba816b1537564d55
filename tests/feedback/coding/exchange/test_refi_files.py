"""Project files as other programs write them, and as ours must be. No database."""

import io
import uuid
import zipfile
from datetime import date

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback.coding.exchange.refi import (
    Case,
    Code,
    Group,
    Mark,
    Project,
    Selection,
    Text,
    User,
    Value,
    Variable,
)
from feedback.coding.exchange.refi_in import read_project
from feedback.coding.exchange.refi_out import project_file
from feedback.coding.exchange.stretches import moved
from feedback.core.lines import Lines, Verb
from feedback.core.unpacking import UnusableFile

NS = "urn:QDA-XML:project:1.0"
G = [str(uuid.UUID(int=0xA0000000000040008000000000000000 + n)) for n in range(20)]
EMOJI = "Nobody 🙂 asked me. لم يسألني أحد. Then they did 👩🏽‍🦰!"


@pytest.fixture(autouse=True, scope="module")
def _words():
    app = Flask("words")
    Babel(app)
    with app.app_context(), app.test_request_context():
        yield


def packed(xml, *, name="project.qde", **parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, xml)
        for path, text in parts.items():
            raw = text if isinstance(text, bytes) else text.encode()
            archive.writestr(path.replace("__", "/"), raw)
    return out.getvalue()


def project(body, *, ns=NS, origin=""):
    head = '<?xml version="1.0" encoding="utf-8"?>'
    return f'{head}<Project xmlns="{ns}" name="P" origin="{origin}">{body}</Project>'


def text_source(inside="", *, guid=G[1], **attributes):
    said = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f'<TextSource guid="{guid}" name="T" {said}>{inside}</TextSource>'


def selection(start, end, inside="", name=""):
    return (
        f'<PlainTextSelection guid="{uuid.uuid4()}" name="{name}" startPosition="{start}" '
        f'endPosition="{end}">{inside}</PlainTextSelection>'
    )


def coding(code=G[2], user=""):
    by = f'creatingUser="{user}"' if user else ""
    return f'<Coding guid="{uuid.uuid4()}" {by}><CodeRef targetGUID="{code}"/></Coding>'


CODES = f'<CodeBook><Codes><Code guid="{G[2]}" name="Asked" isCodable="true"/></Codes></CodeBook>'


def read(content):
    report = Lines()
    return read_project(content, report), report


def reasons(report):
    return " ".join(sentence for line in report.lines for sentence in line.why)


def stretches(found):
    return [found.texts[0].text[part.start : part.end] for part in found.texts[0].selections]


# --- what other programs do -------------------------------------------------------------------


def test_atlas_names_its_project_file_otherwise_and_counts_a_windows_line_end_as_one():
    raw = "One.\r\nTwo.\r\nThree words here."
    body = text_source(selection(10, 21, coding()), plainTextPath=f"internal://{G[1]}.TXT")
    xml = project(CODES + f"<Sources>{body}</Sources>", origin="ATLAS.ti 23.4.0")

    found, _report = read(packed(xml, name="my_project.QDE", **{f"Sources__{G[1]}.txt": raw}))

    assert stretches(found) == ["Three words"]


def test_others_count_it_as_two_and_a_quote_settles_it():
    raw = "One.\r\nTwo.\r\nThree words here."
    usual = text_source(selection(12, 23, coding()), plainTextPath="internal://a.txt")
    quoted = text_source(
        selection(10, 21, coding(), name="Three words"), plainTextPath="internal://a.txt"
    )

    for body, is_odd in ((usual, False), (quoted, True)):
        xml = project(f"<Sources>{body}</Sources>", origin="Other")
        found, report = read(packed(xml, sources__a=b"", **{"sources__a.txt": raw}))
        assert stretches(found) == ["Three words"]
        assert ("counted in another way" in reasons(report)) is is_odd


def test_utf16_and_inclusive_ends_are_known_by_their_quotes():
    start = len("Nobody 🙂 ".encode("utf-16-le")) // 2
    utf16 = selection(start, start + len("asked me"), coding(), name="asked me")
    inclusive = selection(9, 16, coding(), name="asked me")

    for part in (utf16, inclusive):
        body = text_source(f"<PlainTextContent>{EMOJI}</PlainTextContent>{part}")
        found, _report = read(packed(project(f"<Sources>{body}</Sources>")))
        assert stretches(found) == ["asked me"]


def test_order_braces_namespace_bom_and_empty_containers_do_not_matter():
    body = (
        "<Sources>"
        + text_source(
            "<PlainTextContent>Words</PlainTextContent>" + coding("{" + G[2].upper() + "}")
        )
        + "</Sources><Sets/><Graphs/><Links/>"
        + f'<Cases><Case guid="{G[3]}" name="C"><SourceRef targetGUID="{G[1]}"/></Case></Cases>'
        + CODES
        + "<Users/>"
    )
    xml = "\ufeff" + project(body, ns="urn:QDA-XML:project:0.4")

    found, report = read(packed(xml))

    assert found.cases[0].texts == [found.texts[0].guid]
    assert found.texts[0].marks[0].code == found.codes[0].guid
    assert "another version" in reasons(report)


def test_paths_are_found_by_any_spelling_and_never_outside_the_file(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("not for you")
    sources = "".join(
        text_source(guid=guid, plainTextPath=path)
        for guid, path in (
            *((G[1], "one.txt"), (G[2], "internal://TWO.txt"), (G[3], "sources/three%20a.txt")),
            *((G[4], f"absolute://{secret}"), (G[5], "relative://../../etc/passwd")),
        )
    )
    parts = {f"Sources__{name}.txt": f"Text {name}" for name in ("One", "two", "three a")}

    found, report = read(packed(project(f"<Sources>{sources}</Sources>"), **parts))

    assert [text.text for text in found.texts] == ["Text One", "Text two", "Text three a"]
    assert reasons(report).count("not in the file") == 2


def test_texts_in_any_encoding_and_pdfs_with_their_plain_text_come_in():
    pdf = (
        f'<PDFSource guid="{G[4]}" name="pdf"><Representation guid="{G[5]}" '
        f'plainTextPath="internal://p.txt"/></PDFSource><PictureSource guid="{G[6]}"/>'
        + text_source(guid=G[7], richTextPath="internal://x.docx")
        + text_source("<PlainTextContent>\n</PlainTextContent>", guid=G[8])
    )
    body = text_source(plainTextPath="internal://w.txt") + pdf
    parts = {"sources__w.txt": "caf\xe9".encode("cp1252"), "sources__p.txt": "Of a PDF"}

    found, report = read(packed(project(f"<Sources>{body}</Sources>"), **parts))

    assert [text.text for text in found.texts] == ["café", "Of a PDF"]
    for said in ("no pictures", "formatted document", "no words"):
        assert said in reasons(report)


def test_odd_stretches_are_cut_refused_or_annotations():
    inside = (
        "<PlainTextContent>Short text</PlainTextContent>"
        + selection(6, 99, coding())
        + selection(50, 60, coding())
        + selection(4, 4, coding())
        + selection("x", 2, coding())
        + selection(0, 5, "<Description>A thought</Description>")
    )

    found, report = read(packed(project(f"<Sources>{text_source(inside)}</Sources>")))

    assert stretches(found) == ["text", "Short"]
    assert found.texts[0].selections[1].description == "A thought"
    assert report.counts()[Verb.REFUSED] == 3
    assert "was cut there" in reasons(report)


def test_codes_with_one_name_and_codings_without_a_coder_are_kept():
    codes = CODES.replace("</Codes>", f'<Code guid="{G[9]}" name="Asked"/></Codes>')
    inside = "<PlainTextContent>Words</PlainTextContent>" + coding() + coding(G[9], user=G[8])

    found, _report = read(packed(project(codes + f"<Sources>{text_source(inside)}</Sources>")))

    assert [code.name for code in found.codes] == ["Asked", "Asked"]
    assert [str(mark.user) for mark in found.texts[0].marks] == ["None", G[8]]


# --- what is refused --------------------------------------------------------------------------

ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'


def _bomb():
    return packed(project(""), **{"sources__a.txt": b"0" * 40_000_000})


def _many():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(60_002):
            archive.writestr(str(number), b"")
    return out.getvalue()


REFUSED = {
    "nothing": lambda: b"",
    "no zip": lambda: project("").encode(),
    "half a zip": lambda: packed(project(CODES))[:-40],
    "no project": lambda: packed("x", name="other.xml"),
    "another root": lambda: packed("<html/>"),
    "broken XML": lambda: packed(project("<Sources>")),
    "entities": lambda: packed(ENTITIES + "<Project>&b;</Project>"),
    "entities in UTF-16": lambda: packed(
        f'<?xml version="1.0" encoding="utf-16"?>{ENTITIES}<Project>&b;</Project>'.encode("utf-16")
    ),
    "a bomb": _bomb,
    "too many parts": _many,
}


@pytest.mark.parametrize("made", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_project_is_refused_in_one_sentence(made):
    with pytest.raises(UnusableFile) as refusal:
        read(made())

    assert str(refusal.value).endswith(".")


@given(st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_file_with_any_bytes_changed_is_read_or_refused(data):
    inside = "<PlainTextContent>Some words</PlainTextContent>" + selection(0, 4, coding())
    whole = project(CODES + f"<Sources>{text_source(inside)}</Sources>")
    xml = bytearray(whole.encode())
    for _change in range(data.draw(st.integers(1, 8))):
        xml[data.draw(st.integers(0, len(xml) - 1))] = data.draw(st.integers(0, 255))

    try:
        found, _report = read(packed(bytes(xml)))
    except UnusableFile:
        return
    assert found.name


# --- ours -------------------------------------------------------------------------------------

guids = st.uuids(version=4)
names = st.text(min_size=1, max_size=12)
prose = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), min_size=1, max_size=60
) | st.just(EMOJI)


def _mark(data, codes, users):
    user = data.draw(st.sampled_from([None, *(user.guid for user in users)]))
    return Mark(
        guid=data.draw(guids),
        code=data.draw(st.sampled_from(codes)).guid,
        user=user,
        day=data.draw(st.none() | st.dates(date(2000, 1, 1))),
    )


def _text(data, codes, users, guid):
    text = Text(guid=guid, name=f"{guid}", text=data.draw(prose))
    text.marks = [_mark(data, codes, users) for _each in range(data.draw(st.integers(0, 2)))]
    for _each in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, len(text.text) - 1))
        end = data.draw(st.integers(start + 1, len(text.text)))
        text.selections.append(
            Selection(
                guid=data.draw(guids), start=start, end=end, marks=[_mark(data, codes, users)]
            )
        )
    return text


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_project_is_valid_and_is_read_again_as_it_was_written(valid_project, data):
    made = iter(data.draw(st.lists(guids, min_size=30, max_size=30, unique=True)))
    below = [Code(guid=next(made), name="Below", is_codable=False)]
    codes = [Code(guid=next(made), name="Top", description="Means", children=below, color="#ff0")]
    users = [User(next(made), "Coder 1")]
    variable = Variable(next(made), "Language")
    texts = [_text(data, codes, users, next(made)) for _each in range(data.draw(st.integers(0, 3)))]
    whole = Project(name="P", description="Said", users=users, codes=codes, texts=texts)
    whole.variables = [variable]
    whole.notes = [Text(guid=next(made), name="Memo", text=data.draw(prose).strip() or "x")]
    ids = [text.guid for text in texts]
    whole.cases = [Case(guid=next(made), name="C", values=[Value(variable.guid, "en")], texts=ids)]
    whole.groups = [Group(guid=next(made), name="S", codes=[codes[0].guid], texts=ids)]
    content = project_file(whole)

    valid_project(content)
    found, report = read(content)

    kept = [text for text in texts if text.text.strip()]
    assert [(each.text, each.marks) for each in found.texts] == [
        (each.text, each.marks) for each in kept
    ]
    assert [
        (part.start, part.end, part.marks) for each in found.texts for part in each.selections
    ] == [(part.start, part.end, part.marks) for each in kept for part in each.selections]
    assert (found.codes, found.users, found.variables) == (codes, users, [variable])
    assert (found.cases, found.groups) == (whole.cases, whole.groups)
    assert all(line.verb is Verb.REFUSED for line in report.lines)


@pytest.mark.parametrize(
    ("before", "after", "words", "found"),
    [
        ("She said no. Tom left.", "She said no. [name] left.", "Tom left", "[name] left"),
        ("She said no. Tom left.", "She said no. [name] left.", "said no", "said no"),
        ("  A \r\n b", "A \n b", "b", "b"),
        ("one two three", "one three", "two", None),
        ("one two three", "one two three", "two", "two"),
        ("Cafe\u0301 now", "Café now", "now", "now"),
        (EMOJI, EMOJI.replace("Nobody", "[someone] [else]"), "لم يسألني", "لم يسألني"),
    ],
)
def test_a_stretch_is_found_again_in_a_text_with_names_hidden(before, after, words, found):
    start = before.index(words)

    place = moved((start, start + len(words)), before=before, after=after)

    assert (after[slice(*place)] if place else None) == found
