"""Kinds of questions whose answer is written: words and numbers."""

import re
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import StringField, TextAreaField

from feedback.core.forms import LONGEST_LINE, LONGEST_STORY
from feedback.core.text import clean, one_line
from surveys.definitions.asked import Asked
from surveys.definitions.question import Answer

_NUMBER = re.compile(r"([+-]?\d{1,12})(?:[.,٫](\d{1,6}))?")  # the digits of any script


class Information(Asked):
    """Words to read; there is nothing to answer."""

    look = "information"

    def fields(self) -> dict[str, Any]:
        """No field."""
        return {}

    def clean(self, _given: object) -> Answer | None:
        """No answer, whatever came in."""
        return None


class SentFile(Information):
    """A photo or a recording: it is chosen on the last page, and comes with Send."""

    look = "file"


class ShortText(Asked):
    """A few words on one line."""

    look = "line"
    longest: ClassVar[int] = LONGEST_LINE

    def fields(self) -> dict[str, Any]:
        """A text box of one line."""
        return {self.name: StringField(self.wording)}

    def clean(self, given: object) -> Answer | None:
        """The words."""
        words = self._tidy(self.one_text(given))
        over = len(words) - self.longest
        if over > 0:
            complaint = ngettext(
                "This is %(num)s character too long. Make it shorter.",
                "This is %(num)s characters too long. Make it shorter.",
                over,
            )
            raise self.refused(complaint)
        return words or None

    def in_words(self, answer: Answer) -> str:
        """The words as they were written."""
        return str(answer)

    def _tidy(self, words: str) -> str:
        return one_line(words)


class LongText(ShortText):
    """As many words as somebody wants."""

    look = "box"
    longest = LONGEST_STORY

    def fields(self) -> dict[str, Any]:
        """A text box of several lines."""
        return {self.name: TextAreaField(self.wording)}

    def _tidy(self, words: str) -> str:
        return clean(words)


class Number(Asked):
    """A number, in the digits of any script."""

    look = "number"

    @property
    def is_whole(self) -> bool:
        """Whether it has nothing after the point."""
        return not self.question.places

    def fields(self) -> dict[str, Any]:
        """A short text box: number boxes of browsers lose what they cannot read."""
        return {self.name: StringField(self.wording)}

    def clean(self, given: object) -> Answer | None:
        """The number; a whole one is an int."""
        typed = one_line(self.one_text(given))
        if not typed:
            return None
        found = _NUMBER.fullmatch(typed)
        if found is None or (found[2] and len(found[2]) > (self.question.places or 0)):
            raise self.refused(self._not_a_number())
        fraction = (found[2] or "").rstrip("0٠۰੦")
        number = float(f"{found[1]}.{fraction}") if fraction else int(found[1])
        least, most = self.question.least, self.question.most
        if least is not None and number < least:
            raise self.refused(_("Write %(least)s or more.", least=least))
        if most is not None and number > most:
            raise self.refused(_("Write %(most)s or less.", most=most))
        return number

    def in_words(self, answer: Answer) -> str:
        """The number in digits."""
        return str(answer)

    def _not_a_number(self) -> str:
        if self.is_whole:
            return str(_("Write a whole number in digits, such as 3."))
        places = self.question.places
        return str(
            ngettext(
                "Write a number in digits, with %(num)s digit or none after the point.",
                "Write a number in digits, with up to %(num)s digits after the point.",
                places,
            )
        )
