"""Telling a story: five taps and the text, nothing kept before Send, nothing lost on the way."""

import unicodedata

import pytest

from feedback.contributions.models import Contribution
from feedback.contributions.opening import original
from feedback.core.forms import LONGEST_STORY
from feedback.core.i18n import ALL_LANGUAGES
from tests.support.pages import fields_of, how_many, only, receipt_shown
from youwesaid.tables import METADATA

STEPS = ["words", "check", "send"]


def rows() -> int:
    """All rows of all tables."""
    return sum(how_many(table) for table in METADATA.sorted_tables)


def kept() -> Contribution:
    """The one contribution that there is."""
    return only(Contribution)


def told(keyring) -> str:
    """The words of the one contribution that there is."""
    return original(kept(), keyring)


def test_a_story_takes_five_taps_and_the_text(client, words_page, check_page, thank_you):
    home = client.page("/en/")
    start = client.page(home.select_one("a.door")["href"])
    topics = client.page(start.select_one("main a.button")["href"])
    choice = topics.select_one("button.picture")
    words = client.submit(
        topics.select_one("form#journey")["action"],
        **fields_of(topics),
        **{choice["name"]: choice["value"]},
    )
    written = fields_of(words) | {"words": "They listened."}
    check = client.submit(words.select_one("form#journey")["action"], **written)
    thanks = client.submit(check.select_one("form#journey")["action"], **fields_of(check))

    assert "Thank you. We have it." in thanks.h1.get_text()
    assert kept().topic == "being_heard"


@pytest.mark.parametrize("language", [each.code for each in ALL_LANGUAGES])
def test_the_journey_works_in_every_language(client, thank_you, language):
    page = thank_you("They listened.", language)

    assert len(receipt_shown(page)) == 18
    assert kept().language == language.partition("-")[0]


@pytest.mark.parametrize(
    "words",
    [
        "پہلی بار کسی نے نہیں پوچھا کہ میں کیا چاہتی ہوں۔",
        "Family 👩‍👩‍👧 and flag 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "Dŵr, tŷ, Gàidhlig, e\u0301 as two letters",
        "{{7*7}} ${7*7} {% raw %}",
        "<script>alert(1)</script> <img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        '=HYPERLINK("x") +cmd -2+3 @SUM',
        "'; DROP TABLE contribution; --",
        "\u202eright to left\u202c override",
        "One line.\n\nAnother line.",
    ],
)
def test_words_are_shown_and_kept_exactly_as_typed(client, check_page, keyring, words):
    page = check_page(words)
    shown = page.select_one("dd.words")
    client.submit("/en/tell/send", **fields_of(page))

    assert shown.get_text() == unicodedata.normalize("NFC", words)
    assert not page.select("main script, main img")
    assert "49" not in page.select_one("main").get_text()
    assert told(keyring) == unicodedata.normalize("NFC", words)


def test_a_nul_and_windows_line_ends_are_tidied_away(client, check_page, keyring):
    client.submit("/en/tell/send", **fields_of(check_page("Be\x00fore.\r\nAfter.\x07")))

    assert told(keyring) == "Before.\nAfter."


@pytest.mark.parametrize("words", ["", " \t\n ", "\u200b\u200c\ufeff\u2060", "\x00"])
def test_nothing_written_is_said_beside_the_box(client, words_page, words):
    sent = fields_of(words_page()) | {"words": words}

    page = client.submit("/en/tell/check", status=400, **sent)

    assert page.select_one(".error-summary a")["href"] == "#words"
    assert "Write something first" in page.select_one("#words-error").get_text()
    assert page.title.get_text().startswith("Error:")
    assert rows() == 0


@pytest.mark.parametrize("letter", ["a", "ù", "ا", "👍"])
def test_the_longest_story_is_counted_in_characters_not_bytes(client, check_page, keyring, letter):
    words = letter * LONGEST_STORY

    client.submit("/en/tell/send", **fields_of(check_page(words)))

    assert told(keyring) == words


@pytest.mark.parametrize("step", ["check", "send"])
def test_one_letter_too_many_keeps_the_text_and_says_by_how_much(client, words_page, step):
    words = "a" * (LONGEST_STORY + 1)
    sent = fields_of(words_page()) | {"words": words}

    page = client.submit(f"/en/tell/{step}", status=400, **sent)

    assert fields_of(page)["words"] == words
    assert "1 character too long" in page.select_one("#words-error").get_text()
    assert rows() == 0


def test_nothing_is_kept_before_send(client, check_page):
    check_page("They listened.")

    assert rows() == 0


def test_no_page_of_the_journey_sets_a_cookie_or_may_be_stored(client, words_page):
    page = words_page()
    sent = fields_of(page) | {"words": "They listened."}
    answers = [client.get("/en/tell"), client.get("/en/tell/topic")]
    answers += [client.post(f"/en/tell/{step}", data=sent) for step in STEPS]

    for answer in answers:
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("step", ["words", "check", "topic"])
def test_switching_the_language_keeps_what_was_written(client, check_page, step):
    sent = fields_of(check_page("They listened.")) | {"switch_language": "ur"}

    page = client.submit(f"/ur/tell/{step}", **sent)

    assert page.html["dir"] == "rtl"
    carried = fields_of(page)
    assert carried["words"] == "They listened."
    assert carried["submission"] == sent["submission"]


def test_every_journey_page_with_answers_offers_all_languages_as_buttons(client, words_page):
    page = words_page()

    buttons = page.select("#languages button[form=journey]")
    assert [button["value"] for button in buttons] == [each.code for each in ALL_LANGUAGES]
    assert {button["formaction"] for button in buttons} == {
        f"/{each.code}/tell/words" for each in ALL_LANGUAGES
    }


def test_words_half_written_survive_a_change_of_language_unchecked(client, words_page):
    sent = fields_of(words_page()) | {"words": "", "switch_language": "pl"}

    page = client.submit("/pl/tell/words", **sent)

    assert not page.select(".error-summary")


def test_going_back_keeps_the_words(client, check_page):
    sent = fields_of(check_page("They listened."))

    assert fields_of(client.submit("/en/tell/words", **sent))["words"] == "They listened."
    topics = client.submit("/en/tell/topic", **sent)
    onward = topics.select_one("form#journey")["action"]
    changed = client.submit(onward, **(fields_of(topics) | {"topic": "home"}))
    assert "My home" in changed.select_one("dl.summary").get_text()
    assert fields_of(changed)["words"] == "They listened."


@pytest.mark.parametrize("topic", ["", "politics", "x" * 5000, "\x00"])
@pytest.mark.parametrize("step", STEPS)
def test_a_topic_that_is_not_offered_is_asked_for_again_and_the_words_stay(
    client, words_page, topic, step
):
    sent = fields_of(words_page()) | {"words": "They listened.", "topic": topic}

    page = client.submit(f"/en/tell/{step}", status=400, **sent)

    assert page.select("button.picture")
    assert fields_of(page)["words"] == "They listened."
    assert rows() == 0


def test_fields_that_were_not_asked_for_change_nothing(client, check_page):
    smuggled = {"role": "admin", "published": "true", "read_on": "2026-01-01", "kind": "entered"}

    client.submit("/en/tell/send", **(fields_of(check_page("They listened.")) | smuggled))

    assert kept().kind == "story"
    assert kept().read_on is None


def test_a_field_sent_twice_counts_once_and_the_first_time(client, check_page, keyring):
    sent = fields_of(check_page("They listened."))
    pairs = [*sent.items(), ("words", "Something else.")]

    client.post("/en/tell/send", data={name: [v for n, v in pairs if n == name] for name in sent})

    assert told(keyring) == "They listened."


@pytest.mark.parametrize("step", ["words", "check", "send"])
def test_an_address_opened_without_its_answers_starts_the_journey(client, step):
    answer = client.get(f"/en/tell/{step}")

    assert answer.status_code == 303
    assert answer.location in {"/en/tell", "/en/tell/topic"}


@pytest.mark.parametrize("path", ["", "/topic", "/words", "/check", "/send"])
def test_no_address_or_title_of_the_journey_tells_what_it_is_about(client, check_page, path):
    sent = fields_of(check_page("They listened."))
    page = client.submit(f"/en/tell{path}", **sent) if path else client.page("/en/tell")

    telling = {"abuse", "violence", "safeguarding", "police", "victim", "heard", "listened"}
    assert not telling & set(page.title.get_text().lower().split())
    links = [tag["href"] for tag in page.select("a[href]")]
    links += [tag["action"] for tag in page.select("form[action]")]
    assert not [link for link in links if any(word in link for word in telling)]


def test_story_fields_are_never_remembered_by_the_browser(client, words_page):
    box = words_page().select_one("textarea")

    assert box["autocomplete"] == "off"
    assert not box.has_attr("required")
