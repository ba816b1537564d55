"""The tagger: seed terms at first, people's codings as they come, and always the reason why."""

import random
import subprocess
import sys

import pytest

from feedback.nlp.tagger.codebook import Codebook, ThemeTerms
from feedback.nlp.tagger.comments import Comment
from feedback.nlp.tagger.model import Band, Model
from feedback.nlp.tagger.storage import UnreadableModel, pack
from feedback.nlp.tagger.training import FEWEST_POSITIVES, ThemeNotInCodebook, train

PRAISE_TERMS = ["thank*", "good", "great", "excellent", "nothing", "everything"]
CODEBOOK = Codebook(
    "Small",
    (
        ThemeTerms(
            "Waiting",
            key="wait",
            terms={
                "en": ["wait*", "waiting list*", "hours", "delay*"],
                "pl": ["czeka*", "kolejk*"],
                "cy": ["aros", "gohirio"],
                "ur": ["انتظار"],
                "pa": ["ਉਡੀਕ", "ਲੰਮੀ ਉਡੀਕ"],
                "ar": ["انتظار", "الانتظار"],
                "uk": ["чека*"],
                "gd": ["cuideachadh"],
            },
            examples=["The queue went round the block."],
        ),
        ThemeTerms("Place", terms={"en": ["waiting room*", "building", "chairs"]}),
        ThemeTerms("Thanks & praise", terms={"en": PRAISE_TERMS}),
        ThemeTerms("Parking"),
    ),
)
UNTAUGHT = train([], CODEBOOK)


def lessons(number=120):
    """Comments on waiting and on parking, in words of which only some are seed terms."""
    chance = random.Random(7)
    openings = ["Honestly", "I felt", "We said", "Again", "This time", "My son and I"]
    about = {
        "wait": ["they kept us so long", "waited for hours", "ages before anyone came"],
        "Parking": ["nowhere to leave the car", "the car park was full", "no spaces for cars"],
        "Thanks & praise": ["good service", "great people"],
    }
    found = []
    for _ in range(number):
        themes = chance.sample(sorted(about), chance.choice([1, 1, 2]))
        said = [chance.choice(openings), *(chance.choice(about[theme]) for theme in themes)]
        found.append(Comment(" ".join(said), frozenset(themes), question="What was it like?"))
    return found


TAUGHT = train(lessons(), CODEBOOK)


def themes_of(suggested):
    return [each.theme for each in suggested if each.band != Band.WEAK]


@pytest.mark.parametrize(
    ("text", "language", "why"),
    [
        ("I WAITED for ages", "en", ("WAITED",)),
        ("I waited for ages", "en-easy", ("waited",)),
        ("Czekałam bardzo długo", "pl", ("Czekałam",)),
        ("Roedd rhaid aros", "cy", ("aros",)),
        ("Cafodd ei ohirio eto", "cy", ("ohirio",)),
        ("Fhuair mi chuideachadh", "gd", ("chuideachadh",)),
        ("بہت انتظار کیا", "ur", ("انتظار",)),
        ("ਬਹੁਤ ਉਡੀਕ ਕੀਤੀ", "pa", ("ਉਡੀਕ",)),
        ("ਲੰਮੀ\nਉਡੀਕ", "pa", ("ਲੰਮੀ ਉਡੀਕ",)),
        ("تعبت من الانتظار وبالانتظار", "ar", ("الانتظار", "وبالانتظار")),
        ("Ми чекали дуже довго", "uk", ("чекали",)),
        ("Ми чекали дуже довго", None, ("чекали",)),
    ],
)
def test_seed_terms_suggest_before_anything_is_coded(text, language, why):
    (suggested,) = UNTAUGHT.suggest(text, language=language)

    assert suggested.theme == "wait"
    assert suggested.band in {Band.POSSIBLE, Band.LIKELY}
    assert suggested.why == why


def test_a_longer_term_is_what_is_meant():
    assert themes_of(UNTAUGHT.suggest("The waiting room was cold", language="en")) == ["Place"]
    both = UNTAUGHT.suggest("Waiting in the waiting room", language="en")
    assert sorted(themes_of(both)) == ["Place", "wait"]


def test_more_terms_make_a_suggestion_likelier():
    once, twice = (
        UNTAUGHT.suggest(text, language="en")[0] for text in ("I waited", "I waited hours")
    )

    assert (once.band, twice.band) == (Band.POSSIBLE, Band.LIKELY)
    assert once.score < twice.score


def test_a_language_without_terms_gets_none_of_another_languages():
    assert UNTAUGHT.suggest("Care good hours", language="ro") == []


@pytest.mark.parametrize("text", ["", "  ", "…!", "😀", "Nothing that any term knows of"])
def test_a_text_that_says_nothing_of_the_kind_gets_nothing(text):
    assert "wait" not in themes_of(UNTAUGHT.suggest(text, language="en"))
    assert Model.suggest(UNTAUGHT, "…!", language="en") == []


def test_praise_gives_way_to_what_a_comment_is_about():
    assert themes_of(UNTAUGHT.suggest("Great, thanks", language="en")) == ["Thanks & praise"]
    assert themes_of(UNTAUGHT.suggest("Great building", language="en")) == ["Place"]


@pytest.mark.parametrize(
    ("question", "themes"),
    [
        ("What could we do better?", ["Thanks & praise"]),
        ("What was good?", []),
        ("What was good and what could be better?", ["Thanks & praise"]),
        (None, ["Thanks & praise"]),
    ],
)
def test_nothing_is_praise_unless_it_was_asked_what_was_good(question, themes):
    assert themes_of(UNTAUGHT.suggest("Nothing at all", language="en", question=question)) == themes


def test_codings_teach_words_that_no_seed_term_has():
    assert UNTAUGHT.suggest("Nowhere to leave a car", language="en") == []

    suggested = TAUGHT.suggest("There was nowhere to leave our car", language="en")

    assert suggested[0].theme == "Parking"
    assert any("car" in reason for reason in suggested[0].why)
    assert TAUGHT.positives[CODEBOOK.identities.index("Parking")] > FEWEST_POSITIVES


def test_a_theme_with_few_codings_is_left_to_its_seed_terms():
    few = [*lessons(), *[Comment("The roof leaks", frozenset({"Place"}))] * (FEWEST_POSITIVES - 1)]

    model = train(few, CODEBOOK)

    place = CODEBOOK.identities.index("Place")
    assert place not in model.learned
    assert model.positives[place] == 0
    assert "Place" not in [each.theme for each in model.suggest("The roof leaks", language="en")]
    assert themes_of(model.suggest("the building", language="en")) == ["Place"]


def test_comments_without_themes_teach_what_is_no_theme():
    blank = [Comment("Honestly the weather was grey")] * 30

    model = train([*lessons(), *blank], CODEBOOK)

    assert themes_of(model.suggest("the weather was grey", language="en")) == []
    assert model.trained_on == 150


def test_a_theme_that_every_comment_has_teaches_nothing():
    model = train(
        [Comment(f"Car {number}", frozenset({"Parking"})) for number in range(9)], CODEBOOK
    )

    assert model.learned == ()
    assert model.thresholds == UNTAUGHT.thresholds


def test_few_comments_against_a_theme_do_not_stop_training():
    many = [Comment(f"Car {number}", frozenset({"Parking"})) for number in range(9)]

    model = train([*many, Comment("A tree")], Codebook("One", (ThemeTerms("Parking"),)))

    assert model.learned == (0,)


def test_a_theme_outside_the_codebook_is_refused():
    with pytest.raises(ThemeNotInCodebook, match="Noise"):
        train([Comment("Loud", frozenset({"Noise"}))], CODEBOOK)


def test_the_same_comments_give_the_same_model_and_its_bytes_the_same_suggestions():
    again = train(lessons(), CODEBOOK)
    packed = TAUGHT.to_bytes()

    loaded = Model.from_bytes(packed)

    assert again.to_bytes() == packed
    assert loaded.to_bytes() == packed
    exam = [*lessons(40), Comment("…"), Comment("waiting list", language="en")]
    assert list(loaded.suggest_all(exam)) == list(TAUGHT.suggest_all(exam))
    assert Model.from_bytes(UNTAUGHT.to_bytes()).suggest("waiting", language="en")


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"not a model",
        TAUGHT.to_bytes()[:-40],
        pack({"codebook": 1}, {}),
        pack({"format": 99}, {}),
        pack({"codebook": {"name": "x", "themes": []}}, {}),
    ],
)
def test_bytes_that_are_no_model_are_refused(packed):
    with pytest.raises(UnreadableModel):
        Model.from_bytes(packed)


def test_suggestions_are_ordered_limited_and_between_nought_and_one():
    text = "Good service but we waited hours in the building and the car park was full of cars"

    suggested = TAUGHT.suggest(text, language="en", question="What was it like?")

    scores = [each.score for each in suggested]
    assert len(suggested) > 2
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert (
        TAUGHT.suggest(text, language="en", question="What was it like?", limit=2) == suggested[:2]
    )
    order = [list(Band).index(each.band) for each in suggested]
    assert order == sorted(order)
    assert all(" ".join(reason.split()) in text for each in suggested for reason in each.why)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I don't know", "en"),
        ("because you asked me.", "en"),
        ("nie wiem", "pl"),
        ("کیونکہ آپ نے پوچھا", "ur"),
    ],
)
def test_an_answer_that_says_nothing_has_no_theme_though_nobody_marked_one(text, language):
    known = {"en": "thank you", "pl": "dziękuję bardzo", "ur": "بہت شکریہ"}
    praised = [
        Comment(f"{known[language]} {number}", frozenset({"Thanks & praise"}), language=language)
        for number in range(60)
    ]

    model = train([*praised, *lessons()], CODEBOOK)

    assert themes_of(model.suggest(text, language=language)) == []
    assert themes_of(model.suggest(known[language], language=language)) == ["Thanks & praise"]


def test_nothing_to_say_is_no_praise():
    assert themes_of(UNTAUGHT.suggest("Nothing to say", language="en")) == []


def test_suggesting_loads_nothing_that_only_training_needs():
    program = (
        "import sys, feedback.nlp.tagger.model\n"
        "print(*{'sklearn', 'scipy', 'textblob', 'flask', 'sqlalchemy'} & set(sys.modules))"
    )

    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert ran.stdout.split() == []
