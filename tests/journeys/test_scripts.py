"""What the two scripts add, in a real browser, on pages made for the purpose."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from feedback.core.paths import STATIC

pytestmark = pytest.mark.browser
SITE = "http://kit.invalid"
HEAD = "<!doctype html><html lang='en'><head><title>Have your say</title>"
PUBLIC = "<script src='/static/js/public.js' defer></script></head><body>"
STAFF = PUBLIC.replace("</head>", "<script src='/static/js/staff.js' defer></script></head>")
ANNOUNCE = "<div id='announce' role='status'></div>"
EXIT = (
    "<a class='exit' href='/leave' data-two-more='2 more' data-one-more='1 more'"
    " data-leaving='Leaving'>Leave now</a>"
)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Open a page with this body; other addresses of its site answer with their own name."""
    context = browser.new_context()

    def visited(body: str, head: str = STAFF) -> Page:
        page = context.new_page()

        def answer(route: Route) -> None:
            path = route.request.url.removeprefix(SITE).partition("?")[0]
            if path.startswith("/static/"):
                route.fulfill(path=STATIC / path.removeprefix("/static/"))
            elif path == "/":
                route.fulfill(body=HEAD + head + body, content_type="text/html; charset=utf-8")
            else:
                route.fulfill(body=f"<h1>{path}</h1>", content_type="text/html")

        page.route("**/*", answer)
        page.goto(f"{SITE}/before")
        page.goto(f"{SITE}/")
        return page

    yield visited
    context.close()


class TestLeaving:
    def test_leaving_does_not_stay_behind_the_back_button(self, visit):
        page = visit(EXIT + ANNOUNCE, PUBLIC)

        page.get_by_text("Leave now").click()
        page.wait_for_url("**/leave")
        page.go_back()

        assert page.url == f"{SITE}/before"

    def test_every_link_to_the_way_out_is_a_way_out(self, visit):
        page = visit(EXIT + ANNOUNCE + "<a class='button' href='/leave'>Go away</a>", PUBLIC)

        page.get_by_text("Go away").click()
        page.wait_for_url("**/leave")
        page.go_back()

        assert page.url == f"{SITE}/before"

    def test_shift_three_times_leaves_and_says_how_many_are_left(self, visit):
        page = visit(EXIT + ANNOUNCE, PUBLIC)

        page.keyboard.press("Shift")
        expect(page.locator("#announce")).to_have_text("2 more")
        page.keyboard.press("Shift")
        expect(page.locator("#announce")).to_have_text("1 more")
        page.keyboard.press("Shift")

        page.wait_for_url("**/leave")

    def test_capital_letters_and_escape_do_not_leave(self, visit):
        page = visit(EXIT + ANNOUNCE + "<textarea aria-label='words'></textarea>", PUBLIC)

        page.locator("textarea").focus()
        for letter in "ABCD":
            page.keyboard.press(f"Shift+{letter}")
        for _ in range(4):
            page.keyboard.press("Escape")

        assert page.url == f"{SITE}/"
        assert page.locator("textarea").input_value() == "ABCD"


class TestForms:
    def test_a_second_press_sends_nothing(self, visit):
        form = "<form action='/sent' method='post' target='other'><button>Send</button></form>"
        page = visit(form, PUBLIC)
        page.evaluate(
            "window.sent = 0; document.addEventListener('submit', (event) => {"
            " if (!event.defaultPrevented) window.sent += 1; event.preventDefault(); })"
        )

        page.locator("button").dblclick()

        assert page.evaluate("window.sent") == 1

    def test_letters_are_counted_as_the_server_counts_them(self, visit):
        page = visit(
            "<textarea id='t' data-limit='5'></textarea>"
            "<p id='t-count' data-left='{} left' data-over='{} over'></p>" + ANNOUNCE,
            PUBLIC,
        )

        page.locator("textarea").fill("a😀")
        expect(page.locator("#t-count")).to_have_text("3 left")
        page.locator("textarea").fill("abcdefg")
        expect(page.locator("#t-count")).to_have_text("2 over")

    def test_the_error_summary_has_the_focus(self, visit):
        page = visit("<div data-error-summary tabindex='-1'>Problem</div>", PUBLIC)

        expect(page.locator("[data-error-summary]")).to_be_focused()


KEYS = """
  <form action='/saved' id='code'>
    <div data-keys='1-9'>
      <input type='checkbox' id='a'><label for='a'>First</label>
      <input type='checkbox' id='b'><label for='b'>Second</label>
    </div>
    <input type='text' aria-label='note' data-key='N' data-key-label='Write a note'>
    <button data-key='Enter' data-key-label='Save and next'>Save</button>
  </form>
  <a href='/concern' data-key='W' data-key-label='Raise a concern'>Concern</a>
  <ul><li data-row><a href='/one'>One</a></li><li data-row><a href='/two'>Two</a></li></ul>
  <button type='button' data-keys-help hidden>Keys</button>
  <dialog id='keys'>
    <dl data-keys-list data-help='h' data-next='n' data-previous='p' data-numbers='d'
        data-escape='e'></dl>
    <input type='checkbox' id='off' data-keys-off><label for='off'>Off</label>
    <form method='dialog'><button>Close</button></form>
  </dialog>
"""


class TestKeys:
    def test_digits_tick_and_enter_saves(self, visit):
        page = visit(KEYS + ANNOUNCE)

        page.keyboard.press("2")
        expect(page.locator("#b")).to_be_checked()
        expect(page.locator("#announce")).to_have_text("Second ✓")
        page.keyboard.press("Enter")

        page.wait_for_url("**/saved**")

    def test_a_letter_presses_its_link(self, visit):
        page = visit(KEYS)

        page.keyboard.press("w")

        page.wait_for_url("**/concern")

    def test_typing_is_only_typing(self, visit):
        page = visit(KEYS)

        page.keyboard.press("n")
        expect(page.get_by_label("note")).to_be_focused()
        page.keyboard.type("w2?")
        assert page.url == f"{SITE}/"
        assert page.get_by_label("note").input_value() == "w2?"
        page.keyboard.press("Escape")
        page.keyboard.press("1")
        expect(page.locator("#a")).to_be_checked()

    def test_rows_are_walked_and_opened(self, visit):
        page = visit(KEYS)

        for key in ("j", "j", "j", "k", "j"):
            page.keyboard.press(key)
        expect(page.get_by_text("Two")).to_be_focused()
        page.keyboard.press("Enter")

        page.wait_for_url("**/two")

    def test_the_list_of_keys_is_read_from_the_page_and_can_switch_them_off(self, visit):
        page = visit(KEYS)

        page.keyboard.press("?")
        expect(page.locator("dialog dd")).to_have_text(
            ["Write a note", "Save and next", "Raise a concern", "d", "n", "p", "e", "h"]
        )
        page.get_by_label("Off").check()
        page.keyboard.press("Escape")
        page.keyboard.press("w")

        assert page.url == f"{SITE}/"


class TestTypeAhead:
    def test_letters_narrow_the_list_and_enter_takes_the_first(self, visit):
        page = visit(
            "<form action='/saved'><input type='text' id='find' data-typeahead='#themes'></form>"
            "<div id='themes'>"
            "<div data-option='delay'><input type='checkbox' id='w'><label for='w'>Waiting</label>"
            "</div><div data-option=''><input type='checkbox' id='m'><label for='m'>Écoute"
            "</label></div></div>" + ANNOUNCE
        )

        page.locator("#find").fill("del")
        expect(page.get_by_label("Écoute")).to_be_hidden()
        page.locator("#find").fill("ecou")
        expect(page.get_by_label("Waiting")).to_be_hidden()
        page.keyboard.press("Enter")

        expect(page.get_by_label("Écoute")).to_be_checked()
        expect(page.get_by_label("Waiting")).to_be_visible()
        assert page.url == f"{SITE}/"


HIDING = (
    "<p data-selectable id='text'>I met 😀 <mark><span data-skip>maybe: </span>Anna</mark>"
    " and Bob.</p><form data-hide-form data-none='Select first' action='/hidden'>"
    "<input type='hidden' name='start'><input type='hidden' name='end'>"
    "<input type='text' name='words' aria-label='words'>"
    "<button data-key='H' data-key-label='Hide'>Hide</button></form>"
)


def choose(page: Page, start: tuple[str, int], end: tuple[str, int]) -> None:
    """Select from one place to another, each a text node (found by its words) and an offset."""
    page.evaluate(
        """([start, end]) => {
          const nodes = [];
          const walker = document.createTreeWalker(
            document.getElementById("text"), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) nodes.push(walker.currentNode);
          const find = ([words, at]) => [nodes.find((node) => node.data.includes(words)), at];
          document.getSelection().setBaseAndExtent(...find(start), ...find(end));
        }""",
        [start, end],
    )


class TestHiding:
    @pytest.mark.parametrize(
        ("start", "end", "words"),
        [
            (("Anna", 0), ("Anna", 4), "Anna"),
            (("Anna", 1), ("Anna", 3), "nn"),
            (("I met", 0), ("I met", 8), "I met 😀"),
            (("I met", 6), ("and Bob", 4), "😀 Anna and"),
            (("maybe", 0), ("Anna", 4), "Anna"),
            (("and Bob", 5), ("and Bob", 8), "Bob"),
            (("and Bob", 8), ("and Bob", 5), "Bob"),
        ],
    )
    def test_places_are_code_points_of_the_text_itself(self, visit, start, end, words):
        page = visit(HIDING + ANNOUNCE)

        choose(page, start, end)
        page.keyboard.press("h")
        page.wait_for_url("**/hidden**")

        query = dict(pair.split("=") for pair in page.url.partition("?")[2].split("&"))
        text = "I met 😀 Anna and Bob."
        assert text[int(query["start"]) : int(query["end"])] == words

    def test_pressing_the_button_with_a_pointer_keeps_the_choice(self, visit):
        page = visit(HIDING + ANNOUNCE)

        choose(page, ("Anna", 0), ("Anna", 4))
        page.get_by_role("button").click()

        page.wait_for_url("**/hidden?start=8&end=12&words=")

    def test_without_a_choice_the_page_says_what_to_do(self, visit):
        page = visit(HIDING + ANNOUNCE)

        page.keyboard.press("h")

        expect(page.locator("#announce")).to_have_text("Select first")
        expect(page.get_by_label("words")).to_be_focused()
