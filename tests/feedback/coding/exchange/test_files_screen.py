"""The page of files: who may have what, and what one reads after bringing something in."""

import io

import pytest
from docx import Document
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.coding import queries
from feedback.coding.desk.notes import mark_quote
from feedback.coding.exchange.findings_document import export_findings
from feedback.coding.models import ChangeSet, Coding
from feedback.contributions.models import PermissionKind
from feedback.contributions.permissions import set_permissions
from feedback.core.db import session, writing
from tests.feedback.coding.exchange.sites import foreign, give
from tests.feedback.coding.exchange.test_codebook_files import code, qdc

pytestmark = pytest.mark.one_database
PAGE, IN = "/coding-files/", "/coding-files/in/"
FILES = {
    "codebook.qdc": {Role.LEAD, Role.CODER, Role.EDITOR, Role.PUBLISHER},
    "findings.docx": {Role.LEAD, Role.CODER, Role.EDITOR, Role.PUBLISHER},
    "project.qdpx": {Role.LEAD},
    "codings.xlsx": {Role.LEAD},
    "codings.csv": {Role.LEAD},
}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_is_offered_and_given_what_it_may_have(role, sign_in, redacted, coder, keyring):
    give(redacted("They rang back"), queries.themes()[0], coder, keyring)
    browser = sign_in(role)

    page = browser.get(PAGE)

    offered = page.text if page.status_code == 200 else ""
    for name, roles in FILES.items():
        assert (f'href="{PAGE}{name}"' in offered) is (role in roles)
        answer = browser.get(PAGE + name)
        assert (answer.status_code == 200) is (role in roles)
        if role in roles:
            assert name.rpartition(".")[2] in answer.headers["Content-Disposition"]
    assert (f'href="{IN}"' in offered) is (role is Role.LEAD)
    assert (browser.get(IN).status_code == 200) is (role is Role.LEAD)


def test_each_file_that_leaves_is_in_the_log(sign_in, redacted):
    redacted()
    browser = sign_in(Role.LEAD)

    for name in FILES:
        assert browser.get(PAGE + name).status_code == 200

    session().rollback()  # what the browser did is seen from now on
    verbs = [entry.verb for entry in session().scalars(select(AuditEntry))]
    assert {verb for verb in verbs if verb.startswith("exported")} == {
        *("exported the codebook", "exported codings", "exported a table of codings"),
        "exported findings",
    }


def test_without_a_theme_or_a_text_a_sentence_is_given(sign_in, app):
    browser = sign_in(Role.LEAD)

    for name in ("codebook.qdc", "project.qdpx"):
        answer = browser.get(PAGE + name, follow_redirects=True)
        assert "There is no" in answer.text


def _send(browser, content, name="x.qdc", **more):
    fields = {"file": (io.BytesIO(content), name), "wanted": "codebook", "language": "en", **more}
    return browser.post(IN, data=fields, content_type="multipart/form-data")


def test_a_codebook_comes_in_with_a_report_and_is_taken_back(sign_in, codebook):
    browser = sign_in(Role.LEAD)
    raw = qdc(
        code("cccccccc-0000-4000-8000-000000000001", "Brand new", isCodable="true", color="rgba()")
    )

    answer = _send(browser, raw.encode())

    assert answer.status_code == 200
    assert "1 theme is new." in answer.text
    assert "Colours of codes" in answer.text
    session().rollback()
    number = session().scalars(select(ChangeSet.number).order_by(ChangeSet.number.desc())).first()
    assert "From the file x.qdc" in browser.get(PAGE).text
    done = browser.post(f"{PAGE}acts/{number}/undo", follow_redirects=True)
    assert "All of it was taken back" in done.text
    session().rollback()
    assert "Brand new" not in {theme.names["en"] for theme in queries.all_themes()}
    assert (
        "taken back already"
        in browser.post(f"{PAGE}acts/{number}/undo", follow_redirects=True).text
    )


def test_a_project_comes_in_with_its_texts(sign_in, codebook):
    browser = sign_in(Role.LEAD)
    published = {"wanted": "codings", "already_redacted": "y"}

    answer = _send(browser, foreign(), "talks.qdpx", **published)

    assert answer.status_code == 200
    assert "1 coding was given." in answer.text
    assert "Jane Smith" not in answer.text
    session().rollback()
    assert len(session().scalars(select(Coding)).all()) == 1
    again = _send(browser, foreign(), "talks.qdpx", **published)
    assert "1 coding was here already." in again.text


def test_what_is_no_such_file_is_said_beside_the_field(sign_in, codebook):
    browser = sign_in(Role.LEAD)

    for content, wanted in ((b"nothing", "codebook"), (b"nothing", "codings"), (b"", "codebook")):
        answer = _send(browser, content, wanted=wanted)
        assert answer.status_code == 400
        assert 'href="#file"' in answer.text


def test_findings_are_a_document_that_everybody_can_read(redacted, coder, keyring):
    for number in range(12):
        said = redacted(f"They listened to me {number}")
        theme = queries.themes()[0]
        give(said, theme, coder, keyring)
    hushed = redacted("Nobody may quote this")
    give(hushed, theme, coder, keyring)

    with writing():
        set_permissions(submission=said.submission, kinds=frozenset({PermissionKind.QUOTE}))
        for each in (said, hushed):
            mark_quote(each, at=None, by=coder)
        found = export_findings(keyring=keyring)
        plain = export_findings(keyring=None)

    book = Document(io.BytesIO(found.file.content))
    words = "\n".join(paragraph.text for paragraph in book.paragraphs)
    assert "They listened to me 11" in words
    assert "Nobody may quote this" not in words
    assert "13 contributions were read and coded." in words
    without = Document(io.BytesIO(plain.file.content))
    assert "They listened" not in "\n".join(each.text for each in without.paragraphs)
    styles = [paragraph.style.name for paragraph in book.paragraphs]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") >= 3
    assert book.core_properties.language == "en-GB"
    assert book.tables
    for table in book.tables:
        xml = table._tbl.xml
        assert "w:tblHeader" in xml
        assert "w:tblDescription" in xml
        assert len(table.columns) <= 9
