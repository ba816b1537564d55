"""The pages that one journey can be on, each made from the journey alone."""

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from feedback.core import headers
from surveys.definitions.fields import Asked
from surveys.definitions.question import Kind
from surveys.definitions.routing import Step
from surveys.journey import counting, files
from surveys.journey.forms import CHECK, EXIT, page_form, with_fields
from surveys.journey.instant import hidden_now, instant_rules
from surveys.journey.journey import Journey, shown_as
from surveys.versions import queries
from surveys.versions.models import Survey


def here(survey: Survey, journey: Journey) -> ResponseReturnValue:
    """The page that is shown, again and unchecked."""
    if not queries.takes_answers(survey):
        return closed(survey, journey)
    if journey.form.before.data:
        return kept(survey, journey, journey.form.before.data)
    if journey.at == CHECK:
        return check(survey, journey)
    if journey.at == EXIT and journey.path().exit:
        return way_out(survey, journey)
    step = journey.path().step(journey.at)
    return question(survey, journey, step) if step else first(survey, journey)


def first(survey: Survey, journey: Journey) -> ResponseReturnValue:
    """What it is about, and a way in; of a quick survey the question itself."""
    step = journey.path().after("")
    if journey.definition.is_quick and step is not None:
        return question(survey, journey, step)
    journey.arrive("")
    call = journey.definition.call
    hear_by = date.fromisoformat(call.hear_by) if call else None
    return page("surveys/intro.html", survey, journey, hear_by=hear_by)


def question(
    survey: Survey,
    journey: Journey,
    step: Step,
    *,
    is_checked: bool = False,
    doubts: dict[str, str] | None = None,
    is_longer: bool = False,
    is_empty: bool = False,
) -> ResponseReturnValue:
    """The questions of one page, with what is wrong or doubtful when they were answered."""
    if journey.arrive(step.page.key):
        counting.reached(journey.version_id, step.page.key)
    path = journey.path()
    rules = {} if step.page.is_random else instant_rules(step.page, path.answers)
    asked = journey.asked_on(step)
    waiting = {
        each.key: journey.asked_one(each) for each in hidden_now(step.page, step.questions, rules)
    }
    form = page_form([*asked, *waiting.values()], journey.given)
    if is_checked:
        for problem in journey.problems_of(step):
            form.reject(_field(form, problem.part, problem.question), str(problem))
    quick = journey.definition.is_quick
    return page(
        "surveys/quick.html" if quick else "surveys/page.html",
        survey,
        journey,
        HTTPStatus.BAD_REQUEST if form.errors or is_empty else HTTPStatus.OK,
        form=form,
        step=step,
        blocks=_in_order(step, with_fields(form, asked), with_fields(form, list(waiting.values()))),
        rules=rules,
        number=path.number_of(step),
        one_by_one=path.is_one_by_one,
        part=journey.section_of(step),
        doubts=doubts or {},
        is_longer=is_longer,
        is_empty=is_empty,
        needs_form=quick,
    )


Block = tuple[Asked, Any, str, bool]


def _in_order(
    step: Step, shown: list[tuple[Asked, Any]], waiting: list[tuple[Asked, Any]]
) -> list[Block]:
    """Each question with its field, what the page says of it, and whether it waits unseen."""
    blocks = [(asked, field, shown_as(asked.question), False) for asked, field in shown]
    if not waiting:
        return blocks
    blocks += [(asked, field, shown_as(asked.question), True) for asked, field in waiting]
    places = {each.key: place for place, each in enumerate(step.page.questions)}
    return sorted(blocks, key=lambda block: places[block[0].question.key])


def _field(form: Any, part: str, question: str) -> str:
    name = f"q_{part}"
    return name if name in form else f"q_{question}"


def check(
    survey: Survey,
    journey: Journey,
    *,
    nothing: bool = False,
    complaints: Mapping[str, str] | None = None,
) -> ResponseReturnValue:
    """Everything that was answered, to be looked over before Send; *complaints* are of files."""
    if journey.arrive(CHECK):
        counting.reached(journey.version_id, CHECK)
    return page(
        "surveys/check.html",
        survey,
        journey,
        HTTPStatus.BAD_REQUEST if nothing or complaints else HTTPStatus.OK,
        rows=journey.answered(),
        nothing=nothing,
        complaints=complaints or {},
        file_complaints=[(files.name_of(key), words) for key, words in (complaints or {}).items()],
        **_files(journey),
    )


def way_out(survey: Survey, journey: Journey) -> ResponseReturnValue:
    """For somebody whom the questions are not for: kind words, and other ways to be heard."""
    found = journey.path().exit
    if found is None:
        return check(survey, journey)
    journey.arrive(EXIT)
    return page("surveys/exit.html", survey, journey, way_out=found)


def kept(survey: Survey, journey: Journey, why: str) -> ResponseReturnValue:
    """Nothing was kept, nothing is lost: the person says what they meant."""
    journey.begin_again()
    journey.form.before.data = why
    return page(
        "surveys/kept.html", survey, journey, HTTPStatus.CONFLICT, why=why, **_files(journey)
    )


def _files(journey: Journey) -> dict[str, Any]:
    """What a page needs that asks for photos and recordings."""
    asked = journey.files()
    records = any(each.question.kind is Kind.VOICE for each in asked)
    if records:
        headers.let_record()
    return {
        "records": records,
        "file_questions": [(each, files.name_of(each.question.key)) for each in asked],
        "choose_again": bool(asked) and files.were_chosen(),
    }


def closed(survey: Survey, journey: Journey, status: int = HTTPStatus.OK) -> ResponseReturnValue:
    """No answers are taken now; what was written is not lost."""
    return page("surveys/closed.html", survey, journey, status, shut=queries.why_shut(survey))


def page(
    template: str,
    survey: Survey,
    journey: Journey,
    status: int = HTTPStatus.OK,
    *,
    needs_form: bool = False,
    **more: Any,
) -> ResponseReturnValue:
    """A page of *journey*; one that holds answers changes its language by sending them along."""
    if needs_form or request.method == "POST":
        more["language_form"] = "journey"
    made = render_template(
        template,
        survey=survey,
        journey=journey,
        definition=journey.definition,
        shown_in=journey.spoken,
        **more,
    )
    return made, status
