"""Texts of a file in our languages: cleaned, with places for answers, and with what is missing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from babel import Locale
from flask_babel import force_locale
from flask_babel import gettext as _

from feedback.core.i18n import BY_CODE
from feedback.core.lines import Verb
from surveys.definitions.checking import LONGEST_TEXT
from surveys.definitions.question import Kind
from surveys.exchange.columns import RawWords
from surveys.exchange.compiling import column_of
from surveys.exchange.expressions import Dialect
from surveys.exchange.found import Found
from surveys.exchange.plain_words import plain_words
from surveys.exchange.report import Report, Tongue
from surveys.exchange.scope import Scope
from surveys.exchange.tongues import UNNAMED, ours

#: What is said where there is no answer to put in.
FALLBACK = "…"
#: The code that a survey gets whose words are in none of our languages.
FIRST = "en"
_PIPES: Mapping[Dialect, re.Pattern[str]] = {
    Dialect.XLSFORM: re.compile(r"\$\{\s*([^{}\s]{1,200})\s*\}|%\((?:label|name)\)s"),
    Dialect.LIMESURVEY: re.compile(r"\{([A-Za-z]\w*)(?:\.\w+)?\}|\{[A-Z]+:[^{}\n]{0,100}\}"),
}
_BRACES = re.compile(r"\{(?=\{)|\}(?=\})")


class Languages:
    """Which of the file's languages become which of ours; the first is the source."""

    def __init__(self, found: Found, offered: Sequence[str], report: Report) -> None:
        self._keys: dict[str, list[str]] = {}  # keys of the file by our code, the best first
        default = found.source if found.source in found.tongues else UNNAMED
        if default != UNNAMED and UNNAMED in found.tongues:
            self._take(default, offered)
            self._keys.setdefault(ours(default), []).append(UNNAMED)
            self._keys.pop("", None)
        for key in sorted(found.tongues, key=lambda key: key == UNNAMED):
            if found.cells.get(key):
                self._take(key, offered)
        if UNNAMED in found.tongues and found.cells.get(UNNAMED):
            self._take_unnamed(found, report)
        if not self._keys:
            self._stand_in(found, report)
        self.codes = self._in_order(found)
        self._tell(found, report)

    def _take(self, key: str, offered: Sequence[str]) -> None:
        code = ours(key)
        if code and code in offered and key not in self._keys.get(code, ()):
            self._keys.setdefault(code, []).append(key)

    def _take_unnamed(self, found: Found, report: Report) -> None:
        """Words of a column without a language: in the one that the settings name, or English."""
        if any(UNNAMED in keys for keys in self._keys.values()):
            return
        named = ours(found.source)
        if named and named in self._keys:
            self._keys[named].append(UNNAMED)
        elif FIRST in self._keys:
            self._keys[FIRST].append(UNNAMED)
        else:
            self._keys[named or FIRST] = [UNNAMED]
            if not named:
                why = [_("The file does not say which language its words are in.")]
                report.add(Verb.CHANGED, "survey", "label", now=BY_CODE[FIRST].autonym, why=why)

    def _stand_in(self, found: Found, report: Report) -> None:
        """A file in none of our languages: its first stands under English, and that is said."""
        with_words = [key for key in found.tongues if found.cells.get(key)]
        first = found.source if found.source in with_words else next(iter(with_words), UNNAMED)
        self._keys[FIRST] = [first]
        if with_words:
            label = found.tongues[first] or first
            why = [
                _(
                    "The file has none of the languages of this site. The words that stand under"
                    " English are %(language)s: translate them before anybody reads them.",
                    language=label,
                )
            ]
            report.add(
                Verb.CHANGED, "survey", label, was=label, now=BY_CODE[FIRST].autonym, why=why
            )

    def _in_order(self, found: Found) -> tuple[str, ...]:
        source = ours(found.source)
        first = next((code for code in (source, FIRST) if code in self._keys), None)
        codes = [code for code in BY_CODE if code in self._keys]
        return tuple(dict.fromkeys([first, *codes] if first else codes))

    def _tell(self, found: Found, report: Report) -> None:
        for key, label in found.tongues.items():
            if not found.cells.get(key):
                continue
            code = next((code for code, keys in self._keys.items() if key in keys), "")
            shown = label or _("(not named)")
            report.tongues.append(Tongue(shown, code, found.cells[key]))
            if not code:
                why = [_("This language is not switched on here.")]
                report.add(Verb.REFUSED, "survey", shown, why=why)

    @property
    def source(self) -> str:
        """The code of the language that the rest is translated from."""
        return self.codes[0]

    def words(self, raw: RawWords) -> dict[str, str]:
        """*raw* by our codes."""
        words: dict[str, str] = {}
        for code in self.codes:
            text = next((raw[key] for key in self._keys[code] if raw.get(key)), "")
            if text:
                words[code] = text
        return words


class Speaker:
    """Texts as they stand in the survey; it notes what had to be changed, and what is missing."""

    def __init__(self, languages: Languages, scope: Scope, report: Report) -> None:
        self.languages = languages
        self._scope = scope
        self._report = report
        self.notes: list[str] = []  # about the texts of the row that is being read

    def words(self, raw: RawWords, place: str, part: str, stand_in: str = "") -> dict[str, str]:
        """*raw* in our languages, the source always among them where anything is said at all.

        *stand_in* is what a text that may not be blank says when the file has nothing.
        """
        words = {
            code: text
            for code, given in self.languages.words(raw).items()
            if (text := self._text(given))
        }
        source = self.languages.source
        if not words.get(source):
            elsewhere = next((self._text(text) for text in raw.values() if text), "")
            if not (elsewhere or words or stand_in):
                return {}
            words = {source: next(iter(words.values()), "") or elsewhere or stand_in} | words
            self._note_stand_in(is_said=bool(raw))
        for code in self.languages.codes:
            if code not in words:
                self._report.missing.setdefault(code, []).append(f"{place} {part}".strip())
        return {code: words[code] for code in self.languages.codes if code in words}

    def _note_stand_in(self, *, is_said: bool) -> None:
        source = BY_CODE[self.languages.source].autonym
        if is_said:
            self._note(
                _(
                    "It has no words in %(language)s: those of another language stand in.",
                    language=source,
                )
            )
        else:
            self._note(_("It has no words: its name stands in."))

    def _note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)

    def told(self) -> list[str]:
        """The notes since somebody asked last."""
        notes, self.notes = self.notes, []
        return notes

    def _text(self, given: str) -> str:
        parts: list[str] = []
        pieces = _PIPES[self._scope.dialect].split(plain_words(given))
        # Splitting at the pattern leaves texts and names in turn.
        for number, piece in enumerate(pieces):
            if number % 2:
                parts.append(self._piped(piece))
            else:
                parts.append(_BRACES.sub(lambda found: f"{found[0]} ", piece))
        text = "".join(parts).strip()
        if len(text) > LONGEST_TEXT:
            self._note(_("Its text was too long, and is cut."))
            text = text[: LONGEST_TEXT - 1] + FALLBACK
        return text

    def _piped(self, name: str | None) -> str:
        found = column_of(_reference(name, self._scope.dialect), self._scope) if name else None
        if found is None or found.kind in (Kind.LONG_TEXT, Kind.INFORMATION, Kind.CONSENT):
            self._note(
                _("What “%(name)s” stands for cannot be put into its words.", name=name or "%")
            )
            return FALLBACK
        return f"{{{{{found.column}|{FALLBACK}}}}}"


def _reference(name: str, dialect: Dialect) -> str:
    return f"${{{name}}}" if dialect is Dialect.XLSFORM else name


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Our own texts in the language *code* from here on."""
    with force_locale(Locale.parse(BY_CODE[code].locale)):
        yield


def our_words(text: Any, codes: Sequence[str]) -> dict[str, str]:
    """A lazy *text* of ours in each of these languages."""
    words = {}
    for code in codes:
        with speaking(code):
            words[code] = str(text)
    return words
