"""Comments that somebody coded in a spreadsheet: their labels become codings, row by row."""

import io

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.coding import changes, queries
from feedback.coding.codebook.keeping import load_codebook
from feedback.coding.exchange import giving
from feedback.coding.exchange.models import WaitingCoding
from feedback.coding.models import Coding, Origin, ThemeState
from feedback.contributions import opening
from feedback.contributions.models import CodingState, Contribution, Redaction, Safeguarding
from feedback.core.db import session, writing
from feedback.core.tables import UnreadableTable
from feedback.reading.importing import FileSource, import_csv
from feedback.reading.labelling import NobodyCodes
from feedback.reading.mapping import Mapping
from feedback.reading.rows import Change, Outcome

HEADS = ["id", "comment", "labels"]


@pytest.fixture
def lead(app, make_staff):
    with writing():
        load_codebook()
    return make_staff(Role.LEAD)


def workbook(*rows, heads=HEADS):
    book = Workbook()
    for row in (heads, *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def take(raw, keyring, by, **more):
    source = FileSource(
        name="list", mapping=Mapping(text="comment", id="id", labels="labels"), **more
    )
    return import_csv(raw, source=source, keyring=keyring, by=by)


def given():
    rows = session().scalars(select(Coding))
    return sorted((coding.theme.names["en"], coding.origin) for coding in rows)


def rows_of(lead):
    first, second = queries.themes()[:2]
    child = next(node for node in queries.tree() if node.depth == 1)
    path = f"{child.path[0].names['en']} > {child.theme.names['en'].upper()}"
    return [
        (1, "Nobody rang me back at all", f"{first.key}| {second.names['en'].upper()} "),
        (2, "They were kind to my mother", path),
        (3, "It was fine in the end", "No such label|" + first.key),
        (4, "I have no view on any of it", None),
    ]


def test_labels_of_published_comments_become_codings_at_once(lead, keyring):
    raw = workbook(*rows_of(lead))

    report = take(raw, keyring, lead, already_redacted=True)

    assert (report.codings, report.drafts) == (4, 0)
    assert len(given()) == 4
    assert {origin for _name, origin in given()} == {Origin.IMPORTED}
    assert report.unknown_labels() == [("No such label", 1)]
    third = report.rows[2]
    assert (third.outcome, third.unknown) == (Outcome.CHANGED, ("No such label",))
    assert Change.LABELS_UNKNOWN in third.changes
    states = session().scalars(select(Contribution.coding).order_by(Contribution.source_ref)).all()
    assert states == [CodingState.DONE] * 3 + [CodingState.WAITING]
    assert take(raw, keyring, lead, already_redacted=True).codings == 0
    assert len(given()) == 4
    with writing():
        changes.undo(report.coded, by=lead)
    assert not given()


def test_unknown_labels_become_drafts_where_that_is_wanted(lead, keyring):
    report = take(workbook(*rows_of(lead)), keyring, lead, already_redacted=True, new_themes=True)

    assert (report.codings, report.drafts, report.unknown_labels()) == (5, 1, [])
    made = next(each for each in queries.all_themes() if each.names["en"] == "No such label")
    assert made.state is ThemeState.DRAFT


def test_labels_of_what_nobody_has_read_wait(lead, keyring):
    raw = workbook(rows_of(lead)[0])

    report = take(raw, keyring, lead)

    assert report.codings == 0
    assert Change.LABELS_WAIT in report.rows[0].changes
    assert len(session().scalars(select(WaitingCoding)).all()) == 2
    contribution = session().scalars(select(Contribution)).one()
    with writing():
        opening.seal_working(contribution, "Nobody rang me", keyring)
        contribution.redaction, contribution.safeguarding = Redaction.DONE, Safeguarding.CLEAR
    assert giving.give_waiting(keyring) == 2
    assert len(given()) == 2


def test_labels_of_what_is_restricted_stay_out(lead, keyring):
    raw = workbook(rows_of(lead)[3])
    take(raw, keyring, lead, already_redacted=True)
    with writing():
        session().scalars(select(Contribution)).one().restricted = True
    raw = workbook((*rows_of(lead)[3][:2], queries.themes()[0].key))

    report = take(raw, keyring, lead, already_redacted=True)

    assert report.rows[0].changes == (Change.LABELS_KEPT_OUT,)
    assert not given()


def test_somebody_has_to_stand_for_labels(lead, keyring):
    with pytest.raises(NobodyCodes, match="--by"):
        take(workbook(*rows_of(lead)), keyring, None)
    assert not session().scalars(select(Contribution)).all()


@pytest.mark.parametrize(
    "raw", [workbook(heads=[]), workbook(heads=["a", "a"]), workbook((1, "x"))[:-40]]
)
def test_a_workbook_that_is_no_table_is_refused_in_one_sentence(lead, keyring, raw):
    with pytest.raises(UnreadableTable) as refusal:
        take(raw, keyring, lead)

    assert str(refusal.value).endswith(".")
