"""Formats: asked for in one press, made by one, checked by another, honest about what is old."""

import io

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.core.db import session, writing
from feedback.core.recordings import NotARecording
from tests.support.sounds import wav
from youwesaid.insights import services as insights
from youwesaid.insights.rules import AnswerDraft
from youwesaid.tracker import queries
from youwesaid.tracker import services as tracker
from youwesaid.tracker.contents import Contents
from youwesaid.tracker.formats import desk, services
from youwesaid.tracker.formats.models import FormatWish, Made, MadeKind
from youwesaid.tracker.formats.standing import FormatState
from youwesaid.tracker.models import VersionKind
from youwesaid.tracker.pieces import mark_of, pieces_of

POLISH = {"You tell the same story again.": "Mówisz to samo od nowa."}
NO_IN_POLISH = {
    "We cannot do this now.": "Teraz nie możemy.",
    "The law asks two people to agree.": "Prawo wymaga zgody dwóch osób.",
    "The committee's chair": "Przewodniczący",
}


def states(entry):
    return {(cell.kind, cell.language): cell.state for cell in desk.grid(entry).cells()}


@pytest.fixture
def checked(editor, publisher):
    """Words written by the editor and checked by the publisher."""

    def make(entry, language, words):
        with writing():
            services.write_words(entry, language=language, words=words, by=editor)
            waiting = [made.id for made in session().scalars(select(Made)) if not made.checked_at]
            return services.make_public(
                entry, made_ids=waiting, by=publisher, nobody_would_know=True
            )

    return make


def test_one_press_puts_all_that_is_missing_on_the_list_of_work(published, editor):
    entry = published()

    with writing():
        first = services.ask_for_all(entry, by=editor)
        again = services.ask_for_all(entry, by=editor)

    assert again == 0
    assert first == len(session().scalars(select(FormatWish)).all()) == len(desk.tasks())
    tasks = {(task.cell.kind, task.cell.language) for task in desk.tasks()}
    assert {(MadeKind.WORDS, "pl"), (MadeKind.SOUND, "ur"), (MadeKind.FILM, "bfi")} <= tasks


def test_words_are_public_only_when_a_second_person_has_checked_them(
    published, editor, publisher, client
):
    entry = published()
    with writing():
        services.write_words(entry, language="pl", words=POLISH, by=publisher)
    mine = [made.id for made in session().scalars(select(Made))]

    with pytest.raises(services.OwnWork), writing():
        services.make_public(entry, made_ids=mine, by=publisher)

    assert "Mówisz" not in client.get(f"/pl/changes/{entry.slug}").text


def test_checked_words_make_a_version_and_stay_in_the_next_one(published, checked, publisher):
    entry = published()
    version = checked(entry, "pl", {**POLISH, **NO_IN_POLISH})

    assert version.kind is VersionKind.UPDATE
    assert states(entry)[MadeKind.WORDS, "pl"] is FormatState.READY
    with writing():
        tracker.correct(entry, note={"en": "A date."}, by=publisher, threshold=10)
    assert queries.contents_of_entry(entry).said["pl"] == "Mówisz to samo od nowa."


def test_a_mistranslation_is_put_right_in_a_new_version(published, checked):
    entry = published()
    checked(entry, "pl", POLISH)

    version = checked(entry, "pl", {"You tell the same story again.": "Powtarzasz wszystko."})

    assert version.kind is VersionKind.CORRECTION
    assert Contents.from_plain(version.contents).said["pl"] == "Powtarzasz wszystko."
    assert Contents.from_plain(entry.versions[-2].contents).said["pl"] == "Mówisz to samo od nowa."


def test_other_english_words_put_the_other_languages_out_of_date(
    published, checked, editor, publisher, keyring
):
    entry = published()
    checked(entry, "pl", {**POLISH, **NO_IN_POLISH})
    insight = queries.insight_to_publish(entry.insight_id)
    answer = insight.answers[0]
    with writing():
        draft = AnswerDraft.of(answer)
        other = {**draft.text, "en": "We cannot do this this year."}
        insights.change_answer(answer, draft=_with(draft, text=other), by=editor)
        insights.ask_sign_off(answer, by=editor)
        insights.sign(answer, by=publisher)
        tracker.publish(insight, by=publisher, keyring=keyring, threshold=10)

    assert states(entry)[MadeKind.WORDS, "pl"] is FormatState.OUTDATED
    checked(entry, "pl", {"We cannot do this this year.": "Teraz nie możemy."})  # still right
    assert states(entry)[MadeKind.WORDS, "pl"] is FormatState.READY


def test_a_recording_is_served_without_tags_once_checked_and_says_when_it_is_old(
    published, checked, editor, publisher, client
):
    entry = published()
    with writing():
        made = services.give_sound(entry, language="en", content=wav(1), by=editor)
    assert client.get(f"/sounds/{made.text}").status_code == 404
    with writing():
        services.make_public(entry, made_ids=[made.id], by=publisher)

    page = client.page(f"/en/changes/{entry.slug}")
    audio = page.select_one("audio")
    assert (audio["preload"], audio.get("autoplay")) == ("none", None)
    assert "WAV" in page.text
    assert client.get(audio["src"]).mimetype == "audio/wav"
    sound = queries.contents_of_entry(entry).sounds[0]
    assert sound.made_for == mark_of(queries.contents_of_entry(entry), "en")
    with pytest.raises(NotARecording), writing():
        services.give_sound(entry, language="en", content=b"no sound", by=editor)
    with pytest.raises(services.NotReadYet), writing():
        services.give_sound(entry, language="pl", content=wav(1), by=editor)


def test_a_film_is_linked_only_by_https(published, editor):
    with pytest.raises(services.NotSafe), writing():
        services.give_film(published(), url="http://example.org/film", by=editor)


def test_easy_read_shows_a_picture_beside_each_sentence(
    published, checked, editor, publisher, client
):
    entry = published()
    easy = "You say it again. You do not like it."
    checked(entry, "en-easy", {"You tell the same story again.": easy})
    with writing():
        chosen = {"You say it again.": "speech", "You do not like it.": "face-2"}
        services.choose_pictures(entry, pictures=chosen, by=editor)
        waiting = [made.id for made in session().scalars(select(Made)) if not made.checked_at]
        services.make_public(entry, made_ids=waiting, by=publisher)

    page = client.page(f"/en-easy/changes/{entry.slug}")

    lines = page.select(".said .easy li")
    assert [line.get_text(strip=True) for line in lines] == list(chosen)
    assert [line.select_one("use")["href"].partition("#")[2] for line in lines] == [
        "speech",
        "face-2",
    ]


def test_an_entry_that_is_not_in_the_reader_s_language_says_so(client, published):
    entry = published()

    polish = client.page(f"/pl/changes/{entry.slug}")
    urdu = client.page(f"/ur/changes/{entry.slug}")

    assert polish.select_one(".inset").get_text(strip=True)
    assert polish.select_one(".said .lead span")["lang"] == "en-GB"
    assert polish.select_one(".did p span")["dir"] == "ltr"
    assert urdu.select_one(".inset")  # the reason is in English only


def test_the_screens_of_formats_work_by_forms(published, sign_in):
    entry = published()
    editor, publisher = sign_in(Role.EDITOR), sign_in(Role.PUBLISHER)
    place = f"/tracker/{entry.slug}/formats"

    assert editor.post(f"{place}/ask").status_code == 303
    assert editor.page("/tracker/formats/").select("[data-row]")
    desk_page = editor.page(f"{place}/words/pl")
    names = [area["name"] for area in desk_page.select("textarea")]
    pieces = pieces_of(queries.contents_of_entry(queries.entry_by_slug(entry.slug)))
    assert [box.get_text(strip=True) for box in desk_page.select(".card .words")] == [
        piece.english for piece in pieces
    ]
    assert editor.post(f"{place}/words/pl", data={names[0]: "Od nowa."}).status_code == 303
    editor.submit(f"{place}/words/pl", status=400, **{names[0]: ""})
    editor.submit(f"{place}/film", status=400, url="ftp://example.org")
    editor.post(f"{place}/film", data={"url": "https://example.org/bsl"})
    sent = {"spoken": "en", "file": (io.BytesIO(b"no"), "a.mp3")}
    assert editor.post(f"{place}/sound", data=sent).status_code == 400
    waiting = publisher.page(place).select("input[name=made]")
    made = [box["value"] for box in waiting]
    publisher.post(f"{place}/check", data={"made": made})  # the identity question is open
    session().rollback()
    assert queries.contents_of_entry(queries.entry_by_slug(entry.slug)).said.get("pl") is None
    publisher.post(f"{place}/check", data={"made": made, "nobody": "y"})
    editor.page(f"{place}/pictures")
    session().rollback()
    assert queries.contents_of_entry(queries.entry_by_slug(entry.slug)).said["pl"] == "Od nowa."
    assert editor.post(f"{place}/check").status_code == 403


def _with(draft, **changed):
    return AnswerDraft(**{**{name: getattr(draft, name) for name in draft.__slots__}, **changed})
