"""Every word of furniture is marked: in a language that nobody speaks, no English is left over."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from sqlalchemy import update

from feedback.accounts.models import Staff
from feedback.accounts.roles import Role
from feedback.core import paths
from feedback.core.audience import Side
from feedback.core.db import db, session, writing
from feedback.safeguarding import help_lines
from surveys.library import read_library
from tests.rules.conftest import Example, side_of
from tests.support.crawl import crawl
from tests.support.pseudo import Ear, stored_texts, texts_in, write_catalogue

STANDS_IN = "pl"  # its catalogue is replaced; three plurals, and months of its own


@pytest.fixture(scope="module")
def unspoken(
    example: Example, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Example, Ear]]:
    """The worked example with all marked words in brackets, and an ear for the others."""
    folder = tmp_path_factory.mktemp("translations")
    assert write_catalogue(folder, STANDS_IN) > 300
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "TRANSLATIONS", folder)
        sides = {side.value: side_of(side, example.settings) for side in Side}
    with example.worker.app_context():
        known = stored_texts(session().connection())
    settings = example.settings
    known |= {settings.partnership, settings.partnership_short, settings.phone, settings.email}
    lines = Path(help_lines.__file__).with_name("help_lines.yaml")
    known |= set(texts_in(yaml.safe_load(lines.read_text(encoding="utf-8"))))
    known |= {text for each in read_library().values() for text in texts_in(each.to_json())}
    yield replace(example, **sides), Ear(STANDS_IN, known)
    for app in sides.values():
        with app.app_context():
            db.engine.dispose()


def _all_bare(ear: Ear, pages) -> dict[str, list[str]]:
    heard = {name: ear.bare(page) for name, page in pages.items()}
    return {name: sorted(set(words)) for name, words in heard.items() if words}


def test_no_english_is_left_on_a_public_page_in_another_language(unspoken):
    example, ear = unspoken

    walked = example.walk(STANDS_IN)
    del walked.pages["languages"]  # chosen before there is a language: it is in the first one

    assert not _all_bare(ear, walked.pages)


@pytest.fixture
def foreign_staff(example: Example) -> Iterator[None]:
    """Meanwhile all staff read the language that nobody speaks."""
    with example.worker.app_context(), writing() as active:
        active.execute(update(Staff).values(language=STANDS_IN))
    yield
    with example.worker.app_context(), writing() as active:
        active.execute(update(Staff).values(language="en"))


@pytest.mark.parametrize("role", list(Role))
def test_no_english_is_left_on_a_staff_page_in_another_language(unspoken, foreign_staff, role):
    example, ear = unspoken

    pages = crawl(example.member(role), example.staff)
    with example.worker.app_context():  # looking at pages is itself written into the log
        session().rollback()
        ear.known |= {text.casefold() for text in stored_texts(session().connection())}

    assert len(pages) > 3
    assert not _all_bare(ear, pages)


def test_the_ear_hears_what_was_not_marked(unspoken):
    _example, ear = unspoken
    page = BeautifulSoup(
        "<html lang=pl><body><p>⟦Sent on 3 May⟧ to us</p><p lang=en>Own words</p><p>3 maja 2026</p>"
        "<p>⟦Read <a href=/x>how</a> it goes⟧</p><img alt='A picture'><b>⟦x⟧: 12</b></body></html>",
        "html.parser",
    )

    assert ear.bare(page) == ["to us", "alt=A picture"]
