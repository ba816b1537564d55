"""The worked example: told day by day through the real services, and honest about itself."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from feedback.audit import services as audit
from feedback.coding.models import Coding, TaggerModel
from feedback.contributions.models import Contribution, Publication
from feedback.core import clock
from feedback.core.audience import Side
from feedback.core.db import db, session
from feedback.core.settings import Settings
from feedback.safeguarding.models import Concern
from tests.support.client import CheckedClient
from youwesaid import founding
from youwesaid.app import create_app
from youwesaid.demo import loading, people
from youwesaid.insights.models import Answer, AnswerKind
from youwesaid.plans.models import WORDINGS, PlanChange
from youwesaid.tracker.models import Entry, EntryVersion, VersionKind

#: In one process: the example takes long to load.
pytestmark = pytest.mark.xdist_group("worked-example")


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """A site with the worked example, and the settings it runs under."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    settings = Settings(data=folder, invented=True, nation="scotland", area="dumfries_galloway")
    app = founding.found(settings, written={"YOUWESAID_INVENTED": "true"})
    steps: list[tuple[int, int]] = []
    sign_ins = loading.load(
        app,
        plan=loading.OWN_PLAN,
        empty=False,
        progress=lambda done, total: steps.append((done, total)),
    )
    people.keep(folder, sign_ins)
    with app.app_context():
        yield settings, steps
        db.engine.dispose()


def count(statement):
    return session().scalar(select(func.count()).select_from(statement.subquery()))


def test_progress_runs_to_its_end(example):
    _settings, steps = example

    assert steps[-1][0] == steps[-1][1] > 200


def test_about_eighty_people_speak_in_at_least_six_languages(example):
    assert count(select(Contribution)) >= 80
    languages = set(session().scalars(select(Contribution.language).distinct()))
    assert len(languages) >= 6


def test_two_coders_have_coded(example):
    assert len(set(session().scalars(select(Coding.coder_id).distinct()))) == 2
    assert session().scalars(select(TaggerModel)).one().learned_from >= 60


def test_all_eight_answers_a_late_one_a_correction_and_a_withdrawn_quote_are_there(example):
    kinds = Counter(session().scalars(select(Answer.kind)))
    assert set(kinds) == set(AnswerKind)
    assert count(select(Entry).where(Entry.next_look_on < clock.today())) == 1
    versions = set(session().scalars(select(EntryVersion.kind)))
    assert {VersionKind.CORRECTION, VersionKind.QUOTE_PULLED} <= versions
    assert count(select(Contribution).where(Contribution.publication == Publication.PULLED)) == 1
    assert count(select(PlanChange).where(PlanChange.field.in_(WORDINGS))) == 1
    assert count(select(Concern).where(Concern.closed_at.is_(None))) >= 1


def test_the_invented_past_leaves_a_sound_log(example):
    assert audit.verify() is None


def test_the_sign_ins_are_for_their_owner_only(example):
    settings, _steps = example
    path: Path = settings.data / people.FILE_NAME

    assert path.stat().st_mode & 0o077 == 0
    assert {each.who for each in people.kept(settings.data)} == set(people.PEOPLE)


def test_every_public_page_says_that_the_words_are_invented(example):
    settings, _steps = example
    app = create_app(Side.PUBLIC, settings)
    app.test_client_class = CheckedClient
    browser = app.test_client()
    slugs = session().scalars(select(Entry.slug)).all()
    pages = ["/", "/en/", "/en/changes/", "/ur/tell", "/en/code", "/en/help", "/en/privacy"]

    for path in [*pages, *[f"/en/changes/{slug}" for slug in slugs]]:
        page = browser.page(path)
        assert page.select_one(".invented"), path
    with app.app_context():
        db.engine.dispose()


def test_another_plan_can_be_named_and_an_empty_site_asked_for(tmp_path):
    settings = Settings(data=tmp_path / "data", invented=True)
    app = founding.found(settings, written={"YOUWESAID_INVENTED": "true"})

    sign_ins = loading.load(app, plan="dundee-2019", empty=True, progress=lambda *_: None)

    with app.app_context():
        assert len(sign_ins) == len(people.PEOPLE)
        assert count(select(Contribution)) == 0
        db.engine.dispose()
