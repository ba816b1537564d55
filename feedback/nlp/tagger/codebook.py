"""The themes that a tagger may suggest, with their seed terms in each language."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Self

from feedback.nlp.tagger.codebook_file import CodebookFileError, checked, load, read
from feedback.nlp.tagger.terms import Lexicon, Term, UnusableTerm, parts
from feedback.nlp.tokens import normalise


@dataclass(frozen=True)
class ThemeTerms:
    """One theme as the tagger knows it: what it is called, and the words that point to it.

    ``terms`` holds words, prefixes (``wait*``) and phrases by language code. ``examples`` are
    sentences that the codebook itself gives. A ``key`` stays when the name changes.
    """

    name: str
    key: str = ""
    parent: str = ""
    definition: str = ""
    terms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    examples: Sequence[str] = ()

    @property
    def identity(self) -> str:
        """What suggestions and codings call this theme: its key, or its name when it has none."""
        return self.key or self.name


@dataclass(frozen=True)
class Codebook:
    """Themes in their order. Raises CodebookFileError where they cannot stand together."""

    name: str
    themes: tuple[ThemeTerms, ...]

    def __post_init__(self) -> None:
        if not self.themes:
            raise CodebookFileError('There are no themes; list at least one under "themes:".')
        self._check_unique("key", [theme.key for theme in self.themes if theme.key])
        self._check_unique("name", [compared(theme.name) for theme in self.themes])
        for number, theme in enumerate(self.themes, 1):
            self._check_parents(number, theme)
        _ = self.terms  # a term that is no use is better met here than at the first comment

    def _check_unique(self, what: str, values: Sequence[str]) -> None:
        twice = [value for value, times in Counter(values).items() if times > 1]
        if twice:
            raise CodebookFileError(
                f'Two themes have the same {what}, "{twice[0]}"; give each its own.'
            )

    def _check_parents(self, number: int, theme: ThemeTerms) -> None:
        where = f'Theme {number} ("{theme.name}")'
        seen: set[int] = set()
        while theme.parent:
            above = self.position(theme.parent)
            if above is None:
                raise CodebookFileError(
                    f'{where} has the parent "{theme.parent}", which is no theme here; '
                    "write another theme's key or name, or leave the parent out."
                )
            if above in seen or above == number - 1:
                raise CodebookFileError(f"{where} is above itself; take one of the parents away.")
            seen.add(above)
            theme = self.themes[above]

    @classmethod
    def from_yaml(cls, path: Path) -> Self:
        """The codebook in a YAML file. Raises CodebookFileError, with the file's name."""
        try:
            return cls._from_bytes(read(path))
        except CodebookFileError as fault:
            raise CodebookFileError(f"{path.name}: {fault}") from fault

    @classmethod
    @lru_cache(maxsize=2)  # the codebook that is shipped takes a third of a second to read
    def _from_bytes(cls, raw: bytes) -> Self:
        return cls.from_plain(load(raw))

    @classmethod
    def from_plain(cls, raw: object) -> Self:
        """The codebook in plain dictionaries and lists, as YAML gives. Raises CodebookFileError."""
        name, themes = checked(raw)
        return cls(name=name, themes=tuple(ThemeTerms(**theme) for theme in themes))

    def to_plain(self) -> dict[str, Any]:
        """Dictionaries and lists from which ``from_plain`` makes this codebook again."""
        plain = [
            asdict(theme)
            | {
                "terms": {language: list(terms) for language, terms in theme.terms.items()},
                "examples": list(theme.examples),
            }
            for theme in self.themes
        ]
        return {"name": self.name, "themes": plain}

    @cached_property
    def identities(self) -> tuple[str, ...]:
        """What suggestions call the themes, in order."""
        return tuple(theme.identity for theme in self.themes)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that have seed terms, in the order in which they first appear."""
        return tuple(dict.fromkeys(term.language for term in self.terms))

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Every seed term, in order. Raises CodebookFileError for one that is of no use."""
        return tuple(
            self._term(position, language, written)
            for position, theme in enumerate(self.themes)
            for language, terms in theme.terms.items()
            for written in terms
        )

    def _term(self, position: int, language: str, written: str) -> Term:
        try:
            return Term(position, language, written, parts(written, language))
        except UnusableTerm as fault:
            raise CodebookFileError(
                f'Theme {position + 1} ("{self.themes[position].name}"), terms in "{language}": '
                f"{fault}; write a word, a prefix such as delay*, or several words."
            ) from fault

    @cached_property
    def lexicon(self) -> Lexicon:
        """The seed terms, ready to be found in texts."""
        return Lexicon(self.terms)

    @cached_property
    def _positions(self) -> dict[str, int]:
        by_name = {compared(theme.name): place for place, theme in enumerate(self.themes)}
        by_key = {theme.key: place for place, theme in enumerate(self.themes) if theme.key}
        return by_name | by_key

    def position(self, called: str) -> int | None:
        """Where the theme with this key or name stands (capitals and spaces aside), or None."""
        found = self._positions.get(called)
        return self._positions.get(compared(called)) if found is None else found


def compared(name: str) -> str:
    """A theme's name as names are compared: without regard to capitals and spaces."""
    return normalise(name).casefold()
