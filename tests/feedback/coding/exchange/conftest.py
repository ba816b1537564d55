"""The two schemas of REFI-QDA (MIT licence, in their heads), and files of other programs."""

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

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
