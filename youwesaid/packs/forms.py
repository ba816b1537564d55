"""Which pack somebody wants: plan, time, group, survey, language, kind of file."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import Optional

from feedback.core.forms import Form
from feedback.core.i18n import BY_CODE, current_language, switched_on
from surveys.versions import queries as surveys
from surveys.versions.models import Survey
from youwesaid.packs.formats.files import Format
from youwesaid.packs.kinds import KINDS, PackKind
from youwesaid.packs.periods import EndsBeforeItBegins, Period, first_month, last_whole
from youwesaid.packs.record import Asked
from youwesaid.plans.models import Plan
from youwesaid.plans.references import entries

_FORMATS = {
    Format.DOCX: _l("Document for Word (.docx)"),
    Format.HTML: _l("Page to read or print (.html)"),
    Format.XLSX: _l("Workbook of its tables (.xlsx)"),
    Format.CSV: _l("One long table (.csv)"),
}


class PackForm(Form):
    """What a pack is about. It changes nothing, so it needs no token."""

    class Meta(Form.Meta):
        """No token: it stands in the address."""

        csrf = False

    plan = SelectField(_l("Plan"))
    first = DateField(_l("From"), validators=[Optional()])
    last = DateField(_l("To"), validators=[Optional()])
    group = SelectField(_l("Which group gives this report"), validators=[Optional()])
    survey = SelectField(_l("Survey"), validators=[Optional()])
    words_in = SelectField(_l("In which language"))
    how = SelectField(_l("Kind of file"))

    def offer(self, plans: Sequence[Plan], plan: Plan | None) -> None:
        """Offer the plans, the groups of *plan*, the surveys, the languages."""
        self.plan.choices = [SelectChoice(each.key, each.title) for each in plans]
        groups = entries(plan.document, "groups") if plan is not None else []
        self.group.choices = [
            SelectChoice("", _l("As the plan says, for all of it")),
            *(SelectChoice(each["id"], str(each.get("name") or each["id"])) for each in groups),
        ]
        self.survey.choices = [
            SelectChoice(each.slug, _survey_name(each)) for each in open_or_over()
        ]
        self.words_in.choices = [SelectChoice(each.code, each.autonym) for each in switched_on()]
        self.how.choices = [SelectChoice(each.value, words) for each, words in _FORMATS.items()]

    def period(self, kind: PackKind, plan: Plan, today: date) -> Period | None:
        """From when to when: the last whole time for this kind where nothing is said.

        None, with a complaint beside the field, where it ends before it begins.
        """
        usual = usual_period(kind, plan, today)
        try:
            return Period(self.first.data or usual.start, self.last.data or usual.end)
        except EndsBeforeItBegins:
            self.reject("last", _("The last day must come after the first."))
            return None

    def asked(self, kind: PackKind, plan: Plan, period: Period) -> Asked:
        """The pack, of a valid form."""
        wants_survey = kind is PackKind.CONSULTATION and self.survey.data
        return Asked(
            kind=kind,
            plan=plan,
            period=period,
            language=self.words_in.data,
            group=self.group.data or None,
            survey=surveys.survey_by_slug(self.survey.data) if wants_survey else None,
        )


def usual_period(kind: PackKind, plan: Plan, today: date) -> Period:
    """The last whole quarter, half-year or year, as the kind of report wants it."""
    month = first_month(plan.period_start)
    return last_whole(KINDS[kind].months, today=today, first_month=month)


def open_or_over() -> Sequence[Survey]:
    """The surveys that people were asked, those with public results first."""
    asked = [each for each in surveys.surveys(archived=False) if surveys.newest_version(each)]
    return sorted(asked, key=lambda each: not each.shares)


def preset(kind: PackKind, plan: Plan, today: date) -> dict[str, object]:
    """What stands in the form before anybody chose anything."""
    period = usual_period(kind, plan, today)
    first_survey = next(iter(open_or_over()), None)
    return {
        "plan": plan.key,
        "first": period.start,
        "last": period.end,
        "group": "",
        "survey": first_survey.slug if first_survey else "",
        "words_in": current_language().code,
        "how": Format.DOCX.value,
    }


def _survey_name(survey: Survey) -> str:
    definition = surveys.definition_of(surveys.version_of(survey, None))
    code = definition.language_for(current_language().code)
    return definition.title.get(code) or survey.slug


__all__ = ["BY_CODE", "PackForm", "open_or_over", "preset", "usual_period"]
