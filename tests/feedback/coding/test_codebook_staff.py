"""The codebook's pages: who sees what, previews in words, reasons, undoing, versions."""

import re

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.coding import changes, queries
from feedback.coding.codebook import queries as book
from feedback.coding.codebook import versions
from feedback.coding.codebook.models import PinnedExample, Split
from feedback.coding.models import ChangeKind, ChangeSet, CodebookVersion, Coding, ThemeState
from feedback.contributions.models import CodingState, Contribution, Permission, PermissionKind
from feedback.core import clock
from feedback.core.db import session, writing

THEME = "/codebook/theme/listened_to"


@pytest.fixture
def coded(redacted, coder):
    """A contribution with themes; its words are told to nobody but readers."""

    def make(*keys, text="She listened, and wrote it all down.", **more):
        contribution = redacted(text)
        with writing():
            row = session().get_one(Contribution, contribution.id)
            change = changes.begin(ChangeKind.CODED, by=coder)
            for key in keys:
                theme = queries.theme_by_key(key)
                change.add(
                    Coding(contribution_id=row.id, theme_id=theme.id, coder_id=coder.id, **more)
                )
            change.set(row, coding=CodingState.DONE)
        return contribution

    return make


def _last_change():
    session().rollback()
    statement = select(ChangeSet).order_by(ChangeSet.number.desc())
    return session().scalars(statement).first()


@pytest.mark.one_database
def test_the_tree_shows_every_theme_at_any_depth_with_its_use(coded, sign_in, codebook):
    coded("listened_to", "believed")
    lead = sign_in(Role.LEAD)
    lead.post("/codebook/theme/believed/move", data={"parent": "listened_to", "reason": "Closer"})

    page = lead.get("/codebook/").text

    assert "1 contribution · 1 language" in re.sub(r"\s+", " ", page)
    nested = BeautifulSoup(page, "html.parser").select("ul.tree ul ul a")
    assert [link.get_text(strip=True) for link in nested] == ["Believed"]
    theme = lead.get("/codebook/theme/believed").text
    assert "Being heard" in theme
    assert "Listened to" in theme
    assert "Polski" in theme


@pytest.mark.one_database
def test_a_viewer_reads_definitions_and_no_words_of_people(coded, sign_in):
    contribution = coded("listened_to")
    _allow_training(contribution)
    coder = sign_in(Role.CODER)
    coding_id = queries.codings_of(contribution.id)[0].id
    assert coder.post(f"{THEME}/pin", data={"coding": str(coding_id)}).status_code == 302

    assert "wrote it all down" in coder.get(THEME).text
    viewer = sign_in(Role.VIEWER)
    assert "wrote it all down" not in viewer.get(THEME).text
    assert viewer.get(f"{THEME}/edit").status_code == 403
    assert coder.get(f"{THEME}/merge").status_code == 403


@pytest.mark.one_database
def test_a_viewer_sees_no_live_figure_in_the_codebook(coded, sign_in):
    coded("listened_to", "believed")
    viewer, editor = sign_in(Role.VIEWER), sign_in(Role.EDITOR)

    for address in ("/codebook/", THEME):
        assert "1 contribution" in editor.get(address).text
        shown = viewer.page(address).get_text()
        assert "contribution" not in shown
        assert "last given" not in shown
        assert "not given yet" not in shown
        assert "Often given together" not in shown


def _allow_training(contribution, granted=True):
    with writing():
        row = session().get_one(Contribution, contribution.id)
        found = [each for each in row.submission.permissions if each.kind == "training"]
        allowed = found[0] if found else Permission(kind=PermissionKind.TRAINING)
        allowed.granted = granted
        row.submission.permissions.append(allowed)


def test_a_pinned_example_goes_with_its_permission(coded, sign_in):
    contribution = coded("listened_to")
    lead = sign_in(Role.LEAD)
    coding_id = queries.codings_of(contribution.id)[0].id
    refused = lead.post(f"{THEME}/pin", data={"coding": str(coding_id)})
    _allow_training(contribution)
    lead.post(f"{THEME}/pin", data={"coding": str(coding_id)})
    assert "wrote it all down" in lead.get(THEME).text

    _allow_training(contribution, granted=False)

    assert refused.status_code == 400
    assert "wrote it all down" not in lead.get(THEME).text
    assert "wrote it" not in str(session().scalars(select(PinnedExample)).one().__dict__)


def test_a_merge_is_previewed_in_words_given_a_reason_and_taken_back(coded, sign_in):
    coded("listened_to", "believed")
    coded("listened_to")
    lead = sign_in(Role.LEAD)

    preview = lead.get(f"{THEME}/merge?into=believed").text
    without = lead.post(f"{THEME}/merge", data={"into": "believed"})
    done = lead.post(f"{THEME}/merge", data={"into": "believed", "reason": "Too close"})

    assert "2 codings of “Listened to” become “Believed”." in preview
    assert "1 of them would double" in preview
    assert without.status_code == 400
    assert done.status_code == 302
    number = _last_change().number
    assert queries.theme_by_key("listened_to").state is ThemeState.MERGED
    assert "Too close" in lead.get("/codebook/changes").text
    lead.post(f"/codebook/changes/{number}")
    page = lead.get(f"/codebook/changes/{number}").text
    assert "All of it was put back." in page
    session().rollback()
    assert queries.theme_by_key("listened_to").state is ThemeState.ACTIVE


def test_a_split_is_worked_through_by_pressing_and_finished(coded, sign_in):
    coded("listened_to")
    coded("listened_to", text="The sheriff listened.")
    lead = sign_in(Role.LEAD)
    halves = {"half_a": "listened_to", "name_b": "Heard in court", "reason": "Two things"}
    assert lead.post(f"{THEME}/split", data=halves).status_code == 302
    session().rollback()
    split = session().scalars(select(Split)).one()
    address = f"/codebook/split/{split.id}"

    for choice in ("b", "a"):
        coding = re.search(r'name="coding" value="([^"]+)"', lead.get(address).text)[1]
        lead.post(address, data={"coding": coding, "choice": choice})
    lead.post(f"{address}/back")
    assert "1 of 2 codings are decided" in lead.get(address).text
    early = lead.post(f"{address}/finish")
    coding = re.search(r'name="coding" value="([^"]+)"', lead.get(address).text)[1]
    lead.post(address, data={"coding": coding, "choice": "both"})
    done = lead.post(f"{address}/finish")

    assert early.location.endswith(address)
    assert "/codebook/changes/" in done.location
    session().rollback()
    uses = book.uses()
    assert uses[queries.theme_by_key("listened_to").id].codings == 1
    assert uses[queries.theme_by_key("heard_in_court").id].codings == 2


@pytest.mark.one_database
def test_a_coder_proposes_and_a_lead_puts_in_force(codebook, sign_in):
    coder, lead = sign_in(Role.CODER), sign_in(Role.LEAD)
    written = {"name_en": "Waiting rooms", "definition": "The rooms.", "parent": "being_heard"}

    bad = coder.post("/codebook/new", data={**written, "terms_en": "chair\n* *"})
    taken = coder.post("/codebook/new", data={**written, "name_en": "Believed"})
    made = coder.post(
        "/codebook/new", data={**written, "terms_en": "chair", "name_pl": "Poczekalnie"}
    )

    assert (bad.status_code, taken.status_code, made.status_code) == (400, 400, 302)
    assert "chair" in bad.text
    session().rollback()
    theme = queries.theme_by_key("waiting_rooms")
    assert (theme.state, theme.names["pl"]) == (ThemeState.DRAFT, "Poczekalnie")
    assert theme in queries.themes()
    assert coder.post("/codebook/theme/waiting_rooms/revive").status_code == 403
    lead.post("/codebook/theme/waiting_rooms/revive", data={"reason": "Tried for a month"})
    session().rollback()
    assert queries.theme_by_key("waiting_rooms").state is ThemeState.ACTIVE


def test_many_changes_are_published_as_one_version(codebook, sign_in):
    lead = sign_in(Role.LEAD)
    theme = queries.theme_by_key("listened_to")
    wording = {
        "name_en": theme.names["en"],
        "definition": "Somebody took in what was said.",
        "include": theme.include,
        "exclude": theme.exclude,
    }
    lead.post(f"{THEME}/edit", data={**wording, "name_pl": "Wysłuchano"})
    lead.post("/codebook/theme/believed/retire", data={"reason": "Never used"})
    session().rollback()
    assert versions.present_version() == 2
    assert session().get_one(CodebookVersion, 2).is_open

    shown = lead.get("/codebook/publish").text
    lead.post("/codebook/publish", data={"note": "Sharper"})
    again = lead.post("/codebook/publish", data={"note": "Again"})

    assert "<ins>Somebody took in what was said.</ins>" in shown
    assert "Its state is now: retired." in shown
    assert again.status_code == 400
    session().rollback()
    assert [(line.number, line.note) for line in book.version_lines()][1:] == [(2, "Sharper")]
    assert "Sharper" in lead.get("/codebook/versions").text
    assert "<ins>Somebody took in" in lead.get("/codebook/versions/2").text
    assert "<del>Somebody took in" in lead.get("/codebook/versions/1?against=2").text


def test_an_edit_that_is_taken_back_before_anybody_codes_makes_no_version(codebook, sign_in):
    lead = sign_in(Role.LEAD)
    before = clock.now()
    lead.post("/codebook/theme/believed/retire", data={"reason": "Never used"})
    lead.post(f"/codebook/changes/{_last_change().number}")

    session().rollback()
    assert versions.present_version() == 1
    assert not versions.differs(versions.newest().snapshot, versions.snapshot())
    assert book.changed_since(before)


@pytest.mark.parametrize(
    ("into", "complaint"),
    [("", "Choose a theme."), ("listened_to", "Choose another theme than this one.")],
)
def test_what_cannot_be_merged_is_complained_of_and_not_previewed(
    codebook, sign_in, into, complaint
):
    answer = sign_in(Role.LEAD).get(f"{THEME}/merge?into={into}")

    page = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 400
    assert complaint in page.select_one(".error-summary").get_text()
    assert not page.select('main form[method="post"]')
