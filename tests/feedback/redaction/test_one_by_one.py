"""One proposal at a time: hide, leave, say less exactly, rename; and what that tells of finders."""

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.core.db import session, writing
from feedback.nlp.identifiers import Band
from feedback.redaction import deciding, measuring, proposing, queries, services
from feedback.redaction.deciding import NothingLessExact, Verdict
from feedback.redaction.generalising import general
from feedback.redaction.kinds import HiddenKind
from feedback.redaction.models import Decision, Hiding, SmallPlace
from tests.support.said import again, rows, say

TEXT = "My brother John rang on 14 March 2024 at 7.15pm. John lives at 12 High Street."


@pytest.fixture
def reader(sign_in):
    return sign_in(Role.LEAD)


@pytest.fixture
def contribution(app, keyring):
    return say(TEXT, keyring=keyring)


def proposal(contribution, words, text=TEXT):
    return next(
        each for each in queries.hidings(contribution) if text[each.start : each.end] == words
    )


def working(reader, contribution):
    page = reader.page(f"/read/{contribution.id}")
    return page.select_one("#working").get_text()


def press(reader, contribution, key, **fields):
    """Press the button with *key* on the screen of the first proposal that waits."""
    page = reader.page(f"/redact/{contribution.id}/one-by-one")
    button = page.select_one(f'button[data-key="{key}"]')
    return reader.post(button["formaction"], data=fields, follow_redirects=True)


def test_everything_is_decided_one_by_one_and_the_screen_goes_back(reader, contribution):
    press(reader, contribution, "G", everywhere="y")
    for key in "GGA":
        press(reader, contribution, key)
    page = reader.get(f"/redact/{contribution.id}/one-by-one", follow_redirects=True)

    assert "Everything that was proposed is decided." in page.text
    assert working(reader, contribution) == (
        "My [brother] rang on [March 2024] at [evening]. [brother] lives at [address]."
    )


def test_a_person_has_one_bracket_even_where_only_one_place_was_said_less_exactly(
    reader, contribution
):
    press(reader, contribution, "G")
    reader.post(f"/redact/{contribution.id}/accept-all")

    assert working(reader, contribution) == (
        "My [brother] rang on [date] at [time]. [brother] lives at [address]."
    )


def test_the_screen_says_what_why_and_how_sure(reader, contribution):
    page = reader.page(f"/redact/{contribution.id}/one-by-one")
    card = page.select_one(".card").get_text(" ", strip=True)

    assert "John" in card
    assert "Somebody of the family" in card
    assert "The words before it say who it is" in card
    assert "Sure" in card
    keys = {tag["data-key"] for tag in page.select("main [data-key]")}
    assert keys == {"A", "G", "X", "C", "*", "Space"}
    assert page.select_one("mark").get_text() == "John"


def test_next_passes_over_one_and_comes_round_again(reader, contribution):
    page = reader.page(f"/redact/{contribution.id}/one-by-one")
    seen = []
    for _ in range(6):
        seen.append(page.select_one("mark").get_text())
        page = reader.page(page.select_one('a[data-key="Space"]')["href"])

    assert seen == ["John", "14 March 2024", "7.15pm", "John", "12 High Street", "John"]


def test_one_can_be_left_and_another_renamed_and_both_taken_back(reader, contribution):
    press(reader, contribution, "X", everywhere="y")
    page = reader.page(f"/redact/{contribution.id}/one-by-one")
    change = next(
        tag["formaction"]
        for tag in page.select("button[formaction]")
        if tag["formaction"].endswith("/kind")
    )
    reader.post(change, data={"kind": "date_of_birth"})
    assert "rang on [date of birth]" in working(reader, contribution)

    for _ in range(2):
        reader.post(f"/redact/{contribution.id}/undo")

    kept = {(each.decision, each.kind == each.found_as) for each in rows(select(Hiding))}
    assert kept == {(Decision.PROPOSED, True)}


def test_a_kind_that_there_is_not_is_refused(reader, contribution):
    hiding = proposal(contribution, "7.15pm")

    page = reader.submit(
        f"/redact/{contribution.id}/one-by-one/{hiding.id}/kind", status=400, kind="x"
    )

    assert page.select_one("#kind-error")
    assert page.select_one("mark").get_text() == "7.15pm"


def test_what_cannot_be_said_less_exactly_is_refused_in_words(app, keyring, reader):
    contribution = say("Ring 01632 960123", keyring=keyring)
    hiding = queries.undecided(contribution)[0]
    at = f"/redact/{contribution.id}/one-by-one/{hiding.id}/general"

    response = reader.post(at, follow_redirects=True)

    assert "no way to say this less exactly" in response.text
    with pytest.raises(NothingLessExact), writing():
        deciding.give(
            again(contribution), hiding, verdict=Verdict.GENERAL, text="Ring 01632 960123",
            everywhere=False, by=reader.member,
        )  # fmt: skip


def test_sure_ones_are_hidden_in_one_press_and_the_others_wait(reader, keyring):
    contribution = say("Priya rang 01632 960123.", keyring=keyring)
    page = reader.page(f"/read/{contribution.id}")
    form = page.select_one("form#accept")

    reader.post(form["action"])

    left = queries.undecided(again(contribution))
    assert [each.band for each in left] == [Band.CHECK]


@pytest.mark.parametrize(
    ("words", "lead", "kind", "language", "said"),
    [
        ("John", "brother ", HiddenKind.FAMILY, "en", "[brother]"),
        ("Janem", "bratem ", HiddenKind.FAMILY, "pl", "[bratem]"),
        ("Sarah", "social worker called ", HiddenKind.WORKER, "en", "[social worker]"),
        ("Patel", "Dr ", HiddenKind.WORKER, "en", "[Dr]"),
        ("14/03/2024", "", HiddenKind.DATE, "en", "[March 2024]"),
        ("2024-03-14", "", HiddenKind.DATE, "en", "[March 2024]"),
        ("14 marca 2024", "", HiddenKind.DATE, "pl", "[marzec 2024]"),
        ("۱۴ مارچ ۲۰۲۴", "", HiddenKind.DATE, "ur", "[مارچ 2024]"),
        ("12/3/85", "", HiddenKind.DATE_OF_BIRTH, "en", "[1980s]"),
        ("19:42", "", HiddenKind.TIME, "en", "[evening]"),
        ("12.10am", "", HiddenKind.TIME, "en", "[night]"),
        ("7.15 am", "", HiddenKind.TIME, "en", "[morning]"),
        ("12:30 pm", "", HiddenKind.TIME, "en", "[afternoon]"),
        ("DG1 2AB", "", HiddenKind.POSTCODE, "en", "[DG]"),
        ("Lochside Primary School", "", HiddenKind.ORGANISATION, "en", "[school]"),
        ("Lockerbie", "", HiddenKind.PLACE, "en", None),
        ("01632 960123", "", HiddenKind.PHONE, "en", None),
        ("Ann", "", HiddenKind.NAME, "en", None),
    ],
)
def test_less_exact_words(app, words, lead, kind, language, said):
    assert general(words, lead, kind=kind, language=language) == said


def test_people_keep_apart_and_their_names_together(app, keyring, make_staff):
    text = "Dr Amit Patel and Nurse Begum came. Patel spoke, Begum wrote. Mrs Jones left."
    contribution = say(text, keyring=keyring)
    by = make_staff(Role.CODER)
    with writing():
        services.accept_all(contribution, by=by)
        made = services.make_working_text(contribution, keyring=keyring, by=by)

    assert made == (
        "Dr [worker] and Nurse [worker 2] came. [worker] spoke, [worker 2] wrote. Mrs [name] left."
    )


def test_what_people_decide_measures_the_finders(reader, keyring):
    for number in range(4):
        contribution = say(f"Priya rang 01632 960{number:03}. It was at Wrenna.", keyring=keyring)
        with writing():
            name = next(each for each in queries.undecided(contribution) if each.kind == "name")
            verdict = Verdict.REJECT if number == 0 else Verdict.ACCEPT
            deciding.give(
                contribution, name, verdict=verdict, text="", everywhere=False, by=reader.member
            )
        reader.post(f"/read/{contribution.id}/hide", data={"words": "Wrenna", "kind": "place"})

    session().rollback()  # to see what the reader's requests kept
    names = next(each for each in measuring.measures() if each.detector.kind == "name")
    assert (names.proposed, names.accepted, names.rejected, names.is_tested) == (4, 3, 1, False)
    [missed] = measuring.missed()
    assert (missed.kind, missed.count) == ("place", 4)
    page = reader.page("/redact/detectors").get_text(" ", strip=True)
    assert "kept 3 of 4 too few to tell" in page
    table = reader.get("/redact/detectors.csv").text
    assert "name,names_list,check,en,4,0,3,1,0,0" in table
    assert "place,,,en,0,0,4,0,0,0" in table


@pytest.mark.one_database
def test_only_a_lead_sees_how_the_finders_do(sign_in):
    coder = sign_in(Role.CODER)

    assert coder.get("/redact/detectors").status_code == 403
    assert coder.get("/redact/places").status_code == 403


def test_a_place_on_the_list_is_proposed_however_it_is_written(reader, keyring):
    reader.post("/redact/places", data={"name": " Wee  Glen ", "rule": "hidden"})
    reader.post("/redact/places", data={"name": "Stranraer", "rule": "stays"})

    contribution = say("it was in WEE GLEN. I live in Stranraer.", keyring=keyring)

    [hiding] = queries.hidings(contribution)
    assert (hiding.kind, hiding.detector, hiding.band) == ("place", "own_list", Band.SURE)
    listed = session().scalars(select(AuditEntry).where(AuditEntry.verb == "listed place")).all()
    assert {tuple(each.facts) for each in listed} == {("may_stay",)}


@pytest.mark.parametrize("name", ["Glen Wee", "glen wee", "x", ""])
def test_a_place_that_is_listed_or_too_short_is_refused_beside_the_field(reader, name):
    reader.post("/redact/places", data={"name": "Glen Wee", "rule": "hidden"})

    page = reader.submit("/redact/places", status=400, name=name, rule="hidden")

    assert page.select_one("#name-error")
    assert len(rows(select(SmallPlace))) == 1


def test_a_place_is_taken_off_the_list(reader):
    reader.post("/redact/places", data={"name": "Glen Wee", "rule": "hidden"})
    page = reader.page("/redact/places")

    reader.post(page.select_one("li.row form")["action"])

    assert not rows(select(SmallPlace))


def test_brackets_said_less_exactly_follow_a_corrected_language(app, keyring, make_staff):
    text = "Telefon 14.03.2024."
    contribution = say(text, keyring=keyring)
    by = make_staff(Role.CODER)
    with writing():
        hiding = proposal(contribution, "14.03.2024", text)
        deciding.give(
            contribution, hiding, verdict=Verdict.GENERAL, text=text, everywhere=False, by=by
        )
        contribution.language = "pl"
        proposing.relabel(contribution, text)

    assert again(contribution).language == "pl"
    assert rows(select(Hiding.replacement)) == ["[marzec 2024]"]


def test_a_slip_is_taken_back_without_leaving_the_proposals(reader, contribution):
    press(reader, contribution, "X")
    page = reader.page(f"/redact/{contribution.id}/one-by-one")
    assert page.select_one("mark").get_text() != "John"

    back = page.select_one('button[data-key="U"]').find_parent("form")["action"]
    page = reader.post(back, follow_redirects=True)

    assert "Taken back in 1 place." in page.text
    assert reader.page(f"/redact/{contribution.id}/one-by-one").select_one("mark").get_text() == (
        "John"
    )


def test_what_it_really_is_begins_with_what_was_proposed(reader, contribution):
    page = reader.page(f"/redact/{contribution.id}/one-by-one")

    assert page.select_one("select option[selected]")["value"] == "family"
