"""What is wrong with texts that repeat earlier answers."""

from collections.abc import Iterator

from flask_babel import gettext as _

from surveys.definitions.definition import Definition, DefinitionError
from surveys.definitions.piping import is_whole, pipes_in
from surveys.definitions.places import At, pages_of, questions_on, texts_in, texts_of
from surveys.definitions.question import Kind, Question, Words

Faults = Iterator[DefinitionError]


def find(definition: Definition) -> Faults:
    """Every text that repeats an answer it cannot, or leaves a gap without one."""
    asked: dict[str, Question] = {}
    for at, page in pages_of(definition):
        yield from _words(at.into("heading"), page.heading, asked)
        for place, question in questions_on(at, page):
            for text_at, words, _is_needed in texts_in(place, question):
                known = asked
                if "checks" in text_at.path:
                    known = asked | dict.fromkeys(question.columns(), question)
                yield from _words(text_at, words, known)
            asked |= dict.fromkeys(question.columns(), question)
    for at, words, _is_needed in texts_of(definition):
        if at.path.startswith("exits"):
            yield from _words(at, words, asked)
        elif not at.path.startswith("pages"):
            yield from _words(at, words, {})


def _words(at: At, words: Words, known: dict[str, Question]) -> Faults:
    for code, text in words.items():
        if "{{" in text or "}}" in text:
            yield from _text(at.into(code), text, known)


def _text(at: At, text: str, known: dict[str, Question]) -> Faults:
    if not is_whole(text):
        yield at.refused(_("An answer is repeated like this: {{question|words without an answer}}"))
    for pipe in pipes_in(text):
        question = known.get(pipe.column)
        if question is None:
            yield at.refused(_("“%(key)s” is not asked before this text.", key=pipe.column))
        elif question.kind is Kind.LONG_TEXT:
            yield at.refused(_("The answer to “%(key)s” is too long to repeat.", key=pipe.column))
        if not pipe.fallback:
            yield at.refused(
                _("Say what stands here when “%(key)s” was left blank.", key=pipe.column)
            )
