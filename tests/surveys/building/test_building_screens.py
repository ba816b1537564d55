"""The builder's pages: what a form does, what is asked first, what two people do at once."""

from datetime import date

import pytest

from feedback.accounts.roles import Role
from feedback.core.db import session, writing
from surveys.building import queries, services
from surveys.versions import queries as versions
from surveys.versions.models import DraftStep

HERE = "/surveys/t1"


@pytest.fixture
def editor(sign_in):
    """Somebody who builds, in front of a survey of two questions: a choice, and words for some."""
    browser = sign_in(Role.EDITOR)
    with writing():
        services.make_survey(slug="t1", title="A test")
    add(browser, "Who are you?", "single")
    edit(browser, "who_are_you", new_choices="Parent\nWorker\n\nNobody")
    add(browser, "What helped?", "long_text", after="who_are_you")
    return browser


def survey(slug="t1"):
    session().rollback()  # see what the browser did
    return versions.survey_by_slug(slug)


def draft(slug="t1"):
    return queries.draft_of(survey(slug))


def add(browser, wording, kind, after=""):
    fields = {"wording": wording, "kind": kind, "after": after, "token": draft().token}
    return browser.submit(f"{HERE}/build/add", status=303, **fields)


def edit(browser, key, *, status=303, token=None, **fields):
    question = draft().definition.question(key)
    kept = {"wording": question.wording["en"], "kind": question.kind.value}
    sent = {**kept, **fields, "token": token or draft().token}
    return browser.submit(f"{HERE}/build/questions/{key}", status=status, **sent)


def rule(browser, place, *, status=303, **fields):
    return browser.submit(
        f"{HERE}/build/rule", status=status, at=place, token=draft().token, **fields
    )


def line(column, how, *values, place=0):
    return {f"column-{place}": column, f"how-{place}": how, f"value-{place}": list(values)}


def test_choices_are_written_one_a_line_and_get_values_of_their_own(editor):
    choices = draft().definition.question("who_are_you").choices

    assert [(each.value, each.label["en"]) for each in choices] == [
        ("parent", "Parent"),
        ("worker", "Worker"),
        ("nobody", "Nobody"),
    ]
    edit(editor, "who_are_you", **{"choices-parent": "A parent", "other": "nobody"})
    changed = draft().definition.question("who_are_you").choices
    assert [each.value for each in changed] == ["parent", "worker", "nobody"]
    assert changed[0].label["en"] == "A parent"
    assert changed[2].is_other


def test_a_button_saves_what_was_typed_and_does_its_own_work_in_one_step(editor):
    edit(editor, "who_are_you", wording="Who is it?", do="choices-up.nobody")

    found = draft().definition.question("who_are_you")
    assert found.wording["en"] == "Who is it?"
    assert [each.value for each in found.choices] == ["parent", "nobody", "worker"]
    editor.submit(f"{HERE}/build/undo", status=303)
    assert draft().definition.question("who_are_you").wording["en"] == "Who are you?"


def test_the_page_shows_the_question_its_place_and_how_it_looks(editor):
    page = editor.page(f"{HERE}/build?at=questions.who_are_you")

    assert page.select_one("textarea#wording").text.strip() == "Who are you?"
    assert [row.get_text(" ", strip=True) for row in page.select(".outline-row bdi")][2:] == [
        "Who are you?",
        "What helped?",
    ]
    assert [label.text.strip() for label in page.select(".phone .option label")] == [
        "Parent",
        "Worker",
        "Nobody",
    ]


def test_a_place_that_is_gone_shows_another_and_keeps_what_was_typed(editor):
    assert editor.page(f"{HERE}/build?at=questions.gone").select_one("#wording")
    sent = {"wording": "Words that somebody typed for a while", "kind": "single"}
    page = editor.submit(f"{HERE}/build/questions/gone", status=404, **sent)

    assert "Words that somebody typed for a while" in str(page)


def test_a_rule_is_made_of_lines_and_said_in_words(editor):
    place = "questions.helped.show_if"
    page = rule(editor, place, status=200, do="add", column="who_are_you")
    assert [box["value"] for box in page.select(".rule-line input[type=checkbox]")] == [
        "parent",
        "worker",
        "nobody",
    ]
    assert page.select_one(".rule-line option[selected]")["value"] == "is"
    assert draft().definition.question("helped").show_if is None

    rule(editor, place, **line("who_are_you", "is", "parent", "worker"))
    page = editor.page(f"{HERE}/build?at=questions.helped")
    assert "Only when “Who are you?” is “Parent” or “Worker”" in page.text
    shown = editor.page(f"{HERE}/build/rule?at={place}")
    assert [box["value"] for box in shown.select("input[type=checkbox][checked]")] == [
        "parent",
        "worker",
    ]


def test_a_line_without_an_answer_is_complained_about(editor):
    place = "questions.helped.show_if"
    page = rule(editor, place, status=400, **line("who_are_you", "is"))

    assert page.select_one(".error-summary a")["href"] == "#line-0"
    assert draft().definition.question("helped").show_if is None


def test_a_check_needs_its_message_and_a_skip_leads_to_an_exit(editor):
    check = "questions.helped.checks.new"
    long_enough = line("helped", "shortest", "20")
    page = rule(editor, check, status=400, **long_enough)
    assert "Write what people read" in page.select_one(".error-summary").text
    rule(editor, check, message="Can you say more?", soft="y", **long_enough)

    leave = {"heading": "Only for families", "body": "Thank you.", "token": draft().token}
    editor.submit(f"{HERE}/build/exits", status=303, **leave)
    fault = editor.page(f"{HERE}/build").select_one(".faults a[href$='at=exits.only_families']")
    assert fault.text == "the exit page “Only for families”"
    rule(
        editor,
        "pages.who_are_you.skips.new",
        to="only_families",
        **line("who_are_you", "is", "nobody"),
    )
    rule(editor, "pages.who_are_you.skips.new", status=400, to="nowhere")
    definition = draft().definition
    assert definition.question("helped").checks[0].is_soft
    assert definition.pages[0].skips[0].to == "only_families"
    assert not draft().faults


def test_what_others_look_at_is_not_taken_away_without_asking(editor):
    rule(editor, "questions.helped.show_if", **line("who_are_you", "is", "parent"))
    edit(editor, "who_are_you", do="choices-remove.parent")
    asked = editor.page(f"{HERE}/build/remove?at=questions.who_are_you.choices.parent")
    assert "“What helped?” is shown because of it." in asked.text
    assert len(draft().definition.question("who_are_you").choices) == 3

    at = {"at": "questions.who_are_you", "token": draft().token}
    page = editor.submit(f"{HERE}/build/remove", **at)
    assert "What helped?" in page.select_one("main li").text
    editor.submit(f"{HERE}/build/remove", status=303, confirm="yes", **at)
    assert [each.key for each in draft().definition.questions()] == ["helped"]
    assert draft().definition.question("helped").show_if is None


def test_two_people_at_once_lose_nothing_and_the_second_chooses(editor, sign_in):
    other = sign_in(Role.EDITOR, name="Kit Brown")
    old = draft().token
    edit(other, "who_are_you", wording="Who is asking?")

    page = edit(editor, "who_are_you", status=409, token=old, wording="Who might you be?")
    assert "Kit Brown" in page.text
    assert "Who might you be?" in [box.text.strip() for box in page.select("textarea")]
    assert draft().definition.question("who_are_you").wording["en"] == "Who is asking?"
    kept = {box["name"]: box.get("value", box.text.strip()) for box in page.select("main [name]")}
    editor.submit(f"{HERE}/build/questions/who_are_you", status=303, **kept)
    assert draft().definition.question("who_are_you").wording["en"] == "Who might you be?"


def test_the_same_press_twice_makes_no_second_question(editor):
    before = session().query(DraftStep).count()
    fields = {"wording": "Twice?", "kind": "yes_no", "token": draft().token}
    editor.submit(f"{HERE}/build/add", status=303, **fields)
    editor.submit(f"{HERE}/build/add", status=409, **fields)

    assert session().query(DraftStep).count() == before + 1


def test_faults_are_links_to_their_places(editor):
    add(editor, "Which one?", "single")
    page = editor.page(f"{HERE}/publish")

    assert page.select_one("main ul a[href*='at=questions.which_one']") or page.select(
        "main li a[href*='at=questions.']"
    )
    assert not page.select("form[action$='/publish']")


def test_a_survey_is_published_opened_scheduled_and_archived_by_pages(editor):
    editor.submit(f"{HERE}/publish", status=303, token=draft().token)
    editor.submit(f"{HERE}/open", status=303, to="publishing")
    assert versions.takes_answers(survey())
    page = editor.submit(f"{HERE}/when", status=409, opens_on="2026-05-02", closes_on="2026-05-01")
    assert "The last day is before the first day." in page.text
    editor.submit(f"{HERE}/when", status=303, closes_on="2099-05-01", cap="40")
    assert (survey().closes_on, survey().cap) == (date(2099, 5, 1), 40)
    assert "0 of 40 responses" in editor.page("/surveys/").text
    editor.submit(f"{HERE}/archive", status=303)
    assert "A test" not in editor.page("/surveys/").select_one("main").text
    assert "A test" in editor.page("/surveys/?archived=yes").text
    assert "Version 1" in editor.page(f"{HERE}/history").text


def test_a_try_out_takes_the_same_way_and_keeps_nothing(editor):
    rule(editor, "questions.helped.show_if", **line("who_are_you", "is", "parent"))
    page = editor.page(f"{HERE}/try")
    carried = {box["name"]: box.get("value", "") for box in page.select("#journey [type=hidden]")}
    page = editor.submit(f"{HERE}/try", **carried, q_who_are_you="nobody")

    assert "This is a try-out: nothing is kept." in page.text
    assert page.select_one("dl.summary dt").text == "who_are_you"
    assert page.select_one("dl.summary dd").text == "nobody"
    assert not versions.count_responses(survey())


def test_a_new_survey_begins_with_a_ready_made_one_or_a_copy(editor):
    assert "Seven questions" in editor.page("/surveys/new").text
    assert editor.page("/surveys/library/k1").select("section.card")
    new = {"title": "Mine", "begin": "library", "ready": "k1", "slug": "m1"}
    editor.submit("/surveys/new", status=303, **new)
    made = draft("m1")
    assert made.title == "Mine"
    assert len(list(made.definition.questions())) >= 7
    page = editor.submit("/surveys/new", status=400, **new)
    assert "Another survey has this address" in page.select_one(".error-summary").text
    editor.submit("/surveys/new", status=303, title="Copy", begin="own", copied="t1", slug="m2")
    assert len(list(draft("m2").definition.questions())) == 2
    page = editor.submit("/surveys/new", status=400, title="", slug="m3", begin="empty")
    assert "Give the survey a title." in page.select_one(".error-summary").text


def test_a_ready_made_survey_without_a_new_title_is_published_in_all_its_languages(editor):
    new = {"title": "", "begin": "library", "ready": "k6", "slug": "m1"}
    editor.submit("/surveys/new", status=303, **new)
    editor.submit("/surveys/m1/publish", status=303, token=draft("m1").token)

    live = versions.definition_of(versions.newest_version(survey("m1")))
    assert len(live.languages) == 10
    assert "a draft beside it" not in editor.page("/surveys/").text
