"""What a form shows without skips is what we show with them, whatever was answered."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from surveys.definitions.question import CHOICE_KINDS, SEVERAL_VALUES, Kind
from surveys.definitions.routing import path_of
from surveys.exchange.form_names import names_of
from surveys.exchange.xlsform_out import form_sheets
from tests.surveys.exchange_out.every_kind import EVERY_KIND

NAMES = names_of(EVERY_KIND)


def _values(question):
    if question.kind in CHOICE_KINDS:
        one = st.sampled_from([choice.value for choice in question.choices])
        several = st.lists(one, min_size=1, unique=True).map(tuple)
        return several if question.kind in SEVERAL_VALUES else one
    return st.just("yes") if question.kind is Kind.CONSENT else st.integers(0, 9)


_ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        column: _values(question)
        for question in EVERY_KIND.questions()
        if question.kind in CHOICE_KINDS | {Kind.CONSENT, Kind.NUMBER}
        for column in question.closed_columns()
    },
)


def _value_in_form(column, answer):
    if EVERY_KIND.question_with(column).kind is Kind.CONSENT:
        return "OK"
    return " ".join(answer) if isinstance(answer, tuple) else str(answer)


def _true_of(expression, values):
    """Whether an expression of XLSForm is true; its own functions are few."""
    functions = {
        (None, "selected"): lambda _c, several, one: str(one) in str(several).split(),
        (None, "count-selected"): lambda _c, several: len(str(several).split()),
        (None, "date"): lambda _c, day: day,  # no page here is shown by a date
        (None, "if"): lambda _c, condition, yes, no: yes if condition else no,
    }
    plain = re.sub(r"\$\{(\w+)\}", r"$\1", expression)
    said = etree.XPath(f"boolean({plain})", extensions=functions)
    return said(etree.Element("form"), **values)


def _shown_by_form(answers):
    """The names of pages and ways out that the form shows for *answers*."""
    heads, *rows = form_sheets(EVERY_KIND, slug="every", version="1")["survey"]
    values = dict.fromkeys([*NAMES.columns.values(), *NAMES.reached.values()], "")
    values |= {NAMES.columns[key]: _value_in_form(key, each) for key, each in answers.items()}
    shown, inside = set(), []
    for row in (dict(zip(heads, cells, strict=True)) for cells in rows):
        if row["type"] == "end_group":
            inside.pop()
            continue
        is_shown = all(inside) and (not row["relevant"] or _true_of(row["relevant"], values))
        if row["type"] == "begin_group":
            inside.append(is_shown)
        if is_shown and row["calculation"]:
            values[row["name"]] = "1" if _true_of(row["calculation"], values) else ""
        if is_shown:
            shown.add(row["name"])
    return shown


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(given_answers=_ANSWERS)
def test_a_form_shows_the_pages_and_the_way_out_that_we_show(given_answers):
    path = path_of(EVERY_KIND, given_answers)
    shown = _shown_by_form(path.answers)

    pages = {NAMES.pages[step.page.key] for step in path.steps}
    asked = {NAMES.pages["files"]} if path.files else set()
    assert shown & set(NAMES.pages.values()) == pages | asked
    assert shown & set(NAMES.exits.values()) == (
        {NAMES.exits[path.exit.key]} if path.exit else set()
    )
    assert (NAMES.thanks in shown) is (path.exit is None)
