"""Words of reviewing in the reader's language."""

from collections.abc import Callable, Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from markupsafe import Markup

from feedback.core.i18n import BY_CODE, current_language
from youwesaid.insights.reviewing.models import ReviewVerdict
from youwesaid.insights.reviewing.rules import Outcome

VERDICTS: Mapping[ReviewVerdict, LazyString] = {
    ReviewVerdict.RIGHT: _l("This is right"),
    ReviewVerdict.NOT_SAID: _l("This is not what we said"),
    ReviewVerdict.DIFFERENTLY: _l("I would say it differently"),
}
OUTCOMES: Mapping[Outcome, LazyString] = {
    Outcome.NOT_ASKED: _l("Not sent to reviewers"),
    Outcome.WAITING: _l("Reviewers have not answered yet"),
    Outcome.AGREED: _l("Reviewers agreed"),
    Outcome.MIXED: _l("Some reviewers agreed, and some did not"),
    Outcome.NOT_AGREED: _l("No reviewer agreed"),
}


def spoken(texts: Mapping[str, str]) -> Markup:
    """A text in the reader's language; English, marked as such, where there is no other."""
    here = current_language()
    code = here.code if texts.get(here.code) else "en"
    language = BY_CODE[code]
    return Markup('<span lang="{}" dir="{}">{}</span>').format(
        language.tag, language.direction, texts.get(code, "")
    )


def for_templates() -> dict[str, Callable[[Mapping[str, str]], Markup]]:
    """What the templates of reviewers may call."""
    return {"spoken": spoken}
