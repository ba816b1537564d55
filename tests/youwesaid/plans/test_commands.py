import json

import pytest
import yaml
from click.testing import CliRunner

from tests.youwesaid.plans.conftest import EXAMPLES
from youwesaid.plans.commands import plan
from youwesaid.plans.examples import example_file


@pytest.fixture
def run(app):
    return lambda *words: CliRunner().invoke(plan, [str(word) for word in words])


def test_plans_are_brought_in_with_a_report_in_words(run):
    result = run("import", *EXAMPLES)

    assert result.exit_code == 0
    assert "Shropshire" in result.output
    assert "It has 76 plan items." in result.output


def test_the_same_report_is_there_as_json(run):
    result = run("import", example_file("dudley-2020-2022"), "--json")

    (report,) = json.loads(result.output)
    assert report["counts"] == {"vision": 1, "principle": 8, "priority": 3, "action": 15}
    assert (report["key"], report["is_new"], report["items"]) == ("dud-2020", True, 27)


def test_one_bad_file_does_not_stop_the_others(run, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("plan: {}")

    result = run("import", bad, example_file("dudley-2020-2022"))

    assert result.exit_code == 1
    assert "bad.yaml: schema_version must be 1 on its own line." in result.output
    assert "DSPP Strategic Plan 2020-22 (dud-2020) is in." in result.output


def test_a_plan_is_given_back_as_yaml(run, example):
    key = yaml.safe_load(example.read_text(encoding="utf-8"))["plan"]["id"]
    run("import", example)

    result = run("export", key, "--format", "yaml")

    assert yaml.safe_load(result.output) == yaml.safe_load(example.read_text(encoding="utf-8"))


def test_a_plan_can_be_written_to_a_file_and_come_in_again(run, example, tmp_path):
    key = yaml.safe_load(example.read_text(encoding="utf-8"))["plan"]["id"]
    run("import", example)
    copy = tmp_path / "copy.yaml"

    run("export", key, "--out", copy)
    (report,) = json.loads(run("import", copy, "--json").output)

    assert not report["is_new"]
    assert (report["added"], report["reworded"], report["removed"]) == ([], [], [])


def test_a_plan_that_is_not_there_is_refused_with_the_ones_that_are(run):
    run("import", example_file("dudley-2020-2022"))

    result = run("export", "none")

    assert result.exit_code == 1
    assert result.output.strip() == "Error: There is no plan none. There are: dud-2020."


def test_plans_are_listed(run):
    assert "No plan is in yet" in run("list").output
    run("import", *EXAMPLES)

    rows = json.loads(run("list", "--json").output)

    assert [row["id"] for row in rows if not row["in_force"]] == ["dud-2020"]
    assert "dg-2024" in run("list").output
