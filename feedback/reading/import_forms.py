"""Forms for bringing in a file."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.core.forms import LONGEST_LINE, Form, at_most, said
from feedback.reading.forms import NO_CHOICE, written_languages
from feedback.reading.importing import FileSource
from feedback.reading.mapping import Mapping, guess


class UploadForm(Form):
    """Choosing a file."""

    file = FileField(
        _l("The file"),
        description=_l(
            "A CSV file or an Excel workbook, at most 32 MB. Its first line names the columns."
        ),
        validators=[FileRequired(_l("Choose a file"))],
    )


class ColumnsForm(Form):
    """Which column is what, and what holds for the whole file."""

    text = SelectField(
        _l("Which column holds the words?"), validators=[said(_l("Choose the column of the words"))]
    )
    id = SelectField(
        _l("Which column holds the file's own number or id?"),
        description=_l("With it, the same row is never taken in twice."),
    )
    question = SelectField(_l("Which column holds the question?"))
    received = SelectField(
        _l("Which column holds the day it came?"),
        description=_l("Without it, everything counts as received today."),
    )
    language_column = SelectField(_l("Which column holds the language?"))
    topic = SelectField(_l("Which column holds the topic?"))
    channel = SelectField(_l("Which column says how it came?"))
    labels = SelectField(
        _l("Which column holds themes that somebody gave already?"),
        description=_l("Several in one cell stand with | between them."),
    )
    new_themes = BooleanField(
        _l("Make a draft theme of each label that is none of ours"),
        description=_l("Otherwise such labels are left out, and the report names them."),
    )
    language = SelectField(
        _l("Which language is it in, where the file does not say and the words do not show it?")
    )
    source = StringField(
        _l("What is this file or list called?"),
        description=_l("Use the same name if you bring in more of it later."),
        validators=[said(_l("Give it a name")), at_most(LONGEST_LINE)],
    )
    already_redacted = BooleanField(
        _l("This was published already, without names: nobody has to read it again"),
        description=_l("Rows with words to watch for still wait for a person."),
    )

    _COLUMNS = (
        "text",
        "id",
        "question",
        "received",
        "language_column",
        "topic",
        "channel",
        "labels",
    )

    def offer(self, heads: Sequence[str]) -> None:
        """Offer *heads* as columns."""
        named = [SelectChoice(head, head) for head in heads if head]
        for name in self._COLUMNS:
            self[name].choices = [NO_CHOICE, *named]
        self.language.choices = written_languages()

    def file_source(self) -> FileSource:
        """What was chosen."""
        mapping = Mapping(
            text=self.text.data,
            id=self.id.data,
            question=self.question.data,
            language=self.language_column.data,
            received=self.received.data,
            topic=self.topic.data,
            channel=self.channel.data,
            labels=self.labels.data,
        )
        return FileSource(
            name=str(self.source.data),
            mapping=mapping,
            language=self.language.data,
            already_redacted=bool(self.already_redacted.data),
            new_themes=bool(self.new_themes.data),
        )


def guessed(heads: Sequence[str], *, file_name: str) -> dict[str, Any]:
    """What the fields of ColumnsForm begin with, by the headings and the name of the file."""
    found = guess(heads)
    return {
        "text": found.text,
        "id": found.id,
        "question": found.question,
        "received": found.received,
        "language_column": found.language,
        "topic": found.topic,
        "channel": found.channel,
        "labels": found.labels,
        "language": written_languages()[0].value,
        "source": PurePath(file_name).stem,
    }
