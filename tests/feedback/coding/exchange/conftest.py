"""The two schemas of REFI-QDA (MIT licence, in their heads), and files of other programs."""

import io
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel
from lxml import etree

from feedback.accounts.roles import Role

SCHEMAS = Path(__file__).with_name("refi")


def _schema(name):
    return etree.XMLSchema(etree.parse(SCHEMAS / name))


@pytest.fixture(scope="session")
def valid_codebook():
    schema = _schema("Codebook.xsd")

    def check(content):
        schema.assertValid(etree.fromstring(content))

    return check


@pytest.fixture(scope="session")
def valid_project():
    schema = _schema("Project.xsd")

    def check(content):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            schema.assertValid(etree.fromstring(archive.read("project.qde")))

    return check


@pytest.fixture
def words():
    """Room for translated words, without a site."""
    app = Flask("words")
    Babel(app)
    with app.app_context(), app.test_request_context():
        yield


@pytest.fixture
def lead(make_staff):
    return make_staff(Role.LEAD, name="Lee Lead")
