"""A site with codings: made, taken out, emptied, brought back."""

import io
import uuid
import zipfile

from hypothesis import strategies as st
from lxml import etree
from sqlalchemy import delete, select

from feedback.coding import changes, queries
from feedback.coding.codebook.services import WrittenTheme, take_in
from feedback.coding.desk import anchoring
from feedback.coding.desk.models import Anchor, Memo
from feedback.coding.exchange.coding_out import export_coding
from feedback.coding.exchange.models import WaitingCoding
from feedback.coding.models import (
    ChangeKind,
    ChangeSet,
    ChangeStep,
    CodebookVersion,
    Coding,
    Suggestion,
    Theme,
    ThemeState,
)
from feedback.contributions import opening
from feedback.contributions.models import (
    CodingState,
    Contribution,
    Held,
    Redaction,
    Safeguarding,
)
from feedback.core.db import session, writing
from feedback.reading.coded_files import ProjectChoices, import_project

EMOJI = "Nobody 🙂 asked me. لم يسألني أحد. Then they did 👩🏽‍🦰!"
NS = {"q": "urn:QDA-XML:project:1.0"}
PUBLISHED = ProjectChoices(name="x.qdpx", already_redacted=True)


def give(contribution, theme, coder, keyring, start=None, end=None):
    with writing():
        change = changes.begin(ChangeKind.CODED, by=coder)
        coding = Coding(
            contribution_id=contribution.id,
            theme_id=theme.id,
            coder_id=coder.id,
            start=start,
            end=end,
        )
        change.add(coding)
        change.set(contribution, coding=CodingState.DONE)
        if start is not None:
            text = opening.working_text(contribution, keyring)
            anchoring.keep(coding, anchoring.stretch(text, start, end, keyring))
    return coding


def out(keyring, by=None):
    with writing():
        return export_coding(keyring=keyring, by=by)


def xml_of(exported):
    with zipfile.ZipFile(io.BytesIO(exported.file.content)) as archive:
        return etree.fromstring(archive.read("project.qde"))


def bring(content, keyring, by, choices=PUBLISHED):
    return import_project(content, choices, by=by, keyring=keyring)


def all_codings(keyring):
    """Text, theme, stretch and day of every coding, and how many coders there are."""
    found = []
    for coding in session().scalars(select(Coding)):
        contribution = session().get_one(Contribution, coding.contribution_id)
        text = opening.working_text(contribution, keyring)
        theme = queries.resolved(coding.theme)
        found.append((text, theme.key, coding.start, coding.end, coding.coded_on))
    coders = set(session().scalars(select(Coding.coder_id)))
    return sorted(found, key=str), len(coders)


def tree():
    return [
        (node.theme.id, node.theme.key, node.depth, node.theme.state, node.theme.examples)
        for node in queries.tree(queries.all_themes())
    ]


_CODING = (
    *(WaitingCoding, Anchor, Memo, Coding, Suggestion),
    *(ChangeStep, ChangeSet, CodebookVersion),
)


def empty_site():
    """As after ``init``, with the same keys and staff."""
    with writing():
        for table in _CODING:
            session().execute(delete(table))
        for theme in queries.all_themes():
            theme.parent_id = theme.merged_into_id = None
        session().flush()
        session().execute(delete(Theme))
        for contribution in session().scalars(select(Contribution)):
            contribution.submission.held = Held.PUT_AWAY
            contribution.source_ref = None
            session().delete(contribution)
    session().expire_all()


def small_codebook(data, by):
    """Eight themes, each at the top or under any one before it."""
    written = []
    for number in range(8):
        above = data.draw(st.sampled_from(["", *(each.key for each in written)]))
        state = data.draw(st.sampled_from(list(ThemeState)[:3]))
        names = {"en": f"Theme {number % 5}", "ar": "موضوع"}
        examples = data.draw(st.lists(st.text("ab\n[", min_size=1), max_size=2))
        written.append(
            WrittenTheme(names, key=f"k{number}", parent=above, state=state, examples=examples)
        )
    with writing():
        take_in(written, by=by, reason="", in_order=True)
    return list(queries.all_themes())


def read_text(text, keyring):
    from feedback.contributions.receiving import Delivery, Piece, receive
    from feedback.core.text import clean

    with writing():
        sent = Delivery(submission_id=uuid.uuid4(), pieces=[Piece(text=clean(text), language="en")])
        contribution = receive(sent, keyring=keyring).submission.contributions[0]
        opening.seal_working(contribution, clean(text), keyring)
        contribution.redaction, contribution.safeguarding = Redaction.DONE, Safeguarding.CLEAR
    return contribution


FOREIGN = """<Project xmlns="urn:QDA-XML:project:1.0" name="Interviews" origin="QualCoder">
<Users><User guid="bbbbbbbb-0000-4000-8000-000000000001" name="amy"/></Users>
<CodeBook><Codes>
<Code guid="bbbbbbbb-0000-4000-8000-000000000002" name="Not kept informed" isCodable="true"/>
</Codes></CodeBook>
<Sources><TextSource guid="bbbbbbbb-0000-4000-8000-000000000003" name="one">
<PlainTextContent>I rang Jane Smith twice. Nobody rang back.</PlainTextContent>
<PlainTextSelection guid="bbbbbbbb-0000-4000-8000-000000000004" startPosition="25" endPosition="42">
<Coding guid="bbbbbbbb-0000-4000-8000-000000000005" creationDateTime="2026-02-03T10:00:00Z"
 creatingUser="bbbbbbbb-0000-4000-8000-000000000001">
<CodeRef targetGUID="bbbbbbbb-0000-4000-8000-000000000002"/></Coding></PlainTextSelection>
<PlainTextSelection guid="bbbbbbbb-0000-4000-8000-000000000006" startPosition="0" endPosition="5">
<Description>Who is that?</Description></PlainTextSelection>
</TextSource></Sources></Project>"""


def foreign():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("interviews.qde", FOREIGN)
    return made.getvalue()
