"""Writing an answer: how it will look, promises, agencies, the next one; and proof in files."""

import hashlib
import io
import re

import pytest
from docx import Document
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from feedback.accounts.roles import Role
from feedback.core.db import session, writing
from tests.youwesaid.insights.test_answer_pages import ANSWER, fresh
from youwesaid.insights import files, identity, rules, services
from youwesaid.insights.models import Answer, AnswerKind, AnswerState, EvidenceFile, EvidenceKind
from youwesaid.partnership.models import Agency, Locality, Post
from youwesaid.tracker import services as publishing
from youwesaid.tracker.contents import contents_of
from youwesaid.tracker.models import PublicState

pytestmark = pytest.mark.one_database
DONE = {**ANSWER, "kind": "done", "reason_code": "", "reason_en": "", "next_look_on": ""}


@pytest.fixture
def agencies(app):
    """The council and the police, each with a role."""
    with writing():
        made = {
            key: Agency(
                key=key, names={"en": name}, position=place,
                posts=[Post(names={"en": f"Manager of {name}"})],
            )
            for place, (key, name) in enumerate({"council": "Council", "police": "Police"}.items())
        }  # fmt: skip
        session().add_all(made.values())
    return made


class TestWriting:
    def test_one_click_for_the_kind_one_for_the_reason_and_the_days_are_there(
        self, sign_in, insight
    ):
        page = sign_in(Role.EDITOR).page(f"/insights/{insight.id}/answer")

        assert page.select_one("#next_look_on")["value"]
        assert page.select_one("#decided_on")["value"]
        assert page.select_one("#heard_on")["value"] == "2026-03-31"
        assert page.select_one("form#answer-form button[type=submit]")["value"] == "ask"

    def test_an_answer_is_never_put_into_the_mouth_of_the_agency_before(
        self, sign_in, insight, agencies
    ):
        browser = sign_in(Role.EDITOR)
        address = f"/insights/{insight.id}/answer"
        council, police = agencies["council"], agencies["police"]

        def begins_with():
            return browser.page(address).select_one("#agency option[selected]")["value"]

        browser.post(address, data={**DONE, "do": "keep", "agency": str(council.id)})
        assert begins_with() == str(council.id)  # always the same one so far
        browser.post(address, data={**DONE, "do": "keep", "agency": str(police.id)})
        assert begins_with() == ""

    def test_the_telephone_shows_it_in_the_language_that_is_asked_for(self, sign_in, insight):
        page = sign_in(Role.EDITOR).submit(
            f"/insights/{insight.id}/answer", do="preview", preview_in="ur",
            **{**ANSWER, "text_ur": "ہم ابھی نہیں کر سکتے۔"},
        )  # fmt: skip

        phone = page.select_one(".phone")
        assert (phone["lang"], phone["dir"]) == ("ur", "rtl")
        assert "ہم ابھی نہیں کر سکتے۔" in phone.text
        english = [each.text for each in phone.select("[lang=en-GB]")]
        assert ANSWER["reason_en"] in english
        assert page.select_one(".checklist")
        session().rollback()
        assert session().query(Answer).count() == 0

    def test_doing_has_a_day_and_other_promises_are_asked_about_once(self, sign_in, insight):
        browser = sign_in(Role.EDITOR)
        path = f"/insights/{insight.id}/answer"

        page = browser.submit(path, status=400, do="ask", **{**ANSWER, "kind": "doing"})
        assert "no promise without a day" in page.select_one("#promised_for-error").text

        vague = {**DONE, "text_en": "We did it. We will tell everybody soon."}
        page = browser.submit(path, status=400, do="ask", **vague)
        assert "We will tell everybody soon." in page.select_one(".notice").text
        browser.submit(path, status=302, do="ask", as_it_is="y", **vague)
        assert fresh(Answer).state is AnswerState.FOR_SIGN_OFF

    def test_a_promise_to_come_is_kept_with_all_the_rest(self, sign_in, insight, agencies):
        post = agencies["council"].posts[0]
        browser = sign_in(Role.EDITOR)
        path = f"/insights/{insight.id}/answer"
        more = {
            "kind": "doing", "promised_for": "2099-05-01", "post": str(post.id), "who_en": "",
            "effect_en": "Letters are plain.", "involved_at": ["design", "test"],
        }  # fmt: skip

        browser.submit(path, status=302, do="ask", **{**ANSWER, **more})

        made = fresh(Answer)
        assert made.who_answers == {"en": "Manager of Council, Council"}
        assert (made.agency_id, made.post_id) == (agencies["council"].id, post.id)
        assert made.effect == {"en": "Letters are plain."}
        assert made.involved_at == ["design", "test"]
        page = browser.submit(
            path, status=400, do="ask",
            **{**ANSWER, **more, "agency": str(agencies["police"].id)},
        )  # fmt: skip
        assert "another agency" in page.select_one("#post-error").text

    def test_a_reply_that_was_given_before_is_told_with_a_link(self, sign_in, answered):
        with writing():
            answered.text = {"en": "We have asked every team to read the record before they call."}

        page = sign_in(Role.EDITOR).submit(
            f"/insights/{answered.insight_id}/answer", do="preview",
            **{**ANSWER, "text_en": "We have asked every team to read the record before a visit."},
        )  # fmt: skip

        assert "This looks like an earlier reply." in page.text
        assert page.select_one(f'#seen-shown a[href="/insights/{answered.insight_id}"]')

    def test_one_answer_leads_to_the_next_insight_that_waits(self, sign_in, insight):
        browser = sign_in(Role.EDITOR)
        assert f"/insights/{insight.id}/answer" in browser.get("/insights/next").location
        page = browser.page("/insights/")
        assert page.select_one('a[href="/insights/next"]')

        response = browser.post(
            f"/insights/{insight.id}/answer", data={**ANSWER, "do": "ask", "on": "yes"}
        )

        assert response.location == "/insights/"
        assert browser.get("/insights/next").location == "/insights/"

    def test_places_and_ages_are_kept_and_only_known_ones(self, sign_in, insight, app):
        with writing():
            session().add(Locality(key="nith", names={"en": "Nithsdale"}))
        browser, path = sign_in(Role.EDITOR), f"/insights/{insight.id}/words"
        words = {"said_en": "You wait.", "topic": ""}

        browser.submit(path, status=400, localities=["moon"], **words)
        browser.submit(path, status=302, localities=["nith"], age_groups=["16_17"], **words)

        page = browser.page(f"/insights/{insight.id}").text
        assert "Nithsdale, 16 or 17" in page


class TestTogether:
    def answer(self, insight, draft, by, agency, **other):
        made = services.answer_insight(insight, draft=draft(agency_id=agency.id, **other), by=by)
        services.ask_sign_off(made, by=by)
        return made

    def test_several_agencies_sign_their_parts_and_one_line(
        self, insight, draft, editor, publisher, agencies
    ):
        done = {"kind": AnswerKind.DONE, "reason_code": None, "reason": {}, "next_look_on": None}
        with writing():
            council = self.answer(insight, draft, editor, agencies["council"], **done)
            services.sign(council, by=publisher)
            with pytest.raises(rules.JointMissing):
                self.answer(insight, draft, editor, agencies["police"])
            contents = contents_of(insight, threshold=10)
            assert contents.state is PublicState.PART_DONE
            assert list(contents.awaited) == [{"en": "Police"}]
            services.change_joint(insight, joint={"en": "The council did it."}, by=editor)
            police = insight.answers[-1]
            assert council.state is AnswerState.DRAFT  # it signed to no line yet
            for each in (council, police):
                services.ask_sign_off(each, by=editor)
                services.sign(each, by=publisher)

        contents = contents_of(insight, threshold=10)
        assert contents.state is PublicState.PART_DONE
        assert contents.joint == {"en": "The council did it."}
        assert {each.agency for each in contents.answers} == {"council", "police"}
        assert not contents.awaited


def pdf(**names):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": "Jane Secret"})
    for name, value in names.items():
        writer.root_object[NameObject(f"/{name}")] = value
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx(words="Plain letters."):
    book = Document()
    book.add_paragraph(words)
    book.core_properties.author = "Jane Secret"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SCRIPT = DictionaryObject(
    {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.x()")}
)


class TestFiles:
    @pytest.fixture
    def publish_again(self, asked, editor, publisher, keyring):
        """The answer is signed as it is now, and published."""

        def publish():
            with writing():
                answer = session().get_one(Answer, asked.id)
                services.ask_sign_off(answer, by=editor)
                services.sign(answer, by=publisher)
                identity.answer_about_said(answer.insight, somebody_would_know=False, by=editor)
                publishing.publish(answer.insight, by=publisher, keyring=keyring, threshold=10)

        return publish

    def test_who_made_it_is_taken_out(self, app):
        for content in (pdf(), docx()):
            clean = files.cleaned(content).content
            assert b"Secret" not in clean
        assert PdfReader(io.BytesIO(files.cleaned(pdf()).content)).metadata is None
        kept = files.cleaned(docx()).content
        assert Document(io.BytesIO(kept)).paragraphs[0].text == "Plain letters."
        assert "Secret" not in str(Document(io.BytesIO(kept)).core_properties.author)
        photo, out = Image.new("RGB", (40, 30), "red"), io.BytesIO()
        exif = photo.getexif()
        exif[315] = "Jane Secret"
        photo.save(out, "JPEG", exif=exif)
        assert b"Secret" in out.getvalue()
        drawn = files.cleaned(out.getvalue())
        assert drawn.media_type.startswith("image/")
        assert b"Secret" not in drawn.content

    @pytest.mark.parametrize(
        "content",
        [
            b"", b"MZ\x90\x00\x03", b"%PDF-1.7 no more", b"PK\x03\x04no more", b"\x89PNG no more",
            pdf(OpenAction=SCRIPT), pdf(AA=DictionaryObject()), b"x" * (files.LARGEST + 1),
            docx().replace(b"word/document.xml", b"word/dokument.xml"),
        ],
        ids=range(9),
    )  # fmt: skip
    def test_what_is_no_paper_is_refused(self, app, content):
        with pytest.raises(files.NotProof):
            files.cleaned(content)

    def test_a_file_is_public_only_while_a_signed_answer_shows_it(
        self, client, sign_in, asked, editor, publish_again
    ):
        browser = sign_in(Role.EDITOR)
        path = f"/insights/answers/{asked.id}/evidence"
        page = browser.post(path, data={
            "kind": "policy", "text_en": "The guide", "url": "",
            "file": (io.BytesIO(b"MZ\x00\x01"), "guide.pdf"),
        })  # fmt: skip
        assert "Use a PDF" in page.text
        made = browser.post(path, data={
            "kind": "policy", "text_en": "The guide", "url": "",
            "file": (io.BytesIO(pdf()), "jane-secret.docx"),
        })  # fmt: skip
        assert made.status_code == 302
        file = fresh(EvidenceFile)
        address = f"/proof/{file.digest}"
        assert client.get(address).status_code == 404  # nobody has signed
        proof = fresh(Answer).evidence[0]
        assert browser.get(f"/insights/evidence/{proof.id}/file").status_code == 200

        publish_again()
        got = client.get(address)
        assert (got.status_code, got.mimetype) == (200, "application/pdf")
        assert re.fullmatch(
            r"attachment; filename=[0-9a-f]{12}\.pdf", got.headers["Content-Disposition"]
        )
        assert hashlib.sha256(got.data).hexdigest() == file.digest

        with writing():
            answer = session().get_one(Answer, asked.id)
            services.remove_evidence(answer.evidence[0], by=editor)
        assert client.get(address).status_code == 200  # the published version still shows it
        publish_again()
        assert client.get(address).status_code == 404

    def test_a_page_needs_an_address_or_a_file(self, answered, editor):
        with pytest.raises(services.LinkMissing):
            services.add_evidence(
                answered, kind=EvidenceKind.LINK, text={"en": "A page"}, by=editor
            )
