"""What was asked, version by version: the key to a table of answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from feedback.core.i18n import BY_CODE
from surveys.definitions.definition import Definition
from surveys.definitions.question import DOT, Kind, Question, Words
from surveys.versions import queries
from surveys.versions.models import Survey, SurveyVersion


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One column of one version as it was asked, or (with a *value*) one of its choices."""

    version: int
    column: str
    kind: str
    value: str
    words: Words


def asked_lines(survey: Survey) -> Iterator[AskedLine]:
    """Every column and choice of every published version, oldest version first."""
    for version, definition in versions_of(survey):
        for question in definition.questions():
            for column in question.columns():
                yield from _lines(version.number, question, column)


def versions_of(survey: Survey) -> Sequence[tuple[SurveyVersion, Definition]]:
    """The published versions with what they ask, oldest first."""
    newest_first = queries.published_versions(survey)
    return [(each, queries.definition_of(each)) for each in reversed(newest_first)]


def languages_of(survey: Survey) -> Sequence[str]:
    """Every language that a version was in, in the order of the newest."""
    newest_first = reversed(versions_of(survey))
    return list(dict.fromkeys(code for _v, each in newest_first for code in each.languages))


def asked_table(survey: Survey) -> tuple[list[str], list[list[object]]]:
    """The heads and rows of the sheet of questions: one column of words for each language."""
    codes = languages_of(survey)
    names = [BY_CODE[code].autonym for code in codes]
    heads = ["version", "column", "kind", "value", *names]
    rows: list[list[object]] = [
        [line.version, line.column, line.kind, line.value]
        + [line.words.get(code, "") for code in codes]
        for line in asked_lines(survey)
    ]
    return heads, rows


def version_rows(survey: Survey) -> list[dict[str, Any]]:
    """Each version: its number, its day, its languages, and the digest of what it asked."""
    return [
        {
            "version": version.number,
            "published_on": version.published_on.isoformat() if version.published_on else "",
            "wording_only": version.is_minor,
            "languages": " ".join(definition.languages),
            "digest": version.digest,
        }
        for version, definition in versions_of(survey)
    ]


def _lines(version: int, question: Question, column: str) -> Iterator[AskedLine]:
    is_words = column in question.text_columns()
    kind = Kind.SHORT_TEXT if is_words and not question.is_text else question.kind
    yield AskedLine(version, column, kind.value, "", _wording(question, column))
    for choice in () if is_words else question.choices:
        yield AskedLine(version, column, kind.value, choice.value, choice.label)


def _wording(question: Question, column: str) -> Words:
    """The question in each language, with the row of a matrix or the choice that is other."""
    part = column.partition(DOT)[2]
    labels = {row.key: row.label for row in question.rows}
    label = labels.get(part) or (question.other.label if part and question.other else {})
    return {
        code: f"{text} – {label[code]}" if label.get(code) else text
        for code, text in question.wording.items()
    }
