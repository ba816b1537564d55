"""What a letter says: a template, the reader's language, and plain facts."""

from dataclasses import dataclass

from babel import Locale
from flask import current_app
from flask_babel import force_locale

from feedback.core import i18n, paths
from feedback.core.templating import settings
from feedback.outbox.models import Letter


@dataclass(frozen=True, slots=True)
class Written:
    """A letter ready to be sent."""

    subject: str
    body: str
    stop: str = ""  # the address that ends such letters with one press (RFC 8058), if there is one


def is_template(name: str) -> bool:
    """Whether there is a letter of that name."""
    known = {path.stem for path in (paths.TEMPLATES / "mail").glob("*.txt")}
    return name in known


def written(letter: Letter) -> Written:
    """The words of *letter*, in its language."""
    before = i18n.current_language()
    language = i18n.speak(letter.language)
    try:
        with force_locale(Locale.parse(language.locale)):
            template = current_app.jinja_env.get_template(f"mail/{letter.template}.txt")
            context = {"facts": letter.facts, "partnership": settings()}
            current_app.update_template_context(context)
            subject = "".join(template.blocks["subject"](template.new_context(context)))
            stop = ""
            if "stop" in template.blocks:
                stop = "".join(template.blocks["stop"](template.new_context(context))).strip()
            body = template.render(context).strip() + "\n"
            return Written(" ".join(subject.split()), body, stop)
    finally:
        i18n.speak(before.code)
