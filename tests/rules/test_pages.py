"""True of every public page in every language: a way out, a way to help, a quiet title."""

import re
from urllib.parse import unquote

from feedback.core.i18n import ALL_LANGUAGES, BY_CODE
from tests.rules.conftest import Example
from tests.support.walk import WITHOUT_PAGE, endpoints_of

CODES = [language.code for language in ALL_LANGUAGES]
#: Words that a title or an address must not hold, because a history and a task bar show them.
TELLING = [
    "abuse", "abusive", "abuser", "adult protection", "alcohol", "assault", "attack", "beaten",
    "bruise", "bully", "child protection", "coercive", "concern", "court", "crime", "danger",
    "disclosure", "domestic", "drug", "exploit", "feedback", "grooming", "harm", "hit", "hurt",
    "injur", "murder", "neglect", "offender", "partner", "perpetrator", "police", "protect",
    "rape", "refuge", "safeguard", "self-harm", "sexual", "social work", "stalk", "suicid",
    "survivor", "threat", "traffick", "trauma", "victim", "violen", "weapon",
]  # fmt: skip
#: Theirs are the words of titles that people chose: an entry's address is a random slug instead.
_TELLING = re.compile("|".join(rf"\b{re.escape(word)}" for word in TELLING), re.IGNORECASE)


def test_the_walk_comes_by_every_public_view(example: Example, walked):
    views = {rule.endpoint for rule in example.public.url_map.iter_rules()}

    assert len(TELLING) >= 40
    assert views - WITHOUT_PAGE == endpoints_of(example.public, walked)


def test_every_page_is_in_its_language_and_direction(walked):
    language = BY_CODE[walked.language]
    for name, page in walked.pages.items():
        if name == "languages":
            continue
        root = page.html
        assert (root["lang"], root["dir"]) == (language.tag, language.direction), name
        assert page.h1.get_text(strip=True), name


def test_every_page_shows_the_way_out_and_the_way_to_help(walked):
    for name, page in walked.pages.items():
        way_out = page.select_one("nav.safety a.exit")
        to_help = page.select_one("nav.safety a.help")
        assert way_out is not None, name
        assert way_out["href"] == "/leave", name
        assert re.fullmatch(r"/[a-z-]+/help", to_help["href"]), name
        links = [tag for tag in page.select("a[href]") if not tag["href"].startswith("#")]
        assert links[0] is to_help, f"{name}: the first link is not help"


def test_no_title_and_no_address_tells_what_the_site_is_about(example: Example, walked):
    for name, response in walked.answers.items():
        page = response.text
        title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]
        address = unquote(response.request.path)
        assert not _TELLING.findall(title), f"{name}: {title}"
        assert not _TELLING.findall(address), f"{name}: {address}"
        assert "?" not in address, name
        assert example.settings.partnership not in title, name


def test_what_other_sites_show_of_a_link_is_the_same_for_every_page(walked):
    cards = {
        name: tuple(str(tag) for tag in page.select("[property^='og:'], [name^='twitter:']"))
        for name, page in walked.pages.items()
        if name != "languages"
    }

    assert set(cards.values()) == {cards["home"]}
    assert len(cards["home"]) == 6
    assert not _TELLING.findall(" ".join(cards["home"]))


def test_no_address_on_any_page_tells_what_the_site_is_about(walked):
    for name, page in walked.pages.items():
        addresses = [
            tag.get("href") or tag.get("action") for tag in page.select("[href], [action]")
        ]
        own = [address for address in addresses if address and address.startswith("/")]
        assert own, name
        assert not [address for address in own if _TELLING.search(unquote(address))], name


def test_every_link_to_another_language_stays_on_the_page(walked):
    for name, page in walked.pages.items():
        offered = [tag["href"] for tag in page.select(".languages a[href]")]
        offered += [tag["formaction"] for tag in page.select(".languages button")]
        if name == "languages" or name.startswith("error"):
            continue
        assert len(offered) == len(CODES), name
        assert len({address.partition("/")[2].partition("/")[2] for address in offered}) == 1, name


def test_no_page_is_offered_to_search_engines_but_what_changed_and_what_we_promise(walked):
    for name, page in walked.pages.items():
        if page.select_one("meta[name=robots]")["content"] != "noindex, nofollow":
            assert name.startswith(("home", "entr", "plan", "privacy", "accessibility")), name
