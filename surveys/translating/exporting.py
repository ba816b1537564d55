"""A survey's translations as a file, for people who translate elsewhere."""

from enum import StrEnum

from surveys.definitions.texts import source_of
from surveys.translating import csv_file, xliff
from surveys.translating.provenance import lines
from surveys.versions.drafts import Drafted


class Format(StrEnum):
    """The kinds of file; the value is also the end of its name."""

    CSV = "csv"
    XLIFF = "xlf"

    @property
    def media_type(self) -> str:
        """The type under which it is served."""
        return "text/csv" if self is Format.CSV else "application/xliff+xml"


def written(drafted: Drafted, survey: str, language: str, form: Format) -> bytes:
    """Every text of the draft that has a source, with its translation as it stands."""
    source = source_of(drafted.definition)
    every = lines(drafted.definition, drafted.translations, language)
    if form is Format.CSV:
        return csv_file.written(every, source=source, language=language)
    return xliff.written(every, survey=survey, source=source, language=language)
