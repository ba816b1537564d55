"""What a sample says: figures from ten contributions on, by theme, language, and the tagger."""

import csv
import io

import pytest

from feedback.accounts.roles import Role
from feedback.coding import queries as coding
from feedback.coding.agreement import comparing, figures, queries, report, results
from feedback.coding.agreement.comparing import Verdict
from feedback.coding.agreement.figures import Counts
from feedback.coding.models import Suggestion
from feedback.contributions.models import Contribution
from feedback.core.db import session, writing

#: What the first and the second give to twelve contributions.
ANSWERS = [(["waiting"], ["waiting"])] * 6 + [(["waiting"], ["believed"])] * 2 + [([], [])] * 4


@pytest.fixture
def compared(redacted, code, draw, answer):
    """A sample of the answers above, and its contributions in their order."""
    said = [code(redacted(), *first) for first, _second in ANSWERS]
    sample = draw(number=len(said))
    for contribution, (_first, second) in zip(said, ANSWERS, strict=True):
        answer(sample, contribution, *second)
    return sample, said


def _line(shown, key):
    session().expire_all()
    return next(line.figures for line in shown.themes if line.theme.key == key)


def test_counts_and_figures_of_each_theme(compared):
    shown = results.of_sample(compared[0])

    waiting = _line(shown, "waiting")
    assert waiting.counts == Counts(both=6, first=2, second=0, neither=4)
    assert waiting.kappa == figures.kappa(waiting.counts) == pytest.approx(0.667, abs=0.001)
    assert waiting.verdict is Verdict.RARE  # only four of twelve are without it
    assert shown.sets.units == 12
    assert shown.sets.same == 10
    assert shown.sets.masi.interval is not None
    assert shown.disagreements == 2


def test_below_ten_nothing_is_told_of_a_sample_or_of_a_language(compared):
    sample, said = compared
    with writing():
        for contribution in said[:5]:
            session().get_one(Contribution, contribution.id).language = "pl"
    session().expire_all()
    by_language = {line.language: line.figures for line in results.of_sample(sample).languages}
    assert {language: each.units for language, each in by_language.items()} == {"en": 7, "pl": 5}
    assert all(each.masi is None for each in by_language.values())

    with writing():
        for contribution in said[:3]:
            session().get_one(Contribution, contribution.id).restricted = True
    shown = results.of_sample(sample)
    assert (shown.set_aside, shown.sets.units, shown.is_told) == (3, 9, False)
    assert _line(shown, "waiting").kappa is None
    assert _line(shown, "waiting").verdict is Verdict.TOO_FEW


def test_the_tagger_is_compared_with_the_one_who_saw_no_suggestion(compared):
    sample, said = compared
    assert results.of_sample(sample).tagger is None
    themes = {theme.key: theme.id for theme in coding.all_themes()}
    with writing():
        for number, contribution in enumerate(said):
            for key, band in (("believed", "likely"), ("waiting", "weak")):
                if number in {6, 7, 8}:
                    suggested = Suggestion(
                        contribution_id=contribution.id, theme_id=themes[key], score=0.7,
                        band=band, why_sealed=b"-", model="model-1", definition="", seen="",
                    )  # fmt: skip
                    session().add(suggested)

    tagger = results.of_sample(sample).tagger

    lines = {line.theme.key: line.figures.counts for line in tagger.themes}
    assert lines["believed"] == Counts(both=2, first=0, second=1, neither=9)
    assert lines["waiting"] == Counts(both=0, first=6, second=0, neither=6)
    assert list(tagger.models) == ["model-1"]


def test_other_pages_ask_how_far_people_agree_on_a_theme(compared):
    waiting, believed = (coding.theme_by_key(key) for key in ("waiting", "believed"))

    found = queries.theme_agreement([waiting.id, believed.id])

    assert found[waiting.id].counts.both == 6
    assert found[believed.id].counts == Counts(0, 0, 2, 10)
    assert queries.theme_agreement([]) == {}


@pytest.mark.one_database
def test_the_figures_travel_as_a_table_and_as_a_paragraph(compared, staff_app):
    shown = results.of_sample(compared[0])
    with staff_app.test_request_context():
        text = report.paragraph(shown)
    rows = list(report.rows(shown))

    assert {len(row) for row in rows} == {len(report.HEADS)}
    waiting = dict(zip(report.HEADS, next(row for row in rows if row[1] == "waiting"), strict=True))
    assert (waiting["both"], waiting["only_first"], waiting["kappa"]) == (6, 2, 0.6667)
    assert "coded 12 contributions" in text
    assert "exactly the same themes to 10 of them (83%)" in text
    assert "They differed on 2 contributions, and 0 of these" in text


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        (Counts(4, 1, 1, 3), Verdict.TOO_FEW),
        (Counts(2, 1, 1, 56), Verdict.RARE),
        (Counts(20, 1, 1, 38), Verdict.RELIABLE),
        (Counts(20, 3, 3, 34), Verdict.TENTATIVE),
        (Counts(15, 12, 12, 21), Verdict.UNRELIABLE),
    ],
)
def test_each_figure_has_a_meaning_in_words(counts, verdict):
    assert comparing.on_theme(counts).verdict is verdict


@pytest.mark.one_database
def test_a_file_of_figures_is_read_by_other_programs(compared, sign_in):
    sheet = sign_in(Role.LEAD).get(f"/agreement/{compared[0].number}.csv")

    read = list(csv.DictReader(io.StringIO(sheet.text)))
    assert {row["theme"] for row in read} >= {"waiting", "believed", "all", "all en"}
