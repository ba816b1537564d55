"""Help with a reply: pure, in words, and never in the way."""

import uuid
from datetime import date

import pytest

from youwesaid.insights.helping.alike import most_alike
from youwesaid.insights.helping.plainness import plainness
from youwesaid.insights.helping.promises import vague_promises
from youwesaid.insights.helping.prompts import Prompt, Reply, checked, waited

REPLY = (
    "Thank you for telling us. We know that you tell your story again and again. The letters are "
    "plain now. Call us on 01632 960001 to find out more."
)


class TestPlainness:
    def test_short_words_are_for_young_readers_and_long_ones_are_not(self):
        plain = plainness(REPLY, "en")
        hard = plainness(
            "The implementation of multidisciplinary safeguarding arrangements necessitates "
            "comprehensive organisational restructuring, notwithstanding considerable operational "
            "challenges experienced throughout collaborative partnership governance frameworks, "
            "including interdependencies between commissioning authorities and stakeholders.",
            "en",
        )

        assert plain.is_plain
        assert plain.reading_age <= 10
        assert plain.sentences == 4
        assert hard.reading_age == 18
        assert len(hard.too_long) == 1

    def test_the_age_is_that_of_the_formula(self):
        # 25 words of 4 letters in one sentence: 4.71 * 4 + 0.5 * 25 - 21.43 = 9.91, and 5 years.
        assert plainness(" ".join(["word"] * 25) + ".", "en-easy").reading_age == 15

    @pytest.mark.parametrize("language", ["ur", "pl", "cy"])
    def test_other_languages_have_sentences_and_no_age(self, language):
        text = " ".join(["słowo"] * 30) + "."

        found = plainness(text, language)

        assert found.reading_age is None
        assert found.too_long == [text]

    def test_nothing_is_said_of_a_line_or_of_nothing(self):
        assert plainness("We did it.", "en").reading_age is None
        assert plainness("", "en").average == 0


class TestPromises:
    @pytest.mark.parametrize(
        "text",
        [
            "We will train all staff.",
            "We’ll look into the buses shortly.",
            "All teams will start soon.",
            "We hope to change the form in due course.",
            "People may tell us. We plan to change it.",
        ],
    )
    def test_a_promise_without_a_day_is_found(self, text):
        assert len(vague_promises(text)) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "We will train all staff by March 2027.",
            "We will do it within 10 working days.",
            "All teams start soon: on 4/5/2027.",
            "We trained all staff.",
        ],
    )
    def test_a_day_or_no_promise_is_fine(self, text):
        assert not vague_promises(text)

    def test_days_of_the_answer_count_for_what_they_are_about(self):
        assert not vague_promises("We will train staff.", has_day=True)
        assert not vague_promises("We will look at it again.", looks_again=True)
        assert vague_promises("We will train staff.", looks_again=True)


class TestAlike:
    def test_the_same_words_are_the_same_whatever_their_case(self):
        first, second = uuid.uuid4(), uuid.uuid4()

        found = most_alike(REPLY.upper(), [(first, "Something else."), (second, REPLY)])

        assert (found.answer_id, found.is_same) == (second, True)

    def test_one_name_changed_is_still_alike_and_another_subject_is_not(self):
        earlier = [(uuid.uuid4(), REPLY)]

        alike = most_alike(REPLY.replace("letters", "forms"), earlier)

        assert alike.share > 0.7
        assert not alike.is_same
        assert (
            most_alike("Two buses a day go to the clinic now, and a taxi in winter.", earlier)
            is None
        )
        assert most_alike("", earlier) is None
        assert most_alike("We cannot.", [(uuid.uuid4(), "We cannot now.")]) is None


class TestPrompts:
    def test_a_good_reply_has_all_seven(self):
        found = checked(
            Reply(
                text=REPLY, said="You must tell the same story again and again.",
                who="The chair, the committee", reason="The law says so.",
                next_day=date(2027, 1, 1), heard_on=date(2026, 3, 1), decided_on=date(2026, 3, 20),
            )
        )  # fmt: skip

        assert [each.prompt for each in found] == list(Prompt)
        assert all(each.is_there for each in found)
        assert {"tell", "story"} <= set(found[4].found)

    def test_an_empty_one_has_none_and_slowness_is_told(self):
        reply = Reply(
            text="Services are under review.", said="Buses do not run.",
            heard_on=date(2026, 1, 1), decided_on=date(2026, 4, 1),
        )  # fmt: skip

        assert not any(each.is_there for each in checked(reply))
        assert waited(reply) == 90
