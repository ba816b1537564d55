"""What an answer, its proof and its second person's word are filled in on."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import Optional

from feedback.core import clock
from feedback.core.forms import Form, at_most
from youwesaid.insights import rules, wording
from youwesaid.insights.forms import LONGEST_ANSWER, Checkboxes, items_field, line_field, text_field
from youwesaid.insights.models import AnswerKind, EvidenceKind, Reason
from youwesaid.insights.rules import PLAIN_YES, AnswerDraft, Unfinished
from youwesaid.partnership.models import Agency, Post
from youwesaid.partnership.stages import STAGES
from youwesaid.plans.spoken import SpokenForm

#: What a broken rule is told as, beside its field.
COMPLAINTS: Mapping[type[Unfinished], LazyString] = {
    rules.TextMissing: _l("Write the answer in English."),
    rules.ReasonMissing: _l("Choose a reason: every answer but “done” says why."),
    rules.ReasonTextMissing: _l("Tell the reason in plain words, in English."),
    rules.NextLookMissing: _l("Give the day on which you will look at this again."),
    rules.NextLookTooEarly: _l("The next look must come after the day of the decision."),
    rules.WhoMissing: _l("Say who answers: a role and a group, in English."),
    rules.HeardMissing: _l("Give the day on which you heard this."),
    rules.DecidedMissing: _l("Give the day of the decision."),
    rules.DecidedBeforeHeard: _l("The decision cannot come before you heard this."),
    rules.PromiseMissing: _l("Say by when: no promise without a day."),
    rules.PromiseTooEarly: _l("The promised day must come after the day of the decision."),
    rules.JointMissing: _l("Several agencies answer: write the one line that they say together."),
    rules.NotTied: _l("Choose at least one plan item that this is about."),
}


class AnswerForm(SpokenForm):
    """What the partnership says to an insight."""

    SPOKEN = {
        "text": text_field,
        "effect": line_field,
        "reason": text_field,
        "who": line_field,
        "joint": line_field,
    }
    ORDER = (
        *("kind", "text", "promised_for", "effect", "as_it_is"),
        *("reason_code", "reason", "next_look_on"),
        *("agency", "post", "who", "joint"),
        *("involved_at", "heard_on", "decided_on", "items"),
    )

    posts: Mapping[str, Post]
    agencies: Sequence[Agency]
    kind = RadioField(
        _l("What is the answer?"),
        choices=[SelectChoice(kind.value, label) for kind, label in wording.KINDS.items()],
        validate_choice=False,
    )
    reason_code = RadioField(
        _l("Why?"),
        choices=[SelectChoice(reason.value, label) for reason, label in wording.REASONS.items()],
        validate_choice=False,
    )
    promised_for = DateField(
        _l("Promised for"),
        description=_l("“We are doing it” says by when. It is public, and so is being late."),
        validators=[Optional()],
    )
    agency = SelectField(_l("Whose part is this?"), choices=[], default="")
    post = SelectField(_l("Which role owns it?"), choices=[], default="")
    involved_at = Checkboxes(
        _l("Where people with experience took part"),
        choices=[SelectChoice(stage.value, words) for stage, words in STAGES.items()],
    )
    as_it_is = BooleanField(_l("I have read this. Hand it over as it is."))
    preview_in = SelectField(_l("Show it in"), choices=[], validate_choice=False)
    heard_on = DateField(_l("Heard on"), validators=[Optional()])
    decided_on = DateField(_l("Decided on"), validators=[Optional()])
    next_look_on = DateField(_l("Next look on"), validators=[Optional()])
    items = items_field()
    # What was pressed: "ask" hands the answer over, "preview" only shows it, anything else keeps
    # a draft.
    do = StringField()
    on = HiddenField()  # "yes": then comes the next insight that waits

    def validate_kind(self, field: Any) -> None:
        """One of the eight."""
        if field.data not in set(AnswerKind):
            raise ValidationError(_("Choose one of the answers."))

    def validate_reason_code(self, field: Any) -> None:
        """One of the reasons, or none."""
        if field.data and field.data not in set(Reason):
            raise ValidationError(_("Choose one of the reasons."))

    def validate_heard_on(self, field: Any) -> None:
        """Nobody has heard it on a day that is still to come."""
        self._refuse_to_come(field)

    def validate_decided_on(self, field: Any) -> None:
        """Nor decided it then."""
        self._refuse_to_come(field)

    def validate_next_look_on(self, field: Any) -> None:
        """A promise is about a day that is still to come."""
        self._refuse_gone(field)

    def validate_promised_for(self, field: Any) -> None:
        """The same; a promise that is late stays so until another is made."""
        if field.data != field.object_data:
            self._refuse_gone(field)

    def _refuse_gone(self, field: Any) -> None:
        if self.is_asked() and field.data and field.data < clock.today():
            raise ValidationError(_("Choose a day that is still to come."))

    def _refuse_to_come(self, field: Any) -> None:
        if self.is_asked() and field.data and field.data > clock.today():
            raise ValidationError(_("The day is still to come"))

    def is_asked(self) -> bool:
        """Whether the answer is handed over to a second person."""
        return bool(self.do.data == "ask")

    def offer(self, agencies: Sequence[Agency], language: str) -> None:
        """The agencies and their roles that can be chosen, named in *language*."""
        self.agencies = agencies
        self.agency.choices = [
            SelectChoice("", _l("The partnership as a whole")),
            *(SelectChoice(str(each.id), each.name_in(language)) for each in agencies),
        ]
        self.post.choices = [SelectChoice("", _l("No role: nobody is reminded"))]
        self.posts = {str(post.id): post for agency in agencies for post in agency.posts}
        for agency in agencies:
            self.post.choices += [
                SelectChoice(str(post.id), f"{agency.name_in(language)}: {post.name_in(language)}")
                for post in agency.posts
            ]
        self.preview_in.choices = [SelectChoice(each.code, each.autonym) for each in self.languages]

    def settle(self, *, usual_look: date | None) -> None:
        """Fill in what follows from the rest: whose part it is, who answers, the next look.

        *usual_look* is the day that a new form starts with: a plain yes does not promise it.
        """
        post = self.posts.get(self.post.data or "")
        if post is not None:
            self.agency.data = self.agency.data or str(post.agency_id)
            self._name_post(post)
        if self.kind.data in PLAIN_YES and self.next_look_on.data == usual_look:
            self.next_look_on.data = None

    def _name_post(self, post: Post) -> None:
        if self.field("who", "en").data:
            return
        for each in self.languages:
            role, agency = post.names.get(each.code), post.agency.names.get(each.code)
            if role and agency:
                self.field("who", each.code).data = f"{role}, {agency}"

    def check_post(self) -> None:
        """A role stands in the agency whose part it is."""
        post = self.posts.get(self.post.data or "")
        if post is not None and self.agency.data != str(post.agency_id):
            self.reject("post", _("This role is in another agency."))

    def draft(self) -> AnswerDraft:
        """What was filled in."""
        return AnswerDraft(
            kind=AnswerKind(self.kind.data),
            text=self.spoken("text"),
            reason_code=Reason(code) if (code := self.reason_code.data) in set(Reason) else None,
            reason=self.spoken("reason"),
            who_answers=self.spoken("who"),
            heard_on=self.heard_on.data,
            decided_on=self.decided_on.data,
            next_look_on=self.next_look_on.data,
            promised_for=self.promised_for.data,
            agency_id=next(
                (each.id for each in self.agencies if str(each.id) == self.agency.data), None
            ),
            post_id=self.posts[self.post.data].id if self.post.data in self.posts else None,
            effect=self.spoken("effect"),
            involved_at=tuple(self.involved_at.data or ()),
        )

    def complain(self, missing: list[type[Unfinished]]) -> None:
        """Put each broken rule beside its field."""
        for rule in missing:
            field = "joint_en" if rule is rules.JointMissing else rule.field
            self.reject(field, str(COMPLAINTS[rule]))


class EvidenceForm(SpokenForm):
    """Proof of an answer."""

    SPOKEN = {"text": line_field}
    ORDER = ("kind", "text", "url", "file")
    kind = RadioField(
        _l("What kind of proof?"),
        choices=[SelectChoice(kind.value, label) for kind, label in wording.EVIDENCE.items()],
        default=EvidenceKind.LINK.value,
    )
    url = StringField(
        _l("Address"), description=_l("It begins with https://"), validators=[at_most(1000)]
    )
    file = FileField(
        _l("Or a file"),
        description=_l(
            "A PDF, a Word document (.docx), a picture or a plain text, up to 10 MB. We take out "
            "who made it. Look yourself for names, faces and places."
        ),
    )


class SignForm(Form):
    """The second person's word."""

    seen = HiddenField()
    would_know = RadioField(
        _l("Could someone who knows them work out who this is?"),
        description=_l(
            "Think of a neighbour, an ex-partner, a worker, a journalist. "
            "Left blank, it is asked again before it is published."
        ),
        choices=[
            SelectChoice("no", _l("No, nobody would know")),
            SelectChoice("yes", _l("Yes or perhaps: the words must change")),
        ],
        validate_choice=False,
    )
    note = TextAreaField(_l("What should be changed?"), validators=[at_most(LONGEST_ANSWER)])
