"""Brackets and places: whatever anybody chose to hide is hidden, in any script."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from feedback.redaction.brackets import blanked, covers, replaced
from feedback.redaction.places import Place, occurrences, same_words, trimmed


@dataclass(frozen=True)
class Chosen:
    start: int
    end: int
    replacement: str = "[name]"
    detector: str | None = None
    kind: str = "other"
    general: bool = False
    lead: int = 0

    @property
    def shown_from(self):
        return self.start - self.lead


def hide(text, *words, replacement="[phone number]", detector="shape"):
    found = []
    for each in words:
        at = text.index(each)
        found.append(Chosen(at, at + len(each), replacement, detector))
    return replaced(text, covers(text, found))


def test_the_same_number_gets_the_same_bracket_and_another_one_a_number():
    text = "Ring 01632 960123, or 01632 960456. Not 01632960123? Then +44 1632 960 456."

    hidden = hide(text, "01632 960123", "01632 960456", "01632960123", "+44 1632 960 456")

    assert hidden == (
        "Ring [phone number], or [phone number 2]. Not [phone number]? Then [phone number 2]."
    )


def test_arabic_digits_are_the_same_number():
    text = "اتصل 07700900123 أو ٠٧٧٠٠٩٠٠١٢٣"

    assert hide(text, "07700900123", "٠٧٧٠٠٩٠٠١٢٣").count("[phone number]") == 2


def test_brackets_of_different_kinds_are_counted_apart():
    text = "Ann, Bob, Leeds"
    chosen = [Chosen(0, 3), Chosen(5, 8), Chosen(10, 15, "[place]")]

    assert replaced(text, covers(text, chosen)) == "[name], [name 2], [place]"


def test_stretches_that_overlap_hide_everything_that_any_of_them_covers():
    text = "Mr John Smith of Leeds"
    chosen = [Chosen(0, 7), Chosen(3, 13), Chosen(8, 13)]

    assert replaced(text, covers(text, chosen)) == "[name] of Leeds"


def test_a_persons_own_bracket_goes_before_that_of_a_pattern():
    text = "on 3 May 2019 at noon"
    chosen = [Chosen(3, 13, "[date]", "shape"), Chosen(5, 8, "[spring]", None)]

    assert replaced(text, covers(text, chosen)) == "on [spring] at noon"


def test_neighbours_that_only_touch_keep_a_bracket_each():
    text = "AnnLeeds"

    assert replaced(text, covers(text, [Chosen(0, 3), Chosen(3, 8, "[place]")])) == "[name][place]"


def test_blanked_text_holds_neither_the_words_nor_the_bracket():
    text = "I told Ann today"

    assert blanked(text, covers(text, [Chosen(7, 10)])).split() == ["I", "told", "today"]


@given(
    st.text(min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 59), st.integers(1, 20)), max_size=6),
)
def test_no_letter_that_was_to_be_hidden_is_ever_left(text, wanted):
    chosen = [
        Chosen(start, min(len(text), start + size), "\ue000")
        for start, size in wanted
        if start < len(text)
    ]

    hidden = covers(text, chosen)

    covered = {at for each in chosen for at in range(each.start, each.end)}
    assert {at for each in hidden for at in range(each.start, each.end)} == covered
    kept = "".join(letter for at, letter in enumerate(text) if at not in covered)
    assert blanked(text, hidden).replace(" ", "") == kept.replace(" ", "")


def test_a_selection_is_trimmed_and_must_lie_in_the_text():
    assert trimmed("I told  Ann today", 6, 12) == Place(8, 11)
    assert trimmed("Ann", 0, 4) is None
    assert trimmed("Ann", 2, 1) is None
    assert trimmed("a   b", 1, 4) is None


def test_selections_count_code_points_in_any_script():
    text = "👩‍👧 میری بیٹی زینب نے 🙂 زینب"
    at = text.index("زینب")

    places = same_words(text, Place(at, at + 4))

    assert [text[place.start : place.end] for place in places] == ["زینب", "زینب"]


def test_words_typed_out_are_found_exactly_as_they_stand():
    text = "Ann met Anna. ann left. Ann"

    assert occurrences(text, "Ann") == [Place(0, 3), Place(8, 11), Place(24, 27)]
    assert occurrences(text, "Bob") == []
    assert occurrences(text, "") == []


def test_hiding_a_selection_everywhere_leaves_longer_words_alone():
    text = "Ann met Anna. Ann's bag, (Ann)"

    places = same_words(text, Place(0, 3))

    assert places == [Place(0, 3), Place(14, 17), Place(26, 29)]


def test_vowel_signs_belong_to_the_word():
    text = "ਰਾਮ ਰਾਮਾ"

    assert same_words(text, Place(0, 3)) == [Place(0, 3)]
