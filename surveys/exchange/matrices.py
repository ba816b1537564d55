"""Tables of questions with the same choices: rows of one matrix, a question each on a phone."""

from collections.abc import Sequence

from flask_babel import gettext as _

from surveys.definitions.question import Kind
from surveys.exchange.found import Found, FoundPage, FoundQuestion, FoundRow

_FEWEST_ROWS = 2
_NO_LABELS = "list-nolabel"


def with_matrices(found: Found) -> None:
    """Make matrices of the rows that the file shows as a table."""
    for page in found.pages:
        page.questions = _merged(page)


def _merged(page: FoundPage) -> list[FoundQuestion]:
    merged: list[FoundQuestion] = []
    place = 0
    while place < len(page.questions):
        head = page.questions[place]
        run = _run(page, place)
        if len(run) < _FEWEST_ROWS:
            merged.append(head)
            place += 1
            continue
        merged.append(_matrix(run, page))
        place += len(run)
    return merged


def _run(page: FoundPage, place: int) -> list[FoundQuestion]:
    """The questions from *place* on that are one table, when it has words of its own."""
    first = page.questions[place]
    if first.kind is not Kind.SINGLE or not _is_in_table(first):
        return []
    run = [first]
    for each in page.questions[place + 1 :]:
        if not (_is_in_table(each) and _goes_with(each, first)) or each.look == "label":
            break
        run.append(each)
    rows = [each for each in run if each.look != "label"]
    has_words = (first.look == "label" and first.wording) or page.heading
    return run if len(rows) >= _FEWEST_ROWS and has_words else []


def _is_in_table(question: FoundQuestion) -> bool:
    is_plain = not (question.constraint or question.choice_filter)
    has_place = not question.hint or question.look == "label"
    return is_plain and has_place and question.look in ("label", _NO_LABELS)


def _goes_with(question: FoundQuestion, first: FoundQuestion) -> bool:
    one, other = (tuple(each.text for each in asked.relevant) for asked in (question, first))
    return (
        question.kind is Kind.SINGLE
        and question.list_name == first.list_name
        and question.group == first.group
        and one == other
    )


def _matrix(run: Sequence[FoundQuestion], page: FoundPage) -> FoundQuestion:
    head = run[0]
    rows = [each for each in run if each.look != "label"]
    heads = [each for each in run if each.look == "label"]
    wording = heads[0].wording if heads else page.heading
    hint = heads[0].hint if heads else {}
    matrix = FoundQuestion(
        place=head.place,
        name=heads[0].name if heads else f"{head.name}_table",
        was=head.was,
        kind=Kind.MATRIX,
        wording=wording,
        hint=hint,
        choices=head.choices,
        rows=[
            FoundRow(place=each.place, name=each.name, label=each.wording, was=each.was)
            for each in rows
        ],
        relevant=head.relevant,
        list_name=head.list_name,
        group=head.group,
        changes=[_("The questions of the table are rows of one question.")],
    )
    if not heads:
        page.heading = {}
    return matrix
