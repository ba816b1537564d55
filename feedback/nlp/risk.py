"""Watch phrases: words after which a contribution is read first.

A signal only ever *orders* the queue. Nothing here hides a text, closes a concern or calls a text
safe: no signal means nothing at all. Negation is deliberately not taken off ("he did not hit me"
gives a signal), because people deny, quote and minimise, and a false alarm costs a minute.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from feedback.nlp.folding import Folded, fold_words

_GAP = ".."
_GAP_WORDS = 3  # at most so many words where a pattern has a gap
_SHORTEST_PREFIX = 2  # letters before *
_ALWAYS = "en"
_WORD = r"[^ \n]"
_AND = "[وف]?"  # Arabic writes "and" and "so" onto the next word

# A text may be labelled with the wrong language; its letters cannot.
_BY_SCRIPT = (
    (re.compile("[\u0400-\u052f]"), ("uk",)),
    (re.compile("[\u0600-\u06ff]"), ("ur", "ar")),
    (re.compile("[\u0a00-\u0a7f]"), ("pa",)),
)


class Rule(StrEnum):
    """What a phrase may be a sign of."""

    IMMEDIATE_DANGER = "immediate_danger"
    THREAT_TO_LIFE = "threat_to_life"
    SUICIDE_SELF_HARM = "suicide_self_harm"
    CHILD_AT_RISK = "child_at_risk"
    SEXUAL_HARM = "sexual_harm"
    DOMESTIC_ABUSE = "domestic_abuse"
    NEGLECT = "neglect"
    EXPLOITATION = "exploitation"
    ABUSE_BY_WORKER = "abuse_by_worker"
    THREAT_TO_OTHERS = "threat_to_others"


class Level(StrEnum):
    """How soon a person should read it, most urgent first: a hint, never a decision."""

    NOW = "now"
    TODAY = "today"
    SOON = "soon"


_URGENCY = {level: place for place, level in enumerate(Level)}


class BadPhrase(ValueError):
    """The list of phrases cannot be used as it stands; the message names the phrase."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One watch phrase. *pattern* is as written; *expression* is what it becomes."""

    language: str
    rule: Rule
    level: Level
    pattern: str
    expression: re.Pattern[str] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class PhraseList:
    """All watch phrases, by language, and the languages that a native speaker has checked."""

    phrases: Mapping[str, tuple[Phrase, ...]]
    checked: frozenset[str]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have phrases."""
        return tuple(self.phrases)


@dataclass(frozen=True, slots=True)
class Signal:
    """A phrase met at ``text[start:end]`` (code points of the original)."""

    rule: Rule
    level: Level
    start: int
    end: int
    phrase: str


def load_phrases(path: Path) -> PhraseList:
    """The phrases in the YAML file at *path*. Raises BadPhrase."""
    languages = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    try:
        phrases = {
            language: tuple(_phrases(language, listed["phrases"]))
            for language, listed in languages.items()
        }
        checked = frozenset(
            language for language, listed in languages.items() if listed["checked_by_speaker"]
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise BadPhrase(f"the file lacks {error}") from error
    return PhraseList(phrases, checked)


def signals(text: str, *, language: str, phrases: PhraseList) -> tuple[Signal, ...]:
    """Where watch phrases stand in *text*, in reading order; most urgent first at one place.

    The phrases of *language* (variants such as "en-easy" too) and of English are always tried,
    and those of every language written in a script that the text uses.
    """
    folded = fold_words(text)
    found = [
        signal
        for tried in _languages(folded.text, language)
        for phrase in phrases.phrases.get(tried, ())
        for signal in _met(phrase, folded)
    ]
    ordered = sorted(set(found), key=lambda s: (s.start, _URGENCY[s.level], -s.end, s.rule))
    return tuple(_without_echoes(ordered))


def most_urgent(found: Iterable[Signal]) -> Level | None:
    """The most urgent level among *found*; None where there is no signal."""
    return min((signal.level for signal in found), key=_URGENCY.__getitem__, default=None)


def compiled(pattern: str, *, language: str) -> re.Pattern[str]:
    """The expression for *pattern*, to be searched in folded words. Raises BadPhrase.

    Words as they are; ``word*`` also with other endings; ``..`` for up to three words between.
    """
    parts = pattern.split()
    if not parts or _GAP in {parts[0], parts[-1]}:
        raise BadPhrase(f"{language}: {pattern!r} must begin and end with a word")
    return re.compile("".join(_part(part, pattern, language) for part in parts) + "(?= )")


def _part(part: str, pattern: str, language: str) -> str:
    if part == _GAP:
        return f"(?: {_WORD}+){{0,{_GAP_WORDS}}}"
    words = fold_words(part.removesuffix("*")).text.split()
    shortest = _SHORTEST_PREFIX if part.endswith("*") else 1
    if not words or "*" in part[:-1] or len(words[-1]) < shortest:
        raise BadPhrase(f"{language}: {pattern!r} has a part that is not a word: {part!r}")
    joined = _AND if language == "ar" else ""
    ending = f"{_WORD}*" if part.endswith("*") else ""
    return "".join(f" {joined}{re.escape(word)}" for word in words) + ending


def _phrases(language: str, listed: Iterable[Mapping[str, Any]]) -> Iterator[Phrase]:
    for group in listed:
        try:
            rule, level = Rule(group["rule"]), Level(group["level"])
        except ValueError as error:
            raise BadPhrase(f"{language}: {error}") from error
        for pattern in group["patterns"]:
            written = str(pattern)
            yield Phrase(language, rule, level, written, compiled(written, language=language))


def _languages(folded: str, language: str) -> tuple[str, ...]:
    by_script = (name for script, names in _BY_SCRIPT if script.search(folded) for name in names)
    base = language.replace("_", "-").partition("-")[0]
    return tuple(dict.fromkeys((base, _ALWAYS, *by_script)))


def _met(phrase: Phrase, folded: Folded) -> Iterator[Signal]:
    for match in phrase.expression.finditer(folded.text):
        start, end = folded.span(match.start() + 1, match.end())
        yield Signal(phrase.rule, phrase.level, start, end, phrase.pattern)


def _without_echoes(ordered: Iterable[Signal]) -> Iterator[Signal]:
    """Leave out a signal inside another one of the same rule that is at least as urgent."""
    reached: dict[tuple[Rule, int], int] = {}  # how far earlier signals of a rule reach
    for signal in ordered:
        urgency = _URGENCY[signal.level]
        if any(reached.get((signal.rule, u), 0) >= signal.end for u in range(urgency + 1)):
            continue
        reached[signal.rule, urgency] = max(reached.get((signal.rule, urgency), 0), signal.end)
        yield signal
