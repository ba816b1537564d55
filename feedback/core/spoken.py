"""Forms that ask for the same words in every language that is switched on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from wtforms import Field

from feedback.core import i18n
from feedback.core.forms import Form
from feedback.core.i18n import Language

#: Makes the field that asks for something in one language.
Maker = Callable[[Language], Any]


class SpokenForm(Form):
    """A form with some fields once for each language; ``SPOKEN`` names them and how each is made.

    Make one with ``in_languages``. The field called ``said`` in Polish is ``said_pl``.
    """

    SPOKEN: ClassVar[Mapping[str, Maker]] = {}
    #: What is asked, in the order of the page, so that complaints are listed in that order too.
    ORDER: ClassVar[Sequence[str]] = ()
    languages: ClassVar[Sequence[Language]] = ()

    def __iter__(self) -> Iterator[Field]:
        """The fields in the order of the page; those that it does not name come first."""
        asked = {
            field_name(name, each.code): name for name in self.SPOKEN for each in self.languages
        }
        places = {name: place for place, name in enumerate(self.ORDER)}
        fields: list[Field] = list(super().__iter__())
        return iter(
            sorted(fields, key=lambda each: places.get(asked.get(each.name, each.name), -1))
        )

    @classmethod
    def starting_values(cls, **given: Mapping[str, str]) -> dict[str, str]:
        """What ``Form(data=…)`` takes, from mappings of language code to words."""
        return {
            field_name(name, code): words
            for name, by_code in given.items()
            for code, words in by_code.items()
        }

    def spoken(self, name: str) -> dict[str, str]:
        """What was written in answer to *name*, by language code; blanks are left out."""
        answers = {each.code: self.field(name, each.code).data for each in self.languages}
        return {code: words for code, words in answers.items() if words}

    def field(self, name: str, code: str) -> Field:
        """The field that asks for *name* in one language."""
        found: Field = self[field_name(name, code)]
        return found

    def drop_stale(self, name: str) -> None:
        """Blank the starting values of *name* when the English one no longer says the same."""
        english = self.field(name, "en")
        if english.data == english.object_data:
            return
        for each in self.languages:
            spoken = self.field(name, each.code)
            if spoken.data == spoken.object_data:
                spoken.data = ""

    def missing(self, name: str) -> list[Language]:
        """The languages in which *name* is not written yet."""
        return [each for each in self.languages if not self.field(name, each.code).data]


def field_name(name: str, code: str) -> str:
    """The name of the field that asks for *name* in the language *code*."""
    return f"{name}_{code.replace('-', '_')}"


def in_languages(form: type[SpokenForm]) -> type[SpokenForm]:
    """*form* with its spoken fields for every language that is switched on now."""
    languages = i18n.switched_on()
    if (form, languages) not in _MADE:
        fields = {
            field_name(name, language.code): make(language)
            for name, make in form.SPOKEN.items()
            for language in languages
        }
        _MADE[form, languages] = type(form.__name__, (form,), {**fields, "languages": languages})
    return _MADE[form, languages]


# Building a form class costs more than filling it, and there are few.
_MADE: dict[tuple[type[SpokenForm], tuple[Language, ...]], type[SpokenForm]] = {}
