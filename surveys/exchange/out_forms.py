"""What is to be taken out, and as what, as the page of files asks it."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import Optional, ValidationError

from feedback.core.forms import Form
from feedback.core.i18n import BY_CODE
from surveys.exchange import answers_out, survey_files
from surveys.exchange.answers_out import Content
from surveys.exchange.survey_files import DRAFT
from surveys.results.forms import FilterForm

_SURVEY_FORMATS: Mapping[survey_files.Format, object] = {
    survey_files.Format.XLSX: _l("Spreadsheet (XLSForm), for other survey tools"),
    survey_files.Format.DOCX: _l("Document, to read and to agree on"),
    survey_files.Format.JSON: _l("JSON, exactly as it is here"),
}
_ANSWER_FORMATS: Mapping[answers_out.Format, object] = {
    answers_out.Format.XLSX: _l("Spreadsheet, with the questions as they were asked"),
    answers_out.Format.CSV: _l("CSV"),
    answers_out.Format.SPSS: _l("SPSS"),
    answers_out.Format.JSON: _l("JSON"),
}
_CONTENTS: Mapping[Content, object] = {
    Content.COUNTS: _l("Counts that may be published"),
    Content.CLOSED: _l("A row for each response, without what people wrote"),
    Content.WORDS: _l("A row for each response, with redacted words"),
}


class SurveyFileForm(Form):
    """Which version of the survey, as what. It stands in the address, so it needs no token."""

    class Meta(Form.Meta):
        """No token: asking for a file changes nothing."""

        csrf = False

    survey_format = SelectField(
        _l("Format"),
        choices=[SelectChoice(each.value, name) for each, name in _SURVEY_FORMATS.items()],
    )
    survey_version = SelectField(_l("Version"))
    first_language = SelectField(_l("Language of a document"))
    second_language = SelectField(_l("Beside it"), validators=[Optional()])

    def offer(self, versions: Sequence[int], languages: Sequence[str], *, with_draft: bool) -> None:
        """Offer the published versions, newest first, and what is being built."""
        numbers = [SelectChoice(str(number), str(number)) for number in versions]
        draft = [SelectChoice(DRAFT, _l("What is being built now"))] if with_draft else []
        self.survey_version.choices = [*numbers, *draft]
        names = [SelectChoice(code, BY_CODE[code].autonym) for code in languages]
        self.first_language.choices = names
        self.second_language.choices = [SelectChoice("", _l("No other")), *names]

    def languages(self) -> list[str]:
        """The languages of a document, of a valid form."""
        return [code for code in (self.first_language.data, self.second_language.data) if code]


class AnswersForm(FilterForm):
    """Which answers, as what, and how much of them."""

    content = RadioField(_l("What the file holds"), default=Content.COUNTS.value)
    form = SelectField(
        _l("Format"),
        choices=[SelectChoice(each.value, name) for each, name in _ANSWER_FORMATS.items()],
    )

    def allow(self, contents: Sequence[Content]) -> None:
        """Offer only what this reader may have."""
        self.content.choices = [SelectChoice(each.value, _CONTENTS[each]) for each in contents]

    def validate_form(self, field: SelectField) -> None:
        """Say before anything is looked at that counts make no file for SPSS."""
        wanted = self.content.data, field.data
        if wanted == (Content.COUNTS.value, answers_out.Format.SPSS.value):
            raise ValidationError(gettext("SPSS needs a row for each response: ask for rows."))
