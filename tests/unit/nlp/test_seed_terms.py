"""Terms proposed for a theme: what its comments say and the others do not."""

import pytest

from feedback.nlp.seed_terms import Basis, proposed_terms
from feedback.nlp.tagger.codebook import Codebook, ThemeTerms
from feedback.nlp.tagger.comments import Comment

CODEBOOK = Codebook(
    "Small",
    (
        ThemeTerms("Transport", terms={"en": ["bus"], "pl": ["autobus*"]}),
        ThemeTerms("Kindness", terms={"en": ["kind"]}),
    ),
)
RIDES = [
    "The taxi never came",
    "Taxis cost the earth, said my aunt",
    "a lift home from the taxi man",
]
KIND = ["The lady was gentle", "gentle and calm with us", "My aunt said they were gentle"]


def coded(texts, theme, times=6, language="en"):
    return [
        Comment(f"{text} {number}", frozenset({theme} if theme else ()), language=language)
        for number in range(times)
        for text in texts
    ]


def test_terms_come_from_the_themes_own_comments_with_counts_on_each_side():
    found = proposed_terms(
        "Transport",
        CODEBOOK,
        coded=[*coded(RIDES, "Transport"), *coded(KIND, "Kindness"), *coded(["aunt"], "")],
        uncoded=[Comment("Another taxi", language="en")],
    )

    assert [each.term for each in found][:1] == ["taxi*"]
    taxi = found[0]
    assert (taxi.inside, taxi.outside, taxi.uncoded) == (18, 0, 1)
    assert taxi.basis is Basis.CODED
    assert taxi.contrast > 1.96
    assert not {"aunt", "the", "gentle", "said"} & {each.term for each in found}


def test_what_is_a_term_already_is_left_out():
    rides = ["The bus was cold", "Cold bus again"]

    found = proposed_terms(
        "Transport", CODEBOOK, coded=[*coded(rides, "Transport"), *coded(KIND, "Kindness")]
    )

    assert [each.term for each in found] == ["cold"]


def test_before_anything_is_coded_terms_stand_near_those_that_are_known():
    said = [*coded(["The bus stop was dark"], ""), *coded(KIND, ""), *coded(["A dark room"], "", 1)]

    found = proposed_terms("Transport", CODEBOOK, coded=[], uncoded=said)

    assert any("stop" in each.term for each in found)
    assert {each.basis for each in found} == {Basis.NEAR_TERMS}
    assert all(each.inside >= 3 for each in found)


def test_each_language_has_its_own_terms():
    rides = coded(["Taksówka nie przyjechała"], "Transport", 10, language="pl")
    others = coded(["Pani była miła"], "Kindness", 10, language="pl")

    found = proposed_terms("Transport", CODEBOOK, coded=[*rides, *others, *coded(KIND, "Kindness")])

    assert {each.language for each in found} == {"pl"}
    assert "taksowka nie przyjechala" in {each.term for each in found}


def test_a_theme_outside_the_codebook_is_refused():
    with pytest.raises(KeyError, match="Noise"):
        proposed_terms("Noise", CODEBOOK, coded=[])


def test_nothing_is_proposed_from_nothing():
    assert proposed_terms("Transport", CODEBOOK, coded=[], uncoded=[]) == []
    assert proposed_terms("Transport", CODEBOOK, coded=coded(RIDES, "Transport")) == []
