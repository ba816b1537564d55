"""Every kind of public page in one language, as somebody would come to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from flask import Flask, Request
from werkzeug.test import TestResponse

from tests.support.client import CheckedClient, soup
from tests.support.pages import NOBODYS, REACH, fields_of, receipt_shown
from youwesaid.tracker.sharing.operations import OPERATIONS

#: Of the list, and of one entry.
FEEDS = ("atom", "json_feed", "dates", "entry_atom", "entry_json_feed", "entry_dates")

#: Public views that answer with no page of words: plain text, a picture, or another address.
WITHOUT_PAGE = {
    "static",
    *(f"api.{each.name}" for each in OPERATIONS),
    "api.described",
    *(f"feeds.{name}" for name in FEEDS),
    "evidence_files.show",  # a file of proof; see tests/youwesaid/insights
    "following.stop_at_once",  # for mail programs: one line of plain text
    "open_data.kept",
    "open_data.live",
    "front.favicon",
    "front.health",
    "front.leave",
    "front.robots",
    "front.security",
    "sharing.embedded",  # for a frame on another site; see tests/youwesaid/tracker/sharing
    "sharing.fragment",  # a piece of somebody else's page
    "stories.begin",
    "stories.begin_with_code",
    "surveys.begin",
    "surveys_media.show",  # a picture or a recording
    "tracker_sounds.show",  # a recording
    "ways.delete_nothing",
    "ways.kiosk",  # of nobody yet, in all languages; see tests/surveys/asking/test_kiosk.py
    "ways.open_link",
    "ways.over",
    "ways.save_nothing",
}
#: Pages of a plan, by the end of their addresses.
PARTS_OF_A_PLAN = (
    "about", "foundations", "outcomes", "actions", "measures", "groups", "reporting", "hearing",
    "unheard", "versions", "versions/1",
)  # fmt: skip


@dataclass
class Walk:
    """A walk through the public side: ``answers`` by name, in the order of the walk."""

    browser: CheckedClient
    language: str
    answers: dict[str, TestResponse] = field(default_factory=dict)
    pages: dict[str, BeautifulSoup] = field(default_factory=dict)

    def get(self, name: str, path: str) -> BeautifulSoup:
        """Ask for a page of this language and keep it under *name*."""
        return self.keep(name, self.browser.get(f"/{self.language}{path}"))

    def post(self, name: str, path: str, fields: Mapping[str, str]) -> BeautifulSoup:
        """Send a form and keep the page that answers."""
        return self.keep(name, self.browser.post(f"/{self.language}{path}", data=dict(fields)))

    def keep(self, name: str, response: TestResponse) -> BeautifulSoup:
        """Keep an answer under *name*."""
        assert response.mimetype == "text/html", f"{name}: {response.status}"
        assert not 300 <= response.status_code < 400, f"{name}: {response.location}"
        self.answers[name], self.pages[name] = response, soup(response)
        return self.pages[name]


def walk(
    browser: CheckedClient, language: str, *, entries: list[str], surveys: list[str], plan: str,
    item: str,
) -> Walk:  # fmt: skip
    """Walk everywhere: addresses of entries, surveys, one plan and one item of it are given."""
    walked = Walk(browser, language)
    walked.keep("languages", browser.get("/"))
    for name in ("", "help", "safety", "privacy", "cookies", "accessibility"):
        walked.get(name or "home", f"/{name}")
    walked.get("entries", "/changes/")
    walked.get("entries: none found", "/changes/?theme=nothing&state=nothing")
    for slug in entries:
        walked.get(f"entry {slug}", f"/changes/{slug}")
    walked.get("entry: first version", f"/changes/{entries[0]}/versions/1")
    walked.get("entry: compared", f"/changes/{entries[0]}/compare")
    walked.get("entry: on paper", f"/changes/{entries[0]}/poster")
    walked.get("follow", "/share")
    walked.get("data for programs", "/share/api")
    _read_plan(walked, plan, item)
    _tell(walked, about=entries[0])
    _look(walked, follow=entries[0])
    _follow(walked, entries)
    _take_part(walked)
    walked.get("surveys", "/q/")
    _answer(walked, surveys[-1])
    _save(walked, surveys[-1])
    walked.get("results of a survey", f"/q/{surveys[-1]}/results")
    walked.get("error 404", "/nothing-here")
    walked.post("error 405", "/help", {})
    return walked


def _read_plan(walked: Walk, plan: str, item: str) -> None:
    walked.get("plans", "/plans")
    walked.get("plan", f"/plans/{plan}")
    walked.get("plan item", f"/plans/{plan}/{item}")
    life = walked.get("plan: its life", f"/plans/{plan}/-/life")
    measure = str(life.select_one('a[href*="/life/measures/"]')["href"])
    walked.get("plan: a measure", measure.removeprefix(f"/{walked.language}"))
    for part in PARTS_OF_A_PLAN:
        walked.get(f"plan: {part}", f"/plans/{plan}/{part}")
    walked.get("plan: what holds it up", f"/held-up/{plan}")


def _tell(walked: Walk, *, about: str) -> None:
    walked.get("before telling", "/tell")
    walked.get("before telling about an entry", f"/tell?about={about}")
    walked.get("words about an entry", f"/tell/words?about={about}")
    topics = walked.get("topics", "/tell/topic")
    walked.post("topics: none chosen", "/tell/words", fields_of(topics))
    words = walked.post("words", "/tell/words", fields_of(topics) | {"topic": "being_heard"})
    walked.post("words: nothing written", "/tell/check", fields_of(words))
    walked.post("words: too much", "/tell/check", fields_of(words) | {"words": "1" * 10_001})
    check = walked.post("check", "/tell/check", fields_of(words) | {"words": "..."})
    walked.post("topics: to change", "/tell/topic", fields_of(check))
    walked.post("thanks", "/tell/send", fields_of(check))
    walked.post("kept: sent differently", "/tell/send", fields_of(check) | {"words": "!!!"})


def _look(walked: Walk, *, follow: str) -> None:
    thanks = walked.pages["thanks"]
    held = fields_of(thanks, "held")
    code = receipt_shown(thanks)
    walked.get("code", "/code")
    walked.post("code: mistyped", "/code", {"code": "123"})
    walked.post("code: nobody's", "/code", {"code": NOBODYS})
    walked.post("receipt", "/code", {"code": code})
    for name in ("uses", "about-you", "contact"):
        asked = walked.post(name, f"/code/{name}", held)
        walked.post(f"{name}: refused", f"/code/{name}", fields_of(asked, "held") | {
            "save": "yes", "allowed": "x", "age": "x", "safe": "yes", "way": "call"})  # fmt: skip
    walked.post("uses: saved", "/code/uses", held | {"save": "yes", "shown": "yes"})
    walked.post("contact: saved", "/code/contact", held | REACH)
    walked.post("contact: held", "/code/contact", held)
    walked.post("back to the choices", "/code/choices", held)
    walked.post("receipt: all given", "/code", {"code": code})
    asked = walked.get("follow: with a number", f"/follow/with-number?entry={follow}")
    with_code = fields_of(asked, "follow") | {"code": code}
    walked.post("follow: number mistyped", "/follow/with-number", with_code | {"code": "123"})
    walked.post("follow: kept", "/follow/with-number", with_code)
    walked.post("receipt: with what is followed", "/code", {"code": code})
    walked.post("follow: no more", "/follow/with-number", with_code | {"do": "stop"})
    more = walked.post("more words", "/tell/words", {"receipt": code})
    more = walked.post("more words: check", "/tell/check", fields_of(more) | {"words": "..."})
    walked.post("more words: thanks", "/tell/send", fields_of(more))
    asked = walked.post("withdraw", "/code/withdraw", {"code": code})
    walked.post("withdrawn", "/code/withdraw", fields_of(asked, "held") | {"save": "yes"})
    walked.post("kept: taken back", "/tell/send", fields_of(more) | {"words": "!!!"})


def _follow(walked: Walk, entries: list[str]) -> None:
    asked = walked.get("follow: by letter", f"/follow/?entry={entries[0]}")
    fields = fields_of(asked, "follow")
    walked.post("follow: no address", "/follow/", fields)
    walked.post("follow: asked", "/follow/", fields | {"address": "ann@example.org"})
    walked.get("follow: nobody's letter", "/follow/nobody")
    walked.post("follow: nothing to stop", "/follow/nobody/less", {})
    walked.get("did it help", "/question")
    asked_of = [
        slug for slug in entries if walked.browser.get(_helped(walked, slug)).status_code == 200
    ]
    page = walked.get("did it help: one entry", f"/changes/{asked_of[0]}/helped")
    fields = fields_of(page, "helped")
    walked.post("did it help: nothing said", f"/changes/{asked_of[0]}/helped", fields)
    walked.post("did it help: said", f"/changes/{asked_of[0]}/helped", fields | {"verdict": "yes"})


def _helped(walked: Walk, slug: str) -> str:
    return f"/{walked.language}/changes/{slug}/helped"


def _take_part(walked: Walk) -> None:
    listing = walked.get("take part", "/take-part/")
    open_one = str(listing.select_one("main a.door")["href"])
    path = open_one.removeprefix(f"/{walked.language}")
    walked.get("take part: one", path)
    asked = walked.get("take part: yes", f"{path}/yes")
    fields = fields_of(asked, "reach")
    walked.post("take part: refused", f"{path}/yes", fields)
    thanks = walked.post("take part: thanks", f"{path}/yes", fields | REACH)
    walked.post("take part: thanks again", f"{path}/yes", fields_of(thanks, "reach") | {
        "switch_language": walked.language})  # fmt: skip
    code = receipt_shown(thanks)
    walked.get("take back", "/take-part/take-back")
    walked.post("take back: nobody's", "/take-part/take-back", {"code": NOBODYS})
    sure = walked.post("take back: sure", "/take-part/take-back", {"code": code})
    walked.post("taken back", "/take-part/take-back", fields_of(sure, "back") | {"sure": "yes"})


def _answer(walked: Walk, slug: str) -> None:
    path = f"/q/{slug}"
    page = walked.get(f"survey {slug}", path)
    walked.post(f"survey {slug}: nothing", f"{path}/send", fields_of(page))
    for number in range(1, 30):
        page = walked.post(f"survey {slug}, page {number}", path, fields_of(page))
        form = page.select_one("form#journey")
        if form is not None and str(form["action"]).endswith("/send"):
            break
        box = page.select_one("form#journey textarea")
        if box is not None:
            page = walked.post(f"survey {slug}, page {number} again", path, fields_of(page) | {
                str(box["name"]): "...", "back": "yes"})  # fmt: skip
            page = walked.post(f"survey {slug}, words", path, fields_of(page) | {
                str(box["name"]): "..."})  # fmt: skip
    thanks = walked.post(f"survey {slug}: thanks", f"{path}/send", fields_of(page))
    assert receipt_shown(thanks)


def _save(walked: Walk, slug: str) -> None:
    path = f"/q/{slug}"
    page = walked.post("to be saved", path, fields_of(walked.get("to be saved: first", path)))
    asked = walked.post("save", f"{path}/save", fields_of(page))
    kept = walked.post("saved", f"{path}/save", fields_of(asked) | {"keep": "yes"})
    code = receipt_shown(kept)
    walked.get("come back", "/saved")
    walked.post("come back: nobody's", "/saved", {"code": NOBODYS})
    found = walked.post("come back: found", "/saved", {"code": code})
    walked.post("saved: deleted", "/saved/delete", fields_of(found))


def endpoints_of(app: Flask, walked: Walk) -> set[str]:
    """The views that answered on the walk, those that refused included."""
    found = set()
    for response in walked.answers.values():
        asked: Request = response.request  # type: ignore[assignment]
        adapter = app.url_map.bind("localhost")
        matched = adapter.test(asked.path, asked.method)
        if matched:
            found.add(adapter.match(asked.path, asked.method)[0])
    return found
