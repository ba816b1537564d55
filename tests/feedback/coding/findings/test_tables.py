"""People, not mentions; finer themes with those that they stand under; nothing told by the rest."""

import uuid
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from feedback.coding.findings import about, asked, choosing, growth, months, rising, together
from feedback.coding.findings.crossing import outgoing, parents_of
from feedback.coding.findings.rising import Certainty
from feedback.coding.findings.saturation import Point, _independent, fitted
from feedback.coding.findings.tables import Figure, Line, Table
from feedback.coding.findings.voices import Filters, heard
from feedback.coding.models import CodebookVersion, ThemeState
from feedback.coding.suppressing import FEWEST_SEEN, nested_hidden
from feedback.core import clock
from feedback.core.db import session, writing
from feedback.core.quarters import last_day

pytestmark = pytest.mark.usefixtures("anywhere")


def numbers(table):
    """The numbers of a table by the head of each line."""
    return {line.head: [cell.number for cell in line.cells] for line in table.rows}


def test_people_are_counted_once_and_with_every_theme_above(spoke, receipt):
    same = receipt()
    spoke("children", receipt=same)
    spoke("listened", "children", receipt=same)
    spoke("heard")
    spoke("money", people_count=8)
    spoke()

    table = months.month_table(heard(Filters()))

    assert numbers(table) == {
        "Everybody whose words are coded": [11],
        "Heard": [2],
        "Listened": [1],
        "Children": [1],
        "Money": [8],
    }
    assert [line.depth for line in table.rows] == [0, 1, 2, 3, 1]


def test_filters_narrow_and_what_is_taken_back_is_in_no_table(spoke):
    spoke("money", language="pl")
    spoke("money", on=date(2026, 5, 1))
    gone = spoke("money")
    with writing():
        gone.withdrawn_on = clock.today()
        gone.words_sealed = None

    everything = numbers(months.month_table(heard(Filters())))
    in_march = numbers(months.month_table(heard(Filters(until=date(2026, 3, 31)))))
    in_polish = numbers(months.month_table(heard(Filters(language="pl"))))

    assert everything["Money"] == [1, 0, 1]  # March, April, May
    assert in_march["Money"] == [1]
    assert in_polish["Money"] == [1]


def test_a_merged_theme_counts_where_it_went_unless_asked_otherwise(spoke, themes):
    spoke("money")
    with writing():
        themes["money"].merged_into_id = themes["listened"].id
        themes["money"].state = ThemeState.MERGED

    restated = numbers(months.month_table(heard(Filters())))
    as_coded = numbers(months.month_table(heard(Filters(restated=False))))

    assert restated["Listened"] == [1]
    assert "Money" not in restated
    assert as_coded["Money"] == [1]


def test_a_version_of_the_codebook_is_a_line_in_its_month(spoke):
    spoke("money", on=date(2026, 2, 1))
    spoke("money", on=date(2026, 4, 1))
    with writing():
        made = clock.now().replace(year=2026, month=3, day=9)
        session().add(CodebookVersion(number=2, note="", snapshot=[], made_at=made))

    table = months.month_table(heard(Filters()))

    assert [place for place, _words in table.breaks] == [1]
    assert table.columns[2] == "March 2026"


def test_questions_are_columns_and_what_answers_none_has_its_own(spoke):
    spoke("money", question="What would help?")
    spoke("money")

    table = asked.question_table(heard(Filters()))

    assert table.columns[1] == "What would help?"
    assert numbers(table)["Money"] == [1, 1]


def test_shares_have_a_base_and_a_difference_says_between_what_it_lies(spoke):
    for place in range(40):
        spoke(*(["money"] if place < 24 else ["heard"]), says={"age": "18_25"})
        spoke(*(["money"] if place < 6 else ["heard"]), says={"age": "65_74"})

    table = about.about_table(heard(Filters()), "age")
    money = next(line for line in table.rows if line.head == "Money")

    assert table.columns == ["Theme", "18 to 25", "65 to 74", "All who answered"]
    assert [cell.text for cell in money.cells] == ["24: 60 of 100", "6: 15 of 100", "30"]
    assert money.cells[0].hint == "more than others: by 17 to 65 of 100"
    listed = about.about_list(heard(Filters()), "age")
    assert [c.number for c in next(r for r in listed.rows if r.head == "Money").cells][1:] == [
        24, 40, 60, 17, 65,
    ]  # fmt: skip


def test_few_people_of_a_kind_are_hidden_with_another_cell(spoke):
    for age, times in (("18_25", 9), ("65_74", 7), ("40_54", 2)):
        for _ in range(times):
            spoke("money", says={"age": age})

    table = about.about_table(heard(Filters()), "age")

    for line in table.rows:
        assert [cell.number for cell in line.cells] == [9, None, None, 18]


TREES = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.tuples(
            st.integers(0, 3),
            st.lists(st.one_of(st.integers(0, 6), st.integers(0, 30)), min_size=columns,
                     max_size=columns),
        ),
        min_size=1,
        max_size=5,
    )
)  # fmt: skip


def nested(drawn):
    """Rows in which each is at least what stands under it, with the depth of each."""
    rows, depths = [[0] * len(drawn[0][1])], [0]
    for depth, own in drawn:
        depths.append(min(depth + 1, depths[-1] + 1))
        rows.append(list(own))
    above = parents_of(depths)
    for place in reversed(range(1, len(rows))):
        parent = rows[above[place]]
        rows[above[place]] = [max(p, c) for p, c in zip(parent, rows[place], strict=True)]
    return rows, above


def known(rows, above, hidden, order):
    """Bounds of the hidden cells, which are not more than which, and what the totals say."""
    at = {cell: number for number, cell in enumerate(order)}
    bounds, less, equal, totals = [], [], [], []
    for row, place in order:
        finer = [rows[other][place] for other, parent in enumerate(above)
                 if parent == row and place not in hidden[other]]  # fmt: skip
        parent = above[row]
        is_told = parent is not None and place not in hidden[parent]
        bounds.append((max(finer, default=0), rows[parent][place] if is_told else None))
        if parent is not None and not is_told:
            less.append(np.zeros(len(order)))
            less[-1][[at[row, place], at[parent, place]]] = 1, -1
    for row, counts in enumerate(rows):
        if sum(counts) >= FEWEST_SEEN and hidden[row]:
            equal.append([float(cell[0] == row) for cell in order])
            totals.append(sum(counts[place] for place in hidden[row]))
    return {
        "bounds": bounds,
        "A_ub": np.array(less) if less else None,
        "b_ub": np.zeros(len(less)) if less else None,
        "A_eq": np.array(equal) if equal else None,
        "b_eq": totals or None,
    }


@settings(max_examples=100, deadline=None)
@given(TREES)
def test_no_solver_finds_a_hidden_cell_from_totals_or_from_finer_themes(drawn):
    rows, above = nested(drawn)
    hidden = nested_hidden(rows, above)
    order = [(row, place) for row, places in enumerate(hidden) for place in sorted(places)]
    told = known(rows, above, hidden, order)

    for number, (row, place) in enumerate(order):
        wanted = np.zeros(len(order))
        wanted[number] = 1
        least, most = linprog(wanted, **told), linprog(-wanted, **told)
        assert least.success
        if rows[row][place] < FEWEST_SEEN:
            assert most.status == 3 or -most.fun - least.fun > 0.5, (rows, hidden, row, place)


def test_what_leaves_in_a_file_has_no_small_count():
    lines = [
        Line("All", [Figure("20", 20), Figure("9", 9), Figure("3", 3)]),
        Line("A", [Figure("20", 20, url="/x"), Figure("8", 8), Figure("1", 1)], depth=1),
    ]
    table = Table("t", "T", ["", "1", "2", "3"], lines)

    safe = outgoing(table)

    assert [[cell.number for cell in line.cells] for line in safe.rows] == [[20, None, None]] * 2
    assert safe.rows[0].cells[1].text == safe.rows[0].cells[2].text == "Not shown"
    assert not safe.rows[1].cells[0].url


def test_pairs_are_themes_of_one_contribution_and_never_a_theme_with_its_own_parent(spoke):
    for _ in range(6):
        spoke("money", "children", "heard")
    for _ in range(20):
        spoke("listened")

    table = together.together_table(heard(Filters()))

    # Heard stands above Children: no pair.
    assert [(line.head, line.cells[0].number) for line in table.rows] == [
        ("Heard + Money", 6),
        ("Children + Money", 6),
    ]
    assert table.rows[0].cells[2].text == "much oftener than by chance"
    assert table.rows[0].cells[2].hint == "4.3 times what chance would bring"


def test_new_themes_are_counted_in_fifties_and_lowes_index_finds_the_whole():
    read = [Point(n, round(30 * _independent(n, 0.01)), 0) for n in range(50, 400, 50)]

    fit = fitted(read)

    assert fit.model == "independent samples"
    assert 28 <= fit.themes <= 32
    assert fit.index >= 90
    assert fitted(read[:3]) is None


def test_the_curve_of_new_themes(spoke):
    for place in range(60):
        spoke("money" if place < 50 else "heard", on=date(2026, 1, 1 + place // 5))

    table = growth.growth_table(heard(Filters()))

    assert numbers(table) == {"50": [1, 1], "60": [1, 2]}
    assert table.gist == ["Too few contributions to tell."]


def test_rising_says_how_many_and_never_makes_much_of_little(spoke):
    today = date(2026, 6, 30)
    for _ in range(3):
        spoke("money", on=date(2026, 6, 1))
    for place in range(40):
        spoke("children", on=date(2026, 6, 2) if place < 34 else date(2026, 2, 1))
    for _ in range(30):
        spoke(on=date(2026, 2, 1))

    found = {each.theme.key: each for each in rising.rising(today)}

    assert found["money"].in_words() == "nobody in the three months before"
    assert found["money"].certainty is Certainty.FEW
    assert found["children"].in_words() == "28 more than in the three months before"
    assert found["children"].certainty is Certainty.CLEAR
    assert list(found)[-1] == "money"
    safe = rising.rising_table(today, fewest=FEWEST_SEEN)
    assert "Money" not in numbers(safe)


def test_an_unknown_giver_is_each_their_own(spoke):
    first, second = spoke("money"), spoke("money")

    assert first.submission_id != second.submission_id
    assert asked.spoke(heard(Filters())) == 2
    assert isinstance(first.id, uuid.UUID)


@pytest.mark.parametrize(
    ("day", "last"),
    [("2026-01-01", "2026-03-31"), ("2026-11-23", "2026-12-31"), ("2026-06-30", "2026-06-30")],
)
def test_days_of_a_characteristic_are_widened_to_whole_quarters(day, last):
    assert last_day(date.fromisoformat(day)) == date.fromisoformat(last)
    widened = choosing._whole_quarters(
        Filters(since=date.fromisoformat(day), until=date.fromisoformat(day))
    )
    assert (widened.since.day, widened.until) == (1, date.fromisoformat(last))
