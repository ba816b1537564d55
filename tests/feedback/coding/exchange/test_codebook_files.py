"""A codebook goes out and comes back the same, and those of other programs come in with a word."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from feedback.accounts.roles import Role
from feedback.coding import changes, queries
from feedback.coding.codebook.services import WrittenTheme, take_in
from feedback.coding.exchange import descriptions
from feedback.coding.exchange.codebook_in import import_codebook
from feedback.coding.exchange.codebook_out import NoThemes, export_codebook
from feedback.coding.exchange.descriptions import Described
from feedback.coding.models import ChangeKind, Theme, ThemeState
from feedback.core.db import session, writing
from feedback.core.lines import Verb
from feedback.core.unpacking import UnusableFile

NS = "urn:QDA-XML:codebook:1.0"
A, B, C = (f"aaaaaaaa-0000-4000-8000-00000000000{n}" for n in range(3))


def qdc(codes, *, ns=NS, tail=""):
    return f'<?xml version="1.0"?><CodeBook xmlns="{ns}"><Codes>{codes}</Codes>{tail}</CodeBook>'


def code(guid, name, inside="", **more):
    attributes = " ".join(f'{key}="{value}"' for key, value in more.items())
    return f'<Code guid="{guid}" name="{name}" {attributes}>{inside}</Code>'


@pytest.fixture
def editor(make_staff):
    return make_staff(Role.LEAD)


def bring(text, editor):
    raw = text if isinstance(text, bytes) else text.encode()
    with writing():
        return import_codebook(raw, name="x.qdc", by=editor)


def held():
    return {theme.names["en"]: theme for theme in queries.all_themes()}


def whole():
    """All that a codebook says, place by place."""
    return [
        (
            *(node.theme.id, node.theme.key, node.theme.names, node.theme.definition),
            *(node.theme.include, node.theme.exclude, node.theme.examples, node.theme.terms),
            *(node.theme.state, node.theme.colour, [above.id for above in node.path]),
            node.theme.merged_into_id,
        )
        for node in queries.tree(queries.all_themes())
    ]


def merged_theme(into, editor):
    gone = Theme(key="old_one", names={"en": "Old one"}, state=ThemeState.MERGED)
    gone.merged_into_id = into.id
    with writing():
        changes.begin(ChangeKind.MERGED, by=editor).add(gone)
    return gone


def test_our_codebook_is_valid_and_comes_back_whole_into_an_empty_site(
    codebook, editor, valid_codebook
):
    with writing():
        take_in(
            [WrittenTheme(names={"en": "Third level", "ur": "تیسرا"}, parent=whole()[-1][0])],
            by=editor,
            reason="",
        )
        themes = list(queries.all_themes())
        themes[3].state, themes[4].state = ThemeState.DRAFT, ThemeState.RETIRED
    old = merged_theme(themes[0], editor)
    before = whole()
    with writing():
        exported = export_codebook(by=editor)
    valid_codebook(exported.file.content)
    assert exported.count == len(before) - 1
    assert len(exported.missing) == 4
    with writing():
        for theme in queries.all_themes():
            theme.parent_id = theme.merged_into_id = None
        session().flush()
        for theme in queries.all_themes():
            session().delete(theme)

    report = bring(exported.file.content, editor)

    assert report.added == len(before) - 1
    assert sorted(whole(), key=str) == sorted(before, key=str)
    assert session().get(Theme, old.id).state is ThemeState.MERGED
    again = bring(exported.file.content, editor)
    assert (again.added, again.changed, again.unchanged) == (0, 0, len(before) - 1)


def test_nothing_to_take_out_is_said(app):
    with pytest.raises(NoThemes, match="no theme"), writing():
        export_codebook()


@given(st.data())
def test_every_description_is_read_again_as_it_was_written(data):
    line = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs", "Cc"]))
    tricky = st.sampled_from(["[Include]", "\\", "[YouWeSaid 1]", "", "key: x", "[Name in cy]"])
    words = st.lists(line | tricky, min_size=1, max_size=4).map("\n".join)
    said = data.draw(
        st.builds(
            Described,
            definition=words,
            include=words,
            exclude=words,
            examples=st.lists(words, max_size=3),
            names=st.dictionaries(st.sampled_from(["cy", "en-easy"]), words),
            terms=st.dictionaries(
                st.sampled_from(["en", "ur"]), st.lists(line.filter(bool), min_size=1, max_size=3)
            ),
            key=st.just("k"),
            state=st.just("draft"),
            aliases=st.lists(st.just("one two"), max_size=2),
            is_ours=st.just(True),
        )
    )

    assert descriptions.read(descriptions.written(said)) == said


def test_a_codebook_of_another_program_comes_in_with_its_quirks(app, editor):
    nodes = code(
        "{" + A.upper() + "}",
        "Nodes",
        code(B, "Waiting", "<Description>Too long</Description>", isCodable="TRUE", color="#0f0")
        + code(C, "Folder", code("no-guid", "Waiting", color="rgba(1,2,3,0.5)"), isCodable="false")
        + code(B, "Copy", isCodable="true")
        + '<Code guid="" name="" isCodable="true" description="By attribute"/>',
        isCodable="false",
    )
    text = "\ufeff" + qdc(nodes, ns="urn:QDA-XML:codebook:0:4", tail="<Sets/>")

    report = bring(text, editor)

    assert [(n.theme.names["en"], n.depth) for n in queries.tree()] == [
        *(("Waiting", 0), ("Folder", 0), ("Waiting", 1), ("Without a name", 0)),
    ]
    waiting = session().get(Theme, uuid.UUID(B))
    assert (waiting.definition, waiting.colour) == ("Too long", "#00ff00")
    assert held()["Without a name"].definition == "By attribute"
    why = " ".join(sentence for line in report.lines for sentence in line.why)
    for said in ("another version", "no theme", "A folder", "that of another", "no id", "no name",
                 "do not share"):  # fmt: skip
        assert said in why
    assert report.counts()[Verb.REFUSED] == 2


def test_a_theme_that_is_here_is_changed_and_the_whole_act_taken_back(codebook, editor):
    theme = queries.all_themes()[0]
    before = (theme.names["en"], theme.definition)

    report = bring(qdc(code(theme.id, "New name", isCodable="true")), editor)

    assert (theme.names["en"], theme.definition) == ("New name", before[1])
    assert (report.added, report.changed) == (0, 1)
    with writing():
        changes.undo(report.change_set, by=editor)
    assert (theme.names["en"], theme.definition) == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no XML",
        "<CodeBook>",
        "<html/>",
        qdc(""),
        qdc("", tail="<Sets></Sets>"),
        '<!DOCTYPE x [<!ENTITY a "b">]>' + qdc(code(A, "&a;", isCodable="true")),
        "PK\x03\x04 nothing",
    ],
)
def test_what_is_no_codebook_is_refused_in_one_sentence(app, editor, text):
    with pytest.raises(UnusableFile) as refusal:
        bring(text, editor)

    assert str(refusal.value).endswith(".")
    assert not queries.all_themes()


def test_very_deep_and_very_long_codebooks_stay_within_bounds(app, editor):
    deep = ""
    for number in range(300):
        deep = code(uuid.UUID(int=number + 1), f"Level {number}", deep, isCodable="true")

    report = bring(qdc(deep), editor)

    assert report.added == 300
    assert max(node.depth for node in queries.tree()) < 40


def test_order_and_structure_of_a_file_hold_without_a_schema(codebook, editor):
    with writing():
        root = etree.fromstring(export_codebook(by=editor).file.content)

    guids = root.xpath("//@guid")
    assert len(guids) >= len(set(guids)) > 10
    assert all(len(container) for container in root.iter(f"{{{NS}}}Codes", f"{{{NS}}}Sets"))
    for made in root.iter(f"{{{NS}}}Code"):
        kinds = [etree.QName(child).localname for child in made]
        assert kinds == sorted(kinds, key=["Description", "Code"].index)
        assert set(made.attrib) <= {"guid", "name", "isCodable", "color"}
